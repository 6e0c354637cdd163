"""Amounts of money, said or typed: {"amount": "12.50", "currency": "GBP"}.

Reads "twelve fifty", "a tenner", "two grand", "1.2k". Without a currency word the locale's currency is meant. A range
or two different amounts is no amount. Called through `parsers.parse`.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from seatrial.text.context import ParseContext
from seatrial.text.currencies import currency_at, currency_before, hundredths_at
from seatrial.text.data import currency_words, numerals
from seatrial.text.data.common_words import COURTESY_WORDS, FUNCTION_WORDS
from seatrial.text.incidental import is_bare_amount, is_weight
from seatrial.text.numbers import NumberSpan, find_numbers
from seatrial.text.quantity import adjacent_groups, is_compared, is_hedged, is_pronoun, join_numbers
from seatrial.text.repair import clean, last_value
from seatrial.text.standing import stands
from seatrial.text.standing_es import is_amount_es
from seatrial.text.tokens import Token

_AMOUNT_MAX = Decimal(10) ** 12
_CENT = Decimal("0.01")
_HALF = Decimal("0.5")
_ARTICLES = frozenset({"a", "an", "un", "una", "one", "the"})


class _Amount(msgspec.Struct, frozen=True, kw_only=True):
    """An amount read from tokens [start, end); `currency` is "" when none was named."""

    value: Decimal
    currency: str
    start: int
    end: int


def parse_money(text: str, context: ParseContext) -> dict[str, str] | None:
    """Return the one amount in `text`, two decimals, with its ISO 4217 currency; None when none or several."""
    language = context.language

    def read(tokens: Sequence[Token]) -> _Amount | None:
        return _one_amount(tokens, context)

    tokens = clean(text, language)
    amount = last_value(tokens, language, read)
    if amount is None or abs(amount.value) >= _AMOUNT_MAX or amount.value != amount.value.quantize(_CENT):
        return None
    currency = amount.currency
    if not currency and not context.asked:
        return None  # any number might be meant
    if not currency:  # "fifty euros, no, sixty": the correction is in the same currency
        named = {earlier.currency for earlier in _amounts(tokens, context) if earlier.currency}
        currency = named.pop() if len(named) == 1 else context.conventions.currency
    return {"amount": str(amount.value.quantize(_CENT)), "currency": currency}


def _one_amount(tokens: Sequence[Token], context: ParseContext) -> _Amount | None:
    amounts = _amounts(tokens, context)
    is_meant = stands if context.language == "en" else is_amount_es
    meant = [amount for amount in amounts if is_meant(tokens, amount.start, amount.end)]
    if not meant:
        return None
    named = [amount for amount in meant if amount.currency]
    candidates = named or meant
    if named and any(_is_one_of_two(tokens, amount) for amount in meant):
        candidates = meant  # "fifty or sixty pounds": the bare figure is an amount too
    if len({(amount.value, amount.currency) for amount in candidates}) != 1:
        return None
    if not named and _has_loose_figures(tokens, amounts):
        return None
    amount = candidates[0]
    if len(candidates) == 1 and _is_begun_again(tokens, amount.end):
        return None
    if is_hedged(tokens, amount.end):
        return None
    return None if is_compared(tokens, amount.start, context.language) else amount


def _is_one_of_two(tokens: Sequence[Token], amount: _Amount) -> bool:
    """Whether another amount is offered beside this one: "fifty or sixty pounds", "between 50 and ...", "£10 - 15"."""
    before = tokens[amount.start - 1].text if amount.start else ""
    if amount.end == len(tokens):
        return before in {"between", "entre"}
    after = tokens[amount.end]
    dashed = after.text[0].isdecimal() and "-" in after.before
    return dashed or after.text in {"or", "to", "o"} or before in {"between", "entre"}


def _is_begun_again(tokens: Sequence[Token], end: int) -> bool:
    """Whether "or" and another figure follow: "three fifty or four fifty depends"."""
    if end + 1 >= len(tokens) or tokens[end].text != "or":
        return False
    following = tokens[end + 1].text
    return following[0].isdecimal() or following in numerals.UNITS_EN or following in numerals.TENS_EN


def _has_loose_figures(tokens: Sequence[Token], amounts: Sequence[_Amount]) -> bool:
    """Whether figures remain that belong to no amount (a date, "2 x 50"): then nothing is certain."""
    covered = {index for amount in amounts for index in range(amount.start, amount.end)}
    return any(token.text[0].isdecimal() for index, token in enumerate(tokens) if index not in covered)


def _amounts(tokens: Sequence[Token], context: ParseContext) -> list[_Amount]:
    """Every amount in `tokens`, left to right."""
    locale = context.conventions
    spans = [
        span
        for span in find_numbers(tokens, locale.language, decimal_comma=locale.decimal_comma)
        if not span.ordinal and (not is_pronoun(tokens, span) or currency_at(tokens, span.end, locale))
    ]
    groups = adjacent_groups(tokens, spans, locale.language)
    found: list[_Amount] = _notes(tokens, spans)
    taken = {index for note in found for index in range(note.start, note.end)}
    index = 0
    while index < len(groups):
        following = groups[index + 1] if index + 1 < len(groups) else None
        amount, used = (None, 1)
        if groups[index][0].start not in taken:
            amount, used = _read_group(tokens, groups[index], following, context)
        if amount is not None:
            found.append(amount)
        index += used
    if len(found) < 2:  # an article stands for one only where no figure was said with it
        found.extend(_articled(tokens, spans, groups, context))
    return sorted(found, key=lambda amount: amount.start)


# -- one amount ------------------------------------------------------------------------------------------------


def _read_group(
    tokens: Sequence[Token], group: Sequence[NumberSpan], following: Sequence[NumberSpan] | None, context: ParseContext
) -> tuple[_Amount | None, int]:
    """Read one amount from adjacent numbers and, when it is "pounds and pence", the next group too; how many used."""
    locale = context.conventions
    currency, start = currency_before(tokens, group[0].start, locale)
    end = group[-1].end
    if not currency and (hundredths := hundredths_at(tokens, end, locale)) is not None:
        value = join_numbers(group, tokens)
        amount = None
        if value is not None:
            amount = _Amount(value=value / 100, currency=hundredths[0], start=start, end=hundredths[1])
        return amount, 1
    is_millions = end < len(tokens) and tokens[end].text == "m" and tokens[end].glued  # "£5m"
    end += is_millions
    named = currency_at(tokens, end, locale)
    value = _price(group, tokens)
    if value is None:
        return None, 1
    value *= 10**6 if is_millions else 1
    if group[0].start and _is_smudged(tokens, group[0].start, end, context):
        return None, 1
    if named is None and end == start + 1 and tokens[start].text == "half":
        return None, 1  # "half now"
    if named is None:
        is_amount = bool(currency) or is_millions or is_bare_amount(tokens, start, end)
        return _Amount(value=value, currency=currency, start=start, end=end) if is_amount else None, 1
    if named[0] == "GBP" and is_weight(tokens, start, named[1]):
        return None, 1
    part, end, used = _part_after(tokens, named[1], following, context)
    return _Amount(value=value + part, currency=currency or named[0], start=start, end=end), 1 + used


def _is_smudged(tokens: Sequence[Token], start: int, end: int, context: ParseContext) -> bool:
    """Whether a figure is missing or unread beside these: "£__.50", "£4_.99", "$xx.50", "something pounds fifty"."""
    if "_" in tokens[start].before or "?" in tokens[start].before.rstrip(" ") or ".." in tokens[start].before:
        return bool(start) and not tokens[start].before[-1:].isspace()
    if (
        start
        and tokens[start].glued is False
        and tokens[start].before == "."
        and set(tokens[start - 1].text) <= _BLANKS
    ):
        return True
    unit = start - 1 - (start > 1 and tokens[start - 1].text == "and")
    if unit > 0 and tokens[unit - 1].text in _UNREAD and currency_at(tokens, unit, context.conventions):
        return True
    after = tokens[end].before if end < len(tokens) else ""
    return after.endswith((".", "_")) and after[:1] in {"_", "?"}


_BLANKS = frozenset("x?*#")
_UNREAD = frozenset({"something", "blank", "x", "whatever", "summat", "smudge"})


def _price(group: Sequence[NumberSpan], tokens: Sequence[Token]) -> Decimal | None:
    """Read "twelve fifty" and "two oh five" as prices; other figures said together, digit by digit or in pairs."""
    if len(group) == 2:
        whole, rest = group[0].whole, group[1].whole
        nulls = group[1].start - group[0].end
        has_cents = rest is not None and (9 < rest < 100 if nulls == 0 else nulls == 1 and 0 < rest < 10)
        if whole is not None and rest is not None and 0 < whole < 1_000 and has_cents:
            return whole + Decimal(rest) / 100
    return join_numbers(group, tokens)


def _part_after(
    tokens: Sequence[Token], end: int, group: Sequence[NumberSpan] | None, context: ParseContext
) -> tuple[Decimal, int, int]:
    """Read "fifty", "and fifty pence" or "and a half" after a currency word: (value, end, groups used)."""
    phrase = [token.text for token in tokens[end : end + 3]]
    if phrase == ["and", "a", "half"]:
        return _HALF, end + 3, int(group is not None and group[0].start < end + 3)
    if phrase[:2] in (["y", "medio"], ["y", "media"]):
        return _HALF, end + 2, int(group is not None and group[0].start < end + 2)
    at = end + (phrase[:1] in (["and"], ["y"], ["con"]))
    nulls = at < len(tokens) and tokens[at].text in {"oh", "o"}
    if group is None or len(group) != 1 or group[0].start != at + nulls:
        return Decimal(0), end, 0
    value, after = group[0].whole, group[0].end
    unit = hundredths_at(tokens, after, context.conventions)
    has_unit = unit is not None
    is_pence = value is not None and 0 <= value < 100 and (value > 9 or nulls or has_unit)
    if value is None or not is_pence or ("," in tokens[at].before and not has_unit):
        return Decimal(0), end, 0
    return Decimal(value) / 100, unit[1] if unit is not None else after, 1


def _notes(tokens: Sequence[Token], spans: Sequence[NumberSpan]) -> list[_Amount]:
    """Read "a tenner", "two fivers"; numbers have already taken in "three grand"."""
    found: list[_Amount] = []
    counts = {span.end: span for span in spans}
    for index, token in enumerate(tokens):
        if token.text not in currency_words.NOTES:
            continue
        worth, currency = currency_words.NOTES[token.text]
        span = counts.get(index)
        if span is not None:
            found.append(_Amount(value=span.value * worth, currency=currency, start=span.start, end=index + 1))
        elif index and tokens[index - 1].text in _ARTICLES:
            found.append(_Amount(value=Decimal(worth), currency=currency, start=index - 1, end=index + 1))
    return found


def _articled(
    tokens: Sequence[Token], spans: Sequence[NumberSpan], groups: Sequence[Sequence[NumberSpan]], context: ParseContext
) -> list[_Amount]:
    """Read "a pound", "a pound fifty", "a quid and a half", "a penny": an article instead of a number."""
    found: list[_Amount] = []
    taken = {index for span in spans for index in range(span.start, span.end)}
    for index in range(1, len(tokens)):
        if tokens[index - 1].text not in {"a", "un", "una"} or index - 1 in taken:
            continue
        if tokens[index].text == "penny":
            found.append(_Amount(value=_CENT, currency="GBP", start=index - 1, end=index + 1))
        named = currency_at(tokens, index, context.conventions)
        if named is None or _names_a_thing(tokens, named[1]):
            continue
        following = next((group for group in groups if group[0].start >= named[1]), None)
        part, end, _ = _part_after(tokens, named[1], following, context)
        found.append(_Amount(value=1 + part, currency=named[0], start=index - 1, end=end))
    return found


def _names_a_thing(tokens: Sequence[Token], end: int) -> bool:
    """Whether the currency only describes what follows: "a pound shop", "a dollar menu"."""
    if end >= len(tokens) or tokens[end].before.strip():
        return False
    word = tokens[end].text
    return word.isalpha() and word not in FUNCTION_WORDS and word not in COURTESY_WORDS and word not in _AFTER_ONE


_AFTER_ONE = frozenset(
    {*numerals.UNITS_EN, *numerals.TENS_EN, *numerals.UNITS_ES, *numerals.TENS_ES, "con", "y", "cash", "each", "total"}
)
