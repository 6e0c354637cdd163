"""A panel's decision as a debate to be read on a terminal: who said what, citing what, who moved and why.

Returns lines; prints nothing. Everything that a case or a model says passes through `printable`. Called by
`seatrial panel decide`, and by `seatrial show` for a trace, which anybody may have written: what is shown is bounded.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from seatrial.dissent.figures import probability
from seatrial.dissent.records import UNCALIBRATED, Argument, Ballot, Case, Decision, Evidence
from seatrial.reports.printable import printable
from seatrial.reports.style import Style

CLAIM_CHARS_MAX = 400
DROPPED_SHOWN = 8
UNKNOWN_SHOWN = 40
COMPARATORS_SHOWN = 8
ROUNDS_SHOWN = 8
BALLOTS_SHOWN = 40
"""In one round: more than a panel has seats."""
ARGUMENTS_SHOWN = 40
"""Of one panellist in one round: more than are let in."""
STANCES = {"yes": "yes", "no": "no ", "neutral": "neutral"}
"""In words: a sign before a probability would be read as a number below nought."""
_CLAIM_COLUMN = 16
STOPPED = {
    "certain": "the panel was certain",
    "nothing_new": "nothing new was said",
    "rounds": "the rounds were over",
    "budget": "the budget was spent",
    "off": "debate is off",
}
COMPARATORS = {
    "best_single": "the best panellist alone",
    "majority": "a majority vote",
    "self_consistency": "one panellist asked several times",
    "most_confident": "the most confident panellist",
}


def debate_lines(case: Case, decision: Decision, roles: Mapping[str, str], style: Style) -> Iterator[str]:
    """Yield a decision and how it was reached.

    Args:
        case: What was asked.
        decision: What came of it.
        roles: Panellist -> role.
        style: Of the terminal.
    """
    yield from _wrapped(style.bold, printable(case.question), style, "")
    yield style.dim(printable(f"{case.id}: {len(case.evidence):,} pieces of evidence, {len(roles):,} panellists", 200))
    yield ""
    yield from _head(decision, style)
    yield ""
    numbers, evidence = numbered(decision), {piece.id: piece for piece in case.evidence}
    said = _by_speaker(decision.arguments)
    for number in sorted({ballot.round for ballot in decision.ballots})[:ROUNDS_SHOWN]:
        yield from _round(number, decision, roles, numbers, said, evidence, style)
        yield ""
    yield from _minority(decision, numbers, style)
    yield ""
    yield from _rest(decision, style)


def numbered(decision: Decision) -> dict[str, str]:
    """Return the number that each argument goes by on paper: id -> ``A1``, in the order made."""
    return {argument.id: f"A{number}" for number, argument in enumerate(decision.arguments, 1)}


def calibration_words(decision: Decision) -> str:
    """Return how far the probability may be relied upon."""
    if decision.calibration == UNCALIBRATED:
        return "uncalibrated: an opinion, not a frequency"
    low, high = decision.interval
    return f"95 % interval {probability(low)} to {probability(high)}, calibrated by {decision.calibration}"


def moved_words(before: Ballot | None, ballot: Ballot, numbers: Mapping[str, str]) -> str:
    """Return what became of a ballot in a round of debate, and why."""
    if ballot.abstained:
        return "abstains"
    if ballot.refused is not None and not ballot.moved_by:
        return f"stays; asked for {probability(ballot.refused)} and was refused: nothing new was cited for it"
    if before is None or abs(before.p - ballot.p) < 5e-4:
        return "stays"
    if before.abstained and not ballot.moved_by:
        return "its first ballot"
    causes = ", ".join(numbers.get(cause, cause) for cause in ballot.moved_by[:8])
    moved = f"{probability(before.p)} -> {probability(ballot.p)}"
    moved = f"{moved}, moved by {causes}" if causes else moved
    if ballot.refused is None:
        return moved
    return f"{moved}; asked for {probability(ballot.refused)}, which is further than that weighs"


def cited_words(argument: Argument, evidence: Mapping[str, Evidence], most: int = 4) -> str:
    """Return what an argument cites, and where that stands."""
    parts = [_place(evidence[piece]) if piece in evidence else piece for piece in argument.evidence[:most]]
    more = len(argument.evidence) - len(parts)
    return "; ".join([*parts, *([f"{more} more"] if more > 0 else [])])


def stopped_words(decision: Decision) -> str:
    """Return why the debate ended, or why there was none."""
    if not _debated(decision):
        return f"There was no debate: {STOPPED.get(decision.stopped, decision.stopped)}."
    return f"The debate ended because {STOPPED.get(decision.stopped, decision.stopped)}."


def pools_words(decision: Decision) -> str:
    """Return what the panel's pool was before the debate, and what it was after, if there was one."""
    sealed = f"Pool of the sealed ballots {probability(decision.sealed.p)}"
    return f"{sealed}, after the debate {probability(decision.final.p)}" if _debated(decision) else sealed


def _debated(decision: Decision) -> bool:
    return any(ballot.round for ballot in decision.ballots)


def _by_speaker(arguments: Sequence[Argument]) -> dict[tuple[str, int], list[Argument]]:
    """Return arguments by who made them in which round."""
    found: dict[tuple[str, int], list[Argument]] = {}
    for argument in arguments:
        found.setdefault((argument.panellist, argument.round), []).append(argument)
    return found


def _place(piece: Evidence) -> str:
    return " ".join(part for part in (piece.id, piece.source, piece.locator) if part)


def _head(decision: Decision, style: Style) -> Iterator[str]:
    outcome = printable(decision.outcome, 60)
    cells = max(0, min(20, round(decision.p * 20)))
    yield f"{style.bold(outcome)}   {style.bar(cells, 20)} {probability(decision.p)}   " + style.dim(
        printable(calibration_words(decision), 120)
    )
    yield style.dim(f"{pools_words(decision)}. {printable(stopped_words(decision), 200)}")


def _round(
    number: int,
    decision: Decision,
    roles: Mapping[str, str],
    numbers: Mapping[str, str],
    said: Mapping[tuple[str, int], Sequence[Argument]],
    evidence: Mapping[str, Evidence],
    style: Style,
) -> Iterator[str]:
    before = {ballot.panellist: ballot for ballot in decision.ballots if ballot.round == number - 1}
    title = "Round 0: sealed, nobody knows what the others say" if number == 0 else f"Round {number}: in answer"
    yield style.bold(title)
    for ballot in islice((ballot for ballot in decision.ballots if ballot.round == number), BALLOTS_SHOWN):
        who = printable(ballot.panellist, 40)
        role = printable(roles.get(ballot.panellist, ""), 40)
        what = moved_words(before.get(ballot.panellist), ballot, numbers) if number else ""
        if number == 0 and ballot.abstained:
            what = "abstains"
        tail = f"   {printable(what, 300)}" if what else ""
        line = f"  {style.bold(who)}{style.dim(f' ({role})') if role and role != who else ''}   {probability(ballot.p)}"
        yield line + (style.odd(tail) if ballot.refused is not None else tail)
        for argument in said.get((ballot.panellist, number), ())[:ARGUMENTS_SHOWN]:
            yield from _argument(argument, numbers, evidence, style)


def _argument(
    argument: Argument, numbers: Mapping[str, str], evidence: Mapping[str, Evidence], style: Style
) -> Iterator[str]:
    colour = {"yes": style.good, "no": style.bad}.get(argument.stance, style.odd)
    label = f"{numbers[argument.id]:>4}"
    sign = STANCES[argument.stance]
    attacks = ", ".join(numbers.get(target, target) for target in argument.attacks)
    claim = printable(argument.claim, CLAIM_CHARS_MAX)
    claim += printable(f" (against {attacks})", CLAIM_CHARS_MAX) if attacks else ""
    first, *rest = textwrap.wrap(claim, max(20, style.width - _CLAIM_COLUMN)) or [""]
    yield f"  {label} {colour(sign)} {probability(argument.p)} {first}"
    for line in rest:
        yield f"{'':{_CLAIM_COLUMN}}{line}"
    cited = printable(f"[{cited_words(argument, evidence)}]", CLAIM_CHARS_MAX)
    for line in textwrap.wrap(cited, max(20, style.width - _CLAIM_COLUMN)):
        yield f"{'':{_CLAIM_COLUMN}}{style.dim(line)}"


def _minority(decision: Decision, numbers: Mapping[str, str], style: Style) -> Iterator[str]:
    minority = decision.minority
    yield style.bold("Minority report")
    if not minority.panellists or minority.alike:
        yield "  Nobody saw it otherwise."
    else:
        yield from _wrapped(str, printable(minority.says, 1_000), style, "  ")
    if minority.arguments and not minority.alike:
        names = ", ".join(numbers.get(name, name) for name in minority.arguments[:8])
        yield style.dim(printable(f"  strongest arguments: {names}", 200))
    if minority.would_change:
        yield style.bold("What would change the decision")
        yield from _wrapped(str, printable(minority.would_change, 1_000), style, "  ")


def _rest(decision: Decision, style: Style) -> Iterator[str]:
    if decision.unknown:
        yield style.odd("Not looked into, so that 'no' is never more than unknown:")
        for what in decision.unknown[:UNKNOWN_SHOWN]:
            yield from _wrapped(str, printable(what, 500), style, "  ")
    ways = [
        f"{COMPARATORS.get(name, printable(name, 40))} {probability(p)}"
        for name, p in islice(decision.comparators.items(), COMPARATORS_SHOWN)
    ]
    if ways:
        yield from _wrapped(style.dim, f"Simpler ways would have said: {', '.join(ways)}.", style, "")
    if decision.dropped:
        yield style.dim(f"{len(decision.dropped):,} did not count:")
        for why in decision.dropped[:DROPPED_SHOWN]:
            yield from _wrapped(style.dim, printable(why, 300), style, "  ")
        if len(decision.dropped) > DROPPED_SHOWN:
            yield style.dim(f"  and {len(decision.dropped) - DROPPED_SHOWN:,} more")
    if decision.cost.requests:
        cost = decision.cost
        yield style.dim(
            f"It took {cost.requests:,} requests, {cost.characters:,} characters and {cost.ms / 1000:.1f} s."
        )


def _wrapped(paint: Callable[[str], str], text: str, style: Style, indent: str) -> Iterator[str]:
    for line in textwrap.wrap(text, max(20, style.width - len(indent))) or [""]:
        yield indent + paint(line)
