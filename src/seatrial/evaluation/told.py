"""What the person of a card may have told, as values: to be compared with what was written in the end.

Only what has one canonical form can be compared: numbers, codes, addresses of mail, days and times. Names and prose
are left alone, and so are choices: who cannot have the one takes the other. Called by `always`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from seatrial.agents.agent import Agent, Slot
from seatrial.core.events import Json
from seatrial.core.scenario import Scenario
from seatrial.evaluation.evidence import Evidence
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

_COMPARED = frozenset(
    {"phone", "email", "uk_postcode", "us_zip", "date", "time", "datetime", "card_last4", "order_id", "money"}
)


class Told:
    """The facts of a card that can be compared, by the names of the agent's slots.

    Args:
        agent: Whose slots they fill.
        scenario: The card.
    """

    __slots__ = ("_after", "_agent", "_before", "now")

    def __init__(self, agent: Agent, scenario: Scenario) -> None:
        self._agent = agent
        self.now = datetime.fromisoformat(scenario.at).replace(tzinfo=None)
        changes = scenario.want.change if scenario.want is not None else {}
        self._before = {name: self._values(name, value) for name, value in scenario.knows.items()}
        self._after = {name: self._values(name, value) for name, value in changes.items()}

    def contradicts(self, slot: str, value: Json, evidence: Evidence, row: int) -> str:
        """Return how a value that was used contradicts what the person holds; "" where it does not.

        Args:
            slot: What it is a value of.
            value: The value.
            evidence: Of the conversation, for what the person did before.
            row: Where it was used.
        """
        wanted = self._before.get(slot, ())
        if value is None or not wanted:
            return ""
        acts = [acted.act for acted in evidence.acted if acted.row < row]
        if slot in self._after:
            changed = any(act.act == "change" and act.about == slot for act in acts)
            wanted = self._after[slot] if changed else (*wanted, *self._after[slot])
        if not wanted or any(act.act == "accept_time" for act in acts) or any(_same(value, one) for one in wanted):
            return ""
        return f"{_shown(value)}, and the person said {_shown(wanted[0])}"

    def differs(self, source: str, given: Json, written: Json) -> str:
        """Return how a value that was written differs from the one that was given; "" where it does not.

        Another way of writing the same is no difference, and what cannot be read is none either.
        """
        slot = self._agent.slots.get(source)
        if slot is None or slot.type not in _COMPARED or given is None or written is None:
            return ""
        if _same(given, written) or isinstance(given, dict | list) or isinstance(written, dict | list):
            return ""
        first, second = self._read(slot, str(given)), self._read(slot, str(written))
        if slot.type == "phone" and second is None and str(written).lstrip("+").isdigit():
            second = str(written)  # a number with a digit too few is no number, and not the same
        if first is None or second is None or first == second:
            return ""
        return f"{_shown(written)}, and was given {_shown(given)}"

    def _values(self, name: str, value: Json) -> tuple[Json, ...]:
        """Return what a fact may come to; nothing where any of it cannot be read."""
        slot = self._agent.slots.get(name)
        if slot is None or slot.type not in _COMPARED or value is None:
            return ()
        found = [self._value(slot, one) for one in _alternatives(value)]
        return tuple(found) if all(one is not None for one in found) else ()

    def _value(self, slot: Slot, value: Json) -> Json:
        if isinstance(value, Mapping):
            value = cast("Mapping[str, Any]", value).get("is")
        return self._read(slot, "" if value is None else str(value))

    def _read(self, slot: Slot, text: str) -> Json:
        context = ParseContext(
            locale=self._agent.locale, now=self.now, pattern=slot.pattern or None, checksum=slot.checksum or None
        )
        return parse(slot.type, text, context)


def _alternatives(value: Json) -> Iterable[Json]:
    return cast("list[Json]", value) if isinstance(value, list | tuple) else (value,)


def _same(first: Json, second: Json) -> bool:
    return first == second or str(first) == str(second)


def _shown(value: Json) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in cast("Mapping[str, Any]", value).values())
    return str(value)[:60]
