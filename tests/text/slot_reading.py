"""Parsing in tests: the session's clock and locale in one place."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from seatrial.text.context import ParseContext, Value
from seatrial.text.parsers import parse

NOW = datetime(2026, 3, 4, 10)  # a Wednesday


def context(locale: str = "en-GB", *, asked: bool = True, **declared: object) -> ParseContext:
    options = declared.get("options")
    pattern = declared.get("pattern")
    checksum = declared.get("checksum")
    assert options is None or isinstance(options, Mapping)
    assert pattern is None or isinstance(pattern, str)
    assert checksum is None or isinstance(checksum, str)
    named: dict[str, Sequence[str]] | None = None if options is None else dict(options)
    return ParseContext(locale=locale, now=NOW, options=named, pattern=pattern, checksum=checksum, asked=asked)


def read(slot_type: str, text: str, locale: str = "en-GB", *, asked: bool = True, **declared: object) -> Value | None:
    return parse(slot_type, text, context(locale, asked=asked, **declared))
