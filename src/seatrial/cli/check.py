"""`seatrial check`: read an agent and its cards, and say everything that is wrong at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from seatrial.agents.mistakes import Mistake
from seatrial.app.checking import Finding
from seatrial.app.checking import check as check_everything
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.invocation import as_typed, next_command
from seatrial.cli.output import lines_of, out, put, put_json, put_next, style
from seatrial.core.errors import ExitCode

app = command_app()

BROKEN_SHOWN_MAX = 5
MISTAKES_SHOWN_MAX = 300

HELP = """
\b
Examples:
  seatrial check my-agent
  seatrial check my-agent --policy house-rules.yaml
  seatrial check plumber --json

Read an agent, its tools, world, policies, cards and golden journeys, and say everything that is wrong with them at
once, with file and line. Runs nothing. Exits 2 when there are errors.
"""


@app.command(help=HELP)
def check(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="An agent's folder, or an example such as plumber.")],
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy", metavar="FILE", help="An organisation's rules, besides those in and above the folder."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    found = check_everything(agent, policy=policy)
    if as_json:
        put_json(_as_json(found))
    else:
        _print(found, agent)
    if found.count("error"):
        raise typer.Exit(int(ExitCode.BAD_INPUT))


def _as_json(found: Finding) -> dict[str, object]:
    return {
        "agent": None if found.agent is None else found.agent.name,
        "digest": None if found.agent is None else found.agent.digest,
        "folder": str(found.folder),
        "policies": [str(path) for path in found.policies],
        "cards": [card.name for card in found.cards],
        "broken_cards": [str(path) for path in found.broken_cards],
        "errors": found.count("error"),
        "warnings": found.count("warning"),
        "mistakes": [{"severity": mistake.severity, **msgspec.to_builtins(mistake)} for mistake in found.mistakes],
    }


def _print(found: Finding, named: str) -> None:
    look = style(out())
    for mistake in found.mistakes[:MISTAKES_SHOWN_MAX]:
        _print_mistake(mistake)
    if len(found.mistakes) > MISTAKES_SHOWN_MAX:
        put(f"And {len(found.mistakes) - MISTAKES_SHOWN_MAX:,} more; seatrial check --json lists them all.")
    if found.mistakes:
        put("")
    errors, warnings = found.count("error"), found.count("warning")
    counted = f"{_number(errors, 'error')}, {_number(warnings, 'warning')}."
    if found.agent is not None:
        agent = found.agent
        parts = (
            _number(len(agent.flows), "flow"), _number(len(agent.slots), "slot"), _number(len(agent.tools), "tool"),
            _number(len(agent.answers), "answer"), _number(len(found.cards), "card"),
        )  # fmt: skip
        put(f"{look.bold(agent.name)}: {', '.join(parts)}.")
        if found.broken_cards:
            count = len(found.broken_cards)
            which = ", ".join(_near(str(path)) for path in found.broken_cards[:BROKEN_SHOWN_MAX])
            more = ", ..." if count > BROKEN_SHOWN_MAX else ""
            put(look.bad(f"Not counted, because of errors: {_number(count, 'card file')}, {which}{more}."))
        if found.policies:
            put(f"Rules inherited from: {', '.join(_near(str(path)) for path in found.policies)}.")
    put(look.bad(counted) if errors else look.good(counted))
    if errors:
        put_next(("mend it, then" if errors == 1 else "mend them, then", next_command("check", named)))
    elif found.cards:
        put_next(
            ("rehearse it", next_command("simulate", named, "-n", "200")), ("talk to it", next_command("chat", named))
        )
    else:
        put_next(("talk to it", next_command("chat", named)))


def _print_mistake(mistake: Mistake) -> None:
    look = style(out())
    where = f"{_near(mistake.file)}:{mistake.line}" if mistake.line else _near(mistake.file)
    paint = {"error": look.bad, "warning": look.odd}.get(mistake.severity, look.dim)
    message, *more = lines_of(mistake.message)
    put(f"{look.bold(where)}: {paint(mistake.severity + ':')} {message}")
    for line in [*more, *lines_of(as_typed(mistake.hint))]:
        if line:
            put(f"  {line}")


def _near(file: str) -> str:
    """Return a path as seen from here, where that is shorter."""
    relative = os.path.relpath(file)
    return relative if len(relative) < len(file) else file


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
