"""Placeholders are names in braces and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.rendering import fill, placeholders
from seatrial.agents.wording import WordingError, placeholder_names, word_count


def test_names_are_found_once_each_in_order():
    assert placeholder_names("{b} and {a.c} and {b}") == ("b", "a.c")


def test_doubled_braces_are_braces():
    assert placeholder_names("{{not}} {name}") == ("name",)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("{", 0),
        ("a }", 2),
        ("{}", 0),
        ("{a!r}", 0),
        ("{a:>10}", 0),
        ("{a[0]}", 0),
        ("{0}", 0),
        ("x {a b}", 2),
        ("{a.}", 0),
        ("{a{b}}", 0),
    ],
)
def test_anything_else_between_braces_is_refused(text: str, position: int):
    with pytest.raises(WordingError) as caught:
        placeholder_names(text)
    assert caught.value.position == position


@given(st.text(alphabet="ab.{} ", max_size=12))
def test_what_passes_here_can_be_filled(text: str):
    try:
        names = placeholder_names(text)
    except WordingError:
        return
    assert set(placeholders(text)) == set(names)
    fill(text, dict.fromkeys(names, "x"))


def test_a_placeholder_counts_as_a_word():
    assert word_count("Booked for {day}, {name}.") == 4
