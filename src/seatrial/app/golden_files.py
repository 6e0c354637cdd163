"""Golden journeys on disk: ``golden/CARD.yaml`` beside the agent, one for each card that has one.

Written so that a person can read and edit them: a step is a line, and an argument that is taken out does not matter.
Refuses what was cut short or belongs to another agent. Called by `golden`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
import yaml
from pydantic import Field, PlainValidator

from seatrial.agents.agent import Agent
from seatrial.agents.mistakes import MistakesError, did_you_mean, refuse
from seatrial.agents.spec_fields import JsonValue, Name, Part, problem
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import plain, read_yaml
from seatrial.core.events import Json
from seatrial.evaluation.journeys import ANY, CALL, END, JourneyStep, labels_of

FOLDER = "golden"
STEPS_MAX = 2_000
TURNS_MAX = 10_000
CLEAR = "clear"
KINDS = (
    "flow", "ask", "read_back", "confirm", "clarify", "answer", "say", CALL, "offer_person", "not_understood", "refuse",
    "cancel", "guardrail", "give_up", "nobody_took_over", "hand_over", "outcome", "leave", END,
)  # fmt: skip
_WITH, _FAILED = "with", "failed"


class Golden(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a conversation should go.

    Attributes:
        card: Whose it is; with persona, channel and seed the conversation that is had again.
        agent: The agent's name.
        faults: That may strike, as `simulate --faults` takes them.
        clear: Whether everything is heard as it is said, so that only the agent makes a difference.
        turns: Agent turns that it takes.
        steps: The way; ends with ``end``.
        file: Where it was read from; "" for one that is new.
    """

    card: str
    agent: str
    persona: str
    channel: str
    seed: int
    faults: str = "none"
    clear: bool = False
    turns: int
    steps: tuple[JourneyStep, ...]
    file: str = ""

    @property
    def conversation(self) -> str:
        """The id of the conversation."""
        return f"{self.card}/{self.persona}/{self.channel}/{self.seed}"

    @property
    def outcome(self) -> str:
        """How it ends."""
        return self.steps[-1].about


def _step(raw: Any) -> JourneyStep:
    """Read ``{ask: postcode}`` or ``{call: in_area, with: {...}, failed: refused}``."""
    hint = "A step is one line such as - ask: postcode, or - call: in_area with: {postcode: BS1 4DJ} below it."
    if not isinstance(raw, dict):
        raise problem("this is not a step", hint)
    fields = cast("dict[str, Json]", plain(cast("Any", raw)))
    kinds = [name for name in fields if name not in {_WITH, _FAILED}]
    if len(kinds) != 1:
        raise problem("a step is one thing", hint)
    (kind,) = kinds
    if kind not in KINDS:
        raise problem(f"'{kind[:40]}' is not a step", did_you_mean(kind, KINDS, label="Steps"))
    about, args, failed = fields[kind], fields.get(_WITH, {}), fields.get(_FAILED, "")
    if not isinstance(args, dict) or not isinstance(failed, str):
        raise problem("`with` holds arguments, `failed` how a call failed", hint)
    return JourneyStep(
        kind=kind, about="" if about is None else str(about), args=cast("dict[str, Json]", args), failed=failed
    )


class GoldenPart(Part):
    """A golden journey, as written."""

    golden: Name = Field(description="The card.")
    agent: str = Field(max_length=64, description="The agent's name.")
    persona: str = Field(max_length=64, description="Who plays it.")
    channel: Literal["speech", "chat", "sms"] = Field(description="speech, chat or sms.")
    seed: int = Field(ge=0, le=2**53, description="Fixes everything left to chance.")
    line: Literal["clear", "as it is"] = Field(
        default="as it is", description="On a clear line everything is heard as it is said."
    )
    faults: str = Field(default="none", max_length=400, description="Kinds of fault that may strike.")
    turns: int = Field(ge=0, le=TURNS_MAX, description="Agent turns that it takes.")
    outcome: str = Field(max_length=64, description="How it ends.")
    path: tuple[Annotated[Any, PlainValidator(_step)], ...] = Field(
        min_length=1, max_length=STEPS_MAX, description="The steps, in order."
    )
    note: JsonValue = Field(default=None, description="For whoever reads it.")


def golden_path(folder: Path, card: str) -> Path:
    """Return where the golden journey of a card is, whether or not it is there."""
    return folder / FOLDER / f"{card}.yaml"


def read_goldens(folder: Path, agent: Agent, cards: Sequence[str], *, only: Sequence[str] = ()) -> tuple[Golden, ...]:
    """Read an agent's golden journeys.

    Args:
        folder: The agent's.
        agent: The agent.
        cards: Names of its cards.
        only: Of these cards only; of all when empty.

    Raises:
        MistakesError: With everything that is wrong with any of them.
    """
    paths = [golden_path(folder, name) for name in only] or sorted((folder / FOLDER).glob("*.yaml"))
    goldens: list[Golden] = []
    mistakes: list[Any] = []
    for path in paths:
        try:
            goldens.append(read_golden(path, agent, cards))
        except MistakesError as error:
            mistakes += error.mistakes
    if mistakes:
        raise MistakesError(mistakes)
    return tuple(goldens)


def read_golden(path: Path, agent: Agent, cards: Sequence[str]) -> Golden:
    """Read one golden journey.

    Raises:
        MistakesError: It is none, was cut short, or is another agent's.
    """
    source = read_yaml(path)
    validated = validate(source, GoldenPart)
    if validated.model is None or validated.mistakes:
        raise MistakesError(validated.mistakes)
    part = validated.model
    steps = cast("tuple[JourneyStep, ...]", part.path)
    if steps[-1].kind != END or steps[-1].about != part.outcome:
        message = "was not written to its end: the last step is not how it ends."
        hint = "Record it again: seatrial golden record AGENT --force."
        raise refuse(source.file, "golden.cut_short", message, line=source.line(("path", len(steps) - 1)), hint=hint)
    if part.agent != agent.name:
        message = f"is a golden journey of the agent '{part.agent}', not of '{agent.name}'."
        hint = "Record one of this agent, or take the file away."
        raise refuse(source.file, "golden.another_agent", message, line=source.line(("agent",)), hint=hint)
    if part.golden not in cards:
        message = f"there is no card '{part.golden}' any more."
        hint = did_you_mean(part.golden, cards, label="Cards")
        raise refuse(source.file, "golden.unknown_card", message, line=source.line(("golden",)), hint=hint)
    if path.stem != part.golden:
        message = f"is the golden journey of '{part.golden}', and is not called {part.golden}.yaml."
        raise refuse(source.file, "golden.misnamed", message, hint="Rename the file.")
    return Golden(
        card=part.golden,
        agent=part.agent,
        persona=part.persona,
        channel=part.channel,
        seed=part.seed,
        faults=part.faults,
        clear=part.line == CLEAR,
        turns=part.turns,
        steps=steps,
        file=str(path),
    )


def golden_turns(folder: Path, cards: Sequence[str]) -> dict[str, int]:
    """Return how many agent turns each card's golden journey takes; a file with mistakes is as good as none."""
    turns: dict[str, int] = {}
    for card in cards:
        path = golden_path(folder, card)
        with suppress(MistakesError):
            if path.is_file():
                found = plain(read_yaml(path).data)
                count = cast("dict[str, Any]", found).get("turns") if isinstance(found, dict) else None
                if isinstance(count, int) and 0 < count <= TURNS_MAX:
                    turns[card] = count
    return turns


def golden_labels(folder: Path, agent: Agent, cards: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the golden way of each card that has one, as results keep theirs; a file with mistakes is left out."""
    labels: dict[str, tuple[str, ...]] = {}
    for card in cards:
        path = golden_path(folder, card)
        with suppress(MistakesError):
            if path.is_file():
                labels[card] = labels_of(read_golden(path, agent, cards).steps)
    return labels


def golden_yaml(golden: Golden) -> str:
    """Return a golden journey as it stands in its file."""
    head = {
        "golden": golden.card,
        "agent": golden.agent,
        "persona": golden.persona,
        "channel": golden.channel,
        "seed": golden.seed,
        **({"line": CLEAR} if golden.clear else {}),
        **({"faults": golden.faults} if golden.faults != "none" else {}),
        "turns": golden.turns,
        "outcome": golden.outcome,
    }
    lines = [
        "# How this conversation should go, step by step; wording does not count. An argument that is taken out does",
        f"# not count either; '{ANY}' stands for whatever value it has.",
        *(f"{name}: {_scalar(value)}" for name, value in head.items()),
        "path:",
        *(f"  {line}" for step in golden.steps for line in step_lines(step)),
    ]
    return "\n".join(lines) + "\n"


def step_lines(step: JourneyStep) -> list[str]:
    """Return a step as it stands in a file: a line, and one for its arguments."""
    lines = [f"- {step.kind}: {_scalar(step.about)}".rstrip()]
    if step.args:
        lines.append(f"  {_WITH}: {_flow(step.args)}")
    if step.failed:
        lines.append(f"  {_FAILED}: {_scalar(step.failed)}")
    return lines


def kept_steps(steps: Sequence[JourneyStep], agent: Agent) -> tuple[JourneyStep, ...]:
    """Return steps as a file keeps them: what people say in words of their own counts as given, and so do secrets."""
    return tuple(
        msgspec.structs.replace(
            step, row=-1, args={name: _kept(agent, step.about, name, value) for name, value in step.args.items()}
        )
        for step in steps
    )


def _kept(agent: Agent, tool: str, name: str, value: Json) -> Json:
    declared = agent.tools.get(tool)
    source = "" if declared is None else declared.args.get(name, "")
    slot = agent.slots.get(source)
    return ANY if slot is not None and (slot.sensitive or slot.type == "text") else value


def _scalar(value: Json) -> str:
    return _flow(value) if value != "" else ""


def _flow(value: Mapping[str, Json] | Json) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.strip().removesuffix("...").strip()
