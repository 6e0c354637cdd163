"""From a valid `agent.yaml` to a compiled `Agent`: names resolved, defaults filled in, the policy added.

Finds every mistake of meaning in one pass and never stops at the first. Called by `agents.folder`; `agents.linter`
then looks for what is legal but doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seatrial.agents.agent import (
    Agent,
    Answer,
    Escalation,
    Flow,
    Guardrail,
    HandOver,
    Limits,
    Memory,
    Slot,
    Speech,
    Tool,
    TurnsPolicy,
)
from seatrial.agents.expressions import Expression
from seatrial.agents.locales import LINE_PLACEHOLDERS, LOCALES, LocaleData, locale_data
from seatrial.agents.mistakes import Mistake, did_you_mean
from seatrial.agents.policy import (
    NO_POLICY,
    Policy,
    conversation_limits,
    limit,
    limit_mistakes,
    merge_rules,
    rule_mistakes,
)
from seatrial.agents.program import compile_program
from seatrial.agents.scope import Scope
from seatrial.agents.spec import AgentSpec, SlotSpec, ToolSpec
from seatrial.agents.wording import placeholder_names
from seatrial.agents.yaml_source import Place, Source
from seatrial.core.errors import SpecError
from seatrial.text.patterns import PatternError, compile_pattern

TRIGGERS = (
    "asked_for_person",
    "emergency",
    "two_misunderstandings_running",
    "tool_failed",
    "abuse",
    "injection",
    "language",
    "max_turns",
    "max_seconds",
)
"""What may bring a person in besides the reasons of the agent's own `handoff` steps."""

ORDERED = frozenset({"date", "time", "datetime", "number", "money"})
"""Slot types whose values lie between others."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of an agent's file.

    Attributes:
        agent: None when there are mistakes.
        places: Step path -> where it stands in the file.
    """

    agent: Agent | None
    mistakes: tuple[Mistake, ...]
    places: Mapping[str, Place]


def compile_agent(source: Source, spec: AgentSpec, *, policy: Policy = NO_POLICY) -> Compiled:
    """Compile an agent.

    Args:
        source: The file, for the lines of mistakes.
        spec: Its content.
        policy: The organisation's rules.
    """
    data, locale_mistakes = _locale(source, spec)
    scope = Scope(source, spec, data)
    scope.mistakes += locale_mistakes
    tools = {name: _tool(scope, name, tool) for name, tool in spec.tools.items()}
    places: dict[str, Place] = {}
    flows: dict[str, Flow] = {}
    for name, flow in spec.flows.items():
        program = compile_program(scope, name, flow)
        places.update(program.places)
        flows[name] = Flow(
            name=name,
            title=flow.title or name.replace("_", " "),
            when=flow.when or "",
            like=flow.like,
            steps=program.steps,
            slots=program.slots,
        )
    answers = _answers(scope)
    _check_says(scope)
    input_rules, output_rules = _guardrails(scope, policy)
    speech = _speech(scope, policy)
    escalation = _escalation(scope, policy, flows)
    slots = {name: _slot(scope, name, slot) for name, slot in spec.slots.items()}
    slots.update({name: _standard_slot(data, name, kind) for name, kind in scope.standard.items()})
    own_limits = spec.guardrails.conversation
    agent = Agent(
        name=spec.agent,
        goal=spec.goal,
        locale=spec.locale,
        success=spec.success,
        speech=speech,
        slots=slots,
        tools=tools,
        flows=flows,
        answers=answers,
        input_rules=input_rules,
        output_rules=output_rules,
        limits=Limits(
            max_turns=limit(policy, "max_turns", own_limits.max_turns, Limits().max_turns),
            max_seconds=limit(policy, "max_seconds", own_limits.max_seconds, Limits().max_seconds),
        ),
        escalation=escalation,
        turns=TurnsPolicy(**spec.turns.model_dump(exclude_none=True)),
        memory=Memory(last_turns=spec.history.last_turns, summary_sentences=spec.history.summary_sentences),
        remembers={name: variable.default for name, variable in spec.memory.items()},
        models=spec.models,
    )
    wrong = any(mistake.severity == "error" for mistake in scope.mistakes)
    return Compiled(agent=None if wrong else agent, mistakes=tuple(scope.mistakes), places=places)


def _locale(source: Source, spec: AgentSpec) -> tuple[LocaleData, list[Mistake]]:
    try:
        return locale_data(spec.locale), []
    except SpecError as error:
        line = source.line(("locale",))
        mistake = Mistake(file=source.file, line=line, code=error.code, message=str(error), hint=error.hint)
        return locale_data(LOCALES[0]), [mistake]


def _slot(scope: Scope, name: str, spec: SlotSpec) -> Slot:
    place: Place = ("slots", name)
    _check_choice(scope, place, spec)
    _check_pattern(scope, place, spec)
    on_fail = spec.on_fail or ("skip" if spec.optional else "handoff")
    if on_fail == "skip" and not spec.optional:
        message = f"slot '{name}' is required, so it cannot be skipped."
        scope.note((*place, "on_fail"), "spec.skip_required", message, "Add optional: true, or on_fail: handoff.")
    if name in scope.facts:
        message = f"'{name}' is both a slot and a fact that a tool fills."
        scope.note(place, "spec.two_meanings", message, "Rename one; `set` copies a fact into a slot.")
    ask = spec.ask or scope.data.asks.get(spec.type, ())
    if not ask:
        message = f"slot '{name}' has no `ask`."
        scope.note(place, "spec.missing", message, f"There is no usual question for the type {spec.type}.")
    scope.need_placeholders(ask, (*place, "ask"))
    scope.need_placeholders(spec.reask or (), (*place, "reask"))
    return Slot(
        name=name,
        type=spec.type,
        ask=ask,
        reask=spec.reask or (),
        options=spec.of or {},
        labels=spec.labels,
        pattern=spec.pattern or "",
        checksum=spec.checksum or "",
        title=spec.title or scope.data.titles.get(spec.type, name.replace("_", " ")),
        confirm=spec.confirm,
        confirm_below=spec.confirm_below,
        read_back=spec.read_back,
        optional=spec.optional,
        attempts=spec.attempts,
        on_fail=on_fail,
        between=_between(scope, place, spec),
        patience_ms=spec.patience_ms,
        sensitive=spec.sensitive,
    )


def _check_choice(scope: Scope, place: Place, spec: SlotSpec) -> None:
    if spec.type == "choice" and not spec.of:
        message = "a choice needs its options under `of`."
        scope.note(place, "spec.missing", message, "Such as of: {leak: [leaking, dripping], boiler: [no hot water]}.")
    elif spec.type != "choice" and (spec.of or spec.labels):
        scope.note(place, "spec.not_a_choice", f"`of` and `labels` are for the type choice, not {spec.type}.")
    for key in spec.labels:
        if key not in (spec.of or {}):
            hint = did_you_mean(key, spec.of or {}, label="Options")
            scope.note((*place, "labels", key), "spec.unknown_option", f"'{key}' is not an option of this slot.", hint)


def _check_pattern(scope: Scope, place: Place, spec: SlotSpec) -> None:
    if spec.type == "order_id" and spec.pattern is None:
        message = "an order_id needs a `pattern`."
        scope.note(place, "spec.missing", message, 'Such as pattern: "[A-Z]{2}\\\\d{6}".')
    elif spec.type != "order_id" and (spec.pattern or spec.checksum):
        scope.note(place, "spec.not_an_id", f"`pattern` and `checksum` are for the type order_id, not {spec.type}.")
    elif spec.pattern is not None:
        try:
            compile_pattern(spec.pattern)
        except PatternError as error:
            scope.note((*place, "pattern"), "spec.pattern", f"the pattern cannot be used: {error}.")


def _between(scope: Scope, place: Place, spec: SlotSpec) -> tuple[Expression | None, Expression | None] | None:
    if spec.between is None:
        return None
    if spec.type not in ORDERED:
        hint = f"It is for the types {', '.join(sorted(ORDERED))}."
        scope.note((*place, "between"), "spec.not_ordered", f"`between` has no meaning for {spec.type}.", hint)
    for bound in spec.between:
        for name in sorted(bound.names):
            scope.need_value(name, (*place, "between"))
    low, high = (None if bound.source == "none" else bound for bound in spec.between)
    return low, high


def _standard_slot(data: LocaleData, name: str, kind: str) -> Slot:
    return Slot(name=name, type=kind, ask=data.asks[kind])


def _tool(scope: Scope, name: str, spec: ToolSpec) -> Tool:
    place: Place = ("tools", name)
    for parameter, value in spec.args.items():
        scope.need_value(value, (*place, "args", parameter))
    if spec.reconcile is not None and scope.need("tool", spec.reconcile, scope.tools, (*place, "reconcile")):
        reconciler = scope.spec.tools.get(spec.reconcile)
        if reconciler is not None and reconciler.effect == "write":
            message = f"'{spec.reconcile}' writes, so it cannot tell whether '{name}' did."
            scope.note((*place, "reconcile"), "spec.reconcile", message, "Name a tool with effect: read.")
    for field in spec.once_per:
        if field not in spec.args:
            hint = did_you_mean(field, spec.args, label="Its parameters")
            message = f"once_per names '{field}', which is not a parameter of '{name}'."
            scope.note((*place, "once_per"), "spec.unknown_parameter", message, hint)
    if spec.effect == "read" and (spec.once_per or spec.idempotent or spec.reconcile):
        message = f"'{name}' only reads; once_per, idempotent and reconcile are for writes."
        scope.note(place, "spec.not_a_write", message, "Add effect: write, or leave them out.")
    return Tool(
        name=name,
        args=spec.args,
        fills=spec.fills or "",
        write=spec.effect == "write",
        once_per=spec.once_per,
        idempotent=spec.idempotent,
        reconcile=spec.reconcile or "",
        timeout_ms=spec.timeout_ms,
        takes_ms=spec.takes_ms,
        attempts=spec.attempts,
    )


def _answers(scope: Scope) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, spec in scope.spec.answers.items():
        scope.need_placeholders(spec.say, ("answers", name, "say"))
        answers[name] = Answer(name=name, title=spec.title or name.replace("_", " "), like=spec.like, say=spec.say)
    return answers


def _check_says(scope: Scope) -> None:
    for key, wordings in scope.spec.says.items():
        if key not in scope.data.lines:
            scope.need_placeholders(wordings, ("says", key))
            continue
        filled = LINE_PLACEHOLDERS.get(key, frozenset())
        for name in dict.fromkeys(name for wording in wordings for name in placeholder_names(wording)):
            if name not in filled:
                message = f"'{{{name}}}' is not filled in '{key}', which is one of the engine's own lines."
                hint = did_you_mean(name, sorted(filled), label="It can hold") if filled else "It has no placeholders."
                scope.note(("says", key), "spec.unknown_placeholder", message, hint)


def _guardrails(scope: Scope, policy: Policy) -> tuple[tuple[Guardrail, ...], tuple[Guardrail, ...]]:
    source, spec = scope.source, scope.spec.guardrails
    scope.mistakes += rule_mistakes(source, spec)
    input_rules, input_mistakes = merge_rules(source, "input", spec.input, policy.input)
    output_rules, output_mistakes = merge_rules(source, "output", spec.output, policy.output)
    own = {**conversation_limits(spec.conversation)}
    own["max_words"] = (scope.spec.speech.max_words, ("speech", "max_words"))
    scope.mistakes += [*input_mistakes, *output_mistakes, *limit_mistakes(source, policy, own)]
    for side, rules in (("input", spec.input), ("output", spec.output)):
        for index, rule in enumerate(rules):
            scope.need_placeholders([rule.say] if rule.say else [], ("guardrails", side, index, "say"))
    return input_rules, output_rules


def _speech(scope: Scope, policy: Policy) -> Speech:
    spec = scope.spec.speech
    never_say = tuple(dict.fromkeys([*(phrase.lower() for phrase in spec.never_say), *policy.never_say]))
    if spec.opening is not None:
        scope.need_placeholders([spec.opening], ("speech", "opening"))
    lines = {key: _allowed(wordings, never_say) for key, wordings in scope.data.lines.items()}
    for key, wordings in lines.items():
        if not wordings and key not in scope.spec.says:
            message = f"never_say rules out every usual wording of '{key}'."
            scope.note(("speech", "never_say"), "spec.no_wording", message, f"Give your own under says.{key}.")
    return Speech(
        opening=spec.opening or scope.data.lines["opening"][0],
        style=spec.style,
        never_say=never_say,
        max_words=limit(policy, "max_words", spec.max_words, 0) or _policy_words(policy),
        lines={**lines, **scope.spec.says},
    )


def _policy_words(policy: Policy) -> int:
    return policy.limits["max_words"][0] if "max_words" in policy.limits else 0


def _allowed(wordings: tuple[str, ...], never_say: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in wordings if not any(phrase in text.lower() for phrase in never_say))


def _escalation(scope: Scope, policy: Policy, flows: Mapping[str, Flow]) -> Escalation:
    spec = scope.spec.escalation
    if spec is None:
        return Escalation(when=tuple(dict.fromkeys([*Escalation().when, *policy.when])))
    reasons = [step.reason for flow in flows.values() for step in flow.steps if isinstance(step, HandOver)]
    for index, trigger in enumerate(spec.when):
        if trigger not in TRIGGERS and trigger not in reasons:
            hint = did_you_mean(trigger, [*TRIGGERS, *reasons], label="Known")
            message = f"nothing ever triggers '{trigger}'."
            scope.note(("escalation", "when", index), "spec.unknown_trigger", message, hint)
    for index, name in enumerate(spec.summary):
        scope.need_value(name, ("escalation", "summary", index))
    when = tuple(dict.fromkeys([*spec.when, *policy.when]))
    return Escalation(to=spec.to, when=when, summary=spec.summary, wait_ms=spec.wait_ms)
