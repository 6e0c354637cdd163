"""What kind of thing one sentence of the other side's is: a small linear model over its words, word pairs and cues.

Its weights are whole numbers in a data file, made from example sentences by `reading_training`; sums of whole numbers
come out alike on every machine. Called by `reading`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from seatrial.core.errors import SpecError
from seatrial.simulation.cues import Found
from seatrial.simulation.data_files import DATA
from seatrial.simulation.lexicon import Lexicon

CUE, WORD, STEM, PAIR, SKIP = 20, 10, 7, 10, 6
"""How much a feature of each kind counts. Cues count double: chosen by cross-validation on the example sentences."""
_COUNTS = {"1": WORD, "s": STEM, "2": PAIR, "g": SKIP}
"""By the first letter of a feature's name; all others count as cues."""
_STEM_CHARS = 4


class StoredModel(msgspec.Struct, frozen=True, kw_only=True):
    """The data file.

    Attributes:
        source: Digest of what it was made from: example sentences, cues and code; a test compares it.
        weights: Feature -> label index, weight, label index, weight ...
    """

    source: str
    labels: tuple[str, ...]
    weights: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """One language's model.

    Attributes:
        labels: Kinds of `reading.Reading`; for questions about a topic ``ask:`` with its name.
        weights: Feature -> pairs of label index and weight, times what a feature of its kind counts.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, Sequence[tuple[int, int]]]

    def classify(self, features: Mapping[str, int]) -> str:
        """Return the likeliest label; of equals the first."""
        scores = [0] * len(self.labels)
        weights = self.weights
        for feature in features:
            for index, weight in weights.get(feature, ()):
                scores[index] += weight
        return self.labels[max(range(len(scores)), key=scores.__getitem__)]


def sentence_features(
    words: Sequence[str],
    found: Sequence[Found],
    *,
    question: bool,
    value: bool,
    lexicon: Lexicon,
    own: Sequence[str] = (),
) -> dict[str, int]:
    """Return what the model looks at.

    Args:
        words: Of the sentence, without its end mark.
        found: The cues in it; a card's own topics are not looked at.
        question: Whether it ended with a question mark.
        value: Whether it holds a number, a code, an address or a time.
        lexicon: Of the language.
        own: What kinds of the listener's own values it states: `values.Values.own`.
    """
    masked = ["^", *(_masked(word, lexicon) for word in words), "?" if question else "$"]
    features: dict[str, int] = {}
    for at, word in enumerate(masked):
        features["1" + word] = WORD
        if len(word) > _STEM_CHARS and word.isalpha():
            features["s" + word[:_STEM_CHARS]] = STEM
        if at:
            features[f"2{masked[at - 1]} {word}"] = PAIR
            if at > 1:
                features[f"g{masked[at - 2]} {word}"] = SKIP
    for cue in found:
        features["c" + cue.cue] = CUE
    if value:
        features["v"] = CUE
    for kind in own:
        features[kind] = CUE
    return features


def _masked(word: str, lexicon: Lexicon) -> str:
    """Return a word, or what stands for it where the very word does not matter: a number, a day, a letter."""
    if "@" in word:
        return "<email>"
    if word in lexicon.weekdays or word in lexicon.days or word in lexicon.months:
        return "<day>"
    if word in lexicon.numbers:
        return "<n>"
    if word in lexicon.alphabet:
        return "<nato>"
    if len(word) == 1 and word.isalpha() and word not in {"a", "i"} and word not in lexicon.grammar.word_letters:
        return "<letter>"
    return "<num>" if any(char.isdigit() for char in word) else word


@lru_cache(maxsize=8)
def reading_model(language: str) -> ReadingModel:
    """Return a language's model.

    Raises:
        SpecError: There is none.
    """
    stored = stored_model(language)
    if stored is None:
        raise SpecError(f"there is no reading model for '{language}'.", code="simulation.no_data")
    return model_of(stored)


def model_of(stored: StoredModel) -> ReadingModel:
    """Return the model whose weights were stored."""
    weights = {
        name: tuple(
            (index, weight * _COUNTS.get(name[0], CUE)) for index, weight in zip(flat[::2], flat[1::2], strict=True)
        )
        for name, flat in stored.weights.items()
    }
    return ReadingModel(labels=stored.labels, weights=weights)


def stored_model(language: str) -> StoredModel | None:
    """Return the data file as it stands, or None when there is none."""
    source = DATA / f"reading_{language}.json"
    return msgspec.json.decode(source.read_bytes(), type=StoredModel) if source.is_file() else None
