"""Visits MCP servers: starts them in the sandbox or calls their URL, has everything listed, and says how it went.

Whatever a server does ends in a record, never in an exception: a listing, or why there is none. Called by `app`;
needs the ``mcp`` extra, which takes half a second to import.
"""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp import MCPError
from mcp.client.session import ClientSession
from mcp.shared.message import SessionMessage

from seatrial.adapters.bubblewrap import Bounds, Held, Order, check_sandbox, hold
from seatrial.adapters.given_up import ended_with
from seatrial.adapters.mcp_asking import Answers, Appetite, Asking, NotMcp, is_closed
from seatrial.adapters.mcp_http import Door, web_streams
from seatrial.adapters.mcp_pipes import Meter, pipes
from seatrial.adapters.sandbox_view import View, view_of
from seatrial.mcp_audit.attempts import bounded
from seatrial.mcp_audit.listed import Attempt, FailedKind, Listed, ListingFailed, Watched
from seatrial.mcp_audit.targets import Target, is_secret

ENDS_WITHIN_S = 1.0
"""How long a server that did not answer is given to end, so that its exit code can be told."""
PLACEHOLDER = "withheld"
"""What a server gets for a configured value that it is not given."""
_FETCHERS = {"npx", "uvx", "bunx", "pipx", "pnpx"}

# The SDK logs what servers get wrong; that is told in the record, once.
for _noisy in ("mcp", "httpx2"):
    logging.getLogger(_noisy).addHandler(logging.NullHandler())
    logging.getLogger(_noisy).propagate = False


@dataclass(frozen=True, kw_only=True)
class Visit:
    """How servers are visited: what they may, and where it ends.

    Attributes:
        pass_env: Whether servers get the secret values of their configuration.
        unsafe: Whether to start them without a sandbox.
        show: Files and folders of this machine that they may read besides their own; as in `view_of`.
        seconds: For one server, from its start to the last answer.
        bytes_max: For one listing of one server.
    """

    allow_network: bool = False
    pass_env: bool = False
    unsafe: bool = False
    show: tuple[str, ...] = ()
    seconds: float = 30.0
    bytes_max: int = 8_000_000
    messages_max: int = 5_000
    stderr_bytes_max: int = 32_000_000
    appetite: Appetite = field(default_factory=Appetite)
    bounds: Bounds = field(default_factory=Bounds)


def list_server(target: Target, visit: Visit | None = None) -> Listed | ListingFailed:
    """List one server.

    Raises:
        RunError: It is to be started, there is no sandbox here, and `unsafe` was not asked for (``audit.no_sandbox``).
    """
    return list_servers([target], visit)[0]


def list_servers(
    targets: Sequence[Target],
    visit: Visit | None = None,
    *,
    jobs: int = 0,
    done: Callable[[Target, Listed | ListingFailed], None] | None = None,
) -> list[Listed | ListingFailed]:
    """List servers side by side.

    Args:
        targets: Commands and URLs; a folder has nothing that could be asked and fails as unreachable.
        visit: How; by default without network, and within half a minute each.
        jobs: How many at a time; 0 for as many as there are processors, at least 2.
        done: Called as each one ends, in any order.

    Returns:
        In the order of the targets.

    Raises:
        RunError: One is to be started, there is no sandbox here, and `unsafe` was not asked for.
    """
    visit = visit or Visit()
    if any(target.kind == "stdio" for target in targets):
        check_sandbox(unsafe=visit.unsafe)
    return anyio.run(partial(_side_by_side, targets, visit, jobs or max(2, os.cpu_count() or 2), done))


async def _side_by_side(
    targets: Sequence[Target],
    visit: Visit,
    jobs: int,
    done: Callable[[Target, Listed | ListingFailed], None] | None,
) -> list[Listed | ListingFailed]:
    results: dict[int, Listed | ListingFailed] = {}
    limiter = anyio.CapacityLimiter(jobs)

    async def one(index: int, target: Target) -> None:
        async with limiter:
            results[index] = await _visited(target, visit)
        if done is not None:
            done(target, results[index])

    loop = asyncio.get_running_loop()
    with anyio.CancelScope() as scope, ended_with(lambda: loop.call_soon_threadsafe(scope.cancel)):
        async with anyio.create_task_group() as tasks:
            for index, target in enumerate(targets):
                tasks.start_soon(one, index, target)
    given_up = "the audit was given up"
    return [results.get(index) or _failed(target, "unreachable", given_up) for index, target in enumerate(targets)]


async def _visited(target: Target, visit: Visit) -> Listed | ListingFailed:
    if target.kind == "folder":
        return _failed(target, "unreachable", "a folder with source has nothing that could be asked")
    if target.kind == "http":
        return await _Call(target, visit).visit_web()
    view = view_of([target.command, *target.args], folder=target.path, show=visit.show)
    if view is None:
        return _failed(
            target,
            "unreachable",
            f"there is no program {bounded(target.command)!r} here",
            "Install it, or mend its name.",
        )
    return await _Call(target, visit).visit_command(view)


@dataclass
class _Call:
    """One visit to one server."""

    target: Target
    visit: Visit
    meter: Meter = field(init=False)
    asking: Asking = field(init=False)
    error: Exception | None = None
    late: bool = False
    hidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        visit = self.visit
        self.meter = Meter(
            bytes_max=visit.bytes_max, messages_max=visit.messages_max, stderr_bytes_max=visit.stderr_bytes_max
        )
        self.asking = Asking(self.target.name, self.target.shown, visit.appetite, again=self.meter.again)

    async def visit_web(self) -> Listed | ListingFailed:
        """Visit a server behind a URL."""
        started_s = time.monotonic()
        answers: Answers | None = None
        door = Door(self.meter)
        with anyio.move_on_after(self.visit.seconds) as scope:
            self.meter.passed = scope.cancel
            try:
                async with web_streams(self.target, door) as streams:
                    answers = await self._converse(*streams)
            except* Exception as group:  # noqa: BLE001 - the SDK's transports fail in many ways, nested
                self.error = self.error or _innermost(group)
        self.late = scope.cancelled_caught and not self.meter.why
        watched = Watched(network=True, attempts=self._excesses(), elapsed_ms=_since(started_s))
        return self._result(answers, watched, partial(self._why_web, door))

    async def visit_command(self, view: View) -> Listed | ListingFailed:
        """Start a server, visit it, and see that it ends."""
        started_s = time.monotonic()
        env, withheld = self._environment()
        self.hidden = view.hidden
        order = Order(
            view=view, env=env, network=self.visit.allow_network, unsafe=self.visit.unsafe, bounds=self.visit.bounds
        )
        answers: Answers | None = None
        try:
            held = hold(order)
        except OSError as error:
            return _failed(
                self.target, "unreachable", f"it cannot be started: {error.strerror or type(error).__name__}"
            )
        try:
            async with pipes(held, self.meter) as streams:
                self.meter.passed = held.end
                with anyio.move_on_after(self.visit.seconds) as scope:
                    answers = await self._converse(*streams)
                self.late = scope.cancelled_caught
                if answers is None and not self.late and not self.meter.why:
                    # Whoever has ended the connection is ending; how it ended is part of the reason. Who answered is
                    # killed: some take longer to end than to start.
                    await _end(held)
            code = held.process.poll()
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(held.close)
        watched = Watched(
            sandboxed=not self.visit.unsafe,
            network=self.visit.allow_network or self.visit.unsafe,
            attempts=(*held.attempts, *self._excesses()),
            blind=held.blind,
            stderr=self.meter.stderr.decode(errors="replace"),
            shown=view.shown,
            withheld=withheld,
            elapsed_ms=_since(started_s),
        )
        return self._result(answers, watched, partial(self._why_command, held, code))

    async def _converse(
        self,
        received: MemoryObjectReceiveStream[SessionMessage | Exception],
        sent: MemoryObjectSendStream[SessionMessage],
    ) -> Answers | None:
        """Ask over a pair of streams; a failure is kept in `error`, since leaving a session wraps it in groups."""
        async with ClientSession(received, sent, message_handler=self.asking.heard) as session:
            try:
                return await self.asking.ask(session)
            except (NotMcp, MCPError, ValueError, RuntimeError, OSError) as error:
                self.error = error
        return None

    def _result(
        self, answers: Answers | None, watched: Watched, why: Callable[[], tuple[FailedKind, str, str]]
    ) -> Listed | ListingFailed:
        if answers is not None and not self.meter.why:
            return Listed(
                listing=answers.first,
                watched=watched,
                second=answers.second,
                changed_on_second_listing=answers.changes,
            )
        kind, reason, hint = why()
        if self.asking.first is not None and kind != "hostile":
            changes = (f"asked a second time, {reason}",)
            return Listed(listing=self.asking.first, watched=watched, changed_on_second_listing=changes)
        return _failed(self.target, kind, reason, hint, watched)

    def _why_command(self, held: Held, code: int | None) -> tuple[FailedKind, str, str]:
        if held.ended_for:
            return "hostile", f"it was ended: {held.ended_for}", ""
        shared = self._why()
        if shared is not None:
            return shared
        if self.meter.garbage:
            return "invalid", f"it wrote {self.meter.garbage:,} lines that are no MCP, and never an answer", ""
        last = self.meter.stderr.decode(errors="replace").strip().splitlines()
        said = f"; its last words: {bounded(last[-1])!r}" if last else ""
        how = f"with exit code {code}" if code is not None else "its connection"
        return "unreachable", f"it ended {how} before it had answered{said}", self._hint()

    def _why_web(self, door: Door) -> tuple[FailedKind, str, str]:
        if door.why and not self.meter.why:
            hint = "Give its key in a client's configuration, under headers." if "authorisation" in door.why else ""
            return "unreachable", door.why, hint
        shared = self._why()
        if shared is not None:
            return shared
        why = bounded(str(self.error)) if self.error is not None else "the connection ended"
        return "unreachable", f"it cannot be reached: {why!r}", ""

    def _why(self) -> tuple[FailedKind, str, str] | None:
        """What went wrong, where that is the same for commands and URLs."""
        if self.meter.why:
            return self.meter.kind, self.meter.why, ""
        if self.late:
            said = f", only {self.meter.garbage:,} lines that are no MCP" if self.meter.garbage else ""
            return "timeout", f"it gave no answer within {self.visit.seconds:g} s{said}", self._hint()
        if isinstance(self.error, NotMcp):
            return "invalid", str(self.error), ""
        if isinstance(self.error, MCPError) and not is_closed(self.error):
            return "invalid", f"it refused: {bounded(self.error.error.message)!r} ({self.error.code})", ""
        return None

    def _hint(self) -> str:
        words = {os.path.basename(word) for word in (self.target.command, *self.target.args[:1])}
        if words & {"docker", "podman"}:
            return "A container engine does not run inside the sandbox: audit the program in the image, or its URL."
        if words & _FETCHERS and not self.visit.allow_network:
            return "It is fetched when it is started, which needs --allow-network; or install it and name its program."
        if self.target.env and not self.visit.pass_env:
            return "It was not given the secrets of its configuration; with --pass-env it is."
        if self.hidden:
            return f"It found {bounded(self.hidden[0])} empty, where keys may stand; with --show it does not."
        return ""

    def _environment(self) -> tuple[dict[str, str], tuple[str, ...]]:
        env = dict(self.target.env)
        if self.visit.pass_env:
            return env, ()
        withheld = tuple(sorted(name for name, value in env.items() if is_secret(name, value)))
        return {**env, **dict.fromkeys(withheld, PLACEHOLDER)}, withheld

    def _excesses(self) -> tuple[Attempt, ...]:
        excesses: list[Attempt] = []
        if self.meter.why and self.meter.kind == "flood":
            excesses.append(
                Attempt(kind="output", what=self.meter.why.removeprefix("it sent ").removeprefix("it wrote "))
            )
        if self.late:
            excesses.append(Attempt(kind="time", what=f"no end within {self.visit.seconds:g} s"))
        return tuple(excesses)


async def _end(held: Held) -> None:
    """Close a server's input and give it a moment to end by itself."""
    if held.process.stdin is not None:
        held.process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        # Waited for in a thread: the process was not started through the event loop.
        await anyio.to_thread.run_sync(held.process.wait, ENDS_WITHIN_S)


def _innermost(error: BaseException) -> Exception:
    while isinstance(error, BaseExceptionGroup):
        error = cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
    return error if isinstance(error, Exception) else RuntimeError(type(error).__name__)


def _failed(
    target: Target, kind: FailedKind, reason: str, hint: str = "", watched: Watched | None = None
) -> ListingFailed:
    return ListingFailed(
        server=target.name, target=target.shown, kind=kind, reason=reason, hint=hint, watched=watched or Watched()
    )


def _since(started_s: float) -> int:
    return round((time.monotonic() - started_s) * 1000)
