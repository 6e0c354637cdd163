"""The official servers, for real, in the sandbox and without network: all listed, nothing held against them."""

import shutil
from pathlib import Path

import pytest
from mcp_visits import listed, need_sandbox

from seatrial.adapters.mcp_listing import Visit, list_servers
from seatrial.mcp_audit.listed import Listed
from seatrial.mcp_audit.targets import command_target

SERVERS = Path(__file__).parents[2] / ".mcp-servers"
PYTHON = SERVERS / "python" / "bin"
NODE = SERVERS / "node" / "node_modules" / ".bin"
COMMANDS = {
    "fetch": [str(PYTHON / "mcp-server-fetch")],
    "git": [str(PYTHON / "mcp-server-git")],
    "time": [str(PYTHON / "mcp-server-time")],
    "filesystem": [str(NODE / "mcp-server-filesystem")],
    "everything": [str(NODE / "mcp-server-everything")],
}


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Listed]:
    need_sandbox()
    if not (SERVERS / "made-from").is_file():
        pytest.skip("the official servers are not installed: run scripts/mcp-servers")
    if shutil.which("node") is None:
        pytest.skip("two of the official servers need node")
    notes = str(tmp_path_factory.mktemp("notes"))
    commands = {**COMMANDS, "filesystem": [*COMMANDS["filesystem"], notes]}
    targets = [command_target(words, name=name) for name, words in commands.items()]
    return {result.listing.server: result for result in map(listed, list_servers(targets, Visit(seconds=120)))}


@pytest.mark.parametrize(
    ("server", "tool"),
    [
        ("fetch", "fetch"),
        ("git", "git_commit"),
        ("time", "convert_time"),
        ("filesystem", "write_file"),
        ("everything", "echo"),
    ],
)
def test_an_official_server_is_listed_and_nothing_is_held_against_it(
    server: str, tool: str, visited: dict[str, Listed]
):
    result = visited[server]
    assert tool in {known.name for known in result.listing.tools}
    assert result.listing.incomplete == ()
    assert result.changed_on_second_listing == ()
    assert result.watched.suspicious == ()
    assert result.watched.blind == ()


def test_prompts_and_resources_are_listed_with_the_tools(visited: dict[str, Listed]):
    listing = visited["everything"].listing
    assert listing.prompts
    assert any("{" in resource.uri for resource in listing.resources)
    assert visited["fetch"].listing.prompts
