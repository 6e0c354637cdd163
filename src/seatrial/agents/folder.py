"""An agent's folder, or the name of a shipped example, loaded whole: agent, tools, world, policy, scenarios.

Every mistake in any of its files is found in one go. `load_agent` is the way in for everything that runs an agent;
`check_agent` for `seatrial check`, which also shows what is merely doubtful.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from seatrial.agents.agent import Agent
from seatrial.agents.compiler import compile_agent
from seatrial.agents.lint_case import LintCase
from seatrial.agents.linter import lint
from seatrial.agents.locales import locale_data
from seatrial.agents.mistakes import Mistake, MistakesError, did_you_mean, in_order
from seatrial.agents.policy import FILE as POLICY_FILE
from seatrial.agents.policy import LEVELS_UP, NO_POLICY, Policy, find_policies, load_policies
from seatrial.agents.spec import AgentSpec
from seatrial.agents.toolbox import FILE as TOOLS_FILE
from seatrial.agents.toolbox import Toolbox, load_toolbox
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import Source, plain, read_yaml
from seatrial.core.errors import SpecError
from seatrial.core.world import Row, Tables, world_digest

T = TypeVar("T")

FILE = "agent.yaml"
WORLD_FILE = "world.yaml"
SCENARIOS = "scenarios"

_STAND_IN: Mapping[str, Any] = {"agent": "unnamed", "goal": "unknown", "success": ["unknown"]}


@dataclass(frozen=True, slots=True)
class LoadedAgent:
    """An agent, ready to run.

    Attributes:
        tools: Runs its tools: called by drivers with a `CallTool` and a `ToolContext`.
        world: Base rows; each conversation works on its own copy.
        scenarios: The files under ``scenarios/``, by name.
        warnings: What the linter found; no errors among them.
        world_digest: Of the base rows.
        required: What the organisation's policy requires, such as ``confirm_before_write``.
    """

    agent: Agent
    tools: Toolbox
    world: Tables
    folder: Path
    scenarios: tuple[Path, ...]
    warnings: tuple[Mistake, ...]
    world_digest: str
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an agent's folder found.

    Attributes:
        loaded: None when there are errors.
        mistakes: Errors, warnings and remarks, in order of file and line.
    """

    loaded: LoadedAgent | None
    mistakes: tuple[Mistake, ...]

    @property
    def errors(self) -> tuple[Mistake, ...]:
        """What keeps the agent from running."""
        return tuple(mistake for mistake in self.mistakes if mistake.severity == "error")


def load_agent(path: Path | str, *, policy: Path | None = None) -> LoadedAgent:
    """Load an agent.

    Args:
        path: Its folder, its `agent.yaml`, or the name of a shipped example.
        policy: A policy file that applies besides those found in and above the folder.

    Raises:
        SpecError: There is no such agent, or (as `MistakesError`) its files have mistakes.
    """
    checked = check_agent(path, policy=policy)
    if checked.loaded is None:
        raise MistakesError(checked.errors)
    return checked.loaded


def check_agent(path: Path | str, *, policy: Path | None = None) -> Checked:
    """Load an agent and return everything there is to say about its files.

    Raises:
        SpecError: There is no such agent.
    """
    folder = resolve_agent(path)
    found = _Findings()
    found.mistakes += _misnamed(folder)
    source = found.attempt(lambda: read_yaml(folder / FILE))
    rules = found.attempt(lambda: load_policies(_policies(folder, policy)))
    world = found.attempt(lambda: load_world(folder / WORLD_FILE))
    scenarios = tuple(sorted((folder / SCENARIOS).glob("*.yaml")))
    # Last, because it is code: it may go to another folder, from which a relative path leads elsewhere.
    toolbox = found.attempt(lambda: load_toolbox(folder / TOOLS_FILE))
    if source is None:
        return _checked(found, None)
    validated = validate(source, AgentSpec, stand_in=_STAND_IN)
    found.mistakes += validated.mistakes
    if validated.model is None:
        return _checked(found, None)
    compiled = compile_agent(source, validated.model, policy=rules or NO_POLICY)
    found.mistakes += compiled.mistakes
    if validated.mistakes or compiled.agent is None or toolbox is None or rules is None:
        return _checked(found, None)
    found.mistakes += lint(LintCase(source, validated.model, compiled.agent, compiled.places, toolbox, rules))
    if world is None or found.errors():
        return _checked(found, None)
    agent = replace(compiled.agent, digest=agent_digest(source, rules, toolbox, compiled.agent.locale))
    loaded = LoadedAgent(
        agent=agent,
        tools=toolbox,
        world=world,
        folder=folder,
        scenarios=scenarios,
        warnings=in_order(found.mistakes),
        world_digest=world_digest(world),
        required=frozenset(rules.require),
    )
    return _checked(found, loaded)


def _policies(folder: Path, explicit: Path | None) -> list[Path]:
    """Return the policies that apply; above a shipped example there are only our own folders."""
    shipped = folder.parent == templates_folder()
    return find_policies(folder, explicit=explicit, levels_up=0 if shipped else LEVELS_UP)


def _misnamed(folder: Path) -> Iterator[Mistake]:
    """Yield a warning for each file that its author surely means to count, and that is never read."""
    for path in sorted([*folder.glob("*.yml"), *(folder / SCENARIOS).glob("*.yml")]):
        right = path.with_suffix(".yaml").name
        if path.parent == folder and right not in {WORLD_FILE, POLICY_FILE}:
            continue
        message = "is not read: only files that end in .yaml are."
        yield Mistake(
            file=str(path), code="agent.misnamed", message=message, hint=f"Rename it {right}.", severity="warning"
        )


class _Findings:
    """Mistakes gathered from files that are read one after the other."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def attempt(self, read: Callable[[], T]) -> T | None:
        """Return what could be read; or else None, keeping the mistakes."""
        try:
            return read()
        except MistakesError as error:
            self.mistakes += error.mistakes
            return None

    def errors(self) -> bool:
        """Tell whether there is an error among the mistakes."""
        return any(mistake.severity == "error" for mistake in self.mistakes)


def _checked(found: _Findings, loaded: LoadedAgent | None) -> Checked:
    return Checked(loaded=loaded, mistakes=in_order(found.mistakes))


def agent_digest(source: Source, rules: Policy, toolbox: Toolbox, locale: str) -> str:
    """Return the digest of everything an agent's behaviour is made of, apart from the engine itself.

    Layout and comments do not count; the order of fields does, since intents are tried in it.
    """
    state = blake2b(digest_size=16)
    for part in (
        msgspec.json.encode(plain(source.data)),
        msgspec.json.encode(rules.content),
        toolbox.content,
        locale_data(locale).digest_source,
    ):
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


def load_world(path: Path, *, file: str = "") -> Tables:
    """Read a `world.yaml`: tables of keyed rows; an absent file is an empty world.

    Raises:
        MistakesError: It is not YAML, or not tables of keyed rows.
    """
    if not os.path.lexists(path):
        return {}
    source = read_yaml(path, file=file)
    mistakes = list(source.mistakes)
    hint = "A world is written as table: {key: {field: value}}."

    def expect(part: Any, place: tuple[str | int, ...], what: str) -> dict[str, Any]:
        if isinstance(part, dict):
            return cast("dict[str, Any]", part)
        if part is not None:
            message = f"expected {what}."
            mistakes.append(
                Mistake(file=source.file, line=source.line(place), code="world.shape", message=message, hint=hint)
            )
        return {}

    tables: dict[str, dict[str, Row]] = {}
    for table, rows in expect(source.data, (), "tables").items():
        keyed = expect(rows, (table,), f"keyed rows in table '{table}'")
        tables[table] = {
            key: cast("Row", plain(expect(row, (table, key), f"fields in row '{key}' of table '{table}'")))
            for key, row in keyed.items()
        }
    if mistakes:
        raise MistakesError(mistakes)
    return tables


def templates_folder() -> Path:
    """Return the folder of the shipped examples."""
    return Path(str(files("seatrial"))) / "templates"


def template_names() -> tuple[str, ...]:
    """Return the names of the shipped examples."""
    folder = templates_folder()
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))) if folder.is_dir() else ()


def resolve_agent(path: Path | str) -> Path:
    """Return the folder of an agent: of a path if there is one, else of the shipped example of that name.

    Raises:
        SpecError: Neither exists.
    """
    given = Path(path)
    # Unlike their namesakes in pathlib these say no, too, to what cannot be a path, such as one that is too long.
    if os.path.isfile(given):
        return given.parent
    if os.path.isdir(given):
        return given
    names = template_names()
    if str(path) in names:
        return templates_folder() / str(path)
    hint = did_you_mean(str(path), names, label="Shipped examples")
    raise SpecError(f"there is no agent at '{str(path)[:200]}'.", code="agent.missing", hint=hint)
