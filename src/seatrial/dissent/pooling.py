"""The log-opinion pool: the weighted mean of log-odds. Pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence

P_MIN = 0.001
"""Nobody on a panel is surer than this, either way: one voice must not outshout all others."""


def is_probability(p: float) -> bool:
    """Tell whether a number is one; what is no number is none."""
    return 0.0 <= p <= 1.0


def clip(p: float) -> float:
    """Return a probability within P_MIN and 1 - P_MIN."""
    return min(1.0 - P_MIN, max(P_MIN, p))


def logit(p: float) -> float:
    """Return the log-odds of a probability, clipped."""
    p = clip(p)
    return math.log(p / (1.0 - p))


def expit(log_odds: float) -> float:
    """Return the probability of log-odds, without overflow."""
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-min(log_odds, 700.0)))
    odds = math.exp(max(log_odds, -700.0))
    return odds / (1.0 + odds)


def pool(probabilities: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Return the log-opinion pool.

    Args:
        probabilities: One per panellist, at least one.
        weights: Not negative; their scale does not matter. Without, or all 0: all alike.

    Source: Genest, McConway and Schervish, Annals of Statistics 14 (1986): with weights that sum to one, the pool of
        updated opinions is the updated pool.
    """
    if weights is None or not sum(weights) > 0:
        weights = [1.0] * len(probabilities)
    total = math.fsum(weights)
    return expit(math.fsum(w * logit(p) for p, w in zip(probabilities, weights, strict=True)) / total)
