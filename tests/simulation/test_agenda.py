import msgspec
import pytest
from callers import FACTS, PLAIN, agenda, role

from seatrial.core.scenario import Want
from seatrial.simulation.moves import WAIT


def opened(**settings: object):
    person = agenda(**settings)
    person.commit(person.decide(["Hello, how can I help?"]))
    return person


def hear(person: object, *texts: str):
    move = person.decide(list(texts))
    person.commit(move)
    return move


def test_the_person_says_why_it_calls_when_asked():
    move = agenda().decide(["Hello, Harbour Plumbing. How can I help?"])
    assert (move.act, move.read) == ("open", "need")
    assert "sink" in move.text


def test_deciding_changes_nothing():
    person = opened()
    first = person.decide(["What is your postcode?"])
    assert person.decide(["What is your postcode?"]) == first


def test_a_fact_is_given_when_asked_for():
    move = hear(opened(), "What is your postcode?")
    assert (move.act, move.about, move.read, move.unhelpful) == ("inform", "postcode", "ask:postcode", False)


def test_a_right_read_back_is_affirmed_and_a_wrong_one_corrected():
    person = opened()
    assert hear(person, "I have BS1 4DJ. Is that right?").act == "affirm"
    wrong = hear(person, "I have BS1 4TJ. Is that right?")
    assert (wrong.act, wrong.about, wrong.read) == ("correct", "postcode", "wrong:postcode")
    assert "b s one four d j" in wrong.text or "bs1 4dj" in wrong.text


def test_asked_to_spell_the_person_spells():
    person = opened()
    hear(person, "What is your postcode?")
    move = hear(person, "Could you spell that for me, one letter at a time?")
    assert (move.act, move.about) == ("spell", "postcode")
    assert move.text.split()[-6:] != ["bs1", "4dj"]


def test_asked_to_key_in_the_person_presses_keys_on_a_phone_and_types_in_a_chat():
    for keys, act in ((True, "key_in"), (False, "inform")):
        person = opened(keys=keys)
        hear(person, "What's your phone number?")
        move = hear(person, "Please enter the number on your keypad.")
        assert move.act == act
        assert move.keys == ("07700900123" if keys else "")


def test_what_the_card_forbids_cannot_be_done():
    person = opened(playing=role(cannot=("spell",)))
    hear(person, "What is your postcode?")
    assert hear(person, "Please spell it, letter by letter.").act == "cannot"


def test_what_the_person_does_not_know_it_says_so():
    move = hear(opened(), "What's your account number?")
    assert (move.act, move.about) == ("dont_know", "account")


def test_two_facts_asked_for_at_once_are_both_given():
    move = hear(opened(), "What's your name and phone number?")
    assert move.told == ("name", "phone")


def test_options_are_chosen_by_what_the_person_came_for():
    move = hear(opened(), "Did you mean booking a visit or our prices?")
    assert (move.act, move.text.removesuffix(" please")) == ("choose", "booking a visit")


def test_the_person_waits_while_the_other_side_looks_something_up():
    assert hear(opened(), "One moment, please.").act == WAIT


def test_the_need_is_met_when_the_person_hears_that_it_is():
    person = opened()
    move = hear(person, "Booked. Your reference is PL-1042. Is there anything else I can help with?")
    assert (move.act, person.met) == ("no_more", "booked")


def test_a_booking_with_the_wrong_time_meets_nothing():
    person = opened()
    move = hear(person, "That's booked for Thursday at noon.")
    assert (move.act, person.met) == ("correct", "")


def test_a_person_who_came_for_a_booking_is_not_content_with_a_price():
    person = opened()
    hear(person, "A call-out is 60 pounds, the first half hour included.")
    assert person.met == ""


def test_a_person_who_came_for_an_answer_is_content_with_it():
    playing = role(want=Want(say=("How much is a call-out?",), until=("answered_prices",)), knows={})
    person = opened(playing=playing)
    hear(person, "A call-out is 60 pounds, the first half hour included.")
    assert person.met == "answered"


def test_nothing_is_met_before_the_person_has_said_what_it_wants():
    person = agenda(playing=role(want=Want(say=("How much is it?",), until=("answered_prices",))))
    hear(person, "A call-out is 60 pounds. How can I help?")
    assert person.met == ""


def test_any_resolution_will_do_for_a_flexible_person_and_not_for_another():
    lines = ["What is your postcode?", "I'm sorry, we don't cover that area."]
    flexible, strict = opened(), opened(playing=role(accepts=("visit_booked",)))
    for person in (flexible, strict):
        hear(person, lines[0])
    assert hear(flexible, lines[1]).leave == "refused"
    assert hear(strict, lines[1]).act == "ask_person"


def test_turned_away_at_once_the_person_says_it_again():
    assert hear(opened(), "I'm sorry, that's not something I can help with.").act == "restate"


def test_a_question_on_the_way_is_asked_until_it_is_answered():
    playing = role(want=Want(say=("My sink leaks.",), until=("visit_booked",), also=("How much is a call-out?",)))
    person = opened(playing=playing)
    asked = [hear(person, f"What is your {name}?").act for name in ("postcode", "name", "phone number", "e-mail")]
    asked += [hear(person, "When would suit you?").act, hear(person, "What's the house number and street?").act]
    assert asked.count("ask") <= 1
    ending = hear(person, "Booked. Is there anything else?")
    if ending.act == "ask":
        ending = hear(person, "A call-out is 60 pounds. Is there anything else?")
    assert ending.act == "no_more"


def test_an_unanswered_question_is_asked_again_at_the_end():
    playing = role(
        want=Want(say=("My sink leaks.",), until=("visit_booked",), also=("How much is a call-out?",)),
        knows={"postcode": "BS1 4DJ"},
    )
    person = opened(playing=playing)
    assert hear(person, "What is your postcode?").act == "ask"
    assert hear(person, "Sorry, I didn't catch your postcode. What is your postcode?").act == "inform"
    assert hear(person, "Booked. Is there anything else I can help with?").act == "ask"
    assert hear(person, "A call-out is 60 pounds. Is there anything else I can help with?").act == "no_more"


def test_a_change_of_mind_comes_once_the_old_value_was_told():
    playing = role(want=Want(say=("My sink leaks.",), until=("visit_booked",), change={"when": "friday 13:00"}))
    person = opened(playing=playing)
    hear(person, "When would suit you?")
    moves = [hear(person, "So that's tomorrow at half past four, is that right?")]
    moves.append(hear(person, "So that's Friday at one in the afternoon, is that right?"))
    assert [move.act for move in moves] == ["change", "affirm"]


def test_a_refused_time_is_followed_by_what_will_do_as_well():
    playing = role(knows=dict(FACTS, when=["tomorrow 16:30", "friday 13:00"]))
    person = opened(playing=playing)
    hear(person, "When would suit you?")
    move = hear(person, "I'm sorry, nobody is free tomorrow at half past four. When would suit you?")
    assert (move.act, move.about) == ("inform", "when=2026-08-07T13:00")
    assert hear(person, "Friday at one in the afternoon, is that right?").act == "affirm"


def test_an_offered_time_is_taken_and_held_from_then_on():
    person = opened()
    hear(person, "When would suit you?")
    assert hear(person, "That's taken. How about Wednesday at ten in the morning?").act == "accept_time"
    assert hear(person, "So that's Wednesday at ten in the morning, is that right?").act == "affirm"


def test_patience_counts_only_turns_that_got_nowhere():
    person = opened(persona=msgspec.structs.replace(PLAIN, patience=3, hang_up=1.0))
    for prompt in (
        "What is your postcode?",
        "What's your name?",
        "What's the best phone number?",
        "When would suit you?",
    ):
        assert hear(person, prompt).act == "inform"
    acts = [hear(person, "What is your postcode?").act for _ in range(4)]
    assert acts == ["inform", "inform", "inform", "give_up"]


def test_the_patient_ask_for_a_person_before_they_give_up():
    person = opened(persona=msgspec.structs.replace(PLAIN, patience=1, hang_up=0.0))
    acts = [hear(person, "Sorry, I didn't catch that.").act for _ in range(3)]
    assert acts == ["restate", "ask_person", "give_up"]


def test_nobody_talks_on_for_ever_even_with_something_new_each_time():
    person = opened()
    acts = [
        hear(person, f"What colour is thing {chr(97 + index % 26) * (2 + index // 26)}?").act for index in range(200)
    ]
    assert "ask_person" in acts[:160]
    assert "give_up" in acts


@pytest.mark.parametrize(("nowhere", "act"), [(0, "refuse_person"), (3, "accept_person")])
def test_a_person_is_accepted_by_those_who_got_nowhere(nowhere, act):
    person = opened()
    for _ in range(nowhere):
        hear(person, "What is your postcode?")
        hear(person, "Sorry, I didn't catch that.")
    assert hear(person, "Would you like to speak to a person?").act == act


def test_nobody_is_put_through_before_it_has_said_what_is_the_matter():
    move = hear(agenda(), "Would you like to speak to a person?")
    assert move.act == "open"
    assert "sink" in move.text


def test_nobody_else_leads_the_talk_when_the_agent_only_says_goodbye():
    move = hear(opened(), "Goodbye.")
    assert move.leave == "agent_said_goodbye"


def test_silence_and_asking_again_happen_once_per_prompt():
    person = opened(persona=msgspec.structs.replace(PLAIN, silence=1.0))
    assert hear(person, "What is your postcode?").act == WAIT
    assert hear(person, "What is your postcode?").act == "inform"
    assert hear(person, "I have BS1 4TJ. Is that right?").act == "correct"
    person = opened(persona=msgspec.structs.replace(PLAIN, repeat=1.0))
    assert hear(person, "What is your postcode?").act == "repeat_please"
    reads = opened(persona=msgspec.structs.replace(PLAIN, repeat=1.0), keys=False)
    assert hear(reads, "What is your postcode?").act == "inform"
    assert hear(person, "What is your postcode?").act == "inform"


@pytest.mark.parametrize(
    ("heard", "act"),
    [
        ("That's 80 Derby Terrace. Is that right?", "correct"),
        ("I'll change your address to 19 Derby Terrace. Is that right?", "correct"),
        ("That's 18 Derby Terrace. Is that right?", "affirm"),
        ("A visit to 18 Derby Terrace, BS1 4DJ: is that right?", "affirm"),
    ],
)
def test_another_house_number_is_noticed(heard: str, act: str):
    person = opened(playing=role(knows={**FACTS, "address": "18 Derby Terrace"}))
    assert hear(person, heard).act == act


@pytest.mark.parametrize(
    ("born", "heard", "act"),
    [
        ("1957-03-04", "I have the 4th of March 1975. Is that right?", "correct"),
        ("1957-03-04", "I have the 4th of March 1957. Is that right?", "affirm"),
        ("4 March 1957", "I have 4 March 1975. Is that right?", "correct"),
        ("4 March 1957", "I have 4 March 1957. Is that right?", "affirm"),
    ],
)
def test_another_year_of_birth_is_noticed(born: str, heard: str, act: str):
    person = opened(playing=role(knows={"name": "Ann Lee", "date_of_birth": born}))
    hear(person, "What is your date of birth?")
    assert hear(person, heard).act == act
