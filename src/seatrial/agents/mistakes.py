"""Mistakes in what people write, all at once: where, what, what was expected, the next step.

Made by the YAML reader, the spec, the compiler, the policy and the linter; shown by `seatrial check` and by every
command that loads an agent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal

import msgspec

from seatrial.core.errors import SpecError

Severity = Literal["error", "warning", "info"]

NAMES_SHOWN_MAX = 20


class Mistake(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something wrong, or doubtful, in a file.

    Attributes:
        file: As the user named it, or relative to what the user named.
        line: From 1; 0 when it concerns the whole file.
        code: A stable slug, such as ``spec.unknown_tool`` or ``lint.unused_slot``.
        message: One sentence.
        hint: What was expected, or the next step.
        severity: Only an ``error`` keeps an agent from running.
    """

    file: str
    line: int = 0
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return it as it is shown: the place, the sentence, and the hint on its own line."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        kind = "" if self.severity == "error" else f"{self.severity}: "
        return f"{where}: {kind}{self.message}" + (f"\n{self.hint}" if self.hint else "")


class MistakesError(SpecError):
    """A file, or several that belong together, with everything that is wrong with them.

    Attributes:
        mistakes: Never empty, in order of file and line.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes: tuple[Mistake, ...] = in_order(mistakes)
        super().__init__(render(self.mistakes), code=self.mistakes[0].code)


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Return mistakes by file (in order of first appearance) and line, each one once."""
    unique = list(dict.fromkeys(mistakes))
    files = list(dict.fromkeys(mistake.file for mistake in unique))
    return tuple(sorted(unique, key=lambda mistake: (files.index(mistake.file), mistake.line)))


def render(mistakes: Sequence[Mistake]) -> str:
    """Return mistakes as text, one after the other."""
    return "\n".join(str(mistake) for mistake in mistakes)


def refuse(
    file: str, code: str, message: str, *, line: int = 0, hint: str = "", cause: BaseException | None = None
) -> MistakesError:
    """Return the error for a single mistake, ready to be raised."""
    error = MistakesError([Mistake(file=file, line=line, code=code, message=message, hint=hint)])
    error.__cause__ = cause
    return error


def did_you_mean(word: str, known: Iterable[str], *, label: str = "Defined here") -> str:
    """Return a hint that lists what exists and guesses what was meant.

    Args:
        word: What was written.
        known: What could have been written.
        label: Begins the list.
    """
    names = list(dict.fromkeys(known))
    if not names:
        return f"{label}: nothing yet."
    shown = ", ".join(names[:NAMES_SHOWN_MAX]) + (", ..." if len(names) > NAMES_SHOWN_MAX else "")
    close = get_close_matches(word[:100].lower(), names, n=1, cutoff=0.55)
    guess = f" Did you mean '{close[0]}'?" if close else ""
    return f"{label}: {shown}.{guess}"
