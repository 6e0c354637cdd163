"""Whose a name is that was said: the caller's, or somebody's the caller talks about.

"My doctor is Alan Reyes", "I spoke to Sarah", "Karen told me to ring" give no name; "under my husband Greg Sandoval"
does. Never decides what is a name. Called by the person name parser.
"""

from collections.abc import Sequence
from itertools import pairwise

from seatrial.text.data import name_talk_words as data
from seatrial.text.tokens import Token

_CUE_WORDS_MAX = 5
_MINE = (["my"], ["the"], ["our"])  # "my hairdresser's called"


def is_somebody_else(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the name over [start, end) belongs to somebody who is only talked about."""
    before = [token.text for token in tokens[max(0, start - _CUE_WORDS_MAX) : start]]
    if _is_colleague(tokens, end):
        return True
    if end < len(tokens) and not tokens[end].before.strip() and _does(tokens, end):
        return True
    if not before or before[-1] in data.NOTICED:
        return bool(before)
    if _is_likened(before) or (end == start + 1 and _is_begun_so(before)):
        return True
    if before[-1] in {"for", "in"} and before[-2:-1] and (len(before[-2]) == 1 or before[-2:] == ["as", "in"]):
        return before[-2] not in {"a", "i"}  # "p for peter"
    return _is_role(before) or _is_met(before) or _is_asked_for(tokens, before, start, end)


def _is_likened(before: Sequence[str]) -> bool:
    """Read "everyone mistakes me for", "begins with j, like", "people think i'm"; not "it's like"."""
    last, lead = before[-1], before[-2] if len(before) > 1 else ""
    if last == "like":
        return lead not in data.SPEAKS_LOOSELY
    if last in {"after", "as"}:
        return lead in {"named", "same"}
    if last in {"for", "with"}:
        return not data.MISTAKES.isdisjoint(before)
    return last in {"i'm", "im"} and lead in data.THINKS and before[0] in data.ANYBODY


def _is_begun_so(before: Sequence[str]) -> bool:
    """Read "begins with j like john"; the letter and the "like" may have been left out."""
    last = before[-1]
    return last in data.BEGINS or (len(last) == 1 and before[-2:-1] == ["with"] and not data.BEGINS.isdisjoint(before))


def is_proverbial(tokens: Sequence[Token]) -> bool:
    """Whether a name that is nobody's is said: "every tom, dick and harry", "joe bloggs"."""
    return any((first.text, second.text) in data.IDIOMS for first, second in pairwise(tokens))


def _does(tokens: Sequence[Token], verb: int) -> bool:
    """Read "sarah said", "dave is out"; "john goes by jack" tells who the caller is."""
    following = tokens[verb + 1].text if verb + 1 < len(tokens) else ""
    if tokens[verb].text in {"is", "isn't", "isnt"}:
        return following in data.AWAY
    return tokens[verb].text in data.DOES and not (tokens[verb].text == "goes" and following == "by")


def _is_colleague(tokens: Sequence[Token], end: int) -> bool:
    """Read "tracy from accounts said"."""
    if end >= len(tokens) or tokens[end].text not in {"from", "in", "at"}:
        return False
    return any(token.text in data.REPORTS for token in tokens[end + 1 : end + 5])


def _is_role(before: Sequence[str]) -> bool:
    """Read "my doctor is", "the engineer was called", "my son's called", "a man called"."""
    at = len(before) - 1
    while at >= 0 and before[at] in data.IS_CALLED:
        at -= 1
    if at < 0:
        return False
    if at < len(before) - 1 and before[at] in {"to", "with"} and not data.MET.isdisjoint(before):
        return True  # "the one i spoke to was called"
    role = before[at]
    owned = role.endswith("'s") and (
        role[:-2] in data.ROLES
        or (at < len(before) - 1 and before[at - 1 : at] in _MINE and role[:-2] not in data.THEIR_ACCOUNT)
    )
    return owned or (role in data.ROLES and at < len(before) - 1)


def _is_met(before: Sequence[str]) -> bool:
    """Read "i spoke to", "can i speak to", "ask for", "a letter from"; "you're speaking to" introduces the caller."""
    last = before[-1]
    if last in {"a", "an"} and len(before) > 1:
        before, last = before[:-1], before[-2]
    if last not in {"to", "with", "for", "from"} or len(before) < 2:
        return False
    verb = before[-2]
    if verb in {"speaking", "talking"}:
        return len(before) > 2 and before[-3] in {"was", "were", "i"}
    return verb in data.MET and not (verb in {"speak", "talk"} and before[0] in data.SPEAKING_TO)


def _is_asked_for(tokens: Sequence[Token], before: Sequence[str], start: int, end: int) -> bool:
    """Read "is that karen", "put karen on", "is lee there"."""
    if start == len(before) and before[-1] in {"that", "this", "it"} and before[-2:-1] in (["is"], ["was"]):
        return True
    following = tokens[end].text if end < len(tokens) else ""
    return (before[-1] == "put" and following == "on") or (
        before[-1] == "is" and following in {"there", "in", "about", "working", "available", "around", "free"}
    )


def hands_over(before: Sequence[str]) -> bool:
    """Whether the caller gives the name of a relative as the one asked for: "on behalf of my mother"."""
    return bool(before) and before[-1] in data.KIN and not data.HANDS_OVER.isdisjoint(before)
