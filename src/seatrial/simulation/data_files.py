"""The people's data files: words, traits and confusions, read once and kept. Never read during a conversation's turns.

Everything is a string until somebody says otherwise (YAML's own guesses would turn "no" and "on" into booleans).
Called when a lexicon, the personas, the surfaces or the mishearing model are first needed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml

from seatrial.core.errors import SpecError

DATA = Path(__file__).parent / "data"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@lru_cache(maxsize=32)
def load_data(name: str) -> dict[str, Any]:
    """Return a data file of this package as nested dicts, lists and strings. Callers must not change it.

    Raises:
        SpecError: There is no such file: a language without data.
    """
    source = DATA / f"{name}.yaml"
    if not source.is_file():
        raise SpecError(
            f"there is no {name}.yaml among the simulated people's data.",
            code="simulation.no_data",
            hint="Languages with people so far: " + ", ".join(languages()) + ".",
        )
    return cast("dict[str, Any]", yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER))


def languages() -> list[str]:
    """Return the languages in which people can both listen and speak, sorted."""
    names = {entry.name for entry in DATA.iterdir()}
    heard = {name[len("reading_") : -len(".yaml")] for name in names if name.startswith("reading_")}
    return sorted(language for language in heard if f"surfaces_{language}.yaml" in names)
