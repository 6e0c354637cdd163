"""`agent.yaml` as an author writes it: every field, its bounds, and the sentence an editor shows for it.

Says what may be written, not what it means: names are resolved and the whole is compiled by `agents.compiler`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from seatrial.agents.spec_fields import (
    AgentName,
    Arguments,
    Condition,
    DottedName,
    JsonValue,
    Key,
    Name,
    Part,
    Range,
    Text,
    Texts,
    Wording,
    Wordings,
)
from seatrial.agents.spec_steps import FlowSpec

SlotType = Literal[
    "text",
    "person_name",
    "phone",
    "email",
    "uk_postcode",
    "us_zip",
    "date",
    "time",
    "datetime",
    "money",
    "number",
    "yes_no",
    "choice",
    "address",
    "card_last4",
    "order_id",
]
Action = Literal["off", "warn", "redact", "refuse", "block", "escalate", "handoff", "end"]
When = Literal["per_sentence", "whole_answer"]
Positive = Annotated[int, Field(ge=1, le=1_000_000)]
Milliseconds = Annotated[int, Field(ge=0, le=600_000)]


class SpeechSpec(Part):
    """How the agent talks."""

    opening: Wording | None = Field(
        default=None, description="Its first words; they should say that it is an automated assistant."
    )
    style: Texts = Field(default=(), description="Words for a model's tone, such as calm, brief.")
    max_words: int | None = Field(default=None, ge=5, le=500, description="Longest utterance, in words.")
    never_say: Texts = Field(default=(), description="Phrases the agent must never say.")


class SlotSpec(Part):
    """Something the agent has to know."""

    type: SlotType = Field(description="What kind of value it is; decides how it is understood and read back.")
    of: dict[Annotated[str, Field(min_length=1, max_length=64)], Texts] | None = Field(
        default=None, max_length=200, description="For choice: each option and other ways of saying it."
    )
    labels: dict[str, Text] = Field(default={}, description="For choice: how the agent says an option.")
    ask: Wordings | None = Field(default=None, description="How to ask for it; a list varies it.")
    reask: Wordings | None = Field(default=None, description="How to ask again.")
    confirm: Literal["never", "low_confidence", "always"] = Field(
        default="never", description="When to read the value back and ask whether it is right."
    )
    confirm_below: int = Field(
        default=700,
        ge=1,
        le=1000,
        description="For low_confidence: values heard with less (per mille) are read back; typed ones have 1000.",
    )
    title: Text | None = Field(default=None, description="How the agent speaks of it, such as 'phone number'.")
    read_back: Literal["plain", "nato", "spelled", "digits"] = Field(
        default="plain", description="How to read it back: nato is 'b for bravo', spelled is letter by letter."
    )
    optional: bool = Field(default=False, description="Whether people may do without it.")
    attempts: int = Field(default=3, ge=1, le=5, description="How often to ask before `on_fail`.")
    on_fail: Literal["handoff", "skip", "end"] | None = Field(
        default=None, description="What to do then: a person, go on without (optional slots), or end. handoff, or skip."
    )
    between: tuple[Condition, Condition] | None = Field(
        default=None, description="Lowest and highest value, such as [now + 2h, now + 14d]; null leaves a side open."
    )
    pattern: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="For order_id: a regular expression of the whole, such as [A-Z]{2}\\d{6}."
    )
    checksum: Literal["luhn", "mod11", "mod97"] | None = Field(
        default=None, description="For order_id: the check digit's method."
    )
    patience_ms: int | None = Field(
        default=None, ge=100, le=20_000, description="Silence after which an answer counts as finished."
    )
    sensitive: bool = Field(default=False, description="Keep it out of summaries and logs.")


class ToolSpec(Part):
    """A typed function of tools.py that the agent may call."""

    args: Arguments = Field(default={}, description="Slots or facts to pass: a list, or parameter -> name.")
    fills: Name | None = Field(default=None, description="The fact that holds the result.")
    effect: Literal["read", "write"] = Field(default="read", description="Whether calling it changes anything.")
    once_per: tuple[Key, ...] = Field(
        default=(), max_length=20, description="For writes: two with equal values here are one write done twice."
    )
    idempotent: bool = Field(default=False, description="For writes: calling again with the same key does no harm.")
    reconcile: DottedName | None = Field(
        default=None, description="For writes: a read tool that tells whether one of unknown outcome happened."
    )
    timeout_ms: int = Field(default=2_000, ge=50, le=120_000, description="How long to wait for one call.")
    takes_ms: Range = Field(default=(50, 300), description="Lowest and highest latency charged in simulation.")
    attempts: int = Field(default=2, ge=1, le=5, description="Calls per request, the first included.")


class AnswerSpec(Part):
    """Something the agent knows, said as it stands."""

    title: Text | None = Field(default=None, description="How the agent speaks of it; the name by default.")
    like: tuple[Text, ...] = Field(default=(), max_length=2_000, description="Ways people ask for it.")
    say: Wordings = Field(description="The answer; a list varies it.")


class InputRuleSpec(Part):
    """One rule about what comes in. Exactly one of the rules, with its action."""

    injection: Action | None = Field(default=None, description="Attempts to give the agent new instructions.")
    language: Action | None = Field(default=None, description="Another language than the agent's.")
    abuse: Action | None = Field(default=None, description="Insults and threats.")
    personal_data: Action | None = Field(default=None, description="Card and account numbers.")
    words: Texts | None = Field(default=None, description="Your own list of words; give `action` with it.")
    action: Action | None = Field(default=None, description="For `words`: what to do.")
    say: Wording | None = Field(default=None, description="What to say then, instead of the usual line.")


class OutputRuleSpec(Part):
    """One rule about what goes out. Exactly one of the rules, with its action."""

    unsupported_numbers: Action | None = Field(
        default=None, description="Figures that no slot, fact or wording of yours contains."
    )
    never_say: Action | None = Field(default=None, description="The phrases under speech.never_say.")
    personal_data: Action | None = Field(default=None, description="Card and account numbers.")
    words: Texts | None = Field(default=None, description="Your own list of words; give `action` with it.")
    action: Action | None = Field(default=None, description="For `words`: what to do.")
    check: When = Field(
        default="per_sentence", description="whole_answer checks everything first, and so switches streaming off."
    )
    say: Wording | None = Field(default=None, description="What to say instead.")


class ConversationLimitsSpec(Part):
    """Bounds on one conversation."""

    max_turns: Annotated[int, Field(ge=1, le=500)] | None = Field(default=None, description="Agent turns; 60.")
    max_seconds: Annotated[int, Field(ge=10, le=86_400)] | None = Field(default=None, description="Duration; 1200.")


class GuardrailsSpec(Part):
    """What must not come in unnoticed, what must not go out, and when it is enough."""

    input: tuple[InputRuleSpec, ...] = Field(default=(), max_length=50, description="Rules about what people say.")
    output: tuple[OutputRuleSpec, ...] = Field(
        default=(), max_length=50, description="Rules about what the agent says."
    )
    conversation: ConversationLimitsSpec = Field(
        default=ConversationLimitsSpec(), description="How long a conversation may get."
    )


class EscalationSpec(Part):
    """The way to a person."""

    to: Text = Field(description="Who is asked to take over, such as dispatcher.")
    when: tuple[Key, ...] = Field(
        default=("asked_for_person",), max_length=50, description="What brings a person in without a `handoff` step."
    )
    summary: tuple[DottedName, ...] = Field(default=(), max_length=50, description="Slots told to that person.")
    wait_ms: Annotated[int, Field(ge=1_000, le=600_000)] = Field(
        default=30_000, description="How long to wait for somebody to accept."
    )


class TurnsSpec(Part):
    """Who speaks when. Leave out what you have not measured."""

    end_of_turn_ms: Milliseconds | None = Field(default=None, description="Silence that ends a person's turn; 500.")
    end_of_turn_max_ms: Milliseconds | None = Field(
        default=None, description="The same when the words sound unfinished; 3000."
    )
    barge_in_words: Annotated[int, Field(ge=1, le=20)] | None = Field(
        default=None, description="Words needed to take the floor from the agent; 2."
    )
    false_interruption_ms: Milliseconds | None = Field(
        default=None, description="Sound without words for so long does not stop the agent; 2000."
    )
    silence_ms: tuple[Positive, Positive, Positive] | None = Field(
        default=None, description="Silence before asking again, before offering a person, before goodbye."
    )
    filler_ms: Milliseconds | None = Field(
        default=None, description="How long a tool may be slow before the agent says so; 1500."
    )
    filler_every_ms: Milliseconds | None = Field(default=None, description="And then again; 6000.")
    fillers_max: Annotated[int, Field(ge=0, le=10)] | None = Field(default=None, description="At most so many; 2.")
    sms_patience_ms: Milliseconds | None = Field(
        default=None, description="How long a text message is waited for to be followed by another; 20000."
    )
    ignore_below: Annotated[int, Field(ge=0, le=1_000)] | None = Field(
        default=None, description="Words heard with less confidence (per mille) are not meant for the agent; 400."
    )


class HistorySpec(Part):
    """What is kept of a long conversation, in words."""

    last_turns: Annotated[int, Field(ge=1, le=100)] = Field(default=8, description="Turns kept whole.")
    summary_sentences: Annotated[int, Field(ge=0, le=50)] = Field(default=6, description="Sentences about older ones.")


class MemorySpec(Part):
    """A variable that may be known before the first word."""

    type: SlotType = Field(description="What kind of value it is.")
    default: JsonValue = Field(default=None, description="Its value when nobody gives one.")


def _memory(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


MemoryVariable = Annotated[MemorySpec, BeforeValidator(_memory, json_schema_input_type=SlotType | MemorySpec)]


class AgentSpec(Part):
    """An agent: what it is for, what it has to know, what it can do, and what it must never do."""

    agent: AgentName = Field(description="Its name: lower-case letters, digits, - and _.")
    goal: Text = Field(description="What it is for, in one sentence.")
    success: tuple[Key, ...] = Field(
        min_length=1,
        max_length=50,
        description="Outcomes that count as having helped; handed_to_person is any handoff.",
    )
    locale: str = Field(default="en-GB", max_length=20, description="Language and region, such as en-GB, en-US or es.")
    speech: SpeechSpec = Field(default=SpeechSpec(), description="How it talks.")
    memory: dict[Name, MemoryVariable] = Field(
        default={}, max_length=100, description="What may be known before the first word: name -> type."
    )
    slots: dict[Name, SlotSpec] = Field(default={}, max_length=200, description="What it has to know.")
    tools: dict[Key, ToolSpec] = Field(default={}, max_length=200, description="Functions of tools.py it may call.")
    flows: dict[Key, FlowSpec] = Field(default={}, max_length=200, description="What it can do.")
    says: dict[Key, Wordings] = Field(
        default={}, max_length=1_000, description="Wording kept out of flows; also replaces the engine's own lines."
    )
    answers: dict[Key, AnswerSpec] = Field(default={}, max_length=1_000, description="What it knows and can say.")
    guardrails: GuardrailsSpec = Field(default=GuardrailsSpec(), description="What it must never do.")
    escalation: EscalationSpec | None = Field(default=None, description="The way to a person.")
    turns: TurnsSpec = Field(default=TurnsSpec(), description="Who speaks when.")
    history: HistorySpec = Field(default=HistorySpec(), description="What is kept of a long conversation.")
    models: dict[Key, JsonValue] = Field(default={}, max_length=20, description="A model per role; none is needed.")
    knowledge: tuple[Text, ...] = Field(default=(), max_length=100, description="Files or folders to retrieve from.")
