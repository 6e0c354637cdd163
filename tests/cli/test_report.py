from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli_shell import Shell
from desk_agent import CARD, make_desk


@pytest.fixture
def failed(shell: Shell) -> Shell:
    """A run of three conversations, all failed."""
    make_desk(shell, expected="message_taken")
    shell("simulate", "desk", "-n", "3")
    return shell


def _case() -> ET.Element:
    return next(ET.parse("junit.xml").iter("testcase"))


def test_without_anything_asked_for_the_page_is_printed(failed: Shell):
    said = failed("report")
    assert said.code == 0
    assert said.out.startswith("## desk: 1 of 1 cards failed\n")
    assert "seatrial replay asks_for_a_person/plain/chat/1\n" in said.out


def test_everything_a_job_wants_is_written_at_once(failed: Shell):
    said = failed("report", "--junit", "junit.xml", "--markdown", "page.md", "--annotations")
    assert said.code == 0
    (line,) = said.out.splitlines()
    assert line.startswith("::error file=desk/scenarios/card.yaml,line=2,title=seatrial%3A asks_for_a_person::3 of 3")
    assert said.err == "Wrote junit.xml\nWrote page.md\n"
    assert _case().attrib["file"] == "desk/scenarios/card.yaml"
    assert Path("page.md").read_text().startswith("## desk")


def test_a_conversation_can_be_had_again_where_the_run_is_not(failed: Shell):
    failed("report", "--junit", "junit.xml")
    failure = _case().find("failure")
    assert failure is not None
    assert failure.text is not None
    again = next(line.split("elsewhere: seatrial ")[1] for line in failure.text.splitlines() if "elsewhere" in line)
    failed(*again.split(), "--out", "again")
    (result,) = Path("again/results.jsonl").read_text().splitlines()
    assert result in Path("runs/desk-0001/results.jsonl").read_text().splitlines()


def test_the_faults_of_the_run_are_on_again(shell: Shell):
    make_desk(shell, expected="message_taken")
    shell("simulate", "desk", "-n", "2", "--faults", "silence,slow")
    shell("report", "--junit", "junit.xml")
    assert "--seed 1 -n 1 --faults silence,slow" in Path("junit.xml").read_text()


def test_a_card_that_is_known_to_fail_is_skipped_with_its_reason(shell: Shell):
    make_desk(shell, expected="message_taken", more="known_failure: nobody is there at night\n")
    shell("simulate", "desk", "-n", "3")
    shell("report", "--junit", "junit.xml")
    skipped = _case().find("skipped")
    assert skipped is not None
    assert skipped.attrib["message"] == "known to fail: nobody is there at night (3 of 3 people failed)"


def test_what_needs_a_judge_is_skipped_and_never_passed(shell: Shell):
    make_desk(shell, more="  - judged: It is kind.\n")
    shell("simulate", "desk", "-n", "3")
    said = shell("report", "--junit", "junit.xml", "--annotations")
    assert said.out.startswith("::warning ")
    assert _case().find("skipped") is not None


def test_a_known_failure_that_passed_is_a_notice(shell: Shell):
    make_desk(shell, more="known_failure: nobody is there at night\n")
    shell("simulate", "desk", "-n", "3")
    assert shell("report", "--annotations").out.startswith("::notice file=desk/scenarios/card.yaml,line=2,")


def test_the_report_is_data_for_programs(failed: Shell):
    found = failed("report", "--json", "--annotations").json
    assert found["summary"]["failed"] == 3
    assert [(card["name"], card["status"]) for card in found["cards"]] == [("asks_for_a_person", "failed")]
    assert found["annotations"][0].startswith("::error ")


def test_the_summary_of_a_job_is_added_to(failed: Shell, monkeypatch: pytest.MonkeyPatch):
    Path("summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    failed("report", "--markdown", "summary.md")
    assert Path("summary.md").read_text().startswith("before\n## desk")


def test_a_run_that_is_named_is_named_in_its_replay_lines(failed: Shell):
    said = failed("report", "--run", "runs/desk-0001")
    assert "seatrial replay asks_for_a_person/plain/chat/1 --run runs/desk-0001\n" in said.out


def test_a_run_that_was_killed_is_not_green(failed: Shell):
    manifest = Path("runs/desk-0001/manifest.json")
    text = manifest.read_text().replace('"planned": 3', '"planned": 300')
    manifest.write_text(text[: text.index(',\n  "totals"')] + "\n}\n")
    assert failed("report", "--junit", "junit.xml").code == 0
    assert ET.parse("junit.xml").getroot().attrib["errors"] == "1"


@pytest.mark.parametrize("place", [".", "desk/agent.yaml/junit.xml"])
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_lost(place: str, failed: Shell):
    said = failed("report", "--junit", place)
    assert said.code == 2
    assert f"{place}: cannot be written" in said.err
    assert "Name another file." in said.err
    assert Path("desk/agent.yaml").is_file()


def test_without_any_run_the_way_to_one_is_told(shell: Shell):
    said = shell("report", "--junit", "junit.xml")
    assert said.code == 2
    assert "seatrial simulate" in said.err
    assert not Path("junit.xml").exists()


def test_hostile_words_of_an_author_stay_words(shell: Shell):
    make_desk(shell, expected="message_taken")
    known = 'known_failure: "]]> <b>x</b> \\x1b[2J \\n::error::x %0A | `x` ![i](http://evil.test/p.png)"\n'
    shell.write("desk/scenarios/card.yaml", CARD.replace("EXPECTED", "message_taken") + known)
    assert shell("simulate", "desk", "-n", "1").code == 0
    said = shell("report", "--junit", "junit.xml")
    assert "\x1b" not in said.out
    skipped = _case().find("skipped")
    assert skipped is not None
    assert "]]> <b>x</b>" in skipped.attrib["message"]
