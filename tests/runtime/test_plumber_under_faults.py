"""Claims about whole conversations with the real session, people and tools, while everything goes wrong."""

import os
import subprocess
import sys
from functools import lru_cache
from hashlib import blake2b

from seatrial.agents.folder import load_agent
from seatrial.agents.intents import Intents
from seatrial.agents.session import GOODBYE_MS_MAX, Prepared, Session
from seatrial.agents.understanding import Rules
from seatrial.core.effects import Say
from seatrial.core.trace import FaultStruck, decode_trace
from seatrial.runtime.faults import KINDS, FaultPlan
from seatrial.runtime.rehearsal import Ran
from seatrial.runtime.replay import replay
from seatrial.runtime.writes import audit_writes
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite

SAMPLE = 200


@lru_cache(maxsize=1)
def stage() -> Stage:
    loaded = load_agent("plumber")
    prepared = Prepared(loaded.agent, Rules(loaded.agent, Intents.trained(loaded.agent)))
    return Stage(name="plumber", loaded=loaded, prepared=prepared, faults=FaultPlan.parse("all", rate=0.2))


def rehearsed(count: int) -> list[Ran]:
    """Have this many conversations, every one with a seed of its own and so with its own subset of faults."""
    loaded = stage().loaded
    cards = read_cards(loaded.scenarios, agent=loaded.agent)
    suites = [make_suite(cards, count=index + 1, seed=index + 1) for index in range(count)]
    return [Runner(stage(), suite).run(suite.item(len(suite) - 1)).ran for suite in suites]


@lru_cache(maxsize=1)
def sample() -> list[Ran]:
    return rehearsed(SAMPLE)


def digest(runs: list[Ran]) -> str:
    return blake2b("".join(ran.header.digest for ran in runs).encode(), digest_size=16).hexdigest()


def test_with_every_fault_kind_on_every_call_ends_within_its_bounds():
    limits = stage().loaded.agent.limits
    assert len(sample()) == SAMPLE
    assert max(ran.virtual_ms for ran in sample()) <= limits.max_seconds * 1000 + 2 * GOODBYE_MS_MAX
    assert max(sum(isinstance(row.body, Say) for row in ran.rows) for ran in sample()) <= limits.max_turns + 5
    struck = {row.body.kind for ran in sample() for row in ran.rows if isinstance(row.body, FaultStruck)}
    assert struck == {*KINDS}


def test_with_every_fault_kind_on_no_write_is_lost_or_doubled():
    tools = stage().loaded.agent.tools
    problems = {ran.header.conversation: audit_writes(ran.rows, ran.world, tools) for ran in sample()}
    assert {name: found for name, found in problems.items() if found} == {}
    assert sum(len(ran.world.writes) for ran in sample()) > 20


def test_with_every_fault_kind_on_every_call_replays_from_its_trace_file():
    for ran in sample():
        replayed = replay(decode_trace(ran.encode(), source="test").rows, Session(stage().prepared))
        assert replayed.identical, f"{ran.header.conversation}: {replayed.divergence}"


def test_the_same_calls_are_had_whatever_the_hash_seed():
    program = "from test_plumber_under_faults import digest, rehearsed; print(digest(rehearsed(40)))"
    here = digest(sample()[:40])
    for hash_seed in ("1", "77"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.path.dirname(__file__)}
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=env, timeout=120
        )
        assert done.stdout.strip() == here
