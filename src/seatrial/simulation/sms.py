"""Texting: short forms, slips, one thought in two or three messages, answers after minutes. Called by `caller`.

What counts is typed with care: words with a capital, a digit or an "@" in them are left as they are, so that no slip
makes a fact wrong without the person knowing. Every draw is keyed by the act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from seatrial.core.draws import draws, log_normal_ms
from seatrial.core.events import UserPressed, UserSaid
from seatrial.core.scenario import Persona
from seatrial.runtime.peer import Due
from seatrial.simulation.channel import Rendered
from seatrial.simulation.data_files import load_data
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.moves import Move

MESSAGES_MAX = 3
PATIENCE_FACTOR = 60
"""How much longer than on the phone people wait for the other side before they write again."""
_SLIP_LETTERS_MIN = 4
_PIECE_CHARS_MIN = 8
_WORDS_MIN = 6
"""Shorter texts are one message."""
_PHRASE_WORDS_MAX = 3
_BETWEEN_MS_MIN = 900
_TELLING = frozenset({"inform", "correct", "change", "mend", "spell"})
_TOLD_IN_FULL_WORDS = 6
"""A longer answer is a sentence that counts as it stands: it is written out."""


@dataclass(frozen=True, slots=True)
class Texting:
    """One language's way of texting.

    Attributes:
        rates: What happens -> share, 0 to 1.
        short: A word or phrase in lower case -> its short form.
        split_before: Words that begin a message of their own.
        beside: A letter -> the letters beside it on the keyboard.
        answer_ms: Median until somebody answers.
        answer_spread: Standard deviation of its logarithm.
        answer_ms_max: The most.
        cpm: Characters a minute, at most.
    """

    rates: Mapping[str, float]
    short: Mapping[str, str]
    split_before: frozenset[str]
    beside: Mapping[str, str]
    answer_ms: int
    answer_spread: float
    answer_ms_max: int
    cpm: int


@lru_cache(maxsize=8)
def texting(locale: str) -> Texting:
    """Return a locale's language's.

    Raises:
        SpecError: Nobody texts in that language yet.
    """
    raw: dict[str, Any] = load_data(f"sms_{lexicon_for(locale).language}")
    answer: Mapping[str, str] = raw["answer"]
    rows: Sequence[str] = raw["rows"]
    return Texting(
        rates={name: float(rate) / 100 for name, rate in raw["rates"].items()},
        short=raw["short"],
        split_before=frozenset(raw["split_before"]),
        beside={key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in rows for at, key in enumerate(row)},
        answer_ms=int(answer["median_s"]) * 1000,
        answer_spread=float(answer["spread"]),
        answer_ms_max=int(answer["most_s"]) * 1000,
        cpm=int(raw["characters_per_minute"]),
    )


class SmsChannel:
    """A person with a phone in the hand, or on the table.

    Args:
        persona: For its typing.
        ways: The language's.
        seed: The conversation's.
    """

    __slots__ = ("_cpm", "_seed", "_ways")

    def __init__(self, persona: Persona, ways: Texting, seed: int) -> None:
        self._ways = ways
        self._seed = seed
        self._cpm = max(1, min(persona.typing_cpm, ways.cpm))

    @property
    def listens(self) -> bool:
        """Nobody talks over a text."""
        return False

    @property
    def patience_factor(self) -> int:
        """Nobody expects an answer within seconds."""
        return PATIENCE_FACTOR

    def reaction_ms(self, move: Move, heard: str) -> int:
        """Return the time until the phone is picked up, the text read and the first message typed."""
        del heard
        ways = self._ways
        away_ms = log_normal_ms(
            ways.answer_ms, ways.answer_spread, self._seed, "sms.answer", move.act, move.about, move.attempt
        )
        return min(away_ms, ways.answer_ms_max) + self._typing_ms(move.text)

    def render(self, move: Move) -> Rendered:
        """Return the messages that are sent."""
        text = move.text.replace(" / ", " ")
        if not text:
            return Rendered((Due(0, UserPressed(keys=move.keys)),) if move.keys else (), 0, text)
        words = text.split()
        numbers = draws(len(words) * 2 + MESSAGES_MAX + 3, self._seed, "sms", move.act, move.about, move.attempt)
        rates = self._ways.rates
        tells = move.act in _TELLING
        short = not tells or len(words) <= _TOLD_IN_FULL_WORDS
        pieces = self._pieces(words, numbers[-MESSAGES_MAX:]) if numbers[0] < rates["split"] else [words]
        dues: list[Due] = []
        at_ms = used = 0
        for index, piece in enumerate(pieces):
            mine = numbers[3 + 2 * used : 3 + 2 * (used + len(piece))]
            message = self._message(piece, mine, short=short, slips=not tells)
            used += len(piece)
            if numbers[1] < rates["lower_case"] and _begins_plainly(piece[0]):
                message = message[:1].lower() + message[1:]
            if index:
                at_ms += max(_BETWEEN_MS_MIN, round(self._typing_ms(message) * (0.6 + 0.8 * numbers[2])))
            dues.append(Due(at_ms, UserSaid(text=message)))
        return Rendered(tuple(dues), at_ms, text)

    def _typing_ms(self, text: str) -> int:
        return len(text) * 60_000 // self._cpm

    def _pieces(self, words: list[str], numbers: Sequence[float]) -> list[list[str]]:
        """Cut a text where a thought may end; never within what stands between two such places."""
        pieces: list[list[str]] = [[]]
        left = len(words)
        for word in words:
            begun = " ".join(pieces[-1])
            cut = begun.endswith((",", ".", "!", "?", ";")) or word.lower() in self._ways.split_before
            fits = len(begun) >= _PIECE_CHARS_MIN and left >= 2 and len(pieces) < MESSAGES_MAX
            if cut and fits and len(words) >= _WORDS_MIN and numbers[len(pieces) - 1] < 0.8:
                pieces.append([])
            pieces[-1].append(word)
            left -= 1
        return pieces

    def _message(self, words: list[str], numbers: Sequence[float], *, short: bool, slips: bool) -> str:
        """Shorten some words and slip in others."""
        typed: list[str] = []
        at = 0
        while at < len(words):
            length, form = self._short(words, at) if short else (0, "")
            if form and numbers[2 * at] < self._ways.rates["shortened"]:
                typed.append(form)
                at += length
                continue
            typed.append(self._slipped(words[at], numbers[2 * at + 1]) if slips else words[at])
            at += 1
        return " ".join(typed)

    def _short(self, words: list[str], at: int) -> tuple[int, str]:
        for length in range(min(_PHRASE_WORDS_MAX, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length]).lower()
            bare = phrase.rstrip(",.!?")
            short = self._ways.short.get(bare)
            if short is not None and _begins_plainly(words[at]):
                return length, short + phrase[len(bare) :]
        return 0, ""

    def _slipped(self, word: str, number: float) -> str:
        """Return a word as it is typed; one draw decides whether, where and how it goes wrong."""
        rate = self._ways.rates["slip"]
        if number >= rate or len(word) < _SLIP_LETTERS_MIN or not (word.isalpha() and word.islower()):
            return word
        share = number / rate
        at = 1 + int(share * (len(word) - 2))
        kind = int(share * 4 * (len(word) - 2)) % 4
        if kind == 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 1:
            return word[:at] + word[at + 1 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        beside = self._ways.beside.get(word[at], word[at])
        return word[:at] + beside[int(share * 997) % len(beside)] + word[at + 1 :]


def _begins_plainly(word: str) -> bool:
    """Tell whether a word is an ordinary one: no name, number or address, whose capitals and letters count."""
    return (word[1:].islower() and word[1:].replace("'", "").rstrip(",.!?").isalpha()) or word.lower() in {"i", "a"}
