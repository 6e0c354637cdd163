"""Makes a language's reading model from its example sentences; run by whoever changes them, never by a simulation.

    python -m seatrial.simulation.reading_training

Writes ``data/reading_LANGUAGE.json`` beside the examples. Every step is in a fixed order and nothing is drawn.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from seatrial.simulation.codes import code_runs, emails
from seatrial.simulation.data_files import DATA
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.moments_es import said_in
from seatrial.simulation.reading_model import StoredModel, sentence_features
from seatrial.simulation.sentences import holds_value, split_sentences
from seatrial.text.logistic import fit_logistic

Example = tuple[str, str]
"""Label and sentence."""

INVERSE_PENALTY = 30.0
"""The logistic loss's C; 30 to 300 are within half a percent in cross-validation."""
_SEEN_MIN = 2
_STEPS = 128
_WEIGHT_MIN = 3
"""Weights below this many steps are left out: they move no answer."""


def examples(language: str, *, without: str = "") -> list[Example]:
    """Return a language's example sentences, in a fixed order.

    Args:
        language: Of the data file.
        without: An author of prompts whose sentences are left out, as the file's third column names them.
    """
    text = _data(language, "tsv").read_text(encoding="utf-8")
    rows = [(*line.split("\t"), "")[:3] for line in text.splitlines() if line and not line.startswith("#")]
    return sorted({(label, sentence) for label, sentence, author in rows if not author or author != without})


def source_digest(language: str) -> str:
    """Return the digest of what the model is made from."""
    state = blake2b(digest_size=16)
    for suffix in ("tsv", "yaml"):
        state.update(_data(language, suffix).read_bytes())
    return state.hexdigest()


def features_of(sentence: str, language: str) -> dict[str, int] | None:
    """Return an example's features; None when it is more than one sentence.

    What stands in braces before it says which of the listener's own values it holds: ``{o} BS1 4DJ, yes?``.
    """
    lexicon = lexicon_for(language)
    own, sentence = _own(sentence)
    words = lexicon.grammar.split(sentence)
    if not lexicon.grammar.ends.isdisjoint(words.words[1:-1]):
        return None
    part, question = split_sentences(words, lexicon.grammar)[-1]
    value = holds_value(code_runs(part, lexicon), said_in(part.words, lexicon), emails(part, lexicon))
    found = lexicon.cues.find(part.words, 0, len(part.words))
    return sentence_features(part.words, found, question=question, value=value, lexicon=lexicon, own=own)


def _own(sentence: str) -> tuple[list[str], str]:
    head, brace, tail = sentence.partition("} ")
    return (head[1:].split(), tail) if brace and head.startswith("{") else ([], sentence)


def train(pairs: Iterable[Example], language: str) -> StoredModel:
    """Return the model of some examples."""
    usable = [(label, features) for label, text in pairs if (features := features_of(text, language)) is not None]
    labels = tuple(sorted({label for label, _ in usable}))
    seen = Counter(feature for _, features in usable for feature in features)
    columns = {name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= _SEEN_MIN))}
    rows = _Rows([features for _, features in usable], columns)
    targets = np.zeros((len(usable), len(labels)))
    targets[np.arange(len(usable)), [labels.index(label) for label, _ in usable]] = 1.0
    coefficients = fit_logistic(
        lambda of_examples: rows.times(rows.transposed_times(of_examples)),
        targets,
        importance=np.ones((len(usable), 1)),
        inverse_penalty=INVERSE_PENALTY,
        tolerance=1e-5,
        iterations_max=400,
    )
    return StoredModel(
        source=source_digest(language), labels=labels, weights=_quantised(rows.transposed_times(coefficients), columns)
    )


class _Rows:
    """Examples x features, each row of unit length; only what is not zero is kept, some thirty of thousands a row."""

    def __init__(self, examples_features: Sequence[Mapping[str, int]], columns: Mapping[str, int]) -> None:
        rows: list[int] = []
        places: list[int] = []
        values: list[float] = []
        for at, features in enumerate(examples_features):
            known = [(columns[name], value) for name, value in features.items() if name in columns]
            length = max(1.0, sum(value * value for _, value in known) ** 0.5)
            rows += [at] * len(known)
            places += [column for column, _ in known]
            values += [value / length for _, value in known]
        self._by_row = _Sums(np.array(rows), np.array(places), np.array(values), len(examples_features))
        self._by_column = _Sums(np.array(places), np.array(rows), np.array(values), len(columns))

    def times(self, of_features: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return the product with features x labels."""
        return self._by_row.of(of_features)

    def transposed_times(self, of_examples: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return the product of the transposed with examples x labels."""
        return self._by_column.of(of_examples)


class _Sums:
    """Weighted sums of another matrix's rows, always added up in the same order."""

    def __init__(
        self, targets: NDArray[np.intp], sources: NDArray[np.intp], weights: NDArray[np.float64], count: int
    ) -> None:
        order = np.lexsort((sources, targets))
        self._sources, self._weights = sources[order], weights[order, np.newaxis]
        self._filled, self._starts = np.unique(targets[order], return_index=True)
        self._count = count

    def of(self, matrix: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        sums = np.zeros((self._count, matrix.shape[1]))
        if len(self._filled):
            sums[self._filled] = np.add.reduceat(matrix[self._sources] * self._weights, self._starts, axis=0)
        return sums


def _quantised(weights: NDArray[np.floating[Any]], columns: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    scale = _STEPS / float(np.abs(weights).max())
    steps = np.rint(weights * scale).astype(int)
    kept: dict[str, tuple[int, ...]] = {}
    for name, column in columns.items():
        pairs = [
            (int(label), int(steps[column, label])) for label in np.flatnonzero(np.abs(steps[column]) >= _WEIGHT_MIN)
        ]
        if pairs:
            kept[name] = tuple(number for pair in pairs for number in pair)
    return kept


def _data(language: str, suffix: str) -> Path:
    return DATA / f"reading_{language}.{suffix}"


def main() -> None:
    """Train every language that has examples."""
    for path in sorted(DATA.glob("reading_*.tsv")):
        language = path.stem.removeprefix("reading_")
        model = train(examples(language), language)
        encoded = msgspec.json.encode(model, order="deterministic")
        _data(language, "json").write_bytes(encoded + b"\n")
        sys.stdout.write(
            f"{language}: {len(model.labels)} labels, {len(model.weights)} features, {len(encoded)} bytes\n"
        )


if __name__ == "__main__":
    main()
