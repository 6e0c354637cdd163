from pathlib import Path

import pytest
from callers import FACTS, reader
from hypothesis import given
from hypothesis import strategies as st

from seatrial.simulation.readings import Reading, main_reading

HERE = Path(__file__).parent
MISREAD_MAX = 0.05


def prompts(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(want, text) for want, text in (line.split("\t") for line in lines if line)]


def fits(wanted: str, readings: tuple[Reading, ...]) -> bool:
    main = main_reading(readings)
    for want in wanted.split("|"):
        if "+" in want:
            found = set(want.split("+")) <= {str(reading) for reading in readings}
        elif want == "inform":
            found = main.kind in {"inform", "greeting"}
        elif want.endswith(":*"):
            found = main.kind == want[:-2]
        else:
            found = want in {str(main), main.kind}
        if found:
            return True
    return False


def test_every_prompt_that_was_learnt_from_is_read_right():
    ear = reader()
    assert [(want, text) for want, text in prompts("known_prompts_en.tsv") if not fits(want, ear.read(text))] == []


def test_prompts_never_learnt_from_are_misread_in_at_most_one_of_twenty():
    ear = reader()
    unseen = prompts("unseen_prompts_en.tsv")
    misread = [(want, text) for want, text in unseen if not fits(want, ear.read(text))]
    assert len(misread) <= MISREAD_MAX * len(unseen), misread


def test_the_prompts_kept_apart_were_not_learnt_from():
    learnt = (HERE.parents[1] / "src/seatrial/simulation/data/reading_en.tsv").read_text(encoding="utf-8")
    known = {line.split("\t")[1] for line in learnt.splitlines() if "\t" in line}
    assert [text for _, text in prompts("unseen_prompts_en.tsv") if text in known and len(text.split()) > 4] == []


def test_the_right_name_does_not_cover_up_a_wrong_number_in_the_same_breath():
    name, phone = FACTS["name"], FACTS["phone"]
    other = str(phone)[:-3] + ("111" if not str(phone).endswith("111") else "222")
    taken = reader().read(f"I'll note that {name} called and can be reached on {other}. Is that right?")
    assert Reading(kind="wrong", about="phone") in taken
    taken = reader().read(f"I'll note that {name} called and can be reached on {phone}. Is that right?")
    assert Reading(kind="wrong", about="phone") not in taken


def test_a_wrong_value_comes_before_the_question_behind_it():
    main = main_reading(reader().read("Thanks, BS1 4TJ. And your name?"))
    assert str(main) == "wrong:postcode"


def test_a_right_value_in_passing_does_not_hide_the_question():
    assert str(main_reading(reader().read("Thanks, BS1 4DJ. And your name?"))) == "ask:name"


def test_two_questions_in_one_breath_are_both_heard():
    readings = {str(reading) for reading in reader().read("What's your name, and when would suit you?")}
    assert {"ask:name", "ask:when"} <= readings


def test_a_question_for_something_only_the_card_knows_is_found_by_its_name():
    ear = reader({"hotel": "Hotel Aventino", "last_four": "4417"})
    assert str(main_reading(ear.read("What is the name of the hotel?"))) == "ask:hotel"
    assert str(main_reading(ear.read("What are the last four digits of the card?"))) == "ask:last_four"


def test_of_options_the_one_that_concerns_the_person_is_chosen():
    main = main_reading(reader().read("Did you mean booking a visit or our prices?"))
    assert (main.kind, main.option) == ("choose", "booking a visit")


def test_the_agents_own_opening_hours_are_no_mistake_about_the_persons_time():
    kinds = {reading.kind for reading in reader().read("We're open from eight to six, Monday to Friday.")}
    assert "wrong" not in kinds


def test_a_plain_statement_with_another_time_is_no_mistake_about_the_persons_time():
    assert str(main_reading(reader().read("Your flight leaves at 10:40 from gate 12."))) == "inform"


def test_a_booking_that_exists_already_is_no_mistake_about_the_new_time():
    kinds = {reading.kind for reading in reader().read("I've found your visit Friday at ten. When would suit you?")}
    assert "wrong" not in kinds


def test_an_unknown_question_has_an_identity_of_its_own():
    first = main_reading(reader().read("How did you hear about us?"))
    second = main_reading(reader().read("How old is your boiler?"))
    assert first.kind == second.kind == "ask"
    assert first.about != second.about


def test_spelling_is_asked_for_what_was_just_spoken_of():
    readings = reader().read("Sorry, I missed your email. Would you spell that for me, one letter at a time?")
    assert str(main_reading(readings)) == "spell:email"


def test_a_conditional_remark_asks_nothing():
    main = main_reading(reader().read("What is your postcode? If you get stuck, say help."))
    assert str(main) == "ask:postcode"


def test_reading_the_same_text_again_gives_the_same():
    ear = reader(dict(FACTS, name="Somebody Else"))
    assert ear.read("Is that right?") == ear.read("Is that right?")


@given(st.text(max_size=300))
def test_any_text_is_read_as_something(text):
    assert isinstance(main_reading(reader().read(text)), Reading)


@pytest.mark.parametrize("text", ["", " ", "?!?", "\x00", "a" * 5_000, "\ud800"])
def test_what_is_no_language_asks_nothing_of_anybody(text):
    assert main_reading(reader().read(text)).kind in {
        "inform",
        "ask",
        "yes_no",
        "confirm",
        "not_understood",
        "greeting",
    }
