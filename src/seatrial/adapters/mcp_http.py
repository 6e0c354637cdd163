"""The way to a server behind a URL: the SDK's transports over a client that counts bytes and leaves no host.

Redirects are followed only within the address's own origin (the SDK sees to that); bodies come as they are, never
compressed, so that what is counted is what is held. Called by `adapters.mcp_listing`; needs the ``mcp`` extra.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client

from seatrial.adapters.mcp_pipes import Meter
from seatrial.mcp_audit.attempts import bounded
from seatrial.mcp_audit.targets import Target, masked_url

CONNECT_S = 10.0
READ_S = 30.0
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
        if response.is_redirect:
            place = masked_url(str(response.headers.get("location", "")))
            self._refuse(f"it redirects to {bounded(place)!r}, and is followed only within its own origin")
        elif response.status_code in {401, 403}:
            self._refuse(f"it asks for authorisation (HTTP {response.status_code})")
        elif response.is_error and response.status_code != _NOT_OFFERED:
            self._refuse(f"it answers with HTTP {response.status_code}")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Counted(response.stream, self._meter)

    def _refuse(self, why: str) -> None:
        self.why = self.why or why


class _Counted(httpx2.AsyncByteStream):
    """A body that is read no further than a meter allows."""

    def __init__(self, body: httpx2.AsyncByteStream, meter: Meter) -> None:
        self._body = body
        self._meter = meter

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._body:
            if not self._meter.count(len(chunk)):
                raise httpx2.ReadError(self._meter.why)
            yield chunk

    async def aclose(self) -> None:
        await self._body.aclose()


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
