"""Finds English date phrases: "friday week", "the twenty first of next month", "3/4", "a week on monday".

`scan_date` reads the longest date phrase that begins at one word; it never looks back, never decides between several
dates and never counts out the day (that is `date_parts.resolve`). Called by `mentions` at every word.
"""

from collections.abc import Callable
from typing import TypeAlias

from seatrial.text.data import calendar_words as data
from seatrial.text.date_parts import LAST, LAST_DAY, DateParts, add_months, resolve
from seatrial.text.dates_numeric import scan_numeric
from seatrial.text.month_days_en import (
    end_of_month,
    feast,
    month,
    month_alone,
    month_end,
    number_led,
    of_month,
    oh_led,
)  # fmt: skip
from seatrial.text.reading import Reading
from seatrial.text.weekday_names import is_no_day

Found: TypeAlias = tuple[DateParts, int] | None

_MONTHS = data.MONTHS_EN
_WEEKDAYS = data.WEEKDAYS_EN
_DAYS = data.UNIT_DAYS_EN
_DEPTH_MAX = 3
_FEAST_LEADS = frozenset({"easter", "whit", "black", "shrove", "ash", "palm", "cyber", "maundy", "pancake"})
_FEAST_LINKS = frozenset({"", "on", "the", "before", "after"})
_SHIFT_LINKS = frozenset({"from", "on", "after"})


def scan_date(reading: Reading, at: int) -> Found:
    """Return the date phrase that begins at word `at` and where it ends, or None."""
    word = reading.words[at]
    if word[0].isdecimal():
        return scan_numeric(reading, at) or _number(reading, at)
    handler = _HANDLERS.get(word)
    return handler(reading, at) if handler is not None else None


# -- the, a, in ------------------------------------------------------------------------------------------------------


def _the(reading: Reading, at: int) -> Found:
    words = reading.words
    following = words[at + 1]
    if following == "day":
        return _day_beside(reading, at + 1)
    if following == "week":
        return _week_phrase(reading, at + 1)
    if following in {"last", "next", "coming", "end", "final", "following", "this"}:
        handler = _HANDLERS[following]
        return handler(reading, at + 1)
    if following in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}:
        return _weekday(reading, at + 1)
    return number_led(reading, at + 1, article=True) if following else None


def _day_beside(reading: Reading, at: int) -> Found:
    """Read "(The) day after tomorrow", "the day before christmas eve"."""
    words = reading.words
    if words[at + 1] not in {"after", "before"}:
        return None
    base = None if words[at - 1] == "any" else _base(reading, at + 2)
    if base is None:  # "the day after": after the day said before, if any
        named = _day_before(reading, at) if words[at + 1] == "after" else None
        return (DateParts(vague=True) if named is None else named.shifted(1)), at + 2
    return base[0].shifted(1 if words[at + 1] == "after" else -1), base[1]


def _day_before(reading: Reading, at: int) -> DateParts | None:
    """The day last named before `at`: the tomorrow of "not tomorrow, the day after"."""
    for earlier in range(at - 1, -1, -1):
        word = reading.words[earlier]
        if word in data.TOMORROWS_EN or word in _WEEKDAYS:
            found = scan_date(reading, earlier)
            return found[0] if found is not None and not found[0].vague else None
    return None


def _a(reading: Reading, at: int) -> Found:
    """Read "A week on monday", "a fortnight today", "a month from now", "a couple of days from now"."""
    return _duration(reading, at)


def _in(reading: Reading, at: int) -> Found:
    """Read "In three days' time", "in a fortnight", "in a month", "in august"."""
    words = reading.words
    following = words[at + 1]
    if following in _MONTHS or following in {"early", "late", "mid"}:
        return month_alone(reading, at + 1)
    begin = at + 2 if following in {"about", "exactly", "another"} else at + 1
    count = _count(reading, begin)
    if count is None:
        return None
    number, end = count
    unit = words[end]
    end += 1
    if unit in _DAYS or unit in data.UNIT_MONTHS_EN:
        if words[end] in {"time", "times"}:
            end += 1
        return _ahead(reading, number, unit, end)
    return None


def _count(reading: Reading, at: int) -> tuple[int, int] | None:
    """How many: "a", "three", "12", "a couple of"."""
    words = reading.words
    start = at + 1 if words[at] in {"a", "an", "the"} else at
    if words[start] == "couple":
        return 2, start + (2 if words[start + 1] == "of" else 1)
    if start > at:
        return 1, start
    number = reading.cardinal(at)
    if number is None and words[at].isdecimal() and len(words[at]) == 3:
        return int(words[at]), at + 1
    return number


def _ahead(reading: Reading, number: int, unit: str, end: int) -> Found:
    """So many days, weeks or months from today."""
    if unit in data.UNIT_MONTHS_EN:
        day = add_months(reading.today, number * data.UNIT_MONTHS_EN[unit])
        return None if day is None else (DateParts(on=day), end)
    days = number * _DAYS[unit]
    if unit.startswith(("w", "f")):
        return DateParts(weeks_ahead=days // 7), end
    day = reading.plus_days(days)
    return None if day is None else (DateParts(on=day), end)


def _duration(reading: Reading, at: int) -> Found:
    """Read "Three days from now", "a week on monday", "two weeks today", "two days before christmas day"."""
    words = reading.words
    count = _count(reading, at)
    if count is None:
        return None
    number, end = count
    unit = words[end]
    if unit not in _DAYS and unit not in data.UNIT_MONTHS_EN:
        return None
    return _from_base(reading, number, unit, end + 1)


def _from_base(reading: Reading, number: int, unit: str, at: int) -> Found:
    words = reading.words
    if words[at] in {"time", "times"} and words[at + 1] in _SHIFT_LINKS:
        at += 1
    link = words[at]
    if link in {"from", "after"} and words[at + 1] in {"now", "today"}:
        return _ahead(reading, number, unit, at + 2)
    if link in {"today", "tonight"}:
        return _ahead(reading, number, unit, at + 1)
    if link == "ago":
        return _gone(reading, at + 1)
    if unit not in _DAYS:
        return None
    days = number * _DAYS[unit]
    if link in _SHIFT_LINKS or link == "before":
        base = _base(reading, at + 1)
    elif link in _WEEKDAYS or link in data.TOMORROWS_EN:
        base = _base(reading, at)
    else:
        return None
    if base is None or (link == "on" and days % 7):
        return None
    return base[0].shifted(-days if link == "before" else days), base[1]


def _base(reading: Reading, at: int) -> Found:
    """The day another one is counted from; nested no deeper than people do."""
    if not reading.words[at] or reading.depth >= _DEPTH_MAX:
        return None
    reading.depth += 1
    found = feast(reading, at) or scan_date(reading, at)
    reading.depth -= 1
    return found if found is not None and found[0].names_a_day else None


def _gone(reading: Reading, at: int) -> Found:
    """A day already past: known not to be the answer."""
    day = reading.plus_days(-1)
    return None if day is None else (DateParts(on=day), at)


# -- today, tomorrow -------------------------------------------------------------------------------------------------


def _relative_day(reading: Reading, at: int) -> Found:
    word = reading.words[at]
    day = reading.plus_days(1 if word in data.TOMORROWS_EN else 0)
    if day is None:
        return None
    parts = DateParts(on=day)
    following = reading.words[at + 1]
    if following == "week" and reading.words[at + 2] not in {"after", "commencing"}:
        return parts.shifted(7), at + 2
    if following == "fortnight":
        return parts.shifted(14), at + 2
    return parts, at + 1


# -- weekdays and weeks ----------------------------------------------------------------------------------------------


def _weekday(reading: Reading, at: int) -> Found:
    word = reading.words[at]
    if not reading.asked and word in data.WEEKDAYS_WEAK_EN:
        return None
    before = reading.words[at - 1] if at else ""
    if is_no_day(reading, at):
        return None
    if before in _FEAST_LEADS or (before == "good" and word == "friday" and reading.words[at - 2] in _FEAST_LINKS):
        return DateParts(vague=True), at + 1  # a movable feast
    parts = DateParts(weekday=_WEEKDAYS[word])
    return _weekday_tail(reading, parts, at + 1)


def _weekday_tail(reading: Reading, parts: DateParts, at: int) -> Found:
    words = reading.words
    following = words[at]
    if following == "week" and words[at + 1] not in {"after", "commencing", "beginning"}:
        return parts.shifted(7), at + 1
    if following == "fortnight":
        return parts.shifted(14), at + 1
    if following == "after" and words[at + 1] == "next":
        return parts.shifted(7), at + 2
    if following == "last" and words[at + 1] in {"week", "month"}:
        return _gone(reading, at + 2)
    if following in {"after", "before"}:
        return _beside_base(reading, parts, at)
    if following == "coming":
        return parts, at + (2 if words[at + 1] == "up" else 1)
    if following == "next" and words[at + 1] not in {"week", "month", "year"} and words[at + 1] not in _WEEKDAYS:
        return DateParts(weekday=parts.weekday), at + 1
    return parts, at


def _beside_base(reading: Reading, parts: DateParts, at: int) -> Found:
    """Read "the monday after christmas"; "the friday after" alone counts from nothing."""
    after = reading.words[at] == "after"
    base = _base(reading, at + 1)
    if base is None:
        breaks_off = reading.words[at + 1] in {"", "that", "then"}
        return (DateParts(vague=True), at + 1) if breaks_off else (parts, at)
    day = resolve(base[0], reading.today)
    weekday = parts.weekday
    if day is None or weekday is None:
        return DateParts(vague=True), base[1]
    days = (weekday - day.weekday() - 1) % 7 + 1 if after else -((day.weekday() - weekday - 1) % 7 + 1)
    return DateParts(on=day).shifted(days), base[1]


def _this(reading: Reading, at: int) -> Found:
    words = reading.words
    following = words[at + 1]
    if following == "coming" and words[at + 2] in _WEEKDAYS:
        return _weekday(reading, at + 2)
    if following in _WEEKDAYS:
        found = _weekday_tail(reading, DateParts(weekday=_WEEKDAYS[following], this=True), at + 2)
        coming = found is not None and words[found[1] - 1] in {"coming", "up"}
        return (DateParts(weekday=_WEEKDAYS[following]), found[1]) if found is not None and coming else found
    if following == "week":
        return DateParts(week=0), at + 2
    if following == "month":
        return DateParts(month_shift=0), at + 2
    if following == "time" and words[at + 2] == "next" and words[at + 3] == "week":
        return DateParts(weeks_ahead=1), at + 4
    if following == "time" and words[at + 2] in data.TOMORROWS_EN:
        return _relative_day(reading, at + 2)
    if following in _MONTHS:
        return month_alone(reading, at + 1)
    return None


def _same(reading: Reading, at: int) -> Found:
    if reading.matches(at + 1, ("day", "next", "week")) or reading.matches(at + 1, ("time", "next", "week")):
        return DateParts(weeks_ahead=1), at + 4
    return None


def _next(reading: Reading, at: int) -> Found:
    words = reading.words
    following = words[at + 1]
    if following in _WEEKDAYS:
        parts = DateParts(weekday=_WEEKDAYS[following], week=1)
        if words[at + 2] == "coming":
            return DateParts(weekday=_WEEKDAYS[following]), at + 3
        return _weekday_tail(reading, parts, at + 2)
    if following in {"week", "week's"}:
        return _week_and_day(reading, DateParts(week=1), at + 2)
    if following == "month":
        return DateParts(month_shift=1), at + 2
    if following == "weekend":
        return DateParts(week=1, vague=True), at + 2
    if following in _MONTHS:
        return month_alone(reading, at + 1)
    return None


def _week_and_day(reading: Reading, week: DateParts, at: int) -> Found:
    """Read "Next week thursday" in one, so that "week" is not taken for "thursday week"."""
    words = reading.words
    start = at + 1 if words[at] in {"on", "the"} else at
    if words[start] in _WEEKDAYS:
        return DateParts(weekday=_WEEKDAYS[words[start]], week=week.week), start + 1
    return week, at


def _coming(reading: Reading, at: int) -> Found:
    return _weekday(reading, at + 1) if reading.words[at + 1] in _WEEKDAYS else None


def _following(reading: Reading, at: int) -> Found:
    """Read "The following friday" counts from a day somebody named before: not a day by itself."""
    following = reading.words[at + 1]
    return (DateParts(weekday=_WEEKDAYS[following], vague=True), at + 2) if following in _WEEKDAYS else None


def _week_phrase(reading: Reading, at: int) -> Found:
    """Read "Week on friday", "the week after next", "the week of the 21st"."""
    words = reading.words
    following = words[at + 1]
    if following == "after" and words[at + 2] == "next":
        return _week_and_day(reading, DateParts(week=2), at + 3)
    if following in {"of", "commencing", "beginning", "starting", "ending"}:
        return DateParts(vague=True), at + 2
    if following in {"on", "from", "today", "next"} or following in data.TOMORROWS_EN or following in _WEEKDAYS:
        if following == "next" and words[at + 2] not in _WEEKDAYS:
            return None
        if following == "next":
            base = _next(reading, at + 1)
            return None if base is None else (base[0].shifted(7), base[1])
        return _from_base(reading, 1, "week", at + 1)
    return None


def _last(reading: Reading, at: int) -> Found:
    """Read "Last friday of the month", "last day of august"; "last friday" alone is gone."""
    words = reading.words
    following = words[at + 1]
    if following in _WEEKDAYS:
        parts = DateParts(weekday=_WEEKDAYS[following], nth=LAST)
        return of_month(reading, parts, at + 2, needed=True) or _gone(reading, at + 2)
    if following in {"week", "month", "night", "time", "weekend"}:
        return _gone(reading, at + 2)
    if following == "day":
        return of_month(reading, DateParts(day=LAST_DAY), at + 2, needed=True)
    return None


def _number(reading: Reading, at: int) -> Found:
    return number_led(reading, at, article=False) or _duration(reading, at)


def _april_or_feast(reading: Reading, at: int) -> Found:
    return feast(reading, at) or month(reading, at)


_HANDLERS: dict[str, Callable[[Reading, int], Found]] = {
    **dict.fromkeys(data.CARDINALS_EN, _number),
    **dict.fromkeys(data.DAY_ORDINALS_EN, _number),
    **dict.fromkeys(_WEEKDAYS, _weekday),
    **dict.fromkeys(_MONTHS, month),
    **dict.fromkeys((phrase[0] for phrase in data.FEASTS_EN), feast),
    **dict.fromkeys(data.TOMORROWS_EN, _relative_day),
    "oh": oh_led,
    "zero": oh_led,
    "april": _april_or_feast,
    "today": _relative_day,
    "yesterday": lambda reading, at: _gone(reading, at + 1),
    "todays": _relative_day,
    "today's": _relative_day,
    "the": _the,
    "a": _a,
    "an": _a,
    "day": _day_beside,
    "in": _in,
    "this": _this,
    "same": _same,
    "next": _next,
    "nxt": _next,
    "coming": _coming,
    "following": _following,
    "week": _week_phrase,
    "tonight": _relative_day,
    "tonite": _relative_day,
    "fortnight": lambda reading, at: _from_base(reading, 1, "fortnight", at + 1),
    "last": _last,
    "final": _last,
    "end": end_of_month,
    "month": month_end,
}

STARTERS = frozenset(_HANDLERS)
