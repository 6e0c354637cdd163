"""A linear model over n-grams: which label an utterance belongs to, and whether it belongs to any.

Features are weighted by sublinear TF-IDF (a term counts once per distinct word or utterance it stands in) and brought
to unit length. Because a word's n-grams always come together, training folds them into one row per word; only words
never seen are taken apart when spoken. Scores are whole numbers summed from whole numbers, the same on every machine.

Never learns (`linear_training` does), never remembers an utterance, reads no file: whoever caches a model keeps the
bytes of `encode`. Used by the understanding in `agents`.
"""

import hashlib
import math
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from seatrial.core.errors import SeatrialError
from seatrial.text.ngrams import character_ngrams, split_words, word_pairs

SCALE = 10_000
"""Scores run from 0 to this."""

RANKED_MAX = 5
"""How many labels a ranking names."""

# Logits are counted in steps of 1/512 nat: a step moves a score by 5 of 10,000 at most.
LOGIT_STEPS = 512
LAST_GAP = 14 * LOGIT_STEPS
"""A label this far behind the best one has no share."""
_EXPONENTIALS = [round(math.exp(-gap / LOGIT_STEPS) * (1 << 30)) for gap in range(LAST_GAP)]

_MAGIC = b"seatrial-linear\x01"
_DIGEST_BYTES = 16
_ENCODED_BYTES_MAX = 1 << 28
SHIFT_MAX = 30


Spelled = dict[str, tuple[list[int], int]]
"""Of words that are no terms themselves: the rows of the n-grams that are, and how many terms are unknown."""


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What the model makes of one utterance.

    Attributes:
        ranked: At most RANKED_MAX labels with their probabilities in 1/SCALE, likeliest first; ties by label.
        out_of_scope: 0 (surely one of the labels) to SCALE (none of its words is known): the higher, the less the
            utterance resembles the best label's examples.
    """

    ranked: tuple[tuple[str, int], ...]
    out_of_scope: int


class _Stored(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The encoded form: terms in the order of their rows, numbers little-endian."""

    labels: list[str]
    words: list[str]
    pairs: list[str]
    ngrams: list[str]
    weights: bytes
    masses: bytes
    unknown_mass: int
    shift: int


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class LinearModel:
    """A trained model; build one with `linear_training.train`.

    Attributes:
        labels: Sorted.
        word_rows: The row of each known word.
        pair_rows: The row of each known pair of neighbours.
        ngram_rows: The row of each known character n-gram, for words never seen.
        table: One row per term, whole numbers whose sums over an utterance stay within 32 bits: for each label what
            the term adds to its logit before division by the utterance's length; then for each label which part of
            the term's mass stands in that label's examples; last, the term's mass: what it adds to the squared length.
        unknown_mass: What an unknown term adds to the squared length.
        shift: Doublings that bring a sum of weights to logit steps.
    """

    labels: tuple[str, ...]
    word_rows: dict[str, int]
    pair_rows: dict[str, int]
    ngram_rows: dict[str, int]
    table: NDArray[np.int32]
    unknown_mass: int
    shift: int

    def scores(self, text: str, spelled: Spelled | None = None) -> Scores:
        """Score `text` against every label; any string is accepted, its first 2,000 characters are read.

        Args:
            text: An utterance, or a part of one.
            spelled: What unknown words are made of; kept between the parts of one utterance.
        """
        rows, unknown = self._rows(text, {} if spelled is None else spelled)
        labels = self.labels
        count = len(labels)
        if not rows:
            return Scores(ranked=tuple([(label, SCALE // count) for label in labels[:RANKED_MAX]]), out_of_scope=SCALE)
        # Whole numbers in plain lists from here on: for few labels that is half the price of as many array calls.
        sums: list[int] = np.add.reduce(self.table.take(rows, axis=0), axis=0, dtype=np.int64).tolist()
        mass = sums[-1] + unknown * self.unknown_mass
        root, shift = math.isqrt(mass), self.shift
        logits = [(total << shift) // root for total in sums[:count]]
        order = sorted(range(count), key=logits.__getitem__, reverse=True)[:RANKED_MAX]
        best = order[0]
        top = logits[best]
        exponentials = [_EXPONENTIALS[gap] if (gap := top - logit) < LAST_GAP else 0 for logit in logits]
        total = sum(exponentials)
        ranked = tuple([(labels[label], exponentials[label] * SCALE // total) for label in order])
        share = sums[count + best] * SCALE // mass
        # Probability above chance; with one label there is no chance to beat.
        confidence = max(0, ranked[0][1] * count - SCALE) // (count - 1) if count > 1 else share
        return Scores(ranked=ranked, out_of_scope=SCALE - (2 * confidence + share) // 3)

    def _rows(self, text: str, spelled: Spelled) -> tuple[list[int], int]:
        """Return the rows of the known terms of `text`, and how many terms are unknown."""
        words = split_words(text)
        word_row, ngram_row = self.word_rows.get, self.ngram_rows.get
        rows: list[int] = []
        unknown = 0
        for word in dict.fromkeys(words):
            row = word_row(word)
            if row is not None:
                rows.append(row)
                continue
            if word not in spelled:
                ngrams = character_ngrams(word)
                known = [row for row in map(ngram_row, ngrams) if row is not None]
                spelled[word] = known, 1 + len(ngrams) - len(known)
            known, missing = spelled[word]
            rows += known
            unknown += missing
        pairs = word_pairs(words)
        known = [row for row in map(self.pair_rows.get, pairs) if row is not None]
        rows += known
        return rows, unknown + len(pairs) - len(known)

    def encode(self) -> bytes:
        """Return the model as bytes for `decode`."""
        count = len(self.labels)
        payload = msgspec.msgpack.encode(
            _Stored(
                labels=list(self.labels),
                words=list(self.word_rows),
                pairs=list(self.pair_rows),
                ngrams=list(self.ngram_rows),
                weights=self.table[:, :count].astype("<i2").tobytes(),
                masses=self.table[:, count:].astype("<i4").tobytes(),
                unknown_mass=self.unknown_mass,
                shift=self.shift,
            )
        )
        return _MAGIC + _digest(payload) + payload

    @classmethod
    def decode(cls, encoded: bytes) -> "LinearModel":
        """Read what `encode` wrote.

        Raises:
            SeatrialError: The bytes are foreign, damaged, too many or of another version; train again.
        """
        header = len(_MAGIC) + _DIGEST_BYTES
        payload = encoded[header:]
        if len(encoded) > _ENCODED_BYTES_MAX or not encoded.startswith(_MAGIC):
            raise _unreadable("not a model of this version")
        if encoded[len(_MAGIC) : header] != _digest(payload):
            raise _unreadable("damaged or cut short")
        try:
            stored = msgspec.msgpack.decode(payload, type=_Stored)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _unreadable("not a model") from error
        return cls._restored(stored)

    @classmethod
    def _restored(cls, stored: _Stored) -> "LinearModel":
        terms = (stored.words, stored.pairs, stored.ngrams)
        rows, labels = sum(map(len, terms)), len(stored.labels)
        if not labels or (len(stored.weights), len(stored.masses)) != (2 * rows * labels, 4 * rows * (labels + 1)):
            raise _unreadable("its tables do not fit together")
        weights: NDArray[Any] = np.frombuffer(stored.weights, dtype="<i2").reshape(rows, labels)
        masses: NDArray[Any] = np.frombuffer(stored.masses, dtype="<i4").reshape(rows, labels + 1)
        if masses.min(initial=0) < 0 or masses[:, -1].min(initial=1) < 1:
            raise _unreadable("a mass is out of range")
        if stored.unknown_mass < 1 or not 0 <= stored.shift <= SHIFT_MAX:
            raise _unreadable("a number is out of range")
        return cls(
            labels=tuple(stored.labels),
            word_rows=_numbered(stored.words, 0),
            pair_rows=_numbered(stored.pairs, len(stored.words)),
            ngram_rows=_numbered(stored.ngrams, len(stored.words) + len(stored.pairs)),
            table=np.concatenate([weights.astype(np.int32), masses.astype(np.int32)], axis=1),
            unknown_mass=stored.unknown_mass,
            shift=stored.shift,
        )


def _numbered(terms: list[str], first: int) -> dict[str, int]:
    return {term: row for row, term in enumerate(terms, first)}


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_DIGEST_BYTES).digest()


def _unreadable(why: str) -> SeatrialError:
    return SeatrialError(
        f"The compiled understanding model cannot be read: {why}.",
        code="linear_model.unreadable",
        hint="Delete the cached file; it is trained again at the next start.",
    )
