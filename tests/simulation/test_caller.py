import msgspec
from callers import BOOKING, PLAIN, LineAgent, acts, caller, said, talk

from seatrial.core.events import (
    PlayoutEnded,
    PlayoutStarted,
    SpeechEnded,
    SpeechStarted,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.scenario import Persona
from seatrial.core.trace import UserActed
from seatrial.runtime.peer import Wake
from seatrial.simulation.mishearing import mishearing_model
from seatrial.simulation.moves import Move
from seatrial.simulation.nothing import DoNothing
from seatrial.simulation.speech import SpeechChannel

SLOW = {"silence_ms": 600_000, "patience_ms": 9_000}
"""An agent that leaves the next word to the person."""


def persona(**traits: object) -> Persona:
    return msgspec.structs.replace(PLAIN, **traits)


def test_a_booking_is_talked_through_from_opening_to_goodbye():
    for channel in ("speech", "chat"):
        ran = talk(LineAgent(BOOKING, silence_ms=90_000), caller(channel=channel), channel=channel)
        did = [act.act for act in acts(ran)]
        assert did[0] == "open"
        assert did.count("inform") == 5
        assert did[-2:] == ["no_more", "bye"] or did[-1] == "no_more"
        assert ran.end.outcome == "visit_booked"


def test_every_act_says_what_the_prompt_was_taken_for():
    ran = talk(LineAgent(BOOKING), caller())
    assert all(act.read for act in acts(ran) if act.act not in {"hang_up", "backchannel"})


def test_what_is_meant_stands_before_what_is_heard():
    ran = talk(LineAgent(BOOKING), caller())
    lanes = [type(row.body) for row in ran.rows if isinstance(row.body, UserActed | SpeechStarted | UserSaid)]
    assert lanes.index(UserActed) < lanes.index(SpeechStarted) < lanes.index(UserSaid)


def test_sound_begins_and_ends_as_often_as_something_is_said():
    ran = talk(LineAgent(BOOKING), caller())
    bodies = [row.body for row in ran.rows]
    started = sum(isinstance(body, SpeechStarted) for body in bodies)
    assert started == sum(isinstance(body, SpeechEnded) for body in bodies) == len(said(ran))


def test_a_recogniser_prints_no_capitals_and_no_punctuation():
    for text in said(talk(LineAgent(BOOKING), caller())):
        assert text == text.lower()
        assert not set(text) & set(".,?!:;@")


def test_chat_arrives_as_typed():
    texts = said(talk(LineAgent(BOOKING, silence_ms=90_000), caller(channel="chat"), channel="chat"))
    assert any("j.smith@gmail.com" in text for text in texts)


def test_slow_typists_take_longer():
    def lasts(cpm: int) -> int:
        person = caller(persona(typing_cpm=cpm), channel="chat")
        return talk(LineAgent(BOOKING, silence_ms=300_000), person, channel="chat").virtual_ms

    assert lasts(60) > 1.5 * lasts(300)


def test_slow_speakers_take_longer():
    def lasts(wpm: int) -> int:
        return talk(LineAgent(BOOKING), caller(persona(speech_rate_wpm=wpm))).virtual_ms

    assert lasts(90) > lasts(200)


def test_the_impatient_come_in_before_the_end_and_only_when_it_is_clear_what_is_asked():
    eager = persona(barge_in=1.0)
    overlaps = 0
    for seed in range(20):
        ran = talk(LineAgent(BOOKING), caller(eager, seed), seed=seed)
        rows = [row.body for row in ran.rows]
        for act in acts(ran):
            assert act.act != "dont_know"
        overlaps += _talked_over(rows)
    assert overlaps > 20


def _talked_over(rows: list[object]) -> int:
    """Return how often the person began while the agent was heard."""
    speaking, count = False, 0
    for body in rows:
        if isinstance(body, PlayoutStarted | PlayoutEnded):
            speaking = isinstance(body, PlayoutStarted)
        count += speaking and isinstance(body, UserActed)
    return count


def test_the_patient_let_the_agent_finish():
    ran = talk(LineAgent(BOOKING), caller())
    assert _talked_over([row.body for row in ran.rows]) == 0


def test_backchannels_do_not_answer_anything():
    ran = talk(LineAgent(BOOKING), caller(persona(backchannel=1.0)))
    mumbles = [act for act in acts(ran) if act.act == "backchannel"]
    assert mumbles
    assert all(act.text == "mhm" and not act.read for act in mumbles)
    assert [act.act for act in acts(ran)].count("inform") == 5


def test_said_once_more_it_may_be_heard_otherwise():
    channel = SpeechChannel(persona(noise=1.0), mishearing_model("en"), 1)

    def heard(attempt: int) -> list[str]:
        move = Move("inform", "postcode", attempt, "b s one four d j")
        return [due.body.text for due in channel.render(move).dues if isinstance(due.body, UserSaid)]

    assert len({tuple(heard(attempt)) for attempt in range(10)}) > 3


def test_keys_are_pressed_when_asked_for():
    lines = [BOOKING[0], "What's your phone number?", "Please key your phone number in on the keypad.", *BOOKING[-2:]]
    ran = talk(LineAgent(lines), caller())
    assert [row.body.keys for row in ran.rows if isinstance(row.body, UserPressed)] == ["07700900123"]


def test_an_agent_that_falls_silent_is_greeted_and_then_left():
    ran = talk(DoNothing(BOOKING[0]), caller())
    assert [act.act for act in acts(ran)] == ["open", "hello", "hello", "give_up", "hang_up"]
    assert [row.body.reason for row in ran.rows if isinstance(row.body, UserLeft)] == ["nobody_answered"]


def test_what_was_typed_is_answered_late_and_what_was_spoken_is_asked_after():
    silent = persona(silence=1.0)
    typed = talk(LineAgent(BOOKING, silence_ms=600_000), caller(silent, channel="chat"), channel="chat")
    did = [act.act for act in acts(typed)]
    assert "hello" not in did
    assert did[:4] == ["silence", "open", "silence", "inform"]
    assert typed.end.outcome == "visit_booked"
    spoken = talk(LineAgent(BOOKING, silence_ms=600_000), caller(silent))
    assert [act.act for act in acts(spoken)][:2] == ["silence", "hello"]


def test_the_person_waits_longer_after_one_moment_please():
    def left_after(line: str) -> int:
        return talk(LineAgent([BOOKING[0], line], silence_ms=600_000, patience_ms=500), caller()).virtual_ms

    assert left_after("One moment, please.") > left_after("I'm an automated assistant.") + 20_000


def test_a_met_need_ends_in_a_goodbye_of_the_persons_own():
    ran = talk(LineAgent([BOOKING[0], "That's booked. Your reference is PL1042."], **SLOW), caller())
    assert [act.act for act in acts(ran)][-2:] == ["bye", "hang_up"]
    assert [row.body.reason for row in ran.rows if isinstance(row.body, UserLeft)] == ["need_met"]


def test_after_a_transfer_the_person_says_nothing_more():
    person = caller()
    person.start()
    assert person.transferred(1_000) == []
    assert person.agent_stopped(2_000, 1, "What is your postcode?", whole=True) == []


def test_a_plan_is_dropped_when_the_other_side_goes_on():
    person = caller()
    person.start()
    person.agent_started(0, 1, BOOKING[0])
    (due,) = person.agent_stopped(5_000, 1, BOOKING[0], whole=True)
    assert isinstance(due.body, Wake)
    person.agent_started(5_100, 2, "What is your postcode?")
    assert person.wake(6_000, due.body.key) == []


def test_the_same_seed_says_the_same():
    first, second = (talk(LineAgent(BOOKING), caller(seed=5)).header.digest for _ in range(2))
    other = talk(LineAgent(BOOKING), caller(seed=6)).header.digest
    assert first == second != other
