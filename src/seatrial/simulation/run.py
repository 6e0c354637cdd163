"""Runs a suite's conversations, one at a time. Knows no folders, processes or screens.

Called by `app`, which loads the agent, shares the work out and keeps what comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from seatrial.agents.agent import Agent, Tool
from seatrial.agents.folder import LoadedAgent
from seatrial.agents.session import Prepared, Session
from seatrial.core.events import SessionStarted
from seatrial.core.scenario import Persona, Pin, Scenario
from seatrial.core.trace import Header
from seatrial.core.world import Row, Tables, World, world_digest
from seatrial.evaluation.always import Always
from seatrial.evaluation.results import ConversationResult
from seatrial.evaluation.scores import Brand
from seatrial.evaluation.verdict import judge
from seatrial.runtime.faults import FaultPlan, FaultSchedule, ListedFaults, NotedFaults
from seatrial.runtime.machine import Machine
from seatrial.runtime.peer import Peer
from seatrial.runtime.playout import CHAT
from seatrial.runtime.virtual import Ran, Rehearsal, rehearse
from seatrial.runtime.watchdog import Unwatched, Watchdog
from seatrial.simulation.agenda import Agenda
from seatrial.simulation.beginning import Beginning
from seatrial.simulation.caller import Caller
from seatrial.simulation.channel import Channel
from seatrial.simulation.chat import ChatChannel
from seatrial.simulation.latency import line_latency
from seatrial.simulation.mishearing import Hearing, mishearing_model
from seatrial.simulation.nothing import DoNothing
from seatrial.simulation.personas import persona_named
from seatrial.simulation.pinned import Curtailed, NotedHearing, PinnedHearing, pinned_persona, traits_of
from seatrial.simulation.poor_line import PoorLine, line_words
from seatrial.simulation.role import Role, make_role
from seatrial.simulation.scripted import ScriptedCaller
from seatrial.simulation.sms import SmsChannel, texting
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
    always: Always
    brand: Brand


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
        return self._play(item, Session(self._stage.prepared), self._schedule(item), self._caller(item))

    def clearly(self, item: Item) -> Simulated:
        """Have one conversation on a clear line: everything is heard as it is said.

        Raises:
            InvariantError: As for `run`.
            RunError: As for `run`.
        """
        caller = make_caller(self._settings[item.card].role, item, PinnedHearing(()))
        return self._play(item, Session(self._stage.prepared), self._schedule(item), caller)

    def noted(self, item: Item) -> tuple[Simulated, Pin]:
        """Have one conversation, and return the pin that has it again.

        Raises:
            InvariantError: As for `run`.
            RunError: As for `run`.
        """
        schedule = self._schedule(item)
        noted = None if schedule is None else NotedFaults(schedule)
        role = self._settings[item.card].role
        hearing = NotedHearing(_hearing(role, item))
        simulated = self._play(item, Session(self._stage.prepared), noted, make_caller(role, item, hearing))
        pin = Pin(
            scenario=item.drawn_as or item.scenario,
            persona=item.persona,
            channel=item.channel,
            seed=item.seed,
            traits=traits_of(_persona(role, item)),
            misheard=tuple(hearing.misheard),
            strikes=() if noted is None else tuple(noted.strikes),
            delays=role.scenario.pinned is None or role.scenario.pinned.delays,
            acts=0 if role.scenario.pinned is None else role.scenario.pinned.acts,
        )
        return simulated, pin

    def of(self, suite: Suite) -> Runner:
        """Return a runner of other conversations with the same agent."""
        return Runner(self._stage, suite)

    def baseline(self, item: Item) -> ConversationResult:
        """Have the same conversation with an agent that does nothing, and no faults."""
        nothing = DoNothing(self._stage.loaded.agent.speech.opening)
        return self._play(item, nothing, None, self._caller(item)).result

    def _caller(self, item: Item) -> Caller | ScriptedCaller | Beginning:
        return make_caller(self._settings[item.card].role, item)

    def _schedule(self, item: Item) -> FaultSchedule | None:
        setting = self._settings[item.card]
        pin = setting.scenario.pinned
        if pin is None:
            return setting.faults.for_seed(item.seed, item.id)
        return ListedFaults(item.seed, pin.strikes) if pin.strikes else None

    def _play(
        self, item: Item, machine: Machine, schedule: FaultSchedule | None, caller: Caller | ScriptedCaller | Beginning
    ) -> Simulated:
        stage = self._stage
        setting = self._settings[item.card]
        agent = stage.loaded.agent
        started = SessionStarted(
            started_at=setting.scenario.at,
            locale=agent.locale,
            channel=item.channel,
            seed=item.seed,
            namespace=item.namespace,
            memory=setting.scenario.memory,
            begun=setting.scenario.begun,
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
            faults=setting.faults.kinds,
            versions=dict(stage.versions),
        )
        rehearsal = Rehearsal(
            header=header,
            started=started,
            tools=_tools(agent, setting.scenario.pinned),
            run_tool=stage.loaded.tools,
            world=World(setting.tables),
            faults=schedule,
            pace=line_latency(setting.scenario.line).pace if item.channel == "speech" else CHAT,
            watchdog=stage.watchdog,
        )
        acts = 0 if setting.scenario.pinned is None else setting.scenario.pinned.acts
        person: Peer = Curtailed(caller, acts) if acts else caller
        if schedule is not None and schedule.troubles_the_line and item.channel == "speech":
            person = PoorLine(person, schedule, line_words(setting.role.locale))
        ran = rehearse(machine, person, rehearsal)
        result = judge(
            setting.scenario,
            ran.header,
            ran.rows,
            ran.world,
            user_met=caller.met,
            always=setting.always,
            brand=setting.brand,
        )
        return Simulated(item, ran, result)


def make_caller(role: Role, item: Item, hearing: Hearing | None = None) -> Caller | ScriptedCaller | Beginning:
    """Return the person of one conversation.

    Args:
        role: The card.
        item: Which conversation.
        hearing: What its words are recognised by, on speech; the card's own when None.
    """
    persona = _persona(role, item)
    seed = item.person_seed
    typed = item.channel != "speech"
    channel = _channel(role, item, persona, hearing)
    begins = role.scenario.begins
    if role.scenario.script is not None:
        return ScriptedCaller((*begins, *role.scenario.script), channel, typed=typed)
    voice = Voice(surface_for(role.locale), persona, seed, role.now, typed=typed, locale=role.locale)
    caller = Caller(Agenda(role, persona, voice, seed, keys=not typed), channel, persona, seed)
    return Beginning(ScriptedCaller(begins, channel, typed=typed), caller) if begins else caller


def _channel(role: Role, item: Item, persona: Persona, hearing: Hearing | None) -> Channel:
    seed = item.person_seed
    if item.channel == "chat":
        return ChatChannel(persona, seed)
    if item.channel == "sms":
        return SmsChannel(persona, texting(role.locale), seed)
    return SpeechChannel(persona, hearing or _hearing(role, item), seed, line_latency(role.scenario.line))


def _persona(role: Role, item: Item) -> Persona:
    pin = role.scenario.pinned
    return persona_named(item.persona) if pin is None else pinned_persona(pin)


def _hearing(role: Role, item: Item) -> Hearing:
    pin = role.scenario.pinned
    accent = _persona(role, item).accent
    return mishearing_model(role.locale, accent) if pin is None else PinnedHearing(pin.misheard)


def _setting(stage: Stage, scenario: Scenario) -> _Setting:
    loaded = stage.loaded
    tables = merge_tables(loaded.world, scenario.world)
    return _Setting(
        scenario=scenario,
        role=make_role(scenario, loaded.agent.locale),
        tables=tables,
        digest=world_digest(tables) if scenario.world else loaded.world_digest,
        faults=_plan(stage, scenario),
        always=Always(loaded.agent, scenario, loaded.required),
        brand=Brand.of(loaded.agent),
    )


def _tools(agent: Agent, pin: Pin | None) -> Mapping[str, Tool]:
    """Return the agent's tools, as quick as they ever are where a pin knows of no delays."""
    if pin is None or pin.delays:
        return agent.tools
    return {name: replace(tool, takes_ms=(tool.takes_ms[0], tool.takes_ms[0])) for name, tool in agent.tools.items()}


def _plan(stage: Stage, scenario: Scenario) -> FaultPlan:
    """Return what may strike on a card: on a pinned one what it lists, whatever the run asks for."""
    if scenario.pinned is not None:
        return FaultPlan.of(strike.kind for strike in scenario.pinned.strikes)
    kinds = (*stage.faults.kinds, *scenario.faults)
    return FaultPlan.of(kinds, rate=stage.faults.rate) if scenario.faults else stage.faults


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
