"""What an author's code may not do to the process it runs in: end it without a word, or move it to another folder.

No sandbox: whoever runs an agent runs its author's code. This is about accidents that would cost finished work, such as
a library that calls ``os._exit`` when it gives up. Called around loading a `tools.py` and around every tool.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import NoReturn

exit_at_once = os._exit
"""The real one."""


class Confinement:
    """While it is entered, ``os._exit`` raises `SystemExit`, as ``sys.exit`` does; left, the folder is as it was."""

    def __init__(self) -> None:
        self._process = os.getpid()
        try:
            self._folder = os.getcwd()
        except OSError:  # it was removed; there is nowhere to come back to
            self._folder = ""

    def enter(self) -> None:
        """Begin."""
        os._exit = self._refused

    def leave(self) -> None:
        """End."""
        os._exit = exit_at_once
        if self._folder:
            with suppress(OSError):
                os.chdir(self._folder)

    def __enter__(self) -> None:
        self.enter()

    def __exit__(self, *_: object) -> None:
        self.leave()

    def _refused(self, status: int) -> NoReturn:
        if os.getpid() != self._process:  # a process that the code has forked ends as it likes
            exit_at_once(status)
        raise SystemExit(f"os._exit({status}) was called")
