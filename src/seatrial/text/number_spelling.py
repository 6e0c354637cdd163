"""A number word with a slip of the finger in it: "tweleve", "eihgt".

Only where it is nearly all that was typed, and never for what is another word. Called by `quantity`.
"""

from collections.abc import Sequence

import msgspec

from seatrial.text.data import numerals
from seatrial.text.data.common_words import COMMON_WORDS, FUNCTION_WORDS
from seatrial.text.misspelling import Spellings
from seatrial.text.tokens import Token

_LETTERS_MIN = 5  # "nine" and "four" are one slip from too many words
_TYPED_MIN = 4
_OTHER_WORDS = frozenset("there these threw tree thee theme sever thirsty forte fort forty".split())
_VALUES = {**numerals.UNITS_EN, **numerals.TENS_EN}
_WORDS = {value: word for word, value in reversed(_VALUES.items())}
_SPELLINGS = Spellings((word, _WORDS[value]) for word, value in _VALUES.items() if len(word) >= _LETTERS_MIN)


def spelled_rightly(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens` with misspelled number words put right."""
    return [_mended(token) for token in tokens]


def _mended(token: Token) -> Token:
    word = token.text
    if (
        len(word) < _TYPED_MIN
        or not word.isalpha()
        or word.endswith(("th", "s"))
        or word in _OTHER_WORDS
        or word in COMMON_WORDS
        or word in FUNCTION_WORDS
    ):
        return token
    meant = {key for key in _SPELLINGS.closest([word]) if key[0] == word[0]}
    return msgspec.structs.replace(token, text=meant.pop()) if len(meant) == 1 else token
