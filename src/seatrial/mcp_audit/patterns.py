"""Shapes of sentences: ideas in a given order, close together. What text rules are made of.

A shape is written ``not 4 disclose 8 user``: "not", within four words "disclose", within eight more "user".
``a & b`` asks for both in one sentence, in any order; ``!c`` forbids an idea; ``a|b`` takes either. Shapes come from
this package's own tables, never from outside. Used by `rules`.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from seatrial.mcp_audit.concepts import Tagged

Alternatives = tuple[str, ...]


class Shape(NamedTuple):
    """A compiled shape.

    Attributes:
        chain: Alternatives in order, each with the most words that may lie between it and the one before.
        also: Alternatives that stand anywhere in the sentence.
        never: Ideas that do not.
    """

    chain: tuple[tuple[Alternatives, int], ...]
    also: tuple[Alternatives, ...]
    never: tuple[str, ...]


def compile_shape(written: str) -> Shape:
    """Read a shape."""
    chain: list[tuple[Alternatives, int]] = []
    also: list[Alternatives] = []
    never: list[str] = []
    for part in written.split("&"):
        words = part.split()
        if len(words) == 1 and words[0].startswith("!"):
            never.append(words[0][1:])
        elif len(words) == 1:
            also.append(tuple(words[0].split("|")))
        else:
            gap = 0
            for word in words:
                if word.isdigit():
                    gap = int(word)
                else:
                    chain.append((tuple(word.split("|")), gap))
    return Shape(tuple(chain), tuple(also), tuple(never))


def matches(shape: Shape, tagged: Tagged) -> tuple[int, int] | None:
    """Return the first and last token of the first match, or None."""
    places = tagged.places
    for alternatives in shape.also:
        if not any(idea in places for idea in alternatives):
            return None
    for idea in shape.never:
        if idea in places:
            return None
    for alternatives, _ in shape.chain:
        if not any(idea in places for idea in alternatives):
            return None
    if not shape.chain:
        found = [places[idea][0] for alternatives in shape.also for idea in alternatives if idea in places]
        return min(found), max(found)
    return _chained(shape.chain, places)


def _chained(chain: Sequence[tuple[Alternatives, int]], places: Mapping[str, Sequence[int]]) -> tuple[int, int] | None:
    first, _ = chain[0]
    for start in _all(first, places):
        at = start
        for alternatives, gap in chain[1:]:
            # The nearest that follows; a word may stand for two ideas but fills one place only.
            after = [place for place in _all(alternatives, places) if at < place <= at + gap + 1]
            if not after:
                break
            at = after[0]
        else:
            return start, at
    return None


def _all(alternatives: Alternatives, places: Mapping[str, Sequence[int]]) -> list[int]:
    if len(alternatives) == 1:
        return list(places.get(alternatives[0], ()))
    return sorted({place for idea in alternatives for place in places.get(idea, ())})
