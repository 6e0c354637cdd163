"""Whether a word of agreement or refusal only exclaims, or is part of a title or a saying. English.

"Oh no the dog's out", "sure is noisy in here", "no way, is it Friday already?", "there's no telling with him",
"yes minister's on the telly" say neither yes nor no. Never weighs what does. Called by `yes_no` alone.
"""

from collections.abc import Sequence
from itertools import pairwise

from seatrial.text.data import exclamation_words as data
from seatrial.text.data.common_words import COURTESY_WORDS
from seatrial.text.phrase_sets import word_set

_MOANS = word_set(data.MOANS)
_MISHAPS = word_set(data.MISHAPS)
_REFUSING = word_set(data.REFUSING)
_SEEMING = word_set(data.SEEMING)
_INVERTING = word_set(data.INVERTING)
_SURPRISED = word_set(data.SURPRISED)
_THINGS_IN_ING = word_set(data.THINGS_IN_ING)
_SCREENS = word_set(data.SCREENS)
_WEATHER = word_set(data.WEATHER)
_PLAIN = word_set(data.PLAIN)
_THERE_IS = frozenset({"there's", "theres", "is", "was"})
_MISHAPPENED = frozenset({"gone", "broken", "late", "started", "fell", "snowed", "dead", "stuck"})
_GOES_ON = frozenset({"go", "carry", "crack", "do", "that", "it", "why", "book", "put", "send"})
_SURELY = frozenset({"definitely", "absolutely", "certainly", "sure"})
_POINTS = frozenset({"the", "my", "it's", "its", "it", "that's", "he's", "she's", "i'm", "we're"})
_SAYING_WORDS_MIN = 4
_WEATHER_WORDS_MIN = 3
_WEATHER_WORDS_MAX = 6


def is_exclaimed(words: Sequence[str], *, asks: bool) -> bool:
    """Return whether an answer that opens with a yes or no is only an exclamation, or a title.

    Args:
        words: Folded, three or more.
        asks: Whether there is a question mark.
    """
    first = words[0]
    if first in _MOANS:
        return words[1] == "no" and _is_mishap(words[2:])
    if first == "no" and words[1] == "way" and words[2] in _INVERTING:
        return asks or not _SURPRISED.isdisjoint(words[3:])
    if first == "sure" and words[1] in _SEEMING:
        return len(words) >= _SAYING_WORDS_MIN and words[2] not in COURTESY_WORDS | _GOES_ON
    return _is_untellable(words) or _is_shown(words) or _is_weather(words)


def _is_mishap(rest: Sequence[str]) -> bool:
    """Whether "oh no" bemoans something: "the dog's out", "i dropped it"; not "i don't", "it's fine"."""
    if len(rest) == 0 or rest[0] not in _MISHAPS or any(word in _REFUSING or word.endswith("n't") for word in rest):
        return False
    if rest[0] in {"it", "it's", "its"}:
        return len(rest) > 1 and (rest[1].endswith("ing") or rest[1] in _MISHAPPENED)
    if rest[0] in {"i", "i've", "we"}:
        return len(rest) > 1 and rest[1].endswith("ed")
    return True


def _is_untellable(words: Sequence[str]) -> bool:
    """Whether it is "there's no telling", "there's no pleasing some people"; not "there's no parking"."""
    return "no" in words[1:-1] and any(
        word == "no" and before in _THERE_IS and words[at + 2].endswith("ing") and words[at + 2] not in _THINGS_IN_ING
        for at, (before, word) in enumerate(pairwise(words[:-1]))
    )


def _is_shown(words: Sequence[str]) -> bool:
    """Whether what opens so is on a screen: "yes minister's on the telly"."""
    if words[0] not in _PLAIN or words[1] in _POINTS:
        return False
    for at in range(2, len(words)):
        if (
            words[at] == "on"
            and words[at - 1] not in _POINTS
            and (words[at - 1].endswith("'s") or words[at - 1] in {"is", "was"})
        ):
            return at + 1 == len(words) or not _SCREENS.isdisjoint(words[at + 1 : at + 3])
    return False


def _is_weather(words: Sequence[str]) -> bool:
    """Whether it is a word on the weather: "absolutely freezing in here", "fine weather today"."""
    if words[0] in _PLAIN or not _WEATHER_WORDS_MIN <= len(words) <= _WEATHER_WORDS_MAX:
        return False
    if words[0] in _SURELY and words[1] in _POINTS:
        return False  # "definitely it's freezing in here"
    return not _WEATHER.isdisjoint(words[1:]) and "please" not in words
