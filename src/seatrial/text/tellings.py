"""Whether a value is only told of: gone, somebody else's, of the past, put off, or on when something else is. English.

Looks at the words of the clause; never reads the value. Called by `standing` alone.
"""

from collections.abc import Sequence

from seatrial.text import contact_tellings, subjects
from seatrial.text.clauses import Clause, Kind
from seatrial.text.data import standing_words as data
from seatrial.text.data.numerals import UNITS_EN
from seatrial.text.phrase_sets import Pairs, pairs, telling_words, word_set

_GONE_REACH = 6
_WAS_MAX = 2
_OLD_THING_WORDS_MAX = 4
_FAILED_REACH = 14

_BE = word_set(data.BE)
_BESIDE_BE = word_set(data.BESIDE_BE)
_GONE = word_set(data.GONE)
_NO_MORE = pairs(data.NO_MORE)
_NOT_NOW = word_set(data.NOT_NOW)
_FORMER = word_set(data.FORMER)
_USED_TO: Pairs = frozenset({("used", "to")})
_WHILES = word_set(data.WHILES)
_OWNERS = word_set(data.OWNERS)
_SAID = word_set(data.SAID)
_YOU_HAVE: Pairs = frozenset({("you", "have"), ("you've", "got"), ("you", "had"), ("you", "got")})
_STAYED_AWAY = pairs(data.STAYED_AWAY)
_FAILED = word_set(data.FAILED)
_FAILED_PAIRS = pairs(data.FAILED_PAIRS)
_PAST_TIMES = pairs(data.PAST_TIMES)
_LATELY = pairs(data.LATELY)
_PLANNED = pairs(data.PLANNED)
_SUPPOSED_THEN = word_set(data.SUPPOSED_THEN)
_OLD_THINGS = word_set(data.THINGS) - {"one"}
_ALIKE = word_set(data.ALIKE)
_AFTER_TOLD_BUT = word_set(data.AFTER_TOLD_BUT)
_OUTDATED = word_set(data.OUTDATED)
_TO_BE = word_set(data.TO_BE)
_PEOPLE = word_set(data.PEOPLE)
_ONCE = word_set(data.ONCE)
_SINCE_THEN = word_set(data.SINCE_THEN)
_HELD_UP = word_set(data.HELD_UP)
_REPEATED = word_set(data.REPEATED)
_TIMES = word_set(data.TIMES)
_MISTAKEN = word_set(data.MISTAKEN)
_EARLIER = word_set(data.EARLIER)
_ENGAGEMENTS = word_set(data.ENGAGEMENTS)
_ENGAGED_BY = word_set(data.ENGAGED_BY)
_BEFORE_ENGAGED = word_set(data.BEFORE_ENGAGED)
_BETWEEN_ENGAGED = frozenset({"at", "on", "from", "about", "around", "the"})
_PUT_OFF_BY = word_set(data.PUT_OFF_BY)
_PUT_OFF = word_set(data.PUT_OFF)
_ASKED_LATER = pairs(data.ASKED_LATER)
_BEFORE_LATER = word_set(data.BEFORE_LATER)
_BACK_NEEDED = word_set(data.BACK_NEEDED)
_NOT_PUT_OFF = word_set(data.NOT_PUT_OFF)
_MOMENTS = word_set(data.MOMENTS)
_SHORT_WHILES = word_set(data.SHORT_WHILES)
_HOLDS_ON = word_set(data.HOLDS_ON)

_THEY_WOULD = frozenset({"he'd", "she'd", "they'd", "you'd"})
_WISHED = frozenset({"like", "love", "prefer", "rather", "want", "need"})
_WOULD = frozenset({"would", "could", "should", "it'd", "that'd", "might"})
_OTHERWISE = frozenset({"more", "less", "fewer", "wrong"})
_OLD_CUES = _SAID | _OUTDATED
_GONE_CUES = frozenset({*_GONE, *_NOT_NOW, *_FORMER, *telling_words(_NO_MORE), "used", "before", "when"})
_HAVE_BEEN = frozenset({"i've", "we've", "ive", "weve"})
_PAID = frozenset({"paid", "sent", "gave", "given", "settled"})
_PAST_CUES = frozenset(
    {
        "ago",
        "already",
        "show",
        "been",
        *_SUPPOSED_THEN,
        *_HELD_UP,
        *_TIMES,
        *_MISTAKEN,
        *telling_words(_PAST_TIMES),
        "last",
    }
)
_PUT_OFF_CUES = frozenset({"ask", "remind", "tell", *_PUT_OFF_BY, *_MOMENTS, *_SHORT_WHILES, "again", "back"})
# Where none of these is said, no value of that kind is only told of.
CUES: dict[Kind, frozenset[str]] = {
    "answer": _OLD_CUES
    | _GONE_CUES
    | subjects.ANSWER_CUES
    | _PAST_CUES
    | _PUT_OFF_CUES
    | _ENGAGEMENTS
    | {"but", "again", "back"},
    "contact": _OLD_CUES
    | _GONE_CUES
    | subjects.CUES
    | contact_tellings.CUES
    | telling_words(_PAST_TIMES)
    | {"but", "was"},
    "record": _OLD_CUES | {"used"} | subjects.CUES,
}


def is_told(clause: Clause, cues: frozenset[str]) -> bool:
    """Return whether the value is only told of; `cues` are the telling words said anywhere."""
    if (not _SAID.isdisjoint(cues) or "but" in cues) and _is_contradicted(clause):
        return True
    if ("was" in cues or not _OUTDATED.isdisjoint(cues)) and _is_of_the_old(clause):
        return True
    if not subjects.ANSWER_CUES.isdisjoint(cues) and subjects.is_others(clause):
        return True
    if "used" in cues and (
        _has_pair(clause.before, _USED_TO)
        or ((clause.after(), clause.after(1)) in _USED_TO and clause.end + 3 >= len(clause.words))
    ):
        return True
    if clause.kind == "record":
        return False
    if not _GONE_CUES.isdisjoint(cues) and _is_gone(clause):
        return True
    if not _PAST_CUES.isdisjoint(cues) and _is_of_another_time(clause):
        return True
    if "but" in cues and _is_overtaken(clause):
        return True
    if clause.kind == "contact":
        return not contact_tellings.CUES.isdisjoint(cues) and contact_tellings.is_contact_told(clause)
    return (
        (not _PAST_CUES.isdisjoint(cues) and _is_past(clause))
        or (not _SAID.isdisjoint(cues) and _came_to_nothing(clause))
        or (not _PUT_OFF_CUES.isdisjoint(cues) and _is_put_off(clause))
        or (not _ENGAGEMENTS.isdisjoint(cues) and _is_engaged(clause))
    )


def _has_pair(words: Sequence[str], of: Pairs) -> bool:
    return any((words[at], words[at + 1]) in of for at in range(len(words) - 1))


# -- gone --------------------------------------------------------------------------------------------------------------


def _is_contradicted(clause: Clause) -> bool:
    """Whether what was said is put right at once: "your system says ... but it should be"."""
    return (
        clause.after() == "but"
        and clause.after(1) in _AFTER_TOLD_BUT
        and (not _SAID.isdisjoint(clause.before) or tuple(clause.before[:2]) in _YOU_HAVE)
    )


def _is_of_the_old(clause: Clause) -> bool:
    """Whether a value is that of the old thing: "my old number was", "the last one was", "... was my old one"."""
    words = clause.words
    if clause.kind == "contact":
        if clause.after() == "was" and clause.after(1) == "my":
            return True
        if words[clause.start - 1] == "was" and "now" in words[: clause.start - 1] and len(clause.before) <= _WAS_MAX:
            return True  # "it's 30307 now, was 30312"
    if clause.after() in {"was", "is"} and clause.after(1) in _OWNERS and clause.after(2) in _OUTDATED:
        return clause.after(3) not in _PEOPLE
    at = clause.start - 1
    while at > clause.left and words[at] in _TO_BE:
        at -= 1
    opening = clause.before[:1]
    if clause.kind == "contact" and opening and opening[0] in _OUTDATED and words[clause.start - 1] == "was":
        return len(clause.before) <= _OLD_THING_WORDS_MAX  # "old office was"
    if at == clause.start - 1 and (
        clause.kind == "answer" or words[at] not in _OLD_THINGS or clause.after() == "still"
    ):
        return False
    for place in (at, at - 1):
        if place > clause.left and words[place] in _OUTDATED:
            return words[place - 1] in _OWNERS and words[place + 1] not in _PEOPLE
    return False


def _is_gone(clause: Clause) -> bool:
    """Whether a value is no more: "i used to live at", "... any more", "... got hacked"."""
    words, before = clause.words, clause.before
    if not _FORMER.isdisjoint(before):
        return True
    if "longer" in before and "no" in before:
        return True
    if clause.after() in {"before", "when"} and not {"was", "were", "lived", "had", "paid"}.isdisjoint(before):
        return clause.after() == "when" or clause.kind == "contact" or clause.end + 1 == clause.right
    for at in range(clause.end, clause.right):
        if words[at] in _NOT_NOW:
            return True
        pair = (words[at], words[at + 1] if at + 1 < clause.right else "")
        if pair in _NO_MORE and not (at + 2 < clause.right and words[at + 2] == "than"):
            return True
    was = words[clause.end - 1].endswith("'s")
    for word in words[clause.end : clause.end + _GONE_REACH]:
        if word in _BE:
            was = True
        elif was and word in _GONE:
            return True
        elif word not in _BESIDE_BE and word not in _NOT_NOW:
            return False
    return False


# -- somebody else's ---------------------------------------------------------------------------------------------------


# -- of the past -------------------------------------------------------------------------------------------------------


def _is_of_another_time(clause: Clause) -> bool:
    """Whether the clause tells of an earlier time: "i paid ... last time"; not "the same as last time"."""
    words = clause.words
    for at in range(clause.left, clause.right - 1):
        pair = (words[at], words[at + 1])
        if pair in _PAST_TIMES and not (at and words[at - 1] in _ALIKE):
            return True
        if pair in _LATELY and clause.kind == "answer" and (at == clause.end or 0 <= clause.start - at - 2 <= _WAS_MAX):
            return at == clause.end or words[clause.start - 1] == "was"
    return False


def _is_overtaken(clause: Clause) -> bool:
    """Whether what once was has changed since: "there were five but then some cancelled", "it was going to be"."""
    words = clause.words
    if clause.right >= len(words) or words[clause.right] != "but":
        return False
    if clause.kind == "answer":
        if _has_pair(clause.before, _PLANNED):
            return True
        if not _SAID.isdisjoint(clause.before) and not _OTHERWISE.isdisjoint(
            words[clause.right + 1 : clause.right + 5]
        ):
            return True  # "it says four on my ticket but there's more of us"
    since = words[clause.right + 1 : clause.right + 6]
    if any(word in UNITS_EN or word[0].isdecimal() or word == "couple" for word in since):
        return False  # "... but two dropped out": neither is the answer
    if clause.kind == "contact" and words[clause.start - 1] != "was":
        return False
    return not _ONCE.isdisjoint(clause.before) and not _SINCE_THEN.isdisjoint(since)


def _is_past(clause: Clause) -> bool:
    """Whether a value counts what happened, or might have: "on hold for", "i called ... times", "would've been"."""
    before = clause.before
    if "been" in before and (
        not _SUPPOSED_THEN.isdisjoint(before) or ("have" in before and not _WOULD.isdisjoint(before))
    ):
        return True
    if clause.after() in _WHILES and clause.after(1) in _HAVE_BEEN and clause.after(2) == "been":
        return True  # "three hours i've been on this thing"
    if (clause.after() in _WHILES and not _HELD_UP.isdisjoint(before)) or ("show" in before and "no" in before):
        return True
    if clause.after(1) == "ago" or (
        not _PAID.isdisjoint(before) and ("already" in before or clause.after() == "already")
    ):
        return True
    if clause.after() in _TIMES and not _REPEATED.isdisjoint(before):
        return True
    return not _MISTAKEN.isdisjoint(before) and (clause.after() in _EARLIER or clause.after(1) in _EARLIER)


def _came_to_nothing(clause: Clause) -> bool:
    """Whether what was told or agreed did not happen: "they said ... and nobody showed", "was supposed to"."""
    before = clause.before
    if _SAID.isdisjoint(before):
        return False
    if "to" in before and not {"supposed", "meant"}.isdisjoint(before) and not {"was", "were"}.isdisjoint(before):
        return True
    if not _THEY_WOULD.isdisjoint(before) and _WISHED.isdisjoint(before):
        return True  # "he said he'd be here at nine"
    rest = clause.words[clause.end : clause.end + _FAILED_REACH]
    if "i" in before:
        return _has_pair(rest, _STAYED_AWAY)
    return not _FAILED.isdisjoint(rest) or _has_pair(rest, _FAILED_PAIRS)


# -- put off, on when something else is --------------------------------------------------------------------------------


def _is_put_off(clause: Clause) -> bool:
    """Whether a value only says when the speaker will know, or how long to hold on."""
    words = clause.words
    following = clause.after()
    before = words[clause.start - 1] if clause.start else ""
    if following in _MOMENTS:
        return True
    if clause.start > 1 and words[clause.start - 2] in {"again", "back"} and not following:
        return before == "in" or (before == "at" and not {"ask", "try"}.isdisjoint(clause.before))
    if following in _SHORT_WHILES and (before in _HOLDS_ON or (not before and words[0] in {"1", "2", "one", "two"})):
        return True
    if _is_asked_later(clause):
        return True
    at = next((at for at in range(clause.left, clause.start) if words[at] in _PUT_OFF_BY), clause.start)
    for verb in range(at + 1, min(at + 5, clause.start)):
        following = words[verb + 2] if words[verb + 1] == "you" else words[verb + 1]
        if words[verb] in _PUT_OFF and following not in _NOT_PUT_OFF:
            return words[verb] not in _BACK_NEEDED or "back" in words[verb : clause.start]
    return False


def _is_asked_later(clause: Clause) -> bool:
    """Whether the listener is to ask then: "ask me tomorrow", "come back to me on friday", not "come back friday"."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and words[at] in _BEFORE_LATER and (words[at - 1], words[at]) not in _ASKED_LATER:
        at -= 1
    if at <= clause.left or (words[at - 1], words[at]) not in _ASKED_LATER:
        return False
    return words[at - 1] != "come" or "me" in words[at + 1 : clause.start]


def _is_engaged(clause: Clause) -> bool:
    """Whether something else is on then: "i've got the chiropodist at noon"."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and words[at] in _BETWEEN_ENGAGED:
        at -= 1
    if at <= clause.left or words[at] not in _ENGAGEMENTS or at == clause.start - 1:
        return False
    at -= 1
    while at > clause.left and words[at] in _BEFORE_ENGAGED:
        at -= 1
    return words[at] in _ENGAGED_BY
