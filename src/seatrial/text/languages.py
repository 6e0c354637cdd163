"""Which language somebody speaks, by its small words, its letters and its writing. A guess, with how sure it is.

Looks at no more than the first `WORDS_MAX` words and takes a few microseconds; meant for turns of which nothing was
understood, and for rules about other languages. Names of people and streets are foreign everywhere: one word alone is
never enough to be sure. Called by `agents.guardrails` and `agents.strangers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from seatrial.text.data.language_words import LETTERS, SCRIPTS, WORDS

WORDS_MAX = 40
_CLEAR = 6
"""Two words that are one language's only, or three that few others have."""
_HINT = 3
_LETTER = 2
_WEIGHTS = (0, 3, 2, 1)
"""What a word counts by how many languages have it; 1 from three on."""


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A language other than the one expected.

    Attributes:
        language: Two letters.
        sure: Whether this turn alone is enough; otherwise it takes a second one.
    """

    language: str
    sure: bool


def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for language, text in WORDS.items():
        for word in dict.fromkeys(text.split()):
            if len(word) > 1:
                index[word] = (*index.get(word, ()), language)
    return index


_LANGUAGES_OF = _index()
_COURTESIES = frozenset(
    "gracias por favor merci s'il plait plaît danke bitte prosze proszę grazie obrigado obrigada".split()
)
_LANGUAGE_OF_LETTER = {letter: language for language, letters in LETTERS.items() for letter in letters}


def other_language(words: str, own: str) -> Guess | None:
    """Return the language that words are in when it is not the agent's own; None when they may well be the agent's.

    Args:
        words: As they were said, in lower case and without punctuation; accents are kept.
        own: The agent's language, two letters.
    """
    tokens = dict.fromkeys(words.split(None, WORDS_MAX)[:WORDS_MAX])
    if written := _script_of(words):
        return Guess(language=written, sure=True) if written != own else None
    if any(own in _LANGUAGES_OF.get(token, ()) for token in tokens):
        # "um correct por favor" is English with a courtesy of another language.
        tokens = [token for token in tokens if token not in _COURTESIES]
    scores, hits = _scores(tokens)
    for letter in _letters(words):
        language = _LANGUAGE_OF_LETTER[letter]
        scores[language] = scores.get(language, 0) + _LETTER
    at_home = scores.pop(own, 0)
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    score = scores[best]
    if score < _HINT or score <= 2 * at_home:
        return None
    return Guess(language=best, sure=score >= _CLEAR and hits.get(best, 0) > 1)


def may_be(words: str, tokens: frozenset[str], own: str) -> bool:
    """Tell at a glance that words may well be the agent's own language: none of them is only another's.

    Args:
        words: As for `other_language`.
        tokens: Which words these are.
        own: The agent's language, two letters.
    """
    return words.isascii() and tokens.isdisjoint(_strange_to(own))


@lru_cache(maxsize=8)
def _strange_to(own: str) -> frozenset[str]:
    return frozenset(word for word, languages in _LANGUAGES_OF.items() if own not in languages)


def _scores(tokens: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return what the words count for each language, and how many there are of each."""
    scores: dict[str, int] = {}
    hits: dict[str, int] = {}
    for token in tokens:
        languages = _LANGUAGES_OF.get(token)
        if languages is None:
            continue
        weight = _WEIGHTS[min(len(languages), 3)]
        for language in languages:
            scores[language] = scores.get(language, 0) + weight
            hits[language] = hits.get(language, 0) + 1
    return scores, hits


def _letters(words: str) -> list[str]:
    if words.isascii():
        return []
    return [letter for letter in dict.fromkeys(words[:400]) if letter in _LANGUAGE_OF_LETTER]


def _script_of(words: str) -> str:
    """Return the language of the first letter that is not Latin, or ""."""
    if words.isascii():
        return ""
    return next((language for letter in words[:80] if letter > "\u036f" and (language := _by_script(letter))), "")


@lru_cache(maxsize=512)
def _by_script(letter: str) -> str:
    point = ord(letter)
    return next((language for first, last, language in SCRIPTS if first <= point <= last), "")
