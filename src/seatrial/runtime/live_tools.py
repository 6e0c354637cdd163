"""Tools of a live conversation: each call in a thread, bounded in time and number, writes strictly one after another.

Never blocks the event loop and never retries. A write waits for the one before it, however long that takes: starting it
beside a predecessor that still runs is how writes are doubled.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from seatrial.core.effects import CallTool
from seatrial.core.events import AnyEvent, ToolFailed, ToolOutcomeUnknown
from seatrial.core.ports import Rng, ToolContext
from seatrial.core.world import World, Write
from seatrial.runtime.clock import Clock, Handle
from seatrial.runtime.machine import RunTool
from seatrial.runtime.tool_port import call_identity, call_on_fork

THREADS_MAX = 16
"""Calls of one conversation that may run, or be stuck, at one time."""
BACKSTOP_MS = 1_000
"""How long after a call's own timeout the driver gives up on it; usually the session has done so long before."""

Spawn = Callable[[Callable[[], None]], None]
Deliver = Callable[[AnyEvent, list[Write]], None]


def spawn_thread(work: Callable[[], None]) -> None:
    """Run work in a thread that does not keep the process alive."""
    threading.Thread(target=work, daemon=True, name="seatrial-tool").start()


@dataclass(slots=True)
class _Call:
    effect: CallTool
    at_ms: int
    backstop: Handle


class LiveTools:
    """One conversation's tools."""

    def __init__(
        self,
        *,
        run: RunTool,
        world: World,
        started: datetime,
        seed: int,
        clock: Clock,
        deliver: Deliver,
        spawn: Spawn,
    ) -> None:
        """Prepare; must be made on the event loop's thread.

        Args:
            run: Calls the function.
            world: The conversation's own; tools see it as it is when their call begins.
            started: When the conversation began.
            seed: For the tools' draws.
            clock: For the backstop.
            deliver: Takes each answer with the writes that come with it.
            spawn: Runs work off the event loop.
        """
        self._run = run
        self._world = world
        self._started = started
        self._seed = seed
        self._clock = clock
        self._deliver = deliver
        self._spawn = spawn
        self._loop = asyncio.get_running_loop()
        self._running = 0
        self._writes: deque[_Call] = deque()
        self._writing = False

    @property
    def writing(self) -> bool:
        """Whether a write is running or waits to be."""
        return self._writing

    def call(self, at_ms: int, effect: CallTool) -> None:
        """Call a tool; its answer is delivered later."""
        if self._running >= THREADS_MAX:
            busy = ToolFailed(
                request=effect.request,
                attempt=effect.attempt,
                kind="unavailable",
                message=f"{THREADS_MAX} calls have not returned",
                retryable=True,
            )
            self._deliver(busy, [])
            return
        after_ms = effect.timeout_ms + BACKSTOP_MS
        call = _Call(effect, at_ms, self._clock.call_later(after_ms, lambda: self._give_up(effect)))
        if not effect.write:
            self._start(call)
            return
        self._writes.append(call)
        if not self._writing:
            self._writing = True
            self._start(self._writes.popleft())

    def _start(self, call: _Call) -> None:
        effect = call.effect
        self._running += 1
        context = ToolContext(
            now=self._started + timedelta(milliseconds=call.at_ms),
            world=self._world.fork(),
            idempotency_key=effect.idempotency_key,
            rng=Rng(self._seed, call_identity(effect.tool, effect.args)),
        )
        self._spawn(lambda: self._work(call, context))

    def _work(self, call: _Call, context: ToolContext) -> None:
        effect = call.effect
        answer: AnyEvent
        try:
            answer, writes = call_on_fork(self._run, effect, context)
        except BaseException as error:  # noqa: BLE001 - a thread has nobody to raise to; the session must know
            message, writes = f"{type(error).__name__}: {error}", []
            if effect.write:
                answer = ToolOutcomeUnknown(request=effect.request, attempt=effect.attempt, message=message)
            else:
                answer = ToolFailed(request=effect.request, attempt=effect.attempt, kind="error", message=message)
        with suppress(RuntimeError):  # the loop is closed: nobody is left to tell
            self._loop.call_soon_threadsafe(self._returned, call, answer, writes)

    def _returned(self, call: _Call, answer: AnyEvent, writes: list[Write]) -> None:
        self._running -= 1
        call.backstop.cancel()
        self._deliver(answer, writes)
        if call.effect.write:
            self._writing = bool(self._writes)
            if self._writes:
                self._start(self._writes.popleft())

    def _give_up(self, effect: CallTool) -> None:
        # A write that never got its turn is dropped; but whether an earlier attempt did it, nobody knows.
        self._writes = deque(call for call in self._writes if call.effect is not effect)
        message = "no answer in time"
        if effect.write:
            self._deliver(ToolOutcomeUnknown(request=effect.request, attempt=effect.attempt, message=message), [])
            return
        failed = ToolFailed(
            request=effect.request, attempt=effect.attempt, kind="unavailable", message=message, retryable=True
        )
        self._deliver(failed, [])
