"""How a text channel keeps time: what changes where people type instead of talking. Data for `Turns` and the session.

Speech has no rhythm here: what is said out loud is timed by its sounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One text channel's.

    Attributes:
        gathers: Whether one turn may come as several messages, which are waited for.
        silence_factor: How much slower than on the phone the silence ladder is.
        time_factor: How much longer than on the phone a conversation may take.
    """

    gathers: bool
    silence_factor: int
    time_factor: int


RHYTHMS: Mapping[str, Rhythm] = MappingProxyType(
    {
        # A chat window is open in front of somebody who reads first; one message is one turn.
        "chat": Rhythm(gathers=False, silence_factor=15, time_factor=1),
        # A phone lies on a table: answers take minutes, and one thought takes two or three messages.
        "sms": Rhythm(gathers=True, silence_factor=150, time_factor=10),
    }
)
"""Text channels by name; every other channel is speech."""


def time_factor(channel: str) -> int:
    """Return how much longer than on the phone a conversation may take on a channel."""
    rhythm = RHYTHMS.get(channel)
    return 1 if rhythm is None else rhythm.time_factor
