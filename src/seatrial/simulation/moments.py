"""Days and times of day as the other side says them, and a card's own "tomorrow 16:30".

A small reader of its own, apart from the agents' parsers on purpose: a mistake there must not hide here. It only
compares: does what was said fit the moment that the person has in mind? Called by `facts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from seatrial.simulation.lexicon import Lexicon

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(am|pm)?\Z")
_HOUR = re.compile(r"(\d{1,2})(am|pm)\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\Z")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_SLASHED = re.compile(r"(\d{1,2})(?:/(\d{1,2})(?:/\d{2,4})?|[.-](\d{1,2})[.-](?:19|20)\d\d)\Z")
_SLASHED_YEAR = re.compile(r"[/.-]((?:19|20)\d\d)\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_RELATIVE = re.compile(r"(?:(today|tomorrow|day after tomorrow|in (\d{1,3}) days?|[a-z]+)\s+)?(\d{1,2}):(\d{2})\Z")
_RANGES = frozenset({"to", "till", "until", "through", "-"})
_AM = frozenset({"am", "a.m"})
_PM = frozenset({"pm", "p.m"})
_NOT_A_TIME = frozenset(
    {"pounds", "pound", "dollars", "percent", "minutes", "minute", "hours", "hour", "days", "%", "euros"}
)


@dataclass(slots=True)
class Said:
    """Parts of days and times found in a text.

    Attributes:
        years: Those that stand beside a month or a day.
        times: Minutes after midnight; two for a time that may be of either half of the day.
    """

    weekdays: list[int] = field(default_factory=list[int])
    days: list[int] = field(default_factory=list[int])
    months: list[int] = field(default_factory=list[int])
    offsets: list[int] = field(default_factory=list[int])
    dates: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    years: list[int] = field(default_factory=list[int])
    times: list[tuple[int, ...]] = field(default_factory=list[tuple[int, ...]])

    def any_day(self) -> bool:
        """Tell whether a day was named."""
        return bool(self.weekdays or self.days or self.offsets or self.dates)

    def numbers(self) -> set[int]:
        """Return the days of the month and the hours named; none where a weekday or "tomorrow" is named too."""
        if self.weekdays or any(self.offsets):
            return set()
        return {*self.days, *(day for _, day in self.dates), *(min(choice) // 60 for choice in self.times)}

    def moments(self) -> int:
        """Return how many different moments may have been named: of days or of times, whatever is more."""
        return max(len(self.weekdays), len(self.dates), len(self.days), len(self.offsets), len(self.times))


def find_said(words: Sequence[str], lexicon: Lexicon) -> Said:
    """Return the parts of days and times in a text."""
    said = Said()
    at = 0
    while at < len(words):
        at = max(at + 1, _take(words, at, lexicon, said))
    return said


def fits(said: Said, moment: datetime, now: datetime, *, day: bool = True, clock: bool = True) -> bool | None:
    """Tell whether what was said agrees with a moment; None when it says nothing about it.

    Args:
        said: What was found.
        moment: What the person has in mind.
        now: The day on which "tomorrow" is said.
        day: Compare days.
        clock: Compare times of day.
    """
    verdicts: list[bool] = []
    if day:
        if said.weekdays:
            verdicts.append(moment.weekday() in said.weekdays)
        if said.offsets and (said.times or any(said.offsets)):  # "how may I help you today?" names no day
            verdicts.append((moment.date() - now.date()).days in said.offsets)
        if said.dates:
            verdicts.append((moment.month, moment.day) in said.dates or (moment.day, moment.month) in said.dates)
        elif said.days:
            verdicts.append(moment.day in said.days)
            if said.months:
                verdicts.append(moment.month in said.months)
        if said.years and (said.dates or said.days):
            verdicts.append(moment.year in said.years)
    if clock and said.times:
        wanted = moment.hour * 60 + moment.minute
        verdicts.append(any(wanted in choice for choice in said.times))
    return all(verdicts) if verdicts else None


def offered_moment(said: Said, now: datetime) -> datetime | None:
    """Return the first moment that an offer names, or None when it names no day with a time."""
    if not said.times:
        return None
    start = now.date()
    day: date | None = None
    for ahead in range(1 if not said.offsets else 0, 61):
        candidate = start + timedelta(days=ahead)
        if _day_fits(said, candidate, ahead):
            day = candidate
            break
    if day is None:
        return None
    choice = said.times[0]
    minutes = next((minute for minute in choice if 7 * 60 <= minute < 19 * 60), choice[0])
    return datetime.combine(day, time(minutes // 60, minutes % 60))


def _day_fits(said: Said, candidate: date, ahead: int) -> bool:
    if said.offsets:
        return ahead == said.offsets[0]
    if said.dates:
        return (candidate.month, candidate.day) == said.dates[0]
    if said.days:
        return candidate.day == said.days[0]
    return bool(said.weekdays) and candidate.weekday() == said.weekdays[0]


def resolve_moment(value: str, now: datetime, lexicon: Lexicon) -> datetime | None:
    """Return the local moment a card means: ISO, "tomorrow 16:30", "friday 10:00", "in 3 days 09:00", "16:30" (today).

    Args:
        value: As written on the card.
        now: Local naive time at which the conversation begins; a bare weekday is the next one, never today.
        lexicon: For the names of weekdays.
    """
    text = value.strip().lower()
    try:
        return datetime.fromisoformat(text.upper()).replace(tzinfo=None)
    except ValueError:
        pass
    match = _RELATIVE.match(text)
    if match is None:
        return None
    word, days, hour, minute = match.groups()
    if int(hour) > 23 or int(minute) > 59:
        return None
    if word is None or word == "today":
        ahead = 0
    elif days is not None:
        ahead = int(days)
    elif word == "tomorrow":
        ahead = 1
    elif word == "day after tomorrow":
        ahead = 2
    elif word in lexicon.weekdays:
        ahead = (lexicon.weekdays[word] - now.weekday() - 1) % 7 + 1
    else:
        return None
    return datetime.combine(now.date() + timedelta(days=ahead), time(int(hour), int(minute)))


def _take(words: Sequence[str], at: int, lexicon: Lexicon, said: Said) -> int:
    """Take the date or time that begins at a word, if any; return the index after it."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in lexicon.weekdays:
        if following in _RANGES and at + 2 < len(words) and words[at + 2] in lexicon.weekdays:
            return at + 3  # "Monday to Saturday" names no day
        said.weekdays.append(lexicon.weekdays[word])
        return at + 1
    if word in lexicon.days:
        after = word == "tomorrow" and at >= 1 and words[at - 1] == "after"
        said.offsets.append(2 if after else lexicon.days[word])
        return at + 1
    taken = _take_time(words, at, lexicon, said)
    if taken:
        return taken
    return _take_day(words, at, following, lexicon, said)


def _take_day(words: Sequence[str], at: int, following: str, lexicon: Lexicon, said: Said) -> int:
    word = words[at]
    match = _ISO_DATE.match(word)
    if match is not None:
        said.dates.append((int(match[2]), int(match[3])))
        said.years.append(int(match[1]))
        return at + 1
    match = _SLASHED.match(word)
    if match is not None:
        said.dates.append((int(match[2] or match[3]), int(match[1])))
        if (year := _SLASHED_YEAR.search(word)) is not None:
            said.years.append(int(year[1]))
        return at + 1
    day, used = _ordinal(words, at, lexicon)
    if day:
        said.days.append(day)
        return at + used
    if word.isdigit() and 1 <= int(word) <= 31 and following in lexicon.months:
        said.days.append(int(word))
        return at + 1
    if word in lexicon.months and (word != "may" or _near_number(words, at)):
        said.months.append(lexicon.months[word])
        said.years += [int(year) for year in words[at + 1 : at + 3] if _YEAR.match(year)]
        if following.isdigit() and 1 <= int(following) <= 31 and not said.days:
            said.days.append(int(following))
            return at + 2
        return at + 1
    return at


def _near_number(words: Sequence[str], at: int) -> bool:
    around = [*words[max(0, at - 2) : at], *words[at + 1 : at + 2]]
    return any(word[0].isdigit() or word == "of" for word in around)


def _ordinal(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, int]:
    match = _ORDINAL.match(words[at])
    if match is not None:
        return int(match[1]), 1
    tens = lexicon.tens.get(words[at])
    if tens in {20, 30} and at + 1 < len(words):
        unit = lexicon.ordinals.get(words[at + 1], 0)
        if 1 <= unit <= 9:
            return tens + unit, 2
    day = lexicon.ordinals.get(words[at], 0)
    # "one second", "first of all" and "the third attempt" are not days.
    following = words[at + 1] if at + 1 < len(words) else ""
    dated = at >= 1 and words[at - 1] == "the" and following in {"", "at", ",", "?", ".", "of"}
    of_month = following == "of" and at + 2 < len(words) and words[at + 2] in lexicon.months
    return (day, 1) if day and (dated or of_month or following in lexicon.months) else (0, 0)


def _take_time(words: Sequence[str], at: int, lexicon: Lexicon, said: Said) -> int:
    word = words[at]
    match = _CLOCK.match(word)
    if match is not None and int(match[1]) < 24 and int(match[2]) < 60:
        if ":" not in word and not match[3] and _half(words, at + 1) == (None, 0):
            return (
                0 if not (at >= 1 and words[at - 1] == "at") else _add(said, int(match[1]), int(match[2]), None, at + 1)
            )
        half = match[3] or _half(words, at + 1)[0]
        return _add(said, int(match[1]), int(match[2]), half, at + 1 + (0 if match[3] else _half(words, at + 1)[1]))
    match = _HOUR.match(word)
    if match is not None and int(match[1]) <= 12:
        return _add(said, int(match[1]), 0, match[2], at + 1)
    if word in {"noon", "midday"}:
        return _add(said, 12, 0, "pm", at + 1)
    if word in {"half", "quarter"}:
        return _take_fraction(words, at, lexicon, said)
    hour = _number(word, lexicon)
    if hour is None or not 0 < hour <= 24 or (at >= 1 and words[at - 1] in {"number", "the", "of"}):
        return 0
    return _take_hour(words, at, hour, lexicon, said)


def _take_fraction(words: Sequence[str], at: int, lexicon: Lexicon, said: Said) -> int:
    """Take "half past four", "half four", "quarter to five"."""
    relation = words[at + 1] if at + 1 < len(words) else ""
    place = at + 2 if relation in {"past", "to", "after"} else at + 1
    hour = _number(words[place], lexicon) if place < len(words) else None
    if hour is None or not 1 <= hour <= 12 or (words[at] == "quarter" and place == at + 1):
        return 0
    minute = 30 if words[at] == "half" else 15
    if relation == "to":
        hour, minute = (hour - 1) or 12, 60 - minute
    half, used = _half(words, place + 1)
    return _add(said, hour, minute, half, place + 1 + used)


def _take_hour(words: Sequence[str], at: int, hour: int, lexicon: Lexicon, said: Said) -> int:
    """Take "four pm", "four o'clock", "four thirty", "at four", "twenty past four"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    half, used = _half(words, at + 1)
    if half:
        return _add(said, hour, 0, half, at + 1 + used)
    if following == "o'clock":
        half, used = _half(words, at + 2)
        return _add(said, hour, 0, half, at + 2 + used)
    if following in {"past", "to"} and at + 2 < len(words):
        base = _number(words[at + 2], lexicon)
        if base is not None and 1 <= base <= 12:
            half, used = _half(words, at + 3)
            minute = hour
            return (
                _add(said, base, minute, half, at + 3 + used)
                if following == "past"
                else _add(said, (base - 1) or 12, 60 - minute, half, at + 3 + used)
            )
    minutes, used = _minutes(words, at, lexicon)
    if used:
        half, more = _half(words, at + 1 + used)
        return _add(said, hour, minutes, half, at + 1 + used + more)
    before = words[at - 1] if at >= 1 else ""
    if (
        before == "at" or (before in {"around", "about", "by"} and words[at] != "one")
    ) and following not in _NOT_A_TIME:
        return _add(said, hour, 0, None, at + 1)
    return 0


def _minutes(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the minutes after an hour in words, and how many words they are: "four thirty five", "nine oh five".

    Digits of a phone number are no time: nothing numeric may stand before the hour or after the minutes.
    """
    if words[at].isdigit() or (at >= 1 and _is_number(words[at - 1], lexicon)):
        return 0, 0
    first = words[at + 1] if at + 1 < len(words) else ""
    second = lexicon.numbers.get(words[at + 2], "") if at + 2 < len(words) else ""
    unit = int(second) if len(second) == 1 else 0
    minutes, used = 0, 0
    if first in lexicon.tens:
        minutes, used = lexicon.tens[first] + unit, 2 if unit else 1
    elif len(lexicon.numbers.get(first, "")) == 2:
        minutes, used = int(lexicon.numbers[first]), 1
    elif lexicon.numbers.get(first) == "0" and unit:
        minutes, used = unit, 2
    after = words[at + 1 + used] if at + 1 + used < len(words) else ""
    return (minutes, used) if minutes < 60 and not _is_number(after, lexicon) else (0, 0)


def _is_number(word: str, lexicon: Lexicon) -> bool:
    return word.isdigit() or word in lexicon.numbers or word in lexicon.tens or word in lexicon.multiples


def _half(words: Sequence[str], at: int) -> tuple[str | None, int]:
    """Return which half of the day the words after a time name, and how many they are."""
    word = words[at] if at < len(words) else ""
    if word in _AM:
        return "am", 1
    if word in _PM:
        return "pm", 1
    if word in {"in", "at"} and at + 1 < len(words):
        if words[at + 1 : at + 3] == ("the", "morning") or list(words[at + 1 : at + 3]) == ["the", "morning"]:
            return "am", 3
        if list(words[at + 1 : at + 3]) in (["the", "afternoon"], ["the", "evening"]):
            return "pm", 3
    return None, 0


def _number(word: str, lexicon: Lexicon) -> int | None:
    if word.isdigit() and len(word) <= 2:
        return int(word)
    number = lexicon.numbers.get(word)
    if number is not None:
        return int(number)
    return lexicon.tens.get(word)


def _add(said: Said, hour: int, minute: int, half: str | None, end: int) -> int:
    if half == "pm" and hour < 12:
        said.times.append(((hour + 12) * 60 + minute,))
    elif half == "am":
        said.times.append((hour % 12 * 60 + minute,))
    elif half is None and 1 <= hour < 12:
        said.times.append((hour * 60 + minute, (hour + 12) * 60 + minute))
    else:
        said.times.append((hour % 24 * 60 + minute,))
    return end
