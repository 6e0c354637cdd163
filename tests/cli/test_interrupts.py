"""Ctrl-C, a request to terminate and kill -9, on real processes: whatever was finished is kept."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cli_shell import LIMIT_S, Shell
from desk_agent import AGENT, TOOLS, make_desk

MANY = "500000"


@pytest.fixture(params=["1", "2"], ids=["alone", "pool"])
def under_way(request: pytest.FixtureRequest, shell: Shell) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has finished something, and is far from done."""
    make_desk(shell)
    process = shell.start("simulate", "desk", "-n", MANY, "--jobs", request.param, "--out", "run")
    results = Path("run/results.jsonl")
    try:
        while process.poll() is None and not (results.exists() and results.stat().st_size > 0):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        assert process.poll() is None, process.communicate()
        yield process
    finally:
        process.kill()
        process.communicate()


def _results() -> list[dict[str, object]]:
    return [json.loads(line) for line in Path("run/results.jsonl").read_text(encoding="utf-8").splitlines()]


def _to_all(process: subprocess.Popen[bytes], number: int) -> None:
    os.killpg(process.pid, number)


def _to_one(process: subprocess.Popen[bytes], number: int) -> None:
    process.send_signal(number)


@pytest.mark.parametrize(
    ("number", "tell", "code"),
    [(signal.SIGINT, _to_all, 130), (signal.SIGTERM, _to_all, 143), (signal.SIGTERM, _to_one, 143)],
    ids=["ctrl-c", "terminate all", "terminate"],
)
def test_whoever_is_stopped_keeps_what_is_done_and_says_how_much_is_left(
    under_way: subprocess.Popen[bytes],
    shell: Shell,
    number: int,
    tell: Callable[[subprocess.Popen[bytes], int], None],
    code: int,
):
    tell(under_way, number)
    out, err = under_way.communicate(timeout=LIMIT_S)
    assert under_way.returncode == code
    kept = _results()
    assert f"Interrupted: {len(kept):,} of 500,000 done" in out.decode()
    assert f"{500_000 - len(kept):,} were left" in err.decode()
    assert b"Traceback" not in err
    totals = json.loads(Path("run/manifest.json").read_text(encoding="utf-8"))["totals"]
    assert totals["conversations"] == len(kept) < totals["planned"]
    assert shell("show", "--run", "run").code == 0


def test_a_killed_run_can_be_shown_and_replayed_as_far_as_it_got(under_way: subprocess.Popen[bytes], shell: Shell):
    under_way.kill()
    under_way.communicate(timeout=LIMIT_S)
    kept = [line for line in Path("run/results.jsonl").read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    assert kept
    shown = shell("show", "--run", "run", "--json")
    assert shown.json["conversations"] == len(kept)
    assert shown.json["planned"] == 500_000
    assert shown.json["baseline"]["conversations"] <= len(kept)
    last = json.loads(kept[-1])["id"]
    assert shell("replay", str(last), "--run", "run").code == 0


def test_a_line_cut_by_a_kill_is_left_out(shell: Shell):
    make_desk(shell)
    shell("simulate", "desk", "-n", "3", "--out", "run")
    manifest = json.loads(Path("run/manifest.json").read_text(encoding="utf-8"))
    del manifest["totals"]
    Path("run/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    results = Path("run/results.jsonl")
    results.write_bytes(results.read_bytes()[:-20])
    assert shell("show", "--run", "run", "--json").json["conversations"] == 2


def test_a_run_that_has_nothing_to_stop_says_so_with_the_same_code(shell: Shell):
    shell.write("desk/agent.yaml", AGENT)
    shell.write("desk/tools.py", "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n" + TOOLS)
    said = shell.run("check", "desk")
    assert (said.code, said.err.strip()) == (143, "Stopped.")
