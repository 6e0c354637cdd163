"""Live conversations through a pipe: what is said, what is kept, what survives a Ctrl-C or a kill."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from cli_shell import LIMIT_S, Shell
from desk_agent import TOOLS, make_desk

from seatrial.app import live_chat
from seatrial.core.errors import RunError

MESSAGE = "can I leave a message\nplease call me back\nyes\nno\n"


@pytest.fixture
def desk(shell: Shell) -> Shell:
    make_desk(shell)
    return shell


def _trace() -> Path:
    return next(Path("runs/chats").iterdir())


def test_a_conversation_is_held_line_by_line(desk: Shell):
    said = desk.fed(MESSAGE, "chat", "desk")
    assert said.code == 0
    expected = ["agent> Hello", "you> can I leave a message", "agent> What is the message?", "you> please call me back",
                "agent> Shall I note that?", "you> yes", "agent> Noted."]  # fmt: skip
    at = -1
    for line in expected:
        assert line in said.out
        assert said.out.index(line) > at
        at = said.out.index(line)
    assert "Ended: message taken; this counts as having helped." in said.out
    assert said.last.startswith("replay it: seatrial replay runs/chats/desk--live--chat--")


def test_what_was_understood_is_shown_on_request(desk: Shell):
    said = desk.fed(MESSAGE, "chat", "desk", "--explain")
    assert "wants: leave message" in said.out
    assert "message = please call me back" in said.out
    assert "calls take_message(message please call me back)" in said.out


def test_its_trace_replays_identically_and_can_be_shown(desk: Shell):
    desk.fed(MESSAGE, "chat", "desk")
    replayed = desk("replay", str(_trace()))
    assert replayed.code == 0
    assert "Identical" in replayed.out
    shown = desk("show", str(_trace()))
    assert "person   please call me back" in shown.out
    assert "take_message(message please call me back): 1" in shown.out


def test_the_end_of_the_input_hangs_up(desk: Shell):
    said = desk.fed("", "chat", "desk")
    assert said.code == 0
    assert "Ended: abandoned" in said.out


def test_for_programs_the_words_go_to_stderr(desk: Shell):
    said = desk.fed(MESSAGE, "chat", "desk", "--json")
    assert said.json["outcome"] == "message_taken"
    assert said.json["success"] is True
    assert Path(said.json["trace"]).exists()
    assert "agent> Noted." in said.err


@pytest.mark.parametrize(
    "line", [b"", b"   ", b"\x00\xff\xfe\x80", b"x" * 300_000, b"\x1b[2J\x1b]0;x\x07", "\u202eabc".encode()]
)
def test_no_utterance_breaks_it_or_the_terminal(line: bytes, desk: Shell):
    said = desk.fed(line + b"\n" + MESSAGE.encode(), "chat", "desk")
    assert said.code == 0
    assert "Ended: message taken" in said.out
    assert "\x1b" not in said.out
    assert "\u202e" not in said.out
    assert desk("replay", str(_trace())).code == 0


def test_a_folder_for_traces_that_cannot_be_written_is_said_before_the_first_word(desk: Shell):
    desk.write("file", "in the way")
    said = desk.fed(MESSAGE, "chat", "desk", "--out", "file/traces")
    assert said.code == 2
    assert "file/traces" in said.err
    assert "agent>" not in said.out


def _talk_until(process: subprocess.Popen[bytes], words: bytes, *, typed: bytes = b"") -> bytes:
    """Type, and read what the agent says until it has said this."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(typed)
    process.stdin.flush()
    heard = b""
    while words not in heard:
        piece = os.read(process.stdout.fileno(), 65_536)
        assert piece, heard
        heard += piece
    return heard


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_who_is_stopped_hangs_up_and_keeps_the_trace(desk: Shell, number: int, code: int):
    process = desk.start("chat", "desk")
    _talk_until(process, b"What is the message?", typed=b"can I leave a message\n")
    process.send_signal(number)
    out, err = process.communicate(timeout=LIMIT_S)
    assert process.returncode == code, err
    assert b"Traceback" not in err
    assert b"Ended: abandoned" in out
    assert desk("replay", str(_trace())).code == 0


def test_a_listener_that_leaves_ends_nothing(desk: Shell):
    process = desk.start("chat", "desk")
    assert process.stdout is not None
    _talk_until(process, b"What is the message?", typed=b"can I leave a message\n")
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(b"please call me back\nyes\nno\n", timeout=LIMIT_S)
    assert (process.returncode, err) == (0, b"")
    assert "Noted." in desk("show", str(_trace())).out


def test_a_tool_that_would_end_everything_fails_in_the_conversation_only(desk: Shell):
    desk.write("desk/tools.py", TOOLS.replace('    return "1"', "    import os\n    os.chdir('/')\n    os._exit(0)"))
    said = desk.run("chat", "desk", stdin=MESSAGE)
    assert said.code == 0
    assert "os._exit(0) was called" in desk("show", str(_trace())).out


def test_a_conversation_that_cannot_be_kept_where_it_should_is_kept_elsewhere(
    desk: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    broken = live_chat.write_whole

    def write_whole(path: Path, data: bytes) -> None:
        if spare not in path.parents:
            raise RunError(f"{path}: cannot be written: No space left on device.", code="run.unwritable")
        broken(path, data)

    monkeypatch.setattr(live_chat, "write_whole", write_whole)
    said = desk.fed(MESSAGE, "chat", "desk")
    assert said.code == 2
    assert "No space left on device" in said.err
    (kept,) = spare.rglob("*.jsonl")
    assert f"The conversation was kept in {kept}" in said.err
    assert desk("replay", str(kept)).code == 0


def test_a_killed_conversation_goes_on_where_it_was(desk: Shell):
    process = desk.start("chat", "desk", "--store", "talks.sqlite")
    _talk_until(process, b"Shall I note that?", typed=b"can I leave a message\nplease call me back\n")
    process.kill()
    process.communicate(timeout=LIMIT_S)
    said = desk.fed("yes\nno\n", "chat", "desk", "--store", "talks.sqlite", "--resume", "last")
    assert said.code == 0
    assert "Noted." in said.out
    assert "Ended: message taken" in said.out
    assert desk("replay", str(_trace())).code == 0
    shown = desk("show", str(_trace())).out
    assert "the process came back" in shown
    assert shown.count("take_message(message please call me back): 1") == 1


def test_a_store_without_anything_to_resume_says_so(desk: Shell):
    desk.fed(MESSAGE, "chat", "desk", "--store", "talks.sqlite")
    said = desk("chat", "desk", "--store", "talks.sqlite", "--resume", "last")
    assert said.code == 2
    assert "came to its end" in said.err


def test_a_conversation_stays_on_the_version_it_began_with(desk: Shell):
    process = desk.start("chat", "desk", "--store", "talks.sqlite")
    _talk_until(process, b"What is the message?", typed=b"can I leave a message\n")
    process.kill()
    process.communicate(timeout=LIMIT_S)
    agent = Path("desk/agent.yaml")
    agent.write_text(agent.read_text(encoding="utf-8").replace("all day", "all night"), encoding="utf-8")
    said = desk("chat", "desk", "--store", "talks.sqlite", "--resume", "last")
    assert said.code == 2
    assert "stays on the version it began with" in said.err


@pytest.mark.parametrize(
    "words", [("--resume", "x"), ("--resume", "last"), ("--resume", "last", "--store", "absent.sqlite")]
)
def test_resuming_without_a_store_says_what_is_missing(words: tuple[str, ...], desk: Shell):
    said = desk("chat", "desk", *words)
    assert said.code == 2
    assert "--store FILE.sqlite" in said.err
    assert not Path("absent.sqlite").exists()


def test_a_file_that_is_no_store_is_named(desk: Shell):
    desk.write("notes.txt", "not a database, but long enough to look like one " * 100)
    said = desk.fed(MESSAGE, "chat", "desk", "--store", "notes.txt")
    assert said.code == 2
    assert "notes.txt" in said.err


def test_only_an_unfinished_conversation_of_the_store_can_be_resumed(desk: Shell):
    said = desk.fed("", "chat", "desk", "--store", "none.sqlite", "--resume", "some/id")
    assert (said.code, Path("none.sqlite").exists()) == (2, False)
    assert desk.fed(MESSAGE, "chat", "desk", "--store", "talks.sqlite").code == 0
    said = desk.fed("", "chat", "desk", "--store", "talks.sqlite", "--resume", "some/id")
    assert said.code == 2
    assert "every conversation in it came to its end" in said.err


def test_a_file_that_is_no_store_is_refused_before_anything_is_promised(desk: Shell):
    desk.write("bad.sqlite", "x" * 5000)
    said = desk.fed("", "chat", "desk", "--store", "bad.sqlite")
    assert said.code == 2
    assert "not a database" in said.err
    assert "Every word is kept" not in said.err
