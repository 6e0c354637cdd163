"""Text from outside made safe in Markdown as GitHub shows it: it cannot link, embed, mention, format, or break a table.

Called by whoever writes a page for a CI job; knows nothing of runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seatrial.reports.printable import printable

STEP_SUMMARY_BYTES_MAX = 1_000_000
"""A little less than the 1 MiB that GitHub takes for one step."""

# Punctuation that means something, within a line, to Markdown, to GitHub's links, emoji and formulas, or to HTML.
_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|~#&@$]|:(?=\S))")
_LINKED_BY_ITSELF = re.compile(r"(?i)\bwww\.")
_AT_START = re.compile(r"^(\s*(?:\d+)?)([-+.)=])")


def escaped(text: str, chars_max: int = 500) -> str:
    """Return text that shows as it is wherever it stands in a line."""
    shown = _MEANS_SOMETHING.sub(r"\\\1", printable(text, chars_max))
    shown = _LINKED_BY_ITSELF.sub(lambda found: found[0][:-1] + "\\.", shown)
    return _AT_START.sub(r"\1\\\2", shown)


def code_block(text: str) -> Sequence[str]:
    """Return a block that shows one line as it is, to be copied."""
    line = printable(text)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", line)), default=0))
    return (f"{fence}text", line, fence)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table; its first column is text, the others are figures.

    Args:
        head: Names of the columns.
        rows: Cells, escaped already.
    """
    rule = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def bounded(lines: Iterable[str], bytes_max: int = STEP_SUMMARY_BYTES_MAX) -> str:
    """Return lines as a page, cut off between two of them when it grows larger than a CI job may show."""
    kept: list[str] = []
    left = bytes_max - 100
    for line in lines:
        left -= len(line.encode("utf-8", "replace")) + 1
        if left < 0:
            kept += ["", "Cut here: the page is full. `seatrial show` has the rest."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"
