"""Ctrl-C during an audit, on real processes: nothing that was started is left, and what was found out is kept."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_shell import LIMIT_S, Shell

from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.testing.mcp_servers import STAND_IN

HANGS = "#!/bin/sh\nwhile :; do sleep 1; done\n"


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    why = check_sandbox(unsafe=True)
    if why:
        pytest.skip(f"no sandbox here: {why}")


def configure(shell: Shell, *behaviours: str) -> Path:
    """Write a configuration; return the servers' script, which nobody else runs."""
    script = Path(shutil.copy(STAND_IN, shell.folder / "server_of_this_test.py"))
    servers = {name: {"command": sys.executable, "args": ["-I", str(script), name]} for name in behaviours}
    shell.write("mcp.json", json.dumps({"mcpServers": servers}))
    return script


def left_of(word: str) -> list[str]:
    """Return the command lines of processes that have something of this test in them."""
    found: list[str] = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line and int(place.parent.name) != os.getpid():
            found.append(line)
    return found


def wait_for(process: subprocess.Popen[bytes], is_there: Callable[[], bool]) -> None:
    for _ in range(LIMIT_S * 20):
        if is_there():
            return
        assert process.poll() is None, process.communicate()
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it never came to that")


def interrupt(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    os.killpg(process.pid, signal.SIGINT)
    try:
        out, err = process.communicate(timeout=LIMIT_S)
    finally:
        process.kill()
    return out.decode(), err.decode()


def test_servers_under_way_are_killed_and_what_scanners_found_is_kept(shell: Shell):
    script = configure(shell, "silent", "honest")
    process = shell.start("audit", "mcp.json", "--json", "--timeout", "600", "--without", "pip-audit")
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"1 of 2: honest")
    assert left_of(str(script))
    out, err = interrupt(process)
    assert (process.returncode, out) == (130, "")
    assert "Interrupted: 1 of 2 servers were looked at, none was judged. What scanners found is kept" in err
    assert "Traceback" not in err
    assert left_of(str(script)) == []
    configure(shell, "honest")
    assert shell("audit", "mcp.json", "--json", "--without", "pip-audit").json["servers"][0]["cached"]


def test_scanners_under_way_are_killed(shell: Shell, tmp_path: Path):
    configure(shell, "honest")
    places = {name: tmp_path / name for name in ("programs", "scratch")}
    for place in places.values():
        place.mkdir()
    program = places["programs"] / "semgrep"
    program.write_text(HANGS)
    program.chmod(0o755)
    env = {"PATH": f"{places['programs']}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(places["scratch"])}
    process = shell.start("audit", "mcp.json", "--no-cache", "--without", "pip-audit", env=env)
    wait_for(process, lambda: any("semgrep scan" in line for line in left_of(str(places["scratch"]))))
    _, err = interrupt(process)
    assert process.returncode == 130
    assert "Nothing is kept." in err
    assert left_of(str(places["scratch"])) == []
    assert list(places["scratch"].iterdir()) == []
