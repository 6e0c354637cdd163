"""What the linear model looks at: words, pairs of neighbouring words, and the character n-grams inside a word.

Character n-grams never cross a word boundary, and punctuation is no feature: a recogniser prints none, so a model that
leaned on it would know typed text only. Never decides what a word means, and knows no language. Used by `linear` and
`linear_training`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from seatrial.text.tokens import fold, normalise

CHARACTERS_MIN = 2
CHARACTERS_MAX = 5

_WORD = re.compile(r"\w+")


def split_words(text: str) -> list[str]:
    """Return the folded words of `text`, repeats included; "don't" and "dont" are one word.

    Any string is accepted; what stands after the first 2,000 characters (`tokens.TEXT_CHARS_MAX`) is not read.
    """
    return _WORD.findall(fold(normalise(text)).replace("'", ""))


def character_ngrams(word: str) -> dict[str, None]:
    """Return the distinct n-grams of 2 to 5 characters of `word`, a space marking either end, in a fixed order."""
    marked = f" {word} "
    size = len(marked)
    return dict.fromkeys(
        [
            marked[start : start + length]
            for length in range(CHARACTERS_MIN, CHARACTERS_MAX + 1)
            for start in range(size - length + 1)
        ]
    )


def word_pairs(words: Sequence[str]) -> dict[str, None]:
    """Return the distinct pairs of neighbours in `words`; either end of the utterance is a neighbour too."""
    if not words:
        return {}
    pairs = dict.fromkeys([f"{first} {second}" for first, second in pairwise(words)])
    pairs[f" {words[0]}"] = None
    pairs[f"{words[-1]} "] = None
    return pairs
