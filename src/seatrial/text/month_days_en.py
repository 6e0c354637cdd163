"""Finds English days of the month: "the twenty first of next month", "march the third 2027", "three slash four".

Called by `dates_en`, which also reads the days counted from today or named by their weekday.
"""

from typing import TypeAlias

from msgspec.structs import replace

from seatrial.text.data import calendar_words as data
from seatrial.text.data.clock_words import MAY_FOLLOW
from seatrial.text.data.common_words import FUNCTION_WORDS
from seatrial.text.date_parts import LAST_DAY, DateParts
from seatrial.text.reading import Reading

Found: TypeAlias = tuple[DateParts, int] | None

_MONTHS = data.MONTHS_EN
_WEEKDAYS = data.WEEKDAYS_EN
_BEFORE_LONE_DAY = frozenset({"on", "for", "no", "sorry", "mean", "wait", "rather", "actually", "not"})
_NO_OWNERS = frozenset({"it's", "that's", "let's", "he's", "she's", "there's", "what's", "today's"})
_COURTESIES = frozenset({"", "please", "thanks", "pls", "then", "works", "is", "would"})
_AFTER_VERB_MAY = frozenset({"be", "work", "suit", "do", "not", "i", "we", "have", "well"})


def of_month(reading: Reading, parts: DateParts, at: int, *, needed: bool) -> Found:
    """Add "of the month", "in next month", "of august 2027" to `parts`."""
    words = reading.words
    start = at + 1 if words[at] in {"of", "in"} else at
    if words[start] in {"the", "every", "this", "next", "each"} and words[start + 1] in {"month", "month's"}:
        if words[start] in {"every", "each"}:
            return None
        if words[start] == "the":
            return replace(parts, recurring_month=True), start + 2
        return replace(parts, month_shift=0 if words[start] == "this" else 1), start + 2
    if start > at and words[start] == "month":
        return replace(parts, recurring_month=True), start + 1
    if start > at and words[start] == "the" and words[start + 1] in {"following", "coming"}:
        return (replace(parts, month_shift=1), start + 3) if words[start + 2] == "month" else None
    if words[start] in {"this", "next"} and words[start + 1] in _MONTHS:
        start += 1
    if words[start] in _MONTHS:
        return with_year(reading, replace(parts, month=_MONTHS[words[start]]), start + 1)
    return None if needed else (parts, at)


def number_led(reading: Reading, at: int, *, article: bool) -> Found:
    """Read a day that begins with a number; `article` when "the" stood before it."""
    ordinal = reading.ordinal(at)
    if ordinal is not None:
        return _ordinal_led(reading, ordinal, at, article=article)
    cardinal = reading.cardinal(at)
    if cardinal is None:
        return None
    day, end = cardinal
    words = reading.words
    start = end + 1 if words[end] == "of" else end
    if words[start] in _MONTHS and not (words[start] == "may" and words[start + 1] in _AFTER_VERB_MAY):
        return with_year(reading, DateParts(day=day, month=_MONTHS[words[start]]), start + 1)
    if article:
        return None
    return _said_numeric(reading, day, end)


def _ordinal_led(reading: Reading, ordinal: tuple[int, int], at: int, *, article: bool) -> Found:
    words = reading.words
    day, end = ordinal
    if words[end] in _WEEKDAYS and day <= 5 and "," not in reading.before[end]:
        return of_month(reading, DateParts(weekday=_WEEKDAYS[words[end]], nth=day), end + 1, needed=False)
    start = end + 1 if words[end] == "day" else end
    if words[start] == "of":
        nested = reading.ordinal(start + 2 if words[start + 1] == "the" else start + 1)
        if nested is not None and nested[0] <= 12:
            return with_year(reading, DateParts(day=day, month=nested[0]), nested[1])
    found = of_month(reading, DateParts(day=day), start, needed=True)
    if found is not None:
        return found
    if words[end] == "of" or _counts_a_thing(reading, at, end):
        return None
    # An ordinal alone is a day after "the", in figures, or when it is too large to count anything else.
    alone = reading.asked and words[end] in _COURTESIES and (at == 0 or words[at - 1] in _BEFORE_LONE_DAY)
    said_as_day = words[at].isdecimal() or day > 12 or alone or (article and (reading.asked or day > 3))
    counts = day <= 4 and not words[at].isdecimal() and words[end] not in MAY_FOLLOW and words[end]
    if not said_as_day or counts:  # "the first step", "the second one"
        return None
    return DateParts(day=day, vague=day > 31), end


def _counts_a_thing(reading: Reading, begin: int, at: int) -> bool:
    """Whether an ordinal is followed by what it counts, or by a cross street: "the 1st floor", "3rd and main"."""
    words = reading.words
    word = words[at].removesuffix("'s")
    if begin and _is_birthday(words[begin - 1]):
        return True
    if word == "and":
        after = words[at + 1]
        return after.isalpha() and after not in FUNCTION_WORDS and after not in data.DAY_PARTS_EN
    return word in data.AFTER_PLACE_IN_ROW


def _is_birthday(before: str) -> bool:
    """Whether an ordinal after that word is somebody's birthday: "my mum's 80th", "for his 21st"."""
    return before in {"his", "her", "their", "our", "my"} or (before.endswith("'s") and before not in _NO_OWNERS)


def with_year(reading: Reading, parts: DateParts, at: int) -> tuple[DateParts, int]:
    """Add a year that follows: "2027", "'27", "twenty twenty seven", "next year"."""
    words = reading.words
    start = at + 1 if words[at] in {"of", "in"} else at
    if words[start] in {"this", "next"} and words[start + 1] == "year":
        return replace(parts, year=reading.today.year + (words[start] == "next")), start + 2
    year = reading.year(start)
    if year is not None:
        return replace(parts, year=year[0]), year[1]
    short = words[at]
    # Two figures are a year when they cannot be an hour: "21 aug 26".
    if parts.month is not None and len(short) == 2 and short.isdecimal() and int(short) >= 24:
        quoted = "'" in reading.before[at]
        if quoted or not (words[at + 1].isdecimal() or words[at + 1] in _MONTHS):
            return replace(parts, year=reading.full_year(int(short))), at + 1
    if parts.month is not None and short in data.TENS_EN and data.TENS_EN[short] >= 60:
        said = reading.cardinal(at)  # "june eighty two"
        return (parts, at) if said is None else (replace(parts, year=reading.full_year(said[0])), said[1])
    return parts, at


def oh_led(reading: Reading, at: int) -> Found:
    """Read "oh three oh four twenty twenty seven"."""
    first = _said_figure(reading, at)
    return None if first is None else _said_numeric(reading, *first)


def _said_figure(reading: Reading, at: int) -> tuple[int, int] | None:
    if reading.words[at] in {"oh", "zero"}:
        unit = data.UNITS_ONLY_EN.get(reading.words[at + 1])
        return None if unit is None else (unit, at + 2)
    return reading.cardinal(at)


def _said_numeric(reading: Reading, first: int, at: int) -> Found:
    """Read "Three slash four", "twenty one eight twenty twenty six", "21 8 2026"."""
    words = reading.words
    slashed = words[at] in {"slash", "stroke"}
    second = _said_figure(reading, at + 1 if slashed else at)
    if second is None:
        return None
    end = second[1]
    day, month = (first, second[0]) if reading.day_first else (second[0], first)
    year_at = end + 1 if words[end] in {"slash", "stroke"} else end
    year = reading.year(year_at)
    if year is None and slashed and year_at > end:
        short = reading.cardinal(year_at)
        year = None if short is None else (reading.full_year(short[0]), short[1])
    if year is None and not slashed:
        return None
    parts = DateParts(day=day, month=month, year=year[0] if year else None)
    return parts, year[1] if year else end


def month(reading: Reading, at: int) -> Found:
    """Read "March the third", "august 21st 2027"; a month alone is a piece of a date, unless it is a word."""
    found = _month_day(reading, at)
    if found is not None or reading.words[at] in data.MONTHS_WEAK_EN or reading.words[at + 1] == "end":
        return found
    return with_year(reading, DateParts(month=_MONTHS[reading.words[at]]), at + 1)


def _month_day(reading: Reading, at: int) -> Found:
    words = reading.words
    month = _MONTHS[words[at]]
    start = at + 2 if words[at + 1] == "the" else at + 1
    day = reading.ordinal(start)
    if day is not None:
        return with_year(reading, DateParts(day=day[0], month=month), day[1])
    day = reading.cardinal(start)
    if day is None or start > at + 1:
        return None
    found = with_year(reading, DateParts(day=day[0], month=month), day[1])
    year = reading.year(start)
    if year is not None and found[0].year is None:
        return DateParts(month=month, year=year[0]), year[1]  # "august twenty twenty six" names no day
    return found


def month_alone(reading: Reading, at: int) -> Found:
    """A month after a word that makes it one: "in may", "next march", "early june"."""
    words = reading.words
    start = at + 1 if words[at] in {"early", "late", "mid"} else at
    if words[start] not in _MONTHS:
        return None
    return _month_day(reading, start) or with_year(reading, DateParts(month=_MONTHS[words[start]]), start + 1)


def end_of_month(reading: Reading, at: int) -> Found:
    """Read "End of the month", "end of august", "month end" are the last day; "end of the week" is none."""
    words = reading.words
    if words[at + 1] != "of":
        return None
    start = at + 2
    if words[start] in {"the", "this"} and words[start + 1] in {"year", "year's"}:
        return DateParts(day=31, month=12), start + 2
    return of_month(reading, DateParts(day=LAST_DAY), at + 1, needed=True)


def month_end(reading: Reading, at: int) -> Found:
    """Read "month end", the last day."""
    if reading.words[at + 1] == "end":
        return DateParts(day=LAST_DAY, recurring_month=True), at + 2
    return None


def feast(reading: Reading, at: int) -> Found:
    """Read a day with a name and a fixed date: "christmas eve", "halloween"."""
    for length in (3, 2, 1):
        feast = data.FEASTS_EN.get(tuple(reading.words[at : at + length]))
        if feast is not None:
            return with_year(reading, DateParts(month=feast[0], day=feast[1]), at + length)
    if reading.words[at] in {"christmas", "xmas"} and reading.words[at - 1] in {"after", "before", "from"}:
        return DateParts(month=12, day=25), at + 1
    return None
