"""Which of a person's facts a question is after, by the words of the facts' own names and words that lie near them.

"How long will you be there?" is after a fact called ``until``, "who gets it?" after one called ``payee``: the lexicon's
table ``near`` says which wordings lie near which word of a name. Called by `reading` for what topics leave open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from seatrial.simulation.facts import Fact, stem, stems
from seatrial.simulation.lexicon import Lexicon

_WORD, _COMMON, _MOMENT = 3, 1, 1
"""Points: for a word of the fact's name said or pointed at, for one that many names have, for a moment where a time is
asked."""
_NAMED, _LIKELY = 2, 3
"""Points for the topic named, and for the one that the whole question looks like."""
_MOMENTS = frozenset({"when", "date", "time"})


REMEMBERED_MAX = 48
"""Questions remembered: they come again between the same people's conversations."""


class Pointer:
    """Points from questions to facts.

    Args:
        lexicon: The language's.
        facts: The person's.
    """

    __slots__ = ("_facts", "_lexicon", "_pointed")

    def __init__(self, lexicon: Lexicon, facts: Sequence[Fact]) -> None:
        self._lexicon = lexicon
        self._facts = [(fact, _name_words(fact, lexicon)) for fact in facts]
        self._pointed = lru_cache(REMEMBERED_MAX)(self._point)

    def fact_for(self, texts: tuple[str, ...], strong: Sequence[str], likely: str) -> Fact | None:
        """Return the fact that a question is after; None when it is after nothing the person knows.

        Args:
            texts: Words of the question.
            strong: Topics named in it.
            likely: The topic that it is by the looks of the whole; "" for none.
        """
        pointed = self._pointed(texts)
        timed = likely in _MOMENTS or not _MOMENTS.isdisjoint(strong)
        best, most = None, 0
        for (fact, _), points in zip(self._facts, pointed, strict=True):
            # Things have names too: "the name of the shop" is no name of the person's.
            named, looked = (1, 1) if fact.topic == "name" else (_NAMED, _LIKELY)
            total = points + named * (fact.topic in strong) + looked * (fact.topic == likely)
            if timed and fact.moment is not None:
                total += _MOMENT
            if total > most:
                best, most = fact, total
        return best

    def named(self, texts: tuple[str, ...]) -> Fact | None:
        """Return the fact whose own name, or something near it, is said; None for no fact or for several alike."""
        pointed = self._pointed(texts)
        most = max(pointed, default=0)
        if most < _WORD or pointed.count(most) > 1:
            return None
        return self._facts[pointed.index(most)][0]

    def points_somewhere(self, texts: tuple[str, ...]) -> bool:
        """Tell whether words tell of any fact."""
        return max(self._pointed(texts), default=0) >= _WORD

    def _point(self, texts: tuple[str, ...]) -> list[int]:
        """Return each fact's points: every word of its name counts once, said or pointed at."""
        said = stems(texts)
        found = self._lexicon.near.find(texts, 0, len(texts))
        near = {one.cue for one in found}
        asking = {one.cue for one in found if texts[one.start] in self._lexicon.grammar.wh}
        points: list[int] = []
        for _, names in self._facts:
            total = 0
            told: set[str] = set()
            for word in names:
                hit = near & word.entries
                if word.stem in said or not hit <= told:
                    # One wording tells of one word: "your account" is not both of `current_or_savings`.
                    told |= hit
                    # "How long" says more than the hotel named beside it.
                    total += word.points + (not asking.isdisjoint(word.entries))
            points.append(total)
        return points


@dataclass(frozen=True, slots=True)
class _NameWord:
    """A word of a fact's name: as it is compared, what lies near it, and what it counts."""

    stem: str
    entries: frozenset[str]
    points: int


def _name_words(fact: Fact, lexicon: Lexicon) -> list[_NameWord]:
    """Return the words of a fact's name that tell it from others; those of its topic are known without."""
    topic = lexicon.topics.get(fact.topic)
    known = topic.keys if topic is not None else ()
    words: list[_NameWord] = []
    for piece in lexicon.grammar.plain(fact.name.lower()).split("_"):
        entries = lexicon.near_names.get(piece, frozenset())
        if entries or (piece and piece not in known and piece not in lexicon.stopwords):
            points = _COMMON if piece in lexicon.common_names else _WORD
            words.append(_NameWord("" if piece in known else stem(piece), entries, points))
    return words
