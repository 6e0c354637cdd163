"""What people do besides answering: once per prompt, always followed by an answer, and put right where it was wrong."""

import msgspec
import pytest
from callers import FACTS, PLAIN, agenda, role

from seatrial.core.scenario import Want
from seatrial.simulation.quirks import PROVOCATIONS, asides
from seatrial.simulation.readings import DEMANDS

OPENING = "Hello, how can I help?"
POSTCODE = "What is your postcode?"
PHONE = "What is your phone number?"
EMAIL = "Which e-mail address should I use?"
WHEN = "When would suit you?"


def person(*, keys: bool = True, seed: int = 1, playing: object = None, **traits: float):
    someone = agenda(msgspec.structs.replace(PLAIN, **traits), seed, keys=keys, playing=playing)
    hear(someone, OPENING)
    return someone


def hear(someone: object, *texts: str):
    move = someone.decide(list(texts))
    someone.commit(move)
    return move


@pytest.mark.parametrize(
    ("trait", "act"),
    [("digression", "digress"), ("unavailable", "ask_unavailable"), *((t, "provoke") for t in PROVOCATIONS)],
)
def test_something_else_is_said_first_and_the_answer_comes_when_it_is_asked_again(trait, act):
    traits = {trait: 1.0}
    someone = agenda(msgspec.structs.replace(PLAIN, **traits), 1)
    if act == "provoke":
        assert hear(someone, OPENING).act == "provoke"
        assert hear(someone, OPENING).act == "open"
    else:
        hear(someone, OPENING)
    move = hear(someone, POSTCODE)
    assert (move.act, move.about, move.told) == (act, trait, ())
    assert hear(someone, f"I'm afraid I can't help with that. {POSTCODE}").act == "inform"


def test_the_same_is_not_said_twice_and_not_for_ever():
    someone = person(digression=1.0)
    said = []
    for question in (POSTCODE, PHONE, EMAIL, WHEN):
        move = hear(someone, question)
        if move.act == "digress":
            said.append(move.text)
            assert hear(someone, question).act == "inform"
    assert len(said) == len(set(said)) == 2


def test_a_refusal_of_what_was_asked_by_the_way_ends_nothing():
    someone = person(unavailable=1.0)
    assert hear(someone, POSTCODE).act == "ask_unavailable"
    assert hear(someone, "I'm sorry, we don't do that.").act == "wait"
    assert not someone.met
    assert (someone.unfinished_move().act, someone.unfinished_move().about) == ("inform", "postcode")


def test_nothing_said_by_the_way_asks_or_tells_what_the_card_holds():
    for trait, lines in asides("en").items():
        assert len(lines) == len(set(lines)) >= 5, trait
        for line in lines:
            assert not any(char.isdigit() for char in line)
            assert not any(str(value).lower() in line.lower() for value in FACTS.values())


@pytest.mark.parametrize(
    ("question", "whole"),
    [(PHONE, "oh seven seven"), (POSTCODE, "b s one"), (EMAIL, "j dot smith at"), (WHEN, "tomorrow")],
)
def test_half_a_value_is_given_and_the_whole_one_when_it_is_asked_again(question, whole):
    del whole
    for seed in range(20):
        someone = person(incomplete=1.0, seed=seed)
        half, answer = hear(someone, question), hear(someone, question)
        assert (half.act, answer.act) == ("trail_off", "inform")
        assert half.about == answer.about
        assert not half.unhelpful
        assert not answer.unhelpful  # it was the person's own doing, and costs no patience
        assert half.text != answer.text


def test_half_a_phone_number_is_half_of_it():
    half = hear(person(incomplete=1.0, keys=False), PHONE).text
    assert "07700" in half
    assert "900123" not in half.replace(" ", "")


def test_a_wrong_number_is_noticed_when_it_is_read_back():
    someone = person(memory_error=1.0, keys=False)
    wrong = hear(someone, PHONE)
    assert wrong.act == "misinform"
    assert "900132" in wrong.text.replace(" ", "")
    move = hear(someone, "I have 07700 900132. Is that right?")
    assert (move.act, move.about) == ("correct", "phone")
    assert "900123" in move.text.replace(" ", "")
    assert hear(someone, EMAIL).act != "correct"  # once is enough


def test_or_else_some_answers_later():
    noticed = set()
    for seed in range(12):
        someone = person(memory_error=1.0, seed=seed, keys=False)
        assert hear(someone, PHONE).act == "misinform"
        acts = []
        for question in (EMAIL, EMAIL, "What is your name?", "And the address?", WHEN):
            move = hear(someone, question)
            acts.append((move.act, move.about))
        assert ("correct", "phone") in acts, seed
        noticed.add(acts.index(("correct", "phone")))
    assert len(noticed) > 1


def test_and_at_the_latest_when_it_is_asked_to_confirm():
    for seed in range(12):
        someone = person(memory_error=1.0, seed=seed)
        hear(someone, PHONE)
        assert hear(someone, "A visit tomorrow at 4:30 pm for a leak: shall I book it?").about == "phone"


def test_another_day_is_wanted_first():
    someone = person(goal_change=1.0, keys=False)
    assert hear(someone, WHEN).act == "misinform"
    move = hear(someone, "So that's Wednesday at 4:30 pm. Is that right?")
    assert (move.act, move.about) == ("change", "when")
    assert "tomorrow" in move.text


def test_what_the_card_itself_changes_is_given_as_the_card_has_it():
    changing = role(want=Want(say=("My sink leaks.",), until=("visit_booked",), change={"when": "friday 10:00"}))
    someone = person(goal_change=1.0, playing=changing)
    assert hear(someone, WHEN).act == "inform"


def test_who_says_yes_to_a_wrong_value_puts_it_right_later():
    someone = person(false_compliance=1.0, keys=False)
    assert hear(someone, POSTCODE).act == "inform"
    assert hear(someone, "I have BS1 4DK. Is that right?").act == "false_yes"
    later = [hear(someone, question) for question in (PHONE, EMAIL, "Shall I book it?")]
    assert ("correct", "postcode") in [(move.act, move.about) for move in later]
    assert all(
        "BS1 4DJ" in move.text.upper() or "BS14DJ" in move.text.upper() for move in later if move.act == "correct"
    )


def test_it_is_not_fooled_twice():
    someone = person(false_compliance=1.0)
    hear(someone, POSTCODE)
    assert hear(someone, "I have BS1 4DK. Is that right?").act == "false_yes"
    assert hear(someone, "I have BS1 4DK. Is that right?").act == "correct"


def test_keys_are_said_to_have_been_pressed():
    someone = person(false_compliance=1.0)
    hear(someone, PHONE)
    first = hear(someone, "Please key your phone number in on the keypad.")
    assert (first.act, first.keys) == ("claim", "")
    assert hear(someone, "Please key your phone number in on the keypad.").keys == "07700900123"


def test_the_unhandy_are_at_a_loss_at_first():
    someone = person(low_tech=1.0)
    assert hear(someone, EMAIL).act == "what_do_you_mean"
    assert hear(someone, EMAIL).act == "inform"
    assert hear(someone, "Please key your phone number in on the keypad.").act == "no_keys"


def test_being_at_a_loss_twice_running_does_not_go_round_in_circles():
    someone = person(low_tech=1.0, injection=1.0)
    for text in ("Could you spell that?", "Could you spell it for me?", "Sorry, I didn't catch that.") * 4:
        hear(someone, text)


def test_other_languages_are_heard_in_the_words_and_not_in_the_values():
    plain, mixed = person(keys=False), person(code_switch=1.0, keys=False)
    for question in (POSTCODE, PHONE, EMAIL):
        said, switched = hear(plain, question).text, hear(mixed, question).text
        assert said in switched
        assert len(switched) > len(said)


def test_a_quirk_needs_a_demand_and_strikes_it_once():
    everything = dict.fromkeys(
        ("digression", "unavailable", "incomplete", "memory_error", "low_tech", *PROVOCATIONS), 1.0
    )
    someone = agenda(msgspec.structs.replace(PLAIN, **everything), 1)
    assert {"ask", "need"} <= DEMANDS
    assert hear(someone, "One moment, please.").act == "wait"
    for question in (POSTCODE, PHONE):
        acts = [hear(someone, question).act for _ in range(3)]
        assert acts.count("inform") >= 1, acts


def test_a_language_without_such_words_has_plain_people():
    assert asides("xx") == {}
