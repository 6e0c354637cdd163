"""The audit as tasks: `inspect` looks (lists, scans), `cases_of` makes cases of it, `judging` has panels decide them.

Pure: servers, scanners and their clocks are behind `Ctx.call`, so that an audit replays from its trace. Called by
`app/auditing.py`; `mcp_audit/judged.py` makes verdicts of what was decided.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from seatrial.core.errors import ProviderError
from seatrial.core.events import Json
from seatrial.dissent.analyst import Analysts
from seatrial.dissent.calibration import Calibration
from seatrial.dissent.persona import Persona
from seatrial.dissent.protocol import decide
from seatrial.dissent.records import Case, Decision, Evidence
from seatrial.dissent.settings import Settings
from seatrial.mcp_audit.evidence import (
    DEFINITION,
    SERVER_QUESTION,
    TOOL_QUESTION,
    case,
    change_findings,
    evidence_of,
    sandbox_findings,
    unknowns,
)
from seatrial.mcp_audit.inspected import Inspected, Plan, Planned, Scan, SourceSeen
from seatrial.mcp_audit.listed import Listed, ListingFailed
from seatrial.mcp_audit.records import Finding, Listing, Skipped, Tool
from seatrial.runtime.task import Ctx, Program

AUDIT = "mcp_audit."
"""What the names of an audit's tasks begin with; on they go with one of the next, and a number where there are many."""
INSPECT, SERVERS, TOOLS = "inspect", "servers", "tools"
CASES_MAX = 100
"""In one task: with what would change it, a case takes at most some eighty lanes, and a task has ten thousand."""
SOURCES_MAX = 4
READ_IN_PART = "too_long_to_read"
"""The rule that says so of a definition: what stands in the rest, nobody knows."""
WORDING = (DEFINITION, "rules", "yara")
"""Sources that read what a tool says of itself."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Who decides, and how."""

    personas: tuple[Persona, ...]
    analysts: Analysts
    settings: Settings
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """What finds and what judges.

    Attributes:
        rules: Findings in what servers list, all of one audit at once: some tools are bad only beside others.
        tool_case: The case of one tool, from its definition and what was found in it.
        tools: Decides on a tool.
        servers: Decides on a server as a whole.
        version: Changes with any of it.
    """

    rules: Callable[[Sequence[Listing]], Sequence[Finding]]
    tool_case: Callable[[Listing, Tool, Sequence[Finding]], Case]
    tools: Panel
    servers: Panel
    version: str


class Otherwise(msgspec.Struct, frozen=True, kw_only=True):
    """What a panel would have said."""

    outcome: str
    p: float


class Decided(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a panel said of a case.

    Attributes:
        without: What it would have said if one source had found nothing, by source; empty where it allows.
    """

    decision: Decision
    without: dict[str, Otherwise] = {}


@dataclass(frozen=True, slots=True)
class ServerCases:
    """What the panels decide of one server.

    Attributes:
        seen: All that is known of it.
        listing: What is judged: what it listed last.
        tools: For each tool of the listing, in its order: what was found, and the case.
    """

    seen: Inspected
    listing: Listing | None
    whole_findings: tuple[Finding, ...]
    whole: Case
    tools: tuple[tuple[Tool, tuple[Finding, ...], Case], ...] = ()


async def inspect(ctx: Ctx, args: Json) -> Json:
    """Look at every server of a `Plan`, side by side; return what was seen, in the plan's order. A task program."""
    plan = msgspec.convert(args, Plan)
    seen = await ctx.gather(*[_looking_at(server, plan) for server in plan.servers])
    for scanner in plan.listing_scanners:
        listed = [one.planned.server for one in seen if one.listed is not None]
        if listed:
            seen = _with_scans(seen, scanner, await _listing_scans(ctx, scanner, listed))
    return msgspec.to_builtins(seen)


def inspected(result: Json) -> tuple[Inspected, ...]:
    """Return what an `inspect` task ended with."""
    return msgspec.convert(result, tuple[Inspected, ...])


def cases_of(seen: Sequence[Inspected], detection: Detection, without: Sequence[str] = ()) -> list[ServerCases]:
    """Return what the panels are to decide, for each server."""
    listings = [listing for one in seen if (listing := _listing(one)) is not None]
    found: dict[str, list[Finding]] = {}
    for finding in detection.rules(listings):
        found.setdefault(finding.server, []).append(finding)
    return [_server_cases(one, found.get(one.planned.server, []), detection, without) for one in seen]


def judging(panel: Panel) -> Program:
    """Return the task program that has a panel decide cases one by one; its arguments are the cases."""

    async def judge(ctx: Ctx, args: Json) -> Json:
        decided: list[Decided] = []
        for one in msgspec.convert(args, tuple[Case, ...]):
            decision = await _decide(ctx, one, panel, panel.settings)
            decided.append(Decided(decision=decision, without=await _without(ctx, one, panel, decision)))
        return msgspec.to_builtins(decided)

    return judge


def decided_of(result: Json) -> tuple[Decided, ...]:
    """Return what a `judging` task ended with."""
    return msgspec.convert(result, tuple[Decided, ...])


async def _decide(ctx: Ctx, one: Case, panel: Panel, settings: Settings) -> Decision:
    return await decide(
        ctx, one, panel.personas, analysts=panel.analysts, settings=settings, calibration=panel.calibration
    )


async def _without(ctx: Ctx, one: Case, panel: Panel, decision: Decision) -> dict[str, Otherwise]:
    """Return what the panel would say if one source had found nothing: of the sources that speak against it."""
    names = panel.settings.outcomes
    if decision.outcome not in {names.yes, names.unsure}:
        return {}
    sources = {piece.id: piece.source for piece in one.evidence}
    cited = [sources[cite] for argument in decision.arguments if argument.stance == "yes" for cite in argument.evidence]
    counted = sorted(dict.fromkeys(cited), key=lambda source: -cited.count(source))[:SOURCES_MAX]
    quick = msgspec.structs.replace(panel.settings, self_consistency=0)
    found: dict[str, Otherwise] = {}
    for source in counted:
        rest = _worded_otherwise(one) if source == DEFINITION else tuple(p for p in one.evidence if p.source != source)
        other = await _decide(ctx, msgspec.structs.replace(one, evidence=rest), panel, quick)
        found[source] = Otherwise(outcome=other.outcome, p=other.p)
    return found


def _worded_otherwise(one: Case) -> tuple[Evidence, ...]:
    """Return the evidence on a tool that says nothing but its name: without that, nobody knows what it is."""
    return tuple(
        piece
        for piece in one.evidence
        if piece.source not in WORDING or (piece.source == DEFINITION and piece.locator == "name")
    )


def _looking_at(server: Planned, plan: Plan) -> Callable[[Ctx], Awaitable[Inspected]]:
    async def look(ctx: Ctx) -> Inspected:
        if server.unreadable:
            return Inspected(planned=server)
        seen = Inspected(planned=server)
        if server.kind != "folder":
            seen = await _listed(ctx, seen)
        source = await _source(ctx, server)
        scans = await ctx.gather(*[_scanning(server, scanner) for scanner in plan.scanners]) if source.root else []
        by_name = dict(zip(plan.scanners, scans, strict=False))
        skipped = _unscanned(server, source, plan)
        if skipped:
            by_name["source"] = Scan(skipped=skipped, ran=False)
        return msgspec.structs.replace(seen, source=source, scans=by_name)

    return look


async def _listed(ctx: Ctx, seen: Inspected) -> Inspected:
    server = seen.planned
    try:
        answer: Any = await ctx.call("list", server=server.server)
        if "listed" in answer:
            listed = msgspec.convert(answer["listed"], Listed)
            return msgspec.structs.replace(seen, listed=listed, ms=int(answer.get("ms", 0)))
        failed = msgspec.convert(answer["failed"], ListingFailed)
        ms = int(answer.get("ms", 0))
    except (ProviderError, msgspec.ValidationError, KeyError, TypeError) as error:
        why = f"It could not be listed: {error}"[:400]
        failed, ms = ListingFailed(server=server.server, target=server.target, kind="invalid", reason=why), 0
    return msgspec.structs.replace(seen, failed=failed, ms=ms)


async def _source(ctx: Ctx, server: Planned) -> SourceSeen:
    try:
        return msgspec.convert(await ctx.call("source", server=server.server), SourceSeen)
    except (ProviderError, msgspec.ValidationError) as error:
        return SourceSeen(why=f"Its source could not be read: {error}"[:400])


def _scanning(server: Planned, scanner: str) -> Callable[[Ctx], Awaitable[Scan]]:
    async def scan(ctx: Ctx) -> Scan:
        try:
            return msgspec.convert(await ctx.call("scan", server=server.server, scanner=scanner), Scan)
        except (ProviderError, msgspec.ValidationError) as error:
            return _broken(scanner, server.server, error)

    return scan


async def _listing_scans(ctx: Ctx, scanner: str, servers: Sequence[str]) -> dict[str, Scan]:
    try:
        answer = await ctx.call("scan_listings", scanner=scanner, servers=list(servers))
        return msgspec.convert(answer, dict[str, Scan])
    except (ProviderError, msgspec.ValidationError) as error:
        return {server: _broken(scanner, server, error) for server in servers}


def _broken(scanner: str, server: str, error: Exception) -> Scan:
    skipped = Skipped(scanner=scanner, server=server, why=f"failed ({str(error)[:200]})")
    return Scan(skipped=(skipped,), ran=False, keep_hours=0)


def _with_scans(seen: Sequence[Inspected], scanner: str, scans: dict[str, Scan]) -> list[Inspected]:
    return [
        msgspec.structs.replace(one, scans={**one.scans, scanner: scans[one.planned.server]})
        if one.planned.server in scans
        else one
        for one in seen
    ]


def _unscanned(server: Planned, source: SourceSeen, plan: Plan) -> tuple[Skipped, ...]:
    """Return what no scanner reads here: a language that none knows, or whose scanner is not installed."""
    if source.files and not source.python + source.script:
        why = f"no scanner reads the language that it is written in ({source.files:,} file(s))"
        return (Skipped(scanner="source", server=server.server, why=why),)
    if source.script and "semgrep" not in plan.scanners and "semgrep" not in plan.without:
        why = f"{source.script} JavaScript file(s) were not read; semgrep would, and is not installed"
        return (Skipped(scanner="semgrep", server=server.server, why=why),)
    return ()


def _listing(seen: Inspected) -> Listing | None:
    """Return what is judged: what the server listed last, under the name that the audit knows it by."""
    if seen.listed is None:
        return None
    listing = seen.listed.second or seen.listed.listing
    return msgspec.structs.replace(listing, server=seen.planned.server)


def _server_cases(
    seen: Inspected, found: Sequence[Finding], detection: Detection, without: Sequence[str]
) -> ServerCases:
    server, listing = seen.planned.server, _listing(seen)
    scanned = [finding for scan in seen.scans.values() for finding in scan.findings]
    watched = seen.listed.watched if seen.listed else seen.failed.watched if seen.failed else None
    whole = sandbox_findings(server, watched) if watched is not None else []
    if seen.listed is not None and seen.listed.second is not None:
        whole += change_findings(server, seen.listed.changed_on_second_listing)
    by_tool: dict[str, list[Finding]] = {}
    names = {tool.name for tool in listing.tools} if listing is not None else set[str]()
    for finding in (*found, *scanned):
        if finding.tool in names and finding.tool:
            by_tool.setdefault(finding.tool, []).append(finding)
        else:
            whole.append(finding)
    whole_findings, evidence = evidence_of(whole)
    tools: list[tuple[Tool, tuple[Finding, ...], Case]] = []
    for tool in listing.tools if listing is not None else ():
        findings, _ = evidence_of(by_tool.get(tool.name, []))
        one = detection.tool_case(cast("Listing", listing), tool, findings)
        unread = _read_in_part(by_tool.get(tool.name, []), "Its definition")
        tools.append((tool, findings, msgspec.structs.replace(one, unknown=(*one.unknown, *unread))))
    unread = _read_in_part(whole, "What it says outside its tools")
    return ServerCases(
        seen=seen,
        listing=listing,
        whole_findings=whole_findings,
        whole=case(server, SERVER_QUESTION, evidence, (*unknowns(seen, without), *unread)),
        tools=tuple(tools),
    )


def _read_in_part(found: Sequence[Finding], what: str) -> tuple[str, ...]:
    is_unread = any((finding.scanner, finding.rule) == ("rules", READ_IN_PART) for finding in found)
    return (f"{what} is so long or so deep that it was read only in part.",) if is_unread else ()


def plain_tool_case(listing: Listing, tool: Tool, findings: Sequence[Finding]) -> Case:
    """Return a tool's case with nothing in it but what was found."""
    _, evidence = evidence_of(findings)
    return case(f"{listing.server}/{tool.name}", TOOL_QUESTION, evidence)
