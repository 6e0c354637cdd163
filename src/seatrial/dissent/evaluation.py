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
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np

from seatrial.dissent.crossfitting import (
    BEST_SINGLE,
    FINAL,
    SEALED,
    Kind,
    Table,
    Way,
    base_rate,
    calibrate,
    choose,
    lay_out,
    ways_of,
)
from seatrial.dissent.metrics import (
    RESAMPLES,
    THRESHOLD,
    CoveragePoint,
    PairedDifference,
    Sample,
    Scores,
    group_numbers,
    paired,
    risk_coverage,
    scores,
)
from seatrial.dissent.monitoring import Reasoned, reasoned
from seatrial.dissent.records import Case, Decision
from seatrial.evaluation.paired import ALPHA
from seatrial.evaluation.statistics import Interval, wilson

CASES_MIN = 20
CLASS_MIN = 5
GROUPS_MIN = 10
MARGIN = 0.01
"""A gain in Brier score that is worth a panel: about what it gains to be right at 72 % instead of at 70 %."""
FOLDS = 10
NEEDED_MAX = 100_000

Verdict = Literal["helps", "does_not_help", "too_few"]
DebateVerdict = Literal["pays", "harms", "no_gain", "cannot_tell", "none"]


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """One way of answering.

    Attributes:
        scores: Out of fold; calibrated where that was possible. The ranking is that of the answers as given.
        raw: Of the answers as given, without intervals.
    """

    name: str
    kind: Kind
    scores: Scores
    raw: Scores


class Versus(msgspec.Struct, frozen=True, kw_only=True):
    """The panel against one simpler way."""

    name: str
    kind: Kind
    difference: PairedDifference


class Debate(msgspec.Struct, frozen=True, kw_only=True):
    """What came of debating.

    Attributes:
        debated: Cases in which there was any.
        flips: Cases that the pool decides otherwise after the debate than before, at even odds and uncalibrated.
        wrong_flips: Those of them that it had right before.
        moves: Ballots that moved.
        refused: Ballots that asked to and were not let.
        conforming: Of both, those towards the others.
        difference: The final pool against round 0, on the debated cases.
    """

    verdict: DebateVerdict
    debated: int
    flips: int
    wrong_flips: int
    moves: int
    refused: int
    conforming: int
    difference: PairedDifference


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """What all decisions took.

    Attributes:
        ms_mean: Per case; so for the other two. All 0 for embedded analysts on a virtual clock.
    """

    requests: int
    characters: int
    ms_mean: float
    ms_p50: float
    ms_p95: float


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a panel pays, and everything that this rests on.

    Attributes:
        cases: Labelled and decided.
        left_out: Cases without a label or a decision.
        calibrated: Whether there were labels enough for curves out of fold; if not, all figures are raw.
        methods: Panellists, comparators, round 0, final.
        panel: Which of the two pools the panel is judged by.
        best: The best simpler way, chosen on all cases: what to use instead.
        best_kind: Whether that is a panellist or a comparator.
        chosen: The best simpler way of each fold, chosen on the others: name -> folds.
        against_best: The panel against these.
        against_base: The panel against the base rate.
        open: Of the comparisons that decide, the one that is furthest from showing that the panel is better.
        against: The panel against each simpler way.
        validity: Share of arguments that counted.
        coverage: Of the panel.
        needed: About how many cases would tell, if they fared alike; 0 where it can be told, or nobody can say.
        sentence: The verdict in plain words.
        remarks: More plain sentences, the most useful first.
    """

    cases: int
    yes: int
    groups: int
    left_out: int
    folds: int
    calibrated: bool
    methods: tuple[Method, ...]
    panel: str
    best: str
    best_kind: Kind
    chosen: dict[str, int]
    against_best: PairedDifference
    against_base: PairedDifference
    open: PairedDifference
    against: tuple[Versus, ...]
    debate: Debate
    validity: Interval
    spent: Spent
    coverage: tuple[CoveragePoint, ...]
    verdict: Verdict
    needed: int
    sentence: str = ""
    remarks: tuple[str, ...] = ()


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
    methods: list[Method] = []
    for way in shown:
        methods.append(_measured(table, way, seed, resamples))
        if told is not None:
            told(len(methods), len(shown))
    against_best = compared(panel, choice.way)
    against_base, against_overall = compared(panel, base), compared(panel, choice.overall)
    verdict = _verdict(table, against_best, against_base, against_overall)
    furthest = max((against_best, against_overall, against_base), key=lambda one: one.brier.high or 0.0)
    arguments = sum(one.kept for one in observed)
    found = Evaluation(
        cases=len(kept),
        yes=int(table.label.sum()),
        groups=table.groups,
        left_out=len(cases) - len(kept),
        folds=table.folds,
        calibrated=calibrated,
        methods=tuple(methods),
        panel=panel.name,
        best=choice.overall.name,
        best_kind=choice.overall.kind,
        chosen={name: choice.by_fold.count(name) for name in dict.fromkeys(choice.by_fold)},
        against_best=against_best,
        against_base=against_base,
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


def _measured(table: Table, way: Way, seed: int, resamples: int) -> Method:
    raw = table.sample(way.raw)
    measured = scores(table.sample(way.p), seed=seed, resamples=resamples, ranked=raw)
    return Method(name=way.name, kind=way.kind, scores=measured, raw=scores(raw, resamples=0))


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
    if _better(difference):
        return "pays"
    if difference.brier.low > 0:
        return "harms"
    return "no_gain" if _no_gain(difference) else "cannot_tell"


def _verdict(table: Table, best: PairedDifference, base: PairedDifference, overall: PairedDifference) -> Verdict:
    if _too_few(table):
        return "too_few"
    if best.p_worse < ALPHA / 2 or _no_gain(best) or _no_gain(base):
        return "does_not_help"
    return "helps" if all(_better(one) for one in (best, base, overall)) else "too_few"


def _better(difference: PairedDifference) -> bool:
    return difference.brier.high is not None and difference.brier.high < 0


def _no_gain(difference: PairedDifference) -> bool:
    """Whether whatever there may be to gain is not worth having."""
    return difference.brier.low is not None and difference.brier.low > -MARGIN


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


_WAYS = {
    "majority": "a majority vote",
    "self_consistency": "one panellist asked several times (self-consistency)",
    "most_confident": "whoever is most confident",
    SEALED: "the pool without debate",
}


def way_named(name: str, kind: Kind) -> str:
    """Return a way of answering as sentences call it."""
    return f"'{name}' alone" if kind == "panellist" else _WAYS.get(name, name)


def verdict_sentence(found: Evaluation) -> str:
    """Return the verdict in plain words, with the figures that it rests on."""
    best = way_named(found.best, found.best_kind)
    compared = found.open if found.verdict == "too_few" else found.against_best
    difference = compared.brier
    figures = f"difference in Brier score {_signed(difference.value)}"
    if difference.low is not None and difference.high is not None:
        figures += f" ({_signed(difference.low)} to {_signed(difference.high)})"
    figures += f", {compared.gained:,} cases won and {compared.lost:,} lost, of {found.cases:,}"
    if found.verdict == "helps":
        return f"The panel helps here: it beats the best simpler way, {best} ({figures})."
    if found.verdict == "does_not_help" and _no_gain(found.against_base):
        return (
            "The panel does not help here: it knows no more than how often the answer is yes"
            f" (difference in Brier score {_signed(found.against_base.brier.value)})."
        )
    if found.verdict == "does_not_help":
        worse = (difference.value or 0.0) > MARGIN or found.against_best.p_worse < ALPHA / 2
        why = "which does better" if worse else "which does as well and costs less"
        return f"The panel does not help here: use {best}, {why} ({figures})."
    no = found.cases - found.yes
    if found.cases < CASES_MIN or min(found.yes, no) < CLASS_MIN or found.groups < GROUPS_MIN:
        return (
            f"Too few cases to tell: {found.cases:,} labelled ({found.yes:,} yes, {no:,} no, {found.groups:,} groups);"
            f" at least {CASES_MIN} in {GROUPS_MIN} groups are needed, {CLASS_MIN} of either answer."
        )
    more = f" About {found.needed:,} like these would tell." if found.needed > found.cases else ""
    return f"Too few cases to tell: against the best simpler way, {best}, it may be either ({figures}).{more}"


def remarks(found: Evaluation) -> list[str]:
    """Return what else is worth knowing, in plain sentences: on debate first."""
    said = [_debate_sentence(found.debate)]
    for one in found.against:
        brier = one.difference.brier
        if one.name == "most_confident" != found.best and brier.high is not None and brier.high < 0:
            said.append(
                "Do not follow whoever is most confident: that does worse than the panel"
                f" (difference in Brier score {_signed(brier.value)})."
            )
    said += _costly_voices(found)
    if not found.calibrated:
        said.append("There are too few labels to calibrate out of fold: all figures are of uncalibrated probabilities.")
    if found.debate.refused:
        said.append(
            f"{found.debate.refused:,} of {found.debate.moves + found.debate.refused:,} moves asked for were refused:"
            " nothing new was cited for them."
        )
    if found.left_out:
        said.append(f"{found.left_out:,} cases without a label were left out.")
    return said


def _debate_sentence(debate: Debate) -> str:
    brier = debate.difference.brier
    figures = f"on {debate.debated:,} debated cases, difference in Brier score {_signed(brier.value)}"
    if brier.low is not None and brier.high is not None:
        figures += f" ({_signed(brier.low)} to {_signed(brier.high)})"
    figures += f", {debate.flips:,} flips, {debate.wrong_flips:,} of them wrong"
    return {
        "none": "There was no debate: no case was uncertain enough, or debate is off.",
        "pays": f"Debate pays: {figures}.",
        "harms": f"Turn debate off (rounds: 0): it makes the panel worse ({figures}).",
        "no_gain": f"Turn debate off (rounds: 0): it changes nothing that is worth its cost ({figures}).",
        "cannot_tell": f"Whether debate pays cannot be told yet ({figures}).",
    }[debate.verdict]


def _costly_voices(found: Evaluation) -> list[str]:
    """Name panellists that are sure of themselves and wrong: worse, before calibration, than saying one half always."""
    return [
        f"'{method.name}' is surer than it is right: Brier score {method.raw.brier.value:.3f} as it answers, and .25"
        " is what always saying one half gives. Lower its weight, or mend its document."
        for method in found.methods
        if method.kind == "panellist" and (method.raw.brier.value or 0.0) > 0.25 and found.cases >= CASES_MIN
    ]


def _signed(figure: float | None) -> str:
    return "?" if figure is None else f"{round(figure, 3) + 0.0:+.3f}"
