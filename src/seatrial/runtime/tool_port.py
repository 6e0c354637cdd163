"""The tool port in a simulation: calls the function inline, charges it virtual time, and lets faults strike.

A fault may strike before the effect (nothing happened) or after it (it happened, and the answer is lost, late, doubled
or unreadable). Never retries and never decides what an answer means: that is the session's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from seatrial.agents.agent import Tool
from seatrial.core.draws import between
from seatrial.core.effects import CallTool
from seatrial.core.events import AnyEvent, Json, ToolFailed, ToolOutcomeUnknown, ToolReturned
from seatrial.core.ports import Rng, ToolContext
from seatrial.core.trace import FaultStruck
from seatrial.core.world import World, Write
from seatrial.runtime.faults import FaultSchedule
from seatrial.runtime.intake import settled, settled_writes
from seatrial.runtime.machine import RunTool
from seatrial.runtime.watchdog import ToolNeverReturned, Watchdog, never_returned

Answer = ToolReturned | ToolFailed | ToolOutcomeUnknown

LATE_BY_MS = (50, 4_000)
"""How long after the session stopped waiting a late answer comes."""

_encoder = msgspec.json.Encoder(order="deterministic")


class Delivery(msgspec.Struct, frozen=True):
    """An event that reaches the session a while from now."""

    after_ms: int
    event: AnyEvent


def call_identity(tool: str, args: Mapping[str, Json]) -> str:
    """Return what makes two calls the same call: the tool and its arguments, whatever their order."""
    return f"{tool}:{_encoder.encode(args).decode()}"


def call_on_fork(run: RunTool, effect: CallTool, context: ToolContext) -> tuple[ToolReturned | ToolFailed, list[Write]]:
    """Call a tool on a fork of the world; return its answer and the writes that count: none unless it returned.

    Args:
        run: Calls the function.
        effect: What the session asked for.
        context: For the tool; its world must be a fork.
    """
    context.world.call = (effect.tool, effect.idempotency_key)
    # Fresh arguments: a tool that changed a list in place would change the trace and every later attempt.
    fresh = msgspec.structs.replace(effect, args=msgspec.json.decode(_encoder.encode(effect.args)))
    answer = settled(effect, run(fresh, context))
    if isinstance(answer, ToolFailed):
        return answer, []
    writes = settled_writes(effect, context.world.writes)
    return (answer, writes) if isinstance(writes, list) else (writes, [])


class ToolPort:
    """One conversation's tools."""

    __slots__ = (
        "_conversation",
        "_counts",
        "_faults",
        "_last",
        "_run",
        "_seed",
        "_started",
        "_tools",
        "_watchdog",
        "_world",
    )

    def __init__(
        self,
        *,
        conversation: str,
        seed: int,
        started: datetime,
        tools: Mapping[str, Tool],
        run: RunTool,
        world: World,
        faults: FaultSchedule | None,
        watchdog: Watchdog,
    ) -> None:
        self._conversation = conversation
        self._seed = seed
        self._started = started
        self._tools = tools
        self._run = run
        self._world = world
        self._faults = faults
        self._watchdog = watchdog
        self._counts: dict[str, int] = {}
        self._last: ToolReturned | None = None

    def call(self, at_ms: int, effect: CallTool) -> tuple[FaultStruck | None, list[Delivery]]:
        """Carry a call out; return the fault that struck it, if any, and the answers, each with its delay."""
        identity = call_identity(effect.tool, effect.args)
        count = self._counts.get(identity, 0)
        self._counts[identity] = count + 1
        declared = self._tools.get(effect.tool)
        low, high = declared.takes_ms if declared is not None else (50, 300)
        takes_ms = between(low, high, self._seed, "tool.takes", identity, "", count)
        if self._faults is not None:
            kind = self._faults.tool(identity, count, write=effect.write)
            if kind:
                struck = FaultStruck(port="tool", kind=kind, target=effect.tool, attempt=effect.attempt)
                return struck, self._struck(self._faults, kind, at_ms, effect, identity, count, takes_ms)
        return None, [Delivery(takes_ms, self._answer(at_ms, effect, identity))]

    def _answer(self, at_ms: int, effect: CallTool, identity: str) -> Answer:
        context = ToolContext(
            now=self._started + timedelta(milliseconds=at_ms),
            world=self._world.fork(),
            idempotency_key=effect.idempotency_key,
            rng=Rng(self._seed, identity),
        )
        self._watchdog.enter(effect.tool, self._conversation)
        try:
            answer, writes = call_on_fork(self._run, effect, context)
        except ToolNeverReturned as stuck:
            raise never_returned(stuck.tool, stuck.conversation, stuck.limit_s) from None
        # Not an `Exception`, so the toolbox lets them through; a tool may raise anything.
        except (GeneratorExit, asyncio.CancelledError) as error:
            message = f"{type(error).__name__}: {error}"
            answer, writes = _failed(effect, "error", message, retryable=False), []
        finally:
            self._watchdog.leave()
        self._world.restore(writes)
        if isinstance(answer, ToolReturned):
            self._last = answer
        return answer

    def _struck(
        self, faults: FaultSchedule, kind: str, at_ms: int, effect: CallTool, identity: str, count: int, takes_ms: int
    ) -> list[Delivery]:
        if kind == "timeout":
            return []
        if kind == "error":
            return [Delivery(takes_ms, _failed(effect, "unavailable", "the service is down"))]
        previous = self._last
        answer = self._answer(at_ms, effect, identity)
        if not isinstance(answer, ToolReturned):
            return [Delivery(takes_ms, answer)]
        match kind:
            case "slow":
                share = faults.amount(50, 95, kind, identity, count)
                return [Delivery(max(takes_ms, effect.timeout_ms * share // 100), answer)]
            case "late":
                late_ms = effect.timeout_ms + faults.amount(*LATE_BY_MS, kind, identity, count)
                return [Delivery(late_ms, answer)]
            case "duplicate":
                again_ms = takes_ms + faults.amount(0, LATE_BY_MS[1], kind, identity, count)
                return [Delivery(takes_ms, answer), Delivery(again_ms, answer)]
            case "stale":
                old = previous or ToolReturned(request=effect.request, attempt=effect.attempt - 1)
                return [Delivery(takes_ms // 2, old), Delivery(takes_ms, answer)]
            case "applied_answer_lost":
                broke = ToolOutcomeUnknown(request=effect.request, attempt=effect.attempt, message="connection broke")
                return [Delivery(takes_ms, broke)] if faults.even(kind, identity, count) else []
            case _:
                return [Delivery(takes_ms, _unreadable(effect, kind))]


def _unreadable(effect: CallTool, kind: str) -> Answer:
    message = "the answer was cut short" if kind == "truncated" else "the answer made no sense"
    if effect.write:
        # `ToolFailed` promises that nothing changed; after an unreadable answer to a write nobody can promise that.
        return ToolOutcomeUnknown(request=effect.request, attempt=effect.attempt, message=message)
    return _failed(effect, "garbage", message)


def _failed(effect: CallTool, kind: str, message: str, *, retryable: bool = True) -> ToolFailed:
    return ToolFailed(request=effect.request, attempt=effect.attempt, kind=kind, message=message, retryable=retryable)
