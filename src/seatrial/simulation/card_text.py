"""A card as the YAML that people write: the inverse of reading one. Called by whoever makes cards, such as `shrinking`.

What is written reads back as the same scenario, but for the ids of checks, which are numbered anew among those left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import yaml

from seatrial.core.checks import (
    AnyCheck,
    Called,
    CalledInOrder,
    HandedOver,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
)
from seatrial.core.scenario import Pin, Scenario

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: cards have none."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal things twice."""
        del data
        return True


def card_yaml(scenario: Scenario) -> str:
    """Return a card's YAML, one document with one card."""
    return yaml.dump(
        _card(scenario), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=None
    )


def _card(scenario: Scenario) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(scenario)
    card: dict[str, Any] = {"scenario": raw.pop("name")}
    card.update(raw)
    if scenario.expect:
        card["expect"] = [_check(check) for check in scenario.expect]
    if scenario.pinned is not None:
        card["pinned"] = _pin(scenario.pinned)
    return card


def _pin(pin: Pin) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(pin)
    listed = {name: raw[name] for name in ("traits", "misheard", "strikes", "delays", "acts") if name in raw}
    return {"drawn_as": pin.conversation, **listed}


def _check(check: AnyCheck) -> Mapping[str, Any]:
    match check:
        case Outcome(any_of=names):
            return {"outcome": names[0] if len(names) == 1 else list(names)}
        case WorldHas(table=table, row=row, count=count):
            return {"world": {"table": table, **({"row": row} if row else {}), **_given(count=count)}}
        case SlotIs(slot=slot, value=value):
            return {"slot": {slot: value}}
        case Said(phrases=phrases):
            return {"said": list(phrases)}
        case NeverSaid(phrases=phrases):
            return {"never_said": list(phrases)}
        case Within():
            bounds = {name: getattr(check, name) for name in ("turns", "seconds", "latency_p95_ms", "cost")}
            return {"within": _given(**bounds)}
        case CalledInOrder(tools=tools):
            return {"order": list(tools)}
        case HandedOver(reason=reason):
            return {"handed_over": reason or "any"}
        case Called() if not check.text:
            return {"called": _called(check)}
        case _:
            # A check of one line: its author's own words read back as what they meant.
            kind, _, rest = check.text.partition(":")
            return {kind.strip(): rest.strip()}


def _called(check: Called) -> str:
    text = check.tool
    if check.args:
        text += " with " + yaml.dump(check.args, Dumper=_Dumper, width=10_000, default_flow_style=True).strip()
    text += f" before {check.before}" if check.before else ""
    text += f" after {check.after}" if check.after else ""
    return text + (f" times {check.times}" if check.times is not None else "")


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
