from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech_styles import said_characters, said_digits

from seatrial.text.spoken import RENDERINGS_MAX, digit_runs, spell_out
from seatrial.text.tokens import tokenize


def digits_of(text: str, language: str = "en") -> list[str]:
    return [run.digits for run in digit_runs(tokenize(text), "es" if language == "es" else "en")]


def spelled(text: str) -> str:
    return "".join(piece.readings[0] for piece in spell_out(tokenize(text), "en"))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("oh seven seven double zero nine hundred one two three", "07700900123"),
        ("triple four", "444"),
        ("treble four", "444"),
        ("three sevens", "777"),
        ("two zeros", "00"),
        ("nine oh two ten", "90210"),
        ("seventy seven hundred", "7700"),
        ("nine hundred and one", "901"),
        ("nine hundred and twenty three", "923"),
        ("four thousand four hundred and seventeen", "4417"),
        ("ten thousand and one", "10001"),
        ("double 07700", "007700"),
        ("077OO 900", "07700900"),
        ("one to three", "123"),
        ("seven then eight and nine", "789"),
        ("020-7946-0958", "02079460958"),
        ("(020) 7946 0958", "02079460958"),
    ],
)
def test_digits_are_read_as_people_say_them(text: str, digits: str) -> None:
    assert digits_of(text) == [digits]


def test_an_ordinary_word_ends_a_run() -> None:
    assert digits_of("call after five on oh one two") == ["5", "012"]
    assert digits_of("last4=6120") == ["4", "6120"]


def test_a_time_a_date_and_a_decade_are_no_digits() -> None:
    assert digits_of("at 16:30 on 3/4/2026 like the 1980s") == []


def test_one_before_long_figures_is_a_pronoun() -> None:
    assert digits_of("the visa one 4417") == ["4417"]


def test_spanish_digits_are_read_in_pairs_and_hundreds() -> None:
    assert digits_of("seiscientos doce treinta y cuatro cincuenta y seis", "es") == ["6123456"]
    assert digits_of("doble cero siete", "es") == ["007"]


def test_a_plus_before_a_run_is_kept() -> None:
    assert [run.plus for run in digit_runs(tokenize("plus four four"), "en")] == [True]
    assert [run.plus for run in digit_runs(tokenize("+44 or 44"), "en")] == [True, False]


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("b for bravo", "B"),
        ("s as in sugar", "S"),
        ("bravo sierra", "BS"),
        ("double u", "W"),
        ("double you", "W"),
        ("double l", "LL"),
        ("x ray", "X"),
        ("x as in x ray", "X"),
        ("zed", "Z"),
        ("b bravo s sierra", "BS"),
        ("p for bravo", "B"),  # the code word is heard better than the letter
        ("capital b", "B"),
    ],
)
def test_letters_are_read_however_they_are_spelled(text: str, characters: str) -> None:
    assert spelled(text) == characters


def test_a_word_that_sounds_like_a_letter_offers_both_readings() -> None:
    (piece,) = spell_out(tokenize("see"), "en")
    assert (piece.readings, piece.kind) == (("SEE", "C"), "word")


@given(st.text("0123456789", min_size=1, max_size=14).flatmap(lambda d: st.tuples(st.just(d), said_digits(d))))
def test_any_digits_said_in_mixed_styles_come_back(pair: tuple[str, str]) -> None:
    digits, said = pair
    assert digits in set(
        digit_runs(tokenize(said.replace(" um", "").replace(" uh", "").replace(" er", "")), "en")[0].renderings()
    )


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789", min_size=1, max_size=10).flatmap(
        lambda c: st.tuples(st.just(c), said_characters(c))
    )
)
def test_any_characters_spelled_come_back(pair: tuple[str, str]) -> None:
    characters, said = pair
    doubled = any(left == right for left, right in pairwise(characters))
    if not doubled:  # "b bravo" is one B said twice, so "BB" may be read as one
        assert spelled(said) == characters


@given(st.lists(st.sampled_from("one two double hundred and nine ninety oh 5 thousand six".split()), max_size=12))
def test_the_readings_of_a_run_are_bounded_and_are_digits(said: list[str]) -> None:
    for run in digit_runs(tokenize(" ".join(said)), "en"):
        readings = list(run.renderings())
        assert 1 <= len(readings) <= RENDERINGS_MAX
        assert readings[0] == run.digits
        assert all(reading.isdecimal() for reading in readings)


@given(st.text())
def test_pieces_cover_every_token_in_order(text: str) -> None:
    tokens = tokenize(text)
    end = 0
    for piece in spell_out(tokens, "en"):
        assert piece.start == end < piece.end
        end = piece.end
    assert end == len(tokens)
