"""A language model that answers from a script: for tests of whatever asks one. Asks nobody, draws nothing.

The real one, `adapters.chat_completions`, is tested against a real HTTP server.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable

from seatrial.core.events import Json
from seatrial.core.ports import ModelUsage

Line = str | Exception
"""An answer, or what is raised instead of one."""


class ScriptedModel:
    """Answers with the next line of its script, or by a function of the payload.

    Attributes:
        asked: What it was asked, as (role, payload), oldest first.
    """

    def __init__(self, script: Iterable[Line] | Callable[[Json], Line]) -> None:
        """Prepare the script.

        Args:
            script: One line for each request, or what to answer to a payload.
        """
        self._by = script if callable(script) else None
        self._left = [] if callable(script) else list(script)
        self.asked: list[tuple[str, Json]] = []

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        """Yield the next answer in one piece, and that nobody knows what it took.

        Raises:
            AssertionError: The script is over.
        """
        self.asked.append((role, payload))
        if self._by is None and not self._left:
            raise AssertionError(f"the script is over; asked once more, as {role}: {str(payload)[:500]}")
        line = self._by(payload) if self._by is not None else self._left.pop(0)
        if isinstance(line, Exception):
            raise line
        yield line
        yield ModelUsage()

    def finish(self) -> None:
        """Complain about lines that nobody asked for.

        Raises:
            AssertionError: Some are left.
        """
        if self._left:
            raise AssertionError(f"{len(self._left)} lines of the script were not asked for")
