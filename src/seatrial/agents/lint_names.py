"""Lint rules about what is declared: never used, never asked for, no way to a human, streaming switched off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from seatrial.agents.agent import Assign, Call, Collect, Forget
from seatrial.agents.lint_case import LintCase, placeholders_of, read_by
from seatrial.agents.locales import engine_lines
from seatrial.agents.mistakes import Mistake


def lint_names(case: LintCase) -> Iterator[Mistake]:
    """Yield everything doubtful about what is declared."""
    yield from _slots(case)
    yield from _tools(case)
    yield from _says(case)
    yield from _way_to_a_person(case)
    yield from _streaming(case)
    yield from _sensitive(case)


def _slots(case: LintCase) -> Iterator[Mistake]:
    collected: set[str] = set()
    read = {name.partition(".")[0] for name in case.agent.escalation.summary}
    read |= {name for answer in case.agent.answers.values() for name in placeholders_of(answer.say)}
    read |= {name for wordings in case.spec.says.values() for name in placeholders_of(wordings)}
    touched: set[str] = set()
    for flow in case.agent.flows.values():
        for step in flow.steps:
            if isinstance(step, Collect):
                collected.add(step.slot)
            elif isinstance(step, Assign):
                touched.add(step.name)
            elif isinstance(step, Forget):
                touched |= set(step.names)
            read |= read_by(case.agent, step)
    for name in case.spec.slots:
        place = ("slots", name)
        if name in collected and name not in read:
            message = f"slot '{name}' is asked for, and its value is never used."
            yield case.mistake(place, "asked_for_nothing", message, "Pass it to a tool, say it, or stop asking.")
        elif name not in collected and name not in read and name not in touched:
            yield case.mistake(
                place, "unused_slot", f"slot '{name}' is never used.", "Collect it in a flow, or remove it."
            )


def _tools(case: LintCase) -> Iterator[Mistake]:
    called = {step.tool for flow in case.agent.flows.values() for step in flow.steps if isinstance(step, Call)}
    called |= {tool.reconcile for tool in case.agent.tools.values()}
    for name, tool in case.agent.tools.items():
        if name not in called and not case.agent.models:
            message = f"tool '{name}' is never called."
            yield case.mistake(("tools", name), "unused_tool", message, "Call it in a flow, or remove it.")
        if tool.write and not tool.once_per:
            message = f"tool '{name}' writes, and does not say what makes two writes the same."
            hint = "Add once_per, such as once_per: [phone, when], so that doubled writes are found."
            yield case.mistake(("tools", name), "write_without_once_per", message, hint, need="once_per_on_writes")
        if tool.write and not tool.idempotent and not tool.reconcile:
            message = f"when a call of '{name}' gets lost, nothing tells whether it happened: a person has to look."
            hint = (
                "If calling again with ctx.idempotency_key is safe, add idempotent: true; else name a reconcile tool."
            )
            yield case.mistake(("tools", name), "write_unreconciled", message, hint, severity="info")


def _says(case: LintCase) -> Iterator[Mistake]:
    used = set(engine_lines(case.agent.locale)) | set(_said(case.source.data))
    for key in case.spec.says:
        if key not in used:
            message = f"says.{key} is never said."
            yield case.mistake(("says", key), "unused_says", message, f"Use it in a step (- say: {key}), or remove it.")


def _said(part: Any) -> Iterator[str]:
    """Yield everything that stands after `say` or `confirm`, wherever it is nested."""
    if isinstance(part, dict):
        for key, value in cast("dict[str, Any]", part).items():
            if key in {"say", "confirm"}:
                yield from (str(text) for text in (cast("list[Any]", value) if isinstance(value, list) else [value]))
            yield from _said(value)
    elif isinstance(part, list):
        for item in cast("list[Any]", part):
            yield from _said(item)


def _way_to_a_person(case: LintCase) -> Iterator[Mistake]:
    escalation = case.agent.escalation
    if not escalation.to:
        message = "there is no way to a human."
        hint = "Add escalation: {to: ...}: whoever asks for a person must be able to get one."
        yield case.mistake((), "no_way_to_a_person", message, hint, need="way_to_a_person")
    elif "asked_for_person" not in escalation.when:
        message = "asking for a person is not among the triggers."
        hint = "Add asked_for_person to escalation.when."
        yield case.mistake(("escalation", "when"), "no_way_to_a_person", message, hint, need="way_to_a_person")


def _streaming(case: LintCase) -> Iterator[Mistake]:
    own = {index: rule for index, rule in enumerate(case.spec.guardrails.output) if rule.check == "whole_answer"}
    for index in own:
        message = "this rule checks whole answers, so nothing is spoken before an answer is complete."
        hint = "Use check: per_sentence unless a rule needs the whole: it keeps answers quick."
        yield case.mistake(("guardrails", "output", index), "streaming_off", message, hint)
    for rule in case.policy.output:
        if rule.guardrail.check == "whole_answer":
            message = f"the organisation's policy checks whole answers ({rule.where}), so answers are not streamed."
            yield case.mistake(("guardrails",), "streaming_off", message, severity="info")


def _sensitive(case: LintCase) -> Iterator[Mistake]:
    for index, name in enumerate(case.agent.escalation.summary):
        slot = case.agent.slots.get(name)
        if slot is not None and slot.sensitive:
            message = f"slot '{name}' is sensitive, so it is kept out of the summary."
            yield case.mistake(("escalation", "summary", index), "sensitive_in_summary", message, "Remove it here.")
