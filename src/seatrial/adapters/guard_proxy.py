"""Carries out what the guard decides: lines between a client's pipes and a server's, both ways at once.

A thread for each direction, blocking on its reads and writes, so that whoever does not read slows down whoever writes
and nothing piles up here. What the direction from the server has to say *to* the server goes through a third thread,
which may wait for the server when that one must not. Decides nothing. Called by `app.guarding`.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from seatrial.core.trace import Row
from seatrial.mcp_audit.guard_effects import Effect, Record, Tell, ToClient, ToServer
from seatrial.mcp_audit.guarding import Guard
from seatrial.mcp_audit.wire import Lines, Oversized

READ_BYTES = 65_536
STDERR_BYTES_MAX = 1_000_000
"""What a server writes there beyond this is read and thrown away."""
STDERR_LINE_MAX = 4_096
TELLS_WAITING_MAX = 256
OUTBOX_MAX = 4_096
"""Answers of ours that a server has not read; one that asks on and on and reads none is ended."""
LINGER_S = 10
"""How long a server may go on with nothing to answer once its client has gone."""
ANSWER_S = 300
"""How long it may take to answer what was asked before."""
TERMINATE_S = 2
CLOSING_S = 2


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a session ended.

    Attributes:
        by_server: The server ended while its client was still there.
        how: In words.
    """

    by_server: bool
    how: str


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What a session is connected to.

    Attributes:
        client_in: File descriptor that the client writes to.
        client_out: File descriptor that the client reads from.
        record: Keeps a row.
        say: Puts a line on standard error, made harmless; may block.
        why_ended: Says why somebody else ended the server, once it has ended; "" where nobody did.
    """

    client_in: int
    client_out: int
    record: Callable[[Row], None]
    say: Callable[[str], None]
    why_ended: Callable[[], str] = lambda: ""


class _Writer:
    """One end of a pipe that several threads write whole lines to."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.Lock()
        self._open = True

    def write(self, line: bytes) -> bool:
        """Write a line; return whether there is anybody to read it."""
        with self._lock:
            if not self._open:
                return False
            try:
                data = memoryview(line + b"\n")
                while data:
                    data = data[os.write(self._fd, data) :]
            except OSError:
                self._open = False
        return self._open

    def close(self) -> None:
        """Close it."""
        with self._lock:
            self._open = False
            with suppress(OSError):
                os.close(self._fd)


class GuardProxy:
    """One session."""

    def __init__(self, guard: Guard, process: subprocess.Popen[bytes], outside: Outside) -> None:
        """Connect.

        Args:
            guard: Decides.
            process: The server, started with pipes and in a group of its own.
            outside: The client's pipes, the trace and standard error.
        """
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self._guard = guard
        self._process = process
        self._outside = outside
        self._server_out, self._server_err = process.stdout.fileno(), process.stderr.fileno()
        self._server = _Writer(os.dup(process.stdin.fileno()))
        process.stdin.close()
        self._client = _Writer(outside.client_out)
        self._deciding = threading.Lock()
        self._began_s = time.monotonic()
        self._outbox: queue.Queue[bytes | None] = queue.Queue(OUTBOX_MAX)
        self._broken = ""
        self._tells: queue.Queue[str | None] = queue.Queue(TELLS_WAITING_MAX)
        self._client_left = threading.Event()

    def run(self) -> Ending:
        """Pass lines until the server has ended; end it when its client has gone."""
        threads = {
            name: threading.Thread(target=self._safely, args=(target,), name=f"guard {name}", daemon=True)
            for name, target in (
                ("from client", self._from_client),
                ("from server", self._from_server),
                ("to server", self._to_server),
                ("stderr", self._pass_stderr),
                ("telling", self._say_all),
            )
        }
        for thread in threads.values():
            thread.start()
        try:
            self._process.wait()
            by_server = not self._client_left.is_set()
            threads["from server"].join(CLOSING_S)
            self._kill_group(signal.SIGKILL)  # what it started may outlive it and hold its pipes
            threads["from server"].join(CLOSING_S)
            how = self._broken or self._outside.why_ended() or _how(self._process.returncode)
            with self._deciding:
                effects = self._guard.server_ended(self._now_ms(), how)
            self._carry_out(effects)
        finally:
            self.end()
            threads["stderr"].join(CLOSING_S)
            with suppress(queue.Full):
                self._tells.put_nowait(None)
            threads["telling"].join(CLOSING_S)
        return Ending(by_server=by_server, how=how)

    def end(self) -> None:
        """End the server and what it started, politely first."""
        if self._process.poll() is None:
            self._kill_group(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(TERMINATE_S)
        self._kill_group(signal.SIGKILL)
        self._process.wait()

    def _kill_group(self, number: int) -> None:
        with suppress(OSError):
            os.killpg(self._process.pid, number)

    def _now_ms(self) -> int:
        return int((time.monotonic() - self._began_s) * 1_000)

    def _safely(self, target: Callable[[], None]) -> None:
        """Run a thread. A session that one of them has left would hang, or go on unguarded: it is ended."""
        try:
            target()
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody else would hear of it
            self._give_up(f"the guard failed ({type(error).__name__})")

    def _give_up(self, why: str) -> None:
        self._broken = self._broken or why
        self._kill_group(signal.SIGKILL)

    # Each of these is a thread.

    def _from_client(self) -> None:
        lines = Lines()
        while data := _read(self._outside.client_in):
            for line in lines.feed(data):
                self._client_line(line)
        rest = lines.rest()
        if rest is not None:
            self._client_line(rest)
        self._client_left.set()
        self._outbox.join()
        self._server.close()
        self._linger()

    def _from_server(self) -> None:
        lines = Lines()
        while data := _read(self._server_out):
            for line in lines.feed(data):
                self._server_line(line)
        rest = lines.rest()
        if rest is not None:
            self._server_line(rest)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(CLOSING_S)
            return
        self._kill_group(signal.SIGKILL)  # it closed its output, so nobody will hear of it again

    def _to_server(self) -> None:
        while True:
            with self._deciding:
                due_ms = self._guard.due_ms
            timeout_s = None if due_ms is None else max(0.0, (due_ms - self._now_ms()) / 1_000)
            try:
                line = self._outbox.get(timeout=timeout_s)
            except queue.Empty:
                with self._deciding:
                    effects = self._guard.tick(self._now_ms())
                self._carry_out(effects)
                continue
            if line is not None:
                self._server.write(line)
            self._outbox.task_done()

    def _pass_stderr(self) -> None:
        lines = Lines(STDERR_LINE_MAX)
        left = STDERR_BYTES_MAX
        while data := _read(self._server_err):
            if left <= 0:
                continue
            left -= len(data)
            for line in lines.feed(data):
                text = (
                    f"({line.size:,} bytes on one line)"
                    if isinstance(line, Oversized)
                    else line.decode("utf-8", "replace")
                )
                self._outside.say(f"server: {text}")
            if left <= 0:
                self._outside.say("seatrial guard: the server writes too much here; the rest is left out")

    def _say_all(self) -> None:
        while (text := self._tells.get()) is not None:
            for line in text.split("\n"):
                self._outside.say(f"seatrial guard: {line}")

    def _client_line(self, line: bytes | Oversized) -> None:
        with self._deciding:
            before = self._guard.due_ms
            effects = self._guard.from_client(line, self._now_ms())
            poke = before is None and self._guard.due_ms is not None
        if poke:
            with suppress(queue.Full):  # then it is awake
                self._outbox.put_nowait(None)
        if self._outbox.unfinished_tasks:  # nothing overtakes what is on its way already
            self._outbox.join()
        self._carry_out(effects, direct=True)

    def _server_line(self, line: bytes | Oversized) -> None:
        with self._deciding:
            effects = self._guard.from_server(line, self._now_ms())
        self._carry_out(effects)

    def _carry_out(self, effects: list[Effect], *, direct: bool = False) -> None:
        for effect in effects:
            match effect:
                case ToClient(line=line):
                    if not self._client.write(line):
                        self._client_gone()
                case ToServer(line=line):
                    if direct:
                        self._server.write(line)
                    else:
                        self._send_later(line)
                case Record(row=row):
                    self._outside.record(row)
                case Tell(text=text):
                    with suppress(queue.Full):
                        self._tells.put_nowait(text)

    def _send_later(self, line: bytes) -> None:
        try:
            self._outbox.put_nowait(line)
        except queue.Full:
            self._give_up("the server was ended: it asks and does not read the answers")

    def _client_gone(self) -> None:
        """Nobody reads any more: the server has nobody to serve."""
        self._client_left.set()
        self._kill_group(signal.SIGTERM)

    def _linger(self) -> None:
        """Give the server time to answer and to end once its client has said all that it will."""
        idle_s = 0
        for _ in range(ANSWER_S):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
                return
            with self._deciding:
                waiting = self._guard.waiting
            idle_s = 0 if waiting else idle_s + 1
            if idle_s >= LINGER_S:
                break
        self.end()


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, READ_BYTES)
    except OSError:
        return b""


def _how(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return f"the server was ended by {signal.Signals(-code).name}"
    return f"the server ended with exit code {code}"
