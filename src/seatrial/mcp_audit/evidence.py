"""From findings to what a panel reads: cases of bounded size, with ids that arguments can cite. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from seatrial.dissent.records import SEVERITIES, Case, Evidence, Severity
from seatrial.mcp_audit.inspected import Inspected
from seatrial.mcp_audit.listed import Attempt, Watched
from seatrial.mcp_audit.records import Finding

EVIDENCE_MAX = 120
"""A panel reads so much of one case; of more, the most severe."""
SPAN_CHARS_MAX = 600
SAYS_CHARS_MAX = 400
LOCATOR_CHARS_MAX = 200
UNKNOWN_MAX = 20
DEFINITION = "definition"
"""The source of evidence that is the tool's own text."""
NOT_STARTED = "It was read and not started: what its tools say of themselves was not looked at."

TOOL_QUESTION = "Would this tool do its user harm?"
SERVER_QUESTION = "Would connecting this server, as a whole, do its user harm?"

_ATTEMPTED: dict[str, tuple[Severity, str]] = {
    "network": ("critical", "While it was only to list its tools, it tried to reach {what}"),
    "secret": ("critical", "While it was only to list its tools, it tried to read {what}, where keys are kept"),
    "socket": ("critical", "While it was only to list its tools, it tried to speak to another program at {what}"),
    "processes": ("critical", "While it was only to list its tools, it started more programs than it may: {what}"),
    "memory": ("high", "While it was only to list its tools, it took more memory than it may: {what}"),
    "output": ("high", "While it was only to list its tools, it wrote more than it may: {what}"),
    "time": ("low", "While it was only to list its tools, it took more time than it may: {what}"),
}


def evidence_of(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Evidence, ...]]:
    """Return the findings that a panel reads, and the same as evidence: ``E1``, ``E2`` ... in the order found."""
    chosen = list(dict.fromkeys(findings))
    if len(chosen) > EVIDENCE_MAX:
        order = sorted(range(len(chosen)), key=lambda at: (-SEVERITIES.index(chosen[at].severity), at))
        chosen = [chosen[at] for at in sorted(order[:EVIDENCE_MAX])]
    bounded = tuple(_bounded(finding) for finding in chosen)
    return bounded, tuple(
        Evidence(
            id=f"E{number}",
            source=finding.scanner,
            locator=finding.locator,
            span=finding.span,
            rule=finding.rule,
            says=finding.says,
            severity=finding.severity,
            cwe=finding.cwe,
        )
        for number, finding in enumerate(bounded, 1)
    )


def sandbox_findings(server: str, watched: Watched) -> list[Finding]:
    """Return what a server tried while it was watched, as findings."""
    return [_attempted(server, attempt, watched) for attempt in watched.suspicious]


def change_findings(server: str, changes: Iterable[str]) -> list[Finding]:
    """Return that a server listed something else when it was asked a second time."""
    says = "Asked a second time, it listed something else than the first time."
    found = list(changes)[:UNKNOWN_MAX]
    if not found:
        return []
    span = "; ".join(found)
    return [
        Finding(
            scanner="sandbox", rule="changes_after_listing", server=server, locator="second listing",
            span=span, says=says, severity="critical", owasp="MCP03",
        )
    ]  # fmt: skip


def unknowns(seen: Inspected, without: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what could not be looked at in a server as a whole, a plain sentence each."""
    found: list[str] = []
    if seen.planned.unreadable:
        found.append(seen.planned.unreadable)
    if seen.planned.kind == "folder" and "listing" not in without:
        found.append(NOT_STARTED)
    if seen.failed is not None:
        found.append(f"It was not listed: {seen.failed.reason.rstrip('.')}.")
    watched = seen.listed.watched if seen.listed else seen.failed.watched if seen.failed else Watched()
    if seen.listed is not None:
        found += seen.listed.listing.incomplete
        if seen.listed.second is None:  # there is no other listing, so it did not give one
            found += [f"It was not listed a second time: {why}." for why in seen.listed.changed_on_second_listing]
    if "sandbox" not in without:
        found += [f"It was not watched fully: {blind}" for blind in watched.blind]
    if "source" not in without:
        found += [seen.source.why] if seen.source.why else []
        found += seen.source.left_out
    for scan in seen.scans.values():
        found += [f"{skipped.scanner}: {skipped.why}." for skipped in scan.skipped if skipped.scanner not in without]
    return tuple(text[:SAYS_CHARS_MAX] for text in dict.fromkeys(found))[:UNKNOWN_MAX]


def case(name: str, question: str, evidence: tuple[Evidence, ...], unknown: tuple[str, ...] = ()) -> Case:
    """Return a panel's case."""
    return Case(id=name[:200], question=question, evidence=evidence, unknown=unknown)


def _attempted(server: str, attempt: Attempt, watched: Watched) -> Finding:
    severity, sentence = _ATTEMPTED.get(attempt.kind, ("medium", "It tried something unusual: {what}"))
    allowed = attempt.kind == "network" and watched.network
    outcome = "allowed" if allowed else "the sandbox stopped it" if attempt.stopped else "it was not stopped"
    times = f", {attempt.times:,} times" if attempt.times > 1 else ""
    return Finding(
        scanner="sandbox",
        rule=f"{attempt.kind}_attempt",
        server=server,
        locator="listing",
        span=attempt.what,
        says=f"{sentence.replace('{what}', attempt.what)}{times}; {outcome}.",
        severity="info" if allowed else severity,
    )


def _bounded(finding: Finding) -> Finding:
    return msgspec.structs.replace(
        finding,
        span=finding.span[:SPAN_CHARS_MAX],
        says=finding.says[:SAYS_CHARS_MAX],
        locator=finding.locator[:LOCATOR_CHARS_MAX],
    )
