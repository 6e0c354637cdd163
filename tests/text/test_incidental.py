import pytest

from seatrial.text.incidental import is_bare_amount, is_other_quantity, is_weight, is_when
from seatrial.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "start", "end"), [("$ 2500", 1, 2), ("3000 people", 0, 1), ("it costs 14000", 2, 3), ("12,500", 0, 1)]
)
def test_prices_and_counts_are_other_quantities(text: str, start: int, end: int) -> None:
    assert is_other_quantity(tokenize(text), start, end)


@pytest.mark.parametrize("text", ["4417", "4417, people say", "4417 please"])
def test_digits_beside_nothing_they_count_stand_for_themselves(text: str) -> None:
    assert not is_other_quantity(tokenize(text), 0, 1)


def test_four_digits_say_when_only_beside_a_word_for_it() -> None:
    assert is_when(tokenize("since 1998"), 1, 2, "1998")
    assert is_when(tokenize("at 1430"), 1, 2, "1430")
    assert not is_when(tokenize("since 4417"), 1, 2, "4417")
    assert not is_when(tokenize("it's 1998"), 1, 2, "1998")


def test_a_bare_number_is_an_amount_unless_it_counts_something() -> None:
    assert is_bare_amount(tokenize("72 all in"), 0, 1)
    assert is_bare_amount(tokenize("72. degrees"), 0, 1)
    assert not is_bare_amount(tokenize("72 degrees"), 0, 1)
    assert not is_bare_amount(tokenize("a family of 5"), 3, 4)
    assert is_bare_amount(tokenize("a total of 5"), 3, 4)


def test_pounds_after_a_creature_are_a_weight() -> None:
    assert is_weight(tokenize("my dog's about 40 pounds"), 3, 5)
    assert not is_weight(tokenize("the bill's about 40 pounds"), 3, 5)
