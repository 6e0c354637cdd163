"""Cisco's YARA rules over what servers list, where their scanner is installed. All in one go: it starts slowly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Any

from seatrial.adapters.scanners.child import Workplace
from seatrial.adapters.scanners.installed import program_identity
from seatrial.adapters.scanners.scan import UnusableError, failed, json_of, objects
from seatrial.dissent.records import Severity
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding, Listing, Skipped, Tool

SECONDS_MAX = 120.0
TOOLS_MAX = 5_000
TEXT_CHARS_MAX = 40_000
_PROGRAM = "mcp-scanner"
_SEVERITY: dict[str, Severity] = {"LOW": "low", "MEDIUM": "medium", "HIGH": "high", "CRITICAL": "high"}
# Its prompts and instructions are for other modes; what is not a tool is read by our own rules.


class CiscoYara:
    """Runs ``mcp-scanner static`` with its YARA analyser alone."""

    name = "yara"

    def version(self) -> str:
        """Return what tells this program from a newer one; "" where it is not on the PATH."""
        return program_identity(_PROGRAM)

    def scan(self, listings: Sequence[Listing]) -> dict[str, Scan]:
        """Scan all tools of all servers."""
        tools = [(listing.server, tool) for listing in listings for tool in listing.tools]
        listed = {f"t{number:05d}": owner for number, owner in enumerate(tools[:TOOLS_MAX])}
        if not listed:
            return {listing.server: Scan(ran=False) for listing in listings}
        with Workplace() as place:
            (place.files / "tools.json").write_text(
                json.dumps({"tools": [_entry(name, tool) for name, (_, tool) in listed.items()]}), "utf-8"
            )
            command = [shutil.which(_PROGRAM) or _PROGRAM, "--analyzers", "yara", "--format", "raw"]
            command += ["static", "--tools", "tools.json"]
            ran = place.run(command, seconds=SECONDS_MAX)
        try:
            results = objects(json_of(ran)["scan_results"])
            return self._scans(listings, listed, results, cut=len(tools) > TOOLS_MAX)
        except UnusableError as error:
            why = str(error)
        except (AttributeError, KeyError, TypeError, ValueError):
            why = "printed JSON of another shape than it should"
        return {listing.server: failed(self.name, listing.server, why) for listing in listings}

    def _scans(
        self,
        listings: Sequence[Listing],
        listed: dict[str, tuple[str, Tool]],
        results: list[dict[str, Any]],
        *,
        cut: bool,
    ) -> dict[str, Scan]:
        found: dict[str, list[Finding]] = {listing.server: [] for listing in listings}
        done: set[str] = set()
        for result in results:
            name = str(result["tool_name"])
            if name not in listed or result["status"] != "completed":
                continue
            done.add(name)
            server, tool = listed[name]
            told: Any = result["findings"].get("yara_analyzer") or {}
            threats: list[Any] = told.get("threat_names") or []
            for threat in threats:
                found[server].append(self._finding(server, tool, str(threat)[:80], str(told.get("severity", ""))))
        missed = {server for name, (server, _) in listed.items() if name not in done}
        if cut:
            missed |= {listing.server for listing in listings}
        return {
            server: Scan(
                findings=tuple(findings),
                skipped=(Skipped(scanner=self.name, server=server, why="some tools were not scanned"),)
                if server in missed
                else (),
                keep_hours=0 if server in missed else Scan().keep_hours,
            )
            for server, findings in found.items()
        }

    def _finding(self, server: str, tool: Tool, threat: str, severity: str) -> Finding:
        return Finding(
            scanner=self.name,
            rule=threat.lower().replace(" ", "_"),
            server=server,
            tool=tool.name,
            locator="description",
            says=f"A pattern for '{threat.lower()}' matches its definition.",
            severity=_SEVERITY.get(severity, "medium"),
        )


def _entry(name: str, tool: Tool) -> dict[str, Any]:
    """Return a tool as the scanner reads it, under a name of ours; its own name stands before its description."""
    schema: Any = tool.schema
    description = f"{tool.name}: {tool.description}"[:TEXT_CHARS_MAX]
    return {"name": name, "description": description, "inputSchema": schema if isinstance(schema, dict) else {}}
