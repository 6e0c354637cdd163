"""What every scanner takes and gives back, and how much of it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

from seatrial.adapters.scanners.child import Ran
from seatrial.adapters.scanners.source import Source
from seatrial.dissent.records import SEVERITIES
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding, Listing, Skipped

FINDINGS_MAX = 200
PER_RULE_MAX = 10
SPAN_CHARS_MAX = 200
WHY_CHARS_MAX = 300


class Scanner(Protocol):
    """A program that reads files."""

    @property
    def name(self) -> str:
        """As in `Finding.scanner`."""
        ...

    @property
    def alone(self) -> bool:
        """Whether it is to run for one server at a time, beside whatever else runs: it waits more than it works."""
        ...

    def version(self) -> str:
        """Return what its findings depend on; "" where it is not installed."""
        ...

    def scan(self, server: str, source: Source) -> Scan:
        """Scan a server's files. Never raises for what the files hold or what the scanner does."""
        ...


class ListingScanner(Protocol):
    """A program that reads what servers list."""

    @property
    def name(self) -> str:
        """As in `Finding.scanner`."""
        ...

    def version(self) -> str:
        """Return what its findings depend on; "" where it is not installed."""
        ...

    def scan(self, listings: Sequence[Listing]) -> dict[str, Scan]:
        """Scan listings; return a scan for each server. Never raises for what they hold or what the scanner does."""
        ...


class UnusableError(Exception):
    """A scanner's output cannot be used; says why, as the end of a sentence."""


def json_of(ran: Ran, *, codes: Sequence[int] = (0,)) -> Any:
    """Return the JSON that a scanner printed.

    Raises:
        UnusableError: It crashed, was stopped, or printed something else.
    """
    if ran.why:
        raise UnusableError(ran.why)
    if ran.code not in codes:
        raise UnusableError(f"ended with code {ran.code}{_last(ran)}")
    if not ran.output.strip():
        raise UnusableError("printed nothing" + _last(ran))
    try:
        return json.loads(ran.output)
    except (ValueError, RecursionError) as error:
        raise UnusableError("printed something that is not JSON") from error


def _last(ran: Ran) -> str:
    """Return the last thing that it complained of, to stand at a sentence's end."""
    return f": {ran.errors.splitlines()[-1][:200]}" if ran.errors else ""


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of what should be a list of objects.

    Raises:
        UnusableError: It is something else.
    """
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in cast("list[Any]", value)):
        raise UnusableError("printed JSON of another shape than it should")
    return cast("list[dict[str, Any]]", value)


def failed(scanner: str, server: str, why: str) -> Scan:
    """Return the scan of a scanner that broke: unknown, and worth another try."""
    return Scan(skipped=(Skipped(scanner=scanner, server=server, why=why[:WHY_CHARS_MAX]),), ran=False, keep_hours=0)


def kept(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the most severe findings, a few of each rule, in the order of files."""
    ranked = sorted(findings, key=lambda finding: (-SEVERITIES.index(finding.severity), finding.locator, finding.rule))
    counts: dict[str, int] = {}
    chosen: list[Finding] = []
    for finding in ranked:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
        if counts[finding.rule] <= PER_RULE_MAX and len(chosen) < FINDINGS_MAX:
            chosen.append(finding)
    return tuple(chosen)


def line_of(source: Source, name: str, number: int) -> str:
    """Return a line of a file, bounded; "" where there is none."""
    data = next((file.data for file in source.files if file.name == name), b"")
    lines = data.split(b"\n")
    if not 1 <= number <= len(lines):
        return ""
    return lines[number - 1][:2_000].decode("utf-8", "replace").strip()[:SPAN_CHARS_MAX]
