"""A clock reading as people give it, and the time of day it means.

"Four" is not yet a time: the half of the day may be said elsewhere ("tomorrow morning ... at four"), be in force by
convention, or be open. Never reads words. Used by the clock scanners and `mentions`.

Convention: without a word for the half of the day, clock readings from 1:00 to 6:59 are in the afternoon, 7:00 to 11:59
in the morning and 12:xx after noon.
"""

import msgspec

from seatrial.text.date_parts import DateParts

_DAY_MINUTES = 24 * 60


class ClockParts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One clock reading.

    Attributes:
        hour: 0 to 23; 1 to 12 while `half` is None.
        minute: 0 to 59.
        fixed: The hour is on the 24-hour clock already ("16:30", "noon", "oh nine hundred").
        pm: The half of the day that was said with it, if any.
        bare: Only the hour was said, so that "four, four thirty" may still refine it.
        weak: It may count something else ("a table for two"), so that any clearer reading wins.
        vague: A stretch of time ("2-4pm"), not a time.
    """

    hour: int
    minute: int = 0
    fixed: bool = False
    pm: bool | None = None
    bare: bool = False
    weak: bool = False
    vague: bool = False


class Mention(msgspec.Struct, kw_only=True, gc=False):
    """A date, clock reading or part of the day found in the words [start, end).

    Attributes:
        date: The date pieces, if it is a date.
        clock: The clock reading, if it is one.
        part: The part of the day ("morning"), if it is one.
        start: Index of its first word.
        end: Index after its last word.
        moment: Whether it counts from now on the clock ("in two hours"), giving date and clock together.
    """

    start: int
    end: int
    date: DateParts | None = None
    clock: ClockParts | None = None
    part: str | None = None
    moment: bool = False


def merge(first: ClockParts, second: ClockParts) -> ClockParts | None:
    """Join two readings of one time ("at four ... four thirty p m"), or None where they differ."""
    if first.vague or second.vague:
        return None
    if first.weak != second.weak and not (first.hour % 12 == second.hour % 12 and first.minute == second.minute):
        return second if first.weak else first
    if first.hour % 12 != second.hour % 12:
        return None
    if first.minute != second.minute and not (first.bare or second.bare):
        return None
    fuller, other = (first, second) if second.bare and not first.bare else (second, first)
    if fuller.fixed:
        return fuller if not other.fixed or other.hour == fuller.hour else None
    if other.fixed:
        return msgspec.structs.replace(fuller, hour=other.hour, fixed=True)
    if fuller.pm is not None and other.pm is not None and fuller.pm != other.pm:
        return None
    return msgspec.structs.replace(fuller, pm=other.pm if fuller.pm is None else fuller.pm)


def overlay(old: ClockParts, new: ClockParts) -> ClockParts:
    """Correct `old` by `new`: "nine p m, no, eight" keeps the half of the day."""
    if new.fixed or new.pm is not None or new.hour > 12 or old.vague:
        return new
    return msgspec.structs.replace(new, pm=old.pm)


def resolve(parts: ClockParts, day_part: str | None) -> int | None:
    """Return minutes since midnight, or None where the words contradict each other."""
    if parts.vague:
        return None
    if parts.fixed or parts.hour > 12 or parts.hour == 0:
        if parts.pm is not None and (parts.hour == 0 if parts.pm else parts.hour >= 12):
            return None  # "0:30 pm", "16:30 am"
        late = parts.pm is True and parts.hour < 12  # "01:00 pm" writes a nought but means the twelve-hour clock
        minutes = (parts.hour + 12 * late) * 60 + parts.minute
        return None if minutes >= _DAY_MINUTES else minutes
    hour = parts.hour % 12
    if parts.pm is not None:
        return (hour + 12 * parts.pm) * 60 + parts.minute
    if day_part is not None:
        late = _is_late(parts.hour, day_part)
        return None if late is None else (hour + 12 * late) * 60 + parts.minute
    return (hour + 12 * (hour < 7)) * 60 + parts.minute


def _is_late(hour: int, day_part: str) -> bool | None:
    """Whether `hour` (1 to 12) in that part of the day lies after noon; None where nobody says that."""
    if day_part == "morning":
        return False
    if day_part == "afternoon":
        return True if hour == 12 or hour <= 7 else None
    if day_part == "tarde":
        return True if hour == 12 or hour <= 9 else None
    if day_part == "evening":
        return True if 4 <= hour <= 11 else None
    if hour == 12:
        return False
    if day_part == "tonight":
        return True if hour >= 5 else None
    return hour >= 5
