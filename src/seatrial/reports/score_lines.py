"""Scores by dimension as a block of lines for a terminal. Called by `terminal`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seatrial.evaluation.scores import Score
from seatrial.reports.style import Style

REMARKS = {"goal_completion": "by how it ended, whatever else the card checks"}
"""What keeps a score apart from a figure above it that goes by a like name."""


def score_lines(scores: Mapping[str, Score], style: Style) -> Iterator[str]:
    """Yield one line for each dimension that there was something to measure of."""
    measured = {name: score for name, score in scores.items() if score.value is not None}
    if not measured:
        return
    yield style.bold("  Scores")
    for name, score in measured.items():
        remark = "heuristic" if score.heuristic else REMARKS.get(name, "")
        yield f"  {score.title:<22} {score.text}" + (style.dim(f"   {remark}") if remark else "")
