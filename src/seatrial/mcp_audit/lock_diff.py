"""A definition before and after, as a unified diff that a person can read: texts by line, schemas pretty-printed.

Bounded in lines and in length; what does not show (zero-width, direction marks, control characters) is written out as
``<U+200B>``. Pure. Called by the lock and the guard.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from seatrial.core.events import Json

LINES_MAX = 120
COMPARED_LINES_MAX = 400
"""On either side, once what is equal at both ends is set aside: the time to match lines grows with their square."""
LINE_CHARS_MAX = 200
_WRAP = 100
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def definition_diff(before: Json, after: Json) -> str:
    """Return what differs between two definitions, field by field; "" when nothing does.

    Args:
        before: A text or an object; None where only its digest was kept.
        after: The same.
    """
    if before is None or after is None:
        return "(too long to have been kept: only its digest differs)"
    if not isinstance(before, dict) or not isinstance(after, dict):
        return _bounded(_field("", before, after))
    old, new = cast("Mapping[str, Json]", before), cast("Mapping[str, Json]", after)
    lines: list[str] = []
    for name in [*old, *(name for name in new if name not in old)]:
        lines += _field(name, old.get(name), new.get(name))
    return _bounded(lines)


def visible(text: str) -> str:
    """Return a text with every character that does not show written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"<U+{ord(char):04X}>" if unicodedata.category(char) in _UNSEEN else char for char in text)


def _field(name: str, before: Json, after: Json) -> list[str]:
    old, new = _lines(before), _lines(after)
    if old == new:
        return []
    label = name.replace("_", " ") or "text"
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    around = 3
    first = max(0, start - around)
    stop = max(0, end - around)
    cut_old = old[first : len(old) - stop][:COMPARED_LINES_MAX]
    cut_new = new[first : len(new) - stop][:COMPARED_LINES_MAX]
    found = list(difflib.unified_diff(cut_old, cut_new, f"{label} (locked)", f"{label} (now)", lineterm="", n=around))
    if not found:  # they differ only beyond the bound
        found = [f"--- {label} (locked)", f"+++ {label} (now)", f"(differs beyond line {COMPARED_LINES_MAX})"]
    return found


def _lines(value: Json) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [piece for line in value.split("\n") for piece in _wrapped(visible(line))]
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=True).split("\n")


def _wrapped(line: str) -> Sequence[str]:
    """Break a long line at spaces, so that a changed word is a changed line and not a changed page."""
    if len(line) <= _WRAP:
        return (line,)
    pieces: list[str] = []
    at = 0
    while len(line) - at > _WRAP:
        space = line.rfind(" ", at, at + _WRAP)
        cut = space + 1 if space > at else at + _WRAP
        pieces.append(line[at:cut])
        at = cut
    return (*pieces, line[at:])


def _bounded(lines: Iterable[str]) -> str:
    """Cut what was added and the rest each to their half: a long deletion must not hide what came instead."""
    kept: list[str] = []
    left = {True: LINES_MAX // 2, False: LINES_MAX // 2}
    more = 0
    for line in lines:
        added = line.startswith("+")
        if left[added] <= 0:
            more += 1
            continue
        left[added] -= 1
        kept.append(line if len(line) <= LINE_CHARS_MAX else line[: LINE_CHARS_MAX - 3] + "...")
    return "\n".join([*kept, f"({more:,} more lines)"] if more else kept)
