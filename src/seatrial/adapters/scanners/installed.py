"""Which scanners are here: packages of the extra `audit`, and programs on the PATH."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

EXTRA = "is not installed: it comes with the extra 'audit'"


def installed_version(package: str) -> str:
    """Return the version of a package of this Python; "" where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def program_identity(name: str) -> str:
    """Return what tells a program on the PATH from a newer one, without starting it; "" where there is none."""
    found = shutil.which(name)
    if found is None:
        return ""
    path = Path(found).resolve()
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{path}:{state.st_size}:{state.st_mtime_ns}"
