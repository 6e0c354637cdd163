"""The official servers audited and locked for real, in the sandbox and without network."""

import json
import shutil
from pathlib import Path

import pytest

from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.app.auditing import AuditRequest, audit
from seatrial.mcp_audit.verdicts import AuditResult

SERVERS = Path(__file__).parents[2] / ".mcp-servers"
PYTHON, NODE = SERVERS / "python/bin", SERVERS / "node/node_modules/.bin"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    why = check_sandbox(unsafe=True)
    if why:
        pytest.skip(f"no sandbox here: {why}")
    if not (SERVERS / "made-from").is_file():
        pytest.skip("the official servers are not installed: run scripts/mcp-servers")
    if shutil.which("node") is None:
        pytest.skip("two of the official servers need node")
    folder = tmp_path_factory.mktemp("official")
    commands = {
        **{name: [str(PYTHON / f"mcp-server-{name}")] for name in ("fetch", "git", "time")},
        "everything": [str(NODE / "mcp-server-everything")],
        "filesystem": [str(NODE / "mcp-server-filesystem"), str(folder)],
    }
    servers = {name: {"command": words[0], "args": words[1:]} for name, words in commands.items()}
    (folder / "mcp.json").write_text(json.dumps({"mcpServers": servers}))
    return folder / "mcp.json"


def run(config: Path, **more: bool) -> AuditResult:
    # pip-audit needs the network, semgrep may be here or not.
    request = AuditRequest(
        targets=(str(config),),
        without=("pip-audit", "semgrep"),
        lock=config.with_name("mcp.lock"),
        seconds=120,
        **more,
    )
    return audit(request).result


def test_official_servers_are_audited_and_locked_and_pass_the_check(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path))
    result = run(config)
    blocked = {
        server.server: [one.tool for one in server.decided if one.verdict == "block"] for server in result.servers
    }
    assert blocked == {"fetch": [], "git": [], "time": [], "everything": [], "filesystem": []}
    assert all("bandit" in server.scanners for server in result.servers[:3])
    assert all("detect-secrets" in server.scanners for server in result.servers)
    assert [server.unknown for server in result.servers] == [()] * 5
    assert [server.lock.status for server in result.servers] == ["new"] * 5
    again = run(config, check=True)
    assert [(server.lock.status, server.cached) for server in again.servers] == [("unchanged", True)] * 5
