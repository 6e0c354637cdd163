"""The audit of writes: after a simulated conversation, was anything lost or done twice?

*Lost*: the session took a write for done, and the world has no trace of it. *Doubled*: two rows are equal in the fields
that the tool declares as ``once_per``, whatever their keys, and this conversation wrote at least one of them.
Reads the trace and the world at its end; judges nobody: that is for checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from seatrial.agents.agent import Tool
from seatrial.core.effects import CallTool, Note
from seatrial.core.events import Json, ToolReturned
from seatrial.core.trace import Row
from seatrial.core.world import World

_encoder = msgspec.json.Encoder(order="deterministic")


class WriteProblem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A write that was lost or doubled.

    Attributes:
        kind: ``lost`` or ``doubled``.
        about: For a lost write its idempotency key; for a doubled one ``table: key, key``.
        reason: One plain sentence.
        row: Index of the trace row that took a lost write for done; -1 for a doubled one.
    """

    kind: str
    tool: str
    about: str
    reason: str
    row: int = -1


def audit_writes(rows: Sequence[Row], world: World, tools: Mapping[str, Tool]) -> tuple[WriteProblem, ...]:
    """Return what was lost or doubled in a conversation, lost ones first."""
    return (*_lost(rows, world, tools), *_doubled(world, tools, _args_by_key(rows)))


def _lost(rows: Sequence[Row], world: World, tools: Mapping[str, Tool]) -> Iterable[WriteProblem]:
    kept = {write.idempotency_key for write in world.writes}
    for index, call in _done(rows):
        tool = tools.get(call.tool)
        if call.idempotency_key in kept or (tool is not None and _row_exists(world, tool, call.args)):
            continue
        reason = f"'{call.tool}' was taken for done, and the world has no row of it."
        yield WriteProblem(kind="lost", tool=call.tool, about=call.idempotency_key, reason=reason, row=index)


def _done(rows: Sequence[Row]) -> Iterable[tuple[int, CallTool]]:
    """Yield the writes that the session took for done, each with the row that told it so."""
    writes: dict[str, CallTool] = {}
    calls: dict[str, CallTool] = {}
    for index, row in enumerate(rows):
        body = row.body
        if isinstance(body, CallTool):
            calls[body.request] = body
            if body.write:
                writes[body.idempotency_key] = body
        elif isinstance(body, ToolReturned):
            call = calls.get(body.request)
            if call is None or call.attempt != body.attempt or _dropped(rows, index, body.request):
                continue
            # A read with a write's key looks whether that write happened.
            write = call if call.write else writes.get(call.idempotency_key) if body.result else None
            if write is not None:
                yield index, write


def _dropped(rows: Sequence[Row], index: int, request: str) -> bool:
    for row in rows[index + 1 :]:
        if row.lane == "in":
            return False
        if isinstance(row.body, Note) and row.body.kind == "stale" and row.body.about == request:
            return True
    return False


def _row_exists(world: World, tool: Tool, args: Mapping[str, Json]) -> bool:
    """Tell whether some row has the once-per values of these arguments: the tool may have found its work done."""
    if not tool.once_per or any(field not in args for field in tool.once_per):
        return False
    wanted = _values(tool.once_per, args)
    return any(_values(tool.once_per, row) == wanted for table in world.tables() for _, row in world.rows(table))


def _doubled(
    world: World, tools: Mapping[str, Tool], args_by_key: Mapping[str, Mapping[str, Json]]
) -> Iterable[WriteProblem]:
    for tool in tools.values():
        if not tool.once_per:
            continue
        written: dict[str, dict[str, str]] = {}
        for write in world.writes:
            if write.tool == tool.name and write.row is not None:
                written.setdefault(write.table, {})[write.key] = write.idempotency_key
        for number, (table, keys) in enumerate(written.items()):
            groups: dict[str, list[str]] = {}
            for key, row in world.rows(table):
                # The table that a tool writes first is what it is about: there its arguments stand in for fields that
                # the row calls by other names. Elsewhere a row must have some of the fields itself.
                fields = {**args_by_key.get(keys.get(key, ""), {}), **row}
                about = number == 0 or any(field in row for field in tool.once_per)
                if about and all(field in fields for field in tool.once_per):
                    groups.setdefault(_values(tool.once_per, fields), []).append(key)
            for group in groups.values():
                if len(group) > 1 and any(key in keys for key in group):
                    names = ", ".join(tool.once_per)
                    reason = f"'{tool.name}' left {len(group)} rows in '{table}' that are equal in {names}."
                    about = f"{table}: {', '.join(group)}"
                    yield WriteProblem(kind="doubled", tool=tool.name, about=about, reason=reason)


def _args_by_key(rows: Sequence[Row]) -> Mapping[str, Mapping[str, Json]]:
    return {
        row.body.idempotency_key: row.body.args for row in rows if isinstance(row.body, CallTool) and row.body.write
    }


def _values(fields: Sequence[str], row: Mapping[str, Json]) -> str:
    return _encoder.encode([row.get(field) for field in fields]).decode()
