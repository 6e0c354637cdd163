from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.evaluation.causes import Cause
from seatrial.evaluation.comparison import Comparison, Pair, compare
from seatrial.evaluation.results import VERDICTS, ConversationResult, Verdict


def result(verdict: Verdict, *, card: str = "sink", seed: int = 1, known: str = "", turns: int = 9):
    failed = verdict == "failed"
    return ConversationResult(
        id=f"{card}/plain/chat/{seed}",
        scenario=card,
        persona="plain",
        channel="chat",
        seed=seed,
        verdict=verdict,
        failed_check="goal" if failed else "",
        reason="expected a visit; there was none: the line went dead" if failed else "",
        cause=Cause(key="line_dropped", text="the line went dead") if failed else None,
        turns=turns,
        known_failure=known,
    )


def pairs(counts: dict[tuple[Verdict, Verdict], int], *, card: str = "sink", known: str = "") -> list[Pair]:
    made: list[Pair] = []
    for (before, after), count in counts.items():
        for _ in range(count):
            seed = len(made) + 1
            made.append((result(before, card=card, seed=seed), result(after, card=card, seed=seed, known=known)))
    return made


def gained_lost(gained: int, lost: int, *, others: int = 0, card: str = "sink", known: str = "") -> list[Pair]:
    counts: dict[tuple[Verdict, Verdict], int] = {
        ("failed", "passed"): gained,
        ("passed", "failed"): lost,
        ("passed", "passed"): others,
    }
    return pairs(counts, card=card, known=known)


def verdict(*groups: Iterable[Pair]) -> str:
    return compare([pair for group in groups for pair in group]).verdict


def test_people_are_counted_by_what_became_of_them():
    found = compare(gained_lost(31, 4, others=965))
    assert (found.pairs, found.newly_passed, found.newly_failed) == (1_000, 31, 4)
    assert (found.passed_before, found.passed_after) == (969, 996)
    assert found.difference.share == pytest.approx(0.027)
    assert found.verdict == "better"


def test_more_lost_than_chance_explains_is_worse():
    assert verdict(gained_lost(4, 31, others=965)) == "worse"
    assert verdict(gained_lost(0, 5, others=95)) == "worse"


def test_four_lost_and_none_gained_might_be_chance():
    assert verdict(gained_lost(0, 4, others=96)) == "undecided"


def test_better_needs_more_evidence_than_worse():
    assert verdict(gained_lost(5, 0, others=95)) == "undecided"
    assert verdict(gained_lost(6, 0, others=94)) == "better"


def test_nobody_who_fares_otherwise_is_the_same():
    assert verdict(gained_lost(0, 0, others=3), pairs({("failed", "failed"): 2}, card="tap")) == "same"


def test_nobody_to_compare_is_undecided():
    assert verdict([]) == "undecided"
    assert verdict(pairs({("not_judged", "not_judged"): 5})) == "undecided"


def test_one_card_that_becomes_worse_is_a_regression_though_the_others_gain():
    found = compare([*gained_lost(0, 9, others=31), *gained_lost(200, 0, others=100, card="tap")])
    assert found.verdict == "worse"
    assert [(card.name, card.regression) for card in found.regressions] == [("sink", "worse")]


def test_a_few_lost_on_each_of_many_cards_is_no_regression_of_any():
    cards = [gained_lost(3, 3, others=30, card=f"card_{number}") for number in range(30)]
    found = compare([pair for card in cards for pair in card])
    assert found.regressions == ()
    assert found.verdict == "undecided"


def test_the_more_cards_could_raise_an_alarm_the_more_each_must_show():
    alone = compare(gained_lost(0, 7, others=30))
    among = compare(
        [
            *gained_lost(0, 7, others=30),
            *(pair for number in range(20) for pair in gained_lost(8, 8, others=10, card=f"card_{number}")),
        ]
    )
    assert [card.regression for card in alone.cards] == ["worse"]
    assert among.regressions == ()


def test_a_card_on_which_everybody_passed_and_nobody_does_is_broken_however_few():
    found = compare([*gained_lost(0, 1), *gained_lost(40, 0, others=10, card="tap")])
    assert [(card.name, card.regression) for card in found.regressions] == [("sink", "broken")]
    assert found.verdict == "worse"


def test_a_card_that_did_not_always_pass_is_not_broken_by_its_last_failure():
    broken_already: dict[tuple[Verdict, Verdict], int] = {("passed", "failed"): 1, ("failed", "failed"): 3}
    assert compare(pairs(broken_already)).regressions == ()


def test_failures_of_cards_known_to_fail_are_counted_and_decide_nothing():
    found = compare([*gained_lost(0, 20, known="not built yet"), *gained_lost(0, 0, others=5, card="tap")])
    assert (found.newly_failed, found.known_newly_failed) == (20, 20)
    assert found.p < 0.001
    assert found.p_worse == 1.0
    assert found.verdict == "same"


def test_a_card_that_is_no_longer_said_to_be_known_to_fail_decides_again():
    before = [result("failed", seed=seed, known="not built yet") for seed in range(10)]
    after = [result("passed", seed=seed) for seed in range(10)]
    assert compare(zip(before, after, strict=True)).verdict == "better"


def test_simulator_faults_and_what_nobody_judged_are_left_out_and_counted():
    counts: dict[tuple[Verdict, Verdict], int] = {
        ("passed", "simulator_fault"): 3,
        ("simulator_fault", "failed"): 2,
        ("not_judged", "passed"): 4,
        ("passed", "passed"): 6,
    }
    found = compare(pairs(counts))
    assert (found.pairs, found.misread, found.misread_passed_before, found.not_judged) == (6, 5, 3, 4)
    assert found.verdict == "same"


def test_the_shortest_conversation_that_newly_fails_is_the_example():
    lost = [
        (result("passed", seed=seed), result("failed", seed=seed, turns=turns))
        for seed, turns in ((1, 30), (2, 8), (3, 8), (4, 12))
    ]
    found = compare(lost)
    (card,) = found.cards
    assert card.example == "sink/plain/chat/2"
    assert card.reason.endswith("the line went dead")
    assert found.failing[0].examples[0] == "sink/plain/chat/2"
    assert found.failing[0].count == 4


def test_those_who_newly_pass_are_grouped_by_why_they_failed_before():
    found = compare(gained_lost(3, 0, others=1))
    assert [(group.cause, group.count) for group in found.passing] == [("line_dropped", 3)]
    assert found.failing == ()


verdicts = st.sampled_from(VERDICTS)


@given(st.lists(st.tuples(verdicts, verdicts, st.sampled_from(["sink", "tap"])), max_size=40))
def test_everybody_is_counted_once(fates: list[tuple[Verdict, Verdict, str]]):
    found = compare(
        (result(before, card=card, seed=seed), result(after, card=card, seed=seed))
        for seed, (before, after, card) in enumerate(fates)
    )
    assert found.pairs + found.misread + found.not_judged == len(fates)
    assert found.passed_after - found.passed_before == found.newly_passed - found.newly_failed
    assert _sums(found) == (found.pairs, found.newly_passed, found.newly_failed)
    assert sum(group.count for group in found.failing) == found.newly_failed


def _sums(found: Comparison) -> tuple[int, int, int]:
    return (
        sum(card.pairs for card in found.cards),
        sum(card.newly_passed for card in found.cards),
        sum(card.newly_failed for card in found.cards),
    )


@given(st.lists(st.tuples(verdicts, verdicts), max_size=40))
def test_no_run_is_worse_in_both_directions(fates: list[tuple[Verdict, Verdict]]):
    there = [(result(before, seed=seed), result(after, seed=seed)) for seed, (before, after) in enumerate(fates)]
    back = [(after, before) for before, after in there]
    verdicts_found = {compare(there).verdict, compare(back).verdict}
    assert verdicts_found != {"worse"}
    if "better" in verdicts_found:
        assert verdicts_found == {"better", "worse"}
