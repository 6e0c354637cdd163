"""What an author writes is checked in form: all mistakes at once, each with its line and what to do."""

from pathlib import Path

import pytest
from authoring import FLOW, HEAD, LIKES, SAMPLES, checked, codes, of
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.spec import AgentSpec, SlotType
from seatrial.agents.spec_steps import STEP_MODELS
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import Source, read_yaml
from seatrial.text.parsers import SLOT_TYPES


def test_slot_types_are_those_that_can_be_parsed():
    assert set(SlotType.__args__) == set(SLOT_TYPES)


def test_all_mistakes_are_found_at_once(tmp_path: Path):
    result = checked(
        tmp_path,
        f"""\
agent: Shop
gaol: Sell things.
success: [sold]
speech: {{opening: "Hi {{name", max_words: lots}}
slots:
  thing: {{type: choise, of: {{a: []}}, aks: "Which?"}}
  when: {{type: datetime, between: [now + 2x, null]}}
  now: {{type: text}}
  x: 5
tools:
  order: {{args: [thing], takes_ms: [5, 1], attempts: 9}}
flows:
  sell:
    like: {LIKES}
    steps:
      - collect: thing
      - greet
      - sya: hello
      - say: Hello.
        end: sold
      - if: thing = 2
        then:
          - call: order
            on_eror: {{end: lost}}
  swap:
    like: {LIKES}
    steps:
      - call: odrer
guardrails: {{input: [{{injection: offf}}]}}
escalation: {{when: [asked_for_person]}}
""",
    )
    assert [(mistake.line, mistake.code) for mistake in result.mistakes] == [
        (1, "spec.value"),
        (1, "spec.missing"),
        (2, "spec.unknown_field"),
        (4, "spec.value"),
        (4, "spec.type"),
        (6, "spec.choice"),
        (6, "spec.unknown_field"),
        (7, "spec.value"),
        (8, "spec.value"),
        (9, "spec.type"),
        (11, "spec.value"),
        (11, "spec.bound"),
        (17, "spec.step"),
        (18, "spec.step"),
        (20, "spec.unknown_field"),
        (21, "spec.value"),
        (24, "spec.unknown_field"),
        (28, "spec.unknown_tool"),
        (29, "spec.choice"),
        (30, "spec.missing"),
    ]
    assert result.loaded is None


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("gaol: x", "unknown field 'gaol'.", "Did you mean 'goal'?"),
        ("slots: {a: {type: choise}}", "slots.a.type: 'choise' is not known.", "Did you mean 'choice'?"),
        ("slots: {a: {}}", "'type' is missing in slots.a.", "What kind of value it is"),
        ("slots: [a]", "slots: expected fields ('name: value' lines), found a list of 1.", ""),
        ("slots: {a: {type: date, attempts: 0}}", "slots.a.attempts: expected at least 1, found '0'.", ""),
        ("slots: {a: {type: date, optional: perhaps}}", "slots.a.optional: expected true or false, found", ""),
        ("slots: {not: {type: date}}", "slots.not: 'not' has a meaning of its own in expressions.", ""),
        ("slots: {a-b: {type: date}}", "slots.a-b: 'a-b' is not a name.", "underscores"),
        ("speech: {style: {a: b}}", "speech.style[0]: expected text, found fields.", ""),
        ("memory: {a: sometimes}", "memory.a.type: 'sometimes' is not known.", ""),
        ("tools: {a: {args: 5}}", "tools.a.args: expected fields", ""),
        ("says: {a: []}", "says.a: expected something; it is empty", ""),
        ("says: {a: 'Hi {b.}'}", "says.a[0]: '{b.}' is not a placeholder (character 4).", "slot, fact or memory"),
        ("turns: {silence_ms: [1, 2]}", "'2' is missing in turns.silence_ms.", ""),
        ("success: []", "success: expected something; it is empty", ""),
        ("guardrails: {output: [{never_say: block, check: never}]}", "'never' is not known.", "per_sentence"),
    ],
)
def test_a_mistake_says_what_was_expected(tmp_path: Path, line: str, message: str, hint: str):
    head = [text for text in HEAD.splitlines(keepends=True) if text.partition(":")[0] != line.partition(":")[0]]
    agent = f"{''.join(head)}{FLOW}      - end: sold\n{line}\n"
    found = [mistake for mistake in checked(tmp_path, agent).mistakes if mistake.line == agent.count("\n")]
    assert any(mistake.message.startswith(message) or message in mistake.message for mistake in found), found
    assert any(hint in mistake.hint for mistake in found)


@pytest.mark.parametrize(
    ("step", "message", "hint"),
    [
        ("greet", "'greet' is not a step", "A step is one of: collect, if"),
        ("{sya: hello}", "'sya' is not a step", "Did you mean 'say'?"),
        ("{}", "fields is not a step", ""),
        ("{say: Hello., end: sold}", "unknown field 'end' in flows.sell.steps[0]", "begin another with '- end:'"),
        ("{if: a}", "'then' is missing in flows.sell.steps[0]", "Steps for when it holds"),
        ("{if: [a], then: {end: sold}}", "flows.sell.steps[0].if: expected an expression", ""),
        ("{if: 'a =', then: {end: sold}}", "character 3 of: a =", "=="),
        ("{say: Hello., protected: perhaps}", "flows.sell.steps[0].protected: expected true or false", ""),
        ("{call: a, on_error: greet}", "flows.sell.steps[0].on_error[0]: 'greet' is not a step", ""),
        ("{set: {a: 1 +}}", "flows.sell.steps[0].set.a: the expression stops", ""),
        ("{set: {}}", "flows.sell.steps[0].set: expected something", ""),
        ("{collect: []}", "flows.sell.steps[0].collect: expected something", ""),
    ],
)
def test_a_mistake_in_a_step_names_the_step(tmp_path: Path, step: str, message: str, hint: str):
    result = checked(tmp_path, f"{HEAD}{FLOW}      - {step}\n")
    assert any(message in mistake.message and hint in mistake.hint for mistake in result.mistakes), result.mistakes
    assert all(mistake.line == 10 for mistake in result.mistakes if mistake.code.startswith("spec."))


def test_one_thing_may_stand_for_a_list_of_one(tmp_path: Path):
    steps = f"{FLOW}      - {{if: now, then: {{end: sold}}, else: [{{end: sold}}]}}\n"
    result = checked(tmp_path, f"{HEAD}{steps}")
    assert result.errors == ()


def test_traps_of_yaml_do_not_turn_text_into_something_else(tmp_path: Path):
    result = checked(
        tmp_path,
        HEAD
        + "slots: {a: {type: choice, of: {yes: [on], no: [off], 12:30: [1.50]}, ask: true}}\n"
        + "memory: {since: {type: date, default: 2026-08-24}}\n"
        + FLOW
        + "      - collect: a\n      - say: '{a} {since}'\n      - end: sold\n",
    )
    assert result.loaded is not None
    slot = result.loaded.agent.slots["a"]
    assert slot.options == {"yes": ("on",), "no": ("off",), "12:30": ("1.50",)}
    assert slot.ask == ("true",)
    assert result.loaded.agent.remembers == {"since": "2026-08-24"}


@pytest.mark.parametrize("agent", ["", "- a\n", "just text\n"])
def test_a_file_that_holds_no_fields_is_one_mistake(tmp_path: Path, agent: str):
    assert codes(checked(tmp_path, agent or "# nothing\n")) == ["spec.type"]


def test_every_step_the_schema_knows_is_in_the_clinic():
    text = (SAMPLES / "clinic" / "agent.yaml").read_text(encoding="utf-8")
    assert [verb for verb in STEP_MODELS if f"{verb}:" not in text and verb != "handoff"] == []


def test_the_shortest_agent_there_can_be(tmp_path: Path):
    result = checked(tmp_path, "agent: a\ngoal: b\nsuccess: [c]\n")
    assert result.loaded is not None
    assert result.loaded.agent.speech.opening.startswith("Hello, I'm an automated assistant")
    assert of(result, "lint.no_way_to_a_person")


_values = st.recursive(
    st.none() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "of", "say", "steps", "if", "then", "call", "x", "like"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*AgentSpec.model_fields, "x"]), _values, max_size=6))
def test_any_data_is_accepted_or_explained(data: dict[str, object]):
    result = validate(Source(file="f", data=data), AgentSpec)
    assert result.model is not None or result.mistakes


def test_left_out_parts_never_look_undefined(tmp_path: Path):
    result = checked(
        tmp_path,
        f"{HEAD}slots: {{a: {{type: date, wrong: 1}}}}\ntools: {{t: {{fills: f, attempts: 99}}}}\n"
        f"{FLOW}      - collect: a\n      - call: t\n      - if: f\n        then: {{end: sold}}\n",
    )
    assert codes(result) == ["spec.unknown_field", "spec.bound"]


def test_the_samples_are_right():
    for name in ("clinic", "plumber"):
        source = read_yaml(SAMPLES / name / "agent.yaml")
        assert validate(source, AgentSpec).mistakes == ()
