"""What the outermost frame makes of whatever goes wrong."""

import os
import signal
import subprocess
import sys

import pytest
from cli_shell import Shell
from desk_agent import CARD, SAID, TOOLS, make_desk

from seatrial.cli import main as outermost
from seatrial.core.errors import InvariantError, ProviderError


def _raising(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def run() -> int:
        raise error

    monkeypatch.setattr(outermost, "_run", run)


def test_an_unexpected_exception_is_a_bug_with_what_to_report(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    _raising(KeyError("\x1b[2Jx"), monkeypatch)
    said = shell("check", "plumber")
    assert said.code == 70
    assert "a bug in seatrial: KeyError" in said.err
    assert "Please report it" in said.err
    assert "Traceback" not in said.err
    assert "\x1b" not in said.err


def test_the_whole_trail_is_shown_on_request(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEATRIAL_DEBUG", "1")
    _raising(KeyError("x"), monkeypatch)
    assert "Traceback" in shell("check", "plumber").err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvariantError("It got stuck."), 70),
        (ProviderError("It is down.", code="provider.down"), 4),
        (PermissionError(13, "Permission denied", "place"), 2),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_kind_of_error_has_its_exit_code(
    error: BaseException, code: int, shell: Shell, monkeypatch: pytest.MonkeyPatch
):
    _raising(error, monkeypatch)
    said = shell("check", "plumber")
    assert said.code == code
    assert "Traceback" not in said.err


def test_programs_get_errors_as_data(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    _raising(ProviderError("It is down.", code="provider.down", hint="Wait."), monkeypatch)
    said = shell("check", "plumber", "--json")
    assert said.json == {"error": {"code": "provider.down", "message": "It is down.", "hint": "Wait."}}


def test_a_reader_that_has_seen_enough_is_no_error(shell: Shell):
    done = subprocess.run(
        f"{sys.executable} -m seatrial schema agent | head -n 1",
        shell=True,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("reader", ["| head -n 1", "| true", "2>&1 | true"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("simulate desk -n 3 --out run", 1),
        ("simulate desk -n 3 --json", 1),
        ("check broken", 2),
        ("check broken --json", 2),
        ("nosuch", 2),
        ("--help", 0),
    ],
)
def test_a_reader_that_leaves_changes_no_verdict(shell: Shell, words: str, code: int, reader: str):
    make_desk(shell, expected="message_taken")
    shell.write("broken/agent.yaml", "agent: broken\n")
    line = f'("{sys.executable}" -m seatrial {words}; echo "code $?" >code) {reader} >heard'
    done = subprocess.run(line, shell=True, cwd=shell.folder, capture_output=True, text=True, check=True)
    assert (shell.folder / "code").read_text() == f"code {code}\n"
    assert "Traceback" not in done.stderr
    assert "Broken pipe" not in done.stderr
    if "run" in words:
        assert shell("show", "--run", "run", "--json").json["conversations"] == 3


def test_unbuffered_output_stays_so(shell: Shell):
    said = shell.run("check", "plumber", env={"PYTHONUNBUFFERED": "1"})
    assert said.code == 0
    assert "0 errors" in said.out


def test_a_tool_that_crashes_in_native_code_leaves_its_name(shell: Shell):
    make_desk(shell, expected="message_taken")
    script = ["can I leave a message", "please call me back", "yes"]
    said = "".join(f'  - say: "{line}"\n' for line in script)
    shell.write("desk/scenarios/card.yaml", CARD.replace("EXPECTED", "message_taken").replace(SAID, said))
    shell.write("desk/tools.py", TOOLS.replace('    return "1"', "    import os\n    os.abort()"))
    done = shell.run("simulate", "desk", "-n", "1", "--jobs", "1")
    assert done.code == -signal.SIGABRT
    assert "in take_message" in done.err


def test_a_terminal_that_cannot_show_everything_ends_nothing(shell: Shell):
    said = shell.run("check", "plumber", env={"PYTHONIOENCODING": "ascii"})
    assert said.code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("simulate",),
        ("simulate", "plumber", "-n", "-5"),
        ("simulate", "plumber", "--bogus"),
        ("simualte", "plumber"),
    ],
)
def test_a_mistyped_command_is_an_object_for_programs_and_two_lines_for_people(shell: Shell, words: tuple[str, ...]):
    typed = shell(*words)
    assert (typed.code, typed.out) == (2, "")
    assert typed.err.startswith("error: ")
    assert "--help" in typed.err
    said = shell(*words, "--json")
    assert (said.code, said.err) == (2, "")
    assert said.json["error"]["code"] == "cli.usage"
    assert "--help" in said.json["error"]["hint"]


def test_what_is_not_an_exception_is_a_bug_too(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    _raising(GeneratorExit(), monkeypatch)
    assert shell("check", "plumber").code == 70


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_break_nothing(shell: Shell, closed: str):
    for agent, code in (("plumber", 0), ("nosuch", 2)):
        line = f'"{sys.executable}" -m seatrial check {agent} {closed}'
        done = subprocess.run(line, shell=True, cwd=shell.folder, capture_output=True, text=True, check=False)
        assert done.returncode == code
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", ["check plumber", "check plumber --json", "check nosuch --json"])
def test_a_full_disk_is_an_error_and_no_traceback(shell: Shell, words: str):
    line = f'"{sys.executable}" -m seatrial {words} >/dev/full'
    done = subprocess.run(line, shell=True, cwd=shell.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
