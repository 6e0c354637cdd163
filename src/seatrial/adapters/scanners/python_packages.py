"""Which packages of PyPI a server runs on, in which versions: from what is installed, or from files that pin them."""

from __future__ import annotations

import re
import sys
import threading
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath
from typing import Any, cast

from seatrial.adapters.scanners.source import SourceFile

PACKAGES_MAX = 300
_reading = threading.Lock()
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
_VERSION = re.compile(r"[A-Za-z0-9.!+_-]{1,60}")
_PINNED = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?:\[[^\]]*\])?\s*===?\s*([A-Za-z0-9.!+_-]{1,60})\s*(?:[;\\#].*)?"
)
_FOR_EXTRA = re.compile(r";.*\bextra\s*==")


@dataclass(frozen=True, slots=True)
class Installed:
    """What is installed for an interpreter.

    Attributes:
        packages: By their plain names.
        owners: The names of the packages that a module may come from, by the module's name.
    """

    packages: Mapping[str, Distribution]
    owners: Mapping[str, Sequence[str]]


def installed_in(places: Sequence[Path]) -> Installed:
    """Return what is installed in some folders; read once while none of them changes, as servers share them."""
    with _reading:  # once, though several servers ask at the same time
        return _installed(tuple((str(place), place.stat().st_mtime_ns) for place in places))


@lru_cache(maxsize=16)
def _installed(places: tuple[tuple[str, int], ...]) -> Installed:
    found = list(distributions(path=[place for place, _ in places]))
    packages = {plain_name(name): one for one in found if (name := _name(one))}
    return Installed(packages=packages, owners=_by_module(found))


def packages_behind(modules: Iterable[str], installed: Installed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the packages that some modules come from, with all that those need.

    Returns:
        ``name==version`` by name, and what is imported or needed and not installed here.
    """
    waiting: list[str] = []
    missing: set[str] = set()
    for module in modules:
        if module in sys.stdlib_module_names:
            continue
        owners = installed.owners.get(module)
        if owners:
            waiting += owners
        else:
            missing.add(module)
    pinned: dict[str, str] = {}
    while waiting and len(pinned) < PACKAGES_MAX:
        name = waiting.pop()
        found = installed.packages.get(name)
        if name in pinned or found is None:
            continue
        version = str(found.version or "")
        if _VERSION.fullmatch(version):
            pinned[name] = version
        else:
            missing.add(name)
        waiting += [plain_name(need) for line in found.requires or () if (need := _needed(line))]
    if waiting:
        missing.add(f"more than {PACKAGES_MAX} packages")
    return tuple(f"{name}=={pinned[name]}" for name in sorted(pinned)), tuple(sorted(missing))


def named_packages(files: Sequence[SourceFile]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the packages that a folder's own files ask for: ``name==version``, and those without a version."""
    pinned: dict[str, str] = {}
    loose: dict[str, None] = {}
    for file in files:
        called = PurePosixPath(file.name).name.lower()
        text = file.data.decode("utf-8", "replace")
        if called in {"uv.lock", "poetry.lock"}:
            pinned.update(_locked(text))
        elif re.fullmatch(r"requirements[\w.-]*\.(?:txt|lock)", called):
            for line in text.splitlines():
                _take(line, pinned, loose)
        elif called == "pyproject.toml":
            for line in _declared(text):
                _take(line, pinned, loose)
    names = sorted(pinned)[:PACKAGES_MAX]
    unpinned = [name for name in loose if plain_name(name) not in pinned]
    if len(pinned) > PACKAGES_MAX:
        unpinned.append(f"more than {PACKAGES_MAX} packages")
    return tuple(f"{name}=={pinned[name]}" for name in names), tuple(sorted(unpinned)[:PACKAGES_MAX])


def plain_name(name: str) -> str:
    """Return a package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _take(line: str, pinned: dict[str, str], loose: dict[str, None]) -> None:
    line = line.strip()
    found = _PINNED.fullmatch(line)
    if found:
        pinned[plain_name(found[1])] = found[2]
    elif line and not line.startswith(("#", "--hash", "-")) and (need := _needed(line)):
        loose[need] = None
    elif line.startswith(("-r", "-e", "-c", "--requirement", "--editable")):
        loose[line[:80]] = None


def _locked(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in cast("list[Any]", _toml(text).get("package", [])):
        if isinstance(entry, dict):
            fields = cast("dict[str, Any]", entry)
            name, version = str(fields.get("name", "")), str(fields.get("version", ""))
            if _NAME.fullmatch(name) and _VERSION.fullmatch(version):
                found[plain_name(name)] = version
    return found


def _declared(text: str) -> list[str]:
    project = _toml(text).get("project")
    lines: Any = cast("dict[str, Any]", project).get("dependencies") if isinstance(project, dict) else None
    return [line for line in cast("list[Any]", lines) if isinstance(line, str)] if isinstance(lines, list) else []


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}


def _needed(line: str) -> str:
    """Return the name in a line that asks for a package; "" where only an extra asks for it."""
    if _FOR_EXTRA.search(line):
        return ""
    found = _NAME.match(line.strip())
    return found[0] if found else ""


def _name(found: Distribution) -> str:
    name = str(found.metadata["Name"] or "")
    return name if _NAME.fullmatch(name) else ""


def _by_module(installed: Sequence[Distribution]) -> dict[str, list[str]]:
    """Return which packages a module may come from, by the names of modules."""
    owners: dict[str, list[str]] = {}
    for found in installed:
        name = _name(found)
        if not name:
            continue
        modules = (found.read_text("top_level.txt") or "").split()
        if not modules:
            modules = [path.parts[0] for path in found.files or () if path.suffix == ".py" and ".." not in path.parts]
        for module in dict.fromkeys(part.removesuffix(".py") for part in modules):
            owners.setdefault(module, []).append(plain_name(name))
    return owners
