"""The flow engine: runs an agent's steps until the person, a tool or a human is needed. Deterministic and total.

It acts on commands' results (slots set, answers given) and never reads words. Corrections rewind to the earliest step
that depended on the changed value, but never past a write that has been done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from seatrial.agents import prompts
from seatrial.agents.agent import (
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
    Step,
)
from seatrial.agents.dialogue import STACK_MAX, Dialogue, Filled, Frame, Question
from seatrial.agents.reply import Invoke, Reply, Transfer
from seatrial.core.events import Json

STEPS_MAX = 200
"""Steps run within one event; a flow that needs more goes round in circles and is handed to a person."""

CONFIRMS_MAX = 4

KEPT_TYPES = frozenset({"person_name", "phone", "email", "address", "uk_postcode", "us_zip"})
"""Slots about the person rather than the errand: kept when the same flow is started again."""


class FlowEngine:
    """Runs the stack of flows of one dialogue."""

    __slots__ = ("_dialogue",)

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue

    @property
    def waiting(self) -> bool:
        """Whether a tool call is outstanding."""
        frame = self._dialogue.frame
        return frame is not None and frame.request != ""

    def run(self, reply: Reply) -> None:
        """Run steps until something is needed from outside, and say or ask what is due."""
        for _ in range(STEPS_MAX):
            frame = self._dialogue.frame
            if frame is None:
                prompts.ask_anything_else(self._dialogue, reply)
                return
            if frame.at >= len(frame.flow.steps):
                self._leave(reply, frame)
                continue
            step = frame.flow.steps[frame.at]
            if not self._HANDLERS[type(step)](self, reply, frame, step):
                return
        reply.note("guardrail", "endless_flow", action="handoff")
        self.hand_over(reply, "endless_flow")
        if not reply.closing:
            prompts.ask_anything_else(self._dialogue, reply)

    def start(self, reply: Reply, name: str) -> bool:
        """Put a flow on the stack; return False when it is under way already or the stack is full."""
        dialogue = self._dialogue
        if any(frame.flow.name == name for frame in dialogue.stack) or len(dialogue.stack) >= STACK_MAX:
            return False
        flow = dialogue.agent.flows[name]
        if dialogue.stack:
            reply.note("digression", name)
        elif name in dialogue.flows_left:
            self._forget_errand(flow.slots)
        reply.note("flow", name)
        dialogue.stack.append(Frame(flow=flow))
        return True

    def cancel(self, reply: Reply) -> None:
        """Drop the flow under way."""
        frame = self._dialogue.stack.pop()
        reply.note("cancel", frame.flow.name)
        reply.line("cancel_done", "inform", frame.flow.name, title=frame.flow.title)

    def set_slot(self, reply: Reply, name: str, filled: Filled) -> None:
        """Fill a slot; when that changes an earlier value, rewind what depended on it."""
        dialogue = self._dialogue
        before = dialogue.slots.get(name)
        dialogue.slots[name] = filled
        dialogue.declined.pop(name, None)
        dialogue.parts.pop(name, None)
        changed = before is not None and before.value != filled.value
        kind = "correction" if changed else "slot"
        sensitive = dialogue.agent.slots[name].sensitive
        reply.note(kind, name, value="(given)" if sensitive else filled.value, confidence=filled.confidence)
        if changed:
            self.rewind(name)

    def drop_slot(self, name: str) -> None:
        """Forget a slot's value and rewind what depended on it."""
        if self._dialogue.slots.pop(name, None) is not None:
            self.rewind(name)

    def rewind(self, changed: str) -> None:
        """Go back, in every flow on the stack, to the earliest step that depended on the changed value."""
        for frame in self._dialogue.stack:
            steps = frame.flow.steps
            for position in range(frame.written, len(frame.visited)):
                if _depends(steps[frame.visited[position]], changed, self._dialogue):
                    self._undo(frame, position)
                    break

    def _undo(self, frame: Frame, position: int) -> None:
        for index in frame.visited[position:]:
            step = frame.flow.steps[index]
            if isinstance(step, Call):
                fact = self._dialogue.agent.tools[step.tool].fills
                for name in [known for known in self._dialogue.facts if known == fact or known.startswith(f"{fact}.")]:
                    del self._dialogue.facts[name]
            elif isinstance(step, Assign):
                self._dialogue.facts.pop(step.name, None)
        frame.at = frame.visited[position]
        del frame.visited[position:]

    def missed(self, reply: Reply, name: str) -> None:
        """Take note that an answer for a slot failed; ask on the next rung, or give up as the author decided."""
        dialogue = self._dialogue
        slot = dialogue.agent.slots[name]
        tries = dialogue.asks.get(name, 0) + 1
        dialogue.asks[name] = tries
        if tries < slot.attempts:
            return
        reply.note("gave_up", name, attempts=tries, on_fail=slot.on_fail)
        if slot.on_fail == "skip" or slot.optional:
            dialogue.declined[name] = True
        elif slot.on_fail == "end":
            dialogue.outcomes.append(f"no_{name}")
            dialogue.stack.clear()
        else:
            self.hand_over(reply, f"no_{name}")

    def confirmed(self, frame: Frame) -> None:
        """Take a yes to the confirm step under way."""
        self._advance(frame)
        frame.confirms = 0

    def refused(self, reply: Reply, frame: Frame) -> None:
        """Take a plain no to the confirm step under way."""
        step = cast("Confirm", frame.flow.steps[frame.at])
        if step.on_no >= 0:
            self._advance(frame, step.on_no)
            self.run(reply)
            return
        self._dialogue.question = Question(kind="change")
        reply.line("confirm_change", "ask", "change")

    def call_done(self, tool_name: str, result: Json) -> None:
        """Take a tool's result and go on."""
        dialogue = self._dialogue
        frame = self._calling(tool_name)
        if frame is None:
            return
        frame.request = ""
        tool = dialogue.agent.tools[tool_name]
        if tool.fills:
            dialogue.facts[tool.fills] = result
            if isinstance(result, Mapping):
                for key, value in cast("Mapping[str, Json]", result).items():
                    dialogue.facts[f"{tool.fills}.{key}"] = value
        dialogue.facts.pop("error", None)
        self._advance(frame)
        if tool.write:
            frame.written = len(frame.visited)

    def call_failed(self, reply: Reply, tool_name: str, kind: str, message: str) -> None:
        """Take a tool's failure: the author's `on_error`, else a person, else an apology."""
        dialogue = self._dialogue
        frame = self._calling(tool_name)
        if frame is None:
            return
        frame.request = ""
        dialogue.facts["error"] = message if kind == "refused" else kind
        reply.note("tool_failed", tool_name, failure=kind, message=message)
        step = cast("Call", frame.flow.steps[frame.at])
        if kind == "unknown":
            # Nobody knows whether it happened: only a person may decide to do it again.
            reply.line("tool_problem", "inform", tool_name)
            self.hand_over(reply, "unknown_outcome")
        elif step.on_error >= 0:
            self._advance(frame, step.on_error)
        else:
            reply.line("tool_problem", "inform", tool_name)
            self.hand_over(reply, "tool_failed")

    def hand_over(self, reply: Reply, reason: str) -> None:
        """Ask for a person; an agent that has none says so, and drops what cannot go on without one.

        Who only asked for a person keeps the flow under way: hanging up on them would help nobody.
        """
        dialogue = self._dialogue
        if dialogue.agent.escalation.to:
            reply.transfer = Transfer(reason=reason)
            return
        reply.line("no_person", "inform")
        reply.note("no_person", reason)
        if reason != "asked_for_person":
            dialogue.outcomes.append(reason)
            dialogue.stack.clear()

    def _calling(self, tool_name: str) -> Frame | None:
        return next((frame for frame in reversed(self._dialogue.stack) if frame.request == tool_name), None)

    def _advance(self, frame: Frame, to: int | None = None) -> None:
        frame.visited.append(frame.at)
        frame.at = frame.at + 1 if to is None else to

    def _collect(self, reply: Reply, frame: Frame, step: Collect) -> bool:
        dialogue = self._dialogue
        slot = dialogue.agent.slots[step.slot]
        filled = dialogue.slots.get(slot.name)
        if filled is None:
            if slot.name in dialogue.declined:
                self._advance(frame)
                return True
            if dialogue.question.about != slot.name:  # entered; asking again is no new step
                reply.note("step", step.path)
            prompts.ask(dialogue, reply, slot)
            return False
        if prompts.refuse_range(dialogue, reply, slot, filled.value):
            del dialogue.slots[slot.name]
            self.missed(reply, slot.name)
            return not reply.closing
        if prompts.needs_read_back(slot, filled):
            prompts.ask_read_back(dialogue, reply, slot, filled)
            return False
        self._advance(frame)
        return True

    def _say(self, reply: Reply, frame: Frame, step: SayStep) -> bool:
        reply.note("step", step.path)
        text = reply.authored(f"say:{step.key}", step.wordings, "inform", step.key)
        reply.protected = reply.protected or step.protected
        reply.note("said", step.key, text=text)
        self._advance(frame)
        return True

    def _call(self, reply: Reply, frame: Frame, step: Call) -> bool:
        tool = self._dialogue.agent.tools[step.tool]
        args = {param: self._dialogue.value(source) for param, source in tool.args.items()}
        reply.note("step", step.path)
        frame.request = step.tool
        reply.invoke = Invoke(tool=step.tool, args=args)
        return False

    def _branch(self, reply: Reply, frame: Frame, step: Branch) -> bool:
        holds = bool(step.condition.evaluate(self._dialogue.names(), self._dialogue.now(reply.at_ms)))
        reply.note("step", step.path, holds=holds)
        self._advance(frame, None if holds else step.otherwise)
        return True

    def _jump(self, reply: Reply, frame: Frame, step: Jump) -> bool:
        del reply
        self._advance(frame, step.to)
        return True

    def _confirm(self, reply: Reply, frame: Frame, step: Confirm) -> bool:
        frame.confirms += 1
        if frame.confirms > CONFIRMS_MAX:
            reply.note("gave_up", step.path, attempts=CONFIRMS_MAX)
            self.hand_over(reply, "no_confirmation")
            return not reply.closing
        self._dialogue.question = Question(kind="confirm")
        reply.note("step", step.path)
        if not reply.authored(f"confirm:{step.path}", step.wordings, "confirm", frame.flow.name):
            # A guardrail kept the question back: a yes to what was never heard must not count.
            self.hand_over(reply, "no_confirmation")
            return not reply.closing
        return False

    def _assign(self, reply: Reply, frame: Frame, step: Assign) -> bool:
        value = step.value.evaluate(self._dialogue.names(), self._dialogue.now(reply.at_ms))
        reply.note("step", step.path)
        if step.name in self._dialogue.agent.slots:
            self._dialogue.slots[step.name] = Filled(value=value, confirmed=True, turn=self._dialogue.turn)
        else:
            self._dialogue.facts[step.name] = value
        self._advance(frame)
        return True

    def _forget(self, reply: Reply, frame: Frame, step: Forget) -> bool:
        reply.note("step", step.path)
        for name in step.names:
            self._dialogue.slots.pop(name, None)
            self._dialogue.facts.pop(name, None)
            self._dialogue.declined.pop(name, None)
            self._dialogue.asks.pop(name, None)
            self._dialogue.parts.pop(name, None)
        self._advance(frame)
        return True

    def _run_flow(self, reply: Reply, frame: Frame, step: RunFlow) -> bool:
        reply.note("step", step.path)
        self._advance(frame)
        if len(self._dialogue.stack) >= STACK_MAX:
            reply.note("guardrail", "stack_full", flow=step.flow)
            self.hand_over(reply, "endless_flow")
            return not reply.closing
        self._dialogue.stack.append(Frame(flow=self._dialogue.agent.flows[step.flow], called=True))
        return True

    def _give_answer(self, reply: Reply, frame: Frame, step: GiveAnswer) -> bool:
        answer = self._dialogue.agent.answers[step.answer]
        reply.note("step", step.path)
        reply.authored(f"answer:{answer.name}", answer.say, "answer", answer.name)
        self._advance(frame)
        return True

    def _hand_over(self, reply: Reply, frame: Frame, step: HandOver) -> bool:
        reply.note("step", step.path)
        self._advance(frame)
        self.hand_over(reply, step.reason)
        return not reply.closing

    def _end_flow(self, reply: Reply, frame: Frame, step: EndFlow) -> bool:
        reply.note("outcome", step.outcome, flow=frame.flow.name)
        self._dialogue.outcomes.append(step.outcome)
        self._leave(reply, frame)
        return True

    def _leave(self, reply: Reply, frame: Frame) -> None:
        dialogue = self._dialogue
        dialogue.stack.pop()
        dialogue.flows_left[frame.flow.name] = True
        if dialogue.frame is not None and not frame.called:
            reply.line("resume", "inform", dialogue.frame.flow.name, title=dialogue.frame.flow.title)

    def _forget_errand(self, slots: tuple[str, ...]) -> None:
        dialogue = self._dialogue
        for name in slots:
            if dialogue.agent.slots[name].type not in KEPT_TYPES:
                dialogue.slots.pop(name, None)
            dialogue.declined.pop(name, None)

    # By class and not by instance: bound methods kept by their own object would make every session a reference cycle.
    _HANDLERS: ClassVar[Mapping[type[Step], Callable[[Any, Reply, Frame, Any], bool]]] = {
        Collect: _collect,
        SayStep: _say,
        Call: _call,
        Branch: _branch,
        Jump: _jump,
        Confirm: _confirm,
        Assign: _assign,
        Forget: _forget,
        RunFlow: _run_flow,
        GiveAnswer: _give_answer,
        HandOver: _hand_over,
        EndFlow: _end_flow,
    }


def _depends(step: Step, changed: str, dialogue: Dialogue) -> bool:
    match step:
        case Collect():
            return step.slot == changed
        case Call():
            return changed in dialogue.agent.tools[step.tool].args.values()
        case Branch():
            return changed in step.condition.names
        case Assign():
            return changed in step.value.names
        case Confirm():
            return True
        case _:
            return False
