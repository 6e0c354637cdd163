"""The words of an answer to a choice, and where the clause around a named option begins and ends.

Finer than `clauses`: a subject begins a clause too ("a medium my husband's a large"), since an answer is often said in
one breath. Knows no options. Called by `choice_stance`.
"""

from collections.abc import Sequence

from seatrial.text.data import choice_stance_words as data
from seatrial.text.standing import cues_in
from seatrial.text.tokens import Token

_NOTHING = ""
_REPORTER_REACH = 5
_MARKS = frozenset(",.;:!?()-\n")


class Talk:
    """An answer: its tokens, its words in the form options are known by, and where punctuation stands."""

    __slots__ = ("cues", "pauses", "size", "texts", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], words: Sequence[str]) -> None:
        self.tokens = tokens
        self.words = (*words, *[_NOTHING] * 4)  # what follows the last word
        self.pauses = [token.before != " " and not _MARKS.isdisjoint(token.before) for token in tokens]
        self.size = len(tokens)
        self.texts = [token.text for token in tokens]
        self.cues = cues_in(self.texts)


def clause_start(talk: Talk, start: int, floor: int) -> int:
    """Return where the clause of a mention at `start` begins, after `floor`, the end of an earlier mention."""
    words, pauses = talk.words, talk.pauses
    at = start
    while at > floor and not pauses[at]:
        word = words[at - 1]
        if word in data.CLOSERS and at - 1 > floor and not pauses[at - 1]:
            return at
        if word == "what" and words[at - 2] in {"know", "you"}:
            return at  # "but you know what, standard"
        at -= 1
        if word in data.CLAUSE_HEADS and not (word == "as" and words[at - 1] == "same"):
            return at
        if word in data.SUBJECTS and at > floor and not _is_object(words, at):
            while at > floor and not pauses[at] and words[at - 1] in _LEADING:
                at -= 1
            if words[at - 1 : at] in data.OPINIONS and words[at - 2] == "you":
                continue  # "do you think you could"
            return max(floor, at - _REPORTER_REACH) if words[at] in data.REPORTS else at
    return at


_LEADING = (
    data.AUXILIARIES
    | data.QUESTION_WORDS
    | data.HARMLESS_LEADS
    | {"if", "when", "because", "while", "until", "that", "said", "says", "or"}
)


def begins_clause(talk: Talk, at: int) -> bool:
    """Return whether a clause of its own begins at `at`."""
    word = talk.words[at]
    return talk.pauses[at] or word in data.CLAUSE_HEADS or word in data.SUBJECTS or word == "to"


def _is_object(words: Sequence[str], at: int) -> bool:
    """Whether a pronoun is no subject: "let you know this evening", "put it in the large"."""
    before = words[at - 1] if at else _NOTHING
    inverted = before in _LEADING and (words[at] == "you" or before not in {"do", "have", "had"})
    return words[at] in data.OBJECTS and not inverted and words[at + 1] not in _AFTER_SUBJECT


_ASKING = data.AUXILIARIES | data.ASKING_VERBS
_AFTER_SUBJECT = data.AUXILIARIES | data.PAST | data.VERBS_AFTER | {"know", "want", "need", "say", "see", "said"}


def clause_end(talk: Talk, end: int, ceiling: int) -> int:
    """Return where the clause of a mention that ends at `end` ends, before `ceiling`, where a later mention begins."""
    words, pauses = talk.words, talk.pauses
    at = end
    while at < ceiling and not (pauses[at] and at < talk.size):
        if words[at] in data.CLAUSE_HEADS:
            return at
        if words[at] in data.SUBJECTS and at > end and words[at - 1] not in _ASKING and not _is_object(words, at):
            return at
        at += 1
    return min(at, ceiling)
