"""Running a suite: shares the work out, keeps what comes back as it comes, adds it up. The Python API of `simulate`.

    summary = simulate(RunRequest(agent="plumber", count=200)).summary

Memory stays flat: results go to disk chunk by chunk and only counters remain.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from seatrial.adapters.inline_executor import InlineExecutor
from seatrial.adapters.process_pool import ProcessPool
from seatrial.app.golden_files import golden_labels, golden_turns
from seatrial.app.judging import Judge, Judging, judge_run
from seatrial.app.report_page import write_report_page
from seatrial.app.run_folder import Manifest, Progress, RunFolder, RunRequest, new_run
from seatrial.app.staging import Staging, agent_path, stage
from seatrial.app.steps import Step
from seatrial.app.tally import Tally, causes_of
from seatrial.app.versions import versions
from seatrial.app.worker import Done, Unit, Work
from seatrial.core.errors import RunError, SeatrialError
from seatrial.reports.summary import RunSummary, rate

CHUNK_MAX = 40
CHUNK_MIN = 5
CHUNKS_LEFT_PER_JOB = 4
"""Chunks shrink towards the end, so that nobody waits long for whoever has the last one."""
WORTH_A_PROCESS = 250
"""Conversations below which another process costs more to start than it saves."""
JOBS_MAX = 256


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is over.

    Attributes:
        interrupted: Whether somebody stopped it; what was finished is kept.
        judging: How the judge fared, where one was asked.
    """

    summary: RunSummary
    folder: RunFolder
    interrupted: bool = False
    judging: Judging | None = None


def simulate(
    request: RunRequest,
    *,
    out: Path | None = None,
    progress: Callable[[Step], None] | None = None,
    judge: Judge | None = None,
    judged: Callable[[Step], None] | None = None,
) -> Run:
    """Run a suite of conversations against an agent and keep what came of it.

    Args:
        request: What to run.
        out: A folder for it; the next free one under ``runs/`` by default.
        progress: Called when the work begins, and with every chunk that is finished.
        judge: Who is asked about judged sentences, once all conversations were had; by default nobody.
        judged: Called when that begins, and with every sentence.

    Raises:
        SpecError: There is no such agent, or its files have mistakes.
        RunError: The request cannot be met, the folder cannot be written, or a tool never returned; what was finished
            is kept.
        InvariantError: A conversation got stuck: a bug of ours.
    """
    if request.keep not in {"failures", "all"}:
        raise RunError(
            f"'{request.keep[:40]}' is not a way to keep traces.", code="run.keep", hint="Use failures or all."
        )
    if not 0 <= request.jobs <= JOBS_MAX:
        raise RunError(f"jobs must lie between 1 and {JOBS_MAX}.", code="run.jobs", hint="Leave --jobs out to choose.")
    running = _Running(request, out)
    interrupted = False
    failed: SeatrialError | None = None
    try:
        if progress is not None:
            progress(running.step())
        for done in running.work():
            running.keep(done)
            if done.error is not None:
                failed = done.error.error()
                break
            if progress is not None:
                progress(running.step())
        if judge is not None and failed is None:
            interrupted = running.judge(judge, judged).interrupted
    except KeyboardInterrupt:
        interrupted = True
    except SeatrialError as error:
        failed = error
    if failed is not None and not running.tally.all.conversations:
        raise failed
    if failed is not None:
        # What ended the run is what must be told, even when adding it up fails too, such as on a full disk.
        with suppress(SeatrialError):
            running.finish()
        summary = running.step()
        kept = f"Kept: {summary.done:,} in {running.folder.path}. See them: seatrial show --run "
        failed.hint = f"{failed.hint}\n{kept}{running.folder.path}".strip()
        raise failed
    summary = running.finish()
    return Run(summary=summary, folder=running.folder, interrupted=interrupted, judging=running.judging)


class _Running:
    """A run under way."""

    def __init__(self, request: RunRequest, out: Path | None) -> None:
        self._began_s = time.perf_counter()  # noqa: TID251 - how long a run takes is part of its report
        self._cpu_began_s = time.process_time()
        self._workers_cpu_s = 0.0
        self._request = request
        self._staging: Staging = stage(request)
        self._planned = len(self._staging.suite)
        self._scenarios = [card.scenario for card in self._staging.suite.cards]
        self._golden_turns = golden_turns(self._staging.loaded.folder, [card.name for card in self._scenarios])
        self.tally = Tally(self._scenarios, golden_turns=self._golden_turns)
        self.judging: Judging | None = None
        self._passes: set[str] = set()
        self.folder = new_run(out, self._staging.loaded.agent.name)
        self._manifest = self._written()

    def _written(self) -> Manifest:
        loaded = self._staging.loaded
        manifest = Manifest(
            request=self._request,
            agent_name=loaded.agent.name,
            agent_path=agent_path(self._request, loaded),
            agent_digest=loaded.agent.digest,
            world_digest=loaded.world_digest,
            planned=self._planned,
            scenarios=tuple(card.scenario for card in self._staging.suite.cards),
            versions=versions(),
            golden_turns=self._golden_turns,
        )
        self.folder.write_manifest(manifest)
        return manifest

    def work(self) -> Iterator[Done]:
        """Yield what comes of the run's chunks, in order."""
        jobs = self._request.jobs or _useful_jobs(self._planned)
        units = (self._unit(start, stop) for start, stop in _ranges(self._planned, jobs))
        if jobs == 1:
            yield from InlineExecutor().map(Work(self._staging), units)
            return
        for done in ProcessPool(jobs).map(Work(), units, name=_name_unit):
            self._workers_cpu_s += done.cpu_s
            yield done

    def _unit(self, start: int, stop: int) -> Unit:
        path = self._manifest.agent_path or self._request.agent
        return Unit(self._request, path, self._manifest.agent_digest, start, stop)

    def keep(self, done: Done) -> None:
        """Put a chunk on disk, and count it."""
        everything = self._request.keep == "all"
        self.folder.append(done.results)
        for result, baseline in zip(done.results, done.baseline, strict=True):
            self.tally.add(result)
            self.tally.add_baseline(baseline)
        for result in done.results:
            if result.verdict == "passed" and not everything:
                if result.scenario in self._passes or done.passes.get(result.scenario) != result.id:
                    continue
                self._passes.add(result.scenario)
            if result.id in done.traces:
                self.folder.write_trace(result.id, done.traces[result.id])
        self.folder.write_progress(
            Progress(
                baseline_conversations=self.tally.baseline_conversations,
                baseline_passed=self.tally.baseline_passed,
                wall_s=self._wall_s(),
                cpu_s=self._cpu_s(),
            )
        )

    def judge(self, judge: Judge, progress: Callable[[Step], None] | None) -> Judging:
        """Put the judged sentences to a judge, and count everything anew."""
        self.judging = judge_run(self.folder, self._manifest, judge, progress=progress)
        tally = Tally(self._scenarios, golden_turns=self._golden_turns)
        for result in self.folder.results():
            tally.add(result)
            if result.verdict != "passed" or not result.judged:
                continue
            # Until now nobody knew that it passed, so its trace was kept; one of each card is enough.
            if result.scenario in self._passes and self._request.keep != "all":
                self.folder.drop_trace(result.id)
            self._passes.add(result.scenario)
        tally.baseline_conversations = self.tally.baseline_conversations
        tally.baseline_passed = self.tally.baseline_passed
        self.tally = tally
        return self.judging

    def step(self) -> Step:
        """Return how far it is."""
        counts = self.tally.all
        return Step(done=counts.conversations, planned=self._planned, passed=counts.passed, failed=counts.failed)

    def finish(self) -> RunSummary:
        """Add everything up and write the report."""
        summary = summarise(self.folder, self._manifest, self.tally, wall_s=self._wall_s(), cpu_s=self._cpu_s())
        try:
            write_report_page(self.folder, self._manifest, summary, golden=self._golden_ways())
        finally:
            summary = msgspec.structs.replace(summary, **_paces(summary.conversations, self._wall_s(), self._cpu_s()))
            self.folder.write_manifest(msgspec.structs.replace(self._manifest, totals=summary))
        return summary

    def _golden_ways(self) -> dict[str, tuple[str, ...]]:
        loaded = self._staging.loaded
        return golden_labels(loaded.folder, loaded.agent, [card.name for card in self._scenarios])

    def _wall_s(self) -> float:
        return time.perf_counter() - self._began_s  # noqa: TID251 - as above

    def _cpu_s(self) -> float:
        return time.process_time() - self._cpu_began_s + self._workers_cpu_s


def _useful_jobs(planned: int) -> int:
    return max(1, min(os.cpu_count() or 1, planned // WORTH_A_PROCESS))


def _ranges(planned: int, jobs: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < planned:
        size = max(CHUNK_MIN, min(CHUNK_MAX, (planned - start) // (jobs * CHUNKS_LEFT_PER_JOB)))
        stop = min(start + size, planned)
        yield start, stop
        start = stop


def _name_unit(unit: Unit) -> str:
    return f"conversations {unit.start + 1} to {unit.stop}"


def _paces(conversations: int, wall_s: float, cpu_s: float) -> dict[str, float]:
    return {
        "wall_s": round(wall_s, 3),
        "cpu_s": round(cpu_s, 3),
        "conversations_per_s": round(conversations / wall_s, 1) if wall_s > 0 else 0.0,
    }


def summarise(folder: RunFolder, manifest: Manifest, tally: Tally, *, wall_s: float, cpu_s: float) -> RunSummary:
    """Return what came of a run, from its counters and its results on disk."""
    counts = tally.all
    paces = _paces(counts.conversations, wall_s, cpu_s)
    return RunSummary(
        agent=manifest.agent_name,
        agent_digest=manifest.agent_digest,
        seed=manifest.request.seed,
        planned=manifest.planned,
        conversations=counts.conversations,
        passed=counts.passed,
        failed=counts.failed,
        known_failures=tally.known_failures,
        not_judged=counts.not_judged,
        simulator_faults=counts.simulator_faults,
        unexpected_passes=tally.unexpected_passes,
        interval=rate(counts.passed, counts.conversations),
        badge=tally.badge,
        baseline=tally.baseline(),
        digest=tally.digest,
        wall_s=paces["wall_s"],
        cpu_s=paces["cpu_s"],
        virtual_s=round(tally.virtual_ms / 1000, 3),
        conversations_per_s=paces["conversations_per_s"],
        turns=tally.turns,
        scenarios=tally.scenarios(),
        groups=causes_of(folder.results),
        channels=tuple(tally.channels),
        personas=tuple(tally.personas),
        faults=tuple(part for part in manifest.request.faults.split(",") if part and part != "none"),
        versions=manifest.versions,
        run=str(folder.path),
        scores=tally.scores(),
        judged=tally.judged(),
    )


def read_summary(folder: RunFolder) -> RunSummary:
    """Return what came of a run; a killed one is added up from what it left.

    Raises:
        RunError: The folder is not a run's, or its results are damaged.
    """
    manifest = folder.read_manifest()
    if manifest.totals is not None:
        return manifest.totals
    left = folder.read_progress()
    tally = Tally(manifest.scenarios, golden_turns=manifest.golden_turns)
    for result in folder.results():
        tally.add(result)
    tally.baseline_conversations, tally.baseline_passed = left.baseline_conversations, left.baseline_passed
    return summarise(folder, manifest, tally, wall_s=left.wall_s, cpu_s=left.cpu_s)
