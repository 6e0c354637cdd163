"""JSON Schemas of what people write, generated from the models: for editors, which show descriptions while typing.

Called by `seatrial schema`.
"""

from __future__ import annotations

from typing import Any

from seatrial.agents.mistakes import did_you_mean
from seatrial.agents.policy import PolicySpec
from seatrial.agents.spec import AgentSpec
from seatrial.core.errors import SpecError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS = ("agent", "policy", "world")


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of `agent.yaml`, `policy.yaml` or `world.yaml`.

    Raises:
        SpecError: There is no schema of this kind.
    """
    if kind == "agent":
        return _titled(AgentSpec.model_json_schema(by_alias=True), "agent.yaml")
    if kind == "policy":
        return _titled(PolicySpec.model_json_schema(by_alias=True), "policy.yaml")
    if kind == "world":
        return _titled(_world(), "world.yaml")
    hint = did_you_mean(kind, KINDS, label="Schemas")
    raise SpecError(f"there is no schema '{kind[:40]}'.", code="schema.unknown", hint=hint)


def _titled(schema: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, "title": f"seatrial: {title}"}


def _world() -> dict[str, Any]:
    row = {"type": "object", "description": "Fields of a row."}
    return {
        "type": "object",
        "description": "The data an agent's tools work on: tables of keyed rows.",
        "additionalProperties": {
            "type": ["object", "null"],
            "description": "A table: key -> row.",
            "additionalProperties": row,
        },
    }
