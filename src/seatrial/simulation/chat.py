"""Typing: reading takes time, typing takes longer, and what arrives is what was typed. Called by `caller`."""

from __future__ import annotations

from seatrial.core.draws import log_normal_ms
from seatrial.core.events import UserPressed, UserSaid
from seatrial.core.scenario import Persona
from seatrial.runtime.peer import Due
from seatrial.simulation.channel import Rendered
from seatrial.simulation.moves import Move

_READING_CHARS_PER_S = 25
"""About 250 words a minute, an ordinary silent reading rate."""
_THINKING_MEDIAN_MS = 900
_TYPING_MS_MAX = 60_000


class ChatChannel:
    """A person at a keyboard."""

    __slots__ = ("_persona", "_seed")

    def __init__(self, persona: Persona, seed: int) -> None:
        self._persona = persona
        self._seed = seed

    @property
    def listens(self) -> bool:
        """Nobody talks over a text."""
        return False

    @property
    def patience_factor(self) -> int:
        """People wait as they do on the phone."""
        return 1

    def reaction_ms(self, move: Move, heard: str) -> int:
        """Return the time to read, think and type."""
        reading_ms = min(len(heard), 400) * 1000 // _READING_CHARS_PER_S
        thinking_ms = log_normal_ms(
            _THINKING_MEDIAN_MS, 0.5, self._seed, "thinking", move.act, move.about, move.attempt
        )
        return reading_ms + thinking_ms + self._typing_ms(move.text)

    def render(self, move: Move) -> Rendered:
        """Return the message that is sent."""
        text = move.text.replace(" / ", " ")
        events = (UserSaid(text=text),) if text else (UserPressed(keys=move.keys),) if move.keys else ()
        return Rendered(tuple(Due(0, event) for event in events), 0, text)

    def _typing_ms(self, text: str) -> int:
        return min(len(text) * 60_000 // max(1, self._persona.typing_cpm), _TYPING_MS_MAX)
