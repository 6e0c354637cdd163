"""Claims about faults that are listed, and about taking note of those that are not."""

from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.scenario import Strike
from seatrial.runtime.faults import KINDS, FaultSchedule, ListedFaults, NotedFaults

CALLS = st.lists(
    st.tuples(st.sampled_from(['look:{"a":1}', 'look:{"a":2}', "book:{}"]), st.integers(0, 2), st.booleans()),
    max_size=30,
)
ACTS = st.lists(st.tuples(st.sampled_from(["open:", "inform:when", "affirm:when"]), st.integers(0, 2)), max_size=20)


@given(st.integers(0, 99), CALLS, ACTS)
def test_what_was_noted_strikes_again_and_nothing_else_does(seed, calls, acts):
    noted = NotedFaults(FaultSchedule(seed, KINDS, 0.4))

    def asked(schedule):
        tools = [schedule.tool(target, attempt, write=write) for target, attempt, write in calls]
        people = [schedule.user(target, attempt) for target, attempt in acts]
        speech = [schedule.speech(f"{target}/0", attempt) for target, attempt in acts]
        handoffs = [schedule.handoff(target, attempt) for target, attempt in acts]
        return tools, people, speech, handoffs

    first = asked(noted)
    assert first == asked(FaultSchedule(seed, KINDS, 0.4))  # noting changes nothing
    assert len(noted.strikes) == sum(bool(kind) for kinds in first for kind in kinds)
    listed = ListedFaults(seed, noted.strikes)
    reads = {(target, attempt) for target, attempt, write in calls if not write}
    if not any((target, attempt) in reads for target, attempt, write in calls if write):
        assert asked(listed) == first


@given(st.integers(0, 99), st.text(max_size=10), st.integers(0, 3))
def test_what_a_fault_does_is_fixed_by_the_seed_whoever_schedules_it(seed, target, attempt):
    plain, listed = FaultSchedule(seed, KINDS, 0.5), ListedFaults(seed, [Strike(kind="slow", target="look")])
    noted = NotedFaults(plain)
    for other in (listed, noted):
        assert other.amount(0, 1000, "slow", target, attempt) == plain.amount(0, 1000, "slow", target, attempt)
        assert other.even("slow", target, attempt) == plain.even("slow", target, attempt)


def test_a_tools_second_request_has_a_name_of_its_own_whatever_its_arguments():
    listed = ListedFaults(1, [Strike(kind="timeout", target="look#2", attempt=1)])
    assert listed.tool('look:{"a":1}', 1, write=False) == ""
    assert listed.tool('look:{"b":9}', 0, write=False) == ""
    assert listed.tool('look:{"b":9}', 1, write=False) == "timeout"
    assert listed.kinds == ("timeout",)


def test_an_answer_lost_after_the_effect_is_nothing_to_a_read():
    strikes = [Strike(kind="applied_answer_lost", target="book")]
    assert ListedFaults(1, strikes).tool("book:{}", 0, write=False) == ""
    assert ListedFaults(1, strikes).tool("book:{}", 0, write=True) == "applied_answer_lost"


def test_nothing_listed_strikes_nothing():
    assert ListedFaults(1, []).kinds == ()
    assert ListedFaults(1, []).user("open:", 0) == ""
