"""How seatrial was started, so that the next command can be shown as the reader would type it.

Called wherever a command is shown; reads ``sys.argv`` and the search path once.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from functools import cache
from pathlib import Path

_COMMAND = re.compile(
    r"(?<![\w/\\.-])seatrial "
    r"(?=new\b|check\b|chat\b|simulate\b|show\b|shrink\b|replay\b|golden\b|diff\b|panel\b|report\b|schema\b|audit\b|guard\b)"
)


@cache
def program() -> str:
    """Return what starts seatrial from here: its name when the search path finds it, else the path that was typed."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py" and started.parent.name == "seatrial":
        return f"{shlex.quote(Path(sys.executable).name)} -m seatrial"
    if "seatrial" not in started.name:
        return "seatrial"  # embedded, such as in a test
    found = shutil.which(started.name)
    if found is not None and Path(found).resolve() == started.resolve():
        return started.name
    relative = os.path.relpath(started)
    return shlex.quote(relative if len(relative) <= len(str(started)) else str(started))


def next_command(*words: str) -> str:
    """Return a command line that starts seatrial with these arguments."""
    return " ".join([program(), *(shlex.quote(word) for word in words)])


def as_typed(text: str) -> str:
    """Return a text whose ``seatrial COMMAND`` reads as it has to be typed here."""
    return _COMMAND.sub(lambda _: program() + " ", text)
