"""Which versions made something: seatrial, Python, and the dependencies that can change a result."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import seatrial

DEPENDENCIES = ("msgspec", "numpy", "phonenumbers", "pydantic", "PyYAML")


@cache
def versions() -> dict[str, str]:
    """Return name -> version, for manifests and trace headers."""
    found = {"seatrial": seatrial.__version__, "python": platform.python_version()}
    for name in DEPENDENCIES:
        try:
            found[name.lower()] = version(name)
        except PackageNotFoundError:
            continue
    return found


@cache
def training_fingerprint() -> str:
    """Return a digest of the code that trains and encodes understanding models.

    A version number would do for a released seatrial; whoever works on the code must not be served yesterday's model.
    """
    root = Path(seatrial.__file__).parent
    state = blake2b(seatrial.__version__.encode(), digest_size=8)
    for path in [*sorted((root / "text").glob("*.py")), root / "agents" / "intents.py"]:
        state.update(path.read_bytes())
    return state.hexdigest()
