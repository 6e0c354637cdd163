"""Whole numbers below a thousand in words, English and Spanish: the groups that bigger numbers are made of.

Works on folded words padded at the end with empty strings, so that looking ahead needs no bounds check. Scales,
fractions and figures belong to `numbers`, the only caller.
"""

from collections.abc import Sequence
from typing import TypeAlias

from seatrial.text.data import numerals

Group: TypeAlias = tuple[int, int, bool]
"""Value, index after the last word, whether it ended as an ordinal."""

# After these a unit belongs to the same number, above what is said otherwise ("diez y uno" is two).
_SPLIT_TEENS = {"diez": 5, "veinte": 0}
_ARTICLES = frozenset({"a", "an"})
_SCALES_AFTER_ARTICLE = frozenset({"thousand", "million", "billion"})


def skip_and(words: Sequence[str], position: int) -> int:
    """Return the position after an English "and", if there is one."""
    return position + 1 if words[position] == "and" else position


def group_en(words: Sequence[str], position: int) -> Group | None:
    """Read "three", "twenty first", "a hundred and five", "fifteen hundred", or the one implied by "a thousand"."""
    word = words[position]
    if word in {"a", "an", "one"} and words[position + 1] in {"hundred", "hundredth"}:
        value, end = 1, position + 1
    elif word in _ARTICLES:
        return (1, position + 1, False) if words[position + 1] in _SCALES_AFTER_ARTICLE else None
    elif word == "hundred":
        value, end = 1, position
    elif word in _SCALES_AFTER_ARTICLE:
        return 1, position, False
    else:
        below = below_hundred_en(words, position)
        if below is None or below[2] or not 0 < below[0] < 100:
            return below
        value, end, _ = below
    if words[end] == "hundredth":
        return value * 100, end + 1, True
    if words[end] != "hundred":
        return value, end, False
    value, end = value * 100, end + 1
    rest = below_hundred_en(words, skip_and(words, end))
    if rest is None or rest[0] == 0 or words[rest[1]] == "hundred":  # "two hundred, three hundred"
        return value, end, False
    return value + rest[0], rest[1], rest[2]


def below_hundred_en(words: Sequence[str], position: int) -> Group | None:
    """Read "three", "fourteen", "twenty one", "twenty first", or a figure of one or two digits."""
    word = words[position]
    if word in numerals.UNITS_EN:
        return numerals.UNITS_EN[word], position + 1, False
    if word in numerals.TENS_EN:
        value = numerals.TENS_EN[word]
        unit = numerals.UNITS_EN.get(words[position + 1], 0)
        if 0 < unit < 10:
            return value + unit, position + 2, False
        ordinal = numerals.ORDINALS_EN.get(words[position + 1], 0)
        return (value + ordinal, position + 2, True) if 0 < ordinal < 10 else (value, position + 1, False)
    if word in numerals.ORDINALS_EN:
        return numerals.ORDINALS_EN[word], position + 1, True
    if len(word) <= 2 and word.isdecimal():
        return int(word), position + 1, False
    return None


def group_es(words: Sequence[str], position: int) -> Group | None:
    """Read "tres", "treinta y uno", "doscientos cinco", "vigesimo primero", or the one implied by "mil"."""
    word = words[position]
    if word == "mil":
        return 1, position, False
    if word in numerals.THOUSANDS_ES:
        rest = group_es(words, position + 1)
        value = numerals.THOUSANDS_ES[word]
        return (
            (value + rest[0], *rest[1:]) if rest is not None and 0 < rest[0] < 1_000 else (value, position + 1, False)
        )
    if word not in numerals.HUNDREDS_ES:
        return _below_hundred_es(words, position)
    value = numerals.HUNDREDS_ES[word]
    rest = _below_hundred_es(words, position + 1)
    return (value + rest[0], rest[1], rest[2]) if rest is not None and rest[0] else (value, position + 1, False)


def _below_hundred_es(words: Sequence[str], position: int) -> Group | None:
    word = words[position]
    if word in _SPLIT_TEENS and words[position + 1] == "y":  # "diez y seis"
        unit = numerals.UNITS_ES.get(words[position + 2], 0)
        if _SPLIT_TEENS[word] < unit < 10:
            return numerals.UNITS_ES[word] + unit, position + 3, False
    if word in numerals.UNITS_ES:
        return numerals.UNITS_ES[word], position + 1, False
    if word in numerals.TENS_ES:
        value = numerals.TENS_ES[word]
        unit = numerals.UNITS_ES.get(words[position + 2], 0) if words[position + 1] == "y" else 0
        return (value + unit, position + 3, False) if 0 < unit < 10 else (value, position + 1, False)
    if word in numerals.ORDINALS_ES:
        value = numerals.ORDINALS_ES[word]
        unit = numerals.ORDINALS_ES.get(words[position + 1], 0)
        return (value + unit, position + 2, True) if value >= 10 > unit > 0 else (value, position + 1, True)
    return None
