"""A small linear model of how definitions are worded: how likely is it that one means harm, and which passage says so.

A definition is as suspicious as it is as a whole, or as its most suspicious passage is, a little less: one sentence of
poison in a page of honest text is enough. How something is said and what is said are heard alike, however many words
either takes: words are peculiar to who wrote them, ideas are what carries over to authors that nobody has read. Both
count by how many of the word pairs the model has seen before: of a text in words that it does not know it has no
opinion. Weights come from ``benchmarks/mcp_panel_training.py`` and
are whole numbers, so that scores are the same on every machine. Reads no file: whoever calls brings the bytes. Used by
`analysts`.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from seatrial.core.errors import SeatrialError
from seatrial.mcp_audit.concepts import Tagged, tag
from seatrial.mcp_audit.features import PAIR, features, is_read, is_wording, passages, taken_together
from seatrial.mcp_audit.tool_text import ToolText

STEPS = 1_000
"""Log odds are counted in thousandths."""
PASSAGE_DISCOUNT = 1.0
"""What a passage counts less than the whole: a long text has many passages, and one is always the oddest."""

_MAGIC = b"seatrial-wording\x02"
_BYTES_MAX = 8 << 20


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the model makes of a definition.

    Attributes:
        log_odds: Of meaning harm, starting from even odds.
        locator: Where the most telling passage stands.
        span: Its words.
        passage_log_odds: Of that passage alone.
    """

    log_odds: float
    locator: str = ""
    span: str = ""
    passage_log_odds: float = 0.0


class Stored(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The encoded form.

    Attributes:
        weights: For each term, what it adds to the log odds times the length of the words or ideas, in thousandths.
        masses: For each term, what it adds to that length squared, in hundredths.
    """

    terms: list[str]
    weights: list[int]
    masses: list[int]
    bias: int
    source: str


class Seen(NamedTuple):
    """What the model sees in a sentence.

    Attributes:
        wording: Words and pairs of words that it knows.
        ideas: What else it knows.
        pairs: Its pairs of words, known or not.
    """

    wording: frozenset[str]
    ideas: frozenset[str]
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class WordingModel:
    """Trained weights.

    Attributes:
        terms: For each term, its weight and mass.
        bias: In thousandths.
        source: Digest of what it was trained on.
    """

    terms: dict[str, tuple[int, int]]
    bias: int
    source: str

    def read(self, text: ToolText) -> Reading:
        """Judge a definition."""
        return self.read_tagged(tag(text))

    def read_tagged(self, tagged: Sequence[Tagged]) -> Reading:
        """Judge a definition whose ideas are known."""
        sentences = [one for one in tagged if is_read(one)]
        if not sentences:
            return Reading(log_odds=0.0)
        name = [self.seen(features(one)) for one in sentences if one.sentence.segment.kind == "name"]
        rest = [one for one in sentences if one.sentence.segment.kind != "name"]
        known = [self.seen(features(one)) for one in rest]
        whole = self.score([*name, *known])
        best, where = -math.inf, range(len(rest))
        for passage in passages(len(rest)):
            score = self.score([*name, *[known[at] for at in passage]])
            if score > best:
                best, where = score, passage
        if math.isinf(best):
            best = whole
        first = rest[where[0]].sentence if rest else sentences[0].sentence
        last = rest[where[-1]].sentence if rest else sentences[-1].sentence
        end = last.tokens[-1].end if last.segment is first.segment else first.tokens[-1].end
        return Reading(
            log_odds=max(whole, best - PASSAGE_DISCOUNT),
            locator=first.segment.locator,
            span=first.text[first.tokens[0].start : end],
            passage_log_odds=best,
        )

    def seen(self, found: frozenset[str]) -> Seen:
        """Return what of a sentence's features the model knows."""
        known = found & self.terms.keys()
        wording = frozenset([term for term in known if is_wording(term)])
        return Seen(wording, known - wording, frozenset([term for term in found if term.startswith(PAIR)]))

    def score(self, sentences: Sequence[Seen]) -> float:
        """Return the log odds of sentences taken together."""
        wording = taken_together([one.wording for one in sentences])
        ideas = taken_together([one.ideas for one in sentences])
        if not wording and not ideas:
            return 0.0
        pairs = taken_together([one.pairs for one in sentences])
        familiar = len(pairs & wording) / max(1, len(pairs))
        return math.sqrt(familiar) * (self._heard(wording) + self._heard(ideas) + self.bias) / STEPS

    def _heard(self, known: frozenset[str]) -> float:
        """Return what some terms say, over their length."""
        weight = mass = 0
        for term in known:
            own_weight, own_mass = self.terms[term]
            weight += own_weight
            mass += own_mass
        return weight / math.sqrt(mass / 100) if mass else 0.0

    def encode(self) -> bytes:
        """Return the model as bytes for `decode`."""
        stored = Stored(
            terms=list(self.terms),
            weights=[weight for weight, _ in self.terms.values()],
            masses=[mass for _, mass in self.terms.values()],
            bias=self.bias,
            source=self.source,
        )
        return _MAGIC + zlib.compress(msgspec.msgpack.encode(stored), 9)

    @classmethod
    def decode(cls, encoded: bytes) -> WordingModel:
        """Read what `encode` wrote.

        Raises:
            SeatrialError: The bytes are foreign or damaged.
        """
        if not encoded.startswith(_MAGIC):
            raise _unreadable("not a model of this version")
        try:
            unpacker = zlib.decompressobj()
            payload = unpacker.decompress(encoded[len(_MAGIC) :], _BYTES_MAX)
            stored = msgspec.msgpack.decode(payload, type=Stored)
            rows = zip(stored.terms, zip(stored.weights, stored.masses, strict=True), strict=True)
            return cls(terms=dict(rows), bias=stored.bias, source=stored.source)
        except (zlib.error, msgspec.DecodeError, ValueError) as error:
            raise _unreadable("damaged or cut short") from error


def _unreadable(why: str) -> SeatrialError:
    return SeatrialError(
        f"The wording model cannot be read: {why}.", code="audit.wording_model", hint="Install the package again."
    )
