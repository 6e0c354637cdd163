"""Whether a clause only remarks on the world: habits, what relations do, what things cost the other day. English.

"I always tip a fiver", "my nephew only carries cash", "gas was three nineteen this morning", "feels like a monday",
"you said ten, right?" give nothing. Looks at who does what around a value; never reads the value. Called by
`standing` and, for days and times, by `schedules`.
"""

from collections.abc import Sequence

from seatrial.text.clauses import Clause
from seatrial.text.data import remark_words as data
from seatrial.text.data import standing_words, subject_words
from seatrial.text.phrase_sets import pairs, word_set

_HABITS = word_set(data.HABITS)
_STATES = word_set(data.STATES)
_ANSWERING = word_set(data.ANSWERING)
_WISHING = word_set(data.WISHING)
_SUBJECTS = word_set(standing_words.SUBJECTS) | word_set(data.STATES)
_LIGHT = word_set(data.LIGHT)
_BESIDE_VERB = word_set(data.BESIDE_VERB)
_ON_BEHALF = word_set(data.ON_BEHALF)
_RELATIVES = word_set(data.RELATIVES) | word_set(subject_words.KIN) | word_set(subject_words.OTHERS)
_OWNERS = word_set(standing_words.OWNERS) | {"me"}
_OBLIQUE = word_set(subject_words.OBLIQUE)
_PAST_DAYS = word_set(data.PAST_DAYS)
_PAST_TIMES = pairs(data.PAST_TIMES)
_PAST_VERBS = word_set(data.PAST_VERBS)
_AS_BEFORE = word_set(standing_words.ALIKE)
_CHECKS = word_set(data.CHECKS)
_SAYING = word_set(data.SAYING)
_SELF = word_set(data.SELF)
_FEELS = word_set(data.FEELS)
_UPBRINGING = word_set(data.UPBRINGING)
_APPROVING = word_set(data.APPROVING)
_GOING_ON = word_set(data.GOING_ON)
_INTENSIFIERS = word_set(data.INTENSIFIERS)
_SHOWING = word_set(data.SHOWING)
_IT_IS = word_set(data.IT_IS)
_SHOWN_WISHED = word_set(data.SHOWN_WISHED)
_ASKED_FOR = frozenset({"can", "could", "would", "please", "need", "want", "make", "come"})
_OTHERS_OWN = frozenset({"my", "our", "his", "her", "the"})
_NOT_A_PERSON = word_set(data.NOT_A_PERSON)
_OWN_SUBJECTS = _STATES | _NOT_A_PERSON | word_set(data.OWN_COUNTS)
COPULAS = frozenset({"is", "are", "was", "were"})
SHOWN_AFTER = _IT_IS | _SHOWING
"""Right before a day or a time that is only shown."""
_YOU = frozenset({"you", "u", "y'all", "guys", "they"})
_PREDICATE_WORDS_MAX = 5
_ENDING_CHARS_MIN = 4

_PAST_CUES = _PAST_DAYS | {pair[0] for pair in _PAST_TIMES}
CUES = _HABITS | _PAST_CUES | _CHECKS | _FEELS | _RELATIVES
"""Where none of these is said, there is no such remark around an answer."""
CONTACT_CUES = _UPBRINGING
"""The same for a telephone or an address."""
_ALL_CUES = CUES | CONTACT_CUES


def is_remark(clause: Clause, cues: frozenset[str]) -> bool:
    """Return whether the value is only part of a remark; `cues` are the telling words said anywhere."""
    if _ALL_CUES.isdisjoint(cues):
        return False
    if clause.kind != "answer":
        return not _UPBRINGING.isdisjoint(cues) and _is_upbringing(clause)
    return (
        (not _HABITS.isdisjoint(cues) and _is_habit(clause))
        or (not _PAST_CUES.isdisjoint(cues) and _is_of_the_other_day(clause))
        or (not _RELATIVES.isdisjoint(cues) and _is_relatives_doing(clause))
        or (not _CHECKS.isdisjoint(cues) and _is_checked(clause))
        or (not _FEELS.isdisjoint(cues) and _is_felt(clause))
    )


def _is_habit(clause: Clause) -> bool:
    """Whether it is what somebody does again and again: "i always tip a fiver", "normally four but not today"."""
    words = clause.words
    at = next((at for at in range(clause.left, clause.start) if words[at] in _HABITS), -1)
    if at < 0:
        return False
    if words[clause.right : clause.right + 1] == ["but"]:
        return True
    if at > clause.left and words[at - 1].endswith("'s") and words[at - 1] not in _OWN_SUBJECTS:
        return True  # "my alarm's always at six"
    if (at > clause.left and words[at - 1] in _STATES) or at + 1 == clause.start:
        return False
    verb = words[at + 1]
    if verb in _LIGHT or verb in _WISHING or verb in _SELF:
        return False
    if verb in _ANSWERING and at > clause.left and words[at - 1] not in _SUBJECTS:
        return True  # "the bins normally go tuesday"
    return verb not in _ANSWERING or not _LIGHT.issuperset(words[at + 2 : clause.start])


def _is_of_the_other_day(clause: Clause) -> bool:
    """Whether it was so on an earlier day: "i paid twelve bucks yesterday"; not "on monday"."""
    words = clause.words
    if words[clause.start - 1] in {"at", "on"} or not _ASKED_FOR.isdisjoint(clause.before):
        return False  # "we had a leak last week can you come friday"
    if not any(map(_is_past_verb, clause.before)):
        return False
    for at in (*range(clause.left, clause.start), *range(clause.end, clause.right)):
        if words[at] in _PAST_DAYS or (at + 1 < len(words) and (words[at], words[at + 1]) in _PAST_TIMES):
            return not at or words[at - 1] not in _AS_BEFORE
    return False


def _is_past_verb(word: str) -> bool:
    return word in _PAST_VERBS or (word.endswith("ed") and len(word) > _ENDING_CHARS_MIN)


def _is_relatives_doing(clause: Clause) -> bool:
    """Whether a relation is said to do something with it: "my nephew only carries cash", "my son naps at two"."""
    words = clause.words
    for at in range(clause.start - 2, clause.left, -1):
        if words[at] not in _RELATIVES or words[at - 1] not in _OWNERS:
            continue
        if at - 2 >= clause.left and words[at - 2] in _OBLIQUE:
            return False
        verb = at + 1
        while verb < clause.start and words[verb] in _BESIDE_VERB:
            verb += 1
        return verb < clause.start and _is_doing(words[verb], words[verb + 1 : clause.start])
    return False


def _is_doing(verb: str, rest: Sequence[str]) -> bool:
    """Whether it is a verb in the third person that speaks for nobody else; "gets home" is when the speaker can."""
    if verb in _ON_BEHALF:
        return verb == "gets" and not rest
    return verb.endswith("s") and "'" not in verb and len(verb) >= _ENDING_CHARS_MIN and not verb.endswith("ss")


def _is_checked(clause: Clause) -> bool:
    """Whether what the listener said is only checked: "you said it's ten, right?", "so it's ten right"."""
    words = clause.words
    last = len(words) - 1
    if words[last] not in _CHECKS or words[last - 1] in {"all", "that's", "thats", "is", "about"}:
        return False
    before = clause.before
    if last > clause.end + 1 or not before or not _SELF.isdisjoint(before):
        return False
    said = not _YOU.isdisjoint(before) or not _SAYING.isdisjoint(before)
    return said or len(before) > 1 or clause.paused


def _is_felt(clause: Clause) -> bool:
    """Whether it is only what things feel like: "feels like a monday", "it feels like forty degrees"."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and words[at] in {"a", "an", "the", "about", "it's"}:
        at -= 1
    at -= at > clause.left and words[at] == "like"  # readers of days drop a "like"
    return at >= clause.left and words[at] in _FEELS


def _is_upbringing(clause: Clause) -> bool:
    """Whether the speaker only comes from there: "i grew up in", "born in"."""
    words, at = clause.words, clause.start - 1
    if at <= clause.left or words[at] not in {"in", "at", "near"}:
        return False
    return words[at - 1 - (words[at - 1] == "up")] in _UPBRINGING


def is_persons(words: Sequence[str]) -> bool:
    """Return whether a thing is said to be somebody's: the "sue's" or "my sister's" of "no that's sue's"."""
    if not words:
        return False
    owner = words[1] if words[0] in _OTHERS_OWN and len(words) > 1 else words[0]
    return owner.endswith("'s") and owner not in _NOT_A_PERSON


# -- days and times ----------------------------------------------------------------------------------------------------


def is_described(words: Sequence[str], end: int, close: int) -> bool:
    """Return whether a day that ends at `end` is only said to be somehow: "monday's always manic", "friday was awful".

    Args:
        words: All words.
        end: After the day.
        close: Where its clause ends.
    """
    at = end
    past = words[at] in {"was", "were"}
    if words[at] in COPULAS:
        at += 1
    elif not words[end - 1].endswith("'s"):
        return False
    first = at
    while at < close and words[at] in _INTENSIFIERS:
        at += 1
    rest = words[at : min(close, at + _PREDICATE_WORDS_MAX)]
    if not rest or not rest[0].isalpha() or not _APPROVING.isdisjoint(rest):
        return False
    if at == first and not _GOING_ON.isdisjoint(rest):
        return False
    return past or at > first or len(rest) == 1 or rest[-1] in {"here", "away", "again"}


def is_shown(words: Sequence[str], start: int, end: int, close: int) -> bool:
    """Return whether a clock or a calendar only shows it: "it's nearly noon", "is it friday already"."""
    if not _SHOWN_WISHED.isdisjoint(words[end:close]):
        return False
    at = start - 1
    while at > 0 and words[at] in _SHOWING:
        at -= 1
    if at < 0 or words[at] not in _IT_IS:
        return False
    return at < start - 1 or words[end] == "already"
