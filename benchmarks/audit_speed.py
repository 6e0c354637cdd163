"""How long an audit of ten servers takes: the first time, and again with nothing changed.

    python benchmarks/audit_speed.py [--runs 3] [--json]

Wall time of `seatrial audit` on a configuration with ten servers, in the sandbox and without network for them: the five
official ones twice where scripts/mcp-servers has installed them, else ten that ship for tests. "Cold" begins with no
cache. Wall time says as much about what else the machine does as about seatrial: mind the load in the first line, and
the processor time below the table: of an audit with its scanners, and of the same ten servers alone, started without
sandbox or seatrial, asked for their tools and killed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from machine import SEATRIAL, Bar, Used, cpu_s, finish, spread, tell, use
from seatrial.testing.mcp_servers import command

COLD_S_MAX = 60.0
AGAIN_S_MAX = 5.0
SERVERS = Path(__file__).parents[1] / ".mcp-servers"


def official(notes: str) -> dict[str, list[str]]:
    """Return the five official servers, none where they are not installed."""
    if not (SERVERS / "made-from").is_file() or shutil.which("node") is None:
        return {}
    python, node = SERVERS / "python/bin", SERVERS / "node/node_modules/.bin"
    found = {name: [str(python / f"mcp-server-{name}")] for name in ("fetch", "git", "time")}
    found["everything"] = [str(node / "mcp-server-everything")]
    found["filesystem"] = [str(node / "mcp-server-filesystem"), notes]
    return found


def configuration(folder: Path) -> tuple[Path, str]:
    """Write a configuration with ten servers; return it, and which they are in words."""
    notes = folder / "notes"
    notes.mkdir()
    five = official(str(notes))
    words = "the five official servers twice" if five else "ten servers that ship for tests"
    five = five or {f"honest-{number}": command("honest", python=sys.executable) for number in range(5)}
    servers = {
        f"{name}-{copy}": {"command": line[0], "args": line[1:]} for copy in (1, 2) for name, line in five.items()
    }
    path = folder / "mcp.json"
    path.write_text(json.dumps({"mcpServers": servers}), encoding="utf-8")
    return path, words


def audited(config: Path, cache: Path) -> tuple[Used, Mapping[str, Any]]:
    """Audit; return what that used, and the result."""
    used = use([*SEATRIAL, "audit", str(config), "--json"], env={"SEATRIAL_CACHE": str(cache)}, codes=(0, 1, 3))
    return used, json.loads(used.out)


def alone_cpu_s(config: Path) -> float:
    """Start each server bare, one after another, until it has listed its tools; return the processor time of all."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "benchmark", "version": "1"}}
    asked = [
        {"id": 0, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 1, "method": "tools/list"},
    ]
    lines = b"".join(json.dumps({"jsonrpc": "2.0", **one}).encode() + b"\n" for one in asked)
    began = cpu_s()
    for server in json.loads(config.read_text(encoding="utf-8"))["mcpServers"].values():
        with subprocess.Popen(
            [server["command"], *server["args"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"]},
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(lines)
            process.stdin.flush()
            for line in process.stdout:
                if json.loads(line).get("id") == 1:
                    break
            process.kill()
    return cpu_s() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="cold and again, so many times")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    cold: list[Used] = []
    again: list[Used] = []
    result: Mapping[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        config, words = configuration(Path(name))
        for run in range(options.runs):
            cache = Path(name) / f"cache-{run}"
            tell(f"run {run + 1} of {options.runs}")
            cold.append(audited(config, cache)[0])
            used, result = audited(config, cache)
            again.append(used)
        alone_s = alone_cpu_s(config)
    kept = sum(server.get("cached", False) for server in result["servers"])
    listed = [server for server in result["servers"] if "listing" in server]
    tools = sum(len(server.get("tools", ())) for server in listed)
    best_cold, best_again = min(used.wall_s for used in cold), min(used.wall_s for used in again)
    bars = [
        Bar("ten servers, cold", _seconds(cold), f"<= {COLD_S_MAX:g} s", best_cold <= COLD_S_MAX),
        Bar("the same again", _seconds(again), f"<= {AGAIN_S_MAX:g} s", best_again <= AGAIN_S_MAX),
        Bar("servers listed", f"{len(listed)} of 10", "10", len(listed) == 10),
    ]
    figures = {
        "servers": words,
        "tools": tools,
        "cold_s": [used.wall_s for used in cold],
        "again_s": [used.wall_s for used in again],
        "cold_cpu_s": [used.cpu_s for used in cold],
        "again_cpu_s": [used.cpu_s for used in again],
        "servers_alone_cpu_s": alone_s,
        "kept": kept,
    }
    lines = [
        f"{words[:1].upper()}{words[1:]}: {tools} tools; the second time the scans of {kept} were kept.",
        f"Processor time, without that of the servers: cold {spread([used.cpu_s for used in cold], 1)} s, again "
        f"{spread([used.cpu_s for used in again], 1)} s. The ten servers alone: {alone_s:.1f} s.",
    ]
    return finish("Audit", bars, lines, figures, as_json=options.json)


def _seconds(runs: list[Used]) -> str:
    walls = [used.wall_s for used in runs]
    return f"{min(walls):.1f} s at best, {statistics.median(walls):.1f} s in the median of {len(walls)}"


if __name__ == "__main__":
    raise SystemExit(main())
