"""Anger rises with what the other side does wrong, falls with what it does right, and is said where it turns."""

import msgspec
import pytest
from callers import PLAIN, agenda
from hypothesis import given
from hypothesis import strategies as st

from seatrial.simulation.moods import FED_UP, Heard, feeling_said, is_long, level, soothes, stirred

MOODS = st.floats(0.0, 1.0)
HEARD = st.builds(Heard, *[st.booleans()] * 5)
TEMPERED = msgspec.structs.replace(PLAIN, temper=1.0, anger=0.2, politeness=0.0)
AGAIN = "Sorry, I missed your postcode. What is your postcode?"


@given(mood=MOODS, temper=MOODS, heard=HEARD)
def test_a_mood_stays_within_its_bounds(mood, temper, heard):
    assert 0.0 <= stirred(mood, temper, heard) <= FED_UP


@given(mood=MOODS, temper=st.floats(0.1, 1.0))
def test_it_moves_both_ways(mood, temper):
    assert stirred(mood, temper, Heard(unhelpful=True)) >= mood
    assert stirred(mood, temper, Heard(long=True)) >= mood
    assert stirred(mood, temper, Heard(soothing=True)) <= mood
    assert stirred(mood, temper, Heard(further=True)) <= mood
    assert stirred(mood, temper, Heard()) == mood
    assert stirred(0.5, temper, Heard(unhelpful=True)) > 0.5 > stirred(0.5, temper, Heard(soothing=True))


@given(mood=MOODS, heard=HEARD)
def test_nothing_angers_somebody_without_temper(mood, heard):
    assert stirred(mood, 0.0, heard) <= mood


@pytest.mark.parametrize(
    ("before", "after", "first", "eased", "said"),
    [
        (0.2, 0.5, False, False, "annoyed"),
        (0.2, 0.9, False, False, "angry"),
        (0.5, 0.6, False, False, ""),
        (0.8, 0.5, False, True, "better"),
        (0.8, 0.5, False, False, ""),
        (0.5, 0.5, True, False, "annoyed"),
        (0.1, 0.1, True, True, ""),
    ],
)
def test_a_feeling_is_said_where_it_turns(before, after, first, eased, said):
    assert feeling_said(before, after, first=first, eased=eased) == said


def test_levels_rise_with_the_mood():
    assert [level(mood / 10) for mood in range(11)] == sorted(level(mood / 10) for mood in range(11))
    assert (level(0.0), level(0.5), level(1.0)) == (0, 1, 2)


def test_kind_words_soothe_and_a_bare_sorry_does_not():
    assert soothes(["I'm sorry to hear that. What happened?"], "en")
    assert not soothes([AGAIN, "Right."], "en")


def test_long_is_about_twenty_seconds():
    assert is_long(["word " * 30, "word " * 30])
    assert not is_long(["What is your postcode?"])


def talked(lines: list[str], persona=TEMPERED) -> list[tuple[str, str, float]]:
    """Return for each line what the person does, which feeling it states, and its mood."""
    person = agenda(persona)
    found = []
    for line in lines:
        move = person.decide([line])
        person.commit(move)
        found.append((move.act, move.feeling, move.mood))
    return found


def test_somebody_asked_again_gets_angry_says_so_and_in_the_end_wants_a_person():
    opened = talked(["How can I help?", "What is your postcode?", *[AGAIN] * 4])
    assert [mood for _, _, mood in opened][1:5] == sorted(mood for _, _, mood in opened[1:5])
    assert [feeling for _, feeling, _ in opened if feeling] == ["annoyed", "angry"]
    assert opened[-1][0] in {"ask_person", "give_up"}


def test_it_says_so_in_words():
    person = agenda(TEMPERED)
    for line in ["How can I help?", "What is your postcode?"]:
        person.commit(person.decide([line]))
    calm = agenda(PLAIN)
    for line in ["How can I help?", "What is your postcode?"]:
        calm.commit(calm.decide([line]))
    angry, plain = person.decide([AGAIN]), calm.decide([AGAIN])
    assert angry.text.endswith(f" / {plain.text}")
    assert len(angry.text) > len(plain.text) + 6


def test_a_kind_word_makes_it_better():
    lines = ["How can I help?", "What is your postcode?", AGAIN, "I'm sorry about that, I understand. Your name?"]
    assert [feeling for _, feeling, _ in talked(lines)] == ["", "", "annoyed", "better"]


def test_who_calls_angry_says_so_at_once():
    furious = msgspec.structs.replace(TEMPERED, anger=0.8)
    assert talked(["How can I help?"], furious)[0][1] == "angry"


def test_somebody_without_a_temper_says_nothing_of_the_kind():
    said = talked(["How can I help?", "What is your postcode?", *[AGAIN] * 3], PLAIN)
    assert not any(feeling for _, feeling, _ in said)
    assert all(mood < 0 for _, _, mood in said)


def test_polite_people_put_it_politely():
    def words(politeness: float) -> str:
        person = agenda(msgspec.structs.replace(TEMPERED, anger=0.8, politeness=politeness))
        return person.decide(["How can I help?"]).text

    assert words(0.9) != words(0.1)
    assert "upset" in words(0.9)
