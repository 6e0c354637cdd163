"""Tasks: programs that are no conversations (search, fact-checking, panels, audits), in the same trace.

A task is a coroutine that reaches the world only through its `Ctx`. Every request and answer becomes a row on the lane
of the branch that made it; lanes are numbered by position (``0``, ``0.1``, ``0.2`` ...), and rows are joined in that
order, whoever answers first. Replay runs the program again against the recorded answers and names the first difference.
Between two requests a task must be as pure as a session: no clock, no random source but `Ctx.draw`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec

from seatrial.core.draws import draw
from seatrial.core.errors import ProviderError, RunError, TraceError
from seatrial.core.events import Json
from seatrial.core.trace import Row, TaskAnswered, TaskAsked, TaskEnded, TaskStarted, encode_row
from seatrial.runtime.intake import clean_text
from seatrial.runtime.replay import Divergence, Replayed, describe

T = TypeVar("T")

REQUESTS_MAX = 20_000
LANES_MAX = 10_000

_encoder = msgspec.json.Encoder(order="deterministic")


class TaskPorts(Protocol):
    """What a task may ask for. Failures are raised as `ProviderError`; nothing is retried in here."""

    async def ask(self, role: str, payload: Json) -> Json:
        """Ask a model."""
        ...

    async def call(self, tool: str, args: Mapping[str, Json]) -> Json:
        """Call a tool."""
        ...

    async def retrieve(self, query: str, limit: int) -> Json:
        """Find passages."""
        ...


@dataclass(frozen=True, slots=True)
class _Exchange:
    asked_ms: int
    answered_ms: int
    answer: TaskAnswered


class _Backend(Protocol):
    """Who answers: the ports, or a recorded trace."""

    async def exchange(self, lane: str, asked: TaskAsked) -> _Exchange: ...

    async def join(self, branches: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
        """Run branches to their ends, all of them; an exception stands in its place among the results."""
        ...

    def now_ms(self) -> int: ...


class Ctx:
    """A task's way to the world: one for each branch.

    Attributes:
        lane: The branch, by position.
        rows: What has happened on it, and on the branches it has gathered.
    """

    __slots__ = ("_backend", "_children", "_counts", "_left", "lane", "rows", "seed")

    def __init__(
        self, backend: _Backend, lane: str, seed: int, counts: list[int], characters_max: int | None = None
    ) -> None:
        self._backend = backend
        self._left = characters_max
        self.rows: list[Row] = []
        self._children = 0
        self._counts = counts
        self.lane = lane
        self.seed = seed

    async def ask(self, role: str, payload: Json) -> Json:
        """Ask a model.

        Raises:
            ProviderError: It failed.
        """
        return await self._request(TaskAsked(port="ask", request={"role": role, "payload": payload}))

    async def call(self, tool: str, **args: Json) -> Json:
        """Call a tool.

        Raises:
            ProviderError: It failed.
        """
        return await self._request(TaskAsked(port="call", request={"tool": tool, "args": args}))

    async def retrieve(self, query: str, *, limit: int = 10) -> Json:
        """Find passages.

        Raises:
            ProviderError: It failed.
        """
        return await self._request(TaskAsked(port="retrieve", request={"query": query, "limit": limit}))

    async def gather(self, *branches: Callable[[Ctx], Awaitable[T]], characters_max: int | None = None) -> list[T]:
        """Run branches side by side, each with a context of its own, and return their results by position.

        All run to their ends; then the first exception, by position, is raised.

        Args:
            branches: Each is given its context.
            characters_max: Of the requests and answers of each: one more request that would exceed it is not made, but
                fails with ``task.budget``. The same in a replay, as it depends on nothing that other branches do.
        """
        self._counts[1] += len(branches)
        if self._counts[1] > LANES_MAX:
            raise RunError(f"The task has more than {LANES_MAX} branches.", code="task.too_large")
        contexts: list[Ctx] = []
        for _ in branches:
            self._children += 1
            lane = f"{self.lane}.{self._children}"
            contexts.append(Ctx(self._backend, lane, self.seed, self._counts, characters_max))
        coroutines = [_awaited(branch, context) for branch, context in zip(branches, contexts, strict=True)]
        results = await self._backend.join(coroutines)
        for context in contexts:
            self.rows += context.rows
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return results

    def draw(self, purpose: str, attempt: int = 0) -> float:
        """Return a uniform number in [0, 1) fixed by the task's seed, this lane and the purpose."""
        return draw(self.seed, "task", self.lane, purpose, attempt)

    async def _request(self, asked: TaskAsked) -> Json:
        self._counts[0] += 1
        if self._counts[0] > REQUESTS_MAX:
            raise RunError(f"The task has made more than {REQUESTS_MAX} requests.", code="task.too_large")
        # As the trace will hold it, so that nobody can change it afterwards.
        asked = msgspec.json.decode(_encoder.encode(asked), type=TaskAsked)
        self._spend(asked.request)
        exchange = await self._backend.exchange(self.lane, asked)
        self.rows.append(Row(exchange.asked_ms, self.lane, asked))
        self.rows.append(Row(exchange.answered_ms, self.lane, exchange.answer))
        answer = exchange.answer
        if answer.error:
            raise ProviderError(answer.error, code=answer.code, retryable=answer.retryable)
        if self._left is not None:
            self._left -= _length(answer.answer)
        return msgspec.json.decode(_encoder.encode(answer.answer))

    def _spend(self, request: Json) -> None:
        if self._left is None:
            return
        length = _length(request)
        if length > self._left:
            raise ProviderError("The budget of characters does not reach for it.", code="task.budget")
        self._left -= length


def _length(value: Json) -> int:
    return len(_encoder.encode(value).decode())


Program = Callable[[Ctx, Json], Awaitable[Json]]
"""A task: its context and its arguments in, its result out."""


@dataclass(frozen=True, slots=True)
class TaskRan:
    """A task that came to its end.

    Attributes:
        error: What the program raised, as ``Type: message``; "" when it returned.
    """

    rows: tuple[Row, ...]
    result: Json
    error: str


async def run_task(
    program: Program, name: str, args: Json, ports: TaskPorts, *, now_ms: Callable[[], int], seed: int = 0
) -> TaskRan:
    """Run a task; whatever it raises is its end, on record, and not raised here.

    Args:
        program: The coroutine function.
        name: On record in the trace.
        args: JSON.
        ports: Who answers.
        now_ms: Milliseconds since the task began, real or virtual.
        seed: For `Ctx.draw`.
    """
    return await _run(program, TaskStarted(task=name, args=args, seed=seed), _Ports(ports, now_ms))


def replay_task(program: Program, rows: Sequence[Row]) -> Replayed:
    """Run a task again against its recorded answers, and compare row by row.

    Raises:
        TraceError: The rows are not those of a task.
    """
    started = rows[0].body if rows else None
    if not isinstance(started, TaskStarted):
        raise TraceError("No TaskStarted in this trace; only tasks are replayed this way.", code="replay.no_task")
    recorded = _Recorded(rows)
    asked = sum(isinstance(row.body, TaskAsked) for row in rows)
    try:
        run = _run(program, started, recorded)
        run.send(None)
    except StopIteration as done:
        again: TaskRan = done.value
    except _DivergedError as diverged:
        return Replayed(diverged.divergence, events=asked, effects=recorded.matched)
    else:
        run.close()
        raise TraceError("The program awaited something other than its context.", code="replay.awaited")
    return Replayed(recorded.leftover(again.rows), events=asked, effects=recorded.matched)


async def _run(program: Program, started: TaskStarted, backend: _Backend) -> TaskRan:
    context = Ctx(backend, "0", started.seed, [0, 0])
    result: Json = None
    error = ""
    try:
        result = await program(context, started.args)
        encoded = _encoder.encode(result)
        result = msgspec.json.decode(encoded)
    except Exception as raised:  # noqa: BLE001 - however a task ends is on record
        result, error = None, clean_text(f"{type(raised).__name__}: {raised}", 2_000)
    ended = TaskEnded(result=result, error=error)
    rows = (Row(0, "0", started), *context.rows, Row(backend.now_ms(), "0", ended))
    return TaskRan(rows=rows, result=result, error=error)


async def _awaited(branch: Callable[[Ctx], Awaitable[T]], context: Ctx) -> T:
    return await branch(context)


class _Ports:
    """Answers from the world."""

    def __init__(self, ports: TaskPorts, now_ms: Callable[[], int]) -> None:
        self._ports = ports
        self.now_ms = now_ms

    async def exchange(self, lane: str, asked: TaskAsked) -> _Exchange:
        del lane
        asked_ms = self.now_ms()
        try:
            value = await self._value(asked)
            answer = TaskAnswered(answer=msgspec.json.decode(_encoder.encode(value)))
        except ProviderError as error:
            text = clean_text(str(error), 2_000) or error.code
            answer = TaskAnswered(error=text, code=error.code, retryable=error.retryable)
        except Exception as error:  # noqa: BLE001 - a port's failure is an answer, never a traceback
            answer = TaskAnswered(error=clean_text(f"{type(error).__name__}: {error}", 2_000), code="task.port_failed")
        return _Exchange(asked_ms, self.now_ms(), answer)

    async def _value(self, asked: TaskAsked) -> Json:
        request = asked.request
        if asked.port == "ask":
            return await self._ports.ask(request["role"], request["payload"])
        if asked.port == "call":
            return await self._ports.call(request["tool"], request["args"])
        return await self._ports.retrieve(request["query"], request["limit"])

    async def join(self, branches: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
        return list(await asyncio.gather(*branches, return_exceptions=True))


class _DivergedError(BaseException):
    """Raised through the program, which must not catch it."""

    def __init__(self, divergence: Divergence) -> None:
        super().__init__(divergence)
        self.divergence = divergence


class _Recorded:
    """Answers from a trace."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._lanes: dict[str, deque[int]] = {}
        self.matched = 0
        for index, row in enumerate(rows):
            if isinstance(row.body, TaskAsked | TaskAnswered):
                self._lanes.setdefault(row.lane, deque()).append(index)

    async def exchange(self, lane: str, asked: TaskAsked) -> _Exchange:
        waiting = self._lanes.get(lane) or deque()
        if not waiting:
            end = len(self._rows) - 1
            raise _DivergedError(Divergence(end, self._rows[end].at_ms, "", describe(Row(0, lane, asked))))
        index = waiting.popleft()
        recorded = self._rows[index]
        new = Row(recorded.at_ms, lane, asked)
        if encode_row(recorded) != encode_row(new):
            raise _DivergedError(Divergence(index, recorded.at_ms, describe(recorded), describe(new)))
        answered = self._rows[waiting.popleft()] if waiting else None
        if answered is None or not isinstance(answered.body, TaskAnswered):
            raise _DivergedError(Divergence(index, recorded.at_ms, f"{describe(recorded)}, never answered", "the same"))
        self.matched += 1
        return _Exchange(recorded.at_ms, answered.at_ms, answered.body)

    async def join(self, branches: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
        results: list[Any] = []
        try:
            for branch in branches:
                try:
                    results.append(await branch)
                except Exception as error:  # noqa: BLE001 - it stands in its place, as with the real ports
                    results.append(error)
        finally:
            for branch in branches[len(results) :]:
                branch.close()
        return results

    def now_ms(self) -> int:
        return self._rows[-1].at_ms

    def leftover(self, again: Sequence[Row]) -> Divergence | None:
        """Return the first row that the new run lacks, or ended differently."""
        for index, row in enumerate(self._rows):
            if index >= len(again) or encode_row(row) != encode_row(again[index]):
                got = describe(again[index]) if index < len(again) else ""
                return Divergence(index, row.at_ms, describe(row), got)
        return None
