import pytest
from slot_reading import read

from seatrial.text.labels import is_called_otherwise
from seatrial.text.offers import Offers
from seatrial.text.tokens import tokenize


def test_a_value_said_twice_is_one_value() -> None:
    offers = Offers(tokenize("60614 yes 60614"), "us_zip", "en")
    assert offers.add("60614", 0, 1)
    assert offers.add("60614", 2, 3)
    assert offers.only() == "60614"


def test_two_values_are_none() -> None:
    offers = Offers(tokenize("60614 and 60601"), "us_zip", "en")
    offers.add("60614", 0, 1)
    offers.add("60601", 2, 3)
    assert offers.only() is None


@pytest.mark.parametrize("text", ["from 60614 to 60601", "replace 60614 with 60601", "swap 60614 for 60601"])
def test_a_value_put_in_place_of_another_is_the_one(text: str) -> None:
    offers = Offers(tokenize(text), "us_zip", "en")
    offers.add("60614", 1, 2)
    offers.add("60601", 3, 4)
    assert offers.only() == "60601"


def test_another_ending_leaves_a_value_open() -> None:
    offers = Offers(tokenize("60614 or maybe 41"), "us_zip", "en")
    offers.add("60614", 0, 1)
    assert offers.only() is None


def test_what_was_dropped_is_remembered() -> None:
    offers = Offers(tokenize("not 60614"), "us_zip", "en")
    assert not offers
    assert not offers.add("60614", 1, 2)
    assert offers
    assert offers.only() is None


@pytest.mark.parametrize("text", ["my ticket is 60614", "invoice number 60614", "pin: 60614", "tracking's 60614"])
def test_figures_with_another_label_are_something_else(text: str) -> None:
    tokens = tokenize(text)
    assert is_called_otherwise(tokens, len(tokens) - 1, "us_zip")


@pytest.mark.parametrize(
    "text", ["zip 60614", "the zip for my account is 60614", "it's on the invoice 60614", "i have an order, 60614"]
)
def test_where_figures_are_read_is_no_label(text: str) -> None:
    tokens = tokenize(text)
    assert not is_called_otherwise(tokens, len(tokens) - 1, "us_zip")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("us_zip", "12401 is my house number", None), ("us_zip", "my house number is 12401", None),
        ("us_zip", "12401 is my zip", "12401"), ("us_zip", "apartment 304, 94110", "94110"),
        ("card_last4", "4417 is my pin", None), ("phone", "07700 900123 is my house phone", "+447700900123"),
    ],
)  # fmt: skip
def test_figures_that_are_called_something_else_are_not_offered(kind: str, text: str, expected: str | None) -> None:
    assert read(kind, text, "en-US" if kind == "us_zip" else "en-GB") == expected


def test_four_said_before_or_marks_no_last_four() -> None:
    assert read("card_last4", "three three one four or three three four one") is None
