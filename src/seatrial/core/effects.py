"""What a session wants done: drivers carry effects out, in order, and answer with events."""

from __future__ import annotations

import msgspec

from seatrial.core.events import Json


class Effect(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """The common parent of all effects."""


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an utterance does, as structure.

    Simulated people never see this (they read the text); it serves only to tell whose fault a misunderstanding was.

    Attributes:
        kind: ``open``, ``ask``, ``read_back``, ``confirm``, ``clarify``, ``inform``, ``answer``, ``offer_person``,
            ``anything_else``, ``reprompt``, ``filler``, ``handoff``, ``goodbye``.
        about: The slot, flow or answer concerned.
    """

    kind: str
    about: str = ""


class Say(Effect, frozen=True, kw_only=True):
    """Speak. One utterance is one turn; a streamed one comes in several parts.

    Attributes:
        turn: Counts the agent's utterances, from 1.
        part: From 0; a turn's parts are played in order.
        last: Whether no further part follows.
        protected: Must be heard whole: barge-in does not stop it (a disclosure, a safety instruction).
    """

    turn: int
    text: str
    part: int = 0
    last: bool = True
    protected: bool = False
    acts: tuple[Act, ...] = ()


class StopSpeaking(Effect, frozen=True, kw_only=True):
    """Throw away what has not been played yet of this turn."""

    turn: int


class PauseSpeaking(Effect, frozen=True, kw_only=True):
    """Hold the playout where it is."""

    turn: int


class ResumeSpeaking(Effect, frozen=True, kw_only=True):
    """Go on with the playout from where it was paused."""

    turn: int


class AskModel(Effect, frozen=True, kw_only=True):
    """Ask a model.

    Attributes:
        role: Which of the agent's model roles, such as ``understanding`` or ``brain``.
        payload: The canonical request, as JSON.
        model: Which of the role's models; "" for whatever the driver has.
    """

    request: str
    role: str
    payload: Json
    attempt: int = 1
    timeout_ms: int = 10_000
    stream: bool = False
    model: str = ""


class CallTool(Effect, frozen=True, kw_only=True):
    """Call a tool.

    Attributes:
        write: Whether it changes the world; a write is never cancelled, and is made durable before it is called.
        idempotency_key: The same for every attempt of the same request.
    """

    request: str
    tool: str
    args: dict[str, Json]
    attempt: int = 1
    timeout_ms: int = 2_000
    write: bool = False
    idempotency_key: str = ""


class Cancel(Effect, frozen=True, kw_only=True):
    """Nobody waits for this read or model request any more."""

    request: str


class SetTimer(Effect, frozen=True, kw_only=True):
    """Send `TimerFired` with this id after a while. Ids are never reused within a session."""

    timer: str
    after_ms: int


class CancelTimer(Effect, frozen=True, kw_only=True):
    """The timer is not needed any more."""

    timer: str


class HandOff(Effect, frozen=True, kw_only=True):
    """Put the person through to a human."""

    handoff: str
    to: str
    reason: str
    summary: dict[str, str] = {}


class End(Effect, frozen=True, kw_only=True):
    """The session is over; nothing may follow.

    Attributes:
        outcome: The best outcome reached, or why there is none (``abandoned``, ``silent``, ``max_turns`` ...).
        success: Whether the outcome counts as having helped, by the agent's own `success` list.
    """

    outcome: str
    success: bool
    reason: str = ""


class Note(Effect, frozen=True, kw_only=True):
    """For the trace only; drivers do nothing with it.

    Attributes:
        kind: ``step``, ``command``, ``slot``, ``guardrail``, ``repair``, ``outcome``, ``stale``, ``summary`` ...
        about: The step, slot, flow or request concerned.
    """

    kind: str
    about: str = ""
    data: dict[str, Json] = {}


AnyEffect = (
    Say
    | StopSpeaking
    | PauseSpeaking
    | ResumeSpeaking
    | AskModel
    | CallTool
    | Cancel
    | SetTimer
    | CancelTimer
    | HandOff
    | End
    | Note
)
