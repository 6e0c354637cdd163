"""The JSON Schemas describe every field, and what they describe is what is accepted."""

from typing import Any

import pytest
from authoring import SAMPLES

from seatrial.agents.schema import DIALECT, KINDS, json_schema
from seatrial.agents.spec_steps import STEP_MODELS
from seatrial.agents.yaml_source import plain, read_yaml
from seatrial.core.errors import SpecError


def _objects(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"": schema, **schema.get("$defs", {})}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_a_dialect_and_a_title(kind: str):
    schema = json_schema(kind)
    assert schema["$schema"] == DIALECT
    assert schema["title"] == f"seatrial: {kind}.yaml"


@pytest.mark.parametrize("kind", ["agent", "policy"])
def test_every_field_has_a_description(kind: str):
    missing = [
        f"{name}.{field}"
        for name, part in _objects(json_schema(kind)).items()
        for field, content in part.get("properties", {}).items()
        if not content.get("description")
    ]
    assert missing == []


def test_unknown_fields_are_refused_by_the_schema_too():
    parts = [part for part in _objects(json_schema("agent")).values() if "properties" in part]
    assert len(parts) > 20
    assert all(part["additionalProperties"] is False for part in parts)


def test_steps_are_described_by_their_verbs():
    definitions = json_schema("agent")["$defs"]
    for verb, model in STEP_MODELS.items():
        assert verb in definitions[model.__name__]["required"]


def test_fields_of_the_samples_are_in_the_schema():
    properties = json_schema("agent")["properties"]
    for name in ("clinic", "plumber"):
        assert set(plain(read_yaml(SAMPLES / name / "agent.yaml").data)) <= set(properties)


def test_there_is_no_schema_of_anything_else():
    with pytest.raises(SpecError, match="no schema 'agnt'") as caught:
        json_schema("agnt")
    assert "Did you mean 'agent'?" in caught.value.hint
