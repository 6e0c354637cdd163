"""Which servers an audit is of, and how each is listed: words typed, configurations found, secrets withheld."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from seatrial.adapters.target_files import find_targets
from seatrial.core.errors import SpecError
from seatrial.mcp_audit.client_config import WITHHELD
from seatrial.mcp_audit.inspected import Planned
from seatrial.mcp_audit.targets import Target, distinct, is_secret

_IN_PROJECT = (".vscode/mcp.json", ".mcp.json", "mcp.json", ".cursor/mcp.json")
_OF_USER = (
    ".config/Claude/claude_desktop_config.json",
    "Library/Application Support/Claude/claude_desktop_config.json",
    "AppData/Roaming/Claude/claude_desktop_config.json",
    ".cursor/mcp.json",
    ".codeium/windsurf/mcp_config.json",
)


def targets_of(typed: Sequence[str], command: Sequence[str]) -> tuple[list[Target], list[Planned]]:
    """Find out which servers are meant.

    Returns:
        The servers, and what was named and cannot be read: that is told of, and the rest is audited.

    Raises:
        SpecError: Nothing that was named can be audited.
    """
    found: list[Target] = []
    unreadable: list[tuple[str, SpecError]] = []
    for word in typed:
        try:
            found += find_targets([word])
        except SpecError as error:
            unreadable.append((word, error))
    if command:
        found += find_targets([], command)
    if not found:
        if unreadable:
            raise unreadable[0][1]
        find_targets([])  # says that nothing was named
    named = distinct(found)
    taken = {target.name for target in named}
    targets = [target for target in named if not target.unreadable]
    planned = [
        Planned(server=target.name, target=target.name, config=target.config, unreadable=target.unreadable[:400])
        for target in named
        if target.unreadable
    ]
    for word, error in unreadable:
        name = _free(Path(word).name[:80] or "configuration", taken)
        planned.append(Planned(server=name, target=word[:500], config=word[:500], unreadable=str(error)[:400]))
    return targets, planned


def configurations() -> list[Path]:
    """Return the clients' configurations in this folder; without any, those of this user."""
    here = [Path(name) for name in _IN_PROJECT if Path(name).is_file()]
    if here:
        return here
    try:
        home = Path.home()
    except RuntimeError:
        return []
    return [home / name for name in _OF_USER if (home / name).is_file()]


def given_env(target: Target, names: Sequence[str]) -> Target:
    """Return a target with the values of these variables, its own or this process's, and no other secrets."""
    if not names or target.kind != "stdio":
        return target
    env = {
        name: value if name in names or not is_secret(name, value) else WITHHELD for name, value in target.env.items()
    }
    missing = [name for name in names if env.get(name, WITHHELD) == WITHHELD and name in os.environ]
    env |= {name: os.environ[name] for name in missing}
    return replace(target, env=env)


def planned(target: Target) -> Planned:
    """Return a target as the audit's trace holds it: no secrets."""
    return Planned(server=target.name, target=target.shown, kind=target.kind, config=target.config)


def missing_extra() -> str:
    """Return how to install what listing needs, for this Python."""
    return f"Install it: {Path(sys.executable).name} -m pip install 'seatrial[audit]'"


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
