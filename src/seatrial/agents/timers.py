"""Timers by name: at most one of each name runs; a firing of any older one is stale and says so.

Shared by `Turns`, `Requests` and the session, so that ids are unique within a session.
"""

from __future__ import annotations

from seatrial.core.effects import AnyEffect, CancelTimer, SetTimer


class Timers:
    """The running timers of one session.

    Attributes:
        running: Name -> id of each timer that runs; only read from outside.
    """

    __slots__ = ("_count", "_names", "running")

    def __init__(self) -> None:
        self._count = 0
        self.running: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def set(self, name: str, after_ms: int) -> list[AnyEffect]:
        """Start the named timer, replacing one that runs."""
        effects = self.cancel(name) if name in self.running else []
        self._count += 1
        timer = f"{name}#{self._count}"
        self.running[name] = timer
        self._names[timer] = name
        effects.append(SetTimer(timer=timer, after_ms=max(0, after_ms)))
        return effects

    def cancel(self, name: str) -> list[AnyEffect]:
        """Stop the named timer if it runs."""
        timer = self.running.pop(name, None)
        if timer is None:
            return []
        del self._names[timer]
        return [CancelTimer(timer=timer)]

    def fired(self, timer: str) -> str | None:
        """Take note that a timer ran out; return its name, or None when it is stale."""
        name = self._names.pop(timer, None)
        if name is not None:
            del self.running[name]
        return name

    def cancel_all(self) -> list[AnyEffect]:
        """Stop everything, in the order it was started."""
        return [effect for name in list(self.running) for effect in self.cancel(name)]
