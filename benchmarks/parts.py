"""Where the CPU time of a run goes: the parts of a conversation are wrapped, and each gets what no inner part took.

Reading the clock costs time itself, so shares are what counts; `speed` scales them to the cost of an untouched run.
"""

import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pkgutil import resolve_name
from typing import Any
from unittest import mock

SESSION = "Session.receive, the rest of it"
UNDERSTANDING = "understanding"
GUARDRAILS = "guardrails"
TOOLS = "tools"
PEOPLE = "people and channel"
CHECKS = "checks and verdict"
TRACES = "trace encoding and digest"
WRITING = "writing"
BASELINE = "do-nothing baseline"
DRIVER = "driver and wiring"
REST = "tally, report"
START = "start-up"
"""Of the wrapped run: the agent loaded and prepared. Not per call, so that it is left out of the shares."""

_SETTINGS: tuple[tuple[str, str], ...] = (
    (START, "seatrial.app.simulating.stage"),
    (SESSION, "seatrial.agents.session.Session.receive"),
    (SESSION, "seatrial.agents.session.Session.__init__"),
    (UNDERSTANDING, "seatrial.agents.understanding.Rules.understand"),
    (GUARDRAILS, "seatrial.agents.guardrails.InputGuard.check"),
    (GUARDRAILS, "seatrial.agents.guardrails.OutputGuard.pass_through"),
    (TOOLS, "seatrial.agents.toolbox.Toolbox.__call__"),
    (PEOPLE, "seatrial.simulation.run.make_caller"),
    (CHECKS, "seatrial.simulation.run.judge"),
    (TRACES, "seatrial.runtime.virtual._Driver._encoded"),
    (TRACES, "seatrial.runtime.rehearsal.Ran.encode"),
    (WRITING, "seatrial.app.run_folder.RunFolder.write_trace"),
    (WRITING, "seatrial.app.run_folder.RunFolder.append"),
    (WRITING, "seatrial.app.run_folder.RunFolder.write_progress"),
    (WRITING, "seatrial.app.run_folder.RunFolder.write_report"),
    (WRITING, "seatrial.app.run_folder.RunFolder.write_manifest"),
    (DRIVER, "seatrial.simulation.run.rehearse"),
    (DRIVER, "seatrial.simulation.run.Runner.run"),
    (BASELINE, "seatrial.simulation.run.Runner.baseline"),
)
_PEER = ("start", "agent_started", "agent_stopped", "agent_paused", "agent_resumed", "transferred", "ended", "wake")
_PEERS = ("seatrial.simulation.caller.Caller", "seatrial.simulation.scripted.ScriptedCaller")


class Parts:
    """Nanoseconds of CPU per part, each without the parts inside it."""

    def __init__(self) -> None:
        self.spent_ns: dict[str, int] = {}
        self._stack: list[str] = []
        self._since = time.process_time_ns()

    def switch(self, to: str | None) -> None:
        """Charge the time since the last switch to the innermost part; enter one, or leave it with None."""
        now = time.process_time_ns()
        if self._stack:
            self.spent_ns[self._stack[-1]] = self.spent_ns.get(self._stack[-1], 0) + now - self._since
        if to is None:
            self._stack.pop()
        else:
            self._stack.append(to)
        self._since = now

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and charges its time."""

        def wrapper(*args: Any, **named: Any) -> Any:
            # The baseline is a part as a whole: what runs inside it is not told apart.
            self.switch(BASELINE if BASELINE in self._stack else part)
            try:
                return function(*args, **named)
            finally:
                self.switch(None)

        return wrapper

    @contextmanager
    def watching(self) -> Generator[None]:
        """Wrap all parts for a while."""
        peers = [(PEOPLE, f"{peer}.{name}") for peer in _PEERS for name in _PEER]
        with ExitStack() as stack:
            for part, target in (*_SETTINGS, *peers):
                stack.enter_context(mock.patch(target, self.timed(part, resolve_name(target))))
            self._since = time.process_time_ns()
            self.switch(REST)
            yield
            self.switch(None)


@contextmanager
def watching_receive(totals: dict[str, int]) -> Generator[None]:
    """Add up, for a while, how long `Session.receive` takes and how often it is called; nothing else is wrapped."""
    target = "seatrial.agents.session.Session.receive"
    receive = resolve_name(target)
    clock = time.process_time_ns

    def wrapper(session: Any, at_ms: int, event: Any) -> Any:
        began = clock()
        try:
            return receive(session, at_ms, event)
        finally:
            totals["ns"] = totals.get("ns", 0) + clock() - began
            totals["calls"] = totals.get("calls", 0) + 1

    with mock.patch(target, wrapper):
        yield


def clock_cost_ns() -> float:
    """Return what one reading of the clock costs."""
    count = 20_000
    began = time.process_time_ns()
    for _ in range(count):
        time.process_time_ns()
    return (time.process_time_ns() - began) / count
