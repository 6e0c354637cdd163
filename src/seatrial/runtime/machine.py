"""What a driver drives: a pure state machine that gets events and returns effects, and the tools it may ask for.

The drivers know a session only through `Machine`, and its tools only through `RunTool`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from seatrial.core.effects import AnyEffect, CallTool
from seatrial.core.events import AnyEvent, ToolFailed, ToolReturned
from seatrial.core.ports import ToolContext


class Machine(Protocol):
    """A session, or anything that behaves like one."""

    @property
    def ended(self) -> bool:
        """Whether `End` has been returned; nothing may be received afterwards."""
        ...

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        """Advance by one event and return what the driver must do, in order."""
        ...


RunTool = Callable[[CallTool, ToolContext], ToolReturned | ToolFailed]
"""Calls one tool function: whatever it raises, and a result of the wrong type, become a `ToolFailed`."""
