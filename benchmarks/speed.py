"""Speed: the plumber on the phone with everything on, as `seatrial simulate` does it, measured in CPU time.

    python benchmarks/speed.py [--quick] [--skip-jobs] [--skip-memory] [--json]

Calls per CPU-second divide the calls by all CPU time of the command and its children, user and system, from starting
Python to the written report: loading the agent, people, guardrails, checks, the do-nothing baseline (a second, short
conversation per call), every trace encoded and digested, traces of failures and one pass per card written. Median of
several runs. Nothing remembers an utterance from one call to the next; that is checked, not assumed: while calls go on,
no cache in `agents` or `text` may miss, and what sessions share may not grow. (Simulated people remember how they read
the agent's sentences, as the same person does; the rate without that is printed too.)

Shares per part are from a run of its own in which the parts are wrapped (`parts.py`), scaled to what a further call
costs in the untouched ones. CPU per agent turn inside `Session.receive` is from further runs in which nothing but it is
wrapped, less the cost of reading the clock once per call. `--jobs 2` and `--jobs 1` run in turns, and each pair gives
one ratio of wall times. Peak memory is that of the whole process tree with two jobs, polled every 50 ms.
"""

import argparse
import gc
import json
import statistics
import tempfile
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from unittest import mock

from machine import SEATRIAL, Bar, Used, finish, spread, tell, use
from parts import START, Parts, clock_cost_ns, watching_receive
from people_calling import Callers, callers
from seatrial.agents.session import Prepared
from seatrial.app.run_folder import RunRequest
from seatrial.app.simulating import simulate
from seatrial.reports.summary import RunSummary
from seatrial.simulation.reading import Reader

AGENT = "plumber"
SHARED = ("seatrial.agents", "seatrial.text")
"""Packages that may not remember what was said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run.

    Attributes:
        pair_s: Wall time that each run of a pair should take at least.
        memory: Calls of the small and of the large run.
    """

    calls: int = 2_000
    repeats: int = 5
    pairs: int = 5
    pair_s: float = 20.0
    parts_calls: int = 600
    memory: tuple[int, int] = (1_000, 20_000)


QUICK = Plan(calls=400, repeats=3, pairs=1, pair_s=4.0, parts_calls=200, memory=(500, 2_000))


@dataclass(frozen=True, slots=True)
class Rate:
    """What the command does.

    Attributes:
        start_s: CPU of a run of one call: what does not grow with the calls.
    """

    per_cpu_s: list[float]
    cpu_s: float
    start_s: float
    turns: float
    virtual_s: float
    rows: float
    wall_per_call_s: float


def command(calls: int, out: Path, *, jobs: int, agent: str = AGENT) -> Used:
    """Run `seatrial simulate`."""
    return use([*SEATRIAL, "simulate", agent, "-n", str(calls), "--channel", "speech", "--jobs", str(jobs), "--out",
                str(out), "--json"], cwd=out.parent)  # fmt: skip


def measure_rate(plan: Plan, folder: Path) -> Rate:
    """Run the command several times with one job."""
    runs: list[Used] = []
    start = command(1, folder / "one", jobs=1)
    for repeat in range(plan.repeats):
        tell(f"rate: run {repeat + 1} of {plan.repeats}, {plan.calls:,} calls")
        runs.append(command(plan.calls, folder / f"rate-{repeat}", jobs=1))
    lines = (folder / "rate-0" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    results: list[dict[str, Any]] = [json.loads(line) for line in lines]
    typical = statistics.median(run.cpu_s for run in runs)
    return Rate(
        per_cpu_s=[plan.calls / run.cpu_s for run in runs],
        cpu_s=typical,
        start_s=start.cpu_s,
        turns=statistics.fmean(result["turns"] for result in results),
        virtual_s=statistics.fmean(result["virtual_ms"] for result in results) / 1000,
        rows=statistics.fmean(result["rows"] for result in results),
        wall_per_call_s=statistics.median(run.wall_s for run in runs) / plan.calls,
    )


def measure_parts(plan: Plan, folder: Path) -> dict[str, float]:
    """Return the share of a call's CPU time per part, largest first."""
    tell(f"parts: {plan.parts_calls:,} calls")
    parts = Parts()
    with parts.watching():
        _simulate(plan.parts_calls, folder / "parts")
    per_call = {part: spent for part, spent in parts.spent_ns.items() if part != START}
    total = sum(per_call.values())
    shares = {part: spent / total for part, spent in per_call.items()}
    return dict(sorted(shares.items(), key=lambda pair: -pair[1]))


def measure_receive(plan: Plan, folder: Path) -> list[float]:
    """Return µs of CPU per agent turn inside `Session.receive`, one figure per repeat."""
    figures: list[float] = []
    for repeat in range(plan.repeats):
        tell(f"Session.receive: run {repeat + 1} of {plan.repeats}, {plan.parts_calls:,} calls")
        totals: dict[str, int] = {}
        with watching_receive(totals):
            summary = _simulate(plan.parts_calls, folder / f"receive-{repeat}")
        figures.append((totals["ns"] - totals["calls"] * clock_cost_ns()) / 1000 / summary.turns)
    return figures


def _simulate(calls: int, out: Path) -> RunSummary:
    return simulate(RunRequest(agent=AGENT, count=calls, channels=("speech",), jobs=1), out=out).summary


def count_events(people: Callers, calls: int) -> float:
    """Return the mean number of events that a session gets."""
    runs = (people.runner.run(people.suite.item(number)).ran for number in range(calls))
    return statistics.fmean(sum(row.lane == "in" for row in ran.rows) for ran in runs)


def check_cold(people: Callers, calls: int) -> dict[str, int]:
    """Have calls, then as many others with nobody having called before; return what was remembered in the second half.

    `misses`: of all caches in `agents` and `text`. `grown`: things reachable from what sessions share.
    """
    tell(f"cold understanding: 2 x {calls:,} calls")
    runner = people.runner
    for number in range(calls):
        runner.run(people.suite.item(number))
    misses, size = _cache_misses(), _reachable(people.stage.prepared)
    for number in range(calls, 2 * calls):
        runner.run(people.suite.item(number))
    return {"misses": _cache_misses() - misses, "grown": _reachable(people.stage.prepared) - size}


def _cache_misses() -> int:
    gc.collect()
    caches = [item for item in gc.get_objects() if type(item).__name__ == "_lru_cache_wrapper"]
    return sum(cache.cache_info().misses for cache in caches if (cache.__module__ or "").startswith(SHARED))


def _reachable(shared: Prepared) -> int:
    seen: dict[int, object] = {}
    pending: list[object] = [shared]
    while pending:
        item = pending.pop()
        if id(item) not in seen and not isinstance(item, ModuleType | FunctionType | type):
            seen[id(item)] = item
            pending += gc.get_referents(item)
    return len(seen)


@contextmanager
def forgetful_people() -> Generator[None]:
    """Let simulated people read every sentence of the agent as if for the first time."""
    fresh = getattr(Reader, "_read", None)
    if fresh is None:
        yield
        return
    with mock.patch.object(Reader, "read", fresh):
        yield


def without_memory(people: Callers, calls: int, rounds: int) -> float:
    """Return how much longer calls take when people remember no sentence: the median of side-by-side ratios."""
    ratios: list[float] = []
    for index in range(rounds):
        tell(f"people without memory: {index + 1} of {rounds}")
        usual = _cpu(people, calls)
        with forgetful_people():
            ratios.append(_cpu(people, calls) / usual)
    return statistics.median(ratios)


def _cpu(people: Callers, calls: int) -> float:
    began = time.process_time()
    for number in range(calls):
        people.runner.run(people.suite.item(number))
    return time.process_time() - began


def measure_jobs(plan: Plan, rate: Rate, folder: Path) -> dict[str, list[float]]:
    """Return speed-ups of two jobs over one, and what two jobs cost in CPU beyond one, pair by pair."""
    calls = int(plan.pair_s * 2.2 / rate.wall_per_call_s / 100 + 1) * 100
    found: dict[str, list[float]] = {"speedup": [], "cpu_ratio": [], "wall_s": []}
    for pair in range(plan.pairs):
        walls: dict[int, Used] = {}
        for jobs in (1, 2) if pair % 2 == 0 else (2, 1):
            tell(f"jobs: pair {pair + 1} of {plan.pairs}, --jobs {jobs}, {calls:,} calls")
            walls[jobs] = command(calls, folder / f"pair-{pair}-{jobs}", jobs=jobs)
        found["speedup"].append(walls[1].wall_s / walls[2].wall_s)
        found["cpu_ratio"].append(walls[2].cpu_s / walls[1].cpu_s)
        found["wall_s"] += [walls[1].wall_s, walls[2].wall_s]
    return found


def measure_memory(plan: Plan, folder: Path) -> tuple[float, float]:
    """Return peak MB of the process tree in the small run and in the large one."""
    peaks: list[float] = []
    for calls in plan.memory:
        tell(f"memory: {calls:,} calls")
        peaks.append(command(calls, folder / f"memory-{calls}", jobs=2).rss_mb)
    return peaks[0], peaks[1]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs, for a first look")
    parser.add_argument("--skip-memory", action="store_true", help="leave the run of 20,000 calls out")
    parser.add_argument("--skip-jobs", action="store_true", help="leave the runs with two jobs out")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    plan = QUICK if options.quick else Plan()
    people = callers(AGENT, channels=("speech",))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rate = measure_rate(plan, folder)
        figures: dict[str, Any] = {
            "shares": measure_parts(plan, folder),
            "receive_us": measure_receive(plan, folder),
            "events": count_events(people, min(plan.parts_calls, 300)),
            "cold": check_cold(people, plan.parts_calls // 2),
            "forgetful": without_memory(people, plan.parts_calls // 2, min(plan.repeats, 3)),
            "jobs": None if options.skip_jobs else measure_jobs(plan, rate, folder),
            "memory_mb": None if options.skip_memory else measure_memory(plan, folder),
        }
    return _print(rate, figures, plan, as_json=options.json)


def _print(rate: Rate, figures: dict[str, Any], plan: Plan, *, as_json: bool) -> int:
    calls_per_cpu_s = statistics.median(rate.per_cpu_s)
    receive_us = statistics.median(figures["receive_us"])
    receive = f"{receive_us:.0f} µs ({spread(figures['receive_us'], 0)})"
    cold = figures["cold"]
    remembered = f"{cold['misses']} cache misses, {cold['grown']} things more"
    bars = [
        Bar("calls per CPU-second, all included", f"{calls_per_cpu_s:.0f} ({spread(rate.per_cpu_s, 0)})", ">= 150",
            calls_per_cpu_s >= 150),
        Bar("agent turns per call", f"{rate.turns:.1f}", ">= 12", rate.turns >= 12),
        Bar("virtual seconds per call", f"{rate.virtual_s:.1f}", ">= 100", rate.virtual_s >= 100),
        Bar("CPU per agent turn inside `Session.receive`", receive,
            "<= 200 µs", receive_us <= 200),
        Bar("utterances remembered between calls", remembered, "0, 0",
            cold["misses"] == 0 and cold["grown"] <= 0),
        *_jobs_bars(figures["jobs"]),
        *_memory_bars(figures["memory_mb"], plan),
    ]  # fmt: skip
    marginal = (rate.cpu_s - rate.start_s) / (plan.calls - 1) * 1000
    lines = [
        f"{plan.calls:,} calls a run, {len(rate.per_cpu_s)} runs: {rate.cpu_s:.1f} s of CPU, {rate.start_s:.1f} s "
        f"of it to start and report; {marginal:.2f} ms per further call with its baseline, {1000 / marginal:.0f} "
        "a second.",
        f"{figures['events']:.0f} events and {rate.rows:.0f} trace rows per call. People who remember no sentence of "
        f"the agent: {(figures['forgetful'] - 1) * 100:+.0f} % CPU per call.",
        "",
        f"| part | share | ms per call |\n|---|---|---|\n{_shares(figures['shares'], marginal)}",
    ]
    return finish("Speed", bars, lines, {"per_cpu_s": rate.per_cpu_s, "turns": rate.turns, "virtual_s": rate.virtual_s,
                                         "rows": rate.rows, **figures}, as_json=as_json)  # fmt: skip


def _shares(shares: dict[str, float], call_ms: float) -> str:
    return "\n".join(f"| {part} | {share:.1%} | {share * call_ms:.2f} |" for part, share in shares.items())


def _jobs_bars(jobs: dict[str, list[float]] | None) -> Iterable[Bar]:
    if jobs is None:
        return
    speedup = statistics.median(jobs["speedup"])
    pairs: Sequence[float] = jobs["speedup"]
    text = (
        f"{speedup:.2f}x ({spread(pairs)}; {len(pairs)} pairs, runs of {spread(jobs['wall_s'], 0)} s; CPU "
        f"x {statistics.median(jobs['cpu_ratio']):.2f})"
    )
    yield Bar("`--jobs 2` against `--jobs 1`, wall", text, ">= 1.8x", speedup >= 1.8)


def _memory_bars(peaks: tuple[float, float] | None, plan: Plan) -> Iterable[Bar]:
    if peaks is None:
        return
    small, large = plan.memory
    ratio = peaks[1] / peaks[0]
    text = f"{ratio:.2f}x ({peaks[0]:.0f} and {peaks[1]:.0f} MB)"
    yield Bar(f"peak memory of all processes, {large:,} against {small:,} calls", text, "<= 1.1x", ratio <= 1.1)


if __name__ == "__main__":
    raise SystemExit(main())
