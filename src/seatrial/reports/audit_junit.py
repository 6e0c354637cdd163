"""An audit as JUnit XML, the form in which CI systems read test results: a suite per server, a case per tool.

What is blocked, and what is not what was locked, failed. What a person has to look at, or could not be looked at, was
skipped with the reason: it never passed. A server that could not be listed is an error. Called by
`seatrial audit --junit`; the same audit gives the same bytes but for the seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from seatrial.mcp_audit.verdicts import AuditResult, ServerAudit, ToolVerdict
from seatrial.reports.audit_text import (
    FAILURES,
    attempted,
    calibration,
    held,
    minority,
    name,
    not_looked_at,
    one_sentence,
    strongest,
    visible,
    who_found,
)

WHOLE = "the server as a whole"
LOCK = "the lock"
FINDINGS_MAX = 20
CASES_MAX = 20_000
DIFF_LINES_MAX = 120


def audit_junit(result: AuditResult) -> str:
    """Return the document."""
    suites = ET.Element("testsuites", name="seatrial audit")
    left = CASES_MAX
    for server in result.servers:
        suite = ET.SubElement(suites, "testsuite", name=_text(server.server, 200))
        _properties(suite, server, result)
        shown = server.decided[: max(0, left - 2)]
        left -= len(shown) + 1
        _listed(suite, server)
        if result.checked:
            _locked(suite, server)
        for decided in shown:
            _decided(suite, server, decided)
        if len(shown) < len(server.decided):
            case = _case(suite, server, f"{len(server.decided) - len(shown):,} more", 0)
            ET.SubElement(case, "skipped", message="Left out: there are too many for one file.")
        _count([suite], suite, server.ms)
        ET.SubElement(suite, "system-out").text = _text(server.why or server.reason)
    _count(suites.findall("testsuite"), suites, result.ms)
    if not result.servers:
        suite = ET.SubElement(suites, "testsuite", name="seatrial audit")
        ET.SubElement(suite, "system-out").text = _text(one_sentence(result))
        _count([suite], suite, result.ms)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _listed(suite: ET.Element, server: ServerAudit) -> None:
    """Add what says whether there was anything to judge; a folder is read, not listed."""
    if server.failure in {"", "source"}:
        return
    case = _case(suite, server, "it can be listed", server.ms)
    why = f"{FAILURES[server.failure]}: {server.reason}" if server.failure else server.reason
    error = ET.SubElement(case, "error", message=_text(why), type=server.failure or "unknown")
    error.text = "\n".join(_text(line) for line in not_looked_at(server)[:FINDINGS_MAX])


def _locked(suite: ET.Element, server: ServerAudit) -> None:
    lock = server.lock
    case = _case(suite, server, LOCK, 0)
    if lock.status == "changed":
        changed = ", ".join(f"{change.what} {change.kind}" for change in lock.changes[:FINDINGS_MAX])
        failure = ET.SubElement(case, "failure", message=_text(f"Not what was locked: {changed}"), type="changed")
        lines = [line for change in lock.changes[:FINDINGS_MAX] for line in change.diff.split("\n")]
        failure.text = "\n".join(_text(line, 300) for line in lines[:DIFF_LINES_MAX])
    elif lock.status == "unlocked":
        ET.SubElement(case, "skipped", message="The lock does not know this server.")
    elif lock.status == "none":
        ET.SubElement(case, "skipped", message="It was not compared with the lock.")


def _decided(suite: ET.Element, server: ServerAudit, one: ToolVerdict) -> None:
    case = _case(suite, server, one.tool or WHOLE, 0 if one.tool or server.failure not in {"", "source"} else server.ms)
    properties = ET.SubElement(case, "properties")
    for key, value in (("verdict", one.verdict), ("p", f"{one.p:.4f}"), ("digest", one.digest)):
        if value:
            ET.SubElement(properties, "property", name=key, value=_text(value, 100))
    lines = "\n".join(_lines(server, one))
    message = _text(f"{one.verdict}: {one.why}")
    match one.verdict:
        case "block":
            failure = ET.SubElement(case, "failure", message=message, type="block")
            failure.text = lines
        case "allow":
            ET.SubElement(case, "system-out").text = lines or message
        case _:
            ET.SubElement(case, "skipped", message=message)
            if lines:
                ET.SubElement(case, "system-out").text = lines


def _lines(server: ServerAudit, one: ToolVerdict) -> Iterator[str]:
    if not one.tool:
        for attempt in server.attempts[:FINDINGS_MAX]:
            tried = attempted(attempt.kind, attempt.what, attempt.times, stopped=attempt.stopped)
            yield _text(f"it tried to {tried}")
    findings = strongest(one.findings)
    for finding in findings[:FINDINGS_MAX]:
        quoted = f' "{visible(finding.span, 300)}"' if finding.span else ""
        place = f" {visible(finding.locator, 200)}" if finding.locator else ""
        yield _text(f"{finding.severity}{place}: {finding.says}{quoted} [{who_found(finding)}]")
    if len(findings) > FINDINGS_MAX:
        yield f"and {len(findings) - FINDINGS_MAX:,} more findings"
    other = minority(one.decision)
    if other:
        yield _text(f"minority: {other}")
    for text in one.would_change[:FINDINGS_MAX]:
        yield _text(f"would change it: {text}")


def _properties(suite: ET.Element, server: ServerAudit, result: AuditResult) -> None:
    pairs = [("verdict", server.verdict), ("p", f"{server.p:.4f}"), ("target", server.target), ("held", held(server))]
    pairs += [("calibration", calibration(result)), ("rules", result.rules), ("lock", server.lock.status)]
    pairs += [("scanned_by", scanner) for scanner in server.scanners[:FINDINGS_MAX]]
    pairs += [("not_looked_at", text) for text in not_looked_at(server)[:FINDINGS_MAX]]
    properties = ET.SubElement(suite, "properties")
    for key, value in pairs:
        if value:
            ET.SubElement(properties, "property", name=key, value=_text(value, 500))


def _case(suite: ET.Element, server: ServerAudit, what: str, ms: int) -> ET.Element:
    place = {"file": _text(server.config, 500)} if server.config else {}
    names = {"classname": _text(name(server.server), 200), "name": _text(what, 200), "time": f"{ms / 1000:.3f}"}
    return ET.SubElement(suite, "testcase", {**names, **place})


def _count(suites: list[ET.Element], into: ET.Element, ms: int) -> None:
    cases = [case for suite in suites for case in suite.findall("testcase")]
    into.set("tests", str(len(cases)))
    for plural, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        into.set(plural, str(sum(case.find(kind) is not None for case in cases)))
    into.set("time", f"{ms / 1000:.3f}")


def _text(text: str, chars_max: int = 2_000) -> str:
    """Return text that XML can hold at all: it has no way to write most control characters."""
    return visible(text, chars_max)
