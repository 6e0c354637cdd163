"""Sums of money as the other side says them: "£1,250.50", "350 pounds", "three hundred and fifty pounds".

A small reader of its own, apart from the agents' parsers on purpose. It only compares. Called by `facts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from seatrial.simulation.lexicon import Lexicon

_SIGNS = frozenset("£$€")
_UNITS = frozenset({"pounds", "pound", "quid", "dollars", "dollar", "euros", "euro", "gbp", "usd", "eur"})
_SUM = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")
_OWN = frozenset(
    "paying sending transferring claiming pay send transfer claim amount sum like want wanted said asked gave told "
    "mean meant typed wrote entered".split()
)
_PRICED = frozenset(
    "cost costs charge charges charged fee fees price prices limit balance above over under below most least than "
    "minimum maximum max excess deposit each per head night hour month year left between rate available pending "
    "only up from before after was when if unless our we they owe owed due".split()
)
"""Words beside a sum that need not be the person's own."""
_PENCE = 100
_SCALES = {"hundred": 100, "thousand": 1000}
_LARGEST = 10**9


@lru_cache(maxsize=64)
def pence_of(value: str) -> int | None:
    """Return the sum that a card's value is, in the smallest unit; None when it is none."""
    match = _SUM.search(value)
    return _pence(match[0].replace(",", "")) if match is not None else None


def sums_in(words: Sequence[str], lexicon: Lexicon) -> list[int]:
    """Return the sums in a text, in the smallest unit."""
    sums: list[int] = []
    for at, word in enumerate(words):
        if word in _SIGNS:
            figures = _figures(words, at + 1)
        elif word in _UNITS:
            figures = _figures_before(words, at) or _worded(words, at, lexicon)
        else:
            continue
        if figures is not None:
            sums.append(figures)
    return sums


def own_sum(words: Sequence[str]) -> bool:
    """Tell whether a text speaks of the sum that the person named, and of no price or limit."""
    return not _OWN.isdisjoint(words) and _PRICED.isdisjoint(words)


def _figures(words: Sequence[str], at: int) -> int | None:
    """Return the figures from a word on: the splitter leaves "1,250" as three words."""
    text = ""
    while at < len(words) and (words[at][0].isdigit() or (words[at] == "," and text)):
        if text and words[at] != "," and not text.endswith(","):
            break
        text += words[at]
        at += 1
    match = _SUM.match(text)
    return _pence(match[0].replace(",", "")) if match is not None else None


def _figures_before(words: Sequence[str], at: int) -> int | None:
    start = at
    while start > 0 and (words[start - 1][0].isdigit() or (words[start - 1] == "," and start < at)):
        start -= 1
    return _figures(words, start) if start < at else None


def _pence(figures: str) -> int | None:
    whole, _, part = figures.partition(".")
    if len(whole) > len(str(_LARGEST)):
        return None
    return int(whole) * _PENCE + int((part + "00")[:2])


def _worded(words: Sequence[str], stop: int, lexicon: Lexicon) -> int | None:
    """Return a number in words that ends before `stop`: "a hundred and eighty"."""
    start = stop
    while start > 0 and (
        words[start - 1] in lexicon.tens
        or words[start - 1] in lexicon.numbers
        or words[start - 1] in _SCALES
        or words[start - 1] in {"and", "a"}
    ):
        start -= 1
    total = part = 0
    for word in words[start:stop]:
        if word in _SCALES:
            part = (part or 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
            continue
        if word in lexicon.tens:
            part += lexicon.tens[word]
        elif word in lexicon.numbers:
            part += int(lexicon.numbers[word])
    total += part
    return total * _PENCE if 0 < total < _LARGEST else None
