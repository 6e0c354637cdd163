"""Values on their way into a tool and out of it: canonical slot values to what a parameter asks for, results to JSON.

Decided by the function's annotations, worked out once. Called by `agents.toolbox` for every tool call, and by the
linter to compare annotations with slot types.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

import msgspec

from seatrial.core.events import Json

DEPTH_MAX = 12
PARTS_MAX = 5_000
TEXT_CHARS_MAX = 20_000
INTEGER_MAX = 2**53

Convert = Callable[[Json], Any]

_NUMBERS = (int, float, Decimal)
_TEXT_TYPES = frozenset(
    {"text", "person_name", "phone", "email", "uk_postcode", "us_zip", "card_last4", "order_id", "choice"}
)
_ACCEPTED: Mapping[str, tuple[type, ...]] = {
    "date": (date, str),
    "time": (time, str),
    "datetime": (datetime, str),
    "number": (int, float, Decimal, str),
    "money": (dict, Mapping, Decimal, float, int),
    "yes_no": (bool,),
    "address": (dict, Mapping),
}


class GarbageError(Exception):
    """A result that is not what the function promises, or that JSON cannot carry."""


def bare(annotation: Any) -> tuple[Any, bool]:
    """Return an annotation without metadata and without None, and whether None was part of it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in {Union, types.UnionType}:
        members = get_args(annotation)
        rest = [member for member in members if member is not type(None)]
        if len(rest) < len(members):
            return (bare(rest[0])[0] if len(rest) == 1 else Union[tuple(rest)]), True  # noqa: UP007 - built at run time
    return annotation, False


def converter(annotation: Any) -> Convert:
    """Return what turns a canonical slot value into the annotated type; it raises `ValueError` when it cannot.

    Dates and times are naive, on the conversation's wall clock.
    """
    wanted, optional = bare(annotation)
    convert = _converter(wanted)
    return lambda value: None if value is None and optional else convert(value)


def _converter(wanted: Any) -> Convert:
    if wanted is Any or wanted is object:
        return lambda value: value
    if wanted in {datetime, date, time}:
        return lambda value: _moment(wanted, value)
    if wanted in _NUMBERS:
        return lambda value: msgspec.convert(_amount(value), wanted, strict=False)
    return lambda value: msgspec.convert(value, wanted, strict=False)


def _moment(wanted: Any, value: Json) -> Any:
    if not isinstance(value, str):
        message = f"expected the text of a {wanted.__name__}, found {type(value).__name__}"
        raise TypeError(message)
    return wanted.fromisoformat(value)


def _amount(value: Json) -> Json:
    """Return the amount of money, for a parameter that takes a number."""
    if isinstance(value, Mapping):
        return cast("Mapping[str, Json]", value).get("amount", value)
    return value


def accepts(annotation: Any, slot_type: str) -> bool:
    """Tell whether a parameter of this annotation can take the values of a slot type."""
    wanted, _ = bare(annotation)
    if get_origin(wanted) in {Union, types.UnionType}:
        return any(accepts(member, slot_type) for member in get_args(wanted))
    if wanted is Any or wanted is object or get_origin(wanted) is Literal:
        return True
    concrete = get_origin(wanted) or wanted
    if not isinstance(concrete, type):
        return True
    if slot_type in {"money", "address"} and (is_dataclass(concrete) or issubclass(concrete, msgspec.Struct)):
        return True
    if slot_type == "choice" and issubclass(concrete, Enum):
        return True
    accepted = (str,) if slot_type in _TEXT_TYPES else _ACCEPTED.get(slot_type, ())
    return concrete in accepted or concrete in {Sequence, Mapping} & set(accepted)


def value_kind(annotation: Any) -> str:
    """Return which slot type a result of this annotation is like, for checking expressions; ``any`` when unclear."""
    wanted, _ = bare(annotation)
    concrete = get_origin(wanted) or wanted
    kinds: Mapping[Any, str] = {
        bool: "yes_no",
        int: "number",
        float: "number",
        Decimal: "number",
        str: "text",
        datetime: "datetime",
        date: "date",
        time: "time",
        list: "list",
        tuple: "list",
    }
    return kinds.get(concrete, "any")


def to_json(value: Any) -> Json:
    """Return a result as JSON: records as mappings, times as ISO strings, decimals as text.

    Raises:
        GarbageError: It holds something JSON cannot carry, or too much.
    """
    return _Writer().write(value, 0)


class _Writer:
    """Counts the parts while it converts them."""

    def __init__(self) -> None:
        self._parts = 0

    def write(self, value: Any, depth: int) -> Json:
        self._parts += 1
        if self._parts > PARTS_MAX or depth > DEPTH_MAX:
            raise GarbageError("the result has too many parts, or is nested too deeply")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, Enum):
            return self.write(value.value, depth + 1)
        if isinstance(value, (str, int, float, Decimal, datetime, date, time)):
            return _scalar(value)
        return self._container(value, depth + 1)

    def _container(self, value: Any, depth: int) -> Json:
        if isinstance(value, Mapping):
            items = list(cast("Mapping[Any, Any]", value).items())
            if not all(isinstance(key, str) for key, _ in items):
                raise GarbageError("the keys of a mapping must be text")
            return {str(key): self.write(item, depth) for key, item in items}
        if isinstance(value, (list, tuple)):
            return [self.write(item, depth) for item in cast("list[Any]", value)]
        if isinstance(value, msgspec.Struct):
            return {name: self.write(getattr(value, name), depth) for name in value.__struct_fields__}
        if is_dataclass(value) and not isinstance(value, type):
            return {field.name: self.write(getattr(value, field.name), depth) for field in fields(value)}
        message = f"a {type(value).__name__} cannot be kept as JSON"
        raise GarbageError(message)


def _scalar(value: Any) -> Json:
    if isinstance(value, str):
        if len(value) > TEXT_CHARS_MAX:
            raise GarbageError("a text in the result is too long")
        return str(value)
    if isinstance(value, (datetime, time)):
        return value.isoformat(timespec="minutes" if value.second == 0 and value.microsecond == 0 else "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() and abs(value.adjusted()) < 50 else _no_number()
    if isinstance(value, int):
        return value if abs(value) <= INTEGER_MAX else _no_number()
    return value if isfinite(value) else _no_number()


def _no_number() -> Json:
    raise GarbageError("a number in the result is infinite, undefined or too large")


def check_result(annotation: Any, value: Any) -> Json:
    """Return a result as JSON after checking it against the function's return annotation.

    Raises:
        GarbageError: It is not what the function promises, or JSON cannot carry it.
    """
    wanted, optional = bare(annotation)
    if value is None and (optional or wanted is type(None)):
        return None
    try:
        msgspec.convert(value, wanted, from_attributes=True)
    except msgspec.ValidationError as error:
        message = f"promised {_written(wanted)}, returned {type(value).__name__}: {error}"
        raise GarbageError(message) from error
    except (TypeError, RecursionError):
        pass  # an annotation msgspec knows nothing of promises nothing that could be checked
    return to_json(value)


def _written(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)[:60]
