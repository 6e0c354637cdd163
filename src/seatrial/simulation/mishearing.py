"""What a recogniser prints of what was said: words confused or lost, a confidence, other readings.

A data file holds rates and confusions. Every draw is keyed by the act it belongs to, so the same words are misheard
alike whatever else happened. Called by `speech`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

from seatrial.agents.mistakes import did_you_mean
from seatrial.core.draws import draws
from seatrial.core.errors import SpecError
from seatrial.simulation.data_files import load_data
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.mishearing_data import TABLES, checked

_ALTERNATIVE_KEPT = 0.6
"""How often what was really said is among the other readings of a wrong result."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One final result.

    Attributes:
        confidence: Per mille.
        alternatives: Other readings, best first.
        exact: Whether it is what was said.
    """

    text: str
    confidence: int
    alternatives: tuple[str, ...]
    exact: bool


class Hearing(Protocol):
    """What makes words of sounds."""

    def hear(self, said: Sequence[str], noise: float, seed: int, act: str, about: str, attempt: int) -> Recognised:
        """Return what is recognised of some words."""
        ...


@dataclass(frozen=True, slots=True)
class MishearingModel:
    """One language's model.

    Attributes:
        rates: Kind of word -> (chance in quiet, more at full noise), 0 to 1.
        kinds: Word -> kind; other words are ordinary.
        confusions: Word -> what it is taken for.
        droppable: Words that go missing.
        confidence: Means and spread, per mille.
    """

    rates: Mapping[str, tuple[float, float]]
    kinds: Mapping[str, str]
    confusions: Mapping[str, Sequence[str]]
    droppable: frozenset[str]
    confidence: Mapping[str, float]

    def hear(self, said: Sequence[str], noise: float, seed: int, act: str, about: str, attempt: int) -> Recognised:
        """Return what is recognised of some words.

        Args:
            said: The words.
            noise: 0 to 1.
            seed: The conversation's.
            act: With `about` and `attempt` the identity of what is said.
            about: As above; pieces of one utterance have abouts of their own.
            attempt: As above.
        """
        numbers = draws(len(said) + 4, seed, "mishearing", act, about, attempt)
        heard: list[str] = []
        changed = -1
        for index, word in enumerate(said):
            kind = (
                "word"
                if word in _LETTERS_THAT_ARE_WORDS and not _spelling(said, index)
                else self.kinds.get(word, "word")
            )
            printed = self._one(word, kind, noise, numbers[index])
            if printed != word:
                changed = index
            if printed:
                heard.append(printed)
        exact = changed < 0
        return Recognised(
            text=" ".join(heard),
            confidence=self._confidence(exact, noise, numbers[-4], numbers[-3]),
            alternatives=self._alternatives(said, changed, numbers[-2], numbers[-1]),
            exact=exact,
        )

    def _one(self, word: str, kind: str, noise: float, number: float) -> str:
        quiet, loud = self.rates[kind]
        rate = quiet + loud * noise
        if number < rate:
            choices = None if kind == "word" and word in _LETTERS_THAT_ARE_WORDS else self.confusions.get(word)
            if choices:
                return choices[int(number / rate * len(choices))]
            return "" if number < rate * 0.3 else word
        if word in self.droppable:
            quiet, loud = self.rates["dropped"]
            return "" if number > 1.0 - quiet - loud * noise else word
        return word

    def _confidence(self, exact: bool, noise: float, first: float, second: float) -> int:
        model = self.confidence
        normal = math.sqrt(-2.0 * math.log(1.0 - first)) * math.cos(2.0 * math.pi * second)
        value = model["right" if exact else "wrong"] - model["noise"] * noise + model["spread"] * normal
        return int(min(model["highest"], max(model["lowest"], value)))

    def _alternatives(self, said: Sequence[str], changed: int, first: float, second: float) -> tuple[str, ...]:
        if changed >= 0:
            return (" ".join(said),) if first < _ALTERNATIVE_KEPT else ()
        if first > 0.3:
            return ()
        index = int(second * len(said))
        choices = self.confusions.get(said[index]) if said else None
        if not choices:
            return ()
        return (" ".join((*said[:index], *choices[0].split(), *said[index + 1 :])),)


_LETTERS_THAT_ARE_WORDS = frozenset({"a", "i", "x", "u"})


def _spelling(said: Sequence[str], index: int) -> bool:
    """Tell whether a word stands among letters or digits being spelled out."""
    around = (*said[max(0, index - 1) : index], *said[index + 1 : index + 2])
    return any(len(word) == 1 and word not in _LETTERS_THAT_ARE_WORDS for word in around)


@lru_cache(maxsize=32)
def mishearing_model(locale: str, accent: str = "") -> MishearingModel:
    """Return the model of a locale's language. A language without one is heard as by an English recogniser's rates.

    Args:
        locale: The person's.
        accent: How the person sounds in English; nothing is known of accents in other languages.

    Raises:
        SpecError: No lexicon for that language, no such accent, or the data are wrong.
    """
    lexicon = lexicon_for(locale)
    raw: dict[str, Any] = load_data("mishearing")
    if lexicon.language == "es":
        raw = {**raw, **load_data("mishearing_es")}
    return make_model(checked(raw, "mishearing"), lexicon.alphabet, accent if lexicon.language == "en" else "")


def make_model(raw: Mapping[str, Any], alphabet: Iterable[str], accent: str = "") -> MishearingModel:
    """Return the model that a data file describes.

    Args:
        raw: Of the file, checked.
        alphabet: Words for letters.
        accent: One of the file's; "" for none.

    Raises:
        SpecError: There is no such accent.
    """
    kinds: dict[str, str] = {}
    confusions: dict[str, Sequence[str]] = {}
    for section, kind in TABLES.items():
        table = cast("dict[str, list[str]]", raw[section])
        kinds.update(dict.fromkeys(table, kind))
        confusions.update(table)
    for group in cast("list[list[str]]", raw["letters"]):
        for letter in group:
            kinds[letter] = "letter"
            confusions[letter] = [other for other in group if other != letter]
    kinds.update(dict.fromkeys(alphabet, "alphabet"))
    factor = _accented(raw, accent, kinds, confusions) if accent else 1.0
    return MishearingModel(
        rates={
            kind: (float(rate["quiet"]) / 100 * factor, min(1.0, float(rate["loud"]) / 100 * factor))
            for kind, rate in raw["rates"].items()
        },
        kinds=kinds,
        confusions=confusions,
        droppable=frozenset(raw["droppable"]),
        confidence={name: float(value) for name, value in raw["confidence"].items()},
    )


def _accented(
    raw: Mapping[str, Any], accent: str, kinds: dict[str, str], confusions: dict[str, Sequence[str]]
) -> float:
    """Put an accent's confusions before the others, and return how much oftener anything is misheard."""
    accents = cast("Mapping[str, Any]", raw.get("accents") or {})
    about = accents.get(accent)
    if about is None:
        hint = did_you_mean(accent, accents, label="Accents")
        raise SpecError(f"there is no accent '{accent[:40]}'.", code="mishearing.accent", hint=hint)
    for group in cast("list[list[str]]", about.get("letters") or []):
        for letter in group:
            kinds[letter] = "letter"
            others = [other for other in group if other != letter]
            confusions[letter] = [*others, *(one for one in confusions.get(letter, ()) if one not in others)]
    for word, heard in cast("Mapping[str, list[str]]", about.get("words") or {}).items():
        kinds.setdefault(word, "word")
        confusions[word] = [*heard, *(one for one in confusions.get(word, ()) if one not in heard)]
    return float(about["factor"])
