"""What is told of others, of the past, or asked about is not taken; what is given in the same breath is."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest
from given_in_talk import GIVEN
from told_in_talk import OPTIONS, TOLD

from seatrial.text.context import ParseContext, Value
from seatrial.text.parsers import PARSERS

NOW = datetime.fromisoformat("2026-11-03T11:25")  # a Tuesday
PATTERNS = {"": r"[A-Z]{2}\d{6}", "3": r"[A-Z]{3}\d{4}"}


def claims(of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for kind, block in of.items():
        for line in block.strip().replace("\n", "|").split("|"):
            yield kind, line


def value_of(kind: str, line: str) -> Value | None:
    slot_type, _, sort = kind.partition(":")
    locale = "en-US" if line.startswith("US: ") else "en-GB"
    context = ParseContext(
        locale=locale,
        now=NOW,
        options=OPTIONS[sort] if slot_type == "choice" else None,
        pattern=PATTERNS[sort] if slot_type == "order_id" else None,
    )
    return PARSERS[slot_type](line.removeprefix("US: "), context)


def written(value: Value | None) -> str:
    if not isinstance(value, dict):
        return str(value)
    return (" " if "amount" in value else ", ").join(str(part) for part in value.values() if part)


@pytest.mark.parametrize(("kind", "line"), list(claims(TOLD)))
def test_what_is_only_told_gives_no_value(kind: str, line: str) -> None:
    assert value_of(kind, line) is None


@pytest.mark.parametrize(("kind", "line"), list(claims(GIVEN)))
def test_what_is_given_is_read_through_the_talk(kind: str, line: str) -> None:
    text, _, expected = line.rpartition(" => ")
    assert written(value_of(kind, text)) == expected
