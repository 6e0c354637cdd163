"""Score the linear model on a folder with train.csv and test.csv (columns text, category).

    python benchmarks/understanding.py --data DIR [--json]

Prints accuracy with all examples and with 10 per intent (mean of seeds 0-4), CPU microseconds per utterance (one at a
time, one thread, nothing remembered), and how well out-of-scope is told apart: 10 intents, drawn by each seed 0-4, are
left out of training and must be refused in the test part (mean area under the ROC curve). Beside them stand the share
of the commonest intent and the counts. Nothing was chosen on the test part.
"""

import argparse
import csv
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from seatrial.text.linear import LinearModel
from seatrial.text.linear_training import train

SEEDS = range(5)
FEW_SHOTS = 10
HELD_OUT = 10
SMALL_LABELS, SMALL_SHOTS = 12, 12
_TIMING_ROUNDS = 5
Example = tuple[str, str]


def read_examples(path: Path) -> list[Example]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"text", "category"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path}: the first line must name the columns text and category")
        examples = [(row["text"] or "", row["category"] or "") for row in rows]
    if not any(text.strip() for text, _ in examples):
        raise ValueError(f"{path}: no row has a text")
    return examples


def labels_of(examples: Iterable[Example]) -> list[str]:
    return sorted({label for _, label in examples})


def drawn(examples: Sequence[Example], *, shots: int, seed: int) -> list[Example]:
    """Draw at most `shots` examples of each label."""
    dice = random.Random(seed)
    few: list[Example] = []
    for label in labels_of(examples):
        own = [example for example in examples if example[1] == label]
        few += dice.sample(own, min(shots, len(own)))
    return few


def accuracy(model: LinearModel, examples: Sequence[Example]) -> float:
    return sum(model.scores(text).ranked[0][0] == label for text, label in examples) / len(examples)


def cpu_us(model: LinearModel, examples: Sequence[Example]) -> float:
    """Return CPU microseconds per utterance: the median of a few passes over all examples."""
    passes: list[float] = []
    for _ in range(_TIMING_ROUNDS):
        start = time.process_time()
        for text, _ in examples:
            model.scores(text)
        passes.append((time.process_time() - start) / len(examples) * 1e6)
    return statistics.median(passes)


def auroc(inside: Sequence[int], outside: Sequence[int]) -> float:
    """Return the probability that a score of `outside` is above one of `inside`; ties count half."""
    ordered = np.sort(np.array(inside))
    below = np.searchsorted(ordered, outside, side="left")
    not_above = np.searchsorted(ordered, outside, side="right")
    return float((below + not_above).sum()) / (2 * len(inside) * len(outside))


def out_of_scope(training: Sequence[Example], test: Sequence[Example], *, seed: int) -> float | None:
    labels = labels_of(training)
    held_out = set(random.Random(seed).sample(labels, min(HELD_OUT, len(labels) // 2)))
    kept = [example for example in training if example[1] not in held_out]
    if not held_out or not kept:
        return None
    model = train(kept)
    scores: dict[bool, list[int]] = {False: [], True: []}
    for text, label in test:
        if label in held_out or label in model.labels:
            scores[label in held_out].append(model.scores(text).out_of_scope)
    return auroc(scores[False], scores[True]) if scores[False] and scores[True] else None


def note(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def measure(training: Sequence[Example], test: Sequence[Example]) -> dict[str, Any]:
    note(f"training on {len(training)} examples")
    start = time.process_time()
    model = train(training)
    train_s = time.process_time() - start
    full = accuracy(model, test)
    us_per_utterance = cpu_us(model, test)

    few: list[float] = []
    held_out: list[float] = []
    for seed in SEEDS:
        note(f"seed {seed}: {FEW_SHOTS} per intent; then {HELD_OUT} intents held out")
        few.append(accuracy(train(drawn(training, shots=FEW_SHOTS, seed=seed)), test))
        area = out_of_scope(training, test, seed=seed)
        if area is not None:
            held_out.append(area)

    # An agent's size: a dozen flows with a dozen lines each, asked only about those.
    small_labels = set(random.Random(0).sample(model.labels, min(SMALL_LABELS, len(model.labels))))
    small_training = drawn([example for example in training if example[1] in small_labels], shots=SMALL_SHOTS, seed=0)
    small_test = [example for example in test if example[1] in small_labels] or test
    start = time.process_time()
    small = train(small_training)
    small_train_s = time.process_time() - start

    commonest = Counter(label for _, label in training).most_common(1)[0][0]
    return {
        "accuracy_full": round(full, 4),
        "accuracy_10_shot": round(statistics.fmean(few), 4),
        "accuracy_10_shot_by_seed": [round(share, 4) for share in few],
        "us_per_utterance": round(us_per_utterance, 1),
        "oos_auroc": round(statistics.fmean(held_out), 4) if held_out else None,
        "oos_auroc_by_seed": [round(area, 4) for area in held_out],
        "accuracy_majority_class": round(sum(label == commonest for _, label in test) / len(test), 4),
        "train_cpu_s": round(train_s, 2),
        "small_agent": {
            "intents": len(small.labels),
            "examples": len(small_training),
            "accuracy": round(accuracy(small, small_test), 4),
            "us_per_utterance": round(cpu_us(small, small_test), 1),
            "train_cpu_s": round(small_train_s, 3),
        },
        "train_examples": len(training),
        "test_examples": len(test),
        "intents": len(model.labels),
    }


def table(results: dict[str, Any]) -> str:
    flat = {name: value for name, value in results.items() if name != "small_agent"}
    flat |= {f"small agent: {name}": value for name, value in results["small_agent"].items()}
    width = max(map(len, flat))
    return "\n".join(
        f"{name:<{width}}  {value if value is not None else 'too few intents'}" for name, value in flat.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with train.csv and test.csv")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    try:
        training, test = (read_examples(options.data / name) for name in ("train.csv", "test.csv"))
    except (OSError, ValueError, csv.Error) as error:
        parser.error(str(error))
    results = measure(training, test)
    print(json.dumps(results) if options.json else table(results))


if __name__ == "__main__":
    main()
