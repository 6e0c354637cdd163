"""Make the weights of `seatrial.text.answering` from the open slot tables; run by whoever changes those.

    python benchmarks/answering_training.py [--check]

Writes src/seatrial/text/data/answering_weights.py. An example is a row's text, and whether a value is right there; what
simulated people say in answer (``answers_simulated.jsonl``) is right, too. Only what two authors say counts, so that no
name or town does. How far the model may be trusted is measured with each author held out in turn: how many values that
the parsers gave where null is right are stopped, and how many right ones are lost, which sets the threshold; --check
prints only that. Nothing is drawn.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seatrial.text.answering import UNDOUBTED_WORDS, WORDS_READ, features
from seatrial.text.data.answering_words import MASKS
from seatrial.text.logistic import fit_logistic
from seatrial.text.parsers import PARSERS
from seatrial.text.tokens import tokenize
from slots import context_of, is_exact, read_rows

HERE = Path(__file__).resolve().parent
TABLES = sorted((HERE / "data").glob("slots_open_*.jsonl"))
SIMULATED = HERE / "data" / "answers_simulated.jsonl"
TARGET = HERE.parent / "src" / "seatrial" / "text" / "data" / "answering_weights.py"
LEFT_OUT = frozenset({"text"})
"""Types that the model is not asked about."""

INVERSE_PENALTY = 0.5
AUTHORS_MIN = 2
STEPS = 400
"""Weights are whole numbers up to this."""
WEIGHT_MIN = 12
TELLING_MIN = 90
"""A word that weighs at least so much against an answer is telling; a text without any is not doubted."""
LOST_SHARE = 0.02
"""Of the right values in long texts of authors held out, at most this share may be lost: it sets the threshold."""

Row = dict[str, Any]
Example = tuple[str, frozenset[str], bool, str]
"""Type, features, whether a value is right, and the author."""


def source_digest() -> str:
    """Return the digest of the tables that weights are made from."""
    state = blake2b(digest_size=16)
    for path in (*TABLES, SIMULATED):
        state.update(path.read_bytes())
    return state.hexdigest()


def is_read(row: Row) -> bool:
    """Return whether the model would look at a row."""
    return row["locale"].startswith("en") and row["type"] not in LEFT_OUT and len(words_of(row)) > UNDOUBTED_WORDS


def words_of(row: Row) -> list[str]:
    """Return a row's folded words."""
    return [token.text for token in tokenize(row["text"])[:WORDS_READ]]


def example(row: Row, author: str) -> Example:
    """Return a row as the model sees it."""
    return row["type"], features(row["type"], words_of(row), asks="?" in row["text"]), row["value"] is not None, author


class Model:
    """Weights before they are rounded."""

    def __init__(self, examples: Sequence[Example]) -> None:
        # What only one author says is about their rows: names, towns, turns of phrase.
        said = {(feature, author) for _, found, _, author in examples for feature in found}
        authors = Counter(feature for feature, _ in said)
        names = sorted(name for name, count in authors.items() if count >= AUTHORS_MIN)
        self.columns = {name: at for at, name in enumerate(names)}
        self.types = {name: len(names) + at for at, name in enumerate(sorted({kind for kind, _, _, _ in examples}))}
        rows = self.matrix(examples)
        right = np.array([[float(is_right)] for _, _, is_right, _ in examples])
        targets = np.hstack([1.0 - right, right])
        coefficients = fit_logistic(
            (rows @ rows.T).__matmul__,
            targets,
            importance=np.ones((len(examples), 1)),
            inverse_penalty=INVERSE_PENALTY,
            tolerance=1e-6,
            iterations_max=400,
        )
        both = rows.T @ coefficients
        self.weights = both[:, 1] - both[:, 0]

    def matrix(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return examples x features; the last column is 1."""
        rows = np.zeros((len(examples), len(self.columns) + len(self.types) + 1))
        for at, (kind, found, _, _) in enumerate(examples):
            known = [column for feature in found if (column := self.columns.get(feature)) is not None]
            rows[at, known] = 1.0
            if kind in self.types:
                rows[at, self.types[kind]] = 1.0
            rows[at, -1] = 1.0
        return rows

    def scores(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return how surely each answers: log odds."""
        return self.matrix(examples) @ self.weights


def held_out(tables: Mapping[str, Sequence[Row]], always: Sequence[Example]) -> tuple[NDArray[np.float64], list[Row]]:
    """Return the rows that are read, each with its score by a model that has not seen its author."""
    scores: list[NDArray[np.float64]] = []
    rows: list[Row] = []
    for name, own in tables.items():
        others = [example(row, other) for other, group in tables.items() if other != name for row in group]
        scores.append(Model([*others, *always]).scores([example(row, name) for row in own]))
        rows += own
    return np.concatenate(scores), rows


def threshold_of(scores: NDArray[np.float64], outcomes: Sequence[str]) -> float:
    """Return the score below which a text is doubted."""
    right = sorted(score for score, outcome in zip(scores, outcomes, strict=True) if outcome == "right")
    return float(right[int(len(right) * LOST_SHARE)])


def outcome(row: Row) -> str:
    """Return what the parsers alone make of a row: "right", "false" where null is right, or "other"."""
    given = PARSERS[row["type"]](row["text"], context_of(row))
    if row["value"] is None:
        return "false" if given is not None else "other"
    return "right" if is_exact(row, given) else "other"


def written(model: Model, threshold: float) -> str:
    """Return the data module."""
    scale = STEPS / float(np.abs(model.weights).max())
    steps = np.rint(model.weights * scale).astype(int)
    by_weight: dict[int, list[str]] = {}
    for name, column in model.columns.items():
        if abs(steps[column]) >= WEIGHT_MIN:
            by_weight.setdefault(int(steps[column]), []).append(name)
    types = {name: int(steps[column]) for name, column in model.types.items()}
    ordinary = sorted({word for name in model.columns if not set(" _#") & set(name) for word in unmasked(name)})
    telling = [word for word in ordinary if told_by(word, model.columns, steps) <= -TELLING_MIN]
    lines = [
        '"""Weights of the answering model: data only, by ``benchmarks/answering_training.py``."""',
        "",
        f'SOURCE = "{source_digest()}"',
        f"BIAS = {int(steps[-1]) - round(threshold * scale)}",
        f"TELLING = {' '.join(telling)!r}",
        f"TYPES = {types!r}",
        "FEATURES: dict[int, str] = {",
        *(f"    {weight}: {'|'.join(names)!r}," for weight, names in sorted(by_weight.items())),
        "}",
        "",
    ]
    return "\n".join(lines)


def unmasked(name: str) -> list[str]:
    """Return the words that count as a word feature."""
    return MASKS[name].split() if name in MASKS else [name]


def told_by(word: str, columns: Mapping[str, int], steps: NDArray[np.int_]) -> int:
    """Return the weight of a word alone: its own, and that of its mask."""
    names = {word, *(mask for mask, words in MASKS.items() if word in words.split())}
    return sum(int(steps[columns[name]]) for name in names if name in columns)


def main() -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="measure only")
    options = parser.parse_args()
    simulated = [
        example({**row, "value": ""}, SIMULATED.stem)
        for row in map(json.loads, SIMULATED.read_text("utf-8").splitlines())
    ]
    tables = {path.stem: [row for row in read_rows([path]) if is_read(row)] for path in TABLES}
    scores, rows = held_out(tables, simulated)
    outcomes = [outcome(row) for row in rows]
    threshold = threshold_of(scores, outcomes)
    for wanted in ("right", "false"):
        of = [score for score, found in zip(scores, outcomes, strict=True) if found == wanted]
        doubted = sum(score < threshold for score in of)
        print(f"{wanted} values of authors held out: {len(of)}, doubted {doubted} ({doubted / max(1, len(of)):.1%})")
    nulls = [score for score, row in zip(scores, rows, strict=True) if row["value"] is None]
    print(f"rows where null is right: {len(nulls)}, doubted {sum(score < threshold for score in nulls)}")
    if not options.check:
        text = written(
            Model([*(example(row, name) for name, group in tables.items() for row in group), *simulated]), threshold
        )
        TARGET.write_text(text, encoding="utf-8")
        print(f"{TARGET.name}: {len(text):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
