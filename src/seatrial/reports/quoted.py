"""A hostile text as it stands, cut into pieces: what a finding points at, what does not show, and the rest.

A finding quotes a text with spaces joined and invisible characters written out or left away; it is found again all the
same, by the characters that leave ink. Pure. Called by the audit's page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from seatrial.reports.audit_text import unseen_in, visible

QUOTED_CHARS_MAX = 8_000
HITS_MAX = 400
CITES_MAX = 6
"""Named at one place; there may be more."""
INK_MIN = 3
"""Fewer characters stand in too many places to say which is meant."""
_WRITTEN_OUT = re.compile(r"<U\+[0-9A-F]{4,6}[^<>]{0,40}>")
_SPACE = re.compile(r"\s")
_CUT = re.compile(r"…|\.\.\.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text.

    Attributes:
        text: Harmless to show, though still to be escaped.
        cites: What points at it: ``E1``, ``E3``; empty for the rest of the text.
        unseen: Whether it stands for characters that do not show.
    """

    text: str
    cites: tuple[str, ...] = ()
    unseen: bool = False


def quoted(text: str, spans: Mapping[str, str], *, chars_max: int = QUOTED_CHARS_MAX) -> list[Piece]:
    """Return a text in pieces.

    Args:
        text: As the server wrote it.
        spans: What findings quote of it, by the ids of the evidence.
        chars_max: Of the text; the last piece says what is left out.
    """
    cut = text[:chars_max]
    unseen = unseen_in(cut)
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for start, end, cite in _hits(cut, unseen, spans):
        begins.setdefault(start, []).append(cite)
        ends.setdefault(end, []).append(cite)
    turns = {at for at in range(1, len(cut)) if unseen[at] != unseen[at - 1]} if any(unseen) else set[int]()
    bounds = sorted({0, len(cut), *begins, *ends, *turns})
    pieces: list[Piece] = []
    active: Counter[str] = Counter()
    for start, end in pairwise(bounds):
        active.update(begins.get(start, ()))
        active.subtract(ends.get(start, ()))
        cites = tuple(cite for cite in spans if active[cite] > 0)[:CITES_MAX] if begins else ()
        hidden = unseen[start]
        pieces.append(Piece(visible(cut[start:end]) if hidden else _shown(cut[start:end]), cites, hidden))
    if len(text) > chars_max:
        pieces.append(Piece(f" … {len(text) - chars_max:,} more characters"))
    return pieces


def _hits(text: str, unseen: Sequence[bool], spans: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Return where spans stand: from, to, and whose they are."""
    if not spans:
        return []
    ink = [at for at, char in enumerate(text) if not (unseen[at] or char.isspace())]
    flat = "".join(text[at] for at in ink)
    found = (
        (ink[start], ink[end - 1] + 1, cite)
        for cite, span in spans.items()
        for part in _CUT.split(_WRITTEN_OUT.sub("", span))
        for start, end in _places(flat, _ink(part))
    )
    return list(islice(found, HITS_MAX))


def _ink(text: str) -> str:
    return "".join(char for char, unseen in zip(text, unseen_in(text), strict=True) if not (unseen or char.isspace()))


def _places(flat: str, wanted: str) -> Iterator[tuple[int, int]]:
    if len(wanted) < INK_MIN:
        return
    start = flat.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = flat.find(wanted, start + len(wanted))


def _shown(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    return "\n".join(_SPACE.sub(" ", line) for line in lines)
