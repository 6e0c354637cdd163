"""Days and times of day as the other side says them in Spanish: "el viernes 27 de noviembre a las cinco y media".

Like `moments`, apart from the agents' parsers on purpose. Words have no accents. Called by `values`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from seatrial.simulation.lexicon import Lexicon
from seatrial.simulation.moments import Said, find_said

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:h|hs)?\Z")
_HOUR = re.compile(r"(\d{1,2})h\Z")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2,4}))?\Z")
_ARTICLES = frozenset({"las", "la"})
_MORNING = frozenset({"manana", "madrugada"})
_AFTERNOON = frozenset({"tarde", "noche"})
_PART_LEADS = frozenset({"de", "por", "en", "a"})


def said_in(words: Sequence[str], lexicon: Lexicon) -> Said:
    """Return the parts of days and times in a text of the lexicon's language."""
    if lexicon.language != "es":
        return find_said(words, lexicon)
    said = Said()
    at = 0
    while at < len(words):
        at = max(at + 1, _take(words, at, lexicon, said))
    return said


def _take(words: Sequence[str], at: int, lexicon: Lexicon, said: Said) -> int:
    """Take the date or time that begins at a word, if any; return the index after it."""
    word = words[at]
    if word in lexicon.weekdays:
        rest = words[at + 1 : at + 3]
        if len(rest) == 2 and rest[0] in {"a", "hasta"} and rest[1] in lexicon.weekdays:
            return at + 3  # "de lunes a viernes" names no day
        said.weekdays.append(lexicon.weekdays[word])
        return at + 1
    if word == "manana" and at and words[at - 1] in _ARTICLES:
        return at + 1  # the morning
    if word in lexicon.days:
        after = word == "manana" and at >= 1 and words[at - 1] == "pasado"
        said.offsets.append(2 if after else lexicon.days[word])
        return at + 1
    return _take_time(words, at, lexicon, said) or _take_day(words, at, lexicon, said)


def _take_day(words: Sequence[str], at: int, lexicon: Lexicon, said: Said) -> int:
    word = words[at]
    match = _ISO_DATE.match(word)
    if match is not None:
        said.dates.append((int(match[2]), int(match[3])))
        return at + 1
    match = _SLASHED.match(word)
    if match is not None:
        said.dates.append((int(match[2]), int(match[1])))
        return at + 1
    if word in lexicon.months:
        said.months.append(lexicon.months[word])
        return at + 1
    day, used = _number(words, at, lexicon)
    day = lexicon.ordinals.get(word, 0) if day is None else day
    used = used or 1
    of_month = words[at + used : at + used + 1] in (("de",), ["de"]) and _word(words, at + used + 1) in lexicon.months
    if 1 <= day <= 31 and (of_month or _word(words, at - 1) == "dia" or _word(words, at - 1) in lexicon.weekdays):
        said.days.append(day)
        return at + used
    return at


def _take_time(words: Sequence[str], at: int, lexicon: Lexicon, said: Said) -> int:
    word = words[at]
    match = _CLOCK.match(word)
    if match is not None and int(match[1]) < 24 and int(match[2]) < 60:
        if "." in word and _word(words, at - 1) not in _ARTICLES:
            return 0
        return _add(words, said, int(match[1]), int(match[2]), at + 1)
    match = _HOUR.match(word)
    if match is not None and int(match[1]) < 24:
        return _add(words, said, int(match[1]), 0, at + 1)
    if word in {"mediodia", "medianoche"}:
        said.times.append((12 * 60 if word == "mediodia" else 0,))
        return at + 1
    hour, used = _number(words, at, lexicon)
    if hour is None or not 0 <= hour <= 24 or _word(words, at - 1) not in _ARTICLES:
        return 0
    return _add_worded(words, said, hour, at + used, lexicon)


def _add_worded(words: Sequence[str], said: Said, hour: int, at: int, lexicon: Lexicon) -> int:
    """Take what follows an hour: "y media", "menos cuarto", "y diez", "treinta", "en punto" or nothing."""
    joint = _word(words, at)
    minutes, used = _minutes(words, at + 1 if joint in {"y", "menos"} else at, lexicon)
    if joint == "menos" and minutes is not None:
        return _add(words, said, (hour - 1) or 12, 60 - minutes, at + 1 + used)
    if minutes is not None:
        return _add(words, said, hour, minutes, at + (joint == "y") + used)
    if joint == "en" and _word(words, at + 1) == "punto":
        return _add(words, said, hour, 0, at + 2)
    return _add(words, said, hour, 0, at)


def _minutes(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int | None, int]:
    word = _word(words, at)
    if word in {"media", "cuarto"}:
        return 30 if word == "media" else 15, 1
    minutes, used = _number(words, at, lexicon)
    return (minutes, used) if minutes is not None and 0 < minutes < 60 else (None, 0)


def _add(words: Sequence[str], said: Said, hour: int, minute: int, at: int) -> int:
    """Add a time, with the part of the day after it."""
    part = _word(words, at + 2) if _word(words, at) in _PART_LEADS and _word(words, at + 1) == "la" else ""
    end = at + 3 if part in _MORNING or part in _AFTERNOON else at
    if part in _AFTERNOON and hour < 12:
        said.times.append(((hour + 12) * 60 + minute,))
    elif part in _MORNING or not 1 <= hour < 12:
        said.times.append((hour % 24 * 60 + minute,))
    else:
        said.times.append((hour * 60 + minute, (hour + 12) * 60 + minute))
    return end


def _number(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int | None, int]:
    """Return a number below a hundred and how many words it takes."""
    word = _word(words, at)
    if word.isdigit() and len(word) <= 2:
        return int(word), 1
    number = lexicon.numbers.get(word)
    if number is not None:
        return int(number), 1
    tens = lexicon.tens.get(word)
    if tens is None:
        return None, 0
    unit = lexicon.numbers.get(_word(words, at + 2), "") if _word(words, at + 1) == "y" else ""
    return (tens + int(unit), 3) if len(unit) == 1 else (tens, 1)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
