"""Counts with their uncertainty: intervals for a share, and the rule for "none seen".

Pure arithmetic on counts. Called by reports and by whoever shows a rate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

CONFIDENCE = 0.95
Z_95 = 1.959963984540054
"""Standard errors to either side that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share of a count, with the range it may really be in.

    Attributes:
        share: 0 to 1.
        low: Lower end of the 95 % interval.
        high: Upper end.
    """

    count: int
    total: int
    share: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it as reports show it: ``812 of 1,000 (78.7-83.5 %)``, or ``0 of 1,000 (at most 0.3 %)``."""
        text = f"{self.count:,} of {self.total:,}"
        if not self.total:
            return text
        if self.count == 0:
            return f"{text} (at most {_percent(self.high)} %)"
        if self.count == self.total:
            return f"{text} (at least {_percent(self.low)} %)"
        return f"{text} ({_percent(self.low)}-{_percent(self.high)} %)"


def wilson(count: int, total: int) -> Interval:
    """Return a share with its 95 % score interval; for none or all, the exact one-sided bound.

    Args:
        count: How many.
        total: Out of how many; 0 gives the interval from 0 to 1.

    Source: Wilson, Journal of the American Statistical Association 1927; Clopper and Pearson, Biometrika 1934.
    """
    if total <= 0:
        return Interval(count=0, total=0, share=0.0, low=0.0, high=1.0)
    if count in {0, total}:
        return _one_sided(count, total)
    share = count / total
    z = Z_95
    scale = 1.0 + z * z / total
    centre = (share + z * z / (2 * total)) / scale
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    return Interval(count=count, total=total, share=share, low=max(0.0, centre - half), high=min(1.0, centre + half))


def _one_sided(count: int, total: int) -> Interval:
    """Return the bound for none (or all) seen: none in 1,000 means at most 0.3 %, the rule of three."""
    bound = 1.0 - (1.0 - CONFIDENCE) ** (1.0 / total)
    if count == 0:
        return Interval(count=0, total=total, share=0.0, low=0.0, high=bound)
    return Interval(count=count, total=total, share=1.0, low=1.0 - bound, high=1.0)


def _percent(share: float) -> str:
    """Return a share in per cent with one decimal, rounded outwards enough never to read 0.0 for something."""
    value = share * 100
    return f"{value:.1f}" if value >= 0.05 or value == 0 else f"{value:.2g}"
