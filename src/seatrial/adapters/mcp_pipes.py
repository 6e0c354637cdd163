"""The pipes to a server that nobody knows: lines of JSON-RPC both ways, bounded in bytes and in messages.

Stands where the SDK's own stdio transport would, which reads without bounds and starts servers itself. Decides
nothing about messages. Called by `adapters.mcp_listing`; needs the ``mcp`` extra.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp import types
from mcp.shared.message import SessionMessage

from seatrial.adapters.bubblewrap import Held
from seatrial.mcp_audit.listed import FailedKind
from seatrial.mcp_audit.wire import repeats

Streams = tuple[MemoryObjectReceiveStream[SessionMessage | Exception], MemoryObjectSendStream[SessionMessage]]

CHUNK = 1 << 16
STDERR_KEPT = 8_192
GARBAGE_MAX = 500
"""Lines of logging in the wrong place that are put up with."""
VALUES_MAX = 400_000
"""In one line, about: a few megabytes of empty lists are a gigabyte once they are read."""


@dataclass
class Meter:
    """Counts what a server sends, and says when it is too much.

    Attributes:
        garbage: Lines that were no JSON-RPC.
        kind: What that makes of it: ``flood``, ``invalid``, or ``hostile`` for what no honest server sends by accident.
        why: The bound that was passed, a plain sentence without its full stop; "" while none was.
    """

    bytes_max: int
    messages_max: int
    stderr_bytes_max: int
    bytes: int = 0
    messages: int = 0
    garbage: int = 0
    kind: FailedKind = "flood"
    stderr_bytes: int = 0
    stderr: bytes = b""
    why: str = ""
    passed: Callable[[], None] = field(default=lambda: None)

    def again(self) -> None:
        """Begin anew with bytes and messages, as for another listing."""
        self.bytes = self.messages = 0

    def count(self, size: int) -> bool:
        """Count bytes; return whether they are still within bounds."""
        self.bytes += size
        if self.bytes > self.bytes_max:
            self._pass(f"it sent more than {self.bytes_max / 1e6:g} MB")
        return not self.why

    def count_message(self) -> bool:
        """Count a message; return whether it is still within bounds."""
        self.messages += 1
        if self.messages > self.messages_max:
            self._pass(f"it sent more than {self.messages_max:,} messages")
        return not self.why

    def count_stderr(self, chunk: bytes) -> bool:
        """Count what it writes beside the protocol and keep its end; return whether it is within bounds."""
        self.stderr_bytes += len(chunk)
        self.stderr = (self.stderr + chunk)[-STDERR_KEPT:]
        if self.stderr_bytes > self.stderr_bytes_max:
            self._pass(f"it wrote more than {self.stderr_bytes_max / 1e6:g} MB to its error output")
        return not self.why

    def count_garbage(self) -> None:
        """Count a line that cannot be read."""
        self.garbage += 1
        if self.garbage > GARBAGE_MAX:
            self.refuse(f"it wrote more than {GARBAGE_MAX} lines that are no MCP", "invalid")

    def refuse(self, why: str, kind: FailedKind) -> None:
        """Take no more of it, for a message that is not to be had in any number."""
        self.kind = self.kind if self.why else kind
        self._pass(why)

    def _pass(self, why: str) -> None:
        self.why = self.why or why
        self.passed()


@asynccontextmanager
async def pipes(held: Held, meter: Meter) -> AsyncGenerator[Streams]:
    """Connect to a held server. When a bound is passed or the server ends, the reading stream ends."""
    process = held.process
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ValueError("the server was started without pipes")
    into, out, err = process.stdin.fileno(), process.stdout.fileno(), process.stderr.fileno()
    for file in (into, out, err):
        os.set_blocking(file, False)
    arrived, received = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    sent, leaving = anyio.create_memory_object_stream[SessionMessage](16)
    async with anyio.create_task_group() as tasks, received, sent:
        tasks.start_soon(_read_messages, out, arrived, meter)
        tasks.start_soon(_read_stderr, err, meter)
        tasks.start_soon(_write_messages, into, leaving)
        try:
            yield received, sent
        finally:
            tasks.cancel_scope.cancel()


async def _read_messages(file: int, arrived: MemoryObjectSendStream[SessionMessage | Exception], meter: Meter) -> None:
    pieces: list[bytes] = []
    async with arrived:
        while chunk := await _read(file):
            if not meter.count(len(chunk)):
                return
            *ended, rest = chunk.split(b"\n")
            for piece in ended:
                message = _message(b"".join([*pieces, piece]), meter)
                pieces.clear()
                if meter.why:
                    return
                if message is not None:
                    try:
                        await arrived.send(message)
                    except (anyio.BrokenResourceError, anyio.ClosedResourceError):
                        return
            pieces.append(rest)


def _message(line: bytes, meter: Meter) -> SessionMessage | None:
    """Read one line; garbage is counted and otherwise passed over, since servers do log to the wrong place."""
    if not line.strip() or not meter.count_message():
        return None
    if not is_readable(line, meter):
        return None
    try:
        message = types.jsonrpc_message_adapter.validate_json(line, by_name=False)
    except ValueError as error:
        if "recursion limit" in str(error)[:2_000]:
            meter.refuse("what it sent is nested too deep to be read", "hostile")
        else:
            meter.count_garbage()
        return None
    return SessionMessage(message) if reads_alike(line, meter) else None


def is_readable(data: bytes, meter: Meter) -> bool:
    """Return whether reading JSON takes no more memory than it is worth; what does is refused."""
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > VALUES_MAX:
        meter.refuse(f"what it sent holds more than {VALUES_MAX:,} values", "flood")
    return not meter.why


def reads_alike(data: bytes, meter: Meter) -> bool:
    """Return whether every reader of JSON reads the same in it; what is read so and otherwise is refused."""
    try:
        if repeats(data):
            meter.refuse("what it sent names a member twice, so that not every reader is told the same", "hostile")
    except RecursionError:
        meter.refuse("what it sent is nested too deep to be read", "hostile")
    except ValueError:
        meter.refuse("what it sent holds numbers or letters that are no JSON", "invalid")
    return not meter.why


async def _read_stderr(file: int, meter: Meter) -> None:
    while chunk := await _read(file):
        if not meter.count_stderr(chunk):
            return


async def _write_messages(file: int, leaving: MemoryObjectReceiveStream[SessionMessage]) -> None:
    async with leaving:
        async for item in leaving:
            data = item.message.model_dump_json(by_alias=True, exclude_unset=True).encode() + b"\n"
            while data:
                try:
                    await anyio.wait_writable(file)
                    data = data[os.write(file, data) :]
                except BlockingIOError:
                    continue
                except (OSError, ValueError):
                    return  # it closed its input; what it still says is read


async def _read(file: int) -> bytes:
    """Read what is there, waiting for something; nothing at the end."""
    while True:
        try:
            await anyio.wait_readable(file)
            return os.read(file, CHUNK)
        except BlockingIOError:
            continue
        except (OSError, ValueError):
            return b""
