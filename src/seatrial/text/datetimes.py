"""The datetime slot: a day and a clock time, as "2026-08-21T16:30" in the session's local time.

A day without a clock time, or a clock time without a day, is no value; so is a moment already past whose year was not
said. Time zones are not read. Called by the slot engine through the parser table.
"""

from datetime import date, datetime, time, timedelta

from seatrial.text import clock_parts, date_parts
from seatrial.text.context import ParseContext
from seatrial.text.mentions import Found


def parse_datetime(text: str, ctx: ParseContext) -> str | None:
    """Return the one day and clock time `text` names, or None."""
    found = Found(text, ctx)
    day_parts, clock = found.date(), found.clock()
    if day_parts is None or clock is None:
        return None
    day = date_parts.resolve(day_parts, found.reading.today)
    day_part = found.day_part()
    minutes = clock_parts.resolve(clock, day_part)
    if day is None or minutes is None:
        return None
    when = datetime.combine(day, time(minutes // 60, minutes % 60))
    if day_part == "tonight" and minutes < 60 and day < date.max:
        when += timedelta(days=1)  # midnight tonight begins tomorrow
    if when < found.reading.now and day_parts.year is None:
        return None
    return when.isoformat(timespec="minutes")
