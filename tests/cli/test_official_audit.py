"""The official servers audited, locked and checked for real, as it is typed: in the sandbox, without network."""

import json
import shutil
from pathlib import Path

import pytest
from cli_shell import Shell

from seatrial.adapters.bubblewrap import check_sandbox

SERVERS = Path(__file__).parents[2] / ".mcp-servers"
PYTHON, NODE = SERVERS / "python/bin", SERVERS / "node/node_modules/.bin"
# pip-audit needs the network, semgrep may be here or not.
QUICK = ("--json", "--without", "pip-audit", "--without", "semgrep", "--timeout", "120")


@pytest.fixture
def config(shell: Shell) -> str:
    why = check_sandbox(unsafe=True)
    if why:
        pytest.skip(f"no sandbox here: {why}")
    if not (SERVERS / "made-from").is_file():
        pytest.skip("the official servers are not installed: run scripts/mcp-servers")
    if shutil.which("node") is None:
        pytest.skip("two of the official servers need node")
    commands = {
        **{name: [str(PYTHON / f"mcp-server-{name}")] for name in ("fetch", "git", "time")},
        "everything": [str(NODE / "mcp-server-everything")],
        "filesystem": [str(NODE / "mcp-server-filesystem"), str(shell.folder)],
    }
    servers = {name: {"command": words[0], "args": words[1:]} for name, words in commands.items()}
    shell.write("mcp.json", json.dumps({"mcpServers": servers}))
    return "mcp.json"


def test_official_servers_are_listed_audited_and_locked_and_pass_the_check(shell: Shell, config: str):
    said = shell.run("audit", config, "--lock", "mcp.lock", *QUICK)
    servers = said.json["servers"]
    assert said.code in {0, 3}, said.err
    assert [server["server"] for server in servers] == ["fetch", "git", "time", "everything", "filesystem"]
    assert [server["verdict"] for server in servers if server["verdict"] in {"block", "unknown"}] == []
    assert [tool["tool"] for server in servers for tool in server["tools"] if tool["verdict"] == "block"] == []
    assert [server["watched"].get("sandboxed") for server in servers] == [True] * 5
    assert all("bandit" in server["scanners"] for server in servers[:3])
    assert all("detect-secrets" in server["scanners"] for server in servers)
    assert [server["lock"]["status"] for server in servers] == ["new"] * 5
    again = shell.run("audit", config, "--check", *QUICK)
    assert again.code == said.code
    assert [(one["lock"]["status"], one["cached"]) for one in again.json["servers"]] == [("unchanged", True)] * 5
