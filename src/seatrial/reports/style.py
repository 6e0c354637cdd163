"""Weight and colour on a terminal, or nothing at all: one object that every text report is given.

Knows nothing of terminals; the command line decides whether there is one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How to set text apart.

    Attributes:
        colour: False returns every text as it is.
        width: Columns of the page.
        ascii: Whether the terminal shows nothing else.
    """

    colour: bool = False
    width: int = 100
    ascii: bool = False

    def rule(self) -> str:
        """Return a line across the page."""
        return self.dim(("-" if self.ascii else "─") * self.width)

    def bar(self, filled: int, cells: int) -> str:
        """Return a bar, so many of its cells filled."""
        full, empty = ("#", ".") if self.ascii else ("█", "░")
        return self.good(full * filled) + self.dim(empty * (cells - filled))

    def mark(self, status: str) -> str:
        """Return the sign of a check that passed, failed, or is open."""
        if status == "passed":
            return self.good("+" if self.ascii else "✓")
        return self.bad("x" if self.ascii else "✗") if status == "failed" else self.odd("?")

    def bold(self, text: str) -> str:
        """Headings, and what to read first."""
        return self._wrap("1", text)

    def dim(self, text: str) -> str:
        """What may be skipped."""
        return self._wrap("2", text)

    def good(self, text: str) -> str:
        """Passed."""
        return self._wrap("32", text)

    def bad(self, text: str) -> str:
        """Failed."""
        return self._wrap("31", text)

    def odd(self, text: str) -> str:
        """Neither: known failures, faults, warnings."""
        return self._wrap("33", text)

    def link(self, text: str) -> str:
        """Something to type next."""
        return self._wrap("36", text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()
