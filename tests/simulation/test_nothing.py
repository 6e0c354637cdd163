import pytest

from seatrial.core.effects import End, Say, SetTimer
from seatrial.core.events import SessionStarted, TimerFired, UserLeft, UserSaid
from seatrial.simulation.nothing import DoNothing

STARTED = SessionStarted(
    started_at="2026-08-19T09:12:00+01:00",
    locale="en-GB",
    channel="speech",
    seed=1,
    namespace="s/plain/speech/1",
    agent_digest="a",
    world_digest="w",
)


def test_it_says_its_opening_and_waits():
    said, timer = DoNothing("Hello.").receive(0, STARTED)
    assert isinstance(said, Say)
    assert said.text == "Hello."
    assert isinstance(timer, SetTimer)


def test_it_answers_nothing():
    nothing = DoNothing("Hello.")
    nothing.receive(0, STARTED)
    assert nothing.receive(5, UserSaid(text="My sink is leaking.")) == []
    assert not nothing.ended


@pytest.mark.parametrize("last", [UserLeft(reason="patience"), TimerFired(timer="nothing#1")])
def test_it_ends_once_and_never_with_success(last):
    nothing = DoNothing("Hello.")
    nothing.receive(0, STARTED)
    (end,) = nothing.receive(9, last)
    assert isinstance(end, End)
    assert not end.success
    assert nothing.ended
    assert nothing.receive(10, last) == []
