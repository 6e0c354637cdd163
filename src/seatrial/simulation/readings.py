"""What a person takes a text to be, and which of several things taken an answer has to deal with first.

Called by `reading` and by whoever answers.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Reading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing taken from a text.

    Attributes:
        kind: What wants an answer is in `DEMANDS`. Besides: ``wrong`` (a value that is not the person's), ``mention``
            (one that is, in passing), ``hold``, ``done``, ``refusal``, ``unavailable`` (that value won't do),
            ``handoff``, ``goodbye``, ``inform``, ``greeting``.
        about: The fact concerned; for something nobody knows, a slug of its words, so that it has an identity.
        option: The option chosen, the moment offered, or what an `inform` holds (``money``, ``hours``).
    """

    kind: str
    about: str = ""
    option: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.about}" if self.about else self.kind


DEMANDS = frozenset(
    {"need", "ask", "read_back", "confirm", "choose", "offer_person", "offer_time", "anything_else", "spell", "key_in",
     "not_understood", "still_there", "yes_no"}
)  # fmt: skip
"""Kinds that expect an answer."""


def settle(readings: list[Reading]) -> tuple[Reading, ...]:
    """Drop repeats, and bare statements that stand beside something clearer."""
    if readings and any(reading.kind == "confirm" for reading in readings):
        # "Tuesday at half past four. Is that okay?" reads a value back, in two sentences.
        readings = [
            msgspec.structs.replace(one, kind="read_back") if one.kind == "mention" else one for one in readings
        ]
    unique = list(dict.fromkeys(readings))
    clearer = [reading for reading in unique if reading.kind not in {"inform", "greeting"} or reading.option]
    return tuple(clearer or unique[:1])


def main_reading(readings: Sequence[Reading]) -> Reading:
    """Return the one thing among readings that an answer has to deal with first.

    A wrong read-back comes before everything, a hand-over before what was asked earlier; then the last thing asked.
    """
    for reading in readings:
        if reading.kind == "wrong":
            return reading
    demands = [reading for reading in readings if reading.kind in DEMANDS]
    for reading in reversed(readings):
        if reading.kind == "handoff":
            return reading
        if reading.kind in DEMANDS:
            break
    if demands:
        return _last_demand(demands[-1], readings)
    if readings and readings[-1].kind == "goodbye" and all(one.kind not in _KEPT for one in readings):
        return readings[-1]  # "Sorry we couldn't help. Goodbye."
    for kind in _TELLING:
        for reading in readings:
            if reading.kind == kind:
                return reading
    return readings[-1] if readings else Reading(kind="inform")


_TAKEN_UP = frozenset({"read_back", "offer_person", "offer_time", "ask", "spell", "key_in", "still_there"})
"""What a bare "is that right?" or "say it again?" is about, when it stands before it."""
_TELLING = ("done", "refusal", "unavailable", "goodbye", "hold", "mention")
"""Of what asks nothing, the most telling first."""
_KEPT = frozenset({"done", "refusal"})
"""What stays said when a goodbye follows."""


def _last_demand(last: Reading, readings: Sequence[Reading]) -> Reading:
    if last.kind in {"confirm", "not_understood", "yes_no"}:
        # "BS1 4DJ. Is that right?" is about the postcode; "I missed that. Your postcode?" is about the postcode.
        if last.kind == "confirm":
            for reading in reversed(readings):
                if reading.kind == "read_back":
                    return reading  # "I have Foreign Street. Names can trip me up. Is it right?"
        for reading in reversed(readings):
            if reading.kind in _TAKEN_UP or (reading.kind == last.kind == "not_understood" and reading.about):
                return reading
    return last
