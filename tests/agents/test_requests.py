from __future__ import annotations

import heapq
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.agents.agent import Tool
from seatrial.agents.requests import REQUESTS_MAX, Requests
from seatrial.agents.signals import Delta, Done, Failed
from seatrial.agents.timers import Timers
from seatrial.core.effects import AnyEffect, AskModel, CallTool, Cancel, CancelTimer, Effect, Note, SetTimer
from seatrial.core.events import (
    AnyEvent,
    Json,
    ModelAnswered,
    ModelDelta,
    ModelFailed,
    ProviderHealth,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
)

TOOLS = {
    tool.name: tool
    for tool in (
        Tool(name="in_area", args={"postcode": "postcode"}, timeout_ms=2_000, attempts=2),
        Tool(name="book", args={"at": "when", "tel": "phone"}, write=True, timeout_ms=3_000, reconcile="find"),
        Tool(name="find", args={"phone": "phone", "slot": "when"}, timeout_ms=1_000, attempts=2),
        Tool(name="pay", args={"amount": "amount"}, write=True, idempotent=True, attempts=2),
        Tool(name="pay_or_look", args={"phone": "phone"}, write=True, idempotent=True, attempts=2, reconcile="find"),
        Tool(name="post", args={"text": "text"}, write=True),
    )
}
MODELS: dict[str, Json] = {
    "brain": {"model": "large", "fallbacks": ["small"], "timeout_ms": 4_000, "attempts": 2},
    "hedged": {"model": "large", "fallbacks": ["small"], "timeout_ms": 4_000, "attempts": 1, "hedge_ms": 1_000},
    "poor": {"model": "large", "attempts": 3, "calls_max": 2},
    "named": "large",
}


class Desk:
    """Requests with a clock, and no driver."""

    def __init__(self) -> None:
        self.timers = Timers()
        self.requests = Requests(TOOLS, "c1", self.timers, MODELS)
        self.now = 0
        self.due: list[tuple[int, int, str]] = []
        self.cancelled: set[str] = set()
        self.effects: list[AnyEffect] = []
        self.ends: list[Done | Failed] = []
        self.pieces: list[str] = []
        self.armed = 0

    def take(self, items: Iterable[AnyEffect | Done | Failed | Delta]) -> None:
        for item in items:
            if isinstance(item, SetTimer):
                self.armed += 1
                heapq.heappush(self.due, (self.now + item.after_ms, self.armed, item.timer))
            elif isinstance(item, CancelTimer):
                self.cancelled.add(item.timer)
            elif isinstance(item, Effect):
                self.effects.append(item)
            elif isinstance(item, Delta):
                self.pieces.append(item.text)
            else:
                self.ends.append(item)

    def call(self, tool: str, **args: Json) -> str:
        request, items = self.requests.call(self.now, tool, args)
        self.take(items)
        return request

    def ask(self, role: str, *, stream: bool = False) -> str:
        request, items = self.requests.ask_model(self.now, role, {"text": "hi"}, stream=stream)
        self.take(items)
        return request

    def event(self, event: AnyEvent) -> None:
        self.take(self.requests.receive(self.now, event))

    def next_due(self) -> int | None:
        while self.due and self.due[0][2] in self.cancelled:
            heapq.heappop(self.due)
        return self.due[0][0] if self.due else None

    def until(self, at: int) -> None:
        while (due := self.next_due()) is not None and due <= at:
            self.now, _, timer = heapq.heappop(self.due)
            name = self.timers.fired(timer)
            assert name is not None
            self.take(self.requests.timer(self.now, name))
        self.now = at

    def calls(self) -> list[CallTool]:
        return [effect for effect in self.effects if isinstance(effect, CallTool)]

    def asks(self) -> list[AskModel]:
        return [effect for effect in self.effects if isinstance(effect, AskModel)]

    def tried(self) -> list[tuple[str, int]]:
        return [(call.tool, call.attempt) for call in self.calls()]

    def notes(self) -> list[str]:
        return [effect.kind for effect in self.effects if isinstance(effect, Note)]


# -- reads ------------------------------------------------------------------------------------------------------------


def test_a_call_names_its_attempt_its_timeout_and_its_key():
    desk = Desk()
    request = desk.call("in_area", postcode="SW1A 1AA")
    assert desk.effects == [
        CallTool(
            request=request,
            tool="in_area",
            args={"postcode": "SW1A 1AA"},
            attempt=1,
            timeout_ms=2_000,
            write=False,
            idempotency_key=f"c1/{request}",
        )
    ]
    desk.event(ToolReturned(request=request, result=True))
    assert desk.ends == [Done(request=request, tool="in_area", result=True)]
    assert not desk.requests.outstanding
    assert len(desk.timers.running) == 0


def test_a_read_that_times_out_is_tried_again_after_a_rest_with_the_same_key():
    desk = Desk()
    request = desk.call("in_area")
    desk.until(2_199)
    assert desk.tried() == [("in_area", 1)]
    desk.until(2_200)
    assert desk.tried() == [("in_area", 1), ("in_area", 2)]
    assert len({call.idempotency_key for call in desk.calls()}) == 1
    desk.until(10_000)
    assert desk.ends == [Failed(request=request, tool="in_area", kind="timeout", message="no answer in time")]
    assert desk.effects[-1] == Cancel(request=request)


@pytest.mark.parametrize("kind", ["error", "garbage", "unavailable"])
def test_a_read_that_breaks_is_tried_again(kind: str):
    desk = Desk()
    request = desk.call("in_area")
    desk.event(ToolFailed(request=request, kind=kind, message="broken"))
    desk.until(200)
    desk.event(ToolReturned(request=request, attempt=2, result=False))
    assert desk.ends == [Done(request=request, tool="in_area", result=False)]


def test_a_refusal_is_final():
    desk = Desk()
    request = desk.call("in_area")
    desk.event(ToolFailed(request=request, kind="refused", message="no such postcode", retryable=True))
    assert desk.ends == [Failed(request=request, tool="in_area", kind="refused", message="no such postcode")]


def test_an_answer_that_comes_during_the_rest_counts():
    desk = Desk()
    request = desk.call("in_area")
    desk.until(2_100)
    desk.event(ToolReturned(request=request, attempt=1, result=True))
    assert desk.ends == [Done(request=request, tool="in_area", result=True)]
    desk.until(10_000)
    assert desk.tried() == [("in_area", 1)]


def test_answers_to_old_attempts_and_second_answers_are_stale():
    desk = Desk()
    request = desk.call("in_area")
    desk.until(2_300)
    desk.event(ToolReturned(request=request, attempt=1, result="old"))
    assert desk.ends == []
    desk.event(ToolReturned(request=request, attempt=2, result="new"))
    desk.event(ToolReturned(request=request, attempt=2, result="again"))
    desk.event(ToolReturned(request="nobody.9", result="lost"))
    assert desk.ends == [Done(request=request, tool="in_area", result="new")]
    assert desk.notes() == ["stale", "stale", "stale"]


def test_a_read_of_a_tool_known_to_be_down_fails_at_once():
    desk = Desk()
    desk.event(ProviderHealth(provider="in_area", healthy=False))
    request = desk.call("in_area")
    assert desk.ends == [Failed(request=request, tool="in_area", kind="unavailable", message="known to be down")]
    desk.event(ProviderHealth(provider="in_area", healthy=True))
    desk.call("in_area")
    assert desk.tried() == [("in_area", 1)]


def test_a_tool_that_goes_down_is_not_tried_again():
    desk = Desk()
    request = desk.call("in_area")
    desk.event(ProviderHealth(provider="in_area", healthy=False))
    desk.event(ToolFailed(request=request, kind="error"))
    assert [end.kind for end in desk.ends if isinstance(end, Failed)] == ["error"]


def test_cancelling_gives_up_reads_and_models_but_no_write():
    desk = Desk()
    read = desk.call("in_area")
    write = desk.call("post", text="hello")
    asked = desk.ask("brain")
    desk.take(desk.requests.cancel_reads())
    assert [effect.request for effect in desk.effects if isinstance(effect, Cancel)] == [read, asked]
    assert desk.requests.writes_outstanding
    desk.event(ToolReturned(request=read))
    desk.event(ToolReturned(request=write, result="sent"))
    assert desk.ends == [Done(request=write, tool="post", result="sent")]
    assert desk.notes() == ["stale"]


def test_an_unknown_tool_fails_at_once():
    desk = Desk()
    request = desk.call("rm_rf")
    assert desk.ends == [Failed(request=request, tool="rm_rf", kind="error", message="there is no such tool")]


def test_requests_are_bounded():
    desk = Desk()
    for _ in range(REQUESTS_MAX + 3):
        desk.call("in_area")
    assert len(desk.calls()) == REQUESTS_MAX
    assert [end.kind for end in desk.ends if isinstance(end, Failed)] == ["unavailable"] * 3


def test_a_huge_message_is_cut():
    desk = Desk()
    desk.event(ToolFailed(request=desk.call("in_area"), kind="refused", message="x" * 100_000))
    (end,) = desk.ends
    assert isinstance(end, Failed)
    assert len(end.message) == 500


# -- writes -----------------------------------------------------------------------------------------------------------


def test_a_write_that_broke_before_it_did_anything_is_tried_again_only_when_told_so():
    desk = Desk()
    first = desk.call("post")
    desk.event(ToolFailed(request=first, kind="unavailable", retryable=True))
    desk.until(200)
    assert desk.tried() == [("post", 1), ("post", 2)]
    second = desk.call("post")
    desk.event(ToolFailed(request=second, kind="error"))
    assert desk.ends == [Failed(request=second, tool="post", kind="error")]


def test_a_write_without_a_way_to_look_ends_unknown():
    desk = Desk()
    request = desk.call("post")
    desk.until(2_000)
    assert desk.ends == [Failed(request=request, tool="post", kind="unknown", message="no answer in time")]
    assert not any(isinstance(effect, Cancel) for effect in desk.effects)


def test_garbage_from_a_write_is_an_unknown_outcome():
    desk = Desk()
    request = desk.call("post")
    desk.event(ToolFailed(request=request, kind="garbage", message="not a str"))
    assert desk.ends == [Failed(request=request, tool="post", kind="unknown", message="not a str")]


def test_an_idempotent_write_is_tried_again_with_the_same_key():
    desk = Desk()
    request = desk.call("pay", amount="12.50")
    desk.event(ToolOutcomeUnknown(request=request))
    desk.until(200)
    first, second = desk.calls()
    assert (second.attempt, second.idempotency_key) == (2, first.idempotency_key)
    desk.event(ToolReturned(request=request, attempt=2, result="R1"))
    assert desk.ends == [Done(request=request, tool="pay", result="R1")]


def test_an_idempotent_write_that_stays_unknown_ends_unknown_or_is_looked_up():
    desk = Desk()
    pay = desk.call("pay")
    look = desk.call("pay_or_look", phone="+44")
    desk.until(4_500)
    assert [(end.request, end.kind) for end in desk.ends if isinstance(end, Failed)] == [(pay, "unknown")]
    find = desk.calls()[-1]
    assert find.tool == "find"
    desk.event(ToolReturned(request=find.request, result={"reference": "R1"}))
    assert desk.ends[-1] == Done(request=look, tool="pay_or_look", result={"reference": "R1"})


def test_a_refusal_after_an_unknown_outcome_proves_nothing():
    desk = Desk()
    request = desk.call("pay")
    desk.event(ToolOutcomeUnknown(request=request))
    desk.until(200)
    desk.event(ToolFailed(request=request, attempt=2, kind="refused", message="already paid"))
    assert desk.ends == [Failed(request=request, tool="pay", kind="unknown", message="already paid")]


def test_a_write_with_an_unknown_outcome_is_looked_up_by_key_and_by_what_it_was_about():
    desk = Desk()
    request = desk.call("book", at="2026-08-21T16:30", tel="+447700900123")
    desk.event(ToolOutcomeUnknown(request=request))
    find = desk.calls()[-1]
    assert (find.tool, find.write, find.idempotency_key) == ("find", False, f"c1/{request}")
    assert find.args == {"phone": "+447700900123", "slot": "2026-08-21T16:30"}
    assert desk.requests.writes_outstanding
    desk.event(ToolReturned(request=find.request, result="R7"))
    assert desk.ends == [Done(request=request, tool="book", result="R7")]
    assert len(desk.timers.running) == 0


def test_a_write_that_was_looked_for_and_not_found_is_tried_once_more():
    desk = Desk()
    request = desk.call("book")
    for attempt in (1, 2):
        desk.event(ToolOutcomeUnknown(request=request, attempt=attempt))
        desk.event(ToolReturned(request=desk.calls()[-1].request, result=None))
    assert desk.tried() == [("book", 1), ("find", 1), ("book", 2), ("find", 1)]
    assert [(end.request, end.kind) for end in desk.ends if isinstance(end, Failed)] == [(request, "error")]


def test_a_write_that_never_answered_is_not_tried_again_although_it_was_not_found():
    desk = Desk()
    request = desk.call("book")
    desk.until(3_000)
    desk.event(ToolReturned(request=desk.calls()[-1].request, result=None))
    assert [(end.request, end.kind) for end in desk.ends if isinstance(end, Failed)] == [(request, "unknown")]
    assert [tool for tool, _ in desk.tried()] == ["book", "find"]


def test_a_late_answer_settles_a_write_that_is_being_looked_for():
    desk = Desk()
    request = desk.call("book")
    desk.until(3_400)
    find = desk.calls()[-1]
    desk.event(ToolReturned(request=request, result="R7"))
    assert desk.ends == [Done(request=request, tool="book", result="R7")]
    assert desk.effects[-1] == Cancel(request=find.request)
    assert not desk.requests.outstanding


def test_the_read_that_looks_is_tried_again_too_and_its_failure_leaves_the_outcome_unknown():
    desk = Desk()
    request = desk.call("book")
    desk.event(ToolOutcomeUnknown(request=request))
    desk.until(10_000)
    assert desk.tried() == [("book", 1), ("find", 1), ("find", 2)]
    assert [(end.request, end.kind) for end in desk.ends if isinstance(end, Failed)] == [(request, "unknown")]


def test_cancelling_leaves_the_read_that_looks_after_a_write():
    desk = Desk()
    request = desk.call("book")
    desk.event(ToolOutcomeUnknown(request=request))
    desk.take(desk.requests.cancel_reads())
    desk.event(ToolReturned(request=desk.calls()[-1].request, result="R7"))
    assert desk.ends == [Done(request=request, tool="book", result="R7")]


def test_after_a_crash_reads_are_asked_again_and_writes_are_resolved():
    desk = Desk()
    for tool in ("in_area", "pay", "book", "post"):
        desk.call(tool)
    desk.until(100)
    desk.effects.clear()
    desk.take(desk.requests.resumed(desk.now))
    desk.until(1_000)
    assert desk.tried() == [("in_area", 2), ("find", 1), ("pay", 2)]
    assert [(end.tool, end.kind) for end in desk.ends if isinstance(end, Failed)] == [("post", "unknown")]


def test_a_crash_costs_no_attempt():
    desk = Desk()
    request = desk.call("pay")
    desk.event(ToolOutcomeUnknown(request=request))
    desk.until(200)
    desk.take(desk.requests.resumed(desk.now))
    desk.until(1_000)
    assert desk.tried() == [("pay", 1), ("pay", 2), ("pay", 3)]


def test_after_a_crash_a_read_that_was_looking_goes_on_looking():
    desk = Desk()
    request = desk.call("book")
    desk.event(ToolOutcomeUnknown(request=request))
    desk.take(desk.requests.resumed(desk.now))
    assert desk.tried() == [("book", 1), ("find", 1), ("find", 2)]
    desk.event(ToolReturned(request=desk.calls()[-1].request, attempt=2, result="R7"))
    assert desk.ends == [Done(request=request, tool="book", result="R7")]


# -- models -----------------------------------------------------------------------------------------------------------


def test_a_model_answers():
    desk = Desk()
    request = desk.ask("named")
    assert desk.asks() == [AskModel(request=request, role="named", payload={"text": "hi"}, model="large")]
    desk.event(ModelAnswered(request=request, text="hello", calls=({"tool": "in_area"},)))
    assert desk.ends == [Done(request=request, tool="named", result={"text": "hello", "calls": [{"tool": "in_area"}]})]
    assert len(desk.timers.running) == 0


def test_a_model_is_retried_then_the_next_one_is_asked():
    desk = Desk()
    request = desk.ask("brain")
    desk.event(ModelFailed(request=request, error="overloaded", retryable=True))
    desk.until(300)
    desk.event(ModelFailed(request=request, attempt=2, error="overloaded", retryable=True))
    assert [(ask.model, ask.attempt) for ask in desk.asks()] == [("large", 1), ("large", 2), ("small", 3)]
    desk.until(30_000)
    assert [(end.kind, end.message) for end in desk.ends if isinstance(end, Failed)] == [
        ("timeout", "no answer in time")
    ]
    assert [ask.model for ask in desk.asks()] == ["large", "large", "small", "small"]


def test_a_failure_that_would_repeat_itself_goes_to_the_next_model_at_once():
    desk = Desk()
    request = desk.ask("brain")
    desk.event(ModelFailed(request=request, error="refused"))
    assert [ask.model for ask in desk.asks()] == ["large", "small"]
    desk.event(ModelFailed(request=request, attempt=2, error="refused"))
    assert [(end.kind, end.message) for end in desk.ends if isinstance(end, Failed)] == [("error", "refused")]


def test_pieces_are_passed_on_as_long_as_they_come_and_there_is_no_second_try_after_one():
    desk = Desk()
    request = desk.ask("brain", stream=True)
    for number in range(5):
        desk.until(number * 3_000)
        desk.event(ModelDelta(request=request, text=f"{number} "))
    desk.event(ModelFailed(request=request, error="broken", retryable=True))
    assert desk.pieces == ["0 ", "1 ", "2 ", "3 ", "4 "]
    assert [(end.kind, end.message) for end in desk.ends if isinstance(end, Failed)] == [("error", "broken")]
    assert len(desk.asks()) == 1


def test_a_stream_that_stalls_fails():
    desk = Desk()
    request = desk.ask("brain", stream=True)
    desk.until(1_000)
    desk.event(ModelDelta(request=request, text="So "))
    desk.until(4_999)
    assert desk.ends == []
    desk.until(5_000)
    assert [end.kind for end in desk.ends if isinstance(end, Failed)] == ["timeout"]


def test_a_stream_that_never_ends_is_cut():
    desk = Desk()
    request = desk.ask("brain", stream=True)
    for _ in range(60):
        desk.event(ModelDelta(request=request, text="x" * 1_000))
    assert [end.kind for end in desk.ends if isinstance(end, Failed)] == ["garbage"]
    assert len(desk.pieces) == 50


def test_a_slow_model_is_hedged_and_the_first_words_win():
    desk = Desk()
    request = desk.ask("hedged", stream=True)
    desk.until(1_000)
    assert [(ask.model, ask.attempt) for ask in desk.asks()] == [("large", 1), ("small", 2)]
    desk.event(ModelDelta(request=request, attempt=2, text="Hi"))
    desk.event(ModelDelta(request=request, attempt=1, text="Hello"))
    desk.event(ModelAnswered(request=request, attempt=2, text="Hi"))
    assert desk.pieces == ["Hi"]
    assert desk.notes() == ["stale"]
    assert desk.ends == [Done(request=request, tool="hedged", result={"text": "Hi", "calls": []})]


def test_a_hedge_outlives_the_model_it_was_for():
    desk = Desk()
    request = desk.ask("hedged")
    desk.until(1_500)
    desk.event(ModelFailed(request=request, attempt=1, error="broken"))
    assert desk.ends == []
    desk.event(ModelAnswered(request=request, attempt=2, text="Hi"))
    assert [type(end) for end in desk.ends] == [Done]


def test_the_budget_bounds_calls():
    desk = Desk()
    for _ in range(2):
        request = desk.ask("poor")
        desk.event(ModelAnswered(request=request))
    desk.ask("poor")
    assert len(desk.asks()) == 2
    assert isinstance(desk.ends[-1], Failed)
    assert (desk.ends[-1].kind, desk.ends[-1].message) == ("unavailable", "the budget of 2 calls is spent")


def test_models_known_to_be_down_are_passed_over():
    desk = Desk()
    desk.event(ProviderHealth(provider="large", healthy=False))
    desk.ask("brain")
    assert [ask.model for ask in desk.asks()] == ["small"]
    named = desk.ask("named")
    assert desk.ends == [
        Failed(request=named, tool="named", kind="unavailable", message="every model of the role is down")
    ]


def test_a_role_without_a_model_fails():
    desk = Desk()
    request = desk.ask("judge")
    assert desk.ends == [Failed(request=request, tool="judge", kind="unavailable", message="no model has this role")]


def test_after_a_crash_a_model_is_asked_again_unless_it_had_begun_to_answer():
    desk = Desk()
    quiet, begun = desk.ask("hedged"), desk.ask("brain", stream=True)
    desk.event(ModelDelta(request=begun, text="So "))
    desk.effects.clear()
    desk.take(desk.requests.resumed(desk.now))
    assert [(ask.request, ask.attempt, ask.model) for ask in desk.asks()] == [(quiet, 2, "large")]
    assert [(end.request, end.kind) for end in desk.ends if isinstance(end, Failed)] == [(begun, "unavailable")]


# -- laws -------------------------------------------------------------------------------------------------------------

ANSWERS = st.sampled_from(
    ["return", "none", "refused", "error", "unavailable", "garbage", "unknown", "silent", "retryable"]
)


def answer(request: str, attempt: int, kind: str) -> AnyEvent | None:
    match kind:
        case "return" | "none":
            return ToolReturned(request=request, attempt=attempt, result="R1" if kind == "return" else None)
        case "unknown":
            return ToolOutcomeUnknown(request=request, attempt=attempt)
        case "silent":
            return None
        case "retryable":
            return ToolFailed(request=request, attempt=attempt, kind="error", retryable=True)
        case _:
            return ToolFailed(request=request, attempt=attempt, kind=kind)


@settings(max_examples=300, deadline=None)
@given(
    tool=st.sampled_from(sorted(TOOLS)),
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("answer"), ANSWERS, st.integers(-1, 0)),
            st.tuples(st.sampled_from(["crash", "wait", "down", "up"]), st.just(""), st.integers(0, 4_000)),
        ),
        max_size=30,
    ),
)
def test_whatever_happens_a_request_ends_exactly_once(tool: str, steps: list[tuple[str, str, int]]):
    desk = Desk()
    request = desk.call(tool)
    crashes = 0
    for what, kind, number in steps:
        if what == "answer":
            latest = desk.calls()[-1]
            event = answer(latest.request, latest.attempt + number, kind)
            if event is not None:
                desk.event(event)
        elif what == "wait":
            desk.until(desk.now + number)
        elif what == "crash":
            crashes += 1
            desk.take(desk.requests.resumed(desk.now))
        else:
            desk.event(ProviderHealth(provider=tool, healthy=what == "up"))
        assert desk.requests.outstanding == (len(desk.timers.running) == 1)  # the call's own, or of the read that looks
    desk.until(desk.now + 60_000)
    assert [end.request for end in desk.ends] == [request]
    assert not desk.requests.outstanding
    assert len(desk.timers.running) == 0
    tries = [call for call in desk.calls() if call.request == request]
    assert len(tries) <= max(2, TOOLS[tool].attempts) + crashes + 1
    assert len({call.idempotency_key for call in tries}) == 1


FAULTS = [
    "none",
    "refused",
    "error",
    "retryable",
    "broke_before",
    "broke_after",
    "silent_before",
    "silent_after",
    "late",
    "slow",
]


@settings(max_examples=400, deadline=None)
@given(
    tool=st.sampled_from(["book", "pay", "pay_or_look", "post"]),
    faults=st.lists(st.sampled_from(FAULTS), max_size=8),
    found=st.lists(st.sampled_from(["truth", "silent", "error", "garbage"]), max_size=8),
)
def test_no_write_is_doubled_and_no_answer_about_it_is_a_lie(tool: str, faults: list[str], found: list[str]):
    desk = Desk()
    desk.call(tool)
    rows: list[str] = []  # what the world holds
    late: list[tuple[int, str, AnyEvent | None]] = []  # (when, key of a write done then, answer)
    seen = 0
    while desk.requests.outstanding:
        for call in desk.calls()[seen:]:
            seen += 1
            if call.write:
                carry_out(desk, call, faults.pop(0) if faults else "none", rows, late)
            else:
                look_up(desk, call, found.pop(0) if found else "truth", rows)
        if len(desk.calls()) > seen or not desk.requests.outstanding:
            continue
        due = desk.next_due()
        assert due is not None
        late.sort(key=lambda item: item[0])
        if late and late[0][0] <= due:
            desk.now, key, event = late.pop(0)
            if key:
                apply(key, rows)
            if event is not None:
                desk.event(event)
        else:
            desk.until(due)
    for _, key, _event in late:
        if key:
            apply(key, rows)
    (end,) = desk.ends
    assert len(rows) <= 1
    if isinstance(end, Done):
        assert rows
    elif end.kind != "unknown":
        assert not rows


def apply(key: str, rows: list[str]) -> None:
    if key.startswith("c1/pay"):  # the idempotent ones
        if key not in rows:
            rows.append(key)
    else:
        rows.append(key)


def carry_out(
    desk: Desk, call: CallTool, fault: str, rows: list[str], late: list[tuple[int, str, AnyEvent | None]]
) -> None:
    done = ToolReturned(request=call.request, attempt=call.attempt, result="R1")
    key = call.idempotency_key
    if fault in {"none", "broke_after", "silent_after", "late"}:
        apply(key, rows)
    match fault:
        case "none":
            desk.event(done)
        case "refused" | "error" | "retryable":
            event = answer(call.request, call.attempt, fault)
            assert event is not None
            desk.event(event)
        case "broke_before" | "broke_after":
            desk.event(ToolOutcomeUnknown(request=call.request, attempt=call.attempt))
        case "late":
            late.append((desk.now + call.timeout_ms + 150, "", done))
        case "slow":  # does it only after nobody waits any more
            late.append((desk.now + call.timeout_ms + 5_000, key, done))
        case _:
            pass


def look_up(desk: Desk, call: CallTool, fault: str, rows: list[str]) -> None:
    match fault:
        case "truth":
            found = "R1" if call.idempotency_key in rows else None
            desk.event(ToolReturned(request=call.request, attempt=call.attempt, result=found))
        case "silent":
            pass
        case _:
            desk.event(ToolFailed(request=call.request, attempt=call.attempt, kind=fault))


@settings(max_examples=200, deadline=None)
@given(
    role=st.sampled_from(["brain", "hedged", "poor", "named"]),
    steps=st.lists(
        st.tuples(st.sampled_from(["delta", "answer", "fail", "retry", "wait", "crash"]), st.integers(-1, 4)),
        max_size=30,
    ),
)
def test_whatever_happens_a_model_request_ends_exactly_once(role: str, steps: list[tuple[str, int]]):
    desk = Desk()
    request = desk.ask(role, stream=True)
    for what, number in steps:
        match what:
            case "delta":
                desk.event(ModelDelta(request=request, attempt=number, text="so "))
            case "answer":
                desk.event(ModelAnswered(request=request, attempt=number, text="so"))
            case "fail" | "retry":
                desk.event(ModelFailed(request=request, attempt=number, error="broken", retryable=what == "retry"))
            case "wait":
                desk.until(desk.now + (number + 1) * 700)
            case _:
                desk.take(desk.requests.resumed(desk.now))
        assert desk.requests.outstanding == (f"requests.{request}" in desk.timers.running)
    desk.until(desk.now + 120_000)
    assert [end.request for end in desk.ends] == [request]
    assert len(desk.timers.running) == 0


def once_tools(*, idempotent: bool) -> dict[str, Tool]:
    book = Tool(name="book", args={}, write=True, once_per=("phone",), idempotent=idempotent)
    return {"book": book, "cancel": Tool(name="cancel", args={}, write=True)}


def finish(requests: Requests, tool: str, phone: str, result: str) -> list[object]:
    request, out = requests.call(0, tool, {"phone": phone})
    calls = [effect for effect in out if isinstance(effect, CallTool)]
    if not calls:
        return list(out)
    return [*out, *requests.receive(1, ToolReturned(request=request, attempt=1, result=result))]


def test_the_same_write_again_has_the_same_key_and_another_one_has_not() -> None:
    requests = Requests(once_tools(idempotent=True), "ns", Timers())
    keys = []
    for phone in ("1", "1", "2"):
        out = finish(requests, "book", phone, "R")
        keys += [effect.idempotency_key for effect in out if isinstance(effect, CallTool)]
    assert keys[0] == keys[1]
    assert keys[2] != keys[0]


def test_a_write_that_is_not_idempotent_is_not_done_again_within_a_session() -> None:
    requests = Requests(once_tools(idempotent=False), "ns", Timers())
    finish(requests, "book", "1", "R1")
    again = finish(requests, "book", "1", "R2")
    assert not any(isinstance(effect, CallTool) for effect in again)
    assert [signal.result for signal in again if isinstance(signal, Done)] == ["R1"]


def test_after_another_write_that_may_have_undone_it_the_same_write_is_new() -> None:
    requests = Requests(once_tools(idempotent=False), "ns", Timers())
    finish(requests, "book", "1", "R1")
    finish(requests, "cancel", "1", "ok")
    again = finish(requests, "book", "1", "R2")
    assert [signal.result for signal in again if isinstance(signal, Done)] == ["R2"]
