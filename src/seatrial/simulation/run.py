"""Runs a suite's conversations, one at a time. Knows no folders, processes or screens.

Called by `app`, which loads the agent, shares the work out and keeps what comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seatrial.agents.folder import LoadedAgent
from seatrial.agents.session import Prepared, Session
from seatrial.core.events import SessionStarted
from seatrial.core.scenario import Scenario
from seatrial.core.trace import Header
from seatrial.core.world import Row, Tables, World, world_digest
from seatrial.evaluation.results import ConversationResult
from seatrial.evaluation.verdict import judge
from seatrial.runtime.faults import FaultPlan
from seatrial.runtime.machine import Machine
from seatrial.runtime.playout import CHAT, SPEECH
from seatrial.runtime.virtual import Ran, Rehearsal, rehearse
from seatrial.runtime.watchdog import Unwatched, Watchdog
from seatrial.simulation.agenda import Agenda
from seatrial.simulation.caller import Caller
from seatrial.simulation.channel import Channel
from seatrial.simulation.chat import ChatChannel
from seatrial.simulation.mishearing import mishearing_model
from seatrial.simulation.nothing import DoNothing
from seatrial.simulation.personas import persona_named
from seatrial.simulation.role import Role, make_role
from seatrial.simulation.scripted import ScriptedCaller
from seatrial.simulation.speech import SpeechChannel
from seatrial.simulation.suite import Item, Suite
from seatrial.simulation.surface import Voice, surface_for


@dataclass(frozen=True, slots=True)
class Stage:
    """What all conversations of a run share.

    Attributes:
        name: The agent, as the user gave it.
        versions: For trace headers.
        watchdog: For tools that never return.
    """

    name: str
    loaded: LoadedAgent
    prepared: Prepared
    faults: FaultPlan = field(default_factory=FaultPlan)
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    watchdog: Watchdog = field(default_factory=Unwatched)


@dataclass(frozen=True, slots=True)
class Simulated:
    """A conversation that was had, and judged."""

    item: Item
    ran: Ran
    result: ConversationResult


@dataclass(frozen=True, slots=True)
class _Setting:
    """One card, ready to be played many times."""

    scenario: Scenario
    role: Role
    tables: Tables
    digest: str
    faults: FaultPlan


class Runner:
    """Runs the conversations of one suite against one agent.

    Raises:
        SpecError: A card's person speaks a language that nobody here speaks.
    """

    def __init__(self, stage: Stage, suite: Suite) -> None:
        self._stage = stage
        self._suite = suite
        self._settings = tuple(_setting(stage, card.scenario) for card in suite.cards)

    def run(self, item: Item) -> Simulated:
        """Have one conversation.

        Raises:
            InvariantError: It got stuck or broke its bounds: a bug of ours.
            RunError: A tool never returned.
        """
        return self._play(item, Session(self._stage.prepared), self._settings[item.card].faults)

    def baseline(self, item: Item) -> ConversationResult:
        """Have the same conversation with an agent that does nothing, and no faults."""
        nothing = DoNothing(self._stage.loaded.agent.speech.opening)
        return self._play(item, nothing, FaultPlan()).result

    def _play(self, item: Item, machine: Machine, faults: FaultPlan) -> Simulated:
        stage = self._stage
        setting = self._settings[item.card]
        agent = stage.loaded.agent
        schedule = faults.for_seed(item.seed, item.id)
        started = SessionStarted(
            started_at=setting.scenario.at,
            locale=agent.locale,
            channel=item.channel,
            seed=item.seed,
            namespace=item.id,
            memory=setting.scenario.memory,
            agent_digest=agent.digest,
            world_digest=setting.digest,
        )
        header = Header(
            conversation=item.id,
            agent=stage.name,
            agent_digest=agent.digest,
            world_digest=setting.digest,
            scenario=item.scenario,
            persona=item.persona,
            channel=item.channel,
            seed=item.seed,
            faults=faults.kinds,
            versions=dict(stage.versions),
        )
        rehearsal = Rehearsal(
            header=header,
            started=started,
            tools=agent.tools,
            run_tool=stage.loaded.tools,
            world=World(setting.tables),
            faults=schedule,
            pace=CHAT if item.channel == "chat" else SPEECH,
            watchdog=stage.watchdog,
        )
        caller = make_caller(setting.role, item)
        ran = rehearse(machine, caller, rehearsal)
        result = judge(setting.scenario, ran.header, ran.rows, ran.world, user_met=caller.met)
        return Simulated(item, ran, result)


def make_caller(role: Role, item: Item) -> Caller | ScriptedCaller:
    """Return the person of one conversation."""
    persona = persona_named(item.persona)
    seed = item.person_seed
    typed = item.channel == "chat"
    channel: Channel = (
        ChatChannel(persona, seed) if typed else SpeechChannel(persona, mishearing_model(role.locale), seed)
    )
    if role.scenario.script is not None:
        return ScriptedCaller(role.scenario.script, channel, typed=typed)
    voice = Voice(surface_for(role.locale), persona, seed, role.now, typed=typed, locale=role.locale)
    return Caller(Agenda(role, persona, voice, seed, keys=not typed), channel, persona, seed)


def _setting(stage: Stage, scenario: Scenario) -> _Setting:
    loaded = stage.loaded
    tables = merge_tables(loaded.world, scenario.world)
    kinds = (*stage.faults.kinds, *scenario.faults)
    faults = FaultPlan.of(kinds, rate=stage.faults.rate) if scenario.faults else stage.faults
    return _Setting(
        scenario=scenario,
        role=make_role(scenario, loaded.agent.locale),
        tables=tables,
        digest=world_digest(tables) if scenario.world else loaded.world_digest,
        faults=faults,
    )


def merge_tables(base: Tables, rows: Mapping[str, Mapping[str, Row | None]]) -> Tables:
    """Return an agent's world with a card's rows in place of, or besides, its own; None takes a row away."""
    if not rows:
        return base
    merged: dict[str, dict[str, Row]] = {table: dict(content) for table, content in base.items()}
    for table, changes in rows.items():
        content = merged.setdefault(table, {})
        for key, row in changes.items():
            if row is None:
                content.pop(key, None)
            else:
                content[key] = {**row}
    return merged
