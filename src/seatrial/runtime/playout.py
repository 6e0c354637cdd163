"""The agent's voice as a model: utterances queue up, begin after a latency, last as long as speaking them takes.

Knows no heap and no session: the virtual driver asks when the next change is due and tells it what the session wants.
Every `Say` gets exactly one `Ended`, whatever happens to it; a turn that began gets exactly one `Over`, just before the
last `Ended`: the person must hear that a turn is over even when the session ends because of it.
"""

from __future__ import annotations

from collections import deque

import msgspec

from seatrial.core.draws import log_normal_ms
from seatrial.core.effects import Say


class Pace(msgspec.Struct, frozen=True):
    """How a channel renders text.

    Attributes:
        chars_per_s: Speaking rate; 0 shows the text at once, as on chat.
        latency_median_ms: Until the first sound. The spread is that of published text-to-speech figures.
        latency_spread: Standard deviation of the logarithm.
    """

    chars_per_s: int = 15
    latency_median_ms: int = 200
    latency_spread: float = 0.3


CHAT = Pace(chars_per_s=0, latency_median_ms=0)
SPEECH = Pace()


class Started(msgspec.Struct, frozen=True):
    """A part began to be heard."""

    turn: int
    part: int
    text: str


class Ended(msgspec.Struct, frozen=True):
    """A part stopped being heard, or never will be."""

    turn: int
    part: int
    heard_chars: int


class Over(msgspec.Struct, frozen=True):
    """A turn that began is over; for the person's ears."""

    turn: int
    heard_text: str
    whole: bool


class Held(msgspec.Struct, frozen=True):
    """A turn fell silent in the middle."""

    turn: int


class WentOn(msgspec.Struct, frozen=True):
    """A turn goes on where it was held."""

    turn: int


Change = Started | Ended | Over | Held | WentOn


class _Part(msgspec.Struct):
    say: Say
    ready_at: int
    started_at: int = -1
    played_ms: int = 0


def heard_chars(text: str, chars: int) -> int:
    """Return how much of a text was heard when so many characters had been spoken: whole words only."""
    if chars >= len(text):
        return len(text)
    if chars <= 0:
        return 0
    if text[chars].isspace():
        return len(text[:chars].rstrip())
    head = text[:chars]
    cut = max(head.rfind(" "), head.rfind("\n"), head.rfind("\t"))
    return len(head[:cut].rstrip()) if cut > 0 else 0


class Playout:
    """One line's queue of utterances."""

    __slots__ = ("_begun", "_dead", "_heard", "_held", "_pace", "_parts", "_seed", "_stopped", "_turn")

    def __init__(self, seed: int, pace: Pace) -> None:
        self._seed = seed
        self._pace = pace
        self._parts: deque[_Part] = deque()
        self._held = False
        self._dead = False
        self._stopped: set[int] = set()
        self._turn = 0
        self._begun = False
        self._heard: list[str] = []

    @property
    def busy(self) -> bool:
        """Whether something waits to be played, or is being played."""
        return bool(self._parts)

    def due(self) -> int | None:
        """Return when the next change happens by itself, or None."""
        if not self._parts or self._held:
            return None
        part = self._parts[0]
        if part.started_at < 0:
            return part.ready_at
        return part.started_at + self._length_ms(part.say.text) - part.played_ms

    def say(self, at_ms: int, say: Say) -> list[Change]:
        """Queue a part. Of a turn that was stopped, or on a dead line, it ends at once, unheard."""
        if self._dead or say.turn in self._stopped:
            return [Ended(say.turn, say.part, 0)]
        latency_ms = 0
        if self._pace.latency_median_ms:
            latency_ms = log_normal_ms(
                self._pace.latency_median_ms, self._pace.latency_spread, self._seed, "voice.latency", say.text
            )
        self._parts.append(_Part(say, at_ms + latency_ms))
        return []

    def advance(self, at_ms: int) -> list[Change]:
        """Make the change that is due now."""
        part = self._parts[0]
        say = part.say
        if part.started_at < 0:
            part.started_at = at_ms
            changes: list[Change] = [] if say.turn == self._turn else self._close(whole=False)
            self._turn = say.turn
            self._begun = True
            return [*changes, Started(say.turn, say.part, say.text)]
        self._parts.popleft()
        self._wait_for_previous(at_ms)
        self._heard.append(say.text)
        over = self._close(whole=True) if say.last else []
        return [*over, Ended(say.turn, say.part, len(say.text))]

    def stop(self, at_ms: int, turn: int) -> list[Change]:
        """Throw away what has not been played of this turn, now and later."""
        self._stopped.add(turn)
        changes: list[Change] = []
        if self._parts and self._parts[0].say.turn == turn:
            chars = self._played_chars(self._parts[0], at_ms)
            if chars:
                self._heard.append(self._parts[0].say.text[:chars])
            changes.append(Ended(turn, self._parts.popleft().say.part, chars))
            self._held = False
        changes += [Ended(turn, part.say.part, 0) for part in self._parts if part.say.turn == turn]
        if changes:
            self._parts = deque(part for part in self._parts if part.say.turn != turn)
            self._wait_for_previous(at_ms)
        return self._close(whole=False) + changes if self._turn == turn else changes

    def pause(self, at_ms: int, turn: int) -> list[Change]:
        """Hold this turn where it is, if it is the one that is on."""
        if self._held or not self._parts or self._parts[0].say.turn != turn:
            return []
        part = self._parts[0]
        self._held = True
        if part.started_at < 0:
            return []
        part.played_ms += at_ms - part.started_at
        return [Held(turn)]

    def resume(self, at_ms: int, turn: int) -> list[Change]:
        """Go on with a turn that was held."""
        if not self._held or self._parts[0].say.turn != turn:
            return []
        part = self._parts[0]
        self._held = False
        if part.started_at < 0:
            part.ready_at = max(part.ready_at, at_ms)
            return []
        part.started_at = at_ms
        return [WentOn(turn)]

    def hang_up(self, at_ms: int) -> list[Change]:
        """Cut everything: the line is dead."""
        turns = dict.fromkeys([self._turn, *(part.say.turn for part in self._parts)])
        changes = [change for turn in turns for change in self.stop(at_ms, turn)]
        self._dead = True
        return changes

    def _length_ms(self, text: str) -> int:
        rate = self._pace.chars_per_s
        return -(-len(text) * 1000 // rate) if rate else 0

    def _played_chars(self, part: _Part, at_ms: int) -> int:
        if part.started_at < 0:
            return 0
        played_ms = part.played_ms if self._held else part.played_ms + at_ms - part.started_at
        rate = self._pace.chars_per_s
        return heard_chars(part.say.text, played_ms * rate // 1000 if rate else len(part.say.text))

    def _wait_for_previous(self, at_ms: int) -> None:
        if self._parts and self._parts[0].started_at < 0:
            self._parts[0].ready_at = max(self._parts[0].ready_at, at_ms)

    def _close(self, *, whole: bool) -> list[Change]:
        if not self._begun:
            return []
        over = Over(self._turn, _joined(self._heard), whole)
        self._begun = False
        self._heard = []
        return [over]


def _joined(parts: list[str]) -> str:
    return " ".join(part.strip() for part in parts)
