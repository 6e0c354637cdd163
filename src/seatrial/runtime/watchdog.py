"""Who watches a tool that is called inline: it must return, or the run must end and say which tool did not.

The virtual driver tells a `Watchdog` before and after every tool call; implementations live in adapters, since they
need signals or another process.
"""

from __future__ import annotations

from typing import Protocol

from seatrial.core.errors import RunError


class Watchdog(Protocol):
    """Told around every inline tool call; must cost next to nothing."""

    def enter(self, tool: str, conversation: str) -> None:
        """Take note that the tool is being called."""
        ...

    def leave(self) -> None:
        """Take note that it returned."""
        ...


class Unwatched:
    """Watches nothing."""

    def enter(self, tool: str, conversation: str) -> None:
        """Do nothing."""

    def leave(self) -> None:
        """Do nothing."""


class ToolNeverReturned(BaseException):
    """Raised by a watchdog inside a tool that should have returned long ago."""

    def __init__(self, tool: str, conversation: str, limit_s: float) -> None:
        super().__init__(tool, conversation, limit_s)
        self.tool = tool
        self.conversation = conversation
        self.limit_s = limit_s


def never_returned(tool: str, conversation: str, limit_s: float) -> RunError:
    """Return the error that ends the run."""
    return RunError(
        f"Tool '{tool}' did not return within {limit_s:g} s of real time, in conversation {conversation}.",
        code="tool.never_returned",
        hint=f"Look for an endless loop or a blocking call in '{tool}' in tools.py; finished conversations were kept.",
    )
