"""A name put right by whoever was misheard: "no, Olga Prats", "no, o l g a p r a t s", "no, Prats", over "Olga Plats".

Where a name has just been read back, words that sound like it are that name said again, and need no "my name is"
before them. What does not sound like it is left to the parser for names that were not asked for. Called by the reading
of a reply to a confirmation.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

import msgspec

from seatrial.text.context import ParseContext
from seatrial.text.name_case import write_name
from seatrial.text.names import parse_person_name
from seatrial.text.tokens import fold

_ALIKE_MIN = 0.65
"""Likeness from which something is the same name said again. "Olga Plats" and "Olga Prats" have 0.89, "Pedro Martínez"
and "Pedro Martín" 0.92, and two names of different people rarely more than 0.5."""

_LETTERS_MAX = 40
_WORDS_MAX = 4


def mended_name(before: str, text: str, context: ParseContext) -> str | None:
    """Return the name that `text` puts in the place of `before`; None where it is no other version of it."""
    value = parse_person_name(text, msgspec.structs.replace(context, asked=True))
    if value is None or len(value) > 2 * _LETTERS_MAX:
        return None
    new, old = value.split(), before.split()
    if len(new) == 1 and 1 < len(old) <= _WORDS_MAX and len(value) <= _LETTERS_MAX:
        new = _in_words(value.lower(), old) if _likeness(value, before) >= _ALIKE_MIN else _laid_over(value, old)
    written = write_name(new)
    return written if written != before and _likeness(written, before) >= _ALIKE_MIN else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(other), autojunk=False).ratio()


def _letters(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalpha())


def _in_words(letters: str, old: Sequence[str]) -> list[str]:
    """Cut a name spelled in one go where the old one has its spaces; nobody spells the accents."""
    parts = [
        [letters[start:end] for start, end in zip((0, *cuts), (*cuts, len(letters)), strict=True)]
        for cuts in combinations(range(1, len(letters)), len(old) - 1)
        if all(abs(cut - at) <= 2 for cut, at in zip(cuts, _spaces(old), strict=True))
    ]
    words = max(parts, key=lambda words: sum(map(_likeness, words, old)), default=[letters])
    return [said if fold(said) == word else word for word, said in zip(words, old, strict=False)]


def _spaces(words: Sequence[str]) -> list[int]:
    """Where the words end, counted in letters."""
    ends: list[int] = []
    for word in words[:-1]:
        ends.append((ends[-1] if ends else 0) + len(_letters(word)))
    return ends


def _laid_over(word: str, old: Sequence[str]) -> list[str]:
    """Lay one word over the one that it is a version of."""
    likeness = [_likeness(word, other) for other in old]
    at = likeness.index(max(likeness))
    return [*old[:at], word, *old[at + 1 :]] if likeness[at] >= _ALIKE_MIN else [word]
