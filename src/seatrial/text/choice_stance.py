"""How firmly an option that was named is chosen: picked, merely named, considered, told about, or denied.

"I was a small once but I'd better have the large": the large is picked, the small told about. Looks at the clause
around a mention; knows no options. Called by `choice`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from seatrial.text.choice_clauses import Talk, begins_clause, clause_end, clause_start
from seatrial.text.choice_requests import is_request, lead_in
from seatrial.text.context import Language
from seatrial.text.data import choice_stance_words as data
from seatrial.text.data.choice_words import PLACE_NOUNS
from seatrial.text.data.common_words import COURTESY_WORDS, FUNCTION_WORDS
from seatrial.text.standing import stands_among

DENIED: Final = -1
ASIDE: Final = 0
OPEN: Final = 1  # one of two things named: "repair or replace"
CONSIDERED: Final = 2
NAMED: Final = 3
PICKED: Final = 4
CONCLUDED: Final = 5

_NOTHING = ""
_TALK_WORDS_MIN = 2
_FRAGMENT_WORDS_MAX = 5
_BUT_WORDS_MAX = 3
_REACH = 7


def stances(talk: Talk, spans: Sequence[tuple[int, int]], *, tells: bool, language: Language) -> list[int]:
    """Return how each mention stands.

    Args:
        talk: The answer.
        spans: First word and end of each mention, left to right.
        tells: Whether the options are things that go wrong, so that a story about one chooses it.
        language: Spanish is looked at for denials and alternatives only.
    """
    levels: list[int] = []
    for place, (start, end) in enumerate(spans):
        floor = max((stop for _, stop in spans[:place] if stop <= start), default=0)
        ceiling = min((begin for begin, _ in spans[place + 1 :] if begin >= end), default=talk.size)
        between = talk.words[floor:start] if floor else ()
        if between and levels[-1] <= ASIDE and not _LISTING.isdisjoint(between) and _LISTED.issuperset(between):
            levels.append(levels[-1])  # "no tea or coffee"
        elif between == ("no",) and levels[-1] == DENIED:
            levels.append(DENIED)  # "no leak no noise"
        elif language == "en":
            passing = bool(floor) and levels[-1] == ASIDE
            levels.append(_stance(talk, start, end, floor=floor, ceiling=ceiling, tells=tells, passing=passing))
        else:
            levels.append(DENIED if _is_denied_es(talk.words, start) else NAMED)
        if levels[-1] > ASIDE and _is_alternative(talk, start, end, floor=floor):
            levels[-1] = OPEN
    if len(levels) > 1 and levels[-1] == NAMED and _closes_alone(talk, spans):
        levels[-1] = PICKED
    return levels


def _closes_alone(talk: Talk, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the last mention is an answer by itself after talk of another: "the suite's too dear, twin"."""
    (_, end), (start, last) = spans[-2:]
    if last < talk.size and not talk.pauses[last]:
        return False
    if start - end < _TALK_WORDS_MIN or not (talk.pauses[start] or talk.words[start - 1] in data.CLOSING_LEADS):
        return False
    return talk.words[end] not in data.LISTING_ON


_LISTING = frozenset({"or", "nor", "and"})
_LISTED = frozenset({*_LISTING, "the", "a", "any"})


def _is_alternative(talk: Talk, start: int, end: int, *, floor: int) -> bool:
    words = talk.words
    if words[end] in {"one", "ones", "it", "me", "them"}:
        end += 1
    if words[end] == "or":
        return bool(words[end + 1]) and words[end + 1] not in data.AFTER_NO_ALTERNATIVE
    at = start - 1
    while at >= floor and words[at] in {"a", "the", "maybe"}:
        at -= 1
    return at > 0 and words[at] == "or"


def _is_denied_es(words: Sequence[str], start: int) -> bool:
    for at in range(start - 1, max(-1, start - 5), -1):
        if words[at] in data.DENIALS_ES:
            return words[at] != "no" or at == 0 or start - at == 1
        if words[at] not in data.WITHIN_DENIAL_ES:
            return False
    return False


def _stance(talk: Talk, start: int, end: int, *, floor: int, ceiling: int, tells: bool, passing: bool) -> int:
    """How the mention at [start, end) stands between an earlier mention, perhaps said in passing, and a later one."""
    begin = clause_start(talk, start, floor)
    close = clause_end(talk, end, ceiling)
    before = talk.words[begin:start]
    after = talk.words[end:close]
    orders = bool(before) and is_request(before)
    if not before and not after and not talk.cues:
        return NAMED
    denied = _is_denied(before)
    if denied or (not orders and not _stands(talk, start, end)):
        return ASIDE if not denied and (passing or _asks(before, after)) else DENIED
    if _is_left(talk, start, end, begin) or (not orders and _is_of_others(before, talk, tells=tells)):
        return ASIDE
    if tells:
        return _told(before, after)
    going_on = passing and begin == floor and not begins_clause(talk, floor)  # "is the medium a big medium"
    if (
        _asks(before, after)
        or _postpones(talk, begin, end, close)
        or (not orders and _is_doing_otherwise(before, talk.words[start]))
        or (going_on and data.WISHES_AFTER.isdisjoint(after))
        or before[:1] in _SUBORDINATE
        or _is_queried(talk, end, close)
        or (talk.words[close] == "but" and not data.HABITUAL.isdisjoint(before))
    ):
        return ASIDE
    if _is_past(before):
        return CONSIDERED if _is_considered(before) else ASIDE
    wished = orders or _wished(before, after)
    verdict = None if wished and before else _predicate(talk, end, close)
    if verdict is not None:
        return verdict
    if after[:2] == ("it", "is") or before[:1] == ("so",) or (before[:1] == ("but",) and len(before) < _BUT_WORDS_MAX):
        return CONCLUDED
    if wished:
        return PICKED
    part = bool(start) and _is_part_of_something(talk, end, close)
    return NAMED if not part and _is_plain(before) else ASIDE


def _stands(talk: Talk, start: int, end: int) -> bool:
    return not talk.cues or stands_among(talk.tokens, talk.texts, talk.cues, start, end)


def _told(before: Sequence[str], after: Sequence[str]) -> int:
    """How a trouble stands: what is told of it is the answer, unless it is asked about, long ago or over."""
    if _asks(before, after) or _is_long_ago(after):
        return ASIDE
    return DENIED if not data.OVER.isdisjoint(after[:3]) else NAMED


def _is_plain(before: Sequence[str]) -> bool:
    """Whether nothing but lead-in stands before: light words, or a few words without a subject ("two bed ...")."""
    if all(word in data.LIGHT or word in data.CONSIDERING for word in before):
        return True
    return len(before) <= _FRAGMENT_WORDS_MAX and not any(
        word in data.SUBJECTS or word in data.MOODS or word.endswith("ing") for word in before
    )


def _is_considered(before: Sequence[str]) -> bool:
    """Whether a past tense wishes all the same: "i was thinking the large", "i said large"."""
    if not data.CONSIDERING.isdisjoint(before):
        return True
    if before[0] in {"i", "i've", "we"} and ("said" in before or "told" in before):
        return True
    return any(word in data.WISHES and word not in data.PAST for word in before)


def _is_doing_otherwise(before: Sequence[str], first: str) -> bool:
    """Read "you keep playing that", "i'm on the", "i'm out all", "i'm cleaning": what somebody does already."""
    if before[-2:] in _HAVING or before[-3:] in _BEING_IN or (first.endswith("ing") and before[-1:] in _BEING):
        return True
    at = lead_in(before)
    if at < len(before) and before[at] in {"you", "you're", "you've", "u", "ur"}:
        return data.CAN.isdisjoint(before)
    if len(before) > 1 and before[-1].endswith("'s") and before[0] in _DETERMINERS and "favourite" not in before:
        return True  # "the battery's flat"
    return not data.BUSY.isdisjoint(before) and not ("out" in before and "of" in before)


_DETERMINERS = frozenset({"the", "my", "his", "her", "your", "their"})
_SUBORDINATE = frozenset({("if",), ("unless",), ("while",), ("when",), ("until",), ("till",)})
_BEING = frozenset({("i'm",), ("im",), ("we're",), ("just",), ("been",)})
_BEING_IN = frozenset((who, "in", "the") for who in ("i'm", "im", "we're"))
_HAVING = frozenset({("i'm", "on"), ("im", "on"), ("we're", "on")})


# -- what stands before ------------------------------------------------------------------------------------------------


def _is_denied(before: Sequence[str]) -> bool:
    """Whether the clause refuses what it names: "i can't do the middle", "there's no leak"."""
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        lead = before[at - 1] if at else _NOTHING
        following = before[at + 1] if at + 1 < len(before) else _NOTHING
        if at and word in data.ENDS_DENIAL:
            return False
        if (word, following) in data.DENIAL_PAIRS or (word == "no" and (lead in data.BEFORE_NO or len(before) == 1)):
            return True
        if word == "off" and not following:
            return True
        if word in data.DENIALS:
            asks = following in {"i", "we", "you"} or lead == "why"
            return not asks and following not in data.HARMLESS_AFTER_DENIAL
    return False


def _is_of_others(before: Sequence[str], talk: Talk, *, tells: bool) -> bool:
    """Whether somebody else is said to have it: "my sister had the suite", not "my wife wants the blue"."""
    if tells and data.REPORTED.isdisjoint(before):
        return False
    if before[:1] and before[0] in {"i", "i've"} and not data.REPORTS.isdisjoint(before):
        return False
    for at, word in enumerate(before):
        if word in data.OTHERS or (word in {"you", "your"} and not data.REPORTS.isdisjoint(before[at:])):
            if any(later in data.OTHERS_WISH for later in before[at:]):
                return False
            return not _is_for_others(talk.words)
    return False


def _is_for_others(words: Sequence[str]) -> bool:
    """Whether it is bought for somebody: "it's for my husband he's a large"."""
    return any(
        pair in data.FOR_OTHERS and (pair[1] != "my" or words[at + 2] in data.OTHERS)
        for at, pair in enumerate(pairwise(words))
    )


def _is_left(talk: Talk, start: int, end: int, begin: int) -> bool:
    """Whether it is where somebody comes from, or ranks below: "from basic to plus", "aisle over window"."""
    words = talk.words
    at = start - 1
    while at >= 0 and words[at] in {"the", "a"}:
        at -= 1
    before = words[at] if at >= 0 else _NOTHING
    if before == "from" and "to" in words[end : end + 3]:
        return True
    if before == "to" and "from" in words[max(0, at - _REACH) : at]:
        return _is_past(words[max(0, at - _REACH) : at])  # "you moved me from basic to plus"
    if before == "between" or (before in {"over", "than"} and at > 0):
        return True
    return before == "after" and at == begin and words[end] != _NOTHING


_SUGGESTING: tuple[tuple[str, ...], ...] = (("about",), ("not",))  # "how about the", "why not the"


def _asks(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the clause asks about what it names, instead of ordering it in the form of a question."""
    for place, word in enumerate(before):
        if word in data.QUESTION_WORDS and before[place + 1 : place + 2] not in _SUGGESTING:
            return True
    if any(pair in data.TAGS for pair in pairwise(after)):
        return True
    at = lead_in(before)
    if (
        at == len(before)
        or before[at] not in data.ASKING_VERBS
        or before[at + 1 : at + 2] == ("to",)
        or not data.AGREEABLE.isdisjoint(after)
    ):
        return False
    return not is_request(before)


def _postpones(talk: Talk, begin: int, end: int, close: int) -> bool:
    clause = talk.words[begin:close]
    if any(pair in data.POSTPONING for pair in pairwise(clause)):
        return True
    return not data.MOMENTS.isdisjoint(talk.words[end:close]) and not data.HOLDING_ON.isdisjoint(clause)


def _is_long_ago(after: Sequence[str]) -> bool:
    """Read "last winter", "years ago"; "since last night" is now."""
    return any(
        word == "ago" or (word == "last" and after[at + 1 : at + 2] not in {("night",), ("week",)})
        for at, word in enumerate(after)
    )


def _wished(before: Sequence[str], after: Sequence[str]) -> bool:
    if "there" in before and not data.AGREEABLE.isdisjoint(after[:1]):
        return True  # "is there a double left"
    if not data.WISHES.isdisjoint(before) or not data.WISHES_AFTER.isdisjoint(after[:3]):
        return True
    return any(pair in data.WISH_PAIRS for pair in pairwise(before))


def _is_past(before: Sequence[str]) -> bool:
    last = len(before) - 1
    return any(
        (word in data.PAST and (word != "put" or _has_put(before, at)))
        or word in data.LONG_AGO
        or (at < last and word.endswith("ed") and word not in data.NEVER_PAST)
        for at, word in enumerate(before)
    )


def _has_put(before: Sequence[str], at: int) -> bool:
    """Whether "put" tells of the past: "they put me in the", not "can you put me in the"."""
    return at > 0 and before[at - 1] in data.PUTTING and not (at > 1 and before[at - 2] in data.MODALS)


def _is_queried(talk: Talk, end: int, close: int) -> bool:
    """Whether a longer clause ends in a question mark: "sales as in selling me stuff?", not "the large?"."""
    asked = close < talk.size and "?" in talk.tokens[close].before
    return asked and close - end >= _TALK_WORDS_MIN and data.WISHES_AFTER.isdisjoint(talk.words[end:close])


# -- what stands after -------------------------------------------------------------------------------------------------


def _predicate(talk: Talk, end: int, close: int) -> int | None:
    """What is said of the mention as a subject, or None where it is none."""
    words = talk.words
    if end < talk.size and talk.pauses[end]:
        return None
    if words[end] == "just" and end + 1 < close and (words[end + 1] in data.PAST or words[end + 1].endswith("ed")):
        return ASIDE  # "hang on a text just came"
    one = words[end] in {"one", "ones"}
    rest = words[end + one : close]
    if not (words[end - 1].endswith("'s") or (rest and rest[0] in data.VERBS_AFTER)):
        relative = words[end] in data.RELATIVE_SUBJECTS and words[end + 1] in data.PAST
        past = not data.LONG_AGO.isdisjoint(rest) and rest[:2] != ("as", "before")
        done = bool(rest) and rest[0].endswith("ed") and rest[0] not in data.NEVER_PAST
        return ASIDE if relative or past or done else None
    if not data.DISAPPROVAL.isdisjoint(rest):
        return DENIED if data.NEGLECTED.isdisjoint(rest) else NAMED  # "the brown one wasn't emptied"
    return NAMED if not data.APPROVAL.isdisjoint(rest) else ASIDE


def _is_part_of_something(talk: Talk, end: int, close: int) -> bool:
    """Whether a thing is named after it that nobody chooses: "the card machine", "twin girls"."""
    if end >= close or talk.pauses[end]:
        return False
    return talk.words[end] not in data.SECTIONS and is_content(talk.words[end])


def is_content(word: str) -> bool:
    """Return whether a word names something, as against leading on, and is no word for an option."""
    return word[:1].isalpha() and not (
        word in data.LIGHT
        or word in data.SUBJECTS
        or word in data.WISHES_AFTER
        or word in FUNCTION_WORDS
        or word in COURTESY_WORDS
        or word in PLACE_NOUNS
    )
