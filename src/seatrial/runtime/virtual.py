"""The virtual driver: a heap of timed items where time jumps to the next one. Carries out what a session wants.

Reads no clock and no random source: the same machine, peer and rehearsal give the same trace. It is a coroutine that
awaits only the model port; without one, `rehearse` drives it to its end without any event loop. Called by
`simulation`, once per conversation.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, ClassVar

import msgspec

from seatrial.core.draws import log_normal_ms
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
from seatrial.core.errors import InvariantError, SeatrialError
from seatrial.core.events import (
    AnyEvent,
    HandoffAccepted,
    HandoffDeclined,
    PlayoutEnded,
    PlayoutStarted,
    TimerFired,
    UserLeft,
    UserSaid,
)
from seatrial.core.trace import Body, FaultStruck, Row, UserActed
from seatrial.runtime.intake import clean_acted, clean_said
from seatrial.runtime.machine import Machine
from seatrial.runtime.model_port import ask_model
from seatrial.runtime.peer import Due, Peer, Stray, Wake
from seatrial.runtime.playout import Change, Ended, Held, Over, Playout, Started
from seatrial.runtime.rehearsal import Ran, Rehearsal
from seatrial.runtime.tool_port import ToolPort, call_identity
from seatrial.runtime.user_port import Passed, UserPort

_encoder = msgspec.json.Encoder()

HANDOFF_MEDIAN_MS = 6_000
"""Until somebody picks up."""


def rehearse(machine: Machine, peer: Peer, rehearsal: Rehearsal) -> Ran:
    """Run a conversation that needs no model to its end, without an event loop.

    Raises:
        InvariantError: The conversation got stuck, broke its bounds, or something raised; names seed and digest.
        RunError: A tool never returned.
    """
    if rehearsal.model is not None:
        raise InvariantError("rehearse() cannot await a model; use rehearse_async().", code="rehearse.model")
    run = rehearse_async(machine, peer, rehearsal)
    try:
        run.send(None)
    except StopIteration as done:
        return done.value
    run.close()
    raise InvariantError("The virtual driver awaited something though there is no model.", code="rehearse.awaited")


async def rehearse_async(machine: Machine, peer: Peer, rehearsal: Rehearsal) -> Ran:
    """Run a conversation to its end, awaiting nothing but its model.

    Raises:
        InvariantError: The conversation got stuck, broke its bounds, or something raised; names seed and digest.
        RunError: A tool never returned.
    """
    driver = _Driver(machine, peer, rehearsal)
    try:
        return await driver.run()
    except InvariantError as error:
        raise driver.broken(str(error), error.code) from error
    except SeatrialError:
        raise
    except Exception as error:
        raise driver.broken(f"{type(error).__name__}: {error}", "invariant.raised") from error


Handler = Callable[[int, Any], None]


class _Driver:
    """One conversation under way."""

    def __init__(self, machine: Machine, peer: Peer, rehearsal: Rehearsal) -> None:
        seed = rehearsal.header.seed
        self._machine = machine
        self._peer = peer
        self._rehearsal = rehearsal
        self._faults = rehearsal.faults
        self._seed = seed
        self._rows: list[Row] = []
        self._heap: list[tuple[int, int, Handler, Any]] = []
        self._ordinal = 0
        self._timers: set[str] = set()
        self._cancelled: set[str] = set()
        self._owed = 0
        """Events on the heap that the session waits for: answers, playout changes, handoffs."""
        self._asked: list[AskModel] = []
        self._counts: dict[str, int] = {}
        self._end: End | None = None
        self._gone = False
        self._playout = Playout(seed, rehearsal.pace)
        self._playout_due: int | None = None
        self._playout_version = 0
        self._tools = ToolPort(
            conversation=rehearsal.header.conversation,
            seed=seed,
            started=datetime.fromisoformat(rehearsal.started.started_at),
            tools=rehearsal.tools,
            run=rehearsal.run_tool,
            world=rehearsal.world,
            faults=rehearsal.faults,
            watchdog=rehearsal.watchdog,
        )
        speech = rehearsal.started.channel == "speech"
        self._user_port = None if rehearsal.faults is None else UserPort(rehearsal.faults, speech=speech)

    async def run(self) -> Ran:
        """Let time jump from item to item until the session ends."""
        heap, bounds = self._heap, self._rehearsal.bounds
        at_ms = 0
        self._receive(0, self._rehearsal.started)
        self._due(0, self._peer.start())
        while self._end is None:
            if self._asked:
                await self._await_models(at_ms)
            if not heap:
                raise InvariantError("Nothing is due and the session has not ended.", code="invariant.stuck")
            at_ms, ordinal, handler, body = heapq.heappop(heap)
            if ordinal > bounds.items or at_ms > bounds.virtual_ms:
                raise InvariantError(f"Beyond its bounds at {at_ms} ms, item {ordinal}.", code="invariant.bounds")
            handler(at_ms, body)
        for change in self._playout.hang_up(at_ms):
            if isinstance(change, Over):
                self._changed(at_ms, change)
        self._due(at_ms, self._peer.ended(at_ms))
        heap.clear()  # it refers to this driver: a million conversations must not wait for the garbage collector
        lines, digest = self._encoded()
        header = msgspec.structs.replace(self._rehearsal.header, digest=digest)
        return Ran(header, tuple(self._rows), lines, self._end, at_ms, self._rehearsal.world)

    def broken(self, message: str, code: str) -> InvariantError:
        """Return the error that names what reruns this conversation."""
        header = self._rehearsal.header
        try:
            digest = self._encoded()[1]
        except (TypeError, ValueError, RecursionError):  # the very thing that is wrong may be a row
            digest = "none"
        return InvariantError(
            f"{message.rstrip('.')}. Conversation {header.conversation}, seed {header.seed}, digest {digest}.",
            code=code,
        )

    def _encoded(self) -> tuple[bytes, str]:
        lines = _encoder.encode_lines(self._rows)
        return lines, blake2b(lines, digest_size=16).hexdigest()

    def _push(self, at_ms: int, handler: Handler, body: object) -> None:
        self._ordinal += 1
        heapq.heappush(self._heap, (at_ms, self._ordinal, handler, body))

    def _trace(self, at_ms: int, lane: str, body: Body) -> None:
        self._rows.append(Row(at_ms, lane, body))

    def _receive(self, at_ms: int, event: AnyEvent) -> None:
        if self._end is not None:
            return
        rows, carry = self._rows, self._CARRY
        rows.append(Row(at_ms, "in", event))
        for effect in self._machine.receive(at_ms, event):
            if self._end is not None:
                raise InvariantError(f"{type(effect).__name__} after End.", code="invariant.after_end")
            rows.append(Row(at_ms, "out", effect))
            carry[type(effect)](self, at_ms, effect)
        if self._end is None and not (self._timers or self._owed or self._playout.busy):
            raise InvariantError(
                f"After {type(event).__name__} the session waits for nothing and has not ended.", code="invariant.stuck"
            )

    # What the session wants.

    def _say(self, at_ms: int, effect: Say) -> None:
        self._played(at_ms, self._playout.say(at_ms, effect))

    def _stop(self, at_ms: int, effect: StopSpeaking) -> None:
        self._played(at_ms, self._playout.stop(at_ms, effect.turn))

    def _pause(self, at_ms: int, effect: PauseSpeaking) -> None:
        self._played(at_ms, self._playout.pause(at_ms, effect.turn))

    def _resume(self, at_ms: int, effect: ResumeSpeaking) -> None:
        self._played(at_ms, self._playout.resume(at_ms, effect.turn))

    def _set_timer(self, at_ms: int, effect: SetTimer) -> None:
        self._timers.add(effect.timer)
        self._push(at_ms + max(0, effect.after_ms), self._fire, effect.timer)

    def _cancel_timer(self, _at_ms: int, effect: CancelTimer) -> None:
        self._timers.discard(effect.timer)

    def _call(self, at_ms: int, effect: CallTool) -> None:
        struck, deliveries = self._tools.call(at_ms, effect)
        if struck is not None:
            self._trace(at_ms, "port", struck)
        for delivery in deliveries:
            self._owe(at_ms + delivery.after_ms, self._answer, delivery.event)

    def _cancel(self, _at_ms: int, effect: Cancel) -> None:
        self._cancelled.add(effect.request)

    def _ask(self, _at_ms: int, effect: AskModel) -> None:
        self._asked.append(effect)
        self._owed += 1

    def _hand_off(self, at_ms: int, effect: HandOff) -> None:
        target = f"{effect.to}:{effect.reason}"
        count = self._count("handoff", target)
        after_ms = log_normal_ms(HANDOFF_MEDIAN_MS, 0.5, self._seed, "handoff", target, "", count)
        if self._faults is not None and self._faults.handoff(target, count):
            self._trace(at_ms, "port", FaultStruck(port="handoff", kind="declined", target=target, attempt=count))
            self._owe(at_ms + after_ms, self._answer, HandoffDeclined(handoff=effect.handoff, reason="nobody is free"))
            return
        self._owe(at_ms + after_ms, self._accept, HandoffAccepted(handoff=effect.handoff, by=effect.to))

    def _finish(self, _at_ms: int, effect: End) -> None:
        self._end = effect

    # What comes due.

    def _owe(self, at_ms: int, handler: Handler, body: object) -> None:
        self._owed += 1
        self._push(at_ms, handler, body)

    def _fire(self, at_ms: int, timer: str) -> None:
        if timer in self._timers:
            self._timers.remove(timer)
            self._receive(at_ms, TimerFired(timer=timer))

    def _answer(self, at_ms: int, event: Any) -> None:
        self._owed -= 1
        if getattr(event, "request", None) not in self._cancelled:
            self._receive(at_ms, event)

    def _accept(self, at_ms: int, event: HandoffAccepted) -> None:
        self._answer(at_ms, event)
        if not self._gone:
            self._due(at_ms, self._peer.transferred(at_ms))

    async def _await_models(self, at_ms: int) -> None:
        asked, self._asked = self._asked, []
        for effect in asked:
            count = self._count("model", call_identity(effect.role, {"payload": effect.payload}))
            deliveries = await ask_model(self._rehearsal.model, effect, self._seed, count)
            self._owed -= 1
            for delivery in deliveries:
                self._owe(at_ms + delivery.after_ms, self._answer, delivery.event)

    def _count(self, purpose: str, identity: str) -> int:
        key = f"{purpose}\x1f{identity}"
        count = self._counts.get(key, 0)
        self._counts[key] = count + 1
        return count

    # The agent's voice.

    def _played(self, at_ms: int, changes: list[Change]) -> None:
        for change in changes:
            self._owe(at_ms, self._deliver_change, change)
        due = self._playout.due()
        if due != self._playout_due:
            self._playout_due = due
            self._playout_version += 1
            if due is not None:
                self._push(due, self._advance, self._playout_version)

    def _advance(self, at_ms: int, version: int) -> None:
        if version == self._playout_version:
            self._playout_due = None
            self._played(at_ms, self._playout.advance(at_ms))

    def _deliver_change(self, at_ms: int, change: Change) -> None:
        self._owed -= 1
        if isinstance(change, Started):
            self._receive(at_ms, PlayoutStarted(turn=change.turn, part=change.part))
        elif isinstance(change, Ended):
            self._receive(at_ms, PlayoutEnded(turn=change.turn, part=change.part, heard_chars=change.heard_chars))
        self._changed(at_ms, change)

    def _changed(self, at_ms: int, change: Change) -> None:
        if self._gone or isinstance(change, Ended):
            return
        peer = self._peer
        if isinstance(change, Started):
            dues = peer.agent_started(at_ms, change.turn, change.text)
        elif isinstance(change, Over):
            dues = peer.agent_stopped(at_ms, change.turn, change.heard_text, change.whole)
        elif isinstance(change, Held):
            dues = peer.agent_paused(at_ms, change.turn)
        else:
            dues = peer.agent_resumed(at_ms, change.turn)
        self._due(at_ms, dues)

    # The person.

    def _due(self, at_ms: int, dues: list[Due]) -> None:
        for due in dues:
            body = due.body
            if self._end is not None:
                if isinstance(body, UserActed) and due.after_ms <= 0:
                    self._trace(at_ms, "user", clean_acted(body))
                continue
            handler = self._wake if isinstance(body, Wake) else self._act if isinstance(body, UserActed) else self._hear
            if isinstance(body, Stray):
                handler = self._stray
            self._push(at_ms + max(0, due.after_ms), handler, body)

    def _wake(self, at_ms: int, wake: Wake) -> None:
        if not self._gone:
            self._due(at_ms, self._peer.wake(at_ms, wake.key))

    def _act(self, at_ms: int, acted: UserActed) -> None:
        if self._gone:
            return
        acted = clean_acted(acted)
        self._trace(at_ms, "user", acted)
        if self._user_port is not None:
            self._pass(at_ms, self._user_port.acted(acted))

    def _hear(self, at_ms: int, event: AnyEvent) -> None:
        if self._gone:
            return
        if isinstance(event, UserSaid):
            event = clean_said(event)
        if isinstance(event, UserLeft):
            self._leave(at_ms, event)
        elif self._user_port is None:
            self._receive(at_ms, event)
        else:
            self._pass(at_ms, self._user_port.passes(event))

    def _stray(self, at_ms: int, stray: Stray) -> None:
        if self._gone:
            return
        if isinstance(stray.body, FaultStruck):
            self._trace(at_ms, "port", stray.body)
        else:
            self._receive(at_ms, stray.body)

    def _pass(self, at_ms: int, passed: Passed) -> None:
        if passed.struck is not None:
            self._trace(at_ms, "port", passed.struck)
        if passed.hang_up:
            self._leave(at_ms, UserLeft(reason="line lost"))
        elif passed.event is not None and passed.after_ms:
            self._push(at_ms + passed.after_ms, self._receive_late, passed.event)
        elif passed.event is not None:
            self._receive(at_ms, passed.event)

    def _receive_late(self, at_ms: int, event: AnyEvent) -> None:
        if not self._gone:
            self._receive(at_ms, event)

    def _leave(self, at_ms: int, event: UserLeft) -> None:
        # What was being said is cut first, so that the session's history holds only what was heard.
        self._gone = True
        self._played(at_ms, self._playout.hang_up(at_ms))
        self._owe(at_ms, self._answer, event)

    def _nothing(self, _at_ms: int, _effect: Note) -> None:
        """Notes are for the trace."""

    _CARRY: ClassVar[Mapping[type[AnyEffect], Callable[[Any, int, Any], None]]] = {
        Say: _say,
        StopSpeaking: _stop,
        PauseSpeaking: _pause,
        ResumeSpeaking: _resume,
        AskModel: _ask,
        CallTool: _call,
        Cancel: _cancel,
        SetTimer: _set_timer,
        CancelTimer: _cancel_timer,
        HandOff: _hand_off,
        End: _finish,
        Note: _nothing,
    }
