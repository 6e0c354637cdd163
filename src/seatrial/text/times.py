"""The time slot: the time of day a person means, as "16:30".

Never guesses: a part of the day, a stretch of time or two times are no value. Conventions: see `clock_parts`. Called by
the slot engine through the parser table.
"""

from seatrial.text.clock_parts import resolve
from seatrial.text.context import ParseContext
from seatrial.text.mentions import Found


def parse_time(text: str, ctx: ParseContext) -> str | None:
    """Return the one clock time `text` names as hours and minutes, or None."""
    found = Found(text, ctx)
    parts = found.clock()
    minutes = None if parts is None else resolve(parts, found.day_part())
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"
