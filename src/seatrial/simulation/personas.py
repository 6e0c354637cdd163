"""The personas that come with seatrial, by name. Read once from their data file; called by `suite` and `cards`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from seatrial.agents.mistakes import did_you_mean
from seatrial.core.errors import SpecError
from seatrial.core.scenario import Persona
from seatrial.simulation.data_files import load_data


@lru_cache(maxsize=1)
def personas() -> Mapping[str, Persona]:
    """Return all personas, in the order of the file."""
    table = load_data("personas")["personas"]
    return MappingProxyType(
        {name: msgspec.convert({"name": name, **traits}, Persona, strict=False) for name, traits in table.items()}
    )


def persona_named(name: str) -> Persona:
    """Return a persona.

    Raises:
        SpecError: There is none of that name.
    """
    found = personas().get(name)
    if found is None:
        hint = did_you_mean(name, personas(), label="Personas")
        raise SpecError(f"there is no persona '{name[:60]}'.", code="persona.unknown", hint=hint)
    return found
