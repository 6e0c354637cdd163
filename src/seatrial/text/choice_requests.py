"""Whether a question about an option orders it: "can you bake me a carrot cake", not "does the carrot have nuts".

Looks only at the words of its clause before the option. Called by `choice_stance`.
"""

from collections.abc import Sequence

from seatrial.text.data import choice_stance_words as data

_STOCKISTS = frozenset({"you", "u", "they", "i", "we", "people", "y'all"})
_NOBODY = ""


def lead_in(before: Sequence[str]) -> int:
    """Return where a clause begins to say something."""
    at = 0
    while at < len(before) and before[at] in data.HARMLESS_LEADS:
        at += 1
    return at


def is_request(before: Sequence[str]) -> bool:
    """Return whether "can you do", "could i have", "do you have", "is it possible to get" orders what follows.

    Also right before the option itself: "can you fix it".
    """
    at = lead_in(before)
    lead, rest = before[at] if at < len(before) else _NOBODY, before[at + 1 :]
    if lead in {"do", "d'you"} and rest[1:2] in data.OPINIONS:
        lead, rest = rest[3] if len(rest) > 3 else _NOBODY, (*rest[2:3], *rest[4:])  # "do you think you could"
    if lead in {"do", "have"}:
        if rest[:1] and rest[0] not in _STOCKISTS:
            return True
        return any(word in data.STOCKING for word in rest)
    if lead in {"is", "are", "any"}:
        return not data.POSSIBLE.isdisjoint(rest) and _orders(rest[1:])
    if lead not in data.MODALS:
        return False
    return (len(rest) == 1 and rest[0] in data.ASKED) or _orders(rest)


def _orders(rest: Sequence[str]) -> bool:
    """Whether a verb of ordering is said, or any verb done for the speaker: "whip me up a", "bake us the"."""
    for at, word in enumerate(rest):
        if word in data.ORDERING or (word == "of" and rest[at - 1] == "chance"):
            return True
        if word == "mind" and rest[at + 1 : at + 2]:
            return rest[at + 1].endswith("ing") and rest[at + 1] not in data.EXPLAINING
        if at > 1 and word in data.RECIPIENTS and rest[at - 1] not in data.SUBJECTS:
            return rest[at - 1] not in data.EXPLAINING
    return False
