"""A telephone line that brings more than the caller: the agent's own voice, other people's talk, and time on hold.

Wraps a person (`runtime.peer.Peer`) where a fault schedule asks for it; nothing here happens without one. What the line
adds is no act of the person: it goes past the faults that strike people, and is recorded as a fault of its own. A
person on hold hears nothing; what it was about to do is done afterwards. Every amount is keyed by what the person did
last, so one more prompt moves nothing. Called by `run`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from seatrial.core.events import AnyEvent, SpeechEnded, SpeechStarted, UserLeft, UserPressed, UserSaid
from seatrial.core.trace import FaultStruck, UserActed
from seatrial.runtime.faults import FaultSchedule
from seatrial.runtime.peer import Due, Peer, Stray, Wake
from seatrial.simulation.data_files import load_data
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.surface import spoken_form

_AGENT_CHARS_PER_S = 15
_WORD_MS = 300
_RECOGNITION_MS = (200, 500)
ECHO_LAG_MS = 80
"""Until the agent's voice is back: some tens of milliseconds of acoustics, and of network."""
_ECHO_WORDS = (2, 7)
_ECHO_CONFIDENCE = (300, 800)
"""Per mille. A guess: near speech is loud and clear, but cancelled in part."""
_ECHO_OVER_CHARS_MIN = 60
_BACKGROUND_AFTER_MS = (300, 5_000)
_BACKGROUND_CONFIDENCE = (150, 620)
"""Per mille. A guess: talk from across a room is faint, and most of it is recognised with doubt."""
_HOLD_MS = (8_000, 60_000)
_MUSIC_AFTER_MS = 2_500
_BACK_MS = 5_000
"""How long somebody who is back waits for a word before going on."""
_RESUMES_MS = 500
_UNHELD = frozenset({"backchannel", "no_more", "bye", "hang_up", "silence"})
_KEY = "line:"


@dataclass(frozen=True, slots=True)
class LineWords:
    """What is heard on a line in one language.

    Attributes:
        background: Other people's talk.
        hold: What people say before they put somebody on hold.
        back: What they say when they are back.
    """

    background: Sequence[str]
    hold: Sequence[str]
    back: Sequence[str]


@lru_cache(maxsize=8)
def line_words(locale: str) -> LineWords:
    """Return the words of a locale's language."""
    raw = cast("Mapping[str, list[str]]", load_data(f"line_{lexicon_for(locale).language}"))
    return LineWords(background=raw["background"], hold=raw["hold"], back=raw["back"])


class PoorLine:
    """A person at the other end of such a line. Implements `runtime.peer.Peer`.

    Args:
        inner: The person.
        faults: What this conversation meets.
        words: The language's.
    """

    __slots__ = (
        "_act", "_attempt", "_back", "_counts", "_echo", "_faults", "_held", "_inner", "_sounds", "_speaking", "_text",
        "_turn", "_turn_ms", "_words",
    )  # fmt: skip

    def __init__(self, inner: Peer, faults: FaultSchedule, words: LineWords) -> None:
        self._inner = inner
        self._faults = faults
        self._words = words
        self._counts: dict[str, int] = {}
        self._act = "start:"
        self._attempt = 0
        self._held: list[Due] | None = None
        self._back = False
        self._sounds: list[tuple[int, int]] = []
        """When the person itself is heard."""
        self._turn = self._turn_ms = 0
        self._text = ""
        self._speaking = False
        self._echo = False
        """Whether the turn that is on comes back when it ends."""

    def start(self) -> list[Due]:
        """Begin."""
        return self._person(0, self._inner.start())

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Hear that an utterance begins, unless on hold; perhaps the line adds to it."""
        self._text = f"{self._text} {text}" if turn == self._turn and self._speaking else text
        fresh = turn != self._turn
        if fresh:
            self._turn, self._turn_ms, self._echo = turn, at_ms, False
        self._speaking = True
        if self._held is not None:
            return []
        strays = self._strays(turn) if fresh else []
        return [*strays, *self._person(at_ms, self._inner.agent_started(at_ms, turn, text))]

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Hear that a turn is over, unless on hold; perhaps it comes back."""
        self._speaking = False
        if self._held is not None:
            return self._go_on(at_ms) if self._back else []
        strays = self._heard_again(at_ms + ECHO_LAG_MS, heard_text, ECHO_LAG_MS) if self._echo else []
        self._echo = False
        return [*strays, *self._person(at_ms, self._inner.agent_stopped(at_ms, turn, heard_text, whole))]

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent fall silent, unless on hold."""
        return [] if self._held is not None else self._person(at_ms, self._inner.agent_paused(at_ms, turn))

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent go on, unless on hold."""
        return [] if self._held is not None else self._person(at_ms, self._inner.agent_resumed(at_ms, turn))

    def transferred(self, at_ms: int) -> list[Due]:
        """Talk to a human from now on."""
        self._held = None
        return self._inner.transferred(at_ms)

    def ended(self, at_ms: int) -> list[Due]:
        """Put the phone down."""
        self._held = None
        return self._inner.ended(at_ms)

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Let the line do what is due, or the person."""
        if not key.startswith(_KEY):
            return [] if self._held is not None else self._person(at_ms, self._inner.wake(at_ms, key))
        what, _, turn = key.removeprefix(_KEY).partition(":")
        if what == "back" and self._held is not None:
            self._back = True
            words = self._words.back[self._number("back", len(self._words.back))]
            return [*self._says(at_ms, "still_there", words), Due(_BACK_MS, Wake(f"{_KEY}resume"))]
        if what == "resume" and self._held is not None:
            return self._go_on(at_ms)
        if what == "quiet":
            return [] if self._sounding(at_ms) else [Due(0, Stray(SpeechEnded()))]
        if what == "echo" and self._speaking and int(turn) == self._turn:
            played = self._text[: (at_ms - self._turn_ms) * _AGENT_CHARS_PER_S // 1000].rpartition(" ")[0]
            return self._heard_again(at_ms, played, 0)
        if what == "background" and self._held is None:
            words = self._words.background[self._number("talk", len(self._words.background))]
            return self._sound(at_ms, words, self._amount(*_BACKGROUND_CONFIDENCE, "talk confidence"), 0)
        return []

    # What the line adds.

    def _strays(self, turn: int) -> list[Due]:
        """Return what the line adds to a turn of the agent that begins now."""
        name = f"{self._act}>"
        count = self._counts[name] = self._counts.get(name, -1) + 1
        kind = self._faults.line(self._act, count)
        if not kind:
            return []
        struck = Due(0, Stray(FaultStruck(port="line", kind=kind, target=self._act, attempt=count)))
        self._attempt = count
        if kind == "background":
            return [struck, Due(self._amount(*_BACKGROUND_AFTER_MS, "talk after"), Wake(f"{_KEY}background:{turn}"))]
        if len(self._text) < _ECHO_OVER_CHARS_MIN or self._faults.even("echo over", self._act, count):
            self._echo = True
            return [struck]
        lasts_ms = len(self._text) * 1000 // _AGENT_CHARS_PER_S
        return [struck, Due(self._amount(lasts_ms // 3, lasts_ms - 500, "echo after"), Wake(f"{_KEY}echo:{turn}"))]

    def _heard_again(self, at_ms: int, played: str, after_ms: int) -> list[Due]:
        """Return the echo of the last words that were played."""
        words = spoken_form(played).split()[-self._amount(*_ECHO_WORDS, "echo words") :]
        return self._sound(at_ms, " ".join(words), self._amount(*_ECHO_CONFIDENCE, "echo confidence"), after_ms)

    def _sound(self, at_ms: int, words: str, confidence: int, after_ms: int) -> list[Due]:
        if not words:
            return []
        lasts_ms = _WORD_MS * len(words.split())
        said = UserSaid(text=words, confidence=confidence)
        dues = [] if self._sounding(at_ms) else [Due(after_ms, Stray(SpeechStarted()))]
        return [
            *dues,
            Due(after_ms + lasts_ms, Wake(f"{_KEY}quiet")),
            Due(after_ms + lasts_ms + self._amount(*_RECOGNITION_MS, "stray recognised"), Stray(said)),
        ]

    # The person, and what it does on hold.

    def _person(self, at_ms: int, dues: list[Due]) -> list[Due]:
        """Take note of what the person does; perhaps it puts the agent on hold first."""
        acted = next((due.body for due in dues if isinstance(due.body, UserActed)), None)
        if acted is None:
            return dues
        name = f"{acted.act}:{acted.about}"
        if acted.act != "backchannel":
            self._act = name
        attempt = self._attempt = self._counts.get(name, 0)
        self._counts[name] = attempt + 1
        if acted.act not in _UNHELD and _speaks(dues) and self._faults.hold(name, attempt):
            return self._hold(at_ms, dues, name, attempt)
        self._note_sounds(at_ms, dues)
        return dues

    def _hold(self, at_ms: int, dues: list[Due], name: str, attempt: int) -> list[Due]:
        self._held, self._back = dues, False
        lasts_ms = self._amount(*_HOLD_MS, "hold")
        out = [Due(0, Stray(FaultStruck(port="hold", kind="hold", target=name, attempt=attempt)))]
        if self._faults.even("hold said", name, attempt):
            out += self._says(at_ms, "hold", self._words.hold[self._number("hold words", len(self._words.hold))])
        if self._faults.even("hold music", name, attempt):
            out += [Due(_MUSIC_AFTER_MS, Stray(SpeechStarted())), Due(lasts_ms - 300, Stray(SpeechEnded()))]
        return [*out, Due(lasts_ms, Wake(f"{_KEY}back"))]

    def _go_on(self, at_ms: int) -> list[Due]:
        """Do now what was put off."""
        held, self._held = self._held or [], None
        late = [Due(due.after_ms + _RESUMES_MS, due.body) for due in held]
        self._note_sounds(at_ms, late)
        return late

    def _says(self, at_ms: int, act: str, line: str) -> list[Due]:
        words = spoken_form(line)
        lasts_ms = _WORD_MS * len(words.split())
        events: list[tuple[int, AnyEvent]] = [
            (0, SpeechStarted()),
            (lasts_ms, SpeechEnded()),
            (lasts_ms + _RECOGNITION_MS[0], UserSaid(text=words, confidence=900)),
        ]
        dues = [Due(0, UserActed(act=act, text=words)), *(Due(after_ms, event) for after_ms, event in events)]
        self._note_sounds(at_ms, dues)
        return dues

    def _note_sounds(self, at_ms: int, dues: list[Due]) -> None:
        started = [at_ms + due.after_ms for due in dues if isinstance(due.body, SpeechStarted)]
        ended = [at_ms + due.after_ms for due in dues if isinstance(due.body, SpeechEnded)]
        self._sounds = [*self._sounds[-8:], *zip(started, ended, strict=False)]

    def _sounding(self, at_ms: int) -> bool:
        return any(start <= at_ms < end for start, end in self._sounds)

    def _amount(self, low: int, high: int, what: str) -> int:
        return self._faults.amount(low, max(low, high), what, self._act, self._attempt)

    def _number(self, what: str, count: int) -> int:
        return self._faults.amount(0, count - 1, what, self._act, self._attempt)


def _speaks(dues: Sequence[Due]) -> bool:
    """Tell whether somebody says or presses something and stays on the line."""
    bodies = [due.body for due in dues]
    return any(isinstance(body, UserSaid | UserPressed) for body in bodies) and not any(
        isinstance(body, UserLeft) for body in bodies
    )
