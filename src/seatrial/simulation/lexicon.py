"""One language's lexicon for listening: cues, topics, needs, number words. Built once per language from its data file.

Holds words only; `reading` decides what they mean together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from seatrial.simulation.cues import CueIndex
from seatrial.simulation.data_files import languages, load_data


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people are asked for.

    Attributes:
        type: Of its values: ``postcode``, ``phone``, ``email``, ``name``, ``datetime``, ``date``, ``time``, ``digits``,
            ``code``, ``money`` or ``text``.
        keys: Names under which cards give such facts.
        ask: Phrases that ask for it.
        weak: Phrases that ask for it when nothing stronger is named.
        names: All words of those phrases.
    """

    name: str
    type: str
    keys: tuple[str, ...]
    ask: tuple[str, ...]
    weak: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a listener of one language knows."""

    language: str
    cues: CueIndex
    topics: Mapping[str, Topic]
    needs: Mapping[str, frozenset[str]]
    stopwords: frozenset[str]
    alphabet: Mapping[str, str]
    letter_joiners: frozenset[str]
    numbers: Mapping[str, str]
    tens: Mapping[str, int]
    multiples: Mapping[str, int]
    ordinals: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    symbols: Mapping[str, str]


@lru_cache(maxsize=8)
def lexicon_for(locale: str) -> Lexicon:
    """Return the lexicon of a locale's language.

    Raises:
        SpecError: No data for that language.
    """
    language = locale.replace("_", "-").partition("-")[0].lower()
    raw = load_data(f"reading_{language}")
    topics = {name: _topic(name, body) for name, body in raw["topics"].items()}
    cues = dict(cast("dict[str, list[str]]", raw["cues"]))
    for name, topic in topics.items():
        cues[f"ask:{name}"] = list(topic.ask)
        cues[f"weak:{name}"] = list(topic.weak)
    return Lexicon(
        language=language,
        cues=CueIndex(cues),
        topics=topics,
        needs={need: frozenset(words) for need, words in raw["needs"].items()},
        stopwords=frozenset(raw["stopwords"]),
        alphabet=dict(raw["alphabet"]),
        letter_joiners=frozenset(raw["letter_joiners"]),
        numbers=dict(raw["numbers"]),
        tens=_numbers(raw["tens"]),
        multiples=_numbers(raw["multiples"]),
        ordinals=_numbers(raw["ordinals"]),
        weekdays=_numbers(raw["weekdays"]),
        months=_numbers(raw["months"]),
        days=_numbers(raw["days"]),
        symbols=dict(raw["symbols"]),
    )


def supported(locale: str) -> bool:
    """Tell whether there are people who listen and speak in this locale's language."""
    return locale.replace("_", "-").partition("-")[0].lower() in languages()


def _topic(name: str, body: Mapping[str, Any]) -> Topic:
    return Topic(
        name=name,
        type=body["type"],
        keys=tuple(body["keys"]),
        ask=tuple(body["ask"]),
        weak=tuple(body.get("weak") or ()),
        names=frozenset(
            word for phrase in (*body["ask"], *(body.get("weak") or ())) for word in re.split(r"[ |?*]+", phrase)
        ),
    )


def _numbers(raw: Mapping[str, str]) -> dict[str, int]:
    return {word: int(value) for word, value in raw.items()}
