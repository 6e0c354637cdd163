from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import english, spanish

from seatrial.text.figures import read_literal, shortest
from seatrial.text.numbers import find_numbers, read_number, read_ordinal
from seatrial.text.tokens import tokenize


def values(text: str, language: str = "en") -> list[str]:
    spans = find_numbers(tokenize(text), "es" if language == "es" else "en")
    return [shortest(span.value) for span in spans]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a hundred and five", "105"),
        ("fifteen hundred", "1500"),
        ("two and a half", "2.5"),
        ("one and three quarters", "1.75"),
        ("one point five", "1.5"),
        ("six point oh five", "6.05"),
        ("nought point seven five", "0.75"),
        ("point five", "0.5"),
        ("minus three", "-3"),
        ("a dozen", "12"),
        ("half a dozen", "6"),
        ("two dozen", "24"),
        ("a couple", "2"),
        ("a couple of hundred", "200"),
        ("half a million", "500000"),
        ("two and a half thousand", "2500"),
        ("1.5 million", "1500000"),
        ("2 hundred and 5", "205"),
        ("10k", "10000"),
        ("3 1/2", "3.5"),
        ("3\u00bd", "3.5"),
        (".5", "0.5"),
        ("-3.5", "-3.5"),
        ("seventy-five", "75"),
        ("a thousand and one", "1001"),
        ("two thousand and six", "2006"),
    ],
)
def test_one_number_is_read_whole(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twelve fifty", ["12", "50"]),
        ("twenty twenty six", ["20", "26"]),
        ("two hundred three hundred", ["200", "300"]),
        ("nineteen eighty four", ["19", "84"]),
        ("10-3", []),  # no number is certain in a range
        ("about a week", []),
        ("no. 5", ["5"]),
    ],
)
def test_numbers_side_by_side_stay_apart(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("veintiuno", "21"),
        ("treinta y cinco", "35"),
        ("dos y medio", "2.5"),
        ("dos coma cinco", "2.5"),
        ("menos tres", "-3"),
        ("media docena", "6"),
        ("medio millón", "500000"),
        ("1.200,50", "1200.5"),
        ("tres cuartos", "0.75"),
    ],
)
def test_spanish_numbers_are_read_whole(text: str, value: str) -> None:
    assert values(text, "es") == [value]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty first", "en", 21),
        ("21st", "en", 21),
        ("one hundred and fifth", "en", 105),
        ("twenty second", "en", 22),
        ("tercero", "es", 3),
        ("vigésimo primero", "es", 21),
        ("21º", "es", 21),
    ],
)
def test_ordinals_say_that_they_are(text: str, language: str, value: int) -> None:
    span = read_ordinal(tokenize(text), 0, "es" if language == "es" else "en")
    assert span is not None
    assert (span.whole, span.ordinal) == (value, True)
    assert span.end == len(tokenize(text))


def test_a_cardinal_is_no_ordinal() -> None:
    assert read_ordinal(tokenize("twenty one"), 0) is None
    assert read_number(tokenize("hello"), 0) is None
    assert read_number([], 0) is None


def test_a_span_says_where_it_stands_and_whether_in_figures() -> None:
    (said, typed) = find_numbers(tokenize("there are twenty one or 21"))
    assert (said.start, said.end, said.figures) == (2, 4, False)
    assert (typed.start, typed.end, typed.figures) == (5, 6, True)
    (half,) = find_numbers(tokenize("a half"))
    assert half.whole is None


@given(st.integers(0, 10**12 - 1), st.booleans())
def test_any_english_number_written_out_is_read_back(value: int, british: bool) -> None:
    text = english(value, british=british)
    assert values(text) == [str(value)]


@given(st.integers(0, 10**9 - 1))
def test_any_spanish_number_written_out_is_read_back(value: int) -> None:
    assert values(spanish(value), "es") == [str(value)]


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_any_decimal_is_read_from_figures_with_and_without_grouping(value: Decimal) -> None:
    assert read_literal(f"{value}") == value
    assert read_literal(f"{value:,}") == value
    spanish_figures = f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert read_literal(spanish_figures, decimal_comma=True) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_the_shortest_form_is_the_same_number_without_padding(value: Decimal) -> None:
    written = shortest(value)
    assert Decimal(written) == value
    assert "e" not in written.lower()
    assert "." not in written or not written.endswith(("0", "."))


@pytest.mark.parametrize("text", ["1,23,4", "1.2.3", "1,,2", "9" * 40, "1/3", "1/0", "16:30"])
def test_figures_whose_separators_make_no_sense_are_no_number(text: str) -> None:
    assert read_literal(text) is None


@given(st.text())
def test_spans_never_overlap(text: str) -> None:
    tokens = tokenize(text)
    end = 0
    for span in find_numbers(tokens):
        assert end <= span.start < span.end <= len(tokens)
        end = span.end
