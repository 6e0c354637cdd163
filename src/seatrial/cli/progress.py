"""Progress on stderr: a bar on a terminal, elsewhere a plain line every few seconds, nothing when it is quick."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from seatrial.app.steps import Step
from seatrial.cli.output import style, tell

PLAIN_EVERY_S = 5.0


@dataclass(slots=True)
class _Phase:
    """Something that takes a while.

    Attributes:
        counts: What to call what passed and what failed.
    """

    task: TaskID
    counts: str
    plain: str
    began_s: float
    told_s: float


class Bar:
    """The bar on a terminal, there while the context is. What is told elsewhere is for whoever inherits from it."""

    def __init__(self, *columns: ProgressColumn) -> None:
        """Take what stands between the count and the time that is left."""
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            *columns,
            TimeRemainingColumn(),
            console=Console(stderr=True, no_color=not style(sys.stderr).colour),
            transient=True,
            auto_refresh=False,  # no thread: with none beside them, workers start in no time
            disable=not sys.stderr.isatty(),
        )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


class PanelProgress(Bar):
    """Shows how far a panel is, with its cases and then with measuring. Use as a context."""

    def __init__(self) -> None:
        super().__init__()
        self._task = self._bar.add_task("deciding", total=None)
        self._told_s = time.monotonic()  # noqa: TID251 - how long a person has waited

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show a step."""
        if sys.stderr.isatty():
            self._bar.update(self._task, description=what, completed=done, total=total)
            self._bar.refresh()
            return
        now_s = time.monotonic()  # noqa: TID251 - as above
        if now_s - self._told_s >= PLAIN_EVERY_S:
            self._told_s = now_s
            tell(f"{what}: {done:,} of {total:,} done")


class RunProgress(Bar):
    """Shows how far a run is, its rate, and when it will be done. Use as a context."""

    def __init__(self) -> None:
        fields = ("{task.fields[rate]}", "{task.fields[counts]}")
        super().__init__(*[TextColumn(field, style="dim") for field in fields])
        self._rehearsing: _Phase | None = None
        self._judging: _Phase | None = None

    def __enter__(self) -> Self:
        self._rehearsing = self._begin("rehearsing", "{:,} reached, {:,} failed", "{:,} of {:,} done")
        return super().__enter__()

    def __call__(self, step: Step) -> None:
        """Show a step of the rehearsal."""
        if self._rehearsing is not None:
            self._show(self._rehearsing, step)

    def judged(self, step: Step) -> None:
        """Show a step of judging, which begins with the first."""
        if self._judging is None:
            self._judging = self._begin("judging", "{:,} hold, {:,} do not", "{:,} of {:,} sentences judged")
        self._show(self._judging, step)

    def _begin(self, doing: str, counts: str, plain: str) -> _Phase:
        now_s = time.monotonic()  # noqa: TID251 - a rate is measured on the real clock
        return _Phase(self._bar.add_task(doing, total=None, rate="", counts=""), counts, plain, now_s, now_s)

    def _show(self, phase: _Phase, step: Step) -> None:
        now_s = time.monotonic()  # noqa: TID251 - as above
        rate = step.done / max(1e-6, now_s - phase.began_s)
        if sys.stderr.isatty():
            counts = phase.counts.format(step.passed, step.failed)
            shown_rate = f"{rate:,.0f}/s" if rate >= 1 else f"{rate * 60:,.0f}/min"
            self._bar.update(phase.task, completed=step.done, total=step.planned, rate=shown_rate, counts=counts)
            self._bar.refresh()
        elif now_s - phase.told_s >= PLAIN_EVERY_S:
            phase.told_s = now_s
            left_s = (step.planned - step.done) / rate if rate else 0.0
            done = phase.plain.format(step.done, step.planned)
            tell(f"{done}, {rate:,.0f} a second, {left_s:.0f} s to go")
