"""The plainest yes and no are what the parser takes them for, and nothing else is as plain."""

from __future__ import annotations

from datetime import datetime

import pytest

from seatrial.agents.plain_answers import PLAINLY, plainly
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

CONTEXT = ParseContext(locale="en-GB", now=datetime.fromisoformat("2026-11-03T11:25:00"))


@pytest.mark.parametrize(("words", "verdict"), sorted(PLAINLY.items()))
def test_a_plain_answer_is_what_the_parser_makes_of_it(words: str, verdict: bool) -> None:
    spoken = words.replace(" s ", "'s ").replace(" d ", "'d ").replace(" ll ", "'ll ").replace("isn t", "isn't")
    assert parse("yes_no", spoken, CONTEXT) is verdict
    assert parse("yes_no", f"um well {spoken}", CONTEXT) is plainly(f"um well {words}") is verdict


@pytest.mark.parametrize(
    "words", ["", "um", "well", "yes but", "no it s nine", "yes friday", "so", "oh no you don t", "yes and no", "right"]
)
def test_anything_more_is_left_to_the_parser(words: str) -> None:
    assert plainly(words) is None
