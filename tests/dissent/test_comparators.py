"""Claims about the simpler ways to decide."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitting import Scripted, case_of, piece

from seatrial.core.events import Json
from seatrial.dissent.comparators import choose_best_single, majority, most_confident, self_consistency
from seatrial.dissent.persona import Persona, Rule, When
from seatrial.dissent.records import Ballot, Case, Decision, Pooled
from seatrial.dissent.rules_analyst import RulesAnalyst
from seatrial.runtime.task import Ctx, run_task


def ballots(*ps: float) -> list[Ballot]:
    return [Ballot(panellist=f"p{number}", round=0, p=p) for number, p in enumerate(ps)]


def test_the_majority_is_a_share_of_ballots():
    assert majority(ballots(0.5, 0.9, 0.1, 0.49)) == 0.5


def test_the_most_confident_decides_and_two_of_a_kind_cancel():
    assert most_confident(ballots(0.2, 0.6, 0.7)) == 0.2
    assert most_confident(ballots(0.1, 0.6, 0.9)) == pytest.approx(0.5)


def test_who_abstained_has_no_vote_and_is_not_confident():
    voted, silent = ballots(0.4, 0.3), Ballot(panellist="silent", round=0, p=0.99, abstained=True)
    assert majority([*voted, silent]) == 0.0
    assert most_confident([*voted, silent]) == 0.3
    assert majority([silent]) == 1.0
    assert most_confident([silent]) == 0.99


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.randoms())
def test_neither_depends_on_the_order_of_ballots(ps: list[float], random):
    shuffled = list(ps)
    random.shuffle(shuffled)
    assert majority(ballots(*shuffled)) == majority(ballots(*ps))
    assert most_confident(ballots(*shuffled)) == pytest.approx(most_confident(ballots(*ps)))


def decision(case: str, **ps: float) -> Decision:
    pooled = Pooled(raw=0.5, p=0.5)
    sealed = [Ballot(panellist=name, round=0, p=p) for name, p in ps.items()]
    later = [Ballot(panellist=name, round=1, p=1 - p) for name, p in ps.items()]
    return Decision(
        case=case, outcome="yes", p=0.5, interval=(0, 1), sealed=pooled, final=pooled, ballots=(*sealed, *later)
    )


def test_the_best_single_is_chosen_by_its_sealed_ballots_on_labelled_cases():
    cases = [
        Case(id="1", question="?", label=True),
        Case(id="2", question="?", label=False),
        Case(id="3", question="?"),
    ]
    decisions = {"1": decision("1", a=0.6, b=0.9), "2": decision("2", a=0.4, b=0.2), "3": decision("3", a=1.0, b=0.0)}
    assert choose_best_single(cases, decisions) == "b"
    assert choose_best_single(cases[2:], decisions) == ""
    assert choose_best_single(cases, {}) == ""


LATE = Persona(name="a", prior=0.5, rules=(Rule(when=When(rules=("late",)), weight=2.0, claim="Late."),))


def tried(case: Case, seed: int = 0, times: int = 5) -> float:
    async def program(ctx: Ctx, args: Json) -> Json:
        return await self_consistency(ctx, case, LATE, RulesAnalyst(), first=0.5, times=times)

    return asyncio.run(run_task(program, "t", None, Scripted(), now_ms=lambda: 0, seed=seed)).result


def test_an_embedded_analyst_tries_again_on_other_parts_of_the_evidence():
    case = case_of(piece("e1", rule="late"), piece("e2"))
    found = {round(tried(case, seed), 6) for seed in range(40)}
    full, none = 0.880797, 0.5
    assert found <= {round((kept * full + (5 - kept) * none) / 5, 6) for kept in range(6)}
    assert len(found) > 2
    assert tried(case, 3) == tried(case, 3)


def test_one_more_piece_changes_nothing_of_what_becomes_of_the_others():
    small, large = case_of(piece("e1", rule="late")), case_of(piece("e0"), piece("e1", rule="late"), piece("e2"))
    assert [tried(small, seed) for seed in range(20)] == [tried(large, seed) for seed in range(20)]
