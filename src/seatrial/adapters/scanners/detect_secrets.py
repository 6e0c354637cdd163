"""detect-secrets: keys and passwords left in files. Comes with the extra `audit`; tries none, so needs no network."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, cast

from seatrial.adapters.scanners.child import Workplace
from seatrial.adapters.scanners.installed import installed_version
from seatrial.adapters.scanners.scan import UnusableError, failed, json_of, kept, objects
from seatrial.adapters.scanners.source import Source, SourceFile, stage
from seatrial.dissent.records import Severity
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding, Skipped

SECONDS_MAX = 90.0
LINE_BYTES_MAX = 20_000
"""A file with longer lines is made by a program, and costs seconds a line."""
# A string that merely looks random is a digest far more often than a key; an address is no key at all.
_SEVERITY: dict[str, Severity] = {
    "Base64 High Entropy String": "info",
    "Hex High Entropy String": "info",
    "Public IP (ipv4)": "low",
    "Secret Keyword": "low",
    "Basic Auth Credentials": "medium",
    "Private Key": "high",
}
_KEY: Severity = "high"  # a key of a named service, known by its form
_CWE = "CWE-798"
"""Use of hard-coded credentials; only where the form leaves no doubt."""


class DetectSecrets:
    """Runs detect-secrets."""

    name = "detect-secrets"
    alone = False

    def version(self) -> str:
        """Return its version; "" where it is not installed."""
        return installed_version("detect-secrets")

    def scan(self, server: str, source: Source) -> Scan:
        """Scan every file that a person may have written."""
        written = source.written()
        files = [file for file in written if _has_short_lines(file)]
        skipped: list[Skipped] = []
        if len(files) < len(written):
            why = f"{len(written) - len(files)} file(s) with lines longer than {LINE_BYTES_MAX:,} bytes were not read"
            skipped.append(Skipped(scanner=self.name, server=server, why=why))
        if not files:
            return Scan(skipped=tuple(skipped), ran=False)
        with Workplace() as place:
            names = stage(files, place.files)
            command = [sys.executable, "-I", "-m", "detect_secrets", "-c", "1", "scan", "--no-verify", "--all-files"]
            # A comment in the server's code (pragma: allowlist secret) must not silence it.
            command += ["--disable-filter", "detect_secrets.filters.allowlist.is_line_allowlisted", "."]
            try:
                report: Any = json_of(place.run(command, seconds=SECONDS_MAX))
                findings = kept(self._findings(server, report["results"], names))
            except UnusableError as error:
                return failed(self.name, server, str(error))
            except (AttributeError, KeyError, TypeError, ValueError):
                return failed(self.name, server, "printed JSON of another shape than it should")
        return Scan(findings=findings, skipped=tuple(skipped))

    def _findings(self, server: str, results: Any, names: dict[str, str]) -> Iterator[Finding]:
        for called, entries in cast("dict[str, Any]", results).items():
            name = names[called.replace("\\", "/").rsplit("/", 1)[-1]]
            for entry in objects(entries):
                kind, line = str(entry["type"])[:80], int(entry["line_number"])
                severity = _SEVERITY.get(kind, _KEY)
                yield Finding(
                    scanner=self.name,
                    rule=kind.lower().replace(" ", "_"),
                    server=server,
                    locator=f"{name}:{line}",
                    says=_says(kind, severity),  # the secret itself is never shown
                    severity=severity,
                    cwe=_CWE if severity == "high" else "",
                )


def _says(kind: str, severity: Severity) -> str:
    if severity == "info":
        return "A string looks random: it may be a key, and is more often a digest."
    return f"Looks like a secret in the source: {kind}." if kind != "Public IP (ipv4)" else "An address is written in."


def _has_short_lines(file: SourceFile) -> bool:
    return len(_longest(file.data.split(b"\n"))) <= LINE_BYTES_MAX


def _longest(lines: Sequence[bytes]) -> bytes:
    return max(lines, key=len)
