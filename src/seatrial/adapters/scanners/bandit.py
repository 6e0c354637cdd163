"""bandit: dangerous calls in Python code. In the extra `audit`; needs no network, heeds no server's settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from seatrial.adapters.scanners.child import Workplace
from seatrial.adapters.scanners.installed import installed_version
from seatrial.adapters.scanners.scan import UnusableError, failed, json_of, kept, line_of, objects
from seatrial.adapters.scanners.source import PYTHON, Source, stage
from seatrial.dissent.records import Severity
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding, Skipped

SECONDS_MAX = 60.0
_SEVERITY: dict[str, Severity] = {"LOW": "low", "MEDIUM": "medium", "HIGH": "high"}
_ABOUT_SECRETS = frozenset({"B105", "B106", "B107"})
_ASSERT = "B101"  # `assert` in code: says nothing about a stranger's intent, and is in every honest server


class Bandit:
    """Runs bandit."""

    name = "bandit"
    alone = False

    def version(self) -> str:
        """Return its version; "" where it is not installed."""
        return installed_version("bandit")

    def scan(self, server: str, source: Source) -> Scan:
        """Scan the Python files."""
        files = source.of(PYTHON)
        if not files:
            return Scan(ran=False)
        with Workplace() as place:
            names = stage(files, place.files)
            # A comment (nosec) or a settings file of the server's must not silence it.
            command = [
                sys.executable,
                "-I",
                "-m",
                "bandit",
                "-r",
                ".",
                "-f",
                "json",
                "-q",
                "--exit-zero",
                "--ignore-nosec",
            ]
            try:
                report: Any = json_of(place.run(command, seconds=SECONDS_MAX))
                findings = kept(self._findings(server, source, report, names))
                unread = [names.get(_called(error), "a file") for error in objects(report.get("errors"))]
            except (UnusableError, AttributeError, KeyError, TypeError, ValueError) as error:
                return failed(self.name, server, _why(error))
        skipped = [Skipped(scanner=self.name, server=server, why=_unread(unread))] if unread else []
        return Scan(findings=findings, skipped=tuple(skipped))

    def _findings(self, server: str, source: Source, report: Any, names: dict[str, str]) -> Iterator[Finding]:
        for entry in objects(report["results"]):
            rule = str(entry["test_id"])
            if rule == _ASSERT:
                continue
            name, line = names[_called(entry)], int(entry["line_number"])
            cwe: Any = entry.get("issue_cwe")
            yield Finding(
                scanner=self.name,
                rule=rule,
                server=server,
                locator=f"{name}:{line}",
                span="" if rule in _ABOUT_SECRETS else line_of(source, name, line),
                says=_sentence(entry, rule),
                severity=_SEVERITY.get(str(entry["issue_severity"]), "low"),
                cwe=f"CWE-{int(cwe['id'])}" if cwe else "",
            )


def _sentence(entry: dict[str, Any], rule: str) -> str:
    if rule in _ABOUT_SECRETS:  # its own words quote the secret
        return "A password may be written into the code."
    return " ".join(str(entry["issue_text"]).split())[:300]


def _called(entry: dict[str, Any]) -> str:
    return str(entry["filename"]).replace("\\", "/").rsplit("/", 1)[-1]


def _unread(names: list[str]) -> str:
    return f"{len(names)} Python file(s) could not be read as Python, such as {names[0]}"


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, UnusableError) else "printed JSON of another shape than it should"
