"""The user port in a simulation: where faults strike what a person does, between the person and the session.

Whole acts are struck (silence, hanging up), and single recogniser results on speech (lost, in
parts, misheard, delayed).
An act runs from one `UserActed` to the next and is known by what it is about, not by how many came before.
"""

from __future__ import annotations

import msgspec

from seatrial.core.events import AnyEvent, UserSaid
from seatrial.core.trace import FaultStruck, UserActed
from seatrial.runtime.faults import FaultSchedule

JITTER_MS = (50, 1_500)
"""How much later than usual a struck recogniser result comes."""


class Passed(msgspec.Struct, frozen=True):
    """What becomes of one thing a person did.

    Attributes:
        event: What reaches the session; None for nothing.
        hang_up: The line goes dead here.
    """

    event: AnyEvent | None = None
    after_ms: int = 0
    struck: FaultStruck | None = None
    hang_up: bool = False


class UserPort:
    """One conversation's person, seen through a fault schedule."""

    __slots__ = ("_act", "_attempt", "_counts", "_faults", "_muted", "_said", "_speech")

    def __init__(self, faults: FaultSchedule, *, speech: bool) -> None:
        self._faults = faults
        self._speech = speech
        self._counts: dict[str, int] = {}
        self._act = ""
        self._attempt = 0
        self._said = 0
        self._muted = False

    def acted(self, acted: UserActed) -> Passed:
        """Begin an act: it may be swallowed whole, or the person may vanish instead."""
        self._act = f"{acted.act}:{acted.about}"
        self._attempt = self._counts.get(self._act, 0)
        self._counts[self._act] = self._attempt + 1
        self._said = 0
        kind = self._faults.user(self._act, self._attempt)
        self._muted = kind == "silence"
        if not kind:
            return Passed()
        struck = FaultStruck(port="user", kind=kind, target=self._act, attempt=self._attempt)
        return Passed(struck=struck, hang_up=kind == "hang_up")

    def passes(self, event: AnyEvent) -> Passed:
        """Let an event of the current act through, changed, delayed or not at all."""
        if self._muted:
            return Passed()
        if not self._speech or not isinstance(event, UserSaid):
            return Passed(event=event)
        target = f"{self._act}/{self._said}"
        self._said += 1
        kind = self._faults.speech(target, self._attempt)
        if not kind:
            return Passed(event=event)
        struck = FaultStruck(port="speech", kind=kind, target=self._act, attempt=self._attempt)
        if kind == "drop":
            return Passed(struck=struck)
        if kind == "substitution":
            return Passed(event=self._faults.misheard(event, target, self._attempt), struck=struck)
        if kind == "packet_loss":
            return Passed(event=self._faults.gappy(event, target, self._attempt), struck=struck)
        after_ms = self._faults.amount(*JITTER_MS, kind, target, self._attempt)
        return Passed(event=event, after_ms=after_ms, struck=struck)
