"""What a scenario expects, as records: code where it can be, a judged sentence otherwise.

Evaluators live in `evaluation`.
"""

from __future__ import annotations

import msgspec

from seatrial.core.events import Json


class Check(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """The common parent of all checks.

    Attributes:
        id: Unique within the scenario; names the check in reports, such as ``called:book_visit``.
        text: The line as its author wrote it.
    """

    id: str
    text: str = ""


class Outcome(Check, frozen=True, kw_only=True):
    """The session ended with one of these outcomes."""

    any_of: tuple[str, ...]


class Called(Check, frozen=True, kw_only=True):
    """A tool returned successfully, with these argument values, so often, before or after another tool.

    Attributes:
        args: Argument values to match exactly; a list stands for any one of its values.
        times: Exactly so many successful calls; None means at least one.
    """

    tool: str
    args: dict[str, Json] = {}
    before: str = ""
    after: str = ""
    times: int | None = None


class CalledInOrder(Check, frozen=True, kw_only=True):
    """These tools returned successfully, each called only after the one before it had; others may come between."""

    tools: tuple[str, ...]


class NeverCalled(Check, frozen=True, kw_only=True):
    """A tool was never called."""

    tool: str


class WorldHas(Check, frozen=True, kw_only=True):
    """At the end a table holds a row with these values (or exactly `count` such rows)."""

    table: str
    row: dict[str, Json] = {}
    count: int | None = None


class WorldUnchanged(Check, frozen=True, kw_only=True):
    """Nothing was written to these tables, or to none at all when no table is named."""

    tables: tuple[str, ...] = ()


class SlotIs(Check, frozen=True, kw_only=True):
    """At the end a slot holds this value."""

    slot: str
    value: Json


class Said(Check, frozen=True, kw_only=True):
    """The agent was heard to say each of these phrases."""

    phrases: tuple[str, ...]


class NeverSaid(Check, frozen=True, kw_only=True):
    """The agent was never heard to say any of these phrases."""

    phrases: tuple[str, ...]


class Within(Check, frozen=True, kw_only=True):
    """Bounds on a conversation.

    Attributes:
        turns: Of the agent.
        seconds: Virtual or real.
        latency_p95_ms: 95 in 100 answers begin at most so long after the person's last word.
        cost: US dollars for models; open where one of them does not say what it charged.
    """

    turns: int | None = None
    seconds: int | None = None
    latency_p95_ms: int | None = None
    cost: float | None = None


class HandedOver(Check, frozen=True, kw_only=True):
    """A handoff was accepted, for this reason if one is given."""

    reason: str = ""


class Judged(Check, frozen=True, kw_only=True):
    """A sentence for a judge; without one it reads "not judged", never passed."""

    sentence: str


AnyCheck = (
    Outcome
    | Called
    | CalledInOrder
    | NeverCalled
    | WorldHas
    | WorldUnchanged
    | SlotIs
    | Said
    | NeverSaid
    | Within
    | HandedOver
    | Judged
)


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a conversation that a judgement rests on.

    Attributes:
        turn: Counted as the judge was shown them: everything that somebody was heard to say, from 1.
        who: ``agent``, ``person`` or ``operator``.
        text: What was heard, cut to length.
    """

    turn: int
    who: str
    text: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who was asked about a judged sentence, and what it gave for its answer.

    Attributes:
        by: The judge, such as a model's name.
        badge: What kind of judge that is: ``model`` or ``real people``.
        why: In the judge's words; "" where it gave no answer that counts.
        quotes: What it rests on.
    """

    by: str
    badge: str = "model"
    why: str = ""
    quotes: tuple[Quote, ...] = ()


class CheckResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one check in one conversation.

    Attributes:
        status: ``passed``, ``failed`` or ``not_judged``.
        reason: For a failure, one plain sentence; for one that nobody judged, why.
        row: Index of the trace row that decided it, or -1.
        judgement: Of a sentence that was put to a judge; None otherwise.
    """

    id: str
    status: str
    reason: str = ""
    row: int = -1
    judgement: Judgement | None = None
