"""What the linter looks at, and how it says what it found. Shared by all of its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from seatrial.agents.agent import (
    Agent,
    AnyStep,
    Assign,
    Branch,
    Call,
    Collect,
    Confirm,
    EndFlow,
    Flow,
    GiveAnswer,
    HandOver,
    Jump,
    RunFlow,
    SayStep,
)
from seatrial.agents.mistakes import Mistake, Severity
from seatrial.agents.policy import NO_POLICY, Policy
from seatrial.agents.spec import AgentSpec
from seatrial.agents.toolbox import Toolbox
from seatrial.agents.wording import placeholder_names
from seatrial.agents.yaml_source import Place, Source


@dataclass(frozen=True, slots=True)
class LintCase:
    """An agent that compiles, with everything it was made from.

    Attributes:
        places: Step path -> where it stands in the file.
    """

    source: Source
    spec: AgentSpec
    agent: Agent
    places: Mapping[str, Place]
    toolbox: Toolbox
    policy: Policy = NO_POLICY

    def mistake(
        self, place: Place, code: str, message: str, hint: str = "", *, severity: Severity = "warning", need: str = ""
    ) -> Mistake:
        """Return a finding.

        Args:
            place: Where in `agent.yaml`.
            code: Without its prefix ``lint.``.
            message: One sentence.
            hint: The next step.
            severity: Unless the policy makes it an error.
            need: The policy's requirement that it breaks, if there is one of this name.
        """
        if need in self.policy.require:
            severity = "error"
            hint = f"{hint} The organisation's policy requires it ({self.policy.require[need]}).".strip()
        return Mistake(
            file=self.source.file,
            line=self.source.line(place),
            code=f"lint.{code}",
            message=message,
            hint=hint,
            severity=severity,
        )

    def step_place(self, step: AnyStep) -> Place:
        """Return where a step stands."""
        return self.places.get(step.path, ("flows", step.path.partition(".")[0]))

    def is_goto(self, step: AnyStep) -> bool:
        """Tell whether a jump is the author's own and not one that the compiler put in."""
        here: Any = self.source.data
        for part in self.places.get(step.path, ("",)):
            if isinstance(here, dict):
                here = cast("dict[Any, Any]", here).get(part)
            elif isinstance(here, list) and isinstance(part, int) and part < len(cast("list[Any]", here)):
                here = cast("list[Any]", here)[part]
        return isinstance(here, dict) and "goto" in here


def successors(index: int, step: AnyStep) -> Iterator[int]:
    """Yield the indices that a step may lead to; the number of steps stands for the end of the flow."""
    match step:
        case Branch():
            yield from (index + 1, step.otherwise)
        case Call():
            yield from (index + 1, step.on_error) if step.on_error >= 0 else (index + 1,)
        case Confirm():
            yield from (index + 1, step.on_no) if step.on_no >= 0 else (index + 1,)
        case Jump():
            yield step.to
        case HandOver() | EndFlow():
            return
        case _:
            yield index + 1


def roots(names: Iterator[str] | frozenset[str] | tuple[str, ...]) -> set[str]:
    """Return names without their fields."""
    return {name.partition(".")[0] for name in names}


def read_by(agent: Agent, step: AnyStep) -> set[str]:
    """Return the slots, facts and memory variables that a step reads."""
    match step:
        case Branch():
            return roots(step.condition.names)
        case Assign():
            return roots(step.value.names)
        case Call():
            return roots(tuple(agent.tools[step.tool].args.values()))
        case SayStep() | Confirm():
            return placeholders_of(step.wordings)
        case GiveAnswer():
            return placeholders_of(agent.answers[step.answer].say)
        case Collect():
            slot = agent.slots[step.slot]
            bounds = [bound.names for bound in slot.between or () if bound is not None]
            return placeholders_of((*slot.ask, *slot.reask)) | {name for names in bounds for name in roots(names)}
        case _:
            return set()


def placeholders_of(wordings: tuple[str, ...]) -> set[str]:
    """Return the names that wordings are filled from, without their fields."""
    return {root for wording in wordings for root in roots(placeholder_names(wording))}


def run_by(agent: Agent) -> Mapping[str, set[str]]:
    """Return flow -> flows that it runs."""
    return {name: {step.flow for step in flow.steps if isinstance(step, RunFlow)} for name, flow in agent.flows.items()}


def reachable(flow: Flow) -> set[int]:
    """Return the indices of steps that can be reached from the first."""
    seen: set[int] = set()
    open_ = [0] if flow.steps else []
    while open_:
        index = open_.pop()
        if index in seen or index >= len(flow.steps):
            continue
        seen.add(index)
        open_ += successors(index, flow.steps[index])
    return seen
