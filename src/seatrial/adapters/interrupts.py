"""Ctrl-C as a wish: the first one asks a run to stop soon and keep what it has, the second one stops it at once."""

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
    """Ignore Ctrl-C for a moment; processes started meanwhile ignore it for good, and leave it to their parent."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


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
