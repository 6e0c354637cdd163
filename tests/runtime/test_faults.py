"""Claims about fault schedules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import RunError
from seatrial.core.events import UserSaid
from seatrial.runtime.faults import KINDS, FaultPlan, FaultSchedule


def test_all_and_none_are_words_for_every_kind_and_for_no_kind():
    assert FaultPlan.parse("all").kinds == KINDS
    assert FaultPlan.parse("none").kinds == ()
    assert FaultPlan.parse("").kinds == ()


def test_kinds_are_kept_in_one_order_however_they_were_typed():
    assert FaultPlan.parse("timeout, slow,slow").kinds == FaultPlan.parse("slow,timeout").kinds == ("slow", "timeout")


def test_a_misspelt_kind_is_named_with_its_likely_meaning():
    with pytest.raises(RunError, match="'timeuot' is not a kind of fault") as caught:
        FaultPlan.parse("slow,timeuot")
    assert caught.value.hint == "Did you mean 'timeout'?"
    assert caught.value.exit_code == 2


def test_no_kinds_means_no_schedule():
    assert FaultPlan.parse("none").for_seed(1) is None


def test_each_seed_meets_its_own_subset_and_a_lone_kind_is_met_by_all():
    subsets = {schedule.kinds for seed in range(50) if (schedule := FaultPlan.parse("all").for_seed(seed))}
    assert len(subsets) > 40
    alone = [FaultPlan.parse("late").for_seed(seed) for seed in range(9)]
    assert all(schedule is not None and schedule.kinds == ("late",) for schedule in alone)


def test_conversations_that_share_a_seed_still_meet_different_kinds():
    plan = FaultPlan.parse("all")
    subsets = {schedule.kinds for place in range(50) if (schedule := plan.for_seed(7, f"place {place}"))}
    assert len(subsets) > 40
    assert plan.for_seed(7, "here").kinds == plan.for_seed(7, "here").kinds  # type: ignore[union-attr]


def test_about_the_asked_share_of_targets_is_struck():
    schedule = FaultSchedule(7, ("slow",), 0.25)
    struck = sum(schedule.tool(f"t{i}", 0, write=False) == "slow" for i in range(2000))
    assert 420 < struck < 580


@given(st.integers(0, 99), st.sampled_from(KINDS), st.text(max_size=20), st.integers(0, 5))
def test_turning_another_kind_on_moves_no_fault_that_was_met_before(seed: int, other: str, target: str, attempt: int):
    alone = FaultSchedule(seed, ("timeout",), 0.5).tool(target, attempt, write=True)
    both = FaultSchedule(seed, ("timeout", other), 0.5).tool(target, attempt, write=True)
    assert alone == both or both == other


def test_a_lost_answer_after_the_effect_strikes_only_writes():
    schedule = FaultSchedule(1, ("applied_answer_lost",), 1.0)
    assert schedule.tool("book", 0, write=True) == "applied_answer_lost"
    assert schedule.tool("look_up", 0, write=False) == ""


def test_kinds_strike_only_at_their_own_port():
    schedule = FaultSchedule(1, KINDS, 1.0)
    assert schedule.user("act", 0) == "silence"
    assert schedule.speech("act", 0) == "substitution"
    assert schedule.handoff("desk", 0) == "declined"


@given(st.text(min_size=1, max_size=60), st.integers(0, 50))
def test_a_misheard_text_keeps_its_length_in_words_and_never_gains_confidence(text: str, seed: int):
    said = UserSaid(text=text, confidence=500)
    misheard = FaultSchedule(seed, ("substitution",), 1.0).misheard(said, "act/0", 0)
    assert len(misheard.text.split()) == len(text.split())
    assert misheard.confidence <= 500


def test_lost_packets_take_words_away_and_never_add_any_or_certainty():
    said = UserSaid(text="b s one four d j and my number is", confidence=900)
    lost = [FaultSchedule(seed, ("packet_loss",), 1.0).gappy(said, "act/0", 0) for seed in range(100)]
    for one in lost:
        assert one is not None
        rest = iter(said.text.split())
        assert all(word in rest for word in one.text.split())  # in order
        assert one.confidence < said.confidence
        assert len(one.text.split()) < 10
    assert len({one.text for one in lost if one is not None}) > 30


def test_nothing_may_be_left_of_a_word():
    said = UserSaid(text="yes")
    assert FaultSchedule(1, ("packet_loss",), 1.0).gappy(said, "act/0", 0) is None


def test_what_troubles_the_line_strikes_there_and_nowhere_else():
    schedule = FaultSchedule(1, ("echo", "background", "hold"), 20.0)
    assert schedule.troubles_the_line
    assert schedule.line("inform:when", 0) == "echo"
    assert schedule.hold("inform:when", 0) == "hold"
    assert schedule.user("inform:when", 0) == schedule.speech("inform:when", 0) == ""
    assert not FaultSchedule(1, ("silence", "slow"), 1.0).troubles_the_line
