"""The lock file of an audit: written from what was decided, or compared with what servers offer now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from seatrial import __version__
from seatrial.agents.regular_file import read_regular
from seatrial.app.files import write_whole
from seatrial.core.errors import SpecError
from seatrial.mcp_audit.lock import (
    LOCK_BYTES_MAX,
    Lock,
    LockDecision,
    compare,
    decode_lock,
    encode_lock,
    locked_server,
    make_lock,
    start_of,
)
from seatrial.mcp_audit.targets import Target
from seatrial.mcp_audit.verdicts import LockState, ServerAudit, ToolVerdict


def read_lock(path: Path) -> Lock:
    """Read a lock file.

    Raises:
        SpecError: There is none, or it is none of ours.
    """
    try:
        data = read_regular(path, LOCK_BYTES_MAX)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SpecError(
            f"{path}: the lock cannot be read: {why}.",
            code="lock.unreadable",
            hint=f"Make one first: seatrial audit TARGET --lock {path}",
        ) from error
    return decode_lock(data, source=str(path))


def compared(server: ServerAudit, target: Target | None, lock: Lock) -> ServerAudit:
    """Return a server's audit with how it stands to the lock."""
    known = lock.servers.get(server.server)
    if known is None:
        return msgspec.structs.replace(server, lock=LockState(status="unlocked"))
    if server.listing is None or target is None:
        return server
    command = (target.command, *target.args) if target.kind == "stdio" else ()
    changes = compare(known, server.listing, command=command, url=target.url, start=start_of(target))
    state = LockState(status="changed", changes=tuple(changes)) if changes else LockState(status="unchanged")
    return msgspec.structs.replace(server, lock=state)


def write_lock(path: Path, servers: tuple[ServerAudit, ...], targets: Mapping[str, Target], on: str) -> set[str]:
    """Write a lock of the servers that were listed, beside those it already holds; return their names.

    Where none was listed nothing is written.

    Raises:
        SpecError: What is there is no lock of ours.
        RunError: It cannot be written.
    """
    onto = read_lock(path) if path.exists() else None
    locked = {
        server.server: locked_server(
            server.listing,
            command=(target.command, *target.args) if target.kind == "stdio" else (),
            url=target.url,
            start=start_of(target),
            decision=_decision(server.whole, on),
            tools={tool.tool: _decision(tool, on) for tool in server.tools},
        )
        for server in servers
        if server.listing is not None and server.whole is not None and (target := targets.get(server.server))
    }
    if not locked:
        return set()
    write_whole(path, encode_lock(make_lock(locked, seatrial=__version__, onto=onto)), hint="Name another file.")
    return set(locked)


def _decision(verdict: ToolVerdict | None, on: str) -> LockDecision:
    if verdict is None:
        return LockDecision(verdict="unknown", p=0.5, on=on)
    return LockDecision(verdict=verdict.verdict, p=round(verdict.p, 4), on=on)
