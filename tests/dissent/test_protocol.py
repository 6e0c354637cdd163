"""Claims about the panel: sealed first, arguments that cite, moves that are explained, an end for every debate."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sitting import Scripted, Told, case_of, debated, decided, no, people, piece, run, said, yes

from seatrial.core.errors import ProviderError
from seatrial.core.trace import Header, decode_trace, encode_row, encode_trace
from seatrial.dissent.analyst import Draft, Own, Statement
from seatrial.dissent.calibration import Calibration, Curve, panel_digest
from seatrial.dissent.monitoring import reasoned
from seatrial.dissent.persona import Persona, Rule, When
from seatrial.dissent.pooling import P_MIN, logit, pool
from seatrial.dissent.protocol import Outcomes, Settings, panel, panel_args, standard_analysts
from seatrial.dissent.records import UNCALIBRATED, Argument, Ballot, Case, Decision
from seatrial.runtime.task import Ctx, replay_task

OPEN = Settings(band=(0.0, 1.0))
BOTH = case_of(piece("e1", "orders"), piece("e2", "letters"))


def curve(slope: float = 1.0, shift: float = 0.0, **fields: Any) -> Calibration:
    return Calibration(
        id="cal-x", slope=slope, shift=shift, covariance=(0.01, 0.0, 0.01), cases=50, positives=25, **fields
    )


def ballots(decision: Decision, round_: int) -> dict[str, Ballot]:
    return {ballot.panellist: ballot for ballot in decision.ballots if ballot.round == round_}


def number_of(others: tuple[Argument, ...], claim: str) -> str:
    return next(argument.id for argument in others if argument.claim == claim)


# Sealed


def test_first_ballots_are_sealed_and_the_label_is_nobodys_to_see():
    told = Told({"a": [said(0.9, yes("A", "e1"))], "b": [said(0.2, no("B", "e2"))]})
    case = msgspec.structs.replace(BOTH, label=True, group="customer 7")
    ran = run(case, people("a", "b"), analysts={"told": told}, settings=OPEN)
    assert [own for _, _, own, _ in told.shown[:2]] == [None, None]
    assert all(shown.label is None and shown.group == "" for _, shown, _, _ in told.shown)
    assert "customer 7" not in str(ran.rows)


def test_everybody_sees_only_what_it_reads():
    told = Told({"a": [said(0.5, yes("A", "e2"), yes("A", "e1"))], "b": [said(0.5)]})
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    decision = decided(BOTH, panel_, analysts={"told": told})
    shown = {name: [p.id for p in case.evidence] for name, case, own, _ in told.shown if own is None}
    assert shown == {"a": ["e1"], "b": ["e1", "e2"]}
    assert [argument.evidence for argument in decision.arguments] == [("e1",)]
    assert decision.dropped == ("a, round 0: cites evidence that it has not seen (e2): A",)
    assert decision.miscited == 1


def test_seats_are_drawn_by_name_and_seed():
    def order(seed: int, *names: str) -> list[str]:
        script = {name: [said(0.5)] for name in names}
        return [ballot.panellist for ballot in debated(script, BOTH, seed=seed).ballots]

    assert order(1, "a", "b", "c") == order(1, "c", "a", "b")
    assert len({tuple(order(seed, "a", "b", "c")) for seed in range(30)}) == 6
    without = [name for name in order(1, "a", "b", "c") if name != "b"]
    assert order(1, "a", "c") == without


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (yes("A", "e9"), "cites evidence that is not there (e9)"),
        (yes("A"), "cites no evidence"),
        (yes(" ", "e1"), "claims nothing"),
        (yes("A" * 501, "e1"), "its claim is longer than 500 characters"),
        (yes("A", *["e1"] * 21), "cites too much"),
        (yes("A", "e1", p=1.5), "its p is no probability"),
        (yes("A", "e1", p=float("nan")), "its p is no probability"),
        (yes("A", "e1", attacks=("A1",)), "attacks an argument that is not there (A1)"),
    ],
)
def test_arguments_that_do_not_hold_are_dropped_and_counted(draft: Draft, why: str):
    decision = debated({"a": [said(0.6, draft, yes("Good.", "e1"))]}, BOTH)
    assert [argument.claim for argument in decision.arguments] == ["Good."]
    assert decision.dropped == (f"a, round 0: {why}: {draft.claim[:80]}",)
    assert decision.miscited == ("no evidence" in why or "not there" in why)


def test_nobody_floods_the_panel_with_arguments():
    decision = debated({"a": [said(0.6, *(yes(f"{number}", "e1") for number in range(100)))]}, BOTH)
    assert len(decision.arguments) == 12
    assert len(decision.dropped) == 20
    assert decision.dropped[-1] == "a, round 0: 69 more arguments do not count"
    assert decision.miscited == 0
    astray = debated({"a": [said(0.6, *(yes(f"{number}", "e9") for number in range(100)))]}, BOTH)
    assert (len(astray.dropped), astray.miscited) == (20, 100)


def test_a_p_that_is_none_is_an_abstention_at_the_prior():
    decision = debated({"a": [said(float("nan"), yes("A", "e1"))], "b": [said(0.9)]}, BOTH)
    assert ballots(decision, 0)["a"] == Ballot(panellist="a", round=0, p=0.5, abstained=True)
    assert decision.arguments == ()
    assert decision.dropped == ("a, round 0: abstained: its p is no probability",)


# Debate


def test_authors_are_hidden_behind_numbers():
    told = Told({"a": [said(0.6, yes("A", "e1"))], "b": [said(0.4, no("B", "e2"))], "c": [said(0.5)]})
    decided(BOTH, people("a", "b", "c"), analysts={"told": told}, settings=OPEN)
    shown = {name: (own, others) for name, _, own, others in told.shown if own is not None}
    assert {argument.id for argument in shown["c"][1]} == {"A1", "A2"}
    assert all(argument.panellist == "" for _, others in shown.values() for argument in others)
    own, others = shown["a"]
    assert own is not None
    assert [argument.claim for argument in own.arguments] == ["A"]
    assert [argument.claim for argument in others] == ["B"]
    assert own.arguments[0].id != others[0].id


def test_the_numbers_do_not_follow_the_seats():
    def first_by(seed: int) -> tuple[str, str]:
        told = Told({name: [said(0.5, yes(name, "e1"))] for name in "abc"} | {"z": [said(0.5)]})
        decision = decided(BOTH, people("a", "b", "c", "z"), analysts={"told": told}, settings=OPEN, seed=seed)
        others = next(others for name, _, own, others in told.shown if name == "z" and own is not None)
        return decision.arguments[0].claim, others[0].claim

    assert len({first == shown for first, shown in map(first_by, range(12))}) == 2


def test_a_ballot_moves_for_evidence_it_had_not_read():
    take = said(0.7, yes("New to me.", "e2", p=0.9))
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    decision = debated({"a": [said(0.3), take], "b": [said(0.8, yes("B", "e2"))]}, BOTH, panel_)
    assert ballots(decision, 1)["a"] == Ballot(panellist="a", round=1, p=0.7, moved_by=("e2",))
    assert decision.final.raw == pytest.approx(pool([0.7, 0.8]))
    assert decision.sealed.raw == pytest.approx(pool([0.3, 0.8]))


def test_evidence_that_nobody_has_cited_stays_unseen():
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    take = said(0.7, yes("New to me.", "e2"))
    decision = debated({"a": [said(0.3), take], "b": [said(0.8, yes("B", "e1"))]}, BOTH, panel_)
    assert ballots(decision, 1)["a"].refused == 0.7


@pytest.mark.parametrize(
    "rebuttal",
    [
        said(0.8),
        said(0.8, yes("They are right.", "e1")),
        said(0.8, yes("They are right.", "e9")),
        said(0.8, conceded=("A1", "A2", "A3")),
    ],
)
def test_conformity_is_refused_and_on_record(rebuttal: Statement):
    decision = debated(
        {"a": [said(0.2, no("A", "e1")), rebuttal], "b": [said(0.8, yes("B", "e1"))], "c": [said(0.8)]}, BOTH
    )
    assert ballots(decision, 1)["a"] == Ballot(panellist="a", round=1, p=0.2, refused=0.8)
    assert decision.final.raw == pytest.approx(decision.sealed.raw)


def test_what_was_read_but_not_cited_before_is_not_new():
    first_cited = said(0.8, yes("I had overlooked it.", "e2"))
    decision = debated({"a": [said(0.3, no("A", "e1")), first_cited], "b": [said(0.8, yes("B", "e2"))]}, BOTH)
    assert ballots(decision, 1)["a"].refused == 0.8


def test_nobody_becomes_certain():
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    script = {"a": [said(0.5), said(1.0, yes("New.", "e2", p=1.0))], "b": [said(0.0, yes("B", "e2"))]}
    decision = debated(script, BOTH, panel_)
    assert ballots(decision, 1)["a"].p == 1 - P_MIN
    assert ballots(decision, 0)["b"].p == P_MIN


class Down(Told):
    """An embedded analyst that needs a provider, which is down."""

    async def sealed(self, ctx: Ctx, case: Case, persona: Persona) -> Statement:
        raise ProviderError("down", code="provider.down")

    async def rebut(self, ctx: Ctx, case: Case, persona: Persona, own: Own, others: tuple[Argument, ...]) -> Statement:
        raise ProviderError("down", code="provider.down")


def test_an_analyst_whose_provider_is_down_abstains_and_the_others_decide():
    analysts = {"told": Told({"b": [said(0.6, yes("B", "e1"))]}), "down": Down({}, requests_max=1)}
    panel_ = (Persona(name="a", analyst="down", prior=0.4), Persona(name="b", analyst="told", role="believer"))
    decision = decided(BOTH, panel_, analysts=analysts, settings=OPEN)
    assert ballots(decision, 1)["a"] == Ballot(panellist="a", round=1, p=0.4, abstained=True)
    assert decision.final.raw == pytest.approx(pool([0.4, 0.6]))
    why = [line.split(": ", 1)[1] for line in decision.dropped]
    assert why == ["abstained: it could not be asked: provider.down"] * 2
    assert "self_consistency" not in decision.comparators


def test_new_evidence_is_new_once():
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    script = {
        "a": [said(0.3), said(0.5, yes("New.", "e2")), said(0.7, yes("And together with the other.", "e1", "e2"))],
        "b": [said(0.8, yes("B", "e2"))],
    }
    decision = debated(script, BOTH, panel_)
    assert ballots(decision, 1)["a"].p == 0.5
    assert ballots(decision, 2)["a"] == Ballot(panellist="a", round=2, p=0.5, refused=0.7)


def test_new_evidence_for_one_side_is_no_reason_to_move_to_the_other():
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    decision = debated(
        {"a": [said(0.3), said(0.8, no("For no.", "e2"))], "b": [said(0.8, yes("B", "e2"))]}, BOTH, panel_
    )
    assert ballots(decision, 1)["a"].refused == 0.8


HALF = 0.5


@pytest.mark.parametrize(
    ("rebuttal", "reach"),
    [
        (said(0.95, yes("A trifle.", "e2", p=0.55)), logit(0.55)),
        (said(0.95, yes("A trifle.", "e2", p=0.55), yes("In other words.", "e2", p=0.55)), logit(0.55)),
        (said(0.95, yes("A trifle.", "e2", p=0.55), yes("Or more.", "e2", p=0.6)), logit(0.6)),
        (said(0.95, yes("With much that is old.", "e1", "e2", p=0.8)), logit(0.8) / 2),
        (said(0.95, yes("One.", "e2", p=0.6), yes("Two.", "e3", p=0.7)), logit(0.6) + logit(0.7)),
        (said(0.95, yes("One.", "e2", p=0.6), no("Against.", "e3", p=0.1)), logit(0.6)),
    ],
)
def test_a_ballot_moves_no_further_than_what_is_new_weighs(rebuttal: Statement, reach: float):
    """One weak citation must not carry a ballot to where the crowd is."""
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    case = case_of(piece("e1", "orders"), piece("e2", "letters"), piece("e3", "letters"))
    decision = debated({"a": [said(0.3), rebuttal], "b": [said(0.95, yes("B", "e2"), yes("C", "e3"))]}, case, panel_)
    ballot = ballots(decision, 1)["a"]
    assert logit(ballot.p) - logit(0.3) == pytest.approx(reach)
    assert ballot.refused == 0.95
    assert ballot.moved_by


@pytest.mark.parametrize("weightless", [yes("Nothing.", "e2", p=0.5), yes("Against itself.", "e2", p=0.2)])
def test_what_weighs_nothing_moves_nobody(weightless: Draft):
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    decision = debated({"a": [said(0.3), said(0.7, weightless)], "b": [said(0.8, yes("B", "e2"))]}, BOTH, panel_)
    assert ballots(decision, 1)["a"] == Ballot(panellist="a", round=1, p=0.3, refused=0.7)


def attacked(attack_with: str, concede: bool = True, wanted: float = HALF) -> Decision:
    def attack(own: Own, others: tuple[Argument, ...]) -> Statement:
        return said(own.ballot.p, no("A is wrong.", attack_with, attacks=(number_of(others, "A"),)))

    def give_up(own: Own, others: tuple[Argument, ...]) -> Statement:
        return said(wanted, conceded=(own.arguments[0].id,) if concede else ())

    return debated(
        {"a": [said(0.8, yes("A", "e1")), lambda own, others: said(own.ballot.p), give_up], "b": [said(0.3), attack]},
        BOTH,
    )


def test_a_ballot_moves_when_an_argument_of_its_own_is_given_up_to_a_successful_attack():
    decision = attacked("e2")
    assert ballots(decision, 2)["a"] == Ballot(panellist="a", round=2, p=HALF, moved_by=("1.b.1",))
    assert decision.arguments[1].attacks == ("0.a.1",)
    assert decision.stopped == "rounds"


def test_what_is_given_up_takes_away_no_more_than_it_gave():
    ballot = ballots(attacked("e2", wanted=0.1), 2)["a"]
    assert ballot.p == pytest.approx(HALF)
    assert (ballot.refused, ballot.moved_by) == (0.1, ("1.b.1",))


def test_an_attack_with_what_the_attacked_had_cited_itself_moves_nobody():
    assert ballots(attacked("e1"), 2)["a"].refused == HALF


def test_an_attack_moves_nobody_who_does_not_concede_nor_the_wrong_way():
    assert ballots(attacked("e2", concede=False), 2)["a"].refused == HALF
    assert ballots(attacked("e2", wanted=0.95), 2)["a"] == Ballot(panellist="a", round=2, p=0.8, refused=0.95)


def test_nobody_attacks_itself():
    def attack(own: Own, others: tuple[Argument, ...]) -> Statement:
        return said(own.ballot.p, no("I was wrong.", "e2", attacks=(own.arguments[0].id,)))

    decision = debated({"a": [said(0.8, yes("A", "e1")), attack], "b": [said(0.3, no("B", "e2"))]}, BOTH)
    assert "attacks an argument of its own" in decision.dropped[0]


def test_the_same_again_in_other_words_is_nothing_new():
    again = said(0.6, yes("In other words.", "e1"))
    decision = debated({"a": [said(0.6, yes("A", "e1")), again], "b": [said(0.4, no("B", "e2"))]}, BOTH)
    assert decision.stopped == "nothing_new"
    assert decision.dropped == ("a, round 1: repeats an earlier one: In other words.",)
    assert {ballot.round for ballot in decision.ballots} == {0, 1}


# Ends


def talkers() -> dict[str, list[Any]]:
    """Two who always have something to say."""
    pieces = ("e1", "e2", "e3", "e4")
    return {
        "a": [said(0.55, *(yes(f"{p}", p) for p in pieces[: number + 1])) for number in range(4)],
        "b": [said(0.45, *(no(f"{p}", p) for p in pieces[: number + 1])) for number in range(4)],
    }


FOUR = case_of(*(piece(f"e{number}") for number in range(1, 5)))


@pytest.mark.parametrize("rounds", [0, 1, 2])
def test_there_are_no_more_rounds_than_allowed(rounds: int):
    decision = debated(talkers(), FOUR, settings=Settings(band=(0.0, 1.0), rounds=rounds))
    assert max(ballot.round for ballot in decision.ballots) == rounds
    assert decision.stopped == ("rounds" if rounds else "off")


def test_there_is_no_debate_where_the_calibrated_p_is_certain():
    given: dict[str, Any] = {"settings": Settings(band=(0.2, 0.8))}
    uncertain = debated(talkers(), FOUR, **given)
    assert uncertain.stopped == "rounds"
    certain = debated(talkers(), FOUR, **given, calibration=curve(shift=3.0))
    assert certain.stopped == "certain"
    assert {ballot.round for ballot in certain.ballots} == {0}
    assert certain.final == certain.sealed


def test_who_is_alone_or_hears_nothing_does_not_debate():
    assert debated({"a": [said(0.5, yes("A", "e1"))]}, BOTH).stopped == "nothing_new"
    assert debated({"a": [said(0.5)], "b": [said(0.5)]}, BOTH).stopped == "nothing_new"


def model_says(*answers: Any) -> Scripted:
    return Scripted(lambda payload: answers[0] if len(answers) == 1 else json.dumps(answers))


def test_a_debate_ends_with_its_budget():
    panel_ = people("a", "b", analyst="model", prose="Judge.")
    answer = {"p": 0.5, "arguments": [{"stance": "yes", "claim": "A", "evidence": ["e1"], "p": 0.6}]}
    few = Settings(band=(0.0, 1.0), requests_max=5, self_consistency=0)
    ports = model_says(answer)
    decision = decided(BOTH, panel_, settings=few, ports=ports)
    assert (decision.stopped, len(ports.asked)) == ("budget", 2)
    assert decision.cost.requests == 2
    short = Settings(band=(0.0, 1.0), characters_max=decision.cost.characters + 10, self_consistency=0)
    assert decided(BOTH, panel_, settings=short, ports=model_says(answer)).stopped == "budget"
    ample = Settings(band=(0.0, 1.0), self_consistency=0)
    assert decided(BOTH, panel_, settings=ample, ports=model_says(answer)).stopped == "nothing_new"


def test_whom_the_budget_does_not_reach_abstains():
    panel_ = people("a", "b", "c", analyst="model", prose="Judge.")
    ports = model_says({"p": 0.9, "arguments": []})
    decision = decided(BOTH, panel_, settings=Settings(requests_max=4), ports=ports)
    assert len(ports.asked) == 2
    assert sum(ballot.abstained for ballot in decision.ballots) == 1
    assert "abstained: the budget of 4 requests is spent" in decision.dropped[0]
    assert "self_consistency" not in decision.comparators


def test_no_first_ballot_and_no_comparator_is_asked_for_that_the_budget_of_characters_does_not_reach():
    panel_ = people("a", "b", analyst="model", prose="Judge.")
    answer = {"p": 0.9, "arguments": []}
    spent = decided(BOTH, panel_, settings=Settings(self_consistency=0), ports=model_says(answer)).cost.characters
    for budget, asked, compared in ((10, 0, False), (spent + 10, 2, False), (spent * 10, 6, True)):
        ports = model_says(answer)
        decision = decided(BOTH, panel_, settings=Settings(characters_max=budget), ports=ports)
        assert len(ports.asked) == asked
        assert decision.cost.characters <= budget
        assert ("self_consistency" in decision.comparators) == compared
        assert all(ballot.abstained for ballot in decision.ballots) == (not asked)
    assert decided(BOTH, panel_, settings=Settings(characters_max=10), ports=model_says(answer)).outcome == "unknown"


def test_an_answer_that_took_too_much_is_not_asked_for_again():
    """The first answer is invalid, and as long as all that one panellist may take."""
    panel_ = people("a", "b", analyst="model", prose="Judge.")
    ports = Scripted(lambda payload: "x" * 5_000)
    decision = decided(BOTH, panel_, settings=Settings(characters_max=12_000, self_consistency=0), ports=ports)
    assert len(ports.asked) == 2
    assert "task.budget" in decision.dropped[0]


def test_who_abstained_first_casts_a_first_ballot_later_asked_without_the_others_words():
    analyst = Told({"a": [said(0.8, yes("A", "e1", p=0.6))], "late": [Statement(p=0.5, abstained="It was busy.")]})
    sealed, calls = analyst.sealed, iter(range(9))

    async def second_time(ctx: Any, case: Case, persona: Persona) -> Statement:
        if persona.name == "late" and next(calls):
            return said(0.9, yes("L", "e2", p=0.9))
        return await sealed(ctx, case, persona)

    analyst.sealed = second_time
    decision = decided(
        BOTH, people("a", "late"), analysts={"told": analyst}, settings=Settings(band=(0.0, 1.0), rounds=1)
    )
    first, then = (ballots(decision, round_)["late"] for round_ in (0, 1))
    assert (first.abstained, first.p) == (True, 0.5)
    assert then == Ballot(panellist="late", round=1, p=0.9)
    assert all(own is None for name, _, own, _ in analyst.shown if name == "late")
    assert [argument.claim for argument in decision.arguments] == ["A", "L"]
    watched = reasoned(decision)
    assert (watched.moves, watched.refused, watched.conforming, watched.abstained) == (0, 0, 0, 1)


def test_who_abstained_in_between_moves_as_everybody_else_does():
    script = {
        "a": [said(0.2, no("A", "e1")), Statement(p=0.2, abstained="It was busy."), said(0.9)],
        "b": [said(0.9, yes("B", "e2")), said(0.9, yes("B again", "e1"))],
    }
    decision = debated(script, BOTH)
    assert ballots(decision, 2)["a"] == Ballot(panellist="a", round=2, p=0.2, refused=0.9)
    assert reasoned(decision).refused_conforming == 1


def test_whether_to_go_on_is_asked_of_the_curve_of_sealed_pools_alone():
    """The curve after a debate is fitted on what was let through: with a say in that it would choose its own sample."""
    sure = Curve(slope=1.0, shift=5.0, covariance=(0.1, 0.0, 0.1), cases=40, positives=20)
    given: dict[str, Any] = {"settings": Settings(band=(0.2, 0.8))}
    decision = debated(talkers(), FOUR, **given, calibration=curve(after_debate=sure))
    assert max(ballot.round for ballot in decision.ballots) == 2
    assert decision.p > 0.9


# Decisions


@pytest.mark.parametrize(("p", "outcome"), [(0.9, "block"), (0.7, "block"), (0.5, "review"), (0.3, "allow")])
def test_outcomes_go_by_what_the_settings_call_them(p: float, outcome: str):
    names = Outcomes(yes="block", no="allow", unsure="review", unknown="unknown")
    decision = debated({"a": [said(p)]}, BOTH, settings=Settings(outcomes=names, yes_from=0.69, no_to=0.31))
    assert decision.outcome == outcome
    assert (decision.calibration, decision.interval) == (UNCALIBRATED, (0.0, 1.0))


def test_no_is_never_more_than_unknown_where_something_was_not_looked_into():
    half = case_of(piece("e1"), unknown=("The scanner crashed.",))
    assert debated({"a": [said(0.1)]}, half).outcome == "unknown"
    assert debated({"a": [said(0.9)]}, half).outcome == "yes"
    assert debated({"a": [said(0.5)]}, half).outcome == "unsure"
    assert debated({"a": [said(0.1)]}, BOTH).outcome == "no"


def test_where_nobody_had_an_opinion_the_outcome_is_unknown():
    decision = decided(BOTH, people("a", "b", analyst="model", prose="Judge.", prior=0.9), ports=Scripted())
    assert decision.outcome == "unknown"
    assert decision.unknown == ("Nobody on the panel gave an opinion.",)


def test_both_pools_are_calibrated_by_one_curve_and_its_id_is_named():
    panel_ = (Persona(name="a", analyst="told", reads=("orders",)), Persona(name="b", analyst="told"))
    script = {"a": [said(0.3), said(0.7, yes("N", "e2"))], "b": [said(0.8, yes("B", "e2"))]}
    decision = debated(script, BOTH, panel_, calibration=curve(slope=2.0, shift=-1.0))
    for pooled in (decision.sealed, decision.final):
        assert logit(pooled.p) == pytest.approx(2.0 * logit(pooled.raw) - 1.0)
        assert pooled.interval[0] < pooled.p < pooled.interval[1]
    assert (decision.p, decision.interval) == (decision.final.p, decision.final.interval)
    assert decision.calibration == "cal-x"


def test_weights_count_in_the_pool():
    panel_ = (Persona(name="a", analyst="told", weight=3.0), Persona(name="b", analyst="told"))
    decision = debated({"a": [said(0.9)], "b": [said(0.2)]}, BOTH, panel_)
    assert decision.final.raw == pytest.approx(pool([0.9, 0.2], [3.0, 1.0]))


def test_comparators_stand_beside_the_decision():
    script = {"a": [said(0.95)], "b": [said(0.4)], "c": [said(0.3)]}
    panel_ = people("a", "b", "c")
    decision = debated(script, BOTH, panel_, calibration=curve(best_single="b", panel=panel_digest(panel_)))
    assert decision.comparators["majority"] == pytest.approx(1 / 3)
    assert decision.comparators["most_confident"] == 0.95
    assert decision.comparators["best_single"] == 0.4
    assert decision.comparators["self_consistency"] == 0.95
    assert "best_single" not in debated(script, BOTH).comparators


def test_the_minority_is_heard():
    script = {"a": [said(0.95, yes("A", "e1", p=0.9))], "b": [said(0.9)], "c": [said(0.1, no("C", "e2", p=0.1))]}
    decision = debated(script, BOTH, settings=Settings(rounds=0))
    assert decision.outcome == "yes" or decision.outcome == "unsure"
    assert decision.minority.panellists == ("c",)
    assert decision.minority.arguments == ("0.c.1",)
    assert "C" in decision.minority.says
    assert "e1 orders" in decision.minority.would_change


# Mistakes


@pytest.mark.parametrize(
    ("personas", "given", "code"),
    [
        ((), {}, "panel.size"),
        (people("a", "a", analyst="rules"), {}, "panel.name_twice"),
        (people("a", analyst="ruels"), {}, "panel.unknown_analyst"),
        (people("a", analyst="rules"), {"settings": Settings(yes_from=0.2, no_to=0.3)}, "panel.settings"),
        (people("a", analyst="rules"), {"settings": Settings(rounds=3)}, "panel.settings"),
        (people("a", analyst="rules"), {"settings": Settings(yes_from=float("nan"))}, "panel.settings"),
        (people("a", analyst="rules"), {"settings": Settings(band=(0.8, 0.2))}, "panel.settings"),
        (people("a", analyst="rules"), {"settings": Settings(outcomes=Outcomes(yes="no"))}, "panel.settings"),
        (people("a", analyst="rules"), {"calibration": curve(panel="other")}, "calibration.other_panel"),
    ],
)
def test_a_panel_that_cannot_sit_says_why(personas: tuple[Persona, ...], given: dict[str, Any], code: str):
    from_decide = pytest.raises(AssertionError)
    with from_decide as error:
        decided(BOTH, personas, **given)
    assert {
        "panel.size": "A panel of 0",
        "panel.name_twice": "called 'a'",
        "panel.unknown_analyst": "no analyst 'ruels'",
        "panel.settings": "settings",
        "calibration.other_panel": "another panel",
    }[code] in str(error.value)


def test_evidence_with_one_id_twice_is_refused():
    ran = run(case_of(piece("e1"), piece("e1")), people("a", analyst="rules"))
    assert "two pieces of evidence have one id" in ran.error


# On record


RULED = (
    Persona(name="believer", role="believer", prior=0.3, rules=(
        Rule(when=When(rules=("late",)), weight=2.0, claim="Late."),
        Rule(when=When(rules=("clock",)), undercuts=When(rules=("paid",)), claim="Wrong clock."),
    )),
    Persona(name="skeptic", role="skeptic", prior=0.6, reads=("letters",), severity={"high": -1.0, "low": 0.5}),
    Persona(name="neutral", openness=0.9, reads=("orders",), rules=(
        Rule(when=When(rules=("paid",)), weight=-2.0, claim="Paid."),
    )),
)  # fmt: skip

pieces = st.builds(
    lambda source, rule, severity: (source, rule, severity),
    st.sampled_from(["orders", "letters", "till"]),
    st.sampled_from(["late", "paid", "clock", ""]),
    st.sampled_from(["info", "low", "high"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces, max_size=8), st.integers(0, 1000))
def test_whatever_the_evidence_a_debate_ends_within_its_rules_and_replays(found: list[Any], seed: int):
    case = case_of(*(piece(f"e{n}", source, level, rule=rule) for n, (source, rule, level) in enumerate(found, 1)))
    ran = run(case, RULED, settings=OPEN, seed=seed)
    assert not ran.error
    decision = msgspec.convert(ran.result, Decision)
    ids = {p.id for p in case.evidence}
    assert decision.dropped == ()
    assert all(argument.evidence and ids.issuperset(argument.evidence) for argument in decision.arguments)
    assert all(ballot.refused is None for ballot in decision.ballots)
    last = {ballot.panellist: ballot.p for ballot in decision.ballots}
    assert decision.final.raw == pytest.approx(pool(list(last.values())))
    at = {(ballot.panellist, ballot.round): ballot.p for ballot in decision.ballots}
    for ballot in decision.ballots:
        assert ballot.round == 0 or bool(ballot.moved_by) == (ballot.p != at[ballot.panellist, ballot.round - 1])
    kept = encode_trace(Header(conversation="t", program="task"), [encode_row(row) for row in ran.rows])
    rows = decode_trace(kept, source="test").rows
    assert replay_task(panel(standard_analysts()), rows).identical


def test_a_panel_of_rules_really_debates():
    """Guards the property above: it must not hold because nothing ever happens."""
    case = case_of(piece("e1", "orders", rule="paid"), piece("e2", "letters", "high", rule="clock"))
    decision = decided(case, RULED, settings=OPEN)
    assert decision.stopped == "rounds"
    assert any("1.believer" in argument.id and argument.attacks for argument in decision.arguments)
    moved = {(ballot.panellist, ballot.round): ballot.moved_by for ballot in decision.ballots if ballot.moved_by}
    assert moved[("neutral", 1)] == ("e2",)
    assert moved[("neutral", 2)] == ("1.believer.1",)
    assert moved[("skeptic", 1)] == ("e1",)


def test_a_trace_begins_with_all_that_the_panel_depends_on():
    args = panel_args(msgspec.structs.replace(BOTH, label=False), RULED, calibration=curve())
    assert set(args) == {"case", "personas", "settings", "calibration"}
    assert "label" not in args["case"]
