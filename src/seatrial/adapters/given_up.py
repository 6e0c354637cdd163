"""Work that may be given up half-way: whatever was started for it ends then, wherever it was started.

Ctrl-C reaches the main thread alone; what runs in threads and in sessions of its own would go on to its own end.
Whoever starts a process or a call says how to end it (`ended_with`); whoever answers for the work as a whole holds it
(`Work`). They find each other through the context, so that nothing has to be handed down. Called by `app`, the
scanners and `adapters.mcp_listing`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import TypeVar

T = TypeVar("T")


class Work:
    """Something that may be given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[object, Callable[[], object]] = {}
        self._over = False

    def run(self, function: Callable[..., T], *args: object) -> T:
        """Call a function as a part of this work; in whatever thread, and in many at once."""
        context = copy_context()
        context.run(_work.set, self)
        return context.run(function, *args)

    def give_up(self) -> None:
        """End what was started for it; what is started from now on ends at once."""
        with self._lock:
            self._over = True
            ends = list(self._ends.values())
        for end in ends:
            end()

    @contextmanager
    def holding(self, end: Callable[[], object]) -> Generator[None]:
        """Within, call `end` once this is given up, in the thread that gives up."""
        key = object()
        with self._lock:
            self._ends[key] = end
            over = self._over
        try:
            if over:
                end()
            yield
        finally:
            with self._lock:
                del self._ends[key]


_work: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def ended_with(end: Callable[[], object]) -> Generator[None]:
    """Within, call `end` once the work that this is a part of is given up; without such work, never."""
    work = _work.get()
    if work is None:
        yield
        return
    with work.holding(end):
        yield
