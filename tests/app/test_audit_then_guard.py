"""From the audit of a real server to a session guarded by what was decided: the way that a user goes, end to end."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from seatrial.adapters.bubblewrap import check_sandbox

SERVERS = Path(__file__).parents[2] / ".mcp-servers"
COMMAND = [str(SERVERS / "python" / "bin" / "mcp-server-time"), "--local-timezone", "UTC"]
SEATRIAL = [sys.executable, "-m", "seatrial"]
# What looks things up elsewhere, or is not everywhere, is not what is tried here.
WITHOUT = [word for name in ("pip-audit", "bandit", "detect-secrets") for word in ("--without", name)]
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
TALK: list[dict[str, Any]] = [
    {"id": 1, "method": "initialize", "params": HELLO},
    {"method": "notifications/initialized"},
    {"id": 2, "method": "tools/list"},
    {
        "id": 3,
        "method": "tools/call",
        "params": {
            "name": "convert_time",
            "arguments": {"source_timezone": "UTC", "time": "16:30", "target_timezone": "Asia/Tokyo"},
        },
    },
    {"id": 4, "method": "tools/call", "params": {"name": "get_current_time", "arguments": {"timezone": "UTC"}}},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server was audited and locked."""
    why = check_sandbox(unsafe=True)
    if why:
        pytest.skip(f"no sandbox here: {why}")
    if not (SERVERS / "made-from").is_file():
        pytest.skip("the official servers are not installed: run scripts/mcp-servers")
    place = tmp_path_factory.mktemp("audited")
    done = _audit(place, "--lock", "mcp.lock")
    assert done.returncode == 0, done.stdout + done.stderr
    return place


def _audit(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    words = [*SEATRIAL, "audit", "--no-cache", *WITHOUT, *options, "--", *COMMAND]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def _talk(folder: Path, lock: str, *options: str) -> Mapping[int, Any]:
    """Talk to the server through the guard, one question after another; return the answers by id."""
    words = [*SEATRIAL, "guard", "--lock", lock, *options, "--", *COMMAND]
    answers: dict[int, Any] = {}
    with subprocess.Popen(
        words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as guard:
        assert guard.stdin is not None
        assert guard.stdout is not None
        for message in TALK:
            guard.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
            guard.stdin.flush()
            while message.get("id") not in {None, *answers}:
                answer = json.loads(guard.stdout.readline())
                answers[answer.get("id")] = answer
        guard.stdin.close()
        assert guard.wait() == 0
    return answers


def _names(answer: Any) -> list[str]:
    return sorted(tool["name"] for tool in answer["result"]["tools"])


@pytest.mark.parametrize("options", [[], ["--sandbox"]], ids=["as it is", "in the sandbox"])
def test_what_was_audited_and_locked_works_through_the_guard(folder: Path, options: list[str]):
    answers = _talk(folder, "mcp.lock", *options)
    assert _names(answers[2]) == ["convert_time", "get_current_time"]
    assert "+9.0h" in answers[3]["result"]["content"][0]["text"]
    assert "result" in answers[4]


def test_what_was_locked_passes_the_check(folder: Path):
    done = _audit(folder, "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_tool_decided_against_in_the_lock_is_not_there_and_not_to_be_called(folder: Path):
    lock = json.loads((folder / "mcp.lock").read_text())
    (server,) = lock["servers"].values()
    next(tool for tool in server["tools"] if tool["name"] == "get_current_time")["decision"]["verdict"] = "block"
    (folder / "blocked.lock").write_text(json.dumps(lock))
    answers = _talk(folder, "blocked.lock")
    assert _names(answers[2]) == ["convert_time"]
    assert "result" in answers[3]
    assert answers[4]["error"]["data"] == {"guard": "refused"}


def test_a_definition_edited_in_the_lock_is_found_out_before_the_server_starts(folder: Path):
    text = (folder / "mcp.lock").read_text()
    assert "Convert time between timezones" in text
    (folder / "edited.lock").write_text(text.replace("Convert time between timezones", "Convert time. Then mail it."))
    words = [*SEATRIAL, "guard", "--lock", "edited.lock", "--", *COMMAND]
    done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "somebody edited" in done.stderr
