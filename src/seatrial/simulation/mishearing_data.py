"""Says everything that is wrong with a mishearing model's data: files fitted to audio come from outside.

A file holds rates per kind of word, confusions, confidences, accents, and for each of these where its figures come
from. Pure: takes what a YAML reader made of the file. Called by `mishearing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from seatrial.core.errors import SpecError

TABLES: Mapping[str, str] = {"words": "word", "names": "name", "numbers": "number", "digits": "digit"}
"""Section of confusions -> kind of word in it."""
KINDS = ("letter", "digit", "number", "alphabet", "name", "word", "dropped")
EVIDENCE = ("measured", "published", "guessed")
"""Where a figure may come from: from audio of ours, from somebody's publication, or from nowhere."""
CONFIDENCE = ("right", "wrong", "spread", "noise", "lowest", "highest")
_SOURCED = ("rates", "letters", *TABLES, "droppable", "confidence", "accents")
_MISTAKES_MAX = 12


def checked(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the data as they are.

    Args:
        raw: Of the file: dicts, lists and strings.
        name: Of the file, for the message.

    Raises:
        SpecError: Something in them is wrong, with all of it.
    """
    mistakes = list(_mistakes(raw))
    if mistakes:
        raise SpecError(
            f"{name}: {'; '.join(mistakes[:_MISTAKES_MAX])}.",
            code="mishearing.data",
            hint="docs/explanation/how-people-are-heard.md says what each figure is.",
        )
    return raw


def _mistakes(raw: Mapping[str, Any]) -> Iterator[str]:
    missing = [section for section in _SOURCED if section not in raw and section != "accents"]
    if missing:
        yield f"there is no {', '.join(missing)}"
        return
    yield from _of_rates(raw["rates"])
    yield from _of_letters(raw["letters"], "letters")
    for section in TABLES:
        yield from _of_table(raw[section], section)
    yield from _of_confidence(raw["confidence"])
    for accent, about in cast("Mapping[str, Any]", raw.get("accents") or {}).items():
        yield from _of_accent(about, f"accent {accent}")
    yield from _of_sources(raw)


def _of_rates(rates: Mapping[str, Any]) -> Iterator[str]:
    for kind in KINDS:
        rate = _mapping(rates.get(kind))
        quiet, loud = _number(rate.get("quiet")), _number(rate.get("loud"))
        if quiet is None or loud is None:
            yield f"rates: {kind} needs quiet and loud, in per cent"
        elif quiet < 0 or loud < 0 or quiet + loud > 100:
            yield f"rates: {kind} is no chance: {quiet:g} + {loud:g} per cent"
    for kind in rates:
        if kind not in KINDS:
            yield f"rates: there is no kind of word '{kind[:30]}'"


def _of_letters(groups: Iterable[Sequence[str]], where: str) -> Iterator[str]:
    seen: set[str] = set()
    for group in groups:
        if len(group) < 2 or any(len(letter) != 1 for letter in group):
            yield f"{where}: {list(group)} is no group of letters that sound alike"
        twice = seen & set(group)
        if twice:
            yield f"{where}: {', '.join(sorted(twice))} is in two groups"
        seen |= set(group)


def _of_table(table: Any, where: str) -> Iterator[str]:
    if not isinstance(table, dict):
        yield f"{where}: expected words with what they are taken for"
        return
    for word, heard in cast("Mapping[str, Any]", table).items():
        if not isinstance(heard, list) or not heard:
            yield f"{where}: '{word[:30]}' is taken for nothing; leave it out"
        elif word in heard:
            yield f"{where}: '{word[:30]}' is taken for itself"
        elif word != word.lower():
            yield f"{where}: '{word[:30]}' has a capital; recognisers print none"


def _of_confidence(confidence: Mapping[str, Any]) -> Iterator[str]:
    numbers = {name: _number(confidence.get(name)) for name in CONFIDENCE}
    missing = [name for name, number in numbers.items() if number is None]
    if missing:
        yield f"confidence: needs {', '.join(missing)}, per mille"
        return
    found = cast("Mapping[str, float]", numbers)
    if not 0 <= found["lowest"] < found["highest"] <= 1000:
        yield "confidence: lowest and highest lie between 0 and 1000"
    if found["wrong"] >= found["right"]:
        yield "confidence: a recogniser that is surer of wrong results than of right ones is of no use"


def _of_accent(about: Any, where: str) -> Iterator[str]:
    data = _mapping(about)
    factor = _number(data.get("factor"))
    if factor is None or not 1 <= factor <= 5:
        yield f"{where}: factor says how much oftener words are misheard, from 1 to 5"
    yield from _of_letters(data.get("letters") or (), where)
    yield from _of_table(data.get("words") or {}, where)


def _of_sources(raw: Mapping[str, Any]) -> Iterator[str]:
    sources = _mapping(raw.get("sources"))
    for section in _SOURCED:
        source = _mapping(sources.get(section))
        if section in raw and (not source.get("from") or source.get("evidence") not in EVIDENCE):
            yield f"sources: {section} needs `evidence` ({', '.join(EVIDENCE)}) and `from`"


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
