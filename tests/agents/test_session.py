"""The session as a pure state machine: it never gets stuck, never raises on what comes from outside, and replays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.agents.session import Prepared, Session
from seatrial.core.effects import AnyEffect, CallTool, End, HandOff, Say, SetTimer
from seatrial.core.errors import InvariantError
from seatrial.core.events import (
    AnyEvent,
    HandoffAccepted,
    HandoffDeclined,
    OperatorSaid,
    PlayoutEnded,
    PlayoutStarted,
    ProviderHealth,
    Resumed,
    SessionStarted,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.testing.talk import prepared_agent, talk_to

STARTED = SessionStarted(started_at="2026-08-19T09:12:00+01:00", locale="en-GB", channel="speech", namespace="t")
WORDS = st.sampled_from(
    ["my sink is leaking", "yes", "no", "BS1 4DJ", "tomorrow at ten", "a person please", "how much is it", "um", "bye",
     "sam carter", "07700 900123", "cancel", "never mind", "I smell gas", "say that again", "14 queen square", ""]
) | st.text(max_size=60)  # fmt: skip


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepared_agent("plumber")


def drive(prepared: Prepared, data: st.DataObject, steps: int) -> tuple[list[tuple[int, AnyEvent]], list[AnyEffect]]:
    """Answer a session at random with events that a driver could send; return what went in and what came out."""
    session = Session(prepared)
    went: list[tuple[int, AnyEvent]] = [(0, STARTED)]
    came = list(session.receive(0, STARTED))
    at_ms = 0
    for _ in range(steps):
        if session.ended:
            break
        at_ms += data.draw(st.integers(0, 20_000))
        event = data.draw(next_event(came))
        went.append((at_ms, event))
        came += session.receive(at_ms, event)
    return went, came


def next_event(came: list[AnyEffect]) -> st.SearchStrategy[AnyEvent]:
    """Return events that make sense, and some that do not, after these effects."""
    says = [effect for effect in came if isinstance(effect, Say)][-2:]
    calls = [effect for effect in came if isinstance(effect, CallTool)][-2:]
    timers = [effect.timer for effect in came if isinstance(effect, SetTimer)][-3:]
    handoffs = [effect.handoff for effect in came if isinstance(effect, HandOff)][-1:]
    options: list[st.SearchStrategy[AnyEvent]] = [
        st.builds(UserSaid, text=WORDS, confidence=st.integers(0, 1000)),
        st.builds(UserPressed, keys=st.text("0123456789#*", max_size=12)),
        st.sampled_from(
            [SpeechStarted(), SpeechEnded(), Resumed(downtime_ms=5), UserLeft(), OperatorSaid(text="hello")]
        ),
        st.builds(ProviderHealth, provider=st.sampled_from(["in_area", "book_visit"]), healthy=st.booleans()),
        st.builds(TimerFired, timer=st.text(max_size=5)),
        st.builds(PlayoutEnded, turn=st.integers(0, 50), heard_chars=st.integers(-5, 500)),
    ]
    for say in says:
        options.append(st.just(PlayoutStarted(turn=say.turn, part=say.part)))
        options.append(st.builds(PlayoutEnded, turn=st.just(say.turn), heard_chars=st.integers(0, len(say.text))))
    for call in calls:
        fields = {"request": st.just(call.request), "attempt": st.integers(1, call.attempt)}
        results = st.sampled_from(
            [True, False, None, "HP1", {"reference": "HP1", "when": "2026-08-21T10:00", "problem": "tap"}]
        )
        options.append(st.builds(ToolReturned, result=results, **fields))
        kinds = st.sampled_from(["refused", "error", "garbage", "unavailable"])
        options.append(st.builds(ToolFailed, kind=kinds, retryable=st.booleans(), **fields))
        options.append(st.builds(ToolOutcomeUnknown, **fields))
    options += [st.just(TimerFired(timer=timer)) for timer in timers]
    for handoff in handoffs:
        options.append(st.sampled_from([HandoffAccepted(handoff=handoff), HandoffDeclined(handoff=handoff)]))
    return st.one_of(options)


@settings(max_examples=40)
@given(st.data())
def test_no_order_of_events_raises_or_leaves_nothing_outstanding(prepared: Prepared, data: st.DataObject) -> None:
    # `receive` itself raises when nothing is outstanding; here any exception is a failure.
    drive(prepared, data, 40)


@settings(max_examples=40)
@given(st.data())
def test_the_same_events_yield_the_same_effects(prepared: Prepared, data: st.DataObject) -> None:
    went, came = drive(prepared, data, 25)
    again = Session(prepared)
    assert [effect for at_ms, event in went for effect in again.receive(at_ms, event)] == came


@settings(max_examples=40)
@given(st.data())
def test_end_is_the_last_effect_and_comes_once(prepared: Prepared, data: st.DataObject) -> None:
    _, came = drive(prepared, data, 40)
    ends = [index for index, effect in enumerate(came) if isinstance(effect, End)]
    assert ends in ([], [len(came) - 1])


@settings(max_examples=40)
@given(st.data())
def test_a_session_left_to_its_timers_ends(prepared: Prepared, data: st.DataObject) -> None:
    """Whatever happened before: when the person goes silent for good and all answers are lost, it still ends."""
    session = Session(prepared)
    came = list(session.receive(0, STARTED))
    at_ms = 0
    for _ in range(data.draw(st.integers(0, 15))):
        if session.ended:
            return
        at_ms += data.draw(st.integers(0, 5_000))
        came += session.receive(at_ms, data.draw(next_event(came)))
    due = {effect.timer: at_ms + effect.after_ms for effect in came if isinstance(effect, SetTimer)}
    for _ in range(400):
        if session.ended:
            return
        fresh: list[AnyEffect] = []
        timer = min(due, key=lambda name: (due[name], name))
        at_ms = max(at_ms, due.pop(timer))
        fresh += session.receive(at_ms, TimerFired(timer=timer))
        for say in [effect for effect in came[-20:] + fresh if isinstance(effect, Say)]:
            if not session.ended:
                fresh += session.receive(at_ms, PlayoutEnded(turn=say.turn, part=say.part, heard_chars=len(say.text)))
        due.update({effect.timer: at_ms + effect.after_ms for effect in fresh if isinstance(effect, SetTimer)})
        came += fresh
    pytest.fail("it never ended")


def test_time_never_runs_backwards(prepared: Prepared) -> None:
    session = Session(prepared)
    session.receive(0, STARTED)
    session.receive(100, SpeechStarted())
    with pytest.raises(InvariantError, match="came after"):
        session.receive(99, SpeechEnded())


def test_the_first_event_must_be_the_start_and_there_is_one_start(prepared: Prepared) -> None:
    with pytest.raises(InvariantError, match="SessionStarted"):
        Session(prepared).receive(0, UserSaid(text="hello"))
    session = Session(prepared)
    session.receive(0, STARTED)
    with pytest.raises(InvariantError, match="once"):
        session.receive(1, STARTED)


def test_an_ended_session_says_nothing_more(prepared: Prepared) -> None:
    session = Session(prepared)
    session.receive(0, STARTED)
    session.receive(10, UserLeft())
    assert session.ended
    assert session.receive(20, UserSaid(text="hello?")) == []


def test_a_hang_up_waits_for_an_open_write_and_calls_it_no_success() -> None:
    talk = talk_to("plumber", slow_tools=("book_visit",))
    for line in ("my sink is leaking", "BS1 4DJ", "14 Queen Square", "Sam Carter", "07700 900123", "I don't have one"):
        talk.say(line)
    for line in ("tomorrow at 10", "no, nothing", "yes please"):
        talk.say(line)
    assert [call.tool for call in talk.open_calls] == ["book_visit"]
    talk.leave()
    assert talk.end is None
    talk.finish_calls()
    assert talk.end is not None
    assert talk.end.outcome == "abandoned"
    assert [row["state"] for _, row in talk.world.find("visits", phone="+447700900123")] == ["booked"]
