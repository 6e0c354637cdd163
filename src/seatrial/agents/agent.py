"""An agent, compiled: what `agent.yaml` becomes once it is known to be right. Immutable, shared by all conversations.

Made by `agents.compiler`; read by the flow engine, `Turns`, `Requests`, guardrails and drivers. Holds no state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seatrial.agents.expressions import Expression
from seatrial.core.events import Json


@dataclass(frozen=True, slots=True)
class Speech:
    """How the agent talks.

    Attributes:
        opening: Its first words; protected from barge-in when they disclose that it is an assistant.
        never_say: Phrases that brand rules forbid, lower case.
        max_words: Per utterance; longer author-written wording is reported by the linter, longer model wording is cut.
        anything_else: Asked after a flow has ended; empty to end at once.
        lines: The engine's own wording by key (``not_understood``, ``goodbye``, ``filler`` ...): locale defaults
            overridden by the author's `says`.
    """

    opening: str
    style: tuple[str, ...] = ()
    never_say: tuple[str, ...] = ()
    max_words: int = 0
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Slot:
    """Something the agent has to know.

    Attributes:
        type: One of `seatrial.text.parsers.SLOT_TYPES`.
        ask: Ways to ask for it; the first is the clear one.
        options: For `choice`: key -> ways of saying it.
        labels: For `choice`: key -> how the agent says it; the key with spaces when absent.
        title: How the agent speaks of it: "phone number".
        confirm: ``never``, ``low_confidence`` or ``always``.
        confirm_below: Per mille: what counts as low confidence.
        read_back: ``plain``, ``nato``, ``spelled`` or ``digits``.
        attempts: How often it is asked for before `on_fail`.
        on_fail: ``handoff``, ``skip`` (optional slots) or ``end``.
        between: Lowest and highest value, both included.
        patience_ms: Silence after which an answer to this slot counts as finished; None for the type's default.
        sensitive: Never in summaries or logs.
    """

    name: str
    type: str
    ask: tuple[str, ...]
    reask: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    pattern: str = ""
    checksum: str = ""
    title: str = ""
    confirm: str = "never"
    confirm_below: int = 700
    read_back: str = "plain"
    optional: bool = False
    attempts: int = 3
    on_fail: str = "handoff"
    between: tuple[Expression | None, Expression | None] | None = None
    patience_ms: int | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A declared tool. The function itself lives with the driver.

    Attributes:
        args: Parameter -> slot or fact name it is filled from.
        fills: The fact that holds its result; a result that is a mapping also fills ``fills.key``.
        write: Whether it changes the world.
        once_per: Two rows equal in these fields are the same write done twice.
        idempotent: Whether calling again with the same key is safe.
        reconcile: A read tool that tells whether a write with an unknown outcome happened; "" for none.
        takes_ms: Lowest and highest latency charged in simulation.
        attempts: Calls per request, the first included.
    """

    name: str
    args: Mapping[str, str]
    fills: str = ""
    write: bool = False
    once_per: tuple[str, ...] = ()
    idempotent: bool = False
    reconcile: str = ""
    timeout_ms: int = 2_000
    takes_ms: tuple[int, int] = (50, 300)
    attempts: int = 2


@dataclass(frozen=True, slots=True)
class Step:
    """The common parent of compiled steps: a flow is a flat program, jumps are indices into it.

    Attributes:
        path: Where the author wrote it, such as ``book.steps[3].then[0]``.
    """

    path: str


@dataclass(frozen=True, slots=True)
class Collect(Step):
    """Make sure a slot has an acceptable, confirmed value."""

    slot: str


@dataclass(frozen=True, slots=True)
class SayStep(Step):
    """Say something: one of these wordings."""

    key: str
    wordings: tuple[str, ...]
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Call(Step):
    """Call a tool; on failure jump to `on_error`, or hand over when there is none (-1)."""

    tool: str
    on_error: int = -1


@dataclass(frozen=True, slots=True)
class Branch(Step):
    """Go on when the condition holds, else jump."""

    condition: Expression
    otherwise: int


@dataclass(frozen=True, slots=True)
class Jump(Step):
    """Go on elsewhere."""

    to: int


@dataclass(frozen=True, slots=True)
class Confirm(Step):
    """Read back and ask for a yes; on a plain no jump to `on_no`, or ask what to change when there is none (-1)."""

    wordings: tuple[str, ...]
    on_no: int = -1


@dataclass(frozen=True, slots=True)
class Assign(Step):
    """Set a slot or fact to the value of an expression."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Forget(Step):
    """Forget slots and facts, so that they are collected again."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunFlow(Step):
    """Run another flow, then go on here."""

    flow: str


@dataclass(frozen=True, slots=True)
class GiveAnswer(Step):
    """Speak an entry of `answers`."""

    answer: str


@dataclass(frozen=True, slots=True)
class HandOver(Step):
    """Put the person through."""

    reason: str


@dataclass(frozen=True, slots=True)
class EndFlow(Step):
    """The flow is over, with this outcome."""

    outcome: str


AnyStep = (
    Collect | SayStep | Call | Branch | Jump | Confirm | Assign | Forget | RunFlow | GiveAnswer | HandOver | EndFlow
)


@dataclass(frozen=True, slots=True)
class Flow:
    """A compiled flow.

    Attributes:
        title: How the agent speaks of it ("your booking"), for resuming and for clarifying.
        when: What the person wants, in the author's words.
        like: Things people say when they want it.
        slots: Slots that the flow collects, in order of first appearance.
    """

    name: str
    title: str
    when: str
    like: tuple[str, ...]
    steps: tuple[AnyStep, ...]
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Knowledge without retrieval.

    Attributes:
        title: How the agent speaks of it when it has to ask which one was meant.
    """

    name: str
    title: str
    like: tuple[str, ...]
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One rule.

    Attributes:
        rule: Such as ``injection``, ``language``, ``abuse``, ``unsupported_numbers``, ``never_say``, ``personal_data``.
        action: ``block``, ``refuse``, ``redact``, ``warn``, ``escalate``, ``handoff`` or ``end``.
        check: ``per_sentence`` or ``whole_answer`` (output rules only).
        source: ``agent`` or the policy file's name.
    """

    rule: str
    action: str
    check: str = "per_sentence"
    words: tuple[str, ...] = ()
    say: str = ""
    source: str = "agent"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one conversation."""

    max_turns: int = 60
    max_seconds: int = 1_200


@dataclass(frozen=True, slots=True)
class Escalation:
    """The way to a person.

    Attributes:
        to: Who is asked to take over; "" when the agent has none (the linter complains).
        when: Triggers, such as ``asked_for_person``, ``emergency``, ``two_misunderstandings_running``.
        summary: Slots told to that person.
        wait_ms: How long to wait for somebody to accept.
    """

    to: str = ""
    when: tuple[str, ...] = ("asked_for_person",)
    summary: tuple[str, ...] = ()
    wait_ms: int = 30_000


@dataclass(frozen=True, slots=True)
class TurnsPolicy:
    """Who speaks when. Defaults are the medians of two open-source voice stacks (research: voice, section 1).

    Attributes:
        end_of_turn_ms: Silence after which a person's turn counts as finished.
        end_of_turn_max_ms: The same when the words sound unfinished.
        barge_in_words: Words needed to take the floor from the agent.
        false_interruption_ms: Sound without words for this long does not stop the agent: it resumes.
        silence_ms: The silence ladder: before the re-prompt, the offer, the goodbye.
        filler_ms: How long a tool may be slow before the agent says something.
        filler_every_ms: And then again.
        fillers_max: At most so many in a row.
        sms_patience_ms: How long a text message is waited for to be followed by another.
        ignore_below: Per mille: what a recogniser is less sure of than this was not said to the agent.
    """

    end_of_turn_ms: int = 500
    end_of_turn_max_ms: int = 3_000
    barge_in_words: int = 2
    false_interruption_ms: int = 2_000
    silence_ms: tuple[int, int, int] = (8_000, 10_000, 10_000)
    filler_ms: int = 1_500
    filler_every_ms: int = 6_000
    fillers_max: int = 2
    sms_patience_ms: int = 20_000
    ignore_below: int = 400


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept in words: the last turns whole, older ones in a rolling summary."""

    last_turns: int = 8
    summary_sentences: int = 6


@dataclass(frozen=True, slots=True)
class Agent:
    """The whole agent.

    Attributes:
        success: Outcomes that count as having helped; ``handed_to_person`` is any accepted handoff.
        remembers: Names that may come with `SessionStarted.memory`.
        models: Model per role; empty for an agent that needs none.
        digest: Of resolved YAML, policy, tools.py, knowledge and locale data.
    """

    name: str
    goal: str
    locale: str
    success: tuple[str, ...]
    speech: Speech
    slots: Mapping[str, Slot]
    tools: Mapping[str, Tool]
    flows: Mapping[str, Flow]
    answers: Mapping[str, Answer]
    input_rules: tuple[Guardrail, ...] = ()
    output_rules: tuple[Guardrail, ...] = ()
    limits: Limits = field(default_factory=Limits)
    escalation: Escalation = field(default_factory=Escalation)
    turns: TurnsPolicy = field(default_factory=TurnsPolicy)
    memory: Memory = field(default_factory=Memory)
    remembers: Mapping[str, Json] = field(default_factory=dict[str, Json])
    models: Mapping[str, Json] = field(default_factory=dict[str, Json])
    digest: str = ""
