"""`seatrial schema`: print the JSON Schema of a file that people write."""

from __future__ import annotations

from typing import Annotated

import typer

from seatrial.app.schemas import KINDS
from seatrial.app.schemas import schema as schema_of
from seatrial.cli.command import command_app
from seatrial.cli.output import put_json

app = command_app()

HELP = """
\b
Examples:
  seatrial schema agent > agent.schema.json    then, in agent.yaml's first line:
                                               # yaml-language-server: $schema=agent.schema.json
  seatrial schema scenario
  seatrial schema trace

Print a JSON Schema: editors that know it complete and explain every field while you type.
"""


@app.command(help=HELP)
def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of: {', '.join(KINDS)}.")] = "agent",
    as_json: Annotated[
        bool, typer.Option("--json", help="Does nothing: a schema is JSON anyway.", hidden=True)
    ] = False,
) -> None:
    """Run the command."""
    del as_json
    put_json(schema_of(kind))
