"""How people say and write the values of facts in Spanish: telephone numbers in pairs, "arroba", "las cinco y media".

Words are what a recogniser prints. Which of several ways is taken is decided by numbers passed in. Called by `saying`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from seatrial.simulation.facts import Fact

PAUSE = "/"
_PAIRS_FROM = 0.45
"""Below it people give a telephone number digit by digit; above it in twos, after the first one or three."""


class Manner(Protocol):
    """How somebody says it this time; see `saying.Manner`."""

    @property
    def choice(self) -> float:
        """As there."""
        ...

    @property
    def doubles(self) -> bool:
        """As there."""
        ...

    @property
    def spelled(self) -> bool:
        """As there."""
        ...

    @property
    def alphabet(self) -> str:
        """As there."""
        ...


class Words(Protocol):
    """The language's words; see `saying.SpokenWords`."""

    @property
    def digits(self) -> Mapping[str, Sequence[str]]:
        """As there."""
        ...

    @property
    def double(self) -> str:
        """As there."""
        ...

    @property
    def small(self) -> Sequence[str]:
        """As there."""
        ...

    @property
    def tens(self) -> Sequence[str]:
        """As there."""
        ...

    @property
    def weekdays(self) -> Sequence[str]:
        """As there."""
        ...

    @property
    def months(self) -> Sequence[str]:
        """As there."""
        ...


def say_number_es(number: int, words: Words) -> list[str]:
    """Return a number below a hundred in words."""
    if number < 30:
        return [words.small[number]]
    unit = number % 10
    return [words.tens[number // 10], *(["y", words.small[unit]] if unit else [])]


def say_phone_es(key: str, manner: Manner, words: Words) -> list[str]:
    """Return a telephone number: digit by digit in threes, or "seis doce, treinta y cuatro ..."."""
    if len(key) != 9 or manner.spelled or manner.choice < _PAIRS_FROM:
        groups = [key[at : at + 3] for at in range(0, len(key), 3)]
        return _joined([_digit_by_digit(group, words) for group in groups])
    sizes = (1, 2, 2, 2, 2) if manner.choice < 0.75 else (3, 2, 2, 2)
    said: list[list[str]] = []
    at = 0
    for size in sizes:
        said.append(_group(key[at : at + size], manner, words))
        at += size
    if manner.choice >= 0.9:
        return [word for group in said for word in group]
    return [*_joined(said[:2]), PAUSE, *_joined(said[2:])]


def _group(digits: str, manner: Manner, words: Words) -> list[str]:
    if len(digits) != 2 or digits[0] == "0":
        if manner.doubles and len(digits) == 2 and digits[0] == digits[1]:
            return [words.double, words.digits[digits[0]][0]]
        return _digit_by_digit(digits, words)
    return say_number_es(int(digits), words)


def _digit_by_digit(digits: str, words: Words) -> list[str]:
    return [words.digits[digit][0] if digit.isdigit() else digit for digit in digits]


def _joined(groups: Sequence[list[str]]) -> list[str]:
    said: list[str] = []
    for group in groups:
        said += ([PAUSE] if said else []) + group
    return said


def say_moment_es(fact: Fact, manner: Manner, now: datetime, words: Words) -> list[str]:
    """Return a day, a time of day, or both."""
    moment = fact.moment
    if moment is None:
        return fact.value.lower().split()
    if fact.type == "time":
        return say_clock_es(moment, manner, words)
    day = say_day_es(moment, manner, now, words)
    if fact.type == "date":
        return day
    if day == ["mañana"] and moment.hour < 12 and manner.choice > 0.85:
        day = ["mañana", "por", "la", "mañana"]
    return [*day, "a", *say_clock_es(moment, manner, words)]


def say_day_es(moment: datetime, manner: Manner, now: datetime, words: Words) -> list[str]:
    """Return a day: "mañana", "el viernes", "el veintiuno de agosto"."""
    ahead = (moment.date() - now.date()).days
    if 0 <= ahead <= 2 and manner.choice < 0.8:
        return [["hoy"], ["mañana"], ["pasado", "mañana"]][ahead]
    weekday = words.weekdays[moment.weekday()]
    if 1 <= ahead <= 6:
        return ["el", weekday]
    day = say_number_es(moment.day, words)
    if manner.choice < 0.3:
        return ["el", weekday, *day, "de", words.months[moment.month]]
    return ["el", *day, "de", words.months[moment.month]]


def say_clock_es(moment: datetime, manner: Manner, words: Words) -> list[str]:
    """Return a time of day; never one that could be the other half of the day."""
    hour, minute = moment.hour, moment.minute
    part = _part(hour, manner)
    to = minute > 30 and minute % 5 == 0 and manner.choice < 0.7
    named = (hour + to) % 12 or 12
    head = ["la", "una"] if named == 1 else ["las", words.small[named]]
    if minute == 0:
        return [*head, *part]
    if minute == 30:
        return [*head, "y", "media", *part]
    if to:
        rest = 60 - minute
        return [*head, "menos", *(["cuarto"] if rest == 15 else say_number_es(rest, words)), *part]
    if minute == 15:
        return [*head, "y", "cuarto", *part]
    return [*head, "y", *say_number_es(minute, words), *part]


def _part(hour: int, manner: Manner) -> list[str]:
    """Say which part of the day is meant, unless everybody would know."""
    if hour < 7 or hour >= 19:
        return ["de", "la", "noche" if hour >= 21 or hour < 1 else "tarde" if hour >= 19 else "madrugada"]
    if hour < 12:
        return ["de", "la", "mañana"] if manner.choice > 0.5 else []
    return ["de", "la", "tarde"] if hour > 12 and manner.choice > 0.6 else []


def write_value_es(fact: Fact, manner: Manner, now: datetime, words: Words) -> str:
    """Return a fact's value as people type it."""
    if fact.moment is not None:
        clock = f"{fact.moment.hour}:{fact.moment.minute:02d}"
        if manner.choice > 0.6 and fact.moment.minute == 0:
            clock = f"{fact.moment.hour}h"
        if fact.type == "time":
            return clock
        day = " ".join(say_day_es(fact.moment, manner, now, words))
        if fact.type == "date":
            return day
        return f"{day} a {'la' if fact.moment.hour == 1 else 'las'} {clock}"
    if fact.type == "phone":
        key = fact.key
        return f"{key[:3]} {key[3:6]} {key[6:]}" if manner.choice < 0.5 and len(key) == 9 else key
    return fact.value.replace("_", " ") if fact.type == "text" else fact.value
