"""What the operators of the expression language do to values: total, so that no value can make them raise.

Values are JSON, plus `datetime`, `date`, `time` and `timedelta` while an expression is at work, and `Decimal` for exact
sums. Strings in canonical slot form count as what they stand for: ``"6"`` as a number, ``"2026-08-21T16:30"`` as a
point in time, a mapping with ``amount`` as that amount of money. Called by `agents.expressions` only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from math import isfinite
from typing import Any, cast

from seatrial.core.events import Json

Value = Any
"""A JSON value, or one of the types that only live inside an expression."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_TEMPORAL = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<at>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"|(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)",
    re.ASCII,
)

_ATOMS = frozenset({int, Decimal, datetime, date, time, timedelta})


def truth(value: Value) -> bool:
    """Tell whether a value counts as true: everything but nothing, false, zero, and what is empty."""
    return bool(value)


def equal(left: Value, right: Value) -> bool:
    """Tell whether two values are the same; values of unlike types never are, and a truth value is no number."""
    if type(left) is type(right):
        try:
            return bool(left == right)
        except RecursionError:
            return False
    if left is None or right is None or isinstance(left, bool) or isinstance(right, bool):
        return False
    return order(left, right) == 0


def order(left: Value, right: Value) -> int | None:
    """Return -1, 0 or 1 as left is below, level with or above right; None when they cannot be compared.

    A date compared with a point in time counts as a whole day; a clock time is compared with its clock.
    """
    if isinstance(left, str) and isinstance(right, str):
        return _order_strings(left, right)
    first, second = _comparable(left), _comparable(right)
    if first is None or second is None:
        return None
    return _order(first, second)


def contains(container: Value, value: Value) -> bool:
    """Tell whether a list holds a value; anything but a list holds nothing."""
    if not isinstance(container, (list, tuple)):
        return False
    return any(equal(item, value) for item in cast("list[Value]", container))


def add(left: Value, right: Value) -> Value:
    """Return the sum of numbers, of durations, or of a time and a duration; None of anything else."""
    first, second = _comparable(left), _comparable(right)
    if isinstance(first, timedelta) and not isinstance(second, timedelta):
        first, second = second, first
    return _shift(first, second, 1)


def subtract(left: Value, right: Value) -> Value:
    """Return the difference of numbers or durations, a time earlier by a duration, or the duration between times."""
    first, second = _comparable(left), _comparable(right)
    if isinstance(second, timedelta):
        return _shift(first, second, -1)
    if isinstance(first, (date, time)) and isinstance(second, (date, time)):
        return _between(first, second)
    return _shift(first, second, -1)


def negative(value: Value) -> Value:
    """Return minus a number or a duration; None of anything else."""
    number = _comparable(value)
    return -number if isinstance(number, (int, Decimal, timedelta)) else None


def to_json(value: Value) -> Json:
    """Return a value as JSON: times as ISO strings to the minute, durations as whole seconds, exact sums as numbers."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in cast("list[Value]", value)]
    return value


def lookup(names: Mapping[str, Json], dotted: str) -> Json:
    """Return the value of a dotted name: the name as a whole, else a field of the mapping it starts with, else None."""
    if dotted in names:
        return names[dotted]
    first, *fields = dotted.split(".")
    value = names.get(first)
    for field in fields:
        if not isinstance(value, Mapping):
            return None
        value = cast("Mapping[str, Json]", value).get(field)
    return value


def temporal(text: str) -> datetime | date | time | None:
    """Return what an ISO date, time or date-time stands for, on the wall clock (an offset is left out of account)."""
    found = _TEMPORAL.fullmatch(text)
    if found is None:
        return None
    try:
        if found["time"]:
            return time.fromisoformat(found["time"])
        if found["at"]:
            return datetime.fromisoformat(f"{found['date']}T{found['at']}")
        return date.fromisoformat(found["date"])
    except ValueError:
        return None


def _comparable(value: Value) -> int | Decimal | str | datetime | date | time | timedelta | None:
    """Return what a value counts as when it is compared or added; None for what never is."""
    if isinstance(value, str):
        return _from_text(value)
    if type(value) in _ATOMS:
        return value
    if isinstance(value, float):
        return Decimal(repr(value)) if isfinite(value) else None
    if isinstance(value, Mapping):
        amount = cast("Mapping[str, Json]", value).get("amount")
        return _comparable(amount) if isinstance(amount, (str, int, float)) else None
    return None


def _from_text(text: str) -> Decimal | str | datetime | date | time:
    head = text[:1]
    if head.isdigit() or head in {"-", "+"}:
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        return temporal(text) or text
    return text


def _order_strings(left: str, right: str) -> int | None:
    first, second = _from_text(left), _from_text(right)
    if isinstance(first, str) or isinstance(second, str):
        return (left > right) - (left < right)
    return _order(first, second)


def _order(first: Value, second: Value) -> int | None:
    """Compare two comparables."""
    if type(first) is not type(second):
        first, second = _alike(first, second)
        if first is None:
            return None
    return (first > second) - (first < second)


def _alike(first: Value, second: Value) -> tuple[Value, Value]:
    """Bring two comparables of different types to a common one, or return (None, None)."""
    if isinstance(first, (int, Decimal)) and isinstance(second, (int, Decimal)):
        return first, second
    if isinstance(first, datetime):
        if isinstance(second, time):
            return first.time(), second
        if isinstance(second, date):
            return first.date(), second
    elif isinstance(second, datetime) and isinstance(first, (date, time)):
        swapped = _alike(second, first)
        return swapped[1], swapped[0]
    return None, None


def _shift(first: Value, second: Value, sign: int) -> Value:
    """Add `sign` times the second to the first."""
    try:
        if isinstance(first, (int, Decimal)) and isinstance(second, (int, Decimal)):
            return first + sign * second
        if not isinstance(second, timedelta):
            return None
        if isinstance(first, (timedelta, datetime)):
            return first + sign * second
        if isinstance(first, date):
            moved = datetime.combine(first, time()) + sign * second
            return moved.date() if moved.time() == time() else moved
        if isinstance(first, time):
            day = date(2000, 1, 3)
            moved = datetime.combine(day, first) + sign * second
            return moved.time() if moved.date() == day else None
    except (OverflowError, DecimalException):
        return None
    return None


def _between(first: date | time, second: date | time) -> timedelta | None:
    """Return the duration from the second to the first."""
    if type(first) is not type(second):
        first, second = _alike(first, second)
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first - second
    day = date(2000, 1, 3)
    if isinstance(first, time) and isinstance(second, time):
        return datetime.combine(day, first) - datetime.combine(day, second)
    if isinstance(first, date) and isinstance(second, date):
        return timedelta(days=first.toordinal() - second.toordinal())
    return None
