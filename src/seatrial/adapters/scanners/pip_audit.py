"""pip-audit: known vulnerabilities of packages that a server runs on. Comes with the extra `audit`; needs a network.

It fails open: of a package that it cannot look up it says nothing bad, and ends well. Here every such package is
skipped, hence unknown. Servers share packages, so what it was told of one is not asked again.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from seatrial.adapters.scanners.child import Ran, Workplace
from seatrial.adapters.scanners.installed import installed_version
from seatrial.adapters.scanners.scan import UnusableError, failed, json_of, kept, objects
from seatrial.adapters.scanners.source import Source
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding, Skipped

SECONDS_MAX = 60.0
KEEP_HOURS = 24
INCOMPLETE_KEEP_HOURS = 1
"""Where the service did not know every package: it may in a while, and asking takes seconds."""
NAMES_SHOWN = 3
_UNREACHABLE = "could not reach its vulnerability service; to do without it, say --without pip-audit"
_NETWORK = (
    "ConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "SSLError",
    "blocking this service",
    "MaxRetry",
)


class PipAudit:
    """Runs pip-audit."""

    name = "pip-audit"
    alone = True

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._known: dict[str, tuple[Finding, ...]] = {}
        self._unknown: set[str] = set()
        self._broken = ""

    def version(self) -> str:
        """Return its version; "" where it is not installed."""
        return installed_version("pip-audit")

    def scan(self, server: str, source: Source) -> Scan:
        """Look up the packages."""
        skipped = [self._skipped(server, "no version is known of", source.unpinned)] if source.unpinned else []
        if source.uses_npm:
            why = "the packages of npm that it uses are not looked up here; npm audit, in its folder, does"
            skipped.append(Skipped(scanner=self.name, server=server, why=why))
        if not source.packages:
            return Scan(skipped=tuple(skipped), ran=False)
        with self._asking:
            new = [package for package in source.packages if package not in self._known | dict.fromkeys(self._unknown)]
            if new and not self._broken:
                self._broken = self._ask(new)
            missing = [package for package in source.packages if package not in self._known]
            if self._broken and any(package not in self._unknown for package in missing):
                broken = failed(self.name, server, self._broken)
                return Scan(skipped=(*broken.skipped, *skipped), ran=False, keep_hours=0)
            found = [finding for package in source.packages for finding in self._known.get(package, ())]
        if missing:
            skipped.append(self._skipped(server, "it could not look up", missing))
        named = [msgspec.structs.replace(finding, server=server) for finding in found]
        return Scan(
            findings=kept(named), skipped=tuple(skipped), keep_hours=INCOMPLETE_KEEP_HOURS if missing else KEEP_HOURS
        )

    def _skipped(self, server: str, why: str, names: Sequence[str]) -> Skipped:
        few = ", ".join(names) if len(names) <= NAMES_SHOWN else f"{len(names)} packages, such as {names[0]}"
        return Skipped(scanner=self.name, server=server, why=f"{why} {few}")

    def _ask(self, packages: Sequence[str]) -> str:
        """Look packages up; return why that failed."""
        with Workplace() as place:
            wanted = place.files / "packages.txt"
            wanted.write_text("".join(f"{package}\n" for package in packages), "utf-8")
            command = [sys.executable, "-I", "-m", "pip_audit", "-f", "json", "--progress-spinner", "off"]
            command += ["--timeout", "5", "--no-deps", "--disable-pip", "-r", wanted.name]
            ran = place.run(command, seconds=SECONDS_MAX, network=True)
            try:
                report: Any = json_of(ran, codes=(0, 1))  # 1: something was found
                self._take(report, packages)
            except UnusableError as error:
                return _UNREACHABLE if _is_network(ran) else str(error)
            except (AttributeError, KeyError, TypeError, ValueError):
                return "printed JSON of another shape than it should"
        return ""

    def _take(self, report: Any, packages: Sequence[str]) -> None:
        asked = {package.split("==", 1)[0]: package for package in packages}
        told: dict[str, tuple[Finding, ...]] = {}
        for entry in objects(report["dependencies"]):
            package = asked.get(str(entry["name"]))
            if package is not None and "skip_reason" not in entry and package == f"{entry['name']}=={entry['version']}":
                told[package] = tuple(_findings(package, entry))
        self._known |= told
        self._unknown |= {package for package in packages if package not in told}


def _findings(package: str, entry: dict[str, Any]) -> Iterator[Finding]:
    for flaw in objects(entry["vulns"]):
        fixed = [str(found) for found in flaw.get("fix_versions", [])][:3]
        mended = f"; mended in {', '.join(fixed)}" if fixed else ""
        yield Finding(
            scanner="pip-audit",
            rule=str(flaw["id"])[:60],
            server="",
            locator=package,
            says=f"{package} has a known vulnerability, {str(flaw['id'])[:60]}{mended}.",
            severity="medium",  # it is not told how severe
            owasp="MCP04",
        )


def _is_network(ran: Ran) -> bool:
    return any(word in ran.errors for word in _NETWORK)
