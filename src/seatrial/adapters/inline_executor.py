"""The inline executor: pieces of work one after another in this process, for a single job.

Finished units are handed out before Ctrl-C ends the run, as the process pool does. Called by `app`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from seatrial.adapters.interrupts import Interrupts, stop_when

A = TypeVar("A")
B = TypeVar("B")


class InlineExecutor:
    """Does the work in this process."""

    def map(self, work: Callable[[A], B], units: Iterable[A]) -> Iterator[B]:
        """Yield one result per unit, in order.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the unit under way was asked to return what it has, and is handed
                out first.
        """
        with Interrupts() as interrupts, stop_when(lambda: interrupts.asked):
            for unit in units:
                yield work(unit)
                if interrupts.asked:
                    raise KeyboardInterrupt
