"""Simulated people for tests: they say fixed lines, one after each turn of the agent, and then do what they were told.

Nothing is drawn; what they say does not depend on what they hear.
"""

from __future__ import annotations

from collections.abc import Sequence

from seatrial.core.events import AnyEvent, SpeechEnded, SpeechStarted, UserLeft, UserSaid
from seatrial.core.trace import UserActed
from seatrial.runtime.peer import Due, Wake

THINKING_MS = 600
SPEAKING_MS = 1_200
RECOGNITION_MS = 250


class ScriptedPerson:
    """Says the next line when the agent has finished a turn.

    Attributes:
        calls: What the driver told it, as ``name(arguments)``, oldest first.
    """

    def __init__(
        self, lines: Sequence[str], *, speech: bool = True, then_leave: bool = False, interrupt_ms: int = 0
    ) -> None:
        """Prepare the script.

        Args:
            lines: One for each turn of the agent; "" says nothing this time.
            speech: Make sound before the text, as on the phone.
            then_leave: Hang up after the last line's turn.
            interrupt_ms: Start the first line so long after the agent began to speak; 0 waits for its end.
        """
        self._lines = list(lines)
        self._speech = speech
        self._then_leave = then_leave
        self._interrupt_ms = interrupt_ms
        self._next = 0
        self.calls: list[str] = []

    def start(self) -> list[Due]:
        """Begin; the agent speaks first."""
        self.calls.append("start()")
        return []

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Interrupt the first turn when told to."""
        self.calls.append(f"agent_started({at_ms}, {turn}, {text!r})")
        if self._interrupt_ms and self._next == 0:
            return [Due(self._interrupt_ms, Wake("speak"))]
        return []

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Say the next line."""
        self.calls.append(f"agent_stopped({at_ms}, {turn}, {heard_text!r}, {whole})")
        if self._interrupt_ms and turn == 1:
            return []
        return self._speak()

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Take note."""
        self.calls.append(f"agent_paused({at_ms}, {turn})")
        return []

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Take note."""
        self.calls.append(f"agent_resumed({at_ms}, {turn})")
        return []

    def transferred(self, at_ms: int) -> list[Due]:
        """Take note."""
        self.calls.append(f"transferred({at_ms})")
        return []

    def ended(self, at_ms: int) -> list[Due]:
        """Say goodbye to the trace."""
        self.calls.append(f"ended({at_ms})")
        return [Due(0, UserActed(act="bye"))]

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Speak now."""
        self.calls.append(f"wake({at_ms}, {key!r})")
        return self._speak(thinking_ms=0)

    def _speak(self, *, thinking_ms: int = THINKING_MS) -> list[Due]:
        if self._next >= len(self._lines):
            return [Due(thinking_ms, UserLeft())] if self._then_leave else []
        line = self._lines[self._next]
        self._next += 1
        if not line:
            return []
        acted = UserActed(act="say", about=line)
        events: list[tuple[int, AnyEvent]] = [(0, UserSaid(text=line))]
        if self._speech:
            events = [
                (0, SpeechStarted()),
                (SPEAKING_MS, SpeechEnded()),
                (SPEAKING_MS + RECOGNITION_MS, UserSaid(text=line)),
            ]
        return [Due(thinking_ms, acted), *(Due(thinking_ms + after_ms, event) for after_ms, event in events)]
