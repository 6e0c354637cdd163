"""What a channel does to an act: when and as what events it arrives. Implemented by `speech`, `chat` and `sms`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from seatrial.runtime.peer import Due
from seatrial.simulation.moves import Move


@dataclass(frozen=True, slots=True)
class Rendered:
    """An act as it reaches the session.

    Attributes:
        dues: Its events, counted from the moment it begins.
        lasts_ms: How long the person is busy with it.
        text: The words as meant, for the trace.
    """

    dues: tuple[Due, ...]
    lasts_ms: int
    text: str


class Channel(Protocol):
    """One person's channel."""

    @property
    def listens(self) -> bool:
        """Whether one can talk over the other side."""
        ...

    @property
    def patience_factor(self) -> int:
        """How much longer than on the phone one waits for the other side."""
        ...

    def reaction_ms(self, move: Move, heard: str) -> int:
        """Return how long the person takes from the end of what it heard to the beginning of its act."""
        ...

    def render(self, move: Move) -> Rendered:
        """Return an act's events."""
        ...
