"""Where the words of an option are said without choosing it: idioms, descriptions of things.

"It came out of the blue", "my blue van". Knows no options. Called by `choice`.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from seatrial.text.data import choice_idioms as data
from seatrial.text.data.choice_words import PLACE_NOUNS
from seatrial.text.data.common_words import COURTESY_WORDS, FUNCTION_WORDS

Idioms: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]

_MASK = ""
_DESCRIPTION_WORDS_MIN = 4  # "a large pizza" is an order


def idioms_with(names: Callable[[str], bool]) -> Idioms:
    """Return the idioms in which some word, by `names`, might be taken for an option; by first word."""
    index: dict[str, tuple[tuple[str, ...], ...]] = {}
    for idiom in data.IDIOMS:
        if any(names(word) for word in idiom):
            index[idiom[0]] = (*index.get(idiom[0], ()), idiom)
    return index


def mask_idioms(words: tuple[str, ...], idioms: Idioms, things: frozenset[str]) -> tuple[str, ...]:
    """Return `words` with those that are part of an idiom, or only describe another thing, blanked out.

    Args:
        words: Of an answer.
        idioms: From `idioms_with`.
        things: What options are called besides an adjective: the "bin" of "brown bin".
    """
    if idioms.keys().isdisjoint(words) and data.DESCRIBING.isdisjoint(words):
        return words
    masked = list(words)
    for at, word in enumerate(words):
        for idiom in idioms.get(word, ()):
            if words[at : at + len(idiom)] == idiom:
                masked[at : at + len(idiom)] = [_MASK] * len(idiom)
        if word in data.DESCRIBING and words[at + 1 : at + 2] and words[at + 1] not in things and _describes(words, at):
            masked[at] = _MASK
    return tuple(masked)


def _describes(words: tuple[str, ...], at: int) -> bool:
    """Whether an adjective belongs to a thing nobody can choose: "my blue van", "there's a small crack"."""
    if not at or len(words) < max(_DESCRIPTION_WORDS_MIN, at + 2) or not data.WANTING.isdisjoint(words):
        return False
    noun = words[at + 1]
    if not noun[:1].isalpha() or noun in FUNCTION_WORDS or noun in COURTESY_WORDS or noun in PLACE_NOUNS:
        return False
    owner = words[at - 1]
    return owner in data.OWNERS or (owner in {"a", "an"} and at > 1 and words[at - 2] in data.THERE_IS)
