"""An audit as text for a terminal: a line per server, what speaks against it in its own words, and what is not known.

Returns lines; prints nothing. What servers wrote passes through `audit_text.visible`. Called by `seatrial audit`, which
adds the next commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from seatrial.dissent.figures import probability
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.verdicts import AuditResult, ServerAudit, ToolVerdict, Verdict
from seatrial.reports.audit_text import (
    FAILURES,
    attempted,
    calibration,
    cut,
    held,
    is_attempt,
    lock_words,
    minority,
    name,
    not_looked_at,
    one_sentence,
    percent,
    shown_name,
    strongest,
    visible,
    who_found,
    wrapped,
)
from seatrial.reports.style import Style

TOOLS_SHOWN = 20
FINDINGS_SHOWN = 4
ATTEMPTS_SHOWN = 12
UNKNOWN_SHOWN = 6
CHANGES_SHOWN = 8
DIFF_LINES_SHOWN = 24
ALLOWED_SHOWN = 12
_LABEL = 11


def audit_lines(result: AuditResult, style: Style) -> Iterator[str]:
    """Yield what an audit says, server by server; the last line says it in one sentence."""
    for server in result.servers:
        yield from _server(server, style)
        yield ""
    if any(one.decision and one.verdict != "unknown" for server in result.servers for one in server.decided):
        limits = f"Tools are blocked from {result.block_from:.2f}, for review from {result.review_from:.2f}."
        yield from _dim(f"{calibration(result)} {limits}", style)
    for line in wrapped(one_sentence(result), style.width):
        yield style.bold(line)


def _server(server: ServerAudit, style: Style) -> Iterator[str]:
    listed = server.listing is not None
    known = server.verdict != "unknown"
    facts = [f"p {probability(server.p)}", f"confidence {percent(server.confidence)}"] if known else []
    facts += [f"{len(server.tools):,} tool{'' if len(server.tools) == 1 else 's'}"] if listed else []
    facts += ["unchanged since last time"] if server.cached and not server.failure else []
    title = f"{server.verdict:<{_LABEL - 2}}  {name(server.server)}"
    first, *rest = wrapped(title + (f"   {', '.join(facts)}" if facts else ""), style.width - _LABEL)
    yield _paint(server.verdict, style)(first[: len(server.verdict)]) + style.bold(first[len(server.verdict) :])
    yield from (" " * _LABEL + style.dim(line) for line in rest)
    where = f"{server.target} ({server.config})" if server.config else server.target
    if where and where != server.server:
        yield from _hanging(" " * _LABEL, visible(where, 300), style, style.dim)
    if server.failure and server.failure != "source":
        why = visible(server.reason or FAILURES[server.failure], 500)
        yield from _hanging(_label("why"), f"{FAILURES[server.failure]}: {why}", style, style.odd)
    elif server.why and not (server.verdict == "unknown" and not_looked_at(server)):  # which is told below
        yield from _hanging(_label("why"), visible(server.why, 500), style)
    yield from _lock(server, style)
    yield from _sandbox(server, style)
    against = [one for one in server.decided if one.verdict != "allow" and (one.tool or _worth_telling(one))]
    for one in against[:TOOLS_SHOWN]:
        yield from _decided(one, style)
    if len(against) > TOOLS_SHOWN:
        yield style.odd(f"  and {len(against) - TOOLS_SHOWN:,} more that are not allowed: --html or --json has them")
    allowed, left = cut([name(tool.tool) for tool in server.tools if tool.verdict == "allow"], ALLOWED_SHOWN)
    if allowed:
        more = f" and {left:,} more" if left else ""
        yield from _hanging(_label("allowed"), ", ".join(allowed) + more, style, style.dim)
    unknown, left = cut(not_looked_at(server), UNKNOWN_SHOWN)
    for number, text in enumerate(unknown):
        yield from _hanging(_label("unknown" if number == 0 else ""), visible(text, 400), style, style.odd)
    if left:
        yield style.odd(f"{'':{_LABEL}}and {left:,} more that was not looked at")


def _decided(one: ToolVerdict, style: Style) -> Iterator[str]:
    sign = {"block": "failed", "allow": "passed"}.get(one.verdict, "open")
    p = f"   p {probability(one.p)}" if one.decision is not None and one.verdict != "unknown" else ""
    title = f"{shown_name(one)}: {one.verdict}{p}"
    first, *rest = wrapped(title, style.width - 4)
    yield f"  {style.mark(sign)} {style.bold(first)}"
    yield from (f"    {line}" for line in rest)
    # What it tried has been told already.
    findings = strongest(finding for finding in one.findings if not is_attempt(finding))
    for finding in findings[:FINDINGS_SHOWN]:
        yield from _finding(finding, style)
    if len(findings) > FINDINGS_SHOWN:
        yield style.dim(f"    and {len(findings) - FINDINGS_SHOWN:,} more findings")
    if not findings and one.why:
        yield from _hanging(" " * 4, visible(one.why, 400), style)
    other = minority(one.decision)
    if other:
        yield from _aside(f"minority: {other}", style)
    # What would turn an unknown is to look at what is listed below.
    for text in one.would_change[:2] if one.verdict != "unknown" else ():
        yield from _aside(f"would change it: {visible(text, 400)}", style)


def _worth_telling(whole: ToolVerdict) -> bool:
    """Whether there is more to say of a server as a whole than that it is unknown, which is said already."""
    return whole.verdict != "unknown" or any(finding.severity != "info" for finding in whole.findings)


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    paint = style.bad if finding.severity in {"high", "critical"} else style.odd
    where = f"{finding.severity}, {visible(finding.locator, 120)}" if finding.locator else finding.severity
    says = visible(finding.says, 400)
    first, *rest = wrapped(f"{where}: {says}", style.width - 6)
    painted = paint(first[: len(finding.severity)]) + first[len(finding.severity) :]
    yield f"    {painted}"
    yield from (f"      {line}" for line in rest)
    if finding.span:
        quoted = f'"{visible(finding.span, 240)}"'
        yield from _hanging(" " * 6, quoted, style, style.bold)
    yield from _hanging(" " * 6, f"found by {who_found(finding)}", style, style.dim)


def _sandbox(server: ServerAudit, style: Style) -> Iterator[str]:
    if server.failure == "unreadable":
        return
    yield from _hanging(_label("sandbox"), held(server), style, str if server.watched.sandboxed else style.odd)
    attempts = server.attempts
    if attempts:
        yield from _hanging(" " * _LABEL, "while it was only to list its tools, it tried to", style, style.bad)
    for attempt in attempts[:ATTEMPTS_SHOWN]:
        text = attempted(attempt.kind, attempt.what, attempt.times, stopped=attempt.stopped)
        yield from _hanging(" " * (_LABEL + 2), text, style, style.bad)
    if len(attempts) > ATTEMPTS_SHOWN:
        yield style.bad(f"{'':{_LABEL}}and {len(attempts) - ATTEMPTS_SHOWN:,} more")


def _lock(server: ServerAudit, style: Style) -> Iterator[str]:
    words = lock_words(server.lock)
    if not words:
        return
    paint = {"changed": style.bad, "unlocked": style.odd}.get(server.lock.status, str)
    yield from _hanging(_label("lock"), words, style, paint)
    for change in server.lock.changes[:CHANGES_SHOWN]:
        yield from _hanging(" " * _LABEL, visible(f"{change.what} {change.kind}", 200), style, style.bold)
        lines, left = cut(change.diff.split("\n") if change.diff else [], DIFF_LINES_SHOWN)
        for line in lines:
            yield from _diff_line(line, style)
        if left:
            yield style.dim(f"{'':{_LABEL + 2}}{left:,} more lines")
    if len(server.lock.changes) > CHANGES_SHOWN:
        yield style.bad(f"{'':{_LABEL}}and {len(server.lock.changes) - CHANGES_SHOWN:,} more differences")


def _diff_line(line: str, style: Style) -> Iterator[str]:
    paint = {"+": style.good, "-": style.bad}.get(line[:1], style.dim)
    depth = min(12, len(line) - len(line[1:].lstrip(" ")))  # of the sign and the indentation behind it
    begin, rest = line[:depth], line[depth:]
    if begin.strip() not in {"", "+", "-"}:
        begin, rest = "", line
    for part in wrapped(visible(rest, 400), style.width - _LABEL - 2 - len(begin)):
        yield f"{'':{_LABEL + 2}}{paint(begin + part)}"
        begin = " " * len(begin)


def _paint(verdict: Verdict, style: Style) -> Callable[[str], str]:
    return {"block": style.bad, "allow": style.good}.get(verdict, style.odd)


def _label(text: str) -> str:
    return f"  {text:<{_LABEL - 2}}"


def _dim(text: str, style: Style) -> Iterable[str]:
    return (style.dim(line) for line in wrapped(text, style.width))


def _hanging(label: str, text: str, style: Style, paint: Callable[[str], str] = str) -> Iterator[str]:
    first, *rest = wrapped(text, style.width - len(label))
    yield label + paint(first)
    yield from (" " * len(label) + paint(line) for line in rest)


def _aside(text: str, style: Style) -> Iterator[str]:
    first, *rest = wrapped(text, style.width - 6)
    yield "    " + style.dim(first)
    yield from ("      " + style.dim(line) for line in rest)
