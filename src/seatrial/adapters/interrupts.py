"""Ctrl-C as a wish: the first one asks a run to stop soon and keep what it has, the second one stops it at once.

A request to terminate (``kill``, a supervisor, a cancelled CI job) is taken as Ctrl-C.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

_never: Callable[[], bool] = bool
_asked: list[Callable[[], bool]] = [_never]


def should_stop() -> bool:
    """Tell a long piece of work that it should return what it has; asked between conversations."""
    return _asked[-1]()


@contextmanager
def stop_when(asked: Callable[[], bool]) -> Generator[None]:
    """Let `should_stop` answer with this function."""
    _asked.append(asked)
    try:
        yield
    finally:
        _asked.remove(asked)


@contextmanager
def ignoring_interrupts() -> Generator[None]:
    """Ignore Ctrl-C and SIGTERM for a moment; processes started meanwhile do for good, and leave them to their parent.

    A whole group of processes is often told at once, and a worker that died of it would take its finished work along.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = [(number, signal.signal(number, signal.SIG_IGN)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in previous:
            signal.signal(number, handler)


class Termination:
    """Takes SIGTERM as Ctrl-C while it is entered. Outside the main thread, and where it is ignored, it does nothing.

    Attributes:
        asked: Whether it came.
    """

    def __init__(self) -> None:
        self.asked = False
        self._entered = False

    def __enter__(self) -> Termination:
        main = threading.current_thread() is threading.main_thread()
        if main and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, self._asked_to)
            self._entered = True
        return self

    def __exit__(self, *_: object) -> None:
        if self._entered:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def _asked_to(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if not callable(signal.getsignal(signal.SIGINT)):  # ignored, such as in a shell's background
            raise KeyboardInterrupt
        # Whoever takes Ctrl-C at this moment, be it an event loop, takes this too.
        signal.raise_signal(signal.SIGINT)


class Interrupts:
    """Counts Ctrl-C while it is entered. Outside the main thread it does nothing.

    Attributes:
        asked: Whether somebody asked to stop.
    """

    def __init__(self) -> None:
        self.asked = False
        self._previous: Callable[[int, FrameType | None], object] | int | None = None

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(self, *_: object) -> None:
        if self._previous is not None:
            signal.signal(signal.SIGINT, self._previous)
            self._previous = None

    def _interrupted(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
