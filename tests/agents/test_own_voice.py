"""Claims about words that are not the person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.own_voice import ECHO, ECHO_MS, FAINT, OwnVoice, longest_common_run
from seatrial.core.events import UserSaid

ASKED = "Thank you. What is the first line of the address?"


def asked(text: str = ASKED, *, silent_ms: int = 4_000, onset_ms: int = 4_080, ignore_below: int = 500) -> OwnVoice:
    voice = OwnVoice(ignore_below)
    voice.speaks(text, on=False)
    voice.falls_silent(silent_ms)
    voice.sound(onset_ms)
    return voice


def test_the_agents_last_words_right_after_them_are_an_echo_however_sure_the_recogniser_is():
    heard = UserSaid(text="line of the address", confidence=930)
    assert asked().foreign(4_900, heard) == ECHO


def test_its_words_are_an_echo_while_it_speaks():
    voice = OwnVoice(500)
    voice.speaks(ASKED, on=False)
    voice.sound(1_000)
    assert voice.foreign(1_900, UserSaid(text="thank you what is", confidence=800)) == ECHO


def test_a_garbled_echo_is_one_too():
    assert asked().foreign(4_900, UserSaid(text="first lion of the address", confidence=600)) == ""
    assert asked().foreign(4_900, UserSaid(text="lion of the address", confidence=600)) == ECHO


@pytest.mark.parametrize("text", ["14 queen square", "the address is 14 queen square", "yes", "what", "address"])
def test_an_answer_is_none(text: str):
    assert asked().foreign(4_900, UserSaid(text=text, confidence=800)) == ""


def test_a_choice_repeated_as_it_was_offered_is_an_answer_when_people_could_have_begun_it():
    offer = "I can do Tuesday at 4 pm or Wednesday at 9 am."
    voice = asked(offer, onset_ms=4_600)
    assert voice.foreign(6_000, UserSaid(text="wednesday at 9 am", confidence=850)) == ""
    assert voice.foreign(6_000 - 300, UserSaid(text="wednesday at 9 am", confidence=520)) == ECHO  # nobody was sure


def test_later_the_same_words_are_the_persons():
    late = UserSaid(text="line of the address", confidence=600)
    assert asked(onset_ms=4_000).foreign(4_000 + ECHO_MS + 1, late) == ""


def test_what_is_barely_recognised_is_not_meant_for_the_agent_unless_the_author_says_so():
    faint = UserSaid(text="put the kettle on", confidence=499)
    assert asked().foreign(9_000, faint) == FAINT
    assert asked(ignore_below=0).foreign(9_000, faint) == ""
    assert asked().foreign(9_000, UserSaid(text="put the kettle on", confidence=500)) == ""


def test_parts_of_a_streamed_answer_are_one_utterance():
    voice = OwnVoice(500)
    voice.speaks("What is the first", on=False)
    voice.speaks("line of the address?", on=True)
    assert voice.foreign(900, UserSaid(text="the first line of", confidence=900)) == ECHO


def test_an_agent_that_has_said_nothing_has_no_echo():
    assert OwnVoice(500).foreign(100, UserSaid(text="hello there you", confidence=900)) == ""


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_the_longest_common_run_is_the_same_both_ways_and_no_longer_than_either(one: list[str], other: list[str]):
    run = longest_common_run(one, other)
    assert run == longest_common_run(other, one) <= min(len(one), len(other))
    assert longest_common_run(one, one) == len(one)
