"""Whether a Spanish day or time is one of something else: what follows a day tells, and a verb of the past before it.

Looks only at the words around the mention. Called by `schedules`.
"""

import re
from collections.abc import Sequence

from seatrial.text.clauses import is_pause
from seatrial.text.data import day_words_es as data
from seatrial.text.phrase_sets import word_set
from seatrial.text.tokens import Token

_REACH = 5
_AFTER_DAY = word_set(data.AFTER_DAY)
_SUITS = word_set(data.SUITS)
_PAST = re.compile(data.PAST)
_SAYING = word_set(data.SAYING)
_NOT_WISHED = re.compile(data.NOT_WISHED)


def is_past_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a verb of the past governs what stands over [start, end): "salió el lunes", "el 5 me cobraron"."""
    first = _first(tokens, start)
    last = end
    while last < min(len(tokens), end + 3) and not is_pause(tokens[last].before):
        last += 1
    around = [*tokens[first:start], *tokens[end:last]]
    return any(_is_past(token) for token in around) or _PAST.search(_spaced(around)) is not None


def is_day_of_something_else_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether what follows a day tells what is on then, or it is not wished: "el viernes cobro"."""
    if _NOT_WISHED.search(_spaced(tokens[_first(tokens, start) : start])) is not None:
        return True
    if end >= len(tokens) or is_pause(tokens[end].before):
        return False
    word = tokens[end].text
    if word in _AFTER_DAY or word[0].isdecimal() or not word[0].isalpha():
        return word == "lo" and _SUITS.isdisjoint([token.text for token in tokens[end : end + _REACH]])
    return _SUITS.isdisjoint([token.text for token in tokens[end : end + _REACH]])


def _first(tokens: Sequence[Token], start: int) -> int:
    first = start
    while first > max(0, start - _REACH) and not is_pause(tokens[first].before) and tokens[first - 1].text != "pero":
        first -= 1
    return first


def _is_past(token: Token) -> bool:
    """Whether the accent says so: "rompió"."""
    return token.surface.lower().endswith("ó") and token.text not in _SAYING


def _spaced(tokens: Sequence[Token]) -> str:
    return f" {' '.join([token.text for token in tokens])} "
