"""pyproject.toml, the locks and the imports agree about what seatrial stands on."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterable

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tree import ROOT, own_modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
PART_OF = {"pydantic-core": "pydantic", "mcp-types": "mcp"}
"""Distributions that another one pins exactly and documents as its own: name -> whose."""
RUN = {"bandit": "bandit", "detect-secrets": "detect_secrets", "pip-audit": "pip_audit"}
"""Scanners that are run as programs and never imported: distribution -> the module that is run."""


def _group(name: str) -> list[str]:
    lines: list[str] = []
    for entry in PROJECT["dependency-groups"][name]:
        lines += [entry] if isinstance(entry, str) else _group(entry["include-group"])
    return lines


def _pins(lock: str) -> dict[str, set[str]]:
    """Return name -> pinned versions (several where the interpreter decides)."""
    pins: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line):
            pins.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return pins


def _unmet(wanted: Iterable[str], lock: str) -> list[str]:
    pins = _pins(lock)
    unmet: list[str] = []
    for line in wanted:
        requirement = Requirement(line)
        versions = pins.get(canonicalize_name(requirement.name), set())
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            unmet.append(f"{line}: {lock} has {sorted(versions) or 'nothing'}")
    return unmet


def test_every_dependency_is_pinned_in_the_lock_within_its_range():
    mend = "run scripts/lock"
    assert _unmet([*PROJECT["project"]["dependencies"], *_group("build")], "requirements.lock") == [], mend
    extras = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
    assert _unmet([*_group("dev"), *extras], "requirements-dev.lock") == [], mend


def test_the_development_lock_holds_all_of_the_other_at_the_same_versions():
    pins = _pins("requirements-dev.lock")
    assert {name: found for name, found in _pins("requirements.lock").items() if pins.get(name) != found} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_a_hash_and_no_line_names_a_host(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if entry]
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith("-")] == []


def _imported() -> dict[str, str]:
    """Return top-level name -> a file of src that imports it; standard library and seatrial left out."""
    names: dict[str, str] = {}
    for path, module in own_modules("src"):
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found = [node.module]
            else:
                continue
            names.update({name.split(".")[0]: path for name in found})
    return {name: path for name, path in names.items() if name not in {*sys.stdlib_module_names, "seatrial"}}


def _providers(name: str) -> set[str]:
    found = {canonicalize_name(each) for each in importlib.metadata.packages_distributions().get(name, [])}
    return {PART_OF.get(each, each) for each in found}


def _declared() -> set[str]:
    project = PROJECT["project"]
    extras = [line for lines in project.get("optional-dependencies", {}).values() for line in lines]
    return {canonicalize_name(Requirement(line).name) for line in [*project["dependencies"], *extras]}


def test_what_is_imported_is_declared():
    undeclared = {name: path for name, path in _imported().items() if not _providers(name) & _declared()}
    assert undeclared == {}


def test_what_is_declared_is_imported():
    used = {provider for name in _imported() for provider in _providers(name)}
    assert _declared() - used == set(RUN)


def test_scanners_that_are_declared_are_run():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src/seatrial/adapters/scanners").glob("*.py")]
    assert [name for name, module in RUN.items() if not any(f'"{module}"' in text for text in sources)] == []
