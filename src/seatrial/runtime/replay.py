"""Replay: feed a trace's events to the same agent again and compare what it wants done, row by row.

Works for simulated and live conversations alike, since a session is a pure function of its events. Also compares two
traces, for a conversation that was simulated again. Reads nothing but the rows it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import msgspec

from seatrial.core.errors import TraceError
from seatrial.core.events import Event
from seatrial.core.trace import Row, encode_row
from seatrial.runtime.machine import Machine

_SHOWN_CHARS = 300


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first row where two runs differ.

    Attributes:
        index: Of the row in the recorded trace, from 0; the trace file has it on line ``index + 2``.
        recorded: The recorded row in words; "" when there is none.
        got: The new row in words; "" when there is none.
    """

    index: int
    at_ms: int
    recorded: str
    got: str

    def __str__(self) -> str:
        """Say it in three lines."""
        return (
            f"first difference at row {self.index}, {self.at_ms / 1000:.3f} s\n"
            f"  recorded: {self.recorded or 'nothing'}\n"
            f"  now:      {self.got or 'nothing'}"
        )


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay found.

    Attributes:
        divergence: None when every row came out the same.
        events: How many events were fed in.
        effects: How many effects were compared and found equal.
    """

    divergence: Divergence | None
    events: int
    effects: int

    @property
    def identical(self) -> bool:
        """Whether nothing differed."""
        return self.divergence is None


def replay(rows: Sequence[Row], machine: Machine) -> Replayed:
    """Feed the ``in`` rows to a fresh machine and compare its effects with the ``out`` rows.

    Raises:
        TraceError: The rows are not those of a session.
    """
    if not any(row.lane == "in" for row in rows):
        raise TraceError("No events in this trace; only sessions are replayed this way.", code="replay.no_events")
    effects = 0
    events = 0
    index = 0
    while index < len(rows):
        row = rows[index]
        index += 1
        if row.lane == "out":
            return Replayed(Divergence(index - 1, row.at_ms, describe(row), ""), events, effects)
        if row.lane != "in":
            continue
        events += 1
        got = _receive(machine, row)
        if isinstance(got, str):
            return Replayed(Divergence(index - 1, row.at_ms, describe(row), got), events, effects)
        for new in got:
            index = _next_out(rows, index)
            recorded = rows[index] if index < len(rows) and rows[index].lane == "out" else None
            if recorded is None or encode_row(recorded) != encode_row(new):
                shown = "" if recorded is None else describe(recorded)
                return Replayed(Divergence(index, new.at_ms, shown, describe(new)), events, effects)
            effects += 1
            index += 1
        index = _next_out(rows, index)
    return Replayed(None, events, effects)


def first_difference(recorded: Sequence[Row], again: Sequence[Row]) -> Divergence | None:
    """Compare two traces of one conversation; None when they are equal row by row."""
    for index, (old, new) in enumerate(zip_longest(recorded, again)):
        if old is None or new is None or encode_row(old) != encode_row(new):
            known = old or new
            at_ms = 0 if known is None else known.at_ms
            return Divergence(index, at_ms, "" if old is None else describe(old), "" if new is None else describe(new))
    return None


def describe(row: Row) -> str:
    """Return a row as a person would want to read it: the kind, then every field that is not at its default."""
    raw = msgspec.to_builtins(row.body)
    kind = raw.pop("type", "?")
    fields = ", ".join(f"{name}={value!r}" for name, value in raw.items())
    text = f"{kind}({fields}) at {row.at_ms} ms, lane {row.lane}"
    return text if len(text) <= _SHOWN_CHARS else f"{text[: _SHOWN_CHARS - 3]}..."


def _receive(machine: Machine, row: Row) -> list[Row] | str:
    if not isinstance(row.body, Event):
        raise TraceError(f"A {type(row.body).__name__} on lane 'in' is no event.", code="replay.foreign")
    if machine.ended:
        return "an event after the session had ended"
    try:
        return [Row(row.at_ms, "out", effect) for effect in machine.receive(row.at_ms, row.body)]
    except Exception as error:  # noqa: BLE001 - whatever the agent's own code raises is a difference, to be named
        return f"{type(error).__name__}: {error}"


def _next_out(rows: Sequence[Row], index: int) -> int:
    """Skip what the driver wrote between effects; stop at the next effect, event or end."""
    while index < len(rows) and rows[index].lane not in ("in", "out"):
        index += 1
    return index
