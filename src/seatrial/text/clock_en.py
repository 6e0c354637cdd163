"""Finds English clock readings: "half four", "ten past", "oh nine hundred", "sixteen thirty", "five ish", "in an hour".

`scan_clock` reads the longest clock reading that begins at one word; whether a bare number is a time at all depends on
its neighbours. Never decides between several times. Called by `mentions` at every word.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec.structs import replace

from seatrial.text.clauses import is_pause
from seatrial.text.clock_numeric import MONEY_SIGNS, STRETCH, clock, figures_together, scan_figures
from seatrial.text.clock_parts import ClockParts
from seatrial.text.data import calendar_words as data
from seatrial.text.data import clock_words
from seatrial.text.misspelling import is_oclock
from seatrial.text.reading import Reading

Found: TypeAlias = tuple[ClockParts, int] | None

_PAST, _TO, _OH = clock_words.PAST, clock_words.TO, clock_words.OH
_NAMED: dict[str, int] = {"noon": 12, "midday": 12, "midnight": 0}
_PLAIN_MINUTES = frozenset({5, 10, 20, 25})
_BEFORE_PRONOUN_ONE = frozenset("that the this need have want take with do prefer book for on which another".split())
_DAYS_NAMED = frozenset({*data.WEEKDAYS_EN, *data.TOMORROWS_EN, "today", "tonight"})

STARTERS = frozenset(
    {*data.HOURS_EN, *_OH, "thirty", "forty", "fifty", "half", "quarter", "a", "an", *_NAMED, "in", "three"}
)


def scan_clock(reading: Reading, at: int, *, beside: bool) -> Found:
    """Return the clock reading that begins at word `at` and where it ends, or None.

    Args:
        reading: The words.
        at: Where to read.
        beside: Whether a date, time or part of the day ends right before `at`, which makes a bare number a time.
    """
    word = reading.words[at]
    if word[0].isdecimal():
        found = scan_figures(reading, at)
        if found is not None:
            weak = reading.asked and (at == 0 or reading.words[at - 1] in clock_words.WEAK_CUES)
            return _finish(reading, found, said="." not in word or weak or beside or _cued(reading, at))
        return _number_led(reading, at, beside=beside)
    if word in data.HOURS_EN or word in _OH or word in {"thirty", "forty", "fifty"}:
        return _number_led(reading, at, beside=beside)
    if word in {"half", "quarter", "a"}:
        return _fraction_led(reading, at)
    if word in _NAMED:
        return _named(reading, at)
    if word.endswith("ish") and len(word) > 4:
        return _ish_word(reading, at)
    return None


def scan_moment(reading: Reading, at: int) -> tuple[datetime, int] | None:
    """Read "In two hours", "half an hour from now": a moment counted from the session's time."""
    words = reading.words
    leads = words[at] in {"in", "within"}
    begin = at + 1 if leads else at
    if words[begin] in {"about", "around", "exactly", "roughly", "another"}:
        begin += 1
    span = _span_minutes(reading, begin)
    if span is None or words[at] == "within" or (words[begin], words[begin + 1]) == ("a", "minute"):
        return None
    minutes, end = span
    if words[end] == "time" and leads:
        end += 1
    elif words[end] == "from" and words[end + 1] == "now":
        end += 2
    elif not leads:
        return None
    moment = reading.plus_minutes(minutes)
    return None if moment is None else (moment, end)


def _span_minutes(reading: Reading, at: int) -> tuple[int, int] | None:
    """Read "Half an hour", "an hour and a half", "two and a half hours", "20 minutes", "three quarters of an hour"."""
    words = reading.words
    for phrase, minutes in _SPANS.get(words[at], ()):
        if reading.matches(at, phrase):
            return minutes, at + len(phrase)
    start = at + 1 if words[at] == "a" and words[at + 1] == "couple" else at
    if words[start] == "couple":
        number, end = 2, start + (2 if words[start + 1] == "of" else 1)
    elif words[at] in {"a", "an"}:
        number, end = 1, at + 1
    elif (counted := reading.cardinal(at)) is not None:
        number, end = counted
    else:
        return None
    half = reading.matches(end, ("and", "a", "half")) or words[end] == "1/2"
    if half:
        end += 1 if words[end] == "1/2" else 3
    unit = data.UNIT_MINUTES_EN.get(words[end])
    if unit is None:
        return None
    end += 1
    minutes = number * unit + (unit // 2 if half else 0)
    if unit == 60 and reading.matches(end, ("and", "a", "half")):
        return minutes + 30, end + 3
    if unit == 60 and reading.matches(end, ("and", "a", "quarter")):
        return minutes + 15, end + 3
    extra = reading.cardinal(end + 1 if words[end] == "and" else end) if unit == 60 else None
    if extra is not None and data.UNIT_MINUTES_EN.get(words[extra[1]]) == 1:
        return minutes + extra[0], extra[1] + 1
    return minutes, end


_SPANS: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = {
    "half": ((("half", "an", "hour"), 30), (("half", "hour"), 30)),
    "a": ((("a", "half", "hour"), 30), (("a", "quarter", "of", "an", "hour"), 15)),
    "1/2": ((("1/2", "an", "hour"), 30), (("1/2", "hour"), 30)),
    "quarter": ((("quarter", "of", "an", "hour"), 15),),
    "three": ((("three", "quarters", "of", "an", "hour"), 45),),
}


# -- forms -----------------------------------------------------------------------------------------------------------


def _hour(reading: Reading, at: int) -> Found:
    """An hour named after "half", "quarter to", "ten past": "four", "16", "noon"."""
    word = reading.words[at]
    named = _NAMED.get(word)
    if named is not None:
        return ClockParts(hour=named, fixed=True), at + 1
    if word.endswith("ish") and word[:-3] in data.HOURS_EN:
        number: tuple[int, int] | None = (data.HOURS_EN[word[:-3]], at + 1)
    else:
        number = reading.cardinal(at)
    if number is None or number[0] > 23:
        return None
    hour, end = number
    if reading.words[end] in data.UNIT_MINUTES_EN:
        return None  # "ten minutes to one hour"
    if reading.words[end] == "clock" or is_oclock(reading.words[end]):
        end += 1
    return ClockParts(hour=hour, fixed=hour == 0 or hour > 12), end


def _fraction_led(reading: Reading, at: int) -> Found:
    """Read "Half (past) four", "(a) quarter to five"."""
    words = reading.words
    if words[at] == "a":
        return _fraction_led(reading, at + 1) if words[at + 1] == "quarter" else None
    link = words[at + 1]
    if words[at] == "half":
        hour = _hour(reading, at + 2 if link in _PAST else at + 1)
        if hour is None:
            return (STRETCH, at + 2) if link == "past" else None  # "half past" what?
        return _finish(reading, (replace(hour[0], minute=30), hour[1]), said=True)
    if link not in _PAST and link not in _TO:
        return None
    hour = _hour(reading, at + 2)
    if hour is None:
        return (STRETCH, at + 2) if link in {"past", "to"} else None
    return _finish(reading, (_offset(hour[0], 15 if link in _PAST else -15), hour[1]), said=True)


def _offset(hour: ClockParts, minutes: int) -> ClockParts:
    """`minutes` past (or, negative, to) an hour; "quarter to one" is 12:45 on the clock face."""
    if minutes >= 0:
        return replace(hour, minute=minutes)
    before = hour.hour - 1
    if hour.fixed:
        return replace(hour, hour=before % 24, minute=60 + minutes)
    return replace(hour, hour=before or 12, minute=60 + minutes)


def _named(reading: Reading, at: int) -> Found:
    hour = _NAMED[reading.words[at]]
    return _finish(reading, (ClockParts(hour=hour, fixed=True), at + 1), said=True)


def _ish_word(reading: Reading, at: int) -> Found:
    word = reading.words[at][:-3]
    if word in _NAMED:
        return ClockParts(hour=_NAMED[word], fixed=True), at + 1
    hour = data.HOURS_EN.get(word)
    if hour is None and reading.words[at].endswith("tyish"):
        return None
    parts = clock(hour, 0) if hour is not None else None
    return None if parts is None else _finish(reading, (replace(parts, bare=True), at + 1), said=True)


def _number_led(reading: Reading, at: int, *, beside: bool) -> Found:
    words = reading.words
    if words[at] in _OH:
        return _oh_led(reading, at)
    if len(words[at]) >= 3 and words[at].isdecimal():
        return _together(reading, at, beside=beside)
    number = reading.cardinal(at)
    if number is None:
        return None
    value, end = number
    relative = _relative(reading, at, value, end)
    if relative is not None:
        return relative
    return _hour_led(reading, at, value, end, beside=beside)


def _relative(reading: Reading, at: int, value: int, end: int) -> Found:
    """Read "Ten (minutes) past four", "twenty five to six", "five and twenty to six"."""
    words = reading.words
    if value == 5 and words[end] == "and" and words[end + 1] == "twenty":
        value, end = 25, end + 2
    said_minutes = words[end] in {"minutes", "minute", "mins", "min"}
    link_at = end + 1 if said_minutes else end
    link = words[link_at]
    if not 1 <= value <= 29 or (link not in _PAST and link not in _TO):
        return None
    hour = _hour(reading, link_at + 1)
    if hour is None:
        return None
    if link in _PAST:
        plausible = said_minutes or link == "past" or value in _PLAIN_MINUTES
    else:
        plausible = said_minutes or value in _PLAIN_MINUTES
        in_figures = words[at].isdecimal() and value < hour[0].hour <= 12
        stretch = in_figures or words[at - 1] in {"from", "between"}
        if link in {"to", "till", "til"} and not said_minutes and (stretch or not plausible) and value <= 24:
            return STRETCH, hour[1]  # "two to four", "10 to 12", "from ten to eleven"
    if not plausible:
        return None
    return _finish(reading, (_offset(hour[0], value if link in _PAST else -value), hour[1]), said=True)


def _oh_led(reading: Reading, at: int) -> Found:
    """Read "Oh nine hundred", "zero eight thirty", "oh seven fifteen"."""
    words = reading.words
    hour = data.UNITS_ONLY_EN.get(words[at + 1])
    if hour is None and words[at + 1] in _OH:
        hour = 0
    if hour is None:
        return None
    end = at + 2
    if _figure_before(reading, at):
        return None
    if words[end] == "hundred":
        end += 1
        return _finish(reading, (ClockParts(hour=hour, fixed=True), end), said=True)
    minute = _minute(reading, end)
    if minute is None or _more_figures(reading, minute[1]):
        return None
    return _finish(reading, (ClockParts(hour=hour, minute=minute[0], fixed=True), minute[1]), said=True)


def _hour_led(reading: Reading, at: int, hour: int, end: int, *, beside: bool) -> Found:
    """What follows an hour: "o'clock", "hundred", minutes, "p m", or nothing."""
    words = reading.words
    parts = clock(hour, 0)
    if parts is None:
        return None
    if is_oclock(words[end]):
        return _finish(reading, (parts, end + 1), said=True)
    if words[end] in {"o", "oh"} and words[end + 1] == "clock":
        return _finish(reading, (parts, end + 2), said=True)
    if words[end] == "hundred":
        military = words[end + 1] in {"hours", "hrs"}
        if not (military or hour > 12 or (hour >= 7 and reading.asked) or _cued(reading, at)):
            return None
        if reading.cardinal(end + 1) is not None or words[end + 1] == "and" or _figure_before(reading, at):
            return None
        return _finish(reading, (replace(parts, fixed=military or parts.fixed), end + 1), said=True)
    minute = _minute(reading, end)
    if minute is not None and words[end].isdecimal() and "-" in reading.before[end]:
        return STRETCH, minute[1]  # "9 - 10"
    if minute is not None:
        with_minutes = _finish(
            reading,
            (replace(parts, minute=minute[0]), minute[1]),
            said=_is_free_standing(reading, at, minute[1], beside=beside)
            and (reading.asked or beside or _cued(reading, at)),
        )
        if with_minutes is not None:
            return with_minutes
    bare = replace(parts, bare=True, weak=words[at - 1] in {"for", "with", "take"})
    return _finish(reading, (bare, end), said=_is_bare_time(reading, at, end, beside=beside))


def _minute(reading: Reading, at: int) -> tuple[int, int] | None:
    """Minutes after an hour: "thirty", "oh five", "05", "forty five"."""
    words = reading.words
    word = words[at]
    if word in _OH:
        unit = data.UNITS_ONLY_EN.get(words[at + 1])
        return None if unit is None else (unit, at + 2)
    if word.isdecimal() and len(word) != 2:
        return None
    number = reading.cardinal(at)
    if number is None or number[0] > 59 or (number[0] < 10 and not word.isdecimal()):
        return None
    if reading.ordinal(at) is not None or words[number[1]] in data.MONTHS_EN:
        return None  # "at four, twenty first of august"
    return number


def _together(reading: Reading, at: int, *, beside: bool) -> Found:
    words = reading.words
    parts = figures_together(words[at])
    if parts is None:
        return None
    military = words[at + 1] in {"hours", "hrs", "h"}
    if military:
        return replace(parts, fixed=True), at + 2
    strong = beside or _cued(reading, at) or (reading.asked and at == 0)
    placed = strong or (reading.asked and len(words[at]) == 4 and words[at - 1] in clock_words.WEAK_CUES)
    free = _is_free_standing(reading, at, at + 1, beside=beside) and placed and words[at - 1] not in MONEY_SIGNS
    return _finish(reading, (parts, at + 1), said=free and _may_stand(reading, at, at + 1))


def _finish(reading: Reading, found: tuple[ClockParts, int], *, said: bool) -> Found:
    """Read what may follow any reading ("p m", "ish", "sharp"); without it, `said` decides whether it is a time."""
    words = reading.words
    parts, end = found
    if words[end] in clock_words.TIMETABLED and not is_pause(reading.before[end]):
        return None
    if words[end] in {"ish", "-ish"}:
        return parts, end + 1
    if words[end] in {"sharp", "hours", "hrs"} and parts.minute + parts.fixed:
        end += 1
    pm = data.MERIDIEMS_EN.get(words[end])
    if pm is not None:
        return replace(parts, pm=pm, bare=False), end + 1
    if words[end] in {"a", "p"} and words[end + 1] == "m":
        return replace(parts, pm=words[end] == "p", bare=False), end + 2
    if words[end] in {"a", "p"} and reading.glued[end]:
        return replace(parts, pm=words[end] == "p", bare=False), end + 1
    return (parts, end) if said else None


# -- is a bare number a time? ----------------------------------------------------------------------------------------


def _cued(reading: Reading, at: int) -> bool:
    return reading.words[at - 1] in clock_words.CUES


def _figure_before(reading: Reading, at: int) -> bool:
    before = reading.words[at - 1] if at else ""
    if before == reading.words[at]:
        return False  # a false start: "four, four thirty"
    if at > 1 and reading.words[at - 2] == "not":
        return False  # "not 3, 4"
    return before.isdecimal() or before in {"double", "triple"} or before in data.CARDINALS_EN or before in _OH


def _more_figures(reading: Reading, end: int) -> bool:
    """Whether the figures go on, as in a telephone number."""
    return reading.cardinal(end) is not None or reading.words[end] in _OH or reading.words[end] == "double"


def _is_free_standing(reading: Reading, at: int, end: int, *, beside: bool) -> bool:
    return not (
        (_figure_before(reading, at) and not beside) or (_more_figures(reading, end) and reading.ordinal(end) is None)
    )


def _may_stand(reading: Reading, at: int, end: int) -> bool:
    following = reading.words[end]
    if following and (at == 0 or reading.words[at - 1] in {"said", "say"}) and is_pause(reading.before[end]):
        return True
    if following in clock_words.TIMETABLED:
        return False
    if following in _TO and not reading.words[end + 1]:
        return False  # "twenty to" breaks off
    return (
        not following
        or (reading.words[at - 1] == "not" and (following in data.HOURS_EN or following.isdecimal()))
        or following in clock_words.MAY_FOLLOW
        or following in data.MONTHS_EN
        or following in data.DAY_PARTS_EN
        or following == reading.words[at]
    )


def _counts_age(words: Sequence[str], at: int) -> bool:
    """Whether a number after "be" is no time: "to be 18", but not "it'd have to be six"."""
    return at > 1 and words[at - 2] == "to" and words[at - 4] not in {"it'd", "it'll", "it", "would", "will"}


def _is_bare_time(reading: Reading, at: int, end: int, *, beside: bool) -> bool:
    """Whether a lone number is a time: cued or placed like one, and not counting something."""
    words = reading.words
    if not _may_stand(reading, at, end) or words[at] == "0" or (_figure_before(reading, at) and not beside):
        return False
    before = words[at - 1] if at else ""
    if before in MONEY_SIGNS or (before == "be" and _counts_age(words, at)):
        return False  # "$20", "to be 18"
    if words[at] == "one" and (before in _BEFORE_PRONOUN_ONE or (before == "no" and (words[end] or at == 1))):
        return False
    if _cued(reading, at) or beside or words[end] in _DAYS_NAMED:
        return True
    last = not words[end] and is_pause(reading.before[at])  # "no idea, nine"
    return reading.asked and (at == 0 or last or before in clock_words.WEAK_CUES)
