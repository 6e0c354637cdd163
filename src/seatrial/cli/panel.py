"""`seatrial panel`: have a panel decide a case, say whether it pays on labelled cases, watch how it reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from seatrial.app.files import write_page, write_whole
from seatrial.app.panel_files import CASES, Panel, open_calibration, open_cases, open_panel, pick, write_calibration
from seatrial.app.panels import (
    Decided,
    calibrate_panel,
    decide_case,
    evaluate_panel,
    open_model,
    watch,
    write_trace,
    write_traces,
)
from seatrial.cli.command import AsJson, group_app
from seatrial.cli.decided import put_decision
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out as stdout
from seatrial.cli.output import put, put_json, put_next, style
from seatrial.cli.progress import PanelProgress
from seatrial.core.errors import ExitCode
from seatrial.core.ports import Model
from seatrial.dissent.findings import Evaluation
from seatrial.dissent.metrics import at_shares
from seatrial.dissent.records import Case
from seatrial.reports.panel_page import panel_page
from seatrial.reports.panel_results import SHARES, evaluation_lines, monitor_lines
from seatrial.reports.printable import printable

HELP = """
\b
Examples:
  seatrial panel decide refund               a panel debates an example case
  seatrial panel evaluate refund --json      does that panel pay, on labelled cases?
  seatrial panel monitor traces              how has it reasoned over time?

A panel of personas answers a yes-or-no question about a case: sealed ballots first, then as little debate as the
uncertainty asks for. Personas are Markdown documents; people write their own. Examples: refund, pull_request, claim.
"""

DECIDE_HELP = """
\b
Examples:
  seatrial panel decide refund
  seatrial panel decide case.json --personas personas --calibration calibration.json
  seatrial panel decide claim --html debate.html --trace traces/claim.jsonl

Have a panel decide one case, and show the debate: who said what citing what, who moved and why, the minority report,
and what would change the decision. Exits 0 when it is decided either way, 3 when it is left open or unknown.
"""

EVALUATE_HELP = """
\b
Examples:
  seatrial panel evaluate refund
  seatrial panel evaluate cases.jsonl --personas personas --calibrate calibration.json
  seatrial panel evaluate cases.jsonl --rounds 0 --json > without-debate.json

Have a panel decide all labelled cases, compare it with simpler ways out of fold, and say in one sentence whether it
helps. --calibrate writes what turns its probabilities into frequencies; give it to 'decide' with --calibration.
"""

MONITOR_HELP = """
\b
Examples:
  seatrial panel monitor traces
  seatrial panel monitor monday.jsonl tuesday.jsonl --json

Look at how panels reasoned, in the order of the traces: do their citations resolve, do they follow the crowd, do their
ballots drift? Needs no labels. A folder's traces are read in the order of their names.
"""


app = group_app(HELP)

_Personas = Annotated[
    str, typer.Option("--personas", metavar="DIR", help="Persona documents; else those beside the cases.")
]
_Rounds = Annotated[
    int | None, typer.Option("--rounds", min=0, max=2, help="Of rebuttal; else as panel.yaml says. 0: no debate.")
]
_ByModel = Annotated[bool, typer.Option("--by-model", help="Have the model play every persona.")]
_Model = Annotated[
    str, typer.Option("--model", metavar="NAME", help="Which model plays; else the one in $SEATRIAL_MODEL.")
]
_Seed = Annotated[int, typer.Option("--seed", help="Of the order of seats, of folds and of resamples.")]


@dataclass(frozen=True, slots=True)
class _Who:
    """Who decides, as typed: what `decide` and `evaluate` have in common, and the next command has to repeat."""

    personas: str
    rounds: int | None
    by_model: bool
    model: str

    def open(self, cases: Path) -> tuple[Panel, Model | None]:
        """Return the panel, and the model where somebody is played by one: before anything is asked."""
        panel = open_panel(cases, self.personas, by_model=self.by_model, rounds=self.rounds)
        return panel, open_model(self.model) if panel.asks_model else None

    @property
    def words(self) -> tuple[str, ...]:
        """What to type for the same panel."""
        return (
            *(("--personas", self.personas) if self.personas else ()),
            *(("--rounds", str(self.rounds)) if self.rounds is not None else ()),
            *(("--by-model",) if self.by_model else ()),
            *(("--model", self.model) if self.model else ()),
        )


@app.command(
    "decide",
    help=DECIDE_HELP,
    short_help="Have a panel decide one case, and show the debate.",
)
def decide(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A JSON file, a panel's folder, or an example's name.")],
    personas: _Personas = "",
    which: Annotated[str, typer.Option("--case", metavar="ID", help="Which one, where the file holds several.")] = "",
    calibration: Annotated[
        Path | None, typer.Option("--calibration", metavar="FILE", help="Fitted by 'panel evaluate --calibrate'.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write the debate as a page.")
    ] = None,
    trace: Annotated[
        Path | None, typer.Option("--trace", metavar="FILE", help="Also write the trace, for 'panel monitor'.")
    ] = None,
    rounds: _Rounds = None,
    by_model: _ByModel = False,
    model: _Model = "",
    seed: _Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    file, cases = open_cases(case, several=bool(which))
    asked = pick(cases, which, file)
    who = _Who(personas, rounds, by_model, model)
    panel, player = who.open(file)
    fitted = None if calibration is None else open_calibration(calibration)
    decided = decide_case(asked, panel, calibration=fitted, seed=seed, model=player)
    if html is not None:
        write_page(html, panel_page(asked, decided.decision, panel.roles))
    if trace is not None:
        write_trace(trace, decided)
    put_decision(asked, decided.decision, panel.roles, as_json=as_json)
    if not as_json:
        steps = [("page", str(html))] if html is not None else []
        if trace is not None:
            steps.append(("how it reasons", next_command("panel", "monitor", str(trace))))
        if _can_be_evaluated(case, file, cases):
            steps.append(("does it pay", next_command("panel", "evaluate", case, *who.words)))
        if not steps:
            steps.append(("as a page", next_command("panel", "decide", case, *who.words, "--html", "debate.html")))
        put_next(*steps)
    names = panel.settings.outcomes
    if decided.decision.outcome not in {names.yes, names.no}:
        raise typer.Exit(int(ExitCode.UNDECIDED))


@app.command(
    "evaluate",
    help=EVALUATE_HELP,
    short_help="Say whether a panel pays on labelled cases.",
)
def evaluate(
    cases: Annotated[str, typer.Argument(metavar="CASES", help="JSON Lines, a panel's folder, or an example's name.")],
    personas: _Personas = "",
    calibrate: Annotated[
        Path | None, typer.Option("--calibrate", metavar="FILE", help="Also fit a calibration on all labels.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Also write evaluation.json and all traces there.")
    ] = None,
    rounds: _Rounds = None,
    by_model: _ByModel = False,
    model: _Model = "",
    seed: _Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    file, read = open_cases(cases, several=True)
    who = _Who(personas, rounds, by_model, model)
    panel, player = who.open(file)
    with PanelProgress() as bar:
        found, decided = evaluate_panel(read, panel, seed=seed, model=player, told=bar)
    data = _evaluation_json(found)
    if calibrate is not None:
        fitted = calibrate_panel(read, panel, decided)
        write_calibration(calibrate, fitted)
        data["calibration"] = {"id": fitted.id, "file": str(calibrate), "cases": fitted.cases}
    if out is not None:
        _write_out(out, data, decided)
    if as_json:
        put_json(data)
        return
    for line in evaluation_lines(found, style(stdout())):
        put(line)
    one = ("panel", "decide", cases, "--case", _typeable(decided), *who.words)
    if calibrate is not None:
        steps = [("with it", next_command(*one, "--calibration", str(calibrate)))]
    else:
        again = next_command("panel", "evaluate", cases, *who.words, "--calibrate", "calibration.json")
        steps = [("one case", next_command(*one)), ("calibrate", again)]
    if out is not None:
        steps.append(("how it reasoned", next_command("panel", "monitor", str(out / "traces"))))
    put_next(*steps)


@app.command(
    "monitor",
    help=MONITOR_HELP,
    short_help="Look at how panels reasoned over time.",
)
def monitor(
    traces: Annotated[list[Path], typer.Argument(metavar="FOLDER|TRACE...", help="Traces of panels.")],
    as_json: AsJson = False,
) -> None:
    """Run the command."""
    found = watch(traces)
    if as_json:
        put_json(msgspec.to_builtins(found))
        return
    for line in monitor_lines(found, style(stdout())):
        put(line)


def _can_be_evaluated(named: str, file: Path, cases: Sequence[Case]) -> bool:
    """Tell whether `evaluate` would find labels where `decide` was sent."""
    beside = named != str(file) and (file.parent / CASES).is_file()
    return beside or any(case.label is not None for case in cases)


def _typeable(names: Iterable[str]) -> str:
    """Return the first id that can be shown and typed: ids come from a file, and may be made to upset a terminal."""
    return next((name for name in names if name == printable(name)), "ID")


def _evaluation_json(found: Evaluation) -> dict[str, Any]:
    """Return the object: the sentence first, the curve at the shares that are worth a look."""
    data: dict[str, Any] = msgspec.to_builtins(found)
    data["coverage"] = msgspec.to_builtins(at_shares(found.coverage, SHARES))
    return {"verdict": data.pop("verdict"), "sentence": data.pop("sentence"), **data}


def _write_out(folder: Path, data: dict[str, Any], decided: dict[str, Decided]) -> None:
    write_traces(folder / "traces", decided)
    encoded = msgspec.json.format(msgspec.json.encode(data), indent=2)
    write_whole(folder / "evaluation.json", encoded + b"\n")
