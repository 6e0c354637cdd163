"""The reference pages, made from the program itself: the help of every command, and the JSON Schemas.

Called by ``scripts/reference``; a test fails when the pages in ``docs/reference`` are out of date.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from seatrial.app.schemas import KINDS, schema
from seatrial.cli.main import COMMANDS, app

COLUMNS = 100

_HEAD = """# Commands

Made by `scripts/reference` from the program itself: change the help there, then run it again.

Data goes to stdout, progress and messages to stderr; every command that prints data takes `--json`, and `NO_COLOR`
switches colour off. Exit codes:

| Code | Means |
|---|---|
| 0 | passed |
| 1 | a gate failed: conversations that should have passed did not, or a replay differs |
| 2 | bad input: a file, an option or a trace; the message says which, and what was expected |
| 3 | undecided: something could not be judged |
| 4 | a provider is unavailable |
| 70 | a bug in seatrial |
| 130 | stopped by Ctrl-C; what was finished is kept |
| 143 | asked to terminate (SIGTERM); what was finished is kept |
"""


def pages() -> Mapping[str, str]:
    """Return the pages: path below ``docs/reference`` -> text."""
    made = {"cli.md": _cli_page()}
    for kind in KINDS:
        made[f"schema/{kind}.schema.json"] = json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
    return made


def _cli_page() -> str:
    parts = [_HEAD, _section("seatrial", typer.main.get_command(app), "seatrial")]
    for name, command in COMMANDS.items():
        loaded: Any = typer.main.get_command(importlib.import_module(command.module).app)
        parts.append(_section(f"seatrial {name}", loaded, f"seatrial {name}"))
    return "\n".join(parts)


def _section(title: str, command: Any, name: str) -> str:
    context = command.make_context(name, [], resilient_parsing=True, terminal_width=COLUMNS, max_content_width=COLUMNS)
    lines = [line.rstrip() for line in command.get_help(context).strip().splitlines()]
    return "\n".join([f"## {title}", "", "```text", *lines, "```", ""])


def main(folder: Path) -> None:
    """Write the pages below a folder."""
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
