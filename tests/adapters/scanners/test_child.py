import shutil
import socket
import sys
from pathlib import Path

import pytest

from seatrial.adapters.scanners import child
from seatrial.adapters.scanners.child import Ran, Workplace

sandboxed = pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")


def run(code: str, seconds: float = 20.0, **options: bool) -> Ran:
    with Workplace() as place:
        return place.run([sys.executable, "-I", "-c", code], seconds=seconds, **options)


def test_output_errors_and_code_come_back():
    ran = run("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (ran.code, ran.output, ran.errors, ran.why) == (3, b"out\n", "err", "")


def test_a_program_that_does_not_end_is_ended():
    assert "had not finished" in run("while True: pass", seconds=0.3).why


def test_a_flood_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child, "OUTPUT_BYTES_MAX", 1_000_000)
    assert "wrote more than" in run("while True: print('x' * 10_000)").why


def test_a_program_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with Workplace() as place:
        assert "could not be started" in place.run(["/no/such/program"], seconds=5).why


def test_a_program_ended_by_a_signal_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert run("import os; os.kill(os.getpid(), 9)").why == "was ended by signal 9"


def test_only_the_end_of_errors_is_kept():
    assert len(run("import sys; sys.stderr.write('x' * 100_000)").errors) == child.ERROR_CHARS_MAX


def test_nothing_of_this_environment_reaches_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MY_TOKEN", "secret")
    assert b"secret" not in run("import os; print(dict(os.environ))").output


def test_the_workplace_is_gone_afterwards():
    with Workplace() as place:
        folder = place.folder
        assert folder.is_dir()
    assert not folder.exists()


@sandboxed
def test_it_sees_no_home_and_cannot_write_to_the_system(tmp_path: Path):
    code = f"import os; print(os.path.exists({str(tmp_path)!r}), os.access('/usr', os.W_OK)); open('/usr/x', 'w')"
    ran = run(code)
    assert ran.output == b"False False\n" or ran.output == b"False True\n"  # root may think so, and cannot
    assert "Read-only" in ran.errors


@sandboxed
def test_a_home_that_lies_elsewhere_is_not_seen_either(monkeypatch: pytest.MonkeyPatch):
    home = Path("/usr/share")  # any folder that is there, and holds something
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(child, "_PASSED", ("PATH",))
    assert any(home.iterdir())
    assert run(f"import os; print(os.listdir({str(home)!r}))").output == b"[]\n"


def test_where_bubblewrap_cannot_make_a_sandbox_scanners_run_within_bounds_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child, "check_sandbox", lambda *, unsafe: "no namespaces here")
    assert run("import os; print(os.path.exists('/usr'))").output == b"True\n"
    with Workplace() as place:
        assert place._confined(sys.executable, network=False) == []


@sandboxed
def test_it_has_no_network_unless_it_is_given_one():
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=5)"
        assert run(code).code != 0
        assert run(code, network=True).code == 0
