"""The date slot: the day a person means, as "2026-08-21".

A past day counts only when its year was said; several days, a stretch of days or a bare month are no value. Never
guesses. Called by the slot engine through the parser table.
"""

from seatrial.text.context import ParseContext
from seatrial.text.date_parts import resolve
from seatrial.text.mentions import Found


def parse_date(text: str, ctx: ParseContext) -> str | None:
    """Return the one day `text` names as an ISO date, or None."""
    found = Found(text, ctx)
    parts = found.date()
    if parts is None or found.counts_from_now:
        return None
    day = resolve(parts, found.reading.today)
    return None if day is None else day.isoformat()
