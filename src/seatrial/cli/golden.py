"""`seatrial golden`: how conversations should go, recorded, compared, and promoted from what happened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from seatrial.app.golden import TRACES_DIR, Compared, Comparison, Recorded
from seatrial.app.golden import compare as compare_goldens
from seatrial.app.golden import promote as promote_conversation
from seatrial.app.golden import record as record_goldens
from seatrial.app.transcripts import promote_trace
from seatrial.cli.command import AsJson, group_app
from seatrial.cli.invocation import next_command
from seatrial.cli.naming import run_and_id
from seatrial.cli.output import out as stdout
from seatrial.cli.output import put, put_json, put_next, style
from seatrial.core.errors import ExitCode
from seatrial.reports.printable import printable

HELP = """
\b
Examples:
  seatrial golden record my-agent            write down how each card goes today
  seatrial golden compare my-agent --json    say where it goes another way now
  seatrial golden promote leaking_sink/chatty/speech/3

Golden journeys say how a conversation should go: the steps and the calls, never the wording. They lie in golden/
beside the agent, one file for each card.
"""

RECORD_HELP = """
\b
Examples:
  seatrial golden record my-agent
  seatrial golden record my-agent --scenario leaking_sink --force

Play each card once, with a plain person on a clear line, and write golden/CARD.yaml beside the agent. None is kept of a
conversation that fails. What is there and still holds is left alone; what would change is shown, and needs --force.
"""

COMPARE_HELP = """
\b
Examples:
  seatrial golden compare my-agent
  seatrial golden compare my-agent --scenario leaking_sink --json

Have the conversations of an agent's golden journeys again and compare the steps, the calls and how it ends. Exits 1
when one goes another way; says where it first does, in plain words, and how to see it.
"""

PROMOTE_HELP = """
\b
Examples:
  seatrial golden promote leaking_sink/chatty/speech/3
  seatrial golden promote runs/my-agent-0002/leaking_sink/chatty/speech/3
  seatrial golden promote runs/chats/some-trace.jsonl --name wants_a_person

Make a conversation golden. The way that a simulated one went becomes the golden journey of its card. A live one becomes
a card too, in scenarios/: its person says again what was said, at the same time and with the same memory.
"""


app = group_app(HELP)

_Agent = Annotated[str, typer.Argument(metavar="AGENT", help="An agent's folder, or an example such as plumber.")]
_Scenario = Annotated[list[str], typer.Option("--scenario", metavar="NAME", help="Only these cards; may be repeated.")]
_Force = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]


@app.command(
    "record",
    help=RECORD_HELP,
    short_help="Write down how each card goes today.",
)
def record(agent: _Agent, scenario: _Scenario = [], force: _Force = False, as_json: AsJson = False) -> None:  # noqa: B006 - typer copies it
    """Run the command."""
    done = record_goldens(agent, scenarios=scenario, force=force)
    failed = [one for one in done if one.status == "failed"]
    if as_json:
        put_json({"agent": agent, "recorded": [_recorded_json(one) for one in done]})
    else:
        for one in done:
            _put_recorded(one)
        put_next(("compare", next_command("golden", "compare", agent)))
    if failed:
        raise typer.Exit(int(ExitCode.GATE_FAILED))


@app.command(
    "compare",
    help=COMPARE_HELP,
    short_help="Say where one goes another way now.",
)
def compare(
    agent: _Agent,
    scenario: _Scenario = [],  # noqa: B006 - typer copies it
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where those that go another way are kept.")
    ] = TRACES_DIR,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    found = compare_goldens(agent, scenarios=scenario, out=out)
    if as_json:
        put_json(_comparison_json(found))
    else:
        _put_comparison(found, agent)
    if found.departed:
        raise typer.Exit(int(ExitCode.GATE_FAILED))


@app.command("promote", help=PROMOTE_HELP, short_help="Make a conversation golden.")
def promote(
    conversation: Annotated[
        str, typer.Argument(metavar="ID|RUN/ID|TRACE", help="A simulated conversation, or the trace of a live one.")
    ],
    run: Annotated[Path | None, typer.Option("--run", metavar="DIR", help="The run; the latest by default.")] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="CARD", help="What the card of a live one is to be called.")
    ] = "",
    agent: Annotated[
        str, typer.Option("--agent", metavar="PATH", help="The agent, where it is not the one that the trace names.")
    ] = "",
    force: _Force = False,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    card = None
    if conversation.endswith(".jsonl") or os.path.isfile(conversation):
        promoted = promote_trace(Path(conversation), agent=agent, name=name, force=force)
        done, card = promoted.golden, promoted.card
    else:
        folder, named = run_and_id(conversation, run)
        done = promote_conversation(folder, named, force=force)
    where = _from_here(done.file.parent.parent)
    if as_json:
        put_json({**_recorded_json(done), "card_file": None if card is None else str(card)})
        return
    if card is not None:
        put(f"{style(stdout()).mark('passed')} card            {printable(str(card))}")
    _put_recorded(done)
    put_next(("compare", next_command("golden", "compare", where, "--scenario", done.card)))


def _from_here(folder: Path) -> str:
    """Return a folder as somebody would type it: from here, where that is shorter."""
    relative = os.path.relpath(folder)
    return relative if len(relative) <= len(str(folder)) else str(folder)


_STATUS = {
    "new": ("passed", "recorded"),
    "changed": ("passed", "replaced"),
    "same": ("passed", "holds already"),
    "failed": ("failed", "not recorded"),
    "known_failure": ("not_judged", "not recorded"),
}


def _put_recorded(one: Recorded) -> None:
    look = style(stdout())
    mark, what = _STATUS[one.status]
    why = f"   {'known to fail' if one.status == 'known_failure' else 'it fails'}: {one.reason}" if one.reason else ""
    put(f"{look.mark(mark)} {what:<15} {printable(one.conversation)}" + look.dim(printable(why)))
    for line in one.changes:
        put(look.dim(f"  {printable(line)}"))


def _recorded_json(one: Recorded) -> dict[str, Any]:
    return {
        "card": one.card,
        "conversation": one.conversation,
        "status": one.status,
        "file": str(one.file),
        "reason": one.reason or None,
        "changes": list(one.changes),
    }


def _put_comparison(found: Comparison, agent: str) -> None:
    look = style(stdout())
    for one in found.compared:
        good = one.departure is None
        turns = "" if one.turns == one.golden.turns else f"   {one.turns} turns instead of {one.golden.turns}"
        put(f"{look.mark('passed' if good else 'failed')} {printable(one.golden.conversation)}{look.dim(turns)}")
        if one.departure is not None:
            text = printable(one.departure.text)
            put(look.bad(f"  {text[:1].upper()}{text[1:]}"))
            put(look.dim(f"  replay it: {_replay(one)}"))
    same, total = len(found.compared) - len(found.departed), len(found.compared)
    put("")
    put(f"{same} of {total} golden journeys {'is' if same == 1 else 'are'} as recorded.")
    if not found.departed:
        put_next(("rehearse", next_command("simulate", agent)))
        return
    first = found.departed[0]
    put_next(
        ("see it", next_command("show", str(first.trace))),
        ("replay it", _replay(first)),
        ("if it is right so", next_command("golden", "record", agent, "--scenario", first.golden.card, "--force")),
    )


def _replay(one: Compared) -> str:
    return next_command("replay", str(one.trace))


def _comparison_json(found: Comparison) -> dict[str, Any]:
    return {
        "agent": found.agent,
        "golden": len(found.compared),
        "same": len(found.compared) - len(found.departed),
        "journeys": [
            {
                "card": one.golden.card,
                "conversation": one.golden.conversation,
                "same": one.departure is None,
                "turns": one.turns,
                "turns_golden": one.golden.turns,
                "departure": None if one.departure is None else msgspec.to_builtins(one.departure),
                "replay": None if one.trace is None else _replay(one),
            }
            for one in found.compared
        ],
    }
