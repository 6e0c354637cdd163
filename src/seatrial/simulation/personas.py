"""The personas that come with seatrial, by name, and the sets that have names of their own.

Read once from their data file; people drawn by `pairwise` are found by their names as well. Called by `suite`, `cards`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import msgspec

from seatrial.agents.mistakes import did_you_mean
from seatrial.core.errors import SpecError
from seatrial.core.scenario import Persona
from seatrial.simulation.data_files import load_data
from seatrial.simulation.pairwise import is_pairwise, pairwise_people, pairwise_person

ALL = "all"
DEFAULT = "default"
ADVERSARIAL = "adversarial"
PAIRWISE = "pairwise"
SETS = (DEFAULT, ALL, ADVERSARIAL, PAIRWISE)


@lru_cache(maxsize=1)
def personas() -> Mapping[str, Persona]:
    """Return all personas of the data file, in its order."""
    table = load_data("personas")["personas"]
    return MappingProxyType(
        {name: msgspec.convert({"name": name, **traits}, Persona, strict=False) for name, traits in table.items()}
    )


def default_personas() -> tuple[str, ...]:
    """Return the names of those who call when nobody says who."""
    return tuple(load_data("personas")[DEFAULT])


def adversarial_personas() -> tuple[str, ...]:
    """Return the names of those who are after something else besides; never in a default."""
    return tuple(load_data("personas")[ADVERSARIAL])


def persona_named(name: str) -> Persona:
    """Return a persona.

    Raises:
        SpecError: There is none of that name.
    """
    found = personas().get(name) or pairwise_person(name)
    if found is None:
        hint = did_you_mean(name, personas(), label="Personas")
        if is_pairwise(name):
            hint = f"People drawn pairwise run from {pairwise_people()[0]} to {pairwise_people()[-1]}."
        raise SpecError(f"there is no persona '{name[:60]}'.", code="persona.unknown", hint=hint)
    return found


def expanded(names: Sequence[str]) -> tuple[str, ...]:
    """Return names with those of sets replaced by whom they hold, each once.

    Raises:
        SpecError: There is no such persona or set.
    """
    sets: Mapping[str, Sequence[str]] = {
        ALL: tuple(personas()),
        DEFAULT: default_personas(),
        ADVERSARIAL: adversarial_personas(),
    }
    found: dict[str, None] = {}
    for name in names:
        if name == PAIRWISE:
            found.update(dict.fromkeys(pairwise_people()))
        elif name in sets:
            found.update(dict.fromkeys(sets[name]))
        else:
            found.setdefault(persona_named(name).name)
    return tuple(found)
