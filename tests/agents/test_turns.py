from __future__ import annotations

import heapq
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.agents.agent import TurnsPolicy
from seatrial.agents.signals import Heard, Signal, Silence, Slow, Spoken, Utterance
from seatrial.agents.timers import Timers
from seatrial.agents.turns import TIMER, Turns
from seatrial.core.effects import (
    Act,
    AnyEffect,
    CancelTimer,
    Effect,
    Note,
    PauseSpeaking,
    ResumeSpeaking,
    Say,
    SetTimer,
    StopSpeaking,
)
from seatrial.core.events import (
    AnyEvent,
    PlayoutEnded,
    PlayoutStarted,
    SpeechEnded,
    SpeechStarted,
    UserPressed,
    UserSaid,
)

ASK = Utterance(text="What is your postcode?")
POLICY = TurnsPolicy()


class Line:
    """A line with a clock: what the session and the driver do around `Turns`, and nothing more."""

    def __init__(self, channel: str = "speech", locale: str = "en-GB", policy: TurnsPolicy = POLICY) -> None:
        self.timers = Timers()
        self.turns = Turns(policy, channel, locale, self.timers)
        self.now = 0
        self.due: list[tuple[int, int, str]] = []
        self.cancelled: set[str] = set()
        self.effects: list[AnyEffect] = []
        self.signals: list[Signal] = []
        self.armed = 0
        self.settle()

    def take(self, items: Iterable[AnyEffect | Signal]) -> None:
        for item in items:
            if isinstance(item, SetTimer):
                self.armed += 1
                heapq.heappush(self.due, (self.now + item.after_ms, self.armed, item.timer))
            elif isinstance(item, CancelTimer):
                self.cancelled.add(item.timer)
            elif isinstance(item, Effect):
                self.effects.append(item)
            else:
                self.signals.append(item)

    def settle(self) -> None:
        self.take(self.turns.settle(self.now))

    def event(self, event: AnyEvent, *, at: int | None = None) -> None:
        if at is not None:
            self.until(at)
        self.take(self.turns.receive(self.now, event))
        self.settle()

    def until(self, at: int) -> None:
        """Let time pass, and timers fire."""
        while self.due and self.due[0][0] <= at:
            self.now, _, timer = heapq.heappop(self.due)
            if timer not in self.cancelled:
                name = self.timers.fired(timer)
                assert name is not None
                self.take(self.turns.timer(self.now, name))
                self.settle()
        self.now = at

    def speak(self, utterance: Utterance = ASK) -> None:
        self.turns.speak(utterance)
        self.settle()

    def play(self, turn: int, text: str, *, part: int = 0) -> None:
        """Play a part to its end, at once."""
        self.event(PlayoutStarted(turn=turn, part=part))
        self.event(PlayoutEnded(turn=turn, part=part, heard_chars=len(text)))

    def asked(self, utterance: Utterance = ASK) -> None:
        self.speak(utterance)
        self.play(self.turns.turn, utterance.text)
        self.signals.clear()
        self.effects.clear()

    def heard(self) -> list[str]:
        return [signal.text for signal in self.signals if isinstance(signal, Heard)]

    def of(self, kind: type[Effect]) -> list[AnyEffect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def notes(self) -> list[str]:
        return [effect.kind for effect in self.effects if isinstance(effect, Note)]


def said(line: Line, text: str, at: int, *, lag: int = 200, lasting: int = 800) -> int:
    """Say something out loud; return when the words had come."""
    line.event(SpeechStarted(), at=at)
    line.event(SpeechEnded(), at=at + lasting)
    line.event(UserSaid(text=text), at=at + lasting + lag)
    return at + lasting + lag


# -- the end of a turn ------------------------------------------------------------------------------------------------


def test_a_turn_is_heard_once_silence_has_lasted():
    line = Line()
    line.asked()
    said(line, "S W one A one double A, please", 1_000, lasting=2_000)
    line.until(3_499)
    assert line.heard() == []
    line.until(3_500)
    assert line.heard() == ["S W one A one double A, please"]


def test_silence_is_counted_from_the_end_of_sound_and_not_from_the_words():
    line = Line()
    line.asked()
    said(line, "a leak", 1_000, lasting=1_000, lag=450)
    line.until(2_500)
    assert line.heard() == ["a leak"]


def test_pieces_of_one_turn_are_one_turn_with_the_lowest_confidence():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=1_000)
    line.event(UserSaid(text="the sink", confidence=900, alternatives=("the think",)), at=1_500)
    line.event(UserSaid(text="is leaking", confidence=400, alternatives=("is leaky",)), at=2_000)
    line.event(SpeechEnded(), at=2_100)
    line.until(5_000)
    assert line.signals == [
        Heard(
            text="the sink is leaking",
            confidence=400,
            alternatives=("the think is leaking", "the sink is leaky"),
        )
    ]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("my number is", "en-GB"),
        ("it's about the boiler and", "en-GB"),
        ("um", "en-US"),
        ("well,", "en-US"),
        ("j smith at gmail", "en-GB"),
        ("mi número es", "es"),
        ("quiero una cita para", "es"),
    ],
)
def test_words_that_trail_off_are_waited_for_longest(text: str, locale: str):
    line = Line(locale=locale)
    line.asked()
    end = said(line, text, 1_000, lag=0)
    line.until(end + POLICY.end_of_turn_max_ms - 1)
    assert line.heard() == []
    line.until(end + POLICY.end_of_turn_max_ms)
    assert line.heard() == [text]


@pytest.mark.parametrize("text", ["oh seven seven double", "07700", "s w one"])
def test_a_number_or_code_may_go_on_after_a_breath(text: str):
    line = Line()
    line.asked()
    end = said(line, text, 1_000, lag=0)
    line.until(end + 1_400)
    assert line.heard() == []
    line.until(end + POLICY.end_of_turn_max_ms)
    assert line.heard() == [text]


@pytest.mark.parametrize(
    "text", ["half past 4", "at 16:30", "07700900123", "s w one a one a a", "my number is?", "at home", "plan b", "yes"]
)
def test_whole_answers_are_not_waited_for(text: str):
    line = Line()
    line.asked()
    end = said(line, text, 1_000, lag=0)
    line.until(end + POLICY.end_of_turn_ms)
    assert line.heard() == [text]


def test_the_slot_that_was_asked_for_sets_the_patience():
    line = Line()
    line.asked(Utterance(text="Your number?", patience_ms=1_500))
    end = said(line, "it's in my contacts", 1_000, lag=0)
    line.until(end + 1_499)
    assert line.heard() == []
    line.until(end + 1_500)
    assert line.heard() == ["it's in my contacts"]


def test_patience_ends_with_the_question_it_belongs_to():
    line = Line()
    line.asked(Utterance(text="Your number?", patience_ms=1_500))
    line.asked(Utterance(text="Anything else?"))
    end = said(line, "a leak", 1_000, lag=0)
    line.until(end + 500)
    assert line.heard() == ["a leak"]


def test_words_that_ask_for_nothing_leave_the_patience_of_the_question():
    line = Line()
    line.asked(Utterance(text="Your number?", patience_ms=1_500))
    line.asked(Utterance(text="Take your time.", listen=False))
    end = said(line, "it's in my contacts", 1_000, lag=0)
    line.until(end + 1_499)
    assert line.heard() == []


def test_a_breath_between_groups_of_digits_makes_one_answer():
    line = Line()
    line.asked(Utterance(text="Your number?", patience_ms=1_200))
    said(line, "07700", 1_000)
    said(line, "900 123", 2_900)
    line.until(10_000)
    assert line.heard() == ["07700 900 123"]


def test_words_that_come_after_the_turn_was_delivered_are_heard_too():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=1_000)
    line.event(UserSaid(text="a leak"), at=1_500)
    line.event(SpeechEnded(), at=1_600)
    line.event(UserSaid(text="in the bathroom"), at=2_300)
    line.until(6_000)
    assert line.heard() == ["a leak", "in the bathroom"]


def test_speech_the_recogniser_made_nothing_of_is_heard_as_nothing():
    line = Line()
    line.asked()
    said(line, "", 1_000)
    line.until(4_000)
    assert line.signals == [Heard(text="", confidence=0)]


def test_a_cough_is_not_a_turn():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=1_000)
    line.event(SpeechEnded(), at=1_200)
    line.until(5_000)
    assert line.signals == []


def test_sound_that_never_ends_does_not_hold_the_floor_for_ever():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=1_000)
    line.event(UserSaid(text="there is water"), at=2_000)
    line.until(11_999)
    assert line.heard() == []
    line.until(12_000)
    assert line.heard() == ["there is water"]


def test_a_huge_utterance_is_cut():
    line = Line()
    line.asked()
    line.event(UserSaid(text="word " * 10_000))
    for _ in range(200):
        line.event(UserSaid(text="more"))
    line.until(20_000)
    assert [len(text) for text in line.heard()] == [4_000]


def test_a_turn_has_a_bounded_number_of_pieces():
    line = Line()
    line.asked()
    for _ in range(60):
        line.event(UserSaid(text="hey"))
    line.until(5_000)
    assert [text.count("hey") for text in line.heard()] == [50]


# -- keys -------------------------------------------------------------------------------------------------------------


def test_keys_pressed_one_by_one_are_one_answer():
    line = Line()
    line.asked()
    for at, key in enumerate("0770"):
        line.event(UserPressed(keys=key), at=1_000 + at * 700)
    line.until(10_000)
    assert line.signals == [Heard(text="0770", pressed=True)]


def test_the_hash_key_ends_a_keyed_answer_at_once():
    line = Line()
    line.asked()
    line.event(UserPressed(keys="4417#"), at=1_000)
    assert line.signals == [Heard(text="4417", pressed=True)]


def test_the_tones_that_keys_make_are_no_speech():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=1_000)
    line.event(UserPressed(keys="12#"), at=1_100)
    assert line.signals == [Heard(text="12", pressed=True)]


def test_keys_stop_the_agent():
    line = Line()
    line.speak()
    line.event(PlayoutStarted(turn=1))
    line.event(UserPressed(keys="1#"))
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]
    assert line.signals == [
        Spoken(turn=1, said=ASK.text, heard="", whole=False),
        Heard(text="1", pressed=True, during=1),
    ]


# -- speaking over the agent ------------------------------------------------------------------------------------------


def speaking(text: str = "A call-out is 60 pounds.", **options: object) -> Line:
    line = Line()
    line.speak(Utterance(text=text, **options))  # pyright: ignore[reportArgumentType]
    line.event(PlayoutStarted(turn=1), at=100)
    return line


def test_the_agent_pauses_as_soon_as_somebody_speaks_over_it():
    line = speaking()
    line.event(SpeechStarted(), at=500)
    assert line.effects[-1] == PauseSpeaking(turn=1)


def test_two_real_words_stop_the_agent_and_history_keeps_what_was_heard():
    line = speaking()
    said(line, "how much", 500)
    line.event(PlayoutEnded(turn=1, heard_chars=10))
    line.until(4_000)
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]
    assert line.signals == [
        Spoken(turn=1, said="A call-out is 60 pounds.", heard="A call-out", whole=False),
        Heard(text="how much", during=1),
    ]


@pytest.mark.parametrize("word", ["no", "stop", "wait", "Sorry?", "hold on", "07"])
def test_one_word_that_claims_the_floor_stops_the_agent(word: str):
    line = speaking()
    said(line, word, 500)
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]


def test_words_stop_the_agent_before_the_sound_ends():
    line = speaking()
    line.event(SpeechStarted(), at=500)
    line.event(UserSaid(text="that is not what I asked"), at=1_500)
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]


@pytest.mark.parametrize("noise", ["mhm", "Yeah.", "uh huh", "right, ok", "um", "I see"])
def test_a_listening_noise_does_not_stop_the_agent_and_is_no_turn(noise: str):
    line = speaking()
    said(line, noise, 500)
    assert [type(effect) for effect in line.effects[1:]] == [PauseSpeaking, Note, ResumeSpeaking]
    line.event(PlayoutEnded(turn=1, heard_chars=24), at=4_000)
    assert line.signals == [
        Spoken(turn=1, said="A call-out is 60 pounds.", heard="A call-out is 60 pounds.", whole=True)
    ]


def test_spanish_listening_noises_are_known_in_spanish():
    line = Line(locale="es")
    line.speak(Utterance(text="La visita cuesta 60 euros."))
    line.event(PlayoutStarted(turn=1))
    said(line, "sí, vale", 500)
    assert line.of(StopSpeaking) == []
    said(line, "espere", 3_000)
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]


def test_a_yes_over_the_end_of_a_question_answers_it():
    line = speaking("Shall I book it?")
    end = said(line, "yes", 500)
    line.event(PlayoutEnded(turn=1, heard_chars=16), at=end + 600)
    assert line.heard() == ["yes"]


def test_a_yes_in_the_middle_of_a_question_does_not_answer_it():
    line = speaking("Shall I book it for Friday 21 August at half past four in the afternoon?")
    end = said(line, "yes", 500)
    line.event(PlayoutEnded(turn=1, heard_chars=75), at=end + 4_000)
    line.until(end + 6_000)
    assert line.heard() == []


def test_a_single_word_is_kept_until_the_agent_has_finished():
    line = speaking("When would suit you best?")
    said(line, "tomorrow", 500)
    assert line.of(StopSpeaking) == []
    assert line.of(ResumeSpeaking) == [ResumeSpeaking(turn=1)]
    line.event(PlayoutEnded(turn=1, heard_chars=25), at=4_000)
    assert line.heard() == ["tomorrow"]


def test_a_kept_word_survives_a_cough():
    line = speaking("When would suit you best?")
    said(line, "tomorrow", 500)
    line.event(SpeechStarted(), at=2_000)
    line.event(SpeechEnded(), at=2_100)
    line.until(5_000)
    line.event(PlayoutEnded(turn=1, heard_chars=25), at=6_000)
    assert line.heard() == ["tomorrow"]


def test_a_listening_noise_that_grows_into_a_sentence_stops_the_agent():
    line = speaking()
    line.event(SpeechStarted(), at=500)
    line.event(UserSaid(text="yeah"), at=900)
    assert line.of(ResumeSpeaking) == []
    line.event(UserSaid(text="listen I need someone now"), at=2_000)
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]


def test_after_a_cough_the_agent_goes_on():
    line = speaking()
    line.event(SpeechStarted(), at=500)
    line.event(SpeechEnded(), at=800)
    line.until(2_799)
    assert line.of(ResumeSpeaking) == []
    line.until(2_800)
    assert line.of(ResumeSpeaking) == [ResumeSpeaking(turn=1)]
    assert "false_interruption" in line.notes()


def test_endless_noise_does_not_keep_the_agent_paused():
    line = speaking()
    line.event(SpeechStarted(), at=500)
    line.until(10_500)
    assert line.of(ResumeSpeaking) == [ResumeSpeaking(turn=1)]


def test_words_before_the_agent_was_heard_go_on_with_the_last_turn():
    line = Line()
    line.speak(Utterance(text="Sorry, which street?"))
    said(line, "leaking", 100)
    assert line.of(StopSpeaking) == [StopSpeaking(turn=1)]
    line.event(PlayoutEnded(turn=1, heard_chars=0))
    line.until(5_000)
    assert line.signals == [
        Spoken(turn=1, said="Sorry, which street?", heard="", whole=False),
        Heard(text="leaking", during=1),
    ]


def test_history_is_right_even_when_the_driver_never_reports_a_stopped_turn():
    line = speaking()
    said(line, "no no no", 500)
    line.until(5_000)
    assert [type(signal) for signal in line.signals] == [Spoken, Heard]
    line.event(PlayoutEnded(turn=1, heard_chars=5))
    assert line.notes()[-1] == "stale"
    assert len(line.signals) == 2


def test_playout_of_a_stopped_turn_is_stale():
    line = speaking()
    said(line, "no stop", 500)
    line.event(PlayoutStarted(turn=1))
    assert line.notes()[-1] == "stale"


# -- protected speech -------------------------------------------------------------------------------------------------


def test_protected_speech_is_never_stopped_and_what_was_said_meanwhile_is_heard_after_it():
    line = speaking("Please leave the house now.", protected=True)
    said(line, "no wait what about the cat", 500)
    assert [type(effect) for effect in line.effects] == [Say]
    line.event(PlayoutEnded(turn=1, heard_chars=27), at=4_000)
    assert line.signals == [
        Spoken(turn=1, said="Please leave the house now.", heard="Please leave the house now.", whole=True),
        Heard(text="no wait what about the cat", during=1),
    ]


def test_a_listening_noise_over_protected_speech_is_nothing():
    line = speaking("Please leave the house now.", protected=True)
    said(line, "ok", 500)
    line.event(PlayoutEnded(turn=1, heard_chars=27), at=9_000)
    line.until(12_000)
    assert line.heard() == []


def test_somebody_still_talking_when_protected_speech_ends_is_heard_out():
    line = speaking("Please leave the house now.", protected=True)
    line.event(SpeechStarted(), at=2_000)
    line.event(PlayoutEnded(turn=1, heard_chars=27), at=3_000)
    line.event(UserSaid(text="which way"), at=4_000)
    assert line.heard() == []
    line.event(SpeechEnded(), at=4_100)
    line.until(4_600)
    assert line.heard() == ["which way"]


def test_protected_speech_does_not_wait_for_the_person():
    line = Line()
    line.event(SpeechStarted(), at=100)
    line.speak(Utterance(text="Please leave the house now.", protected=True))
    assert line.of(Say) == [Say(turn=1, text="Please leave the house now.", protected=True)]


def test_the_session_may_stop_even_protected_speech():
    line = speaking("Our prices are guaranteed.", protected=True)
    line.turns.speak(Utterance(text="never said"))
    line.take(line.turns.stop(line.now))
    line.speak(Utterance(text="I'm sorry, that was wrong."))
    assert line.effects[1:] == [StopSpeaking(turn=1), Say(turn=2, text="I'm sorry, that was wrong.")]
    line.event(PlayoutEnded(turn=1, heard_chars=10))
    assert line.signals == [Spoken(turn=1, said="Our prices are guaranteed.", heard="Our prices", whole=False)]


# -- wanting to speak -------------------------------------------------------------------------------------------------


def test_what_is_wanted_in_one_step_is_one_turn():
    line = Line()
    line.turns.speak(Utterance(text="Booked.", acts=(Act(kind="inform"),)))
    line.turns.speak(Utterance(text="Anything else?", acts=(Act(kind="anything_else"),), patience_ms=900))
    line.settle()
    assert line.effects == [
        Say(turn=1, text="Booked. Anything else?", acts=(Act(kind="inform"), Act(kind="anything_else")))
    ]


def test_protected_words_do_not_protect_what_follows():
    line = Line()
    line.turns.speak(Utterance(text="Leave the house.", protected=True))
    line.turns.speak(Utterance(text="Anything else?"))
    line.settle()
    assert line.effects == [Say(turn=1, text="Leave the house.", protected=True)]
    line.play(1, "Leave the house.")
    assert line.effects[1:] == [Say(turn=2, text="Anything else?")]


def test_nothing_is_said_while_the_person_is_speaking_and_nothing_is_lost():
    line = Line()
    line.event(SpeechStarted(), at=100)
    line.speak(Utterance(text="You are covered."))
    assert line.effects == []
    line.event(SpeechEnded(), at=900)
    line.event(UserSaid(text="are you there"), at=1_000)
    assert line.effects == []
    line.until(2_000)
    assert line.heard() == ["are you there"]
    assert line.effects == [Say(turn=1, text="You are covered.")]


def test_an_empty_utterance_is_no_turn():
    line = Line()
    line.speak(Utterance(text=""))
    assert line.effects == []


# -- streams ----------------------------------------------------------------------------------------------------------


def test_a_streamed_answer_is_one_turn_in_parts():
    line = Line()
    line.turns.speak_part("Yes. ", stream="m1", acts=(Act(kind="inform"),))
    line.settle()
    line.turns.speak_part("We ", stream="m1")
    line.turns.speak_part("do.", stream="m1", last=True)
    line.settle()
    assert line.effects == [
        Say(turn=1, text="Yes. ", last=False, acts=(Act(kind="inform"),)),
        Say(turn=1, text="We do.", part=1),
    ]
    line.play(1, "Yes. ")
    assert line.signals == []
    line.play(1, "We do.", part=1)
    assert line.signals == [Spoken(turn=1, said="Yes. We do.", heard="Yes. We do.", whole=True)]


def test_a_stream_that_ends_without_words_is_closed():
    line = Line()
    line.turns.speak_part("Yes. ", stream="m1")
    line.settle()
    line.play(1, "Yes. ")
    line.turns.speak_part("", stream="m1", last=True)
    line.settle()
    assert line.effects[-1] == Say(turn=1, text="", part=1)
    line.play(1, "", part=1)
    assert line.signals == [Spoken(turn=1, said="Yes. ", heard="Yes. ", whole=True)]


def test_what_comes_of_a_stream_after_it_was_stopped_is_dropped():
    line = Line()
    line.turns.speak_part("The price is ", stream="m1")
    line.settle()
    line.event(PlayoutStarted(turn=1))
    said(line, "never mind that", 200)
    line.turns.speak_part("sixty pounds.", stream="m1", last=True)
    line.until(5_000)
    assert len(line.of(Say)) == 1
    line.turns.speak_part("Fine.", stream="m2", last=True)
    line.settle()
    assert line.effects[-1] == Say(turn=2, text="Fine.")


def test_a_stream_that_stalls_is_over_as_it_stands():
    line = Line()
    line.turns.speak_part("The price is ", stream="m1")
    line.settle()
    line.play(1, "The price is ")
    line.until(10_000)
    assert line.signals == [Spoken(turn=1, said="The price is ", heard="The price is ", whole=False)]


def test_a_stopped_stream_was_heard_up_to_the_part_that_was_cut():
    line = Line()
    line.turns.speak_part("Yes. ", stream="m1")
    line.settle()
    line.play(1, "Yes. ")
    line.turns.speak_part("We do indeed.", stream="m1")
    line.settle()
    line.event(PlayoutStarted(turn=1, part=1))
    said(line, "no no", 500)
    line.event(PlayoutEnded(turn=1, part=1, heard_chars=2))
    assert line.signals == [Spoken(turn=1, said="Yes. We do indeed.", heard="Yes. We", whole=False)]


def test_a_part_that_was_never_reported_was_heard_if_a_later_one_was():
    line = Line()
    line.turns.speak_part("Yes. ", stream="m1")
    line.settle()
    line.turns.speak_part("We do.", stream="m1", last=True)
    line.settle()
    line.event(PlayoutEnded(turn=1, part=1, heard_chars=6))
    assert line.signals == [Spoken(turn=1, said="Yes. We do.", heard="Yes. We do.", whole=True)]


# -- silence and waiting ----------------------------------------------------------------------------------------------


def test_the_silence_ladder_has_three_rungs_and_stays_on_the_last():
    line = Line()
    line.asked()
    line.until(40_000)
    assert line.signals == [Silence(rung=1), Silence(rung=2), Silence(rung=3), Silence(rung=3)]


def test_any_sound_starts_the_ladder_anew():
    line = Line()
    line.asked()
    line.until(9_000)
    line.event(SpeechStarted())
    line.event(SpeechEnded(), at=9_300)
    line.until(20_000)
    assert line.signals == [Silence(rung=1), Silence(rung=1)]


def test_speaking_does_not_start_the_ladder_anew_but_is_no_silence():
    line = Line()
    line.asked()
    line.until(8_000)
    line.speak(Utterance(text="Are you still there?"))
    line.until(13_000)
    line.play(2, "Are you still there?")
    line.until(22_999)
    assert [signal for signal in line.signals if isinstance(signal, Silence)] == [Silence(rung=1)]
    line.until(23_000)
    assert line.signals[-1] == Silence(rung=2)


def test_the_ladder_stands_still_while_somebody_speaks():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=7_000)
    line.until(12_000)
    assert line.signals == []


def test_after_words_that_ask_for_nothing_silence_may_last_longer():
    line = Line()
    line.asked(Utterance(text="One moment.", listen=False))
    line.until(23_999)
    assert line.signals == []
    line.until(24_000)
    assert line.signals == [Silence(rung=1)]


def test_typed_channels_wait_much_longer():
    line = Line("chat")
    line.asked()
    line.until(119_999)
    assert line.signals == []
    line.until(120_000)
    assert line.signals == [Silence(rung=1)]


def test_a_slow_tool_asks_for_fillers_instead_of_the_ladder_and_not_for_ever():
    line = Line()
    line.asked()
    line.turns.waiting(line.now, on=True)
    line.settle()
    line.until(60_000)
    assert line.signals == [Slow(number=1), Slow(number=2)]
    line.turns.waiting(line.now, on=False)
    line.settle()
    line.until(68_000)
    assert line.signals[2:] == [Silence(rung=1)]


def test_a_quick_tool_asks_for_no_filler():
    line = Line()
    line.asked()
    line.turns.waiting(line.now, on=True)
    line.settle()
    line.until(400)
    line.turns.waiting(line.now, on=False)
    line.speak(Utterance(text="You are covered."))
    line.until(5_000)
    assert line.signals == []


def test_a_filler_waits_for_what_is_being_said():
    line = speaking("Let me check that.")
    line.turns.waiting(line.now, on=True)
    line.settle()
    line.event(PlayoutEnded(turn=1, heard_chars=18), at=3_000)
    line.until(4_499)
    assert line.signals[1:] == []
    line.until(4_500)
    assert line.signals[1:] == [Slow(number=1)]


# -- typed channels, crashes, order -----------------------------------------------------------------------------------


def test_a_typed_message_is_a_turn_at_once():
    line = Line("chat")
    line.asked()
    line.event(UserSaid(text="my number is"), at=5_000)
    assert line.signals == [Heard(text="my number is")]


def test_a_message_typed_while_the_agent_writes_is_heard_and_stops_nothing():
    line = Line("chat")
    line.speak()
    line.event(UserSaid(text="no stop please"))
    assert line.heard() == ["no stop please"]
    assert line.of(StopSpeaking) == []


def test_after_a_crash_nothing_is_playing_and_the_ladder_runs():
    line = speaking()
    line.take(line.turns.resumed(line.now))
    line.settle()
    assert line.signals == [Spoken(turn=1, said="A call-out is 60 pounds.", heard="", whole=False)]
    assert TIMER in line.timers.running
    assert not line.turns.busy


def test_after_a_crash_a_message_that_was_sent_counts_as_read():
    line = Line("chat")
    line.speak()
    line.take(line.turns.resumed(line.now))
    assert line.signals == [Spoken(turn=1, said=ASK.text, heard=ASK.text, whole=True)]


TEXTS = st.sampled_from(
    ["", "yes", "mhm", "no", "my number is", "07700", "the boiler is cold", "um", "\x00\ud800", "a" * 5_000]
)
TURN = st.integers(0, 4)
EVENTS = st.one_of(
    st.builds(UserSaid, text=TEXTS, alternatives=st.sampled_from([(), ("other",)])),
    st.builds(UserPressed, keys=st.sampled_from(["", "1", "12#", "#", "*"])),
    st.just(SpeechStarted()),
    st.just(SpeechEnded()),
    st.builds(PlayoutStarted, turn=TURN, part=st.integers(0, 2)),
    st.builds(PlayoutEnded, turn=TURN, part=st.integers(-1, 2), heard_chars=st.integers(-1, 40)),
)
WISHES = st.sampled_from(["speak", "protect", "inform", "part", "last", "stop", "wait", "go", "crash", "pass"])


def wish(line: Line, wanted: str) -> None:
    turns, now = line.turns, line.now
    match wanted:
        case "speak":
            turns.speak(ASK)
        case "protect":
            turns.speak(Utterance(text="Leave the house.", protected=True))
        case "inform":
            turns.speak(Utterance(text="One moment.", listen=False))
        case "part" | "last":
            turns.speak_part("Some more. ", stream="m1", last=wanted == "last")
        case "stop":
            line.take(turns.stop(now))
        case "wait" | "go":
            turns.waiting(now, on=wanted == "wait")
        case "crash":
            line.take(turns.resumed(now))
        case _:
            pass


def assert_goes_on(line: Line, *, waiting: bool) -> None:
    """Playout, a timer, or a request whose fillers are used up."""
    assert line.turns.playing or TIMER in line.timers.running or waiting


@settings(max_examples=300, deadline=None)
@given(
    channel=st.sampled_from(["speech", "chat"]),
    steps=st.lists(st.tuples(st.integers(0, 4_000), st.one_of(EVENTS, WISHES)), max_size=40),
)
def test_whatever_happens_something_is_outstanding_and_silence_ends_the_call(
    channel: str, steps: list[tuple[int, object]]
):
    line = Line(channel)
    waiting = False
    for wait_ms, step in steps:
        line.until(line.now + wait_ms)
        if isinstance(step, str):
            wish(line, step)
            line.settle()
            waiting = {"wait": True, "go": False}.get(step, waiting)
        else:
            line.event(step)  # pyright: ignore[reportArgumentType]
        assert_goes_on(line, waiting=waiting)
    says = [effect for effect in line.effects if isinstance(effect, Say)]
    assert [say.turn for say in says] == sorted(say.turn for say in says)
    # Left alone, with the driver playing what is outstanding, the ladder is climbed to its end.
    line.turns.waiting(line.now, on=False)
    line.settle()
    for _ in range(30):
        line.until(line.now + 1_000_000)
        for say in says:
            line.event(PlayoutEnded(turn=say.turn, part=say.part, heard_chars=len(say.text)))
        says = [effect for effect in line.effects if isinstance(effect, Say)]
    assert line.signals[-1] == Silence(rung=3)


@settings(max_examples=200, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 3_000), EVENTS), max_size=25))
def test_no_word_is_lost_unless_it_was_a_listening_noise(steps: list[tuple[int, AnyEvent]]):
    line = Line()
    line.speak()
    words = 0
    for number, (wait_ms, step) in enumerate(steps):
        event = step
        line.until(line.now + wait_ms)
        if isinstance(event, UserSaid) and event.text == "no":
            event = UserSaid(text=f"no{number} really")
            words += 1
        if isinstance(event, UserSaid) and len(event.text) > 100:
            continue
        line.event(event)
    line.event(PlayoutEnded(turn=1, heard_chars=99))
    line.until(line.now + 60_000)
    text = " ".join(line.heard())
    assert text.count(" really") == words


@settings(max_examples=100, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 3_000), EVENTS), max_size=25))
def test_the_same_events_have_the_same_effects(steps: list[tuple[int, AnyEvent]]):
    lines = Line(), Line()
    for line in lines:
        line.speak()
        for wait_ms, event in steps:
            line.until(line.now + wait_ms)
            line.event(event)
    assert lines[0].effects == lines[1].effects
    assert lines[0].signals == lines[1].signals


# -- what is not the person's -----------------------------------------------------------------------------------------


def test_an_echo_over_the_agent_lets_it_go_on_at_once():
    line = Line()
    line.speak(Utterance(text="I have B for bravo, S for sierra. Is that right?"))
    line.event(PlayoutStarted(turn=1))
    line.event(SpeechStarted(), at=1_000)
    line.event(SpeechEnded(), at=1_800)
    line.event(UserSaid(text="b for bravo s", confidence=700), at=2_000)
    assert "echo" in line.notes()
    assert [type(effect) for effect in line.effects if isinstance(effect, PauseSpeaking | ResumeSpeaking)] == [
        PauseSpeaking,
        ResumeSpeaking,
    ]
    assert not line.of(StopSpeaking)


def test_an_echo_after_the_question_is_no_answer_and_the_answer_still_is():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=80)
    line.event(SpeechEnded(), at=900)
    line.event(UserSaid(text="what is your postcode", confidence=880), at=1_100)
    assert line.heard() == []
    said(line, "b s one four d j", 2_000)
    line.until(8_000)
    assert line.heard() == ["b s one four d j"]


def test_somebody_else_in_the_room_is_not_heard():
    line = Line()
    line.asked()
    line.event(SpeechStarted(), at=1_000)
    line.event(SpeechEnded(), at=2_000)
    line.event(UserSaid(text="can you cancel the milk", confidence=399), at=2_300)
    line.until(7_000)
    assert line.heard() == []
    assert line.notes() == ["faint"]


# -- text messages ----------------------------------------------------------------------------------------------------


def test_messages_that_follow_each_other_are_one_turn():
    line = Line("sms")
    line.asked()
    line.event(UserSaid(text="my sink is leaking"), at=60_000)
    line.event(UserSaid(text="can u come tmrw"), at=72_000)
    line.until(91_999)
    assert line.heard() == []
    line.until(92_000)
    assert line.heard() == ["my sink is leaking can u come tmrw"]


def test_an_agent_waits_with_what_it_has_to_say_while_messages_come():
    line = Line("sms")
    line.event(UserSaid(text="hi"), at=1_000)
    line.speak(Utterance(text="One moment."))
    assert not line.of(Say)
    line.until(21_000)
    assert [effect.text for effect in line.of(Say)] == ["One moment."]


def test_a_chat_message_is_still_a_turn_at_once():
    line = Line("chat")
    line.asked()
    line.event(UserSaid(text="my sink is leaking"), at=60_000)
    assert line.heard() == ["my sink is leaking"]


def test_nobody_is_reminded_of_a_text_message_after_two_minutes():
    chat, sms = Line("chat"), Line("sms")
    for line in (chat, sms):
        line.asked()
        line.until(130_000)
    assert [signal for signal in chat.signals if isinstance(signal, Silence)]
    assert not [signal for signal in sms.signals if isinstance(signal, Silence)]
