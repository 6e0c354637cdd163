"""The real clock, read in one place: the live driver asks it once per event, and sets its timers here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol


class Handle(Protocol):
    """A timer that can be taken back."""

    def cancel(self) -> None:
        """Do not call back."""
        ...


class Clock(Protocol):
    """Time for a live driver."""

    def now_ms(self) -> int:
        """Return milliseconds that never go back; the origin means nothing."""
        ...

    def call_later(self, after_ms: int, callback: Callable[[], None]) -> Handle:
        """Call back on the event loop's thread, once, a while from now."""
        ...


class LoopClock:
    """The clock of the running asyncio loop."""

    def __init__(self) -> None:
        """Take the running loop.

        Raises:
            RuntimeError: There is none.
        """
        self._loop = asyncio.get_running_loop()

    def now_ms(self) -> int:
        """Return the loop's monotonic time."""
        return int(self._loop.time() * 1000)

    def call_later(self, after_ms: int, callback: Callable[[], None]) -> Handle:
        """Call back later on the loop's thread."""
        return self._loop.call_later(after_ms / 1000, callback)
