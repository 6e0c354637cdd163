"""Which facts a sentence asks for: the topics it names, and which of them it is really after. Called by `reading`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seatrial.simulation.cues import Found

_POLITE = frozenset({"greeting", "bye", "thanks_calling"})
"""A "good evening" asks for no evening."""
_NO_TOPIC = frozenset({"spell", "hold", "not_heard", "no_hurry"})
"""Nor does "one letter at a time" ask for a time."""
_OTHERS = frozenset(
    f"ask:{topic}" for topic in ("postcode", "name", "phone", "email", "when", "address", "reference", "order")
)
_VAGUE = (
    ("ask:address", frozenset({"ask:email"})),
    ("ask:problem", _OTHERS),
    ("ask:notes", frozenset({"ask:problem"})),
)
"""Topics whose words also stand beside others: "an address for the e-mail", "the postcode of the problem"."""
_ANCHORS = frozenset({"wh", "request", "yes_no"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic asked for; strong when it was named by its own words, not just by "where" or "number"."""

    topic: str
    strong: bool


def asked_topics(found: Sequence[Found], words: Sequence[str], joiners: frozenset[str]) -> list[Asked]:
    """Return the topics a sentence asks for, most likely first; several when they are joined ("name and number").

    Args:
        found: The sentence's cues; topics are those named ``ask:...`` and ``weak:...``.
        words: Of the whole text.
        joiners: Words that may stand between two of them.
    """
    asking = min((one.start for one in found if one.cue in {"wh", "yes_no"}), default=len(words))
    polite = [one for one in found if one.cue in _NO_TOPIC or (one.cue in _POLITE and one.start <= asking)]
    wh = [one.start for one in found if one.cue == "wh"]
    clauses = {one.start for one in found if one.cue == "when_clause" and any(at < one.start for at in wh)}
    clauses |= {one.stop - 1 for one in found if one.cue == "once_there"}
    apart = {one.stop for one in found if one.cue == "apart_from"}
    # "Where did you go to school when you were little?" asks for no time, "all but the postcode" for no postcode.
    hits = _outermost(
        [one for one in found if one.cue.startswith("ask:") and one.start not in clauses and one.start not in apart],
        polite,
    )
    if not hits:
        hits = _outermost([one for one in found if one.cue.startswith("weak:")], polite)
        return [Asked(hit.cue[len("weak:") :], False) for hit in hits[:1]]
    # The asking begins at the first question word or request.
    anchor = min((one.start for one in found if one.cue in _ANCHORS), default=0)
    names = {hit.cue for hit in hits}
    for vague, clear in _VAGUE:
        if vague in names and names & clear:
            hits = [hit for hit in hits if hit.cue != vague]
    after = [hit for hit in hits if hit.stop > anchor]
    first = after[0] if after else hits[-1]
    chosen = [first]
    for hit in hits:
        last = chosen[-1]
        between = words[last.stop : hit.start]
        if hit.start >= last.stop and between and all(word in joiners for word in between) and hit.cue != last.cue:
            chosen.append(hit)
    return [Asked(hit.cue[len("ask:") :], True) for hit in chosen]


def _outermost(hits: Sequence[Found], polite: Sequence[Found]) -> list[Found]:
    """Drop hits within a longer one ("number" in "phone number") or within a politeness; of equals keep the first."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda found: (found.start, -found.stop)):
        if not any(other.start <= hit.start and hit.stop <= other.stop for other in (*polite, *kept)):
            kept.append(hit)
    return kept
