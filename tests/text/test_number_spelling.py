"""Number words with a slip in them."""

import pytest

from seatrial.text.number_spelling import spelled_rightly
from seatrial.text.tokens import tokenize, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tweleve", "twelve"), ("eihgt", "eight"), ("sevan", "seven"), ("fiftenn", "fifteen"), ("nintey", "ninety")],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert words(spelled_rightly(tokenize(f"{typed} please"))) == [meant, "please"]


@pytest.mark.parametrize("word", ["there", "these", "tree", "none", "mine", "fourth", "sevens", "thirsty", "right"])
def test_another_word_is_left_alone(word: str) -> None:
    assert words(spelled_rightly(tokenize(word))) == [word]
