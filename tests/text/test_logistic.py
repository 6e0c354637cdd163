import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.logistic import Matrix, fit_logistic

PENALTY = 0.1


@st.composite
def problems(draw: st.DrawFn) -> tuple[Matrix, Matrix]:
    """Features of some examples, and their labels as rows of 0 and 1."""
    labels = draw(st.integers(2, 4))
    answers = draw(st.lists(st.integers(0, labels - 1), min_size=2, max_size=12))
    values = st.lists(st.integers(-3, 3), min_size=5, max_size=5)
    features = np.array([draw(values) for _ in answers], dtype=np.float64)
    return features, np.eye(labels)[answers]


def fitted(features: Matrix, targets: Matrix, importance: Matrix | None = None, *, tolerance: float = 1e-10) -> Matrix:
    """Return weights (features x labels)."""
    coefficients = fit_logistic(
        (features @ features.T).__matmul__,
        targets,
        importance=np.ones((len(targets), 1)) if importance is None else importance,
        inverse_penalty=1 / PENALTY,
        tolerance=tolerance,
        iterations_max=500,
    )
    return features.T @ coefficients


def loss(weights: Matrix, features: Matrix, targets: Matrix) -> float:
    """The definition, term by term."""
    logits = features @ weights
    log_likelihood = (logits * targets).sum() - np.log(np.exp(logits).sum(axis=1)).sum()
    return float(PENALTY / 2 * (weights**2).sum() - log_likelihood)


@given(problems(), st.integers(0, 2**32 - 1))
def test_no_other_weights_have_a_smaller_loss(problem: tuple[Matrix, Matrix], seed: int):
    features, targets = problem
    weights = fitted(features, targets)
    elsewhere = weights + np.random.default_rng(seed).normal(scale=0.1, size=weights.shape)
    assert loss(weights, features, targets) <= loss(elsewhere, features, targets)


@given(problems())
def test_the_gradient_vanishes_at_the_minimum(problem: tuple[Matrix, Matrix]):
    features, targets = problem
    weights = fitted(features, targets)
    exponentials = np.exp(features @ weights)
    probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
    assert PENALTY * weights + features.T @ (probabilities - targets) == pytest.approx(0, abs=1e-7)


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_examples_makes_no_difference(problem: tuple[Matrix, Matrix], dice):
    features, targets = problem
    order = list(range(len(targets)))
    dice.shuffle(order)
    assert fitted(features[order], targets[order]) == pytest.approx(fitted(features, targets), abs=1e-7)


@given(problems())
def test_counting_an_example_twice_is_having_it_twice(problem: tuple[Matrix, Matrix]):
    features, targets = problem
    importance = np.ones((len(targets), 1))
    importance[0] = 2
    twice = fitted(np.concatenate([features, features[:1]]), np.concatenate([targets, targets[:1]]))
    assert fitted(features, targets, importance) == pytest.approx(twice, abs=1e-7)


def test_a_single_label_needs_no_weights():
    assert fitted(np.ones((3, 2)), np.ones((3, 1))) == pytest.approx(0)


def test_an_iteration_bound_stops_an_unfinished_fit():
    features, targets = np.eye(3), np.eye(3)
    coefficients = fit_logistic(
        features.__matmul__,
        targets,
        importance=np.ones((3, 1)),
        inverse_penalty=100.0,
        tolerance=0.0,
        iterations_max=1,
    )
    assert loss(coefficients, features, targets) < loss(np.zeros((3, 3)), features, targets)
    assert np.abs(coefficients - fitted(features, targets)).max() > 1e-3
