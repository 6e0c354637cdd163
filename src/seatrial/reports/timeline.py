"""A trace as lanes of time: when the agent and the person spoke, both at once, waits, tools, and what struck.

Called by `card`. Tells only what happened; drawn by the HTML report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from seatrial.core.effects import CallTool
from seatrial.core.events import (
    PlayoutEnded,
    PlayoutStarted,
    SpeechEnded,
    SpeechStarted,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserPressed,
    UserSaid,
)
from seatrial.core.trace import FaultStruck, Row

Span = tuple[int, int]
"""From and to, in milliseconds since the conversation began."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation in time.

    Attributes:
        total_ms: To its last row.
        agent: When the agent was heard.
        person: When the person made sound, or sent a message.
        both: When both spoke at once.
        waits: From the end of what the person said to the beginning of the agent's answer.
        tools: From a call to its answer.
        faults: When a fault struck.
    """

    total_ms: int = 0
    agent: tuple[Span, ...] = ()
    person: tuple[Span, ...] = ()
    both: tuple[Span, ...] = ()
    waits: tuple[Span, ...] = ()
    tools: tuple[Span, ...] = ()
    faults: tuple[int, ...] = ()

    @property
    def slowest_ms(self) -> int:
        """The longest wait for the agent; 0 without any."""
        return max((end - start for start, end in self.waits), default=0)


def lasted(spans: Iterable[Span]) -> int:
    """Return how long spans last together, in milliseconds."""
    return sum(end - start for start, end in spans)


def read_timeline(rows: Iterable[Row]) -> Timeline:
    """Return the timeline of a conversation; what has no end lasts to the last row."""
    reading = _Reading()
    for row in rows:
        taker = reading.takers.get(type(row.body))
        if taker is not None:
            taker(row.at_ms, row.body)
        reading.total_ms = row.at_ms
    return reading.finished()


class _Reading:
    """A timeline being read."""

    def __init__(self) -> None:
        self.total_ms = 0
        self._agent: list[Span] = []
        self._person: list[Span] = []
        self._waits: list[Span] = []
        self._tools: list[Span] = []
        self._faults: list[int] = []
        self._playing: dict[tuple[int, int], int] = {}
        self._calling: dict[str, int] = {}
        self._speaking_ms = -1
        self._waiting_ms = -1
        self.takers: dict[type[Any], Callable[[int, Any], None]] = {
            PlayoutStarted: self._started,
            PlayoutEnded: self._ended,
            SpeechStarted: self._speech_started,
            SpeechEnded: self._speech_ended,
            UserSaid: self._said,
            UserPressed: self._pressed,
            CallTool: self._call,
            ToolReturned: self._answered,
            ToolFailed: self._answered,
            ToolOutcomeUnknown: self._answered,
            FaultStruck: self._fault,
        }

    def finished(self) -> Timeline:
        """Return what was read."""
        self._agent += [(start, self.total_ms) for start in self._playing.values()]
        self._tools += [(start, self.total_ms) for start in self._calling.values()]
        if self._speaking_ms >= 0:
            self._person.append((self._speaking_ms, self.total_ms))
        return Timeline(
            total_ms=self.total_ms,
            agent=tuple(self._agent),
            person=tuple(self._person),
            both=tuple(_common(self._agent, self._person)),
            waits=tuple(self._waits),
            tools=tuple(self._tools),
            faults=tuple(self._faults),
        )

    def _started(self, at_ms: int, event: PlayoutStarted) -> None:
        self._playing[event.turn, event.part] = at_ms
        if 0 <= self._waiting_ms < at_ms:
            self._waits.append((self._waiting_ms, at_ms))
        self._waiting_ms = -1

    def _ended(self, at_ms: int, event: PlayoutEnded) -> None:
        start = self._playing.pop((event.turn, event.part), None)
        if start is not None:
            self._agent.append((start, at_ms))

    def _speech_started(self, at_ms: int, _: SpeechStarted) -> None:
        self._speaking_ms = at_ms
        self._waiting_ms = -1

    def _speech_ended(self, at_ms: int, _: SpeechEnded) -> None:
        if self._speaking_ms >= 0:
            self._person.append((self._speaking_ms, at_ms))
        self._speaking_ms = -1
        # Who says "mhm" while the agent talks waits for nothing.
        self._waiting_ms = -1 if self._playing else at_ms

    def _said(self, at_ms: int, _: UserSaid) -> None:
        """A typed message; of speech this is what the recogniser wrote, a moment after its end."""
        last_ms = self._person[-1][1] if self._person else -1
        if self._speaking_ms < 0 and self._waiting_ms < 0 and not self._playing and last_ms < at_ms:
            self._person.append((at_ms, at_ms))
            self._waiting_ms = at_ms

    def _pressed(self, at_ms: int, _: UserPressed) -> None:
        self._person.append((at_ms, at_ms))
        self._waiting_ms = at_ms

    def _call(self, at_ms: int, call: CallTool) -> None:
        self._calling[call.request] = at_ms

    def _answered(self, at_ms: int, event: ToolReturned | ToolFailed | ToolOutcomeUnknown) -> None:
        start = self._calling.pop(event.request, None)
        if start is not None:
            self._tools.append((start, at_ms))

    def _fault(self, at_ms: int, _: FaultStruck) -> None:
        self._faults.append(at_ms)


def _common(first: list[Span], second: list[Span]) -> Iterable[Span]:
    """Yield where spans of two lanes overlap; each lane is in order and never overlaps itself."""
    left = right = 0
    while left < len(first) and right < len(second):
        start = max(first[left][0], second[right][0])
        end = min(first[left][1], second[right][1])
        if start < end:
            yield start, end
        if first[left][1] < second[right][1]:
            left += 1
        else:
            right += 1
