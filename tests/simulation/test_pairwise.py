"""Every two levels of every two traits meet in somebody, and the same people come every time."""

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.core.scenario import Persona
from seatrial.simulation.pairwise import (
    ODD_MAX,
    all_pairs,
    covering_rows,
    pairs_met,
    pairs_of,
    pairwise_people,
    pairwise_person,
    trait_levels,
)
from seatrial.simulation.pinned import trait_names
from seatrial.simulation.quirks import PROVOCATIONS


@settings(max_examples=60, deadline=None)
@given(sizes=st.lists(st.integers(1, 4), min_size=2, max_size=9), odd_max=st.integers(2, 9))
def test_rows_cover_every_pair_and_nobody_is_too_odd(sizes, odd_max):
    rows = covering_rows(sizes, odd_max=odd_max)
    assert set().union(*map(pairs_of, rows)) == all_pairs(sizes)
    assert all(sum(map(bool, row)) <= odd_max for row in rows)
    assert all(0 <= level < size for row in rows for level, size in zip(row, sizes, strict=True))
    assert len(rows) <= len(all_pairs(sizes))


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(2, 3), min_size=3, max_size=8))
def test_no_row_is_there_for_nothing(sizes):
    rows = covering_rows(sizes, odd_max=len(sizes))
    met: set[object] = set()
    for row in rows:
        assert pairs_of(row) - met
        met |= pairs_of(row)


def test_all_pairs_are_all_pairs():
    assert all_pairs([2, 1, 2]) == {
        (0, 0, 1, 0), (0, 1, 1, 0), (0, 0, 2, 0), (0, 0, 2, 1), (0, 1, 2, 0), (0, 1, 2, 1), (1, 0, 2, 0), (1, 0, 2, 1),
    }  # fmt: skip


def test_the_people_drawn_cover_every_pair_of_levels_of_every_two_traits():
    people = [pairwise_person(name) for name in pairwise_people()]
    levels = trait_levels()
    for one, other in combinations(levels, 2):
        met = {(getattr(person, one), getattr(person, other)) for person in people}
        assert met == {(first, second) for first in levels[one] for second in levels[other]}, (one, other)


def test_they_are_few_and_not_too_odd():
    assert len(pairwise_people()) <= 30
    ordinary = {trait: levels[0] for trait, levels in trait_levels().items()}
    for name in pairwise_people():
        person = pairwise_person(name)
        odd = [trait for trait, level in ordinary.items() if getattr(person, trait) != level]
        assert len(odd) <= ODD_MAX
        assert all(trait.replace("_", " ") in person.about for trait in odd)


def test_every_trait_is_drawn_but_those_of_people_who_provoke():
    assert set(trait_levels()) == set(trait_names()) - set(PROVOCATIONS)


def test_somebody_is_the_same_from_the_name_alone():
    code = "from seatrial.simulation.personas import persona_named as p; print(p('pairwise-07'))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert other.strip() == str(pairwise_person("pairwise-07"))


def test_pairs_met_counts_only_people_drawn():
    met, pairs = pairs_met(pairwise_people())
    assert met == pairs
    fewer, _ = pairs_met(pairwise_people()[:3])
    assert 0 < fewer < pairs
    assert pairs_met(["plain", "terse"]) == (0, pairs)


@pytest.mark.parametrize("name", ["pairwise-00", "pairwise-7", "pairwise-", "plain", "pairwise-1000"])
def test_nobody_else_is_drawn(name):
    assert pairwise_person(name) is None


def test_people_drawn_are_personas():
    assert all(isinstance(pairwise_person(name), Persona) for name in pairwise_people())
