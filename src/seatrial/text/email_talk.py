"""What is said instead of an e-mail address: a sentence about a site, or how a mailbox is made up.

"I bought it at argos dot com", "my surname then the year i was born at ...". Never reads an address. Called by `email`.
"""

from collections.abc import Sequence

from seatrial.text.data import email_words as data

JOINTS = frozenset("._-+")
"""Signs that join the parts of an address."""


class Atom:
    """One stretch of an address under construction.

    Attributes:
        chars: Its characters; "@" for the sign itself.
        position: Index of its token.
        word: Whether it is an ordinary word, not characters spelled or a sign.
        fresh: Whether punctuation before it begins something new ("mailto:", "Bob, ").
    """

    __slots__ = ("chars", "fresh", "position", "word")

    def __init__(self, chars: str, position: int, *, word: bool, fresh: bool = False) -> None:
        self.chars = chars
        self.position = position
        self.word = word
        self.fresh = fresh


def is_described(atoms: Sequence[Atom]) -> bool:
    """Return whether the words before "at" tell how a mailbox is made up: "my surname then the year i was born"."""
    at = len(atoms) - 1
    while (
        at > 0
        and not atoms[at].word
        and atoms[at].chars.isalnum()
        and (atoms[at].chars.isdecimal() or len(atoms[at].chars) > 1)
    ):
        at -= 1  # "my initials then nineteen sixty"
    if at > 0 and atoms[at].chars == "is":
        at -= 1  # "whatever my name is"
    described = atoms[at].chars
    if described in data.UNSPOKEN:
        return True
    return described in data.DESCRIBED and at > 0 and atoms[at - 1].chars not in JOINTS and atoms[at - 1].word


def is_talk(atoms: Sequence[Atom], start: int) -> bool:
    """Return whether a sentence about a site stands before "at", no mailbox: "i bought it at argos dot com"."""
    last = atoms[-1]
    if len(atoms) > start + 1 and atoms[-2].chars in JOINTS:
        return False  # "bob plus shopping"
    if last.word and last.chars in data.SHOP_VERBS:
        return len(atoms) - start > 1 or any(atom.chars in data.SUBJECTS for atom in atoms)
    if last.chars in data.PLACE_VERBS:
        return last.word
    return last.chars in data.NO_MAILBOX and all(atom.word or atom.chars == "i" for atom in atoms[start:-1])
