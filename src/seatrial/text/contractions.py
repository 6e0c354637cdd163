"""A verb run into the value before it, taken apart: "friday'll do", "five's plenty", "the 12th'd be grand". English.

Leaves the pronouns' own ("i'll", "that'd"), which word lists know as one word, and the possessives of everything but
numbers. Called by `repair`.
"""

from collections.abc import Sequence

from seatrial.text.data import numerals
from seatrial.text.tokens import Token

_VERBS = {"ll": "will", "d": "would", "s": "is"}
_PRONOUNS = frozenset(
    """
    i you he she it we they that there this what who where when how which these those here y'all that'll it'd why
    """.split()
)
_MERIDIEMS = frozenset("am pm th st nd rd".split())  # "7pm'd", "the 12th'll"
_COUNTS = frozenset({*numerals.UNITS_EN, *numerals.TENS_EN, *numerals.ORDINALS_EN, "hundred", "dozen", "couple"}) - {
    "one",
    "first",
    "second",
}
_DAYS = frozenset("tues weds thu thur thurs fri".split())
_BASE_CHARS_MIN = 3  # the name Sa'd


def part_verbs(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens` with such verbs as words of their own."""
    parted: list[Token] = []
    for token in tokens:
        if "'" not in token.text and token.before != "'":
            parted.append(token)
            continue
        base, mark, ending = token.text.rpartition("'")
        verb = _VERBS.get(ending)
        if verb is None:
            parted.append(token)
        elif mark and _takes(base, ending):
            cut = len(base)
            parted.append(Token(text=base, surface=token.surface[:cut], before=token.before, start=token.start))
            parted.append(Token(text=verb, surface=verb, before=" ", start=token.start + cut + 1))
        elif not mark and token.before == "'" and parted and parted[-1].text.isdecimal():  # "5'll do"
            parted.append(Token(text=verb, surface=verb, before=" ", start=token.start))
        else:
            parted.append(token)
    return parted


def _takes(base: str, ending: str) -> bool:
    if ending == "s":
        return base in _COUNTS or base in _DAYS
    return base in _MERIDIEMS or (len(base) >= _BASE_CHARS_MIN and base not in _PRONOUNS)
