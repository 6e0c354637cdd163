"""Recognising a phrase in spite of a slip or two of the finger.

Knows nothing of what the phrases mean. Called by `choice`, `quantity` and the clock scanner.
"""

from collections.abc import Iterable, Sequence

_WINDOW_WORDS_MAX = 4
_OCLOCKS = frozenset({"o'clock", "oclock", "o'clocks"})
_OCLOCK_CHARS_MIN = 5
_OCLOCK_CHARS_MAX = 8
_OCLOCK_SLIPS = 2
_VOWELS = frozenset("aeiou")
_ABBREVIATION_CHARS_MIN = 3
_CANDIDATE_WORDS_MAX = 15  # only this many words of an answer are tried


class Spellings:
    """Phrases with their keys, found again when misspelled; immutable and shared.

    Phrases are held by first and by last letter: a slip rarely strikes both.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Index (phrase without spaces, key) pairs; phrases too short to survive a slip are left out."""
        self._by_end: dict[str, list[tuple[str, str]]] = {}
        self._phrases = tuple(phrases)
        for phrase, key in self._phrases:
            if allowed_slips(len(phrase)):
                for end in ("^" + phrase[0], phrase[-1] + "$"):
                    self._by_end.setdefault(end, []).append((phrase, key))

    def closest(self, words: Sequence[str]) -> set[str]:
        """Return the keys of the phrases fewest slips from some run of `words`; empty when all are too far."""
        words = words[:_CANDIDATE_WORDS_MAX]
        fewest = 99
        found: set[str] = set()
        for written in _runs(words):
            near = self._by_end.get("^" + written[0], []) + self._by_end.get(written[-1] + "$", [])
            for phrase, key in near:
                allowed = allowed_slips(min(len(phrase), len(written)))
                if abs(len(phrase) - len(written)) > allowed:
                    continue
                slips = edit_distance(written, phrase, allowed)
                if slips <= min(allowed, fewest):
                    found = {key} if slips < fewest else found | {key}
                    fewest = slips
        return found

    def abbreviated(self, words: Sequence[str]) -> set[str]:
        """Return the keys of the phrases that one of `words` writes without vowels: "blk", "mthly"."""
        short = [
            word
            for word in words[:_CANDIDATE_WORDS_MAX]
            if len(word) >= _ABBREVIATION_CHARS_MIN and word.isalpha() and _VOWELS.isdisjoint(word)
        ]
        return {key for word in short for phrase, key in self._phrases if _abbreviates(word, phrase)}


def _abbreviates(short: str, phrase: str) -> bool:
    """Whether letters of a phrase, its first among them, stand in order in `short`."""
    if short[0] != phrase[0] or len(short) >= len(phrase):
        return False
    letters = iter(phrase)
    return all(letter in letters for letter in short)


def is_oclock(word: str) -> bool:
    """Return whether a word is "o'clock", perhaps with a slip or two: "oclok", "o'colck"."""
    if word in _OCLOCKS:
        return True
    if word[:1] != "o" or not _OCLOCK_CHARS_MIN <= len(word) <= _OCLOCK_CHARS_MAX:
        return False
    return edit_distance(word.replace("'", ""), "oclock", _OCLOCK_SLIPS) <= _OCLOCK_SLIPS


def _runs(words: Sequence[str]) -> list[str]:
    """Every run of up to four words written together, as people drop or add spaces."""
    return [
        "".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + _WINDOW_WORDS_MAX) + 1)
    ]


def allowed_slips(length: int) -> int:
    """Return how many slips a phrase of this length may have and still be recognised."""
    return 0 if length < 4 else 1 if length < 7 else 2


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return the optimal string alignment distance (insert, delete, replace, swap), at most `limit` + 1."""
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, char in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (char != other))
            if row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before_last, last = last, current
    return min(last[-1], limit + 1)
