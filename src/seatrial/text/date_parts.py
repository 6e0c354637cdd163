"""The pieces of a date as people give them, put together and counted out from today.

A scanner yields `DateParts` ("friday", "the 21st", "of next month"); pieces that agree are merged, a correction is laid
over what it corrects, and `resolve` finds the one day meant, or None. Never reads words and never reads the clock:
today is an argument. Used by the date scanners and `mentions`.

Conventions where people differ: "next friday" is the Friday of the next calendar week (weeks begin on Monday) in
English of both sides of the Atlantic; the scanners of Spanish never use it, "el próximo viernes" is the coming one.
"""

import calendar
from datetime import date, timedelta

import msgspec

LAST_DAY = -1
LAST = -1
_YEARS_AHEAD_MAX = 9  # a 29 February may be eight years away
_DAYS_AHEAD_MAX = 36_600


class DateParts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one phrase says about a date; every field is optional and they must agree.

    Attributes:
        weekday: 0 is Monday.
        nth: Which one of the month's `weekday`s, 1 to 5, or LAST.
        day: Day of the month, or LAST_DAY.
        month: 1 to 12.
        year: Four digits.
        month_shift: The month as a count from the current one.
        recurring_month: "of the month": the current one, or the next when that has passed.
        week: Calendar week as a count from the current one.
        weeks_ahead: A whole number of weeks from today.
        on: The day itself, already counted from today.
        shift_days: Days to add at the end ("friday week": 7).
        this: Said as "this friday".
        vague: Names a stretch of time, not a day ("the week of the 21st").
    """

    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    month_shift: int | None = None
    recurring_month: bool = False
    week: int | None = None
    weeks_ahead: int | None = None
    on: date | None = None
    shift_days: int = 0
    this: bool = False
    vague: bool = False

    @property
    def names_a_day(self) -> bool:
        """Whether these parts alone can single out a day."""
        return self.on is not None or self.day is not None or self.weekday is not None or self.weeks_ahead is not None

    def shifted(self, days: int) -> "DateParts":
        """These parts, `days` later."""
        return msgspec.structs.replace(self, shift_days=self.shift_days + days)


_FIELDS = tuple(name for name in DateParts.__struct_fields__ if name not in {"shift_days", "this", "vague"})


def merge(first: DateParts, second: DateParts) -> DateParts | None:
    """Join two pieces of one date, or return None where they contradict each other."""
    changes: dict[str, object] = {}
    for name in _FIELDS:
        old, new = getattr(first, name), getattr(second, name)
        if new is None or new is False or new == old:
            continue
        if old is not None and old is not False:
            return _whole_one(first, second)
        changes[name] = new
    if second.shift_days and first.shift_days and first.shift_days != second.shift_days:
        return None
    changes["shift_days"] = first.shift_days or second.shift_days
    changes["this"] = first.this or second.this
    changes["vague"] = first.vague or second.vague
    return msgspec.structs.replace(first, **changes)


def _whole_one(first: DateParts, second: DateParts) -> DateParts | None:
    """Of two contradicting pieces the one that names a day, when the other only names a week or month."""
    if first.names_a_day == second.names_a_day:
        return None
    return first if first.names_a_day else second


def overlay(old: DateParts, new: DateParts) -> DateParts:
    """Correct `old` by `new`: "the 21st of august, no, the 22nd" keeps the month."""
    if new.on is not None or new.weeks_ahead is not None or new.shift_days:
        return new
    if new.weekday is not None:
        keeps_week = new.week is None and not new.this and new.day is None and new.nth is None
        return msgspec.structs.replace(new, week=old.week if keeps_week and old.weekday is not None else new.week)
    if new.day is not None:
        has_month = new.month is not None or new.month_shift is not None
        if has_month:
            return msgspec.structs.replace(new, year=old.year if new.year is None else new.year)
        return msgspec.structs.replace(
            new, month=old.month, month_shift=old.month_shift, year=new.year or old.year
        )  # fmt: skip
    if new.month is not None or new.month_shift is not None:
        year = new.year if new.year is not None else old.year
        return msgspec.structs.replace(
            new, day=old.day, nth=old.nth, weekday=old.weekday if old.nth else None, year=year
        )
    if new.week is not None:
        return msgspec.structs.replace(new, weekday=old.weekday)
    if new.year is not None:
        return msgspec.structs.replace(old, year=new.year, weekday=None if old.day is not None else old.weekday)
    return new


def resolve(parts: DateParts, today: date) -> date | None:
    """Return the one day `parts` mean, or None where they name none, are impossible or lie in the past.

    A past day counts only when its year was said.
    """
    if parts.vague or abs(parts.shift_days) > _DAYS_AHEAD_MAX:
        return None
    try:
        found = _anchor(parts, today)
        if found is None or not _agrees(parts, found, today):
            return None
        found += timedelta(days=parts.shift_days)
    except OverflowError:  # beyond the first or last day of the calendar
        return None
    return found if found >= today or parts.year is not None else None


def add_months(day: date, months: int) -> date | None:
    """The same day of the month `months` later, or None where that month has no such day."""
    year, month = _month_after(day, months)
    return _date(year, month, day.day)


def _anchor(parts: DateParts, today: date) -> date | None:
    if parts.on is not None:
        return parts.on
    if parts.nth is not None:
        return _nth_weekday(parts, today)
    if parts.day is not None:
        return _day(parts, today)
    if parts.weekday is not None:
        return _weekday(parts, today)
    if parts.weeks_ahead is not None and parts.month is None:
        return today + timedelta(weeks=parts.weeks_ahead)
    return None


def _agrees(parts: DateParts, found: date, today: date) -> bool:
    if parts.weekday is not None and found.weekday() != parts.weekday:
        return False
    if parts.day not in {None, LAST_DAY, found.day}:
        return False
    if parts.month is not None and found.month != parts.month:
        return False
    if parts.year is not None and found.year != parts.year:
        return False
    if parts.week is not None and _weeks_between(today, found) != parts.week:
        return False
    return parts.month_shift is None or _month_after(today, parts.month_shift) == (found.year, found.month)


def _day(parts: DateParts, today: date) -> date | None:
    day = parts.day or 0
    if parts.month_shift is not None:
        return _date(*_month_after(today, parts.month_shift), day)
    if parts.month is not None:
        if parts.year is not None:
            return _date(parts.year, parts.month, day)
        ahead = (_date(year, parts.month, day) for year in range(today.year, today.year + _YEARS_AHEAD_MAX))
        return next((found for found in ahead if found is not None and found >= today), None)
    if parts.year is not None:
        return None
    # A bare day of the month is strictly ahead, as a bare weekday is; "of the month" may be today.
    soonest = today if parts.recurring_month else today + timedelta(days=1)
    candidates = (_date(*_month_after(today, months), day) for months in range(13))
    return next((found for found in candidates if found is not None and found >= soonest), None)


def _nth_weekday(parts: DateParts, today: date) -> date | None:
    if parts.weekday is None or parts.nth is None:
        return None
    if parts.month is not None:
        years = (parts.year,) if parts.year is not None else (today.year, today.year + 1)
        months = [(year, parts.month) for year in years]
    elif parts.month_shift is not None:
        months = [_month_after(today, parts.month_shift)]
    elif parts.recurring_month:
        months = [_month_after(today, 0), _month_after(today, 1)]
    else:
        return None
    for year, month in months:
        found = _nth_in_month(year, month, parts.weekday, parts.nth)
        if found is not None and (found >= today or parts.year is not None):
            return found
    return None


def _nth_in_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    if nth == LAST:
        last = _date(year, month, LAST_DAY)
        return None if last is None else last - timedelta(days=(last.weekday() - weekday) % 7)
    first = _date(year, month, 1)
    return None if first is None else _date(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _weekday(parts: DateParts, today: date) -> date | None:
    weekday = parts.weekday or 0
    if parts.month is not None or parts.month_shift is not None or parts.year is not None or parts.recurring_month:
        return None  # "a friday in august" is not a day
    coming = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    monday = today - timedelta(days=today.weekday())
    if parts.week is not None:
        return monday + timedelta(days=7 * parts.week + weekday)
    if parts.weeks_ahead is not None:
        counted = coming + timedelta(weeks=parts.weeks_ahead)
        return counted if counted == monday + timedelta(days=7 * parts.weeks_ahead + weekday) else None
    if parts.this and weekday == today.weekday():
        return None  # "this friday" said on a Friday: today or in a week
    return coming


def _weeks_between(today: date, found: date) -> int:
    monday = today - timedelta(days=today.weekday())
    return (found - monday).days // 7


def _month_after(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        return None
    if day == LAST_DAY:
        return date(year, month, calendar.monthrange(year, month)[1])
    try:
        return date(year, month, day)
    except ValueError:
        return None
