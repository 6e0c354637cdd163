"""Requests to models: attempts with a timeout, retries, the next model of the role, a hedge for slow ones, a budget.

The first attempt whose words arrive wins; once a piece was passed on there is no second try, because it may have been
spoken. Used by `Requests` alone; pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from seatrial.agents.signals import Delta, Done, Failed
from seatrial.agents.timers import Timers
from seatrial.core.effects import AnyEffect, AskModel, Cancel, Note
from seatrial.core.events import Json, ModelAnswered, ModelDelta, ModelFailed

PREFIX = "requests."
BACKOFF_MS = 300
ANSWER_CHARS_MAX = 50_000
MESSAGE_CHARS_MAX = 500

_STILL_RUNNING = ("timeout", "garbage")
"""After these an attempt may still be at it."""

Out = list[AnyEffect | Done | Failed | Delta]


class ModelRoute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a role of the agent's `models` is served.

    Attributes:
        model: Asked first; "" for whatever the driver has.
        fallbacks: Asked in turn when it fails.
        timeout_ms: Per attempt until its first word, and between words.
        attempts: Per model, the first included.
        hedge_ms: Without a word for this long, the next model is asked as well; 0 for never.
        calls_max: Attempts per session and role; beyond it requests fail.
    """

    model: str = ""
    fallbacks: tuple[str, ...] = ()
    timeout_ms: int = 10_000
    attempts: int = 2
    hedge_ms: int = 0
    calls_max: int = 100


def model_route(config: Json) -> ModelRoute:
    """Read one entry of the agent's `models`: a model's name, or a mapping of `ModelRoute`'s fields.

    Raises:
        msgspec.ValidationError: The mapping has other fields or types.
    """
    return ModelRoute(model=config) if isinstance(config, str) else msgspec.convert(config, ModelRoute)


@dataclass(slots=True)
class _Ask:
    """An open model request.

    Attributes:
        plan: The models to ask, in order, one per attempt.
        step: How many of the plan were used.
        attempt: The latest attempt's number; grows with the steps and with crashes.
        live: Attempt -> when it counts as lost.
        winner: The attempt whose words were passed on; 0 before.
        chars: Of the pieces passed on.
        hedge_at: When to ask a second model; None for never.
        kind: Of the latest failure, as in `Failed`.
        message: Of the latest failure.
    """

    request: str
    role: str
    payload: Json
    stream: bool
    route: ModelRoute
    plan: tuple[str, ...]
    step: int = 0
    attempt: int = 0
    live: dict[int, int] = field(default_factory=dict[int, int])
    winner: int = 0
    chars: int = 0
    hedge_at: int | None = None
    kind: str = "unavailable"
    message: str = "every model of the role is down"


class ModelRequests:
    """The model requests of one session."""

    __slots__ = ("_calls", "_down", "_open", "_routes", "_timers")

    def __init__(self, models: Mapping[str, Json], timers: Timers, down: set[str]) -> None:
        self._routes = {role: model_route(config) for role, config in models.items()}
        self._timers = timers
        self._down = down
        self._open: dict[str, _Ask] = {}
        self._calls: dict[str, int] = {}

    @property
    def outstanding(self) -> bool:
        """Whether anything is open."""
        return bool(self._open)

    def ask(self, at_ms: int, request: str, role: str, payload: Json, *, stream: bool) -> Out:
        """Ask the first healthy model of a role."""
        route = self._routes.get(role)
        if route is None:
            return [Failed(request, role, "unavailable", "no model has this role")]
        models = [model for model in (route.model, *route.fallbacks) if model not in self._down]
        ask = _Ask(
            request=request,
            role=role,
            payload=payload,
            stream=stream,
            route=route,
            plan=tuple(model for model in models for _ in range(max(1, route.attempts))),
        )
        self._open[request] = ask
        out: Out = []
        self._next(at_ms, ask, out)
        return out

    def receive(self, at_ms: int, event: ModelDelta | ModelAnswered | ModelFailed) -> Out:
        """Take a piece, an answer or a failure."""
        out: Out = []
        ask = self._open.get(event.request)
        if ask is None or event.attempt not in ask.live:
            out.append(Note(kind="stale", about=event.request, data={"attempt": event.attempt}))
            return out
        match event:
            case ModelDelta():
                self._delta(at_ms, ask, event, out)
            case ModelAnswered():
                del ask.live[event.attempt]
                answer = {"text": event.text[:ANSWER_CHARS_MAX], "calls": list(event.calls)}
                self._end(ask, Done(ask.request, ask.role, answer), out)
            case ModelFailed():
                del ask.live[event.attempt]
                ask.kind, ask.message = "error", event.error
                if not event.retryable:
                    _skip_same(ask)
                self._lost(at_ms, ask, out)
        return out

    def timer(self, at_ms: int, request: str) -> Out:
        """An attempt has been silent for too long, a rest is over, or it is time for a hedge."""
        out: Out = []
        ask = self._open.get(request)
        if ask is None:
            return out
        if not ask.live:
            self._next(at_ms, ask, out)
            return out
        for attempt in [attempt for attempt, lost_ms in ask.live.items() if lost_ms <= at_ms]:
            del ask.live[attempt]
            ask.kind, ask.message = "timeout", "no answer in time"
        if not ask.live:
            self._lost(at_ms, ask, out)
        elif ask.hedge_at is not None and ask.hedge_at <= at_ms:
            ask.hedge_at = None
            _skip_same(ask)
            if ask.step < len(ask.plan) and self._affordable(ask):
                self._attempt(at_ms, ask, out)
            self._arm(at_ms, ask, out)
        else:
            self._arm(at_ms, ask, out)
        return out

    def cancel(self) -> Out:
        """Give up everything."""
        out: Out = []
        for ask in list(self._open.values()):
            self._close(ask, out)
            out.append(Cancel(request=ask.request))
        return out

    def resumed(self, at_ms: int) -> Out:
        """Ask again what was open when the process died, unless some of its answer was passed on."""
        out: Out = []
        for ask in list(self._open.values()):
            ask.live.clear()
            ask.message = "the process died"
            ask.step = max(0, ask.step - 1)
            if ask.winner:
                self._fail(ask, out)
            else:
                self._next(at_ms, ask, out)
        return out

    def _delta(self, at_ms: int, ask: _Ask, event: ModelDelta, out: Out) -> None:
        ask.chars += len(event.text)
        if ask.chars > ANSWER_CHARS_MAX:
            ask.kind, ask.message = "garbage", "the answer never ends"
            self._fail(ask, out)
            return
        if not ask.winner:  # its rivals are heard no more
            ask.winner = event.attempt
            ask.hedge_at = None
        ask.live = {event.attempt: at_ms + ask.route.timeout_ms}  # the timer is left: it arms itself anew
        out.append(Delta(ask.request, event.text))

    def _lost(self, at_ms: int, ask: _Ask, out: Out) -> None:
        """An attempt came to nothing: wait for its rival, try again after a rest, or go on to the next model."""
        if ask.live:
            self._arm(at_ms, ask, out)
        elif ask.winner or ask.step >= len(ask.plan):
            self._fail(ask, out)
        elif ask.plan[ask.step] == ask.plan[ask.step - 1]:
            out += self._timers.set(PREFIX + ask.request, BACKOFF_MS)
        else:
            self._next(at_ms, ask, out)

    def _next(self, at_ms: int, ask: _Ask, out: Out) -> None:
        while ask.step < len(ask.plan) and ask.plan[ask.step] in self._down:
            ask.step += 1
        if ask.step >= len(ask.plan):
            self._fail(ask, out)
        elif not self._affordable(ask):
            ask.kind, ask.message = "unavailable", f"the budget of {ask.route.calls_max} calls is spent"
            self._fail(ask, out)
        else:
            if ask.route.hedge_ms:
                ask.hedge_at = at_ms + ask.route.hedge_ms
            self._attempt(at_ms, ask, out)
            self._arm(at_ms, ask, out)

    def _affordable(self, ask: _Ask) -> bool:
        return self._calls.get(ask.role, 0) < ask.route.calls_max

    def _attempt(self, at_ms: int, ask: _Ask, out: Out) -> None:
        self._calls[ask.role] = self._calls.get(ask.role, 0) + 1
        model = ask.plan[ask.step]
        ask.step += 1
        ask.attempt += 1
        ask.live[ask.attempt] = at_ms + ask.route.timeout_ms
        out.append(
            AskModel(
                request=ask.request,
                role=ask.role,
                payload=ask.payload,
                attempt=ask.attempt,
                timeout_ms=ask.route.timeout_ms,
                stream=ask.stream,
                model=model,
            )
        )

    def _arm(self, at_ms: int, ask: _Ask, out: Out) -> None:
        due_ms = min(ask.live.values())
        if ask.hedge_at is not None:
            due_ms = min(due_ms, ask.hedge_at)
        out += self._timers.set(PREFIX + ask.request, due_ms - at_ms)

    def _fail(self, ask: _Ask, out: Out) -> None:
        self._end(ask, Failed(ask.request, ask.role, ask.kind, ask.message[:MESSAGE_CHARS_MAX]), out)

    def _end(self, ask: _Ask, signal: Done | Failed, out: Out) -> None:
        self._close(ask, out)
        if ask.live or ask.kind in _STILL_RUNNING:
            out.append(Cancel(request=ask.request))
        out.append(signal)

    def _close(self, ask: _Ask, out: Out) -> None:
        del self._open[ask.request]
        out += self._timers.cancel(PREFIX + ask.request)


def _skip_same(ask: _Ask) -> None:
    """Leave out the remaining attempts of the model that was asked last."""
    last = ask.plan[ask.step - 1]
    while ask.step < len(ask.plan) and ask.plan[ask.step] == last:
        ask.step += 1
