"""Digits said or typed at one place: "oh seven", "double four", "three sevens", "nine hundred and one", "077OO".

Never decides where a number begins or ends, nor what it is for. Called by `spoken`.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from seatrial.text.context import Language
from seatrial.text.data import numerals
from seatrial.text.tokens import Token

Kind = Literal["digits", "letters", "sign", "joiner", "word"]


class Piece(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of tokens [start, end) and what it may spell, likeliest first.

    Attributes:
        readings: Upper-case letters, digits or a sign; "" for words between characters ("and then").
        kind: "word" is an ordinary word, its reading the word itself.
    """

    readings: tuple[str, ...]
    start: int
    end: int
    kind: Kind


_ZERO_WORDS: dict[Language, frozenset[str]] = {
    "en": frozenset({"oh", "o", "zero", "nought", "naught", "nil", "ought", "aught", "zeroes"}),
    "es": frozenset({"cero"}),
}
REPEATS: dict[str, int] = {
    "double": 2,
    "dubble": 2,
    "triple": 3,
    "treble": 3,
    "tripple": 3,
    "quadruple": 4,
    "doble": 2,
}
DIGITS_EN: dict[str, str] = {
    **{word: str(value) for word, value in numerals.UNITS_EN.items() if value < 10},
    **dict.fromkeys(_ZERO_WORDS["en"], "0"),
    "niner": "9", "fife": "5",
}  # fmt: skip
DIGITS_ES: dict[str, str] = {
    word: str(value) for word, value in numerals.UNITS_ES.items() if value < 10 and word not in {"un", "una"}
}
TEENS_EN: dict[str, int] = {word: value for word, value in numerals.UNITS_EN.items() if value >= 10}
_PLURAL_DIGITS_EN: dict[str, str] = {
    **{word + ("es" if word == "six" else "s"): digit for word, digit in DIGITS_EN.items() if len(word) > 1},
    "zeroes": "0", "zeros": "0", "ohs": "0", "os": "0",
}  # fmt: skip
# What a recogniser hears for a digit; believed only between two digits.
_SLASHED_CHARS_MIN = 11  # 617/555/0135 is a telephone number, 12/12/2026 a date
_COUNTS: dict[str, int] = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}

DIGIT_STARTS: frozenset[str] = frozenset(
    {*REPEATS, *DIGITS_EN, *DIGITS_ES, *TEENS_EN, *numerals.TENS_EN, *numerals.UNITS_ES, *numerals.TENS_ES}
    | {*numerals.HUNDREDS_ES, "a"}
)


def digits_at(tokens: Sequence[Token], position: int, language: Language) -> Piece | None:
    """Return the digits that begin at `position`, or None."""
    if position >= len(tokens):
        return None
    text = tokens[position].text
    if text not in DIGIT_STARTS:
        return _literal_digits(tokens, position) if text[0].isdecimal() else None
    if text in REPEATS:
        return _repeated_digit(tokens, position, language)
    read = _en_digits(tokens, position) if language == "en" else _es_digits(tokens, position)
    if read is None:
        return None
    readings, end = read
    return Piece(readings=readings, start=position, end=end, kind="digits")


def text_at(tokens: Sequence[Token], position: int) -> str:
    """Return the word at `position`, "" after the last."""
    return tokens[position].text if position < len(tokens) else ""


def _literal_digits(tokens: Sequence[Token], position: int) -> Piece | None:
    text = tokens[position].text
    if text in _COUNTS and (digit := _PLURAL_DIGITS_EN.get(text_at(tokens, position + 1))):
        return Piece(readings=(digit * _COUNTS[text],), start=position, end=position + 2, kind="digits")
    if text_at(tokens, position + 1) == "s" and tokens[position + 1].glued:
        return None  # 1980s
    if text.isdecimal():
        if text_at(tokens, position + 1) == "hundred":
            return Piece(readings=(text + "00",), start=position, end=position + 2, kind="digits")
        return _with_typed_noughts(tokens, position)
    if ":" in text or ("/" in text and len(text) < _SLASHED_CHARS_MIN):
        return None  # a time, a date
    digits = "".join(char for char in text if char.isdecimal())
    return Piece(readings=(digits,), start=position, end=position + 1, kind="digits")


def _with_typed_noughts(tokens: Sequence[Token], position: int) -> Piece:
    """Figures with the letter O typed for nought: "077OO"."""
    digits, end = tokens[position].text, position + 1
    while end < len(tokens) and tokens[end].glued and set(tokens[end].text) == {"o"}:
        digits += "0" * len(tokens[end].text)
        end += 1
    return Piece(readings=(digits,), start=position, end=end, kind="digits")


def _repeated_digit(tokens: Sequence[Token], position: int, language: Language) -> Piece | None:
    times = REPEATS[tokens[position].text]
    following = text_at(tokens, position + 1)
    if not following:
        return None
    if following.isdecimal():
        readings = (following[0] * times + following[1:],)
        return Piece(readings=readings, start=position, end=position + 2, kind="digits")
    digit = (DIGITS_EN if language == "en" else DIGITS_ES).get(following)
    if digit is None:
        return None
    if text_at(tokens, position + 2) == "hundred":  # "oh double seven hundred"
        return Piece(readings=(digit * times + "00",), start=position, end=position + 3, kind="digits")
    return Piece(readings=(digit * times,), start=position, end=position + 2, kind="digits")


def _en_digits(tokens: Sequence[Token], position: int) -> tuple[tuple[str, ...], int] | None:
    text = tokens[position].text
    following = text_at(tokens, position + 1)
    digit = DIGITS_EN.get(text)
    if digit is not None:
        if text in _COUNTS and following in _PLURAL_DIGITS_EN:
            return (_PLURAL_DIGITS_EN[following] * _COUNTS[text],), position + 2
        if following in {"hundred", "thousand"} and digit != "0":
            return _round_number(tokens, position + 1, int(digit))
        return (digit,), position + 1
    if text in {"hundred", "thousand"}:
        return None
    if text == "a" and following in {"hundred", "thousand"}:
        return _round_number(tokens, position + 1, 1)
    below = _below_hundred(tokens, position)
    if below is None:
        return None
    value, end = below
    if text_at(tokens, end) in {"hundred", "thousand"}:
        return _round_number(tokens, end, value)
    apart = str(value - value % 10) + str(value % 10)  # "nine sixty, one two three"
    return ((str(value), apart) if end == position + 2 else (str(value),)), end


def _below_hundred(tokens: Sequence[Token], position: int) -> tuple[int, int] | None:
    """A number said as one group: "three", "fourteen", "twenty", "twenty three"."""
    text = text_at(tokens, position)
    if text in TEENS_EN:
        return TEENS_EN[text], position + 1
    if text in numerals.TENS_EN:
        value = numerals.TENS_EN[text]
        unit = numerals.UNITS_EN.get(text_at(tokens, position + 1), 0)
        return (value + unit, position + 2) if 0 < unit < 10 else (value, position + 1)
    if text in numerals.UNITS_EN:
        return numerals.UNITS_EN[text], position + 1
    return None


def _round_number(tokens: Sequence[Token], scale_at: int, value: int) -> tuple[tuple[str, ...], int]:
    """Digits from a round number: "nine hundred" before more digits is 900, but "nine hundred and one" is 901."""
    scale = 100 if tokens[scale_at].text == "hundred" else 1_000
    base = value * scale
    end = scale_at + 1
    joined = text_at(tokens, end) == "and"
    rest_at = end + 1 if joined else end
    if scale == 1_000 and (hundreds := _hundreds(tokens, rest_at)) is not None:
        return (str(base + hundreds[0]),), hundreds[1]
    rest = _below_hundred(tokens, rest_at)
    if rest is None or rest[0] == 0:
        return (str(base),), end
    summed, apart = str(base + rest[0]), str(base) + str(rest[0])
    if scale == 1_000 and not joined and text_at(tokens, rest[1]) not in {"hundred", "thousand"}:
        return (summed,), rest[1]
    if text_at(tokens, rest[1]) in {"hundred", "thousand"}:
        return (str(base),), end
    more_follow = text_at(tokens, rest[1]) in DIGITS_EN or text_at(tokens, rest[1])[:1].isdecimal()
    if rest[0] < 10 and not joined:
        return ((apart,) if more_follow else (summed, apart)), rest[1]
    return (summed, apart), rest[1]


def _hundreds(tokens: Sequence[Token], position: int) -> tuple[int, int] | None:
    """Read "four hundred and seventeen" after a thousand."""
    head = _below_hundred(tokens, position)
    if head is None or text_at(tokens, head[1]) != "hundred":
        return None
    end = head[1] + 1
    rest = _below_hundred(tokens, end + 1 if text_at(tokens, end) == "and" else end)
    return (head[0] * 100 + rest[0], rest[1]) if rest is not None else (head[0] * 100, end)


def _es_digits(tokens: Sequence[Token], position: int) -> tuple[tuple[str, ...], int] | None:
    text = tokens[position].text
    if text in DIGITS_ES:
        return (DIGITS_ES[text],), position + 1
    if text in numerals.UNITS_ES and numerals.UNITS_ES[text] >= 10:
        return (str(numerals.UNITS_ES[text]),), position + 1
    if text in numerals.TENS_ES:
        value = numerals.TENS_ES[text]
        joined = text_at(tokens, position + 1) == "y"
        unit = numerals.UNITS_ES.get(text_at(tokens, position + 2), 0) if joined else 0
        return ((str(value + unit),), position + 3) if 0 < unit < 10 else ((str(value),), position + 1)
    if text in numerals.HUNDREDS_ES:
        value = numerals.HUNDREDS_ES[text]
        rest = _es_digits(tokens, position + 1) if position + 1 < len(tokens) else None
        if rest is None or not 0 < int(rest[0][0]) < 100:
            return (str(value),), position + 1
        return (str(value + int(rest[0][0])), str(value) + rest[0][0]), rest[1]
    return None
