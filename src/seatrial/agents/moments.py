"""Dates and clock times as people say and write them, in English and Spanish.

Words only; it knows nothing of slots. Unknown languages get English. Called by `rendering`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_ES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_HOURS_EN = (
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
)  # fmt: skip
_HOURS_ES = ("doce", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once")
_MINUTES_EN = {5: "five", 10: "ten", 15: "quarter", 20: "twenty"}  # "twenty-five to" is harder than "6:35"
_MINUTES_ES = {5: "cinco", 10: "diez", 15: "cuarto", 20: "veinte", 25: "veinticinco"}

_NEXT_OF_ITS_NAME_DAYS = 360
"""A day of a month needs no year while it is the next one of its name, and not the one just gone."""


def date_words(day: date, *, locale: str, now: datetime | None) -> str:
    """Return a date: ``Friday 21 August``, ``Friday, August 21``, ``el viernes 21 de agosto``, ``tomorrow``.

    Args:
        day: The date.
        locale: Decides language and order.
        now: For "today" and "tomorrow", and to leave out a year that goes without saying; None for neither.
    """
    spanish = locale[:2].lower() == "es"
    ahead = None if now is None else day - now.date()
    if ahead == timedelta(0):
        return "hoy" if spanish else "today"
    if ahead == timedelta(1):
        return "mañana" if spanish else "tomorrow"
    with_year = ahead is None or not 0 < ahead.days < _NEXT_OF_ITS_NAME_DAYS
    if spanish:
        text = f"el {_WEEKDAYS_ES[day.weekday()]} {day.day} de {_MONTHS_ES[day.month - 1]}"
        return f"{text} de {day.year}" if with_year else text
    weekday, month = _WEEKDAYS_EN[day.weekday()], _MONTHS_EN[day.month - 1]
    if locale[-2:].upper() == "US":
        text = f"{weekday}, {month} {day.day}"
        return f"{text}, {day.year}" if with_year else text
    text = f"{weekday} {day.day} {month}"
    return f"{text} {day.year}" if with_year else text


def time_words(clock: time, *, locale: str, spoken: bool) -> str:
    """Return a clock time: ``half past four in the afternoon``, ``4:30 pm``, ``las cuatro y media de la tarde``."""
    if locale[:2].lower() == "es":
        return _time_es(clock.hour, clock.minute, spoken=spoken)
    american = locale[-2:].upper() == "US"
    if (clock.hour, clock.minute) == (12, 0):
        return "noon" if american else "midday"
    if spoken and not american:
        words = _time_en(clock.hour, clock.minute)
        if words:
            return words
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes} {'am' if clock.hour < 12 else 'pm'}"


def datetime_words(moment: datetime, *, locale: str, spoken: bool, now: datetime | None) -> str:
    """Return a date and a clock time: ``tomorrow at half past four in the afternoon``."""
    day = date_words(moment.date(), locale=locale, now=now)
    clock = time_words(moment.time(), locale=locale, spoken=spoken)
    return f"{day} {'a' if locale[:2].lower() == 'es' else 'at'} {clock}"


def _time_en(hour: int, minute: int) -> str:
    """Return a British clock time in words; empty where digits are clearer: around midnight, "6:35", "6:37"."""
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    past = minute <= 30
    named = _HOURS_EN[(hour if past else hour + 1) % 12]
    if hour == 0 or (hour == 23 and not past):
        return ""
    if minute == 0:
        return f"{named} o'clock {part}"
    if minute == 30:
        return f"half past {named} {part}"
    words = _MINUTES_EN.get(minute if past else 60 - minute)
    return f"{words} {'past' if past else 'to'} {named} {part}" if words else ""


def _time_es(hour: int, minute: int, *, spoken: bool) -> str:
    part = "de la mañana" if hour < 12 else "de la tarde" if hour < 20 else "de la noche"
    past = minute <= 30
    shown = hour if past else hour + 1
    words = _MINUTES_ES.get(minute if past else 60 - minute)
    if not spoken or hour == 0 or shown == 24 or (minute not in {0, 30} and not words):
        return f"{'la' if hour == 1 else 'las'} {hour:02d}:{minute:02d}"
    named = f"{'la' if shown % 12 == 1 else 'las'} {_HOURS_ES[shown % 12]}"
    if minute == 0:
        return f"{named} {part}"
    if minute == 30:
        return f"{named} y media {part}"
    return f"{named} {'y' if past else 'menos'} {words} {part}"
