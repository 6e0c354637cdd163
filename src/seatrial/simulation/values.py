"""What a sentence says about the person's own facts: which it states rightly, which wrongly, and if there is any value.

Called by `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seatrial.simulation.codes import code_runs, emails
from seatrial.simulation.cues import Words
from seatrial.simulation.facts import Fact, agrees
from seatrial.simulation.lexicon import Lexicon
from seatrial.simulation.moments import Said, find_said
from seatrial.simulation.sentences import holds_value

_REACHING = frozenset({"call", "ring", "phone", "email", "reach", "text", "contact"})
_OURS = frozenset({"us", "me", "our"})


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one sentence.

    Attributes:
        by_fact: Name of a fact of the person's -> whether its value is right; facts that are not stated are left out.
        said: Days and times.
        held: Whether there is a number, code, address or time of any kind.
    """

    by_fact: tuple[tuple[str, bool], ...]
    said: Said
    held: bool

    @property
    def any(self) -> bool:
        """Whether any of the person's facts is stated, rightly or wrongly."""
        return bool(self.by_fact)


def find_values(words: Words, facts: Sequence[Fact], lexicon: Lexicon, now: datetime) -> Values:
    """Return what a sentence says about somebody's facts.

    Args:
        words: The sentence's.
        facts: The person's.
        lexicon: Of the language.
        now: Local naive time at which the conversation began.
    """
    runs = code_runs(words, lexicon)
    said = find_said(words.words, lexicon)
    by_fact: list[tuple[str, bool]] = []
    for fact in facts:
        agreed = agrees(fact, words, runs, said, lexicon, now)
        if agreed is not None and (agreed or _about_it(fact, words.words)):
            by_fact.append((fact.name, agreed))
    return Values(tuple(by_fact), said, holds_value(runs, said, emails(words, lexicon)))


def _about_it(fact: Fact, texts: Sequence[str]) -> bool:
    """Tell whether another value than the person's may be meant for this fact: "call us on ..." is not its number."""
    if fact.type in {"phone", "email", "digits", "code"}:
        for at, word in enumerate(texts[:-1]):
            if word in _REACHING and texts[at + 1] in _OURS:
                return False
    if fact.type in {"digits", "code"}:
        return bool(set(fact.name.lower().split("_")) & set(texts))
    return True
