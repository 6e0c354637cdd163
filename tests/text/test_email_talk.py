"""What is said instead of an address."""

import pytest
from slot_reading import read


@pytest.mark.parametrize(
    "text",
    [
        "my surname then the year i was born at example dot com", "my initials then nineteen sixty at example dot org",
        "whatever my name is at example dot com", "the company name at example dot com", "it ends at example dot com",
        "bob then some numbers, four of them, at example dot com",
    ],
)  # fmt: skip
def test_how_a_mailbox_is_made_up_is_no_address(text: str) -> None:
    assert read("email", text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("it's the wife's one really janandlen all one word at example dot com", "janandlen@example.com"),
        ("the shared one tomandsue at example dot com", "tomandsue@example.com"),
        ("so use mine dana dot ruiz at example dot com", "dana.ruiz@example.com"),
        ("not the old one its now k_cole@example.org thx", "k_cole@example.org"),
    ],
)
def test_whose_it_is_is_no_part_of_it(text: str, address: str) -> None:
    assert read("email", text) == address
