"""Beginning an agent: copies an example's folder under a new name, whole or not at all. Called by `seatrial new`."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from seatrial.agents.folder import template_names, templates_folder
from seatrial.core.errors import RunError

NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}\Z")
_NAME_LINE = re.compile(r"^agent:.*$", re.MULTILINE)


def new_agent(folder: Path, *, template: str) -> Path:
    """Copy an example; return the new folder, whose last part becomes the agent's name.

    Raises:
        RunError: The name cannot be an agent's, the folder exists or cannot be made, or there is no such example.
    """
    names = template_names()
    if template not in names:
        raise RunError(
            f"There is no example '{template[:60]}'. There are: {', '.join(names)}.",
            code="new.unknown_template",
            hint=f"Name one of them: --from {names[0]}.",
        )
    name = folder.name  # empty for "." and "/"
    if not NAME.match(name):
        raise RunError(
            f"'{name[:60]}' cannot be an agent's name: lower-case letters, digits, - and _, a letter first.",
            code="new.bad_name",
            hint=f"Such as: seatrial new {folder.parent / _proposal(name)} --from {template}",
        )
    if folder.exists():
        raise RunError(
            f"{folder}: exists already; nothing was changed.",
            code="new.exists",
            hint="Choose another name, or check what is there: seatrial check " + str(folder),
        )
    part = folder.with_name(f".{name}.{os.getpid()}.part")
    try:
        shutil.copytree(templates_folder() / template, part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        for path in (part / "agent.yaml", *part.glob("golden/*.yaml")):
            text = path.read_text(encoding="utf-8")
            path.write_text(_NAME_LINE.sub(f"agent: {name}", text, count=1), encoding="utf-8")
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise RunError(
            f"{folder}: cannot be made: {_reason(error)}.",
            code="new.unwritable",
            hint="Go to a folder that you may write to, or name one: seatrial new FOLDER/NAME",
        ) from error
    return folder


def _reason(error: OSError) -> str:
    """Return why something could not be copied, in few words."""
    if isinstance(error, shutil.Error):  # one text for each file, each naming both of its paths
        (_, _, first), *_ = error.args[0]
        return str(first).partition("] ")[2].partition(":")[0] or "not all of it can be copied"
    return error.strerror or str(error)


def _proposal(name: str) -> str:
    kept = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_0123456789")[:60]
    return kept or "my-agent"
