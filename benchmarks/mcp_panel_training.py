"""Make the weights of `seatrial.mcp_audit.wording_model`; run by whoever changes the tables, the rules or the ideas.

    SEATRIAL_DATA=../shared/data python benchmarks/mcp_panel_training.py [--check]

Trained on the open tables here (data/mcp_tools_*.jsonl) and on two public collections that are not part of this
repository. Whole definitions are examples, and every passage of a benign one is a benign example as well. Each source
counts alike in each class, near misses less. How well that carries over is measured with one source left out at a
time; --check prints only that. Nothing is drawn.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcp_panel_judging import CALIBRATION, WEIGHTS, ballots, judge, personas, tool_of
from seatrial.dissent import metrics
from seatrial.dissent.calibration import Calibration, Labelled, encode_calibration, fit, panel_digest
from seatrial.dissent.metrics import Sample
from seatrial.mcp_audit.concepts import tag
from seatrial.mcp_audit.features import features, is_read, is_wording, passages, taken_together
from seatrial.mcp_audit.tool_text import read_tool
from seatrial.mcp_audit.wording_model import STEPS, WordingModel
from seatrial.text.logistic import fit_logistic

HERE = Path(__file__).resolve().parent
TABLES = sorted((HERE / "data").glob("mcp_tools_*.jsonl"))
PUBLIC = ("cisco_evals", "livemcpbench")
COMPARATORS = HERE / "data" / "mcp_comparator_calibrations.json"

REAL = "livemcpbench"
FOLDS = 5
REAL_FOLDS = 2
WORKERS = 4

NEAR_MISSES = frozenset(f"mcp_tools_{number}" for number in (8, 10, 11, 12, 13, 14, 15))
NEAR_MISS_SHARE = 0.4
"""Tables written to be hard count less: their honest tools speak of attacks more often than those of any catalogue, and
a model that saw nothing else would learn that "ignore" and "secret" are words of the honest."""

INVERSE_PENALTY = 15.0
TOLERANCE_FIRST, TOLERANCE = 1e-2, 1e-3
ITERATIONS_MAX = 100
FREQUENCY_MIN = 2
FREQUENCY_MAX = 4.0
# How much a kind of feature counts: ideas and rules carry over to words that were never seen.
SCALES = {"i": 2.0, "Ni": 2.0, "p": 1.5, "o": 1.0, "q": 2.0, "r": 3.0}
IDEAS = frozenset({"i", "Ni", "p", "o", "q", "r"})
"""Kinds whose rarity says nothing."""
MASS_STEPS = 100
WEIGHT_MIN = 20
"""Terms that say less are left out and the rest is trained again."""

Floats = NDArray[np.floating[Any]]


class Example(NamedTuple):
    """A definition, read.

    Attributes:
        name: What is to be seen in its name.
        sentences: In each sentence.
    """

    source: str
    server: str
    label: int
    name: tuple[frozenset[str], ...]
    sentences: tuple[frozenset[str], ...]

    @property
    def whole(self) -> frozenset[str]:
        """All of it."""
        return taken_together([*self.name, *self.sentences])

    @property
    def parts(self) -> list[frozenset[str]]:
        """Its passages."""
        return [
            taken_together([*self.name, *[self.sentences[at] for at in one]]) for one in passages(len(self.sentences))
        ]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def data_dir() -> Path:
    """Return where the public collections lie."""
    return Path(os.environ.get("SEATRIAL_DATA", HERE.parent.parent / "shared" / "data")) / "mcp"


def sources() -> dict[str, list[dict[str, Any]]]:
    """Return all tables, by name."""
    found = {name: read_rows(data_dir() / f"{name}.jsonl") for name in PUBLIC}
    return found | {path.stem: read_rows(path) for path in TABLES}


def example(row: Mapping[str, Any], source: str, *, with_name: bool = True) -> Example:
    """Return a row as the model sees it."""
    tagged = [one for one in tag(read_tool(tool_of(row, with_name=with_name))) if is_read(one)]
    return Example(
        source,
        str(row.get("server") or ""),
        int(row["label"]),
        tuple(features(one) for one in tagged if one.sentence.segment.kind == "name"),
        tuple(features(one) for one in tagged if one.sentence.segment.kind != "name"),
    )


class _Matrix:
    """Examples by terms, mostly empty: products with it, one row after another.

    What an example says has length 1, and so has how it says it.
    """

    def __init__(self, bags: Sequence[frozenset[str]], columns: Mapping[str, int], values: Floats) -> None:
        indices: list[int] = []
        entries: list[float] = []
        ends = [0]
        wording = np.array([is_wording(term) for term in columns])
        for bag in bags:
            known = sorted(columns[term] for term in bag if term in columns)
            row, said = values[known], wording[known]
            words, ideas = (float(np.sqrt((row[side] ** 2).sum())) or 1.0 for side in (said, ~said))
            indices += [*known, len(columns)]
            entries += [*(row / np.where(said, words, ideas)).tolist(), 1.0]
            ends.append(len(indices))
        self.indices = np.array(indices)
        self.entries = np.array(entries)
        self.starts = np.array(ends[:-1])
        self.rows = np.repeat(np.arange(len(bags)), np.diff(ends))
        self.width = len(columns) + 1

    def transposed(self, rows: Floats) -> Floats:
        """Return the terms' sums over examples."""
        columns: list[Floats] = [
            np.bincount(self.indices, weights=self.entries * rows[self.rows, at], minlength=self.width).astype(
                np.float64
            )
            for at in range(rows.shape[1])
        ]
        return np.stack(columns, axis=1)

    def times(self, weights: Floats) -> Floats:
        """Return the examples' sums over terms."""
        products: Floats = self.entries[:, None] * weights[self.indices]
        return np.add.reduceat(products, self.starts, axis=0)

    def gram(self, rows: Floats) -> Floats:
        """Return the product with the examples' inner products; of two classes one is the other's opposite."""
        one = self.times(self.transposed(rows[:, 1:]))
        return np.concatenate([-one, one], axis=1)


def train(examples: Sequence[Example], source: str = "") -> WordingModel:
    """Return the model of examples."""
    shares = Counter((one.source, one.label) for one in examples)
    bags: list[frozenset[str]] = []
    labels: list[int] = []
    importance: list[float] = []
    for one in examples:
        share = len(examples) / len(shares) / shares[one.source, one.label]
        share *= NEAR_MISS_SHARE if one.source in NEAR_MISSES else 1.0
        parts = one.parts if not one.label else []
        bags += [one.whole, *parts]
        labels += [one.label] * (1 + len(parts))
        importance += [share, *[share / max(1, len(parts)) ** 0.5] * len(parts)]
    frequency = Counter(term for one in examples for term in one.whole)
    kept = sorted(term for term, count in frequency.items() if count >= FREQUENCY_MIN)
    for last in (False, True):
        values = np.array([_value(term, frequency[term], len(examples)) for term in kept])
        columns = {term: at for at, term in enumerate(kept)}
        weights = _fitted(_Matrix(bags, columns, values), labels, importance, TOLERANCE if last else TOLERANCE_FIRST)
        steps = np.rint(weights[:-1] * values * STEPS).astype(int)
        if last:
            masses = np.rint(values**2 * MASS_STEPS).astype(int)
            rows = zip(steps.tolist(), masses.tolist(), strict=True)
            return WordingModel(
                terms=dict(zip(kept, rows, strict=True)), bias=round(weights[-1] * STEPS), source=source
            )
        kept = [term for term, step in zip(kept, steps.tolist(), strict=True) if abs(step) >= WEIGHT_MIN]
    raise AssertionError


def _value(term: str, frequency: int, count: int) -> float:
    kind = term.partition(":")[0]
    rarity = 1.0 if kind in IDEAS else 1.0 + min(FREQUENCY_MAX, float(np.log((1 + count) / (1 + frequency))))
    return SCALES.get(kind, 1.0) * rarity


def _fitted(matrix: _Matrix, labels: Sequence[int], importance: Sequence[float], tolerance: float) -> Floats:
    right = np.array(labels, dtype=np.float64)
    coefficients = fit_logistic(
        matrix.gram,
        np.stack([1.0 - right, right], axis=1),
        importance=np.array(importance)[:, None],
        inverse_penalty=INVERSE_PENALTY,
        tolerance=tolerance,
        iterations_max=ITERATIONS_MAX,
    )
    both: Floats = matrix.transposed(coefficients)
    return both[:, 1] - both[:, 0]


def source_digest() -> str:
    """Return the digest of the tables that weights are made from."""
    state = blake2b(digest_size=8)
    for path in (*[data_dir() / f"{name}.jsonl" for name in PUBLIC], *TABLES):
        state.update(path.read_bytes())
    return state.hexdigest()


def judged(
    rows: Sequence[Mapping[str, Any]], model: WordingModel, *, with_names: bool = True
) -> dict[str, list[float]]:
    """Return raw probabilities for rows: the panel's, and by every simpler way."""
    found: dict[str, list[float]] = {}
    for decision in judge(rows, model, with_names=with_names):
        ways = {"panel": decision.final.raw, "sealed": decision.sealed.raw, **ballots(decision)}
        ways |= {name: decision.comparators[name] for name in ("majority", "most_confident", "self_consistency")}
        for name, p in ways.items():
            found.setdefault(name, []).append(p)
    return found


def held_out(
    tables: Mapping[str, Sequence[Example]], rows: Mapping[str, Sequence[Any]]
) -> dict[str, dict[str, list[float]]]:
    """Return raw probabilities for each source, by a model that has not seen it.

    The one source of real servers is held out by server, a half at a time: the model that ships has seen real servers
    too, if not the one at hand.
    """
    parts = [(name, fold) for name in tables for fold in range(REAL_FOLDS if name == REAL else 1)]
    found: dict[str, dict[str, list[float]]] = {name: {} for name in tables}
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(_judged_unseen, tables, rows, name, fold) for name, fold in parts]
        for (name, _), job in zip(parts, jobs, strict=True):
            places, ways = job.result()
            for way, values in ways.items():
                column = found[name].setdefault(way, [0.0] * len(tables[name]))
                for at, p in zip(places, values, strict=True):
                    column[at] = p
            say(f"{name} held out")
    return found


def _judged_unseen(
    tables: Mapping[str, Sequence[Example]], rows: Mapping[str, Sequence[Any]], name: str, fold: int
) -> tuple[list[int], dict[str, list[float]]]:
    """Return the places of one fold of a source, and what a model says of them that has not seen them."""
    folds = [fold % REAL_FOLDS if name == REAL else 0 for fold in folds_of(tables[name])]
    others = [one for other, theirs in tables.items() if other != name for one in theirs]
    kept = [one for one, own in zip(tables[name], folds, strict=True) if own != fold]
    places = [at for at, own in enumerate(folds) if own == fold]
    return places, judged([rows[name][at] for at in places], train([*others, *kept]))


def folds_of(table: Sequence[Example], *, by_server: bool = True) -> list[int]:
    """Return which fold each example falls into; those of one server go together, or not."""
    if not by_server:
        return [at % FOLDS for at in range(len(table))]
    servers = {server: at % FOLDS for at, server in enumerate(sorted({one.server for one in table}))}
    return [servers[one.server] for one in table]


def calibrations(
    scores: Mapping[str, Mapping[str, Sequence[float]]], rows: Mapping[str, Sequence[Any]], *, balanced: bool = True
) -> dict[str, Calibration]:
    """Fit one curve for each way of judging, on sources held out.

    Args:
        scores: By source and way.
        rows: By source.
        balanced: Whether each source counts alike in each class; else each tool does.
    """
    shares = Counter((name, int(row["label"])) for name, table in rows.items() for row in table)
    total = sum(shares.values())
    digest = panel_digest(personas())
    fitted: dict[str, Calibration] = {}
    for way in next(iter(scores.values())):
        points = [
            Labelled(
                p=p,
                label=bool(row["label"]),
                group=f"{name}/{row.get('server')}",
                weight=total / len(shares) / shares[name, int(row["label"])] if balanced else 1.0,
            )
            for name, table in rows.items()
            for row, p in zip(table, scores[name][way], strict=True)
        ]
        fitted[way] = fit(points, panel=digest if way == "panel" else "", best_single="neutral")
    return fitted


def say(what: str) -> None:
    """Tell progress."""
    print(what, file=sys.stderr, flush=True)


def print_thresholds(
    scores: Mapping[str, Mapping[str, Sequence[float]]], rows: Mapping[str, Sequence[Any]], fitted: Calibration
) -> None:
    """Print which share of sources held out lies above a bound."""
    print("calibrated p from   " + "  ".join(f"{name[-12:]:>17}" for name in rows))
    for bound in (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        cells: list[str] = []
        for name, table in rows.items():
            above = [fitted.apply(p).p >= bound for p in scores[name]["panel"]]
            shares = [
                sum(one for one, row in zip(above, table, strict=True) if row["label"] == label) / count
                if (count := sum(row["label"] == label for row in table))
                else float("nan")
                for label in (1, 0)
            ]
            cells.append(f"tpr {shares[0]:.2f} fpr {shares[1]:.3f}")
        print(f"{bound:<20}" + "  ".join(cells))


def print_ranks(
    scores: Mapping[str, Mapping[str, Sequence[float]]], rows: Mapping[str, Sequence[Any]], fitted: Calibration
) -> None:
    """Print how well each source is told apart by what has not seen it, and how far its frequencies are off."""
    for name, table in rows.items():
        p = [fitted.apply(raw).p for raw in scores[name]["panel"]]
        labels = [bool(row["label"]) for row in table]
        groups = [str(row.get("server")) for row in table]
        measured = metrics.scores(Sample.of(p, labels, groups), resamples=0)
        auc, off = measured.auc.value, measured.ece.value
        print(f"{name:20} auc {auc if auc is None else round(auc, 3)}  ece {off if off is None else round(off, 3)}")


def main() -> int:
    """Train, measure with sources held out, calibrate on that, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="measure only")
    options = parser.parse_args()
    rows = sources()
    tables = {name: [example(row, name) for row in table] for name, table in rows.items()}
    scores = held_out(tables, rows)
    fitted = calibrations(scores, rows)
    print_thresholds(scores, rows, fitted["panel"])
    print_ranks(scores, rows, fitted["panel"])
    if not options.check:
        model = train([one for table in tables.values() for one in table], source_digest())
        encoded = model.encode()
        WEIGHTS.write_bytes(encoded)
        CALIBRATION.write_bytes(encode_calibration(fitted.pop("panel")))
        curves = {way: [one.slope, one.shift] for way, one in fitted.items()}
        COMPARATORS.write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")
        print(f"{WEIGHTS.name}: {len(model.terms):,} terms, {len(encoded):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
