"""The session: one conversation with one person, as a pure state machine. Events in, effects out.

Composes `Conversation` (words), `Turns` (who speaks when) and `Requests` (tools and models) over one set of timers. Any
driver may run it, on any clock; feeding it the same events yields the same effects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, cast

from seatrial.agents.agent import Agent
from seatrial.agents.commands import CommandGenerator
from seatrial.agents.conversation import Conversation
from seatrial.agents.guardrails import OutputGuard
from seatrial.agents.reply import Finish, Reply
from seatrial.agents.requests import Requests
from seatrial.agents.rhythm import time_factor
from seatrial.agents.signals import Delta, Done, Failed, Heard, Signal, Silence, Slow, Spoken, Utterance
from seatrial.agents.timers import Timers
from seatrial.agents.turns import Turns
from seatrial.core.effects import AnyEffect, End, HandOff, Note
from seatrial.core.errors import InvariantError
from seatrial.core.events import (
    AnyEvent,
    HandoffAccepted,
    HandoffDeclined,
    ModelAnswered,
    ModelDelta,
    ModelFailed,
    OperatorSaid,
    PlayoutEnded,
    PlayoutStarted,
    ProviderHealth,
    Resumed,
    SessionStarted,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)

_SOUNDS = frozenset({UserSaid, UserPressed, SpeechStarted, SpeechEnded})
_PLAYOUT = frozenset({PlayoutStarted, PlayoutEnded})
_ANSWERS = frozenset(
    {ToolReturned, ToolFailed, ToolOutcomeUnknown, ModelDelta, ModelAnswered, ModelFailed, ProviderHealth}
)

_LIMIT = "session.limit"
_HANDOFF = "session.handoff"
_GOODBYE = "session.goodbye"

GOODBYE_MS_MAX = 60_000
"""A goodbye that never finishes playing does not keep the line open for longer than this."""


class Prepared:
    """An agent made ready for many sessions: what is computed once and shared."""

    __slots__ = ("agent", "generator", "guard")

    def __init__(self, agent: Agent, generator: CommandGenerator) -> None:
        self.agent = agent
        self.generator = generator
        self.guard = OutputGuard(agent)


class Session:
    """One session. Not thread-safe; holds no reference to the outside."""

    __slots__ = (
        "_agent",
        "_at_ms",
        "_conversation",
        "_finish",
        "_handoff",
        "_handoffs",
        "_left",
        "_limited",
        "_prepared",
        "_requests",
        "_timers",
        "_turns",
        "_wanted_for",
        "ended",
    )

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._agent = prepared.agent
        self._at_ms = 0
        self._timers = Timers()
        self._conversation: Conversation | None = None
        self._finish: Finish | None = None
        self._handoff = ""
        self._handoffs = 0
        self._wanted_for = ""  # why a person was wanted last
        self._left = False
        self._limited = False
        self.ended = False

    @property
    def conversation(self) -> Conversation:
        """The conversation, once it has started.

        Raises:
            InvariantError: No `SessionStarted` yet.
        """
        if self._conversation is None:
            raise InvariantError("The first event of a session must be SessionStarted.", code="session.not_started")
        return self._conversation

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        """Advance by one event and return what the driver must do, in order.

        Args:
            at_ms: Milliseconds since the session began; never goes back.
            event: What happened.

        Raises:
            InvariantError: The event is older than the last one, or the first is not `SessionStarted` (the driver is
                broken); or nothing is outstanding although the session goes on (we are).
        """
        if at_ms < self._at_ms:
            raise InvariantError(f"An event of {at_ms} ms came after one of {self._at_ms} ms.", code="session.order")
        if self.ended:
            return []
        self._at_ms = at_ms
        out: list[AnyEffect] = []
        if self._conversation is None or type(event) is SessionStarted:
            self._start(out, event)
        else:
            self._dispatch(out, event)
        if not self.ended:
            out += self._turns.settle(at_ms)
            if self._finish is not None:
                self._close(out)
        # Two timers are more than the time limit; only with fewer is there anything to look into.
        if len(self._timers.running) < 2 and not (self.ended or self._in_progress):
            raise InvariantError(
                f"After {type(event).__name__} at {at_ms} ms nothing is outstanding.", code="session.stuck"
            )
        return out

    @property
    def _in_progress(self) -> bool:
        # The time limit always runs, so it does not count: a session that waits for nothing else is stuck.
        running = self._timers.running
        return len(running) > (_LIMIT in running) or self._turns.playing or self._requests.outstanding

    def _start(self, out: list[AnyEffect], event: AnyEvent) -> None:
        if not isinstance(event, SessionStarted):
            raise InvariantError("The first event of a session must be SessionStarted.", code="session.not_started")
        if self._conversation is not None:
            raise InvariantError("A session starts once.", code="session.started_twice")
        self._conversation = Conversation(self._agent, self._prepared.generator, self._prepared.guard, event)
        locale = self._conversation.dialogue.locale
        self._turns = Turns(self._agent.turns, event.channel, locale, self._timers)
        self._requests = Requests(self._agent.tools, event.namespace, self._timers, self._agent.models)
        out += self._timers.set(_LIMIT, self._agent.limits.max_seconds * 1000 * time_factor(event.channel))
        self._carry(out, self._conversation.start(self._at_ms))

    def _dispatch(self, out: list[AnyEffect], event: AnyEvent) -> None:
        kind = type(event)
        if kind in _SOUNDS:
            if not self._left:
                self._route(out, self._turns.receive(self._at_ms, event))
        elif kind in _PLAYOUT:
            self._route(out, self._turns.receive(self._at_ms, event))
        elif kind in _ANSWERS:
            self._route(out, self._requests.receive(self._at_ms, event))
        else:
            self._dispatch_rare(out, event)

    def _dispatch_rare(self, out: list[AnyEffect], event: AnyEvent) -> None:
        match event:
            case TimerFired():
                self._timer(out, event.timer)
            case UserLeft():
                self._leave(out, event.reason)
            case HandoffAccepted():
                self._handed_over(out, event.handoff, accepted=True, reason=event.by)
            case HandoffDeclined():
                self._handed_over(out, event.handoff, accepted=False, reason=event.reason or "declined")
            case OperatorSaid():
                self._carry(out, self.conversation.operator(self._at_ms, event.text))
            case Resumed():
                self._resume(out)
            case _:
                raise InvariantError(
                    f"{type(event).__name__} has no place here: a session starts once.", code="session.event"
                )

    def _resume(self, out: list[AnyEffect]) -> None:
        self._route(out, self._turns.resumed(self._at_ms))
        self._route(out, self._requests.resumed(self._at_ms))
        if not self._closing:
            self._carry(out, self.conversation.resumed(self._at_ms))

    def _timer(self, out: list[AnyEffect], timer: str) -> None:
        name = self._timers.fired(timer)
        if name is None:
            out.append(Note(kind="stale", about=timer))
        elif name.startswith("turns."):
            self._route(out, self._turns.timer(self._at_ms, name))
        elif name.startswith("requests."):
            self._route(out, self._requests.timer(self._at_ms, name))
        elif name == _HANDOFF:
            self._handed_over(out, self._handoff, accepted=False, reason="nobody_answered")
        elif name == _GOODBYE:
            self._end(out)
        elif name == _LIMIT:
            self._overrun(out, "max_seconds")

    def _route(self, out: list[AnyEffect], items: Iterable[AnyEffect | Signal]) -> None:
        """Pass effects on; act on signals."""
        for item in items:
            act = self._SIGNALS.get(type(item))
            if act is None:
                out.append(cast("AnyEffect", item))
            elif not self._left or type(item) is Spoken:
                act(self, out, item)

    def _heard(self, out: list[AnyEffect], heard: Heard) -> None:
        if self._closing:
            out.append(Note(kind="ignored", about="closing"))
        elif self.conversation.dialogue.turn >= self._agent.limits.max_turns:
            self._overrun(out, "max_turns")
        else:
            self._carry(out, self.conversation.hear(self._at_ms, heard))

    def _silence(self, out: list[AnyEffect], silence: Silence) -> None:
        if not self._closing:
            self._carry(out, self.conversation.silence(self._at_ms, silence.rung))

    def _slow(self, out: list[AnyEffect], slow: Slow) -> None:
        if not self._closing:
            self._carry(out, self.conversation.slow(self._at_ms, slow.number), listen=False)

    def _done(self, out: list[AnyEffect], done: Done) -> None:
        self._turns.waiting(self._at_ms, self._requests.outstanding)
        self._carry(out, self.conversation.done(self._at_ms, done))

    def _failed(self, out: list[AnyEffect], failed: Failed) -> None:
        self._turns.waiting(self._at_ms, self._requests.outstanding)
        self._carry(out, self.conversation.failed(self._at_ms, failed))

    def _spoken(self, out: list[AnyEffect], spoken: Spoken) -> None:
        del out
        self.conversation.spoken(spoken)

    def _delta(self, out: list[AnyEffect], delta: Delta) -> None:
        """Leave it: streamed answers belong to agents whose brain is a model."""

    @property
    def _closing(self) -> bool:
        return self._finish is not None or self._handoff != ""

    def _carry(self, out: list[AnyEffect], reply: Reply, *, listen: bool = True) -> None:
        """Turn a reply into effects."""
        out += reply.notes
        if reply.finish is not None:
            self._finish = reply.finish
        if reply.text:
            utterance = Utterance(
                text=reply.text,
                acts=tuple(reply.acts),
                protected=reply.protected,
                patience_ms=reply.patience_ms,
                listen=listen and not reply.closing and reply.invoke is None,
            )
            self._turns.speak(utterance)
        if reply.invoke is not None:
            _, effects = self._requests.call(self._at_ms, reply.invoke.tool, reply.invoke.args)
            self._turns.waiting(self._at_ms, on=True)
            self._route(out, effects)
        if reply.transfer is not None:
            self._hand_off(out, reply.transfer.reason)

    def _hand_off(self, out: list[AnyEffect], reason: str) -> None:
        self._handoffs += 1
        self._handoff = f"h{self._handoffs}"
        self._wanted_for = reason
        escalation = self._agent.escalation
        briefing = self.conversation.briefing()
        self._route(out, self._requests.cancel_reads())
        out += self._timers.set(_HANDOFF, escalation.wait_ms)
        out.append(HandOff(handoff=self._handoff, to=escalation.to, reason=reason, summary=briefing))

    def _handed_over(self, out: list[AnyEffect], handoff: str, *, accepted: bool, reason: str) -> None:
        if handoff != self._handoff or not handoff:
            out.append(Note(kind="stale", about=handoff))
            return
        out += self._timers.cancel(_HANDOFF)
        self._handoff = ""
        conversation = self.conversation
        if accepted:
            self._carry(out, conversation.transferred(self._at_ms))
        else:
            self._carry(out, conversation.not_transferred(self._at_ms, reason, wanted_for=self._wanted_for))

    def _overrun(self, out: list[AnyEffect], bound: str) -> None:
        if self._limited or self._finish is not None:
            self._finish = self._finish or Finish(outcome=bound, reason=bound)
            return
        self._limited = True
        # One grace period for the handoff or the last words; a second overrun ends the session as it stands.
        out += self._timers.set(_LIMIT, GOODBYE_MS_MAX)
        self._carry(out, self.conversation.overrun(self._at_ms, bound))

    def _leave(self, out: list[AnyEffect], reason: str) -> None:
        if self._left:
            return
        self._left = True
        dialogue = self.conversation.dialogue
        self._handoff = ""
        if self._finish is None:
            self._finish = Finish(outcome=dialogue.best_outcome("abandoned"), reason=reason or "hung_up")
        self._route(out, self._requests.cancel_reads())
        out += self._turns.stop(self._at_ms)

    def _close(self, out: list[AnyEffect]) -> None:
        """End, once the last words were heard and no write is open."""
        if self.ended or self._requests.writes_outstanding:
            return
        if self._turns.busy and not self._left:
            if _GOODBYE not in self._timers.running:
                out += self._timers.set(_GOODBYE, GOODBYE_MS_MAX)
            return
        self._end(out)

    def _end(self, out: list[AnyEffect]) -> None:
        if self.ended:
            return
        finish = self._finish or Finish(outcome="ended")
        dialogue = self.conversation.dialogue
        self._route(out, self._requests.cancel_reads())
        out += self._timers.cancel_all()
        success = dialogue.success or finish.outcome in self._agent.success
        out.append(End(outcome=finish.outcome, success=success, reason=finish.reason))
        self.ended = True

    # By class and not by instance: bound methods kept by their own object would make every session a reference cycle.
    _SIGNALS: ClassVar[Mapping[type, Callable[[Any, list[AnyEffect], Any], None]]] = {
        Spoken: _spoken,
        Heard: _heard,
        Silence: _silence,
        Slow: _slow,
        Done: _done,
        Failed: _failed,
        Delta: _delta,
    }
