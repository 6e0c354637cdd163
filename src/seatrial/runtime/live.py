"""The live driver: asyncio and the real clock. Carries out what a session wants, and writes the same trace.

For every event, in this order: read the clock once, let the session decide, append the rows, carry the effects out.
Before a write tool is called its rows are on disk; a tool's writes and its answer are appended together. Decides
nothing itself. Called by `app` for terminal chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from seatrial.core.effects import (
    AnyEffect,
    AskModel,
    CallTool,
    Cancel,
    CancelTimer,
    End,
    HandOff,
    Note,
    PauseSpeaking,
    ResumeSpeaking,
    Say,
    SetTimer,
    StopSpeaking,
)
from seatrial.core.errors import InvariantError, ProviderError
from seatrial.core.events import (
    AnyEvent,
    ModelDelta,
    ModelFailed,
    OperatorSaid,
    Resumed,
    SessionStarted,
    TimerFired,
    ToolOutcomeUnknown,
    UserPressed,
    UserSaid,
)
from seatrial.core.ports import Model, ModelUsage, Store
from seatrial.core.trace import Header, Row, Trace, digest_lines, encode_row
from seatrial.core.world import World, Write
from seatrial.runtime.clock import Clock, Handle
from seatrial.runtime.intake import clean_said, clean_text
from seatrial.runtime.line import Line
from seatrial.runtime.live_tools import LiveTools, Spawn, spawn_thread
from seatrial.runtime.machine import Machine, RunTool
from seatrial.runtime.model_port import ANSWER_CHARS_MAX, answered
from seatrial.runtime.resume import Restored

DRAIN_MS = 5_000
"""After the end: how long the driver waits for a write that is still running, to put it on record."""

_header_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Live:
    """All that one live conversation needs besides the session and the line.

    Attributes:
        header: The trace's first line.
        started: When it began, by the wall clock, and the rest of what the session may know.
        store: None keeps the conversation in memory only: it does not survive the process.
        model: None when the agent needs none.
        spawn: Runs tools off the event loop.
    """

    header: Header
    started: SessionStarted
    run_tool: RunTool
    world: World
    clock: Clock
    store: Store | None = None
    model: Model | None = None
    spawn: Spawn = field(default=spawn_thread)


class LiveDriver:
    """One live conversation. Make it and use it on one event loop's thread."""

    def __init__(self, machine: Machine, line: Line, live: Live) -> None:
        self._machine = machine
        self._line = line
        self._live = live
        self._origin_ms = live.clock.now_ms()
        self._at_ms = 0
        self._inbox: asyncio.Queue[tuple[AnyEvent, list[Write]] | None] = asyncio.Queue()
        self._timers: dict[str, Handle] = {}
        self._asks: dict[str, asyncio.Task[None]] = {}
        self._end: End | None = None
        self._rows: list[Row] = []
        self._tools = LiveTools(
            run=live.run_tool,
            world=live.world,
            started=datetime.fromisoformat(live.started.started_at),
            seed=live.started.seed,
            clock=live.clock,
            deliver=self._deliver,
            spawn=live.spawn,
        )
        self._carry: dict[type[AnyEffect], Callable[[Any], None]] = {
            Say: line.play,
            StopSpeaking: lambda effect: line.stop(effect.turn),
            PauseSpeaking: lambda effect: line.pause(effect.turn),
            ResumeSpeaking: lambda effect: line.resume(effect.turn),
            AskModel: self._ask,
            CallTool: self._call,
            Cancel: self._cancel,
            SetTimer: lambda effect: self._arm(effect.timer, effect.after_ms),
            CancelTimer: self._disarm,
            HandOff: line.hand_off,
            End: self._finish,
            Note: _nothing,
        }
        line.connect(self.post)

    @property
    def rows(self) -> Sequence[Row]:
        """The trace so far."""
        return self._rows

    def trace(self) -> Trace:
        """Return the trace so far, with its digest."""
        digest = digest_lines(encode_row(row) for row in self._rows)
        return Trace(header=msgspec.structs.replace(self._live.header, digest=digest), rows=tuple(self._rows))

    def post(self, event: AnyEvent) -> None:
        """Hand an event in; on the event loop's thread. After the end it is ignored."""
        match event:
            case UserSaid():
                event = clean_said(event)
            case UserPressed():
                event = UserPressed(keys=clean_text(event.keys, 64))
            case OperatorSaid():
                event = OperatorSaid(text=clean_text(event.text), operator=clean_text(event.operator, 200))
            case _:
                pass
        self._inbox.put_nowait((event, []))

    async def run(self) -> End:
        """Begin the conversation and see it to its end.

        Raises:
            RunError: The store cannot be written; no effect of an event that was not stored has been carried out.
            InvariantError: The session raised.
        """
        self._step(self._live.started, [])
        return await self._until_end()

    async def resume(self, restored: Restored, *, elapsed_ms: int) -> End:
        """Go on with a conversation that another process left, and see it to its end.

        Args:
            restored: What `runtime.resume.restore` made of the store; this driver's machine was fed with it.
            elapsed_ms: Since the conversation began, by the wall clock.

        Raises:
            RunError: As for `run`.
            InvariantError: As for `run`.
        """
        at_ms = max(restored.at_ms, elapsed_ms)
        self._origin_ms = self._live.clock.now_ms() - at_ms
        self._at_ms = at_ms
        self._rows = list(restored.rows)
        self._live.world.restore(restored.writes)
        if restored.end is not None:
            return restored.end
        effects = self._decide(at_ms, Resumed(downtime_ms=at_ms - restored.at_ms), [])
        self._take_over(restored, at_ms, effects)
        self._carry_out(effects)
        return await self._until_end()

    def _take_over(self, restored: Restored, at_ms: int, effects: list[AnyEffect]) -> None:
        """Take on what the dead process had taken on, unless the session has just decided otherwise."""
        left = restored.outstanding
        timers, calls, asks = dict(left.timers), dict(left.calls), dict(left.asks)
        says, handoffs = dict(left.says), dict(left.handoffs)
        for effect in effects:
            left.wanted(at_ms, effect)
        for key, say in says.items():
            if left.says.get(key) is say:
                self._line.play(say)
        for timer, due_ms in timers.items():
            if left.timers.get(timer) == due_ms:
                self._arm(timer, max(0, due_ms - at_ms))
        for request, ask in asks.items():
            if left.asks.get(request) is ask:
                self._ask(ask)
        for handoff in handoffs.values():
            self._line.hand_off(handoff)
        for request, call in calls.items():
            if left.calls.get(request) is not call:
                continue
            if call.write:
                died = "the process died while the tool was running"
                self.post(ToolOutcomeUnknown(request=request, attempt=call.attempt, message=died))
            else:
                self._call(call)

    async def _until_end(self) -> End:
        try:
            while self._end is None:
                item = await self._inbox.get()
                if item is not None:
                    self._step(*item)
            await self._drain()
        finally:
            for handle in self._timers.values():
                handle.cancel()
            for task in self._asks.values():
                task.cancel()
        return self._end

    async def _drain(self) -> None:
        """Put on record what a write does after the end, if it returns in time."""
        expired = False

        def expire() -> None:
            nonlocal expired
            expired = True
            self._inbox.put_nowait(None)

        handle = self._live.clock.call_later(DRAIN_MS, expire)
        while self._tools.writing and not expired:
            item = await self._inbox.get()
            if item is not None and item[1]:
                self._append([], durable=True, writes=item[1])
        handle.cancel()

    def _step(self, event: AnyEvent, writes: list[Write]) -> None:
        if isinstance(event, TimerFired) and self._timers.pop(event.timer, None) is None:
            return
        self._at_ms = max(self._at_ms, self._live.clock.now_ms() - self._origin_ms)
        self._carry_out(self._decide(self._at_ms, event, writes))

    def _decide(self, at_ms: int, event: AnyEvent, writes: list[Write]) -> list[AnyEffect]:
        rows = [Row(at_ms, "in", event)]
        try:
            effects = self._machine.receive(at_ms, event)
        except Exception as error:
            self._append(rows, durable=True, writes=writes)
            trace = self.trace()
            message = f"{type(error).__name__}: {error}".rstrip(".")
            raise InvariantError(
                f"{message}. Conversation {trace.header.conversation}, "
                f"seed {trace.header.seed}, digest {trace.header.digest}.",
                code="invariant.raised",
            ) from error
        rows += [Row(at_ms, "out", effect) for effect in effects]
        writing = any(isinstance(effect, CallTool) and effect.write for effect in effects)
        finished = any(isinstance(effect, End) for effect in effects)
        self._append(rows, durable=writing or finished or bool(writes), writes=writes, finished=finished)
        return effects

    def _append(self, rows: list[Row], *, durable: bool, writes: Sequence[Write] = (), finished: bool = False) -> None:
        store, header = self._live.store, self._live.header
        if store is not None:
            lines = [encode_row(row) for row in rows]
            if self._rows:
                store.append(header.conversation, lines, durable=durable, writes=writes, finished=finished)
            else:
                store.begin(header.conversation, _header_encoder.encode(header), lines, durable=durable)
        self._rows += rows
        self._live.world.restore(writes)

    def _carry_out(self, effects: list[AnyEffect]) -> None:
        for effect in effects:
            self._carry[type(effect)](effect)

    def _deliver(self, event: AnyEvent, writes: list[Write]) -> None:
        self._inbox.put_nowait((event, writes))

    def _arm(self, timer: str, after_ms: int) -> None:
        fired = TimerFired(timer=timer)
        self._timers[timer] = self._live.clock.call_later(after_ms, lambda: self._deliver(fired, []))

    def _disarm(self, effect: CancelTimer) -> None:
        handle = self._timers.pop(effect.timer, None)
        if handle is not None:
            handle.cancel()

    def _call(self, effect: CallTool) -> None:
        self._tools.call(self._at_ms, effect)

    def _ask(self, effect: AskModel) -> None:
        previous = self._asks.pop(effect.request, None)
        if previous is not None:
            previous.cancel()
        self._asks[effect.request] = asyncio.create_task(self._ask_model(effect))

    def _cancel(self, effect: Cancel) -> None:
        # A tool cannot be called back; its answer is dropped by the session.
        task = self._asks.pop(effect.request, None)
        if task is not None:
            task.cancel()

    async def _ask_model(self, effect: AskModel) -> None:
        request, attempt = effect.request, effect.attempt
        model = self._live.model
        if model is None:
            self._deliver(ModelFailed(request=request, attempt=attempt, error="no model is configured"), [])
            return
        text = ""
        usage = ModelUsage()
        try:
            async for raw in model.answer(effect.role, effect.payload):
                if isinstance(raw, ModelUsage):
                    usage = raw
                    continue
                piece = clean_text(raw, ANSWER_CHARS_MAX)
                text += piece
                if len(text) > ANSWER_CHARS_MAX:
                    self._deliver(ModelFailed(request=request, attempt=attempt, error="the answer is too long"), [])
                    return
                if effect.stream:
                    self._deliver(ModelDelta(request=request, attempt=attempt, text=piece), [])
        except ProviderError as error:
            failed = ModelFailed(request=request, attempt=attempt, error=error.code, retryable=error.retryable)
            self._deliver(failed, [])
        except Exception as error:  # noqa: BLE001 - a provider's failure is an event, never a traceback
            self._deliver(ModelFailed(request=request, attempt=attempt, error=type(error).__name__), [])
        else:
            self._deliver(answered(effect, text, usage), [])

    def _finish(self, effect: End) -> None:
        self._end = effect
        self._line.ended(effect)


def _nothing(_effect: Note) -> None:
    """Notes are for the trace."""
