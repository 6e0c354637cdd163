"""How far an audit is, on stderr: a bar on a terminal, elsewhere a plain line for each server."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from rich.progress import TextColumn

from seatrial.app.audit_ports import Step
from seatrial.cli.output import tell
from seatrial.cli.progress import Bar
from seatrial.reports.printable import printable


class AuditProgress(Bar):
    """Shows which server an audit is at, and when it will be done. Use as a context."""

    def __init__(self, *, kept: bool = True) -> None:
        """Prepare.

        Args:
            kept: Whether what is found out is kept for the next audit, which is said when this one is interrupted.
        """
        super().__init__(TextColumn("{task.fields[at]}", style="dim", markup=False))
        self._kept = kept
        self._last: Step | None = None
        self._task = self._bar.add_task("auditing", total=None, at="")
        self._began_s = 0.0

    def __enter__(self) -> Self:
        self._began_s = time.monotonic()  # noqa: TID251 - progress is measured on the real clock
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            done, of = (self._last.servers_done, f" of {self._last.servers}") if self._last else ("no", "")
            kept = "What scanners found is kept, and the next audit begins with it" if self._kept else "Nothing is kept"
            tell(f"Interrupted: {done}{of} servers were looked at, none was judged. {kept}.")

    def __call__(self, step: Step) -> None:
        """Show a step."""
        self._last = step
        name = printable(step.server, 40)
        if sys.stderr.isatty():
            self._bar.update(self._task, completed=step.done, total=step.planned, at=f"{name}: {step.what}")
            self._bar.refresh()
        elif step.server_done and step.servers > 1:
            spent_s = time.monotonic() - self._began_s  # noqa: TID251 - as above
            left_s = spent_s / step.done * (step.planned - step.done)
            tell(f"{step.servers_done} of {step.servers}: {name}; about {left_s:.0f} s to go")
