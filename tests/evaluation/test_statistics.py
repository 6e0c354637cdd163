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
