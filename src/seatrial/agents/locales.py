"""What agents say in each locale without their authors writing it: the engine's own lines and the usual questions.

Plain data from ``agents/locales/*.yaml``, read once per process. The compiler merges it under the author's `says`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast

from seatrial.agents.mistakes import did_you_mean
from seatrial.agents.yaml_source import parse_yaml
from seatrial.core.errors import SpecError

LOCALES = ("en-GB", "en-US", "es")

LINE_PLACEHOLDERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "not_understood_slot": frozenset({"what"}),
        "needed": frozenset({"what"}),
        "ask_spell": frozenset({"what"}),
        "ask_key_in": frozenset({"what"}),
        "read_back": frozenset({"value", "what"}),
        "corrected": frozenset({"value"}),
        "clarify": frozenset({"first", "second"}),
        "choose_from": frozenset({"options"}),
        "too_low": frozenset({"low", "what"}),
        "too_high": frozenset({"high", "what"}),
        "too_early": frozenset({"low", "what"}),
        "too_late": frozenset({"high", "what"}),
        "resume": frozenset({"title"}),
        "cancel_done": frozenset({"title"}),
    }
)
"""What the engine fills into its own lines, by key; its other lines are said as they stand."""


@dataclass(frozen=True, slots=True)
class LocaleData:
    """One locale.

    Attributes:
        lines: The engine's wording by key.
        asks: Questions by slot type.
        titles: How slots of a type are spoken of.
        slots: Slots so usual that nobody has to declare them: name -> type.
        disclosure: Words by which an opening says that it is no human.
        digest_source: The file's bytes, for the agent digest.
    """

    lines: Mapping[str, tuple[str, ...]]
    asks: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    slots: Mapping[str, str]
    disclosure: tuple[str, ...]
    digest_source: bytes


def locale_name(locale: str) -> str:
    """Return the locale whose data serves a locale: itself, or the one of its language.

    Raises:
        SpecError: No data for this language.
    """
    if locale in LOCALES:
        return locale
    language = locale.replace("_", "-").partition("-")[0].lower()
    for known in LOCALES:
        if known.partition("-")[0] == language:
            return known
    hint = did_you_mean(locale, LOCALES, label="Known")
    raise SpecError(f"locale '{locale[:40]}' is not known.", code="spec.locale", hint=hint)


@lru_cache(maxsize=len(LOCALES))
def _load(name: str) -> LocaleData:
    data = (files("seatrial.agents") / "locales" / f"{name}.yaml").read_bytes()
    content = cast("dict[str, Any]", parse_yaml(data, file=f"{name}.yaml").data)
    return LocaleData(
        lines=_wordings(content["lines"]),
        asks=_wordings(content["asks"]),
        titles=MappingProxyType({kind: str(title) for kind, title in content["titles"].items()}),
        slots=MappingProxyType({key: str(kind) for key, kind in content["slots"].items()}),
        disclosure=tuple(str(word) for word in content["disclosure"]),
        digest_source=data,
    )


def _wordings(content: dict[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({key: tuple(str(text) for text in texts) for key, texts in content.items()})


def locale_data(locale: str) -> LocaleData:
    """Return a locale's data.

    Raises:
        SpecError: No data for this language.
    """
    return _load(locale_name(locale))


def engine_lines(locale: str) -> Mapping[str, tuple[str, ...]]:
    """Return the engine's own wording by key, each a choice of variations.

    Raises:
        SpecError: No data for this language.
    """
    return locale_data(locale).lines
