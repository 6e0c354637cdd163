"""Claims about the crash contract with a real agent: a live booking, cut after every append, always comes back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from seatrial.agents.folder import LoadedAgent, load_agent
from seatrial.agents.intents import Intents
from seatrial.agents.session import Prepared, Session
from seatrial.agents.understanding import Rules
from seatrial.core.effects import CallTool, End
from seatrial.core.events import Resumed, SessionStarted, ToolFailed, ToolReturned, UserLeft, UserSaid
from seatrial.core.ports import ToolContext
from seatrial.core.trace import Header, encode_trace
from seatrial.core.world import World, Write
from seatrial.runtime.line import TextLine
from seatrial.runtime.live import Live, LiveDriver
from seatrial.runtime.replay import replay
from seatrial.runtime.resume import restore
from seatrial.runtime.writes import audit_writes
from seatrial.testing.clocks import FakeClock

NAME = "plumber/live"
ANSWERS = (
    ("shall i book", "yes"),
    ("postcode", "BS1 4DJ"),
    ("address", "12 Harbour Road, Bristol"),
    ("your name", "Ann Smith"),
    ("phone", "07700 900123"),
    ("e-mail", "no thanks"),
    ("when", "tomorrow at 10 in the morning"),
    ("get in", "ring the bell"),
    ("access", "ring the bell"),
    ("anything else", "no thanks"),
    ("going wrong", "a leak"),
    ("how can i help", "my sink is leaking, can you send somebody"),
)


class Dead(Exception):  # noqa: N818 - the process is
    pass


@dataclass
class Batch:
    lines: list[bytes]
    writes: list[Write]


@dataclass
class Batches:
    """A store in memory that keeps appends apart, so that a test can cut it after any of them."""

    head: bytes = b""
    batches: list[Batch] = field(default_factory=list)
    dead: bool = False

    def begin(self, conversation: str, header: bytes, lines: Sequence[bytes] = (), *, durable: bool = False) -> None:
        self.head = header
        self.batches.append(Batch(list(lines), []))

    def append(self, conversation, lines, *, durable, writes=(), finished=False) -> None:
        if self.dead:
            raise Dead
        self.batches.append(Batch(list(lines), list(writes)))

    def header(self, conversation: str) -> bytes:
        return self.head

    def read(self, conversation: str) -> list[bytes]:
        return [line for batch in self.batches for line in batch.lines]

    def writes(self, conversation: str) -> list[Write]:
        return [write for batch in self.batches for write in batch.writes]

    def unfinished(self) -> list[str]:
        return []


@pytest.fixture(scope="module")
def loaded() -> LoadedAgent:
    return load_agent("plumber")


@pytest.fixture(scope="module")
def prepared(loaded: LoadedAgent) -> Prepared:
    return Prepared(loaded.agent, Rules(loaded.agent, Intents.trained(loaded.agent)))


def started() -> SessionStarted:
    return SessionStarted(started_at="2026-03-02T09:00:00+00:00", locale="en-GB", channel="chat", namespace="live")


async def converse(
    loaded: LoadedAgent, prepared: Prepared, store: Batches, *, outside: dict[str, str], resume: bool, die_in: str = ""
) -> tuple[End | None, LiveDriver, World]:
    """Hold the conversation to its end, or until the process "dies" inside a tool.

    Args:
        loaded: The plumber.
        prepared: The same.
        store: Empty, or what a dead process left.
        outside: What write tools did to the world outside, by idempotency key: outlives the process.
        resume: Go on with what is in the store.
        die_in: A tool after whose effect nothing happens any more.
    """
    clock, shown = FakeClock(), list[str]()
    store.dead = False

    def run_tool(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        answer = loaded.tools(call, context)
        if call.write and isinstance(answer, ToolReturned):
            answer = ToolReturned(
                request=call.request,
                attempt=call.attempt,
                result=outside.setdefault(call.idempotency_key, str(answer.result)),
            )
        store.dead = call.tool == die_in
        return answer

    session, world = Session(prepared), World(loaded.world)
    header = Header(conversation=NAME, agent_digest=loaded.agent.digest)
    live = Live(header=header, started=started(), run_tool=run_tool, world=world, clock=clock, store=store, spawn=_now)
    driver = LiveDriver(session, TextLine(shown.append), live)
    if resume:
        restored = restore(store, NAME, session, agent_digest=loaded.agent.digest)
        run = asyncio.create_task(driver.resume(restored, elapsed_ms=restored.at_ms + 30_000))
    else:
        run = asyncio.create_task(driver.run())
    answered = 0
    for _ in range(2_000):
        for _ in range(12):
            await asyncio.sleep(0)  # noqa: TID251 - lets the driver work; waits for nothing
        if run.done():
            break
        if len(shown) > answered:
            answered = len(shown)
            heard = shown[-1].lower()
            driver.post(UserSaid(text=next((answer for cue, answer in ANSWERS if cue in heard), "yes")))
        else:
            clock.advance(5_000)
            if clock.now_ms() > 1_000_000:
                driver.post(UserLeft())
    try:
        return await run, driver, world
    except Dead:
        return None, driver, world


def _now(work) -> None:
    work()


def bookings(world: World) -> list[str]:
    return [key for key, row in world.rows("visits") if row["name"] == "Ann Smith" and row["state"] == "booked"]


def test_the_plumber_books_live_and_the_conversation_replays(loaded: LoadedAgent, prepared: Prepared):
    store = Batches()
    end, driver, world = asyncio.run(converse(loaded, prepared, store, outside={}, resume=False))
    assert end is not None
    assert end.outcome == "visit_booked"
    assert len(bookings(world)) == 1
    assert replay(driver.rows, Session(prepared)).identical


def test_cut_after_any_append_it_comes_back_ends_replays_and_books_at_most_once(
    loaded: LoadedAgent, prepared: Prepared
):
    whole, outside = Batches(), dict[str, str]()
    asyncio.run(converse(loaded, prepared, whole, outside=outside, resume=False))
    assert len(whole.batches) > 30
    booked = 0
    for cut in range(1, len(whole.batches) + 1):
        store = Batches(whole.head, list(whole.batches[:cut]))
        end, driver, world = asyncio.run(converse(loaded, prepared, store, outside=dict(outside), resume=True))
        assert end is not None
        assert replay(driver.rows, Session(prepared)).identical, f"cut after append {cut}"
        assert audit_writes(driver.rows, world, loaded.agent.tools) == (), f"cut after append {cut}"
        assert len(bookings(world)) <= 1
        restored_world = World(loaded.world)
        restored_world.restore(store.writes(NAME))
        assert restored_world.digest() == world.digest()
        booked += len(bookings(world))
    assert booked >= len(whole.batches) * 0.8


def test_dead_after_the_write_was_done_and_before_its_answer_was_kept_it_is_not_done_again(
    loaded: LoadedAgent, prepared: Prepared
):
    store, outside = Batches(), dict[str, str]()
    end, _, _ = asyncio.run(converse(loaded, prepared, store, outside=outside, resume=False, die_in="book_visit"))
    assert end is None
    assert len(outside) == 1
    end, driver, world = asyncio.run(converse(loaded, prepared, store, outside=outside, resume=True))
    assert end is not None
    assert any(isinstance(row.body, Resumed) for row in driver.rows)
    assert len(outside) == 1
    assert len(bookings(world)) == 1
    assert end.outcome == "visit_booked"
    assert replay(driver.rows, Session(prepared)).identical
    assert encode_trace(Header(conversation=NAME), store.read(NAME))
