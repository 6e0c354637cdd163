"""Numbers said about something else: ages, distances, crowds, clock times, years, prices.

"The boiler is 15 years old" answers no question for a price, "$2,500" none for a card. Looks only at the words beside
a number; never reads the number. Called by the money, card and ZIP parsers.
"""

import re
from collections.abc import Sequence

from seatrial.text.data import currency_words
from seatrial.text.data import incidental_words as data
from seatrial.text.data.common_words import COURTESY_WORDS, FUNCTION_WORDS
from seatrial.text.tokens import Token

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:]?[0-5]\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONEY = frozenset({*currency_words.SIGNS, *currency_words.MAJOR, *currency_words.DOLLARS, *currency_words.PESOS})


def is_other_quantity(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether digits over [start, end) are a price, or count or measure something: "$2500", "3000 people"."""
    if start and (tokens[start - 1].text in currency_words.SIGNS or tokens[start - 1].text in data.BEFORE_PRICE):
        return True
    if end == start + 1 and _GROUPED.fullmatch(tokens[start].text):
        return True
    after = tokens[end] if end < len(tokens) else None
    return after is not None and not _is_pause(after) and (after.text in data.COUNTED or after.text in _MONEY)


def is_when(tokens: Sequence[Token], start: int, end: int, digits: str) -> bool:
    """Whether four digits say when: "since 1998", "call me at 1430", "it was twelve thirty when ..."."""
    before = tokens[start - 1].text if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    if before in data.BEFORE_YEAR and _YEAR.fullmatch(digits):
        return True
    return (before in data.BEFORE_CLOCK or after in data.AFTER_CLOCK) and _CLOCK.fullmatch(digits) is not None


def is_bare_amount(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a number without a currency stands as an amount does: "it came to 72 all in", not "72 degrees"."""
    before = tokens[start - 1].text if start else ""
    lead = tokens[start - 2].text if start > 1 else ""
    if before in {"was", "is"} and lead in {"number", "code"}:
        return False  # "the check number was"
    if before in data.BEFORE_NO_AMOUNT or (before == "of" and lead in data.GROUPS):
        return False
    if end == len(tokens):
        return True
    after = tokens[end]
    if _is_pause(after):
        return True
    if after.text in data.COUNTED or after.text == "of" or (after.text == "now" and "." in tokens[start].text):
        return False
    return after.text in FUNCTION_WORDS or after.text in COURTESY_WORDS or after.text in data.AFTER_AMOUNT


def is_weight(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether pounds are a weight: "my dog's about forty pounds", "he weighs sixty pounds", "ten pounds in weight"."""
    at = start - 1
    while at >= 0 and tokens[at].text in data.ABOUT:
        at -= 1
    before = tokens[at].text if at >= 0 else ""
    after = [token.text for token in tokens[end : end + 2]]
    return before in data.WEIGHS or before in data.ANIMATE or after in (["in", "weight"], ["of", "pressure"])


def _is_pause(token: Token) -> bool:
    """Whether something else begins: a comma, a full stop, a bracket."""
    return any(mark in token.before for mark in ",;.!?()\n")
