"""What the HTML report's templates draw and word: timelines as strokes, ways as steps, figures as places on a line.

Every function is a filter of a template. They return text that still has to be escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from seatrial.reports.journeys import Branch
from seatrial.reports.judged_lines import judged_count
from seatrial.reports.timeline import Span, Timeline, lasted

WORDS_MAX = 2_000
STEP_WORDS = {
    "flow": "wants",
    "ask": "asks",
    "confirm": "confirms",
    "call": "calls",
    "answer": "answers",
    "person": "to a person",
    "end": "ends",
}


def clock(at_ms: int) -> str:
    """Return a moment as minutes and seconds."""
    minutes, seconds = divmod(at_ms // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def words(name: str) -> str:
    """Return a name as people write it."""
    return name.replace("_", " ")


def address(name: str) -> str:
    """Return a name as the part of an address that leads to it within the page."""
    return quote(name, errors="replace")


def cut(text: str) -> str:
    """Return text, but not more of it than anybody reads."""
    return text if len(text) <= WORDS_MAX else text[: WORDS_MAX - 3] + "..."


def step(name: str) -> tuple[str, str, str]:
    """Return a step of a way as its kind, a verb, and what it is about."""
    kind, _, about = name.partition(":")
    return kind, STEP_WORDS.get(kind, kind), words(about)


def x(share: float) -> str:
    """Return a share as a place on a line of 100."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".")


def trunk(branch: Branch) -> Iterator[tuple[Branch, tuple[Branch, ...]]]:
    """Yield a way's main road, each stretch with the ways that leave it at its end.

    A golden way is the main road where it leads on; elsewhere the way that most people took.
    """
    while True:
        golden = [fork for fork in branch.forks if fork.golden]
        following = (golden or list(branch.forks))[:1]
        yield branch, tuple(fork for fork in branch.forks if fork not in following)
        if not following:
            return
        branch = following[0]


# A timeline is drawn on a line of 1,000, so that positions are short: thousands of them stand in a page.


def strokes(spans: Iterable[Span], total_ms: int, y: float, least: int = 2) -> str:
    """Return spans as the path of an SVG, one stroke each.

    Args:
        spans: In order of time.
        total_ms: What the line's 1,000 stand for.
        y: Height of the lane's middle.
        least: How long a stroke is at least, so that moments are seen.
    """
    scale = 1000 / max(1, total_ms)
    parts: list[str] = []
    last = 0
    for start, end in spans:
        place = min(round(start * scale), 1000 - least)
        width = max(least, round((end - start) * scale))
        parts.append(f"m{place - last} 0h{width}" if parts else f"M{place} {y:g}h{width}")
        last = place + width
    return "".join(parts)


def ticks(moments: Iterable[int], total_ms: int, y: float, height: float) -> str:
    """Return moments as the path of an SVG, one upright stroke each."""
    scale = 1000 / max(1, total_ms)
    return "".join(f"M{min(round(at_ms * scale), 999)} {y:g}v{height:g}" for at_ms in moments)


def waits(timeline: Timeline | None) -> dict[int, int]:
    """Return how long the person had waited for what the agent began to say at a moment."""
    return {end: end - start for start, end in timeline.waits} if timeline is not None else {}


def told(timeline: Timeline) -> str:
    """Return a timeline in words."""
    parts = [f"{timeline.total_ms / 1000:,.0f} s"]
    spoken = lasted(timeline.agent), lasted(timeline.person)
    if all(spoken):
        parts.append(f"agent {spoken[0] / 1000:,.0f} s, person {spoken[1] / 1000:,.0f} s")
    if timeline.both:
        parts.append(f"both at once {lasted(timeline.both) / 1000:.1f} s")
    if timeline.slowest_ms:
        parts.append(f"slowest answer {timeline.slowest_ms / 1000:.1f} s")
    if timeline.tools:
        parts.append(f"{len(timeline.tools)} tool calls" if len(timeline.tools) > 1 else "1 tool call")
    if timeline.faults:
        parts.append(f"{len(timeline.faults)} faults" if len(timeline.faults) > 1 else "1 fault")
    return ", ".join(parts)


FILTERS: dict[str, Callable[..., object]] = {
    "address": address,
    "clock": clock,
    "words": words,
    "cut": cut,
    "step": step,
    "x": x,
    "trunk": trunk,
    "strokes": strokes,
    "ticks": ticks,
    "waits": waits,
    "told": told,
    "judged": judged_count,
}
