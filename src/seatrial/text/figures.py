"""Numbers written in figures: "1,200.50", "1.200,50", "3/4"; and how a number is written back.

Never reads words. Called by `numbers` and by the money and quantity parsers.
"""

import re
from decimal import Decimal

FIGURE_CHARS_MAX = 30  # longer figures are identifiers, not quantities
_PLAIN_LITERAL = re.compile(r"\d+(?:\.\d+)?")
FRACTION_LITERAL = re.compile(r"(\d{1,4})/(\d{1,4})")
_COMMA_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")
_COMMA_DECIMAL_LONG = re.compile(r"\d+,\d+")
_INDIAN_GROUPED = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?")


def shortest(value: Decimal) -> str:
    """Write `value` as the shortest decimal string: "12", "0.5", "-3", never an exponent."""
    if not value:
        return "0"
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def read_literal(text: str, *, decimal_comma: bool = False) -> Decimal | None:
    """Read figures such as "1,200.50" or "1.200,50"; None when the separators make no sense.

    Args:
        text: Digits with dots and commas, or a fraction "3/4".
        decimal_comma: Whether "1.200" means twelve hundred, as in Spain.
    """
    if len(text) > FIGURE_CHARS_MAX:
        return None
    if text.isdecimal():
        return Decimal(text)
    if decimal_comma and _DOT_GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN_LITERAL.fullmatch(text):
        return Decimal(text)
    if decimal_comma and _COMMA_DECIMAL_LONG.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return _read_rare_literal(text)


def _read_rare_literal(text: str) -> Decimal | None:
    if _COMMA_GROUPED.fullmatch(text) or _INDIAN_GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _COMMA_DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _DOT_GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if fraction := FRACTION_LITERAL.fullmatch(text):
        return divide(int(fraction[1]), int(fraction[2]))
    return None


def divide(numerator: int, denominator: int) -> Decimal | None:
    """A fraction that has a short decimal form, or None."""
    if denominator not in {2, 4, 5, 8, 10, 100}:
        return None
    return Decimal(numerator) / Decimal(denominator)
