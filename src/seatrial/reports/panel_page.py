"""A panel's decision as one HTML file: the debate in words and as a graph. Nothing fetched, no script, all escaped.

Called by `seatrial panel decide --html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Template

from seatrial.dissent.figures import probability
from seatrial.dissent.records import Argument, Ballot, Case, Decision
from seatrial.reports.argument_graph import NODE_HEIGHT, argument_graph
from seatrial.reports.debate import (
    COMPARATORS,
    calibration_words,
    cited_words,
    moved_words,
    numbered,
    pools_words,
    stopped_words,
)
from seatrial.reports.page_parts import Inline, environment, inline
from seatrial.reports.printable import printable

ARGUMENTS_MAX = 400
EVIDENCE_MAX = 400
DROPPED_MAX = 100
TEXT_CHARS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """An argument, ready to be shown."""

    number: str
    stance: str
    p: str
    claim: str
    cites: str
    against: str


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands after a round."""

    who: str
    role: str
    p: float
    what: str
    refused: bool
    arguments: tuple[Said, ...]


def panel_page(case: Case, decision: Decision, roles: Mapping[str, str]) -> str:
    """Return the page.

    Args:
        case: What was asked.
        decision: What came of it.
        roles: Panellist -> role.
    """
    templates = _templates()
    rounds = {number: _round(number, case, decision, roles) for number in sorted({b.round for b in decision.ballots})}
    numbers = numbered(decision)
    minority = [numbers[name] for name in decision.minority.arguments if name in numbers]
    return templates.page.render(
        case=case,
        decision=decision,
        calibration=calibration_words(decision),
        pools=pools_words(decision),
        stopped=stopped_words(decision),
        rounds=rounds,
        minority=minority,
        graph=argument_graph(case, decision),
        node_height=NODE_HEIGHT,
        comparators={COMPARATORS.get(name, name): p for name, p in decision.comparators.items()},
        evidence=case.evidence[:EVIDENCE_MAX],
        evidence_left=max(0, len(case.evidence) - EVIDENCE_MAX),
        arguments_left=max(0, len(decision.arguments) - ARGUMENTS_MAX),
        dropped=decision.dropped[:DROPPED_MAX],
        dropped_left=max(0, len(decision.dropped) - DROPPED_MAX),
        css=templates.css,
    )


def _round(number: int, case: Case, decision: Decision, roles: Mapping[str, str]) -> list[Stand]:
    before: Mapping[str, Ballot] = {b.panellist: b for b in decision.ballots if b.round == number - 1}
    numbers, evidence = numbered(decision), {piece.id: piece for piece in case.evidence}
    shown = decision.arguments[:ARGUMENTS_MAX]

    def said(argument: Argument) -> Said:
        return Said(
            number=numbers[argument.id],
            stance=argument.stance,
            p=probability(argument.p),
            claim=argument.claim,
            cites=cited_words(argument, evidence, 20),
            against=", ".join(numbers.get(target, target) for target in argument.attacks),
        )

    return [
        Stand(
            who=ballot.panellist,
            role=roles.get(ballot.panellist, ""),
            p=ballot.p,
            what=moved_words(before.get(ballot.panellist), ballot, numbers)
            if number or ballot.abstained
            else "sealed ballot",
            refused=ballot.refused is not None,
            arguments=tuple(said(a) for a in shown if a.round == number and a.panellist == ballot.panellist),
        )
        for ballot in decision.ballots
        if ballot.round == number
    ]


def _shown(text: object, chars_max: int = TEXT_CHARS_MAX) -> str:
    return printable(str(text), chars_max)


@dataclass(frozen=True, slots=True)
class _Templates:
    page: Template
    css: Inline


@cache
def _templates() -> _Templates:
    load = environment({"shown": _shown, "probability": probability}).get_template
    return _Templates(load("panel.html.jinja"), inline("report.css", "panel.css"))
