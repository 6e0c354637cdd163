"""Which currency the words around a figure name, read by the conventions of the locale.

Knows nothing of amounts. Called by `money`.
"""

from collections.abc import Sequence

from seatrial.text.context import Locale
from seatrial.text.data import currency_words as data
from seatrial.text.tokens import Token


def dollars(locale: Locale) -> str:
    """Return the dollar meant by "dollars": the locale's own, else the American."""
    return locale.currency if locale.currency in data.DOLLAR_CURRENCIES else "USD"


def currency_before(tokens: Sequence[Token], start: int, locale: Locale) -> tuple[str, int]:
    """Return the currency written before a figure ("$20", "US$ 20", "GBP 20") and where it begins; "" when none is."""
    before = tokens[start - 1].text if start else ""
    if before in data.CODES:
        return data.MAJOR[before], start - 1
    if before != "$":
        sign = data.SIGNS.get(before, "")
        return sign, start - bool(sign)
    prefix = tokens[start - 2].text if start > 1 and tokens[start - 1].glued else ""
    if prefix in data.DOLLAR_PREFIXES:
        return data.DOLLAR_PREFIXES[prefix], start - 2
    return dollars(locale), start - 1


def currency_at(tokens: Sequence[Token], position: int, locale: Locale) -> tuple[str, int] | None:
    """Return the currency named at `position` and the position after it, or None."""
    if position >= len(tokens):
        return None
    word = tokens[position].text
    links = word in data.NATIONALITIES_BEFORE or word == "de" or (word == "of" and _counts_things(tokens, position))
    if links:  # "canadian dollars", "un millon de euros", "a couple of quid"
        named = currency_at(tokens, position + 1, locale)
        return (data.NATIONALITIES_BEFORE.get(word, named[0]), named[1]) if named is not None else None
    currency = _named(word, locale)
    if not currency or _opens_next_figure(tokens, position):
        return None
    end = position + 1
    after = tokens[end].text if end < len(tokens) else ""
    if after in data.NATIONALITIES_AFTER:
        return data.NATIONALITIES_AFTER[after], end + 1
    return currency, end


def hundredths_at(tokens: Sequence[Token], position: int, locale: Locale) -> tuple[str, int] | None:
    """Return the currency whose hundredths are named at `position` ("pence", "euro cents") and the end, or None."""
    if position >= len(tokens):
        return None
    word = tokens[position].text
    if position + 1 < len(tokens) and tokens[position + 1].text in {"cent", "cents"}:
        named = data.NATIONALITIES_BEFORE.get(word) or data.MAJOR.get(word)
        if named is not None:
            return named, position + 2
    if word not in data.MINOR or (word == "c" and not tokens[position].glued):
        return None
    own = locale.currency if locale.currency in data.CENT_CURRENCIES else "USD"
    return data.MINOR[word] or own, position + 1


def _named(word: str, locale: Locale) -> str:
    if word in data.MAJOR:
        return data.MAJOR[word]
    if word in data.DOLLARS or word == "$":
        return dollars(locale)
    if word in data.PESOS:
        return locale.currency if locale.currency in data.PESO_CURRENCIES else "MXN"
    return data.SIGNS.get(word, "")


def _opens_next_figure(tokens: Sequence[Token], position: int) -> bool:
    """Whether a sign belongs to the figure after it: the second of "10 £20"."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return (
        tokens[position].text in data.SIGNS
        and following is not None
        and following.glued
        and following.text[0].isdecimal()
    )


def _counts_things(tokens: Sequence[Token], position: int) -> bool:
    return position > 0 and tokens[position - 1].text in {"couple", "dozen"}
