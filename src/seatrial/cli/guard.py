"""`seatrial guard`: stand between an MCP client and its server; let through what was decided and locked."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from seatrial.app.guarding import Guarding, guard_server
from seatrial.cli.command import command_app
from seatrial.core.errors import ExitCode
from seatrial.reports.printable import printable

app = command_app()

HELP = """
\b
Examples:
  seatrial guard --lock mcp.lock -- mcp-server-git --repository .
  seatrial guard --lock mcp.lock --trace guard.jsonl --on-injection block -- npx some-server
  seatrial guard --sandbox --show notes -- python server.py

Write this into a client's configuration in place of the server's command. The client then talks to the server through
the guard: tools that are not as they were locked, and those that the audit blocked, are taken out of the list and
refused; results are searched for instructions meant for the model; every call is recorded.

Exits 0 when the client ends the session, 1 when the lock says not to start the server, 4 when the server ends by
itself.
"""

LINE_CHARS_MAX = 2_000


class OnInjection(StrEnum):
    """What happens to a result that holds instructions."""

    flag = "flag"
    block = "block"


@app.command(help=HELP, context_settings={"allow_interspersed_args": False, "max_content_width": 110})
def guard(
    command: Annotated[list[str], typer.Argument(metavar="-- COMMAND [ARGS]", help="What starts the server.")],
    lock: Annotated[
        Path | None, typer.Option("--lock", metavar="FILE", help="Hold the server to this lock; see seatrial audit.")
    ] = None,
    server: Annotated[
        str, typer.Option("--server", metavar="NAME", help="Its name in the lock, if its command does not tell.")
    ] = "",
    trace: Annotated[
        Path | None,
        typer.Option("--trace", metavar="FILE", help="Record the session; never replaces a file."),
    ] = None,
    sandbox: Annotated[
        bool, typer.Option("--sandbox/--no-sandbox", help="Start the server in a sandbox: no network, no home.")
    ] = False,
    allow_network: Annotated[
        bool, typer.Option("--allow-network", help="Let it use the network in the sandbox.")
    ] = False,
    show: Annotated[
        list[str], typer.Option("--show", metavar="PATH", help="Let it read this in the sandbox; may be repeated.")
    ] = [],  # noqa: B006 - typer copies it
    pass_env: Annotated[
        list[str],
        typer.Option("--pass-env", metavar="NAME", help="Give it this variable in the sandbox; may be repeated."),
    ] = [],  # noqa: B006 - typer copies it
    allow_review: Annotated[
        bool, typer.Option("--allow-review", help="Let through what the audit wants a person to look at.")
    ] = False,
    on_injection: Annotated[
        OnInjection, typer.Option("--on-injection", help="Add a warning to a result with instructions, or withhold it.")
    ] = OnInjection.flag,
    record_results: Annotated[
        bool, typer.Option("--record-results", help="Record the text of results, too, bounded and secrets masked.")
    ] = False,
) -> None:
    """Run the command."""
    ending = guard_server(
        Guarding(
            command=tuple(command),
            lock=lock,
            server=server,
            trace=trace,
            sandbox=sandbox,
            allow_network=allow_network,
            show=tuple(show),
            pass_env=tuple(pass_env),
            allow_review=allow_review,
            block_injected=on_injection is OnInjection.block,
            record_results=record_results,
        ),
        _say,
    )
    if ending.by_server:
        _say(f"seatrial guard: {ending.how}")
        raise typer.Exit(int(ExitCode.PROVIDER_UNAVAILABLE))


def _say(text: str) -> None:
    """Write a line on standard error, made harmless; a reader that has gone is no reason to stop."""
    line = printable(text, LINE_CHARS_MAX) + "\n"
    try:
        os.write(2, line.encode("utf-8", "replace"))
    except OSError:
        return
