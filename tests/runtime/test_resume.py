"""Claims about coming back after a crash: a real process, killed with SIGKILL, on a real store."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from seatrial.adapters.sqlite_store import SqliteStore
from seatrial.core.effects import AnyEffect, CallTool, End, Say, SetTimer
from seatrial.core.errors import RunError, TraceError
from seatrial.core.events import (
    AnyEvent,
    PlayoutEnded,
    Resumed,
    SessionStarted,
    TimerFired,
    ToolOutcomeUnknown,
    ToolReturned,
    UserSaid,
)
from seatrial.core.ports import ToolContext
from seatrial.core.trace import Header, Row, encode_row, encode_trace
from seatrial.core.world import World, Write
from seatrial.runtime.clock import LoopClock
from seatrial.runtime.line import TextLine
from seatrial.runtime.live import Live, LiveDriver
from seatrial.runtime.machine import Machine
from seatrial.runtime.outstanding import Outstanding
from seatrial.runtime.replay import replay
from seatrial.runtime.resume import restore
from seatrial.testing.clerk import Clerk, run_clerk_tool
from seatrial.testing.clocks import FakeClock
from seatrial.testing.rehearsals import STARTED_AT

NAME = "live/1"
HEADER = Header(conversation=NAME, agent_digest="v1")
STARTED = SessionStarted(started_at=STARTED_AT, locale="en-GB", channel="chat", namespace="live-1")


# -- the program that dies ---------------------------------------------------------------------------------------------


class Doom:
    """Kills this process at the n-th passing of a named point."""

    def __init__(self, point: str) -> None:
        self.name, _, number = point.partition("#")
        self.left = int(number or 0)

    def at(self, name: str) -> None:
        if name == self.name:
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1


class DoomedStore(SqliteStore):
    doom: Doom

    def begin(self, conversation: str, header: bytes, lines: Sequence[bytes] = (), *, durable: bool = False) -> None:
        self.doom.at("before begin")
        super().begin(conversation, header, lines, durable=durable)
        self.doom.at("after begin")

    def append(
        self,
        conversation: str,
        lines: Sequence[bytes],
        *,
        durable: bool,
        writes: Sequence[Write] = (),
        finished: bool = False,
    ) -> None:
        self.doom.at("before append")
        super().append(conversation, lines, durable=durable, writes=writes, finished=finished)
        self.doom.at("after append")


def converse(folder: str, point: str) -> None:
    """Begin the conversation, or go on with it; a world outside keeps a ledger, idempotent by key."""
    doom = Doom(point)
    store = DoomedStore(Path(folder) / "store.db")
    store.doom = doom
    ledger = Path(folder) / "ledger"

    def run_tool(call: CallTool, context: ToolContext) -> ToolReturned:
        doom.at(f"before {call.tool}")
        answer = run_clerk_tool(call, context)
        assert isinstance(answer, ToolReturned)
        if call.write and call.idempotency_key not in (ledger.read_text().split() if ledger.exists() else []):
            with ledger.open("a") as file:
                file.write(f"{call.idempotency_key}\n")
                file.flush()
                os.fsync(file.fileno())
        doom.at(f"after {call.tool}")
        return answer

    def show(text: str) -> None:
        doom.at("before show")
        with (Path(folder) / "shown").open("a") as file:
            file.write(f"{text}\n")
        doom.at("after show")

    async def main() -> None:
        live = Live(header=HEADER, started=STARTED, run_tool=run_tool, world=World({}), clock=LoopClock(), store=store)
        machine = Clerk(timeout_ms=60_000)
        driver = LiveDriver(machine, TextLine(show), live)
        if not store.read(NAME):
            driver.post(UserSaid(text="Ann"))
            await driver.run()
            return
        restored = restore(store, NAME, machine, agent_digest="v1")
        if not any(isinstance(row.body, UserSaid) for row in restored.rows):
            driver.post(UserSaid(text="Ann"))
        await driver.resume(restored, elapsed_ms=restored.at_ms + 5)

    asyncio.run(main())


POINTS = [
    *(f"{when} begin" for when in ("before", "after")),
    *(f"{when} append#{n}" for n in range(7) for when in ("before", "after")),
    *(f"{when} {tool}" for tool in ("look_up", "book") for when in ("before", "after")),
    *(f"{when} show#{n}" for n in range(2) for when in ("before", "after")),
]


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["seatrial.adapters.sqlite_store", "seatrial.runtime.live", "pytest"])
    return context


def start(processes: multiprocessing.context.ForkServerContext, folder: Path, point: str) -> int | None:
    process = processes.Process(target=converse, args=(str(folder), point))
    process.start()
    process.join(60)
    return process.exitcode


@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_a_conversation_comes_back_and_writes_once(
    point: str, tmp_path: Path, processes: multiprocessing.context.ForkServerContext
):
    assert start(processes, tmp_path, point) == -signal.SIGKILL, "the point was never reached"
    assert start(processes, tmp_path, "never") == 0
    assert (tmp_path / "ledger").read_text().split() == ["live-1/book:Ann"]
    assert "Booked. Your reference is B0." in (tmp_path / "shown").read_text().splitlines()
    store = SqliteStore(tmp_path / "store.db")
    assert store.unfinished() == []
    world = World({})
    world.restore(store.writes(NAME))
    assert [row["name"] for _, row in world.rows("visits")] == ["Ann"]
    machine = Clerk(timeout_ms=60_000)
    restored = restore(store, NAME, machine, agent_digest="v1")
    assert restored.end == End(outcome="booked", success=True)
    assert replay(restored.rows, Clerk(timeout_ms=60_000)).identical
    store.close()


def test_killed_twice_it_still_writes_once(tmp_path: Path, processes: multiprocessing.context.ForkServerContext):
    for point in ("after book", "after book", "before append#2", "after append#1", "before book"):
        start(processes, tmp_path, point)
    assert start(processes, tmp_path, "never") == 0
    assert (tmp_path / "ledger").read_text().split() == ["live-1/book:Ann"]


# -- restoring ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.db")
    yield store
    store.close()


def keep(store: SqliteStore, rows: list[Row], header: Header = HEADER) -> None:
    store.begin(NAME, encode_trace(header, []).rstrip(b"\n"), [encode_row(row) for row in rows])


def begun() -> list[Row]:
    effects = Clerk().receive(0, STARTED)
    return [Row(0, "in", STARTED), *(Row(0, "out", effect) for effect in effects)]


def test_a_conversation_stays_on_the_version_it_began_with(store: SqliteStore):
    keep(store, begun())
    with pytest.raises(TraceError, match="began with agent version v1; installed is v2") as caught:
        restore(store, NAME, Clerk(), agent_digest="v2")
    assert caught.value.code == "resume.agent_changed"
    assert caught.value.exit_code == 2


def test_an_agent_that_does_something_else_now_does_not_go_on(store: SqliteStore):
    keep(store, begun())
    with pytest.raises(TraceError, match="first difference at row 1"):
        restore(store, NAME, Clerk(opening="Good morning."), agent_digest="v1")


def test_a_corrupt_row_is_named(store: SqliteStore):
    keep(store, begun())
    store.append(NAME, [b"{half a ro"], durable=False)
    with pytest.raises(TraceError, match="conversation live/1:4: not a trace row"):
        restore(store, NAME, Clerk(), agent_digest="v1")


def test_a_conversation_that_never_began_cannot_come_back(store: SqliteStore):
    keep(store, [])
    with pytest.raises(TraceError, match="never began"):
        restore(store, NAME, Clerk(), agent_digest="v1")


def test_an_unknown_conversation_is_named(store: SqliteStore):
    with pytest.raises(RunError, match="no conversation 'nope'"):
        restore(store, "nope", Clerk(), agent_digest="v1")


# -- taking over -------------------------------------------------------------------------------------------------------


class Told:
    """A machine that wants what it is told to on `Resumed`, and then ends at the next event of the given kind."""

    def __init__(self, started: list[AnyEffect], resumed: list[AnyEffect], until: type[AnyEvent]) -> None:
        self.replies: dict[type, list[AnyEffect]] = {
            SessionStarted: started,
            Resumed: resumed,
            until: [End(outcome="done", success=True)],
        }
        self.seen: list[AnyEvent] = []
        self.ended = False

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        self.seen.append(event)
        effects = self.replies.get(type(event), [])
        self.ended = any(isinstance(effect, End) for effect in effects)
        return effects


def come_back(store: SqliteStore, machine: Machine, *, elapsed_ms: int = 0) -> tuple[LiveDriver, list[str]]:
    shown: list[str] = []

    async def main() -> LiveDriver:
        clock = FakeClock()
        live = Live(
            header=HEADER,
            started=STARTED,
            run_tool=run_clerk_tool,
            world=World({}),
            clock=clock,
            store=store,
            spawn=lambda work: work(),
        )
        driver = LiveDriver(machine, TextLine(shown.append), live)
        restored = restore(store, NAME, machine, agent_digest="v1")
        run = asyncio.create_task(driver.resume(restored, elapsed_ms=elapsed_ms))
        while not run.done():
            for _ in range(10):
                await asyncio.sleep(0)  # noqa: TID251 - lets the driver work; waits for nothing
            clock.advance(100)
        await run
        return driver

    return asyncio.run(main()), shown


def died_after(store: SqliteStore, effects: list[AnyEffect], at_ms: int = 1_000) -> None:
    keep(store, [Row(0, "in", STARTED), *(Row(0, "out", effect) for effect in effects)])
    store.append(NAME, [encode_row(Row(at_ms, "user", TimerFired(timer="x")))], durable=False)


def test_the_session_is_told_how_long_nobody_was_listening(store: SqliteStore):
    wanted: list[AnyEffect] = [SetTimer(timer="t", after_ms=50)]
    died_after(store, wanted)
    machine = Told(wanted, [], TimerFired)
    come_back(store, machine, elapsed_ms=61_000)
    assert machine.seen[1] == Resumed(downtime_ms=60_000)


def test_a_timer_keeps_what_was_left_of_it_and_an_overdue_one_fires_at_once(store: SqliteStore):
    wanted: list[AnyEffect] = [SetTimer(timer="late", after_ms=500), SetTimer(timer="later", after_ms=5_000)]
    died_after(store, wanted)
    machine = Told(wanted, [], UserSaid)
    machine.replies[TimerFired] = []
    fired: list[tuple[int, str]] = []

    def receive(at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        if isinstance(event, TimerFired):
            fired.append((at_ms, event.timer))
            machine.ended = len(fired) == 2
            return [End(outcome="done", success=True)] if machine.ended else []
        return Told.receive(machine, at_ms, event)

    machine.receive = receive  # type: ignore[method-assign]
    come_back(store, machine, elapsed_ms=2_000)
    assert [timer for _, timer in fired] == ["late", "later"]
    assert fired[0][0] < 2_200
    assert 5_000 <= fired[1][0] < 5_200


def test_a_read_is_issued_again_and_a_write_is_unknown(store: SqliteStore):
    read = CallTool(request="r", tool="look_up", args={"name": "Ann"})
    write = CallTool(request="w", tool="book", args={"name": "Ann"}, write=True, idempotency_key="k")
    died_after(store, [read, write])
    machine = Told([read, write], [], ToolReturned)
    driver, _ = come_back(store, machine)
    died = ToolOutcomeUnknown(request="w", message="the process died while the tool was running")
    assert died in machine.seen
    assert ToolReturned(request="r", result=False) in machine.seen
    assert store.writes(NAME) == []
    assert driver.rows[-1].body == End(outcome="done", success=True)


def test_what_the_session_takes_up_itself_is_not_taken_up_twice(store: SqliteStore):
    first = CallTool(request="r", tool="look_up", args={"name": "Ann"})
    second = CallTool(request="r", tool="look_up", args={"name": "Ann"}, attempt=2)
    died_after(store, [first, SetTimer(timer="t", after_ms=99_999)])
    machine = Told([first, SetTimer(timer="t", after_ms=99_999)], [second], ToolReturned)
    come_back(store, machine)
    assert [event for event in machine.seen if isinstance(event, ToolReturned)] == [
        ToolReturned(request="r", attempt=2, result=False)
    ]


def test_what_may_not_have_been_shown_is_shown_again(store: SqliteStore):
    wanted: list[AnyEffect] = [Say(turn=1, text="Hello")]
    died_after(store, wanted)
    _, shown = come_back(store, Told(wanted, [], PlayoutEnded))
    assert shown == ["Hello"]


def test_a_conversation_that_had_ended_stays_ended(store: SqliteStore):
    end = End(outcome="done", success=True)
    died_after(store, [end])
    machine = Told([end], [], TimerFired)
    driver, shown = come_back(store, machine)
    assert (machine.seen, shown) == ([STARTED], [])
    assert driver.rows[1].body == end


def test_what_was_answered_or_cancelled_is_outstanding_no_more():
    rows = [
        Row(0, "out", SetTimer(timer="a", after_ms=5)),
        Row(0, "out", CallTool(request="r", tool="t", args={})),
        Row(0, "out", CallTool(request="r", tool="t", args={}, attempt=2)),
        Row(1, "in", ToolReturned(request="r", attempt=1)),
        Row(5, "in", TimerFired(timer="a")),
    ]
    outstanding = Outstanding.after(rows)
    assert outstanding.timers == {}
    assert [call.attempt for call in outstanding.calls.values()] == [2]
    outstanding.happened(ToolReturned(request="r", attempt=2))
    assert outstanding.calls == {}
