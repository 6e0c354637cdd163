"""Wording with placeholders: ``"Your reference is {reference}."`` Names in braces and nothing else.

No format specifications, no attributes, no indices: what fills a placeholder is never looked into. ``{{`` and ``}}``
stand for the braces themselves. Used by the spec and the linter; the flow engine fills what passed here.
"""

from __future__ import annotations

import re

from seatrial.core.errors import SpecError

CHARS_MAX = 2_000

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<inside>[^{}]*)(?P<closed>\})?|\}")
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class WordingError(SpecError):
    """A wording whose placeholders cannot be read.

    Attributes:
        position: Of the first character that is wrong, from 0.
    """

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message, code="spec.wording", hint=hint)
        self.position = position


def placeholder_names(text: str) -> tuple[str, ...]:
    """Return the names in braces, in order, each one once; a name may be dotted for a field of a fact.

    Raises:
        WordingError: A brace is stray or holds anything but a name.
    """
    names: dict[str, None] = {}
    for piece in _PIECE.finditer(text):
        if piece.group() in {"{{", "}}"}:
            continue
        inside = piece["inside"]
        if inside is None or piece["closed"] is None:
            raise WordingError(
                "a brace has no partner", position=piece.start(), hint="Write {{ and }} for the braces themselves."
            )
        if not _NAME.fullmatch(inside):
            raise WordingError(
                f"'{{{inside[:40]}}}' is not a placeholder",
                position=piece.start(),
                hint="Between braces goes the name of a slot, fact or memory variable, and nothing else.",
            )
        names[inside] = None
    return tuple(names)


def word_count(text: str) -> int:
    """Return the number of words as spoken, a placeholder counting as one."""
    return len(text.split())
