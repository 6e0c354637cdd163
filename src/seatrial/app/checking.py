"""Everything that can be said of an agent before it speaks: its files, policies, cards and golden journeys.

Never trains or runs it, and so never finds that a journey goes another way today: `golden compare` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seatrial.adapters.alarm import time_limit
from seatrial.adapters.confinement import Confinement
from seatrial.agents.agent import Agent
from seatrial.agents.folder import SCENARIOS, LoadedAgent, check_agent, resolve_agent
from seatrial.agents.mistakes import Mistake, MistakesError
from seatrial.agents.policy import find_policies
from seatrial.app.golden_files import read_goldens
from seatrial.core.scenario import Scenario
from seatrial.simulation.cards import read_cards


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        agent: None when it has errors.
        cards: Those in files without errors.
        broken_cards: The card files that have errors.
        policies: The files whose rules apply.
        mistakes: Errors, warnings and remarks, by file and line.
    """

    folder: Path
    agent: Agent | None
    cards: tuple[Scenario, ...]
    broken_cards: tuple[Path, ...]
    policies: tuple[Path, ...]
    mistakes: tuple[Mistake, ...]

    def count(self, severity: str) -> int:
        """Return how many findings are of this severity."""
        return sum(mistake.severity == severity for mistake in self.mistakes)


def check(agent: str, *, policy: Path | None = None) -> Finding:
    """Check an agent and its cards.

    Args:
        agent: Its folder, or the name of an example.
        policy: A policy file that applies besides those found.

    Raises:
        SpecError: There is no such agent.
    """
    with time_limit("loading the agent"), Confinement():
        checked = check_agent(agent, policy=policy)
    folder = resolve_agent(agent)
    read = _read_cards(sorted((folder / SCENARIOS).glob("*.yaml")), checked.loaded)
    golden = () if checked.loaded is None else _golden_mistakes(folder, checked.loaded.agent, read)
    return Finding(
        folder=folder,
        agent=None if checked.loaded is None else checked.loaded.agent,
        cards=read.cards,
        broken_cards=read.broken,
        policies=tuple(find_policies(folder, explicit=policy)),
        mistakes=(*checked.mistakes, *read.mistakes, *golden),
    )


@dataclass(frozen=True, slots=True)
class _Cards:
    cards: tuple[Scenario, ...]
    broken: tuple[Path, ...]
    mistakes: tuple[Mistake, ...]


def _read_cards(files: Sequence[Path], loaded: LoadedAgent | None) -> _Cards:
    """Return the cards of the files that have no errors, and what is wrong with the others."""
    # Without an agent the cards' own mistakes are still found, though not what they name and it lacks.
    agent = None if loaded is None else loaded.agent
    tables = None if loaded is None else loaded.world
    try:
        read = read_cards(files, agent=agent, tables=tables)
    except MistakesError as error:
        wrong = {mistake.file for mistake in error.mistakes if mistake.severity == "error"}
        broken = tuple(path for path in files if str(path) in wrong)
        sound = read_cards([path for path in files if path not in broken], agent=agent, tables=tables)
        return _Cards(tuple(card.scenario for card in sound), broken, error.mistakes)
    warnings = tuple(warning for card in read for warning in card.warnings)
    return _Cards(tuple(card.scenario for card in read), (), warnings)


def _golden_mistakes(folder: Path, agent: Agent, read: _Cards) -> tuple[Mistake, ...]:
    """Return what is wrong with the golden journeys, but for those of a card that may be in a broken file."""
    try:
        read_goldens(folder, agent, [card.name for card in read.cards])
    except MistakesError as error:
        return tuple(
            mistake for mistake in error.mistakes if not (read.broken and mistake.code == "golden.unknown_card")
        )
    return ()
