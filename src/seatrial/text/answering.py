"""Whether what somebody said answers the question at all: a last look before a value is taken from a longer text.

The parsers and `standing` know what denies, disowns or postpones a value in so many words. What else people say around
days and numbers ("my eldest turned forty on sunday") has no end, so a small linear model over the words, with values
masked, weighs the rest. Its weights are whole numbers made from the open slot tables by
``benchmarks/answering_training.py``; where it doubts, there is no value and the agent asks again. Short answers are
never doubted, and neither is a language without weights. Called by `parsers`.
"""

from collections.abc import Sequence
from itertools import pairwise, repeat

from seatrial.text.data import answering_weights as weights
from seatrial.text.data import answering_words as data
from seatrial.text.tokens import UserText, tokenize

UNDOUBTED_WORDS = 3
"""A text of no more words than this holds little besides the answer."""

WORDS_READ = 60
_TELLING = frozenset(weights.TELLING.split())
"""Words one of which must be there for a text to be doubted: without them it is not worth the look."""

_MASKS = {word: mask for mask, words in data.MASKS.items() for word in words.split()}
_NUMBER = data.NUMBER


Pair = tuple[str, str]
_APART = "_"
_OF_TYPE = "#"


def _weights() -> tuple[dict[str, int], dict[str, dict[str, int]], dict[Pair, int], dict[Pair, int]]:
    words: dict[str, int] = {}
    of_type: dict[str, dict[str, int]] = {name: {} for name in weights.TYPES}
    neighbours: dict[Pair, int] = {}
    apart: dict[Pair, int] = {}
    for weight, features in weights.FEATURES.items():
        for feature in features.split("|"):
            first, _, second = feature.partition(_OF_TYPE)
            if first in of_type:
                of_type[first][second] = weight
                continue
            first, between, second = feature.partition(" ")
            if between:
                neighbours[first, second] = weight
                continue
            first, between, second = feature.partition(_APART)
            if between:
                apart[first, second] = weight
            else:
                words[feature] = weight
    return words, of_type, neighbours, apart


_WORDS, _OF_TYPES, _NEIGHBOURS, _PAIRS_APART = _weights()


def answers(slot_type: str, text: str) -> bool:
    """Return whether a text that holds a value of a type answers a question for one. English."""
    tokens = text.tokens if isinstance(text, UserText) else tokenize(text)
    if len(tokens) <= UNDOUBTED_WORDS:
        return True
    words = [token.text for token in tokens[:WORDS_READ]]
    if _TELLING.isdisjoint(words) or slot_type not in weights.TYPES:
        return True
    masked, found = mask(words, asks="?" in text)
    score = weights.BIAS + weights.TYPES[slot_type]
    score += sum(map(_WORDS.get, found, repeat(0)))
    score += sum(map(_OF_TYPES[slot_type].get, found, repeat(0)))
    score += sum(map(_NEIGHBOURS.get, set(pairwise(masked)), repeat(0)))
    score += sum(map(_PAIRS_APART.get, set(zip(masked, masked[2:], strict=False)), repeat(0)))
    return score >= 0


def mask(words: Sequence[str], *, asks: bool) -> tuple[list[str], set[str]]:
    """Return the words with values masked and both ends marked, and the distinct words, masked and not.

    Args:
        words: Folded.
        asks: Whether there is a question mark.
    """
    masked = ["^"]
    for word in words:
        masking = _MASKS.get(word, word) if word.isalpha() or not word[0].isdecimal() else _NUMBER
        if masking is word or masking != masked[-1]:  # "oh seven seven" is one value
            masked.append(masking)
    masked.append("?" if asks else "$")
    return masked, {*words, *masked}


def features(slot_type: str, words: Sequence[str], *, asks: bool) -> frozenset[str]:
    """Return what the model looks at, by the names it has in the data.

    Words, words where this type is asked for ("paid" before a sum), pairs of neighbours, pairs one apart.
    """
    masked, found = mask(words, asks=asks)
    of_type = [f"{slot_type}{_OF_TYPE}{word}" for word in found if _OF_TYPE not in word]
    neighbours = [f"{first} {second}" for first, second in pairwise(masked)]
    return frozenset(
        (
            *found,
            *of_type,
            *neighbours,
            *(f"{first}{_APART}{second}" for first, second in zip(masked, masked[2:], strict=False)),
        )
    )
