"""A caller who follows a script: each line when the other side falls silent, or into its words.

Implements `runtime.peer.Peer`. It understands nothing; for cards that must say certain words at certain times.
"""

from __future__ import annotations

from collections.abc import Sequence

from seatrial.core.events import UserLeft
from seatrial.core.scenario import ScriptLine
from seatrial.core.trace import UserActed
from seatrial.runtime.peer import Due, Wake
from seatrial.simulation.channel import Channel
from seatrial.simulation.moves import Move
from seatrial.simulation.surface import spoken_form

_AGENT_CHARS_PER_S = 15
_PATIENCE_MS = 40_000
"""How long it stays on the line after its last line, and whenever nothing is said."""


class ScriptedCaller:
    """One scripted caller in one conversation.

    Args:
        lines: What to do, in order.
        channel: How it is heard.
        typed: Whether lines are sent as written.
    """

    __slots__ = ("_channel", "_gone", "_lines", "_next", "_typed", "_version")

    def __init__(self, lines: Sequence[ScriptLine], channel: Channel, *, typed: bool) -> None:
        self._lines = tuple(lines)
        self._channel = channel
        self._typed = typed
        self._next = 0
        self._version = 0
        self._gone = False

    @property
    def over(self) -> bool:
        """Whether nothing is left of the script."""
        return self._line() is None

    @property
    def met(self) -> str:
        """A script wants nothing."""
        return ""

    def start(self) -> list[Due]:
        """Wait for the other side to speak first."""
        return self._later(_PATIENCE_MS * self._channel.patience_factor, "leave")

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Come in when the script says so."""
        del at_ms, turn
        self._version += 1
        line = self._line()
        if self._gone or line is None or not line.interrupt or not self._channel.listens:
            return []
        return self._later(max(1, line.wait_ms or len(text) * 500 // _AGENT_CHARS_PER_S), "act")

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Go on with the script."""
        del at_ms, turn, heard_text, whole
        self._version += 1
        line = self._line()
        if self._gone:
            return []
        if line is None:
            return self._later(_PATIENCE_MS * self._channel.patience_factor, "leave")
        move = self._move(line, self._next)
        return self._later(max(1, line.wait_ms or self._channel.reaction_ms(move, "")), "act")

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Notice nothing."""
        del at_ms, turn
        return []

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Notice nothing."""
        del at_ms, turn
        return []

    def transferred(self, at_ms: int) -> list[Due]:
        """Stop: a human has taken over."""
        del at_ms
        self._gone = True
        return []

    def ended(self, at_ms: int) -> list[Due]:
        """Stop: the other side hung up."""
        del at_ms
        self._gone = True
        return []

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Do the next line, unless the other side went on meanwhile."""
        del at_ms
        what, _, version = key.partition("#")
        if self._gone or int(version) != self._version:
            return []
        line = self._line()
        if what == "leave" or line is None:
            return self._leave("script_over", 0)
        move = self._move(line, self._next)
        self._next += 1
        rendered = self._channel.render(move)
        acted = UserActed(
            act="say" if line.say else "press" if line.press else "silence", about=move.about, text=rendered.text
        )
        dues = [Due(0, acted), *rendered.dues]
        if line.leave:
            return [*dues, *self._leave("script_left", rendered.lasts_ms)]
        return [*dues, *self._later(rendered.lasts_ms + _PATIENCE_MS * self._channel.patience_factor, "leave")]

    def _line(self) -> ScriptLine | None:
        return self._lines[self._next] if self._next < len(self._lines) else None

    def _move(self, line: ScriptLine, index: int) -> Move:
        text = line.say if self._typed else spoken_form(line.say)
        return Move("say", f"line {line.number or index + 1}", text=text, keys="" if line.say else line.press)

    def _leave(self, reason: str, after_ms: int) -> list[Due]:
        self._gone = True
        return [Due(after_ms, UserActed(act="hang_up", about=reason)), Due(after_ms, UserLeft(reason=reason))]

    def _later(self, after_ms: int, what: str) -> list[Due]:
        return [Due(after_ms, Wake(f"{what}#{self._version}"))]
