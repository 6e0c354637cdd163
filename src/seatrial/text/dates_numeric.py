"""Reads dates written in figures: "3/4", "3/4/2027", "21.08.26", "2026-08-21".

The order of day and month is the locale's; a month above twelve is an error of the writer, not a reason to swap.
Called by the date scanners of every language.
"""

import re
from typing import TypeAlias

from seatrial.text.date_parts import DateParts
from seatrial.text.reading import Reading

Found: TypeAlias = tuple[DateParts, int] | None

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_AFTER_FRACTION = frozenset({"hour", "hours", "an", "a", "past", "of"})
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})")


def scan_numeric(reading: Reading, at: int) -> Found:
    """Return the date written in figures at word `at`, or None."""
    word = reading.words[at]
    if len(word) < 3:
        return None
    if word.isdecimal():
        return _iso_basic(word, at) if len(word) == 8 else None
    if (iso := _ISO.fullmatch(word)) is not None:
        return DateParts(year=int(iso[1]), month=int(iso[3]), day=int(iso[4])), at + 1
    if (local := _LOCAL.fullmatch(word)) is not None:
        year = int(local[4])
        day, month = _ordered(reading, int(local[1]), int(local[3]))
        full = reading.full_year(year) if len(local[4]) == 2 else year
        return DateParts(year=full, month=month, day=day), at + 1
    if (short := _SHORT.fullmatch(word)) is None:
        return None
    # "3 1/2 hours" is a fraction, "1/2 an hour" too.
    if reading.words[at - 1].isdecimal() or (reading.words[at + 1] in _AFTER_FRACTION and reading.english):
        return None
    day, month = _ordered(reading, int(short[1]), int(short[2]))
    return DateParts(month=month, day=day), at + 1


def _iso_basic(word: str, at: int) -> Found:
    if word[:2] not in {"19", "20"}:
        return None
    return DateParts(year=int(word[:4]), month=int(word[4:6]), day=int(word[6:])), at + 1


def _ordered(reading: Reading, first: int, second: int) -> tuple[int, int]:
    return (first, second) if reading.day_first else (second, first)
