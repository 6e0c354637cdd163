"""The trace of a guarded session on disk: appended row by row, bounded, readable by nobody else.

Never replaces a file: a client that starts the guard again gets a file with the next number. A disk that is full ends
the recording and not the session. Called by `app.guarding` and, for every row, by the proxy.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from seatrial.core.errors import RunError
from seatrial.core.trace import TRACE_BYTES_MAX, Header, Row, encode_row, encode_trace

FILES_MAX = 10_000


class GuardTrace:
    """One file being written."""

    def __init__(self, wanted: Path, header: Header, tell: Callable[[str], None]) -> None:
        """Create the file.

        Raises:
            RunError: It cannot be created.
        """
        self._tell = tell
        self._lock = threading.Lock()
        self._left = TRACE_BYTES_MAX
        self.path, self._file = _created(wanted)
        self._write(encode_trace(header, []))

    def append(self, row: Row) -> None:
        """Add a row. Never raises."""
        self._write(encode_row(row) + b"\n")

    def close(self) -> None:
        """End the file."""
        with self._lock:
            if self._file >= 0:
                with suppress(OSError):
                    os.close(self._file)
            self._file = -1

    def _write(self, data: bytes) -> None:
        with self._lock:
            if self._file < 0:
                return
            try:
                if len(data) > self._left:
                    self._stop("it is as large as a trace may be")
                    return
                self._left -= len(data)
                while data:
                    data = data[os.write(self._file, data) :]
            except OSError as error:
                self._stop(error.strerror or type(error).__name__)

    def _stop(self, why: str) -> None:
        with suppress(OSError):
            os.close(self._file)
        self._file = -1
        self._tell(f"{self.path}: nothing more is recorded: {why}")


def _created(wanted: Path) -> tuple[Path, int]:
    try:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        for number in range(1, FILES_MAX):
            path = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
            with suppress(FileExistsError):
                return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    except OSError as error:
        raise RunError(
            f"{wanted}: cannot be written: {error.strerror}.", code="run.unwritable", hint="Name another: --trace FILE"
        ) from error
    raise RunError(
        f"{wanted}: there are {FILES_MAX:,} of them already.", code="run.unwritable", hint="Name another: --trace FILE"
    )
