"""People drawn so that every two levels of every two traits meet in somebody: a covering array, by a greedy search.

Most failures that come of traits meeting come of two of them, and there are far fewer pairs than combinations. The
array is fixed: the same people in every run, found again by name (``pairwise-07``). Pure. Called by `personas`.

Source: Cohen, Dalal, Fredman and Patton, "The AETG system", IEEE TSE 23(7), 1997, for the search by rows; the bound on
how much is out of the ordinary about one person is ours, so that people stay people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

import msgspec

from seatrial.core.scenario import Persona

Level = float
Row = tuple[int, ...]
"""For each trait the index of its level."""
Pair = tuple[int, int, int, int]
"""A trait, its level, another trait after it, its level."""

ODD_MAX = 8
"""Traits out of the ordinary in one person, at most."""
_PREFIX = "pairwise-"
_LEVELS: Mapping[str, tuple[Level, ...]] = {
    "patience": (6, 3, 12),
    "verbosity": (0.35, 0.05, 0.9),
    "disclosure": (0.2, 0.0, 0.8),
    "disfluency": (0.08, 0.4),
    "correction": (0.0, 0.3),
    "digression": (0.0, 0.3),
    "politeness": (0.5, 0.1),
    "noise": (0.08, 0.5),
    "barge_in": (0.0, 0.25),
    "backchannel": (0.0, 0.3),
    "repeat": (0.0, 0.2),
    "silence": (0.0, 0.12),
    "hang_up": (0.0, 0.4),
    "speech_rate_wpm": (150, 105, 190),
    "typing_cpm": (200, 110, 280),
    "unavailable": (0.0, 0.35),
    "incomplete": (0.0, 0.35),
    "goal_change": (0.0, 0.5),
    "memory_error": (0.0, 0.3),
    "false_compliance": (0.0, 0.5),
    "low_tech": (0.0, 0.5),
    "code_switch": (0.0, 0.35),
    "temper": (0.0, 0.8),
    "anger": (0.0, 0.5),
}
"""Trait -> levels, the ordinary one first. Who provokes is chosen by name, never drawn."""


def trait_levels() -> Mapping[str, tuple[Level, ...]]:
    """Return the traits that are drawn, each with its levels."""
    return _LEVELS


@lru_cache(maxsize=1)
def _people() -> Mapping[str, Persona]:
    rows = covering_rows([len(levels) for levels in _LEVELS.values()], odd_max=ODD_MAX)
    found: dict[str, Persona] = {}
    for number, row in enumerate(rows, 1):
        name = f"{_PREFIX}{number:02}"
        traits = {trait: levels[at] for (trait, levels), at in zip(_LEVELS.items(), row, strict=True)}
        odd = [trait.replace("_", " ") for trait, at in zip(_LEVELS, row, strict=True) if at]
        about = "Drawn so that traits meet in pairs; out of the ordinary: " + ", ".join(odd) + "."
        found[name] = msgspec.convert({"name": name, "about": about, **traits}, Persona, strict=False)
    return found


def pairwise_people() -> tuple[str, ...]:
    """Return the names of all people drawn."""
    return tuple(_people())


def is_pairwise(name: str) -> bool:
    """Tell whether a name is of the kind that people drawn have."""
    return name.startswith(_PREFIX)


def pairwise_person(name: str) -> Persona | None:
    """Return one of the people drawn, or None."""
    return _people().get(name) if is_pairwise(name) else None


def pairs_met(names: Iterable[str]) -> tuple[int, int]:
    """Return how many pairs of trait levels meet in these people, and how many there are.

    Args:
        names: Those that are not of people drawn count nothing.
    """
    levels = list(_LEVELS.items())
    rows = [
        tuple(of.index(getattr(person, trait)) for trait, of in levels)
        for person in map(pairwise_person, names)
        if person is not None
    ]
    met = {pair for row in rows for pair in pairs_of(row)}
    return len(met), len(all_pairs([len(of) for _, of in levels]))


def all_pairs(sizes: Sequence[int]) -> set[Pair]:
    """Return every pair of levels of every two traits."""
    return {
        (one, first, other, second)
        for one, other in combinations(range(len(sizes)), 2)
        for first, second in product(range(sizes[one]), range(sizes[other]))
    }


def pairs_of(row: Row) -> set[Pair]:
    """Return the pairs that meet in one person."""
    return {(one, row[one], other, row[other]) for one, other in combinations(range(len(row)), 2)}


def covering_rows(sizes: Sequence[int], *, odd_max: int) -> list[Row]:
    """Return rows in which every pair of levels of every two traits meets at least once.

    Args:
        sizes: How many levels each trait has; the first is the ordinary one.
        odd_max: How many of a row may be other than ordinary; at least 2.
    """
    missing = dict.fromkeys(sorted(all_pairs(sizes)))
    rows: list[Row] = []
    while missing:
        # Seeded with what is hardest to place: a pair of two odd levels, as long as there are any.
        seed = max(missing, key=lambda pair: bool(pair[1]) + bool(pair[3]))
        row = _row(seed, sizes, missing, max(2, odd_max))
        for pair in pairs_of(row):
            missing.pop(pair, None)
        rows.append(row)
    return rows


def _row(seed: Pair, sizes: Sequence[int], missing: Mapping[Pair, None], odd_max: int) -> Row:
    """Return a row with one pair given, and with as many others that are missing as a greedy search finds."""
    one, first, other, second = seed
    chosen: dict[int, int] = {one: first, other: second}
    left = [trait for trait in range(len(sizes)) if trait not in chosen]
    while left:
        full = sum(map(bool, chosen.values())) >= odd_max
        _, trait, level = max(
            (_worth(trait, level, chosen, missing), -trait, level)
            for trait in left
            for level in range(1 if full else sizes[trait])
        )
        chosen[-trait] = level
        left.remove(-trait)
    return tuple(chosen[trait] for trait in range(len(sizes)))


def _worth(trait: int, level: int, chosen: Mapping[int, int], missing: Mapping[Pair, None]) -> tuple[int, bool]:
    """Return how many missing pairs a choice brings; of equals that bring any, what is out of the ordinary comes first.

    Ordinary levels meet by themselves later on; what brings nothing new is better left ordinary.
    """
    gain = sum(_pair(trait, level, done, its) in missing for done, its in chosen.items())
    return gain, bool(level) == bool(gain)


def _pair(one: int, first: int, other: int, second: int) -> Pair:
    return (one, first, other, second) if one < other else (other, second, one, first)
