"""What a sentence says about the person's own facts: which it states rightly, which wrongly, and if there is any value.

Called by `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seatrial.simulation.codes import code_runs, emails
from seatrial.simulation.cues import Words
from seatrial.simulation.facts import Fact, agrees, stem
from seatrial.simulation.lexicon import Lexicon
from seatrial.simulation.moments import Said
from seatrial.simulation.moments_es import said_in
from seatrial.simulation.sentences import holds_value

_MOMENTS = frozenset({"datetime", "date", "time"})
_CODES = frozenset({"phone", "digits", "code"})
_SOLID = _MOMENTS | _CODES | {"postcode", "email", "money"}
"""Types whose values are hardly ever said by chance."""
_PLANNED = frozenset({"when", "date", "time"})
"""Topics of what is being arranged: any date may be meant for it."""
_OWN_WORDS_MIN, _OTHER_WORDS_MAX = 2, 2
"""Words of a text that tell it is meant: two of its own, or one and hardly any other."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one sentence.

    Attributes:
        by_fact: Name of a fact of the person's -> whether its value is right; facts that are not stated are left out.
        said: Days and times.
        held: Whether there is a number, code, address or time of any kind.
        own: What kinds of the person's own values are stated: ``o`` numbers, codes, addresses and moments, ``on``
            names, ``ot`` other words, ``o1`` a single word among few; ``x`` a value that stands wrongly for one of
            them.
    """

    by_fact: tuple[tuple[str, bool], ...]
    said: Said
    held: bool
    own: tuple[str, ...] = ()

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
    said = said_in(words.words, lexicon)
    stated: list[tuple[Fact, bool]] = []
    for fact in facts:
        agreed = agrees(fact, words, runs, said, lexicon, now)
        if agreed is not None and (agreed or _about_it(fact, words.words, said, lexicon)):
            stated.append((fact, agreed))
    if len(stated) > 1:
        stated = _without_explained(stated, sum(len(run.text) > 1 for run in runs), said, words.words, lexicon)
    by_fact = tuple((fact.name, agreed) for fact, agreed in stated)
    own = (
        tuple(sorted({_own_kind(fact, words, lexicon) if agreed else "x" for fact, agreed in stated} - {""}))
        if stated
        else ()
    )
    return Values(by_fact, said, holds_value(runs, said, emails(words, lexicon)), own)


def _without_explained(
    stated: list[tuple[Fact, bool]], runs: int, said: Said, texts: Sequence[str], lexicon: Lexicon
) -> list[tuple[Fact, bool]]:
    """Drop what looks like another value of one fact and is the right one of another: one date, two facts with dates.

    Where no date is right, it is meant for the facts that are spoken of, if any is.
    """
    for types, count in ((_MOMENTS, said.moments()), (_CODES, runs)):
        alike = [(fact, agreed) for fact, agreed in stated if fact.type in types]
        right = sum(agreed for _, agreed in alike)
        if types is _CODES and not right:  # the figures may be those of a street or a date
            right = sum(
                agreed and any(word.isdecimal() and word in texts for word in fact.words) for fact, agreed in stated
            )
        if right and count <= right:
            stated = [(fact, agreed) for fact, agreed in stated if agreed or fact.type not in types]
        elif types is _MOMENTS and not right and len(alike) > 1:
            named = {fact.name for fact, _ in alike if fact.topic in _PLANNED or _spoken_of(fact, texts, lexicon)}
            stated = [(fact, agreed) for fact, agreed in stated if fact.type not in types or fact.name in named]
    told = {int(word) for fact, agreed in stated if agreed for word in fact.words if word.isdecimal()}
    named = said.numbers()
    if named and named <= told:  # "you live at 14 Queen Street" names no time
        stated = [(fact, agreed) for fact, agreed in stated if agreed or fact.type not in _MOMENTS]
    return stated


def _spoken_of(fact: Fact, texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a fact's name, or something near it, is among the words."""
    pieces = set(fact.name.lower().split("_")) - lexicon.common_names - lexicon.stopwords
    if not pieces.isdisjoint(texts):
        return True
    near = {found.cue for found in lexicon.near.find(texts, 0, len(texts))}
    return any(not near.isdisjoint(lexicon.near_names.get(piece, frozenset())) for piece in pieces)


def _own_kind(fact: Fact, words: Words, lexicon: Lexicon) -> str:
    if fact.type in _SOLID:
        return "o"
    if fact.type == "name":
        return "on"
    said = {stem(word) for word in words.words if word.isalnum() and word not in lexicon.stopwords}
    if len(fact.words & said) >= _OWN_WORDS_MIN:
        return "ot"
    return "o1" if len(said - fact.words) <= _OTHER_WORDS_MAX else ""


def _about_it(fact: Fact, texts: Sequence[str], said: Said, lexicon: Lexicon) -> bool:
    """Tell whether another value than the person's may be meant for this fact: "call us on ..." is not its number."""
    if fact.type in {"phone", "email", "digits", "code"}:
        for at, word in enumerate(texts[:-1]):
            if word in lexicon.grammar.reaching and texts[at + 1] in lexicon.grammar.ours:
                return False
    if fact.type == "date" and fact.topic not in _PLANNED and not (said.dates or said.days):
        return _spoken_of(fact, texts, lexicon)  # "emptied every Tuesday" says nothing of a date of birth
    if fact.type in {"digits", "code"}:
        return bool(set(fact.name.lower().split("_")) & set(texts)) or _spoken_of(fact, texts, lexicon)
    return True
