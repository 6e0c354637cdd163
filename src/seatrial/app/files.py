"""Files as they are written here: whole or not at all, under names that cannot leave their folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from seatrial.core.errors import RunError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        RunError: It cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise RunError(
            f"{path}: cannot be written: {error.strerror}.",
            code="run.unwritable",
            hint="Give another folder with --out.",
        ) from error


def trace_name(conversation: str) -> str:
    """Return a file name for a conversation id: its parts joined, nothing that could leave the folder."""
    kept = "".join(char if char.isalnum() or char in "_-/" else "_" for char in conversation)
    return kept.replace("/", "--")[:200]
