"""Finds Spanish clock readings: "a las cuatro y media", "las cinco menos cuarto", "a mediodía", "dentro de dos horas".

`scan_clock` reads the longest clock reading that begins at one word; `scan_day_part` tells "mañana" the morning from
"mañana" the next day. Called by `mentions` at every word.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec.structs import replace

from seatrial.text.clock_numeric import STRETCH, clock, figures_together, scan_figures
from seatrial.text.clock_parts import ClockParts, Mention
from seatrial.text.data import calendar_words as data
from seatrial.text.date_parts import DateParts
from seatrial.text.reading import Reading

Found: TypeAlias = tuple[ClockParts, int] | None

_NAMED: dict[str, int] = {"mediodia": 12, "medianoche": 0}
_ARTICLES = frozenset({"las", "la"})
_CUES = frozenset("las la sobre hacia o u y a entre no perdon digo mejor espera decir dicho".split())
_MAY_FOLLOW = frozenset(
    "de del por si gracias porfa y o u no espera perdon mejor digo esta estaria me va vale en a el los este manana hoy "
    "pasado que seria puede podria para hasta lunes martes miercoles jueves viernes sabado domingo mas aproximadamente "
    "perfecto bien".split()
)
_HALVES = frozenset({"manana", "tarde", "noche"})
_PART_LEADS = frozenset({"la", "las", "por", "en"})


def scan_day_part(reading: Reading, at: int) -> Mention | None:
    """Read "Por la mañana", "de la tarde", "esta noche"; "mañana" without an article is the next day."""
    words = reading.words
    word = words[at]
    part = data.DAY_PARTS_ES.get(word)
    if part is None:
        if word == "esta" and (part := data.DAY_PARTS_ES.get(words[at + 1])) is not None:
            today = DateParts(on=reading.today)
            return Mention(start=at, end=at + 2, date=today, part="tonight" if part == "night" else part)
        return None
    before = words[at - 1]
    if before in {"buenas", "buena"} or (word == "manana" and before not in _PART_LEADS):
        return None
    if word == "tarde" and before in {"mas", "muy", "demasiado"}:
        return None
    return Mention(start=at, end=at + 1, part=part)


def scan_clock(reading: Reading, at: int, *, beside: bool) -> Found:
    """Return the clock reading that begins at word `at` and where it ends, or None."""
    words = reading.words
    word = words[at]
    if word[0].isdecimal():
        found = scan_figures(reading, at)
        if found is not None:
            return _finish(reading, found)
        if (parts := figures_together(word)) is not None:
            said = words[at + 1] in {"horas", "h"} or reading.asked or words[at - 1] in _ARTICLES
            return _finish(reading, (parts, at + 1)) if said else None
    if word in _NAMED:
        return ClockParts(hour=_NAMED[word], fixed=True), at + 1
    if word in {"un", "cuarto"}:
        quarter = at + 2 if word == "un" and words[at + 1] == "cuarto" else at + 1 if word == "cuarto" else 0
        if quarter:
            return _minutes_to(reading, 15, quarter)
    number = reading.cardinal(at)
    return None if number is None else _hour_led(reading, at, number, beside=beside)


def scan_moment(reading: Reading, at: int) -> tuple[datetime, int] | None:
    """Read "En media hora", "dentro de dos horas y media", "en 20 minutos"."""
    words = reading.words
    if words[at] == "dentro" and words[at + 1] == "de":
        begin = at + 2
    elif words[at] == "en":
        begin = at + 1
    else:
        return None
    if words[begin] in {"unos", "unas"}:
        begin += 1
    span = _span_minutes(reading, begin)
    if span is None:
        return None
    moment = reading.plus_minutes(span[0])
    return None if moment is None else (moment, span[1])


def _span_minutes(reading: Reading, at: int) -> tuple[int, int] | None:
    words = reading.words
    if reading.matches(at, ("media", "hora")):
        return 30, at + 2
    if reading.matches(at, ("un", "cuarto", "de", "hora")):
        return 15, at + 4
    if reading.matches(at, ("tres", "cuartos", "de", "hora")):
        return 45, at + 4
    number = reading.cardinal(at)
    unit = data.UNIT_MINUTES_ES.get(words[number[1]]) if number is not None else None
    if number is None or unit is None:
        return None
    end = number[1] + 1
    if unit == 60 and words[end] == "y" and words[end + 1] in {"media", "cuarto"}:
        return number[0] * 60 + (30 if words[end + 1] == "media" else 15), end + 2
    return number[0] * unit, end


def _hour_led(reading: Reading, at: int, number: tuple[int, int], *, beside: bool) -> Found:
    """What follows an hour: "y media", "menos cuarto", "treinta", "en punto", "horas" or nothing."""
    words = reading.words
    value, end = number
    to = end + 1 if words[end] in {"minutos", "minuto"} else end
    if words[to] == "para" and words[to + 1] in _ARTICLES and 0 < value < 30:
        return _minutes_to(reading, value, to)
    if _ends_stretch(reading, at, end):
        return STRETCH, end
    if words[end] == "y" and words[end + 1] == "pico":
        return STRETCH, end + 2
    parts = clock(value, 0)
    if parts is None:
        return None
    said = words[at - 1] in _ARTICLES
    minutes = _minutes(reading, end)
    if minutes is not None and _is_free(reading, at, minutes[1]) and (said or beside or reading.asked):
        return _finish(reading, (_offset(parts, minutes[0]), minutes[1]))
    if words[end] == "en" and words[end + 1] == "punto":
        return _finish(reading, (parts, end + 2))
    if words[end] in {"horas", "h", "hs"}:
        glued_minutes = words[end + 1].isdecimal() and len(words[end + 1]) == 2 and int(words[end + 1]) < 60
        if glued_minutes:
            return replace(parts, minute=int(words[end + 1])), end + 2
        # "dos horas" is a length; "las quince horas" a time
        return _finish(reading, (parts, end + 1)) if said or words[end] != "horas" else None
    finished = _finish(reading, (replace(parts, bare=True), end))
    if finished is not None and finished[0].pm is not None:
        return finished
    beside = beside or (words[at - 1] == "a" and _names_half(words, end))  # "a una de la tarde": no article was heard
    return finished if _is_bare_time(reading, at, end, beside=beside) else None


def _names_half(words: Sequence[str], at: int) -> bool:
    return words[at] == "de" and words[at + 1] == "la" and words[at + 2] in _HALVES


def _minutes_to(reading: Reading, minutes: int, at: int) -> Found:
    """Read "Cuarto para las cinco", "diez para las cuatro"."""
    words = reading.words
    if words[at] != "para" or words[at + 1] not in _ARTICLES:
        return None
    hour = reading.cardinal(at + 2)
    parts = clock(hour[0], 0) if hour is not None else None
    return None if parts is None or hour is None else _finish(reading, (_offset(parts, -minutes), hour[1]))


def _minutes(reading: Reading, at: int) -> tuple[int, int] | None:
    """Minutes after an hour, negative after "menos"."""
    words = reading.words
    if words[at] in {"y", "menos"}:
        start = at + 2 if words[at + 1] == "un" and words[at + 2] == "cuarto" else at + 1
        sign = 1 if words[at] == "y" else -1
        if words[start] == "media" and sign > 0:
            return 30, start + 1
        if words[start] == "cuarto":
            return 15 * sign, start + 1
        if words[start] == "pico" and sign > 0:
            return None
        number = reading.cardinal(start)
        if number is None or not 1 <= number[0] <= 59:
            return None
        return number[0] * sign, number[1] + (words[number[1]] in {"minutos", "minuto"})
    number = reading.cardinal(at)
    if number is None or not 10 <= number[0] <= 59 or words[number[1]] in {"de", "personas"}:
        return None
    return number


def _offset(hour: ClockParts, minutes: int) -> ClockParts:
    if minutes >= 0:
        return replace(hour, minute=minutes)
    before = hour.hour - 1
    return replace(hour, hour=before % 24 if hour.fixed else before or 12, minute=60 + minutes)


def _finish(reading: Reading, found: tuple[ClockParts, int]) -> Found:
    words = reading.words
    parts, end = found
    if words[end] == "en" and words[end + 1] == "punto":
        end += 2
    if words[end] in {"horas", "h", "hs"}:
        end += 1
    pm = data.MERIDIEMS_EN.get(words[end])
    if pm is not None:
        return replace(parts, pm=pm, bare=False), end + 1
    if words[end] in {"a", "p"} and words[end + 1] == "m":
        return replace(parts, pm=words[end] == "p", bare=False), end + 2
    if words[end] == "del" and words[end + 1] == "mediodia":
        return replace(parts, pm=True), end + 2
    return parts, end


def _ends_stretch(reading: Reading, at: int, end: int) -> bool:
    """Read "De dos a cuatro"."""
    words = reading.words
    start = at - 1 if words[at - 1] in _ARTICLES else at
    lead = words[start - 1] if start > 0 else ""
    follows = words[end] == "a" and reading.cardinal(end + 2 if words[end + 1] in _ARTICLES else end + 1) is not None
    return follows and lead in {"de", "desde"}


def _is_free(reading: Reading, at: int, end: int) -> bool:
    before = reading.words[at - 1] if at else ""
    return not before.isdecimal() and reading.cardinal(end) is None


def _is_bare_time(reading: Reading, at: int, end: int, *, beside: bool) -> bool:
    following = reading.words[end]
    if following and following not in _MAY_FOLLOW:
        return False
    before = reading.words[at - 1] if at else ""
    if beside or before in _ARTICLES:
        return True
    return reading.asked and (not before or before in _CUES)


STARTERS = frozenset({*data.CARDINALS_ES, *_NAMED, "cuarto", "en", "dentro", "esta"})
