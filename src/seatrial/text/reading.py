"""The words of one utterance, laid out for a scanner that looks ahead, and the small numbers dates are made of.

Words are padded at the end so that looking ahead needs no bounds check. Never decides what a phrase means. Used by
the date and clock scanners.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from seatrial.text.context import ParseContext
from seatrial.text.data import calendar_words as data
from seatrial.text.tokens import Token

_LOOKAHEAD = 12
_SHORT_YEARS_AHEAD_MAX = 20  # "'82" is a year of birth
_PADDING = [""] * _LOOKAHEAD
_UNGLUED = [False] * _LOOKAHEAD
# Hedges that never change which day or time is meant.
_HEDGES = frozenset({"just", "maybe", "probably", "possibly", "perhaps", "ideally", "preferably", "like"})

_CHAT_TWOS: dict[str, str] = {
    "moro": "tomorrow", "morrow": "tomorrow", "mrw": "tomorrow", "mo": "tomorrow", "day": "today", "nite": "tonight",
    "night": "tonight",
}  # fmt: skip


def _joined_twos(tokens: Sequence[Token]) -> list[Token]:
    """Read "2moro" and "2nite" as the words they stand for."""
    joined: list[Token] = []
    for token in tokens:
        if joined and token.glued and joined[-1].text == "2" and token.text in _CHAT_TWOS:
            joined[-1] = replace(joined[-1], text=_CHAT_TWOS[token.text])
        else:
            joined.append(token)
    return joined


def _plain(word: str) -> str:
    """Read "four's" as "four"."""
    return word[:-2] if word.endswith("'s") and word[:-2] in data.CARDINALS_EN else word


class Reading:
    """Words with what a scanner must know about the session.

    Attributes:
        words: Folded words without hedges, padded with empty strings.
        glued: For each word, whether nothing separated it from the one before.
        before: For each word, what stood before it.
        size: How many of `words` are real.
        tokens: What they were read from.
        now: Local time of the session, to the minute.
        today: Its date.
        day_first: Whether 3/4 is the third of April.
        asked: Whether the text answers a question for this value.
        english: Whether the words are English; Spanish otherwise.
        depth: How many dates the scanner is inside of ("the day after the day after ...").
    """

    __slots__ = ("asked", "before", "day_first", "depth", "english", "glued", "now", "size", "today", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], ctx: ParseContext) -> None:
        conventions = ctx.conventions
        kept = list(tokens)
        words = [token.text for token in kept]
        if not _HEDGES.isdisjoint(words):
            kept = [token for token in kept if token.text not in _HEDGES]
            words = [token.text for token in kept]
        if "2" in words:
            kept = _joined_twos(kept)
            words = [token.text for token in kept]
        before = [token.before for token in kept]
        self.words: list[str] = [_plain(word) if "'" in word else word for word in words] + _PADDING
        self.glued: list[bool] = [not gap for gap in before] + _UNGLUED
        self.before: list[str] = before + _PADDING
        if kept:
            self.glued[0] = kept[0].glued
        self.size: int = len(kept)
        self.tokens: list[Token] = kept
        self.now: datetime = ctx.now.replace(second=0, microsecond=0, tzinfo=None)
        self.today: date = self.now.date()
        self.day_first: bool = conventions.day_first
        self.asked: bool = ctx.asked
        self.depth: int = 0
        self.english: bool = conventions.language == "en"

    def plus_minutes(self, minutes: int) -> datetime | None:
        """The session's time `minutes` later, or None beyond the calendar."""
        try:
            return self.now + timedelta(minutes=minutes)
        except OverflowError:
            return None

    def plus_days(self, days: int) -> date | None:
        """Today plus `days`, or None beyond the calendar."""
        try:
            return self.today + timedelta(days=days)
        except OverflowError:
            return None

    def cardinal(self, at: int) -> tuple[int, int] | None:
        """A number below a hundred at `at`: (value, position after)."""
        word = self.words[at]
        if not word:
            return None
        if word.isdecimal():
            return (int(word), at + 1) if len(word) <= 2 else None
        return self._cardinal_en(at) if self.english else self._cardinal_es(at)

    def _cardinal_en(self, at: int) -> tuple[int, int] | None:
        value = data.CARDINALS_EN.get(self.words[at])
        if value is None:
            return None
        if value >= 20:
            unit = data.UNITS_ONLY_EN.get(self.words[at + 1])
            if unit is not None:
                return value + unit, at + 2
        return value, at + 1

    def _cardinal_es(self, at: int) -> tuple[int, int] | None:
        value = data.CARDINALS_ES.get(self.words[at])
        if value is None:
            return None
        if value >= 20 and value % 10 == 0 and self.words[at + 1] == "y":
            unit = data.CARDINALS_ES.get(self.words[at + 2], 0)
            if 0 < unit < 10:
                return value + unit, at + 3
        return value, at + 1

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """A day of the month said as an ordinal at `at` ("twenty first", "21st"): (value, position after)."""
        word = self.words[at]
        if word.isdecimal():
            if len(word) <= 2 and self.words[at + 1] in data.ORDINAL_ENDINGS_EN and self.glued[at + 1]:
                return int(word), at + 2
            return None
        value = data.DAY_ORDINALS_EN.get(word)
        if value is not None:
            return value, at + 1
        tens = data.TENS_EN.get(word)
        if tens is None:
            return None
        unit = data.DAY_ORDINALS_EN.get(self.words[at + 1])
        return (tens + unit, at + 2) if unit is not None and unit < 10 else None

    def year(self, at: int) -> tuple[int, int] | None:
        """A full year at `at`, in figures or as said ("twenty twenty seven"): (year, position after)."""
        word = self.words[at]
        if word.isdecimal():
            return (int(word), at + 1) if len(word) == 4 and word[:2] in {"19", "20"} else None
        return self._year_en(at) if self.english else self._year_es(at)

    def _year_en(self, at: int) -> tuple[int, int] | None:
        word = self.words[at]
        if word not in {"twenty", "nineteen", "two"}:
            return None
        if word == "two":
            if self.words[at + 1] != "thousand":
                return None
            rest = self.cardinal(at + 3 if self.words[at + 2] == "and" else at + 2)
            return (2000 + rest[0], rest[1]) if rest is not None and rest[0] > 0 else (2000, at + 2)
        century = 2000 if word == "twenty" else 1900
        if self.words[at + 1] in {"oh", "o", "zero"}:
            unit = data.UNITS_ONLY_EN.get(self.words[at + 2])
            return None if unit is None else (century + unit, at + 3)
        rest = self.cardinal(at + 1)
        if rest is None or rest[0] < 10 or self.ordinal(at + 1) is not None:
            return None
        return century + rest[0], rest[1]

    def _year_es(self, at: int) -> tuple[int, int] | None:
        if self.words[at] != "dos" or self.words[at + 1] != "mil":
            return None
        rest = self.cardinal(at + 2)
        return (2000 + rest[0], rest[1]) if rest is not None and rest[0] > 0 else (2000, at + 2)

    def full_year(self, two_figures: int) -> int:
        """The year meant by its last two figures: of this century unless that is far ahead."""
        return two_figures + (2000 if 2000 + two_figures <= self.today.year + _SHORT_YEARS_AHEAD_MAX else 1900)

    def matches(self, at: int, phrase: Sequence[str]) -> bool:
        """Whether `phrase` (no longer than the padding) stands at `at`."""
        return all(self.words[at + offset] == word for offset, word in enumerate(phrase))
