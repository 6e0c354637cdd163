"""Reading what may be anything: the bytes of an ordinary file, up to a bound, and never a hang.

A pipe, a socket or a device that is called `agent.yaml` would be waited for, or read, without end; it is refused before
it is opened. Called by everything that reads a file whose name comes from outside.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_regular(path: Path, bytes_max: int) -> bytes:
    """Return a file's first `bytes_max` + 1 bytes: whoever gets more than `bytes_max` knows that it is too large.

    Raises:
        FileNotFoundError: There is none.
        OSError: It cannot be read, or is no ordinary file; `strerror` says which.
    """
    check_regular(path)
    with path.open("rb") as file:
        return file.read(bytes_max + 1)


def check_regular(path: Path) -> None:
    """Make sure that a path leads to an ordinary file.

    Raises:
        FileNotFoundError: It leads nowhere.
        OSError: It leads to something else; `strerror` says to what.
    """
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        what = next((kind for is_kind, kind in _KINDS if is_kind(mode)), "something else")
        raise OSError(errno.EINVAL, f"it is {what}, not a file", str(path))
