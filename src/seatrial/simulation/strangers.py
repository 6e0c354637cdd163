"""People who speak a language in which nobody here listens yet: a card needs only their `locale`.

They say a few lines from a data file in turn and understand nothing: what counts is that the agent notices, says so in
their language and offers a person. Called by `cards`, once per card; its name decides which opening is taken.
"""

from __future__ import annotations

from typing import Any

import msgspec

from seatrial.core.draws import pick
from seatrial.core.scenario import Scenario, ScriptLine
from seatrial.simulation.data_files import languages, load_data


def _language(locale: str) -> str:
    return locale.replace("_", "-").partition("-")[0].lower()


def is_strange(locale: str) -> bool:
    """Tell whether somebody of this locale has a few lines to say, and no more."""
    language = _language(locale)
    return language not in languages() and language in load_data("strangers")


def as_stranger(scenario: Scenario) -> Scenario:
    """Return a card with the lines of its language; as it is when it has its own or needs none."""
    if not scenario.locale or not is_strange(scenario.locale):
        return scenario
    if scenario.want is not None:
        return scenario
    if scenario.script is not None:
        return msgspec.structs.replace(scenario, locale="")
    lines: dict[str, Any] = load_data("strangers")[_language(scenario.locale)]
    declines = "person" in scenario.cannot
    said = (
        pick(lines["open"], 0, "stranger", "open", scenario.name),
        *([lines["decline"][0]] if declines else lines["accept"]),
        *lines["again"],
    )
    script = (*(ScriptLine(say=line) for line in said), ScriptLine(say=lines["leave"][0], leave=True))
    return msgspec.structs.replace(scenario, script=script, locale="")
