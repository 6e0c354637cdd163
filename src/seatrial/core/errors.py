"""Errors, split by who must act. Every error carries a stable code, and a hint that names the next step.

Errors are for programs and files. A failure *inside* a conversation (a tool that raises, a provider that is down) is an
event in the trace, never an exception.
"""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """What the process tells the shell."""

    PASSED = 0
    GATE_FAILED = 1
    BAD_INPUT = 2
    UNDECIDED = 3
    PROVIDER_UNAVAILABLE = 4
    OUR_BUG = 70


class SeatrialError(Exception):
    """The root of all errors seatrial raises on purpose.

    Attributes:
        code: A stable slug, such as ``spec.unknown_tool``.
        hint: The next step, one line, or empty.
    """

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


class SpecError(SeatrialError):
    """Somebody's file is wrong: its author must mend it."""


class TraceError(SeatrialError):
    """A trace cannot be read, or cannot be replayed by what is installed here."""


class RunError(SeatrialError):
    """A run cannot go on: an output folder is unwritable, a tool never returned, a run id is unknown."""


class ProviderError(SeatrialError):
    """Something across the network failed.

    Attributes:
        retryable: Whether the same request may succeed later.
    """

    exit_code = ExitCode.PROVIDER_UNAVAILABLE

    def __init__(self, message: str, *, code: str, hint: str = "", retryable: bool = False) -> None:
        super().__init__(message, code=code, hint=hint)
        self.retryable = retryable


class InvariantError(SeatrialError):
    """We broke our own promise: a bug in seatrial. Prints what reruns it."""

    exit_code = ExitCode.OUR_BUG

    def __init__(self, message: str, *, code: str = "invariant", hint: str = "") -> None:
        super().__init__(
            message, code=code, hint=hint or "This is a bug in seatrial; please report it with the line above."
        )


class ToolRefused(Exception):  # noqa: N818 - read as a sentence: raise ToolRefused("slot taken")
    """Raised by a tool that worked and says no ("slot taken"). Never retried; the flow's `on_error` answers it."""
