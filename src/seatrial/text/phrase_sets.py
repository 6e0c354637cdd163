"""Word sets and phrases from the folded text of a data module: words by spaces, phrases by | or new lines.

Never looks at what people say. Called when a module that judges words is loaded.
"""

from collections.abc import Iterable
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, ...]
Pairs: TypeAlias = frozenset[tuple[str, str]]

_EVERYDAY = frozenset(
    """
    the a an my it it's its is was are be to for of in on at from that this one two three four five six seven nine ten
    twenty hundred half i you no any all time times day as and or have do by with only back right
    """.split()
)


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


def phrases(text: str) -> list[Phrase]:
    """Return the phrases of `text`, each as its words."""
    return [tuple(line.split()) for line in text.replace("\n", "|").split("|") if line.strip()]


def pairs(text: str) -> Pairs:
    """Return the two-word phrases of `text`."""
    return frozenset((phrase[0], phrase[1]) for phrase in phrases(text))


def telling_words(of: Iterable[Phrase]) -> frozenset[str]:
    """Return from each phrase the word said least often otherwise: where it is missing, so is the phrase."""
    return frozenset(max(phrase, key=_telling) for phrase in of)


def _telling(word: str) -> tuple[bool, int, str]:
    return word not in _EVERYDAY, len(word), word
