"""Whatever stands in a file, its author gets a line, what was expected and the next step; never an exception."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.policy import PolicySpec
from seatrial.agents.spec import AgentSpec
from seatrial.agents.validation import FOUND_CHARS_MAX, Validated, validate
from seatrial.agents.yaml_source import PlainText, Source, parse_yaml

_WORDS = st.sampled_from(
    [*AgentSpec.model_fields, "if", "then", "collect", "say", "type", "of", "args", "like", "steps", "", "1", "\ud800"]
)
_VALUES = st.recursive(
    st.none() | _WORDS | st.text(max_size=8) | st.text(max_size=8).map(PlainText),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=12,
)


def validated(text: str) -> Validated[AgentSpec]:
    return validate(parse_yaml(text.encode(), file="f"), AgentSpec)


@given(_VALUES, st.sampled_from([AgentSpec, PolicySpec]))
def test_any_data_gives_a_model_or_mistakes_with_a_line_and_a_next_step(data: Any, model: Any):
    found = validate(Source(file="f", data=data), model)
    assert found.model is not None or found.mistakes
    for mistake in found.mistakes:
        assert mistake.line >= 1
        assert mistake.hint, mistake


def test_a_mistake_that_concerns_the_whole_leaves_no_model():
    source = Source(file="f", data={"agent": "a", "\ud800": "x"})  # half a character: pydantic cannot say where
    found = validate(source, AgentSpec, stand_in={"goal": "g", "success": ["s"]})
    assert found.model is None
    assert [(mistake.line, mistake.code) for mistake in found.mistakes][-1] == (1, "spec.value")


@pytest.mark.parametrize("text", ["", "~", "[]", "5", "- agent: x"])
def test_a_file_that_holds_no_fields_is_told_how_to_begin(text: str):
    (mistake,) = validated(text).mistakes
    assert mistake.hint == "Begin with 'agent:'."


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("slots: [a]", "slots: expected fields ('name: value' lines), found a list of 1.", "What it has to know."),
        (
            "slots: {a: [b]}",
            "slots.a: expected fields ('name: value' lines), found a list of 1.",
            "What it has to know.",
        ),
        ("success: [[a]]", "success[0]: expected text, found a list of 1.", "Outcomes that count as having helped"),
        (
            'answers: {a: {say: "", like: []}}',
            "answers.a.say[0]: expected something; it is empty.",
            "The answer; a list varies it.",
        ),
        ("goal: " + "x" * 3_000, "goal: expected at most 2000 characters, found", "What it is for"),
        (
            "tools: {t: {args: [[a]]}}",
            "tools.t.args.['a']: expected text, found a list of 1.",
            "Slots or facts to pass",
        ),
    ],
)
def test_a_wrong_type_deep_inside_is_explained_by_the_field_around_it(text: str, message: str, hint: str):
    (mistake, *_) = [each for each in validated(text).mistakes if each.code in {"spec.type", "spec.bound"}]
    assert mistake.message.startswith(message)
    assert mistake.hint.startswith(hint)


def test_no_name_makes_a_message_long():
    for mistake in validated(f"{'y' * 900}: 1\nslots: {{{'x' * 900}: {'z' * 900}}}\n").mistakes:
        assert len(mistake.message) < 4 * FOUND_CHARS_MAX
