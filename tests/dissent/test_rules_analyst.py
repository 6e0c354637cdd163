"""Claims about the embedded analyst: its rules decide, more of one kind counts less and less, openness scales."""

import asyncio
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitting import case_of, piece

from seatrial.dissent.analyst import Own, Statement
from seatrial.dissent.persona import Persona, Rule, When
from seatrial.dissent.pooling import expit, logit
from seatrial.dissent.records import SEVERITIES, Argument, Ballot, Case, Evidence, Severity
from seatrial.dissent.rules_analyst import RulesAnalyst, diminishing, meets, weigh
from seatrial.runtime.task import Ctx

LATE = Rule(when=When(rules=("late",)), weight=1.5, claim="It came late.")
PAID = Rule(when=When(says=(" paid already ",)), weight=-2.0, claim="It was paid already.")
CLOCK = Rule(when=When(rules=("clock",)), undercuts=When(rules=("late",)), claim="The clock was wrong.")

nobody = cast("Ctx", None)


def sealed(case: Case, **fields: Any) -> Statement:
    return asyncio.run(RulesAnalyst().sealed(nobody, case, Persona(name="a", **fields)))


def rebut(case: Case, own: Own, *others: Argument, **fields: Any) -> Statement:
    return asyncio.run(RulesAnalyst().rebut(nobody, case, Persona(name="a", **fields), own, others))


def argued(id_: str, p: float, *evidence: str, round_: int = 0, attacks: tuple[str, ...] = ()) -> Argument:
    stance = "yes" if p > 0.5 else "no" if p < 0.5 else "neutral"
    return Argument(
        id=id_, panellist="", round=round_, stance=stance, claim="So.", evidence=evidence, p=p, attacks=attacks
    )


def at(p: float, *arguments: Argument, reads: tuple[str, ...] = (), round_: int = 0) -> Own:
    return Own(ballot=Ballot(panellist="a", round=round_, p=p), arguments=arguments, reads=reads)


def test_without_evidence_it_holds_its_prior():
    assert sealed(case_of(), prior=0.3, rules=(LATE,)).p == pytest.approx(0.3)


def test_each_rule_adds_its_weight_and_argues_from_its_evidence():
    case = case_of(piece("e1", rule="late"), piece("e2", says="It was paid, already."), piece("e3"))
    said = sealed(case, prior=0.4, rules=(LATE, PAID))
    assert logit(said.p) == pytest.approx(logit(0.4) + 1.5 - 2.0)
    assert [(d.stance, d.claim, d.evidence) for d in said.arguments] == [
        ("no", "It was paid already.", ("e2",)),
        ("yes", "It came late.", ("e1",)),
    ]
    assert [logit(d.p) for d in said.arguments] == pytest.approx([-2.0, 1.5])


@pytest.mark.parametrize(
    ("when", "met"),
    [
        (When(sources=("bandit",)), True),
        (When(sources=("rules",)), False),
        (When(rules=("b602",)), True),
        (When(rules=("b6",)), False),
        (When(says=(" shell true ",)), True),
        (When(says=(" in the span ",)), True),
        (When(says=(" shell tru ",)), False),
        (When(severity="high"), True),
        (When(severity="critical"), False),
        (When(sources=("bandit",), says=(" nowhere ",)), False),
    ],
)
def test_all_that_a_rule_asks_for_must_hold(when: When, met: bool):
    evidence = Evidence(
        id="e", source="Bandit", rule="B602", says="shell=True is used", span="in the SPAN", severity="high"
    )
    assert meets(evidence, when) is met


def test_twenty_findings_of_one_kind_are_not_twenty_reasons():
    assert [diminishing(count) for count in (1, 2, 3)] == [1.0, 1.5, 1.75]
    many = case_of(*(piece(f"e{number}", rule="late") for number in range(50)))
    said = sealed(many, rules=(LATE,))
    assert logit(said.p) == pytest.approx(3.0)
    assert len(said.arguments) == 1
    assert len(said.arguments[0].evidence) == 20


def test_evidence_that_no_rule_is_about_counts_by_its_severity():
    case = case_of(piece("e1", severity="high"), piece("e2", severity="low"), piece("e3", severity="high", rule="late"))
    said = sealed(case, rules=(LATE,), severity={"high": 0.8})
    assert logit(said.p) == pytest.approx(1.5 + 0.8)
    assert {d.evidence for d in said.arguments} == {("e3",), ("e1",)}


def test_what_is_undercut_counts_for_nothing():
    case = case_of(piece("e1", rule="late"), piece("e2", rule="clock"))
    said = sealed(case, prior=0.4, rules=(LATE, CLOCK), severity={"info": 3.0})
    assert said.p == pytest.approx(0.4)
    assert [(d.stance, d.evidence) for d in said.arguments] == [("neutral", ("e2",))]


severities = st.sampled_from(SEVERITIES)
kinds = st.sampled_from(["late", "clock", "other"])
evidences = st.lists(st.tuples(kinds, severities), max_size=8)


@given(evidences, severities)
def test_evidence_for_yes_never_lowers_p(found: list[tuple[str, Severity]], severity: Severity):
    rules = (LATE, PAID)
    pieces = [piece(f"e{number}", severity=level, rule=rule) for number, (rule, level) in enumerate(found)]
    before = sum(reason.log_odds for reason in weigh(pieces, Persona(name="a", rules=rules)))
    more = [*pieces, piece("new", severity=severity, rule="late")]
    assert sum(reason.log_odds for reason in weigh(more, Persona(name="a", rules=rules))) >= before


@given(evidences)
def test_everything_cited_is_there(found: list[tuple[str, Severity]]):
    pieces = [piece(f"e{number}", severity=level, rule=rule) for number, (rule, level) in enumerate(found)]
    said = sealed(case_of(*pieces), rules=(LATE, PAID, CLOCK), severity={"high": 1.0, "low": -0.3})
    ids = {p.id for p in pieces}
    assert all(d.evidence and ids.issuperset(d.evidence) for d in said.arguments)
    assert 0 < said.p < 1


def test_others_evidence_is_taken_up_as_far_as_one_is_open_to_it():
    case = case_of(piece("e1"), piece("e2"))
    others = (argued("A1", 0.9, "e2"), argued("A2", 0.8, "e2"), argued("A3", 0.99, "e1"))
    said = rebut(case, at(0.5, reads=("e1",)), *others, openness=0.5)
    assert logit(said.p) == pytest.approx(0.5 * logit(0.9))
    assert [(d.stance, d.evidence) for d in said.arguments] == [("yes", ("e2",))]
    assert rebut(case, at(0.5, reads=("e1",)), *others, openness=0.0) == Statement(p=0.5)


def test_new_evidence_is_read_by_ones_own_rules_first():
    case = case_of(piece("e1"), piece("e2", rule="late"))
    said = rebut(case, at(0.5, reads=("e1",)), argued("A1", 0.05, "e2"), openness=1.0, rules=(LATE,))
    assert logit(said.p) == pytest.approx(1.5)
    assert said.arguments[0].claim == "It came late."


def test_without_anything_new_it_stays_whatever_the_others_say():
    case = case_of(piece("e1"), piece("e2"))
    others = [argued(f"A{number}", 0.99, "e1", "e2") for number in range(9)]
    assert rebut(case, at(0.2, reads=("e1", "e2")), *others, openness=1.0) == Statement(p=0.2)


def test_an_argument_that_was_undercut_is_given_up():
    mine = argued("A1", expit(1.5), "e1")
    attack = argued("A2", 0.5, "e2", round_=1, attacks=("A1",))
    case = case_of(piece("e1"), piece("e2"))
    own = at(expit(1.0), mine, reads=("e1", "e2"), round_=1)
    said = rebut(case, own, attack, openness=0.5)
    assert logit(said.p) == pytest.approx(1.0 - 0.75)
    assert said.conceded == ("A1",)
    hollow = argued("A3", 0.5, "e1", round_=1, attacks=("A1",))
    assert rebut(case, own, hollow, openness=0.5) == Statement(p=own.ballot.p)
    answered = argued("A2", 0.5, "e2", round_=0, attacks=("A1",))
    assert rebut(case, own, answered, openness=0.5).conceded == ()


def test_it_attacks_arguments_that_rest_on_nothing_but_what_its_rule_undercuts():
    case = case_of(piece("e1", rule="late"), piece("e2", rule="clock"), piece("e3"))
    others = (argued("A1", 0.8, "e1"), argued("A2", 0.8, "e1", "e3"), argued("A3", 0.2, "e1"), argued("A4", 0.8, "e3"))
    said = rebut(case, at(0.5, reads=("e1", "e2", "e3")), *others, rules=(CLOCK,))
    assert [(d.stance, d.evidence, d.attacks) for d in said.arguments] == [
        ("no", ("e2",), ("A1",)),
        ("yes", ("e2",), ("A3",)),
    ]
    assert said.p == 0.5
