"""When a value that somebody wrote down and one that was found are the same. Called by checks and golden journeys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from seatrial.core.events import Json


def fits(wanted: Mapping[str, Json], found: Mapping[str, Json]) -> bool:
    """Tell whether all the fields that are wanted are there, each with a value that will do."""
    return all(name in found and matches(value, found[name]) for name, value in wanted.items())


def matches(wanted: Json, found: Json) -> bool:
    """Tell whether a value is the one wanted, or any one of a list of them."""
    if same(wanted, found):
        return True
    return isinstance(wanted, list) and any(same(one, found) for one in cast("list[Json]", wanted))


def same(wanted: Json, found: Json) -> bool:
    """Tell whether two values are the same; a number that was written down equals the same digits as text."""
    if wanted == found and isinstance(wanted, bool) == isinstance(found, bool):
        return True
    scalars = isinstance(wanted, int | float | str) and isinstance(found, int | float | str)
    return scalars and not isinstance(wanted, bool) and not isinstance(found, bool) and str(wanted) == str(found)
