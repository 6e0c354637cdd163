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
from seatrial.simulation.grammar import Grammar, grammar_of


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
    """What a listener of one language knows.

    Attributes:
        near: Wordings that lie near words of facts' names: "how long will you be there" near ``until``.
        near_names: Those words -> the entries of `near`.
        common_names: Words that so many facts' names hold that they tell little.
    """

    language: str
    grammar: Grammar
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
    near: CueIndex
    near_names: Mapping[str, frozenset[str]]
    common_names: frozenset[str]


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
    near = cast("dict[str, list[str]]", raw.get("near") or {})
    return Lexicon(
        language=language,
        grammar=grammar_of(language),
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
        near=CueIndex(near),
        near_names=_near_names(near),
        common_names=frozenset(raw.get("common_names") or ()),
    )


def _near_names(near: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """Return, for each word of facts' names (cut as `facts.stem` cuts), the entries of the table ``near`` it is in."""
    names: dict[str, set[str]] = {}
    for entry in near:
        for word in entry.split("|"):
            names.setdefault(word, set()).add(entry)
    return {word: frozenset(entries) for word, entries in names.items()}


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
