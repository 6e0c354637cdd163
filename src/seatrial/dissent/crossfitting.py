"""Answers side by side on labelled cases, calibrated and chosen among out of fold. Pure; called by `evaluation`.

A case is never judged by a curve, or by a choice, that its own label or one of its group had a part in; nor does either
have a part in whether it is debated (`gates`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seatrial.core.draws import draw
from seatrial.dissent.calibration import LABELS_MIN, Calibration, curve, fit, labelled, log_odds
from seatrial.dissent.metrics import Floats, Sample, group_numbers
from seatrial.dissent.records import Case, Decision

Kind = Literal["panellist", "comparator", "pool"]

SEALED = "round 0"
FINAL = "final"
COMPARATORS = ("majority", "self_consistency", "most_confident")
BEST_SINGLE = "best_single"
BASE_RATE = "base_rate"
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Table:
    """The labelled cases, side by side.

    Attributes:
        fold: Of each case.
        folds: How many there are; 1 where there are too few groups to fold.
        groups: How many there are.
    """

    decisions: tuple[Decision, ...]
    label: Floats
    group: tuple[str, ...]
    fold: NDArray[np.intp]
    folds: int
    groups: int

    def sample(self, p: Floats) -> Sample:
        """Return probabilities of all cases with their labels."""
        return Sample(p, self.label, self.group)


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way of answering all cases.

    Attributes:
        raw: As it answered.
        p: Calibrated out of fold; `raw` where there are too few labels.
        curves: Slope and shift for each fold, fitted on the others; empty where there are too few labels.
    """

    name: str
    kind: Kind
    raw: Floats
    p: Floats
    curves: tuple[tuple[float, float], ...] = ()


def lay_out(cases: Sequence[Case], decisions: Mapping[str, Decision], folds: int, seed: int) -> Table:
    """Lay labelled and decided cases side by side, and deal their groups out to folds.

    Groups are dealt by label, in an order drawn by their names, so that every fold has cases of either answer if there
    are enough.
    """
    label = np.asarray([float(bool(case.label)) for case in cases], dtype=np.float64)
    group = tuple(case.group for case in cases)
    numbers = group_numbers(group, len(cases))
    groups = int(numbers.max()) + 1 if len(cases) else 0
    keys: list[tuple[bool, float, int]] = []
    for number in range(groups):
        members = np.flatnonzero(numbers == number)
        first = cases[int(members[0])]
        key = draw(seed, "fold", first.group or first.id)
        keys.append((bool(label[members].mean() >= 0.5), key, number))
    count = max(1, min(folds, groups))
    fold_of = np.zeros(max(1, groups), dtype=np.intp)
    for place, (_, _, number) in enumerate(sorted(keys)):
        fold_of[number] = place % count
    decided = tuple(decisions[case.id] for case in cases)
    return Table(decided, label, group, fold_of[numbers], count, groups)


def ways_of(table: Table) -> list[Way]:
    """Return all ways of answering that every decision holds: panellists alone, comparators, round 0, final."""
    found: list[Way] = []
    for name in _panellists(table.decisions):
        ballots = [
            next((ballot.p for ballot in decision.ballots if ballot.round == 0 and ballot.panellist == name), 0.5)
            for decision in table.decisions
        ]
        found.append(_way(name, "panellist", ballots))
    found += [
        _way(name, "comparator", [decision.comparators[name] for decision in table.decisions])
        for name in COMPARATORS
        if all(name in decision.comparators for decision in table.decisions)
    ]
    found.append(_way(SEALED, "pool", [decision.sealed.raw for decision in table.decisions]))
    found.append(_way(FINAL, "pool", [decision.final.raw for decision in table.decisions]))
    return found


def not_compared(table: Table) -> dict[str, int]:
    """Return the comparators that cannot be compared, and how many decisions do not hold them."""
    missing = {name: sum(name not in decision.comparators for decision in table.decisions) for name in COMPARATORS}
    return {name: count for name, count in missing.items() if count}


def gates(
    cases: Sequence[Case], decisions: Mapping[str, Decision], folds: int = FOLDS, *, seed: int = 0, panel: str = ""
) -> dict[str, Calibration]:
    """Return by case what its debate is to be gated by: the curve of sealed pools, fitted on the other folds.

    So that as many, and such, cases are debated as with a calibration later on. None where labels are too few for one.

    Args:
        cases: Those without a label or a decision are left out.
        decisions: Sealed ones will do.
        folds: At most so many.
        seed: Of the folds.
        panel: As `panel_digest` gives it.
    """
    kept = [case for case in cases if case.label is not None and case.id in decisions]
    table = lay_out(kept, decisions, folds, seed)
    if not _enough(table):
        return {}
    points = labelled(kept, decisions, debated=False)
    found: dict[str, Calibration] = {}
    for fold in range(table.folds):
        fitted = fit([points[place] for place in np.flatnonzero(table.fold != fold)], panel=panel)
        found |= {kept[place].id: fitted for place in np.flatnonzero(table.fold == fold)}
    return found


def calibrate(table: Table, ways: Sequence[Way]) -> tuple[list[Way], bool]:
    """Return the ways calibrated out of fold, and whether there were labels enough for that: all are, or none is."""
    if not _enough(table):
        return list(ways), False
    return [_calibrated(table, way) for way in ways], True


def _enough(table: Table) -> bool:
    """Tell whether a curve can be fitted on the others of every fold."""
    others = [table.label[table.fold != fold] for fold in range(table.folds)]
    return all(len(label) >= LABELS_MIN and 0 < label.sum() < len(label) for label in others)


def lowest(table: Table, ways: Sequence[Way]) -> Way:
    """Return the way with the lowest Brier score on all cases; the first of several as good."""
    return min(ways, key=lambda way: float(np.mean((way.p - table.label) ** 2)) if len(way.p) else 0.0)


def choose(table: Table, ways: Sequence[Way], name: str) -> tuple[Way, tuple[str, ...]]:
    """Choose the way with the lowest Brier score, for each fold on the others.

    Returns what the chosen ones answer for the cases of their folds, as one way, and their names by fold.

    Args:
        table: The cases.
        ways: At least one; the first of several as good is taken.
        name: Of the choice.
    """
    raw, p = np.empty_like(table.label), np.empty_like(table.label)
    by_fold: list[str] = []
    for fold in range(table.folds):
        held = table.fold == fold
        others = held if table.folds == 1 else ~held
        best = min(ways, key=lambda way: _fitted_brier(table, way, fold, others))
        raw[held], p[held] = best.raw[held], best.p[held]
        by_fold.append(best.name)
    return Way(name, "comparator", raw, p), tuple(by_fold)


def base_rate(table: Table) -> Way:
    """Return what somebody would say who knows only how often the answer was yes on the other folds."""
    p = np.empty_like(table.label)
    for fold in range(table.folds):
        held = table.fold == fold
        others = held if table.folds == 1 else ~held
        p[held] = table.label[others].mean() if others.any() else 0.5
    # It ranks nothing. That the others' rate is higher where the fold's own is lower is no knowledge of the cases.
    return Way(BASE_RATE, "comparator", np.full_like(p, p.mean() if len(p) else 0.5), p)


def _panellists(decisions: Sequence[Decision]) -> list[str]:
    """Return who sat on the panel, in the order of their first ballots."""
    return list(dict.fromkeys(b.panellist for decision in decisions for b in decision.ballots if b.round == 0))


def _way(name: str, kind: Kind, answers: Sequence[float]) -> Way:
    raw = np.clip(np.asarray(answers, dtype=np.float64), 0.0, 1.0)
    return Way(name, kind, raw, raw)


def _calibrated(table: Table, way: Way) -> Way:
    p = np.empty_like(way.raw)
    curves: list[tuple[float, float]] = []
    for fold in range(table.folds):
        held = table.fold == fold
        curves.append(curve(way.raw[~held], table.label[~held]))
        p[held] = _applied(curves[-1], way.raw[held])
    return Way(way.name, way.kind, way.raw, p, tuple(curves))


def _applied(fitted: tuple[float, float], raw: Floats) -> Floats:
    slope, shift = fitted
    return 1 / (1 + np.exp(-(slope * log_odds(raw) + shift)))


def _fitted_brier(table: Table, way: Way, fold: int, others: NDArray[np.bool_]) -> float:
    """Return a way's score on the cases that a fold's curve was fitted on: nothing of the fold itself is in it."""
    p = _applied(way.curves[fold], way.raw[others]) if way.curves else way.raw[others]
    return float(np.mean((p - table.label[others]) ** 2)) if len(p) else 0.0
