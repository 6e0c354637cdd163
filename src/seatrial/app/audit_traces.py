"""An audit's traces as files: what was asked of servers and scanners and answered, and what was decided on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from seatrial.app.files import trace_name, write_whole
from seatrial.app.versions import versions
from seatrial.core.errors import RunError
from seatrial.core.trace import Header, Row, digest_lines, encode_row, encode_trace


def write_traces(folder: Path, traces: Mapping[str, Sequence[Row]], rules: str) -> list[Path]:
    """Write one file for each task of an audit; return their paths. They replay with `runtime.task.replay_task`.

    Raises:
        RunError: The folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        message = f"{folder}: cannot be written: {why}."
        raise RunError(message, code="run.unwritable", hint="Name another folder.") from error
    written: list[Path] = []
    for name, rows in traces.items():
        lines = [encode_row(row) for row in rows]
        header = Header(
            conversation=f"audit/{name}",
            program="task",
            agent="mcp_audit",
            agent_digest=rules,
            versions=versions(),
            digest=digest_lines(lines),
        )
        path = folder / f"{trace_name(f'audit/{name}')}.jsonl"
        write_whole(path, encode_trace(header, lines), hint="Name another folder.")
        written.append(path)
    return written
