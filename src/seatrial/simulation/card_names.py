"""What a card names that its agent does not have: tools, slots, outcomes, reasons for a handoff, tables of the world.

A name that can never occur is a mistake, since the check would fail, or pass, for ever; a fact that nobody asks for is
only doubtful. Runs nothing. Called by `cards`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from seatrial.agents.agent import Agent, EndFlow, HandOver
from seatrial.agents.mistakes import Mistake, Severity, did_you_mean
from seatrial.agents.yaml_source import Place, Source
from seatrial.core.checks import (
    AnyCheck,
    Called,
    CalledInOrder,
    HandedOver,
    NeverCalled,
    Outcome,
    SlotIs,
    WorldHas,
    WorldUnchanged,
)
from seatrial.core.scenario import Scenario

_ENDS = ("handed_to_person", "abandoned", "silent", "ended", "ended_by_person", "handoff_failed")
_LIMITS = ("max_turns", "max_seconds")
_REASONS = ("asked_for_person", "tool_failed", "unknown_outcome", "no_confirmation", "endless_flow", *_LIMITS)
"""What the engine itself hands over for, whatever the agent."""


def outcomes_of(agent: Agent) -> tuple[str, ...]:
    """Return every outcome that a conversation with an agent can have, its own first."""
    own = [step.outcome for flow in agent.flows.values() for step in flow.steps if isinstance(step, EndFlow)]
    answered = [f"answered_{name}" for name in agent.answers]
    given_up = [f"no_{name}" for name in agent.slots]
    rules = [rule.rule for rule in agent.input_rules if rule.action == "end"]
    # An agent without a person to hand over to ends with the reason instead.
    reasons = () if agent.escalation.to else handoff_reasons_of(agent)
    return tuple(dict.fromkeys((*own, *answered, *_ENDS, *given_up, *rules, *_LIMITS, *reasons)))


def handoff_reasons_of(agent: Agent) -> tuple[str, ...]:
    """Return every reason for which an agent can hand a person over, its own first."""
    own = [step.reason for flow in agent.flows.values() for step in flow.steps if isinstance(step, HandOver)]
    rules = [rule.rule for rule in (*agent.input_rules, *agent.output_rules)]
    given_up = [f"no_{name}" for name in agent.slots]
    return tuple(dict.fromkeys((*own, *agent.escalation.when, *rules, *_REASONS, *given_up)))


def name_mistakes(part: Source, scenario: Scenario, agent: Agent, tables: Collection[str] | None) -> list[Mistake]:
    """Return what a card names that its agent does not have.

    Args:
        part: The card as written.
        scenario: The card as read.
        agent: Its agent.
        tables: Of the agent's world; None or empty when unknown: tools may make tables of their own.
    """
    names = _Names(part, agent, {*tables, *scenario.world} if tables else ())
    for name in scenario.knows:
        names.fact(name)
    if scenario.begun and scenario.begun not in agent.flows:
        names.flow(scenario.begun)
    want = scenario.want
    for index, outcome in enumerate(want.until if want is not None else ()):
        names.outcome(("want", "until", index), outcome)
    for index, outcome in enumerate(scenario.accepts):
        if outcome != "any":
            names.outcome(("accepts", index), outcome)
    for index, check in enumerate(scenario.expect):
        names.check(("expect", index), check)
    return names.mistakes


class _Names:
    """The names of one card, being looked up."""

    def __init__(self, part: Source, agent: Agent, tables: Collection[str]) -> None:
        self.mistakes: list[Mistake] = []
        self._part = part
        self._agent = agent
        self._outcomes = outcomes_of(agent)
        self._reasons = handoff_reasons_of(agent)
        self._tables = tables

    def fact(self, name: str) -> None:
        """Look up a fact that the person knows."""
        known = (*self._agent.slots, *self._agent.remembers)
        if name not in known:
            message = f"nothing of the agent's is called '{name}': it will never ask for it."
            hint = did_you_mean(name, known, label="Slots and memory")
            self._add(("knows", name), "card.unknown_fact", message, hint, "warning")

    def flow(self, name: str) -> None:
        """Complain of a flow that there is not."""
        message = f"the agent has no flow '{name}'."
        self._add(("begun",), "card.unknown_flow", message, did_you_mean(name, self._agent.flows, label="Flows"))

    def outcome(self, place: Place, name: str) -> None:
        """Look up an outcome."""
        if name in self._outcomes:
            return
        message = f"no conversation with the agent ends with '{name}'."
        hint = did_you_mean(name, self._outcomes, label="Outcomes")
        if name in self._reasons:
            hint = f"It is a reason for a handoff: the outcome is handed_to_person, the check is handed_over: {name}."
        self._add(place, "card.unknown_outcome", message, hint)

    def check(self, place: Place, check: AnyCheck) -> None:
        """Look up what a check names."""
        agent = self._agent
        match check:
            case Called() | CalledInOrder() | NeverCalled():
                self._calls(place, check)
            case SlotIs():
                self._of_agent(place, "slot", check.slot, agent.slots)
            case Outcome():
                for name in check.any_of:
                    self.outcome(place, name)
            case HandedOver():
                self._reason(place, check.reason)
            case WorldHas():
                self._table(place, check.table)
            case WorldUnchanged():
                self._table(place, *check.tables)
            case _:
                pass

    def _calls(self, place: Place, check: Called | CalledInOrder | NeverCalled) -> None:
        tools = self._agent.tools
        named = check.tools if isinstance(check, CalledInOrder) else (check.tool,)
        if isinstance(check, Called):
            named = (check.tool, check.before, check.after)
            for name in check.args if check.tool in tools else ():
                self._of_agent(place, "argument", name, tools[check.tool].args)
        for tool in named:
            self._of_agent(place, "tool", tool, tools)

    def _reason(self, place: Place, name: str) -> None:
        if name and name not in self._reasons:
            message = f"the agent never hands anybody over for '{name}'."
            hint = did_you_mean(name, self._reasons, label="Reasons")
            self._add(place, "card.unknown_reason", message, hint)

    def _table(self, place: Place, *names: str) -> None:
        for name in names:
            if self._tables and name not in self._tables:
                message = f"there is no table '{name}' in the agent's world."
                hint = did_you_mean(name, sorted(self._tables), label="Tables")
                self._add(place, "card.unknown_table", message, hint)

    def _of_agent(self, place: Place, what: str, name: str, known: Iterable[str]) -> None:
        if name and name not in known:
            message = f"{what} '{name}' is not defined by the agent."
            self._add(place, f"card.unknown_{what}", message, did_you_mean(name, known, label="Defined there"))

    def _add(self, place: Place, code: str, message: str, hint: str, severity: Severity = "error") -> None:
        line = self._part.line(place)
        self.mistakes.append(
            Mistake(file=self._part.file, line=line, code=code, message=message, hint=hint, severity=severity)
        )
