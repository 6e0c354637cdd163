"""A clock for tests of live code: time stands still until the test moves it."""

from __future__ import annotations

from collections.abc import Callable


class _Timer:
    """A callback on the fake clock."""

    def __init__(self, due_ms: int, callback: Callable[[], None]) -> None:
        self.due_ms = due_ms
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        """Do not call back."""
        self.cancelled = True


class FakeClock:
    """Implements `runtime.clock.Clock`."""

    def __init__(self) -> None:
        self._now_ms = 0
        self._timers: list[_Timer] = []

    def now_ms(self) -> int:
        """Return the fake time."""
        return self._now_ms

    def call_later(self, after_ms: int, callback: Callable[[], None]) -> _Timer:
        """Call back when `advance` gets there."""
        timer = _Timer(self._now_ms + after_ms, callback)
        self._timers.append(timer)
        return timer

    def advance(self, by_ms: int) -> None:
        """Move time, calling back in order of time what comes due on the way."""
        until_ms = self._now_ms + by_ms
        while due := [timer for timer in self._timers if timer.due_ms <= until_ms and not timer.cancelled]:
            timer = min(due, key=lambda one: one.due_ms)
            self._timers.remove(timer)
            self._now_ms = max(self._now_ms, timer.due_ms)
            timer.callback()
        self._timers = [timer for timer in self._timers if not timer.cancelled]
        self._now_ms = until_ms

    @property
    def armed(self) -> int:
        """How many timers have neither fired nor been cancelled."""
        return sum(not timer.cancelled for timer in self._timers)
