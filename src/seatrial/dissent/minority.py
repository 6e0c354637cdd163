"""The minority report: who saw it otherwise, why, and what would have to be found for them to be right. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from seatrial.dissent.figures import probability
from seatrial.dissent.pooling import logit
from seatrial.dissent.records import Argument, Ballot, Evidence, Minority

ARGUMENTS_MAX = 5
APART_MIN = 0.2
"""Log-odds between a ballot and the pool below which nobody can be said to see it otherwise."""

CLAIM_QUOTED_MAX = 240


def report(
    ballots: Sequence[Ballot],
    pooled: float,
    agreed: Callable[[float], str],
    outcome: str,
    arguments: Sequence[Argument],
    evidence: Mapping[str, Evidence],
) -> Minority:
    """Return the minority report.

    What one of them alone is worth nobody has calibrated: no outcome is named for a single ballot.

    Args:
        ballots: The last of each panellist.
        pooled: The raw pool of these ballots.
        agreed: What the outcome would be if all agreed on one raw p.
        outcome: What it is.
        arguments: All that counted.
        evidence: By id.
    """
    dissenters = [ballot for ballot in ballots if agreed(ballot.p) != outcome] or list(ballots)
    furthest = max(dissenters, key=lambda ballot: abs(logit(ballot.p) - logit(pooled)))
    if abs(logit(furthest.p) - logit(pooled)) < APART_MIN:
        return Minority()
    up = furthest.p > pooled
    side = [ballot for ballot in dissenters if (ballot.p > pooled) == up and ballot.p != pooled]
    side.sort(key=lambda ballot: -abs(logit(ballot.p) - logit(pooled)))
    alike = agreed(furthest.p) == outcome
    if alike:  # nobody would decide otherwise: only the furthest is of interest
        side = [furthest]
    names = tuple([ballot.panellist for ballot in side])
    theirs = _strongest([argument for argument in arguments if argument.panellist in names], "yes" if up else "no")
    against = _strongest([argument for argument in arguments if argument.panellist not in names], "no" if up else "yes")
    return Minority(
        panellists=names,
        arguments=tuple([argument.id for argument in theirs[:ARGUMENTS_MAX]]),
        says=_says(side, theirs, alike=alike),
        would_change=_would_change(names, up, theirs, against, evidence),
        alike=alike,
    )


def _strongest(arguments: Sequence[Argument], stance: str) -> list[Argument]:
    chosen = [argument for argument in arguments if argument.stance == stance]
    return sorted(chosen, key=lambda argument: -abs(logit(argument.p)))


def _says(side: Sequence[Ballot], theirs: Sequence[Argument], *, alike: bool) -> str:
    who = _and([f"{ballot.panellist} ({probability(ballot.p)}, uncalibrated)" for ballot in side])
    verb = "sees" if len(side) == 1 else "see"
    otherwise = "it the same way, if furthest from the panel" if alike else "it otherwise"
    what = f"{who} {verb} {otherwise}"
    return f"{what}: {_quoted(theirs[0].claim)}" if theirs else f"{what}."


def _would_change(
    names: Sequence[str],
    up: bool,
    theirs: Sequence[Argument],
    against: Sequence[Argument],
    evidence: Mapping[str, Evidence],
) -> str:
    who = _and(names)
    if against:
        return f"{who} would be right if this turned out not to hold: {_grounds(against[0], evidence)}"
    if theirs:
        return f"{who} would be right if there were more to confirm this: {_grounds(theirs[0], evidence)}"
    direction = "for yes" if up else "for no"
    return f"{who} would be right if there were evidence {direction}; so far none was cited."


def _grounds(argument: Argument, evidence: Mapping[str, Evidence]) -> str:
    pieces = [evidence[piece] for piece in argument.evidence[:3] if piece in evidence]
    where = ", ".join(f"{piece.id} {piece.source} {piece.locator}".strip() for piece in pieces)
    return f"{_quoted(argument.claim)} [{where[:CLAIM_QUOTED_MAX]}]"


def _quoted(claim: str) -> str:
    return claim if len(claim) <= CLAIM_QUOTED_MAX else f"{claim[: CLAIM_QUOTED_MAX - 3]}..."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
