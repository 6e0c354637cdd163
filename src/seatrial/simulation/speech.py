"""A voice on the phone, as events: when sound begins and ends, and what the recogniser prints of it, and when.

No audio: durations come from the speaking rate, recognition from `mishearing`. Every draw is keyed by the act.
Called by `caller`.
"""

from __future__ import annotations

from seatrial.core.draws import draw, draws, log_normal_ms
from seatrial.core.events import SpeechEnded, SpeechStarted, UserPressed, UserSaid
from seatrial.core.scenario import Persona
from seatrial.runtime.peer import Due
from seatrial.simulation.channel import Rendered
from seatrial.simulation.latency import LineLatency, line_latency
from seatrial.simulation.mishearing import Hearing
from seatrial.simulation.moves import Move
from seatrial.simulation.saying import PAUSE

_REACTION_MEDIAN_MS = 650
"""People answer people after about 200 ms; machines, whose turns end less clearly, later."""
_KEY_MS = 350
_PAUSE_MS = (250, 750)
_WORD_CHARS = 5
"""Letters of an average word; longer and shorter ones take their share."""


class SpeechChannel:
    """A person on the phone.

    Args:
        persona: For speaking rate, noise and hesitation.
        model: The recogniser.
        seed: The conversation's.
        latency: Of the line; the ordinary one when None.
    """

    __slots__ = ("_latency", "_model", "_ms_per_char", "_persona", "_seed")

    def __init__(self, persona: Persona, model: Hearing, seed: int, latency: LineLatency | None = None) -> None:
        self._latency = latency or line_latency()
        self._persona = persona
        self._model = model
        self._seed = seed
        self._ms_per_char = 60_000 / (max(40, persona.speech_rate_wpm) * (_WORD_CHARS + 1))

    @property
    def listens(self) -> bool:
        """Both can talk at once."""
        return True

    @property
    def patience_factor(self) -> int:
        """This is what others are measured by."""
        return 1

    def reaction_ms(self, move: Move, heard: str) -> int:
        """Return the gap before the person speaks; slow speakers also begin later."""
        del heard
        slowness = 150 / max(40, self._persona.speech_rate_wpm)
        median = round(_REACTION_MEDIAN_MS * slowness)
        return log_normal_ms(median, 0.45, self._seed, "reaction", move.act, move.about, move.attempt)

    def render(self, move: Move) -> Rendered:
        """Return the sounds of an act and what is recognised of them."""
        if move.keys:
            return self._press(move)
        pieces = [piece.split() for piece in f" {move.text} ".split(f" {PAUSE} ")]
        pieces = [piece for piece in pieces if piece]
        numbers = draws(len(pieces) * 2 + 1, self._seed, "speaking", move.act, move.about, move.attempt)
        dues: list[Due] = []
        at_ms = 0
        for index, words in enumerate(pieces):
            dues.append(Due(at_ms, SpeechStarted()))
            at_ms += self._duration_ms(words)
            dues.append(Due(at_ms, SpeechEnded()))
            about = f"{move.about}/{index}"
            heard = self._model.hear(words, self._persona.noise, self._seed, move.act, about, move.attempt)
            delay_ms = self._latency.recogniser.of(numbers[index * 2])
            if heard.text:
                said = UserSaid(text=heard.text, confidence=heard.confidence, alternatives=heard.alternatives)
                dues.append(Due(at_ms + delay_ms, said))
            if index + 1 < len(pieces):
                low, high = _PAUSE_MS
                at_ms += round((low + (high - low) * numbers[index * 2 + 1]) * (1.0 + self._persona.disfluency))
        if self._latency.network is not None:
            late_ms = self._latency.network.of(draw(self._seed, "network", move.act, move.about, move.attempt))
            dues = [Due(due.after_ms + late_ms, due.body) for due in dues]
        dues.sort(key=_when)
        return Rendered(tuple(dues), at_ms, " ".join(word for piece in pieces for word in piece))

    def _press(self, move: Move) -> Rendered:
        lasts_ms = _KEY_MS * len(move.keys)
        return Rendered((Due(lasts_ms, UserPressed(keys=move.keys)),), lasts_ms, "")

    def _duration_ms(self, words: list[str]) -> int:
        return max(180, round(sum(len(word) + 1 for word in words) * self._ms_per_char))


def _when(due: Due) -> int:
    return due.after_ms
