"""The person's side of turn-taking: one turn being gathered from sounds, words and keys until it is over.

Knows when the turn counts as finished and what it amounts to; it does not know whether the agent is speaking, nor what
to do about it: that is `Turns`, the only caller.
"""

from __future__ import annotations

from seatrial.agents.agent import TurnsPolicy
from seatrial.agents.signals import Heard
from seatrial.agents.turn_lexicon import Ending, FloorWords, agrees, ending, real_words
from seatrial.core.events import UserPressed, UserSaid

SOUND_MAX_MS = 10_000
"""Sound without an end or a word for this long is noise. People breathe; recognisers give words at every breath."""

KEYS_MS = 2_000
"""A pause this long between keys ends a keyed answer; "#" ends it at once."""

TEXT_CHARS_MAX = 4_000
PIECES_MAX = 50
KEYS_MAX = 64
ALTERNATIVES_MAX = 5


class Hearing:
    """A person's turn: open from the first sound until it is taken or turns out to be nothing.

    Attributes:
        open: Whether a turn has begun and is not over.
        speaking: Whether sound is being made now.
        fresh: Whether words came since the last onset of sound.
        during: The agent's turn that was playing when it began, or 0.
        sign_ms: The last onset of sound, words or key.
        patience_ms: Silence after which what is being answered counts as answered.
    """

    __slots__ = (
        "_ended_ms", "_keys", "_keys_done", "_pieces", "_policy", "_unclear", "_wait_ms", "_words",
        "during", "fresh", "open", "patience_ms", "sign_ms", "speaking",
    )  # fmt: skip

    def __init__(self, policy: TurnsPolicy, words: FloorWords) -> None:
        self._policy = policy
        self._words = words
        self.patience_ms = policy.end_of_turn_ms
        self.sign_ms = 0
        self._ended_ms = 0
        self.speaking = False
        self.forget()

    def forget(self) -> None:
        """Begin afresh: it was nothing, or it was taken."""
        self.open = self.speaking
        self.fresh = False
        self.during = 0
        self._pieces: list[UserSaid] = []
        self._keys = ""
        self._keys_done = False
        self._unclear = False  # the recogniser heard speech and made nothing of it
        self._wait_ms = self.patience_ms

    def sound_started(self, at_ms: int) -> None:
        """Sound begins."""
        self.open = self.speaking = True
        self.fresh = False
        self.sign_ms = at_ms

    def sound_ended(self, at_ms: int) -> None:
        """Sound ends; words for it may still come."""
        self.open = True
        self.speaking = False
        self._ended_ms = at_ms

    def said(self, at_ms: int, event: UserSaid) -> None:
        """Words come, while there is sound or late."""
        if not self.open:  # words without sound, or after the turn was thought to be over
            self.open = True
            self._ended_ms = at_ms
        self.fresh = True
        self.sign_ms = at_ms
        if not event.text.strip():
            self._unclear = True
        elif len(self._pieces) < PIECES_MAX:
            self._pieces.append(event)
            self._wait_ms = self._wait()

    def pressed(self, at_ms: int, event: UserPressed) -> None:
        """Keys come; the tones they make are no speech."""
        self.open = True
        self.speaking = False
        self.sign_ms = self._ended_ms = at_ms
        self.fresh = True
        keys = (self._keys + event.keys)[:KEYS_MAX]
        self._keys_done = len(keys) > 1 and keys.endswith("#")
        self._keys = keys.rstrip("#") or keys[:1]

    def due_ms(self) -> int:
        """Return when the open turn is over if nothing else happens."""
        if self.speaking:
            return self.sign_ms + SOUND_MAX_MS
        if self._keys:
            return self._ended_ms + (0 if self._keys_done else KEYS_MS)
        if self._pieces:
            return self._ended_ms + self._wait_ms
        return self._ended_ms + (self._policy.end_of_turn_ms if self._unclear else self._policy.false_interruption_ms)

    def give_up_sound(self, at_ms: int) -> None:
        """Take the sound for noise that hides its end."""
        self.speaking = False
        self._ended_ms = at_ms - self._wait_ms if self._pieces else at_ms - self._policy.false_interruption_ms

    def weigh(self) -> tuple[int, bool]:
        """Return how many words say something, and whether one of them claims the floor by itself."""
        if self._keys:
            return 1, True
        return real_words(self._text(), self._words) if self._pieces else (0, False)

    def agrees(self) -> bool:
        """Tell whether what was said would do as an answer although it is only a listening noise."""
        return bool(self._pieces) and agrees(self._text(), self._words)

    def take(self) -> list[Heard]:
        """Close the turn and return it: what was said, then what was keyed; empty when it was nothing."""
        heard: list[Heard] = []
        pieces = self._pieces
        if pieces:
            heard.append(
                Heard(
                    text=self._text(),
                    confidence=min(piece.confidence for piece in pieces),
                    alternatives=_alternatives(pieces),
                    during=self.during,
                )
            )
        elif self._unclear and not self._keys:
            heard.append(Heard(text="", confidence=0, during=self.during))
        if self._keys:
            heard.append(Heard(text=self._keys, pressed=True, during=self.during))
        self.forget()
        return heard

    def _text(self) -> str:
        pieces = self._pieces
        text = pieces[0].text if len(pieces) == 1 else " ".join([piece.text for piece in pieces])
        return text[:TEXT_CHARS_MAX]

    def _wait(self) -> int:
        """Return how much silence ends the turn, given its last words."""
        sounds = ending(self._text(), self._words)
        if sounds is Ending.WHOLE:
            return self.patience_ms
        longest = self._policy.end_of_turn_max_ms
        return max(self.patience_ms, longest if sounds is Ending.OPEN else longest // 2)


def typed(event: UserSaid | UserPressed) -> Heard:
    """Return the turn that a typed message is."""
    if isinstance(event, UserPressed):
        return Heard(text=event.keys[:KEYS_MAX], pressed=True)
    return Heard(text=event.text[:TEXT_CHARS_MAX], confidence=event.confidence, alternatives=_alternatives([event]))


def _alternatives(pieces: list[UserSaid]) -> tuple[str, ...]:
    """Return other readings of the whole: each differs from the first reading in one piece."""
    if not any(piece.alternatives for piece in pieces):
        return ()
    texts = [piece.text for piece in pieces]
    readings = [
        " ".join([*texts[:at], other, *texts[at + 1 :]])[:TEXT_CHARS_MAX]
        for at, piece in enumerate(pieces)
        for other in piece.alternatives[:ALTERNATIVES_MAX]
    ]
    return tuple(readings[:ALTERNATIVES_MAX])
