from fractions import Fraction
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.evaluation.statistics import wilson


def test_none_in_a_thousand_means_at_most_three_in_a_thousand():
    found = wilson(0, 1_000)
    assert round(found.high, 4) == 0.0030
    assert str(found) == "0 of 1,000 (at most 0.3 %)"


def test_all_of_a_thousand_is_the_mirror_of_none():
    assert str(wilson(1_000, 1_000)) == "1,000 of 1,000 (at least 99.7 %)"


@pytest.mark.parametrize(("count", "total", "low", "high"), [(8, 10, 0.4902, 0.9433), (50, 100, 0.4038, 0.5962)])
def test_known_intervals(count, total, low, high):
    found = wilson(count, total)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nothing_seen_says_nothing():
    found = wilson(0, 0)
    assert (found.low, found.high) == (0.0, 1.0)
    assert str(found) == "0 of 0"


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_within_its_interval(pair):
    found = wilson(*pair)
    assert 0.0 <= found.low <= found.share <= found.high <= 1.0


@given(st.integers(1, 500))
def test_more_conversations_make_the_interval_narrower(total):
    few, many = wilson(total, 2 * total), wilson(10 * total, 20 * total)
    assert many.high - many.low < few.high - few.low


@given(st.integers(1, 100_000))
def test_none_seen_is_at_most_three_of_them_and_all_seen_the_mirror(total):
    none, every = wilson(0, total), wilson(total, total)
    assert none.high * total <= 3.0
    assert none.high == pytest.approx(1.0 - every.low)
    # The bound is exact: were the share any higher, seeing none would be rarer than one in twenty.
    assert (1.0 - none.high) ** total == pytest.approx(0.05)


@given(st.integers(1, 400))
def test_seeing_more_never_lowers_an_interval(total):
    found = [wilson(count, total) for count in range(total + 1)]
    assert all(before.low <= after.low and before.high <= after.high for before, after in pairwise(found))


@pytest.mark.parametrize("total", [10, 30, 100])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(total):
    found = [wilson(count, total) for count in range(total + 1)]
    covered: list[Fraction] = []
    for share in (Fraction(step, 40) for step in range(1, 40)):
        chances = (
            comb(total, count) * share**count * (1 - share) ** (total - count)
            for count, interval in enumerate(found)
            if interval.low <= share <= interval.high
        )
        covered.append(sum(chances, Fraction(0)))
    assert min(covered) > Fraction(91, 100)
    assert Fraction(94, 100) < sum(covered, Fraction(0)) / len(covered) < Fraction(98, 100)


def test_a_small_share_never_reads_as_none():
    assert str(wilson(1, 1_000_000)) == "1 of 1,000,000 (1.8e-05-0.00057 %)"
