"""What the benchmarks share: the machine in words, CPU time of process trees, and how results are printed.

Every benchmark prints Markdown (what RESULTS.md holds) or, with --json, one object; progress goes to stderr. Ctrl-C
ends any of them. Each result is compared with its bar, and a missed bar is exit code 1.
"""

import json
import os
import platform
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import seatrial

SEATRIAL = (sys.executable, "-m", "seatrial")
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise and what was measured.

    Attributes:
        measured: In words, with unit and spread.
        wanted: In words.
    """

    name: str
    measured: str
    wanted: str
    met: bool


@dataclass(frozen=True, slots=True)
class Used:
    """What a command used.

    Attributes:
        cpu_s: Of it and all its children, user and system.
        rss_mb: Peak of all its processes together, as polled; shared pages count once per process.
    """

    code: int
    wall_s: float
    cpu_s: float
    rss_mb: float
    out: str


def tell(text: str) -> None:
    """Say on stderr what is going on."""
    print(text, file=sys.stderr, flush=True)


def describe_machine() -> str:
    """Return processor, cores, memory, system, versions and date in one line."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {pages / 2**30:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, seatrial {seatrial.__version__}, {datetime.now(UTC):%Y-%m-%d}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown processor"
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def cpu_s() -> float:
    """Return the CPU seconds of this process and of all its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def use(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    stdin: str = "",
    cwd: Path | None = None,
    codes: Sequence[int] = (0, 1, 3),
) -> Used:
    """Run a command to its end, watching its processes; its stderr is shown only when it breaks.

    Args:
        command: What to run.
        env: Added to this process's.
        stdin: What is piped into it.
        cwd: Where it runs.
        codes: That count as having worked. Of seatrial, 1 and 3 say that conversations failed or are undecided.
    """
    began, cpu_began = time.perf_counter(), cpu_s()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
    ) as process:
        peak = 0
        try:
            given: str | None = stdin
            while True:
                try:
                    out, errors = process.communicate(given, timeout=POLL_S)
                    break
                except subprocess.TimeoutExpired:
                    given = None
                    peak = max(peak, _tree_rss(process.pid))
        except BaseException:
            process.terminate()
            raise
    wall_s = time.perf_counter() - began
    if process.returncode not in codes:
        raise SystemExit(f"{shlex.join(command)} ended with {process.returncode}:\n{errors[-2_000:]}")
    return Used(process.returncode, wall_s, cpu_s() - cpu_began, peak / 2**20, out)


def _tree_rss(pid: int) -> int:
    """Return the resident bytes of a process and its descendants; what has just ended counts nothing."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_tree_rss(int(child)) for child in children)


def finish(title: str, bars: Sequence[Bar], lines: Sequence[str], figures: Mapping[str, Any], *, as_json: bool) -> int:
    """Print the results and return the exit code: 1 when a bar was missed.

    Args:
        title: Of the section in RESULTS.md.
        bars: What was promised.
        lines: More Markdown, below the table.
        figures: The same for programs.
        as_json: Print one JSON object instead of Markdown.
    """
    met = all(bar.met for bar in bars)
    if as_json:
        names = {bar.name: {"measured": bar.measured, "wanted": bar.wanted, "met": bar.met} for bar in bars}
        print(json.dumps({"machine": describe_machine(), "met": met, "bars": names, **figures}, indent=2))
        return 0 if met else 1
    print(f"## {title}\n\n{describe_machine()}\n`{_command()}`\n")
    if bars:
        print("| | measured | bar | |\n|---|---|---|---|")
    for bar in bars:
        print(f"| {bar.name} | {bar.measured} | {bar.wanted} | {'met' if bar.met else '**missed**'} |")
    if lines:
        print("\n" * bool(bars) + "\n".join(lines))
    return 0 if met else 1


def _command() -> str:
    return shlex.join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *sys.argv[1:]])


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Return the least and the greatest of some figures, in words."""
    return f"{min(values):.{digits}f} to {max(values):.{digits}f}"
