"""How what the other side does stirs a person, and when it says so. Pure: numbers in, numbers and words' names out.

Anger runs from 0 to 1. It rises when something is asked again, misunderstood or goes on for long, and falls when the
person gets further or is heard. It is said in words only where it passes from one level to another. Called by `quirks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from seatrial.simulation.data_files import load_data

FED_UP = 1.0
"""So angry that one asks for a person, or hangs up."""
_LEVELS = (0.35, 0.7)
_NOWHERE = 0.3
"""What a question asked again adds, at full temper."""
_LONG = 0.12
_LONG_WORDS_MIN = 45
"""About 18 seconds of speech at 150 words a minute."""
_FURTHER = 0.05
_SOOTHED = 0.25
_DONE = 0.4
_CALM, _ANNOYED, _ANGRY = range(3)


def level(mood: float) -> int:
    """Return how angry that is: 0 calm, 1 annoyed, 2 angry."""
    return sum(mood >= bound for bound in _LEVELS)


@dataclass(frozen=True, slots=True)
class Heard:
    """What there was in what was heard that stirs people.

    Attributes:
        unhelpful: It got the person nowhere.
        long: It went on for long.
        further: It got the person further. What does neither leaves it cold: a harmless question changes no mood.
        soothing: It showed that the person was heard.
        done: The need was met with it.
    """

    unhelpful: bool = False
    long: bool = False
    further: bool = False
    soothing: bool = False
    done: bool = False


def is_long(texts: Sequence[str]) -> bool:
    """Tell whether somebody went on for long."""
    return sum(text.count(" ") + 1 for text in texts) >= _LONG_WORDS_MIN


def stirred(mood: float, temper: float, heard: Heard) -> float:
    """Return a mood after something was heard: temper makes it rise, and it falls for everybody alike."""
    rise = heard.unhelpful * _NOWHERE + heard.long * _LONG
    fall = heard.soothing * _SOOTHED + heard.done * _DONE + heard.further * _FURTHER
    return min(FED_UP, max(0.0, mood + temper * rise - fall))


def feeling_said(before: float, after: float, *, first: bool, eased: bool) -> str:
    """Return which feeling a change of mood is worth saying, or "".

    Args:
        before: The mood as it was.
        after: As it is.
        first: Whether nothing has been said yet: then a bad mood is news.
        eased: Whether it is owed to somebody: nobody says thanks for a mood that passed by itself.
    """
    was, now = (_CALM if first else level(before)), level(after)
    if now > was:
        return "angry" if now == _ANGRY else "annoyed"
    return "better" if now < was and eased else ""


def soothes(texts: Sequence[str], language: str) -> bool:
    """Tell whether something among the texts shows that the person was heard."""
    phrases = _soothing(language)
    return any(phrase in lowered for lowered in (text.lower() for text in texts) for phrase in phrases)


@lru_cache(maxsize=8)
def _soothing(language: str) -> tuple[str, ...]:
    return tuple(load_data(f"surfaces_{language}").get("soothing", ()))
