"""Claims about pooling: the laws of the log-opinion pool."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.dissent.pooling import P_MIN, clip, expit, logit, pool

inner = st.floats(0.01, 0.99)
weighed = st.lists(st.tuples(inner, st.floats(0.1, 10)), min_size=1, max_size=6)


def pooled(pairs: list[tuple[float, float]]) -> float:
    return pool([p for p, _ in pairs], [weight for _, weight in pairs])


@given(st.floats(P_MIN, 1 - P_MIN))
def test_log_odds_and_back_is_where_one_began(p: float):
    assert expit(logit(p)) == pytest.approx(p)


@given(st.floats(allow_nan=False))
def test_any_log_odds_have_a_probability(log_odds: float):
    assert 0.0 <= expit(log_odds) <= 1.0


def test_nobody_is_certain():
    assert clip(0.0) == P_MIN
    assert clip(1.0) == 1 - P_MIN
    assert pool([1.0, 0.0]) == pytest.approx(0.5)


@given(weighed, st.randoms())
def test_the_order_of_voices_does_not_matter(pairs: list[tuple[float, float]], random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert pooled(shuffled) == pytest.approx(pooled(pairs), abs=1e-12)


@given(inner, st.lists(st.floats(0.1, 10), min_size=1, max_size=6))
def test_where_all_agree_the_pool_agrees(p: float, weights: list[float]):
    assert pool([p] * len(weights), weights) == pytest.approx(p)


@given(weighed, st.floats(0.1, 1000))
def test_only_the_proportions_of_weights_matter(pairs: list[tuple[float, float]], scale: float):
    assert pooled([(p, weight * scale) for p, weight in pairs]) == pytest.approx(pooled(pairs))


@given(weighed, st.floats(0.2, 5))
def test_updating_then_pooling_is_pooling_then_updating(pairs: list[tuple[float, float]], ratio: float):
    """Externally Bayesian: evidence that all weigh alike may come before or after the pool."""

    def updated(p: float) -> float:
        odds = ratio * p / (1 - p)
        return odds / (1 + odds)

    assert pooled([(updated(p), weight) for p, weight in pairs]) == pytest.approx(updated(pooled(pairs)), rel=1e-6)


@given(weighed, st.integers(0, 5), inner)
def test_whoever_becomes_surer_never_lowers_the_pool(pairs: list[tuple[float, float]], which: int, p: float):
    which %= len(pairs)
    raised = list(pairs)
    raised[which] = (max(p, pairs[which][0]), pairs[which][1])
    assert pooled(raised) >= pooled(pairs) - 1e-12


@given(weighed)
def test_the_pool_lies_among_its_voices(pairs: list[tuple[float, float]]):
    voices = [p for p, _ in pairs]
    assert min(voices) - 1e-9 <= pooled(pairs) <= max(voices) + 1e-9


def test_weight_nought_is_not_heard_and_all_nought_is_all_alike():
    assert pool([0.9, 0.1], [1.0, 0.0]) == pytest.approx(0.9)
    assert pool([0.9, 0.2], [0.0, 0.0]) == pytest.approx(pool([0.9, 0.2]))
    assert pool([0.9, 0.2]) == pytest.approx(expit((math.log(9) + math.log(0.25)) / 2))
