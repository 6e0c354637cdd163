"""Text from outside made safe to print: what people say must not move a terminal's cursor or hide what follows.

Every report passes words, names and values of conversations through here before they reach a terminal.
"""

from __future__ import annotations

import unicodedata

_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str, chars_max: int = 2_000) -> str:
    """Return text on one line, cut to length, with control characters and direction marks replaced."""
    cut = text if len(text) <= chars_max else text[: chars_max - 3] + "..."
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(_shown(char) for char in cut)


def _shown(char: str) -> str:
    if char in "\n\r\t\v\f\u2028\u2029\x85":
        return " "
    if char in _DIRECTION_MARKS or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}:
        return _REPLACEMENT
    return char
