"""A run's folder: manifest, results, kept traces, report. Written so that whatever was finished survives a kill.

    runs/plumber-0001/
      manifest.json    what was asked for, by which versions, the cards, and (once over) the totals
      progress.json    while it runs, and after a kill: what the results alone do not tell
      results.jsonl    one line per conversation, in suite order, appended as chunks finish
      traces/          failures, and one pass per scenario
      report.html

A run without totals in its manifest was killed; its results are good as far as they go.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from seatrial.agents.regular_file import check_regular, read_regular
from seatrial.app.files import trace_name, write_whole
from seatrial.core.errors import RunError
from seatrial.core.scenario import Scenario
from seatrial.evaluation.results import ConversationResult
from seatrial.reports.summary import RunSummary

SCHEMA = 1
RUNS_DIR = "runs"
NUMBER_MAX = 9_999
_MANIFEST_BYTES_MAX = 64 * 1024 * 1024
_PROGRESS_BYTES_MAX = 64 * 1024
_LINE_BYTES_MAX = 1024 * 1024
"""A longer line of results is none of ours."""


class RunRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run is to consist of.

    Attributes:
        agent: As the user named it: a path, or the name of an example.
        count: Conversations; 0 for one round through all cards, personas and channels.
        seed: Of the first round.
        faults: ``all``, ``none``, or kinds separated by commas.
        jobs: Processes; 0 chooses.
        keep: ``failures`` keeps their traces and one pass of each card; ``all`` keeps every trace.
    """

    agent: str
    count: int = 0
    seed: int = 1
    scenarios: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    faults: str = "none"
    jobs: int = 0
    keep: str = "failures"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run was.

    Attributes:
        agent_path: Absolute; "" for an example.
        planned: How many conversations were to be had.
        scenarios: The cards as they were then.
        golden_turns: Agent turns of each card's golden journey, for cards that had one.
        totals: Once the run is over; None while it runs, and for a killed one.
    """

    schema: int = SCHEMA
    request: RunRequest
    agent_name: str
    agent_path: str = ""
    agent_digest: str
    world_digest: str
    planned: int
    scenarios: tuple[Scenario, ...] = ()
    versions: dict[str, str] = {}
    golden_turns: dict[str, int] = {}
    totals: RunSummary | None = None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run has got, beside its results."""

    baseline_conversations: int = 0
    baseline_passed: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0


class RunFolder:
    """One run on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def report(self) -> Path:
        """The HTML report."""
        return self.path / "report.html"

    @property
    def _progress(self) -> Path:
        return self.path / "progress.json"

    def trace_path(self, conversation: str) -> Path:
        """Return where a conversation's trace is kept, whether or not it is there."""
        return self.path / "traces" / (trace_name(conversation) + ".jsonl")

    def read_manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            RunError: There is none, or it is not one of ours.
        """
        path = self.path / "manifest.json"
        try:
            manifest = msgspec.json.decode(read_regular(path, _MANIFEST_BYTES_MAX), type=Manifest)
        except OSError as error:
            missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
            raise RunError(
                f"{self.path}: not a run folder (no manifest.json)."
                if missing
                else f"{path}: cannot be read: {error.strerror}.",
                code="run.not_a_run",
                hint="Name one that `seatrial simulate` has made: --run DIR",
            ) from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RunError(
                f"{path}: not a manifest of ours: {error}.",
                code="run.bad_manifest",
                hint="Name a run that `seatrial simulate` has made, as it was written: --run DIR",
            ) from error
        if manifest.schema > SCHEMA:
            raise RunError(
                f"{path}: written by a newer seatrial (schema {manifest.schema}; this one reads up to {SCHEMA}).",
                code="run.newer",
                hint="Upgrade seatrial to read it.",
            )
        return manifest

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the manifest, whole or not at all; with totals, the run is over."""
        write_whole(self.path / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        if manifest.totals is not None:
            with suppress(OSError):
                self._progress.unlink(missing_ok=True)

    def write_progress(self, progress: Progress) -> None:
        """Write how far it has got."""
        write_whole(self._progress, msgspec.json.encode(progress))

    def read_progress(self) -> Progress:
        """Return how far it had got; nothing where nobody knows."""
        try:
            return msgspec.json.decode(read_regular(self._progress, _PROGRESS_BYTES_MAX), type=Progress)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return Progress()

    def write_report(self, pieces: Iterable[bytes]) -> None:
        """Write the report, whole or not at all."""
        write_whole(self.report, pieces)

    def write_trace(self, conversation: str, data: bytes) -> None:
        """Keep a trace, whole or not at all."""
        write_whole(self.trace_path(conversation), data)

    def append(self, results: Iterable[ConversationResult]) -> None:
        """Append results, so that a kill loses at most the chunk under way."""
        lines = b"".join([msgspec.json.encode(result) + b"\n" for result in results])
        try:
            with (self.path / "results.jsonl").open("ab") as file:
                file.write(lines)
        except OSError as error:
            raise RunError(
                f"{self.path}: results cannot be written: {error.strerror}.",
                code="run.unwritable",
                hint="Give another folder with --out.",
            ) from error

    def rewrite(self, results: Iterable[ConversationResult]) -> None:
        """Put other results in the place of those there are, whole or not at all; they may be read meanwhile.

        Raises:
            RunError: They cannot be written.
        """
        write_whole(self.path / "results.jsonl", (msgspec.json.encode(result) + b"\n" for result in results))

    def drop_trace(self, conversation: str) -> None:
        """Keep a trace no longer, if it was kept."""
        with suppress(OSError):
            self.trace_path(conversation).unlink(missing_ok=True)

    def results(self) -> Iterator[ConversationResult]:
        """Yield the results; a last line that was cut short by a kill is left out.

        Raises:
            RunError: A line is not one of ours.
        """
        decoder = msgspec.json.Decoder(ConversationResult)
        for number, line in self._lines():
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise RunError(
                    f"{self.path / 'results.jsonl'}:{number}: not a result of ours: {error}.",
                    code="run.corrupt",
                    hint="Restore the file as it was written, or run the suite again.",
                ) from error

    def find(self, named: str) -> ConversationResult | None:
        """Return the result of a conversation: by its id, or by a part of it that no other has.

        Raises:
            RunError: Several conversations have this part in their ids.
        """
        wanted = msgspec.json.encode(named).strip(b'"')
        decoder = msgspec.json.Decoder(ConversationResult)
        partly: list[ConversationResult] = []
        for _, line in self._lines():
            if wanted not in line:
                continue
            with suppress(msgspec.DecodeError, UnicodeDecodeError):
                result = decoder.decode(line)
                if result.id == named:
                    return result
                if named in result.id and len(partly) < 5:
                    partly.append(result)
        if len(partly) > 1:
            raise RunError(
                f"'{named[:80]}' may be several conversations of {self.path}: "
                f"{', '.join(result.id for result in partly)} ...",
                code="run.ambiguous",
                hint="Give more of the id.",
            )
        return partly[0] if partly else None

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        path = self.path / "results.jsonl"
        try:
            check_regular(path)
            file = path.open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            raise RunError(
                f"{path}: cannot be read: {error.strerror}.",
                code="run.corrupt",
                hint="Name another run: --run DIR",
            ) from error
        with file:
            for number, line in enumerate(iter(lambda: file.readline(_LINE_BYTES_MAX), b""), start=1):
                if line.endswith(b"\n"):
                    yield number, line
                elif len(line) == _LINE_BYTES_MAX:
                    raise RunError(
                        f"{path}:{number}: not a result of ours: the line has no end.",
                        code="run.corrupt",
                        hint="Restore the file as it was written, or run the suite again.",
                    )


def new_run(out: Path | None, agent: str) -> RunFolder:
    """Make a fresh folder: the one given (it must be new or empty), else the next free ``runs/AGENT-NNNN``.

    Runs that begin at the same moment never share a folder: whoever makes its ``traces`` first has it.

    Raises:
        RunError: It cannot be made, or holds a run already.
    """
    if out is not None:
        if (out / "manifest.json").exists():
            raise RunError(
                f"{out}: holds a run already; nothing was overwritten.",
                code="run.exists",
                hint="Give another folder with --out, or remove this one.",
            )
        if not _make(out):
            raise RunError(
                f"{out}: is not empty; nothing was written.",
                code="run.exists",
                hint="Give a new or an empty folder with --out.",
            )
        return RunFolder(out)
    runs = Path(RUNS_DIR)
    stem = "".join(char if char.isalnum() or char in "_-" else "_" for char in agent)[:40] or "agent"
    taken = {path.name for path in runs.glob(f"{stem}-*")} if runs.is_dir() else set[str]()
    for number in range(1, NUMBER_MAX + 1):
        name = f"{stem}-{number:04d}"
        if name not in taken and _make(runs / name):
            return RunFolder(runs / name)
    raise RunError(f"{RUNS_DIR}: {NUMBER_MAX} runs already.", code="run.full", hint="Remove old ones.")


def _make(path: Path) -> bool:
    """Make a folder ready for a run; false when it holds something, or another run has just taken it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            return False
        (path / "traces").mkdir()
    except FileExistsError as error:
        if path.is_dir():
            return False
        raise RunError(
            f"{path}: cannot be made: there is a file of this name.",
            code="run.unwritable",
            hint="Give another folder with --out.",
        ) from error
    except OSError as error:
        raise RunError(
            f"{path}: cannot be made: {error.strerror}.", code="run.unwritable", hint="Give another folder with --out."
        ) from error
    if not os.access(path, os.W_OK):
        raise RunError(f"{path}: cannot be written to.", code="run.unwritable", hint="Give another folder with --out.")
    return True


def latest_run() -> RunFolder:
    """Return the newest run below ``runs/``.

    Raises:
        RunError: There is none.
    """
    manifests = list(Path(RUNS_DIR).glob("*/manifest.json"))
    if not manifests:
        raise RunError(
            f"There is no run under {RUNS_DIR}/ here.",
            code="run.none",
            hint="Make one: seatrial simulate AGENT. Or name one: --run DIR",
        )
    newest = max(manifests, key=lambda path: (path.stat().st_mtime_ns, path.parent.name))
    return RunFolder(newest.parent)


def find_run(run: Path | None) -> RunFolder:
    """Return the run named, else the newest one."""
    return latest_run() if run is None else RunFolder(run)


def is_latest(folder: RunFolder) -> bool:
    """Tell whether a run is the one that is meant when none is named."""
    try:
        return latest_run().path.resolve() == folder.path.resolve()
    except RunError:
        return False
