"""Numbers in words and figures, English and Spanish, as spans over tokens.

Reads one number where it stands ("a hundred and five", "two and a half", "minus 3", "veintiuno", "21st") and says how
many tokens it took, so that dates, money and addresses reuse it. Never decides whether a number is the answer: see
`quantity` for the slot parser. Digit strings ("oh seven double zero") belong to `spoken`.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

import msgspec

from seatrial.text.cardinals import Group, group_en, group_es, skip_and
from seatrial.text.context import Language
from seatrial.text.data import numerals
from seatrial.text.figures import FIGURE_CHARS_MAX, FRACTION_LITERAL, divide, read_literal
from seatrial.text.tokens import Token

_Read: TypeAlias = tuple[Decimal, int]
_HALF = Decimal("0.5")
_QUARTER = Decimal("0.25")
_PADDING = [""] * 6
_VALUE_LIMIT = 10**15
_ORDINAL_ENDINGS: dict[Language, frozenset[str]] = {
    "en": frozenset({"st", "nd", "rd", "th"}),
    "es": frozenset({"o", "a", "er", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo", "va", "no", "na"}),
}


class NumberSpan(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number and the tokens [start, end) it was read from.

    Attributes:
        value: Exact decimal value.
        start: Index of its first token.
        end: Index after its last token.
        ordinal: Whether it was said as an ordinal ("twenty first", "3rd").
        figures: Whether it was written in figures only.
    """

    value: Decimal
    start: int
    end: int
    ordinal: bool = False
    figures: bool = False

    @property
    def whole(self) -> int | None:
        """The value as an integer, or None when it has a fraction."""
        return int(self.value) if self.value == self.value.to_integral_value() else None


class _Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    group: Callable[[Sequence[str], int], Group | None]
    units: dict[str, int]
    scales: dict[str, int]
    collectives: dict[str, int]
    point: frozenset[str]
    minus: frozenset[str]
    starters: frozenset[str]


_LEXICONS: dict[Language, _Lexicon] = {
    "en": _Lexicon(
        group=group_en,
        units=numerals.UNITS_EN,
        scales=numerals.SCALES_EN,
        collectives=numerals.COLLECTIVES_EN,
        point=frozenset({"point"}),
        minus=frozenset({"minus", "negative"}),
        starters=frozenset(
            {*numerals.UNITS_EN, *numerals.TENS_EN, *numerals.ORDINALS_EN, *numerals.COLLECTIVES_EN}
            | {"a", "an", "point", "minus", "negative", "half", "quarter", "hundred", "thousand", "million", "billion"}
        ),
    ),
    "es": _Lexicon(
        group=group_es,
        units=numerals.UNITS_ES,
        scales=numerals.SCALES_ES,
        collectives=numerals.COLLECTIVES_ES,
        point=frozenset({"coma", "punto", "con"}),
        minus=frozenset({"menos"}),
        starters=frozenset(
            {
                *numerals.UNITS_ES,
                *numerals.TENS_ES,
                *numerals.HUNDREDS_ES,
                *numerals.ORDINALS_ES,
                *numerals.THOUSANDS_ES,
            }
            | {"mil", "menos", "medio", "media", "docena", "par", "cuarto"}
        ),
    ),
}


def read_number(
    tokens: Sequence[Token], start: int, language: Language = "en", *, decimal_comma: bool | None = None
) -> NumberSpan | None:
    """Read the longest number that begins at `start`: cardinal, ordinal, decimal, fraction or collective.

    "Twenty twenty six" and "twelve fifty" are two numbers each; how to put them together is the caller's choice.

    Args:
        tokens: Cleaned tokens.
        start: Where the number must begin.
        language: Which words are numbers.
        decimal_comma: Whether "1.200" means twelve hundred; by default when the language is Spanish.

    Returns:
        The number and its span, or None when no number begins there.
    """
    return _Reader(tokens, language, decimal_comma=decimal_comma).number(start)


def read_ordinal(tokens: Sequence[Token], start: int, language: Language = "en") -> NumberSpan | None:
    """Read an ordinal ("twenty first", "21st", "tercero") that begins at `start`, or None."""
    span = read_number(tokens, start, language)
    return span if span is not None and span.ordinal else None


def find_numbers(
    tokens: Sequence[Token], language: Language = "en", *, decimal_comma: bool | None = None
) -> list[NumberSpan]:
    """Return every number in `tokens`, left to right, not overlapping."""
    reader = _Reader(tokens, language, decimal_comma=decimal_comma)
    found: list[NumberSpan] = []
    position = 0
    while position < len(tokens):
        span = reader.number(position) if reader.may_start(position) else None
        if span is None:
            position += 1
            continue
        found.append(span)
        position = span.end
    return found


class _Reader:
    """Reads numbers from one list of tokens; the private methods return (value, position after) or None."""

    __slots__ = ("_decimal_comma", "_language", "_lexicon", "_tokens", "_words")

    def __init__(self, tokens: Sequence[Token], language: Language, *, decimal_comma: bool | None) -> None:
        self._tokens = tokens
        self._words = [*(token.text for token in tokens), *_PADDING]
        self._lexicon = _LEXICONS[language]
        self._language: Language = language
        self._decimal_comma = language == "es" if decimal_comma is None else decimal_comma

    def may_start(self, position: int) -> bool:
        """Whether a number could begin at `position`; cheap."""
        word = self._words[position]
        return word in self._lexicon.starters or word[0].isdecimal()

    def number(self, start: int) -> NumberSpan | None:
        """Read the longest number that begins at `start`, sign included."""
        if start >= len(self._tokens):
            return None
        position = start
        negative = self._words[position] in self._lexicon.minus
        if negative:
            if position and self._words[position - 1] in {"o", "al", "lo"}:
                return None  # "mas o menos", "por lo menos"
            position += 1
        elif self._words[position][0].isdecimal():
            negative = self._follows_minus_sign(position)
        read = self._unsigned(position)
        if read is None:
            return None
        value, end, ordinal = read
        figures = end == position + 1 and self._words[position][0].isdecimal()
        if figures and self._follows_leading_point(position):
            value /= 10 ** len(self._words[position])
        return NumberSpan(value=-value if negative else value, start=start, end=end, ordinal=ordinal, figures=figures)

    def _follows_minus_sign(self, position: int) -> bool:
        """A dash that opens a figure ("-3", "it is -3"), not one that joins two ("10-3", "10 - 3")."""
        before = self._tokens[position].before
        return before.endswith("-") and (position == 0 or before[:-1].endswith((" ", "(", "\n")))

    def _follows_leading_point(self, position: int) -> bool:
        """The point of ".5", not the full stop of "no. 5"."""
        before = self._tokens[position].before
        opens = before == "." if position == 0 or not self._words[position - 1][0].isalnum() else before[:-1].isspace()
        return before.endswith(".") and opens and self._words[position].isdecimal()

    def _unsigned(self, position: int) -> tuple[Decimal, int, bool] | None:
        part = self._part_en(position) if self._language == "en" else self._part_es(position)
        if part is not None:
            return (*part, False)
        read = self._figure(position) if self._words[position][:1].isdecimal() else self._cardinal(position)
        if read is None or read[2]:
            return read
        value, end = self._with_fraction(read[0], read[1])
        scale = self._lexicon.scales.get(self._words[end], 1) if value else 1
        if scale == 1:
            return value, end, False
        if value != int(value):
            return value * scale, end + 1, False  # "two and a half thousand", "1.5 million"
        more = self._cardinal(end + 1, total=int(value) * scale, limit=scale)
        return more if more is not None else (value * scale, end + 1, False)

    # -- whole numbers -----------------------------------------------------------------------------------------

    def _cardinal(self, position: int, total: int = 0, limit: int = _VALUE_LIMIT) -> tuple[Decimal, int, bool] | None:
        """Sum groups below a thousand, each followed by a smaller scale than the one before; may end as an ordinal."""
        begin = position
        ordinal = False
        while not ordinal:
            at = skip_and(self._words, position) if total else position
            group = self._lexicon.group(self._words, at)
            if group is None or (total and not group[0]):
                break
            value, end, ends_ordinal = group
            scale = 1 if ends_ordinal else self._lexicon.scales.get(self._words[end], 1)
            if value * scale >= limit:
                break
            total += value * scale
            position, ordinal, limit = end + (scale > 1), ends_ordinal, scale
            if scale == 1:
                break
        return (Decimal(total), position, ordinal) if position > begin else None

    def _figure(self, position: int) -> tuple[Decimal, int, bool] | None:
        value = read_literal(self._words[position], decimal_comma=self._decimal_comma)
        if value is None:
            return None
        end = position + 1
        following = self._words[end]
        if following in _ORDINAL_ENDINGS[self._language] and self._tokens[end].glued:
            return value, end + 1, True
        if following != "hundred":
            return value, end, False
        rest = group_en(self._words, skip_and(self._words, end + 1))
        if rest is None or not 0 < rest[0] < 100 or value != int(value):
            return value * 100, end + 1, False
        return value * 100 + rest[0], rest[1], rest[2]

    # -- fractions, decimals, collectives ----------------------------------------------------------------------

    def _part_en(self, position: int) -> _Read | None:
        """A number that is no cardinal: a half, three quarters, point five, a dozen, half a million."""
        words = self._words
        first = words[position]
        start = position + 1 if first in {"a", "an", "one"} else position
        word = words[start]
        if word == "half":
            scale = self._multiple(words[start + 2]) if words[start + 1] in {"a", "an"} else 0
            return (_HALF * scale, start + 3) if scale else (_HALF, start + 1)
        if word == "quarter":
            scale = self._multiple(words[start + 3]) if words[start + 1 : start + 3] == ["of", "a"] else 0
            return (_QUARTER * scale, start + 4) if scale else (_QUARTER, start + 1)
        if first in {"three", "3"} and words[position + 1] in {"quarter", "quarters"}:
            return 3 * _QUARTER, position + 2
        if word in self._lexicon.collectives and (start > position or word in {"dozen", "couple"}):
            return self._collective(Decimal(1), start)
        if first in self._lexicon.point and (decimals := self._decimals(position + 1)):
            return Decimal("0." + decimals[0]), decimals[1]
        return None

    def _part_es(self, position: int) -> _Read | None:
        """Medio, un cuarto, tres cuartos, una docena, medio millon."""
        words = self._words
        first = words[position]
        start = position + 1 if first in {"un", "una"} else position
        word = words[start]
        if word in {"medio", "media"}:
            scale = self._multiple(words[start + 1])
            return (_HALF * scale, start + 2) if scale else (_HALF, start + 1)
        if start > position and word == "cuarto":
            return _QUARTER, start + 1
        if first == "tres" and words[position + 1] == "cuartos":
            return 3 * _QUARTER, position + 2
        if start > position and word in self._lexicon.collectives:
            return self._collective(Decimal(1), start)
        return None

    def _multiple(self, word: str) -> int:
        """What "half a" may multiply, or 0."""
        if word == "hundred":
            return 100
        return self._lexicon.collectives.get(word, 0) or self._lexicon.scales.get(word, 0)

    def _collective(self, count: Decimal, position: int) -> _Read:
        """The collective at `position` ("dozen", "couple of"), with the scale that may follow it."""
        value = count * self._lexicon.collectives[self._words[position]]
        end = position + 1
        after = end + 1 if self._words[end] in {"of", "de"} else end
        scale = 100 if self._words[after] in {"hundred", "cientos"} else self._lexicon.scales.get(self._words[after], 0)
        return (value * scale, after + 1) if scale else (value, end)

    def _with_fraction(self, value: Decimal, end: int) -> _Read:
        """Add "point five", "and a half", "and three quarters", "1/2"; or multiply by "dozen"."""
        word = self._words[end]
        if word in self._lexicon.point and value == int(value):
            decimals = self._decimals(end + 1)
            return (Decimal(f"{int(value)}.{decimals[0]}"), decimals[1]) if decimals else (value, end)
        if word == "score" and value == int(value) and self._words[end + 1] == "and":  # "three score and ten"
            more = self._lexicon.group(self._words, end + 2)
            return (value * 20 + more[0], more[1]) if more is not None else (value * 20, end + 1)
        if word in {"dozen", "docena", "docenas"}:
            return self._collective(value, end)
        if word in {"and", "y"}:
            part = self._part_en(end + 1) if word == "and" else self._part_es(end + 1)
            is_part = part is not None and 0 < part[0] < 1 and self._words[end + 1] not in self._lexicon.point
            return (value + part[0], part[1]) if part is not None and is_part else (value, end)
        if fraction := FRACTION_LITERAL.fullmatch(word):
            share = divide(int(fraction[1]), int(fraction[2]))
            return (value + share, end + 1) if share is not None and share < 1 else (value, end)
        return value, end

    def _decimals(self, position: int) -> tuple[str, int] | None:
        """The digits after "point": "five", "two five", "oh five", "seventy five", "25"."""
        digits = ""
        while len(digits) < FIGURE_CHARS_MAX:
            word = self._words[position]
            unit = self._lexicon.units.get(word, -1)
            if word.isdecimal():
                digits += word
            elif 0 <= unit < 10:
                digits += str(unit)
            elif word in {"oh", "o"} and self._language == "en":
                digits += "0"
            else:
                break
            position += 1
        if digits:
            return digits[:FIGURE_CHARS_MAX], position
        group = self._lexicon.group(self._words, position)
        return (str(group[0]), group[1]) if group is not None and not group[2] else None
