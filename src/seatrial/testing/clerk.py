"""A session small enough to read in a minute: it asks for a name, looks it up, books, says the reference, hangs up.

A stand-in for `Session` wherever drivers, stores and replay are tested. Pure, and complete in what matters to a
driver: timeouts, retries with the same key, stale answers, silence, barge-in, handoff, and a hang-up while it writes.
"""

from __future__ import annotations

from collections.abc import Mapping

from seatrial.agents.agent import Tool
from seatrial.agents.timers import Timers
from seatrial.core.effects import AnyEffect, CallTool, End, HandOff, Note, Say, StopSpeaking
from seatrial.core.events import (
    AnyEvent,
    HandoffAccepted,
    HandoffDeclined,
    Json,
    PlayoutEnded,
    SessionStarted,
    SpeechStarted,
    TimerFired,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserSaid,
)
from seatrial.core.ports import ToolContext

ATTEMPTS_MAX = 3
SILENCES_MAX = 3

CLERK_TOOLS: Mapping[str, Tool] = {
    "look_up": Tool(name="look_up", args={"name": "name"}),
    "book": Tool(name="book", args={"name": "name"}, write=True, idempotent=True, once_per=("name",)),
}


class Clerk:
    """Asks for a name and books it with the tools ``look_up`` (read) and ``book`` (write, idempotent by key)."""

    def __init__(
        self, *, opening: str = "Hello, what is your name?", timeout_ms: int = 2_000, barge_in: bool = True
    ) -> None:
        self._opening = opening
        self._timeout_ms = timeout_ms
        self._barge_in = barge_in
        self._timers = Timers()
        self._at_ms = 0
        self._namespace = ""
        self._turn = 0
        self._speaking = 0
        self._name = ""
        self._open: CallTool | None = None
        self._silences = 0
        self._handoffs = 0
        self._closing: End | None = None
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether `End` has been returned."""
        return self._ended

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        """Advance by one event."""
        if self._ended:
            raise RuntimeError("received an event after the end")
        if at_ms < self._at_ms:
            raise RuntimeError("time went back")
        self._at_ms = at_ms
        match event:
            case SessionStarted():
                self._namespace = event.namespace
                return self._say(self._opening)
            case PlayoutEnded():
                return self._played(event)
            case UserSaid():
                return self._heard(event.text)
            case SpeechStarted() if self._speaking and self._barge_in and self._closing is None:
                return [StopSpeaking(turn=self._speaking)]
            case UserLeft():
                return self._left()
            case TimerFired():
                return self._fired(event.timer)
            case ToolReturned() | ToolFailed() | ToolOutcomeUnknown():
                return self._answered(event)
            case HandoffAccepted():
                return self._end(End(outcome="handed_to_person", success=True))
            case HandoffDeclined():
                return self._goodbye("Nobody is free, sorry. Goodbye.", End(outcome="failed", success=False))
            case _:
                return []

    def _say(self, text: str) -> list[AnyEffect]:
        self._turn += 1
        self._speaking = self._turn
        return [*self._timers.cancel("silence"), Say(turn=self._turn, text=text)]

    def _played(self, event: PlayoutEnded) -> list[AnyEffect]:
        if event.turn != self._speaking:
            return []
        self._speaking = 0
        if self._closing is not None and self._open is None:
            return self._end(self._closing)
        return [] if self._open is not None else self._timers.set("silence", 8_000)

    def _heard(self, text: str) -> list[AnyEffect]:
        if self._closing is not None or self._open is not None or self._handoffs:
            return []
        self._silences = 0
        if "person" in text.lower():
            return self._hand_off("asked_for_person")
        if not text.strip():
            return self._say("Pardon?")
        self._name = text.strip()[:200]
        return [*self._timers.cancel("silence"), *self._call("look_up", write=False)]

    def _call(self, tool: str, *, write: bool, attempt: int = 1) -> list[AnyEffect]:
        request = f"{tool}:{self._name}"
        args: dict[str, Json] = {"name": self._name}
        self._open = CallTool(
            request=request,
            tool=tool,
            args=args,
            attempt=attempt,
            timeout_ms=self._timeout_ms,
            write=write,
            idempotency_key=f"{self._namespace}/{request}",
        )
        return [self._open, *self._timers.set("request", self._timeout_ms)]

    def _answered(self, event: ToolReturned | ToolFailed | ToolOutcomeUnknown) -> list[AnyEffect]:
        call = self._open
        if call is None or event.request != call.request or event.attempt != call.attempt:
            return [Note(kind="stale", about=event.request)]
        effects = self._timers.cancel("request")
        if isinstance(event, ToolReturned):
            self._open = None
            if call.tool == "look_up" and self._closing is None:
                return effects + self._call("book", write=True)
            return effects + self._done(f"Booked. Your reference is {event.result}.", "booked")
        if isinstance(event, ToolFailed) and not event.retryable:
            self._open = None
            return effects + self._done("That does not work, sorry.", "failed")
        return effects + self._again(call)

    def _again(self, call: CallTool) -> list[AnyEffect]:
        if call.attempt < ATTEMPTS_MAX:
            return self._call(call.tool, write=call.write, attempt=call.attempt + 1)
        self._open = None
        return self._done("Something is broken here.", "failed") if self._closing else self._hand_off("tool_failed")

    def _done(self, text: str, outcome: str) -> list[AnyEffect]:
        if self._closing is not None:
            return self._end(self._closing)
        return self._goodbye(text, End(outcome=outcome, success=outcome == "booked"))

    def _fired(self, timer: str) -> list[AnyEffect]:
        name = self._timers.fired(timer)
        if name == "request" and self._open is not None:
            return self._again(self._open)
        if name == "silence":
            self._silences += 1
            if self._silences >= SILENCES_MAX:
                return self._goodbye("Goodbye.", End(outcome="silent", success=False))
            return self._say("Are you still there?")
        return []

    def _hand_off(self, reason: str) -> list[AnyEffect]:
        self._handoffs += 1
        handoff = HandOff(handoff=f"h{self._handoffs}", to="desk", reason=reason)
        return [*self._timers.cancel("silence"), handoff]

    def _left(self) -> list[AnyEffect]:
        self._closing = End(outcome="abandoned", success=False)
        if self._open is not None and self._open.write:
            return []
        self._open = None
        return self._end(self._closing)

    def _goodbye(self, text: str, end: End) -> list[AnyEffect]:
        self._closing = end
        return self._say(text)

    def _end(self, end: End) -> list[AnyEffect]:
        self._ended = True
        return [*self._timers.cancel_all(), end]


def run_clerk_tool(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
    """Look a name up, or book it: once for each key, with a reference counted up in the table ``visits``."""
    world, name = context.world, call.args["name"]
    if call.tool == "look_up":
        known = any(world.find("people", name=name))
        return ToolReturned(request=call.request, attempt=call.attempt, result=known)
    if name == "Nobody":
        return ToolFailed(request=call.request, attempt=call.attempt, kind="refused", message="no such person")
    for reference, _ in world.find("visits", key=context.idempotency_key):
        return ToolReturned(request=call.request, attempt=call.attempt, result=reference)
    reference = f"B{sum(1 for _ in world.rows('visits'))}"
    world.put("visits", reference, {"name": name, "key": context.idempotency_key})
    return ToolReturned(request=call.request, attempt=call.attempt, result=reference)
