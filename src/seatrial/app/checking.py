"""Everything that can be said of an agent before it speaks: its files, policies and cards. Never trains or runs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seatrial.adapters.alarm import time_limit
from seatrial.agents.agent import Agent
from seatrial.agents.folder import SCENARIOS, check_agent, resolve_agent
from seatrial.agents.mistakes import Mistake, MistakesError
from seatrial.agents.policy import find_policies
from seatrial.core.scenario import Scenario
from seatrial.simulation.cards import read_cards


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        agent: None when it has errors.
        cards: Those that could be read.
        policies: The files whose rules apply.
        mistakes: Errors, warnings and remarks, by file and line.
    """

    folder: Path
    agent: Agent | None
    cards: tuple[Scenario, ...]
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
    with time_limit("loading the agent"):
        checked = check_agent(agent, policy=policy)
    folder = resolve_agent(agent)
    mistakes = list(checked.mistakes)
    # Without an agent the cards' own mistakes are still found, though not what they name and it lacks.
    loaded = None if checked.loaded is None else checked.loaded.agent
    tables = None if checked.loaded is None else checked.loaded.world
    cards: tuple[Scenario, ...] = ()
    try:
        read = read_cards(_card_files(folder), agent=loaded, tables=tables)
        cards = tuple(card.scenario for card in read)
        mistakes += [warning for card in read for warning in card.warnings]
    except MistakesError as error:
        mistakes += error.mistakes
    return Finding(
        folder=folder,
        agent=loaded,
        cards=cards,
        policies=tuple(find_policies(folder, explicit=policy)),
        mistakes=tuple(mistakes),
    )


def _card_files(folder: Path) -> list[Path]:
    return sorted((folder / SCENARIOS).glob("*.yaml"))
