import json
from typing import Any

import pytest
from cli_shell import Shell

from seatrial.app.schemas import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_has_a_schema(kind: str, shell: Shell):
    said = shell("schema", kind)
    assert said.code == 0
    assert said.json["$schema"].endswith("2020-12/schema")
    assert "seatrial" in said.json["title"]


def _references(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*map(_references, schema.values()))
    return set().union(*map(_references, schema)) if isinstance(schema, list) else set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_within_a_schema_leads_somewhere(kind: str, shell: Shell):
    schema = json.loads(shell("schema", kind).out)
    known = {f"#/$defs/{name}" for name in schema.get("$defs", {})}
    assert _references(schema) <= known


def test_an_unknown_kind_is_answered_with_those_there_are(shell: Shell):
    said = shell("schema", "agnet")
    assert said.code == 2
    assert "Did you mean 'agent'?" in said.err
