"""Files as they are written here: whole or not at all, under names that cannot leave their folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from seatrial.core.errors import RunError

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows on the page of a job."""
_ANOTHER = "Name another file."


def write_whole(path: Path, data: bytes | Iterable[bytes], *, hint: str = "Give another folder with --out.") -> None:
    """Write a file, whole or not at all; in pieces, if it comes in pieces.

    Raises:
        RunError: It cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise RunError(
            f"{path}: cannot be written: {error.strerror}.",
            code="run.unwritable",
            hint=hint,
        ) from error


def trace_name(conversation: str) -> str:
    """Return a file name for a conversation id: its parts joined, nothing that could leave the folder."""
    kept = "".join(char if char.isalnum() or char in "_-/" else "_" for char in conversation)
    return kept.replace("/", "--")[:200]


def write_page(path: Path, text: str) -> None:
    """Write something to a file that a person named: whole or not at all, making its folder where that is missing.

    What ``$GITHUB_STEP_SUMMARY`` names is added to, as other steps of the job do. Something other than a file, such as
    a pipe or a terminal, is written to as it is.

    Raises:
        RunError: It cannot be written.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()
        summary = os.environ.get(STEP_SUMMARY, "")
        if (target.exists() and not target.is_file()) or (summary and target == Path(summary).resolve()):
            with target.open("ab") as file:
                file.write(text.encode("utf-8", "replace"))
            return
    except OSError as error:
        raise RunError(f"{path}: cannot be written: {error.strerror}.", code="run.unwritable", hint=_ANOTHER) from error
    write_whole(target, text.encode("utf-8", "replace"), hint=_ANOTHER)
