"""A run put together card by card, for the outputs that CI jobs read. The Python API of `report`.

Reads a run's results once, and the agent's cards as they lie there today, to say where each one stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from seatrial.agents.folder import SCENARIOS, resolve_agent
from seatrial.agents.mistakes import MistakesError
from seatrial.app.run_folder import Manifest, RunFolder
from seatrial.app.simulating import read_summary
from seatrial.app.tally import common_cause
from seatrial.core.errors import SpecError
from seatrial.evaluation.grouping import group_failures
from seatrial.evaluation.results import ConversationResult
from seatrial.reports.card_results import FAILED_IDS_MAX, CardResults, RunReport
from seatrial.reports.summary import rate
from seatrial.simulation.cards import Card, read_cards

CAUSES_MAX = 10


@dataclass(slots=True)
class _Card:
    """The counts of one card."""

    conversations: int = 0
    verdicts: dict[str, int] = field(default_factory=dict[str, int])
    rows: int = 0
    seeds: list[int] = field(default_factory=list[int])
    personas: dict[str, None] = field(default_factory=dict[str, None])
    channels: dict[str, None] = field(default_factory=dict[str, None])
    failed: list[ConversationResult] = field(default_factory=list[ConversationResult])

    def add(self, result: ConversationResult) -> None:
        """Count a conversation."""
        self.conversations += 1
        self.verdicts[result.verdict] = self.verdicts.get(result.verdict, 0) + 1
        self.rows += result.rows
        self.seeds = [min([result.seed, *self.seeds]), max([result.seed, *self.seeds])]
        self.personas.setdefault(result.persona)
        self.channels.setdefault(result.channel)
        if result.verdict == "failed":
            self.failed.append(result)


def report_run(folder: RunFolder) -> RunReport:
    """Return what came of a run, card by card; a killed one is reported as far as it went.

    Raises:
        RunError: The folder is not a run's, or its results are damaged.
    """
    manifest = folder.read_manifest()
    summary = read_summary(folder)
    cards = {scenario.name: _Card() for scenario in manifest.scenarios}
    for result in folder.results():
        cards.setdefault(result.scenario, _Card()).add(result)
    why = {scenario.name: (scenario.why, scenario.known_failure or "") for scenario in manifest.scenarios}
    places = card_places(manifest)
    return RunReport(
        summary=summary,
        cards=tuple(
            msgspec.structs.replace(
                _results(name, card, why.get(name, ("", "")), places),
                judged=tuple(one for one in summary.judged if one.scenario == name),
            )
            for name, card in cards.items()
        ),
    )


def _results(name: str, card: _Card, told: tuple[str, str], places: Mapping[str, tuple[str, int]]) -> CardResults:
    file, line = places.get(name, ("", 0))
    passed = card.verdicts.get("passed", 0)
    return CardResults(
        name=name,
        why=told[0],
        file=file,
        line=line,
        known_failure=told[1],
        conversations=card.conversations,
        passed=passed,
        failed=len(card.failed),
        not_judged=card.verdicts.get("not_judged", 0),
        simulator_faults=card.verdicts.get("simulator_fault", 0),
        interval=rate(passed, card.conversations),
        rows=card.rows,
        seeds=(card.seeds[0], card.seeds[-1]) if card.seeds else (0, 0),
        personas=tuple(card.personas),
        channels=tuple(card.channels),
        causes=tuple(common_cause(group) for group in group_failures(card.failed)[:CAUSES_MAX]),
        failed_ids=tuple(result.id for result in card.failed[:FAILED_IDS_MAX]),
    )


def card_places(manifest: Manifest) -> dict[str, tuple[str, int]]:
    """Return where each card of a run stands today: file, relative to its repository, and line.

    Cards of an agent that is not there any more, that lie outside, or in files with mistakes, have no place.
    """
    try:
        folder = resolve_agent(manifest.agent_path or manifest.request.agent)
    except SpecError:
        return {}
    places: dict[str, tuple[str, int]] = {}
    for path in sorted((folder / SCENARIOS).glob("*.yaml")):
        near = _in_repository(path.resolve())
        for card in _cards(path) if near else ():
            places.setdefault(card.scenario.name, (near, card.line))
    return places


def _cards(path: Path) -> tuple[Card, ...]:
    try:
        return read_cards([path])
    except MistakesError:
        return ()


def _in_repository(path: Path) -> str:
    """Return a path as the repository that holds it names it, or as seen from here without one; "" for one outside."""
    here = Path.cwd().resolve()
    root = next((parent for parent in path.parents if (parent / ".git").exists()), here)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) and here.is_relative_to(root) else ""
