"""`seatrial show`: the card and the words of one conversation, or what came of the latest run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from seatrial.app.conversations import live_card
from seatrial.app.conversations import show as show_conversation
from seatrial.app.panel_files import recorded_in
from seatrial.app.replaying import read_trace
from seatrial.app.simulating import read_summary
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.decided import put_decision
from seatrial.cli.invocation import next_command
from seatrial.cli.naming import run_and_id
from seatrial.cli.output import out, put, put_json, put_next, style, tell
from seatrial.cli.simulate import put_run_json, put_summary
from seatrial.core.trace import Trace
from seatrial.reports.printable import printable
from seatrial.reports.terminal import card_lines

app = command_app()

HELP = """
\b
Examples:
  seatrial show                                 what came of the latest run
  seatrial show runs/plumber-0001               what came of that one
  seatrial show leaking_sink/terse/speech/1     one conversation: card, checklist, words
  seatrial show runs/chats/some-trace.jsonl
  seatrial show kept/traces/000001-O-5107.jsonl a panel's decision, from its trace

Show who called and why, what was expected and came of it, and the words as they were heard. A conversation whose
trace was not kept is simulated again. Of a panel's trace the debate is shown.
"""


@app.command(help=HELP)
def show(
    conversation: Annotated[
        str,
        typer.Argument(
            metavar="ID|RUN/ID|TRACE", help="A conversation, or a trace file; none, or a run's folder, shows the run."
        ),
    ] = "",
    run: Annotated[Path | None, typer.Option("--run", metavar="DIR", help="The run; the latest by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    if _is_file(conversation):
        trace = read_trace(Path(conversation))
        if trace.header.program == "task":
            _show_decision(trace, conversation, as_json=as_json)
            return
        card = live_card(trace)
        again = (conversation,)
    else:
        folder, named = run_and_id(conversation, run)
        if not named:
            (put_run_json if as_json else put_summary)(read_summary(folder), folder)
            return
        shown = show_conversation(folder, named)
        card = shown.card
        again = (card.id,) if run is None and named == conversation else (card.id, "--run", str(folder.path))
        if shown.simulated and not as_json:
            changed = " with the agent as it is now: it has changed since the run" if shown.agent_changed else ""
            why = shown.trace_problem.removesuffix(".") or "Its trace was not kept"
            tell(f"{printable(why)}; simulated again{changed}.")
    if as_json:
        put_json(msgspec.to_builtins(card))
        return
    for line in card_lines(card, style(out())):
        put(line)
    put_next(("replay it", next_command("replay", *again)))


def _show_decision(trace: Trace, file: str, *, as_json: bool) -> None:
    recorded = recorded_in(trace, source=file)
    put_decision(recorded.case, recorded.decision, recorded.roles, as_json=as_json)
    if not as_json:
        put_next(("replay it", next_command("replay", file)))


def _is_file(named: str) -> bool:
    return named.endswith(".jsonl") or os.path.isfile(named)  # unlike Path's, it bears what is too long for a path
