"""A person who begins with what somebody said before, line by line, and then goes on for itself.

Reads the lines of a transcript; implements `runtime.peer.Peer`. Called by `cards` and `run`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from seatrial.agents.regular_file import read_regular
from seatrial.core.effects import Say
from seatrial.core.errors import TraceError
from seatrial.core.events import UserLeft, UserPressed, UserSaid
from seatrial.core.scenario import ScriptLine
from seatrial.core.trace import TRACE_BYTES_MAX, Row, decode_trace
from seatrial.runtime.peer import Due, Wake
from seatrial.simulation.caller import Caller
from seatrial.simulation.scripted import ScriptedCaller

_MARK = "begin:"


def script_of(rows: Iterable[Row]) -> tuple[ScriptLine, ...]:
    """Return what the person did in a conversation, as a script: one line for all that it said in one go."""
    lines: list[ScriptLine] = []
    answered = True
    for row in rows:
        body = row.body
        if isinstance(body, Say):
            answered = True
        elif isinstance(body, UserSaid) and body.text.strip():
            text = body.text.strip()
            if not answered and lines and lines[-1].say:
                text = f"{lines.pop().say} {text}"
            lines.append(ScriptLine(say=text))
            answered = False
        elif isinstance(body, UserPressed) and body.keys:
            lines.append(ScriptLine(press=body.keys))
            answered = False
        elif isinstance(body, UserLeft):
            lines.append(ScriptLine(leave=True))
    return tuple(lines)


def read_beginning(path: Path, *, lines_max: int = 0) -> tuple[ScriptLine, ...]:
    """Return what the person said and did in the conversation of a trace, without its hanging up.

    Args:
        path: The trace.
        lines_max: How many lines; 0 for all.

    Raises:
        TraceError: It cannot be read, or nobody says anything in it.
    """
    try:
        data = read_regular(path, TRACE_BYTES_MAX)
    except OSError as error:
        raise TraceError(f"{path}: cannot be read: {error.strerror}.", code="trace.unreadable") from error
    said = tuple(line for line in script_of(decode_trace(data, source=str(path)).rows) if not line.leave)
    if not said:
        raise TraceError(f"{path}: nobody says anything in it.", code="trace.no_words")
    return said[:lines_max] if lines_max else said


class Beginning:
    """Somebody who says some lines first.

    Args:
        lines: Says them; each when the other side falls silent.
        then: Goes on, from the first thing it hears after the last line.
    """

    __slots__ = ("_lines", "_over", "_then")

    def __init__(self, lines: ScriptedCaller, then: Caller) -> None:
        self._lines = lines
        self._then = then
        self._over = False

    @property
    def met(self) -> str:
        """What need has been met, as far as the person knows."""
        return self._then.met

    def start(self) -> list[Due]:
        """Wait for the other side to speak first."""
        return _marked(self._lines.start())

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Hear that an utterance begins."""
        if self._over or self._lines.over:
            self._over = True
            return self._then.agent_started(at_ms, turn, text)
        return _marked(self._lines.agent_started(at_ms, turn, text))

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Hear that a turn is over."""
        if self._over:
            return self._then.agent_stopped(at_ms, turn, heard_text, whole)
        return _marked(self._lines.agent_stopped(at_ms, turn, heard_text, whole))

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent fall silent in the middle."""
        return self._then.agent_paused(at_ms, turn) if self._over else []

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent go on."""
        return self._then.agent_resumed(at_ms, turn) if self._over else []

    def transferred(self, at_ms: int) -> list[Due]:
        """Talk to a human from now on."""
        self._lines.transferred(at_ms)
        return self._then.transferred(at_ms)

    def ended(self, at_ms: int) -> list[Due]:
        """Put the phone down."""
        self._lines.ended(at_ms)
        return self._then.ended(at_ms)

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Do what was planned."""
        if not key.startswith(_MARK):
            return self._then.wake(at_ms, key)
        return [] if self._over else _marked(self._lines.wake(at_ms, key.removeprefix(_MARK)))


def _marked(dues: list[Due]) -> list[Due]:
    return [Due(due.after_ms, Wake(_MARK + due.body.key)) if isinstance(due.body, Wake) else due for due in dues]
