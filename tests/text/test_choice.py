import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import context, read

from seatrial.text.choice import parse_choice, stem

PROBLEM = {
    "leak": ["leaking", "dripping", "water everywhere"],
    "boiler": ["no hot water", "heating"],
    "gas": ["smell gas"],
}
SIZE = {"small": ["s"], "medium": ["m"], "large": ["l", "big"]}
WHEN = {"morning": ["am", "before noon"], "afternoon": ["pm", "after lunch"], "evening": ["after work"]}
PAY = {"card": ["debit card", "credit card"], "cash": [], "bank_transfer": ["bacs"]}
LETTER = {"a": ["red"], "b": ["blue"], "c": ["green"]}
ROOMS = {"1_bed": ["one bedroom"], "2_bed": ["two bedroom"], "3_bed": ["three bedroom"]}
AGREE = {"yes": ["yeah"], "no": ["nope"], "not_sure": ["dont know"]}


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        (PROBLEM, "my sink is leaking", "leak"),
        (PROBLEM, "there's no hot water", "boiler"),
        (PROBLEM, "it drips", "leak"),
        (PROBLEM, "water is everywhere", "leak"),
        (PROBLEM, "hot water", "boiler"),
        (SIZE, "LARGE please", "large"),
        (SIZE, "m", "medium"),
        (SIZE, "the biggest", "large"),
        (WHEN, "sometime after lunch", "afternoon"),
        (PAY, "transfer", "bank_transfer"),
        (PAY, "card rather than cash", "card"),
        (PAY, "cash instead of card", "cash"),
        (LETTER, "a", "a"),
        (LETTER, "letter a", "a"),
        (LETTER, "can i have a green", "c"),  # an article is no option
        (ROOMS, "two bedrooms", "2_bed"),
        (ROOMS, "one bed", "1_bed"),
        (ROOMS, "3", "3_bed"),
        (AGREE, "no", "no"),
        (AGREE, "not sure", "not_sure"),
    ],
)
def test_an_option_is_known_by_its_words(options: dict[str, list[str]], text: str, key: str) -> None:
    assert read("choice", text, options=options) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("the second one", "boiler"),
        ("first", "leak"),
        ("the last one please", "gas"),
        ("the last but one", "boiler"),
        ("second to last", "boiler"),
        ("the middle one", "boiler"),
        ("option two", "boiler"),
        ("number 3", "gas"),
        ("2", "boiler"),
        ("option b", "boiler"),
        ("the fourth one", None),
        ("first no second", "boiler"),
    ],
)
def test_an_option_is_known_by_its_place(text: str, key: str | None) -> None:
    assert read("choice", text, options=PROBLEM) == key


@pytest.mark.parametrize(
    ("text", "key"), [("boilr", "boiler"), ("a leek", "leak"), ("haeting", "boiler"), ("gaz", None)]
)
def test_a_slip_of_the_finger_is_forgiven_in_words_long_enough(text: str, key: str | None) -> None:
    assert read("choice", text, options=PROBLEM) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("leak no wait boiler", "boiler"),
        ("the leak actually the boiler", "boiler"),
        ("not the boiler, a leak", "leak"),
        ("not the boiler", None),
        ("anything but gas", None),
        ("leak or boiler", None),
        ("both", None),
        ("none of those", None),
        ("something else", None),
        ("what are my options", None),
        ("", None),
    ],
)
def test_the_option_meant_is_the_one_affirmed_last(text: str, key: str | None) -> None:
    assert read("choice", text, options=PROBLEM) == key


def test_spanish_places_and_words() -> None:
    options = {"recogida": ["recoger"], "entrega": ["a domicilio"]}
    assert read("choice", "la segunda", "es-ES", options=options) == "entrega"
    assert read("choice", "el dos", "es-ES", options=options) == "entrega"
    assert read("choice", "quiero recoger", "es-ES", options=options) == "recogida"


def test_only_an_options_own_words_count_when_nothing_was_asked() -> None:
    assert read("choice", "the second one", options=PROBLEM, asked=False) is None
    assert read("choice", "i have a leak", options=PROBLEM, asked=False) == "leak"


def test_without_options_there_is_no_choice() -> None:
    assert read("choice", "leak") is None
    assert parse_choice("leak", context(options={})) is None


@given(st.sampled_from(sorted(PROBLEM)))
def test_every_option_is_read_from_its_own_key(key: str) -> None:
    assert read("choice", f"it's the {key} please", options=PROBLEM) == key


@pytest.mark.parametrize(
    ("word", "root"), [("leaking", "leak"), ("leaks", "leak"), ("dripping", "drip"), ("biggest", "big"), ("gas", "gas")]
)
def test_endings_are_cut_alike(word: str, root: str) -> None:
    assert stem(word) == stem(root)


@given(st.text(), st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3), max_size=4))
def test_any_text_and_any_options_give_a_key_or_none(text: str, options: dict[str, list[str]]) -> None:
    assert read("choice", text, options=options) in {None, *options}
