"""Words of agreement that only exclaim."""

import pytest

from seatrial.text.exclamations import is_exclaimed


@pytest.mark.parametrize(
    "text",
    [
        "oh no the dog's out",
        "oh no it's raining",
        "oh no i dropped it",
        "sure is noisy in here",
        "there's no telling with him",
        "yes minister's on the telly",
        "no way is it friday already",
        "absolutely freezing in here",
    ],
)
def test_an_exclamation_says_neither_yes_nor_no(text: str) -> None:
    assert is_exclaimed(text.split(), asks=False)


@pytest.mark.parametrize(
    "text",
    [
        "oh no i don't",
        "oh no it's mine",
        "oh no thanks love",
        "sure is thank you",
        "there's no parking here",
        "yes it's on",
        "yes love it's on",
        "no way is that happening",
        "definitely it's freezing in here",
    ],
)
def test_what_answers_is_no_exclamation(text: str) -> None:
    assert not is_exclaimed(text.split(), asks=False)


def test_no_way_before_a_question_only_marvels() -> None:
    assert is_exclaimed(["no", "way", "is", "it", "friday"], asks=True)
