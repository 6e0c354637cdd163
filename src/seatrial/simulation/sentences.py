"""One sentence of the other side's, with the cues found in it, and what kind of thing it is.

The rules speak of cues, not of words: words are the language's data. Called by `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seatrial.simulation.codes import Run
from seatrial.simulation.cues import Found, Words
from seatrial.simulation.facts import content_words, stem
from seatrial.simulation.grammar import Grammar
from seatrial.simulation.lexicon import Lexicon
from seatrial.simulation.moments import Said

_SLUG_WORDS_MAX = 5
_LEAD_UP_MIN, _BEHIND_MIN = 4, 4
"""Words of what leads up to a question, and of the question behind it. Shorter ones are read together."""
_GIVING_WITHIN = 6
"""Words within which such an order begins: "Oh dear, okay, tell me ...", "Thank you, give me ..."."""
_CODE_CHARS_MIN = 4
_ANSWER_WORDS_MIN = 4
"""Shorter statements ("Of course.", "Thanks, Jane.") answer nothing."""


def holds_value(runs: Sequence[Run], said: Said, addresses: Sequence[object]) -> bool:
    """Tell whether a sentence states a number or code of some length, an e-mail address, a day or a time."""
    return bool(addresses or said.times or said.any_day()) or any(len(run.text) >= _CODE_CHARS_MIN for run in runs)


def split_sentences(words: Words, grammar: Grammar) -> list[tuple[Words, bool]]:
    """Return the sentences of a text, end marks left out, each with whether it ended with a question mark.

    A second question joined by "and" is a sentence of its own: "What is your name, and when would suit you?"
    """
    sentences: list[tuple[Words, bool]] = []
    texts = words.words
    start = 0
    for at in range(len(texts) + 1):
        if at == len(texts) or texts[at] in grammar.ends:
            question = at < len(texts) and _ends_in_question(texts, at, grammar)
            if at > start:
                asked = _second_question(texts, start, at, grammar)
                led_up = _question_behind(texts, start, at, grammar) if question and not asked else 0
                cut = asked or led_up or _promise(texts, start, at, grammar)
                if cut:
                    sentences.append((words.part(start, cut), bool(asked)))
                    start = cut + 1
                sentences.append((words.part(start, at), question))
            start = at + 1
    return sentences


def _ends_in_question(texts: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Tell whether the end marks from here on hold a question mark: "Your name is ...?"."""
    while at < len(texts) and texts[at] in grammar.ends:
        if texts[at] == "?":
            return True
        at += 1
    return False


def _second_question(texts: Sequence[str], start: int, stop: int, grammar: Grammar) -> int:
    """Return where an "and what ..." begins within a sentence that asks something before it, or 0."""
    asked = any(word in grammar.wh for word in texts[start : start + 4])
    for at in range(start + 2, stop - 2):
        if texts[at] in grammar.second and texts[at + 1] in grammar.wh and asked:
            return at
    return 0


def _question_behind(texts: Sequence[str], start: int, stop: int, grammar: Grammar) -> int:
    """Return where the comma stands in "We go by phone number, so could you read me yours?", or 0."""
    for at in range(start, stop):
        if _heads_question(texts, at, grammar):
            return 0  # a question from the start, or with another within it
        if texts[at] in grammar.pauses and at >= start + _LEAD_UP_MIN:
            head = at + 1 + (texts[at + 1] in grammar.second_leads if at + 1 < stop else 0)
            behind = _BEHIND_MIN - (head < stop and texts[head] in grammar.wh)
            if head + behind <= stop and _heads_question(texts, head, grammar):
                return at
    return 0


def _heads_question(texts: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Tell whether a question's head stands here: a question word, or "could you"."""
    if texts[at] in grammar.wh:
        return True
    return texts[at] in grammar.asks and at + 1 < len(texts) and texts[at + 1] in grammar.asked


def _promise(texts: Sequence[str], start: int, stop: int, grammar: Grammar) -> int:
    """Return where the promise begins in "Give me a day and I'll have a look", or 0."""
    if grammar.giving.isdisjoint(texts[start : start + _GIVING_WITHIN]):
        return 0
    for at in range(start + 2, stop - 2):
        if texts[at] in grammar.wh:
            return 0
        if texts[at] in grammar.second and texts[at + 1] in grammar.promising and texts[at + 2] in grammar.future:
            return at
    return 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose from."""

    text: str
    words: Words
    stems: frozenset[str]


class Sentence:
    """A sentence and its cues."""

    __slots__ = ("_cues", "_grammar", "found", "question", "words")

    def __init__(self, words: Words, found: Sequence[Found], grammar: Grammar, *, question: bool) -> None:
        self._grammar = grammar
        self.words = words
        self.question = question
        self.found = found
        self._cues = {cue.cue for cue in found}

    def has(self, *cues: str) -> bool:
        """Tell whether any of these cues is here."""
        return any(cue in self._cues for cue in cues)

    def leads(self, cue: str) -> bool:
        """Tell whether a cue stands at the sentence's head, after words like "thanks" and "so"."""
        at = 0
        texts = self.words.words
        leads, pairs = self._grammar.leads, self._grammar.lead_pairs
        while at < len(texts) - 1 and (texts[at] in leads or texts[max(0, at - 1) : at + 1] in pairs):
            at += 1
        return any(found.cue == cue and found.start == at for found in self.found)

    def closes(self, cue: str) -> bool:
        """Tell whether a cue stands at the sentence's end: "In the post by Friday, that okay?"."""
        stop = len(self.words.words)
        return any(found.cue == cue and found.stop == stop for found in self.found)

    @property
    def conditional(self) -> bool:
        """Whether it only says what may happen: "If you get stuck, say so"."""
        return self.leads("condition") and not self.question and not self.has("unconditional_if")

    @property
    def asking(self) -> bool:
        """Whether it expects words back, with or without a question mark."""
        if self.question or self.leads("yes_no"):
            return True
        return self.leads("wh") and not self.has("telling")  # "What I'll do is call you."

    def points_back(self, stopwords: frozenset[str]) -> bool:
        """Tell whether it asks with nothing but small words: "what is it?"."""
        return self.leads("wh") and not self.content(stopwords)

    def content(self, stopwords: frozenset[str]) -> set[str]:
        """Return the stems of its meaningful words."""
        return {stem(word) for word in self.words.words if word.isalnum() and word not in stopwords}

    def slug(self, stopwords: frozenset[str]) -> str:
        """Return its first meaningful words: an identity for something that has no name."""
        kept = [word for word in self.words.words if word.isalnum() and word not in stopwords and not word.isdigit()]
        slugs = self._grammar.slugs
        return "-".join(slugs.get(word, word) for word in kept[:_SLUG_WORDS_MAX])

    def informs(self) -> str:
        """Return what a statement holds that somebody may have asked for."""
        for cue in ("money", "hours", "safety"):
            if self.has(cue):
                return cue
        said_nothing = (
            self.has("disclosure", "regret", "condition", "greeting") or len(self.words.words) < _ANSWER_WORDS_MIN
        )
        return "" if said_nothing else "statement"

    def options(self, lexicon: Lexicon) -> list[Option]:
        """Return what an "is it A, B or C" offers."""
        pieces: list[list[str]] = [[]]
        for word in self.words.words:
            if word in self._grammar.option_joiners:
                pieces.append([])
            else:
                pieces[-1].append(word)
        options: list[Option] = []
        for piece in pieces:
            kept = _trim(piece, self._grammar.option_leads)
            if kept:
                text = " ".join(kept)
                options.append(Option(text, self._grammar.split(text), content_words(text, lexicon)))
        return options


def _trim(piece: Sequence[str], leads: frozenset[str]) -> list[str]:
    """Cut the lead of an option ("is it", "did you mean to") and what is left without meaning."""
    start = 0
    for at, word in enumerate(piece):
        if word in leads:
            start = at + 1
        else:
            break
    return [word for word in piece[start:] if word not in {"?", "."}]
