"""From what panels decided to verdicts: of each tool, of the server as a whole, and of both together. Pure.

The worst decides. Whatever could not be looked at makes "allow" an "unknown", never the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seatrial.dissent.figures import probability
from seatrial.dissent.records import SEVERITIES, Case, Decision
from seatrial.mcp_audit.audit import Decided, ServerCases
from seatrial.mcp_audit.canonical import tool_digest
from seatrial.mcp_audit.listed import Watched
from seatrial.mcp_audit.records import Finding, Skipped
from seatrial.mcp_audit.verdicts import VERDICTS, Failure, ServerAudit, ToolVerdict, Verdict, worst

CHANGES_MAX = 5
WHY_CHARS_MAX = 400
WHOLE = ""
"""Stands for the server as a whole where a tool's name would."""
_FINDERS = {"sandbox": "the sandbox", "rules": "our rules", "yara": "the YARA rules"}
_IF_NOT = {"definition": "it were worded as harmless tools are"}
_UNSURE = "Nothing in particular was found, and the panel is not certain enough to allow it."
_CLEAN = "Nothing was found that speaks against it."


def judged(cases: ServerCases, whole: Decided, tools: Sequence[Decided]) -> ServerAudit:
    """Return a server's verdict.

    Args:
        cases: What was decided on.
        whole: The decision on the server as a whole.
        tools: Those on its tools, in the order of the cases.
    """
    seen = cases.seen
    as_whole = _verdict(WHOLE, whole, cases.whole_findings, cases.whole)
    if (
        cases.seen.failed is not None and as_whole.verdict == "review"
    ):  # a nuisance at most: nobody knows what it offers
        as_whole = msgspec.structs.replace(as_whole, verdict="unknown")
    by_tool = tuple(
        msgspec.structs.replace(_verdict(tool.name, decided, findings, case), digest=tool_digest(tool))
        for (tool, findings, case), decided in zip(cases.tools, tools, strict=True)
    )
    verdict = worst(one.verdict for one in (as_whole, *by_tool))
    decider = max((one for one in (as_whole, *by_tool) if one.verdict == verdict), key=lambda one: one.p)
    watched = seen.listed.watched if seen.listed else seen.failed.watched if seen.failed else Watched()
    failure, reason = _failure(cases)
    return ServerAudit(
        server=seen.planned.server,
        target=seen.planned.target,
        kind=seen.planned.kind,
        config=seen.planned.config,
        source=seen.source.root,
        verdict=verdict,
        p=decider.p,
        confidence=decider.confidence,
        why=_server_why(decider, verdict, reason),
        failure=failure,
        reason=reason,
        listing=cases.listing,
        tools=by_tool,
        whole=as_whole,
        watched=watched,
        scanners=tuple(name for name, scan in seen.scans.items() if scan.ran),
        skipped=_skipped(cases),
        unknown=cases.whole.unknown,
        ms=seen.ms,
    )


def _verdict(name: str, decided: Decided, findings: tuple[Finding, ...], case: Case) -> ToolVerdict:
    decision = decided.decision
    verdict = decision.outcome if decision.outcome in VERDICTS else "unknown"
    return ToolVerdict(
        tool=name,
        verdict=verdict,
        p=decision.p,
        confidence=_confidence(verdict, decision.p),
        why=_why(verdict, decision, case),
        decision=decision,
        evidence=case.evidence,
        findings=findings,
        would_change=_would_change(verdict, decided),
    )


def _confidence(verdict: Verdict, p: float) -> float:
    if verdict == "block":
        return p
    return 1 - p if verdict == "allow" else max(p, 1 - p)


def _why(verdict: Verdict, decision: Decision, case: Case) -> str:
    if verdict == "unknown":
        return decision.unknown[0][:WHY_CHARS_MAX] if decision.unknown else "Nobody on the panel gave an opinion."
    against = [argument for argument in decision.arguments if argument.stance == "yes"]
    if not against:
        return _CLEAN if verdict == "allow" else _UNSURE
    # What a rule or a scanner found says more to a reader than how the whole is worded: the gravest first.
    cited = [piece for argument in against for piece in case.evidence if piece.id in argument.evidence and piece.says]
    worst_cited = max(cited, key=lambda piece: SEVERITIES.index(piece.severity), default=None)
    strongest = max(against, key=lambda argument: argument.p)
    says = worst_cited.says if worst_cited is not None else strongest.claim
    return (f"Too little speaks against it: {says}" if verdict == "allow" else says)[:WHY_CHARS_MAX]


def _server_why(decider: ToolVerdict, verdict: Verdict, reason: str) -> str:
    if verdict == "unknown" and reason:
        return reason[:WHY_CHARS_MAX]
    if decider.tool == WHOLE or verdict == "allow":
        return decider.why if verdict != "allow" else _CLEAN
    return f"Tool '{decider.tool[:80]}': {decider.why}"[:WHY_CHARS_MAX]


def _would_change(verdict: Verdict, decided: Decided) -> tuple[str, ...]:
    decision = decided.decision
    if verdict == "unknown":
        found = [f"Looking into this and finding nothing bad: {unknown}" for unknown in decision.unknown]
        return tuple(found[:CHANGES_MAX])
    found: list[str] = []
    for source, other in decided.without.items():
        if other.outcome == decision.outcome:
            continue
        what = _IF_NOT.get(source, f"what {_FINDERS.get(source, source)} found were mistaken")
        found.append(f"If {what}: {other.outcome} (p {probability(other.p)}).")
    if not found and decision.minority.would_change and _is_divided(decision):
        found.append(decision.minority.would_change)
    if not found and decided.without:
        found.append("Nothing alone: it would be the same without what any one source found.")
    return tuple(found[:CHANGES_MAX])


def _is_divided(decision: Decision) -> bool:
    """Whether the minority sees it otherwise, and not only less so."""
    last = {ballot.panellist: ballot.p for ballot in decision.ballots}
    return any(
        (last[name] >= 0.5) != (decision.final.raw >= 0.5) for name in decision.minority.panellists if name in last
    )


def _failure(cases: ServerCases) -> tuple[Failure, str]:
    seen = cases.seen
    if seen.planned.unreadable:
        return "unreadable", seen.planned.unreadable
    if seen.failed is not None:
        return seen.failed.kind, " ".join(_sentence(text) for text in (seen.failed.reason, seen.failed.hint) if text)
    return ("source", "") if seen.planned.kind == "folder" else ("", "")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _skipped(cases: ServerCases) -> tuple[Skipped, ...]:
    found = [skipped for scan in cases.seen.scans.values() for skipped in scan.skipped]
    if cases.seen.source.why:
        found.append(Skipped(scanner="source", server=cases.seen.planned.server, why=cases.seen.source.why))
    return tuple(found)
