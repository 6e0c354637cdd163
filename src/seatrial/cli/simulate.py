"""`seatrial simulate`: rehearse an agent against simulated people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from seatrial.app.judging import Judging, open_judge
from seatrial.app.repeating import repeat
from seatrial.app.run_folder import RunFolder, RunRequest, is_latest
from seatrial.app.simulating import Run
from seatrial.app.simulating import simulate as run_suite
from seatrial.cli.command import AsJson, command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out, put, put_next, style, tell
from seatrial.cli.progress import RunProgress
from seatrial.core.errors import ExitCode, RunError
from seatrial.reports.printable import printable
from seatrial.reports.summary import RunSummary
from seatrial.reports.terminal import summary_lines
from seatrial.simulation.pairwise import pairs_met
from seatrial.simulation.personas import PAIRWISE

app = command_app()

INTERRUPTED = 130

COUNT_MAX = 1_000_000
Count = Annotated[
    int | None,
    typer.Option(
        "-n",
        "--count",
        min=1,
        max=COUNT_MAX,
        metavar="N",
        show_default=False,
        help="How many people; each card once with each persona by default.",
    ),
]
Personas = Annotated[
    list[str],
    typer.Option("--persona", metavar="NAME", help="Only these; may be repeated. Also: all, adversarial, default."),
]
People = Annotated[
    str,
    typer.Option(
        "--people",
        metavar="HOW",
        show_default=False,
        help="pairwise: people drawn so that every two levels of every two traits meet in somebody.",
    ),
]

HELP = """
\b
Examples:
  seatrial simulate plumber -n 200
  seatrial simulate my-agent -n 1000 --jobs 2 --faults all
  seatrial simulate my-agent --scenario leaking_sink --persona terse --channel chat
  seatrial simulate my-agent --persona furious,forgetful
  seatrial simulate my-agent --people pairwise
  seatrial simulate my-agent --judge
  seatrial simulate my-agent -n 500 --seed 7 --json > result.json

Rehearse an agent: simulated people with its cards talk to it on a virtual clock. Exits 1 when a conversation failed
that was not known to fail, 3 when one could not be judged, 0 otherwise. With --judge the model that SEATRIAL_MODEL_URL
and SEATRIAL_MODEL name says whether the 'judged' sentences of cards hold; 4 when there is none, or it never answers.
"""


@app.command(help=HELP)
def simulate(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="An agent's folder, or an example such as plumber.")],
    count: Count = None,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="SEED", help="Fixes everything left to chance.")] = 1,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            min=0,
            max=256,
            metavar="N",
            show_default=False,
            help="Processes; as many as help by default. Changes no result.",
        ),
    ] = 0,
    persona: Personas = [],  # noqa: B006 - typer copies it
    people: People = "",
    scenario: Annotated[list[str], typer.Option("--scenario", metavar="NAME", help="Only these cards.")] = [],  # noqa: B006 - as above
    channel: Annotated[list[str], typer.Option("--channel", metavar="NAME", help="speech, chat or sms.")] = [],  # noqa: B006 - as above
    faults: Annotated[
        str, typer.Option("--faults", metavar="KINDS", help="all, none, or kinds such as slow,timeout,error.")
    ] = "none",
    keep: Annotated[
        str, typer.Option("--keep", metavar="WHICH", help="Traces: failures (and one pass of each card), or all.")
    ] = "failures",
    twice: Annotated[
        bool, typer.Option("--twice", help="Have it all twice; exit 2 if anything comes out differently.")
    ] = False,
    judge: Annotated[
        bool, typer.Option("--judge", help="Put the cards' judged sentences to the model, once for each conversation.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="The run's folder; runs/AGENT-NNNN.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    request = RunRequest(
        agent=agent,
        count=count or 0,
        seed=seed,
        scenarios=_names(scenario),
        personas=_people(people, _names(persona)),
        channels=_names(channel),
        faults=faults,
        jobs=jobs,
        keep=keep,
    )
    judging = open_judge() if judge else None
    with RunProgress() as progress:
        run = run_suite(request, out=out, progress=progress, judge=judging, judged=progress.judged)
    if people:
        tell(coverage_line(run.summary.personas))
    if as_json:
        put_run_json(run.summary, run.folder)
    else:
        put_summary(run.summary, run.folder)
    if run.judging is not None:
        tell(judging_line(run.judging))
    if run.interrupted:
        _tell_interrupted(run)
        raise typer.Exit(INTERRUPTED)
    if twice:
        tell(f"All {repeat(run.folder):,} came out the same the second time.")
    raise typer.Exit(_exit_code(run))


def _exit_code(run: Run) -> int:
    """Return what the run tells the shell; a judge that never answered matters only where nothing failed without it."""
    code = run.summary.exit_code
    unanswered = run.judging is not None and run.judging.nobody_answered
    return int(ExitCode.PROVIDER_UNAVAILABLE) if unanswered and code == ExitCode.UNDECIDED else code


def judging_line(judging: Judging) -> str:
    """Return how the judge fared, and what to do where it failed."""
    if not judging.sentences:
        return "Nothing was judged: no card has a 'judged' sentence."
    kept = f", {judging.kept:,} of them known from before" if judging.kept else ""
    line = f"Judged: {judging.held + judging.failed:,} of {judging.sentences:,} sentences{kept}."
    if judging.error is None:
        return line
    said = printable(f"{judging.error} {judging.error.hint}".strip())
    return f"{line} The judge did not answer {judging.unanswered:,} times, first: {said}"


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())


def _people(how: str, personas: tuple[str, ...]) -> tuple[str, ...]:
    if not how:
        return personas
    if how != PAIRWISE:
        raise RunError(
            f"'{how[:40]}' is no way to choose people.", code="simulate.people", hint="Try: --people pairwise"
        )
    if personas:
        raise RunError(
            "--people and --persona both say who calls.", code="simulate.people", hint="Leave one of them out."
        )
    return (PAIRWISE,)


def coverage_line(personas: Sequence[str]) -> str:
    """Return how many people were drawn and how many pairs of traits met in them."""
    met, pairs = pairs_met(personas)
    drawn = f"People drawn pairwise: {len(personas):,}"
    if met == pairs:
        return f"{drawn}; all {pairs:,} pairs of trait levels are covered."
    return f"{drawn}; {met:,} of {pairs:,} pairs of trait levels are covered: a longer run (-n) covers all."


def _tell_interrupted(run: Run) -> None:
    left = run.summary.planned - run.summary.conversations
    if not left:
        tell(f"Interrupted while judging: what was judged is kept, in {run.folder.path} and for the next run.")
        return
    done = run.summary.conversations
    kept = "1 finished conversation is kept" if done == 1 else f"{done:,} finished conversations are kept"
    tell(f"Interrupted: {kept} in {run.folder.path}; {left:,} were left.")


def put_summary(summary: RunSummary, folder: RunFolder) -> None:
    """Print what came of a run, and what to do next."""
    for line in summary_lines(summary, style(out())):
        put(line)
    example = summary.commonest
    steps: list[tuple[str, str]] = []
    if example is not None:
        where = () if is_latest(folder) else ("--run", str(folder.path))
        steps = [
            ("see it", next_command("show", example.example, *where)),
            ("replay it", next_command("replay", example.example, *where)),
        ]
    put_next(*steps, ("report", str(folder.report)))


def put_run_json(summary: RunSummary, folder: RunFolder) -> None:
    """Print a run as one JSON object; its failures are written one by one, never held together."""
    head: dict[str, Any] = msgspec.to_builtins(summary)
    text = json.dumps(head, ensure_ascii=False, indent=2)
    out().write(text.removesuffix("\n}") + ',\n  "failures": [')
    first = True
    for failure in _failures(folder):
        out().write(("" if first else ",") + "\n    " + json.dumps(failure, ensure_ascii=False))
        first = False
    out().write(("]" if first else "\n  ]") + "\n}\n")


def _failures(folder: RunFolder) -> Iterator[dict[str, Any]]:
    for result in folder.results():
        if result.verdict == "failed":
            yield {
                "id": result.id,
                "check": result.failed_check,
                "reason": result.reason,
                "replay": next_command("replay", result.id, "--run", str(folder.path)),
                "known": bool(result.known_failure),
            }
