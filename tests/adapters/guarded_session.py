"""A client that talks to a server through `seatrial guard`, with real processes and pipes, for the guard's tests."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seatrial.core.trace import Trace, decode_trace
from seatrial.mcp_audit.lock import LockDecision, encode_lock, locked_server, make_lock
from seatrial.mcp_audit.records import Listing, Tool

ALLOW = LockDecision(verdict="allow", p=0.01, on="2026-01-02")
BLOCK = LockDecision(verdict="block", p=0.98, on="2026-01-02")
REVIEW = LockDecision(verdict="review", p=0.4, on="2026-01-02")

SERVER = """
import json, os, sys

TOOLS = {"add": "Add two numbers.", "mail": "Send a mail."}


def send(message):
    sys.stdout.buffer.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\\n")
    sys.stdout.buffer.flush()


def listed():
    return [{"name": name, "description": says, "inputSchema": {"type": "object"}} for name, says in TOOLS.items()]


def call(asked, name, arguments):
    return {"content": [{"type": "text", "text": f"{name} {json.dumps(arguments)}"}]}


def answer(asked):
    method = asked["method"]
    if method == "initialize":
        info = {"name": "s", "version": "1"}
        return {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}, "serverInfo": info}
    if method == "tools/list":
        return {"tools": listed()}
    if method == "tools/call":
        return call(asked, asked["params"]["name"], asked["params"].get("arguments"))
    return {}


def main():
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        if "id" in asked and "method" in asked:
            result = answer(asked)
            if result is not None:
                send({"id": asked["id"], "result": result})


#EXTRA
main()
"""


def tool(name: str, says: str) -> Tool:
    """A tool as the server above lists it."""
    return Tool(name=name, description=says, schema={"type": "object"})


class Session:
    """One client, one guard, one server. Reads block until there is something: nothing here waits for time to pass."""

    def __init__(self, folder: Path, *options: str, extra: str = "", locked: Mapping[str, Any] | None = None) -> None:
        """Start.

        Args:
            folder: Where the server's script, the lock and the trace go.
            options: Of `seatrial guard`.
            extra: Code of the server that replaces parts of it.
            locked: Decisions by tool; a lock is made of the server's own two tools. None for no lock.
        """
        script = folder / "server.py"
        script.write_text(SERVER.replace("#EXTRA", extra), encoding="utf-8")
        command = [sys.executable, str(script)]
        self.trace_file = folder / "trace.jsonl"
        words = [*options, "--trace", str(self.trace_file)]
        if locked is not None:
            tools = (tool("add", "Add two numbers."), tool("mail", "Send a mail."))
            listing = Listing(server="s", target="s", own_name="s", tools=tools)
            decided = {"add": ALLOW, "mail": ALLOW, **locked}
            server = locked_server(listing, command=command, decision=ALLOW, tools=decided)
            lock = folder / "mcp.lock"
            lock.write_bytes(encode_lock(make_lock({"s": server}, seatrial="test")))
            words += ["--lock", str(lock)]
        self.errors = (folder / "stderr.txt").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "seatrial", "guard", *words, "--", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
        )
        self._last = 0

    def write(self, *lines: bytes) -> None:
        """Send raw lines."""
        assert self.process.stdin is not None
        for line in lines:
            self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self) -> Any:
        """Return the next message; None at the end."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def send(self, method: str, **params: Any) -> int:
        """Send a request, and return its id."""
        self._last += 1
        self.write(json.dumps({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}).encode())
        return self._last

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its answer; notifications before it are passed over."""
        asked = self.send(method, **params)
        while (message := self.read()) is not None:
            if message.get("id") == asked:
                return message
        raise AssertionError(f"no answer to {method}; it said: {self.said()}")

    def call(self, name: str, **arguments: Any) -> Any:
        """Call a tool."""
        return self.ask("tools/call", name=name, arguments=arguments)

    def names(self) -> list[str]:
        """Return the names of the tools listed now."""
        return [one["name"] for one in self.ask("tools/list")["result"]["tools"]]

    def end(self) -> int:
        """Close the client's side; return the exit code."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait()

    def said(self) -> str:
        """Return what came on standard error so far."""
        self.errors.seek(0)
        return self.errors.read().decode()

    def trace(self) -> Trace:
        """Return the trace, as far as it goes."""
        return decode_trace(self.trace_file.read_bytes(), source="trace")

    def close(self) -> None:
        """Whatever happened, leave nothing running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.errors):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
