"""Whether what was said is left open ("... so i don't know", "at least"), or set against the speaker's own. English.

Looks only at the words around a value; never reads the value. Called by `standing` alone.
"""

from collections.abc import Sequence

from seatrial.text.clauses import Clause
from seatrial.text.data import standing_words
from seatrial.text.data import undecided_words as data
from seatrial.text.data.numerals import TENS_EN, UNITS_EN
from seatrial.text.data.schedule_words import WEEKDAYS
from seatrial.text.phrase_sets import phrases, telling_words, word_set

_CHECK_REACH = 8  # of a contact or a record: an answer gives fewer things at once
_DOUBT_REACH = 16
_CONTRAST_REACH = 8
_BOUND_REACH = 4

_FINDING_OUT = word_set(data.FINDING_OUT)
_HAVING_TO = word_set(data.HAVING_TO)
_SHALL = word_set(data.SHALL)
_KNOWING = word_set(data.KNOWING)
_NOT_KNOWING = word_set(data.NOT_KNOWING)
_LEADS_TO_DOUBT = word_set(data.LEADS_TO_DOUBT)
_AFTER_DOUBT = word_set(data.AFTER_DOUBT)
_COUNTS = word_set(data.COUNTS)
_DECIDES = word_set(data.DECIDES)
_MINE = word_set(data.MINE)
_CONTRASTS = word_set(data.CONTRASTS)
_WISHES = word_set(data.WISHES)

_RELATIVES = word_set(standing_words.FAMILY)
_RETRACTS = word_set(data.RETRACTS)
_FOUND_OUT = word_set(data.FOUND_OUT)
_POSTPONING = frozenset(phrases(data.POSTPONING))
_POSTPONED = frozenset(phrase[-1] for phrase in _POSTPONING)
# Where none of these is said, nothing is left open.
_LIMITS = word_set(data.LIMITS)
_COMPARING = word_set(data.COMPARING)
_UNFINISHED = word_set(data.UNFINISHED)
# Between a value and that it is not known, another may stand: "four could be five, i don't know".
_HEDGED = frozenset({*word_set(data.HEDGES), *_NOT_KNOWING, *UNITS_EN, *TENS_EN, *word_set(WEEKDAYS)})
_GOES_ON = frozenset({"like", "it", "the", "you", "that", "is", "happens"})  # "express whatever it costs"
_BEFORE_LIMITED = frozenset({"a", "an", "the", "about", "around", "of", "is", "would", "be"})
_BOUND_CUES = _LIMITS | {"least", "than"}
CUES = (
    _RETRACTS
    | _FINDING_OUT
    | _FOUND_OUT
    | _KNOWING
    | _MINE
    | _UNFINISHED
    | {"but"}
    | _BOUND_CUES
    | telling_words(_POSTPONING)
)


def is_undecided(clause: Clause, cues: frozenset[str]) -> bool:
    """Return whether what follows the value leaves it open; `cues` are the telling words said anywhere."""
    words, end = clause.words, clause.end
    if (not _MINE.isdisjoint(cues) or "but" in cues) and _is_contrasted(clause):
        return True
    if (
        clause.kind == "answer"
        and not _BOUND_CUES.isdisjoint(cues)
        and (_is_bound_before(clause) or _is_bound_after(clause))
    ):
        return True
    if clause.after() in _UNFINISHED and not clause.paused and clause.after(1) not in _GOES_ON:
        return True  # "joe something", not "four something like that"
    if clause.start > clause.left and words[clause.start - 1] in _UNFINISHED:
        return clause.kind == "answer" and words[clause.start - 2] != "or"  # "something fifty", "blank pounds fifty"
    if not _RETRACTS.isdisjoint(cues) and _is_retracted(words, end):
        return True
    last = min(len(words), end + _DOUBT_REACH)
    near = last if clause.kind == "answer" else min(last, end + _CHECK_REACH)
    for at in range(end, last):
        word = words[at]
        if (
            (at < near and word in _FINDING_OUT and _is_to_be_found(words, at, end))
            or (word in _KNOWING and _is_doubt(words, at, end, hedged_only=clause.kind != "answer"))
            or (word in _FOUND_OUT and not _NOT_KNOWING.isdisjoint(words[max(end, at - 2) : at]))
            or (word in _POSTPONED and at >= end + 2 and tuple(words[at - 2 : at + 1]) in _POSTPONING)
        ):
            return _DECIDES.isdisjoint(words[at + 1 :])
    return False


def _is_retracted(words: Sequence[str], end: int) -> bool:
    """Whether it was no answer after all: "12 lol jk", "... just kidding", "3, 4 if you count the cat but don't"."""
    for at in range(end, min(len(words), end + _DOUBT_REACH)):
        if words[at] in {"jk", "kidding", "joking"}:
            return words[at - 1] not in _NOT_KNOWING
    if words[end : end + 1] == ["if"] and "but" in words[end + 2 : end + _CONTRAST_REACH]:
        at = words.index("but", end + 2)
        return words[at + 1 : at + 2] in (["don't"], ["dont"], ["not"], ["no"], ["won't"])
    return False


def _is_to_be_found(words: Sequence[str], at: int, end: int) -> bool:
    """Whether it has to be looked up first: "i'd have to check", "i'll need to ask my wife"."""
    if words[at - 1] == "me":
        return at - 2 >= end and words[at - 2] == "let"
    if words[at - 1] == "to" and words[at - 2] in _HAVING_TO:
        return at - 3 >= end and (words[at - 3] in _SHALL or at + 1 == len(words))
    return words[at - 1] in {"gotta", "better"} and at - 1 >= end


def _is_bound_before(clause: Clause) -> bool:
    """Whether the words right before a value leave it open upwards: "at least", "more than". A ceiling is a value."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and words[at] in _BEFORE_LIMITED:
        at -= 1
    if at < clause.left:
        return False
    lead = words[at - 1] if at > clause.left else ""
    return (
        words[at] in _LIMITS
        or (words[at] == "least" and lead in {"at", "the"})
        or (words[at] == "than" and lead in _COMPARING and not _is_ceiling(words, at))
    )


def _is_ceiling(words: Sequence[str], than: int) -> bool:
    """Whether it is "no more than"."""
    return words[than - 1] == "more" and than > 1 and words[than - 2] in {"no", "not"}


def _is_bound_after(clause: Clause) -> bool:
    """Whether the clause ends by leaving a value open upwards: "... minimum", "... people at the least"."""
    words, right = clause.words, clause.right
    if not clause.end < right <= clause.end + _BOUND_REACH:
        return False
    if words[right - 1] in _LIMITS:
        return True
    return words[right - 1] == "least" and right - 2 >= clause.end and words[right - 2] in {"at", "the"}


def _is_doubt(words: Sequence[str], at: int, end: int, *, hedged_only: bool) -> bool:
    """Whether the speaker does not know after all: "so i don't know", "i think not sure", "not sure how many"."""
    if words[at] in {"idk", "dunno"} or not _NOT_KNOWING.isdisjoint(words[end:at]):
        ends = at + 1 == len(words) or (words[at + 1] in _AFTER_DOUBT and words[-1] in _AFTER_DOUBT)
        between = words[end:at]
        if ends and ("or" in between or all(word in _HEDGED or not word.isalpha() for word in between)):
            return True
    if hedged_only:
        return False
    first = at
    while first > end and words[first - 1] not in _LEADS_TO_DOUBT and at - first < 3:
        first -= 1
    if _NOT_KNOWING.isdisjoint(words[first : at + 1]):
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == "how":
        return at + 2 < len(words) and words[at + 2] in _COUNTS
    if following and following not in _AFTER_DOUBT:
        return False
    return first > end - 1 and words[first - 1] in _LEADS_TO_DOUBT


def _is_own(words: Sequence[str], at: int) -> bool:
    """Whether the speaker's own is set against it there: "mine's ...", "but i'm at"."""
    if words[at] in _MINE:
        return True
    return words[at] in {"i'm", "im", "we're"} and words[at - 1] == "but" and words[at + 1 : at + 2] == ["at"]


def _is_contrasted(clause: Clause) -> bool:
    """Whether the speaker's own is something else: "my neighbour's is ... but mine hasn't got one"."""
    words = clause.words
    relatives = not _RELATIVES.isdisjoint(clause.before) and _WISHES.isdisjoint(clause.before)
    for at in range(clause.end + 1, min(len(words), clause.end + _CONTRAST_REACH)):
        if relatives and clause.kind != "answer" and _MINE.isdisjoint(clause.before) and _is_own(words, at):
            return True  # "my wife's was ... and that's fine, mine's ..."
        if words[at] in _MINE and words[at - 1] in _CONTRASTS:
            other = clause.right in {at - 1, at} and _MINE.isdisjoint(clause.before)
            return other and _WISHES.isdisjoint(clause.before) and _WISHES.isdisjoint(words[at:])
    return False
