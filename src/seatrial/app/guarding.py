"""A guarded session from a command line's point of view: the lock read, the server started, the trace begun.

Called by `seatrial guard`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from seatrial import __version__
from seatrial.adapters.guard_proxy import Ending, GuardProxy, Outside
from seatrial.adapters.guard_trace import GuardTrace
from seatrial.app.audit_locking import read_lock
from seatrial.core.errors import ExitCode, ProviderError, SeatrialError
from seatrial.core.trace import Header, Row
from seatrial.mcp_audit.guard_effects import Settings
from seatrial.mcp_audit.guard_policy import Policy, choose_server
from seatrial.mcp_audit.guard_record import noted
from seatrial.mcp_audit.guarding import Guard
from seatrial.mcp_audit.lock import LockedServer
from seatrial.mcp_audit.targets import command_target

PROCESSES_MAX, THREADS_MAX = 512, 4_096
"""Of a server in the sandbox, at a time."""


_LET_THROUGH = (
    "seatrial guard: what it offers was judged by nobody, and results with instructions for the model get a warning "
    "and are let through (--on-injection block withholds them)"
)


class BlockedError(SeatrialError):
    """The audit decided against the server as a whole: it is not started."""

    exit_code = ExitCode.GATE_FAILED


@dataclass(frozen=True, kw_only=True)
class Guarding:
    """What the user asked for.

    Attributes:
        command: What starts the server.
        lock: Its lock file; None to hold it to what it lists first.
        server: Its name in the lock; "" to find it by its command.
        trace: Where to record the session; None for nowhere.
        sandbox: Start it in the sandbox.
        allow_network: Within the sandbox.
        show: Folders that it may read within the sandbox.
        pass_env: Names of environment variables that it is given within the sandbox.
        allow_review: Let through what was decided to need a person's look.
        block_injected: Withhold results with injected instructions instead of adding a warning.
        record_results: Put the text of results into the trace.
    """

    command: tuple[str, ...]
    lock: Path | None = None
    server: str = ""
    trace: Path | None = None
    sandbox: bool = False
    allow_network: bool = False
    show: tuple[str, ...] = ()
    pass_env: tuple[str, ...] = ()
    allow_review: bool = False
    block_injected: bool = False
    record_results: bool = False


def guard_server(asked: Guarding, say: Callable[[str], None]) -> Ending:
    """Stand between the client on standard input and output and a server, until one of them ends.

    Args:
        asked: What to hold it to.
        say: Puts a line on standard error, made harmless; may be called from several threads.

    Raises:
        SpecError: The command, or the lock, is not what it should be.
        BlockedError: The lock says that the server is not to be started.
        ProviderError: The server cannot be started.
        RunError: The trace cannot be written, or a sandbox was asked for and there is none.
    """
    name, locked = _locked(asked)
    policy = Policy(locked, allow_review=asked.allow_review)
    if policy.refused_as_a_whole:
        hint = "Audit it again, or let it through: --allow-review"
        message = f"Server {name!r} is not started: {policy.refused_as_a_whole}."
        blocked = locked is not None and locked.decision.verdict == "block"
        raise BlockedError(message, code="guard.blocked", hint="" if blocked else hint)
    if locked is None:
        say("seatrial guard: no lock was given: the server is held to what it lists first (--lock FILE)")
        if not asked.block_injected:
            say(_LET_THROUGH)
    trace = _trace(asked, name, say)
    record: Callable[[Row], None] = trace.append if trace is not None else lambda _: None
    try:
        process, why_ended, close = _started(asked, say, record)
        try:
            settings = Settings(
                server=name,
                nonce=os.urandom(8).hex(),
                block_injected=asked.block_injected,
                record_results=asked.record_results,
            )
            client_in, client_out = _client()
            outside = Outside(client_in=client_in, client_out=client_out, record=record, say=say, why_ended=why_ended)
            return GuardProxy(Guard(policy, settings), process, outside).run()
        finally:
            close()
    finally:
        if trace is not None:
            trace.close()


def _locked(asked: Guarding) -> tuple[str, LockedServer | None]:
    target = command_target(asked.command)
    if asked.lock is None:
        return asked.server or target.name, None
    return choose_server(read_lock(asked.lock), asked.command, name=asked.server, source=str(asked.lock))


def _trace(asked: Guarding, name: str, say: Callable[[str], None]) -> GuardTrace | None:
    if asked.trace is None:
        return None
    versions = {"seatrial": __version__, "python": platform.python_version()}
    header = Header(conversation=f"guard/{name}", program="guard", versions=versions)
    trace = GuardTrace(asked.trace, header, lambda text: say(f"seatrial guard: {text}"))
    trace.append(noted(0, "started", name, at=datetime.now(UTC).isoformat(timespec="seconds")))  # noqa: TID251 - for people
    return trace


def _client() -> tuple[int, int]:
    """Take the client's pipes, and leave others in their place: a stray `print` must not end up between messages."""
    sys.stdout.flush()
    client_in, client_out = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return client_in, client_out


_Started = tuple[subprocess.Popen[bytes], Callable[[], str], Callable[[], None]]


def _started(asked: Guarding, say: Callable[[str], None], record: Callable[[Row], None]) -> _Started:
    """Start the server; return it with what says why it was ended, and what is to be called in the end."""
    if asked.sandbox:
        return _held(asked, say, record)
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(
            list(asked.command), stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True, bufsize=0
        )
    except OSError as error:
        raise _cannot_start(asked, error.strerror or type(error).__name__) from error
    return process, lambda: "", lambda: None


def _held(asked: Guarding, say: Callable[[str], None], record: Callable[[Row], None]) -> _Started:
    from seatrial.adapters.bubblewrap import Bounds, Order, hold  # noqa: PLC0415 - heavy, and rarely asked for
    from seatrial.adapters.sandbox_view import view_of  # noqa: PLC0415 - the same
    from seatrial.reports.audit_text import attempted  # noqa: PLC0415 - the same

    view = view_of(asked.command, show=asked.show)
    if view is None:
        raise _cannot_start(asked, "no such program")
    env = {name: os.environ[name] for name in asked.pass_env if name in os.environ}
    # A session lasts longer than a listing: what counts is how many live.
    bounds = Bounds(cpu_s=24 * 3_600, processes=PROCESSES_MAX, threads=THREADS_MAX, living=True)
    began_s = time.monotonic()  # noqa: TID251 - when what it tried is recorded, on the session's real clock
    held = hold(Order(view=view, env=env, network=asked.allow_network, bounds=bounds))

    def why_ended() -> str:
        return f"the sandbox ended the server: {held.ended_for}" if held.ended_for else ""

    def close() -> None:
        held.close()
        at_ms = round((time.monotonic() - began_s) * 1_000)  # noqa: TID251 - as above
        for one in held.attempts:
            record(noted(at_ms, "attempted", one.what, tried=one.kind, times=one.times, stopped=one.stopped))
            if one.kind != "program":
                tried = attempted(one.kind, one.what, one.times, stopped=one.stopped)
                say(f"seatrial guard: in the sandbox the server tried to {tried}")
        for blind in held.blind:
            record(noted(at_ms, "blind", blind))
            say(f"seatrial guard: in the sandbox, {blind}")

    return held.process, why_ended, close


def _cannot_start(asked: Guarding, why: str) -> ProviderError:
    shown = command_target(asked.command).shown
    return ProviderError(f"The server cannot be started: {shown}: {why}.", code="guard.no_server")
