"""The way to a server behind a URL: the SDK's transports over a client that counts bytes and leaves no host.

Redirects are followed only within the address's own origin (the SDK sees to that); bodies come as they are, never
compressed, so that what is counted is what is held. What not every reader would read alike ends the visit, before the
SDK has read it. Called by `adapters.mcp_listing`; needs the ``mcp`` extra.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client

from seatrial.adapters.mcp_pipes import Meter, is_readable, reads_alike
from seatrial.mcp_audit.attempts import bounded
from seatrial.mcp_audit.targets import Target, masked_url

CONNECT_S = 10.0
READ_S = 30.0
_CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_NOT_OFFERED = 405
"""What a server answers that has no stream of its own, or no end of a session: ordinary."""


class Door:
    """What stands between us and one server: counts what comes, and remembers why nothing did.

    Attributes:
        why: Why the server could not be spoken to, a plain sentence without its full stop; "" if it could.
    """

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self.why = ""

    async def check(self, response: httpx2.Response) -> None:
        """Look at a response before its body is read."""
        encoding = response.headers.get("content-encoding", "identity")
        if encoding != "identity":
            self._refuse(f"it answers compressed ({bounded(encoding)!r}), which was not asked for")
            raise httpx2.ReadError(self.why)
        charset = (response.charset_encoding or "").lower()
        if charset not in _CHARSETS:
            self._refuse(f"it answers in {bounded(charset)!r}, and MCP is UTF-8")
            raise httpx2.ReadError(self.why)
        if response.is_redirect:
            place = masked_url(str(response.headers.get("location", "")))
            self._refuse(f"it redirects to {bounded(place)!r}, and is followed only within its own origin")
        elif response.status_code in {401, 403}:
            self._refuse(f"it asks for authorisation (HTTP {response.status_code})")
        elif response.is_error and response.status_code != _NOT_OFFERED:
            self._refuse(f"it answers with HTTP {response.status_code}")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Counted(response.stream, self._meter, response.headers.get("content-type", ""))

    def _refuse(self, why: str) -> None:
        self.why = self.why or why


class _Counted(httpx2.AsyncByteStream):
    """A body that is read no further than a meter allows, and whose messages are looked at on the way."""

    def __init__(self, body: httpx2.AsyncByteStream, meter: Meter, kind: str) -> None:
        self._body = body
        self._meter = meter
        self._kind = kind.partition(";")[0].strip().lower()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        events = Events(self._look_at)
        whole: list[bytes] = []
        async for chunk in self._body:
            if not self._meter.count(len(chunk)):
                raise httpx2.ReadError(self._meter.why)
            if self._kind == "text/event-stream":
                events.feed(chunk)
            elif self._kind.startswith("application/json"):
                whole.append(chunk)
            yield chunk
        events.end()
        # The SDK waits for the end of a whole body before it reads it.
        self._look_at(b"".join(whole))

    def _look_at(self, message: bytes) -> None:
        if message.lstrip()[:1] not in {b"{", b"["}:  # no message: an address, a page
            return
        within = self._meter.count_message() and is_readable(message, self._meter)
        if not within or not reads_alike(message, self._meter):
            raise httpx2.ReadError(self._meter.why)

    async def aclose(self) -> None:
        await self._body.aclose()


class Events:
    """Cuts a stream of server-sent events into the data of each."""

    def __init__(self, tell: Callable[[bytes], None]) -> None:
        self._tell = tell
        self._pieces: list[bytes] = []
        self._return = b""
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> None:
        """Take what came; tell the data of each event that ends in it."""
        chunk = self._return + chunk
        self._return = chunk[-1:] if chunk.endswith(b"\r") else b""  # it may be half of a line's end
        *lines, rest = _LINE_ENDS.split(chunk[: len(chunk) - len(self._return)])
        for line in lines:
            self._line(b"".join([*self._pieces, line]))
            self._pieces.clear()
        if rest:
            self._pieces.append(rest)

    def _line(self, line: bytes) -> None:
        if not line:
            self.end()
        elif line.startswith(b"data:"):
            self._data.append(line[5:].removeprefix(b" "))

    def end(self) -> None:
        """Tell what has not been told."""
        data, self._data = b"\n".join(self._data), []
        if data:
            self._tell(data)


_LINE_ENDS = re.compile(rb"\r\n|\r|\n")


@asynccontextmanager
async def web_streams(target: Target, door: Door) -> AsyncGenerator[Any]:
    """Connect to a URL; yields the pair of streams that a session takes."""

    def client(headers: dict[str, str] | None = None, timeout: Any = None, auth: Any = None) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            headers={**target.headers, **(headers or {}), "Accept-Encoding": "identity"},
            timeout=timeout or httpx2.Timeout(CONNECT_S, read=READ_S),
            auth=auth,
            event_hooks={"response": [door.check]},
        )

    if target.sse:
        async with sse_client(target.url, httpx_client_factory=client) as streams:
            yield streams
    else:
        async with client() as http, streamable_http_client(target.url, http_client=http) as streams:
            yield streams
