"""The JSON Schemas of everything people write or read as files: for editors, validators, and the reference pages."""

from __future__ import annotations

from typing import Any

import msgspec

from seatrial.agents.mistakes import did_you_mean
from seatrial.agents.schema import DIALECT, json_schema
from seatrial.core.errors import SpecError
from seatrial.core.trace import Header, Row
from seatrial.simulation.cards import CardPart

KINDS = ("agent", "scenario", "policy", "world", "trace")


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file.

    Raises:
        SpecError: There is no such kind.
    """
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS, label="Schemas")
        raise SpecError(f"there is no schema '{kind[:40]}'.", code="schema.unknown", hint=hint)
    if kind == "scenario":
        return _scenario()
    return _trace() if kind == "trace" else json_schema(kind)


def _scenario() -> dict[str, Any]:
    card = CardPart.model_json_schema()
    components: dict[str, Any] = card.pop("$defs", {})
    one = {"$ref": "#/$defs/Card"}
    return {
        "$schema": DIALECT,
        "title": "seatrial: a file under scenarios/",
        "description": "One card, or a list of cards.",
        "oneOf": [one, {"type": "array", "items": one, "minItems": 1}],
        "$defs": {**components, "Card": card},
    }


def _trace() -> dict[str, Any]:
    (header, row), components = msgspec.json.schema_components((Header, Row), ref_template="#/$defs/{name}")
    return {
        "$schema": DIALECT,
        "title": "seatrial: one line of a trace",
        "description": "The first line of a trace is a header, every other line a row: [at_ms, lane, body].",
        "oneOf": [header, row],
        "$defs": components,
    }
