import pytest

from seatrial.core.scenario import Scenario, Want
from seatrial.simulation.readings import Reading, main_reading
from seatrial.simulation.role import make_role

KNOWS = {
    "name": "Lena Fox",
    "address": "14 Cotham Brow",
    "postcode": "BS6 7LN",
    "new_address": "9 Raleigh Road",
    "email": "lena.fox@gmail.com",
    "amount": "£150",
    "reason": "charged twice",
}


def taken(text: str) -> Reading:
    card = Scenario(name="her", at="2026-11-03T11:25:00+00:00", knows=KNOWS, want=Want(say=("I need some help",)))
    role = make_role(card, "en-GB")
    return main_reading(role.reader(role.facts).read(text))


@pytest.mark.parametrize("text", ["What's the postcode where you live now?", "I need the postcode of your new home."])
def test_a_postcode_is_a_postcode_wherever_it_is_of(text: str):
    assert taken(text) == Reading(kind="ask", about="postcode")


def test_what_is_left_out_is_not_asked_for():
    assert taken("Can I have the first address again, bar the postcode?").about != "postcode"


def test_the_options_behind_a_colon_are_not_what_is_asked_for():
    told = taken("Tell me what the trouble is: not yours, charged twice, the wrong amount, or nothing came?")
    assert told.about != "amount"


def test_a_question_without_a_subject_is_about_what_was_spoken_of():
    assert taken("We go by your email. What did you give us last time?") == Reading(kind="ask", about="email")


def test_an_alternative_to_ones_own_value_is_a_question_and_no_read_back():
    knows = {"name": "Lena Fox", "delivery": {"is": "home", "say": ["to my home address"]}}
    card = Scenario(name="her", at="2026-11-03T11:25:00+00:00", knows=knows, want=Want(say=("I need some help",)))
    role = make_role(card, "en-GB")
    taken = main_reading(
        role.reader(role.facts).read("And the new card: to your home address, or to where you are now?")
    )
    assert (taken.kind in {"ask", "choose"}, taken.about) == (True, "delivery")


def test_what_stands_before_a_colon_is_what_the_options_behind_it_are_of():
    knows = {
        "name": "Lena Fox",
        "delivery": {"is": "hotel", "say": ["to the hotel"]},
        "hotel": "Hotel Aventino, Via di San Domenico, Rome",
    }
    card = Scenario(name="her", at="2026-11-03T11:25:00+00:00", knows=knows, want=Want(say=("I need some help",)))
    role = make_role(card, "en-GB")
    text = "That's done. And the delivery of the new card: to your home address, or to where you're staying?"
    assert main_reading(role.reader(role.facts).read(text)) == Reading(kind="choose", about="delivery")
