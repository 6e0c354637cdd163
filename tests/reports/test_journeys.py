from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from seatrial.reports.journeys import Branch, JourneyCounts, JourneyTree, Way

BOOKED: Way = ("flow:book", "ask:postcode", "call:in_area", "ask:when", "end:booked")
LEFT: Way = ("flow:book", "ask:postcode", "call:in_area", "ask:when", "end:abandoned")
GAS: Way = ("flow:emergency", "end:handed_to_person")


def _tree(ways: Iterable[tuple[Way, bool]], golden: Way | None = None) -> JourneyTree:
    counts = JourneyCounts({"card": golden} if golden is not None else None)
    for way, failed in ways:
        counts.add("card", way, failed=failed)
    return counts.tree()


def test_steps_that_everybody_took_are_one_stretch_and_forks_come_largest_first():
    tree = _tree([(BOOKED, False)] * 3 + [(LEFT, True), (GAS, False)])
    assert (tree.people, tree.failed) == (5, 1)
    book, gas = tree.roots
    assert (book.steps, book.count, book.failed) == (BOOKED[:4], 4, 1)
    assert [(fork.steps, fork.count) for fork in book.forks] == [(("end:booked",), 3), (("end:abandoned",), 1)]
    assert (gas.steps, gas.forks) == (GAS, ())


def test_where_people_fall_off_is_the_step_before_the_end_of_those_who_failed():
    tree = _tree([(BOOKED, False)] * 3 + [(LEFT, True)] * 2)
    assert [(fall.step, fall.count, fall.came) for fall in tree.falls] == [("ask:when", 2, 5)]


def test_the_golden_way_is_marked_however_few_took_it_and_tells_where_most_left_it():
    tree = _tree([(GAS, False)] * 2_000 + [(BOOKED, False)] + [(LEFT, True)], golden=BOOKED)
    marked = [branch.steps for branch in tree.roots if branch.golden]
    assert marked == [BOOKED[:4]]
    (golden,) = tree.golden
    assert (golden.people, golden.kept, golden.lost) == (2_002, (2, 2, 2, 2, 1), ("flow:book", 2_000))


def test_a_golden_way_that_everybody_kept_to_lost_nobody():
    (golden,) = _tree([(BOOKED, False)], golden=BOOKED).golden
    assert golden.lost == ("", 0)


def test_a_golden_way_of_a_card_that_nobody_played_is_not_told():
    counts = JourneyCounts({"other": BOOKED})
    counts.add("card", BOOKED, failed=False)
    assert counts.tree().golden == ()


def test_rare_ways_are_added_up_where_they_leave():
    odd = [(("flow:book", f"ask:{number}", "end:booked"), number % 2 == 0) for number in range(10)]
    tree = _tree([(GAS, False)] * 2_000 + [(BOOKED, False)] * 2_000 + odd)
    book = next(root for root in tree.roots if root.steps[0] == "flow:book")
    assert (book.rest, book.rest_failed) == (10, 5)


def test_a_result_without_a_way_is_not_counted():
    assert _tree([((), True)]).people == 0


def _people(branch: Branch) -> int:
    return sum(_people(fork) for fork in branch.forks) + branch.rest if branch.forks or branch.rest else branch.count


@given(st.lists(st.tuples(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6).map(tuple), st.booleans())))
def test_nobody_is_lost_in_the_tree(ways: list[tuple[Way, bool]]):
    tree = _tree([((*way, "end"), failed) for way, failed in ways])
    assert sum(map(_people, tree.roots)) + tree.rest == tree.people == len(ways)
    assert sum(root.failed for root in tree.roots) + tree.rest_failed == tree.failed


def test_what_is_held_does_not_grow_with_the_number_of_different_ways(monkeypatch):
    monkeypatch.setattr("seatrial.reports.journeys.NODES_MAX", 50)
    counts = JourneyCounts()
    for number in range(1_000):
        counts.add("card", (f"ask:{number}", f"call:{number}", "end:x"), failed=True)
    tree = counts.tree()
    assert counts._nodes == 50
    assert len(counts._came) <= 53
    assert sum(root.count for root in tree.roots) + tree.rest == 1_000
