"""Reads clock times written in figures: "16:30", "4.30pm", "1630", "16h30", "2-4pm".

Called by the clock scanners of every language.
"""

import re
from typing import TypeAlias

from seatrial.text.clock_parts import ClockParts
from seatrial.text.reading import Reading

Found: TypeAlias = tuple[ClockParts, int] | None

_COLON = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_DOT = re.compile(r"(\d{1,2})\.(\d{2})")
_RANGE = re.compile(r"\d{1,2}(?:[:.]\d{2})?-\d{1,2}(?:[:.]\d{2})?")
MONEY_SIGNS = frozenset("£$€")
STRETCH = ClockParts(hour=0, fixed=True, vague=True)


def scan_figures(reading: Reading, at: int) -> Found:
    """Return the clock time written with a separator at word `at`, or None; the half of the day is not read here."""
    word = reading.words[at]
    if len(word) < 3 or word.isdecimal():
        return None
    match = _COLON.fullmatch(word)
    if match is None:
        if reading.words[at - 1] in MONEY_SIGNS or (dotted := _DOT.fullmatch(word)) is None:
            return (STRETCH, at + 1) if _RANGE.fullmatch(word) else None
        match = dotted
    found = clock(int(match[1]), int(match[2]), padded=match[1].startswith("0"))
    return None if found is None else (found, at + 1)


def figures_together(word: str) -> ClockParts | None:
    """A time written in three or four figures without a separator: "1630", "0900", "430"."""
    if not word.isdecimal() or not 3 <= len(word) <= 4:
        return None
    return clock(int(word[:-2]), int(word[-2:]), padded=len(word) == 4 and word[0] == "0")


def clock(hour: int, minute: int, *, padded: bool = False) -> ClockParts | None:
    """A reading from numbers, or None where no clock shows them; "04:30" is on the 24-hour clock."""
    if hour > 23 or minute > 59:
        return None
    return ClockParts(hour=hour, minute=minute, fixed=padded or hour == 0 or hour > 12)
