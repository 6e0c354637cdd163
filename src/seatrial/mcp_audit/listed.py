"""What came of visiting a server: its listing or why there is none, and what it tried while it was watched.

Pure records. Made by `adapters.mcp_listing`; read by the audit, the lock and the reports. Their text comes from
strangers: bounded here, neutralised where it is printed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from seatrial.mcp_audit.records import Listing

FailedKind = Literal["unreachable", "hostile", "timeout", "flood", "invalid"]
AttemptKind = Literal["network", "secret", "socket", "processes", "memory", "time", "output", "program"]


class Attempt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that a server did, or tried to do, that listing its tools does not need.

    Attributes:
        kind: ``network`` (an address beyond itself), ``secret`` (a file where keys are kept), ``socket`` (another
            program's socket, such as Docker's), ``processes`` (more than it may start), ``memory``, ``time`` and
            ``output`` (past their bounds). One is ordinary, and told for the record: ``program`` (started another
            program).
        what: The address, path or figure.
        times: How often.
        stopped: Whether the sandbox kept it from succeeding.
    """

    kind: AttemptKind
    what: str
    times: int = 1
    stopped: bool = True


class Watched(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a server was held and what was seen of it.

    Attributes:
        sandboxed: False for servers behind a URL, and where the user insisted on going without.
        network: Whether it was allowed to use the network.
        attempts: In the order in which they were first seen; `program` among them.
        blind: What could not be watched or bounded here, a plain sentence each. Empty attempts with something in here
            do not mean that nothing was tried.
        stderr: The end of what it wrote there, bounded.
        shown: Folders and files of this machine that it could read, besides the system's.
        withheld: Names of configured environment variables whose values it was not given.
        elapsed_ms: From its start to its end.
    """

    sandboxed: bool = False
    network: bool = False
    attempts: tuple[Attempt, ...] = ()
    blind: tuple[str, ...] = ()
    stderr: str = ""
    shown: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    elapsed_ms: int = 0

    @property
    def suspicious(self) -> tuple[Attempt, ...]:
        """The attempts that no honest server makes when it only lists its tools."""
        return tuple(attempt for attempt in self.attempts if attempt.kind != "program")


class Listed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A server that answered.

    Attributes:
        second: What it said when it was asked again, if that was something else; None where nothing changed.
        changed_on_second_listing: What differed, a plain sentence each ("tool 'add': description changed").
    """

    listing: Listing
    watched: Watched
    second: Listing | None = None
    changed_on_second_listing: tuple[str, ...] = ()


class ListingFailed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A server that could not be listed: unknown, never clean.

    Attributes:
        server: As `Listing.server`.
        target: As `Listing.target`.
        kind: ``unreachable`` (not there, or ended), ``timeout`` (never answered), ``flood`` (past a bound of bytes or
            messages), ``invalid`` (not MCP), ``hostile`` (ended for what it did).
        reason: One plain sentence.
        hint: What the user can do; "" where there is nothing.
    """

    server: str
    target: str
    kind: FailedKind
    reason: str
    hint: str = ""
    watched: Watched = Watched()
