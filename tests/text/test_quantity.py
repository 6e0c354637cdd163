import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import english, spanish
from slot_reading import read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("five", "5"),
        ("5 people", "5"),
        ("there are four of us love", "4"),
        ("about fifty", "50"),
        ("ten or so", "10"),
        ("no more than ten", "10"),
        ("two and a half", "2.5"),
        ("one oh five", "105"),
        ("four oh five oh", "4050"),
        ("two fifty", "250"),
        ("nineteen eighty four", "1984"),
        ("twenty twenty six", "2026"),
        ("four five two one", "4521"),
        ("just the one", "1"),
        ("just me", "1"),
        ("twice", "2"),
        ("none", "0"),
        ("10%", "10"),
        ("3.50", "3.5"),
        ("-4", "-4"),
        ("2\u00bd", "2.5"),
        ("it's 5. yes 5", "5"),
        ("5 no 6", "6"),
        ("ten make that eleven", "11"),
        ("not ten eleven", "11"),
        ("a couple dozen no make it a dozen", "12"),
    ],
)
def test_one_quantity_is_read(text: str, number: str) -> None:
    assert read("number", text) == number


@pytest.mark.parametrize(
    "text",
    [
        "two or three",
        "between five and ten",
        "2-3",
        "5/6",
        "two adults and one child",
        "two adults and two kids",
        "more than five",
        "five or more",
        "twenty something",
        "fifty fifty",
        "not five",
        "the second one",
        "that one",
        "one of them",
        "one third",
        "a few",
        "dozens of them",
        "2 + 2",
        "how many are there",
        "",
    ],
)
def test_ranges_ordinals_pronouns_and_nothing_are_none(text: str) -> None:
    assert read("number", text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("treinta y cinco", "35"),
        ("1.200", "1200"),
        ("2,5", "2.5"),
        ("cuatro no perd\u00f3n cinco", "5"),
        ("m\u00e1s o menos diez", "10"),
        ("somos cuatro", "4"),
        ("dos o tres", None),
        ("m\u00e1s de diez", None),
        ("una tarde", None),
        ("cuarenta y tantos", None),
    ],
)
def test_spanish_quantities(text: str, number: str | None) -> None:
    assert read("number", text, "es-ES") == number


def test_a_number_inside_a_longer_sentence_is_not_volunteered() -> None:
    assert read("number", "i need two plumbers on the fifth floor", asked=False) is None
    assert read("number", "two people", asked=False) == "2"


@given(st.integers(0, 10**12 - 1), st.booleans())
def test_any_number_said_comes_back(value: int, british: bool) -> None:
    assert read("number", f"um it's {english(value, british=british)} please") == str(value)


@given(st.integers(0, 10**9 - 1))
def test_any_number_said_in_spanish_comes_back(value: int) -> None:
    assert read("number", f"son {spanish(value)}", "es-ES") == str(value)


@given(st.integers(0, 999), st.text("0123456789", min_size=1, max_size=6))
def test_any_decimal_said_comes_back(whole: int, decimals: str) -> None:
    said = f"{english(whole)} point {' '.join(english(int(digit)) for digit in decimals)}"
    assert read("number", said) == (f"{whole}.{decimals}".rstrip("0").rstrip("."))


@given(st.integers(1, 99), st.integers(1, 99).filter(lambda value: value not in {10, 11, 12}))
def test_two_numbers_with_or_between_are_never_one(left: int, right: int) -> None:
    assert read("number", f"{english(left)} or {english(right)}") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two upstairs and one down so call it three", "3"), ("one adult three kids, four total", "4"),
        ("2 plus 2 makes 4", "4"), ("two and two", None), ("none, i sold them", "0"), ("we've got none", "0"),
        ("none of your business", None), ("a dozen = 12", "12"), ("6, sorry i pressed 7 before", "6"),
        ("six, well seven", None), ("it was nine last year but seven now", "7"), ("1 sec", None),
        ("it was two years ago", None), ("you're the third to ask me that and i'm eighty", None), ("i'm eighty", "80"),
    ],
)  # fmt: skip
def test_the_number_meant_is_told_from_the_numbers_mentioned(text: str, expected: str | None) -> None:
    assert read("number", text) == expected
