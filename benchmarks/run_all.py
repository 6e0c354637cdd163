"""Run the benchmarks and put what they print into RESULTS.md, a section each; sections that were not run stay.

    python benchmarks/run_all.py [--quick] [--only NAME ...] [--data DIR] [--understanding-data DIR] [--slots FILE ...]
        [--print]

Without --only everything runs for which the data is given. Ctrl-C keeps the sections that are finished.
"""

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from machine import describe_machine, tell

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One section of RESULTS.md.

    Attributes:
        title: The section's heading.
        quick: Arguments for a first look.
        tables: Whether it prints its section in Markdown; otherwise its output is quoted.
    """

    title: str
    quick: tuple[str, ...] = ()
    tables: bool = True


BENCHMARKS = {
    "speed": Benchmark("Speed", ("--quick",)),
    "determinism": Benchmark("Determinism", ("--seeds", "100")),
    "faults": Benchmark("Nothing stuck, nothing lost", ("--calls", "1000")),
    "pairing": Benchmark("Pairing", ("--seeds", "50")),
    "shrinking": Benchmark("Shrinking", ("--calls", "120")),
    "misreading": Benchmark("Misreading"),
    "realism": Benchmark("Realism", ("--calls", "100")),
    "planted_defects": Benchmark("Planted defects", ("--calls", "200")),
    "startup": Benchmark("Startup", ("--repeats", "3", "--skip-demo")),
    "understanding": Benchmark("Understanding", tables=False),
    "slots": Benchmark("Slots", tables=False),
    "audit_speed": Benchmark("Audit"),
    "guard_latency": Benchmark("Guard"),
    "mcp_panel": Benchmark("Tool definitions", tables=False),
}


def run(name: str, arguments: list[str]) -> tuple[str, bool]:
    """Run a benchmark; return its section, and whether all its bars were met."""
    tell(f"== {name} {' '.join(arguments)}")
    script = HERE / f"{name}.py"
    done = subprocess.run([sys.executable, str(script), *arguments], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        return f"## {BENCHMARKS[name].title}\n\nended with {done.returncode}", False
    if BENCHMARKS[name].tables:
        return done.stdout.strip(), done.returncode == 0
    shown = [Path(argument).name if "/" in argument else argument for argument in arguments]
    command = " ".join(["python", f"benchmarks/{name}.py", *shown])
    quoted = f"## {BENCHMARKS[name].title}\n\n{describe_machine()}  \n`{command}`\n\n```\n{done.stdout.strip()}\n```"
    return quoted, done.returncode == 0


def put(section: str) -> None:
    """Replace a section of RESULTS.md, or add it at the end."""
    heading = section.split("\n", 1)[0]
    before, *sections = RESULTS.read_text(encoding="utf-8").strip().split("\n## ")
    kept = [before, *(f"## {text.strip()}" for text in sections)]
    matching = [index for index, text in enumerate(kept) if text.split("\n", 1)[0] == heading]
    if matching:
        kept[matching[0]] = section
    else:
        kept.append(section)
    RESULTS.write_text("\n\n".join(text.strip() for text in kept) + "\n", encoding="utf-8")


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small samples, for a first look")
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=list(BENCHMARKS), metavar="NAME")
    parser.add_argument("--data", metavar="DIR", help="folder with tau2/trajectories, for realism")
    parser.add_argument("--understanding-data", metavar="DIR", help="folder with train.csv and test.csv")
    parser.add_argument("--slots", nargs="+", metavar="FILE", help="tables in JSON Lines")
    parser.add_argument("--print", action="store_true", help="print the sections and leave RESULTS.md alone")
    options = parser.parse_args()
    data = {
        "understanding": ["--data", options.understanding_data] if options.understanding_data else None,
        "slots": options.slots,
        "realism": ["--data", options.data] if options.data else None,
        "mcp_panel": [] if os.environ.get("SEATRIAL_DATA") else None,
    }
    all_met = True
    for name in options.only:
        arguments = data.get(name, list(BENCHMARKS[name].quick) if options.quick else [])
        if arguments is None:
            tell(f"== {name}: left out, no data was given")
            continue
        section, met = run(name, arguments)
        all_met = all_met and met
        print(section + "\n", flush=True)
        if not options.print:
            put(section)
    return 0 if all_met else 1


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
