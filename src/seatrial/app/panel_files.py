"""A panel's files: personas, settings, cases and calibrations read and written, traces of decisions read.

Called by `panels` and by `seatrial panel`.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import msgspec

from seatrial.agents.mistakes import did_you_mean
from seatrial.agents.regular_file import read_regular
from seatrial.app.files import write_whole
from seatrial.app.replaying import read_trace
from seatrial.core.errors import RunError, SpecError, TraceError
from seatrial.core.trace import Header, TaskEnded, TaskStarted, Trace
from seatrial.dissent.calibration import Calibration, decode_calibration, encode_calibration
from seatrial.dissent.cases import BYTES_MAX as CASES_BYTES_MAX
from seatrial.dissent.cases import read_cases
from seatrial.dissent.monitoring import Reasoned, reasoned
from seatrial.dissent.panel_source import read_settings
from seatrial.dissent.persona import BYTES_MAX as PERSONA_BYTES_MAX
from seatrial.dissent.persona import PERSONAS_MAX, Persona, read_personas
from seatrial.dissent.protocol import TASK, asked_of, decision_of
from seatrial.dissent.records import Case, Decision
from seatrial.dissent.settings import Settings

CASE, CASES, PERSONAS, SETTINGS = "case.json", "cases.jsonl", "personas", "panel.yaml"
"""What lies in a panel's folder."""
BY_MODEL = "model"
TRACES_MAX = 100_000


@dataclass(frozen=True, slots=True)
class Panel:
    """Who decides, and how.

    Attributes:
        name: As the user gave it.
    """

    name: str
    personas: tuple[Persona, ...]
    settings: Settings

    @property
    def roles(self) -> Mapping[str, str]:
        """Panellist -> role."""
        return roles_of(self.personas)

    @property
    def asks_model(self) -> bool:
        """Whether anybody on it is played by a model."""
        return any(persona.analyst == BY_MODEL for persona in self.personas)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as its trace holds it."""

    header: Header
    case: Case
    roles: Mapping[str, str]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Watched:
    """Decisions in the order in which they were made.

    Attributes:
        panels: Of how many different panels they are.
        passed_over: Files in folders that are no traces of panels, are damaged, or were too many.
    """

    decisions: tuple[Reasoned, ...]
    panels: int
    passed_over: int


def roles_of(personas: Sequence[Persona]) -> dict[str, str]:
    """Return panellist -> role."""
    return {persona.name: persona.role for persona in personas}


def panel_names() -> tuple[str, ...]:
    """Return the names of the shipped examples."""
    folder = _examples()
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{CASES}"))) if folder.is_dir() else ()


def open_cases(named: str, *, several: bool) -> tuple[Path, tuple[Case, ...]]:
    """Read cases.

    Args:
        named: A file, a folder with ``case.json`` and ``cases.jsonl``, or the name of an example.
        several: Whether all of a folder's are meant, or the one in its ``case.json``.

    Raises:
        SpecError: There are none, or they have mistakes.
    """
    path = Path(named)
    if not os.path.exists(path):
        if named not in panel_names():
            hint = did_you_mean(named, panel_names(), label="Shipped examples")
            raise SpecError(f"there are no cases at '{named[:200]}'.", code="panel.missing", hint=hint)
        path = _examples() / named
    if os.path.isdir(path):
        path /= CASES if several else CASE
    return path, read_cases(_read(path, CASES_BYTES_MAX, "Name a file with cases."), file=str(path))


def pick(cases: Sequence[Case], wanted: str, file: Path) -> Case:
    """Return one case of several.

    Raises:
        SpecError: There is no such case, or nobody said which.
    """
    if not wanted and len(cases) == 1:
        return cases[0]
    ids = [case.id for case in cases]
    if not wanted:
        every = f"seatrial panel evaluate {shlex.quote(str(file))}"
        hint = f"Name one: --case {shlex.quote(ids[0])}; or judge the panel on all: {every}"
        raise SpecError(f"{file}: holds {len(cases)} cases.", code="panel.which_case", hint=hint)
    if wanted not in ids:
        hint = did_you_mean(wanted, ids, label="Cases here")
        raise SpecError(f"{file}: has no case '{wanted[:120]}'.", code="panel.no_case", hint=hint)
    return cases[ids.index(wanted)]


def open_panel(cases: Path, personas: str = "", *, by_model: bool = False, rounds: int | None = None) -> Panel:
    """Read who decides.

    Args:
        cases: The file that the cases are in: without `personas`, the panel lies beside it.
        personas: A folder with persona documents, a panel's folder, or the name of an example.
        by_model: Whether all are to be played by the model, whatever their documents say.
        rounds: Of rebuttal, instead of what the panel's settings say.

    Raises:
        SpecError: There is none, or its documents have mistakes.
    """
    folder = _panel_folder(cases, personas)
    documents = sorted(folder.glob("*.md")) if os.path.isdir(folder) else []
    if not documents:
        raise SpecError(
            f"{folder}: there are no persona documents (NAME.md).",
            code="panel.no_personas",
            hint=f"Name their folder: --personas DIR; or an example's: --personas {panel_names()[0]}",
        )
    many = documents[: PERSONAS_MAX + 1]
    people = read_personas({str(path): _read(path, PERSONA_BYTES_MAX, "") for path in many})
    if by_model:
        people = tuple(msgspec.structs.replace(persona, analyst=BY_MODEL) for persona in people)
    places = (folder / SETTINGS, folder.parent / SETTINGS) if folder.name == PERSONAS else (folder / SETTINGS,)
    found = next((path for path in places if os.path.exists(path)), None)
    settings = Settings() if found is None else read_settings(_read(found, PERSONA_BYTES_MAX, ""), file=str(found))
    if rounds is not None:
        settings = msgspec.structs.replace(settings, rounds=rounds)
    return Panel(personas or str(folder), people, settings)


def open_calibration(path: Path) -> Calibration:
    """Read a calibration.

    Raises:
        SpecError: There is none.
    """
    hint = "Make one with: seatrial panel evaluate CASES --calibrate FILE"
    return decode_calibration(_read(path, CASES_BYTES_MAX, hint), file=str(path))


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Write a calibration.

    Raises:
        RunError: It cannot be written.
    """
    make_folder(path.parent)
    write_whole(path, encode_calibration(calibration), hint="Name another file: --calibrate FILE")


def read_watched(named: Sequence[Path]) -> Watched:
    """Read the decisions of panels' traces: files in the order given, those of a folder in the order of their names.

    Raises:
        TraceError: A file is no trace of a panel; in folders such files are passed over and counted.
        RunError: There is nothing to watch.
    """
    found: list[Reasoned] = []
    panels: set[str] = set()
    passed_over = 0
    for path in named:
        inside = os.path.isdir(path)
        files_ = sorted(path.glob("**/*.jsonl")) if inside else [path]
        passed_over += max(0, len(files_) - TRACES_MAX)
        for file in files_[:TRACES_MAX]:
            try:
                recorded = recorded_in(read_trace(file), source=str(file))
            except TraceError:
                if not inside:
                    raise
                passed_over += 1
                continue
            found.append(reasoned(recorded.decision))
            panels.add(recorded.header.agent_digest)
    if not found:
        raise RunError(
            "There are no traces of panels there.",
            code="panel.no_traces",
            hint="Write them with: seatrial panel decide CASE --trace FILE, or seatrial panel evaluate CASES --out DIR",
        )
    return Watched(tuple(found), len(panels), passed_over)


def recorded_in(trace: Trace, *, source: str) -> Recorded:
    """Return what a panel was asked and decided.

    Raises:
        TraceError: It is no trace of a panel that came to a decision.
    """
    first, last = (trace.rows[0].body, trace.rows[-1].body) if trace.rows else (None, None)
    hint = "Do again what it is of, and compare: seatrial replay FILE"
    if not isinstance(first, TaskStarted) or first.task != TASK or not isinstance(last, TaskEnded) or last.error:
        raise TraceError(f"{source}: not the trace of a panel's decision.", code="trace.no_panel", hint=hint)
    try:
        asked, decision = asked_of(first.args), decision_of(last.result)
    except msgspec.ValidationError as error:
        raise TraceError(
            f"{source}: its decision cannot be read: {str(error)[:200]}.", code="trace.no_panel", hint=hint
        ) from error
    return Recorded(trace.header, asked.case, roles_of(asked.personas), decision)


def _examples() -> Path:
    return Path(str(files("seatrial"))) / "templates" / "panels"


def _panel_folder(cases: Path, personas: str) -> Path:
    if not personas:
        return cases.parent / PERSONAS
    path = Path(personas)
    if not os.path.isdir(path):
        if personas not in panel_names():
            hint = did_you_mean(personas, panel_names(), label="Shipped examples")
            raise SpecError(f"there is no panel at '{personas[:200]}'.", code="panel.missing", hint=hint)
        path = _examples() / personas
    return path / PERSONAS if os.path.isdir(path / PERSONAS) else path


def _read(path: Path, bytes_max: int, hint: str) -> bytes:
    try:
        return read_regular(path, bytes_max)
    except OSError as error:
        raise SpecError(f"{path}: cannot be read: {error.strerror}.", code="panel.unreadable", hint=hint) from error


def make_folder(path: Path) -> None:
    """Make a folder where there is none.

    Raises:
        RunError: It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"{path}: cannot be made: {error.strerror}.", code="run.unwritable") from error
