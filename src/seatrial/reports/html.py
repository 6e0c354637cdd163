"""A run as one HTML file: everything in it, nothing fetched, no script; words of conversations are always escaped.

Called when a run is over. Takes the summary and one card per cause of failure; reads only its own page and style.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from seatrial.reports.card import Card
from seatrial.reports.summary import CommonCause, Rate, RunSummary
from seatrial.reports.terminal import one_sentence


def html_report(summary: RunSummary, causes: Sequence[tuple[CommonCause, Card | None]]) -> str:
    """Return the page.

    Args:
        summary: The run.
        causes: Each with the card of its example, or None where that is not at hand.
    """
    template, css = _page()
    return template.render(summary=summary, causes=causes, sentence=one_sentence(summary), css=css)


@cache
def _page() -> tuple[Template, str]:
    folder = files("seatrial.reports") / "pages"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters.update(share=_share, low=_low, width=_width, clock=_clock)
    page = (folder / "report.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(page), (folder / "report.css").read_text(encoding="utf-8")


def _share(interval: Rate) -> str:
    return f"{100 * interval.count / interval.total:.2f}" if interval.total else "0"


def _low(interval: Rate) -> str:
    return f"{100 * interval.low:.2f}"


def _width(interval: Rate) -> str:
    return f"{100 * max(0.004, interval.high - interval.low):.2f}"


def _clock(at_ms: int) -> str:
    minutes, seconds = divmod(at_ms // 1000, 60)
    return f"{minutes}:{seconds:02d}"
