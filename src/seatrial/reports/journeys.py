"""The ways of all conversations of a run merged into one tree: how many went where, and where people fall off.

A way is a tuple of step names, such as ``("flow:book", "ask:postcode", "call:in_area", "end:visit_booked")``.
Counted as results come in, within bounds however many there are; called by the app, drawn by the HTML report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from itertools import count

import msgspec

Way = tuple[str, ...]

NODES_MAX = 20_000
"""Of the tree being counted: beyond them, rare new ways are only added up where they branch off."""
BRANCHES_MAX = 300
"""Of the tree shown."""
RARE_SHARE = 500
"""One way in so many is rare, and shown only as one of several."""
FALLS_MAX = 8


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of way without a fork, and where it forks.

    Attributes:
        steps: One after another, all taken by all of these people.
        count: How many people.
        failed: How many of them failed, at whatever point.
        golden: Whether a golden way leads over it.
        forks: Where they went on, most people first.
        rest: How many people took other ways, too rare to show.
        rest_failed: How many of these failed.
    """

    steps: Way
    count: int
    failed: int = 0
    golden: bool = False
    forks: tuple[Branch, ...] = ()
    rest: int = 0
    rest_failed: int = 0


class Fall(msgspec.Struct, frozen=True, kw_only=True):
    """A step after which people got no further.

    Attributes:
        count: How many failed with this as the last step before the end.
        came: How many came to it at all.
    """

    step: str
    count: int
    came: int


class GoldenWay(msgspec.Struct, frozen=True, kw_only=True):
    """The way that people with one card are meant to take.

    Attributes:
        people: How many played the card.
        kept: How many were still on it after each step.
    """

    scenario: str
    steps: Way
    people: int
    kept: tuple[int, ...]

    @property
    def lost(self) -> tuple[str, int]:
        """The step that most people did not come to, and how many; ("", 0) when all kept to the way."""
        before = (self.people, *self.kept)
        left = [had - kept for had, kept in zip(before, self.kept, strict=False)]
        most = max(left, default=0)
        return (self.steps[left.index(most)], most) if most else ("", 0)


class JourneyTree(msgspec.Struct, frozen=True, kw_only=True):
    """All ways of a run.

    Attributes:
        people: How many conversations.
        failed: How many of them failed.
        roots: Where they began.
        falls: Where most people fall off.
        golden: The golden ways, of the cards that have one and were played.
    """

    people: int
    failed: int = 0
    roots: tuple[Branch, ...] = ()
    rest: int = 0
    rest_failed: int = 0
    falls: tuple[Fall, ...] = ()
    golden: tuple[GoldenWay, ...] = ()


class _Node:
    """A step in the tree being counted."""

    __slots__ = ("count", "failed", "next")

    def __init__(self) -> None:
        self.count = 0
        self.failed = 0
        self.next: dict[str, _Node] = {}


class JourneyCounts:
    """A tree being counted."""

    def __init__(self, golden: Mapping[str, Way] | None = None) -> None:
        """Begin with nothing.

        Args:
            golden: The ways that people are meant to take, by scenario; shown however few take them.
        """
        self._root = _Node()
        self._nodes = 0
        self._came: dict[str, int] = {}
        self._fell: dict[str, int] = {}
        self._golden = {card: way for card, way in (golden or {}).items() if way}
        self._kept = {card: [0] * (len(way) + 1) for card, way in self._golden.items()}

    def add(self, scenario: str, way: Way, *, failed: bool) -> None:
        """Count a conversation; one that left no way is not counted."""
        if not way:
            return
        node = self._root
        node.count += 1
        node.failed += failed
        for step in way:
            following = node.next.get(step)
            if following is None:
                if self._nodes >= NODES_MAX:
                    break
                self._nodes += 1
                following = node.next[step] = _Node()
            node = following
            node.count += 1
            node.failed += failed
        self._count_steps(way, failed=failed)
        golden = self._golden.get(scenario)
        if golden is not None:
            kept = self._kept[scenario]
            for at, (wanted, came) in enumerate(zip(("", *golden), ("", *way), strict=False)):
                if wanted != came:
                    break
                kept[at] += 1

    def _count_steps(self, way: Way, *, failed: bool) -> None:
        if len(self._came) > NODES_MAX:
            return
        for step in set(way[:-1]):
            self._came[step] = self._came.get(step, 0) + 1
        if failed and len(way) > 1:
            self._fell[way[-2]] = self._fell.get(way[-2], 0) + 1

    def tree(self) -> JourneyTree:
        """Return the tree."""
        root = self._root
        golden = _passed(root, self._golden.values())
        shown = _chosen(root) | golden
        forks, rest, rest_failed = _forks(root, shown, golden)
        falls = sorted(self._fell, key=lambda step: (-self._fell[step], step))
        return JourneyTree(
            people=root.count,
            failed=root.failed,
            roots=forks,
            rest=rest,
            rest_failed=rest_failed,
            falls=tuple(Fall(step=step, count=self._fell[step], came=self._came[step]) for step in falls[:FALLS_MAX]),
            golden=tuple(
                GoldenWay(scenario=card, steps=way, people=self._kept[card][0], kept=tuple(self._kept[card][1:]))
                for card, way in self._golden.items()
                if self._kept[card][0]
            ),
        )


def _passed(root: _Node, ways: Iterable[Way]) -> set[int]:
    """Return which nodes lie on ways, as far as anybody took them."""
    passed: set[int] = set()
    for way in ways:
        node: _Node | None = root
        for step in way:
            node = node.next.get(step) if node is not None else None
            if node is not None:
                passed.add(id(node))
    return passed


def _chosen(root: _Node) -> set[int]:
    """Return which nodes are shown: those that most people passed."""
    rare = root.count // RARE_SHARE
    chosen = {id(root)}
    order = count()
    waiting = [(0, next(order), root)]
    branches = 0
    while waiting and branches < BRANCHES_MAX:
        _, _, node = heappop(waiting)
        branches += len(node.next) > 1
        chosen.add(id(node))
        for following in node.next.values():
            if following.count > rare:
                heappush(waiting, (-following.count, next(order), following))
    return chosen


def _forks(node: _Node, shown: set[int], golden: set[int]) -> tuple[tuple[Branch, ...], int, int]:
    """Return the branches that leave a node, and how many people took ways that are not shown."""
    forks: list[Branch] = []
    counted = failed = 0
    for step, following in sorted(node.next.items(), key=lambda item: (-item[1].count, item[0])):
        if id(following) in shown:
            forks.append(_branch(step, following, shown, golden))
            counted += following.count
            failed += following.failed
    return (tuple(forks), node.count - counted, node.failed - failed) if node.next else ((), 0, 0)


def _branch(step: str, node: _Node, shown: set[int], golden: set[int]) -> Branch:
    """Return the branch that begins with a step, as far as everybody goes the same way."""
    steps = [step]
    is_golden = id(node) in golden
    while len(node.next) == 1:
        step, following = next(iter(node.next.items()))
        alike = following.count == node.count and (id(following) in golden) == is_golden
        if not alike or id(following) not in shown:
            break
        steps.append(step)
        node = following
    forks, rest, rest_failed = _forks(node, shown, golden)
    return Branch(
        steps=tuple(steps),
        count=node.count,
        failed=node.failed,
        golden=is_golden,
        forks=forks,
        rest=rest,
        rest_failed=rest_failed,
    )
