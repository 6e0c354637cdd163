"""What tests of servers share: whether there is a sandbox here, and a visit to a server that behaves as told."""

from dataclasses import replace

import pytest

from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.adapters.mcp_listing import Visit, list_server
from seatrial.mcp_audit.listed import Listed, ListingFailed
from seatrial.mcp_audit.targets import Target, command_target
from seatrial.testing.mcp_servers import command

QUICK = Visit(seconds=20)


def need_sandbox() -> None:
    """Skip where no sandbox works, saying why."""
    why = check_sandbox(unsafe=True)
    if why:
        pytest.skip(f"no sandbox here: {why}")


def stand_in(behaviour: str, **changes: object) -> Target:
    return replace(command_target(command(behaviour), name=behaviour), **changes)


def visit(behaviour: str, how: Visit = QUICK) -> Listed | ListingFailed:
    return list_server(stand_in(behaviour), how)


def listed(result: Listed | ListingFailed) -> Listed:
    assert isinstance(result, Listed), result
    return result


def failed(result: Listed | ListingFailed) -> ListingFailed:
    assert isinstance(result, ListingFailed), result
    return result
