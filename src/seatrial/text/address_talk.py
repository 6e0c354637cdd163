"""Whether a street line that was said is where to go: not one told of, asked about, moved from, or merely near.

"It went to 12 Mill Lane by mistake", "opposite 12 Mill Lane", "do you deliver to 12 Mill Lane". Never reads an address.
Called by the address parser.
"""

from collections.abc import Sequence

from seatrial.text.data import address_talk_words as data
from seatrial.text.standing import stands
from seatrial.text.tokens import Token

_REACH = 10
_HEADS = frozenset({"but", "so", "because", "then", "now"})
_PAUSES = frozenset(",;.!?\n")


def is_meant(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the street line over [start, end) is one to go to."""
    if not stands(tokens, start, end, kind="contact"):
        return False
    if _is_where(tokens, end):
        return False
    if not start:
        return True
    before = _clause(tokens, start)
    return not before or not (_is_near(before) or _is_told(before) or _is_of_others(before) or _is_asked(before))


def _is_where(tokens: Sequence[Token], end: int) -> bool:
    """Read "... is where it went wrong"."""
    after = [token.text for token in tokens[end : end + 2]]
    return after[:1] in (["is"], ["was"]) and after[1:] == ["where"]


def _clause(tokens: Sequence[Token], start: int) -> list[str]:
    """The words before a line, back to a pause."""
    begin = start
    while begin > max(0, start - _REACH):
        if not _PAUSES.isdisjoint(tokens[begin].before) or tokens[begin - 1].text in _HEADS:
            break
        begin -= 1
    return [token.text for token in tokens[begin:start]]


def _is_near(before: Sequence[str]) -> bool:
    """Read "outside", "next door to", "up the road from"."""
    at = len(before) - 1
    while at > 0 and before[at] in data.LIGHT:
        at -= 1
    word, lead = before[at], before[at - 1] if at else ""
    if word == "from":
        return any(other in data.FROM_WHERE for other in before[max(0, at - 3) : at])
    return word in data.NEARBY or (word == "to" and lead in {"door", "close", "next"})


def _is_told(before: Sequence[str]) -> bool:
    """Read "it went to", "they left it at", "my previous address was", "you've put"."""
    if not data.YET_TO_COME.isdisjoint(before):
        return not data.FORMER.isdisjoint(before) and "was" in before
    if not data.ARRIVED.isdisjoint(before) or "grew" in before:
        return True
    if not data.FORMER.isdisjoint(before) and ("was" in before or "lived" in before):
        return True
    return not data.MISNAMED.isdisjoint(before) and not data.MISNAMERS.isdisjoint(before)


def _is_of_others(before: Sequence[str]) -> bool:
    """Read "my brother lives at", not "deliver it to my mum's at"."""
    for at, word in enumerate(before):
        if word in data.KIN:
            lives = word.endswith("'s") or not data.LIVES.isdisjoint(before[at + 1 :])
            return lives and data.SENDING.isdisjoint(before[:at])
    return False


def _is_asked(before: Sequence[str]) -> bool:
    """Read "do you deliver to", "is your office", "have you got me down as"; "can you deliver to" orders."""
    at = 0
    while at < len(before) - 1 and before[at] in {"and", "so", "hi", "hello", "sorry", "um", "er"}:
        at += 1
    return before[at] in data.ASKING and data.ORDERS.isdisjoint(before)
