"""Values that a person does not mean: the first part of one, or one that a bad memory or another wish puts first.

Each has the form of the right one, so that nothing but asking, reading back or listening on tells them apart. Pure.
Called by `quirks`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from seatrial.simulation.facts import Fact

_CODE_CHARS_MIN = 6
"""Half of a shorter code or number may well be a whole one."""
_INWARD_LETTERS = "abdefghjlnpqrstuwxyz"
"""Letters that a British postcode ends in."""


def half_of(fact: Fact) -> Fact | None:
    """Return the first part of a fact, such that everybody hears that there is more to come; None if there is none."""
    if fact.sayings:
        return None
    key = fact.key
    if fact.type == "phone" or (fact.type in {"digits", "code"} and len(key) >= _CODE_CHARS_MIN):
        kept = key[: len(key) // 2]
        return replace(fact, value=kept, key=kept, others=())
    if fact.type == "postcode" and len(key) > 3:
        kept = key[:-3]
        return replace(fact, type="digits" if kept.isdigit() else "code", value=kept, key=kept, others=())
    if fact.type == "email":
        kept = key.partition("@")[0] + "@"
        return replace(fact, value=kept, key=kept, others=())
    if fact.type == "datetime":
        return replace(fact, type="date", others=())
    number, _, street = fact.value.partition(" ")
    if fact.topic == "address" and street and number.isdigit():
        return Fact(fact.name, fact.topic, "text", number, number)
    return None


def remembered_wrongly(fact: Fact) -> Fact | None:
    """Return a fact with a value that people take for theirs: two digits swapped, an old mailbox; None if none.

    Only of kinds of which the person itself hears that another was read back: not of house numbers.
    """
    if fact.sayings or fact.moment is not None:
        return None
    key = fact.key
    if fact.type == "postcode" and not key[-1:].isdigit():
        other = _INWARD_LETTERS[(_INWARD_LETTERS.find(key[-1]) + 1) % len(_INWARD_LETTERS)]
        return _with(fact, key[:-1] + other)
    if fact.type in {"phone", "postcode", "digits", "code"} and len(key) >= 4 and key[-2:].isdigit():
        return _with(fact, key[:-2] + (key[-1] + key[-2] if key[-1] != key[-2] else key[-2] + _next(key[-1])))
    if fact.type == "email" and "@" in key:
        local, _, domain = key.partition("@")
        return _with(fact, f"{local}1@{domain}")
    return None


def another_day(fact: Fact) -> Fact | None:
    """Return a fact with the day after the one that it names; None if it names none."""
    if fact.moment is None or fact.type == "time":
        return None
    moment = fact.moment + timedelta(days=1)
    value = moment.date().isoformat() if fact.type == "date" else moment.strftime("%Y-%m-%dT%H:%M")
    return replace(fact, value=value, moment=moment, others=(), sayings=())


def _with(fact: Fact, value: str) -> Fact:
    return replace(fact, value=value, key=value, others=())


def _next(digit: str) -> str:
    return str((int(digit) + 1) % 10)
