"""From nested steps, as written, to the flat program that the flow engine runs: jumps are indices.

A jump may lead one past the last step, which is the end of the flow without an outcome. Called by the compiler, one
flow at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from seatrial.agents.agent import (
    AnyStep,
    Assign,
    Branch,
    Call,
    Collect,
    Confirm,
    EndFlow,
    Forget,
    GiveAnswer,
    HandOver,
    Jump,
    RunFlow,
    SayStep,
)
from seatrial.agents.mistakes import did_you_mean
from seatrial.agents.scope import Scope
from seatrial.agents.spec_fields import Part
from seatrial.agents.spec_steps import (
    AnswerStep,
    CallStep,
    CollectStep,
    ConfirmStep,
    EndStep,
    FlowSpec,
    ForgetStep,
    GotoStep,
    HandoffStep,
    IfStep,
    LabelStep,
    RunStep,
    SetStep,
)
from seatrial.agents.spec_steps import (
    SayStep as SaySpec,
)
from seatrial.agents.yaml_source import Place


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled flow's steps.

    Attributes:
        steps: The flat program.
        slots: Slots it collects, in order of first appearance.
        places: Step path -> where it stands in the file.
    """

    steps: tuple[AnyStep, ...]
    slots: tuple[str, ...]
    places: Mapping[str, Place]


def compile_program(scope: Scope, name: str, flow: FlowSpec) -> Program:
    """Compile a flow's steps; what is wrong goes to the scope's mistakes."""
    writer = _Writer(scope, name)
    writer.block(flow.steps, ("flows", name, "steps"), f"{name}.steps")
    writer.resolve_gotos()
    slots = dict.fromkeys(step.slot for step in writer.steps if isinstance(step, Collect))
    return Program(steps=tuple(writer.steps), slots=tuple(slots), places=writer.places)


class _Writer:
    """Appends compiled steps, and patches jumps once their targets are known."""

    def __init__(self, scope: Scope, flow: str) -> None:
        self.steps: list[AnyStep] = []
        self.places: dict[str, Place] = {}
        self._scope = scope
        self._flow = flow
        self._labels: dict[str, int] = {}
        self._gotos: list[tuple[int, str, Place]] = []
        self._writers: Mapping[type[Part], Callable[[Any, Place, str], None]] = {
            CollectStep: self._collect,
            IfStep: self._if,
            CallStep: self._call,
            ConfirmStep: self._confirm,
            SaySpec: self._say,
            EndStep: self._end,
            HandoffStep: self._handoff,
            SetStep: self._set,
            ForgetStep: self._forget,
            RunStep: self._run,
            AnswerStep: self._answer,
            LabelStep: self._label,
            GotoStep: self._goto,
        }

    def block(self, steps: tuple[Any, ...], place: Place, path: str) -> None:
        """Write a list of steps."""
        for index, step in enumerate(steps):
            here = f"{path}[{index}]"
            self.places[here] = (*place, index)
            self._writers[type(step)](step, (*place, index), here)

    def resolve_gotos(self) -> None:
        """Point every `goto` at its label."""
        for index, label, place in self._gotos:
            if label in self._labels:
                self.steps[index] = Jump(path=self.steps[index].path, to=self._labels[label])
            else:
                hint = did_you_mean(label, self._labels, label="Labels in this flow")
                message = f"label '{label}' is not in flow '{self._flow}'."
                self._scope.note(place, "spec.unknown_label", message, hint)

    def _add(self, step: AnyStep) -> int:
        self.steps.append(step)
        return len(self.steps) - 1

    def _aside(self, steps: tuple[Any, ...], place: Place, path: str, *, back_to: int | None = None) -> int:
        """Write a block that the straight way jumps over; return where it begins.

        Args:
            steps: The block.
            place: Of the block.
            path: Of the block.
            back_to: Where to go after it; None for the step behind it.
        """
        over = self._add(Jump(path=path, to=0))
        begins = len(self.steps)
        self.block(steps, place, path)
        if back_to is not None:
            self._add(Jump(path=path, to=back_to))
        self.steps[over] = Jump(path=path, to=len(self.steps))
        return begins

    def _collect(self, step: CollectStep, place: Place, path: str) -> None:
        for index, slot in enumerate(step.collect):
            here = path if len(step.collect) == 1 else f"{path}.collect[{index}]"
            self.places[here] = (*place, "collect", index)
            self._scope.need_slot(slot, self.places[here])
            self._add(Collect(path=here, slot=slot))

    def _if(self, step: IfStep, place: Place, path: str) -> None:
        for name in sorted(step.if_.names):
            self._scope.need_value(name, (*place, "if"))
        branch = Branch(path=path, condition=step.if_, otherwise=0)
        at = self._add(branch)
        self.block(step.then, (*place, "then"), f"{path}.then")
        if step.else_:
            over = self._add(Jump(path=path, to=0))
            self.steps[at] = replace(branch, otherwise=len(self.steps))
            self.block(step.else_, (*place, "else"), f"{path}.else")
            self.steps[over] = Jump(path=path, to=len(self.steps))
        else:
            self.steps[at] = replace(branch, otherwise=len(self.steps))

    def _call(self, step: CallStep, place: Place, path: str) -> None:
        self._scope.need("tool", step.call, self._scope.tools, (*place, "call"))
        call = Call(path=path, tool=step.call)
        at = self._add(call)
        if step.on_error:
            begins = self._aside(step.on_error, (*place, "on_error"), f"{path}.on_error")
            self.steps[at] = replace(call, on_error=begins)

    def _confirm(self, step: ConfirmStep, place: Place, path: str) -> None:
        _, wordings = self._scope.wordings(step.confirm, (*place, "confirm"))
        confirm = Confirm(path=path, wordings=wordings)
        at = self._add(confirm)
        if step.on_no:
            # After a no nothing is confirmed: whatever the block mends, the question is put again.
            begins = self._aside(step.on_no, (*place, "on_no"), f"{path}.on_no", back_to=at)
            self.steps[at] = replace(confirm, on_no=begins)

    def _say(self, step: SaySpec, place: Place, path: str) -> None:
        key, wordings = self._scope.wordings(step.say, (*place, "say"))
        self._add(SayStep(path=path, key=key or path, wordings=wordings, protected=step.protected))

    def _end(self, step: EndStep, place: Place, path: str) -> None:
        del place
        self._add(EndFlow(path=path, outcome=step.end))

    def _handoff(self, step: HandoffStep, place: Place, path: str) -> None:
        del place
        self._add(HandOver(path=path, reason=step.handoff))

    def _set(self, step: SetStep, place: Place, path: str) -> None:
        for name, value in step.set.items():
            for read in sorted(value.names):
                self._scope.need_value(read, (*place, "set", name))
            self._add(Assign(path=path, name=name, value=value))

    def _forget(self, step: ForgetStep, place: Place, path: str) -> None:
        for name in step.forget:
            self._scope.need_value(name, (*place, "forget"))
        self._add(Forget(path=path, names=step.forget))

    def _run(self, step: RunStep, place: Place, path: str) -> None:
        self._scope.need("flow", step.run, self._scope.flows, (*place, "run"))
        self._add(RunFlow(path=path, flow=step.run))

    def _answer(self, step: AnswerStep, place: Place, path: str) -> None:
        self._scope.need("answer", step.answer, self._scope.answers, (*place, "answer"))
        self._add(GiveAnswer(path=path, answer=step.answer))

    def _label(self, step: LabelStep, place: Place, path: str) -> None:
        del path
        if step.label in self._labels:
            message = f"label '{step.label}' is in flow '{self._flow}' twice."
            self._scope.note(place, "spec.duplicate_label", message, "Rename one of them.")
        self._labels.setdefault(step.label, len(self.steps))

    def _goto(self, step: GotoStep, place: Place, path: str) -> None:
        self._gotos.append((self._add(Jump(path=path, to=0)), step.goto, (*place, "goto")))
