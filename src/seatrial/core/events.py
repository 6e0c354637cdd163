"""What happens to a session: everything that may change what it does next, and nothing else.

A session is a pure function of its events. Drivers make them; traces keep them; replay feeds them back.
Times are integer milliseconds since the session began and travel beside the event, in the trace row.
Confidences are integers per mille, so that no float is ever compared or hashed.
"""

from __future__ import annotations

from typing import Any

import msgspec

Json = Any
"""A value that survives JSON: None, bool, int, float, str, lists and string-keyed dicts of these."""


class Event(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """The common parent of all events."""


class SessionStarted(Event, frozen=True, kw_only=True):
    """The first event of every session: all that it may ever know of the outside.

    Attributes:
        started_at: ISO 8601 with offset; calendar time comes from here, never from the machine.
        locale: Such as ``en-GB``.
        channel: ``chat``, ``speech`` or ``sms``.
        seed: Fixes wording variations.
        memory: Memory variables known before the first word.
        namespace: Prefix of every id that leaves the session, such as idempotency keys.
        begun: The flow that is under way, in a conversation that is taken up in the middle; "" for one that begins.
    """

    started_at: str
    locale: str
    channel: str
    seed: int = 0
    namespace: str = ""
    memory: dict[str, Json] = {}
    agent_digest: str = ""
    world_digest: str = ""
    begun: str = ""


class UserSaid(Event, frozen=True, kw_only=True):
    """A piece of text from the person: a typed message, or one final result of the recogniser."""

    text: str
    confidence: int = 1000
    alternatives: tuple[str, ...] = ()


class UserPressed(Event, frozen=True, kw_only=True):
    """Keys pressed on the phone's pad."""

    keys: str


class UserLeft(Event, frozen=True, kw_only=True):
    """The person hung up or closed the window."""

    reason: str = ""


class SpeechStarted(Event, frozen=True, kw_only=True):
    """The person began to make sound."""


class SpeechEnded(Event, frozen=True, kw_only=True):
    """The person stopped making sound."""


class PlayoutStarted(Event, frozen=True, kw_only=True):
    """The agent's utterance began to be heard. Latency is measured here."""

    turn: int
    part: int = 0


class PlayoutEnded(Event, frozen=True, kw_only=True):
    """The agent's utterance stopped being heard: at its end, or because it was stopped.

    Attributes:
        heard_chars: How many characters of the part's text had been spoken.
    """

    turn: int
    part: int = 0
    heard_chars: int


class ModelDelta(Event, frozen=True, kw_only=True):
    """A piece of a streamed model answer."""

    request: str
    attempt: int = 1
    text: str


class ModelAnswered(Event, frozen=True, kw_only=True):
    """A model's whole answer: text, and the tool calls it asks for.

    Attributes:
        tokens_in: What was read; None where the provider does not say.
        tokens_out: What was written.
        cost_microusd: What the provider charged, in millionths of a US dollar; None where that is unknown.
    """

    request: str
    attempt: int = 1
    text: str = ""
    calls: tuple[Json, ...] = ()
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_microusd: int | None = None


class ModelFailed(Event, frozen=True, kw_only=True):
    """A model request failed."""

    request: str
    attempt: int = 1
    error: str
    retryable: bool = False


class ToolReturned(Event, frozen=True, kw_only=True):
    """A tool returned."""

    request: str
    attempt: int = 1
    result: Json = None


class ToolFailed(Event, frozen=True, kw_only=True):
    """A tool said no or broke, and certainly changed nothing.

    Attributes:
        kind: ``refused`` (it worked and says no), ``error``, ``garbage`` (wrong type), ``unavailable``.
    """

    request: str
    attempt: int = 1
    kind: str
    message: str = ""
    retryable: bool = False


class ToolOutcomeUnknown(Event, frozen=True, kw_only=True):
    """Nobody knows whether the tool did it: the connection broke after the request was sent."""

    request: str
    attempt: int = 1
    message: str = ""


class TimerFired(Event, frozen=True, kw_only=True):
    """A timer that the session set has run out."""

    timer: str


class ProviderHealth(Event, frozen=True, kw_only=True):
    """Shared knowledge about a provider or tool, recorded so that the session stays pure."""

    provider: str
    healthy: bool


class OperatorSaid(Event, frozen=True, kw_only=True):
    """A human operator wrote into the conversation."""

    text: str
    operator: str = ""


class HandoffAccepted(Event, frozen=True, kw_only=True):
    """A person took the conversation over."""

    handoff: str
    by: str = ""


class HandoffDeclined(Event, frozen=True, kw_only=True):
    """Nobody could take the conversation over."""

    handoff: str
    reason: str = ""


class Resumed(Event, frozen=True, kw_only=True):
    """The process died and came back: timers are armed again, open requests are issued again.

    Attributes:
        downtime_ms: How long nobody was listening.
    """

    downtime_ms: int = 0


AnyEvent = (
    SessionStarted
    | UserSaid
    | UserPressed
    | UserLeft
    | SpeechStarted
    | SpeechEnded
    | PlayoutStarted
    | PlayoutEnded
    | ModelDelta
    | ModelAnswered
    | ModelFailed
    | ToolReturned
    | ToolFailed
    | ToolOutcomeUnknown
    | TimerFired
    | ProviderHealth
    | OperatorSaid
    | HandoffAccepted
    | HandoffDeclined
    | Resumed
)
