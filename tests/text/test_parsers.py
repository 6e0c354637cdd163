import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import context, read

from seatrial.text.parsers import PARSERS, SLOT_TYPES, parse

TYPES = (
    "text person_name phone email uk_postcode us_zip date time datetime money number yes_no choice order_id card_last4 "
    "address"
).split()
OPTIONS = {"leak": ["dripping"], "gas": []}
PATTERN = r"[A-Z]{2}-?\d{3,5}"
SAID = st.lists(
    st.sampled_from(
        "oh seven double u zero nine hundred thousand million and a an the b for bravo as in sugar at dot com dash no "
        "underscore wait sorry i mean not rather than or to between half past quarter four o'clock pm tomorrow p a "
        "next friday week twenty first pounds fifty couple dozen point minus yes maybe please last second one john "
        "smith um uh street spelled 07700 900123 12/5 16:30 \u00a3 $5 sw1a 1aa el la y medio no digo ma\u00f1ana "
        "\u00bd \U0001f44d".split()
    ),
    max_size=25,
).map(" ".join)


def read_any(slot_type: str, text: str, locale: str = "en-GB", *, asked: bool = True) -> object:
    return read(slot_type, text, locale, asked=asked, options=OPTIONS, pattern=PATTERN)


def test_every_declared_type_has_a_parser() -> None:
    assert tuple(TYPES) == SLOT_TYPES == tuple(PARSERS)


def test_a_type_is_parsed_by_name() -> None:
    assert parse("number", "five", context()) == "5"
    with pytest.raises(KeyError):
        parse("colour", "red", context())


@given(st.sampled_from(TYPES), st.text(), st.sampled_from(["en-GB", "en-US", "es-ES", "xx"]), st.booleans())
def test_no_text_raises(slot_type: str, text: str, locale: str, asked: bool) -> None:
    read_any(slot_type, text, locale, asked=asked)


@given(st.sampled_from(TYPES), SAID, st.sampled_from(["en-GB", "en-US", "es-ES"]), st.booleans())
def test_no_jumble_of_telling_words_raises(slot_type: str, text: str, locale: str, asked: bool) -> None:
    read_any(slot_type, text, locale, asked=asked)


@given(st.sampled_from(TYPES), SAID)
def test_parsing_is_a_function_of_its_arguments(slot_type: str, text: str) -> None:
    assert read_any(slot_type, text) == read_any(slot_type, text)


@pytest.mark.parametrize("slot_type", TYPES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\ud800\uffff",
        "9" * 5_000,
        "a " * 5_000,
        "one hundred and " * 500,
        "double " * 500,
        "not " * 500 + "5",
        "no 1 " * 500,
        "@." * 1_000,
        "a@" * 500 + "b.com",
        "b for bravo " * 300,
        "\u0660\u0661\u0662\u0663 \u00b2 \u2460 \u4e94 \u0e50",
        "(" * 2_000,
        "{}{0}%s%(x)s${x}../../etc",
    ],
)
def test_empty_huge_and_hostile_text_gives_no_trouble(slot_type: str, text: str) -> None:
    read_any(slot_type, text)


@pytest.mark.parametrize("slot_type", sorted(set(TYPES) - {"text"}))
@pytest.mark.parametrize("text", ["why do you need that", "i'd rather not say", "sorry what was that", "i don't know"])
def test_a_question_back_or_a_refusal_is_no_value(slot_type: str, text: str) -> None:
    assert read_any(slot_type, text) is None
