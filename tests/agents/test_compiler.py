"""From YAML to a program: names resolved, jumps right, defaults filled in, every mistake of meaning found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from authoring import FLOW, HEAD, SAMPLES, checked, of

from seatrial.agents.agent import (
    Agent,
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
from seatrial.agents.folder import load_agent

DECLARED = """\
slots:
  thing: {type: text, ask: "Which thing?"}
  day: {type: date}
tools:
  order: {args: [thing], fills: number}
  look: {args: [thing], fills: found}
answers:
  hours: {like: [when], say: "At eight."}
says:
  thanks: "Thank you."
"""
TOOLS = """\
def order(ctx, *, thing: str) -> int:
    return 1

def look(ctx, *, thing: str) -> dict:
    return {"left": 1}
"""


def agent_of(folder: Path, steps: str, *, more: str = "") -> Agent:
    result = checked(folder, f"{HEAD}{DECLARED}{FLOW}{steps}{more}", tools=TOOLS)
    assert result.loaded is not None, result.mistakes
    return result.loaded.agent


_WORDS: dict[type, Callable[[Any], str]] = {
    Collect: lambda step: f"collect {step.slot}",
    SayStep: lambda step: f"say {step.wordings[0]}",
    Call: lambda step: f"call {step.tool} {step.on_error}",
    Branch: lambda step: f"if {step.condition.source} else {step.otherwise}",
    Jump: lambda step: f"jump {step.to}",
    Confirm: lambda step: f"confirm {step.on_no}",
    Assign: lambda step: f"set {step.name} {step.value.source}",
    Forget: lambda step: f"forget {' '.join(step.names)}",
    RunFlow: lambda step: f"run {step.flow}",
    GiveAnswer: lambda step: f"answer {step.answer}",
    HandOver: lambda step: f"handoff {step.reason}",
    EndFlow: lambda step: f"end {step.outcome}",
}


def shape(agent: Agent) -> list[str]:
    """Return a flow's program as short words."""
    return [_WORDS[type(step)](step) for step in agent.flows["sell"].steps]


def test_branches_join_again(tmp_path: Path):
    agent = agent_of(
        tmp_path,
        """\
      - if: thing == "a"
        then: [{say: One.}, {if: day, then: {say: Two.}}]
        else: {say: Three.}
      - if: not thing
        then: {collect: thing}
      - end: sold
""",
    )
    assert shape(agent) == [
        'if thing == "a" else 5',
        "say One.",
        "if day else 4",
        "say Two.",
        "jump 6",
        "say Three.",
        "if not thing else 8",
        "collect thing",
        "end sold",
    ]


def test_an_error_block_is_jumped_over_and_goes_on_behind_the_call(tmp_path: Path):
    agent = agent_of(
        tmp_path, "      - call: order\n        on_error: [{say: Sorry.}, {collect: day}]\n      - end: sold\n"
    )
    assert shape(agent) == ["call order 2", "jump 4", "say Sorry.", "collect day", "end sold"]


def test_what_follows_a_no_leads_back_to_the_question(tmp_path: Path):
    agent = agent_of(
        tmp_path, "      - confirm: 'Right?'\n        on_no: [{forget: day}, {collect: day}]\n      - end: sold\n"
    )
    assert shape(agent) == ["confirm 2", "jump 5", "forget day", "collect day", "jump 0", "end sold"]


def test_labels_are_places_and_cost_no_step(tmp_path: Path):
    agent = agent_of(
        tmp_path,
        "      - label: top\n      - collect: day\n      - forget: day\n      - if: thing\n        then: {goto: top}\n"
        "      - {goto: done}\n      - label: done\n",
    )
    assert shape(agent) == ["collect day", "forget day", "if thing else 4", "jump 0", "jump 5"]


def test_every_other_step_becomes_one_of_its_kind(tmp_path: Path):
    agent = agent_of(
        tmp_path,
        "      - collect: [thing, day]\n      - set: {a: 1, b: a + 1}\n      - answer: hours\n      - run: other\n"
        "      - say: thanks\n        protected: true\n      - handoff: tired\n",
        more="  other:\n    steps: [{say: Other.}]\n",
    )
    assert shape(agent) == [
        "collect thing",
        "collect day",
        "set a 1",
        "set b a + 1",
        "answer hours",
        "run other",
        "say Thank you.",
        "handoff tired",
    ]
    steps = agent.flows["sell"].steps
    assert [step.path for step in steps[:3]] == [
        "sell.steps[0].collect[0]",
        "sell.steps[0].collect[1]",
        "sell.steps[1]",
    ]
    said = steps[6]
    assert isinstance(said, SayStep)
    assert (said.key, said.protected) == ("thanks", True)
    assert agent.flows["sell"].slots == ("thing", "day")


def test_jumps_of_the_samples_stay_within_their_flows():
    for name in ("clinic", "plumber"):
        for flow in load_agent(SAMPLES / name).agent.flows.values():
            for step in flow.steps:
                targets = [getattr(step, field, -1) for field in ("to", "otherwise", "on_error", "on_no")]
                assert all(-1 <= target <= len(flow.steps) for target in targets)


@pytest.mark.parametrize(
    ("step", "code", "hint"),
    [
        ("{collect: thin}", "spec.unknown_slot", "Did you mean 'thing'?"),
        ("{collect: number}", "spec.unknown_slot", "is a fact"),
        ("{call: ordr}", "spec.unknown_tool", "Defined here: order, look. Did you mean 'order'?"),
        ("{run: sel}", "spec.unknown_flow", "sell"),
        ("{answer: hour}", "spec.unknown_answer", "hours"),
        ("{say: thank}", "spec.unknown_says", "Did you mean 'thanks'? If these are the words"),
        ("{confirm: thank}", "spec.unknown_says", "thanks"),
        ("{say: 'Hi {tings}.'}", "spec.unknown_name", "thing"),
        ("{say: 'Hi {thing.x}.'}", "spec.unknown_field", "bare name"),
        ("{if: dya == now, then: {end: sold}}", "spec.unknown_name", "Did you mean 'day'?"),
        ("{set: {a: b}}", "spec.unknown_name", ""),
        ("{forget: dya}", "spec.unknown_name", "day"),
        ("{goto: up}", "spec.unknown_label", "nothing yet"),
    ],
)
def test_a_name_that_nothing_defines_is_a_mistake(tmp_path: Path, step: str, code: str, hint: str):
    agent = f"{HEAD}{DECLARED}{FLOW}      - {step}\n"
    result = checked(tmp_path, agent, tools=TOOLS)
    (mistake,) = of(result, code)
    assert mistake.line == agent.count("\n")
    assert hint in mistake.hint
    assert result.loaded is None


def test_the_same_label_twice_is_a_mistake(tmp_path: Path):
    steps = "      - label: a\n      - collect: thing\n      - label: a\n      - {goto: a}\n"
    assert of(checked(tmp_path, f"{HEAD}{DECLARED}{FLOW}{steps}", tools=TOOLS), "spec.duplicate_label")


def test_a_name_may_be_a_slot_a_fact_memory_or_what_a_failure_left(tmp_path: Path):
    agent_of(
        tmp_path,
        "      - call: look\n        on_error: {say: 'It says {error}.'}\n      - set: {half: found.left}\n"
        "      - say: '{found.left} {half} {caller} {thing}'\n",
        more="memory: {caller: text}\n",
    )


def test_usual_slots_need_no_declaration(tmp_path: Path):
    agent = agent_of(tmp_path, "      - collect: [name, phone]\n      - say: '{postcode}'\n")
    assert [agent.slots[name].type for name in ("name", "phone", "postcode")] == [
        "person_name",
        "phone",
        "uk_postcode",
    ]
    assert agent.slots["phone"].ask == ("What's the best phone number for you?", "Could I have your phone number?")
    assert "email" not in agent.slots


def test_a_declared_slot_takes_the_usual_question_of_its_type(tmp_path: Path):
    assert agent_of(tmp_path, "      - collect: day\n").slots["day"].ask == ("Which day would suit you?",)


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ("{type: choice, ask: A?}", "spec.missing"),
        ("{type: text}", "spec.missing"),
        ("{type: text, ask: A?, of: {a: []}}", "spec.not_a_choice"),
        ("{type: choice, of: {a: []}, labels: {b: B}, ask: A?}", "spec.unknown_option"),
        ("{type: order_id, ask: A?}", "spec.missing"),
        ("{type: order_id, ask: A?, pattern: '(a'}", "spec.pattern"),
        ("{type: date, checksum: luhn}", "spec.not_an_id"),
        ("{type: date, on_fail: skip}", "spec.skip_required"),
        ("{type: email, between: [now, null]}", "spec.not_ordered"),
        ("{type: date, between: [noww, null]}", "spec.unknown_name"),
        ("{type: date, ask: 'When, {nobody}?'}", "spec.unknown_name"),
    ],
)
def test_a_slot_that_makes_no_sense_is_a_mistake(tmp_path: Path, slot: str, code: str):
    assert of(checked(tmp_path, f"{HEAD}slots:\n  s: {slot}\n{FLOW}      - end: sold\n"), code)


def test_an_optional_slot_is_skipped_when_it_fails_and_others_are_handed_over(tmp_path: Path):
    agent = agent_of(tmp_path, "      - end: sold\n", more="")
    assert agent.slots["day"].on_fail == "handoff"
    optional = checked(
        tmp_path / "b", f"{HEAD}slots: {{d: {{type: date, optional: true}}}}\n{FLOW}      - collect: d\n"
    )
    assert optional.loaded is not None
    assert optional.loaded.agent.slots["d"].on_fail == "skip"


@pytest.mark.parametrize(
    ("tool", "code"),
    [
        ("{args: [thng]}", "spec.unknown_name"),
        ("{effect: write, args: [thing], once_per: [thng]}", "spec.unknown_parameter"),
        ("{args: [thing], once_per: [thing]}", "spec.not_a_write"),
        ("{effect: write, reconcile: nothing}", "spec.unknown_tool"),
        ("{effect: write, reconcile: other}", "spec.reconcile"),
        ("{fills: thing}", "spec.two_meanings"),
    ],
)
def test_a_tool_that_makes_no_sense_is_a_mistake(tmp_path: Path, tool: str, code: str):
    agent = (
        f"{HEAD}slots: {{thing: {{type: text, ask: A?}}}}\ntools:\n  t: {tool}\n  other: {{effect: write}}\n"
        f"{FLOW}      - end: sold\n"
    )
    assert of(checked(tmp_path, agent), code)


def test_an_unknown_locale_is_a_mistake(tmp_path: Path):
    (mistake,) = of(checked(tmp_path, f"{HEAD}locale: xx\n{FLOW}      - end: sold\n"), "spec.locale")
    assert mistake.line == 6


def test_a_trigger_that_nothing_triggers_is_a_mistake(tmp_path: Path):
    head = HEAD.replace("{to: desk}", "{to: desk, when: [asked_for_person, tired, asked_for_persn]}")
    result = checked(tmp_path, f"{head}{FLOW}      - handoff: tired\n")
    (mistake,) = of(result, "spec.unknown_trigger")
    assert "asked_for_persn" in mistake.message
    assert "Did you mean 'asked_for_person'?" in mistake.hint


def test_own_wording_replaces_the_engines_line_and_the_rest_stays(tmp_path: Path):
    result = checked(tmp_path, f"{HEAD}says: {{goodbye: Cheerio.}}\n{FLOW}      - end: sold\n")
    assert result.loaded is not None
    lines = result.loaded.agent.speech.lines
    assert lines["goodbye"] == ("Cheerio.",)
    assert lines["handoff"]


def test_the_engines_lines_hold_only_what_the_engine_fills(tmp_path: Path):
    says = "says:\n  read_back: 'So {value}?'\n  clarify: 'This {frst} or {second}?'\n  goodbye: 'Bye {name}.'\n"
    found = of(checked(tmp_path, f"{HEAD}{says}{FLOW}      - collect: name\n"), "spec.unknown_placeholder")
    assert [mistake.line for mistake in found] == [8, 9]
    assert "Did you mean 'first'?" in found[0].hint


def test_usual_wording_that_the_brand_forbids_is_not_used(tmp_path: Path):
    head = HEAD.replace("speech: {", 'speech: {never_say: ["A Person now", goodbye, bear with me], ')
    result = checked(tmp_path, f"{head}says: {{silence_goodbye: So long.}}\n{FLOW}      - end: sold\n")
    (mistake,) = of(result, "spec.no_wording")
    assert "'goodbye'" in mistake.message
    mended = checked(
        tmp_path / "b", f"{head}says: {{silence_goodbye: So long., goodbye: So long.}}\n{FLOW}      - end: sold\n"
    )
    assert mended.loaded is not None
    lines = mended.loaded.agent.speech.lines
    assert lines["handoff"] == ("Let me put you through to a person.",)
    assert len(lines["filler"]) == 2


def test_everything_else_arrives_in_the_agent():
    agent = load_agent(SAMPLES / "clinic").agent
    assert agent.success == ("booked", "cancelled", "handed_to_person")
    assert agent.remembers == {"patient_id": None, "visits": 0}
    assert agent.turns.end_of_turn_ms == 700
    assert agent.turns.silence_ms == (6000, 8000, 9000)
    assert agent.turns.barge_in_words == 2
    assert (agent.memory.last_turns, agent.memory.summary_sentences) == (6, 6)
    assert (agent.limits.max_turns, agent.limits.max_seconds) == (50, 1200)
    assert agent.escalation.to == "reception"
    assert [(rule.rule, rule.action, rule.words) for rule in agent.input_rules] == [
        ("injection", "refuse", ()),
        ("words", "handoff", ("lawsuit",)),
    ]
    assert agent.tools["cancel_slot"].reconcile == "find_code"
    assert agent.flows["book"].title == "your appointment"
    assert agent.answers["hours"].title == "hours"
    low, high = agent.slots["day"].between or (None, None)
    assert low is not None
    assert high is not None
    assert (low.source, high.source) == ("now", "now + 30d")


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("input: [{}]", "exactly one rule, this one: none"),
        ("input: [{injection: refuse, abuse: warn}]", "exactly one rule, this one: injection, abuse"),
        ("input: [{words: [a]}]", "'words' needs an 'action'"),
        ("output: [{never_say: block, action: block}]", "stands beside it"),
    ],
)
def test_a_guardrail_is_one_rule_with_one_action(tmp_path: Path, rules: str, problem: str):
    result = checked(tmp_path, f"{HEAD}guardrails:\n  {rules}\n{FLOW}      - end: sold\n")
    (mistake,) = of(result, "spec.guardrail")
    assert problem in mistake.message
    assert mistake.line == 7
