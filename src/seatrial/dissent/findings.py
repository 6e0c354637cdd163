"""What an evaluation found, and the plain sentences in which it is told. The rule behind them is in `evaluation`.

Pure records and words. Called by `evaluation`; read by the reports.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from seatrial.dissent.crossfitting import BASE_RATE, SEALED, Kind
from seatrial.dissent.metrics import CoveragePoint, PairedDifference, Scores
from seatrial.evaluation.paired import ALPHA
from seatrial.evaluation.statistics import Interval

CASES_MIN = 20
CLASS_MIN = 5
GROUPS_MIN = CASES_MIN
MARGIN = 0.04
"""Share of the base rate's Brier score from which a gain is worth a panel: .01 where yes and no are as frequent, about
what it gains to be right at 72 % instead of at 70 %."""

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
        best: The best simpler way on all cases, of those that are clearly better if there are any: what to use instead.
        best_kind: Whether that is a panellist or a comparator.
        chosen: Who was the best single one of each fold, chosen on the others: name -> folds.
        against_best: The panel against `best`.
        against_base: The panel against the base rate.
        doubtful: Of all comparisons the one that is furthest from showing that the panel is better.
        against: The panel against each simpler way.
        validity: Share of arguments whose citations resolve.
        not_compared: Comparators that are missing, and from how many decisions.
        overconfident: Panellists that do clearly worse, as they answer, than always saying one half.
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
    doubtful: Versus
    against: tuple[Versus, ...]
    debate: Debate
    validity: Interval
    not_compared: dict[str, int]
    overconfident: tuple[str, ...]
    spent: Spent
    coverage: tuple[CoveragePoint, ...]
    verdict: Verdict
    needed: int
    sentence: str = ""
    remarks: tuple[str, ...] = ()


def better(difference: PairedDifference) -> bool:
    """Whether all of the interval says that the first is better."""
    return difference.brier.high is not None and difference.brier.high < 0


def worse(difference: PairedDifference) -> bool:
    """Whether all of the interval says that the first is worse."""
    return difference.brier.low is not None and difference.brier.low > 0


def worth(difference: PairedDifference) -> bool:
    """Whether the difference, either way, is one that matters."""
    return abs(difference.brier.value or 0.0) >= MARGIN * difference.leeway


def no_gain(difference: PairedDifference) -> bool:
    """Whether whatever there may be to gain is not worth having."""
    return difference.brier.low is not None and difference.brier.low > -MARGIN * difference.leeway


def decides_worse(difference: PairedDifference) -> bool:
    """Whether the first decides more cases wrongly than chance explains, whatever its Brier score."""
    return difference.p_worse < ALPHA / 2


_WAYS = {
    "majority": "a majority vote",
    "self_consistency": "one panellist asked several times (self-consistency)",
    "most_confident": "whoever is most confident",
    BASE_RATE: "how often the answer is yes",
    SEALED: "the pool without debate",
}


def way_named(name: str, kind: Kind) -> str:
    """Return a way of answering as sentences call it."""
    return f"'{name}' alone" if kind == "panellist" else _WAYS.get(name, name)


def verdict_sentence(found: Evaluation) -> str:
    """Return the verdict in plain words, with the figures that it rests on."""
    best = way_named(found.best, found.best_kind)
    figures = _figures(found.against_best, found.cases)
    if found.verdict == "helps":
        return f"The panel helps here: it beats the best simpler way, {best} ({figures})."
    surpassed = worse(found.against_best) and worth(found.against_best)
    if found.verdict == "does_not_help" and no_gain(found.against_base) and not (surpassed and _best_knows(found)):
        return (
            "The panel does not help here: it knows no more than how often the answer is yes"
            f" ({_figures(found.against_base, found.cases)})."
        )
    if found.verdict == "does_not_help":
        why = "which does as well and costs less"
        if surpassed or decides_worse(found.against_best):
            why = "which does better" if surpassed else "which decides more cases rightly"
        return f"The panel does not help here: use {best}, {why} ({figures})."
    no = found.cases - found.yes
    if found.cases < CASES_MIN or min(found.yes, no) < CLASS_MIN or found.groups < GROUPS_MIN:
        return (
            f"Too few cases to tell: {found.cases:,} labelled ({found.yes:,} yes, {no:,} no, {found.groups:,} groups);"
            f" at least {CASES_MIN} in {GROUPS_MIN} groups are needed, {CLASS_MIN} of either answer."
        )
    more = f" About {found.needed:,} like these would tell." if found.needed > found.cases else ""
    doubtful = found.doubtful
    figures = _figures(doubtful.difference, found.cases)
    return (
        f"Too few cases to tell: against {way_named(doubtful.name, doubtful.kind)} it may be either ({figures}).{more}"
    )


def _best_knows(found: Evaluation) -> bool:
    """Whether the best simpler way is better than the base rate by what is worth having."""
    gain = (found.against_best.brier.value or 0.0) - (found.against_base.brier.value or 0.0)
    return gain >= MARGIN * found.against_base.leeway


def _figures(compared: PairedDifference, cases: int) -> str:
    brier = compared.brier
    figures = f"difference in Brier score {_signed(brier.value)}"
    if brier.low is not None and brier.high is not None:
        figures += f" ({_signed(brier.low)} to {_signed(brier.high)})"
    return f"{figures}, {compared.gained:,} cases won and {compared.lost:,} lost, of {cases:,}"


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
    said += [
        f"There is no comparison with {way_named(name, 'comparator')}: it is missing from {count:,} of {found.cases:,}"
        " decisions. See self_consistency and requests_max in panel.yaml."
        for name, count in found.not_compared.items()
    ]
    if not found.calibrated:
        said.append("There are too few labels to calibrate out of fold: all figures are of uncalibrated probabilities.")
    if found.debate.refused:
        said.append(
            f"{found.debate.refused:,} of {found.debate.moves + found.debate.refused:,} moves asked for were refused:"
            " nothing new was cited for them."
        )
    if found.left_out:
        said.append(f"{found.left_out:,} cases without a label, or that nobody answered, were left out.")
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
    """Say of each overconfident panellist what it costs."""
    return [
        f"'{method.name}' is surer than it is right: Brier score {method.raw.brier.value:.3f} as it answers, and .25"
        " is what always saying one half gives. Lower its weight, or mend its document."
        for method in found.methods
        if method.kind == "panellist" and method.name in found.overconfident
    ]


def _signed(figure: float | None) -> str:
    return "?" if figure is None else f"{round(figure, 3) + 0.0:+.3f}"
