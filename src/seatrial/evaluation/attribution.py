"""Whose misunderstanding it was: did the simulated person take a clear prompt for something else?

The person reads text; the agent's structured acts are looked at only here, afterwards. A misreading counts as the
simulator's fault only where the conversation failed. Called by `verdict`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seatrial.core.effects import Act
from seatrial.evaluation.evidence import Acted, Evidence

_FITTING: Mapping[str, frozenset[str]] = {
    "open": frozenset({"need", "ask", "greeting", "inform", "anything_else"}),
    "ask": frozenset({"ask", "need", "spell", "key_in", "choose", "not_understood", "offer_time", "yes_no"}),
    "read_back": frozenset({"read_back", "mention", "wrong", "confirm"}),
    "confirm": frozenset({"confirm", "read_back", "wrong", "mention", "offer_time", "yes_no"}),
    "clarify": frozenset({"choose", "confirm", "yes_no", "ask", "need"}),
    "offer_person": frozenset({"offer_person", "choose", "still_there"}),
    "anything_else": frozenset({"anything_else", "need", "goodbye", "done"}),
    "reprompt": frozenset({"still_there", "not_understood", "ask", "need", "offer_person"}),
    "not_understood": frozenset({"not_understood", "need", "ask", "spell", "refusal"}),
    "handoff": frozenset({"handoff", "hold"}),
    "goodbye": frozenset({"goodbye", "done", "anything_else", "still_there", "refusal"}),
}
"""What each kind of demand may be taken for by somebody who understood it. Kinds that demand nothing are not here."""

_ANYTHING = frozenset({"wrong"})
"""A person who hears a wrong value says so, whatever else it was asked."""
_SUBJECT_MATTERS = frozenset({"ask", "spell", "key_in"})
_NO_READING = frozenset({"silence", "hang_up", "hello", ""})


@dataclass(frozen=True, slots=True)
class Misreading:
    """A clear prompt taken for something else.

    Attributes:
        row: Of what the person then did.
        said: What the agent said.
        meant: What it was, by the agent's own account.
        read: What the person took it for.
    """

    row: int
    said: str
    meant: str
    read: str


def misreadings(evidence: Evidence, knows: Mapping[str, object]) -> list[Misreading]:
    """Return the clear prompts that the person misread.

    Args:
        evidence: Of the conversation.
        knows: The facts on the person's card: somebody asked for anything else may well be at a loss.
    """
    found: list[Misreading] = []
    for acted in evidence.acted:
        misread = _misread(acted, knows)
        if misread is not None:
            found.append(misread)
    return found


def _misread(acted: Acted, knows: Mapping[str, object]) -> Misreading | None:
    read = acted.act.read
    kind, _, about = read.partition(":")
    if acted.act.act in _NO_READING or not read or kind in _ANYTHING or not acted.heard:
        return None
    if not all(utterance.whole for utterance in acted.heard):
        return None
    demands = [act for utterance in acted.heard for act in utterance.acts if act.kind in _FITTING]
    if not demands or any(fits(act, kind, about, knows) for act in demands):
        return None
    last = demands[-1]
    meant = f"{last.kind}:{last.about}" if last.about else last.kind
    return Misreading(acted.row, acted.heard[-1].text, meant, read)


def fits(act: Act, kind: str, about: str, knows: Mapping[str, object]) -> bool:
    """Tell whether a demand may be taken for this by somebody who knows these facts."""
    if kind not in _FITTING[act.kind]:
        return False
    if kind not in _SUBJECT_MATTERS or act.kind != "ask" or act.about not in knows:
        return True
    return about in {act.about, ""} or act.about in about.split("+")
