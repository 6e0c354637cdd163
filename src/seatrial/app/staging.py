"""From a request to everything a run needs: the agent loaded and prepared, its cards, the suite. Pure wiring.

Called by the parent of a run, by each of its workers, and by whoever simulates one conversation again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seatrial.adapters.alarm import AlarmWatchdog
from seatrial.adapters.process_pool import worker_beacon
from seatrial.agents.folder import LoadedAgent, template_names
from seatrial.app.loading import load
from seatrial.app.preparation import prepare
from seatrial.app.run_folder import RunRequest
from seatrial.app.versions import versions
from seatrial.core.errors import RunError
from seatrial.runtime.faults import FaultPlan
from seatrial.simulation.cards import Card, read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import Suite, make_suite


@dataclass(frozen=True, slots=True)
class Staging:
    """An agent on the stage."""

    loaded: LoadedAgent
    cards: tuple[Card, ...]
    suite: Suite
    runner: Runner


def stage(request: RunRequest, *, agent: str = "") -> Staging:
    """Load and prepare everything a request names.

    Args:
        request: What is asked for.
        agent: Where the agent is, when that is not what the request calls it.

    Raises:
        SpecError: There is no such agent, or its files have mistakes.
        RunError: The request names something that does not exist, or leaves nothing to run.
    """
    loaded = load(agent or request.agent)
    faults = FaultPlan.parse(request.faults)
    cards = read_cards(loaded.scenarios, agent=loaded.agent, tables=loaded.world)
    if not cards:
        raise RunError(
            f"{loaded.folder}: has no cards, so nobody calls.",
            code="run.no_cards",
            hint=f"Write one in {loaded.folder / 'scenarios'}: who calls, why, and what should come of it.",
        )
    suite = make_suite(
        cards,
        count=request.count,
        seed=request.seed,
        only_scenarios=request.scenarios,
        only_personas=request.personas,
        only_channels=request.channels,
    )
    watchdog = AlarmWatchdog(beacon=worker_beacon())
    ready = Stage(
        name=request.agent,
        loaded=loaded,
        prepared=prepare(loaded),
        faults=faults,
        versions=versions(),
        watchdog=watchdog,
    )
    return Staging(loaded=loaded, cards=cards, suite=suite, runner=Runner(ready, suite))


def agent_path(request: RunRequest, loaded: LoadedAgent) -> str:
    """Return the absolute path of an agent's folder; "" for an example, which is found by its name anywhere."""
    if not Path(request.agent).exists() and request.agent in template_names():
        return ""
    return str(loaded.folder.resolve())
