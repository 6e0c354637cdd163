"""What every command prints with: data on stdout, the rest on stderr, errors as what, where, and the next step."""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from seatrial import __version__
from seatrial.cli.invocation import as_typed
from seatrial.core.errors import SeatrialError
from seatrial.reports.printable import printable
from seatrial.reports.style import Style

WIDTH_MAX = 110
ERROR_CHARS_MAX = 4_000
_held: list[TextIO] = []


def out() -> TextIO:
    """Return the stream that data goes to."""
    return _held[-1] if _held else sys.stdout


@contextmanager
def holding_stdout() -> Generator[None]:
    """Keep standard output for our data: what an author's tools.py prints meanwhile goes to stderr."""
    _held.append(sys.stdout)
    sys.stdout = sys.stderr
    try:
        yield
    finally:
        sys.stdout = _held.pop()


def style(stream: TextIO) -> Style:
    """Return how to set text on a stream: colour only on a terminal whose user has not declined it."""
    declined = os.environ.get("NO_COLOR", "") != "" or os.environ.get("TERM") == "dumb"
    width = min(WIDTH_MAX, max(40, shutil.get_terminal_size((100, 24)).columns))
    return Style(colour=stream.isatty() and not declined, width=width, ascii=not _shows(stream, "█░─✓✗"))


def _shows(stream: TextIO, signs: str) -> bool:
    try:
        signs.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def put(text: str) -> None:
    """Write a line of data."""
    out().write(text + "\n")


def tell(text: str) -> None:
    """Write a line for the person at the terminal."""
    out().flush()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def put_json(value: Mapping[str, Any]) -> None:
    """Write one JSON object."""
    json.dump(value, out(), ensure_ascii=False, indent=2, default=str)
    out().write("\n")


def put_next(*steps: tuple[str, str]) -> None:
    """Write what to do next, last: (what it does, command)."""
    look = style(out())
    widest = max(len(what) for what, _ in steps)
    put("")
    for what, command in steps:
        put(f"{what + ':':<{widest + 1}} {look.link(command)}")


def lines_of(text: str) -> Iterable[str]:
    """Yield a text's lines, each safe to print."""
    for line in text[:ERROR_CHARS_MAX].split("\n"):
        yield printable(line, ERROR_CHARS_MAX)


def put_error(error: SeatrialError, *, as_json: bool) -> None:
    """Report an error of ours: a sentence and the next step on stderr, or an object on stdout for programs."""
    if as_json:
        put_json({"error": {"code": error.code, "message": str(error), "hint": as_typed(error.hint)}})
        return
    look = style(sys.stderr)
    first, *rest = list(lines_of(as_typed(str(error))))
    tell(f"{look.bad('error:')} {first}")
    for line in [*rest, *lines_of(as_typed(error.hint))]:
        if line:
            tell(line)


def put_bug(error: BaseException, *, as_json: bool) -> None:
    """Report an exception that should not have happened, with what a bug report needs and no wall of text."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
    message = printable(f"{type(error).__name__}: {error}", 500)
    place = f"seatrial {__version__}, Python {sys.version.split()[0]}, at {where}"
    if as_json:
        put_json({"error": {"code": "bug", "message": message, "hint": place}})
        return
    tell(f"{style(sys.stderr).bad('error:')} a bug in seatrial: {message}")
    tell(f"Please report it with the command you typed and this line: {place}.")
    tell("SEATRIAL_DEBUG=1 shows the whole trail.")
    if os.environ.get("SEATRIAL_DEBUG"):
        traceback.print_exception(error)
