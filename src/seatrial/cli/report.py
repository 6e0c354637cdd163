"""`seatrial report`: write what came of a run for a CI job, as JUnit XML, a Markdown summary, and annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from seatrial.app.files import write_page
from seatrial.app.reporting import report_run
from seatrial.app.run_folder import RunFolder, find_run
from seatrial.cli.command import command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out, put_json, tell
from seatrial.reports.annotations import annotation_lines
from seatrial.reports.card_results import Retry
from seatrial.reports.junit import junit_xml
from seatrial.reports.step_summary import step_summary

app = command_app()

HELP = """
\b
Examples:
  seatrial report                                         the latest run, as a Markdown page on stdout
  seatrial report --junit junit.xml --annotations
  seatrial report --run rehearsal --markdown "$GITHUB_STEP_SUMMARY"

Write what came of a run for a CI job. Each card is one test; a card that is known to fail, or that nobody judged,
counts as skipped. Exits 0 however the run went: `simulate` is the gate.
"""


@app.command(help=HELP)
def report(
    run: Annotated[Path | None, typer.Option("--run", metavar="DIR", help="The run; the latest by default.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML.")] = None,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", metavar="FILE", help="Write a Markdown page; $GITHUB_STEP_SUMMARY is added to."),
    ] = None,
    annotations: Annotated[
        bool, typer.Option("--annotations", help="Print GitHub annotations on the files of the cards.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object: the run, card by card.")] = False,
) -> None:
    """Run the command."""
    folder = find_run(run)
    found = report_run(folder)
    retry = _retry(folder, named=run is not None)
    # All is made before anything is written.
    pages: dict[Path, str] = {}
    if junit is not None:
        pages[junit] = junit_xml(found, retry)
    if markdown is not None:
        pages[markdown] = step_summary(found, retry)
    notes = list(annotation_lines(found, retry)) if annotations else []
    for path, page in pages.items():
        write_page(path, page)
        tell(f"Wrote {path}")
    if as_json:
        cards = [{**msgspec.to_builtins(card), "status": card.status} for card in found.cards]
        put_json({"summary": msgspec.to_builtins(found.summary), "cards": cards, "annotations": notes})
    elif annotations:
        out().writelines(note + "\n" for note in notes)
    elif not pages:
        out().write(step_summary(found, retry))


def _retry(folder: RunFolder, *, named: bool) -> Retry:
    request = folder.read_manifest().request
    where = ("--run", str(folder.path)) if named else ()
    faults = ("--faults", request.faults) if request.faults not in {"", "none"} else ()

    def again(conversation: str) -> str:
        """Return the command that has just this conversation, wherever the agent is."""
        scenario, persona, channel, seed = (conversation.split("/") + [""] * 4)[:4]
        who = ("--scenario", scenario, "--persona", persona, "--channel", channel, "--seed", seed, "-n", "1")
        return next_command("simulate", request.agent, *who, *faults)

    return Retry(replay=lambda conversation: next_command("replay", conversation, *where), again=again)
