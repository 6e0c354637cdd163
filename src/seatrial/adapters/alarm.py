"""Watchdogs for tools that are called inline: an alarm inside the process, and a beacon that its parent can read.

The alarm interrupts Python code and blocking calls. A tool that swallows it, or is stuck in native code, is seen by the
parent process through the beacon, and its worker is killed.
"""

from __future__ import annotations

import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from multiprocessing import RawArray
from types import FrameType
from typing import Any

from seatrial.adapters.confinement import Confinement, exit_at_once
from seatrial.core.errors import RunError
from seatrial.runtime.watchdog import ToolNeverReturned, never_returned

LIMIT_S = 10.0
"""A tool that simulates its work in memory takes microseconds; whoever needs longer than this is stuck."""
GRACE_S = 2.0
"""How long after the alarm the parent waits before it kills the worker."""
STRIKES_MAX = 5
_TEXT_BYTES_MAX = 480


class Beacon:
    """A few bytes shared between a worker and its parent: the tool being called, and until when that is all right."""

    def __init__(self) -> None:
        self._bytes: Any = RawArray("c", 8 + 2 + _TEXT_BYTES_MAX)

    def light(self, deadline_s: float, text: str) -> None:
        """Say what is being called, and until when."""
        encoded = text.encode("utf-8", "replace")[:_TEXT_BYTES_MAX]
        struct.pack_into(f"<H{len(encoded)}s", self._bytes, 8, len(encoded), encoded)
        struct.pack_into("<d", self._bytes, 0, deadline_s)  # last: a lit beacon always has its text

    def clear(self) -> None:
        """Say that nothing is being called."""
        struct.pack_into("<d", self._bytes, 0, 0.0)

    def overdue(self, now_s: float) -> str:
        """Return what has been called for too long, or ""."""
        (deadline_s,) = struct.unpack_from("<d", self._bytes, 0)
        return self._text() if deadline_s and now_s > deadline_s else ""

    def called(self) -> tuple[str, str] | None:
        """Return the tool being called and its conversation, however long it has been; None when there is none."""
        (deadline_s,) = struct.unpack_from("<d", self._bytes, 0)
        if not deadline_s:
            return None
        tool, conversation, *_ = [*self._text().split("\n"), ""]
        return tool, conversation

    def _text(self) -> str:
        (length,) = struct.unpack_from("<H", self._bytes, 8)
        return bytes(self._bytes[10 : 10 + min(length, _TEXT_BYTES_MAX)]).decode("utf-8", "replace")


class AlarmWatchdog:
    """Ends the run when a tool does not return, and confines it while it is called.

    One for each process; the alarm works in the main thread only.
    """

    def __init__(
        self,
        limit_s: float = LIMIT_S,
        *,
        beacon: Beacon | None = None,
        last_resort: Callable[[RunError], None] | None = None,
    ) -> None:
        """Take over the alarm signal.

        Args:
            limit_s: Real seconds that one call may take.
            beacon: Shared with the parent process, if there is one.
            last_resort: Called when a tool has swallowed the alarm again and again; by default the process says why
                and exits.
        """
        self._limit_s = limit_s
        self._beacon = beacon
        self._last_resort = last_resort or _exit
        self._confinement = Confinement()
        self._strikes = 0
        self._tool = ""
        self._conversation = ""
        self._alarm = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        if self._alarm:
            signal.signal(signal.SIGALRM, self._rang)

    def enter(self, tool: str, conversation: str) -> None:
        """Start the alarm."""
        self._tool, self._conversation, self._strikes = tool, conversation, 0
        if self._beacon is not None:
            deadline_s = time.monotonic() + self._limit_s + GRACE_S
            self._beacon.light(deadline_s, f"{tool}\n{conversation}\n{self._limit_s:g}")
        if self._alarm:
            signal.setitimer(signal.ITIMER_REAL, self._limit_s, max(0.01, self._limit_s / 20))
        self._confinement.enter()

    def leave(self) -> None:
        """Stop the alarm."""
        if self._alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self._confinement.leave()
        if self._beacon is not None:
            self._beacon.clear()

    def _rang(self, _number: int, _frame: FrameType | None) -> None:
        self._strikes += 1
        if self._strikes > STRIKES_MAX and self._beacon is None:
            self._last_resort(never_returned(self._tool, self._conversation, self._limit_s))
        raise ToolNeverReturned(self._tool, self._conversation, self._limit_s)


@contextmanager
def time_limit(what: str, limit_s: float = LIMIT_S) -> Generator[None]:
    """Raise `RunError` in the code inside when it takes longer. Outside the main thread it does nothing."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def rang(_number: int, _frame: FrameType | None) -> None:
        raise RunError(f"{what} did not end within {limit_s:g} s", code="agent.never_loaded")

    previous = signal.signal(signal.SIGALRM, rang)
    signal.setitimer(signal.ITIMER_REAL, limit_s, max(0.01, limit_s / 20))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def overdue_error(text: str) -> RunError:
    """Return the error for what `Beacon.overdue` said."""
    tool, _, rest = text.partition("\n")
    conversation, _, limit_s = rest.partition("\n")
    return never_returned(tool, conversation, float(limit_s or 0))


def _exit(error: RunError) -> None:
    sys.stderr.write(f"{error}\n{error.hint}\n")
    sys.stderr.flush()
    exit_at_once(error.exit_code)
