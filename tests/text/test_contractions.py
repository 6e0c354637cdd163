import pytest

from seatrial.text.contractions import part_verbs
from seatrial.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("friday'll do", "friday will do"),
        ("the 12th'd be grand", "the 12 th would be grand"),
        ("7pm'd suit", "7 pm would suit"),
        ("5'll do", "5 will do"),
        ("five's plenty", "five is plenty"),
        ("the tenth\u2019s no good", "the tenth is no good"),
    ],
)
def test_a_verb_is_parted_from_the_value_it_ran_into(text: str, parted: str) -> None:
    assert " ".join(token.text for token in part_verbs(tokenize(text))) == parted


@pytest.mark.parametrize(
    "text", ["i'll", "that'd", "it's", "dave's", "wednesday's", "sun's", "o'neill", "sa'd", "don't"]
)
def test_what_is_one_word_stays_one(text: str) -> None:
    tokens = tokenize(text)
    assert part_verbs(tokens) == tokens


def test_parted_words_still_stand_where_they_stood() -> None:
    tokens = part_verbs(tokenize("so friday'll do"))
    assert [token.start for token in tokens] == [0, 3, 10, 13]
    assert not any(token.glued for token in tokens)
