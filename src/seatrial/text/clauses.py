"""The clause around a value: from the pause or conjunction before it to the one after it.

Never judges what the clause says. Used by `standing` and `tellings`.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from seatrial.text.data import standing_words as data
from seatrial.text.phrase_sets import word_set
from seatrial.text.tokens import Token

# What was told of the past still names a contact (a telephone, an address); a record (an order, a name) also stays
# what it is when it is cancelled or lost.
Kind: TypeAlias = Literal["answer", "contact", "record"]

_REACH = 24  # how many words of its clause are looked at on either side of a value
_MARKS = frozenset(",;.!?():=\n")
_OPENERS = word_set(data.CLAUSE_OPENERS)
_SUBJECTS = word_set(data.SUBJECTS)
_BUT_AFTER = word_set(data.BUT_AFTER)


class Clause(msgspec.Struct, frozen=True, gc=False):
    """A value over words [start, end) and the clause over [left, right) that it stands in."""

    words: Sequence[str]
    left: int
    start: int
    end: int
    right: int
    kind: Kind
    paused: bool

    @property
    def before(self) -> Sequence[str]:
        """The words of the clause before the value."""
        return self.words[self.left : self.start]

    def after(self, offset: int = 0) -> str:
        """The word `offset` places after the value, "" beyond the last."""
        at = self.end + offset
        return self.words[at] if at < len(self.words) else ""


def is_pause(before: str) -> bool:
    """Whether what stands between two words parts them: a comma, a full stop, a spaced dash."""
    return before != " " and (not _MARKS.isdisjoint(before) or " - " in before)


def clause_around(tokens: Sequence[Token], words: Sequence[str], start: int, end: int, kind: Kind) -> Clause:
    """Return the clause in which the value over [start, end) stands."""
    return Clause(
        words=words,
        left=_left(tokens, words, start),
        start=start,
        end=end,
        right=_right(tokens, words, end),
        kind=kind,
        paused=end < len(tokens) and is_pause(tokens[end].before),
    )


def _left(tokens: Sequence[Token], words: Sequence[str], start: int) -> int:
    at = start
    first = max(0, start - _REACH)
    while at > first:
        if is_pause(tokens[at].before):
            return at
        word = words[at - 1]
        if word in _OPENERS and not (word == "but" and at > 1 and words[at - 2] in _BUT_AFTER):
            return at
        if word in {"and", "or"} and words[at] in _SUBJECTS:
            return at
        at -= 1
    return at


def _right(tokens: Sequence[Token], words: Sequence[str], end: int) -> int:
    at = end
    last = min(len(words), end + _REACH)
    while at < last:
        word = words[at]
        if word in _OPENERS or is_pause(tokens[at].before):
            return at
        if word in {"and", "or"} and at + 1 < last and words[at + 1] in _SUBJECTS:
            return at
        at += 1
    return at
