"""People who speak another language than the agent: noticed within two turns, and told so in their own.

Asked only about turns of which nothing was understood, unless the agent's rules look for other languages themselves.
Keeps which language was suspected and what was offered; decides no handoff. Called by `Conversation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from seatrial.agents.yaml_source import parse_yaml
from seatrial.text.languages import other_language

_VERDICT_WORDS_MAX = 6


@lru_cache(maxsize=1)
def _lines() -> Mapping[str, dict[str, Any]]:
    name = "other_languages.yaml"
    data = (files("seatrial.agents") / "locales" / name).read_bytes()
    return cast("dict[str, dict[str, Any]]", parse_yaml(data, file=name).data)


class Strangers:
    """What one conversation knows of the person's language.

    Args:
        own: The agent's language, two letters.
    """

    __slots__ = ("_own", "_suspected", "offered")

    def __init__(self, own: str) -> None:
        self._own = own
        self._suspected = ""
        self.offered = ""
        """The language in which a person was offered; "" while none was."""

    def notice(self, words: str) -> str:
        """Return the language that a turn which was not understood is in, once that is clear; else "".

        Args:
            words: Plain: see `lexicon.plain`.
        """
        guess = other_language(words, self._own)
        if guess is None:
            return ""
        suspected, self._suspected = self._suspected, guess.language
        return guess.language if guess.sure or suspected == guess.language else ""

    def verdict(self, words: str) -> bool | None:
        """Return what somebody answers in its own language to the offer of a person; None when it is neither."""
        tokens = words.split()
        body = _lines().get(self.offered)
        if body is None or len(tokens) > _VERDICT_WORDS_MAX:
            return None
        said_yes, said_no = (any(word in body[key] for word in tokens) for key in ("yes", "no"))
        return said_yes if said_yes is not said_no else None

    def line(self, language: str, way: str) -> str:
        """Return what to say in a language: that the agent speaks another, and what it does about it.

        Args:
            language: Two letters.
            way: ``handing``, ``offer``, or ``refused`` for neither.

        Returns:
            "" when there are no words for it.
        """
        body = _lines().get(language, {})
        only = str(body.get("only", {}).get(self._own, ""))
        return f"{only} {body[way]}" if only and way in body else only
