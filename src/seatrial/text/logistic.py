"""Multinomial logistic regression with an L2 penalty, solved in the space of the examples.

By the representer theorem the weights are a sum of the examples, so one coefficient per example and label says it all,
and the optimiser needs only the matrix of inner products between examples. The minimum is unique; small problems are
solved to rounding error, so that quantised coefficients do not depend on the machine's order of summation. Starts at
zero and draws nothing. Needs NumPy alone: importing SciPy costs more than training an agent does. Used by
`linear_training`.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]

_MEMORY = 10
"""Steps that L-BFGS remembers."""

_ARMIJO = 1e-4
_HALVINGS_MAX = 20


class _Step(NamedTuple):
    """One remembered step: how coefficients and gradient moved, with the images of both under the Gram matrix."""

    moved: Matrix
    moved_image: Matrix
    turned: Matrix
    turned_image: Matrix
    curvature: float


def fit_logistic(
    gram: Callable[[Matrix], Matrix],
    targets: Matrix,
    *,
    importance: Matrix,
    inverse_penalty: float,
    tolerance: float,
    iterations_max: int,
) -> Matrix:
    """Return the coefficients (examples x labels) that minimise log loss plus the penalty on the weights.

    Args:
        gram: Multiplies a matrix (examples x labels) by the examples' inner products.
        targets: One row per example, 1 in its label's column and 0 elsewhere.
        importance: How much each example's loss counts, a column.
        inverse_penalty: C; larger trusts the examples more.
        tolerance: Stop when the gradient's norm has shrunk by this factor.
        iterations_max: Stop after so many steps whatever the gradient.

    Source: Liu and Nocedal, Mathematical Programming 45 (1989), with inner products taken through the Gram matrix.
    """
    penalty = targets.dtype.type(1.0 / inverse_penalty)
    coefficients = np.zeros_like(targets)
    logits = np.zeros_like(targets)
    loss, gradient = _loss_and_gradient(coefficients, logits, targets, importance, penalty)
    image = gram(gradient)
    stop_norm = tolerance * _norm(gradient, image)
    history: deque[_Step] = deque(maxlen=_MEMORY)
    for _ in range(iterations_max):
        if _norm(gradient, image) <= stop_norm:
            break
        direction, direction_image = _descent(gradient, image, history)
        slope = _inner(direction, image)
        length = targets.dtype.type(1.0)
        for _ in range(_HALVINGS_MAX):
            moved, moved_image = length * direction, length * direction_image
            next_loss, next_gradient = _loss_and_gradient(
                coefficients + moved, logits + moved_image, targets, importance, penalty
            )
            # Near the minimum the loss no longer resolves the step: rounding error must not refuse it.
            slack = 64 * float(np.finfo(targets.dtype).eps) * abs(loss)
            if next_loss <= loss + _ARMIJO * float(length) * slope + slack:
                break
            length /= 2
        else:
            break
        next_image = gram(next_gradient)
        turned, turned_image = next_gradient - gradient, next_image - image
        curvature = _inner(moved, turned_image)
        if curvature > 0:
            history.append(_Step(moved, moved_image, turned, turned_image, curvature))
        coefficients += moved
        logits += moved_image
        loss, gradient, image = next_loss, next_gradient, next_image
    return coefficients


def _inner(first: Matrix, second: Matrix) -> float:
    return float(np.vdot(first, second))


def _norm(gradient: Matrix, image: Matrix) -> float:
    return max(0.0, _inner(gradient, image)) ** 0.5


def _loss_and_gradient(
    coefficients: Matrix, logits: Matrix, targets: Matrix, importance: Matrix, penalty: "np.floating[Any]"
) -> tuple[float, Matrix]:
    highest = logits.max(axis=1, keepdims=True)
    exponentials = np.exp(logits - highest)
    totals = exponentials.sum(axis=1, keepdims=True)
    log_loss = _inner(importance, np.log(totals) + highest) - _inner(logits, importance * targets)
    loss = log_loss + 0.5 * float(penalty) * _inner(coefficients, logits)
    return loss, penalty * coefficients + importance * (exponentials / totals - targets)


def _descent(gradient: Matrix, image: Matrix, history: deque[_Step]) -> tuple[Matrix, Matrix]:
    """Return the L-BFGS direction and its image (two-loop recursion)."""
    direction, direction_image = -gradient, -image
    scales: list[float] = []
    for step in reversed(history):
        scale = _inner(step.moved, direction_image) / step.curvature
        scales.append(scale)
        direction -= scale * step.turned
        direction_image -= scale * step.turned_image
    if history:
        last = history[-1]
        first_guess = last.curvature / _inner(last.turned, last.turned_image)
    else:
        first_guess = 1.0 / max(1.0, _norm(gradient, image))
    direction *= first_guess
    direction_image *= first_guess
    for step, scale in zip(history, reversed(scales), strict=True):
        correction = scale - _inner(step.turned, direction_image) / step.curvature
        direction += correction * step.moved
        direction_image += correction * step.moved_image
    return direction, direction_image
