"""What an audit looked at, before anybody judges it: listings, source, scans. Pure records, as a trace holds them."""

from __future__ import annotations

from typing import Literal

import msgspec

from seatrial.mcp_audit.listed import Listed, ListingFailed
from seatrial.mcp_audit.records import Finding, Skipped

KEEP_HOURS = 24 * 365


class Planned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A server to be looked at.

    Attributes:
        server: Its name, unique in an audit.
        target: What was typed or configured, secrets masked.
        config: The configuration file that names it; "" where none does.
        unreadable: Why the configuration could not be read, in which case there is nothing else to know of it.
    """

    server: str
    target: str = ""
    kind: Literal["stdio", "http", "folder"] = "stdio"
    config: str = ""
    unreadable: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an audit is to look at.

    Attributes:
        scanners: Of source, by name.
        listing_scanners: Of what servers list, by name.
        without: What the user chose to do without, by name: neither run nor missed.
    """

    servers: tuple[Planned, ...]
    scanners: tuple[str, ...] = ()
    listing_scanners: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Scan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a scanner found.

    Attributes:
        ran: Whether it came to its end, even if it did not look at everything; False where there was nothing for it.
        keep_hours: How long the same files would give the same: 0 after an accident, and not for ever where it
            depends on what is known in the world.
    """

    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    ran: bool = True
    keep_hours: int = KEEP_HOURS


class SourceSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A server's own files, or why there are none to look at.

    Attributes:
        root: The folder; "" where no source was found.
        digest: Of names and contents.
        python: How many files are Python's.
        script: How many are JavaScript's or TypeScript's.
        left_out: What was not read, a plain sentence each.
        why: Why no source was found, a plain sentence.
    """

    root: str = ""
    digest: str = ""
    files: int = 0
    python: int = 0
    script: int = 0
    left_out: tuple[str, ...] = ()
    why: str = ""


class Inspected(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was seen of one server.

    Attributes:
        listed: None where it was not listed.
        failed: Why it was not; None for a folder, which is not started.
        scans: By scanner.
        ms: How long it took.
    """

    planned: Planned
    listed: Listed | None = None
    failed: ListingFailed | None = None
    source: SourceSeen = SourceSeen()
    scans: dict[str, Scan] = {}
    ms: int = 0
