"""The baseline: an agent that speaks its opening and then does nothing. Whatever it achieves is worth nothing.

A `runtime.machine.Machine` without any part of a session. Called by `run`.
"""

from __future__ import annotations

from seatrial.core.effects import Act, AnyEffect, End, Say, SetTimer
from seatrial.core.events import AnyEvent, SessionStarted, TimerFired, UserLeft

_LASTS_MS = 600_000


class DoNothing:
    """One conversation with nobody behind the voice.

    Args:
        opening: The agent's.
    """

    __slots__ = ("_opening", "ended")

    def __init__(self, opening: str) -> None:
        self._opening = opening
        self.ended = False

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        """Speak the opening once, and end when the person has left or ten minutes are over."""
        del at_ms
        if isinstance(event, SessionStarted):
            return [
                Say(turn=1, text=self._opening, acts=(Act(kind="open"),)),
                SetTimer(timer="nothing#1", after_ms=_LASTS_MS),
            ]
        if isinstance(event, UserLeft | TimerFired) and not self.ended:
            self.ended = True
            return [End(outcome="nothing", success=False, reason="did nothing")]
        return []
