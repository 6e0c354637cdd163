"""Whose failure: what seatrial says of a hundred failures, beside what independent readers said of them.

    python benchmarks/relabelled.py [FILE.jsonl] [--json]

`data/failures_relabelled.jsonl` holds 100 conversations drawn at random from those that failed among 2,700 without
faults and 480 with every kind of fault, both examples, all personas. Two readers who had seen neither code nor verdict
read card and conversation and said whose failure it was: the agent's (its tools and its line included), the simulated
person's, or the card's, which expected too much. Counted is whether both call it the person's or both do not. The
baseline calls nothing the person's.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from machine import finish
from seatrial.evaluation.statistics import wilson

FAILURES = Path(__file__).resolve().parent / "data" / "failures_relabelled.jsonl"
LABELS = ("agent", "card", "person")


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=FAILURES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    counts = Counter((row["verdict"], row["label"]) for row in rows)
    agreed = sum((row["verdict"] == "simulator_fault") == (row["label"] == "person") for row in rows)
    nothing = sum(row["label"] != "person" for row in rows)
    lines = [
        f"Agreed whether it was the person's failure: {wilson(agreed, len(rows))}; "
        f"to call nothing the person's agrees in {nothing} of {len(rows)}.",
        "",
        "| seatrial says | the agent's | the card's | the person's |",
        "|---|---|---|---|",
    ]
    for verdict in ("failed", "simulator_fault"):
        shares = " | ".join(str(counts[verdict, label]) for label in LABELS)
        lines += [f"| {verdict} | {shares} |"]
    said = [f"- {row['agent']}, {row['id']}: {row['why']}" for row in rows if _apart(row)]
    figures = {"agreed": agreed, "of": len(rows), "baseline": nothing}
    return finish("Whose failure", [], [*lines, "", "Where they are apart:", "", *said], figures, as_json=options.json)


def _apart(row: dict[str, str]) -> bool:
    return (row["verdict"] == "simulator_fault") != (row["label"] == "person")


if __name__ == "__main__":
    raise SystemExit(main())
