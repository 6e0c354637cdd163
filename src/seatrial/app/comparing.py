"""Comparing two runs: makes sure that both met the same people, and pairs what came of them. The Python API of `diff`.

    found = compare_runs(RunFolder(Path("runs/a")), RunFolder(Path("runs/b"))).comparison

Reads both runs once, side by side; runs of the same suite are never held in memory.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import msgspec

from seatrial.app.run_folder import Manifest, RunFolder
from seatrial.app.tally import common_cause
from seatrial.core.errors import RunError
from seatrial.core.scenario import Scenario
from seatrial.evaluation.comparison import Pair, compare
from seatrial.evaluation.results import ConversationResult
from seatrial.reports.comparison import RunComparison, Side
from seatrial.runtime.faults import FaultPlan

MET_MIN = 0.5
"""Of the smaller run's people, the share that the other run must have met too. More cards or more people than last time
keep nearly all of them; other personas, or people chosen in another way, keep next to none."""


def compare_runs(before: RunFolder, after: RunFolder, *, force: bool = False) -> RunComparison:
    """Compare two runs that met the same people.

    Args:
        before: The earlier one, or the version to beat.
        after: The later one.
        force: Compare the people whom both met, however few they are.

    Raises:
        RunError: One is no run or is damaged, or they did not meet the same people.
    """
    manifests = before.read_manifest(), after.read_manifest()
    _check_conditions(before, after, *manifests)
    changed = _changed_cards(*manifests)
    pairing = _Pairing(before, after, changed)
    found = compare(pairing.pairs())
    _check_pairs(before, after, pairing, force=force)
    then, now = (manifest.versions for manifest in manifests)
    return RunComparison(
        before=_side(before, manifests[0], pairing.before),
        after=_side(after, manifests[1], pairing.after),
        seed=manifests[1].request.seed,
        comparison=found,
        only_before=pairing.before - pairing.met,
        only_after=pairing.after - pairing.met,
        changed_cards=tuple(name for name in changed if name in pairing.of_changed),
        changed=sum(pairing.of_changed.values()),
        gone_cards=_gone_cards(*manifests),
        versions={name: (old, now[name]) for name, old in then.items() if name in now and now[name] != old},
        failing=tuple(common_cause(group) for group in found.failing),
        passing=tuple(common_cause(group) for group in found.passing),
    )


class _Pairing:
    """Pairs two runs' results by conversation id.

    Attributes:
        before: Conversations of the earlier run.
        after: Conversations of the later run.
        met: People whom both met.
        of_changed: How many of these are on cards that have changed, by card.
    """

    def __init__(self, before: RunFolder, after: RunFolder, changed: Iterable[str]) -> None:
        self._folders = before, after
        self._changed = frozenset(changed)
        self.before = self.after = self.met = 0
        self.of_changed: dict[str, int] = {}

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs that can be compared, in the order in which they are complete."""
        waiting: tuple[_Waiting, _Waiting] = {}, {}
        earlier, later = self._folders
        for one, other in zip_longest(earlier.results(), later.results()):
            if one is not None:
                self.before += 1
                yield from self._match(one, waiting[1], waiting[0], earlier, first=True)
            if other is not None:
                self.after += 1
                yield from self._match(other, waiting[0], waiting[1], later, first=False)

    def _match(
        self, result: ConversationResult, theirs: _Waiting, ours: _Waiting, folder: RunFolder, *, first: bool
    ) -> Iterator[Pair]:
        match = theirs.pop(result.id, None)
        if match is not None:
            self.met += 1
            if result.scenario in self._changed:
                self.of_changed[result.scenario] = self.of_changed.get(result.scenario, 0) + 1
            else:
                yield (result, match) if first else (match, result)
            return
        if ours.setdefault(result.id, result) is not result:
            raise RunError(f"{folder.path}: has the conversation '{result.id[:120]}' twice.", code="run.corrupt")


_Waiting = dict[str, ConversationResult]


def _check_conditions(before: RunFolder, after: RunFolder, then: Manifest, now: Manifest) -> None:
    """Make sure that both runs met their people under the same conditions.

    Raises:
        RunError: They did not.
    """
    if then.request.seed != now.request.seed:
        raise RunError(
            f"{before.path} began with seed {then.request.seed} and {after.path} with seed {now.request.seed}: "
            "other people called, so nothing can be compared.",
            code="diff.seed",
            hint=_again(now, seed=then.request.seed, faults=then.request.faults),
        )
    faults = then.request.faults, now.request.faults
    if FaultPlan.parse(faults[0]) != FaultPlan.parse(faults[1]):
        raise RunError(
            f"{before.path} had the faults '{faults[0][:80]}' and {after.path} '{faults[1][:80]}': "
            "people fared under different conditions, so nothing can be compared.",
            code="diff.faults",
            hint=_again(now, seed=then.request.seed, faults=faults[0]),
        )


def _check_pairs(before: RunFolder, after: RunFolder, pairing: _Pairing, *, force: bool) -> None:
    """Make sure that there was anybody to compare, and that they were not just a few that two suites share.

    Raises:
        RunError: There was not.
    """
    for folder, count in ((before, pairing.before), (after, pairing.after)):
        if not count:
            raise RunError(
                f"{folder.path}: has no results.",
                code="diff.no_results",
                hint="It was stopped before anything was finished; run it again.",
            )
    if not pairing.met:
        raise RunError(
            f"{before.path} and {after.path} have no conversation in common: {_cards(before)} there, "
            f"{_cards(after)} here.",
            code="diff.nothing_common",
            hint="Run the same cards, personas, channels and seed with both versions of the agent, then compare.",
        )
    if pairing.met < MET_MIN * min(pairing.before, pairing.after) and not force:
        raise RunError(
            f"{before.path} met {pairing.before:,} people and {after.path} {pairing.after:,}, and only "
            f"{pairing.met:,} of them are the same: these are two suites, and not two runs of one.",
            code="diff.suites",
            hint="Run the same cards, personas, channels and seed with both versions of the agent; "
            "to compare only whom both met: --force",
        )
    if sum(pairing.of_changed.values()) == pairing.met:
        raise RunError(
            f"Every card that {before.path} and {after.path} have in common has changed in between: "
            f"{_listed(pairing.of_changed)}. They ask for something else, so nothing can be compared.",
            code="diff.cards_changed",
            hint="Run the earlier version of the agent with the cards of today.",
        )


def _changed_cards(then: Manifest, now: Manifest) -> list[str]:
    """Return the cards that do or expect something else than before; prose, tags and remarks do not count."""
    earlier = {card.name: _essence(card) for card in then.scenarios}
    return [card.name for card in now.scenarios if earlier.get(card.name, _essence(card)) != _essence(card)]


def _gone_cards(then: Manifest, now: Manifest) -> tuple[str, ...]:
    left = {card.name for card in now.scenarios}
    return tuple(card.name for card in then.scenarios if card.name not in left)


def _essence(card: Scenario) -> Scenario:
    return msgspec.structs.replace(card, who="", why="", tags=(), personas=(), channels=(), known_failure=None)


def _side(folder: RunFolder, manifest: Manifest, conversations: int) -> Side:
    return Side(
        run=str(folder.path),
        agent=manifest.agent_name,
        agent_digest=manifest.agent_digest,
        conversations=conversations,
        interrupted=conversations < manifest.planned,
    )


def _again(manifest: Manifest, *, seed: int, faults: str) -> str:
    request = manifest.request
    count = f" -n {request.count}" if request.count else ""
    struck = f" --faults {shlex.quote(faults)}" if faults not in {"", "none"} else ""
    return f"Run one of them again: seatrial simulate {shlex.quote(request.agent)}{count} --seed {seed}{struck}"


def _cards(folder: RunFolder) -> str:
    manifest = folder.read_manifest()
    return f"{manifest.agent_name[:60]} with {_listed(card.name for card in manifest.scenarios)}"


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    shown = ", ".join(name[:60] for name in listed[:5])
    return shown if len(listed) <= 5 else f"{shown} and {len(listed) - 5} more"
