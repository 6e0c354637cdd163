"""`seatrial diff`: compare two runs person by person, and say whether the later one is worse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from seatrial.app.comparing import compare_runs
from seatrial.app.files import write_page
from seatrial.app.run_folder import RunFolder
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out, put, put_json, put_next, style
from seatrial.reports.comparison import Replay, RunComparison, comparison_lines, headline, verdict_sentence
from seatrial.reports.comparison_page import comparison_page

app = command_app()

HELP = """
\b
Examples:
  seatrial diff runs/plumber-0001 runs/plumber-0002
  seatrial diff before after --markdown "$GITHUB_STEP_SUMMARY"
  seatrial diff before after --json > diff.json

Compare two runs that met the same people, person by person: who now gets through, who no longer does, on which cards,
for which reason. Exits 1 when the later run is worse, 3 when too few people fare otherwise to tell, 0 otherwise.
"""


@app.command(help=HELP)
def diff(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The folder of the earlier run.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The folder of the later run.")],
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", metavar="FILE", help="Also write a page; $GITHUB_STEP_SUMMARY is added to."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Compare whom both met, though most met only one of the two.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    found = compare_runs(RunFolder(before), RunFolder(after), force=force)

    def replay(conversation: str) -> str:
        return next_command("replay", conversation, "--run", str(after))

    if markdown is not None:
        write_page(markdown, comparison_page(found, replay))
    if as_json:
        put_json(_as_json(found, replay))
    else:
        for line in comparison_lines(found, style(out()), replay):
            put(line)
        _put_next(found, after, markdown)
    raise typer.Exit(found.exit_code)


def _as_json(found: RunComparison, replay: Replay) -> dict[str, Any]:
    """Return the object; each regression and each reason comes with its replay line."""
    data: dict[str, Any] = msgspec.to_builtins(found)
    compared: dict[str, Any] = data.pop("comparison")
    for name in ("failing", "passing", "verdict"):
        del compared[name]
    regressions = [
        {**msgspec.to_builtins(card), "replay": replay(card.example)} for card in found.comparison.regressions
    ]
    for group in data["failing"]:
        group["replay"] = replay(group["example"])
    return {
        "verdict": found.verdict,
        "sentence": f"{headline(found.comparison)} {verdict_sentence(found)}",
        **compared,
        "regressions": regressions,
        **data,
    }


def _put_next(found: RunComparison, after: Path, markdown: Path | None) -> None:
    steps: list[tuple[str, str]] = []
    moved = [card.example for card in found.comparison.regressions] or [group.example for group in found.failing]
    if moved:
        steps.append(("see one that newly fails", next_command("show", moved[0], "--run", str(after))))
    if markdown is not None:
        steps.append(("page", str(markdown)))
    if steps:
        put_next(*steps)
