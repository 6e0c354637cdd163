"""Determinism: the same seeds give the same traces, whatever runs them; and a trace gives its conversation back.

    python benchmarks/determinism.py [--seeds 2000] [--json]

Every seed is one conversation of its own, by voice or chat, with every kind of fault on. Its digest must be the same
  - in three processes with different PYTHONHASHSEED,
  - through the coroutine driver, many conversations side by side on one event loop,
and its trace, once through JSON, fed to a fresh session, must yield the same effects row by row
  - straight ahead, and
  - event by event in turn with many other conversations that share the agent.
`seatrial simulate --faults all` must print one digest with one job and with two, with different hash seeds. Live
conversations, held with the real clock through a pipe into `seatrial chat`, must replay with `seatrial replay`.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import seatrial.simulation.run as simulation_run
from machine import SEATRIAL, Bar, finish, tell, use
from people_calling import Callers, EveryKind, callers
from seatrial.agents.session import Session
from seatrial.core.events import Event
from seatrial.core.trace import Row, decode_trace, encode_row
from seatrial.runtime.faults import KINDS
from seatrial.runtime.machine import Machine
from seatrial.runtime.peer import Peer
from seatrial.runtime.rehearsal import Ran, Rehearsal
from seatrial.runtime.replay import replay
from seatrial.runtime.virtual import rehearse_async

if TYPE_CHECKING:
    from collections.abc import Generator

RATE = 0.08
BATCH = 50
"""Conversations side by side."""
HASH_SEEDS = ("0", "1", "4242")
SHOWN = 5

LIVE = (
    "my sink is leaking\nBS1 4DJ\n12 Queen Street\nAnn Moore\n07700 900123\nno\ntomorrow at ten\nno\nyes\nno thanks\n",
    "how much is it\n\x00\x07\nI want to cancel my visit\n07700 900418\nyes\nbye\n",
    "tap drips; who are you?\nwhat\nwhat\nwhat\na person please\n",
)
"""What is piped into `seatrial chat`: a booking, a cancellation with a line of control characters, and a failure."""


@dataclass(slots=True)
class Agreed:
    """How many of the seeds agreed on each way, and what did not."""

    seeds: int = 0
    hash_seeds: int = 0
    coroutine: int = 0
    replayed: int = 0
    interleaved: int = 0
    events: int = 0
    effects: int = 0
    strikes: int = 0
    problems: list[str] = field(default_factory=list[str])

    def expect(self, same: bool, conversation: str, what: str) -> int:
        """Count an agreement, or keep what differs."""
        if not same and len(self.problems) < SHOWN:
            self.problems.append(f"{conversation}: {what}")
        return int(same)


def everybody() -> Callers:
    """Return who calls, with all faults on at once for each seed."""
    return callers(faults=EveryKind(KINDS, RATE))


def print_digests(seeds: int) -> None:
    """Be one of the processes: one digest per line."""
    people = everybody()
    for number in range(seeds):
        print(people.runner.run(people.item(number)).ran.header.digest, flush=number % 100 == 0)


def digests_elsewhere(seeds: int) -> list[list[str]]:
    """Return the digests that processes with other hash seeds come to."""
    found: list[list[str]] = []
    for hash_seed in HASH_SEEDS:
        tell(f"PYTHONHASHSEED={hash_seed}: {seeds:,} seeds")
        command = [sys.executable, __file__, "--seeds", str(seeds), "--digests"]
        found.append(use(command, env={"PYTHONHASHSEED": hash_seed}, codes=(0,)).out.split())
    return found


class _NeverAsked:
    """A model that must not be needed: with one at hand the driver takes the awaiting way."""

    async def answer(self, role: str, payload: object) -> AsyncIterator[str]:
        raise AssertionError(f"a model was asked as {role}: {payload}")
        yield ""


@contextmanager
def _collecting(started: list[asyncio.Task[Ran]]) -> "Generator[None]":
    """Let the runner start conversations as tasks instead of having them at once."""
    straight = simulation_run.rehearse

    def start(machine: Machine, peer: Peer, rehearsal: Rehearsal) -> Ran:
        started.append(asyncio.create_task(rehearse_async(machine, peer, replace(rehearsal, model=_NeverAsked()))))
        raise _StartedError

    simulation_run.rehearse = start
    try:
        yield
    finally:
        simulation_run.rehearse = straight


class _StartedError(Exception):
    """The conversation goes on elsewhere; there is nothing to judge yet."""


async def side_by_side(people: Callers, numbers: Sequence[int]) -> list[str]:
    """Have conversations through the coroutine driver, all on this loop; return their digests."""
    tasks: list[asyncio.Task[Ran]] = []
    with _collecting(tasks):
        for number in numbers:
            try:
                people.runner.run(people.item(number))
            except _StartedError:
                continue
    return [ran.header.digest for ran in await asyncio.gather(*tasks)]


async def fed_in_turn(people: Callers, traces: Sequence[Sequence[Row]]) -> list[bool]:
    """Feed many traces to fresh sessions of one agent, an event of each in turn; tell which came out the same."""

    async def feed(rows: Sequence[Row]) -> bool:
        session = Session(people.stage.prepared)
        got: list[bytes] = []
        for row in rows:
            if row.lane == "in" and isinstance(row.body, Event):
                got += [encode_row(Row(row.at_ms, "out", effect)) for effect in session.receive(row.at_ms, row.body)]
                await asyncio.sleep(0)
        return got == [encode_row(row) for row in rows if row.lane == "out"]

    return await asyncio.gather(*(feed(rows) for rows in traces))


def compare(people: Callers, elsewhere: Sequence[Sequence[str]], seeds: int) -> Agreed:
    """Have every conversation in every way."""
    agreed = Agreed(seeds=seeds)
    for start in range(0, seeds, BATCH):
        if start % 500 == 0:
            tell(f"here, by coroutine and by replay: {start:,} of {seeds:,}")
        numbers = range(start, min(start + BATCH, seeds))
        runs = [people.runner.run(people.item(number)).ran for number in numbers]
        traces = [decode_trace(ran.encode(), source=ran.header.conversation).rows for ran in runs]
        coroutines = asyncio.run(side_by_side(people, numbers))
        in_turn = asyncio.run(fed_in_turn(people, traces))
        for number, ran, rows, digest, same in zip(numbers, runs, traces, coroutines, in_turn, strict=True):
            name, here = ran.header.conversation, ran.header.digest
            others = [digests[number] if number < len(digests) else "" for digests in elsewhere]
            agreed.hash_seeds += agreed.expect(all(other == here for other in others), name, "depends on the hash seed")
            agreed.coroutine += agreed.expect(digest == here, name, "another digest through the coroutine driver")
            replayed = replay(rows, Session(people.stage.prepared))
            agreed.replayed += agreed.expect(replayed.identical, name, f"replay: {replayed.divergence}")
            agreed.interleaved += agreed.expect(same, name, "another effect when fed in turn with others")
            agreed.events += replayed.events
            agreed.effects += replayed.effects
            agreed.strikes += sum(row.lane == "port" for row in rows)
    return agreed


def with_jobs(seeds: int, folder: Path) -> dict[str, tuple[str, str]]:
    """Return what `simulate` prints as its digest, and a digest of its results, for one job and for two."""
    found: dict[str, tuple[str, str]] = {}
    for jobs, hash_seed in (("1", HASH_SEEDS[0]), ("2", HASH_SEEDS[1])):
        tell(f"simulate with --jobs {jobs}: {seeds:,} conversations")
        out = folder / f"jobs-{jobs}"
        command = [*SEATRIAL, "simulate", "plumber", "-n", str(seeds), "--faults", "all", "--channel", "speech",
                   "--channel", "chat", "--jobs", jobs, "--out", str(out), "--json"]  # fmt: skip
        summary = json.loads(use(command, env={"PYTHONHASHSEED": hash_seed}, cwd=folder).out)
        found[jobs] = (summary["digest"], (out / "results.jsonl").read_text(encoding="utf-8"))
    return found


def live_replays(folder: Path) -> list[tuple[str, bool]]:
    """Hold conversations through a pipe and replay them; return how each ended and whether it came out the same."""
    results: list[tuple[str, bool]] = []
    for lines in LIVE:
        tell(f"live: {lines.splitlines()[0]}")
        held = use([*SEATRIAL, "chat", "plumber", "--out", str(folder), "--json"], stdin=lines, cwd=folder)
        told = json.loads(held.out)
        again = subprocess.run(
            [*SEATRIAL, "replay", told["trace"]], capture_output=True, text=True, check=False, cwd=folder
        )
        results.append((told["outcome"], again.returncode == 0))
    return results


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=2_000, metavar="N")
    parser.add_argument("--digests", action="store_true", help="only print a digest per seed (used by this benchmark)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if options.digests:
        print_digests(options.seeds)
        return 0
    agreed = compare(everybody(), digests_elsewhere(options.seeds), options.seeds)
    with tempfile.TemporaryDirectory() as name:
        jobs = with_jobs(options.seeds, Path(name))
        live = live_replays(Path(name))
    return _print(agreed, jobs, live, as_json=options.json)


def _print(agreed: Agreed, jobs: dict[str, tuple[str, str]], live: Sequence[tuple[str, bool]], *, as_json: bool) -> int:
    def seeds(what: str, count: int) -> Bar:
        return Bar(what, f"{count:,} of {agreed.seeds:,} seeds", "all", count == agreed.seeds)

    same = sum(replayed for _, replayed in live)
    equal = jobs["1"] == jobs["2"]
    bars = [
        seeds(f"one digest in {len(HASH_SEEDS) + 1} processes, {len(HASH_SEEDS)} hash seeds", agreed.hash_seeds),
        seeds(f"through the coroutine driver, {BATCH} side by side", agreed.coroutine),
        seeds("replayed from JSON", agreed.replayed),
        seeds(f"replayed from JSON, {BATCH} in turn", agreed.interleaved),
        Bar(
            "`simulate` with 1 and with 2 jobs",
            jobs["1"][0] + (" twice" if equal else f" and {jobs['2'][0]}"),
            "equal",
            equal,
        ),
        Bar("live conversations replayed", f"{same} of {len(live)}", "all", same == len(live)),
    ]
    lines = [
        f"{agreed.strikes:,} faults struck; {agreed.events:,} events fed and {agreed.effects:,} effects compared, "
        f"twice. Live outcomes: {', '.join(outcome for outcome, _ in live)}.",
        *(f"- {problem}" for problem in agreed.problems),
    ]
    figures = {"seeds": agreed.seeds, "strikes": agreed.strikes, "problems": agreed.problems, "digest": jobs["1"][0]}
    return finish("Determinism", bars, lines, figures, as_json=as_json)


if __name__ == "__main__":
    raise SystemExit(main())
