"""The steps of a flow as an author writes them: one verb each.

Validated here one by one; `agents.program` turns them into the flat program that the flow engine runs.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from pydantic import BeforeValidator, Discriminator, Field, Tag

from seatrial.agents.spec_fields import Condition, DottedName, Key, Name, Names, Part, Text, Wordings

STEPS_MAX = 200


class CollectStep(Part):
    """Ask for one slot or several, unless they are known."""

    collect: Names = Field(description="A slot, or a list of slots, to ask for in this order unless already known.")


class IfStep(Part):
    """Go one way or the other."""

    if_: Condition = Field(alias="if", description='A condition, such as: problem == "gas" or not covered.')
    then: Steps = Field(description="Steps for when it holds.")
    else_: Steps = Field(alias="else", default=(), description="Steps for when it does not.")


class CallStep(Part):
    """Call a tool."""

    call: DottedName = Field(description="A tool from `tools`.")
    on_error: Steps = Field(
        default=(), description="Steps for when it refuses or fails; without them a person takes over."
    )


class ConfirmStep(Part):
    """Read back and ask for a yes."""

    confirm: Wordings = Field(description="What to read back: a key of `says` or the words, with {placeholders}.")
    on_no: Steps = Field(
        default=(),
        description="Steps for a plain no, after which it asks again; without them it asks what to change.",
    )


class SayStep(Part):
    """Say something."""

    say: Wordings = Field(description="A key of `says`, or the words themselves, with {placeholders}.")
    protected: bool = Field(default=False, description="Whether it must be heard whole: interrupting does not stop it.")


class EndStep(Part):
    """End the flow with an outcome."""

    end: Key = Field(description="The outcome. It counts as having helped when it is listed under `success`.")


class HandoffStep(Part):
    """Put the person through."""

    handoff: Key = Field(description="Why: a word for the person who takes over and for reports.")


class SetStep(Part):
    """Set slots or facts."""

    set: dict[Name, Condition] = Field(description="Name -> expression.", min_length=1, max_length=20)


class ForgetStep(Part):
    """Forget slots or facts, so that they are asked for again."""

    forget: Names = Field(description="A slot or fact, or a list of them.")


class RunStep(Part):
    """Run another flow and come back."""

    run: DottedName = Field(description="A flow from `flows`.")


class AnswerStep(Part):
    """Speak an answer."""

    answer: DottedName = Field(description="An entry of `answers`.")


class LabelStep(Part):
    """Mark a place."""

    label: Key = Field(description="The name of this place in the flow, for `goto`.")


class GotoStep(Part):
    """Go on at a marked place of the same flow."""

    goto: DottedName = Field(description="The `label` to go on at.")


STEP_MODELS: dict[str, type[Part]] = {
    "collect": CollectStep,
    "if": IfStep,
    "call": CallStep,
    "confirm": ConfirmStep,
    "say": SayStep,
    "end": EndStep,
    "handoff": HandoffStep,
    "set": SetStep,
    "forget": ForgetStep,
    "run": RunStep,
    "answer": AnswerStep,
    "label": LabelStep,
    "goto": GotoStep,
}
TAG = "step:"
"""Marks the step's kind in the places pydantic reports, where a field of the same name may follow."""


def _kind(value: Any) -> str | None:
    """Return which step this is, by its verb."""
    if not isinstance(value, dict):
        return None
    for key in cast("dict[Any, Any]", value):
        if key in STEP_MODELS:
            return f"{TAG}{key}"
    return None


def _listed(value: Any) -> Any:
    if value is None:
        return ()
    return cast("Any", value) if isinstance(value, (list, tuple)) else [value]


Step = Annotated[
    Annotated[CollectStep, Tag("step:collect")]
    | Annotated[IfStep, Tag("step:if")]
    | Annotated[CallStep, Tag("step:call")]
    | Annotated[ConfirmStep, Tag("step:confirm")]
    | Annotated[SayStep, Tag("step:say")]
    | Annotated[EndStep, Tag("step:end")]
    | Annotated[HandoffStep, Tag("step:handoff")]
    | Annotated[SetStep, Tag("step:set")]
    | Annotated[ForgetStep, Tag("step:forget")]
    | Annotated[RunStep, Tag("step:run")]
    | Annotated[AnswerStep, Tag("step:answer")]
    | Annotated[LabelStep, Tag("step:label")]
    | Annotated[GotoStep, Tag("step:goto")],
    Discriminator(_kind),
]
Steps = Annotated[
    tuple[Step, ...],
    BeforeValidator(_listed, json_schema_input_type=Step | list[Step]),
    Field(max_length=STEPS_MAX),
]
"""One step or a list of steps."""


class FlowSpec(Part):
    """Something the agent can do for people, step by step."""

    title: Text | None = Field(
        default=None, description='How the agent speaks of it, as in "back to your booking"; the name by default.'
    )
    when: Text | None = Field(default=None, description="What the person wants, in one sentence.")
    like: tuple[Text, ...] = Field(
        default=(), max_length=2_000, description="Things people say when they want this: at least four, better ten."
    )
    steps: Steps = Field(min_length=1, description="What to do, in order.")


for _model in (IfStep, CallStep, ConfirmStep):
    _model.model_rebuild()
