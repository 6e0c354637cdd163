"""What two counts can tell when the same people were met twice: an exact test, and an interval for the difference.

Only people whose fate changed carry news: `gained` newly pass, `lost` newly fail. Pure arithmetic on counts. Called by
`comparison`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import msgspec

from seatrial.evaluation.statistics import Z_95

ALPHA = 0.05
"""Below which a one-sided test decides: a false alarm at most once in twenty."""
MORE_MAX = 1_000
_Z_ONE_SIDED = 1.6448536269514722
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class McNemar:
    """The exact test of whether as many people were gained as lost.

    Attributes:
        p: Two-sided: that chance alone moves people this unevenly, either way.
        p_worse: One-sided: that chance alone loses so many and gains so few.
        p_better: One-sided: the mirror.
    """

    gained: int
    lost: int
    p: float
    p_worse: float
    p_better: float


def mcnemar(gained: int, lost: int) -> McNemar:
    """Test whether as many people were gained as lost.

    Args:
        gained: People who failed before and pass now.
        lost: People who passed before and fail now.

    Source: McNemar, Psychometrika 1947; exact in the binomial of the people whose fate changed.
    """
    changed = gained + lost
    p_worse, p_better = _at_least(lost, changed), _at_least(gained, changed)
    return McNemar(gained, lost, min(1.0, 2.0 * min(p_worse, p_better)), p_worse, p_better)


def _at_least(count: int, total: int) -> float:
    """Return the chance of at least so many heads in so many tosses of a fair coin."""
    if 2 * count <= total:
        return min(1.0, 1.0 - _tail(total - count + 1, total))
    return _tail(count, total)


def _tail(count: int, total: int) -> float:
    """Return the same for more than half of the tosses, where the terms shrink fast and nothing cancels out."""
    if count > total:
        return 0.0
    log_term = math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(total - count + 1) - total * math.log(2)
    term = 1.0
    terms = [term]
    for heads in range(count, total):
        term *= (total - heads) / (heads + 1)
        if term < 1e-20:
            break
        terms.append(term)
    return min(1.0, math.exp(log_term) * math.fsum(terms))


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A difference of two shares, with the range it may really be in.

    Attributes:
        share: After less before, -1 to 1.
        low: Lower end of the 95 % interval.
        high: Upper end.
    """

    share: float
    low: float
    high: float

    @property
    def text(self) -> str:
        """As reports show it, in points of a hundred: ``+2.7 points (+1.6 to +3.9)``."""
        return f"{_points(self.share)} points ({_points(self.low)} to {_points(self.high)})"


def paired_difference(gained: int, lost: int, pairs: int) -> Difference:
    """Return by how much the share that passes has changed, with its 95 % score interval.

    The cards of a suite are chosen, the people on them are the sample: so people are not clustered by card. An interval
    that resampled cards would lose sight of the one card that broke.

    Args:
        gained: People who failed before and pass now.
        lost: People who passed before and fail now.
        pairs: People altogether; 0 gives the interval from -1 to 1.

    Source: Tango, Statistics in Medicine 1998.
    """
    if pairs <= 0:
        return Difference(share=0.0, low=-1.0, high=1.0)
    share = (gained - lost) / pairs
    low = _crossing(lambda delta: _score(gained, lost, pairs, delta) <= Z_95, -1.0, share)
    high = _crossing(lambda delta: _score(gained, lost, pairs, delta) <= -Z_95, share, 1.0)
    return Difference(share=share, low=low, high=high)


def _crossing(reached: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a condition that is false below and true above begins to hold."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if reached(middle):
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _score(gained: int, lost: int, pairs: int, delta: float) -> float:
    """Return how many standard errors the counts lie above a supposed difference."""
    # The share of people lost that fits the counts best, were the difference `delta`: the root of a quadratic.
    a = 2 * pairs
    b = (2 * pairs - gained + lost) * delta - gained - lost
    c = -lost * delta * (1 - delta)
    lost_share = (math.sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
    variance = pairs * (2 * lost_share + delta * (1 - delta))
    distance = gained - lost - pairs * delta
    if variance <= 0:
        return math.copysign(math.inf, distance) if distance else 0.0
    return distance / math.sqrt(variance)


def times_more(gained: int, lost: int) -> int:
    """Return how many times as many people would decide it at `ALPHA`, if they fared alike; 0 for more than `MORE_MAX`.

    Args:
        gained: People who failed before and pass now.
        lost: People who passed before and fail now.
    """
    more, fewer = max(gained, lost), min(gained, lost)
    if more == fewer:
        return 0
    # Where the normal approximation decides, the exact test nearly does: a few steps on from there.
    first = max(1, math.floor(_Z_ONE_SIDED**2 * (more + fewer) / (more - fewer) ** 2))
    if first > MORE_MAX:
        return 0
    return next((times for times in count(first) if _at_least(more * times, (more + fewer) * times) < ALPHA), 0)


def _points(share: float) -> str:
    return f"{round(share * 100, 1) + 0.0:+.1f}"  # the sum turns -0.0 into 0.0
