"""What the wording model looks at: words, ideas and rules met, sentence by sentence, and passages of a few sentences.

Never looks at whether a definition has a schema, how long it is, or what its parameters are called: in collections of
samples these tell where a sample comes from, not what it does. Values in schemas are left to the rules. Used by
`wording_model` and by its training.
"""

from collections.abc import Sequence
from itertools import pairwise

from seatrial.mcp_audit.concepts import Tagged
from seatrial.mcp_audit.rules.wording import rules_met

PASSAGE = 3
"""Sentences in a passage: an order to the model is rarely longer, and in a longer text it would drown."""

PASSAGES_MAX = 150
PAIR = "b:"
"""What the features begin with that are two words in a row."""
_WORDING = ("w:", "s:", PAIR)

_NEAR = 4
_KEPT = 3
_STEM = 5
_TITLES = ("title", "annotations/title")
_TITLE_WORDS = 5


def features(tagged: Tagged) -> frozenset[str]:
    """Return what is to be seen in one sentence."""
    is_name = tagged.sentence.segment.kind == "name"
    ideas = sorted(tagged.places)
    found = {f"{'N' if is_name else ''}i:{idea}" for idea in ideas}
    words = [token.text if token.kind == "word" else f"<{token.kind}>" for token in tagged.sentence.tokens]
    found.update(f"w:{word}" for word in words)
    found.update(f"s:{word[:_STEM]}" for word in words if len(word) > _STEM)
    found.update(f"{PAIR}{first} {second}" for first, second in pairwise(["^", *words, "$"]))
    found.update(f"r:{rule.id}" for rule in rules_met(tagged))
    if not is_name:
        found.update(f"p:{first}+{second}" for at, first in enumerate(ideas) for second in ideas[at + 1 :])
        found.update(_orders(tagged))
        found.update(_relations(tagged))
    return frozenset(found)


def is_wording(feature: str) -> bool:
    """Return whether a feature is how something is said, rather than what: a word, its stem, or two in a row."""
    return feature.startswith(_WORDING)


def _orders(tagged: Tagged) -> set[str]:
    """Return which ideas follow each other closely."""
    found: set[str] = set()
    recent: list[int] = []
    for at, ideas in enumerate(tagged.at):
        if not ideas:
            continue
        for before in recent:
            if at - before <= _NEAR:
                found.update(f"o:{first}>{second}" for first in tagged.at[before] for second in ideas)
        recent = [*recent[1 - _KEPT :], at]
    return found


def _relations(tagged: Tagged) -> set[str]:
    """Return who is to do what to what, or is not to: an act, what follows it closely, and whether it is negated."""
    found: set[str] = set()
    at = tagged.at
    for start, ideas in enumerate(at):
        acts = ideas & _ACTS
        if not acts:
            continue
        negated = any(not _NEGATIONS.isdisjoint(at[before]) for before in range(max(0, start - _SCOPE), start))
        objects: set[str] = set()
        for after in range(start + 1, min(len(at), start + _REACH)):
            objects.update(at[after] & _OBJECTS)
        sign = "-" if negated else "+"
        for act in acts:
            found.add(f"q:{sign}{act}")
            found.update(f"q:{sign}{act}>{thing}" for thing in objects)
    return found


_ACTS = frozenset(
    "disclose tell ask consult send attach collect change call obey remove_guard erase pretend redirect "
    "passed_off".split()
)
_OBJECTS = frozenset(
    "user secret host_secret talk private person_data other tool named_tool against_wish identifier external url "
    "email guard self trace wish profit parameter all money thereupon model content".split()
)
_NEGATIONS = frozenset({"dont", "not"})
_SCOPE = 3
_REACH = 8


def is_read(tagged: Tagged) -> bool:
    """Return whether the model looks at a sentence; a short title names a tool once more and states nothing."""
    segment = tagged.sentence.segment
    if segment.locator in _TITLES and len(segment.text.split()) <= _TITLE_WORDS:
        return False
    return segment.kind in ("name", "prose", "parameter_prose")


def passages(count: int) -> list[range]:
    """Return the passages of a text of `count` sentences, overlapping; none where the whole is no longer than one."""
    if count <= PASSAGE:
        return []
    step = max(PASSAGE // 2, -(-count // PASSAGES_MAX))
    starts = list(range(0, count - PASSAGE + 1, step))
    if starts[-1] != count - PASSAGE:
        starts.append(count - PASSAGE)
    return [range(start, start + PASSAGE) for start in starts]


def taken_together(sentences: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return what is to be seen in several sentences."""
    return frozenset[str]().union(*sentences)
