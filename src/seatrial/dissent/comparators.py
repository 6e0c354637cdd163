"""Simpler ways to decide, always computed beside the panel: does the panel beat them? Pure.

`majority` and `most_confident` read the sealed ballots, `self_consistency` asks one persona several times, and
`choose_best_single` names whoever was best alone on other, labelled cases: never on the case at hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from seatrial.core.draws import draws
from seatrial.core.errors import ProviderError
from seatrial.dissent.analyst import Analyst, Statement
from seatrial.dissent.persona import Persona
from seatrial.dissent.pooling import is_probability
from seatrial.dissent.records import Ballot, Case, Decision, Evidence
from seatrial.runtime.task import Ctx

KEPT = 0.7
"""Share of the evidence that an embedded analyst sees in each try."""
TRIES_MAX = 20
_TIE = 1e-9


def majority(ballots: Sequence[Ballot]) -> float:
    """Return the share of votes for yes, which a ballot at or above one half is; who abstained has no vote."""
    votes = _voting(ballots)
    return sum(ballot.p >= 0.5 for ballot in votes) / len(votes)


def most_confident(ballots: Sequence[Ballot]) -> float:
    """Return the ballot furthest from one half; of several as far, their mean. Who abstained is not confident."""
    votes = _voting(ballots)
    furthest = max(abs(ballot.p - 0.5) for ballot in votes)
    tied = [ballot.p for ballot in votes if abs(ballot.p - 0.5) >= furthest - _TIE]
    return math.fsum(tied) / len(tied)


def _voting(ballots: Sequence[Ballot]) -> Sequence[Ballot]:
    """Return the ballots of those who said something; where nobody did, the priors are all there is."""
    return [ballot for ballot in ballots if not ballot.abstained] or ballots


def sealed_ballots(decision: Decision) -> dict[str, Ballot]:
    """Return everybody's first ballot, by panellist."""
    return {ballot.panellist: ballot for ballot in decision.ballots if ballot.round == 0}


def choose_best_single(cases: Sequence[Case], decisions: Mapping[str, Decision]) -> str:
    """Return the panellist whose sealed ballots have the lowest Brier score on labelled cases; "" without any.

    Args:
        cases: The fitting cases; never those that the comparator is then measured on.
        decisions: By case id.
    """
    errors: dict[str, list[float]] = {}
    for case in cases:
        if case.label is not None and case.id in decisions:
            for name, ballot in sealed_ballots(decisions[case.id]).items():
                errors.setdefault(name, []).append((ballot.p - case.label) ** 2)
    if not errors:
        return ""
    return min(sorted(errors), key=lambda name: math.fsum(errors[name]) / len(errors[name]))


async def self_consistency(
    ctx: Ctx,
    case: Case,
    persona: Persona,
    analyst: Analyst,
    *,
    first: float | None,
    times: int,
    characters_max: int | None = None,
) -> float | None:
    """Return the mean of several independent tries of one persona; None when none came to anything.

    A model is asked again, each time with another seed, `first` being its first try. Embedded analysts always say the
    same, so each try of theirs sees another part of the evidence, kept or left out piece by piece.

    Args:
        ctx: The panel's.
        case: What the persona may read.
        persona: Who is asked.
        analyst: Who runs it.
        first: The persona's sealed ballot; None when it abstained.
        times: Tries in all, at least 1.
        characters_max: Of all tries of a model together, but the first.

    Source: after Wang et al., "Self-Consistency Improves Chain of Thought Reasoning", ICLR 2023, which takes the vote.
    """

    async def again(ctx: Ctx) -> float | None:
        try:
            return _p_of(await analyst.sealed(ctx, case, persona))
        except ProviderError:
            return None

    if analyst.requests_max:
        share = None if characters_max is None else characters_max // max(1, times - 1)
        tries = await ctx.gather(*[again] * (times - 1), characters_max=share)
        if times == 1 or any(p is not None for p in tries):  # one try alone is no comparison with itself
            tries = [first, *tries]
    else:
        parts = _parts(ctx, case.evidence, times)
        tries = [_p_of(await analyst.sealed(ctx, _with(case, part), persona)) for part in parts]
    answered = [p for p in tries if p is not None]
    return math.fsum(answered) / len(answered) if answered else None


def _p_of(said: Statement) -> float | None:
    return said.p if not said.abstained and is_probability(said.p) else None


def _parts(ctx: Ctx, evidence: Sequence[Evidence], times: int) -> list[list[Evidence]]:
    parts: list[list[Evidence]] = [[] for _ in range(times)]
    for piece in evidence:
        # One draw for all tries, keyed by the piece: one more piece never changes what becomes of the others.
        for part, number in zip(parts, draws(times, ctx.seed, "panel.kept", ctx.lane, piece.id), strict=True):
            if number < KEPT:
                part.append(piece)
    return parts


def _with(case: Case, evidence: Sequence[Evidence]) -> Case:
    return Case(id=case.id, question=case.question, evidence=tuple(evidence), unknown=case.unknown)
