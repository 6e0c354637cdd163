"""Claims about calibration: it finds the curve, keeps the order, knows how little it knows, and has an id."""

import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.core.draws import draw
from seatrial.core.errors import SpecError
from seatrial.dissent.calibration import (
    PENALTY,
    Calibration,
    Labelled,
    decode_calibration,
    encode_calibration,
    fit,
    labelled,
    panel_digest,
    uncalibrated,
)
from seatrial.dissent.persona import Persona
from seatrial.dissent.pooling import expit, logit
from seatrial.dissent.records import Ballot, Case, Decision, Pooled


def sample(count: int, slope: float, shift: float, seed: int = 0, group_of: int = 1) -> list[Labelled]:
    """Labels drawn from a known curve; each group holds the same point several times."""
    points: list[Labelled] = []
    for number in range(count):
        x = 6.0 * draw(seed, "x", str(number)) - 3.0
        label = draw(seed, "label", str(number)) < expit(slope * x + shift)
        points += [Labelled(p=expit(x), label=label, group=f"g{number}")] * group_of
    return points


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, -1.0), (2.0, 0.7)])
def test_the_curve_that_made_the_labels_is_found(slope: float, shift: float):
    fitted = fit(sample(5_000, slope, shift))
    assert fitted.slope == pytest.approx(slope, abs=0.1)
    assert fitted.shift == pytest.approx(shift, abs=0.1)
    assert fitted.cases == 5_000


def test_the_fit_is_the_least_loss():
    points = sample(60, 0.6, -0.5)
    fitted = fit(points)

    def loss(slope: float, shift: float) -> float:
        total = PENALTY / 2 * ((slope - 1) ** 2 + shift**2)
        for point in points:
            q = expit(slope * logit(point.p) + shift)
            total -= math.log(q if point.label else 1 - q)
        return total

    best = loss(fitted.slope, fitted.shift)
    assert all(
        loss(fitted.slope + a, fitted.shift + b) > best for a in (-0.01, 0, 0.01) for b in (-0.01, 0, 0.01) if a or b
    )


labels = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=20, max_size=60)


@settings(max_examples=50)
@given(labels, st.floats(0, 1), st.floats(0, 1))
def test_more_never_becomes_less_and_p_lies_in_its_interval(
    found: list[tuple[float, bool]], first: float, second: float
):
    points = [Labelled(p=p, label=label) for p, label in found]
    if len({label for _, label in found}) < 2:
        return
    fitted = fit(points)
    low, high = sorted([first, second])
    assert fitted.apply(low).p <= fitted.apply(high).p
    pooled = fitted.apply(first)
    assert 0 <= pooled.interval[0] <= pooled.p <= pooled.interval[1] <= 1
    assert decode_calibration(encode_calibration(fitted), file="f") == fitted


def test_the_order_of_the_labels_does_not_matter():
    points = sample(40, 1.0, 0.0)
    assert fit(points) == fit(points[::-1])


def test_who_is_always_wrong_teaches_only_how_often_it_is_yes():
    points = [Labelled(p=0.9, label=False)] * 30 + [Labelled(p=0.1, label=True)] * 10
    fitted = fit(points)
    assert fitted.slope == 0.0
    assert fitted.apply(0.9).p == fitted.apply(0.1).p == pytest.approx(0.25, abs=0.03)
    low, high = fitted.apply(0.5).interval
    assert low < 0.25 < high


def test_perfect_labels_do_not_make_certain():
    points = [Labelled(p=0.9, label=True)] * 10 + [Labelled(p=0.1, label=False)] * 10
    fitted = fit(points)
    assert 0.9 < fitted.apply(0.9).p < 0.999
    assert math.isfinite(fitted.slope)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    held = 0
    for seed in range(200):
        pooled = fit(sample(80, 0.8, -0.5, seed)).apply(0.8)
        held += pooled.interval[0] <= expit(0.8 * logit(0.8) - 0.5) <= pooled.interval[1]
    assert 180 <= held <= 200


def test_the_interval_narrows_with_more_labels_but_not_with_copies():
    def width(points: list[Labelled]) -> float:
        low, high = fit(points).apply(0.7).interval
        return high - low

    once, many = width(sample(100, 1.0, 0.0)), width(sample(900, 1.0, 0.0))
    assert many == pytest.approx(once / 3, rel=0.25)
    copied = width(sample(100, 1.0, 0.0, group_of=9))
    assert copied == pytest.approx(once, rel=0.25)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([], "calibration.too_few"),
        (sample(19, 1, 0), "calibration.too_few"),
        ([msgspec.structs.replace(point, weight=0.5) for point in sample(30, 1, 0)], "calibration.too_few"),
        ([Labelled(p=0.5, label=True)] * 20, "calibration.one_class"),
    ],
)
def test_too_little_is_refused(points: list[Labelled], code: str):
    with pytest.raises(SpecError) as error:
        fit(points)
    assert error.value.code == code
    assert error.value.hint


def test_the_id_is_that_of_what_it_was_fitted_on():
    points = sample(40, 1.0, 0.0)
    other = [*points[:-1], msgspec.structs.replace(points[-1], label=not points[-1].label)]
    assert fit(points).id == fit(points).id
    assert fit(points).id != fit(other).id


def test_a_panel_is_known_by_its_members_not_their_order():
    a, b = Persona(name="a", prose="x"), Persona(name="b")
    assert panel_digest([a, b]) == panel_digest([b, a])
    assert panel_digest([a, b]) != panel_digest([msgspec.structs.replace(a, prose="y"), b])


def decision(case: str, sealed: float, final: float | None = None) -> Decision:
    ballots = [Ballot(panellist="a", round=0, p=sealed)]
    if final is not None:
        ballots.append(Ballot(panellist="a", round=1, p=final))
    last = sealed if final is None else final
    return Decision(
        case=case,
        outcome="yes",
        p=last,
        interval=(0, 1),
        sealed=uncalibrated(sealed),
        final=uncalibrated(last),
        ballots=tuple(ballots),
    )


def test_a_debated_case_teaches_what_the_pool_is_worth_before_and_what_after():
    cases = [Case(id=name, question="?", label=True, group=group) for name, group in [("a", ""), ("b", "g"), ("c", "")]]
    cases.append(Case(id="d", question="?"))
    decisions = {"a": decision("a", 0.4), "b": decision("b", 0.4, 0.6), "d": decision("d", 0.1)}
    assert labelled(cases, decisions) == [
        Labelled(p=0.4, label=True, group="case a"),
        Labelled(p=0.4, label=True, group="group g"),
        Labelled(p=0.6, label=True, group="group g", debated=True),
    ]


def test_before_and_after_a_debate_one_number_may_mean_two_things():
    before = sample(300, 3.0, 0.0)
    after = [msgspec.structs.replace(point, debated=True) for point in sample(300, 0.7, 0.0, 1)]
    both = fit([*before, *after])
    assert both.apply(0.7).p == fit(before).apply(0.7).p == pytest.approx(expit(3.0 * logit(0.7)), abs=0.05)
    assert both.apply(0.7, debated=True).p == pytest.approx(expit(0.7 * logit(0.7)), abs=0.05)
    assert (both.cases, both.after_debate and both.after_debate.cases) == (300, 300)
    assert decode_calibration(encode_calibration(both), file="f") == both


def test_with_too_few_debated_cases_one_curve_serves_for_both():
    after = [msgspec.structs.replace(point, debated=True) for point in sample(19, 0.7, 0.0, 1)]
    fitted = fit([*sample(50, 3.0, 0.0), *after])
    assert fitted.after_debate is None
    assert fitted.apply(0.7, debated=True) == fitted.apply(0.7)


@pytest.mark.parametrize(("slope", "shift"), [(5.0, 0.0), (1.0, -4.0)])
def test_the_interval_holds_the_truth_where_the_curve_is_far_from_as_it_is(slope: float, shift: float):
    """Five independent opinions pooled; one yes in fifty."""
    held = 0
    for seed in range(100):
        pooled = fit(sample(200, slope, shift, seed)).apply(0.7)
        held += pooled.interval[0] <= expit(slope * logit(0.7) + shift) <= pooled.interval[1]
    assert held >= 88


def test_without_labels_the_interval_says_nothing_is_known():
    assert uncalibrated(0.3) == Pooled(raw=0.3, p=0.3, interval=(0.0, 1.0))


GOOD = Calibration(id="cal-0", slope=1.0, shift=0.0, covariance=(0.1, 0.0, 0.1), cases=40, positives=20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        encode_calibration(GOOD).replace(b'"version": 1', b'"version": 2'),
        encode_calibration(msgspec.structs.replace(GOOD, slope=-1.0)),
        encode_calibration(msgspec.structs.replace(GOOD, covariance=(-0.1, 0.0, 0.1))),
        encode_calibration(msgspec.structs.replace(GOOD, covariance=(0.1, 5.0, 0.1))),
        encode_calibration(msgspec.structs.replace(GOOD, id="x")),
        encode_calibration(GOOD).replace(b'"shift": 0.0', b'"shift": 1e999'),
        encode_calibration(GOOD) + b" " * 70_000,
    ],
)
def test_what_is_no_calibration_is_refused(data: bytes):
    with pytest.raises(SpecError) as error:
        decode_calibration(data, file="f.json")
    assert error.value.code == "calibration.unreadable"
    assert "f.json" in str(error.value)
