from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_runs import card, result, write_run

from seatrial.app.comparing import compare_runs
from seatrial.app.run_folder import RunFolder
from seatrial.core.errors import RunError
from seatrial.evaluation.results import ConversationResult


def _people(count: int, *, failing: int = 0, name: str = "sink") -> Iterator[ConversationResult]:
    for seed in range(1, count + 1):
        yield result(f"{name}/plain/chat/{seed}", "failed" if seed <= failing else "passed")


def test_the_same_people_are_paired_by_id_whatever_their_order(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(40, failing=10))
    after = write_run(tmp_path / "b", reversed(list(_people(40, failing=3))))
    found = compare_runs(before, after)
    assert (found.comparison.pairs, found.comparison.newly_passed, found.comparison.newly_failed) == (40, 7, 0)
    assert (found.verdict, found.exit_code) == ("better", 0)
    assert (found.only_before, found.only_after) == (0, 0)
    assert found.before.run == str(tmp_path / "a")


def test_a_run_compared_with_itself_is_the_same(tmp_path: Path):
    run = write_run(tmp_path / "a", _people(5, failing=2))
    found = compare_runs(run, run)
    assert (found.verdict, found.exit_code) == ("same", 0)


def test_why_people_newly_fail_is_told_with_an_example(tmp_path: Path):
    found = compare_runs(write_run(tmp_path / "a", _people(9)), write_run(tmp_path / "b", _people(9, failing=9)))
    (group,) = found.failing
    assert (group.cause, group.count, group.example) == ("the caller hung up", 9, "sink/plain/chat/1")
    assert group.reason == "expected the outcome booked; it ended as abandoned"
    assert (found.verdict, found.exit_code) == ("worse", 1)


def test_people_whom_one_run_alone_met_are_left_out_and_counted(tmp_path: Path):
    before = write_run(tmp_path / "a", [*_people(5), *_people(3, name="tap")], cards=[card("sink"), card("tap")])
    after = write_run(tmp_path / "b", [*_people(7)], cards=[card("sink"), card("new")])
    found = compare_runs(before, after)
    assert (found.comparison.pairs, found.only_before, found.only_after) == (5, 3, 2)
    assert found.gone_cards == ("tap",)


def test_two_suites_that_share_a_few_people_are_refused_unless_that_is_wanted(tmp_path: Path):
    before = write_run(tmp_path / "a", [*_people(4), *_people(6, name="tap")], cards=[card("sink"), card("tap")])
    after = write_run(tmp_path / "b", [*_people(4), *_people(16, name="new")], cards=[card("sink"), card("new")])
    with pytest.raises(RunError, match="only 4 of them are the same") as refused:
        compare_runs(before, after)
    assert refused.value.code == "diff.suites"
    assert compare_runs(before, after, force=True).comparison.pairs == 4


def test_half_of_the_smaller_run_is_enough_however_large_the_other_is(tmp_path: Path):
    before = write_run(tmp_path / "a", [*_people(5), *_people(5, name="tap")], cards=[card("sink"), card("tap")])
    after = write_run(tmp_path / "b", _people(500))
    assert compare_runs(before, after).comparison.pairs == 5


def test_a_card_that_asks_for_something_else_is_left_out_and_named(tmp_path: Path):
    there = [*_people(5), *_people(5, name="tap")]
    before = write_run(tmp_path / "a", there)
    after = write_run(tmp_path / "b", there, cards=[card("sink"), card("tap", knows={"postcode": "BS1 4DJ"})])
    found = compare_runs(before, after)
    assert (found.changed_cards, found.changed, found.comparison.pairs) == (("tap",), 5, 5)


@pytest.mark.parametrize("prose", [{"why": "other"}, {"who": "x"}, {"tags": ("a",)}, {"known_failure": "later"}])
def test_prose_and_remarks_on_a_card_change_nobody(prose: dict[str, object], tmp_path: Path):
    before = write_run(tmp_path / "a", _people(5))
    after = write_run(tmp_path / "b", _people(5), cards=[card("sink", **prose), card("tap")])
    assert compare_runs(before, after).comparison.pairs == 5


def test_nothing_good_is_said_of_a_run_that_was_cut_short(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(20))
    after = write_run(tmp_path / "b", _people(3), planned=20)
    found = compare_runs(before, after)
    assert found.after.interrupted
    assert found.comparison.verdict == "same"
    assert (found.verdict, found.exit_code) == ("undecided", 3)


def test_a_run_that_was_cut_short_can_still_be_worse(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(20))
    after = write_run(tmp_path / "b", _people(9, failing=9), planned=20)
    assert compare_runs(before, after).verdict == "worse"


def test_a_last_line_that_was_cut_off_by_a_kill_is_left_out(tmp_path: Path):
    before, after = write_run(tmp_path / "a", _people(3)), write_run(tmp_path / "b", _people(3))
    with (after.path / "results.jsonl").open("r+b") as file:
        file.truncate((after.path / "results.jsonl").stat().st_size - 5)
    found = compare_runs(before, after)
    assert (found.comparison.pairs, found.only_before) == (2, 1)


def test_other_versions_are_told(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3), versions={"seatrial": "0.1.0", "python": "3.11"})
    after = write_run(tmp_path / "b", _people(3), versions={"seatrial": "0.2.0", "python": "3.11"})
    assert compare_runs(before, after).versions == {"seatrial": ("0.1.0", "0.2.0")}


def _refused(before: RunFolder, after: RunFolder) -> RunError:
    with pytest.raises(RunError) as caught:
        compare_runs(before, after)
    return caught.value


def test_other_seeds_met_other_people(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3), request={"seed": 1, "count": 3})
    error = _refused(before, write_run(tmp_path / "b", _people(3), request={"seed": 2, "count": 3}))
    assert error.code == "diff.seed"
    assert "seed 1" in str(error)
    assert "seed 2" in str(error)
    assert error.hint.endswith("seatrial simulate ag -n 3 --seed 1")


def test_other_faults_are_other_conditions(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3), request={"faults": "slow,error"})
    error = _refused(before, write_run(tmp_path / "b", _people(3)))
    assert error.code == "diff.faults"
    assert "--faults slow,error" in error.hint


def test_the_same_faults_may_be_written_otherwise(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3), request={"faults": "slow, error"})
    after = write_run(tmp_path / "b", _people(3), request={"faults": "error,slow"})
    assert compare_runs(before, after).comparison.pairs == 3


def test_other_suites_have_nobody_in_common(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3), cards=[card("sink")])
    after = write_run(tmp_path / "b", _people(3, name="lost_card"), cards=[card("lost_card")], agent_name="bank")
    error = _refused(before, after)
    assert error.code == "diff.nothing_common"
    assert "plumber with sink there, bank with lost_card here" in str(error)


def test_cards_of_the_same_name_that_are_others_cannot_be_compared(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3))
    after = write_run(tmp_path / "b", _people(3), cards=[card("sink", expect=())])
    error = _refused(before, after)
    assert error.code == "diff.cards_changed"
    assert "sink" in str(error)


def test_a_run_without_results_is_named(tmp_path: Path):
    before = write_run(tmp_path / "a", _people(3))
    error = _refused(before, write_run(tmp_path / "b", []))
    assert error.code == "diff.no_results"
    assert str(tmp_path / "b") in str(error)


def test_a_conversation_that_is_there_twice_is_no_run_of_ours(tmp_path: Path):
    twice = [*_people(3), *_people(3)]
    assert _refused(write_run(tmp_path / "a", twice), write_run(tmp_path / "b", [])).code == "run.corrupt"


def test_a_folder_that_is_no_run_is_named(tmp_path: Path):
    error = _refused(write_run(tmp_path / "a", _people(3)), RunFolder(tmp_path / "absent"))
    assert error.code == "run.not_a_run"
    assert "absent" in str(error)


@given(st.permutations(range(8)), st.permutations(range(8)), st.integers(0, 8), st.integers(0, 8))
def test_any_two_orders_and_lengths_pair_whom_both_met(
    tmp_path_factory: pytest.TempPathFactory, first: list[int], second: list[int], left: int, right: int
):
    path = tmp_path_factory.mktemp("runs")
    ids = [f"sink/plain/chat/{seed}" for seed in range(8)]
    mine, theirs = {ids[seed] for seed in first[:left]}, {ids[seed] for seed in second[:right]}
    before = write_run(path / "a", (result(ids[seed]) for seed in first[:left]))
    after = write_run(path / "b", (result(ids[seed]) for seed in second[:right]))
    if not mine & theirs:
        assert _refused(before, after).code in {"diff.nothing_common", "diff.no_results"}
        return
    found = compare_runs(before, after)
    assert found.comparison.pairs == len(mine & theirs)
    assert (found.only_before, found.only_after) == (len(mine - theirs), len(theirs - mine))
