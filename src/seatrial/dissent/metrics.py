"""How good probabilities and decisions are, with intervals: counts, ranking, calibration, and two methods compared.

Every measure is computed for many weightings of the cases at once: with weights of 1 it is the plain figure, and with
how often a resample drew each group it is one draw of the bootstrap. So the interval can never measure something other
than the figure it stands beside. Cases of one group are drawn together, because they are not independent. Pure
arithmetic; called by `evaluation`, by `monitoring` and by whoever fits a panel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from seatrial.core.draws import draws
from seatrial.evaluation.paired import McNemar, mcnemar
from seatrial.evaluation.statistics import Z_95

Floats = NDArray[np.float64]

RESAMPLES = 1_000
BINS = 10
THRESHOLD = 0.5
LOG_LOSS_CLIP = 1e-6
"""A probability of 0 or 1 that is wrong costs as much as one in a million, not everything."""
_CELLS_MAX = 2_000_000
"""Resamples are taken in blocks, so that memory stays flat however many cases there are."""
_DEFINED_SHARE = 0.5


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A figure and the 95 % interval of a bootstrap over groups.

    Attributes:
        value: None where it is not defined, such as a precision when nobody said yes.
        low: None where there is one group, or fewer than half of the resamples define it; so for `high`.
    """

    value: float | None
    low: float | None
    high: float | None


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is measured about one way of answering.

    Attributes:
        cases: How many were judged.
        yes: Of how many the answer is yes.
        fpr: The share of those whose answer is no that were called yes.
        auc: The chance that a case whose answer is yes has the higher probability; ties count half.
        brier: The mean squared error of the probability, 0 best; always saying .5 gives .25.
        ece: Expected calibration error over ten bins of equal mass; equal probabilities stay in one bin.
        ece_width: The same over ten bins of equal width.
        log_loss: In nats.
    """

    cases: int
    yes: int
    accuracy: Estimate
    precision: Estimate
    recall: Estimate
    fpr: Estimate
    auc: Estimate
    brier: Estimate
    ece: Estimate
    ece_width: Estimate
    log_loss: Estimate


_BIASED = {"ece", "ece_width"}
"""Measures that resamples inflate: a mean of absolute values grows with any noise that is added."""


class CoveragePoint(msgspec.Struct, frozen=True, kw_only=True):
    """What is left to the panel when people take its least certain cases.

    Attributes:
        to_people: Share of the cases sent to people.
        error: Share of the rest that the panel has wrong; 0 where nothing is left.
        kept: Cases left to the panel.
    """

    to_people: float
    error: float
    kept: int


class PairedDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One way of answering against another, on the same cases.

    Attributes:
        brier: The first's less the second's: below 0 the first is better.
        gained: Cases that the first has right and the second wrong.
        lost: The other way round.
        p: Two-sided, of the exact McNemar test; a group counts once, as gained or as lost, whichever is more of it.
        p_worse: One-sided: that chance alone would lose so many and gain so few.
        leeway: The Brier score of somebody who knows how often the answer is yes: what there is to gain at most.
    """

    brier: Estimate
    gained: int
    lost: int
    p: float
    p_worse: float
    leeway: float


Measure = Callable[["_Prepared", Floats], Floats]


@dataclass(frozen=True, slots=True)
class Sample:
    """Probabilities of yes and what turned out to be right, case by case.

    Attributes:
        p: 0 to 1.
        label: 1.0 for yes.
        group: Cases of one group are drawn together; "" is a group of its own.
    """

    p: Floats
    label: Floats
    group: tuple[str, ...] = ()

    @staticmethod
    def of(p: Sequence[float] | Floats, label: Sequence[bool] | Floats, group: Sequence[str] = ()) -> Sample:
        """Return a sample.

        Raises:
            ValueError: The parts differ in length, or a probability is none.
        """
        shares = np.asarray(p, dtype=np.float64)
        truths = np.asarray(label, dtype=np.float64)
        if shares.shape != truths.shape or shares.ndim != 1 or (group and len(group) != len(shares)):
            raise ValueError("probabilities, labels and groups differ in length")
        if not bool(np.all((shares >= 0) & (shares <= 1))):  # false for NaN as well
            raise ValueError("a probability lies outside 0 to 1")
        return Sample(shares, truths, tuple(group))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A sample sorted once, for any number of weightings. `starts` are the first places of equal probabilities."""

    p: Floats
    label: Floats
    starts: NDArray[np.intp]
    order: NDArray[np.intp]

    @staticmethod
    def of(sample: Sample) -> _Prepared:
        order = np.argsort(sample.p, kind="stable")
        p = sample.p[order]
        starts = np.flatnonzero(np.concatenate(([True], p[1:] != p[:-1]))) if len(p) else np.zeros(0, np.intp)
        return _Prepared(p, sample.label[order], starts, order)

    def tied(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return, for each distinct probability, the weight of yes and of no."""
        yes = np.add.reduceat(weights * self.label, self.starts, axis=1)
        no = np.add.reduceat(weights * (1 - self.label), self.starts, axis=1)
        return yes, no


def scores(sample: Sample, *, seed: int = 0, resamples: int = RESAMPLES, ranked: Sample | None = None) -> Scores:
    """Measure a sample.

    Args:
        sample: As decided on: calibrated where there is a calibration.
        seed: Of the resamples.
        resamples: How many; 0 leaves the intervals out.
        ranked: The same cases with the probabilities to take the ranking from, where calibrations of several folds
            would mix several scales.
    """
    measures: dict[str, Measure] = {
        "accuracy": _accuracy,
        "precision": _precision,
        "recall": _recall,
        "fpr": _fpr,
        "brier": _brier,
        "ece": _ece_mass,
        "ece_width": _ece_width,
        "log_loss": _log_loss,
    }
    found = _estimates(sample, measures, seed, resamples)
    found |= _estimates(ranked or sample, {"auc": _auc}, seed, resamples)
    return Scores(cases=len(sample.p), yes=int(sample.label.sum()), **found)


def paired(first: Sample, second: Sample, *, seed: int = 0, resamples: int = RESAMPLES) -> PairedDifference:
    """Compare two ways of answering the same cases.

    Args:
        first: Its labels and groups count.
        second: The same cases in the same order.
        seed: Of the resamples.
        resamples: How many.
    """
    if len(first.p) != len(second.p) or not np.array_equal(first.label, second.label):
        raise ValueError("two ways of answering are compared on the same cases")
    differences = (first.p - first.label) ** 2 - (second.p - second.label) ** 2

    def mean(_: _Prepared, weights: Floats) -> Floats:
        return (weights @ differences) / weights.sum(axis=1)

    # In the order of the cases, as `differences` is: nothing is sorted here.
    unsorted = Sample(np.zeros_like(first.p), first.label, first.group)
    brier = _estimates(unsorted, {"brier": mean}, seed, resamples)["brier"]
    fate = correct(first).astype(np.float64) - correct(second)
    nets = np.bincount(group_numbers(first.group, len(fate)), weights=fate) if len(fate) else fate
    test: McNemar = mcnemar(int(np.sum(nets > 0)), int(np.sum(nets < 0)))
    rate = float(first.label.mean()) if len(fate) else 0.0
    return PairedDifference(
        brier=brier,
        gained=int(np.sum(fate > 0)),
        lost=int(np.sum(fate < 0)),
        p=test.p,
        p_worse=test.p_worse,
        leeway=rate * (1 - rate),
    )


def correct(sample: Sample) -> NDArray[np.bool_]:
    """Return which cases are decided as they turned out; yes from `THRESHOLD` on."""
    return (sample.p >= THRESHOLD) == (sample.label > 0)


def risk_coverage(sample: Sample) -> tuple[CoveragePoint, ...]:
    """Return what error remains for which share sent to people, the least certain first.

    Cases of equal certainty go together: which of them would go first is nobody's to say. The first point sends nobody.
    """
    total = len(sample.p)
    certainty = np.abs(sample.p - THRESHOLD)
    wrong = (~correct(sample)).astype(np.float64)
    order = np.argsort(certainty, kind="stable")
    levels, wrong = certainty[order], wrong[order]
    left = np.concatenate((np.cumsum(wrong[::-1])[::-1], [0.0]))
    places = [place for place in range(total) if place == 0 or levels[place] - levels[place - 1] > 1e-12]
    points = [
        CoveragePoint(to_people=place / total, error=float(left[place]) / (total - place), kept=total - place)
        for place in places
    ]
    return (*points, CoveragePoint(to_people=1.0, error=0.0, kept=0))


def at_shares(points: Sequence[CoveragePoint], shares: Sequence[float]) -> tuple[CoveragePoint, ...]:
    """Return, for each share, the point that sends people at least so much and no more than it must."""
    return tuple(next(point for point in points if point.to_people >= share - 1e-12) for share in shares)


# Each measure takes a weighting of the sorted cases in each row and returns one figure for each row.


def _accuracy(sample: _Prepared, weights: Floats) -> Floats:
    right = ((sample.p >= THRESHOLD) == (sample.label > 0)).astype(np.float64)
    return _over(weights @ right, weights.sum(axis=1))


def _precision(sample: _Prepared, weights: Floats) -> Floats:
    called = (sample.p >= THRESHOLD).astype(np.float64)
    return _over(weights @ (called * sample.label), weights @ called)


def _recall(sample: _Prepared, weights: Floats) -> Floats:
    called = (sample.p >= THRESHOLD).astype(np.float64)
    return _over(weights @ (called * sample.label), weights @ sample.label)


def _fpr(sample: _Prepared, weights: Floats) -> Floats:
    called = (sample.p >= THRESHOLD).astype(np.float64)
    return _over(weights @ (called * (1 - sample.label)), weights @ (1 - sample.label))


def _auc(sample: _Prepared, weights: Floats) -> Floats:
    yes, no = sample.tied(weights)
    below = np.cumsum(no, axis=1) - no / 2
    return _over((yes * below).sum(axis=1), yes.sum(axis=1) * no.sum(axis=1))


def _brier(sample: _Prepared, weights: Floats) -> Floats:
    return _over(weights @ (sample.p - sample.label) ** 2, weights.sum(axis=1))


def _log_loss(sample: _Prepared, weights: Floats) -> Floats:
    p = np.clip(sample.p, LOG_LOSS_CLIP, 1 - LOG_LOSS_CLIP)
    losses = -(sample.label * np.log(p) + (1 - sample.label) * np.log(1 - p))
    return _over(weights @ losses, weights.sum(axis=1))


def _ece_width(sample: _Prepared, weights: Floats) -> Floats:
    levels = sample.p[sample.starts]
    bins = np.minimum((levels * BINS).astype(np.intp), BINS - 1)
    yes, no = sample.tied(weights)
    return _ece(levels, yes, no, np.broadcast_to(bins, yes.shape))


def _ece_mass(sample: _Prepared, weights: Floats) -> Floats:
    levels = sample.p[sample.starts]
    yes, no = sample.tied(weights)
    mass = yes + no
    # By the middle of its rank, so that equal probabilities share a bin whatever the order of the cases.
    middles = (np.cumsum(mass, axis=1) - mass / 2) / np.maximum(mass.sum(axis=1, keepdims=True), 1e-300)
    return _ece(levels, yes, no, np.clip((middles * BINS).astype(np.intp), 0, BINS - 1))


def _ece(levels: Floats, yes: Floats, no: Floats, bins: NDArray[np.intp]) -> Floats:
    """Return the mean distance, over the mass, between what a bin says and what it turned out to be."""
    rows = len(yes)
    places = (bins + np.arange(rows)[:, None] * BINS).ravel()
    gaps = np.bincount(places, weights=(yes - (yes + no) * levels).ravel(), minlength=rows * BINS)
    return _over(np.abs(gaps.reshape(rows, BINS)).sum(axis=1), (yes + no).sum(axis=1))


def _over(part: Floats, whole: Floats) -> Floats:
    """Return quotients, NaN where they are not defined."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _estimates(sample: Sample, measures: dict[str, Measure], seed: int, resamples: int) -> dict[str, Estimate]:
    if not len(sample.p):
        return dict.fromkeys(measures, Estimate(value=None, low=None, high=None))
    prepared = _Prepared.of(sample)
    plain = np.ones((1, len(sample.p)))
    values = {name: float(measure(prepared, plain)[0]) for name, measure in measures.items()}
    drawn: dict[str, list[Floats]] = {name: [] for name in measures}
    for weights in group_weights(sample.group, len(sample.p), seed=seed, resamples=resamples):
        sorted_weights = weights[:, prepared.order]
        for name, measure in measures.items():
            drawn[name].append(measure(prepared, sorted_weights))
    tail = tail_of(int(group_numbers(sample.group, len(sample.p)).max()) + 1)
    return {name: _estimate(values[name], drawn[name], tail, centred=name in _BIASED) for name in measures}


def tail_of(groups: int) -> float:
    """Return how much of the resamples lies beyond either edge: less than 2.5 %, the fewer groups there are.

    Resamples of few groups scatter too little. So the edges lie where those of Student's interval would.

    Source: Hesterberg, The American Statistician 2015, section 4.4 ("expanded percentile").
    """
    if groups < 2:
        return 0.0
    free, z = groups - 1, Z_95
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return math.erfc(t * math.sqrt(groups / free / 2)) / 2


def _estimate(value: float, drawn: Sequence[Floats], tail: float, *, centred: bool) -> Estimate:
    """Return a figure with its interval.

    Args:
        value: On the cases as they are.
        drawn: On the resamples; NaN where it is not defined.
        tail: Of the resamples, beyond either edge.
        centred: Whether the resamples are moved so that their median is the figure: of a measure that they inflate,
            they tell the spread, but not the place. It is never below 0.
    """
    figures: Any = np.concatenate(drawn) if drawn else np.zeros(0)
    defined = figures[~np.isnan(figures)]
    if np.isnan(value):
        return Estimate(value=None, low=None, high=None)
    if not tail or not len(defined) or len(defined) < _DEFINED_SHARE * len(figures):
        return Estimate(value=value, low=None, high=None)
    low, high = (float(edge) for edge in np.quantile(defined, (tail, 1 - tail)))
    if centred:
        shift = value - float(np.median(defined))
        low, high = max(0.0, low + shift), high + shift
    return Estimate(value=value, low=low, high=high)


def group_weights(group: Sequence[str], cases: int, *, seed: int = 0, resamples: int = RESAMPLES) -> Iterator[Floats]:
    """Yield how often each case is drawn when whole groups are drawn with replacement, in blocks of resamples.

    Args:
        group: Of each case; "" is a group of its own. Empty for none.
        cases: How many there are.
        seed: Draws are keyed by it and by the resample's number, so more resamples leave the first as they are.
        resamples: How many rows in all.

    Source: Efron, Annals of Statistics 1979; Davison and Hinkley 1997, section 3.8, for drawing clusters.
    """
    members = group_numbers(group, cases)
    groups = int(members.max()) + 1 if cases else 0
    block = max(1, _CELLS_MAX // max(1, cases))
    for first in range(0, resamples if groups else 0, block):
        yield _drawn(groups, seed, first, min(block, resamples - first))[:, members].astype(np.float64)


@lru_cache(maxsize=64)
def _drawn(groups: int, seed: int, first: int, rows: int) -> NDArray[np.uint16]:
    """Return how often each group is drawn, a row for each resample; kept, as it is the same for every measure."""
    counts = np.empty((rows, groups), dtype=np.uint16)
    for row in range(rows):
        numbers = np.asarray(draws(groups, seed, "bootstrap", attempt=first + row))
        counts[row] = np.bincount((numbers * groups).astype(np.intp), minlength=groups)
    counts.flags.writeable = False
    return counts


def group_numbers(group: Sequence[str], cases: int) -> NDArray[np.intp]:
    """Return each case's group as a number, in the order in which groups first appear."""
    known: dict[str, int] = {}
    numbers = np.empty(cases, dtype=np.intp)
    for place in range(cases):
        name = group[place] if group else ""
        # A nameless case stands alone; no name can be taken for its key, which holds its place.
        numbers[place] = known.setdefault(f"={name}" if name else f"#{place}", len(known))
    return numbers
