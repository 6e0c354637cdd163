import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.misspelling import Spellings, allowed_slips, edit_distance, is_oclock


@given(st.text("abcde", max_size=7), st.text("abcde", max_size=7))
def test_edit_distance_is_a_bounded_symmetric_measure(left: str, right: str) -> None:
    distance = edit_distance(left, right, 99)
    assert distance == edit_distance(right, left, 99)
    assert (distance == 0) == (left == right)
    assert abs(len(left) - len(right)) <= distance <= max(len(left), len(right))
    assert edit_distance(left, right, 1) == min(distance, 2)


def test_a_swap_is_one_slip() -> None:
    assert edit_distance("boiler", "bolier", 9) == 1


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["bolier"], {"boiler"}),
        (["the", "bioler", "thing"], {"boiler"}),
        (["water", "tnak"], {"tank"}),
        (["watertank"], {"tank"}),
        (["gaz"], set[str]()),  # too short to tell a slip from another word
        (["leek"], {"leak"}),
        (["something"], set[str]()),
        ([], set[str]()),
    ],
)
def test_the_closest_phrase_is_found_in_spite_of_slips(words: list[str], keys: set[str]) -> None:
    spellings = Spellings([("boiler", "boiler"), ("watertank", "tank"), ("gas", "gas"), ("leak", "leak")])
    assert spellings.closest(words) == keys


def test_two_phrases_equally_close_are_both_returned() -> None:
    assert Spellings([("cash", "one"), ("cast", "two")]).closest(["casp"]) == {"one", "two"}


@given(st.text("abcdefgh", min_size=4, max_size=12), st.data())
def test_one_slip_in_the_middle_is_always_forgiven(phrase: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(phrase) - 2))
    slip = phrase[:at] + "z" + phrase[at + 1 :]
    assert Spellings([(phrase, "key")]).closest([slip]) == {"key"}
    assert allowed_slips(len(phrase)) >= 1


@pytest.mark.parametrize("word", ["o'clock", "oclock", "oclok", "oclcok", "o'colck"])
def test_o_clock_is_recognised_with_a_slip_or_two(word: str) -> None:
    assert is_oclock(word)


@pytest.mark.parametrize("word", ["clock", "occur", "o'clockwise", "oak", ""])
def test_other_words_are_no_o_clock(word: str) -> None:
    assert not is_oclock(word)


def test_a_phrase_is_known_by_its_letters_without_vowels() -> None:
    spellings = Spellings([("black", "bk"), ("white", "wh"), ("monthly", "mo")])
    assert spellings.abbreviated(["blk"]) == {"bk"}
    assert spellings.abbreviated(["mthly", "pls"]) == {"mo"}
    assert spellings.abbreviated(["grn", "wh", "blak"]) == set()
