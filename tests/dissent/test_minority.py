"""Claims about the minority report: whoever saw it otherwise is heard, and what would prove them right is named."""

from sitting import piece

from seatrial.dissent.minority import report
from seatrial.dissent.pooling import pool
from seatrial.dissent.records import Argument, Ballot, Minority, Stance

EVIDENCE = {"e1": piece("e1", "orders", locator="row 7"), "e2": piece("e2", "letters")}


def argued(who: str, stance: Stance, p: float, number: int = 1, claim: str = "", evidence: str = "e1") -> Argument:
    claim = claim or f"{who} {number}."
    id_ = f"0.{who}.{number}"
    return Argument(id=id_, panellist=who, round=0, stance=stance, claim=claim, evidence=(evidence,), p=p)


def agreed(p: float) -> str:
    return "yes" if p >= 0.7 else "no" if p <= 0.3 else "unsure"


def reported(ps: dict[str, float], *arguments: Argument) -> Minority:
    ballots = [Ballot(panellist=name, round=0, p=p) for name, p in ps.items()]
    pooled = pool(list(ps.values()))
    return report(ballots, pooled, agreed, agreed(pooled), arguments, EVIDENCE)


def test_the_other_side_is_named_with_its_strongest_arguments_first():
    found = reported(
        {"a": 0.99, "b": 0.95, "c": 0.2},
        argued("c", "no", 0.4, 1),
        argued("c", "no", 0.1, 2),
        argued("c", "yes", 0.9, 3),
        argued("a", "yes", 0.9, 1, claim="It is late."),
    )
    assert found.panellists == ("c",)
    assert found.arguments == ("0.c.2", "0.c.1")
    assert found.says == "c (0.20, uncalibrated) sees it otherwise: c 2."
    assert found.would_change == ("c would be right if this turned out not to hold: It is late. [e1 orders row 7]")


def test_where_all_agree_nobody_is_a_minority():
    assert reported({"a": 0.9, "b": 0.9}) == Minority()
    assert reported({"a": 0.9}) == Minority()


def test_who_is_furthest_off_is_heard_even_where_all_decide_alike():
    found = reported({"a": 0.99, "b": 0.8, "c": 0.99}, argued("b", "no", 0.2, evidence="e2"))
    assert found.panellists == ("b",)
    assert found.says == "b (0.80, uncalibrated) sees it the same way, if furthest from the panel: b 1."
    assert found.alike
    assert not reported({"a": 0.99, "b": 0.95, "c": 0.2}).alike


def test_of_two_sides_around_the_unsure_the_further_one_is_reported():
    found = reported({"a": 0.95, "b": 0.5, "c": 0.25}, argued("a", "yes", 0.9), argued("c", "no", 0.2, evidence="e2"))
    assert found.panellists == ("a",)
    assert found.would_change.endswith("c 1. [e2 letters]")


def test_a_minority_without_arguments_is_told_what_it_lacks():
    assert reported({"a": 0.99, "b": 0.99, "c": 0.1}).would_change == (
        "c would be right if there were evidence for no; so far none was cited."
    )
    found = reported({"a": 0.99, "b": 0.99, "c": 0.1}, argued("c", "no", 0.1))
    assert found.would_change == "c would be right if there were more to confirm this: c 1. [e1 orders row 7]"


def test_a_long_claim_is_cut():
    found = reported({"a": 0.99, "b": 0.99, "c": 0.1}, argued("c", "no", 0.1, claim="x" * 500))
    assert len(found.says) < 300
