"""`seatrial replay`: do a conversation again and say whether it comes out the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from seatrial.app.conversations import replay_conversation
from seatrial.app.replaying import Replay
from seatrial.app.replaying_tasks import replay_file
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.naming import run_and_id
from seatrial.cli.output import lines_of, out, put, put_json, put_next, style
from seatrial.core.errors import ExitCode, RunError
from seatrial.reports.printable import printable

app = command_app()

HELP = """
\b
Examples:
  seatrial replay leaking_sink/terse/speech/1      a simulated conversation, kept or not
  seatrial replay runs/chats/some-trace.jsonl      a live one, from its trace
  seatrial replay some-trace.jsonl --agent ../my-agent
  seatrial replay traces/audit--tools-0.jsonl      what a panel decided, from its trace

Do a conversation again, or a task (an audit, a panel), row by row, and say whether it comes out the same; if not, what
differs first. Exits 1 when it differs.
"""


@app.command(help=HELP)
def replay(
    conversation: Annotated[
        str, typer.Argument(metavar="ID|RUN/ID|TRACE", help="A conversation of the run, or a trace file.")
    ],
    run: Annotated[Path | None, typer.Option("--run", metavar="DIR", help="The run; the latest by default.")] = None,
    agent: Annotated[
        str, typer.Option("--agent", metavar="PATH", help="The agent, where it is not the one that the trace names.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    if conversation.endswith(".jsonl") or os.path.isfile(conversation):
        done = replay_file(Path(conversation), agent=agent)
    else:
        folder, named = run_and_id(conversation, run)
        if not named:
            raise RunError(
                f"{folder.path} is a run, and one conversation of it is replayed at a time.",
                code="run.unknown_conversation",
                hint=f"Name one: {folder.path}/CARD/PERSONA/CHANNEL/SEED. Those that failed are listed by: "
                f"{next_command('show', str(folder.path))}",
            )
        done = replay_conversation(folder, named)
    if as_json:
        put_json(_as_json(done))
    else:
        _print(done, conversation, run)
    if not done.identical:
        raise typer.Exit(int(ExitCode.GATE_FAILED))


def _as_json(done: Replay) -> dict[str, Any]:
    divergence = done.divergence
    return {
        "id": done.conversation,
        "identical": done.identical,
        "how": done.how,
        "digest": done.recorded,
        "digest_now": done.now or None,
        "rows": done.rows,
        "first_difference": None
        if divergence is None
        else {
            "row": divergence.index,
            "at_ms": divergence.at_ms,
            "recorded": divergence.recorded,
            "now": divergence.got,
        },
        "agent_changed": None if done.agent_changed is None else list(done.agent_changed),
        "trace_problem": done.trace_problem or None,
        "versions_changed": {name: list(pair) for name, pair in (done.versions_changed or {}).items()},
    }


def _print(done: Replay, named: str, run: Path | None) -> None:
    look = style(out())
    put(look.bold(printable(done.conversation)))
    put(look.dim(f"{done.how}."))
    if done.identical:
        put(f"{look.good('Identical')}: {done.rows:,} rows, digest {done.recorded or 'not recorded'}.")
    else:
        put(look.bad("Not the same."))
        if done.divergence is not None:
            for line in lines_of(str(done.divergence)):
                put(f"  {line}")
        elif done.now:
            put(f"  digest then: {done.recorded}")
            put(f"  digest now:  {done.now}")
            if not done.trace_problem:
                put("  Its trace was not kept, so the first difference is not known.")
    for line in _changes(done):
        put(look.odd(line))
    if done.task:
        return
    where = () if run is None else ("--run", str(run))
    put_next(("see it", next_command("show", named, *where)))


def _changes(done: Replay) -> list[str]:
    changes = [f"{printable(done.trace_problem)} Compared by its digest only."] if done.trace_problem else []
    if done.agent_changed is not None:
        then, now = done.agent_changed
        same = ", which makes no difference here" if done.identical else ""
        what = "What it was judged with" if done.task else "The agent"
        changes.append(f"{what} has changed since: it was {then[:12]} and is {now[:12]}{same}.")
    if not done.identical:
        changes += [f"{name} was {then} and is {now}." for name, (then, now) in (done.versions_changed or {}).items()]
    return changes
