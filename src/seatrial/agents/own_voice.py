"""Words that are not the person's: the agent's own voice coming back, and talk that is not meant for the agent.

A recogniser prints whatever reaches the microphone. It is an echo when the agent said the same words just then, and the
sound began before it fell silent, or the recogniser was not sure either. Somebody else in the room is far from the
microphone, which shows in the confidence only. Pure state; called by `Turns`, for speech alone, once for each result.
"""

from __future__ import annotations

from seatrial.agents.turn_lexicon import spoken_tokens
from seatrial.core.events import UserSaid

ECHO = "echo"
FAINT = "faint"

ECHO_LAG_MS = 150
"""A sound that begins this soon after the agent fell silent is no answer: people need longer."""
ECHO_MS = 1_800
"""How long after the agent fell silent its last words may still be printed."""
UNSURE = 650
"""Per mille: below it words are taken for an echo on less evidence."""
_TAIL_TOKENS = 60
_WORDS_MIN = 2
_SURE_WORDS_MIN = 3
_SHARE_MIN = 0.75
"""So many of the words have to be the agent's, in one piece: the rest is what the line garbled."""


class OwnVoice:
    """What the agent said last, and when it fell silent.

    Args:
        ignore_below: Per mille: what is recognised with less confidence is not meant for the agent.
    """

    __slots__ = ("_ignore_below", "_onset_ms", "_silent_ms", "_text")

    def __init__(self, ignore_below: int) -> None:
        self._ignore_below = ignore_below
        self._text = ""
        self._silent_ms: int | None = None
        self._onset_ms = 0

    def speaks(self, text: str, *, on: bool) -> None:
        """The agent begins an utterance, or goes on with one."""
        self._text = f"{self._text} {text}" if on else text
        self._silent_ms = None

    def falls_silent(self, at_ms: int) -> None:
        """The agent's utterance is over."""
        self._silent_ms = at_ms

    def sound(self, at_ms: int) -> None:
        """Sound begins, whoever makes it."""
        self._onset_ms = at_ms

    def foreign(self, at_ms: int, event: UserSaid) -> str:
        """Return why some words are not the person's: `ECHO`, `FAINT`, or "" when they may be."""
        if self._text and self._echoes(at_ms, event):
            return ECHO
        return FAINT if event.confidence < self._ignore_below and event.text else ""

    def _echoes(self, at_ms: int, event: UserSaid) -> bool:
        silent_ms = self._silent_ms
        if silent_ms is not None and at_ms > silent_ms + ECHO_MS:
            return False
        began_over_it = silent_ms is None or self._onset_ms <= silent_ms + ECHO_LAG_MS
        if not began_over_it and event.confidence >= UNSURE:
            return False
        heard = spoken_tokens(event.text)
        if len(heard) < (_WORDS_MIN if event.confidence < UNSURE else _SURE_WORDS_MIN):
            return False
        run = longest_common_run(heard, spoken_tokens(self._text)[-_TAIL_TOKENS:])
        return run >= _WORDS_MIN and run >= _SHARE_MIN * len(heard)


def longest_common_run(heard: list[str], said: list[str]) -> int:
    """Return how many words in a row are the same in both."""
    best = 0
    before = [0] * (len(said) + 1)
    for word in heard:
        row = [0] * (len(said) + 1)
        for at, other in enumerate(said, 1):
            if word == other:
                row[at] = before[at - 1] + 1
                best = max(best, row[at])
        before = row
    return best
