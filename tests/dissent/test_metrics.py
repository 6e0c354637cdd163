"""Claims about the measures: each is what counting by hand gives, and its interval is of the same figure."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.dissent.metrics import (
    BINS,
    LOG_LOSS_CLIP,
    Estimate,
    Sample,
    at_shares,
    correct,
    group_numbers,
    group_weights,
    paired,
    risk_coverage,
    scores,
    tail_of,
)

# Few distinct values, so that ties are common.
PROBABILITIES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5000001, 0.75, 0.9, 1.0])
CASES = st.lists(st.tuples(PROBABILITIES, st.booleans()), min_size=1, max_size=30)


def _sample(cases: Sequence[tuple[float, bool]], group: Sequence[str] = ()) -> Sample:
    return Sample.of([p for p, _ in cases], [label for _, label in cases], group)


def _share(of: Sequence[bool]) -> float | None:
    return sum(of) / len(of) if of else None


def _same(found: Estimate, counted: float | None) -> bool:
    if counted is None or found.value is None:
        return counted is None and found.value is None
    return math.isclose(found.value, counted, abs_tol=1e-9)


@given(CASES)
def test_counts_and_losses_are_those_counted_by_hand(cases: list[tuple[float, bool]]):
    found = scores(_sample(cases), resamples=0)
    assert _same(found.accuracy, _share([(p >= 0.5) == label for p, label in cases]))
    assert _same(found.precision, _share([label for p, label in cases if p >= 0.5]))
    assert _same(found.recall, _share([p >= 0.5 for p, label in cases if label]))
    assert _same(found.fpr, _share([p >= 0.5 for p, label in cases if not label]))
    assert _same(found.brier, sum((p - label) ** 2 for p, label in cases) / len(cases))
    losses = [-math.log(min(max(p if label else 1 - p, LOG_LOSS_CLIP), 1 - LOG_LOSS_CLIP)) for p, label in cases]
    assert _same(found.log_loss, sum(losses) / len(losses))
    assert (found.cases, found.yes) == (len(cases), sum(label for _, label in cases))


@given(CASES)
def test_auc_is_the_share_of_pairs_in_the_right_order_and_ties_count_half(cases: list[tuple[float, bool]]):
    pairs = [(yes, no) for yes, truth in cases if truth for no, other in cases if not other]
    counted = sum((yes > no) + (yes == no) / 2 for yes, no in pairs) / len(pairs) if pairs else None
    assert _same(scores(_sample(cases), resamples=0).auc, counted)


@given(CASES)
def test_calibration_error_of_equal_width_is_that_of_ten_drawers(cases: list[tuple[float, bool]]):
    drawers: dict[int, list[tuple[float, bool]]] = {}
    for p, label in cases:
        drawers.setdefault(min(int(p * BINS), BINS - 1), []).append((p, label))
    gaps = [abs(sum(label - p for p, label in drawer)) for drawer in drawers.values()]
    assert _same(scores(_sample(cases), resamples=0).ece_width, sum(gaps) / len(cases))


@given(CASES)
def test_calibration_error_of_equal_mass_keeps_equal_probabilities_together(cases: list[tuple[float, bool]]):
    drawers: dict[int, list[tuple[float, bool]]] = {}
    for p, label in cases:
        below, same = sum(other < p for other, _ in cases), sum(other == p for other, _ in cases)
        drawers.setdefault(min(BINS - 1, int(BINS * (below + same / 2) / len(cases))), []).append((p, label))
    gaps = [abs(sum(label - p for p, label in drawer)) for drawer in drawers.values()]
    assert _same(scores(_sample(cases), resamples=0).ece, sum(gaps) / len(cases))


@given(CASES, st.randoms(use_true_random=False))
def test_no_measure_depends_on_the_order_of_the_cases(cases: list[tuple[float, bool]], chance: object):
    mixed = list(cases)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = scores(_sample(cases), resamples=0), scores(_sample(mixed), resamples=0)
    for name in ("accuracy", "precision", "recall", "fpr", "auc", "brier", "ece", "ece_width", "log_loss"):
        assert _same(getattr(one, name), getattr(other, name).value)


@given(CASES)
def test_an_interval_is_of_resamples_that_were_measured_the_same_way(cases: list[tuple[float, bool]]):
    resamples = 40
    found = scores(_sample(cases), resamples=resamples, seed=3)
    (weights,) = group_weights((), len(cases), seed=3, resamples=resamples)
    for name in ("accuracy", "auc", "brier", "ece", "ece_width"):
        drawn = []
        for row in weights.astype(int):
            repeated = [case for case, times in zip(cases, row, strict=True) for _ in range(times)]
            figure = getattr(scores(_sample(repeated), resamples=0), name).value
            drawn += [] if figure is None else [figure]
        estimate: Estimate = getattr(found, name)
        if estimate.value is None or len(cases) < 2 or len(drawn) < resamples / 2:
            assert estimate.low is None
            continue
        low, high = np.quantile(drawn, (tail_of(len(cases)), 1 - tail_of(len(cases))))
        if name.startswith("ece"):  # what resamples inflate is moved back to where the figure is
            shift = estimate.value - float(np.median(drawn))
            low, high = max(0.0, low + shift), high + shift
        assert estimate.low == pytest.approx(low, abs=1e-9)
        assert estimate.high == pytest.approx(high, abs=1e-9)


def test_who_is_calibrated_to_the_last_case_has_an_interval_from_nothing_on():
    """Every resample is off a little, and none by less than nothing."""
    exact = [(share / 10, number < share) for share in (1, 3, 5, 8) for number in range(10)] * 2
    found = scores(_sample(exact), resamples=200)
    assert found.ece.value == pytest.approx(0.0)
    assert found.ece.low == 0.0
    assert 0 < (found.ece.high or 0.0) < 0.2


@given(CASES)
def test_a_calibration_error_lies_within_its_own_interval(cases: list[tuple[float, bool]]):
    found = scores(_sample(cases), resamples=40)
    for one in (found.ece, found.ece_width):
        if one.low is not None:
            assert one.value is not None
            assert one.high is not None
            assert 0 <= one.low <= one.value + 1e-12
            assert one.value <= one.high + 1e-12


@given(st.lists(st.sampled_from(["", "a", "b", "#0", "=a"]), min_size=1, max_size=20))
def test_a_group_is_drawn_as_one_and_as_many_groups_as_there_are(group: list[str]):
    numbers = group_numbers(group, len(group))
    for one, name in enumerate(group):
        for other, same in enumerate(group):
            together = one == other or (name != "" and name == same)
            assert (numbers[one] == numbers[other]) == together
    (weights,) = group_weights(group, len(group), resamples=30)
    groups = int(numbers.max()) + 1
    first = [int(np.flatnonzero(numbers == number)[0]) for number in range(groups)]
    assert np.array_equal(weights, weights[:, first][:, numbers])
    assert np.all(weights[:, first].sum(axis=1) == groups)


def test_more_resamples_leave_the_first_ones_as_they_are():
    (few,) = group_weights((), 7, seed=5, resamples=10)
    (many,) = group_weights((), 7, seed=5, resamples=20)
    assert np.array_equal(few, many[:10])
    (others,) = group_weights((), 7, seed=6, resamples=10)
    assert not np.array_equal(few, others)


def test_large_samples_are_resampled_in_blocks_without_a_seam(monkeypatch: pytest.MonkeyPatch):
    whole = np.concatenate(list(group_weights((), 11, resamples=9)))
    monkeypatch.setattr("seatrial.dissent.metrics._CELLS_MAX", 25)
    blocks = list(group_weights((), 11, resamples=9))
    assert len(blocks) == 5
    assert np.array_equal(np.concatenate(blocks), whole)


@pytest.mark.parametrize(("groups", "tail"), [(10, 0.00855), (20, 0.01588), (40, 0.02026), (1_000_000, 0.025)])
def test_edges_lie_where_those_of_students_interval_would(groups: int, tail: float):
    """From a table of Student's t: 2.2622, 2.0930 and 2.0227 at 9, 19 and 39 degrees of freedom."""
    assert tail_of(groups) == pytest.approx(tail, abs=1e-4)


def test_a_single_group_has_no_interval():
    assert scores(Sample.of([0.9, 0.8], [True, False], ["a", "a"])).brier.low is None


def test_a_group_counts_once_when_decisions_are_compared():
    label = [True] * 12
    right, wrong = [0.9] * 12, [0.1] * 12
    alone = paired(Sample.of(wrong, label), Sample.of(right, label))
    one_customer = paired(Sample.of(wrong, label, ["a"] * 12), Sample.of(right, label, ["a"] * 12))
    assert alone.lost == one_customer.lost == 12
    assert alone.p_worse < 0.001
    assert one_customer.p_worse == 0.5


def test_groups_make_the_interval_wider_than_as_many_cases_alone():
    p = [0.9] * 40
    label = [number // 10 % 2 == 0 for number in range(40)]
    alone = scores(Sample.of(p, label)).accuracy
    grouped = scores(Sample.of(p, label, [str(number // 10) for number in range(40)])).accuracy
    assert alone.low is not None
    assert grouped.low is not None
    assert alone.high is not None
    assert grouped.high is not None
    assert grouped.high - grouped.low > 1.5 * (alone.high - alone.low)


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    truth, covered = 0.7, 0
    chance = np.random.default_rng(8)
    for attempt in range(200):
        right = chance.random(60) < truth
        found = scores(Sample.of(np.where(right, 0.9, 0.1), np.ones(60)), seed=attempt, resamples=300).accuracy
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= truth <= found.high
    assert 180 <= covered <= 198


@given(CASES)
def test_sending_the_least_certain_to_people_is_counted_as_by_hand(cases: list[tuple[float, bool]]):
    points = risk_coverage(_sample(cases))
    assert points[0].to_people == 0
    assert (points[-1].to_people, points[-1].kept) == (1.0, 0)
    for point in points[:-1]:
        gone = len(cases) - point.kept
        kept = sorted(cases, key=lambda case: abs(case[0] - 0.5))[gone:]
        assert point.to_people == pytest.approx(gone / len(cases))
        assert point.error == pytest.approx(sum((p >= 0.5) != label for p, label in kept) / len(kept))
    shares = [point.to_people for point in points]
    assert shares == sorted(shares)


def test_cases_of_equal_certainty_go_to_people_together():
    points = risk_coverage(_sample([(0.4, True), (0.6, True), (0.9, True), (0.1, False)]))
    assert [point.kept for point in points] == [4, 2, 0]
    assert [point.error for point in points] == [0.25, 0.0, 0.0]
    assert [point.kept for point in at_shares(points, (0.0, 0.3, 0.5, 0.6))] == [4, 2, 2, 0]


@given(st.lists(st.tuples(PROBABILITIES, PROBABILITIES, st.booleans()), min_size=1, max_size=25))
def test_a_comparison_counts_who_was_right_where_the_other_was_wrong(cases: list[tuple[float, float, bool]]):
    label = [truth for _, _, truth in cases]
    one, other = Sample.of([p for p, _, _ in cases], label), Sample.of([q for _, q, _ in cases], label)
    found = paired(one, other, resamples=50)
    assert found.gained == sum((p >= 0.5) == truth and (q >= 0.5) != truth for p, q, truth in cases)
    assert found.lost == sum((p >= 0.5) != truth and (q >= 0.5) == truth for p, q, truth in cases)
    differences = [(p - truth) ** 2 - (q - truth) ** 2 for p, q, truth in cases]
    assert found.brier.value == pytest.approx(sum(differences) / len(differences))
    mirrored = paired(other, one, resamples=50)
    if len(cases) < 2:
        assert found.brier.low is found.brier.high is mirrored.brier.low is None
    else:
        assert mirrored.brier.low == pytest.approx(-(found.brier.high or 0.0))
    assert (mirrored.gained, mirrored.p) == (found.lost, pytest.approx(found.p))


def test_the_comparison_draws_the_differences_of_a_case_together():
    label = [True, False] * 50
    base = np.linspace(0.05, 0.95, 100)
    one, other = Sample.of(base, label), Sample.of(np.clip(base + np.where(label, 0.04, -0.04), 0, 1), label)
    found = paired(other, one).brier
    assert found.high is not None
    assert found.high < 0


def test_what_compares_with_itself_differs_by_nothing():
    sample = _sample([(0.2, True), (0.8, True), (0.4, False)])
    found = paired(sample, sample)
    assert (found.brier.value, found.brier.low, found.brier.high, found.p) == (0, 0, 0, 1)


def test_ranking_can_be_taken_from_other_figures_than_the_decisions():
    label = [True, True, False, False]
    flat = Sample.of([0.5] * 4, label)
    assert scores(flat, ranked=Sample.of([0.9, 0.8, 0.2, 0.1], label), resamples=0).auc.value == 1.0


def test_what_is_not_defined_is_none_and_nothing_divides_by_nothing():
    found = scores(_sample([(0.2, False), (0.3, False)]), resamples=20)
    assert found.precision == Estimate(value=None, low=None, high=None)
    assert found.recall.value is None
    assert found.auc.value is None
    empty = scores(_sample([]))
    assert empty.cases == 0
    assert empty.accuracy.value is None
    assert risk_coverage(_sample([]))[-1].kept == 0


@pytest.mark.parametrize("p", [[1.2], [-0.1], [math.nan], [0.1, 0.2]])
def test_what_is_no_sample_is_refused(p: list[float]):
    with pytest.raises(ValueError, match="probabilit"):
        Sample.of(p, [True])


def test_a_comparison_of_different_cases_is_refused():
    with pytest.raises(ValueError, match="same cases"):
        paired(_sample([(0.1, True)]), _sample([(0.1, False)]))


def test_half_is_called_yes():
    assert list(correct(_sample([(0.5, True), (0.5, False), (0.49, False)]))) == [True, False, True]
