"""Every tool and model request of one session: attempt, timeout, retry, fallback, and what became of it.

Each request ends in exactly one `Done` or `Failed`, unless it is a read that nobody waits for any more. Reads are tried
again; a write is tried again only when that cannot do it twice, and otherwise a read looks whether it happened. Writes
are never cancelled. Answers that nobody waits for are dropped here, with a note: nothing retries below the trace.

Pure; called by the session. Every open request has a timer, or waits for one that has.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from seatrial.agents.agent import Tool
from seatrial.agents.model_requests import ModelRequests
from seatrial.agents.signals import Delta, Done, Failed
from seatrial.agents.timers import Timers
from seatrial.core.effects import AnyEffect, CallTool, Cancel, Note
from seatrial.core.events import (
    AnyEvent,
    Json,
    ModelAnswered,
    ModelDelta,
    ModelFailed,
    ProviderHealth,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
)

PREFIX = "requests."
"""Of the names of this part's timers."""

REQUESTS_MAX = 200
"""Requests per session; more fail at once. Fifty flows of four calls: a session that needs more is going in circles."""

BACKOFF_MS = 200
BACKOFF_MS_MAX = 2_000
"""Pause before an attempt: doubling from the first, so that a service that stumbles gets room."""

MESSAGE_CHARS_MAX = 500

Out = list[AnyEffect | Done | Failed | Delta]


class _Call(msgspec.Struct, kw_only=True):
    """An open tool request.

    Attributes:
        limit: Attempts it may have.
        stage: ``calling``, ``resting`` (before the next attempt) or ``checking`` (a read is looking whether it
            happened).
        doubt: Whether an attempt may have changed the world without saying so.
        timed_out: Whether that attempt may even be running still.
        checked: Whether a check has found that it had not happened.
        helper: The request that checks this one.
        checks: The request that this one checks.
    """

    request: str
    tool: Tool
    args: dict[str, Json]
    key: str
    limit: int
    attempt: int = 0
    stage: str = "calling"
    doubt: bool = False
    timed_out: bool = False
    checked: bool = False
    helper: str = ""
    checks: str = ""


class Requests:
    """The requests of one session."""

    __slots__ = ("_count", "_down", "_models", "_namespace", "_open", "_timers", "_tools", "_writer", "_written")

    def __init__(
        self,
        tools: Mapping[str, Tool],
        namespace: str,
        timers: Timers,
        models: Mapping[str, Json] | None = None,
    ) -> None:
        self._tools = tools
        self._namespace = namespace
        self._timers = timers
        self._count = 0
        self._open: dict[str, _Call] = {}
        self._down: set[str] = set()
        self._written: dict[str, Json] = {}  # results by key of the writes done since a write of another tool
        self._writer = ""
        self._models = ModelRequests(models or {}, timers, self._down)

    @property
    def outstanding(self) -> bool:
        """Whether anything is open."""
        return bool(self._open) or self._models.outstanding

    @property
    def writes_outstanding(self) -> bool:
        """Whether a write is open, so that the session must not end."""
        return any(call.tool.write for call in self._open.values())

    def call(self, at_ms: int, tool_name: str, args: Mapping[str, Json]) -> tuple[str, Out]:
        """Call a tool.

        Returns:
            The request's id, and what to do; a `Failed` among it when the call cannot even be tried.
        """
        del at_ms  # a timer counts from the event that is being worked on
        self._count += 1
        request = f"{tool_name}.{self._count}"
        tool = self._tools.get(tool_name)
        if tool is None:  # a model may ask for anything
            return request, [Failed(request, tool_name, "error", "there is no such tool")]
        if self._count > REQUESTS_MAX:
            return request, [Failed(request, tool_name, "unavailable", f"more than {REQUESTS_MAX} requests")]
        if tool_name in self._down and not tool.write:
            return request, [Failed(request, tool_name, "unavailable", "known to be down")]
        call = self._add(request, tool, dict(args))
        if tool.write and not tool.idempotent and call.key in self._written:
            del self._open[request]
            return request, [Note(kind="once", about=request), Done(request, tool_name, self._written[call.key])]
        out: Out = []
        self._attempt(call, out)
        return request, out

    def ask_model(self, at_ms: int, role: str, payload: Json, *, stream: bool = False) -> tuple[str, Out]:
        """Ask the model of a role; the answer comes as `Done` with `text` and `calls`, its pieces before as `Delta`."""
        self._count += 1
        request = f"{role}.{self._count}"
        if self._count > REQUESTS_MAX:
            return request, [Failed(request, role, "unavailable", f"more than {REQUESTS_MAX} requests")]
        return request, self._models.ask(at_ms, request, role, payload, stream=stream)

    def receive(self, at_ms: int, event: AnyEvent) -> Out:
        """Take an answer; events of other kinds are nothing to this part."""
        match event:
            case ToolReturned() | ToolFailed() | ToolOutcomeUnknown():
                out: Out = []
                self._answered(event, out)
                return out
            case ModelDelta() | ModelAnswered() | ModelFailed():
                return self._models.receive(at_ms, event)
            case ProviderHealth():
                if event.healthy:
                    self._down.discard(event.provider)
                else:
                    self._down.add(event.provider)
                return []
            case _:
                return []

    def timer(self, at_ms: int, name: str) -> Out:
        """An attempt has taken too long, or a rest is over; timers of other parts are nothing to this one."""
        request = name.removeprefix(PREFIX)
        call = self._open.get(request)
        if call is None:
            return self._models.timer(at_ms, request)
        out: Out = []
        if call.stage == "resting":
            self._attempt(call, out)
        elif call.tool.write:
            call.timed_out = True
            self._doubt(call, "no answer in time", out)
        else:
            self._broke(call, "timeout", "no answer in time", out)
        return out

    def cancel_reads(self) -> Out:
        """Give up everything that changes nothing; writes, and the reads that look after them, go on."""
        out: Out = []
        for call in list(self._open.values()):
            if not call.tool.write and not call.checks:
                self._drop(call, out)
        return out + self._models.cancel()

    def resumed(self, at_ms: int) -> Out:
        """Go on after a crash: nobody knows what became of open writes; everything else is asked again."""
        out: Out = []
        for call in list(self._open.values()):
            if call.request not in self._open or call.stage == "checking":
                continue  # settled meanwhile, or its helper is asked again
            call.limit += 1  # the crash was not the tool's fault
            if call.tool.write and call.stage == "calling":
                self._doubt(call, "the process died", out)
            else:
                self._attempt(call, out)
        return out + self._models.resumed(at_ms)

    # -- one call ---------------------------------------------------------------------------------------------------

    def _add(self, request: str, tool: Tool, args: dict[str, Json]) -> _Call:
        key = f"{self._namespace}/{_write_identity(tool, args) or request}"
        call = _Call(request=request, tool=tool, args=args, key=key, limit=max(1, tool.attempts))
        self._open[request] = call
        return call

    def _attempt(self, call: _Call, out: Out) -> None:
        call.attempt += 1
        call.stage = "calling"
        tool = call.tool
        out.append(
            CallTool(
                request=call.request,
                tool=tool.name,
                args=call.args,
                attempt=call.attempt,
                timeout_ms=tool.timeout_ms,
                write=tool.write,
                idempotency_key=call.key,
            )
        )
        out += self._timers.set(PREFIX + call.request, tool.timeout_ms)

    def _rest(self, call: _Call, out: Out) -> None:
        call.stage = "resting"
        pause_ms = min(BACKOFF_MS << min(call.attempt - 1, 10), BACKOFF_MS_MAX)
        out += self._timers.set(PREFIX + call.request, pause_ms)

    def _answered(self, event: ToolReturned | ToolFailed | ToolOutcomeUnknown, out: Out) -> None:
        call = self._open.get(event.request)
        # A good answer to the latest attempt counts even when it comes late; a bad one only while it is waited for.
        late = call is None or call.stage != "calling"
        if call is None or event.attempt != call.attempt or (late and not isinstance(event, ToolReturned)):
            out.append(Note(kind="stale", about=event.request, data={"attempt": event.attempt}))
            return
        match event:
            case ToolReturned():
                self._end(call, Done(call.request, call.tool.name, event.result), out)
            case ToolFailed():
                self._failed(call, event, out)
            case ToolOutcomeUnknown():
                if call.tool.write:
                    self._doubt(call, event.message, out)
                else:
                    self._broke(call, "error", event.message, out)

    def _failed(self, call: _Call, event: ToolFailed, out: Out) -> None:
        kind, message, write = event.kind, event.message, call.tool.write
        if write and kind == "garbage":  # it answered: it may well have done it
            self._doubt(call, message, out)
        elif write and call.doubt and (kind == "refused" or call.attempt >= call.limit or not event.retryable):
            # This attempt changed nothing; an earlier one may have. "Slot taken" may mean: by ourselves.
            self._look(call, message, out)
        elif kind == "refused" or (write and not event.retryable):
            self._fail(call, kind, message, out)
        else:
            self._broke(call, kind, message, out)

    def _broke(self, call: _Call, kind: str, message: str, out: Out) -> None:
        """An attempt failed and changed nothing: try again while that is worth it."""
        down = not call.tool.write and call.tool.name in self._down
        if call.attempt < call.limit and not down:
            self._rest(call, out)
            return
        if kind == "timeout":
            out.append(Cancel(request=call.request))
        self._fail(call, kind, message, out)

    def _doubt(self, call: _Call, message: str, out: Out) -> None:
        """Nobody knows whether a write happened: ask again with the same key where that is safe, else look."""
        call.doubt = True
        if call.tool.idempotent and call.attempt < call.limit:
            self._rest(call, out)
        else:
            self._look(call, message, out)

    def _look(self, call: _Call, message: str, out: Out) -> None:
        """Let the tool's `reconcile` read look whether a write happened."""
        looker = self._tools.get(call.tool.reconcile)
        if looker is None or looker.write or looker.name in self._down:
            self._fail(call, "unknown", message, out)
            return
        self._count += 1
        helper = self._add(f"{looker.name}.{self._count}", looker, _same_args(call, looker))
        helper.checks = call.request
        helper.key = call.key  # so that it can look by key
        call.stage = "checking"
        call.helper = helper.request
        out += self._timers.cancel(PREFIX + call.request)
        self._attempt(helper, out)

    def _looked(self, call: _Call, signal: Done | Failed, out: Out) -> None:
        """The check is over."""
        call.helper = ""
        if isinstance(signal, Failed):
            self._fail(call, "unknown", signal.message, out)
        elif signal.result:
            self._end(call, Done(call.request, call.tool.name, signal.result), out)
        elif call.timed_out:  # not there yet; but whoever never answered may still be at it
            self._fail(call, "unknown", "no answer in time, and not there yet", out)
        elif call.checked:
            self._fail(call, "error", "tried twice, and it did not happen", out)
        else:
            call.doubt, call.checked = False, True
            self._attempt(call, out)

    def _fail(self, call: _Call, kind: str, message: str, out: Out) -> None:
        self._end(call, Failed(call.request, call.tool.name, kind, message[:MESSAGE_CHARS_MAX]), out)

    def _end(self, call: _Call, signal: Done | Failed, out: Out) -> None:
        """Close a request; tell the session, or the write that it was looking after."""
        del self._open[call.request]
        out += self._timers.cancel(PREFIX + call.request)
        if call.tool.write and isinstance(signal, Done):
            self._remember(call, signal.result)
        helper = self._open.get(call.helper)
        if helper is not None:
            self._drop(helper, out)
        checked = self._open.get(call.checks)
        if checked is not None:
            self._looked(checked, signal, out)
        else:
            out.append(signal)

    def _remember(self, call: _Call, result: Json) -> None:
        # A write of another tool may undo this one (booked, cancelled, booked again): then it is new again.
        if self._writer != call.tool.name:
            self._writer = call.tool.name
            self._written.clear()
        self._written[call.key] = result

    def _drop(self, call: _Call, out: Out) -> None:
        del self._open[call.request]
        out += self._timers.cancel(PREFIX + call.request)
        out.append(Cancel(request=call.request))


def _write_identity(tool: Tool, args: Mapping[str, Json]) -> str:
    """Return what makes two writes the same write, by the tool's `once_per`; "" where it says nothing.

    A flow that comes round to the same write again, or a caller who asks for the same thing twice, thus gets the same
    idempotency key, and an idempotent tool does it once.
    """
    if not tool.write or not tool.once_per:
        return ""
    values = [args.get(name) for name in tool.once_per]
    digest = blake2b(msgspec.json.encode(values, order="deterministic"), digest_size=8).hexdigest()
    return f"{tool.name}.{digest}"


def _same_args(call: _Call, looker: Tool) -> dict[str, Json]:
    """Return the arguments of a check: filled from the same slots and facts as the write's own."""
    by_name = {name: call.args[parameter] for parameter, name in call.tool.args.items() if parameter in call.args}
    return {
        parameter: by_name[name] if name in by_name else call.args[parameter]
        for parameter, name in looker.args.items()
        if name in by_name or parameter in call.args
    }
