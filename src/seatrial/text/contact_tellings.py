"""Whether a contact is told of: cut off, left behind, a relative's, a place's, or used from or to before. English.

Looks at the words of the clause around a telephone or an address; never reads it. Called by `tellings` alone.
"""

from itertools import pairwise

from seatrial.text.clauses import Clause
from seatrial.text.data import standing_words as data
from seatrial.text.data import subject_words
from seatrial.text.phrase_sets import pairs, telling_words, word_set

_FELL_REACH = 5
_PARTED = word_set(data.PARTED)
_FELL = pairs(data.FELL)
_FELL_ALONE = frozenset({"expired", "bounced", "bounces", "lapsed", "died"})
_LEFT = word_set(data.LEFT)
_LEAVING = word_set(data.LEAVING)
_CONTACTED = word_set(data.CONTACTED)
_CONTACTING = word_set(data.CONTACTING)
_CONTACTS = word_set(data.CONTACTS)
_BEFORE_CONTACT = frozenset(
    {"from", "off", "to", "on", "at", "using", "ending", "in", "a", "the", "my", "you", "me", "it", "us", "up"}
)
_FAMILY = word_set(data.FAMILY)
_OWNERS = word_set(data.OWNERS)
_OBLIQUE = word_set(subject_words.OBLIQUE)
_HAVING = word_set(data.HAVING)
_OWN = frozenset({"mine", "i'm", "im", "ask", "but"})
_CONTACT_WISHES = word_set(data.CONTACT_WISHES)
_SPEAKERS = word_set(data.SPEAKERS)
_PLACES = word_set(data.PLACES)
_THINGS = word_set(data.THINGS)
_THEIR_THINGS = frozenset({"website", "site", "letter", "leaflet", "advert", "van", "sign"})
_GOTTEN = frozenset({"got", "getting", "received", "had", "missed", "came"})
_IT = frozenset({"it", "that", "that's", "it's", "this", "one", "one's", "line", "them"})
_CUT_OFF_REACH = 8
_ON_THE_LINE = frozenset({"got", "get", "was", "were", "been"})  # "sorry we got cut off 07700"
# "It's switched off at night", "i turn it off": not for good.
_FOR_A_WHILE = frozenset({"i", "to", "it's", "is", "i've", "we", "keep"})
CUES = frozenset(
    {
        "your", "from", "off", "away", *_FELL_ALONE, *telling_words(_FELL), *_LEFT, *_PLACES,
        *(f"{place}'s" for place in _PLACES),
        *_CONTACTED, *_CONTACTING, *_CONTACTS, *_FAMILY,
    }
)  # fmt: skip
"""Where none of these is said, no contact is only told of in these ways."""


def is_contact_told(clause: Clause) -> bool:
    """Return whether a contact is only told of."""
    return (
        _is_of_place(clause)
        or _was_left(clause)
        or _is_cut_off(clause)
        or _was_contacted(clause)
        or _is_familys(clause)
    )


def _is_of_place(clause: Clause) -> bool:
    """Whether it is that of a place or of the listener: "the shop's at", "your number's", "on your website is"."""
    words, at = clause.words, clause.start - 1
    if at > clause.left and words[at] in {"at", "in", "is"}:
        at -= 1
    thing = words[at].removesuffix("'s")
    if at <= clause.left or (at == clause.start - 1 and thing == words[at]):
        return False  # nothing is said of it
    if thing in _PLACES:
        return _BEFORE_PLACE.issuperset(words[clause.left : at])  # not "the flat above the shop at"
    return words[at - 1] == "your" and (thing in _THINGS or thing in _THEIR_THINGS)


_BEFORE_PLACE = frozenset("the a an your there's there is was my our and next well".split())


def _is_cut_off(clause: Clause) -> bool:
    """Whether it was taken away or broke: "... but they shut that off", "... packed up", "... expired"."""
    words, end = clause.words, clause.end
    if clause.after() in _FELL_ALONE or any(pair in _FELL for pair in pairwise(words[end : end + _FELL_REACH])):
        return not clause.paused
    for at in range(end + 1, min(len(words), end + _CUT_OFF_REACH)):
        if words[at] in {"off", "away"} and any(
            words[verb] in _PARTED and words[verb - 1] not in _FOR_A_WHILE and verb > end for verb in range(at - 3, at)
        ):
            return not _IT.isdisjoint(words[end : at + 1]) or (at <= end + 3 and not clause.paused)
    return False


def _was_left(clause: Clause) -> bool:
    """Whether the speaker left or lost it: "we moved out of", "i've cancelled the one ending"."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and words[at] in _LEAVING:
        at -= 1
    if at <= clause.left or words[at] not in _LEFT or (words[at] == "cut" and words[at - 1] in _ON_THE_LINE):
        return False
    return words[at] != "moved" or words[at + 1] in {"out", "from"}


def _is_familys(clause: Clause) -> bool:
    """Whether a contact is only said to be a relative's, and nothing wished with it: "my mum's is ..., mine's ..."."""
    words = clause.words
    at = clause.start - 1
    while at > clause.left and (words[at] in _HAVING or (words[at] in _THINGS and at < clause.start - 1)):
        at -= 1
    placed = (
        (words[clause.start - 1] == "at" or (words[clause.start - 1] == "in" and words[at - 2] in _OBLIQUE))
        and words[clause.start - 2] != "lives"
        and _OWN.isdisjoint(words[clause.end :])
    )
    if placed or at == clause.start - 1 or words[at] not in _FAMILY or at <= clause.left:
        return False
    if words[at - 1] not in _OWNERS and words[at] != "door":
        return False
    if at - 2 >= clause.left and words[at - 2] in _OBLIQUE | {"use", "put"}:
        return False
    return _CONTACT_WISHES.isdisjoint(words[clause.end :]) and _CONTACT_WISHES.isdisjoint(words[: at - 1])


def _was_contacted(clause: Clause) -> bool:
    """Whether something was done from or to a contact before: "you sent it to", "a missed call from"."""
    words = clause.words
    if words[clause.start - 1] in {"at", "on", "to", "from"} and any(
        words[verb] in _CONTACTED and words[verb + 1] == "you" for verb in range(clause.left, clause.start - 2)
    ):
        return True  # "i emailed you on the 12th at"
    at = clause.start - 1
    came_from = False
    while at > clause.left and words[at] in _BEFORE_CONTACT:
        came_from = came_from or words[at] in {"from", "off"}
        at -= 1
    word = words[at] if at >= clause.left else ""
    if word in _CONTACTING:
        return not {"been", "keep", "keeps"}.isdisjoint(clause.before)
    if words[clause.start - 1] == "from" and not _GOTTEN.isdisjoint(clause.before[:3]):
        return _SPEAKERS.isdisjoint(clause.before[1:]) and "you" not in clause.before  # "got spam from"
    if word in _CONTACTS:
        return came_from and not {"got", "had", "was", "get", "keep"}.isdisjoint(clause.before)
    if word not in _CONTACTED:
        return False
    return not came_from or _SPEAKERS.isdisjoint(words[clause.left : at])
