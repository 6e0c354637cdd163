"""`seatrial shrink`: make a failed conversation as simple as it can be and still fail; say what breaks it."""

from __future__ import annotations

import shlex
import textwrap
from pathlib import Path
from typing import Annotated, Any

import typer

from seatrial.app.run_folder import find_run
from seatrial.app.shrinking import Saved, Shrunk, save
from seatrial.app.shrinking import shrink as shrink_conversation
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out as stdout
from seatrial.cli.output import put, put_json, put_next, style, tell
from seatrial.reports.breaking import feature_text
from seatrial.reports.printable import printable

app = command_app()

HELP = """
\b
Examples:
  seatrial shrink
  seatrial shrink leaking_sink/terse/speech/1
  seatrial shrink leaking_sink/terse --out my-agent/scenarios
  seatrial shrink leaking_sink/terse --run runs/my-agent-0001 --json

Make a failed conversation as simple as it can be: traits, noise, faults, parts of the goal and turns are left out as
long as the same check fails for the same cause. Ends in one sentence that says what breaks it. The card of what is
left goes to the run's folder, or where --out says; in scenarios/ it is played as any other card.
"""


@app.command(help=HELP)
def shrink(
    conversation: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A failed conversation of the run: its id, or a part of it; by default one that stands for the most "
            "common cause.",
            show_default=False,
        ),
    ] = "",
    run: Annotated[Path | None, typer.Option("--run", metavar="DIR", help="The run; the latest by default.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where the card goes; RUN/shrunk by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    folder = find_run(run)
    shrunk = shrink_conversation(folder, conversation)
    saved = save(shrunk, folder.path / "shrunk", cards=out)
    if shrunk.agent_changed and not as_json:
        tell("Shrunk with the agent as it is now: it has changed since the run.")
    if as_json:
        put_json(_as_json(shrunk, saved))
        return
    _print(shrunk, saved)
    put_next(("see it", next_command("show", str(saved.trace))), *_keep(shrunk, saved), ("replay it", _replay(saved)))


def _keep(shrunk: Shrunk, saved: Saved) -> list[tuple[str, str]]:
    """Return how the card becomes one of the agent's, and how it is played then; nothing for an agent that is ours."""
    if not shrunk.agent:
        return []
    scenarios = Path(shrunk.agent) / "scenarios"
    play = ("rehearse it", next_command("simulate", shrunk.agent, "--scenario", shrunk.name))
    if saved.card.parent.resolve() == scenarios.resolve():
        return [play]
    return [("keep it", shlex.join(["cp", str(saved.card), str(scenarios)])), play]


def _replay(saved: Saved) -> str:
    return next_command("replay", str(saved.trace))


def _as_json(shrunk: Shrunk, saved: Saved) -> dict[str, Any]:
    before, after, found = shrunk.before, shrunk.after.simulated.result, shrunk.breaking
    return {
        "id": before.id,
        "name": shrunk.name,
        "sentence": shrunk.sentence,
        "check": after.failed_check,
        "cause": "" if before.cause is None else before.cause.key,
        "reason": before.reason,
        "turns_before": before.turns,
        "turns_after": after.turns,
        "seconds_before": before.virtual_ms / 1000,
        "seconds_after": after.virtual_ms / 1000,
        "conversations": shrunk.runs,
        "others": {"failed": found.failed, "of": found.others},
        "kept": [{"key": feature.key, "text": feature_text(feature, found)} for feature in found.kept],
        "left_out": [feature.key for feature in found.gone],
        "digest": after.digest,
        "agent_changed": shrunk.agent_changed,
        "card": shrunk.yaml,
        "card_file": str(saved.card),
        "trace_file": str(saved.trace),
        "replay": _replay(saved),
    }


def _print(shrunk: Shrunk, saved: Saved) -> None:
    look = style(stdout())
    before, after, found = shrunk.before, shrunk.after.simulated.result, shrunk.breaking
    put(look.bold(printable(before.id)))
    for line in textwrap.wrap(printable(before.reason), look.width):
        put(look.bad(line))
    tried = f"{shrunk.runs} conversations tried; of {found.others} other people like that {found.failed} fail alike"
    put(f"{_turns(before.turns)} before, {after.turns} now" + look.dim(f"   {tried}"))
    put(look.rule())
    put(look.dim(f"# {saved.card}"))
    for line in shrunk.yaml.rstrip().split("\n"):
        put(printable(line))
    put(look.rule())
    for line in textwrap.wrap(printable(shrunk.sentence), look.width):
        put(look.bold(line))


def _turns(count: int) -> str:
    return f"{count} agent turn" + ("" if count == 1 else "s")
