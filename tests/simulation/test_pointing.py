import pytest
from callers import reader

from seatrial.simulation.reading_training import features_of
from seatrial.simulation.readings import main_reading

BANK = {
    "text_code": "558206",
    "first_school": "Pen y Bryn",
    "payee": "Rosa Lindqvist",
    "hotel": "Hotel Aventino, Via di San Domenico",
    "until": "2026-08-24",
    "shop": "Cardiff Cycles",
    "name": "Jane Smith",
}


def read(text: str, facts: dict[str, object]) -> str:
    return str(main_reading(reader(facts).read(text)))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("How long will you be there?", "until"),
        ("And you're leaving when?", "until"),
        ("Who would you like to pay?", "payee"),
        ("To whom should it go?", "payee"),
        ("Where did you go to school first?", "first_school"),
        ("What number did you get in the text?", "text_code"),
        ("Which retailer took the payment?", "shop"),
        ("What's the name of the shop?", "shop"),
        ("Whereabouts is your hotel?", "hotel"),
        ("And your full name?", "name"),
    ],
)
def test_a_question_leads_to_the_fact_whose_name_lies_near_its_words(text, fact):
    assert read(text, BANK) == f"ask:{fact}"


def test_what_nobody_knows_keeps_an_identity_of_its_own():
    assert read("What colour is your front door?", BANK).startswith("ask:")
    assert read("What colour is your front door?", BANK).removeprefix("ask:") not in BANK


@pytest.mark.parametrize("check", ["{}, would that be you?", "{}. Any mistakes in there?", "{}, you said?", "{}?"])
@pytest.mark.parametrize(
    "value",
    ["BS1 4DJ", "14 Queen Square", "Jane Smith", "07700 900123", "j.smith@gmail.com", "Tomorrow at half past four"],
)
def test_ones_own_value_with_a_question_is_a_read_back_whatever_the_words(value, check):
    assert main_reading(reader().read(check.format(value))).kind == "read_back"


def test_a_bare_question_is_about_what_was_said_before_it():
    assert read("I have texted you six digits. Which are they?", BANK) == "ask:text_code"


def test_the_right_date_of_one_fact_is_no_mistake_about_another():
    facts = {"arrival": "2026-08-14", "until": "2026-08-17"}
    assert read("You're arriving on the 14th of August, correct?", facts) == "read_back:arrival"
    assert read("You're arriving on the 14th of August and leaving on the 18th, correct?", facts) == "wrong:until"


def test_a_house_number_is_no_time_of_day():
    assert main_reading(reader().read("You live at 14 Queen Square, yes?")).kind == "read_back"


def test_braces_before_an_example_say_what_it_holds_of_ones_own():
    plain, own = features_of("Jane Smith, yes?", "en"), features_of("{on} Jane Smith, yes?", "en")
    assert plain is not None
    assert own is not None
    assert own.keys() - plain.keys() == {"on"}


def test_one_wording_tells_of_one_word_of_a_name():
    facts = {"current_or_savings": "current", "memorable_word": "heron"}
    assert read("You set up your account with a word only you know. Could you tell me what it is?", facts) == (
        "ask:memorable_word"
    )
