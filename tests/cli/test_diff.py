from pathlib import Path

import pytest
from cli_shell import Shell
from desk_agent import AGENT, make_desk

BROKEN = AGENT.replace("escalation: {to: colleague, when: [asked_for_person]}", "")


@pytest.fixture
def two(shell: Shell) -> Shell:
    """Two runs of the same people: all passed before, and none since nobody takes them over."""
    make_desk(shell)
    shell("simulate", "desk", "-n", "6", "--out", "before")
    shell.write("desk/agent.yaml", BROKEN)
    shell("simulate", "desk", "-n", "6", "--out", "after")
    return shell


def test_a_later_run_that_is_worse_fails_the_gate_and_shows_one_example(two: Shell):
    said = two("diff", "before", "after")
    assert said.code == 1
    assert said.out.startswith("The same 6 people: 0 now get through, 6 no longer do.")
    assert "seatrial replay asks_for_a_person/plain/chat/1 --run after" in said.out
    assert "Worse: nobody gets through any more on asks_for_a_person" in said.out
    assert said.last.endswith("seatrial show asks_for_a_person/plain/chat/1 --run after")


def test_the_replay_line_replays(two: Shell):
    assert two("replay", "asks_for_a_person/plain/chat/1", "--run", "after").code == 0


def test_the_mended_agent_is_better(two: Shell):
    said = two("diff", "after", "before")
    assert said.code == 0
    assert "Better" in said.out


def test_the_same_run_is_the_same(two: Shell):
    said = two("diff", "before", "before")
    assert said.code == 0
    assert said.out.rstrip().endswith("Same: everybody fares as before.")


def test_a_change_of_words_that_changes_nobody_s_fate_is_the_same(two: Shell):
    two.write("desk/agent.yaml", AGENT.replace("How can I help?", "What can I do for you?"))
    two("simulate", "desk", "-n", "6", "--out", "reworded")
    assert two("diff", "before", "reworded").code == 0


def test_too_few_people_are_undecided(two: Shell):
    results = Path("before/results.jsonl")
    two.write("earlier/results.jsonl", results.read_text().replace('"verdict":"passed"', '"verdict":"failed"', 1))
    two.write("earlier/manifest.json", Path("before/manifest.json").read_text())
    said = two("diff", "earlier", "before")
    assert said.code == 3
    assert "1 now gets through, 0 no longer do" in said.out
    assert "Undecided: 1 who fare otherwise are too few" in said.out


def test_the_comparison_is_data_for_programs(two: Shell):
    said = two("diff", "before", "after", "--json")
    assert said.code == 1
    found = said.json
    assert (found["verdict"], found["pairs"], found["newly_failed"], found["newly_passed"]) == ("worse", 6, 6, 0)
    assert found["p_worse"] == pytest.approx(1 / 64)
    assert found["regressions"][0]["name"] == "asks_for_a_person"
    assert found["regressions"][0]["replay"] == "seatrial replay asks_for_a_person/plain/chat/1 --run after"
    assert found["failing"][0]["replay"] == "seatrial replay asks_for_a_person/plain/chat/1 --run after"
    assert found["before"]["run"] == "before"
    assert found["difference"]["share"] == -1.0


def test_a_page_is_written_besides(two: Shell):
    said = two("diff", "before", "after", "--markdown", "out/page.md")
    assert said.code == 1
    assert "6 no longer do" in Path("out/page.md").read_text()


@pytest.mark.parametrize("page", ["page.md", "before"])
def test_runs_of_other_people_are_refused_and_nothing_is_written(page: str, two: Shell):
    two("simulate", "desk", "-n", "6", "--seed", "9", "--out", "others")
    held = sorted(path.name for path in Path().rglob("*"))
    said = two("diff", "before", "others", "--markdown", page)
    assert said.code == 2
    assert "other people called" in said.err
    assert "seatrial simulate desk -n 6 --seed 1" in said.err
    assert sorted(path.name for path in Path().rglob("*")) == held


def test_another_suite_is_refused_and_nothing_is_overwritten(two: Shell):
    two("simulate", "desk", "-n", "6", "--out", "others")
    results = Path("others/results.jsonl")
    lines = results.read_text().splitlines()
    results.write_text("\n".join([lines[0], *[line.replace("/plain/", "/other/") for line in lines[1:]]]) + "\n")
    two.write("page.md", "kept")
    said = two("diff", "before", "others", "--markdown", "page.md")
    assert said.code == 2
    assert "these are two suites" in said.err
    assert Path("page.md").read_text() == "kept"
    assert two("diff", "before", "others", "--force").code != 2


def test_a_run_that_is_not_there_is_named(two: Shell):
    said = two("diff", "before", "absent", "--json")
    assert said.code == 2
    assert said.json["error"]["code"] == "run.not_a_run"
