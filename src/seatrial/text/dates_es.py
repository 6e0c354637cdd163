"""Finds Spanish date phrases: "el veintiuno de agosto", "pasado mañana", "dentro de dos semanas".

`scan_date` reads the longest date phrase that begins at one word. Words are folded, so "mañana" is "manana". "El
próximo viernes" and "el viernes que viene" are the coming Friday. Called by `mentions` at every word.
"""

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from seatrial.text.data import calendar_words as data
from seatrial.text.date_parts import LAST, LAST_DAY, DateParts, add_months
from seatrial.text.dates_numeric import scan_numeric
from seatrial.text.reading import Reading

Found: TypeAlias = tuple[DateParts, int] | None

_MONTHS = data.MONTHS_ES
_WEEKDAYS = data.WEEKDAYS_ES
_NEXT = frozenset({"proximo", "proxima"})
_AFTER_DAY = frozenset(
    "por a de del si esta estaria me vale porfa gracias va o u y no espera mejor perdon digo a en que entre sobre "
    "seria puede podria para hacia este manana temprano tarde las la al".split()
)


def scan_date(reading: Reading, at: int) -> Found:
    """Return the date phrase that begins at word `at` and where it ends, or None."""
    word = reading.words[at]
    if word[0].isdecimal():
        return scan_numeric(reading, at) or _day_month(reading, at)
    handler = _HANDLERS.get(word)
    return handler(reading, at) if handler is not None else None


def _el(reading: Reading, at: int) -> Found:
    words = reading.words
    start = at + 2 if words[at + 1] == "dia" else at + 1
    following = words[start]
    if following in _WEEKDAYS or following in _NEXT or following in {"ultimo", "proximo", "mes", "fin", "final"}:
        return _HANDLERS[following](reading, start)
    if following in data.NTH_ES and words[start + 1] in _WEEKDAYS:
        return _nth(reading, start)
    found = _day_month(reading, start)
    if found is not None:
        return found
    day = _day_number(reading, start)
    if day is None:
        return None
    value, end = day
    found = _of_month(reading, DateParts(day=value), end)
    if found is not None:
        return found
    stands = start > at + 1 or not words[end] or words[end] in _AFTER_DAY or words[end] in _WEEKDAYS
    return (DateParts(day=value, vague=value > 31), end) if stands and value > 0 else None


def _del(reading: Reading, at: int) -> Found:
    """Read "Del mes que viene", "del próximo mes": a piece to be joined; "del 10 al 14" is a stretch."""
    opens = _day_number(reading, at + 1)
    if opens is not None and reading.words[opens[1]] == "al":
        closes = _el(reading, opens[1])
        return None if closes is None else (DateParts(vague=True), closes[1])
    return _of_month_piece(reading, at)


def _day_number(reading: Reading, at: int) -> tuple[int, int] | None:
    ordinal = data.DAY_ORDINALS_ES.get(reading.words[at])
    return (ordinal, at + 1) if ordinal is not None else reading.cardinal(at)


def _day_month(reading: Reading, at: int) -> Found:
    """Read "Veintiuno de agosto (de dos mil veintisiete)", "21 agosto", "primero de mayo"."""
    day = _day_number(reading, at)
    if day is None:
        return None
    value, end = day
    words = reading.words
    if words[end] in {"o", "er"} and reading.glued[end]:  # 1º is folded to "1o"
        end += 1
    start = end + 1 if words[end] in {"de", "del"} else end
    if words[start] == "mes" and words[start + 1] == "de":
        start += 2
    if words[start] not in _MONTHS:
        return None
    return _with_year(reading, DateParts(day=value, month=_MONTHS[words[start]]), start + 1)


def _with_year(reading: Reading, parts: DateParts, at: int) -> tuple[DateParts, int]:
    words = reading.words
    start = at + 1 if words[at] in {"de", "del"} else at
    if words[start] == "ano":
        start += 1
        if words[start] == "que" and words[start + 1] == "viene":
            return replace(parts, year=reading.today.year + 1), start + 2
    if words[start] == "proximo" and words[start + 1] == "ano":
        return replace(parts, year=reading.today.year + 1), start + 2
    if words[start] == "este" and words[start + 1] == "ano":
        return replace(parts, year=reading.today.year), start + 2
    year = reading.year(start)
    return (parts, at) if year is None else (replace(parts, year=year[0]), year[1])


def _of_month(reading: Reading, parts: DateParts, at: int) -> Found:
    """Add "del mes", "de este mes", "del mes que viene", "del próximo mes", "de agosto" to `parts`."""
    words = reading.words
    if words[at] not in {"de", "del"}:
        return None
    if words[at + 1] in _MONTHS:
        return _with_year(reading, replace(parts, month=_MONTHS[words[at + 1]]), at + 2)
    piece = _of_month_piece(reading, at)
    if piece is None:
        return None
    month, end = piece
    return replace(parts, month_shift=month.month_shift, recurring_month=month.recurring_month), end


def _of_month_piece(reading: Reading, at: int) -> Found:
    words = reading.words
    start = at + 1 if words[at] in {"de", "del"} else at
    if words[start] in {"este", "proximo"} and words[start + 1] == "mes":
        return DateParts(month_shift=0 if words[start] == "este" else 1), start + 2
    if words[start] != "mes":
        return None
    if words[start + 1] == "que" and words[start + 2] in {"viene", "entra"}:
        return DateParts(month_shift=1), start + 3
    if words[start + 1] in {"proximo", "siguiente"}:
        return DateParts(month_shift=1), start + 2
    return (DateParts(recurring_month=True), start + 1) if start > at else None


def _number(reading: Reading, at: int) -> Found:
    return _day_month(reading, at)


def _nth(reading: Reading, at: int) -> Found:
    """Read "Primer viernes del mes", "último lunes de agosto", "último día del mes"."""
    words = reading.words
    nth = data.NTH_ES[words[at]]
    if words[at + 1] in _WEEKDAYS:
        parts = DateParts(weekday=_WEEKDAYS[words[at + 1]], nth=nth)
        return _of_month(reading, parts, at + 2) or (parts, at + 2)
    if words[at + 1] == "dia" and nth == LAST:
        return _of_month(reading, DateParts(day=LAST_DAY), at + 2)
    return _day_month(reading, at)


def _end(reading: Reading, at: int) -> Found:
    """Read "Fin de mes", "final de agosto"; "a finales de" is vague."""
    words = reading.words
    if words[at + 1] == "de" and words[at + 2] == "mes" and words[at + 3] != "que":
        return DateParts(day=LAST_DAY, recurring_month=True), at + 3
    if words[at + 1] in {"de", "del"} and words[at + 2] == "ano":
        return DateParts(day=31, month=12), at + 3
    return _of_month(reading, DateParts(day=LAST_DAY), at + 1)


def _weekday(reading: Reading, at: int) -> Found:
    words = reading.words
    parts = DateParts(weekday=_WEEKDAYS[words[at]])
    end = at + 1
    following = words[end]
    if following == "que" and words[end + 1] in {"viene", "entra"}:
        return parts, end + 2
    if following in {"proximo", "siguiente"}:
        return parts, end + 1
    if (day := _day_number(reading, end)) is not None and 1 < day[0] <= 31 and _ends_day(words[day[1]]):
        return replace(parts, day=day[0]), day[1]
    if following == "en" and words[end + 1] in {"ocho", "8"}:
        return parts.shifted(7), end + (3 if words[end + 2] == "dias" else 2)
    if following == "pasado":
        return DateParts(on=reading.plus_days(-1)), end + 1
    if following in {"de", "dentro"}:
        week = _week(reading, end + 1) if following == "de" else None
        if week is not None:
            return replace(parts, week=week[0].week), week[1]
    return parts, end


def _ends_day(word: str) -> bool:
    """Whether a number after a weekday is its day: "jueves 12 a las diez", not "jueves 12 horas"."""
    return not word or (word in _AFTER_DAY and word not in {"o", "u", "y", "de", "la", "al", "en"})


def _week(reading: Reading, at: int) -> Found:
    """Read "La semana que viene", "esta semana", "la próxima semana"."""
    words = reading.words
    start = at + 1 if words[at] == "la" else at
    if words[start] == "esta" and words[start + 1] == "semana":
        return DateParts(week=0), start + 2
    if words[start] in _NEXT and words[start + 1] == "semana":
        return DateParts(week=1), start + 2
    if words[start] != "semana":
        return None
    if words[start + 1] == "que" and words[start + 2] in {"viene", "entra"}:
        return DateParts(week=1), start + 3
    if words[start + 1] in {"proxima", "siguiente"}:
        return DateParts(week=1), start + 2
    if words[start + 1] == "pasada":
        return DateParts(on=reading.plus_days(-1)), start + 2
    return (DateParts(vague=True), start + 1) if words[start + 1] in {"del", "de"} else None


def _next(reading: Reading, at: int) -> Found:
    words = reading.words
    if words[at + 1] in _WEEKDAYS:
        return DateParts(weekday=_WEEKDAYS[words[at + 1]]), at + 2
    if words[at + 1] == "dia":
        day = _day_number(reading, at + 2)
        return None if day is None else (DateParts(day=day[0]), day[1])
    return _week(reading, at) or _of_month_piece(reading, at)


def _este(reading: Reading, at: int) -> Found:
    words = reading.words
    if words[at + 1] in _WEEKDAYS:
        return DateParts(weekday=_WEEKDAYS[words[at + 1]], this=True), at + 2
    return _of_month_piece(reading, at)


def _relative_day(reading: Reading, at: int) -> Found:
    words = reading.words
    if words[at] == "pasado":
        if words[at + 1] in _WEEKDAYS:
            return DateParts(on=reading.plus_days(-1)), at + 2
        if words[at + 1] != "manana":
            return None
        return DateParts(on=reading.plus_days(2)), at + 2
    if words[at + 1] == "en" and words[at + 2] in {"ocho", "8"}:  # "de mañana en ocho"
        return DateParts(on=reading.plus_days(7 if words[at] == "hoy" else 8)), at + 3
    return DateParts(on=reading.plus_days(0 if words[at] == "hoy" else 1)), at + 1


def _gone(reading: Reading, at: int) -> Found:
    return DateParts(on=reading.plus_days(-1)), at + 1


def _in(reading: Reading, at: int) -> Found:
    """Read "Dentro de dos semanas", "en tres días", "de aquí a una semana", "de hoy en ocho"."""
    words = reading.words
    if words[at] == "dentro":
        begin = at + 2 if words[at + 1] == "de" else at + 1
    elif words[at] == "de":
        if words[at + 1] in {"aqui", "hoy"} and words[at + 2] in {"a", "en"}:
            begin = at + 3
            if words[begin] in {"ocho", "quince"} and words[begin + 1] != "semanas":
                weeks = 1 if words[begin] == "ocho" else 2
                return DateParts(weeks_ahead=weeks), begin + (2 if words[begin + 1] == "dias" else 1)
        else:
            return _of_month_piece(reading, at)
    else:
        begin = at + 1
    if words[begin] in _MONTHS:
        return _with_year(reading, DateParts(month=_MONTHS[words[begin]]), begin + 1)
    return _ahead(reading, begin)


def _ahead(reading: Reading, at: int) -> Found:
    count = reading.cardinal(at)
    if count is None:
        return None
    number, end = count
    unit = reading.words[end]
    if unit in data.UNIT_MONTHS_ES:
        day = add_months(reading.today, number * data.UNIT_MONTHS_ES[unit])
        return None if day is None else (DateParts(on=day), end + 1)
    days = number * data.UNIT_DAYS_ES.get(unit, 0)
    if not days:
        return None
    if unit not in {"dia", "dias"}:
        return DateParts(weeks_ahead=days // 7), end + 1
    return DateParts(on=reading.plus_days(days)), end + 1


def _month(reading: Reading, at: int) -> Found:
    parts, end = _with_year(reading, DateParts(month=_MONTHS[reading.words[at]]), at + 1)
    return parts, end


def _feast(reading: Reading, at: int) -> Found:
    for length in (3, 2, 1):
        feast = data.FEASTS_ES.get(tuple(reading.words[at : at + length]))
        if feast is not None:
            return _with_year(reading, DateParts(month=feast[0], day=feast[1]), at + length)
    return None


_HANDLERS: dict[str, Callable[[Reading, int], Found]] = {
    **dict.fromkeys(data.CARDINALS_ES, _number),
    **dict.fromkeys(data.NTH_ES, _nth),
    **dict.fromkeys(_WEEKDAYS, _weekday),
    **dict.fromkeys(_MONTHS, _month),
    **dict.fromkeys((phrase[0] for phrase in data.FEASTS_ES), _feast),
    **dict.fromkeys(_NEXT, _next),
    "el": _el,
    "al": _el,
    "del": _del,
    "dia": lambda reading, at: _el(reading, at - 1),
    "este": _este,
    "esta": _week,
    "la": _week,
    "semana": _week,
    "mes": _of_month_piece,
    "fin": _end,
    "final": _end,
    "hoy": _relative_day,
    "manana": _relative_day,
    "pasado": _relative_day,
    "ayer": _gone,
    "anteayer": _gone,
    "dentro": _in,
    "en": _in,
    "de": _in,
}
STARTERS = frozenset(_HANDLERS)
