"""Scores by dimension as a block of lines for a terminal. Called by `terminal`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seatrial.evaluation.scores import Score
from seatrial.reports.style import Style


def score_lines(scores: Mapping[str, Score], style: Style) -> Iterator[str]:
    """Yield one line for each dimension that there was something to measure of."""
    measured = [score for score in scores.values() if score.value is not None]
    if not measured:
        return
    yield style.bold("  Scores")
    for score in measured:
        remark = style.dim("   heuristic") if score.heuristic else ""
        yield f"  {score.title:<22} {score.text}{remark}"
