"""How a panel reasons over time: do its citations resolve, does it follow the crowd, do its ballots drift?

Reads decisions, one after another, as traces keep them; needs no labels. None of it says whether the panel is right:
it says when to look again. Pure; called by `seatrial panel monitor`, and by `evaluation` for the counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from seatrial.core.draws import draws
from seatrial.dissent.records import Ballot, Decision
from seatrial.evaluation.statistics import Interval, wilson

WINDOWS = 5
WINDOW_MIN = 10
"""A window of fewer decisions would show chance."""
DRIFT_MIN = 0.05
"""A shift of the mean ballot that is worth a look."""
DRIFT_CONFIDENCE = 0.99
"""Above the usual .95, because every panellist is looked at."""
CONFORMITY_MAX = 0.1
"""More of the moves asked for without a cause, and towards the others, are worth a remark."""
RESAMPLES = 1_000
_SAME = 1e-9


class Reasoned(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision tells about how it was reached.

    Attributes:
        kept: Arguments that counted.
        miscited: Arguments that did not, because they cite or attack what is not there or was not shown.
        abstained: Ballots of those who could not be asked, or gave no usable answer.
        cast: Ballots in all rounds.
        moves: Ballots that moved between two rounds, if less far than they asked to.
        refused: Ballots that asked to move and stayed, because nothing new was cited for it.
        conforming: Of the moves asked for, granted or not, those towards the mean of the others.
        refused_conforming: Of those refused, the ones towards the mean of the others: conformity without a cause.
        sealed: Panellist -> its ballot before anybody had spoken.
        spread: Between the highest and the lowest sealed ballot.
    """

    case: str
    outcome: str
    p: float
    kept: int
    miscited: int
    abstained: int
    cast: int
    moves: int
    refused: int
    conforming: int
    refused_conforming: int
    debated: bool
    sealed: dict[str, float]
    spread: float


def reasoned(decision: Decision) -> Reasoned:
    """Return what a decision tells about how it was reached."""
    rounds = by_round(decision.ballots)
    sealed = {name: ballot.p for name, ballot in rounds.get(0, {}).items()}
    moves = refused = conforming = refused_conforming = 0
    voted: set[str] = set()
    for number in sorted(rounds):
        before = rounds.get(number - 1, {})
        voted.update(name for name, ballot in before.items() if not ballot.abstained)
        for name, ballot in rounds[number].items():
            others = [other.p for each, other in before.items() if each != name]
            if name not in voted or name not in before or not others:
                continue  # a first ballot, if a late one, is no move
            was, mean = before[name].p, sum(others) / len(others)
            asked = ballot.p if ballot.refused is None else ballot.refused
            if abs(asked - was) < _SAME:
                continue
            towards = (asked - was) * (mean - was) > 0
            stayed = abs(ballot.p - was) < _SAME
            moves += not stayed
            refused += stayed
            conforming += towards
            refused_conforming += towards and stayed
    values = list(sealed.values())
    return Reasoned(
        case=decision.case,
        outcome=decision.outcome,
        p=decision.p,
        kept=len(decision.arguments),
        miscited=decision.miscited,
        abstained=sum(ballot.abstained for ballot in decision.ballots),
        cast=len(decision.ballots),
        moves=moves,
        refused=refused,
        conforming=conforming,
        refused_conforming=refused_conforming,
        debated=len(rounds) > 1,
        sealed=sealed,
        spread=max(values) - min(values) if values else 0.0,
    )


def by_round(ballots: Sequence[Ballot]) -> Mapping[int, Mapping[str, Ballot]]:
    """Return ballots as round -> panellist -> ballot."""
    rounds: dict[int, dict[str, Ballot]] = {}
    for ballot in ballots:
        rounds.setdefault(ballot.round, {})[ballot.panellist] = ballot
    return rounds


def citation_validity(watched: Sequence[Reasoned]) -> Interval:
    """Return the share of arguments whose citations resolve, of those that counted and those miscited."""
    kept = sum(one.kept for one in watched)
    return wilson(kept, kept + sum(one.miscited for one in watched))


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Some decisions in a row.

    Attributes:
        first: Number of its first decision, from 1.
        validity: As `citation_validity` has it.
        towards: Share of the moves asked for that go towards the others: natural where evidence is shared.
        conformity: Share of the moves asked for that do so with nothing new cited: these are refused.
        refused: Share of the moves asked for that nothing new explained.
        abstained: Share of the ballots.
        debated: Share of the decisions.
        ballots: Panellist -> its mean sealed ballot.
        spread: The mean distance between the highest and the lowest sealed ballot.
    """

    first: int
    decisions: int
    validity: Interval
    towards: Interval
    conformity: Interval
    refused: Interval
    abstained: Interval
    debated: Interval
    ballots: dict[str, float]
    spread: float


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """How one panellist's sealed ballots of the later half differ from those of the earlier.

    Attributes:
        low: Of the 99 % interval of the difference of the means.
        drifts: The interval excludes 0, and the difference is at least `DRIFT_MIN`.
    """

    panellist: str
    before: float
    after: float
    low: float
    high: float
    drifts: bool


class Monitored(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was watched.

    Attributes:
        passed_over: Files that lay there too, and are no traces of panels or cannot be read.
        remarks: What deserves a look, a plain sentence each; empty for nothing.
    """

    decisions: int
    outcomes: dict[str, int]
    whole: Window
    windows: tuple[Window, ...]
    drift: tuple[Drift, ...]
    passed_over: int
    remarks: tuple[str, ...]


def monitor(
    watched: Sequence[Reasoned], *, seed: int = 0, resamples: int = RESAMPLES, panels: int = 1, passed_over: int = 0
) -> Monitored:
    """Look at decisions in the order in which they were made.

    Args:
        watched: At least one.
        seed: Of the resamples behind the intervals of drift.
        resamples: How many.
        panels: Of how many different panels the decisions are.
        passed_over: How many files could not be used.
    """
    count = max(1, min(WINDOWS, len(watched) // WINDOW_MIN))
    edges = [len(watched) * number // count for number in range(count + 1)]
    windows = tuple(_window(watched[start:end], start + 1) for start, end in pairwise(edges))
    outcomes: dict[str, int] = {}
    for one in watched:
        outcomes[one.outcome] = outcomes.get(one.outcome, 0) + 1
    whole = _window(watched, 1)
    drift = tuple(_drifts(watched, seed, resamples)) if len(watched) >= 2 * WINDOW_MIN else ()
    return Monitored(
        decisions=len(watched),
        outcomes=dict(sorted(outcomes.items())),
        whole=whole,
        windows=windows,
        drift=drift,
        passed_over=passed_over,
        remarks=tuple(_remarks(whole, windows, drift, panels)),
    )


def _window(watched: Sequence[Reasoned], first: int) -> Window:
    asked = sum(one.moves + one.refused for one in watched)
    ballots: dict[str, list[float]] = {}
    for one in watched:
        for name, p in one.sealed.items():
            ballots.setdefault(name, []).append(p)
    return Window(
        first=first,
        decisions=len(watched),
        validity=citation_validity(watched),
        towards=wilson(sum(one.conforming for one in watched), asked),
        conformity=wilson(sum(one.refused_conforming for one in watched), asked),
        refused=wilson(sum(one.refused for one in watched), asked),
        abstained=wilson(sum(one.abstained for one in watched), sum(one.cast for one in watched)),
        debated=wilson(sum(one.debated for one in watched), len(watched)),
        ballots={name: sum(values) / len(values) for name, values in sorted(ballots.items())},
        spread=sum(one.spread for one in watched) / len(watched) if watched else 0.0,
    )


def _drifts(watched: Sequence[Reasoned], seed: int, resamples: int) -> list[Drift]:
    middle = len(watched) // 2
    names = sorted({name for one in watched for name in one.sealed})
    found: list[Drift] = []
    for name in names:
        earlier = [one.sealed[name] for one in watched[:middle] if name in one.sealed]
        later = [one.sealed[name] for one in watched[middle:] if name in one.sealed]
        if len(earlier) < WINDOW_MIN or len(later) < WINDOW_MIN:
            continue
        shifts = _means(later, seed, f"{name}/later", resamples) - _means(earlier, seed, f"{name}/earlier", resamples)
        tail = (1 - DRIFT_CONFIDENCE) / 2
        low, high = (float(edge) for edge in np.quantile(shifts, (tail, 1 - tail)))
        before, after = sum(earlier) / len(earlier), sum(later) / len(later)
        drifts = (low > 0 or high < 0) and abs(after - before) >= DRIFT_MIN
        found.append(Drift(panellist=name, before=before, after=after, low=low, high=high, drifts=drifts))
    return found


def _means(
    values: Sequence[float], seed: int, key: str, resamples: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the means of resamples."""
    figures, count = np.asarray(values), len(values)
    means = np.empty(resamples)
    for number in range(resamples):
        chosen = np.asarray(draws(count, seed, "drift", key, attempt=number)) * count
        means[number] = figures[chosen.astype(np.intp)].mean()
    return means


def _remarks(whole: Window, windows: Sequence[Window], drift: Sequence[Drift], panels: int) -> list[str]:
    found: list[str] = []
    if panels > 1:
        found.append(
            f"These are decisions of {panels:,} different panels: what changes may be who sits there. Watch each alone."
        )
    first, last = windows[0], windows[-1]
    if len(windows) > 1 and last.validity.high < first.validity.low:
        found.append(
            f"Citations get worse: {_percent(first.validity)} of the arguments cited what is there at first,"
            f" {_percent(last.validity)} now."
        )
    if len(windows) > 1 and last.refused.low > first.refused.high:
        found.append(
            f"More moves are asked for without a cause: {_percent(first.refused)} of those asked for at first,"
            f" {_percent(last.refused)} now."
        )
    if len(windows) > 1 and last.abstained.low > first.abstained.high:
        found.append(
            f"More panellists abstain: {_percent(first.abstained)} of the ballots at first,"
            f" {_percent(last.abstained)} now."
        )
    if whole.conformity.low > CONFORMITY_MAX:
        found.append(
            f"The panel tends to follow the crowd: {_percent(whole.conformity)} of {whole.conformity.total:,} moves"
            " asked for go towards the others with nothing new cited for them. They were refused."
        )
    found += [
        f"The ballots of {one.panellist} drift: {one.before:.2f} in the earlier half, {one.after:.2f} in the later."
        " Either the cases have changed, or the panellist has."
        for one in drift
        if one.drifts
    ]
    return found


def _percent(interval: Interval) -> str:
    return f"{100 * interval.share:.0f} %"
