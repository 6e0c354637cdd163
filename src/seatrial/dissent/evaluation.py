"""Does a panel pay? Every way of answering on the same labelled cases, out of fold, and one plain sentence.

Nothing is measured on what it was fitted on. Each way of answering gets its own calibration curve, fitted on the other
folds; so does the choice of the best simpler way. Cases of one group are in one fold, and are drawn together when
intervals are made. Pure; called by `seatrial panel evaluate`.

**The rule behind the sentence.** Brier scores are compared case by case, with the 95 % interval of a bootstrap over
groups; below 0 means better.

1. Fewer than `CASES_MIN` labelled cases, `CLASS_MIN` of either answer or `GROUPS_MIN` groups: *too few to tell*.
2. Debate: the final pool against round 0, on the cases that were debated. Interval below 0: it pays. Interval above 0:
   it harms. All of it above -`MARGIN`: what debate may gain is not worth having. The last two say *turn debate off*,
   and the panel is then judged by round 0.
3. The panel against the base rate (always saying how often the answer was yes on the other folds), and against the
   best simpler way: whoever has the lowest Brier score on the other folds, among the panellists alone, majority vote,
   self-consistency and adopting the most confident. It *helps* if both intervals lie below 0, so does the one against
   the way that is best on all cases, and the exact McNemar test does not say that the panel's decisions are worse. It
   *does not help* if that test says so, or if all of the interval against the best simpler way, or against the base
   rate, lies above -`MARGIN`; then what to use instead is named. Otherwise there are *too few cases to tell*.

The base rate and the way that is best on all cases guard against a trap: where nobody knows anything, whoever was
luckiest on the other folds is by that very luck a little worse on this one, and the panel would seem to win.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from seatrial.dissent.crossfitting import (
    BEST_SINGLE,
    FINAL,
    SEALED,
    Table,
    Way,
    base_rate,
    calibrate,
    choose,
    lay_out,
    ways_of,
)
from seatrial.dissent.findings import (
    CASES_MIN,
    CLASS_MIN,
    GROUPS_MIN,
    Debate,
    DebateVerdict,
    Evaluation,
    Method,
    Spent,
    Verdict,
    Versus,
    better,
    no_gain,
    remarks,
    verdict_sentence,
)
from seatrial.dissent.metrics import (
    RESAMPLES,
    THRESHOLD,
    PairedDifference,
    Sample,
    group_numbers,
    paired,
    risk_coverage,
    scores,
)
from seatrial.dissent.monitoring import Reasoned, reasoned
from seatrial.dissent.records import Case, Decision
from seatrial.evaluation.paired import ALPHA
from seatrial.evaluation.statistics import wilson

FOLDS = 10
NEEDED_MAX = 100_000

Told = Callable[[int, int], None]
"""Is told how many steps are done, and out of how many."""


def evaluate(
    cases: Sequence[Case],
    decisions: Mapping[str, Decision],
    folds: int = FOLDS,
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    told: Told | None = None,
) -> Evaluation:
    """Say whether a panel pays on labelled cases.

    Args:
        cases: Those without a label are left out.
        decisions: By case id, made without a calibration.
        folds: At most so many; never more than there are groups.
        seed: Of the folds and the resamples.
        resamples: Behind each interval.
        told: Hears of progress.
    """
    kept = [case for case in cases if case.label is not None and case.id in decisions]
    table = lay_out(kept, decisions, folds, seed)
    ways, calibrated = calibrate(table, ways_of(table))
    sealed, final = (next(way for way in ways if way.name == name and way.kind == "pool") for name in (SEALED, FINAL))
    singles = [way for way in ways if way.kind == "panellist"]
    comparators = [way for way in ways if way.kind == "comparator"]
    simpler = [*singles, *comparators] or [sealed]

    def compared(first: Way, second: Way) -> PairedDifference:
        return paired(table.sample(first.p), table.sample(second.p), seed=seed, resamples=resamples)

    observed = [reasoned(decision) for decision in table.decisions]
    debate = _debate(table, observed, sealed, final, seed, resamples)
    panel = sealed if debate.verdict in {"harms", "no_gain", "none"} else final
    choice = choose(table, simpler, "best simpler way")
    single = [choose(table, singles, BEST_SINGLE).way] if singles else []
    base = base_rate(table)
    shown = [*singles, *single, *comparators, base, sealed, final]
    best, lowest, overall = (compared(panel, way) for way in (choice.way, base, choice.overall))
    verdict = _verdict(table, best, lowest, overall)
    furthest = max((best, overall, lowest), key=lambda one: one.brier.high or 0.0)
    arguments = sum(one.kept for one in observed)
    found = Evaluation(
        cases=len(kept),
        yes=int(table.label.sum()),
        groups=table.groups,
        left_out=len(cases) - len(kept),
        folds=table.folds,
        calibrated=calibrated,
        methods=tuple(_measured(table, shown, seed, resamples, told)),
        panel=panel.name,
        best=choice.overall.name,
        best_kind=choice.overall.kind,
        chosen={name: choice.by_fold.count(name) for name in dict.fromkeys(choice.by_fold)},
        against_best=best,
        against_base=lowest,
        open=furthest,
        against=tuple(Versus(name=way.name, kind=way.kind, difference=compared(panel, way)) for way in simpler),
        debate=debate,
        validity=wilson(arguments, arguments + sum(one.dropped for one in observed)),
        spent=_spent(table.decisions),
        coverage=risk_coverage(table.sample(panel.p)),
        verdict=verdict,
        needed=_needed(table, furthest) if verdict == "too_few" else 0,
    )
    return msgspec.structs.replace(found, sentence=verdict_sentence(found), remarks=tuple(remarks(found)))


def _measured(table: Table, ways: Sequence[Way], seed: int, resamples: int, told: Told | None) -> Iterator[Method]:
    for number, way in enumerate(ways, 1):
        raw = table.sample(way.raw)
        measured = scores(table.sample(way.p), seed=seed, resamples=resamples, ranked=raw)
        yield Method(name=way.name, kind=way.kind, scores=measured, raw=scores(raw, resamples=0))
        if told is not None:
            told(number, len(ways))


def _debate(table: Table, observed: Sequence[Reasoned], sealed: Way, final: Way, seed: int, resamples: int) -> Debate:
    held = np.flatnonzero([one.debated for one in observed])
    group = [table.group[place] for place in held]
    before, after = (Sample.of(way.p[held], table.label[held], group) for way in (sealed, final))
    difference = paired(after, before, seed=seed, resamples=resamples)
    yes_before, yes_after = sealed.raw >= THRESHOLD, final.raw >= THRESHOLD
    flipped = yes_before != yes_after
    groups = int(group_numbers(group, len(group)).max()) + 1 if group else 0
    return Debate(
        verdict=_debate_verdict(difference, groups, moved=not np.array_equal(sealed.raw, final.raw)),
        debated=len(held),
        flips=int(flipped.sum()),
        wrong_flips=int((flipped & (yes_before == (table.label > 0))).sum()),
        moves=sum(one.moves for one in observed),
        refused=sum(one.refused for one in observed),
        conforming=sum(one.conforming for one in observed),
        difference=difference,
    )


def _debate_verdict(difference: PairedDifference, groups: int, *, moved: bool) -> DebateVerdict:
    if not groups:
        return "none"
    if not moved:
        return "no_gain"
    if groups < GROUPS_MIN or difference.brier.low is None:
        return "cannot_tell"
    if better(difference):
        return "pays"
    if difference.brier.low > 0:
        return "harms"
    return "no_gain" if no_gain(difference) else "cannot_tell"


def _verdict(table: Table, best: PairedDifference, base: PairedDifference, overall: PairedDifference) -> Verdict:
    if _too_few(table):
        return "too_few"
    if best.p_worse < ALPHA / 2 or no_gain(best) or no_gain(base):
        return "does_not_help"
    return "helps" if all(better(one) for one in (best, base, overall)) else "too_few"


def _too_few(table: Table) -> bool:
    cases, yes = len(table.label), int(table.label.sum())
    return cases < CASES_MIN or min(yes, cases - yes) < CLASS_MIN or table.groups < GROUPS_MIN


def _needed(table: Table, difference: PairedDifference) -> int:
    """Return about how many cases would make the interval exclude 0, if they fared alike."""
    value, low, high = difference.brier.value, difference.brier.low, difference.brier.high
    if _too_few(table) or not value or low is None or high is None:
        return 0
    needed = len(table.label) * max(1.0, ((high - low) / 2 / abs(value)) ** 2)
    return math.ceil(needed / 10) * 10 if needed <= NEEDED_MAX else 0


def _spent(decisions: Sequence[Decision]) -> Spent:
    ms = np.asarray([decision.cost.ms for decision in decisions] or [0], dtype=np.float64)
    return Spent(
        requests=sum(decision.cost.requests for decision in decisions),
        characters=sum(decision.cost.characters for decision in decisions),
        ms_mean=float(ms.mean()),
        ms_p50=float(np.quantile(ms, 0.5)),
        ms_p95=float(np.quantile(ms, 0.95)),
    )
