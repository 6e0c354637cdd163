"""Weekdays' names that name no day: "he sat there", "sunday roast".

Never reads a date. Called by `dates_en`.
"""

from seatrial.text.data import calendar_words as data
from seatrial.text.reading import Reading


def is_no_day(reading: Reading, at: int) -> bool:
    """Whether a weekday's name means something else: "it's sat there", "sunday roast", "a friday special"."""
    words = reading.words
    following = words[at + 1]
    if words[at] == "sat" and not at:
        return following in {"here", "there", "waiting", "around"} or words[2] in {"hold", "phone"}
    if words[at] == "sat":
        before = words[at - 1]
        settled = following in data.AFTER_SAT and words[at + 3] not in data.DAY_PARTS_EN
        return before in data.WHO_SAT or (settled and before in data.BEFORE_SAT)
    return following.removesuffix("'s") in data.AFTER_NO_WEEKDAY
