"""Claims about the virtual driver."""

import asyncio
import gc
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.core.effects import (
    AnyEffect,
    AskModel,
    CallTool,
    Cancel,
    End,
    Note,
    PauseSpeaking,
    ResumeSpeaking,
    Say,
    SetTimer,
)
from seatrial.core.errors import InvariantError, ProviderError
from seatrial.core.events import (
    AnyEvent,
    Json,
    ModelAnswered,
    ModelDelta,
    ModelFailed,
    PlayoutEnded,
    PlayoutStarted,
    SpeechStarted,
    TimerFired,
    ToolFailed,
    ToolReturned,
    UserLeft,
    UserSaid,
)
from seatrial.core.ports import Model, ModelUsage, ToolContext
from seatrial.core.trace import FaultStruck, Row, UserActed, decode_trace, digest_lines, encode_row
from seatrial.core.world import World
from seatrial.runtime.faults import HOLD_KINDS, KINDS, LINE_KINDS, FaultPlan, FaultSchedule
from seatrial.runtime.peer import Due, Wake
from seatrial.runtime.rehearsal import Bounds, Ran, Rehearsal
from seatrial.runtime.replay import first_difference, replay
from seatrial.runtime.tool_port import ToolPort
from seatrial.runtime.virtual import rehearse, rehearse_async
from seatrial.runtime.watchdog import Unwatched
from seatrial.testing.clerk import Clerk, run_clerk_tool
from seatrial.testing.people import ScriptedPerson
from seatrial.testing.rehearsals import clerk_rehearsal, rehearse_clerk


def having(rehearsal: Rehearsal, **changes: object) -> Rehearsal:
    fields = {name: getattr(rehearsal, name) for name in Rehearsal.__dataclass_fields__}
    return Rehearsal(**(fields | changes))  # type: ignore[arg-type]


def bodies(ran: Ran, kind: type) -> list:  # type: ignore[type-arg]
    return [row.body for row in ran.rows if isinstance(row.body, kind)]


class Playing:
    """A machine that says what the test gives it to say, event by event."""

    def __init__(self, **replies: list[AnyEffect]) -> None:
        self.replies = replies
        self.seen: list[AnyEvent] = []
        self.ended = False

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        self.seen.append(event)
        effects = self.replies.pop(type(event).__name__, [])
        self.ended = any(isinstance(effect, End) for effect in effects)
        return effects


DONE = End(outcome="done", success=True)


# -- a whole conversation ----------------------------------------------------------------------------------------------


def test_a_caller_books_in_virtual_time():
    ran = rehearse_clerk(clerk_rehearsal())
    assert ran.end.outcome == "booked"
    assert list(ran.world.find("visits", name="Ann"))
    assert 5_000 < ran.virtual_ms < 30_000


def test_the_trace_decodes_to_the_rows_and_its_digest_is_theirs():
    ran = rehearse_clerk(clerk_rehearsal())
    assert ran.header.digest == digest_lines(encode_row(row) for row in ran.rows)
    assert decode_trace(ran.encode(), source="test").rows == ran.rows


def test_the_person_is_told_what_it_hears_and_nothing_else():
    person = ScriptedPerson(["Ann"], speech=False)
    rehearse(Clerk(), person, clerk_rehearsal(channel="chat"))
    assert [call.split("(")[0] for call in person.calls] == [
        "start",
        "agent_started",
        "agent_stopped",
        "agent_started",
        "agent_stopped",
        "ended",
    ]
    assert "agent_stopped(0, 1, 'Hello, what is your name?', True)" in person.calls


def test_barge_in_cuts_the_utterance_and_both_sides_know_how_much_was_heard():
    person = ScriptedPerson(["Ann"], interrupt_ms=1_000)
    ran = rehearse(Clerk(), person, clerk_rehearsal())
    ended = bodies(ran, PlayoutEnded)[0]
    opening = "Hello, what is your name?"
    assert 0 < ended.heard_chars < len(opening)
    assert any(call.endswith(f"1, {opening[: ended.heard_chars]!r}, False)") for call in person.calls)


def test_what_a_person_does_at_the_end_is_still_on_record():
    ran = rehearse_clerk(clerk_rehearsal())
    assert ran.rows[-1].body == UserActed(act="bye")
    assert isinstance(ran.rows[-2].body, End)


def test_a_person_who_is_asked_for_hands_the_call_over():
    person = ScriptedPerson(["a person please"])
    ran = rehearse(Clerk(), person, clerk_rehearsal())
    assert ran.end.outcome == "handed_to_person"
    assert any(call.startswith("transferred(") for call in person.calls)


def test_after_hanging_up_the_person_does_nothing_and_the_line_is_dead():
    class Impatient(ScriptedPerson):
        def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
            return [Due(500, UserLeft()), Due(500, UserSaid(text="and another thing")), Due(600, Wake("speak"))]

    ran = rehearse(Clerk(), Impatient([]), clerk_rehearsal())
    assert not bodies(ran, UserSaid)
    assert ran.end.outcome == "abandoned"
    assert bodies(ran, PlayoutEnded)[0].heard_chars < len("Hello, what is your name?")


def test_a_hang_up_during_a_write_is_not_the_end_before_the_write_is_resolved():
    class Leaving(ScriptedPerson):
        def _speak(self, *, thinking_ms: int = 0) -> list[Due]:
            dues = super()._speak(thinking_ms=thinking_ms)
            return [*dues, Due(dues[-1].after_ms + 10, UserLeft())] if dues else []

    def only_booking(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        return run_clerk_tool(call, context)

    ran = rehearse(Clerk(), Leaving(["Ann"], speech=False), clerk_rehearsal(channel="chat", run_tool=only_booking))
    assert ran.end.outcome == "abandoned"


def test_a_finished_conversation_leaves_nothing_to_the_garbage_collector():
    rehearse_clerk(clerk_rehearsal())
    gc.collect()
    gc.disable()
    try:
        rehearse_clerk(clerk_rehearsal(2, faults=FaultPlan.parse("all")))
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_session_that_ends_while_it_speaks_is_cut_short_and_the_person_hears_that():
    person = ScriptedPerson([])
    machine = Playing(
        SessionStarted=[Say(turn=1, text="Hello there"), SetTimer(timer="t", after_ms=800)], TimerFired=[DONE]
    )
    rehearse(machine, person, clerk_rehearsal())
    assert person.calls[-2:] == ["agent_stopped(800, 1, 'Hello', False)", "ended(800)"]


def test_a_result_that_was_delayed_beyond_the_hang_up_is_never_heard():
    class Leaving(ScriptedPerson):
        def start(self) -> list[Due]:
            return [Due(0, UserActed(act="say")), Due(10, UserSaid(text="Ann")), Due(11, UserLeft())]

    schedule = FaultSchedule(1, ("jitter",), 20.0)
    ran = rehearse(Clerk(), Leaving([]), having(clerk_rehearsal(), faults=schedule))
    assert bodies(ran, FaultStruck)
    assert not bodies(ran, UserSaid)


# -- time and order ----------------------------------------------------------------------------------------------------


def test_timers_fire_when_due_and_cancelled_ones_never():
    machine = Playing(
        SessionStarted=[SetTimer(timer="a", after_ms=50), SetTimer(timer="b", after_ms=20)], TimerFired=[DONE]
    )
    ran = rehearse(machine, ScriptedPerson([]), clerk_rehearsal())
    assert machine.seen[1:] == [TimerFired(timer="b")]
    assert ran.virtual_ms == 20


def test_things_due_at_one_time_happen_in_the_order_they_were_wanted():
    class Chatty(ScriptedPerson):
        def start(self) -> list[Due]:
            return [Due(5, UserSaid(text=str(number))) for number in range(4)]

    machine = Playing(SessionStarted=[SetTimer(timer="a", after_ms=9)], TimerFired=[DONE])
    rehearse(machine, Chatty([]), clerk_rehearsal())
    assert [event.text for event in machine.seen if isinstance(event, UserSaid)] == ["0", "1", "2", "3"]


def test_a_paused_utterance_goes_on_and_the_person_hears_both():
    person = ScriptedPerson([])
    machine = Playing(
        SessionStarted=[Say(turn=1, text="x" * 150), SetTimer(timer="pause", after_ms=2_000)],
        PlayoutEnded=[DONE],
    )
    machine.receive_timer = iter(  # type: ignore[attr-defined]
        [[PauseSpeaking(turn=1), SetTimer(timer="go", after_ms=3_000)], [ResumeSpeaking(turn=1)]]
    )
    plain = machine.receive
    machine.receive = lambda at_ms, event: (  # type: ignore[method-assign]
        next(machine.receive_timer) if isinstance(event, TimerFired) else plain(at_ms, event)  # type: ignore[attr-defined]
    )
    ran = rehearse(machine, person, clerk_rehearsal())
    assert [call.split("(")[0] for call in person.calls[2:4]] == ["agent_paused", "agent_resumed"]
    assert ran.virtual_ms >= 13_000


def test_a_cancelled_read_is_answered_no_more():
    call = CallTool(request="r", tool="look_up", args={"name": "Ann"})
    machine = Playing(
        SessionStarted=[call, Cancel(request="r"), SetTimer(timer="t", after_ms=10_000)], TimerFired=[DONE]
    )
    ran = rehearse(machine, ScriptedPerson([]), clerk_rehearsal())
    assert not bodies(ran, ToolReturned)


def test_what_the_driver_charges_for_a_call_depends_on_the_call_and_not_on_what_came_before():
    def takes_ms(*names: str) -> int:
        calls: list[AnyEffect] = [CallTool(request=name, tool="look_up", args={"name": name}) for name in names]
        machine = Playing(SessionStarted=[*calls, SetTimer(timer="t", after_ms=9_000)], TimerFired=[DONE])
        ran = rehearse(machine, ScriptedPerson([]), clerk_rehearsal())
        return next(row.at_ms for row in ran.rows if row.body == ToolReturned(request="Ann", result=True))

    assert takes_ms("Ann") == takes_ms("Bob", "Ann") == takes_ms("Ann", "Ann2")


# -- promises that must not break --------------------------------------------------------------------------------------


def test_a_session_that_waits_for_nothing_is_a_bug_that_names_its_seed():
    with pytest.raises(InvariantError, match=r"waits for nothing.*seed 42, digest [0-9a-f]{32}") as caught:
        rehearse(Playing(), ScriptedPerson([]), clerk_rehearsal(42))
    assert caught.value.exit_code == 70


def test_a_paused_utterance_with_nothing_else_due_is_a_bug():
    machine = Playing(SessionStarted=[Say(turn=1, text="Hello"), PauseSpeaking(turn=1)])
    with pytest.raises(InvariantError, match="Nothing is due"):
        rehearse(machine, ScriptedPerson([]), clerk_rehearsal())


def test_going_round_in_circles_hits_a_bound():
    class Dizzy(ScriptedPerson):
        def start(self) -> list[Due]:
            return [Due(0, Wake("again"))]

        def wake(self, at_ms: int, key: str) -> list[Due]:
            return [Due(0, Wake("again"))]

    machine = Playing(SessionStarted=[SetTimer(timer="t", after_ms=10)])
    with pytest.raises(InvariantError, match="Beyond its bounds at 0 ms"):
        rehearse(machine, Dizzy([]), having(clerk_rehearsal(), bounds=Bounds(items=500)))


def test_a_conversation_that_lasts_forever_hits_a_bound():
    machine = Playing(SessionStarted=[SetTimer(timer="t", after_ms=10**9)])
    with pytest.raises(InvariantError, match="Beyond its bounds at 1000000000 ms"):
        rehearse(machine, ScriptedPerson([]), clerk_rehearsal())


def test_nothing_may_follow_the_end():
    with pytest.raises(InvariantError, match="Note after End"):
        rehearse(Playing(SessionStarted=[DONE, Note(kind="late")]), ScriptedPerson([]), clerk_rehearsal())


def test_whatever_a_session_raises_names_the_conversation():
    class Broken(Playing):
        def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
            raise KeyError("oops")

    with pytest.raises(InvariantError, match=r"KeyError: 'oops'\. Conversation booking/plain/speech/5, seed 5"):
        rehearse(Broken(), ScriptedPerson([]), clerk_rehearsal(5))


# -- tools and the world -----------------------------------------------------------------------------------------------


def test_a_tool_that_fails_half_way_leaves_nothing_behind():
    def half(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        context.world.put("visits", "B1", {"name": "Ann"})
        return ToolFailed(request=call.request, attempt=call.attempt, kind="error", message="disk full")

    ran = rehearse_clerk(clerk_rehearsal(run_tool=half))
    assert ran.world.writes == []
    assert list(ran.world.rows("visits")) == []


def test_a_row_that_is_changed_in_place_changes_nobody_elses_world():
    tables = {"people": {"p1": {"name": "Ann", "times": ["10:00"]}}}

    def vandal(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        row = context.world.get("people", "p1")
        assert row is not None
        row["times"].clear()
        call.args["name"] = "Eve"
        return ToolReturned(request=call.request, attempt=call.attempt, result=True)

    ran = rehearse_clerk(clerk_rehearsal(run_tool=vandal, tables=tables))
    assert tables == {"people": {"p1": {"name": "Ann", "times": ["10:00"]}}}
    assert all(call.args == {"name": "Ann"} for call in bodies(ran, CallTool))


@pytest.mark.parametrize("result", [object(), "\ud800", {(1, 2): 3}, "x" * 300_000])
def test_a_result_that_is_no_json_is_garbage_and_writes_nothing(result: Json):
    def garbage(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        context.world.put("visits", "B1", {"name": "Ann"})
        return ToolReturned(request=call.request, attempt=call.attempt, result=result)

    ran = rehearse_clerk(clerk_rehearsal(run_tool=garbage))
    assert {failed.kind for failed in bodies(ran, ToolFailed)} == {"garbage"}
    assert ran.world.writes == []


def test_a_result_reaches_the_session_as_its_trace_will_hold_it():
    def odd(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        return ToolReturned(request=call.request, attempt=call.attempt, result=({"b", "a"}, {"2": float("nan")}))

    ran = rehearse_clerk(clerk_rehearsal(run_tool=odd))
    assert bodies(ran, ToolReturned)[0].result == [["a", "b"], {"2": None}]
    assert replay(decode_trace(ran.encode(), source="test").rows, Clerk()).identical


def test_a_row_that_is_no_json_fails_the_tool():
    def odd(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        context.world.put("visits", "B1", {"name": object()})
        return ToolReturned(request=call.request, attempt=call.attempt, result="B1")

    ran = rehearse_clerk(clerk_rehearsal(run_tool=odd))
    assert ran.world.writes == []
    assert "no JSON" in bodies(ran, ToolFailed)[0].message


def test_what_people_say_is_cut_and_cleaned_before_the_session_sees_it():
    ran = rehearse_clerk(clerk_rehearsal(), ["\ud800\x00" + "é" * 50_000])
    said = bodies(ran, UserSaid)[0].text
    assert len(said) == 20_000
    assert said.startswith("?\x00é")
    assert decode_trace(ran.encode(), source="test").rows == ran.rows


# -- faults ------------------------------------------------------------------------------------------------------------


def struck(kind: str, *lines: str, seed: int = 1, **options: str) -> Ran:
    schedule = FaultSchedule(seed, (kind,), 20.0)  # beyond every weight
    return rehearse_clerk(having(clerk_rehearsal(seed, **options), faults=schedule), lines or ["Ann"])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (*LINE_KINDS, *HOLD_KINDS)])
def test_every_kind_strikes_is_on_record_and_lets_the_call_end(kind: str):
    lines = ["a person please"] if kind == "declined" else ["Ann", "Ann", "Ann"]
    ran = struck(kind, *lines)
    assert {fault.kind for fault in bodies(ran, FaultStruck)} == {kind}
    assert replay(ran.rows, Clerk()).identical


@pytest.mark.parametrize("kind", ["timeout", "error"])
def test_a_fault_before_the_effect_changes_nothing(kind: str):
    ran = struck(kind)
    assert ran.world.writes == []
    assert ran.end.outcome == "handed_to_person"


@pytest.mark.parametrize("seed", range(1, 7))
def test_an_answer_lost_after_the_effect_is_one_write_whatever_the_retries(seed: int):
    ran = struck("applied_answer_lost", seed=seed)
    assert len(list(ran.world.find("visits", name="Ann"))) == 1
    assert sum(call.write for call in bodies(ran, CallTool)) == 3


@pytest.mark.parametrize("kind", ["garbage", "truncated"])
def test_an_unreadable_answer_is_a_failed_read(kind: str):
    assert {failed.kind for failed in bodies(struck(kind), ToolFailed)} == {"garbage"}


def test_a_duplicate_answer_comes_twice_and_a_late_one_after_the_timeout():
    returned = bodies(struck("duplicate"), ToolReturned)
    assert returned[0] in returned[1:]
    ran = struck("late")
    asked = next(row.at_ms for row in ran.rows if isinstance(row.body, CallTool))
    answered = next(row.at_ms for row in ran.rows if isinstance(row.body, ToolReturned))
    assert answered - asked > 2_000


@pytest.mark.parametrize("kind", ["slow", "late", "duplicate", "stale", "garbage", "applied_answer_lost"])
def test_a_refusal_reaches_the_session_whatever_strikes(kind: str):
    def refusing(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        if call.tool == "look_up":
            return run_clerk_tool(call, context)
        return ToolFailed(request=call.request, attempt=call.attempt, kind="refused", message="slot taken")

    schedule = FaultSchedule(2, (kind,), 20.0)
    ran = rehearse_clerk(having(clerk_rehearsal(2, run_tool=refusing), faults=schedule))
    assert ran.world.writes == []


def test_silence_swallows_the_whole_act_but_never_a_hang_up():
    ran = struck("silence", "Ann", "Ann", "Ann")
    assert not bodies(ran, UserSaid)
    assert not bodies(ran, SpeechStarted)
    assert bodies(ran, UserActed)


def test_a_lost_line_is_a_person_who_left():
    assert bodies(struck("hang_up"), UserLeft) == [UserLeft(reason="line lost")]


def test_a_lost_recogniser_result_leaves_only_the_sound():
    ran = struck("drop", "Ann", "Ann", "Ann")
    assert bodies(ran, SpeechStarted)
    assert not bodies(ran, UserSaid)


def test_typed_text_is_never_misheard():
    assert not bodies(struck("substitution", channel="chat"), FaultStruck)


# -- models ------------------------------------------------------------------------------------------------------------


class Parrot:
    """A model that says its prompt back, word by word."""

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str]:
        for word in payload.split():
            yield word + " "


class Metered:
    """Says what its answer took before the last piece of it, as some providers do."""

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        yield "one "
        yield ModelUsage(tokens_in=2, tokens_out=3, cost_microusd=15)
        yield "two"


class Down:
    async def answer(self, role: str, payload: Json) -> AsyncIterator[str]:
        raise ProviderError("down", code="provider.down", retryable=True)
        yield ""  # a generator


def drive(machine: Playing, model: Model | None) -> Ran:
    run = rehearse_async(machine, ScriptedPerson([]), having(clerk_rehearsal(), model=model))
    with pytest.raises(StopIteration) as stopped:
        run.send(None)
    return stopped.value.value  # type: ignore[no-any-return]


def test_what_an_answer_took_is_in_the_trace():
    ran = drive(
        Playing(SessionStarted=[AskModel(request="m1", role="brain", payload="x")], ModelAnswered=[DONE]), Metered()
    )
    said = ModelAnswered(request="m1", text="one two", tokens_in=2, tokens_out=3, cost_microusd=15)
    assert bodies(ran, ModelAnswered) == [said]


def test_a_model_is_awaited_while_time_stands_still_and_charged_a_latency():
    ask = AskModel(request="m1", role="brain", payload="one two", stream=True)
    ran = drive(Playing(SessionStarted=[ask], ModelAnswered=[DONE]), Parrot())
    assert [delta.text for delta in bodies(ran, ModelDelta)] == ["one ", "two "]
    assert bodies(ran, ModelAnswered) == [ModelAnswered(request="m1", text="one two ")]
    assert ran.virtual_ms > 100


def test_a_model_that_never_stops_is_cut_off():
    class Babbling:
        async def answer(self, role: str, payload: Json) -> AsyncIterator[str]:
            while True:
                yield "x" * 50_000

    ask = AskModel(request="m1", role="brain", payload="one")
    ran = drive(Playing(SessionStarted=[ask], ModelFailed=[DONE]), Babbling())
    assert bodies(ran, ModelFailed)[0].error == "the answer is too long"


def test_a_provider_that_is_down_is_an_event():
    ask = AskModel(request="m1", role="brain", payload="one")
    ran = drive(Playing(SessionStarted=[ask], ModelFailed=[DONE]), Down())
    assert bodies(ran, ModelFailed) == [ModelFailed(request="m1", error="provider.down", retryable=True)]


def test_without_a_model_the_session_is_told_so():
    ask = AskModel(request="m1", role="brain", payload="one")
    ran = rehearse(Playing(SessionStarted=[ask], ModelFailed=[DONE]), ScriptedPerson([]), clerk_rehearsal())
    assert bodies(ran, ModelFailed)[0].error == "no model is configured"


def test_only_the_asynchronous_driver_takes_a_model():
    with pytest.raises(InvariantError, match="rehearse_async"):
        rehearse(Clerk(), ScriptedPerson([]), having(clerk_rehearsal(), model=Parrot()))


def test_the_coroutine_and_the_plain_driver_give_the_same_trace():
    one = rehearse_clerk(clerk_rehearsal(3))
    run = rehearse_async(Clerk(), ScriptedPerson(["Ann"]), clerk_rehearsal(3))
    with pytest.raises(StopIteration) as stopped:
        run.send(None)
    assert stopped.value.value.encode() == one.encode()


# -- laws --------------------------------------------------------------------------------------------------------------

plans = st.builds(
    FaultPlan.of, st.lists(st.sampled_from(KINDS), unique=True), rate=st.sampled_from([0.05, 0.3, 0.7, 1.0])
)
lines = st.lists(st.sampled_from(["Ann", "", "a person please", "Nobody", "Bob", "\x00", "é" * 30]), max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), plans, lines, st.booleans(), st.sampled_from(["speech", "chat"]))
def test_whatever_goes_wrong_a_call_ends_is_deterministic_replays_and_writes_once(
    seed: int, plan: FaultPlan, said: list[str], then_leave: bool, channel: str
):
    ran = rehearse_clerk(clerk_rehearsal(seed, faults=plan, channel=channel), said, then_leave=then_leave)
    again = rehearse_clerk(clerk_rehearsal(seed, faults=plan, channel=channel), said, then_leave=then_leave)
    assert first_difference(ran.rows, again.rows) is None
    assert ran.header.digest == again.header.digest
    assert replay(decode_trace(ran.encode(), source="test").rows, Clerk()).identical
    names = [row["name"] for _, row in ran.world.rows("visits")]
    assert len(names) == len(set(names))
    assert sum(isinstance(row.body, PlayoutStarted) for row in ran.rows) <= sum(
        isinstance(row.body, Say) for row in ran.rows
    )


@given(st.integers(0, 500))
def test_times_never_go_back(seed: int):
    rows: tuple[Row, ...] = rehearse_clerk(clerk_rehearsal(seed, faults=FaultPlan.parse("all", rate=0.5))).rows
    assert [row.at_ms for row in rows] == sorted(row.at_ms for row in rows)


@pytest.mark.parametrize("raised", [GeneratorExit(), asyncio.CancelledError()])
def test_a_tool_that_raises_what_is_no_exception_has_failed(raised: BaseException):
    def run(_call: CallTool, _context: ToolContext) -> ToolReturned:
        raise raised

    port = ToolPort(
        conversation="card/plain/chat/1",
        seed=1,
        started=datetime(2026, 8, 19, tzinfo=UTC),
        tools={},
        run=run,
        world=World({}),
        faults=None,
        watchdog=Unwatched(),
    )
    call = CallTool(request="r1", attempt=1, tool="is_free", args={}, idempotency_key="k", write=False, timeout_ms=1000)
    _, (delivery,) = port.call(0, call)
    assert isinstance(delivery.event, ToolFailed)
    assert type(raised).__name__ in delivery.event.message
