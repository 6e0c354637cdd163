"""Whether a clause tells what somebody else has, takes or was told: "the other lot had nine", "next door have four".

Looks for the verb before a value and for who its subject is; never reads the value. Called by `tellings` alone.
"""

from collections.abc import Sequence

from seatrial.text.clauses import Clause
from seatrial.text.data import standing_words
from seatrial.text.data import subject_words as data
from seatrial.text.phrase_sets import word_set

_OTHERS = word_set(data.OTHERS)
_ANYONE = word_set(data.ANYONE)
_THEIR_SAYING = word_set(data.THEIR_SAYING)
_STRANGERS = word_set(data.STRANGERS)
_ANOTHER = word_set(data.ANOTHER)
_STRANGERS_DOINGS = word_set(data.STRANGERS_DOINGS)
_OBLIQUE = word_set(data.OBLIQUE)
_THEIR_DOINGS = word_set(data.THEIR_DOINGS)
_SPEAKERS = word_set(standing_words.SPEAKERS)
_OWNERS = word_set(standing_words.OWNERS)
_HAVING = word_set(data.HAVING)
_HAD = word_set(data.HAD)
_BESIDE_VALUE = word_set(data.BESIDE_VALUE)
_BEFORE_SUBJECT = word_set(data.BEFORE_SUBJECT)
_ELSEWHERE = word_set(data.ELSEWHERE)
_OBJECT_PRONOUNS = word_set(data.OBJECT_PRONOUNS)
_POINTING = word_set(data.POINTING)
_KIN = word_set(data.KIN)
_COMPARED_WITH = word_set(data.COMPARED_WITH)
_TOLD = word_set(data.TOLD)
CUES = _OTHERS | _ANYONE | _ANOTHER
"""Where none of these is said, a contact or a record is nobody else's."""
ANSWER_CUES = CUES | _HAD | _ELSEWHERE | _OBJECT_PRONOUNS
"""The same for an answer."""


def is_others(clause: Clause) -> bool:
    """Return whether somebody else is the subject of the clause before a value, or was told or given it."""
    return _is_others_own(clause) or (
        clause.kind == "answer" and (_is_others_having(clause) or _is_told_others(clause))
    )


def _is_others_own(clause: Clause) -> bool:
    """Whether the nearest subject before a value is somebody else, who did something with it."""
    words = clause.words
    for at in range(clause.start - 1, clause.left - 1, -1):
        word = words[at]
        if word in {"me", "us"} and (words[at - 1] in _STRANGERS_DOINGS or words[at - 1] in _COMPARED_WITH):
            continue  # "they charged me", "the couple before us"
        if word in _SPEAKERS:
            return False
        if word in _STRANGERS and at > clause.left and words[at - 1] in _ANOTHER:
            return not _STRANGERS_DOINGS.isdisjoint(words[at + 1 : clause.start])
        owned = word in _OTHERS and at > clause.left and (words[at - 1] in _OWNERS or words[at - 1] == "me")
        if not owned and word not in _ANYONE:
            continue
        owner = at - 4 if word == "law" else at - 2
        if owned and owner >= clause.left and words[owner] in _OBLIQUE:
            continue
        doings = words[at + 1 : clause.start]
        return not _THEIR_DOINGS.isdisjoint(doings) or (word in _ANYONE and not _THEIR_SAYING.isdisjoint(doings))
    return False


def _is_others_having(clause: Clause) -> bool:
    """Whether the verb right before a value has a subject from elsewhere, or is "had" and has any but the speaker."""
    words = clause.words
    verb = clause.start - 1
    while verb > clause.left and words[verb] in _BESIDE_VALUE:
        verb -= 1
    if verb <= clause.left or words[verb] not in _HAVING:
        return False
    first = clause.left
    while first < verb and words[first] in _BEFORE_SUBJECT:
        first += 1
    subject = words[first:verb]
    if not subject or _has_speaker(subject):
        return False
    if not _ELSEWHERE.isdisjoint(subject) or (len(subject) > 1 and subject[0] in _OBJECT_PRONOUNS):
        return True
    if words[verb] not in _HAD:
        return False
    if words[verb] == "took" and subject[0] == "they":
        return False  # "they took forty dollars out"
    return subject[0] in _POINTING or (subject[0] in _OWNERS and not _KIN.isdisjoint(subject))


def _has_speaker(subject: Sequence[str]) -> bool:
    return any(
        (word in _SPEAKERS or word in {"us", "you"}) and not (at and subject[at - 1] in _COMPARED_WITH)
        for at, word in enumerate(subject)
    )


def _is_told_others(clause: Clause) -> bool:
    """Whether it was told to or charged somebody else: "they told my neighbour friday"."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and words[at] in _BESIDE_VALUE:
        at -= 1
    if at - 2 < clause.left or words[at] not in _OTHERS | _STRANGERS:
        return False
    at -= words[at - 1] in _ANOTHER
    return at - 2 >= clause.left and words[at - 1] in _OWNERS and words[at - 2] in _TOLD
