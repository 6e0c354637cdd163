"""Does a panel pay? Every way of answering on the same labelled cases, out of fold, and one plain sentence.

Nothing is measured on what it was fitted on: each way of answering gets its own calibration curve, fitted on the other
folds. Cases of one group are in one fold, and are drawn together when intervals are made. Pure; called by `seatrial
panel evaluate`.

**The rule behind the sentence.** Brier scores are compared case by case, with the 95 % interval of a bootstrap over
groups; below 0 means better.

1. Fewer than `CASES_MIN` labelled cases, `CLASS_MIN` of either answer or `GROUPS_MIN` groups: *too few to tell*.
2. A gain is worth having from `MARGIN` of the score of the base rate on, of somebody who knows nothing of the case but
   how often the answer is yes: .01 where yes and no are as frequent, .0008 where one in fifty is yes.
3. Debate: the final pool against round 0, on the cases that were debated. Worse by that much, interval above 0: it
   harms. No gain worth having within the interval: it changes nothing. The two say *turn debate off*, and the panel is
   then judged by round 0. Interval below 0: it pays.
4. The panel against the base rate, and against every simpler way: each panellist alone, majority vote,
   self-consistency, adopting the most confident. It *does not help* if one of them is clearly better; if no gain worth
   having lies within the interval against the base rate, or against the way that is best on all cases; or if the exact
   McNemar test finds more cases decided wrongly than by that way. Then what to use instead is named. It *helps* if all
   these intervals lie below 0. Otherwise there are *too few cases to tell*.

That the panel has to beat every single way needs no choice among them, and no allowance for many comparisons (Berger,
Technometrics 1982). Choosing one out of fold would: where several are as good, whoever was luckiest on the other folds
is by that very luck a little worse on this one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from seatrial.dissent.crossfitting import (
    BEST_SINGLE,
    FINAL,
    FOLDS,
    SEALED,
    Table,
    Way,
    base_rate,
    calibrate,
    choose,
    lay_out,
    lowest,
    not_compared,
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
    decides_worse,
    no_gain,
    remarks,
    verdict_sentence,
    worse,
    worth,
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
from seatrial.dissent.monitoring import Reasoned, citation_validity, reasoned
from seatrial.dissent.records import Case, Decision

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
        decisions: By case id, made without a calibration or by `gates`.
        folds: At most so many; never more than there are groups.
        seed: Of the folds and the resamples.
        resamples: Behind each interval.
        told: Hears of progress.
    """
    kept = [case for case in cases if case.label is not None and case.id in decisions]
    table = lay_out(kept, decisions, folds, seed)
    ways, calibrated = calibrate(table, ways_of(table))
    sealed, final = (next(way for way in ways if way.name == name and way.kind == "pool") for name in (SEALED, FINAL))
    singles, comparators = ([way for way in ways if way.kind == kind] for kind in ("panellist", "comparator"))
    simpler = [*singles, *comparators] or [sealed]

    observed = [reasoned(decision) for decision in table.decisions]
    debate = _debate(table, observed, sealed, final, seed, resamples)
    panel = sealed if debate.verdict in {"harms", "no_gain", "none"} else final
    single, chosen = choose(table, singles or [sealed], BEST_SINGLE)
    base = base_rate(table)
    shown = [*singles, *([single] if singles else []), *comparators, base, sealed, final]
    ours = table.sample(panel.p)
    against = {way: paired(ours, table.sample(way.p), seed=seed, resamples=resamples) for way in (base, *simpler)}
    # One that is clearly better comes before one that is better on the whole, but not clearly.
    best = lowest(table, [way for way in simpler if worse(against[way])] or simpler)
    verdict = _verdict(table, against, best, base)
    doubtful = max(against, key=lambda way: against[way].brier.high or 0.0)
    found = Evaluation(
        cases=len(kept),
        yes=int(table.label.sum()),
        groups=table.groups,
        left_out=len(cases) - len(kept),
        folds=table.folds,
        calibrated=calibrated,
        methods=tuple(_measured(table, shown, seed, resamples, told)),
        panel=panel.name,
        best=best.name,
        best_kind=best.kind,
        chosen={name: chosen.count(name) for name in dict.fromkeys(chosen)} if singles else {},
        against_best=against[best],
        against_base=against[base],
        doubtful=_versus(doubtful, against[doubtful]),
        against=tuple(_versus(way, against[way]) for way in simpler),
        debate=debate,
        validity=citation_validity(observed),
        not_compared=not_compared(table),
        overconfident=tuple(_overconfident(table, singles, seed, resamples)),
        spent=_spent(table.decisions),
        coverage=risk_coverage(ours),
        verdict=verdict,
        needed=_needed(table, against[doubtful]) if verdict == "too_few" else 0,
    )
    return msgspec.structs.replace(found, sentence=verdict_sentence(found), remarks=tuple(remarks(found)))


def _measured(table: Table, ways: Sequence[Way], seed: int, resamples: int, told: Told | None) -> Iterator[Method]:
    for number, way in enumerate(ways, 1):
        raw = table.sample(way.raw)
        measured = scores(table.sample(way.p), seed=seed, resamples=resamples, ranked=raw)
        yield Method(name=way.name, kind=way.kind, scores=measured, raw=scores(raw, resamples=0))
        if told is not None:
            told(number, len(ways))


def _overconfident(table: Table, singles: Sequence[Way], seed: int, resamples: int) -> Iterator[str]:
    """Yield the panellists that do clearly worse, as they answer, than always saying one half."""
    half = table.sample(np.full_like(table.label, 0.5))
    for way in singles:
        if not _too_few(table) and worse(paired(table.sample(way.raw), half, seed=seed, resamples=resamples)):
            yield way.name


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
    if groups < GROUPS_MIN:
        return "cannot_tell"
    if worse(difference) and worth(difference):
        return "harms"
    if no_gain(difference):
        return "no_gain"
    return "pays" if better(difference) else "cannot_tell"


def _versus(way: Way, difference: PairedDifference) -> Versus:
    return Versus(name=way.name, kind=way.kind, difference=difference)


def _verdict(table: Table, against: Mapping[Way, PairedDifference], best: Way, base: Way) -> Verdict:
    if _too_few(table):
        return "too_few"
    if no_gain(against[best]) or no_gain(against[base]) or decides_worse(against[best]):
        return "does_not_help"
    return "helps" if all(better(one) for one in against.values()) else "too_few"


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
