"""Claims about replaying and comparing traces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.effects import AnyEffect, End, Say
from seatrial.core.errors import TraceError
from seatrial.core.events import AnyEvent, UserSaid
from seatrial.core.trace import Row, TaskStarted, decode_trace
from seatrial.runtime.faults import FaultPlan
from seatrial.runtime.replay import describe, first_difference, replay
from seatrial.testing.clerk import Clerk
from seatrial.testing.rehearsals import clerk_rehearsal, rehearse_clerk


def test_the_same_agent_does_the_same_again():
    ran = rehearse_clerk(clerk_rehearsal(faults=FaultPlan.parse("all", rate=0.4)))
    replayed = replay(decode_trace(ran.encode(), source="test").rows, Clerk())
    assert replayed.identical
    assert replayed.events == sum(row.lane == "in" for row in ran.rows)
    assert replayed.effects == sum(row.lane == "out" for row in ran.rows)


def test_another_wording_is_the_first_difference_and_is_named():
    ran = rehearse_clerk(clerk_rehearsal())
    divergence = replay(ran.rows, Clerk(opening="Good morning.")).divergence
    assert divergence is not None
    assert divergence.index == 1
    assert "Hello, what is your name?" in divergence.recorded
    assert "Good morning." in divergence.got
    assert str(divergence).startswith("first difference at row 1, 0.000 s\n  recorded: Say(turn=1")


def test_an_effect_that_is_wanted_no_more_is_a_difference():
    class Silent(Clerk):
        def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
            effects = super().receive(at_ms, event)
            return [effect for effect in effects if not isinstance(effect, End)]

    ran = rehearse_clerk(clerk_rehearsal())
    divergence = replay(ran.rows, Silent()).divergence
    assert divergence is not None
    assert divergence.recorded.startswith("End(")
    assert divergence.got == ""


def test_an_effect_that_is_new_is_a_difference():
    class Wordy(Clerk):
        def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
            extra = [Say(turn=9, text="By the way")] if isinstance(event, UserSaid) else []
            return [*super().receive(at_ms, event), *extra]

    divergence = replay(rehearse_clerk(clerk_rehearsal()).rows, Wordy()).divergence
    assert divergence is not None
    assert divergence.got.startswith("Say(turn=9, text='By the way')")


def test_an_agent_that_raises_on_replay_is_a_difference_not_a_crash():
    class Broken(Clerk):
        def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
            if isinstance(event, UserSaid):
                raise LookupError("gone")  # noqa: TRY004 - any error will do
            return super().receive(at_ms, event)

    divergence = replay(rehearse_clerk(clerk_rehearsal()).rows, Broken()).divergence
    assert divergence is not None
    assert divergence.got == "LookupError: gone"
    assert divergence.recorded.startswith("UserSaid(")


def test_events_after_the_end_are_a_difference():
    rows = rehearse_clerk(clerk_rehearsal()).rows
    more = (*rows, Row(99_999, "in", UserSaid(text="hello?")))
    divergence = replay(more, Clerk()).divergence
    assert divergence is not None
    assert divergence.got == "an event after the session had ended"


def test_a_trace_without_events_is_not_replayed_this_way():
    with pytest.raises(TraceError, match="No events"):
        replay([Row(0, "0", TaskStarted(task="t"))], Clerk())


def test_an_effect_on_the_lane_of_events_is_foreign():
    with pytest.raises(TraceError, match="is no event"):
        replay([Row(0, "in", Say(turn=1, text="x"))], Clerk())


def test_two_runs_differ_first_where_a_row_was_changed_added_or_lost():
    rows = rehearse_clerk(clerk_rehearsal()).rows
    assert first_difference(rows, rows) is None
    changed = (*rows[:3], Row(rows[3].at_ms + 1, rows[3].lane, rows[3].body), *rows[4:])
    found = first_difference(rows, changed)
    assert found is not None
    assert found.index == 3
    shorter = first_difference(rows, rows[:-1])
    assert shorter is not None
    assert (shorter.index, shorter.got) == (len(rows) - 1, "")
    longer = first_difference(rows[:-1], rows)
    assert longer is not None
    assert longer.recorded == ""


def test_a_long_row_is_shortened_for_people():
    assert len(describe(Row(0, "in", UserSaid(text="x" * 10_000)))) == 300


ENCODED = rehearse_clerk(clerk_rehearsal(faults=FaultPlan.parse("all", rate=0.4))).encode()


@given(st.data())
def test_a_damaged_trace_is_refused_in_words_or_decodes_to_a_trace_never_a_crash(data: st.DataObject):
    at = data.draw(st.integers(0, len(ENCODED) - 1))
    damage = data.draw(st.sampled_from(["cut", "drop", "change", "insert", "binary"]))
    damaged = {
        "cut": ENCODED[:at],
        "drop": ENCODED[:at] + ENCODED[at + 1 :],
        "change": ENCODED[:at] + data.draw(st.binary(min_size=1, max_size=1)) + ENCODED[at + 1 :],
        "insert": ENCODED[:at] + data.draw(st.binary(max_size=4)) + ENCODED[at:],
        "binary": data.draw(st.binary(max_size=300)),
    }[damage]
    try:
        trace = decode_trace(damaged, source="damaged.jsonl")
    except TraceError as refused:
        error = refused
    else:
        assert not trace.header.digest or trace.rows == decode_trace(ENCODED, source="whole").rows
        return
    assert str(error).startswith("damaged.jsonl")
    assert error.exit_code == 2
