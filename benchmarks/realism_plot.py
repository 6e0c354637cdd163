"""Draw how people write as one SVG: words per turn (cumulative) and acts per turn. Used by `realism` alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

COLOURS = ("#5b6470", "#0b6bcb", "#c2570c", "#9aa3af")
WORDS_MAX = 60
WIDE, HIGH = 380, 220
LEFT, TOP, GAP = 46, 40, 70


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars.

    Attributes:
        lengths: Words per turn, sorted.
        acts: Shares of turns with one act, two, ...
    """

    name: str
    lengths: tuple[int, ...]
    acts: tuple[float, ...]


def plot(series: Sequence[Series]) -> str:
    """Return the picture; readable on light and on dark ground."""
    width, height = LEFT + 2 * WIDE + GAP + 20, TOP + HIGH + 84
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" '
        'font-size="13" fill="#767e89">',
        "<title>Words per turn and acts per turn of recorded and simulated people</title>",
        *_words(series, LEFT),
        *_acts(series, LEFT + WIDE + GAP),
    ]
    for at, item in enumerate(series):
        x, y = LEFT + (at % 2) * (WIDE + GAP), TOP + HIGH + 52 + (at // 2) * 22
        parts.append(f'<rect x="{x}" y="{y - 10}" width="12" height="12" rx="2" fill="{COLOURS[at % len(COLOURS)]}"/>')
        parts.append(f'<text x="{x + 20}" y="{y}">{escape(item.name)}, {len(item.lengths):,} turns</text>')
    return "\n".join([*parts, "</svg>", ""])


def _frame(left: int, title: str, below: str) -> Iterator[str]:
    yield f'<text x="{left}" y="{TOP - 16}" font-weight="bold">{title}</text>'
    yield f'<text x="{left + WIDE / 2}" y="{TOP + HIGH + 32}" text-anchor="middle">{below}</text>'
    for share in (0, 25, 50, 75, 100):
        y = TOP + HIGH * (1 - share / 100)
        yield f'<path d="M{left} {y}h{WIDE}" stroke="#767e89" stroke-opacity=".25"/>'
        yield f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{share}</text>'


def _words(series: Sequence[Series], left: int) -> Iterator[str]:
    yield from _frame(left, "% of turns with at most so many words", "words")
    for words in range(0, WORDS_MAX + 1, 10):
        x = left + WIDE * words / WORDS_MAX
        yield f'<text x="{x}" y="{TOP + HIGH + 16}" text-anchor="middle">{words}</text>'
    for at, item in enumerate(series):
        points = []
        for words in range(WORDS_MAX + 1):
            share = sum(length <= words for length in item.lengths) / len(item.lengths)
            points.append(f"{left + WIDE * words / WORDS_MAX:.1f},{TOP + HIGH * (1 - share):.1f}")
        colour = COLOURS[at % len(COLOURS)]
        yield f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2.5"/>'


def _acts(series: Sequence[Series], left: int) -> Iterator[str]:
    yield from _frame(left, "% of turns with so many acts", "acts")
    groups = len(series[0].acts)
    room = WIDE / groups
    bar = room * 0.8 / len(series)
    for group in range(groups):
        label = f"{group + 1}" + ("+" if group == groups - 1 else "")
        yield f'<text x="{left + room * (group + 0.5)}" y="{TOP + HIGH + 16}" text-anchor="middle">{label}</text>'
        for at, item in enumerate(series):
            high = HIGH * item.acts[group]
            x = left + room * (group + 0.1) + bar * at
            colour = COLOURS[at % len(COLOURS)]
            size = f'width="{bar - 1:.1f}" height="{high:.1f}"'
            yield f'<rect x="{x:.1f}" y="{TOP + HIGH - high:.1f}" {size} fill="{colour}"/>'
