"""What the guard asks of the proxy, and how a session of it is set up. Pure records."""

from __future__ import annotations

from dataclasses import dataclass

from seatrial.core.trace import Row
from seatrial.mcp_audit.guard_record import noted

REFUSED = -32010
"""JSON-RPC's code for what the guard did not let through; `data.guard` says why."""


@dataclass(frozen=True, slots=True)
class ToServer:
    """Write a line to the server."""

    line: bytes


@dataclass(frozen=True, slots=True)
class ToClient:
    """Write a line to the client."""

    line: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """Add a row to the trace."""

    row: Row


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something on standard error. May quote what strangers wrote: make it harmless first."""

    text: str


Effect = ToServer | ToClient | Record | Tell


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a session is guarded.

    Attributes:
        server: Its name, for the trace.
        nonce: Makes our own request ids unlike any of the client's.
        block_injected: Withhold results with injected instructions instead of adding a warning.
        record_results: Put the text of results into the trace.
    """

    server: str
    nonce: str
    block_injected: bool = False
    record_results: bool = False


def dropped(at_ms: int, what: str) -> list[Effect]:
    """Say that something of the server's was not passed on."""
    return [Record(noted(at_ms, "server_line_dropped", what)), Tell(f"dropped what the server sent: {what}")]
