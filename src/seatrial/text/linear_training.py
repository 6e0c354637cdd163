"""Train the linear model on example utterances.

Every step is in a fixed order and nothing is drawn: the same examples, in any order, give the same model. Examples with
no word in them teach nothing and are passed over. Used when an agent is compiled.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seatrial.core.errors import SpecError
from seatrial.text.linear import LOGIT_STEPS, SHIFT_MAX, LinearModel
from seatrial.text.logistic import Matrix, fit_logistic
from seatrial.text.ngrams import character_ngrams, split_words, word_pairs

CELLS_MAX = 8_000_000
"""Examples times labels: what the optimiser remembers stays within 1.5 GB."""

# Up to here the matrix of inner products is kept (32 MB) and the minimum found to rounding error.
_EXACT_EXAMPLES_MAX = 2_000
# 8 bits: the masses of all terms in 2,000 characters add up within 31.
_WEIGHT_STEPS = 16
_COEFFICIENT_BITS = 20
_WEIGHT_MAX = 32_767
_GATHERED_MAX = 1_024


class _Terms(NamedTuple):
    """The examples as terms.

    Attributes:
        words: In order of first appearance.
        pairs: Likewise.
        ngrams: Likewise.
        examples: For each example, its words, then its pairs; the first pair is numbered after the last word.
        ngrams_of_words: For each word, its character n-grams.
    """

    words: list[str]
    pairs: list[str]
    ngrams: list[str]
    examples: list[list[int]]
    ngrams_of_words: list[list[int]]


class _Incidence:
    """Which members stand in which groups, to sum rows of a matrix over either side."""

    def __init__(self, groups: Sequence[Sequence[int]], members_count: int) -> None:
        sizes = np.array([len(group) for group in groups], dtype=np.intp)
        members = np.array([member for group in groups for member in group], dtype=np.intp)
        owners = np.repeat(np.arange(len(groups), dtype=np.intp), sizes)
        by_member = np.argsort(members, kind="stable")
        self.groups_count = len(groups)
        self._members = members
        self._owners = owners[by_member]
        self._group_ends = np.cumsum(sizes)
        self._member_ends = np.cumsum(np.bincount(members, minlength=members_count))

    def over_members(self, rows: Matrix) -> Matrix:
        """Return, for each group, the sum of `rows` over its members."""
        return _segment_sums(rows, self._members, self._group_ends)

    def over_groups(self, rows: Matrix) -> Matrix:
        """Return, for each member, the sum of `rows` over the groups it stands in."""
        return _segment_sums(rows, self._owners, self._member_ends)


class _Features:
    """The inner product of the examples' terms: each n-gram, word and pair counts by its mass.

    Args:
        ngrams: Which character n-grams stand in which words.
        ngram_masses: The n-grams' squared weights, a column.
        unit_masses: Those of the words and pairs themselves, a column.
    """

    def __init__(self, ngrams: _Incidence, ngram_masses: Matrix, unit_masses: Matrix) -> None:
        self._ngrams = ngrams
        self._ngram_masses = ngram_masses
        self._unit_masses = unit_masses

    def folded(self, units: Matrix, ngrams: Matrix | None = None) -> tuple[Matrix, Matrix]:
        """Weigh rows by their masses, and add to each word's row those of its n-grams.

        Args:
            units: A row per word and pair.
            ngrams: A row per n-gram; by default the sum over the words it stands in.
        """
        words_count = self._ngrams.groups_count
        if ngrams is None:
            ngrams = self._ngrams.over_groups(units[:words_count])
        ngrams = self._ngram_masses.astype(units.dtype) * ngrams
        units = self._unit_masses.astype(units.dtype) * units
        units[:words_count] += self._ngrams.over_members(ngrams)
        return units, ngrams


def train(examples: Sequence[tuple[str, str]], *, inverse_penalty: float = 30.0) -> LinearModel:
    """Return the model of `examples`, pairs of a text and its label.

    Args:
        examples: In any order; a text may stand under several labels, and twice.
        inverse_penalty: The logistic loss's C. The default was chosen by cross-validation on BANKING77's training
            part; anything from 10 to 100 is within half a percent.

    Raises:
        SpecError: No example has a word in it, or there are too many.
    """
    usable = [(words, label) for text, label in sorted(examples) if (words := split_words(text))]
    labels = tuple(sorted({label for _, label in usable}))
    if not labels:
        raise SpecError(
            "There is nothing to learn from: no example has a word in it.",
            code="understanding.no_examples",
            hint="Write down a few things that people say.",
        )
    if len(usable) * len(labels) > CELLS_MAX:
        raise SpecError(
            f"{len(usable)} examples of {len(labels)} labels are too many: their product may be {CELLS_MAX} at most.",
            code="understanding.too_many_examples",
            hint="Keep the most varied examples.",
        )
    columns = {label: column for column, label in enumerate(labels)}
    answers = np.array([columns[label] for _, label in usable], dtype=np.intp)
    return _trained(_terms([words for words, _ in usable]), labels, answers, inverse_penalty)


def _terms(texts: Sequence[list[str]]) -> _Terms:
    words = _numbered(texts)
    pairs_of_texts = [list(word_pairs(text)) for text in texts]
    pairs = _numbered(pairs_of_texts)
    ngrams_of_words = [list(character_ngrams(word)) for word in words]
    ngrams = _numbered(ngrams_of_words)
    return _Terms(
        words=list(words),
        pairs=list(pairs),
        ngrams=list(ngrams),
        examples=[
            [words[word] for word in dict.fromkeys(text)] + [len(words) + pairs[pair] for pair in own_pairs]
            for text, own_pairs in zip(texts, pairs_of_texts, strict=True)
        ],
        ngrams_of_words=[[ngrams[ngram] for ngram in own_ngrams] for own_ngrams in ngrams_of_words],
    )


def _numbered(groups: Sequence[list[str]]) -> dict[str, int]:
    distinct = dict.fromkeys(term for group in groups for term in group)
    return {term: number for number, term in enumerate(distinct)}


def _trained(terms: _Terms, labels: tuple[str, ...], answers: NDArray[np.intp], inverse_penalty: float) -> LinearModel:
    count, words_count = len(answers), len(terms.words)
    targets = np.zeros((count, len(labels)))
    targets[np.arange(count), answers] = 1.0
    units = _Incidence(terms.examples, words_count + len(terms.pairs))
    ngrams = _Incidence(terms.ngrams_of_words, len(terms.ngrams))
    seen = units.over_groups(targets)
    features = _Features(ngrams, _masses(ngrams.over_groups(seen[:words_count]), count), _masses(seen, count))

    unit_masses, ngram_masses = features.folded(np.ones((len(seen), 1)), np.ones((len(terms.ngrams), 1)))
    lengths = np.sqrt(units.over_members(unit_masses))
    coefficients = _coefficients(units, features, lengths, targets, inverse_penalty) / lengths
    bits = _COEFFICIENT_BITS - math.frexp(float(np.abs(coefficients).max()))[1]
    sums = units.over_groups(np.rint(np.ldexp(coefficients, bits)))
    weights, shift = _quantised(np.concatenate(features.folded(sums)), bits)
    present = (seen > 0).astype(np.float64)
    shared = features.folded(present, np.minimum(ngrams.over_groups(present[:words_count]), 1.0))
    table = np.concatenate([weights, np.concatenate(shared), np.concatenate([unit_masses, ngram_masses])], axis=1)
    return LinearModel(
        labels=labels,
        word_rows={word: row for row, word in enumerate(terms.words)},
        pair_rows={pair: row for row, pair in enumerate(terms.pairs, words_count)},
        ngram_rows={ngram: row for row, ngram in enumerate(terms.ngrams, len(seen))},
        table=table.astype(np.int32),
        unknown_mass=int(_masses(np.zeros((1, 1)), count)[0, 0]),
        shift=shift,
    )


def _coefficients(
    units: _Incidence, features: _Features, lengths: Matrix, targets: Matrix, inverse_penalty: float
) -> Matrix:
    """Return each example's part in each label's weights, before division by the example's length."""

    def gram(rows: Matrix) -> Matrix:
        scale = lengths.astype(rows.dtype)
        return units.over_members(features.folded(units.over_groups(rows / scale))[0]) / scale

    # Each label counts alike: how many lines an author wrote says nothing about how often people will ask.
    importance = len(targets) / targets.shape[1] / (targets @ targets.sum(axis=0)[:, None])
    if len(targets) <= _EXACT_EXAMPLES_MAX:
        return fit_logistic(
            gram(np.eye(len(targets))).__matmul__,
            targets,
            importance=importance,
            inverse_penalty=inverse_penalty,
            tolerance=1e-11,
            iterations_max=500,
        )
    # Single precision and a loose stop: a tighter one moves no answer and takes minutes.
    return fit_logistic(
        gram,
        targets.astype(np.float32),
        importance=importance.astype(np.float32),
        inverse_penalty=inverse_penalty,
        tolerance=1e-3,
        iterations_max=60,
    ).astype(np.float64)


def _masses(seen: Matrix, count: int) -> Matrix:
    """Return the squared inverse document frequency of each term, in whole steps, as a column.

    The constant keeps common terms from vanishing; 2 did best of 1, 2, 3 and 5 in cross-validation on BANKING77.

    Args:
        seen: Terms x labels: how often the term stands in examples of the label.
        count: How many examples there are.
    """
    frequency = np.minimum(seen.sum(axis=1, keepdims=True), count)
    return np.rint(_WEIGHT_STEPS * (np.log((1 + count) / (1 + frequency)) + 2)) ** 2


def _quantised(rows: Matrix, coefficient_shift: int) -> tuple[Matrix, int]:
    """Return `rows` within 16 bits, and how far their sums must be doubled to be logit steps."""
    _, exponent = math.frexp(float(np.abs(rows).max()))
    logit_shift = LOGIT_STEPS.bit_length() - 1
    halvings = max(exponent - _WEIGHT_MAX.bit_length(), coefficient_shift - logit_shift)
    shift = halvings - coefficient_shift + logit_shift
    weights = np.clip(np.rint(np.ldexp(rows, -halvings)), -_WEIGHT_MAX, _WEIGHT_MAX)
    return weights, min(shift, SHIFT_MAX)


def _segment_sums(rows: Matrix, index: NDArray[np.intp], ends: NDArray[np.intp]) -> Matrix:
    """Return the sums of `rows[index]` over consecutive segments, none of which is empty.

    A few segments at a time: what is gathered stays in the processor's cache, five times faster than all at once.
    """
    sums = np.empty((len(ends), rows.shape[1]), dtype=rows.dtype)
    first = 0
    while first < len(ends):
        start = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, start + _GATHERED_MAX, side="right")))
        starts = np.concatenate([[start], ends[first : last - 1]]) - start
        sums[first:last] = np.add.reduceat(rows.take(index[start : ends[last - 1]], axis=0), starts, axis=0)
        first = last
    return sums
