"""`seatrial new`: begin an agent from an example."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Annotated

import typer

from seatrial.app.new_agent import new_agent
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out, put, put_json, put_next, style

app = command_app()

HELP = """
\b
Examples:
  seatrial new my-agent                   an agent that takes a message, with one card
  seatrial new my-plumber --from plumber  a copy of the example with everything in it

Begin an agent of your own: a folder with an agent.yaml to change, its tools, its world and its cards.
"""


@app.command(help=HELP)
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the agent and its folder; may hold a path.")],
    template: Annotated[
        str, typer.Option("--from", metavar="EXAMPLE", help="What to begin from: blank, plumber, bank or clinica.")
    ] = "blank",
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    folder = new_agent(Path(name), template=template)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    if as_json:
        put_json({"agent": folder.name, "folder": str(folder), "files": files, "next": f"check {folder}"})
        return
    made = f"Made {folder}{'/' if str(folder)[-1] != '/' else ''}: {', '.join(files)}"
    width = style(out()).width
    for line in textwrap.wrap(made, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False):
        put(line)
    put_next(
        ("check it", next_command("check", str(folder))),
        ("talk to it", next_command("chat", str(folder))),
        ("rehearse it", next_command("simulate", str(folder), "-n", "100")),
    )
