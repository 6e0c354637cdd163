"""An audit as SARIF 2.1.0 (OASIS standard, 2020), the form in which code hosts and editors read what scanners find.

One result for each verdict that is not "allow", one for each change since the lock, and one for each finding. What the
panel allows in spite of a finding is a note, never a warning. What was not looked at is a notification of the
invocation. The same audit gives the same bytes; a result keeps its fingerprint as long as its server, tool, place and
words stay. Called by `seatrial audit --sarif`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from seatrial.dissent.figures import probability
from seatrial.dissent.records import SEVERITIES, Severity
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.verdicts import AuditResult, ServerAudit, ToolVerdict, Verdict
from seatrial.reports.audit_text import (
    ATTEMPTS,
    FAILURES,
    calibration,
    name,
    not_looked_at,
    one_sentence,
    place,
    shown_name,
    visible,
    who_found,
)

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
RESULTS_MAX = 5_000
"""Code hosts show no more of one run."""
RULES_MAX = 2_000
NOTIFICATIONS_MAX = 1_000
TAGS_MAX = 10
FINGERPRINT = "seatrialFinding/v1"
LINE_HASH = "primaryLocationLineHash"
"""The fingerprint by which GitHub tells whether it has seen a result before."""

Level = str
_LEVELS: dict[Severity, Level] = {
    "info": "note",
    "low": "note",
    "medium": "warning",
    "high": "error",
    "critical": "error",
}
# GitHub shows from 9.0 as critical, from 7.0 as high, from 4.0 as medium, from 0.1 as low.
_SCORES: dict[Severity, str] = {"info": "0.1", "low": "3.0", "medium": "5.5", "high": "8.0", "critical": "9.5"}
_VERDICTS: dict[Verdict, tuple[Level, Severity, str, str]] = {
    "block": ("error", "critical", "Do not connect this", "The panel is certain enough that this does its user harm."),
    "review": ("warning", "medium", "A person should look at this", "Something speaks against it, but not enough."),
    "unknown": (
        "warning",
        "medium",
        "This could not be judged",
        "Something could not be looked at: not clean, unknown.",
    ),
}
_LOCKS: dict[str, tuple[Level, Severity, str, str]] = {
    "changed": ("error", "high", "Not what was locked", "It offers something else than when it was last approved."),
    "unlocked": ("warning", "medium", "Not in the lock", "The lock does not know this server: nobody approved it."),
}
_NOTIFICATIONS = {
    "unknown": "What was not looked at: unknown, never clean.",
    "attempt": "What a server tried while it was only to list its tools.",
}


@dataclass(frozen=True, slots=True)
class _Result:
    """One thing to be shown.

    Attributes:
        same: What tells it from other results, whatever else changes.
    """

    rule: str
    level: Level
    severity: Severity
    text: str
    location: Mapping[str, object]
    same: tuple[str, ...]
    title: str = ""
    about: str = ""
    cwe: str = ""
    owasp: str = ""
    properties: Mapping[str, object] = field(default_factory=dict[str, object])


def sarif(result: AuditResult, *, root: str = "") -> str:
    """Return the document.

    Args:
        result: The audit.
        root: The folder against which files are named, such as that of the repository; "" leaves them as they were
            named to us.
    """
    every = sorted(_results(result, root), key=lambda one: ("error", "warning", "note").index(one.level))
    shown = every[:RESULTS_MAX]
    rules = _Rules(shown)
    invocation = {
        "executionSuccessful": True,
        "exitCode": int(result.exit_code),
        "exitCodeDescription": _message(one_sentence(result))["text"],
        "toolExecutionNotifications": list(_notifications(result, len(every) - len(shown))),
    }
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "seatrial",
                "version": visible(result.seatrial, 100) or "0",
                "rules": rules.descriptors,
                "notifications": [
                    {"id": kind, "shortDescription": _message(text)} for kind, text in _NOTIFICATIONS.items()
                ],
                **({"supportedTaxonomies": [{"name": "CWE", "index": 0}]} if rules.cwes else {}),
            }
        },
        "automationDetails": {"id": "seatrial-audit/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": list(_written(shown, rules)),
        "properties": {
            "verdict": result.verdict,
            "rules": visible(result.rules, 100),
            "calibration": calibration(result),
            "blockFrom": result.block_from,
            "reviewFrom": result.review_from,
        },
    }
    if rules.cwes:
        run["taxonomies"] = [_taxonomy(rules.cwes)]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=True) + "\n"


# What there is to say -----------------------------------------------------------------------------------------------


def _results(result: AuditResult, root: str) -> Iterator[_Result]:
    for server in result.servers:
        yield from _verdicts(server, root)
        yield from _changes(server, root)
        for decided in server.decided:
            for finding in decided.findings:
                yield _finding(finding, decided, server, root)


def _verdicts(server: ServerAudit, root: str) -> Iterator[_Result]:
    failed = server.failure not in {"", "source"}
    if server.failure and failed and not any(one.verdict == "block" for one in server.decided):
        why = f"{FAILURES[server.failure]}: {visible(server.reason, 500)}"
        yield _verdict(server, None, f"{why[:1].upper()}{why[1:]}", root)
    for one in server.decided:
        if one.verdict != "allow" and not (failed and one.verdict == "unknown"):
            yield _verdict(server, one, visible(one.why, 500), root)


def _verdict(server: ServerAudit, one: ToolVerdict | None, why: str, root: str) -> _Result:
    verdict: Verdict = one.verdict if one is not None else "unknown"
    level, severity, title, about = _VERDICTS[verdict]
    of = (
        f"{shown_name(one)} of {name(server.server)}"
        if one is not None and one.tool
        else f"server {name(server.server)}"
    )
    parts = [f"{of[:1].upper()}{of[1:]}: {verdict}." if verdict == "unknown" or one is None else
             f"{of[:1].upper()}{of[1:]}: {verdict}, p {probability(one.p)}.", why]  # fmt: skip
    if one is not None and one.would_change:
        parts.append(f"What would change it: {visible(one.would_change[0], 400)}")
    properties: dict[str, object] = {"verdict": verdict}
    if one is not None:
        properties |= {"p": round(one.p, 4), "confidence": round(one.confidence, 4)}
        properties |= {"digest": visible(one.digest, 100)} if one.digest else {}
    tool = one.tool if one is not None else ""
    return _Result(
        rule=f"verdict/{verdict}",
        level=level,
        severity=severity,
        text=" ".join(parts),
        location=_location(server, tool, "", root),
        same=("verdict", verdict, server.server, tool),
        title=title,
        about=about,
        properties=properties,
    )


def _changes(server: ServerAudit, root: str) -> Iterator[_Result]:
    known = _LOCKS.get(server.lock.status)
    if known is None:
        return
    level, severity, title, about = known
    whats = [(change.what, f"{change.what} {change.kind}", change.diff) for change in server.lock.changes]
    for what, words, diff in whats or [("", "it is not in the lock", "")]:
        tool = what.removeprefix("tool ") if what.startswith("tool ") else ""
        yield _Result(
            rule=f"lock/{server.lock.status}",
            level=level,
            severity=severity,
            text=f"Server {name(server.server)}: {title.lower()}: {visible(words, 300)}.",
            location=_location(server, tool, "", root),
            # By what it is now: another change later is another result.
            same=("lock", server.lock.status, server.server, what, diff),
            title=title,
            about=about,
            properties={"diff": "\n".join(visible(line, 300) for line in diff.split("\n")[:200])} if diff else {},
        )


def _finding(finding: Finding, decided: ToolVerdict, server: ServerAudit, root: str) -> _Result:
    level = _LEVELS[finding.severity]
    spared = decided.verdict == "allow"
    about = f"tool {name(decided.tool)} of {name(server.server)}" if decided.tool else f"server {name(server.server)}"
    text = f"{visible(finding.says or finding.rule, 500)} ({about}, {visible(finding.locator, 120) or 'no place'})"
    if finding.span:
        text += f' Found: "{visible(finding.span, 300)}"'
    text += " The panel allows it all the same." if spared else ""
    file, line = place(finding.locator)
    where = file if line else finding.locator  # lines move; words do not
    return _Result(
        rule=f"{_part(finding.scanner)}/{_part(finding.rule)}",
        level="note" if spared else level,
        severity="low" if spared else finding.severity,
        text=text,
        location=_location(server, decided.tool, finding.locator, root, finding.span),
        same=(finding.scanner, finding.rule, server.server, decided.tool, where, finding.span),
        cwe=_cwe(finding.cwe),
        owasp=visible(finding.owasp, 20),
        properties={"verdict": decided.verdict, "severity": finding.severity, "foundBy": who_found(finding)},
    )


def _notifications(result: AuditResult, left_out: int) -> Iterator[Mapping[str, object]]:
    said = 0
    for server in result.servers:
        texts = [("unknown", text) for text in not_looked_at(server)]
        texts += [("attempt", _attempt(one.kind, one.what, stopped=one.stopped)) for one in server.attempts]
        for kind, text in texts:
            said += 1
            if said > NOTIFICATIONS_MAX:
                continue
            where = _location(server, "", "", "")["logicalLocations"]
            yield {
                "level": "warning",
                "message": _message(f"{name(server.server)}: {visible(text, 500)}"),
                "descriptor": {"id": kind, "index": list(_NOTIFICATIONS).index(kind)},
                "locations": [{"logicalLocations": where}],
            }
    for many, what in ((said - NOTIFICATIONS_MAX, "notifications"), (left_out, "results")):
        if many > 0:
            yield {"level": "warning", "message": _message(f"{many:,} more {what} were left out: there are too many.")}


def _attempt(kind: str, what: str, *, stopped: bool) -> str:
    tried = ATTEMPTS.get(kind, "{what}").replace("{what}", visible(what, 200))
    return f"it tried to {tried}: {'stopped' if stopped else 'not stopped'}"


# How SARIF writes it ------------------------------------------------------------------------------------------------


class _Rules:
    """The rules and weaknesses that results name, by position."""

    def __init__(self, results: Sequence[_Result]) -> None:
        self.index: dict[str, int] = {}
        self.cwes: dict[str, int] = {}
        gravest: dict[str, _Result] = {}
        named: dict[str, list[_Result]] = {}
        for one in results:
            if one.rule not in gravest and len(gravest) >= RULES_MAX:
                continue
            named.setdefault(one.rule, []).append(one)
            held = gravest.setdefault(one.rule, one)
            if SEVERITIES.index(one.severity) > SEVERITIES.index(held.severity):
                gravest[one.rule] = one
        for cwe in sorted({one.cwe for one in results if one.cwe}, key=lambda cwe: int(cwe.removeprefix("CWE-"))):
            self.cwes[cwe] = len(self.cwes)
        self.descriptors: list[dict[str, object]] = []
        for rule in sorted(gravest):
            self.index[rule] = len(self.descriptors)
            self.descriptors.append(self._descriptor(rule, gravest[rule], named[rule]))

    def _descriptor(self, rule: str, gravest: _Result, results: Sequence[_Result]) -> dict[str, object]:
        scanner, _, found = rule.partition("/")
        title = gravest.title or f"{found.replace('_', ' ').replace('-', ' ')} ({scanner})"
        about = gravest.about or f"Found by {scanner} as {found}. Each result says what and where."
        cwes = sorted({one.cwe for one in results if one.cwe})
        owasps = sorted({one.owasp for one in results if one.owasp})
        tags = ["security", "mcp", *(f"external/cwe/{cwe.lower()}" for cwe in cwes), *owasps]
        made: dict[str, object] = {
            "id": rule,
            "name": found,
            "shortDescription": _message(title),
            "fullDescription": _message(about),
            "help": _message(f"{about} See `seatrial audit --html` for the debate on it."),
            "defaultConfiguration": {"level": gravest.level},
            "properties": {
                "tags": list(dict.fromkeys(tags))[:TAGS_MAX],
                "precision": "medium",
                "security-severity": _SCORES[gravest.severity],
            },
        }
        if cwes:
            made["relationships"] = [{"target": self.taxon(cwe), "kinds": ["relevant"]} for cwe in cwes]
        return made

    def taxon(self, cwe: str) -> dict[str, object]:
        """Return how to refer to a weakness."""
        return {"id": cwe, "index": self.cwes[cwe], "toolComponent": {"name": "CWE", "index": 0}}


def _written(results: Iterable[_Result], rules: _Rules) -> Iterator[dict[str, object]]:
    seen: dict[str, int] = {}
    for one in results:
        if one.rule not in rules.index:
            continue
        digest = sha256("\0".join(one.same).encode("utf-8", "replace")).hexdigest()[:32]
        seen[digest] = seen.get(digest, 0) + 1
        print_ = f"{digest}:{seen[digest]}"
        yield {
            "ruleId": one.rule,
            "ruleIndex": rules.index[one.rule],
            "level": one.level,
            "message": _message(one.text),
            "locations": [one.location],
            "partialFingerprints": {FINGERPRINT: print_, LINE_HASH: print_},
            **({"taxa": [rules.taxon(one.cwe)]} if one.cwe else {}),
            "properties": dict(one.properties),
        }


def _taxonomy(cwes: Mapping[str, int]) -> dict[str, object]:
    return {
        "name": "CWE",
        "organization": "MITRE",
        "informationUri": "https://cwe.mitre.org/",
        "shortDescription": _message("Common Weakness Enumeration"),
        "isComprehensive": False,
        "taxa": [
            {"id": cwe, "helpUri": f"https://cwe.mitre.org/data/definitions/{cwe.removeprefix('CWE-')}.html"}
            for cwe in cwes
        ],
    }


def _location(server: ServerAudit, tool: str, locator: str, root: str, span: str = "") -> dict[str, object]:
    file, line = place(locator)
    region: dict[str, object] = {"startLine": max(1, line)}
    if line and server.source:
        artifact = _artifact(f"{server.source.rstrip('/')}/{file}", root)
    elif server.config:
        artifact = _artifact(server.config, root)
    else:
        artifact = {
            "uri": f"mcp-servers/{quote(visible(server.server, 80), safe='')}",
            "description": {"text": "Not a file: what the server lists of itself."},
        }
    if span and line:
        region["snippet"] = {"text": visible(span, 300)}
    parts = [server.server, *([tool] if tool else []), *([locator] if locator and not line else [])]
    full = "/".join(visible(part, 200).replace("%", "%25") if part is locator else _part(part) for part in parts)
    logical = {"name": visible(parts[-1], 200) or "-", "fullyQualifiedName": full or "-", "kind": _kind(parts)}
    return {
        "physicalLocation": {"artifactLocation": artifact, "region": region},
        "logicalLocations": [logical],
    }


def _kind(parts: Sequence[str]) -> str:
    return ("module", "function", "member")[min(len(parts), 3) - 1]


def _artifact(path: str, root: str) -> dict[str, object]:
    """Return how to name a file: relative to the root where it lies in there."""
    file = PurePath(path)
    if root and file.is_absolute() and file.is_relative_to(root):
        file = file.relative_to(root)
    address = quote(file.as_posix().encode("utf-8", "replace"), safe="/-._~")
    return {"uri": f"file://{address}"} if file.is_absolute() else {"uri": address, "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> dict[str, str]:
    """Return a plain message. The standard makes placeholders of braces (3.11.5) and links of brackets (3.11.6)."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return {"text": doubled.replace("](", "] (") or "-"}


def _part(text: str) -> str:
    """Return a name as one step of a path: what separates steps, or what does not show, is written out."""
    return visible(text, 80).replace("%", "%25").replace("/", "%2F") or "-"


def _cwe(text: str) -> str:
    number = text.removeprefix("CWE-")
    return text if text.startswith("CWE-") and number.isascii() and number.isdigit() and len(number) < 6 else ""
