"""How people say the values of facts: phone numbers, post codes, e-mail addresses, days and times, names.

Words are what a recogniser prints: lower case, no punctuation. A ``/`` among the words is where a speaker pauses.
Which of several ways is taken is decided by numbers passed in, never drawn here. Called by `surface`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from seatrial.simulation.data_files import load_data
from seatrial.simulation.facts import Fact
from seatrial.simulation.saying_es import say_moment_es, say_phone_es, write_value_es

PAUSE = "/"


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """One language's words for saying values."""

    language: str
    digits: Mapping[str, Sequence[str]]
    double: str
    triple: str
    small: Sequence[str]
    tens: Sequence[str]
    ordinals: Sequence[str]
    weekdays: Sequence[str]
    months: Sequence[str]
    nato: Mapping[str, str]
    homely: Mapping[str, str]
    symbols: Mapping[str, str]


@lru_cache(maxsize=8)
def spoken_words(language: str) -> SpokenWords:
    """Return a language's words.

    Raises:
        SpecError: No data for that language.
    """
    raw: dict[str, Any] = load_data(f"surfaces_{language}")
    return SpokenWords(
        language=language,
        digits=raw["digits"],
        double=raw["double"][0],
        triple=raw["triple"][0],
        small=raw["small"],
        tens=raw["tens"],
        ordinals=raw["ordinals"],
        weekdays=raw["weekdays"],
        months=raw["months"],
        nato=raw["nato"],
        homely=raw["homely"],
        symbols=raw["symbols"],
    )


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody says a value this time.

    Attributes:
        choice: In [0, 1): which of several ways.
        oh: Say "oh" for 0.
        doubles: Say "double" for two equal digits.
        spelled: Say it letter by letter.
        alphabet: Say "b for bravo", or "" for bare letters, or ``homely`` for words of one's own.
        month_first: As in the United States.
    """

    choice: float = 0.0
    oh: bool = True
    doubles: bool = True
    spelled: bool = False
    alphabet: str = ""
    month_first: bool = False


def say_value(fact: Fact, manner: Manner, now: datetime, words: SpokenWords) -> list[str]:
    """Return a fact's value in words.

    Args:
        fact: Whose value.
        manner: How it is said.
        now: When the conversation began, for "tomorrow".
        words: Of the person's language.
    """
    spanish = words.language == "es"
    if fact.moment is not None:
        return (say_moment_es if spanish else _say_moment)(fact, manner, now, words)
    if fact.type == "phone" and spanish:
        return say_phone_es(fact.key, manner, words)
    if fact.type == "phone":
        return _say_phone(fact.key, manner, words)
    if fact.type == "postcode":
        return _say_postcode(fact.key, manner, words)
    if fact.type == "email":
        return _say_email(fact.key, manner, words)
    if fact.type == "digits":
        return say_digits(fact.key, manner, words)
    if fact.type == "code":
        return _say_letters(fact.key, manner, words)
    if fact.type == "money":
        return say_number(int(fact.value), words) if fact.value.isdigit() and len(fact.value) <= 3 else [fact.value]
    if fact.type == "name" and manner.spelled:
        return _spell_name(fact.key, manner, words)
    return _plain(fact.value)


def say_digits(digits: str, manner: Manner, words: SpokenWords) -> list[str]:
    """Return digits one by one, with "double" and "triple" where the speaker uses them."""
    said: list[str] = []
    at = 0
    while at < len(digits):
        digit = digits[at]
        word = words.digits[digit][0 if manner.oh or len(words.digits[digit]) == 1 else 1]
        run = 1
        while manner.doubles and run < 3 and at + run < len(digits) and digits[at + run] == digit:
            run += 1
        if run == 3:
            said += [words.triple, word]
        elif run == 2:
            said += [words.double, word]
        else:
            said.append(word)
        at += run
    return said


def say_number(number: int, words: SpokenWords) -> list[str]:
    """Return a number below a thousand in words."""
    if number < 20:
        return [words.small[number]]
    if number < 100:
        return [words.tens[number // 10], *([words.small[number % 10]] if number % 10 else [])]
    rest = number % 100
    return [words.small[number // 100], "hundred", *(["and", *say_number(rest, words)] if rest else [])]


def _say_phone(key: str, manner: Manner, words: SpokenWords) -> list[str]:
    sizes = (5, 3, 3) if len(key) == 11 else (3, 3, 4) if len(key) == 10 else (len(key),)
    groups: list[str] = []
    at = 0
    for size in sizes:
        groups.append(key[at : at + size])
        at += size
    if at < len(key):
        groups[-1] += key[at:]
    said: list[str] = []
    for group in groups:
        said += ([PAUSE] if said else []) + say_digits(group, manner, words)
    return said


def _say_postcode(key: str, manner: Manner, words: SpokenWords) -> list[str]:
    if key.isdigit():
        return say_digits(key, manner, words)
    if not manner.spelled and manner.choice < 0.45:
        return [key[:-3], key[-3:]]
    return _say_letters(key, manner, words)


def _say_letters(key: str, manner: Manner, words: SpokenWords) -> list[str]:
    said: list[str] = []
    alphabet = words.homely if manner.alphabet == "homely" else words.nato
    for char in key:
        if char.isdigit():
            said.append(words.digits[char][-1] if manner.alphabet else words.digits[char][0 if manner.oh else -1])
        elif char in words.symbols:
            said.append(words.symbols[char])
        elif manner.alphabet and char in alphabet:
            said += [char, "de" if words.language == "es" else "for", alphabet[char]]
        elif char.isalnum():
            said.append(char)
    return said


def _say_email(key: str, manner: Manner, words: SpokenWords) -> list[str]:
    local, _, domain = key.partition("@")
    said: list[str] = []
    for piece in _pieces(local):
        if piece in words.symbols:
            said.append(words.symbols[piece])
        elif piece.isdigit():
            said += say_digits(piece, manner, words)
        elif manner.spelled:
            said += _say_letters(piece, manner, words)
        else:
            said.append(piece)
    said += [*([PAUSE] if manner.choice > 0.6 else []), words.symbols["@"]]
    for piece in _pieces(domain):
        said.append(words.symbols.get(piece, piece))
    return said


def _pieces(text: str) -> list[str]:
    """Split a text into runs of letters, runs of digits, and single signs."""
    pieces: list[str] = []
    for char in text:
        kind = "d" if char.isdigit() else "a" if char.isalpha() else char
        last = pieces[-1] if pieces else ""
        last_kind = "d" if last[-1:].isdigit() else "a" if last[-1:].isalpha() else last
        if last and kind == last_kind and kind in {"d", "a"}:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _spell_name(key: str, manner: Manner, words: SpokenWords) -> list[str]:
    said: list[str] = []
    for part in key.split():
        said += _say_letters(part, manner, words)
    return said


def _plain(value: str) -> list[str]:
    kept = "".join(char if char.isalnum() or char in "'-" else " " for char in value.lower().replace("_", " "))
    return kept.replace("-", " ").split()


def _say_moment(fact: Fact, manner: Manner, now: datetime, words: SpokenWords) -> list[str]:
    moment = fact.moment
    if moment is None:
        return _plain(fact.value)
    if fact.type == "time":
        return say_clock(moment, manner, words)
    day = _say_day(moment, manner, now, words)
    if fact.type == "date":
        return day
    joiner = [] if manner.choice > 0.85 else ["at"]
    return [*day, *joiner, *say_clock(moment, manner, words)]


def _say_day(moment: datetime, manner: Manner, now: datetime, words: SpokenWords) -> list[str]:
    ahead = (moment.date() - now.date()).days
    if ahead in {0, 1} and manner.choice < 0.8:
        return ["today"] if ahead == 0 else ["tomorrow"]
    weekday = words.weekdays[moment.weekday()]
    if 1 <= ahead <= 6:
        return [weekday]
    if 7 <= ahead <= 13 and manner.choice < 0.3 and not manner.month_first:
        return [weekday, "week"]
    ordinal = words.ordinals[moment.day].split()
    month = words.months[moment.month]
    if manner.month_first:
        return [month, *ordinal]
    return ["the", *ordinal, "of", month]


def say_clock(moment: datetime, manner: Manner, words: SpokenWords) -> list[str]:
    """Return a time of day as people say it; never one that could be the other half of the day."""
    hour, minute = moment.hour, moment.minute
    half = _half_of_day(hour, manner)
    spoken = words.small[hour % 12 or 12]
    if hour == 12 and minute == 0 and manner.choice < 0.5:
        return ["midday"]
    if minute == 0:
        return [spoken, *half] if half or manner.choice < 0.5 else [spoken, "o'clock"]
    if minute == 30 and manner.choice < 0.4 and not manner.month_first:
        return ["half", spoken, *half] if manner.choice < 0.2 else ["half", "past", spoken, *half]
    if minute in {15, 45} and manner.choice < 0.5:
        other = words.small[(hour % 12 or 12) if minute == 15 else (hour + 1) % 12 or 12]
        return ["quarter", "past" if minute == 15 else "to", other, *half]
    minutes = ["oh", words.small[minute]] if minute < 10 else say_number(minute, words)
    return [spoken, *minutes, *half]


def _half_of_day(hour: int, manner: Manner) -> list[str]:
    """Say which half of the day is meant, unless everybody would know: a bare hour from one to six is the afternoon."""
    if hour == 12:
        return []
    if 13 <= hour <= 18:
        return ["pm"] if manner.choice > 0.9 else ["in", "the", "afternoon"] if manner.choice > 0.8 else []
    if hour > 18:
        return ["pm"] if manner.choice > 0.5 else ["in", "the", "evening"]
    return ["am"] if manner.choice > 0.5 else ["in", "the", "morning"]


def write_value(fact: Fact, manner: Manner, now: datetime, words: SpokenWords) -> str:
    """Return a fact's value as people type it.

    Args:
        fact: Whose value.
        manner: Which of several ways.
        now: When the conversation began, for "tomorrow".
        words: Of the person's language.
    """
    if words.language == "es":
        return write_value_es(fact, manner, now, words)
    if fact.moment is not None:
        day = " ".join(_say_day(fact.moment, manner, now, words))
        if fact.type == "date":
            return day
        clock = _write_clock(fact.moment, manner)
        return clock if fact.type == "time" else f"{day} at {clock}" if manner.choice < 0.7 else f"{day} {clock}"
    if fact.type == "phone":
        key = fact.key
        return f"{key[:5]} {key[5:]}" if manner.choice < 0.5 and len(key) == 11 else key
    if fact.type == "postcode" and not fact.key.isdigit():
        key = f"{fact.key[:-3]} {fact.key[-3:]}" if manner.choice < 0.6 else fact.key
        return key.upper() if manner.choice < 0.4 else key
    if fact.type == "text":
        return fact.value.replace("_", " ")
    return fact.value


def _write_clock(moment: datetime, manner: Manner) -> str:
    hour = moment.hour % 12 or 12
    half = "pm" if moment.hour >= 12 else "am"
    if manner.choice < 0.35:
        return moment.strftime("%H:%M")
    return f"{hour}{half}" if moment.minute == 0 else f"{hour}:{moment.minute:02d}{half}"
