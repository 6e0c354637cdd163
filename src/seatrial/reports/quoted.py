"""A hostile text as it stands, cut into pieces: what a finding points at, what does not show, and the rest.

A finding quotes a text with spaces joined and invisible characters written out or left away; it is found again all the
same, by the characters that leave ink. Pure. Called by the audit's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from seatrial.reports.audit_text import unseen_in, visible

QUOTED_CHARS_MAX = 8_000
HITS_MAX = 200
INK_MIN = 3
"""Fewer characters stand in too many places to say which is meant."""
_WRITTEN_OUT = re.compile(r"<U\+[0-9A-F]{4,6}[^<>]{0,40}>")
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
    ink = [at for at, char in enumerate(cut) if not unseen[at] and not char.isspace()]
    flat = "".join(cut[at] for at in ink)
    cites: list[tuple[str, ...]] = [()] * len(cut)
    for cite, span in list(spans.items())[:HITS_MAX]:
        for part in _CUT.split(_WRITTEN_OUT.sub("", span)):
            for start, end in _places(flat, _ink(part)):
                for at in range(ink[start], ink[end - 1] + 1):
                    cites[at] = cites[at] if cite in cites[at] else (*cites[at], cite)
    pieces = [
        Piece(_shown(cut, [at for at, _ in run], hidden=hidden), cited, hidden)
        for (cited, hidden), run in groupby(
            ((at, (cites[at], unseen[at])) for at in range(len(cut))), key=lambda pair: pair[1]
        )
    ]
    if len(text) > chars_max:
        pieces.append(Piece(f" … {len(text) - chars_max:,} more characters"))
    return pieces


def _ink(text: str) -> str:
    return "".join(char for char, unseen in zip(text, unseen_in(text), strict=True) if not (unseen or char.isspace()))


def _places(flat: str, wanted: str) -> Iterable[tuple[int, int]]:
    if len(wanted) < INK_MIN:
        return
    start, found = flat.find(wanted), 0
    while start >= 0 and found < HITS_MAX:
        yield start, start + len(wanted)
        found += 1
        start = flat.find(wanted, start + len(wanted))


def _shown(text: str, places: list[int], *, hidden: bool) -> str:
    part = text[places[0] : places[-1] + 1]
    if hidden:
        return visible(part)
    lines = part.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    return "\n".join("".join(" " if char.isspace() else char for char in line) for line in lines)
