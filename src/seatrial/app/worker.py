"""What one process of a run does: a range of conversations, each with its baseline. Called through an executor.

An agent is loaded once per process, however many ranges follow.
"""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass

from seatrial.adapters.interrupts import should_stop
from seatrial.app.run_folder import RunRequest
from seatrial.app.staging import Staging, stage
from seatrial.core.errors import InvariantError, RunError, SeatrialError
from seatrial.evaluation.results import ConversationResult
from seatrial.simulation.run import Simulated


@dataclass(frozen=True, slots=True)
class Unit:
    """A range of a run's conversations.

    Attributes:
        agent: Where the agent is.
        agent_digest: What it was when the run began.
        stop: Not included.
    """

    request: RunRequest
    agent: str
    agent_digest: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An error on its way from one process to another.

    Attributes:
        ours: Whether it is a bug in seatrial.
        trail: Its traceback, for whoever looks for the bug.
    """

    message: str
    code: str
    hint: str
    ours: bool
    trail: str

    def error(self) -> SeatrialError:
        """Return it as an exception."""
        kind = InvariantError if self.ours else RunError
        error = kind(self.message, code=self.code, hint=self.hint)
        error.add_note(self.trail)
        return error


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a unit; fewer results than asked for when somebody asked to stop.

    Attributes:
        baseline: Verdicts of the do-nothing agent, one for each result.
        traces: Encoded, by conversation id.
        passes: Card -> id of its first pass, whose trace is among them.
        cpu_s: Used by this process since it last said so.
        error: What kept it from having them all; raised by whoever keeps the results, once they are kept.
    """

    results: tuple[ConversationResult, ...]
    baseline: tuple[str, ...]
    traces: Mapping[str, bytes]
    passes: Mapping[str, str]
    cpu_s: float
    error: Failure | None = None


class Work:
    """Does units; picklable, so that a pool can hand it to fresh processes."""

    def __init__(self, staging: Staging | None = None) -> None:
        """Prepare.

        Args:
            staging: At hand already in the parent; None in a worker, which sets its own.
        """
        self._staging = staging
        self._cpu_s = 0.0

    def __reduce__(self) -> tuple[type[Work], tuple[()]]:
        """Nothing travels: a worker loads what it needs."""
        return Work, ()

    def __call__(self, unit: Unit) -> Done:
        """Have the unit's conversations; what goes wrong comes with those that were had before."""
        gathered = _Gathered(everything=unit.request.keep == "all")
        failure = None
        # A unit is a second of work: what cycles its conversations leave can wait for its end.
        gc.disable()
        try:
            staging = self._staged(unit)
            for index in range(unit.start, unit.stop):
                if should_stop():
                    break
                item = staging.suite.item(index)
                simulated = staging.runner.run(item)
                gathered.add(simulated, staging.runner.baseline(item))
        except SeatrialError as error:
            trail = "".join(traceback.format_exception(error))
            failure = Failure(str(error), error.code, error.hint, isinstance(error, InvariantError), trail)
        finally:
            gc.enable()
        used_s = time.process_time()
        self._cpu_s, cpu_s = used_s, used_s - self._cpu_s
        return Done(tuple(gathered.results), tuple(gathered.baseline), gathered.traces, gathered.passes, cpu_s, failure)

    def _staged(self, unit: Unit) -> Staging:
        if self._staging is None:
            self._staging = stage(unit.request, agent=unit.agent)
        digest = self._staging.loaded.agent.digest
        if digest != unit.agent_digest:
            raise RunError(
                f"{unit.agent}: the agent was changed while it was being rehearsed.",
                code="run.agent_changed",
                hint="Start again; finished conversations were kept.",
            )
        return self._staging


class _Gathered:
    """What a unit has so far."""

    def __init__(self, *, everything: bool) -> None:
        self.results: list[ConversationResult] = []
        self.baseline: list[str] = []
        self.traces: dict[str, bytes] = {}
        self.passes: dict[str, str] = {}
        self._everything = everything

    def add(self, simulated: Simulated, baseline: ConversationResult) -> None:
        """Take a conversation in, and its trace when it is worth keeping."""
        result = simulated.result
        self.results.append(result)
        self.baseline.append(baseline.verdict)
        first_pass = result.verdict == "passed" and result.scenario not in self.passes
        if first_pass:
            self.passes[result.scenario] = result.id
        if first_pass or result.verdict != "passed" or self._everything:
            self.traces[result.id] = simulated.ran.encode()
