"""`seatrial chat`: talk to an agent in this terminal, or feed it lines through a pipe."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import textwrap
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from seatrial.app.live_chat import Chat, unfinished_chats
from seatrial.app.live_chat import chat as hold_chat
from seatrial.app.loading import load
from seatrial.app.preparation import prepare
from seatrial.cli.command import command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out, put, put_json, put_next, style, tell
from seatrial.core.errors import RunError
from seatrial.core.trace import Row
from seatrial.reports.narration import explain
from seatrial.reports.printable import printable

app = command_app()

LINE_BYTES_MAX = 64 * 1024
"""A longer line is cut here, and the rest of it thrown away."""


HELP = """
\b
Examples:
  seatrial chat plumber                          talk to the example; Ctrl-D hangs up
  seatrial chat plumber --explain                and see what it understood
  seatrial chat my-agent --store talks.sqlite    survives a crash: go on with --resume last
  printf 'my sink is leaking\\nBS1 4DJ\\n' | seatrial chat plumber

Talk to an agent in this terminal. It acts on a copy of its world.yaml; nothing outside is touched.
"""


@app.command(help=HELP)
def chat(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="An agent's folder, or an example such as plumber.")],
    store: Annotated[
        Path | None, typer.Option("--store", metavar="FILE", help="SQLite file in which the conversation survives.")
    ] = None,
    resume: Annotated[
        str,
        typer.Option("--resume", metavar="ID", help="Go on with a conversation of the store; 'last' for the latest."),
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the trace goes.")] = None,
    explaining: Annotated[bool, typer.Option("--explain", help="Show what the agent understood and did.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object at the end; the words go to stderr.")
    ] = False,
) -> None:
    """Run the command."""
    loaded = load(agent)
    terminal = _Console(explaining=explaining, quiet=as_json)
    resume = _opened(store, resume)
    if store is not None:
        again = next_command("chat", agent, "--store", str(store), "--resume", "last")
        tell(f"Every word is kept in {store}. After a crash: {again}")
    held = hold_chat(loaded, prepare(loaded), terminal, agent=agent, store=store, resume=resume, out=out)
    _report(held, as_json=as_json)


def _opened(store: Path | None, resume: str) -> str:
    """Return the conversation to go on with, "" for a new one; makes sure first that the store can be used."""
    if resume and (store is None or not store.exists()):
        raise RunError(
            "There is no store to resume from.", code="chat.no_store", hint="Name its file: --store FILE.sqlite"
        )
    if store is None:
        return ""
    left = unfinished_chats(store)
    if not resume or resume in left:
        return resume
    if not left:
        raise RunError(
            f"{store}: every conversation in it came to its end.",
            code="chat.nothing_to_resume",
            hint="Begin a new one: leave --resume out.",
        )
    if resume != "last":
        raise RunError(
            f"{store}: '{resume[:80]}' is not an unfinished conversation of it.",
            code="chat.nothing_to_resume",
            hint=f"Unfinished: {', '.join(left[-5:])}. Or say: --resume last",
        )
    return left[-1]


def _report(held: Chat, *, as_json: bool) -> None:
    header, end = held.trace.header, held.end
    if as_json:
        put_json(
            {
                "id": header.conversation,
                "outcome": end.outcome,
                "success": end.success,
                "digest": header.digest,
                "trace": str(held.path),
            }
        )
        return
    look = style(out())
    outcome = printable(end.outcome.replace("_", " "))
    verdict = (
        look.good("this counts as having helped") if end.success else look.odd("this does not count as having helped")
    )
    put(f"\nEnded: {outcome}; {verdict}.")
    put(f"Trace: {held.path}")
    put_next(("replay it", next_command("replay", str(held.path))))


class _Console:
    """The terminal, or a pipe: one line at a time, and only when the agent has finished speaking."""

    def __init__(self, *, explaining: bool, quiet: bool) -> None:
        self._explaining = explaining
        self._out = sys.stderr if quiet else out()
        self._look = style(self._out)
        self._typed = sys.stdin.isatty()
        self._wanted = threading.Semaphore(0)
        self._reading = False
        self._prompted = False
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None

    # What the conversation asks of a terminal.

    def say(self, text: str) -> None:
        """Show what the agent says."""
        self._fresh_line()
        shown = printable(text, 20_000)
        if self._out.isatty():
            shown = f"\n{' ' * len('agent> ')}".join(textwrap.wrap(shown, self._look.width - len("agent> ")))
        self._write(f"{self._look.bold('agent>')} {shown}\n")

    def explain(self, rows: Sequence[Row]) -> None:
        """Show what became of an event."""
        told = [explain(row) for row in rows] if self._explaining else []
        for text in told:
            if text:
                self._fresh_line()
                self._write(self._look.dim(f"       {printable(text)}") + "\n")

    def listen(self) -> None:
        """Ask for the next line, unless it is being waited for."""
        if self._stopped:
            return
        if self._typed and not self._prompted:
            self._prompted = True
            self._write(self._look.bold("you> "))
        if not self._reading:
            self._reading = True
            self._wanted.release()

    def start(self, heard: Callable[[str], None], closed: Callable[[str], None]) -> None:
        """Begin to read; Ctrl-C hangs up, and a second one gives up waiting for the end."""
        self._loop = asyncio.get_running_loop()

        presses = count(1)

        def interrupted() -> None:
            if next(presses) > 1:
                raise KeyboardInterrupt
            closed("interrupted")

        with suppress(NotImplementedError, RuntimeError):  # where signals cannot be handled, Ctrl-C ends it all
            self._loop.add_signal_handler(signal.SIGINT, interrupted)
        if self._typed:
            tell(self._look.dim("Type, then Enter. Ctrl-D hangs up."))
        threading.Thread(target=self._read, args=(heard, closed), daemon=True, name="seatrial-stdin").start()

    def stop(self) -> None:
        """Read no more."""
        self._stopped = True
        if self._loop is not None:
            with suppress(NotImplementedError, RuntimeError):
                self._loop.remove_signal_handler(signal.SIGINT)

    # Reading, in a thread of its own: a terminal cannot be awaited.

    def _read(self, heard: Callable[[str], None], closed: Callable[[str], None]) -> None:
        rest = b""
        while True:
            self._wanted.acquire()
            line, rest = _next_line(rest)
            if line is None:
                self._hand(lambda: closed("closed"))
                return
            self._hand(lambda text=line: self._take(heard, text))

    def _take(self, heard: Callable[[str], None], text: str) -> None:
        self._reading = self._prompted = False
        if not self._typed:  # a transcript should hold both sides
            self._write(f"{self._look.bold('you>')} {printable(text)}\n")
        if text.strip():
            heard(text)
        else:
            self.listen()

    def _hand(self, work: Callable[[], None]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: the conversation has ended
                self._loop.call_soon_threadsafe(work)

    def _fresh_line(self) -> None:
        if self._prompted:
            self._prompted = False
            self._write("\n")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def _next_line(rest: bytes) -> tuple[str | None, bytes]:
    """Return the next line of standard input and what was read beyond it; None at its end.

    Reads the file descriptor itself: Python's own buffered reader cannot be left waiting when the program ends.
    """
    buffer = rest
    while b"\n" not in buffer:
        try:
            piece = os.read(0, 65_536)
        except OSError:
            piece = b""
        if not piece:
            return (_text(buffer), b"") if buffer else (None, b"")
        buffer = (buffer if len(buffer) < LINE_BYTES_MAX else buffer[:LINE_BYTES_MAX]) + piece
    line, _, beyond = buffer.partition(b"\n")
    return _text(line), beyond


def _text(line: bytes) -> str:
    return line[:LINE_BYTES_MAX].decode("utf-8", "replace").rstrip("\r")
