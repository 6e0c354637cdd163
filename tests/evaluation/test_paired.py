from fractions import Fraction
from math import comb, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.evaluation.paired import ALPHA, Difference, mcnemar, paired_difference, times_more
from seatrial.evaluation.statistics import Z_95

counts = st.integers(0, 80)


def _at_least(count: int, total: int) -> Fraction:
    return Fraction(sum(comb(total, heads) for heads in range(count, total + 1)), 2**total)


@given(counts, counts)
def test_the_exact_test_is_the_binomial_of_those_whose_fate_changed(gained: int, lost: int):
    found = mcnemar(gained, lost)
    assert found.p_worse == pytest.approx(float(_at_least(lost, gained + lost)), rel=1e-9)
    assert found.p_better == pytest.approx(float(_at_least(gained, gained + lost)), rel=1e-9)
    assert found.p == pytest.approx(min(1.0, 2 * min(found.p_worse, found.p_better)))


@given(counts, counts)
def test_gained_and_lost_mirror_each_other(gained: int, lost: int):
    found, mirror = mcnemar(gained, lost), mcnemar(lost, gained)
    assert (found.p, found.p_worse, found.p_better) == (mirror.p, mirror.p_better, mirror.p_worse)


def test_nobody_changed_proves_nothing():
    found = mcnemar(0, 0)
    assert (found.p, found.p_worse, found.p_better) == (1.0, 1.0, 1.0)


def test_five_lost_and_none_gained_is_one_in_thirty_two():
    assert mcnemar(0, 5).p_worse == pytest.approx(1 / 32)
    assert mcnemar(0, 5).p == pytest.approx(1 / 16)


@pytest.mark.parametrize(("gained", "lost"), [(0, 100_000), (50_000, 50_000), (40_000, 60_000), (1, 1_000_000)])
def test_large_counts_neither_overflow_nor_leave_the_unit(gained: int, lost: int):
    found = mcnemar(gained, lost)
    assert all(0.0 <= p <= 1.0 for p in (found.p, found.p_worse, found.p_better))


def _likelihood_score(gained: int, lost: int, pairs: int, delta: float) -> float:
    """The same statistic, its nuisance share found by search rather than by formula."""

    def fit(lost_share: float) -> float:
        gained_share = lost_share + delta
        rest = 1.0 - gained_share - lost_share
        terms = ((gained, gained_share), (lost, lost_share), (pairs - gained - lost, rest))
        return sum(count * log(max(share, 1e-300)) for count, share in terms if count)

    low, high = max(0.0, -delta), (1.0 - delta) / 2
    for _ in range(200):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (a, high) if fit(a) < fit(b) else (low, b)
    variance = pairs * (2 * low + delta * (1 - delta))
    return (gained - lost - pairs * delta) / sqrt(variance)


@pytest.mark.parametrize(("gained", "lost", "pairs"), [(12, 2, 50), (31, 4, 1_000), (3, 3, 40), (1, 9, 12)])
def test_the_ends_of_the_interval_are_where_the_score_is_two_standard_errors_off(gained: int, lost: int, pairs: int):
    found = paired_difference(gained, lost, pairs)
    assert _likelihood_score(gained, lost, pairs, found.low) == pytest.approx(Z_95, abs=1e-4)
    assert _likelihood_score(gained, lost, pairs, found.high) == pytest.approx(-Z_95, abs=1e-4)


@given(counts, counts, st.integers(1, 500))
def test_the_difference_lies_within_its_interval(gained: int, lost: int, others: int):
    found = paired_difference(gained, lost, gained + lost + others)
    assert -1.0 <= found.low <= found.share <= found.high <= 1.0


@given(counts, counts, st.integers(0, 500))
def test_swapping_the_runs_turns_the_interval_round(gained: int, lost: int, others: int):
    pairs = gained + lost + others
    found, mirror = paired_difference(gained, lost, pairs), paired_difference(lost, gained, pairs)
    assert (found.low, found.high) == (pytest.approx(-mirror.high, abs=1e-9), pytest.approx(-mirror.low, abs=1e-9))


@given(counts, counts, st.integers(0, 500))
def test_the_interval_leaves_nought_out_just_when_the_score_test_does(gained: int, lost: int, others: int):
    found = paired_difference(gained, lost, gained + lost + others)
    score = (gained - lost) / sqrt(gained + lost) if gained + lost else 0.0
    if abs(abs(score) - Z_95) > 1e-6:
        assert (found.low > 0 or found.high < 0) == (abs(score) > Z_95)


def test_nobody_changed_still_leaves_room_for_a_small_difference():
    found = paired_difference(0, 0, 1_000)
    assert found.high == pytest.approx(Z_95**2 / (1_000 + Z_95**2))
    assert found.text == "+0.0 points (-0.4 to +0.4)"


def test_everybody_lost_reaches_the_end_of_the_scale():
    assert paired_difference(0, 9, 9).low == pytest.approx(-1.0)


def test_nobody_met_says_nothing():
    assert paired_difference(0, 0, 0) == Difference(share=0.0, low=-1.0, high=1.0)


@pytest.mark.parametrize(("gain", "loss"), [(0.1, 0.1), (0.3, 0.1), (0.05, 0.25), (0.4, 0.4)])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(gain: float, loss: float):
    pairs = 40
    covered = 0.0
    for gained in range(pairs + 1):
        for lost in range(pairs + 1 - gained):
            found = paired_difference(gained, lost, pairs)
            if found.low <= gain - loss <= found.high:
                ways = comb(pairs, gained) * comb(pairs - gained, lost)
                covered += ways * gain**gained * loss**lost * (1 - gain - loss) ** (pairs - gained - lost)
    assert 0.93 < covered < 0.98


@given(st.integers(0, 40), st.integers(0, 40))
def test_so_many_times_as_many_people_would_decide(gained: int, lost: int):
    times = times_more(gained, lost)
    if gained == lost:
        assert times == 0
    elif times:
        found = mcnemar(gained * times, lost * times)
        assert min(found.p_worse, found.p_better) < ALPHA


def test_what_is_decided_needs_nobody_more():
    assert times_more(0, 5) == 1
    assert times_more(0, 1) == 5


def test_a_hair_of_a_difference_is_not_worth_waiting_for():
    assert times_more(5_000, 5_001) == 0
