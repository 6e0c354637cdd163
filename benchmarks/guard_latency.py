"""What `seatrial guard` adds to a call: one echo server called directly and through the guard, turn and turn about.

    python benchmarks/guard_latency.py [--calls 2000] [--bytes 200] [--json]

Wall time of `tools/call` from writing the request to reading the whole answer, by a client that waits for each answer.
The guard enforces a lock, searches every result and records every call. The calls are in ten blocks, half of each
direct; differences of p50 and p95 are taken block by block, so that what else the machine does strikes both alike.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from machine import SEATRIAL, Bar, finish, spread, tell
from seatrial.mcp_audit.lock import LockDecision, encode_lock, locked_server, make_lock
from seatrial.mcp_audit.records import Listing, Tool

CALLS = 2_000
BLOCKS = 10
ADDED_MS_MAX = 2.0
START_S_MAX = 0.25
STARTS = 7
SERVER = """
import json, sys
TOOLS = [{"name": "echo", "description": "Say it again.", "inputSchema": {"type": "object"}}]
for line in sys.stdin.buffer:
    asked = json.loads(line)
    if asked["method"] == "tools/list":
        result = {"tools": TOOLS}
    else:
        result = {"content": [{"type": "text", "text": asked["params"]["arguments"]["text"]}]}
    sys.stdout.buffer.write(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": result}).encode() + b"\\n")
    sys.stdout.buffer.flush()
"""


class Client:
    """Asks one thing at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began_s = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.asked = 0

    def ask(self, method: str, params: dict[str, Any]) -> tuple[float, dict[str, Any]]:
        """Return the milliseconds that an answer took, and the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.asked += 1
        line = json.dumps({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}).encode() + b"\n"
        began = time.perf_counter()
        os.write(self.process.stdin.fileno(), line)
        answer = self.process.stdout.readline()
        ms = (time.perf_counter() - began) * 1_000
        return ms, json.loads(answer)

    def close(self) -> None:
        """End it."""
        self.process.communicate()


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def prepared(folder: Path, server: Sequence[str]) -> list[str]:
    """Write a lock for the server; return the command that guards it."""
    tool = Tool(name="echo", description="Say it again.", schema={"type": "object"})
    allow = LockDecision(verdict="allow", p=0.01, on="2026-01-01")
    listing = Listing(server="echo", target="echo", tools=(tool,))
    locked = locked_server(listing, command=server, decision=allow, tools={"echo": allow})
    lock = folder / "mcp.lock"
    lock.write_bytes(encode_lock(make_lock({"echo": locked}, seatrial="benchmark")))
    return [*SEATRIAL, "guard", "--lock", str(lock), "--trace", str(folder / "trace.jsonl"), "--", *server]


def measured(direct: Client, guarded: Client, calls: int, text: str) -> list[tuple[list[float], list[float]]]:
    """Return the milliseconds of the calls of each block: direct, and guarded."""
    blocks: list[tuple[list[float], list[float]]] = []
    for block in range(BLOCKS):
        tell(f"block {block + 1} of {BLOCKS}")
        times: tuple[list[float], list[float]] = ([], [])
        for call in range(calls // BLOCKS):
            for which in (0, 1) if call % 2 else (1, 0):
                ms, answer = (direct, guarded)[which].ask("tools/call", {"name": "echo", "arguments": {"text": text}})
                if answer.get("result", {}).get("content", [{}])[0].get("text") != text:
                    raise SystemExit(f"not the echo: {answer}")
                times[which].append(ms)
        blocks.append(times)
    return blocks


def starts(command: Sequence[str]) -> list[float]:
    """Return the seconds from starting a command to its first answer."""
    found: list[float] = []
    for _ in range(STARTS + 1):
        client = Client(command)
        client.ask("tools/list", {})
        found.append(time.perf_counter() - client.began_s)
        client.close()
    return found[1:]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--calls", type=int, default=CALLS, metavar="N", help="of each kind")
    parser.add_argument("--bytes", type=int, default=200, metavar="N", help="of each result")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    words = "The quick report of the day says that all the figures are as they were and nothing else is known. "
    text = (words * (options.bytes // len(words) + 1))[: options.bytes]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "echo.py"
        script.write_text(SERVER, encoding="utf-8")
        server = [sys.executable, str(script)]
        command = prepared(folder, server)
        direct, guarded = Client(server), Client(command)
        for client in (direct, guarded):
            client.ask("tools/list", {})
            for _ in range(50):
                client.ask("tools/call", {"name": "echo", "arguments": {"text": text}})
        blocks = measured(direct, guarded, options.calls, text)
        direct.close()
        guarded.close()
        tell("starting")
        bare_s, with_guard_s = starts(server), starts(command)
    added = {
        share: [quantile(with_guard, share) - quantile(without, share) for without, with_guard in blocks]
        for share in (0.5, 0.95)
    }
    all_direct = [ms for block in blocks for ms in block[0]]
    all_guarded = [ms for block in blocks for ms in block[1]]
    p95 = quantile(all_guarded, 0.95) - quantile(all_direct, 0.95)
    start_s = min(with_guard_s) - min(bare_s)
    bars = [
        Bar(
            f"added per call at p95, {options.bytes:,} bytes",
            f"{p95:.2f} ms (by block {spread(added[0.95])})",
            f"<= {ADDED_MS_MAX:g} ms",
            p95 <= ADDED_MS_MAX,
        ),
        Bar(
            f"added to the start, best of {STARTS}", f"{start_s:.2f} s", f"<= {START_S_MAX:g} s", start_s <= START_S_MAX
        ),
    ]
    figures = {
        "direct_ms": {"p50": quantile(all_direct, 0.5), "p95": quantile(all_direct, 0.95)},
        "guarded_ms": {"p50": quantile(all_guarded, 0.5), "p95": quantile(all_guarded, 0.95)},
        "added_ms": {"p50": added[0.5], "p95": added[0.95]},
        "start_s": {"direct": bare_s, "guarded": with_guard_s},
    }
    lines = [
        f"{len(all_direct):,} calls each. Direct p50 {quantile(all_direct, 0.5):.2f} ms, p95 "
        f"{quantile(all_direct, 0.95):.2f} ms; guarded p50 {quantile(all_guarded, 0.5):.2f} ms, p95 "
        f"{quantile(all_guarded, 0.95):.2f} ms; added at p50 {statistics.median(added[0.5]):.2f} ms "
        f"(by block {spread(added[0.5])})."
    ]
    return finish("Guard", bars, lines, figures, as_json=options.json)


if __name__ == "__main__":
    raise SystemExit(main())
