"""Claims about the evaluation: on panels whose truth is known, its sentence says what is true."""

import msgspec
import numpy as np
import pytest
from constructed_panels import (
    Speaks,
    World,
    correlated,
    decided,
    expert,
    gated,
    guessing,
    independent,
    learning,
    liar,
    lone_doubter,
    persuaded,
    restless,
    signal,
    world,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seatrial.dissent.calibration import LABELS_MIN, Labelled, curve, fit, labelled
from seatrial.dissent.crossfitting import calibrate, gates, lay_out, ways_of
from seatrial.dissent.evaluation import evaluate
from seatrial.dissent.findings import CASES_MIN, Evaluation
from seatrial.dissent.records import Case


def _evaluated(made: World, **options: int) -> Evaluation:
    return evaluate(made.cases, made.decisions, **{"resamples": 400, **options})


def _brier(found: Evaluation, name: str) -> float:
    value = next(method for method in found.methods if method.name == name).scores.brier.value
    assert value is not None
    return value


def test_with_independent_errors_the_panel_helps_and_says_so():
    found = _evaluated(world(independent))
    assert found.verdict == "helps"
    assert found.sentence.startswith("The panel helps here: it beats the best simpler way, ")
    assert _brier(found, "final") < min(_brier(found, f"p{number}") for number in range(5))
    assert found.against_best.brier.high is not None
    assert found.against_best.brier.high < 0


def test_with_correlated_errors_the_panel_cannot_win_and_says_so():
    found = _evaluated(world(correlated))
    assert found.verdict == "does_not_help"
    assert found.sentence.startswith("The panel does not help here: use ")
    assert _brier(found, "final") == pytest.approx(_brier(found, "p0"), abs=0.01)


def test_one_expert_among_laymen_is_named_as_whom_to_use():
    found = _evaluated(world(expert))
    assert found.verdict == "does_not_help"
    assert found.best == "expert"
    assert found.chosen == {"expert": found.folds}
    assert found.sentence.startswith("The panel does not help here: use 'expert' alone, which does better")


def test_a_persuasive_liar_makes_adopting_the_most_confident_lose_and_that_is_said():
    found = _evaluated(world(liar))
    assert _brier(found, "most_confident") > _brier(found, "final") + 0.03
    assert any("Do not follow whoever is most confident" in said for said in found.remarks)
    assert any("'liar' is surer than it is right" in said for said in found.remarks)
    assert not any("'honest0' is surer" in said for said in found.remarks)


def test_where_the_honest_give_in_to_the_liar_debate_is_to_be_turned_off():
    found = _evaluated(world(persuaded))
    assert found.debate.verdict == "harms"
    assert found.debate.wrong_flips > found.debate.flips / 2 > 10
    assert found.panel == "round 0"
    assert found.remarks[0].startswith("Turn debate off (rounds: 0): it makes the panel worse")


def test_where_something_new_comes_up_debate_pays():
    found = _evaluated(world(learning))
    assert found.debate.verdict == "pays"
    assert found.panel == "final"
    assert found.debate.wrong_flips < found.debate.flips / 2
    assert found.remarks[0].startswith("Debate pays: on 300 debated cases")


def test_where_debate_moves_little_for_nothing_it_is_to_be_turned_off():
    found = _evaluated(world(restless))
    assert found.debate.verdict == "no_gain"
    assert "changes nothing that is worth its cost" in found.remarks[0]


def test_without_any_debate_that_is_what_is_said():
    found = _evaluated(world(independent, cases=60))
    assert found.debate.verdict == "none"
    assert found.remarks[0].startswith("There was no debate")


def test_a_panel_of_guessers_is_rarely_said_to_help():
    helped = [_evaluated(world(guessing, cases=80, seed=seed), resamples=200).verdict for seed in range(25)]
    assert helped.count("helps") <= 2


def test_where_nobody_knows_anything_that_is_said():
    found = _evaluated(world(guessing, cases=3_000), resamples=200)
    assert found.verdict == "does_not_help"
    assert "no more than how often the answer is yes" in found.sentence


def test_where_yes_is_rare_a_panel_that_knows_something_is_not_said_to_know_nothing():
    """One in fifty: the base rate alone has a Brier score of .02, so a gain of .01 is most of what there is to gain."""
    found = _evaluated(world(independent, cases=1_500, prevalence=0.02))
    assert found.verdict == "helps", found.sentence


def test_a_panel_that_is_clearly_worse_than_somebody_is_never_said_to_be_perhaps_better():
    for seed in range(6):
        found = _evaluated(world(liar, cases=80, seed=seed), resamples=200)
        doubtful = found.doubtful.difference.brier
        if "may be either" in found.sentence:
            assert doubtful.low is not None
            assert doubtful.high is not None
            assert doubtful.low <= 0 <= doubtful.high


def test_the_figures_in_a_sentence_are_those_of_whom_it_names():
    for speaks in (independent, correlated, expert, liar):
        found = _evaluated(world(speaks))
        named = next(one for one in found.against if one.name == found.best)
        assert f"{named.difference.brier.value:+.3f}" in found.sentence


def test_to_help_the_panel_has_to_beat_every_simpler_way():
    found = _evaluated(world(independent))
    assert found.verdict == "helps"
    assert all((one.difference.brier.high or 1.0) < 0 for one in found.against)


def test_a_gain_that_is_not_worth_having_is_no_reason_to_debate():
    """Guessers who move at random: a difference of a thousandth, however sure, is not said to pay."""

    def shuffled(chance: np.random.Generator, truth: bool):
        first = {f"p{number}": float(chance.uniform(0.1, 0.9)) for number in range(3)}
        return [first, {who: p**2 / (p**2 + (1 - p) ** 2) for who, p in first.items()}]

    said = [_evaluated(world(shuffled, cases=100, seed=seed), resamples=200).debate.verdict for seed in range(12)]
    assert said.count("pays") == said.count("harms") == 0


def test_few_cases_are_too_few_whatever_they_show():
    found = _evaluated(world(independent, cases=CASES_MIN - 1))
    assert found.verdict == "too_few"
    assert found.sentence.startswith("Too few cases to tell: 19 labelled")
    assert not found.calibrated
    assert any("too few labels to calibrate" in said for said in found.remarks)


def test_many_cases_in_few_groups_are_too_few():
    found = _evaluated(world(independent, cases=90, grouped=15))
    assert found.groups == 6
    assert found.sentence.startswith("Too few cases to tell: 90 labelled")


def test_one_sided_labels_are_too_few():
    made = world(independent, cases=60)
    cases = [msgspec.structs.replace(case, label=number < 3) for number, case in enumerate(made.cases)]
    assert evaluate(cases, made.decisions, resamples=50).verdict == "too_few"


def test_an_open_question_says_about_how_many_cases_would_tell():
    def slightly(chance: np.random.Generator, truth: bool):
        return [{"one": signal(chance, truth, 0.8), "other": signal(chance, truth, 0.8)}]

    found = [_evaluated(world(slightly, cases=40, seed=seed)) for seed in range(6)]
    open_ones = [one for one in found if one.verdict == "too_few"]
    assert open_ones
    for one in open_ones:
        assert "it may be either" in one.sentence
        assert one.needed == 0 or one.needed >= one.cases
    assert any(f"About {one.needed:,} like these would tell." in one.sentence for one in open_ones)


def test_nothing_is_measured_on_what_it_was_fitted_on():
    """Answers without any relation to the labels: in sample, every fitted curve would look better than chance."""
    found = [_evaluated(world(guessing, cases=60, seed=seed), resamples=2) for seed in range(10)]
    assert all(one.calibrated for one in found)
    names = ("p0", "p1", "p2", "majority", "round 0", "best_single")
    assert np.mean([_brier(one, name) for one in found for name in names]) > 0.249


def test_a_change_of_one_label_changes_no_curve_that_its_own_case_is_judged_by():
    made = world(independent, cases=60)
    flipped = made.cases[7]
    cases = tuple(
        msgspec.structs.replace(case, label=not case.label) if case.id == flipped.id else case for case in made.cases
    )
    # The folds are held fixed: they are dealt by label, so that a flip would deal them anew.
    table = lay_out(made.cases, made.decisions, 10, 0)
    changed = type(table)(
        table.decisions,
        np.asarray([float(bool(case.label)) for case in cases]),
        table.group,
        table.fold,
        table.folds,
        table.groups,
    )
    before, _ = calibrate(table, ways_of(table))
    after, _ = calibrate(changed, ways_of(changed))
    for one, two in zip(before, after, strict=True):
        assert one.p[7] == two.p[7]
        assert not np.array_equal(one.p, two.p)


def _debated(made: World) -> list[bool]:
    return [any(ballot.round for ballot in made.decisions[case.id].ballots) for case in made.cases]


def test_as_many_and_the_same_cases_are_debated_as_with_the_calibration_that_comes_of_it():
    made = world(learning)
    folded = gated(made, gates(made.cases, made.decisions))
    later = fit(labelled(folded.cases, folded.decisions))
    deployed = _debated(gated(made, dict.fromkeys(made.decisions, later)))
    assert np.mean(np.equal(_debated(folded), deployed)) > 0.97
    raw = _debated(gated(made, {}))
    assert sum(raw) > 2 * sum(deployed)  # the mean of independent opinions is timid: raw, most would be debated


def test_nobodys_own_label_has_a_part_in_whether_it_is_debated():
    made = world(independent, cases=60, grouped=2)
    by = gates(made.cases, made.decisions)
    assert len(by) == 60
    table = lay_out(made.cases, made.decisions, 10, 0)
    for fold in range(10):
        places = np.flatnonzero(table.fold != fold)
        alone = fit(labelled([made.cases[place] for place in places], made.decisions))
        held = [by[made.cases[place].id] for place in np.flatnonzero(table.fold == fold)]
        assert all((one.slope, one.shift) == (alone.slope, alone.shift) for one in held)


def test_too_few_labels_gate_nothing():
    made = world(independent, cases=LABELS_MIN)
    assert gates(made.cases, made.decisions) == {}
    assert gates((), {}) == {}


def test_the_interval_after_a_debate_holds_for_the_cases_that_will_be_debated():
    """Where a debate helps those cases alone that are in doubt, a curve fitted on the others too does not hold."""
    large = world(lone_doubter, cases=6_000, seed=99)
    held = {"folds": 0, "raw": 0}
    for seed in range(20):
        made = world(lone_doubter, cases=400, seed=seed)
        sealed = fit(labelled(made.cases, made.decisions, debated=False))
        points = [
            point for point in labelled(*_parts(gated(large, dict.fromkeys(large.decisions, sealed)))) if point.debated
        ]
        near = [point.label for point in points if 0.6 < point.p < 0.8]
        truth = sum(near) / len(near)
        for name, by in (("folds", gates(made.cases, made.decisions)), ("raw", {})):
            low, high = fit(labelled(*_parts(gated(made, by)))).apply(0.7, debated=True).interval
            held[name] += low <= truth <= high
    assert held["folds"] >= 17
    assert held["raw"] <= 12


@pytest.mark.parametrize(("speaks", "verdict"), [(correlated, "does_not_help"), (learning, "helps")])
def test_the_sentence_is_as_honest_where_only_the_uncertain_is_debated(speaks: Speaks, verdict: str):
    made = world(speaks)
    found = _evaluated(gated(made, gates(made.cases, made.decisions)))
    assert found.verdict == verdict


def test_guessers_whose_debates_are_gated_by_labels_are_not_said_to_know_anything():
    """A label has a part in which others are debated, and so in the curves of others: nothing comes of that."""

    def wavering(chance: np.random.Generator, truth: bool):
        return [{f"p{number}": float(chance.uniform(0.02, 0.98)) for number in range(2)} for _ in range(2)]

    found: list[Evaluation] = []
    for seed in range(12):
        made = world(wavering, cases=80, seed=seed)
        found.append(_evaluated(gated(made, gates(made.cases, made.decisions), (0.4, 0.6)), resamples=100))
    assert np.mean([_brier(one, "final") for one in found]) > 0.249
    assert sum(one.verdict == "helps" for one in found) <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=LABELS_MIN, max_size=40))
def test_the_curves_out_of_fold_are_those_that_people_are_given(points: list[tuple[float, bool]]):
    assume(0 < sum(label for _, label in points) < len(points))
    slope, shift = curve(np.asarray([p for p, _ in points]), np.asarray([float(label) for _, label in points]))
    given_out = fit([Labelled(p=p, label=label) for p, label in points])
    assert slope == pytest.approx(given_out.slope, abs=1e-6)
    assert shift == pytest.approx(given_out.shift, abs=1e-6)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["", "a", "b", "c", "d"])), min_size=1, max_size=40),
    st.integers(1, 12),
)
def test_groups_are_never_split_between_folds(labels: list[tuple[bool, str]], folds: int):
    cases = [
        Case(id=f"c{place}", question="?", label=label, group=group) for place, (label, group) in enumerate(labels)
    ]
    decisions = {case.id: decided(case.id, [{"a": 0.5}]) for case in cases}
    table = lay_out(cases, decisions, folds, 0)
    assert 1 <= table.folds <= folds
    assert set(table.fold) == set(range(table.folds))
    for one in range(len(cases)):
        for other in range(len(cases)):
            if cases[one].group and cases[one].group == cases[other].group:
                assert table.fold[one] == table.fold[other]


def test_every_fold_has_cases_of_either_answer_where_there_are_enough():
    made = world(independent, cases=100)
    table = lay_out(made.cases, made.decisions, 10, 0)
    for fold in range(10):
        assert 0 < table.label[table.fold == fold].sum() < (table.fold == fold).sum()


def test_the_base_rate_ranks_nothing():
    found = _evaluated(world(independent, cases=60), resamples=20)
    base = next(method for method in found.methods if method.name == "base_rate")
    assert base.scores.auc.value == 0.5
    assert base.scores.brier.value != base.raw.brier.value  # that one is of a rate its own label had a part in


def test_a_comparator_that_is_missing_anywhere_is_said_to_be():
    made = world(independent, cases=40)
    asked = {name: msgspec.structs.replace(one, comparators={**one.comparators, "self_consistency": 0.6})
             for name, one in made.decisions.items()}  # fmt: skip
    assert evaluate(made.cases, asked, resamples=20).not_compared == {}
    asked["c3"] = made.decisions["c3"]
    found = evaluate(made.cases, asked, resamples=20)
    assert found.not_compared == {"self_consistency": 1}
    assert not any(method.name == "self_consistency" for method in found.methods)
    assert any("no comparison with one panellist asked several times" in said for said in found.remarks)


def test_hardly_anybody_is_called_overconfident_for_bad_luck():
    """Always .6 or .4 at random: a hundredth worse than one half, which few cases cannot tell from luck."""

    def timid(chance: np.random.Generator, truth: bool):
        return [{"timid": 0.6 if chance.random() < 0.5 else 0.4, "liar": 0.001 if truth else 0.999}]

    found = [_evaluated(world(timid, cases=30, seed=seed), resamples=200) for seed in range(8)]
    worse = [
        next(method.raw.brier.value or 0.0 for method in one.methods if method.name == "timid") > 0.25 for one in found
    ]
    assert sum(worse) >= 6
    assert sum("timid" in one.overconfident for one in found) <= 1
    assert all("liar" in one.overconfident for one in found)
    for one in found:
        named = [said.split("'")[1] for said in one.remarks if "is surer than it is right" in said]
        assert named == list(one.overconfident)


def test_cases_without_a_label_or_a_decision_are_left_out_and_counted():
    made = world(independent, cases=40)
    cases = [*made.cases, Case(id="open", question="?"), Case(id="undecided", question="?", label=True)]
    found = evaluate(cases, made.decisions, resamples=50)
    assert (found.cases, found.left_out) == (40, 2)


def test_citations_moves_and_costs_are_counted():
    made = world(independent, cases=30)
    first = {"a": 0.4, "b": 0.8, "c": 0.7}
    decisions = {
        case.id: decided(case.id, [first, {"a": 0.4, "b": 0.8, "c": 0.9}], dropped=1, refused={"a": 0.6})
        for case in made.cases
    }
    found = evaluate(made.cases, decisions, resamples=50)
    assert (found.validity.count, found.validity.total) == (90, 120)
    assert (found.debate.moves, found.debate.refused, found.debate.conforming) == (30, 30, 30)
    assert any("30 of 60 moves asked for were refused" in said for said in found.remarks)
    assert found.spent.requests == 0


def test_an_evaluation_is_the_same_every_time_and_is_json():
    made = world(independent, cases=60)
    one, other = (msgspec.json.encode(_evaluated(made)) for _ in range(2))
    assert one == other
    assert msgspec.json.decode(one)["verdict"] in {"helps", "too_few"}
    assert msgspec.json.encode(_evaluated(made, seed=1)) != one


def test_every_way_is_listed_once_and_progress_is_told():
    told: list[tuple[int, int]] = []
    made = world(liar, cases=40)
    found = evaluate(made.cases, made.decisions, resamples=20, told=lambda done, total: told.append((done, total)))
    names = [method.name for method in found.methods]
    assert names[-2:] == ["round 0", "final"]
    assert sorted(names) == sorted(
        [
            *("honest0", "honest1", "honest2", "liar", "best_single", "majority", "most_confident"),
            *("base_rate", "round 0", "final"),
        ]
    )
    assert told == [(number + 1, len(names)) for number in range(len(names))]


def test_without_any_labelled_case_there_is_a_sentence_and_no_crash():
    found = evaluate([Case(id="a", question="?")], {})
    assert found.verdict == "too_few"
    assert found.cases == 0


@pytest.mark.parametrize("folds", [1, 2, 10])
def test_any_number_of_folds_will_do(folds: int):
    found = evaluate(*_parts(world(independent, cases=50)), folds, resamples=20)
    assert found.folds == folds
    assert found.calibrated == (folds > 1)


def _parts(made: World):
    return made.cases, made.decisions
