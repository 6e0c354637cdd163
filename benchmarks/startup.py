"""How long one waits before anything happens: `--help`, `check` of an example, and the whole demo once it is installed.

    python benchmarks/startup.py [--repeats 7] [--json]

Wall time, medians, after one run that does not count. `scripts/demo` runs only from a checkout whose `.venv` is there.
"""

import argparse
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from machine import SEATRIAL, Bar, Used, finish, spread, tell, use

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 7


def measure(name: str, command: Sequence[str], repeats: int, folder: Path) -> list[Used]:
    """Run a command a few times; the first run warms everything up and is thrown away."""
    runs: list[Used] = []
    for repeat in range(repeats + 1):
        tell(f"{name}: run {repeat} of {repeats}")
        runs.append(use(command, cwd=folder))
    return runs[1:]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--repeats", type=int, default=REPEATS, metavar="N")
    parser.add_argument("--skip-demo", action="store_true", help="leave `scripts/demo` out")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured = {
            "`seatrial --help`": (measure("help", [*SEATRIAL, "--help"], options.repeats, folder), 0.3),
            "`seatrial check plumber`": (
                measure("check", [*SEATRIAL, "check", "plumber"], options.repeats, folder),
                1.0,
            ),
        }
        if not options.skip_demo:
            demo = [str(ROOT / "scripts" / "demo")]
            measured["`scripts/demo`, warm"] = (measure("demo", demo, options.repeats, folder), 60.0)
    bars: list[Bar] = []
    for what, (runs, bar_s) in measured.items():
        walls = [run.wall_s for run in runs]
        median = statistics.median(walls)
        cpu = statistics.median(run.cpu_s for run in runs)
        text = f"{median:.2f} s ({spread(walls)}; CPU {cpu:.2f} s)"
        bars.append(Bar(what, text, f"<= {bar_s:g} s", median <= bar_s))
    figures = {what: [run.wall_s for run in runs] for what, (runs, _) in measured.items()}
    return finish("Startup", bars, [], figures, as_json=options.json)


if __name__ == "__main__":
    raise SystemExit(main())
