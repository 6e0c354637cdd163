"""The world a conversation acts on: tables of keyed rows, copy-on-write, with every write on record.

A world is cheap to copy (thousands of conversations start from one base). Tools read and write it through
`ToolContext.world`; afterwards checks look at its end state, and at the list of writes to find lost or doubled ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from hashlib import blake2b

import msgspec

from seatrial.core.events import Json

Row = dict[str, Json]
Tables = Mapping[str, Mapping[str, Row]]


class Write(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change to one row.

    Attributes:
        row: The row after the change; None when it was deleted.
        key: The row's key within its table.
        idempotency_key: Of the tool call that made it.
    """

    table: str
    key: str
    row: Row | None
    tool: str = ""
    idempotency_key: str = ""


class World:
    """One conversation's own view of the tables. Rows handed out are copies: change them through `put`."""

    __slots__ = ("_base", "_changed", "call", "writes")

    def __init__(self, base: Tables) -> None:
        self._base = base
        self._changed: dict[str, dict[str, Row | None]] = {}
        self.writes: list[Write] = []
        self.call: tuple[str, str] = ("", "")
        """Tool and idempotency key on whose behalf writes are made; set by whoever runs the tool."""

    def get(self, table: str, key: str) -> Row | None:
        """Return a copy of a row, or None."""
        changed = self._changed.get(table)
        base = self._base.get(table, {})
        row = changed[key] if changed is not None and key in changed else base.get(key)
        return None if row is None else _copy(row)

    def rows(self, table: str) -> Iterator[tuple[str, Row]]:
        """Yield (key, copy of row) of a table: base rows in file order, then new ones in order of writing."""
        changed = self._changed.get(table, {})
        base = self._base.get(table, {})
        for key, row in base.items():
            current = changed.get(key, row)
            if current is not None:
                yield key, _copy(current)
        for key, row in changed.items():
            if key not in base and row is not None:
                yield key, _copy(row)

    def find(self, table: str, **fields: Json) -> Iterator[tuple[str, Row]]:
        """Yield the rows whose named fields have these values."""
        for key, row in self.rows(table):
            if all(row.get(name) == value for name, value in fields.items()):
                yield key, row

    def put(self, table: str, key: str, row: Mapping[str, Json]) -> None:
        """Insert or replace a row."""
        copy = _copy(row)
        self._changed.setdefault(table, {})[key] = copy
        tool, idempotency_key = self.call
        self.writes.append(Write(table=table, key=key, row=copy, tool=tool, idempotency_key=idempotency_key))

    def delete(self, table: str, key: str) -> None:
        """Delete a row; deleting an absent one does nothing."""
        if self.get(table, key) is None:
            return
        self._changed.setdefault(table, {})[key] = None
        tool, idempotency_key = self.call
        self.writes.append(Write(table=table, key=key, row=None, tool=tool, idempotency_key=idempotency_key))

    def tables(self) -> list[str]:
        """Return the names of all tables, sorted."""
        return sorted({*self._base, *self._changed})

    def fork(self) -> World:
        """Return a world that starts as this one is now, with no writes of its own.

        A tool works on a fork; its writes are restored here once it has returned, so that one which raises half-way
        leaves nothing behind.
        """
        fork = World(self._base)
        fork._changed = {table: dict(rows) for table, rows in self._changed.items()}
        return fork

    def restore(self, writes: Iterable[Write]) -> None:
        """Apply recorded writes: a fork's once its tool has returned, or those of before a restart."""
        for write in writes:
            self._changed.setdefault(write.table, {})[write.key] = write.row
            self.writes.append(write)

    def digest(self) -> str:
        """Return a digest of the end state: equal worlds have equal digests."""
        state = {table: dict(self.rows(table)) for table in self.tables()}
        return world_digest(state)


def _copy(row: Mapping[str, Json]) -> Row:
    # A list or dict inside a row must not be shared: a tool that changed it in place would change every world.
    return {name: deepcopy(value) if type(value) in (list, dict) else value for name, value in row.items()}


def world_digest(tables: Tables) -> str:
    """Return the digest of a set of tables, whatever the order of rows and fields; empty tables count as absent."""
    present = {name: rows for name, rows in tables.items() if rows}
    return blake2b(msgspec.json.encode(present, order="deterministic"), digest_size=16).hexdigest()
