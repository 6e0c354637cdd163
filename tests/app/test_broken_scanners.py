"""Scanners that go wrong, each a real program in the place of the real one: the audit says unknown, and why."""

import json
import os
import sys
from pathlib import Path

import pytest

from seatrial.adapters.scanners import bandit, cisco_yara, detect_secrets, pip_audit, semgrep
from seatrial.app.auditing import AuditRequest, audit, installed_scanners
from seatrial.mcp_audit.listed import Listed, Watched
from seatrial.mcp_audit.records import Listing, Tool
from seatrial.mcp_audit.targets import Target

ALL = ["bandit", "detect-secrets", "pip-audit", "semgrep", "yara"]
TOOL = Tool(name="add", description="Adds two numbers.", schema={"type": "object"})
FAULTS = {
    "prints nothing": ("exit 0", "printed nothing"),
    "prints garbage": ("echo 'all fine!'", "not JSON"),
    "prints half an answer": ("""printf '{"results": [{"filename":'""", "not JSON"),
    "hangs": ("while :; do sleep 1; done", "had not finished after 1 s"),
    "crashes": ("echo 'out of luck' >&2; exit 70", "ended with code 70: out of luck"),
    "kills itself": ("kill -9 $$", "ended "),
    "prints a gigabyte": ("head -c 1000000000 /dev/zero", "wrote more than 32 MiB"),
    "complains for a gigabyte": ("head -c 1000000000 /dev/zero >&2; exit 3", "ended with code 3"),
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server with something for every scanner to read."""
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "server.py").write_text("import helper\n")
    (folder / "requirements.txt").write_text("helper==1.0\n")
    servers = {"notes": {"command": "python3", "args": [str(folder / "server.py")]}}
    (tmp_path / "mcp.json").write_text(json.dumps({"mcpServers": servers}))
    return tmp_path


def put_in_place(folder: Path, patch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in the place of every scanner."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("python3", "semgrep", "mcp-scanner"):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    patch.setattr(sys, "executable", str(programs / "python3"))
    patch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    for module in (bandit, cisco_yara, detect_secrets, pip_audit, semgrep):
        patch.setattr(module, "SECONDS_MAX", 1.0 if "while" in script else 60.0)


def lists(target: Target) -> Listed:
    return Listed(listing=Listing(server="", target=target.shown, tools=(TOOL,)), watched=Watched(sandboxed=True))


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_a_scanner_does_is_unknown_with_its_reason(server: Path, monkeypatch: pytest.MonkeyPatch, fault: str):
    script, reason = FAULTS[fault]
    put_in_place(server, monkeypatch, script)
    request = AuditRequest(targets=(str(server / "server"), str(server / "mcp.json")))
    result = audit(request, lister=lists, scanners=installed_scanners()).result
    told = [{skipped.scanner: skipped.why for skipped in one.skipped} for one in result.servers]
    assert [one.verdict for one in result.servers] == ["unknown", "unknown"]
    assert sorted(told[0]) == [name for name in ALL if name != "yara"]  # a folder lists nothing
    assert {"bandit", "detect-secrets", "semgrep", "yara"} <= set(told[1])
    assert [why for every in told for why in every.values() if reason not in why and "no version" not in why] == []
    assert [one.scanners for one in result.servers] == [(), ()]
    assert result.exit_code == 3
