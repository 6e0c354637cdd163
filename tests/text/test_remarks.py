"""A remark gives no value: habits, what relations do, what things cost the other day, what the clock shows."""

import pytest
from meant_in_remarks import MEANT
from remarked_in_talk import REMARKED
from test_told_and_given import claims, value_of, written

from seatrial.text.remarks import is_described, is_persons, is_shown


@pytest.mark.parametrize(("kind", "line"), list(claims(REMARKED)))
def test_a_remark_gives_no_value(kind: str, line: str) -> None:
    assert value_of(kind, line) is None


@pytest.mark.parametrize(("kind", "line"), list(claims(MEANT)))
def test_what_is_meant_is_read_beside_a_remark(kind: str, line: str) -> None:
    text, _, expected = line.rpartition(" => ")
    assert written(value_of(kind, text)) == expected


@pytest.mark.parametrize(
    ("text", "end", "described"),
    [
        ("monday's always manic here", 1, True),
        ("monday was awful", 1, True),
        ("monday's always good", 1, False),
        ("monday is the day", 1, False),
        ("monday please", 1, False),
    ],
)
def test_a_day_is_described_by_what_does_not_approve_of_it(text: str, end: int, *, described: bool) -> None:
    words = text.split()
    assert is_described([*words, ""], end, len(words)) is described


@pytest.mark.parametrize(
    ("text", "start", "shown"),
    [
        ("it's nearly noon", 2, True),
        ("is it noon already", 2, True),
        ("it's noon", 1, False),
        ("nearly noon", 1, False),
    ],
)
def test_a_clock_shows_what_is_nearly_or_already_so(text: str, start: int, *, shown: bool) -> None:
    words = text.split()
    assert is_shown([*words, ""], start, start + 1, len(words)) is shown


@pytest.mark.parametrize(
    ("words", "persons"),
    [(["sue's"], True), (["my", "sister's"], True), (["today's"], False), (["mine"], False), ([], False)],
)
def test_a_thing_is_a_persons_by_the_owner_named(words: list[str], *, persons: bool) -> None:
    assert is_persons(words) is persons
