"""What a session waits for, told by its trace alone: timers, requests, playouts, handoffs.

Read after a restart, to arm and issue again what the dead process had taken on. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatrial.core.effects import AnyEffect, AskModel, CallTool, Cancel, CancelTimer, HandOff, Say, SetTimer
from seatrial.core.events import (
    AnyEvent,
    HandoffAccepted,
    HandoffDeclined,
    ModelAnswered,
    ModelFailed,
    PlayoutEnded,
    TimerFired,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
)
from seatrial.core.trace import Row


class Outstanding:
    """Effects that have not been answered yet, in the order they were wanted.

    Attributes:
        timers: Id -> when it is due.
        calls: Request -> its latest attempt.
        asks: Request -> its latest attempt.
        says: (turn, part) -> the utterance.
        handoffs: Id -> the handoff.
    """

    __slots__ = ("asks", "calls", "handoffs", "says", "timers")

    def __init__(self) -> None:
        self.timers: dict[str, int] = {}
        self.calls: dict[str, CallTool] = {}
        self.asks: dict[str, AskModel] = {}
        self.says: dict[tuple[int, int], Say] = {}
        self.handoffs: dict[str, HandOff] = {}

    @classmethod
    def after(cls, rows: Iterable[Row]) -> Outstanding:
        """Return what is outstanding after these rows of a session."""
        outstanding = cls()
        for row in rows:
            if row.lane == "in":
                outstanding.happened(row.body)  # pyright: ignore[reportArgumentType] - lane "in" holds events
            elif row.lane == "out":
                outstanding.wanted(row.at_ms, row.body)  # pyright: ignore[reportArgumentType] - lane "out" holds effects
        return outstanding

    def wanted(self, at_ms: int, effect: AnyEffect) -> None:
        """Take note of an effect."""
        match effect:
            case SetTimer():
                self.timers[effect.timer] = at_ms + effect.after_ms
            case CancelTimer():
                self.timers.pop(effect.timer, None)
            case CallTool():
                self.calls[effect.request] = effect
            case AskModel():
                self.asks[effect.request] = effect
            case Cancel():
                self.calls.pop(effect.request, None)
                self.asks.pop(effect.request, None)
            case Say():
                self.says[effect.turn, effect.part] = effect
            case HandOff():
                self.handoffs[effect.handoff] = effect
            case _:
                pass

    def happened(self, event: AnyEvent) -> None:
        """Take note of an event."""
        match event:
            case TimerFired():
                self.timers.pop(event.timer, None)
            case ToolReturned() | ToolFailed() | ToolOutcomeUnknown():
                call = self.calls.get(event.request)
                if call is not None and call.attempt == event.attempt:
                    del self.calls[event.request]
            case ModelAnswered() | ModelFailed():
                ask = self.asks.get(event.request)
                if ask is not None and ask.attempt == event.attempt:
                    del self.asks[event.request]
            case PlayoutEnded():
                self.says.pop((event.turn, event.part), None)
            case HandoffAccepted() | HandoffDeclined():
                self.handoffs.pop(event.handoff, None)
            case _:
                pass
