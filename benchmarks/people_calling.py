"""Who calls in a benchmark: one conversation per seed, going round all cards, personas and channels; no seed twice.

`seatrial simulate` gives all cells of a round the same seed. Faults are scheduled by seed, so these benchmarks, which
look for what goes wrong once in thousands, give each conversation its own.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from seatrial.agents.folder import load_agent, resolve_agent
from seatrial.app.preparation import prepare
from seatrial.runtime.faults import FaultPlan, FaultSchedule
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import Item, Suite, make_suite

AGENT = "plumber"


@dataclass(frozen=True, slots=True)
class EveryKind(FaultPlan):
    """Every planned kind is on for every seed, where the plan itself gives each seed a random half of them."""

    def for_seed(self, seed: int, place: str = "") -> FaultSchedule | None:
        """Return all of it."""
        del place
        return FaultSchedule(seed, self.kinds, self.rate) if self.kinds else None


@dataclass(frozen=True, slots=True)
class Callers:
    """An agent on the stage, and everybody who may call it."""

    stage: Stage
    suite: Suite
    runner: Runner

    def item(self, number: int) -> Item:
        """Return the conversation of a number, from 0: cells in turn, seeds from 1."""
        return replace(self.suite.item(number % len(self.suite.cells)), seed=number + 1)

    def with_faults(self, plan: FaultPlan) -> "Callers":
        """Return the same with other faults."""
        stage = replace(self.stage, faults=plan)
        return Callers(stage, self.suite, Runner(stage, self.suite))


def callers(
    agent: str | Path = AGENT,
    *,
    channels: Sequence[str] = ("speech", "chat"),
    scenarios: Sequence[str] = (),
    faults: FaultPlan | None = None,
    listening: bool = False,
) -> Callers:
    """Load an agent and its cards.

    Args:
        agent: A folder, or the name of an example.
        channels: Of those that cards allow.
        scenarios: Some of the cards; all when empty.
        faults: What may strike.
        listening: Leave out scripts, which say their next line whatever they hear.
    """
    loaded = load_agent(str(agent))
    cards = [
        card
        for card in read_cards(loaded.scenarios, agent=loaded.agent)
        if card.scenario.script is None or not listening
    ]
    suite = make_suite(cards, only_channels=channels, only_scenarios=scenarios)
    stage = Stage(name=str(agent), loaded=loaded, prepared=prepare(loaded), faults=faults or FaultPlan())
    return Callers(stage, suite, Runner(stage, suite))


def changed_copy(target: Path, edits: Sequence[tuple[str, str, str]], *, agent: str = AGENT) -> Path:
    """Copy an agent's folder and change its files.

    Args:
        target: A folder that does not exist yet.
        edits: (file, text that must be there exactly once, what stands there instead).
        agent: Whose folder.

    Raises:
        SystemExit: A text is not there: the agent has changed, and the benchmark must follow.
    """
    shutil.copytree(resolve_agent(agent), target, ignore=shutil.ignore_patterns("__pycache__"))
    for name, old, new in edits:
        path = target / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise SystemExit(f"{name} of '{agent}' holds {text.count(old)} times what this benchmark changes: {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")
    return target
