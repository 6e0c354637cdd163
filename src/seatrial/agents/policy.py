"""The organisation's rules that every agent inherits: `policy.yaml`. Rules add up, limits take the minimum.

Nothing overrides: an agent that tries to loosen a rule gets a mistake that names the policy's line. Found in the
agent's folder and in up to three folders above it; all that are found apply. Read by `agents.folder`, applied by the
compiler, whose `require` part the linter enforces.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import Field

from seatrial.agents.agent import Guardrail
from seatrial.agents.mistakes import Mistake, MistakesError
from seatrial.agents.spec import (
    Action,
    ConversationLimitsSpec,
    GuardrailsSpec,
    InputRuleSpec,
    OutputRuleSpec,
    When,
)
from seatrial.agents.spec_fields import Key, Part, Text, Texts
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import Place, Source, plain, read_yaml
from seatrial.core.events import Json

FILE = "policy.yaml"
LEVELS_UP = 3
WORDS_SHOWN_MAX = 4

STRICTNESS: Mapping[str, int] = {
    "off": 0,
    "warn": 1,
    "redact": 2,
    "refuse": 3,
    "block": 3,
    "escalate": 4,
    "handoff": 4,
    "end": 4,
}
"""How much an action restrains; an agent may be as strict as the policy or stricter."""


class PolicySpeechSpec(Part):
    """How every agent talks."""

    max_words: int | None = Field(default=None, ge=5, le=500, description="Longest utterance, in words.")
    never_say: Texts = Field(default=(), description="Phrases no agent may say.")


class PolicyEscalationSpec(Part):
    """When every agent brings a person in."""

    when: tuple[Key, ...] = Field(default=(), max_length=50, description="Triggers added to the agent's own.")


class RequireSpec(Part):
    """What every agent must have; the linter's warnings about these become errors."""

    disclose_assistant: bool = Field(default=False, description="The opening says that it is an automated assistant.")
    way_to_a_person: bool = Field(default=False, description="People can reach a human.")
    confirm_before_write: bool = Field(default=False, description="Every write is confirmed by the person first.")
    once_per_on_writes: bool = Field(default=False, description="Every write tool says what makes two writes the same.")


class PolicySpec(Part):
    """An organisation's rules for its agents."""

    policy: Text = Field(description="Whose rules these are.")
    guardrails: GuardrailsSpec = Field(default=GuardrailsSpec(), description="Rules and limits, as in agent.yaml.")
    speech: PolicySpeechSpec = Field(default=PolicySpeechSpec(), description="Bounds on what agents say.")
    never_say: Texts = Field(default=(), description="Short for speech.never_say.")
    escalation: PolicyEscalationSpec = Field(default=PolicyEscalationSpec(), description="Triggers for all agents.")
    require: RequireSpec = Field(default=RequireSpec(), description="What no agent may lack.")


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """A guardrail of a policy, and where it stands."""

    guardrail: Guardrail
    where: str


@dataclass(frozen=True, slots=True)
class Policy:
    """All policies that apply to an agent, added up. Every entry knows the file and line it comes from.

    Attributes:
        limits: ``max_turns``, ``max_seconds``, ``max_words`` -> (lowest value, where).
        never_say: Phrase, lower case -> where.
        when: Escalation trigger -> where.
        require: Requirement -> where.
        content: The files' content, for the agent digest.
    """

    input: tuple[PolicyRule, ...] = ()
    output: tuple[PolicyRule, ...] = ()
    limits: Mapping[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])
    never_say: Mapping[str, str] = field(default_factory=dict[str, str])
    when: Mapping[str, str] = field(default_factory=dict[str, str])
    require: Mapping[str, str] = field(default_factory=dict[str, str])
    content: tuple[Json, ...] = ()


NO_POLICY = Policy()


def find_policies(folder: Path, *, explicit: Path | None = None, levels_up: int = LEVELS_UP) -> list[Path]:
    """Return the policy files that apply to an agent's folder, nearest first, the explicit one before all.

    Args:
        folder: The agent's.
        explicit: One that applies wherever it is.
        levels_up: How many folders above are looked into.
    """
    found = [] if explicit is None else [explicit]
    here = folder.resolve()
    for level in [here, *here.parents][: levels_up + 1]:
        candidate = level / FILE
        # Whatever is called so is meant to apply: what cannot be read is a mistake, never a rule less.
        known = {os.path.realpath(path) for path in found}
        if os.path.lexists(candidate) and os.path.realpath(candidate) not in known:
            found.append(_shown(candidate))
    return found


def _shown(path: Path) -> Path:
    """Return a path as the person at the machine would write it, from where they are."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def load_policies(paths: Sequence[Path]) -> Policy:
    """Read policy files and add them up.

    Raises:
        MistakesError: One of them is missing or wrong.
    """
    sources: list[Source] = []
    specs: list[PolicySpec] = []
    mistakes: list[Mistake] = []
    for path in paths:
        source = read_yaml(path)
        validated = validate(source, PolicySpec)
        mistakes += validated.mistakes
        if validated.model is not None:
            sources.append(source)
            specs.append(validated.model)
            mistakes += rule_mistakes(source, validated.model.guardrails)
    if mistakes:
        raise MistakesError(mistakes)
    return _added_up(sources, specs)


def _added_up(sources: Sequence[Source], specs: Sequence[PolicySpec]) -> Policy:
    inputs: list[PolicyRule] = []
    outputs: list[PolicyRule] = []
    limits: dict[str, tuple[int, str]] = {}
    never_say: dict[str, str] = {}
    when: dict[str, str] = {}
    require: dict[str, str] = {}
    for source, spec in zip(sources, specs, strict=True):
        inputs += _rules(source, spec.guardrails.input, "input")
        outputs += _rules(source, spec.guardrails.output, "output")
        _lower_limits(limits, source, spec)
        for place, phrases in ((("never_say",), spec.never_say), (("speech", "never_say"), spec.speech.never_say)):
            for index, phrase in enumerate(phrases):
                never_say.setdefault(phrase.lower(), _where(source, (*place, index)))
        for index, trigger in enumerate(spec.escalation.when):
            when.setdefault(trigger, _where(source, ("escalation", "when", index)))
        for name in RequireSpec.model_fields:
            if getattr(spec.require, name):
                require.setdefault(name, _where(source, ("require", name)))
    if never_say and all(rule.guardrail.rule != "never_say" for rule in outputs):
        implied = Guardrail(rule="never_say", action="block", source="speech")
        outputs.append(PolicyRule(implied, next(iter(never_say.values()))))
    return Policy(
        input=tuple(inputs),
        output=tuple(outputs),
        limits=limits,
        never_say=never_say,
        when=when,
        require=require,
        content=tuple(plain(source.data) for source in sources),
    )


def _lower_limits(limits: dict[str, tuple[int, str]], source: Source, spec: PolicySpec) -> None:
    conversation: Place = ("guardrails", "conversation")
    for name, value, place in (
        ("max_turns", spec.guardrails.conversation.max_turns, (*conversation, "max_turns")),
        ("max_seconds", spec.guardrails.conversation.max_seconds, (*conversation, "max_seconds")),
        ("max_words", spec.speech.max_words, ("speech", "max_words")),
    ):
        if value is not None and (name not in limits or value < limits[name][0]):
            limits[name] = (value, _where(source, place))


def _rules(source: Source, specs: Sequence[InputRuleSpec | OutputRuleSpec], side: str) -> list[PolicyRule]:
    rules: list[PolicyRule] = []
    for index, spec in enumerate(specs):
        guardrail = guardrail_of(spec, source=Path(source.file).name)
        if guardrail is not None and guardrail.action != "off":
            rules.append(PolicyRule(guardrail, _where(source, ("guardrails", side, index))))
    return rules


def _where(source: Source, place: Place) -> str:
    return f"{source.file}:{source.line(place)}"


def rules_of(spec: InputRuleSpec | OutputRuleSpec) -> list[tuple[str, Action | None]]:
    """Return the rules that one entry names, with their actions; a right one names exactly one."""
    names = [name for name in type(spec).model_fields if name not in {"words", "action", "check", "say"}]
    rules: list[tuple[str, Action | None]] = [
        (name, getattr(spec, name)) for name in names if getattr(spec, name) is not None
    ]
    return rules if spec.words is None else [*rules, ("words", spec.action)]


def guardrail_of(spec: InputRuleSpec | OutputRuleSpec, *, source: str = "agent") -> Guardrail | None:
    """Return the compiled rule, or None for an entry that `rule_mistakes` complains about."""
    rules = rules_of(spec)
    if len(rules) != 1:
        return None
    rule, action = rules[0]
    if action is None:
        return None
    check: When = spec.check if isinstance(spec, OutputRuleSpec) else "per_sentence"
    words = tuple(word.lower() for word in spec.words or ())
    return Guardrail(rule=rule, action=action, check=check, words=words, say=spec.say or "", source=source)


def rule_mistakes(source: Source, guardrails: GuardrailsSpec) -> Iterable[Mistake]:
    """Yield what is wrong with the entries of `guardrails`, one by one."""
    sides: tuple[tuple[str, Sequence[InputRuleSpec | OutputRuleSpec]], ...] = (
        ("input", guardrails.input),
        ("output", guardrails.output),
    )
    for side, specs in sides:
        for index, spec in enumerate(specs):
            rules = rules_of(spec)
            problem = ""
            if len(rules) != 1:
                named = ", ".join(rule for rule, _ in rules) or "none"
                problem = f"an entry holds exactly one rule, this one: {named}"
            elif rules[0][1] is None:
                problem = "'words' needs an 'action', such as action: refuse"
            elif rules[0][0] != "words" and spec.action is not None:
                problem = f"the action of '{rules[0][0]}' stands beside it: {rules[0][0]}: {spec.action}"
            if problem:
                yield Mistake(
                    file=source.file,
                    line=source.line(("guardrails", side, index)),
                    code="spec.guardrail",
                    message=f"guardrails.{side}[{index}]: {problem}.",
                    hint="Such as: - {injection: escalate}, or - {words: [lawsuit], action: handoff}.",
                )


def merge_rules(
    source: Source, side: str, specs: Sequence[InputRuleSpec | OutputRuleSpec], policy: Sequence[PolicyRule]
) -> tuple[tuple[Guardrail, ...], list[Mistake]]:
    """Return an agent's rules added to the policy's, and a mistake wherever the agent tries to loosen one.

    Rules come in the policy's order, then the agent's own; of two about the same thing the stricter one stays.
    """
    mistakes: list[Mistake] = []
    merged: dict[str, Guardrail] = {}
    for rule in policy:
        key = _key(rule.guardrail)
        merged[key] = _stricter(merged[key], rule.guardrail) if key in merged else rule.guardrail
    wheres = {_key(rule.guardrail): rule.where for rule in reversed(policy)}
    for index, spec in enumerate(specs):
        own = guardrail_of(spec)
        if own is None:
            continue
        key = _key(own)
        if key in wheres:
            if "check" not in spec.model_fields_set:  # what nobody wrote asks for nothing
                own = replace(own, check=merged[key].check)
            mistakes += _loosened(source, ("guardrails", side, index), own, merged[key], wheres[key])
            merged[key] = _stricter(merged[key], own)
        elif own.action != "off":
            merged[key] = own
    return tuple(merged.values()), mistakes


def _key(rule: Guardrail) -> str:
    return rule.rule if rule.rule != "words" else "words:" + ",".join(sorted(rule.words))


def _stricter(first: Guardrail, second: Guardrail) -> Guardrail:
    if _strictness(second) > _strictness(first):
        return second
    # The same rule in other words: those of the first, unless it has none.
    return replace(first, say=first.say or second.say) if first.action == second.action else first


def _strictness(rule: Guardrail) -> tuple[int, bool]:
    return STRICTNESS[rule.action], rule.check == "whole_answer"


def _loosened(source: Source, place: Place, own: Guardrail, inherited: Guardrail, where: str) -> Iterable[Mistake]:
    weaker = STRICTNESS[own.action] < STRICTNESS[inherited.action]
    late = inherited.check == "whole_answer" and own.check == "per_sentence" and own.action != "off"
    asked, demanded = f"'{_named(own)}: {own.action}'", f"'{_named(inherited)}: {inherited.action}'"
    if weaker:
        yield loosening(source, place, asked, demanded, where)
    elif late:
        yield loosening(source, place, f"'check: {own.check}'", f"'check: {inherited.check}'", where)
    elif asked != demanded and _strictness(own) == _strictness(inherited):
        yield Mistake(
            file=source.file,
            line=source.line(place),
            code="policy.kept",
            message=f"{asked} changes nothing: the organisation's policy has {demanded}, which is as strict ({where}).",
            hint="Leave it out, or ask the policy's owner.",
            severity="warning",
        )


def _named(rule: Guardrail) -> str:
    """Return a rule as its author would point at it."""
    if rule.rule != "words":
        return rule.rule
    more = ", ..." if len(rule.words) > WORDS_SHOWN_MAX else ""
    return f"words [{', '.join(rule.words[:WORDS_SHOWN_MAX])}{more}]"


def limit_mistakes(source: Source, policy: Policy, own: Mapping[str, tuple[int | None, Place]]) -> Iterable[Mistake]:
    """Yield a mistake for each limit that an agent sets above the policy's.

    Args:
        source: The agent's file.
        policy: The policies.
        own: Limit -> (the agent's value or None, its place).
    """
    for name, (value, place) in own.items():
        if value is not None and name in policy.limits and value > policy.limits[name][0]:
            lowest, where = policy.limits[name]
            yield loosening(source, place, f"{name}: {value}", f"{name}: {lowest}", where)


def limit(policy: Policy, name: str, own: int | None, default: int) -> int:
    """Return the limit that applies: the lower of the policy's and the agent's own (or the default)."""
    value = default if own is None else own
    return min(value, policy.limits[name][0]) if name in policy.limits else value


def loosening(source: Source, place: Place, asked: str, demanded: str, where: str) -> Mistake:
    """Return the mistake of loosening a policy."""
    return Mistake(
        file=source.file,
        line=source.line(place),
        code="policy.loosened",
        message=f"{asked} loosens the organisation's policy, which says {demanded} ({where}).",
        hint="A policy can be made stricter here, never looser; leave this out, or ask the policy's owner.",
    )


def conversation_limits(spec: ConversationLimitsSpec) -> Mapping[str, tuple[int | None, Place]]:
    """Return an agent's own limits on a conversation, with their places."""
    base: Place = ("guardrails", "conversation")
    return {
        "max_turns": (spec.max_turns, (*base, "max_turns")),
        "max_seconds": (spec.max_seconds, (*base, "max_seconds")),
    }
