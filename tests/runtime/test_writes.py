"""Claims about the audit of writes."""

import pytest

from seatrial.agents.agent import Tool
from seatrial.core.effects import AnyEffect, CallTool, Note
from seatrial.core.events import AnyEvent, Json, ToolFailed, ToolReturned
from seatrial.core.ports import ToolContext
from seatrial.core.trace import Row
from seatrial.core.world import World
from seatrial.runtime.faults import FaultPlan
from seatrial.runtime.writes import audit_writes
from seatrial.testing.clerk import CLERK_TOOLS
from seatrial.testing.rehearsals import clerk_rehearsal, rehearse_clerk

TOOLS = {
    "book": Tool(name="book", args={}, write=True, once_per=("phone", "when")),
    "find_booking": Tool(name="find_booking", args={}),
}
ARGS = {"phone": "1", "when": "mon"}


def call(request: str = "book.1", key: str = "k1", attempt: int = 1, tool: str = "book") -> CallTool:
    return CallTool(request=request, tool=tool, args=ARGS, attempt=attempt, write=tool == "book", idempotency_key=key)


def rows(*bodies: AnyEvent | AnyEffect) -> list[Row]:
    return [Row(0, "in" if isinstance(body, ToolReturned | ToolFailed) else "out", body) for body in bodies]


def world(
    *writes: tuple[str, str, dict[str, Json]], table: str = "visits", base: dict[str, Json] | None = None
) -> World:
    made = World({table: base or {}})
    for key, row_key, row in writes:
        made.call = ("book", key)
        made.put(table, row_key, row)
    return made


def kinds(trace: list[Row], made: World) -> list[tuple[str, str]]:
    return [(problem.kind, problem.about) for problem in audit_writes(trace, made, TOOLS)]


def test_a_write_that_was_done_once_is_in_order():
    assert kinds(rows(call(), ToolReturned(request="book.1")), world(("k1", "B1", ARGS))) == []


def test_a_write_taken_for_done_without_a_row_is_lost_and_the_row_that_said_so_is_named():
    trace = rows(call(), ToolReturned(request="book.1"))
    problem = audit_writes(trace, world(), TOOLS)[0]
    assert (problem.kind, problem.tool, problem.about, problem.row) == ("lost", "book", "k1", 1)
    assert "book" in problem.reason


def test_an_answer_that_was_dropped_as_stale_makes_nothing_done():
    stale = Note(kind="stale", about="book.1")
    assert kinds(rows(call(), ToolReturned(request="book.1"), stale), world()) == []
    assert kinds(rows(call(), ToolReturned(request="book.1", attempt=0)), world()) == []
    later = rows(call(), ToolReturned(request="book.1"), ToolReturned(request="book.1"), stale)
    assert kinds(later, world()) == [("lost", "k1")]


def test_a_refused_or_failed_write_is_not_lost():
    failed = ToolFailed(request="book.1", kind="refused", message="slot taken")
    assert kinds(rows(call(), failed), world()) == []


def test_a_tool_that_finds_its_work_already_done_loses_nothing():
    trace = rows(call(key="k2"), ToolReturned(request="book.1"))
    assert kinds(trace, world(("k1", "B1", ARGS))) == []
    assert kinds(trace, world(base={"B0": dict(ARGS)})) == []


def test_a_read_that_confirms_a_write_makes_it_done():
    looked = call(request="find_booking.2", tool="find_booking")
    trace = rows(call(), looked, ToolReturned(request="find_booking.2", result="B1"))
    assert kinds(trace, world()) == [("lost", "k1")]
    assert kinds(rows(call(), looked, ToolReturned(request="find_booking.2", result=None)), world()) == []


def test_a_write_undone_later_was_not_lost():
    made = world(("k1", "B1", ARGS))
    made.delete("visits", "B1")
    assert kinds(rows(call(), ToolReturned(request="book.1")), made) == []


def test_two_rows_equal_in_what_makes_a_write_the_same_are_doubled_whatever_their_keys():
    made = world(("k1", "B1", {**ARGS, "name": "Ann"}), ("k2", "B2", {**ARGS, "name": "Anne"}))
    assert kinds([], made) == [("doubled", "visits: B1, B2")]


def test_rows_that_differ_in_one_such_field_are_two_bookings():
    assert kinds([], world(("k1", "B1", ARGS), ("k1", "B2", {**ARGS, "when": "tue"}))) == []


def test_a_row_equal_to_one_that_was_there_before_is_doubled():
    assert kinds([], world(("k1", "B1", ARGS), base={"B0": dict(ARGS)})) == [("doubled", "visits: B0, B1")]


def test_rows_that_were_equal_before_are_nobodys_fault():
    base = {"B0": dict(ARGS), "B1": dict(ARGS)}
    assert kinds([], world(("k1", "B2", {**ARGS, "phone": "2"}), base=base)) == []


def test_writing_one_row_again_doubles_nothing():
    assert kinds([], world(("k1", "B1", ARGS), ("k2", "B1", ARGS))) == []


def test_arguments_stand_in_for_fields_that_the_row_calls_otherwise():
    trace = rows(call(key="k1"), call(key="k2"))
    made = world(("k1", "B1", {"tel": "1"}), ("k2", "B2", {"tel": "1"}))
    assert kinds(trace, made) == [("doubled", "visits: B1, B2")]


def test_a_side_table_without_those_fields_is_not_what_the_tool_is_about():
    made = world(("k1", "B1", ARGS))
    for key in ("s1", "s2"):
        made.put("slots", key, {"taken": True})
    assert kinds(rows(call()), made) == []


@pytest.mark.parametrize("seed", range(200))
def test_the_clerk_loses_and_doubles_nothing_whatever_goes_wrong(seed: int):
    ran = rehearse_clerk(clerk_rehearsal(seed, faults=FaultPlan.parse("all", rate=0.3)), ["Ann", "Ann"])
    assert audit_writes(ran.rows, ran.world, CLERK_TOOLS) == ()


def test_a_tool_that_ignores_its_key_is_caught_by_the_fault_that_loses_answers():
    def careless(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        reference = f"B{sum(1 for _ in context.world.rows('visits'))}"
        if call.write:
            context.world.put("visits", reference, {"name": call.args["name"]})
        return ToolReturned(request=call.request, attempt=call.attempt, result=reference)

    plan = FaultPlan.of(["applied_answer_lost"], rate=1.0)
    ran = rehearse_clerk(clerk_rehearsal(1, faults=plan, run_tool=careless))
    assert [problem.kind for problem in audit_writes(ran.rows, ran.world, CLERK_TOOLS)] == ["doubled"]


def test_a_tool_that_claims_what_it_did_not_do_is_caught():
    def liar(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        return ToolReturned(request=call.request, attempt=call.attempt, result="B7")

    ran = rehearse_clerk(clerk_rehearsal(1, run_tool=liar), ["Bob"])
    assert [problem.kind for problem in audit_writes(ran.rows, ran.world, CLERK_TOOLS)] == ["lost"]
