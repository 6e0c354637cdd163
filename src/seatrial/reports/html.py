"""A run as one HTML file: everything in it, nothing fetched, read without a script; what people said is always escaped.

Written piece by piece, so that memory stays flat, and never beyond a given size: conversations for which there is no
room are listed by a line, and beyond that counted. Called by the app when a run is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from shlex import quote

from jinja2 import Template

from seatrial.reports.card import Card
from seatrial.reports.drawing import FILTERS
from seatrial.reports.journeys import JourneyTree
from seatrial.reports.matrix import Matrix
from seatrial.reports.page_parts import Inline, environment, inline
from seatrial.reports.summary import CommonCause, RunSummary
from seatrial.reports.terminal import one_sentence

PAGE_BYTES_MAX = 10_000_000
FOOT_BYTES = 32_000
"""Kept free for what follows the conversations."""
LINE_BYTES = 700
"""Kept free for each conversation to come, of which at least a line should be shown."""
CARD_BYTES = 10_000
"""Kept free for each conversation to come that must be shown in full."""
SHARE_KEPT = 35
"""At most so many per cent of the page are kept free for lines, and as many for those that must be shown."""
TALK_LINES_MAX = 400
SLOW_MS = 2_000
"""A wait that people notice on the telephone."""

VERDICTS = {
    "failed": ("✗", "failed"),
    "known": ("✗", "known to fail"),
    "not_judged": ("?", "not judged"),
    "simulator_fault": ("~", "simulator’s fault"),
    "passed": ("✓", "passed"),
}
"""By the names that the page filters by: mark, and words."""


@dataclass(frozen=True, slots=True)
class Group:
    """One cause of failure.

    Attributes:
        shown: Whether its example can be expected among the conversations.
    """

    cause: CommonCause
    shown: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation to be listed.

    Attributes:
        verdict: By the names of `VERDICTS`.
        reason: Why it failed, in a sentence.
        group: Position of its cause among the groups; -1 without one.
        must: Whether it is to be shown in full before others are.
        card: Returns its card, or None where its trace is not at hand; called only if there is room.
    """

    id: str
    scenario: str
    persona: str
    channel: str
    seed: int
    verdict: str
    reason: str
    group: int
    must: bool
    card: Callable[[], Card | None]


@dataclass(frozen=True, slots=True)
class RunPage:
    """What the page tells of a run as a whole.

    Attributes:
        journeys: None for a run whose results hold no ways.
        listed: How many conversations are to be listed.
        musts: How many of them must be shown in full.
    """

    summary: RunSummary
    matrix: Matrix
    groups: tuple[Group, ...] = ()
    journeys: JourneyTree | None = None
    listed: int = 0
    musts: int = 0


def html_page(run: RunPage, talks: Iterable[Talk], *, bytes_max: int = PAGE_BYTES_MAX) -> Iterator[bytes]:
    """Yield the page, piece by piece; all pieces together are no larger than asked for.

    Args:
        run: The run as a whole.
        talks: Its conversations worth reading, the first to read first.
        bytes_max: Of the page. What comes before the conversations is always written.
    """
    templates = _templates()
    room = _Room(run, bytes_max - FOOT_BYTES)
    pieces = templates.page.generate(
        run=run,
        summary=run.summary,
        sentence=one_sentence(run.summary),
        css=templates.css,
        script=templates.script,
        room=room,
        talks=room.filled(talks, templates.talk),
        folder=quote(run.summary.run),
        verdicts=VERDICTS,
    )
    for piece in pieces:
        data = piece.encode("utf-8", "replace")
        room.used += len(data)
        yield data


class _Room:
    """How much room there still is, and what found none.

    Attributes:
        used: Bytes written so far.
        full: Conversations shown in full.
        lines: Conversations of which only a line is shown.
        left_out: Conversations for which not even a line found room.
    """

    def __init__(self, run: RunPage, bytes_max: int) -> None:
        self.used = 0
        self.full = self.lines = self.left_out = 0
        self._max = bytes_max
        self._folder = quote(run.summary.run)
        self._coming = run.listed
        self._musts = run.musts
        self._smallest = 0

    def filled(self, talks: Iterable[Talk], template: Template) -> Iterator[str]:
        """Yield conversations as they fit: HTML, made by a template that escapes."""
        for talk in talks:
            self._coming -= 1
            self._musts -= talk.must
            room = self._free(talk)
            card = talk.card() if room > self._smallest else None
            text = self._text(template, talk, card)
            size = len(text.encode("utf-8", "replace"))
            if card is not None:
                # Where not even the smallest so far would fit, no trace need be read.
                self._smallest = min(self._smallest or size, size)
                if size > room:
                    card, text = None, self._text(template, talk, None)
            if self.used + len(text.encode("utf-8", "replace")) > self._max:
                self.left_out += 1
                continue
            self.full += card is not None
            self.lines += card is None
            yield text

    def _text(self, template: Template, talk: Talk, card: Card | None) -> str:
        text = template.render(
            talk=talk, card=card, folder=self._folder, verdicts=VERDICTS, slow_ms=SLOW_MS, lines_max=TALK_LINES_MAX
        )
        # Our attributes stand in double quotes, so that this mark means nothing; it is the commonest one in speech.
        return text.replace("&#39;", "'")

    def _free(self, talk: Talk) -> int:
        """Return how large a card may be."""
        free = self._max - self.used
        if talk.must:
            return free
        lines = min(self._coming * LINE_BYTES, self._max * SHARE_KEPT // 100)
        musts = min(self._musts * CARD_BYTES, self._max * SHARE_KEPT // 100)
        return free - lines - musts


@dataclass(frozen=True, slots=True)
class _Templates:
    page: Template
    talk: Template
    css: Inline
    script: Inline


@cache
def _templates() -> _Templates:
    load = environment(FILTERS).get_template
    return _Templates(
        page=load("report.html.jinja"),
        talk=load("talk.html.jinja"),
        css=inline("report.css"),
        script=inline("report.js"),
    )
