"""What an audit says: of each tool, of each server, of all of them. Reports draw these records, the lock keeps them.

Every text in here that a server wrote is hostile and unneutralised: whoever prints it makes it harmless first. Sizes
are bounded where the records are made (`mcp_audit/audit.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from seatrial.core.errors import ExitCode
from seatrial.dissent.records import UNCALIBRATED, Decision, Evidence
from seatrial.mcp_audit.listed import Attempt, FailedKind, Watched
from seatrial.mcp_audit.records import Finding, Listing, Skipped

Verdict = Literal["allow", "review", "unknown", "block"]
VERDICTS: tuple[Verdict, ...] = ("allow", "review", "unknown", "block")
"""From good to bad: the worst of several is the last one here."""

Kind = Literal["stdio", "http", "folder"]
Failure = Literal["", "source", "unreadable"] | FailedKind
"""Why a server was not listed: "" when it was; `source` for a folder, which is read and not started; `unreadable` for a
configuration."""

LockStatus = Literal["none", "new", "unchanged", "changed", "unlocked"]
"""`none`: no lock was asked for; `new`: just written; `unlocked`: the lock does not know this server."""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A difference between the lock and what the server offers now.

    Attributes:
        kind: ``added``, ``removed``, ``changed``.
        what: ``tool send_mail``, ``instructions``, ``command`` ...
        diff: Unified, bounded; "" where there is none to show.
    """

    kind: str
    what: str
    diff: str = ""


class LockState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a server stands to the lock file.

    Attributes:
        changes: With `changed`, at least one.
    """

    status: LockStatus = "none"
    changes: tuple[Change, ...] = ()


class ToolVerdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the panel says of one tool.

    Attributes:
        tool: Its name, as listed; its definition is in the server's `listing`.
        p: How likely it is that the tool is harmful, calibrated where `decision.calibration` says so.
        confidence: How likely the verdict's side is right: `p` for block, ``1 - p`` for allow, the larger one else.
        why: One plain sentence: the strongest finding, or that there is none.
        digest: Of its canonical definition, hexadecimal.
        evidence: What the panel read; `decision.arguments` cite its ids.
        findings: The same as it was found, in the same order.
        would_change: What would change the decision, a plain sentence each.
    """

    tool: str
    verdict: Verdict
    p: float
    confidence: float
    why: str = ""
    digest: str = ""
    decision: Decision | None = None
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    would_change: tuple[str, ...] = ()


class ServerAudit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the audit says of one server.

    Attributes:
        server: The name it has in the configuration, else the one it gives itself.
        target: What was typed or configured, secrets masked.
        config: The configuration file that names it; "" where none does.
        source: The folder whose files were scanned; "" where none was found. Findings' locators are relative to it.
        verdict: The worst of its tools' and of the one on the server as a whole.
        p: Of the one that decided.
        whole: The panel's decision on the server as a whole (code, dependencies, instructions, flows, the sandbox).
        why: One plain sentence: what decided.
        failure: Why it was not listed; "" when it was.
        reason: The same in a plain sentence.
        watched: How it was held while it was listed, what it tried, and the end of its stderr.
        scanners: Those that ran to their end.
        skipped: What was not looked at.
        unknown: The same in plain sentences, with what is missing in the listing.
        cached: The verdict was kept from an earlier audit of exactly the same definitions and files.
        ms: How long it took.
    """

    server: str
    target: str = ""
    kind: Kind = "stdio"
    config: str = ""
    source: str = ""
    verdict: Verdict = "unknown"
    p: float = 0.5
    confidence: float = 0.5
    why: str = ""
    failure: Failure = ""
    reason: str = ""
    listing: Listing | None = None
    tools: tuple[ToolVerdict, ...] = ()
    whole: ToolVerdict | None = None
    watched: Watched = Watched()
    scanners: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unknown: tuple[str, ...] = ()
    lock: LockState = LockState()
    cached: bool = False
    ms: int = 0

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """What it tried that no honest server tries when it only lists its tools."""
        return self.watched.suspicious

    @property
    def decided(self) -> tuple[ToolVerdict, ...]:
        """All that the panel decided on: the server as a whole first, then its tools, as listed."""
        return (*((self.whole,) if self.whole else ()), *self.tools)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, on the server as a whole first."""
        return tuple(finding for decided in self.decided for finding in decided.findings)


class AuditResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an audit says of all servers.

    Attributes:
        servers: In the order of the configuration.
        seatrial: The version that audited.
        rules: The version of its rules and weights; verdicts of different ones are not to be compared.
        calibration: The id of the calibration that the panels used, or ``uncalibrated``.
        block_from: The calibrated `p` from which a tool is blocked.
        review_from: The one from which it is for a person to look at.
        checked: The definitions were compared with a lock file.
        lock: The lock file that was written or compared with; "" for none.
        ms: How long it took.
    """

    servers: tuple[ServerAudit, ...] = ()
    seatrial: str = ""
    rules: str = ""
    calibration: str = UNCALIBRATED
    block_from: float = 1.0
    review_from: float = 0.5
    checked: bool = False
    lock: str = ""
    ms: int = 0

    @property
    def verdict(self) -> Verdict:
        """The worst of all servers; unknown where there is none."""
        return worst(server.verdict for server in self.servers) if self.servers else "unknown"

    @property
    def exit_code(self) -> ExitCode:
        """What the process tells the shell: the first that applies."""
        return exit_code(self)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict; allow when there is none."""
    return VERDICTS[max((VERDICTS.index(verdict) for verdict in verdicts), default=0)]


def exit_code(result: AuditResult) -> ExitCode:
    """Return what the process tells the shell: the first that applies.

    2 nothing auditable, 1 a block or a definition that is not the locked one, 4 nothing reachable, 3 a review, unknown,
    or a server that the lock does not know, 0 otherwise.
    """
    if not result.servers:
        return ExitCode.BAD_INPUT
    if any(server.verdict == "block" or server.lock.status == "changed" for server in result.servers):
        return ExitCode.GATE_FAILED
    if all(server.failure in {"unreachable", "timeout"} for server in result.servers):
        return ExitCode.PROVIDER_UNAVAILABLE
    unlocked = any(server.lock.status == "unlocked" for server in result.servers)
    return ExitCode.PASSED if result.verdict == "allow" and not unlocked else ExitCode.UNDECIDED
