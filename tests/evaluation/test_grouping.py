import msgspec
from hypothesis import given
from hypothesis import strategies as st

from seatrial.evaluation.causes import Cause
from seatrial.evaluation.grouping import EXAMPLES_MAX, commonest_cause, group_failures
from seatrial.evaluation.results import ConversationResult


def result(
    index: int, *, verdict: str = "failed", check: str = "goal", cause: str = "a", turns: int = 5, known: str = ""
):
    return ConversationResult(
        id=f"s/plain/speech/{index}",
        scenario=f"s{index % 2}",
        persona="plain",
        channel="speech",
        seed=index,
        verdict=verdict,
        failed_check=check,
        reason=f"reason {cause}",
        cause=Cause(key=cause, text=f"text {cause}"),
        turns=turns,
        known_failure=known,
    )


def test_failures_with_the_same_check_and_cause_are_one_group_the_largest_first():
    groups = group_failures([result(0), result(1, cause="b"), result(2), result(3, check="other")])
    assert [(group.check, group.cause, group.count) for group in groups] == [
        ("goal", "a", 2),
        ("goal", "b", 1),
        ("other", "a", 1),
    ]
    assert groups[0].text == "text a"


def test_passes_and_simulator_faults_are_no_failures():
    results = [result(0, verdict="passed"), result(1, verdict="simulator_fault"), result(2, verdict="not_judged")]
    assert group_failures(results) == []
    assert commonest_cause(results) == ("", 0)


def test_the_shortest_conversations_are_shown_first():
    (group,) = group_failures([result(index, turns=20 - index) for index in range(10)])
    assert group.examples == [f"s/plain/speech/{index}" for index in (9, 8, 7, 6, 5)]
    assert len(group.examples) == EXAMPLES_MAX


def test_known_failures_are_counted_apart():
    (group,) = group_failures([result(0, known="why"), result(1)])
    assert (group.count, group.known, group.scenarios) == (2, 1, ["s0", "s1"])


def test_the_commonest_cause_is_counted_over_all_checks():
    results = [result(0), result(1, check="other"), result(2, cause="b")]
    assert commonest_cause(results) == ("text a", 2)


def counted(index: int, text: str, *, expected: str = "expected a call; it never was") -> ConversationResult:
    cause = Cause(key="hung_up:when", text=text, general="the caller hung up after being asked repeatedly")
    return msgspec.structs.replace(result(index), cause=cause, reason=f"{expected}: {text}")


def test_a_group_speaks_for_all_of_its_failures_not_for_the_first():
    results = [counted(0, "the caller hung up after 2"), counted(1, "the caller hung up after 4")]
    (group,) = group_failures(results)
    assert group.text == "the caller hung up after being asked repeatedly"
    assert group.reason == "expected a call; it never was: the caller hung up after being asked repeatedly"
    assert commonest_cause(results) == (group.text, 2)


def test_a_reason_that_does_not_tell_its_cause_is_left_as_it_is():
    ended = msgspec.structs.replace(result(0), cause=Cause(key="ended:x", text="it ended as x"), reason="expected y")
    (group,) = group_failures([ended])
    assert group.reason == "expected y"


def test_a_failure_without_a_cause_is_grouped_by_its_check():
    results = [msgspec.structs.replace(result(index), cause=None, reason="why") for index in range(2)]
    (group,) = group_failures(results)
    assert (group.cause, group.text, group.count) == ("", "why", 2)
    assert commonest_cause(results) == ("why", 2)


@given(st.lists(st.tuples(st.sampled_from(["failed", "passed", "simulator_fault"]), st.sampled_from("ab"))))
def test_every_failure_is_in_exactly_one_group(kinds):
    results = [result(index, verdict=verdict, cause=cause) for index, (verdict, cause) in enumerate(kinds)]
    groups = group_failures(results)
    assert sum(group.count for group in groups) == sum(verdict == "failed" for verdict, _ in kinds)
    assert len({(group.check, group.cause) for group in groups}) == len(groups)
    assert [group.count for group in groups] == sorted((group.count for group in groups), reverse=True)
