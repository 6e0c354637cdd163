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
from seatrial.app.run_folder import find_run
from seatrial.app.simulating import read_summary
from seatrial.cli.command import command_app
from seatrial.cli.decided import put_decision
from seatrial.cli.invocation import next_command
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
  seatrial show leaking_sink/terse/speech/1     one conversation: card, checklist, words
  seatrial show runs/chats/some-trace.jsonl
  seatrial show kept/traces/000001-O-5107.jsonl a panel's decision, from its trace

Show who called and why, what was expected and came of it, and the words as they were heard. A conversation whose
trace was not kept is simulated again. Of a panel's trace the debate is shown.
"""


@app.command(help=HELP)
def show(
    conversation: Annotated[
        str, typer.Argument(metavar="ID", help="A conversation of the run, or a trace file; none shows the run.")
    ] = "",
    run: Annotated[Path | None, typer.Option("--run", metavar="DIR", help="The run; the latest by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run the command."""
    if not conversation:
        folder = find_run(run)
        summary = read_summary(folder)
        (put_run_json if as_json else put_summary)(summary, folder)
        return
    if _is_file(conversation):
        trace = read_trace(Path(conversation))
        if trace.header.program == "task":
            _show_decision(trace, conversation, as_json=as_json)
            return
        card = live_card(trace)
        again = (conversation,)
    else:
        folder = find_run(run)
        shown = show_conversation(folder, conversation)
        card = shown.card
        again = (card.id,) if run is None else (card.id, "--run", str(run))
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
