"""The process pool: pieces of work side by side in several processes.

Results come in the order of the units, whoever finishes first. Whatever ends a run early (Ctrl-C, an error, a killed
worker, a tool that never returns), units that were finished are still handed out before the error is raised; then their
order holds, but the unfinished are missing. Called by `app`; knows nothing of conversations.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeVar

from seatrial.adapters.alarm import Beacon, overdue_error
from seatrial.adapters.interrupts import Interrupts, ignoring_interrupts, stop_when
from seatrial.core.errors import InvariantError, RunError, SeatrialError

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 2
"""Units a worker holds: one under way, one at hand, so that it never waits for us."""
WINDOW = 4
"""Units per worker beyond the oldest unfinished one: bounds what is kept in memory."""
POLL_S = 0.25


_beacon: list[Beacon] = []


def worker_beacon() -> Beacon | None:
    """Return the beacon that the parent of this process reads; None in a process that is no worker."""
    return _beacon[-1] if _beacon else None


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection[Any, Any]
    beacon: Beacon
    holds: deque[int] = field(default_factory=deque[int])


class ProcessPool:
    """Does the work in several processes, by default started in the quickest way that is safe here.

    The work and the units must be picklable, and so must the results; a worker lives through the whole map, so what the
    work computes once per process is computed once per worker.
    """

    def __init__(self, jobs: int, *, start: Literal["", "fork", "spawn"] = "") -> None:
        """Prepare.

        Args:
            jobs: Processes to use, at least 1.
            start: How they are started: copied from this one, or afresh, which takes them half a second; "" chooses.
        """
        self._jobs = max(1, jobs)
        self._start = start or quickest_start()

    def map(self, work: Callable[[A], B], units: Iterable[A], *, name: Callable[[A], str] = repr) -> Iterator[B]:
        """Yield one result per unit, in order.

        Args:
            work: Called once per unit, in a worker.
            units: Taken as they are needed.
            name: How a unit is called in errors.

        Raises:
            RunError: A worker died, or a tool in it never returned; names the unit.
            SeatrialError: The work raised it.
            InvariantError: The work raised something else.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        with Interrupts() as interrupts:
            run = _Run[A, B](self._jobs, self._start, work, units, name)
            try:
                yield from run.results(interrupts)
            finally:
                run.close()


class _Run(Generic[A, B]):
    """One map under way."""

    def __init__(
        self, jobs: int, start: str, work: Callable[[A], B], units: Iterable[A], name: Callable[[A], str]
    ) -> None:
        context: Any = multiprocessing.get_context(start)
        self._stop = context.RawValue("b", 0)
        self._units = iter(units)
        self._name = name
        self._window = WINDOW * jobs
        self._under_way: dict[int, A] = {}
        self._done: dict[int, B] = {}
        self._issued = 0
        self._next = 0
        self._exhausted = False
        self._error: BaseException | None = None
        self._workers: list[_Worker] = []
        with ignoring_interrupts(), warnings.catch_warnings():
            # Python warns of any thread beside a fork; those of the numeric library know how to take one.
            warnings.filterwarnings("ignore", "This process.*is multi-threaded", DeprecationWarning)
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                beacon = Beacon()
                # A copy of this process holds our ends of the pipes too; while it does, nobody hears that we are gone.
                held = (ours, *(worker.connection for worker in self._workers)) if start == "fork" else ()
                process = context.Process(target=_serve, args=(theirs, work, beacon, self._stop, held))
                process.start()
                theirs.close()
                self._workers.append(_Worker(process, ours, beacon))

    def results(self, interrupts: Interrupts) -> Iterator[B]:
        """Issue units, collect results, hand them out in order."""
        while True:
            if interrupts.asked:
                self._end(KeyboardInterrupt())
            self._issue()
            while self._next in self._done:
                yield self._done.pop(self._next)
                self._next += 1
            if not self._under_way:
                break
            self._collect()
        for index in sorted(self._done):
            yield self._done.pop(index)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End all workers: at once those that are still at work, and kindly the others."""
        for worker in self._workers:
            worker.connection.close()
            if worker.holds:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join()

    def _issue(self) -> None:
        for level in range(AHEAD):  # first one for everybody, then one at hand
            for worker in self._workers:
                if len(worker.holds) > level or not self._may_issue():
                    continue
                unit = next(self._units, self)
                if unit is self:
                    self._exhausted = True
                    return
                index = self._issued
                self._issued += 1
                self._under_way[index] = unit  # pyright: ignore[reportArgumentType] - the sentinel is excluded above
                worker.holds.append(index)
                with suppress(OSError):  # it died; `_collect` will see that and name the unit
                    worker.connection.send((index, unit))

    def _may_issue(self) -> bool:
        return self._error is None and not self._exhausted and self._issued - self._next < self._window

    def _collect(self) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        for ready in wait(list(by_connection), timeout=POLL_S):
            worker = by_connection[ready]  # pyright: ignore[reportArgumentType] - only what was passed in comes back
            try:
                index, kind, value = worker.connection.recv()
            except (EOFError, OSError):
                self._died(worker)
                continue
            worker.holds.remove(index)
            del self._under_way[index]
            if kind == "done":
                self._done[index] = value
            elif kind == "failed":
                self._end(_rebuilt(value))
        now_s = time.monotonic()
        for worker in self._workers:
            stuck = worker.beacon.overdue(now_s) if worker.holds else ""
            if stuck:
                self._lost(worker, overdue_error(stuck))

    def _died(self, worker: _Worker) -> None:
        worker.process.join()
        code = worker.process.exitcode or 0
        how = f"was killed ({signal.Signals(-code).name})" if code < 0 else f"exited with {code}"
        unit = self._name(self._under_way[worker.holds[0]]) if worker.holds else "nothing"
        called = worker.beacon.called()
        if called is not None:
            tool, conversation = called
            unit = f"{unit}: it was calling the tool '{tool}' in conversation {conversation}"
        self._lost(
            worker,
            RunError(
                f"A worker process {how} while it did {unit}.",
                code="pool.worker_died",
                hint="Short of memory? Try fewer --jobs. Finished conversations were kept."
                if called is None
                else f"Look in tools.py for what ends the process in '{called[0]}'. Finished conversations were kept.",
            ),
        )

    def _lost(self, worker: _Worker, error: RunError) -> None:
        worker.process.kill()
        worker.connection.close()
        self._workers.remove(worker)
        for index in worker.holds:
            del self._under_way[index]
        worker.process.join()
        self._end(error)

    def _end(self, error: BaseException) -> None:
        """Issue nothing more; let what is under way finish early."""
        self._error = self._error or error
        self._stop.value = 1


def quickest_start() -> Literal["fork", "spawn"]:
    """Return how processes are best started: as copies where no other thread could hold a lock in them for ever."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(
    connection: Connection[Any, Any],
    work: Callable[[Any], Any],
    beacon: Beacon,
    stop: Any,
    held: Sequence[Connection[Any, Any]],
) -> None:
    """Be a worker: do what comes until nobody is there any more."""
    for other in held:
        other.close()
    _beacon.append(beacon)
    # Standard output belongs to the parent's data; what an author's tools print goes where people read.
    with redirect_stdout(sys.stderr), stop_when(lambda: bool(stop.value)):
        while True:
            try:
                index, unit = connection.recv()
            except (EOFError, OSError):
                return
            if stop.value:
                connection.send((index, "skipped", None))
                continue
            try:
                answer = (index, "done", work(unit))
                connection.send(answer)
            except BaseException as error:  # noqa: BLE001 - the parent must hear of it, whatever it is
                with suppress(OSError):  # unless it is gone itself
                    connection.send((index, "failed", _taken_apart(error)))


def _taken_apart(error: BaseException) -> tuple[type[SeatrialError], str, str, str]:
    if isinstance(error, SeatrialError):
        return type(error), str(error), error.code, error.hint
    trail = "".join(traceback.format_exception(error))
    return InvariantError, f"{type(error).__name__}: {error}", "pool.raised", trail


def _rebuilt(parts: tuple[type[SeatrialError], str, str, str]) -> SeatrialError:
    kind, message, code, hint = parts
    if code == "pool.raised":
        bug = InvariantError(message, code=code)
        bug.add_note(hint)
        return bug
    while kind is not SeatrialError:
        try:
            return kind(message, code=code, hint=hint)
        except TypeError:  # made from other arguments, as `MistakesError` is: the class above says the same
            kind = kind.__bases__[0]
    return SeatrialError(message, code=code, hint=hint)
