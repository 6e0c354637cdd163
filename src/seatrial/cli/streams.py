"""Standard output and error made ready: whatever they lead to, writing to them never decides what becomes of a command.

A reader that has seen enough, such as `head`, must not turn a failure into a success or cut a run short; a stream that
was closed, or a terminal that cannot show a sign, even less. Called once, by the entry point.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO, cast


class _Forgiving(io.FileIO):
    """A file whose reader may leave: what is written then goes nowhere."""

    def write(self, data: Any, /) -> int:
        """Write bytes."""
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def prepare_streams() -> None:
    """Replace standard output and error by streams that bear anything."""
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def _prepared(stream: Any) -> TextIO:
    if stream is None:  # so it is after `>&-`
        return open(os.devnull, "w", encoding="utf-8")
    if not isinstance(cast("object", stream), io.TextIOWrapper):
        return stream
    stream.reconfigure(errors="replace")  # what a terminal cannot show must not end a run
    buffer: Any = stream.buffer
    raw: Any = getattr(buffer, "raw", buffer)  # the buffer itself, when Python was told not to buffer
    if type(raw) is not io.FileIO:
        return stream
    stream.flush()
    forgiving = _Forgiving(raw.fileno(), "w", closefd=False)
    outside: Any = forgiving if raw is buffer else io.BufferedWriter(forgiving)
    return io.TextIOWrapper(
        outside,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
