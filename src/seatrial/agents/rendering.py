"""Values as the agent says and writes them, and wording filled with them.

What people said enters speech here and only here: cut, without control characters, and never looked into again. Total:
a value of an unexpected shape is shown as it is, never an error. Called by `Reply` and the prompts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple, cast

from seatrial.agents.agent import Slot
from seatrial.agents.moments import date_words, datetime_words, time_words
from seatrial.agents.spelling_out import digit_by_digit, nato, spelled, spelled_email
from seatrial.core.errors import InvariantError
from seatrial.core.events import Json
from seatrial.text.context import resolve_locale

VALUE_CHARS_MAX = 200
ITEMS_MAX = 10

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^\W\d]\w*(?:\.[^\W\d]\w*)*)\}|[{}]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?", re.ASCII)
_PHONE = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)

_COUNTRY_CODES = {"GB": "44", "US": "1", "CA": "1", "ES": "34", "IE": "353", "AU": "61", "NZ": "64", "MX": "52"}
_TWO_DIGIT_CODES = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 "
    "91 92 93 94 95 98".split()
)
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
# One of it, several, hundredths.
_MONEY_EN = {
    "GBP": ("pound", "pounds", "pence"),
    "USD": ("dollar", "dollars", "cents"),
    "EUR": ("euro", "euros", "cents"),
}
_MONEY_ES = {
    "GBP": ("libra", "libras", "peniques"),
    "USD": ("dólar", "dólares", "centavos"),
    "EUR": ("euro", "euros", "céntimos"),
}


class _Manner(NamedTuple):
    locale: str
    spanish: bool
    spoken: bool
    now: datetime | None


# -- values ---------------------------------------------------------------------------------------------------------


def render(slot: Slot, value: Json, *, locale: str, channel: str, now: datetime | None) -> str:
    """Return a slot's value as the agent says it ("speech") or writes it (any other channel).

    Args:
        slot: Whose value it is; its type decides.
        value: In the type's canonical form.
        locale: Such as ``en-GB``.
        channel: As in `SessionStarted`.
        now: The session's local time, for "today" and "tomorrow"; None to name dates in full.
    """
    manner = _manner(locale, channel, now)
    if slot.type == "choice" and isinstance(value, str):
        return _clean(slot.labels.get(value) or value.replace("_", " "))
    shown = _BY_TYPE.get(slot.type)
    text = shown(value, manner) if shown is not None else None
    return _fact(value, manner) if text is None else text


def render_fact(value: Json, *, locale: str, channel: str, now: datetime | None) -> str:
    """Return a value of no declared type, such as a tool's result, as the agent says it: told by its shape."""
    return _fact(value, _manner(locale, channel, now))


def read_back(slot: Slot, value: Json, *, locale: str, channel: str, now: datetime | None = None) -> str:
    """Return a value as it is read back to be confirmed: in the slot's `read_back` manner on speech, else plain."""
    if channel != "speech" or slot.read_back == "plain" or not isinstance(value, str):
        return render(slot, value, locale=locale, channel=channel, now=now)
    text = _clean(value)
    if "@" in text:
        return spelled_email(text, locale=locale)
    match slot.read_back:
        case "nato":
            return nato(text, locale=locale)
        case "spelled":
            letters = spelled(text, locale=locale)
            return f"{text}, {letters}" if slot.type == "person_name" else letters
        case _:
            return digit_by_digit(_phone(text, _manner(locale, channel, now)) or text, locale=locale)


def _manner(locale: str, channel: str, now: datetime | None) -> _Manner:
    return _Manner(locale, locale[:2].lower() == "es", channel == "speech", now)


def _clean(text: str) -> str:
    """Return one line of printable text, cut."""
    if len(text) <= VALUE_CHARS_MAX and text.isprintable():
        return text
    text = "".join(char if char.isprintable() else " " for char in text[: 2 * VALUE_CHARS_MAX])
    return " ".join(text.split())[:VALUE_CHARS_MAX]


def _fact(value: Any, manner: _Manner, depth: int = 0) -> str:
    match value:
        case str():
            return _plain(value, manner)
        case bool():
            return _yes_no(value, manner) or ""
        case int() | float() | Decimal():
            return _number(value, manner) or ""
        case datetime():
            return datetime_words(value, locale=manner.locale, spoken=manner.spoken, now=manner.now)
        case date():
            return date_words(value, locale=manner.locale, now=manner.now)
        case time():
            return time_words(value, locale=manner.locale, spoken=manner.spoken)
        case dict() | list() | tuple() if depth < 3:
            return _several(cast("dict[str, Any] | list[Any]", value), manner, depth)
        case _:
            return ""


def _several(value: dict[str, Any] | list[Any] | tuple[Any, ...], manner: _Manner, depth: int) -> str:
    if isinstance(value, dict):
        known = _money(value, manner) or _address(value, manner)
        if known:
            return known
        value = list(value.values())
    items = [text for item in value[:ITEMS_MAX] if (text := _fact(item, manner, depth + 1))]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {'y' if manner.spanish else 'and'} {items[-1]}"


def _plain(text: str, manner: _Manner) -> str:
    """Return a text, or what it stands for in canonical form: a point in time, a telephone number."""
    if text[:1].isdecimal() or text[:1] == "+":
        shown = None
        if _DATETIME.fullmatch(text):
            shown = _datetime(text, manner)
        elif _DATE.fullmatch(text):
            shown = _date(text, manner)
        elif _TIME.fullmatch(text):
            shown = _time(text, manner)
        elif _PHONE.fullmatch(text):
            shown = _phone(text, manner)
        if shown is not None:
            return shown
    return _clean(text)


def _date(value: Any, manner: _Manner) -> str | None:
    try:
        return date_words(date.fromisoformat(value), locale=manner.locale, now=manner.now)
    except (TypeError, ValueError):
        return None


def _time(value: Any, manner: _Manner) -> str | None:
    try:
        return time_words(time.fromisoformat(value), locale=manner.locale, spoken=manner.spoken)
    except (TypeError, ValueError):
        return None


def _datetime(value: Any, manner: _Manner) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return datetime_words(moment, locale=manner.locale, spoken=manner.spoken, now=manner.now)


def _yes_no(value: Any, manner: _Manner) -> str | None:
    if not isinstance(value, bool):
        return None
    return ("sí" if manner.spanish else "yes") if value else "no"


def _number(value: Any, manner: _Manner) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    text = f"{value:.12g}" if isinstance(value, float) else _clean(str(value)[:VALUE_CHARS_MAX])
    return text.replace(".", ",") if resolve_locale(manner.locale).decimal_comma else text


def _money(value: Any, manner: _Manner) -> str | None:
    """Return ``60 pounds``, ``12 pounds 50``, ``50 pence``; written, ``£60`` or ``12,50 €``."""
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, Any]", value)
    currency = fields.get("currency")
    try:
        amount = Decimal(str(fields.get("amount")))
    except InvalidOperation:
        return None
    if not isinstance(currency, str) or not amount.is_finite() or abs(amount) >= 10**12:
        return None
    cents = int(abs(amount).quantize(Decimal("0.01")) * 100)
    whole, rest = divmod(cents, 100)
    comma = resolve_locale(manner.locale).decimal_comma
    grouped = f"{whole:,}".replace(",", ".") if comma else f"{whole:,}"
    minus = ("menos " if manner.spanish else "minus ") if amount < 0 else ""
    names = (_MONEY_ES if manner.spanish else _MONEY_EN).get(currency)
    if manner.spoken and names is not None:
        one, several, hundredths = names
        if whole == 0 and rest and currency == resolve_locale(manner.locale).currency:
            return f"{minus}{rest} {hundredths}"  # another country's are named: "0 euros 50"
        text = f"{minus}{grouped} {one if whole == 1 else several}"
        if 0 < rest < 10:  # "1 pound 05" is no way to speak
            return f"{text} {'con' if manner.spanish else 'and'} {rest} {hundredths}"
        return f"{text} {'con ' if manner.spanish else ''}{rest}" if rest else text
    figures = f"{grouped}{',' if comma else '.'}{rest:02d}" if rest else grouped
    sign = _SIGNS.get(currency)
    if sign is None:
        return f"{minus}{figures} {_clean(currency)}"
    return f"{minus}{figures} {sign}" if comma else f"{minus}{sign}{figures}"


def _phone(value: Any, manner: _Manner) -> str | None:
    """Return ``07700 900 123``: national where the number is from here, else with its country code."""
    if not isinstance(value, str) or not _PHONE.fullmatch(value):
        return None
    digits = value[1:]
    home = _COUNTRY_CODES.get(resolve_locale(manner.locale).region, "")
    if home and digits.startswith(home):
        return _national(home, digits[len(home) :])
    code = digits[0] if digits[0] in "17" else digits[:2] if digits[:2] in _TWO_DIGIT_CODES else digits[:3]
    return f"+{code} {_grouped(digits[len(code) :])}"


def _national(code: str, rest: str) -> str:
    if code == "44":
        rest = "0" + rest
        if len(rest) != 11:
            return f"{rest[:5]} {rest[5:]}"
        if rest.startswith("02"):
            return f"{rest[:3]} {rest[3:7]} {rest[7:]}"
        if rest.startswith("011") or rest[1:4:2] == "11":
            return f"{rest[:4]} {rest[4:7]} {rest[7:]}"
        return f"{rest[:5]} {rest[5:8]} {rest[8:]}"
    return _grouped(rest) if code in {"1", "34"} else f"+{code} {_grouped(rest)}"


def _grouped(digits: str) -> str:
    """Return groups of three; the last of four rather than one left over."""
    head = len(digits) - (len(digits) % 3 or 3) if len(digits) % 3 != 1 else len(digits) - 4
    groups = [digits[at : at + 3] for at in range(0, max(head, 0), 3)]
    return " ".join([*groups, digits[max(head, 0) :]])


def _address(value: Any, manner: _Manner) -> str | None:
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, Any]", value)
    line, city, state, code = (
        _clean(part) if isinstance(part := fields.get(name), str) else ""
        for name in ("line1", "city", "state", "postcode")
    )
    if not line:
        return None
    american = manner.locale[-2:].upper() == "US"
    tail = (" ".join(part for part in (state, code) if part),) if american else (state, code)
    return ", ".join(part for part in (line, city, *tail) if part)


def _spaced(value: Any, manner: _Manner) -> str | None:
    """Return digits one by one on speech, so that nobody hears "four thousand four hundred and seventeen"."""
    if not isinstance(value, str):
        return None
    text = _clean(value)
    return " ".join(text) if manner.spoken and text.isdecimal() else text


_BY_TYPE: Mapping[str, Callable[[Any, _Manner], str | None]] = {
    "phone": _phone,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "money": _money,
    "number": _number,
    "yes_no": _yes_no,
    "address": _address,
    "card_last4": _spaced,
    "us_zip": _spaced,
    "order_id": _spaced,
    "text": lambda value, _: _clean(value) if isinstance(value, str) else None,
    "person_name": lambda value, _: _clean(value) if isinstance(value, str) else None,
}


# -- wording --------------------------------------------------------------------------------------------------------


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a wording with its placeholders replaced, in one pass: what a value contains is never looked into.

    Raises:
        InvariantError: A value is missing or a brace is stray; the compiler lets no such wording through.
    """
    pieces, names = _compiled(template)
    if not names:
        return pieces[0]
    try:
        filled = [piece + values[name] for piece, name in zip(pieces, names, strict=False)]
    except KeyError as missing:
        raise InvariantError(f"Nothing to put for {missing} in {template!r}.", code="rendering.missing") from missing
    return "".join(filled) + pieces[-1]


def placeholders(template: str) -> tuple[str, ...]:
    """Return the names a wording asks for, in order, repetitions included."""
    return _compiled(template)[1]


@lru_cache(maxsize=4_096)
def _compiled(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts around a wording's placeholders, one more than there are, and their names."""
    pieces: list[str] = []
    names: list[str] = []
    text, end = "", 0
    for match in _PLACEHOLDER.finditer(template):
        text += template[end : match.start()]
        end = match.end()
        name, found = match[1], match[0]
        if name is not None:
            pieces.append(text)
            names.append(name)
            text = ""
        elif len(found) == 2:
            text += found[0]
        else:
            raise InvariantError(f"A brace in {template!r} has no partner.", code="rendering.brace")
    return (*pieces, text + template[end:]), tuple(names)
