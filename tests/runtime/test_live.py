"""Claims about the live driver, on a clock that the test moves; and once on the real one, with real threads."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field

import pytest

from seatrial.core.effects import (
    AnyEffect,
    AskModel,
    CallTool,
    Cancel,
    End,
    HandOff,
    PauseSpeaking,
    ResumeSpeaking,
    Say,
    SetTimer,
    StopSpeaking,
)
from seatrial.core.errors import InvariantError, ProviderError, RunError
from seatrial.core.events import (
    AnyEvent,
    Json,
    ModelAnswered,
    ModelFailed,
    OperatorSaid,
    SessionStarted,
    TimerFired,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.ports import ModelUsage, ToolContext
from seatrial.core.trace import Header, decode_trace, encode_row, encode_trace
from seatrial.core.world import World, Write
from seatrial.runtime.clock import LoopClock
from seatrial.runtime.line import TextLine
from seatrial.runtime.live import Live, LiveDriver
from seatrial.runtime.live_tools import THREADS_MAX
from seatrial.runtime.machine import RunTool
from seatrial.runtime.replay import replay
from seatrial.testing.clerk import Clerk, run_clerk_tool
from seatrial.testing.clocks import FakeClock
from seatrial.testing.rehearsals import STARTED_AT

STARTED = SessionStarted(started_at=STARTED_AT, locale="en-GB", channel="chat", namespace="live-1")


class MemoryStore:
    """A store that remembers in which order things were done, and fails when told to."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.log: list[str] = []
        self.kept: list[Write] = []
        self.fail_after: int | None = None

    def begin(self, conversation: str, header: bytes, lines=(), *, durable: bool = False) -> None:
        if self.fail_after is not None and len(self.lines) >= self.fail_after:
            raise RunError("disk full", code="store.unusable")
        self.lines += lines
        self.log.append("begin")

    def append(self, conversation: str, lines, *, durable: bool, writes=(), finished: bool = False) -> None:
        if self.fail_after is not None and len(self.lines) >= self.fail_after:
            raise RunError("disk full", code="store.unusable")
        self.lines += lines
        self.kept += writes
        self.log.append(f"append{' durable' * durable}{' writes' * bool(writes)}{' finished' * finished}")


@dataclass
class Chat:
    """A live conversation in the hands of a test."""

    machine: object = field(default_factory=Clerk)
    run_tool: RunTool = run_clerk_tool
    store: MemoryStore = field(default_factory=MemoryStore)
    model: object = None
    shown: list[str] = field(default_factory=list)
    jobs: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.world = World({})
        live = Live(
            header=Header(conversation="live/1"),
            started=STARTED,
            run_tool=self.run_tool,
            world=self.world,
            clock=self.clock,
            store=self.store,  # type: ignore[arg-type]
            model=self.model,  # type: ignore[arg-type]
            spawn=self.jobs.append,
        )
        self.driver = LiveDriver(self.machine, TextLine(self.shown.append), live)  # type: ignore[arg-type]
        self.run = asyncio.create_task(self.driver.run())

    async def settle(self) -> None:
        for _ in range(30):
            await asyncio.sleep(0)  # noqa: TID251 - lets the driver work; waits for nothing

    async def say(self, text: str) -> None:
        self.driver.post(UserSaid(text=text))
        await self.settle()

    async def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()
            await self.settle()

    async def pass_time(self, by_ms: int) -> None:
        self.clock.advance(by_ms)
        await self.settle()

    def seen(self, kind: type) -> list:
        return [row.body for row in self.driver.rows if isinstance(row.body, kind)]


def live(test: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    """Run a coroutine test on a fresh loop."""

    def run() -> None:
        asyncio.run(test())

    run.__name__ = test.__name__
    return run


class Playing:
    def __init__(self, **replies: list[AnyEffect]) -> None:
        self.replies = replies
        self.ended = False

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        effects = self.replies.pop(type(event).__name__, [])
        self.ended = any(isinstance(effect, End) for effect in effects)
        return effects


DONE = End(outcome="done", success=True)


@live
async def test_a_person_books_by_chat():
    chat = Chat()
    await chat.settle()
    await chat.say("Ann")
    await chat.work()
    end = await chat.run
    assert end.outcome == "booked"
    assert chat.shown == ["Hello, what is your name?", "Booked. Your reference is B0."]
    assert list(chat.world.find("visits", name="Ann"))


@live
async def test_a_live_conversation_replays_from_its_trace_file():
    chat = Chat()
    await chat.settle()
    await chat.pass_time(8_000)
    await chat.say("Ann")
    await chat.pass_time(500)
    await chat.work()
    await chat.run
    trace = chat.driver.trace()
    data = encode_trace(trace.header, [encode_row(row) for row in trace.rows])
    assert replay(decode_trace(data, source="test").rows, Clerk()).identical
    assert chat.store.lines == [encode_row(row) for row in trace.rows]


@live
async def test_the_store_is_on_disk_before_a_write_tool_is_called_and_not_for_a_read():
    chat = Chat()
    await chat.settle()
    await chat.say("Ann")
    assert chat.store.log[-1] == "append"
    assert len(chat.jobs) == 1
    chat.jobs.pop()()
    await chat.settle()
    assert chat.store.log[-1] == "append durable"
    assert len(chat.jobs) == 1


@live
async def test_a_tools_writes_and_its_answer_are_appended_together():
    chat = Chat()
    await chat.settle()
    await chat.say("Ann")
    await chat.work()
    assert "append durable writes" in chat.store.log
    assert [write.key for write in chat.store.kept] == ["B0"]
    assert chat.store.log[-1] == "append durable finished"


@live
async def test_when_the_store_fails_no_effect_is_carried_out():
    chat = Chat()
    chat.store.fail_after = 0
    await chat.settle()
    with pytest.raises(RunError, match="disk full"):
        await chat.run
    assert chat.shown == []


@live
async def test_a_full_disk_keeps_the_write_tool_from_being_called():
    chat = Chat()
    await chat.settle()
    await chat.say("Ann")
    chat.store.fail_after = 0
    chat.jobs.pop()()
    await chat.settle()
    with pytest.raises(RunError, match="disk full"):
        await chat.run
    assert chat.jobs == []


@live
async def test_silence_is_measured_on_the_clock():
    chat = Chat()
    await chat.settle()
    await chat.pass_time(7_999)
    assert len(chat.shown) == 1
    await chat.pass_time(1)
    assert chat.shown[-1] == "Are you still there?"
    assert chat.seen(TimerFired)
    assert next(row.at_ms for row in chat.driver.rows if isinstance(row.body, TimerFired)) == 8_000
    chat.driver.post(UserLeft())
    await chat.run


@live
async def test_no_timer_is_left_armed_after_the_end():
    chat = Chat()
    await chat.settle()
    await chat.say("a person please")
    assert (await chat.run).outcome == "handed_to_person"
    assert chat.clock.armed == 0


@live
async def test_a_tool_that_never_returns_is_given_up_and_its_late_answer_is_kept_on_record():
    call = CallTool(request="w", tool="book", args={"name": "Ann"}, write=True, idempotency_key="k")
    machine = Playing(SessionStarted=[call], UserSaid=[DONE])
    chat = Chat(machine=machine)
    await chat.settle()
    await chat.pass_time(3_000)
    assert chat.seen(ToolOutcomeUnknown) == [ToolOutcomeUnknown(request="w", message="no answer in time")]
    await chat.work()
    assert chat.seen(ToolReturned) == [ToolReturned(request="w", result="B0")]
    assert [write.key for write in chat.store.kept] == ["B0"]
    await chat.say("bye")
    await chat.run


@live
async def test_a_read_that_never_returns_is_unavailable():
    call = CallTool(request="r", tool="look_up", args={"name": "Ann"})
    chat = Chat(machine=Playing(SessionStarted=[call], ToolFailed=[DONE]))
    await chat.settle()
    await chat.pass_time(3_000)
    assert chat.seen(ToolFailed)[0].kind == "unavailable"
    await chat.run


@live
async def test_a_second_write_waits_for_the_first_so_that_a_retry_sees_what_it_did():
    calls: list[AnyEffect] = [
        CallTool(request="w", tool="book", args={"name": "Ann"}, attempt=n, write=True, idempotency_key="k")
        for n in (1, 2)
    ]
    chat = Chat(machine=Playing(SessionStarted=calls, UserSaid=[DONE]))
    await chat.settle()
    assert len(chat.jobs) == 1
    await chat.work()
    assert [returned.result for returned in chat.seen(ToolReturned)] == ["B0", "B0"]
    assert len(list(chat.world.rows("visits"))) == 1
    await chat.say("bye")
    await chat.run


@live
async def test_a_write_that_never_got_its_turn_is_never_called():
    calls: list[AnyEffect] = [
        CallTool(request=f"w{n}", tool="book", args={"name": f"N{n}"}, write=True, idempotency_key=f"k{n}")
        for n in (1, 2)
    ]
    chat = Chat(machine=Playing(SessionStarted=calls, UserSaid=[DONE]))
    await chat.settle()
    await chat.pass_time(3_000)
    await chat.work()
    assert [row["name"] for _, row in chat.world.rows("visits")] == ["N1"]
    await chat.say("bye")
    await chat.run


@live
async def test_a_write_still_running_at_the_end_is_put_on_record():
    call = CallTool(request="w", tool="book", args={"name": "Ann"}, write=True, idempotency_key="k")
    chat = Chat(machine=Playing(SessionStarted=[call], UserSaid=[DONE]))
    await chat.settle()
    await chat.say("bye")
    assert not chat.run.done()
    await chat.work()
    await chat.run
    assert [write.key for write in chat.store.kept] == ["B0"]


@live
async def test_a_write_that_never_returns_keeps_the_end_waiting_for_a_bounded_time():
    call = CallTool(request="w", tool="book", args={"name": "Ann"}, write=True, idempotency_key="k")
    chat = Chat(machine=Playing(SessionStarted=[call], UserSaid=[DONE]))
    await chat.settle()
    await chat.say("bye")
    await chat.pass_time(5_000)
    assert chat.run.done()
    assert (await chat.run) == DONE


@live
async def test_a_tool_that_breaks_its_thread_is_an_event():
    def breaking(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        raise SystemExit(3)

    calls: list[AnyEffect] = [
        CallTool(request="r", tool="look_up", args={}),
        CallTool(request="w", tool="book", args={}, write=True),
    ]
    chat = Chat(machine=Playing(SessionStarted=calls, UserSaid=[DONE]), run_tool=breaking)
    await chat.settle()
    await chat.work()
    assert chat.seen(ToolFailed)[0].message == "SystemExit: 3"
    assert chat.seen(ToolOutcomeUnknown)[0].request == "w"
    await chat.say("bye")
    await chat.run


@live
async def test_stuck_threads_are_bounded():
    calls: list[AnyEffect] = [
        CallTool(request=f"r{n}", tool="look_up", args={"name": str(n)}) for n in range(THREADS_MAX + 1)
    ]
    chat = Chat(machine=Playing(SessionStarted=calls, UserSaid=[DONE]))
    await chat.settle()
    assert len(chat.jobs) == THREADS_MAX
    assert chat.seen(ToolFailed)[0].request == f"r{THREADS_MAX}"
    await chat.say("bye")
    await chat.run


@live
async def test_what_comes_in_is_cleaned_and_bounded():
    chat = Chat(machine=Playing(SessionStarted=[SetTimer(timer="t", after_ms=9)], UserLeft=[DONE]))
    for event in (
        UserSaid(text="\udcff" + "é" * 99_999, alternatives=("a",) * 99),
        UserPressed(keys="1" * 999),
        OperatorSaid(text="x" * 99_999, operator="y" * 999),
        UserLeft(),
    ):
        chat.driver.post(event)
    await chat.run
    said = chat.seen(UserSaid)[0]
    assert said.text.startswith("?é")
    assert (len(said.text), len(said.alternatives)) == (20_000, 10)
    assert len(chat.seen(UserPressed)[0].keys) == 64
    assert len(chat.seen(OperatorSaid)[0].text) == 20_000


@live
async def test_a_session_that_raises_is_named_and_the_event_is_kept():
    class Broken(Clerk):
        def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
            if isinstance(event, UserSaid):
                raise ValueError("oops")  # noqa: TRY004 - any error will do
            return super().receive(at_ms, event)

    chat = Chat(machine=Broken())
    await chat.settle()
    await chat.say("Ann")
    with pytest.raises(InvariantError, match=r"ValueError: oops\. Conversation live/1, seed 0, digest [0-9a-f]{32}"):
        await chat.run
    assert b"UserSaid" in chat.store.lines[-1]


class Parrot:
    async def answer(self, role: str, payload: Json) -> AsyncIterator[str]:
        for word in payload.split():
            yield word


class Down:
    def __init__(self, error: Exception) -> None:
        self.error = error

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str]:
        raise self.error
        yield ""


@live
async def test_a_model_answers_in_pieces():
    ask = AskModel(request="m", role="brain", payload="one two", stream=True)
    chat = Chat(machine=Playing(SessionStarted=[ask], ModelAnswered=[DONE]), model=Parrot())
    await chat.run
    assert chat.seen(ModelAnswered) == [ModelAnswered(request="m", text="onetwo")]


class Metered:
    async def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        yield payload
        yield ModelUsage(tokens_in=2, tokens_out=3, cost_microusd=15)


@live
async def test_what_an_answer_took_is_in_the_trace():
    ask = AskModel(request="m", role="brain", payload="onetwo")
    chat = Chat(machine=Playing(SessionStarted=[ask], ModelAnswered=[DONE]), model=Metered())
    await chat.run
    said = ModelAnswered(request="m", text="onetwo", tokens_in=2, tokens_out=3, cost_microusd=15)
    assert chat.seen(ModelAnswered) == [said]


@live
async def test_a_failing_provider_is_an_event_whatever_it_raises():
    for error, code, retryable in (
        (ProviderError("x", code="provider.down", retryable=True), "provider.down", True),
        (OSError("x"), "OSError", False),
    ):
        ask = AskModel(request="m", role="brain", payload="x")
        chat = Chat(machine=Playing(SessionStarted=[ask], ModelFailed=[DONE]), model=Down(error))
        await chat.run
        assert chat.seen(ModelFailed) == [ModelFailed(request="m", error=code, retryable=retryable)]
    chat = Chat(machine=Playing(SessionStarted=[ask], ModelFailed=[DONE]))
    await chat.run
    assert chat.seen(ModelFailed)[0].error == "no model is configured"


@live
async def test_a_cancelled_model_request_is_answered_no_more():
    ask = AskModel(request="m", role="brain", payload="x")
    machine = Playing(SessionStarted=[ask, Cancel(request="m"), SetTimer(timer="t", after_ms=5)], TimerFired=[DONE])
    chat = Chat(machine=machine, model=Parrot())
    await chat.settle()
    await chat.pass_time(5)
    await chat.run
    assert chat.seen(ModelAnswered) == []


@live
async def test_a_text_line_has_nothing_to_hold_back():
    effects: list[AnyEffect] = [
        Say(turn=1, text="Hello"),
        PauseSpeaking(turn=1),
        ResumeSpeaking(turn=1),
        StopSpeaking(turn=1),
        HandOff(handoff="h", to="desk", reason="r"),
    ]
    chat = Chat(machine=Playing(SessionStarted=effects, HandoffAccepted=[DONE]))
    assert (await chat.run) == DONE
    assert chat.shown == ["Hello"]


@live
async def test_on_the_real_clock_a_tool_that_never_returns_stalls_nothing():
    forever = threading.Event()

    def never(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        forever.wait()
        return run_clerk_tool(call, context)

    shown: list[str] = []
    driver = LiveDriver(
        Clerk(timeout_ms=5),
        TextLine(shown.append),
        Live(header=Header(conversation="live/2"), started=STARTED, run_tool=never, world=World({}), clock=LoopClock()),
    )
    driver.post(UserSaid(text="Ann"))
    assert (await driver.run()).outcome == "handed_to_person"
    forever.set()
    assert replay(driver.rows, Clerk(timeout_ms=5)).identical
