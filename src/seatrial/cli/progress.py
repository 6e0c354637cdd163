"""Progress on stderr: a bar on a terminal, elsewhere a plain line every few seconds, nothing when it is quick."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from seatrial.app.simulating import Step
from seatrial.cli.output import style, tell

PLAIN_EVERY_S = 5.0


class RunProgress:
    """Shows how far a run is, its rate, and when it will be done. Use as a context."""

    def __init__(self) -> None:
        look = style(sys.stderr)
        self._console = Console(stderr=True, no_color=not look.colour)
        self._bar = Progress(
            TextColumn("rehearsing"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", style="dim"),
            TextColumn("{task.fields[counts]}", style="dim"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            auto_refresh=False,  # no thread: with none beside them, workers start in no time
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=None, rate="", counts="")
        self._began_s = 0.0
        self._told_s = 0.0

    def __enter__(self) -> RunProgress:
        self._began_s = self._told_s = time.monotonic()  # noqa: TID251 - a rate is measured on the real clock
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, step: Step) -> None:
        """Show a step."""
        now_s = time.monotonic()  # noqa: TID251 - as above
        rate = step.done / max(1e-6, now_s - self._began_s)
        if sys.stderr.isatty():
            counts = f"{step.passed:,} reached, {step.failed:,} failed"
            self._bar.update(self._task, completed=step.done, total=step.planned, rate=f"{rate:,.0f}/s", counts=counts)
            self._bar.refresh()
        elif now_s - self._told_s >= PLAIN_EVERY_S:
            self._told_s = now_s
            left_s = (step.planned - step.done) / rate if rate else 0.0
            tell(f"{step.done:,} of {step.planned:,} done, {rate:,.0f} a second, {left_s:.0f} s to go")
