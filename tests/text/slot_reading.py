"""Parsing in tests: the session's clock and locale in one place."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from seatrial.text.context import ParseContext, Value
from seatrial.text.parsers import PARSERS

NOW = datetime.fromisoformat("2026-03-04T10:00")  # a Wednesday
Options = Mapping[str, Sequence[str]]


def context(
    locale: str = "en-GB",
    *,
    asked: bool = True,
    options: Options | None = None,
    pattern: str | None = None,
    checksum: str | None = None,
) -> ParseContext:
    return ParseContext(locale=locale, now=NOW, options=options, pattern=pattern, checksum=checksum, asked=asked)


def read(
    slot_type: str,
    text: str,
    locale: str = "en-GB",
    *,
    asked: bool = True,
    options: Options | None = None,
    pattern: str | None = None,
    checksum: str | None = None,
) -> Value | None:
    return PARSERS[slot_type](text, context(locale, asked=asked, options=options, pattern=pattern, checksum=checksum))
