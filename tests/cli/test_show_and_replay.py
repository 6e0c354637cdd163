import json
import os
from pathlib import Path

import pytest
from cli_shell import Shell
from desk_agent import AGENT, CARD, make_desk

from seatrial.core.trace import Header, Row, TaskStarted, digest_lines, encode_row, encode_trace

ID = "asks_for_a_person/plain/chat/1"


@pytest.fixture
def failed(shell: Shell) -> Shell:
    """A run of three conversations, all failed and kept."""
    make_desk(shell, expected="message_taken")
    shell("simulate", "desk", "-n", "3")
    return shell


@pytest.fixture
def passed(shell: Shell) -> Shell:
    """A run of three conversations, all passed; only the first is kept."""
    make_desk(shell)
    shell("simulate", "desk", "-n", "3")
    return shell


def _trace(shell: Shell) -> Path:
    return next(Path("runs/desk-0001/traces").iterdir())


def test_the_card_tells_who_why_what_was_expected_and_what_was_said(failed: Shell):
    said = failed("show", ID)
    assert said.code == 0
    for part in (
        "Somebody in a hurry.",
        "Wants a human.",
        "✗ It ends as message taken",
        "agent    Hello",
        "person   can I talk",
    ):
        assert part in said.out
    assert "understood: wants a person" in said.out
    assert "puts through to colleague" in said.out
    assert said.last == f"replay it: seatrial replay {ID}"


def test_the_card_is_data_for_programs(failed: Shell):
    card = failed("show", ID, "--json").json
    assert card["id"] == ID
    assert card["verdict"] == "failed"
    assert [tick["status"] for tick in card["ticks"]] == ["failed"]
    assert [line["who"] for line in card["lines"]][:2] == ["agent", "person"]


def test_a_part_of_an_id_is_enough_when_no_other_has_it(failed: Shell):
    assert failed("show", "chat/2", "--json").json["id"] == "asks_for_a_person/plain/chat/2"


def test_a_part_that_several_have_is_answered_with_them(failed: Shell):
    said = failed("show", "plain")
    assert said.code == 2
    assert ID in said.err


def test_what_was_not_kept_is_simulated_again(passed: Shell):
    said = passed("show", "chat/3")
    assert said.code == 0
    assert "simulated again" in said.err
    assert "asks_for_a_person/plain/chat/3" in said.out


def test_a_conversation_beyond_the_run_is_simulated(passed: Shell):
    assert passed("show", "asks_for_a_person/terse/speech/99", "--json").json["seed" if False else "id"].endswith("/99")


def test_without_an_id_the_latest_run_is_shown(failed: Shell):
    said = failed("show")
    assert said.code == 0
    assert "3 wrote; 0 (" in said.out


def test_an_id_of_nothing_is_answered_with_what_ids_look_like(failed: Shell):
    said = failed("show", "yesterday")
    assert said.code == 2
    assert ID in said.err


def test_without_any_run_the_way_to_one_is_told(shell: Shell):
    said = shell("show")
    assert said.code == 2
    assert "seatrial simulate" in said.err


def test_a_folder_that_is_no_run_is_named(shell: Shell):
    said = shell("show", "--run", ".")
    assert said.code == 2
    assert "not a run folder" in said.err


def test_a_kept_conversation_replays_identically(failed: Shell):
    said = failed("replay", ID, "--json")
    assert said.code == 0
    assert said.json["identical"]
    assert said.json["digest"] == said.json["digest_now"]


def test_a_conversation_that_was_not_kept_replays_identically(passed: Shell):
    said = passed("replay", "chat/3")
    assert said.code == 0
    assert "Identical" in said.out


def test_a_trace_file_replays_identically(failed: Shell):
    said = failed("replay", str(_trace(failed)))
    assert said.code == 0
    assert "events were fed to the agent again" in said.out


def test_after_a_change_the_first_difference_is_named(failed: Shell):
    failed.write("desk/agent.yaml", AGENT.replace("How can I help?", "What can I do?"))
    for named in (ID, str(_trace(failed))):
        said = failed("replay", named)
        assert said.code == 1
        assert "first difference at row" in said.out
        assert "What can I do?" in said.out
        assert "The agent has changed since" in said.out


def test_a_change_that_makes_no_difference_is_said_to_make_none(failed: Shell):
    failed.write("desk/agent.yaml", AGENT.replace("We are open all day.", "We never close."))
    said = failed("replay", str(_trace(failed)))
    assert said.code == 0
    assert "makes no difference" in said.out


def test_of_what_was_not_kept_only_digests_can_be_compared(passed: Shell):
    passed.write("desk/agent.yaml", AGENT.replace("How can I help?", "What can I do?"))
    said = passed("replay", "chat/3")
    assert said.code == 1
    assert "digest then" in said.out
    assert "not kept" in said.out


def test_an_agent_that_moved_can_be_named(failed: Shell):
    trace = _trace(failed)
    Path("desk").rename("reception")
    said = failed("replay", str(trace))
    assert said.code == 2
    assert "--agent" in said.err
    assert failed("replay", str(trace), "--agent", "reception").code == 0


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (b"", "empty"),
        (b"\x00\xff\xfe binary", "cut short"),
        (b'{"hello": 1}\n', "not a seatrial trace"),
        (b"not json\n", "not JSON"),
        (b'{"conversation": "x", "schema": 99}\n', "newer seatrial"),
    ],
)
def test_a_foreign_trace_is_named_as_such(damage: bytes, complaint: str, shell: Shell):
    Path("odd.jsonl").write_bytes(damage)
    for command in ("replay", "show"):
        said = shell(command, "odd.jsonl")
        assert said.code == 2
        assert "odd.jsonl" in said.err
        assert complaint in said.err


def test_the_trace_of_another_task_is_no_conversation_and_the_way_on_is_told(shell: Shell):
    row = Row(at_ms=0, lane="0", body=TaskStarted(task="something.else", args={}))
    lines = [encode_row(row)]
    header = Header(conversation="x", program="task", digest=digest_lines(lines))
    Path("task.jsonl").write_bytes(encode_trace(header, lines))
    said = shell("show", "task.jsonl")
    assert said.code == 2
    assert "task.jsonl: not the trace of a panel's decision" in said.err
    assert "seatrial replay FILE" in said.err


@pytest.mark.parametrize("damage", ["cut", "another's", "a folder", "a pipe"])
def test_a_kept_trace_that_cannot_be_used_is_said_and_the_conversation_is_had_again(failed: Shell, damage: str):
    kept, other = (failed.folder / f"runs/desk-0001/traces/{ID.replace('/', '--')[:-1]}{n}.jsonl" for n in (1, 2))
    whole = kept.read_bytes()
    kept.unlink()
    match damage:
        case "cut":
            kept.write_bytes(whole[:-30])
        case "another's":
            kept.write_bytes(other.read_bytes())
        case "a folder":
            kept.mkdir()
        case _:
            os.mkfifo(kept)
    complaint = {"cut": "cut short", "another's": "the trace of another conversation"}.get(damage, f"it is {damage}")
    complaint = complaint.replace("a pipe", "a named pipe")
    shown = failed("show", ID)
    assert shown.code == 0
    assert complaint in shown.err
    assert "simulated again" in shown.err
    assert "can I talk" in shown.out
    replayed = failed("replay", ID)
    assert replayed.code == 0
    assert "Identical" in replayed.out
    assert complaint in replayed.out
    assert complaint in failed("replay", ID, "--json").json["trace_problem"]


def test_what_is_no_file_is_no_trace(shell: Shell):
    os.mkfifo("pipe.jsonl")
    for command in ("show", "replay"):
        said = shell(command, "pipe.jsonl")
        assert said.code == 2
        assert "pipe.jsonl: cannot be read: it is a named pipe, not a file." in said.err


@pytest.mark.parametrize("named", ["a/" * 3_000, "x" * 3_000])
def test_an_id_that_is_too_long_for_anything_is_unknown_in_few_words(failed: Shell, named: str):
    for command in ("show", "replay"):
        said = failed(command, named)
        assert said.code == 2
        assert "has no conversation" in said.err
        assert len(said.err) < 600


def test_a_truncated_trace_is_named_as_such(failed: Shell):
    trace = _trace(failed)
    trace.write_bytes(trace.read_bytes()[:-30])
    assert "cut short" in failed("replay", str(trace)).err


def test_a_changed_trace_is_named_as_such(failed: Shell):
    trace = _trace(failed)
    trace.write_bytes(trace.read_bytes().replace(b"person please", b"person, quick"))
    said = failed("replay", str(trace))
    assert said.code == 2
    assert "do not match the digest" in said.err


def test_a_trace_that_is_not_there_is_named(shell: Shell):
    said = shell("replay", "absent.jsonl")
    assert said.code == 2
    assert "absent.jsonl: cannot be read" in said.err


def test_a_damaged_results_file_is_named_with_its_line(failed: Shell):
    results = Path("runs/desk-0001/results.jsonl")
    results.write_bytes(b"{broken}\n" + results.read_bytes())
    manifest = Path("runs/desk-0001/manifest.json")
    raw = json.loads(manifest.read_text(encoding="utf-8"))
    del raw["totals"]
    manifest.write_text(json.dumps(raw), encoding="utf-8")
    said = failed("show")
    assert said.code == 2
    assert "results.jsonl:1" in said.err


def test_escape_codes_that_people_say_do_not_reach_the_terminal(shell: Shell):
    make_desk(shell, expected="message_taken")
    shell.write(
        "desk/scenarios/card.yaml",
        CARD.replace("EXPECTED", "message_taken").replace(
            "can I talk to a person please", "\\e[2J\\e]0;x\\a person please"
        ),
    )
    shell("simulate", "desk", "-n", "1")
    said = shell("show", ID)
    assert "person please" in said.out
    assert "\x1b" not in said.out
    assert "\x07" not in said.out


def test_markup_that_people_say_is_text_in_the_report(shell: Shell):
    make_desk(shell)
    card = CARD.replace("EXPECTED", "message_taken").replace(
        "can I talk", "<script>alert(1)</script> {{ 7 * 7 }} can I talk"
    )
    shell.write("desk/scenarios/card.yaml", card)
    shell("simulate", "desk", "-n", "1")
    report = Path("runs/desk-0001/report.html").read_text(encoding="utf-8")
    assert report.count("<script") == 1  # our own
    assert "<script>alert" not in report
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in report


def test_a_run_is_shown_by_its_folder_and_a_conversation_by_both(failed: Shell):
    make = failed("simulate", "desk", "-n", "1", "--scenario", "asks_for_a_person", "--out", "other")
    assert make.code == 1
    assert "desk: 3 wrote" in failed("show", "runs/desk-0001").out
    assert "desk: 1 wrote" in failed("show", "other/").out
    said = failed("show", f"other/{ID}")
    assert said.last == f"replay it: seatrial replay {ID} --run other"
    assert failed("replay", f"other/{ID}").code == 0


def test_a_whole_run_is_not_replayed(failed: Shell):
    said = failed("replay", "runs/desk-0001")
    assert said.code == 2
    assert "runs/desk-0001 is a run" in said.err
    assert said.err.rstrip().endswith("seatrial show runs/desk-0001")
