"""Which run, and which of its conversations, a word on the command line names.

Reads no more than whether a run's folder is there. Called by `show`, `replay` and `golden promote`.
"""

from __future__ import annotations

import os
from pathlib import Path

from seatrial.app.run_folder import RunFolder, find_run

_ID_PARTS = 4
"""Of ``card/persona/channel/seed``."""


def run_and_id(named: str, run: Path | None) -> tuple[RunFolder, str]:
    """Return the run and the id that ``runs/plumber-0001/leaking_sink/terse/speech/1`` names.

    Args:
        named: An id, a part of one, a run's folder, or such a folder and an id.
        run: The run that an option names; `named` is of it then.
    """
    if run is not None:
        return RunFolder(run), named
    if _is_run(named):
        return RunFolder(Path(named)), ""
    folder, parts = named, list[str]()
    while len(parts) < _ID_PARTS and os.path.basename(folder):
        folder, part = os.path.split(folder)
        parts.insert(0, part)
    if len(parts) == _ID_PARTS and _is_run(folder):
        return RunFolder(Path(folder)), "/".join(parts)
    return find_run(None), named


def _is_run(folder: str) -> bool:
    return folder != "" and os.path.isfile(os.path.join(folder, "manifest.json"))
