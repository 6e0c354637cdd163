"""semgrep, where it is installed: our own rules over Python and JavaScript, read from the package, nothing fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files as resources
from typing import Any

from seatrial.adapters.scanners.child import Workplace
from seatrial.adapters.scanners.installed import program_identity
from seatrial.adapters.scanners.scan import UnusableError, failed, json_of, kept, line_of, objects
from seatrial.adapters.scanners.source import PYTHON, SCRIPT, Source, stage
from seatrial.dissent.records import Severity
from seatrial.mcp_audit.inspected import KEEP_HOURS, Scan
from seatrial.mcp_audit.records import Finding, Skipped

SECONDS_MAX = 120.0
_SEVERITY: dict[str, Severity] = {"INFO": "low", "WARNING": "medium", "ERROR": "high"}
_CODES = (0, 1)


def own_rules() -> dict[str, bytes]:
    """Return our rule files by name."""
    folder = resources("seatrial.mcp_audit") / "semgrep"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(".yaml")}


class Semgrep:
    """Runs semgrep."""

    name = "semgrep"
    alone = False

    def version(self) -> str:
        """Return what tells this program and our rules from others; "" where it is not on the PATH."""
        program = program_identity(self.name)
        if not program:
            return ""
        rules = sha256(b"".join(data for _, data in sorted(own_rules().items()))).hexdigest()
        return f"{program}:{rules}"

    def scan(self, server: str, source: Source) -> Scan:
        """Scan Python and JavaScript."""
        files = source.of(PYTHON | SCRIPT)
        if not files:
            return Scan(ran=False)
        with Workplace() as place:
            rules = place.folder / "rules"
            rules.mkdir()
            for name, data in own_rules().items():
                (rules / name).write_bytes(data)
            names = stage(files, place.files)
            command = [shutil.which("semgrep") or "semgrep", "scan", "--json", "--quiet", "--metrics=off"]
            command += ["--disable-version-check", "--no-git-ignore", "--disable-nosem", "--jobs=1"]
            command += [f"--max-target-bytes={2_000_000}", "--config", str(rules), "."]
            try:
                report: Any = json_of(place.run(command, seconds=SECONDS_MAX), codes=_CODES)
                findings = kept(self._findings(server, source, report, names))
                unread = len(objects(report.get("errors")))
            except UnusableError as error:
                return failed(self.name, server, str(error))
            except (AttributeError, KeyError, TypeError, ValueError):
                return failed(self.name, server, "printed JSON of another shape than it should")
        skipped = (
            [Skipped(scanner=self.name, server=server, why=f"{unread} part(s) could not be read")] if unread else []
        )
        # What it could not read it may have had no time for: another time it may.
        return Scan(findings=findings, skipped=tuple(skipped), keep_hours=0 if unread else KEEP_HOURS)

    def _findings(self, server: str, source: Source, report: Any, names: dict[str, str]) -> Iterator[Finding]:
        for entry in objects(report["results"]):
            name = names[str(entry["path"]).replace("\\", "/").rsplit("/", 1)[-1]]
            line, extra = int(entry["start"]["line"]), entry["extra"]
            about: Any = extra.get("metadata") or {}
            yield Finding(
                scanner=self.name,
                rule=str(entry["check_id"]).rsplit(".", 1)[-1][:80],
                server=server,
                locator=f"{name}:{line}",
                span=line_of(source, name, line),
                says=" ".join(str(extra["message"]).split())[:300],
                severity=_SEVERITY.get(str(extra["severity"]), "low"),
                cwe=str(about.get("cwe", "")),
                owasp=str(about.get("owasp", "")),
            )
