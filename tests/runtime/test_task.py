"""Claims about tasks: programs that await ports, on record, and run again against the record."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import ProviderError, TraceError
from seatrial.core.events import Json, UserSaid
from seatrial.core.trace import Header, Row, TaskAnswered, TaskAsked, TaskEnded, decode_trace, encode_row, encode_trace
from seatrial.runtime.task import Ctx, Program, TaskRan, replay_task, run_task


class Ports:
    """Answers from functions; remembers in which order it was asked."""

    def __init__(self, ask: Callable[[str, Json], Awaitable[Json]] | None = None) -> None:
        self._ask = ask
        self.log: list[str] = []

    async def ask(self, role: str, payload: Json) -> Json:
        self.log.append(f"ask {payload}")
        return await self._ask(role, payload) if self._ask else f"{role}: {payload}"

    async def call(self, tool: str, args: Mapping[str, Json]) -> Json:
        self.log.append(f"call {tool}")
        if tool == "broken":
            raise ZeroDivisionError("oops")
        if tool == "down":
            raise ProviderError("it is down", code="provider.down", retryable=True)
        if tool == "odd":
            return object()
        return dict(args)

    async def retrieve(self, query: str, limit: int) -> Json:
        return [f"{query} {number}" for number in range(limit)]


def run(program: Program, args: Json = None, ports: Ports | None = None, seed: int = 0) -> TaskRan:
    ticks = iter(range(0, 10**6, 10))
    return asyncio.run(run_task(program, "test", args, ports or Ports(), now_ms=lambda: next(ticks), seed=seed))


def stored(ran: TaskRan) -> tuple[Row, ...]:
    data = encode_trace(Header(conversation="t", program="task"), [encode_row(row) for row in ran.rows])
    return decode_trace(data, source="test").rows


async def everything(ctx: Ctx, args: Json) -> Json:
    asked = await ctx.ask("brain", args)
    found = await ctx.retrieve("q", limit=2)
    called = await ctx.call("tool", x=1)
    return [asked, found, called]


def test_a_task_reaches_every_port_and_all_of_it_is_on_record():
    ran = run(everything, "why")
    assert ran.result == ["brain: why", ["q 0", "q 1"], {"x": 1}]
    assert [type(row.body).__name__ for row in ran.rows] == [
        "TaskStarted",
        *(["TaskAsked", "TaskAnswered"] * 3),
        "TaskEnded",
    ]
    assert {row.lane for row in ran.rows} == {"0"}


def test_a_task_runs_again_from_its_stored_trace():
    replayed = replay_task(everything, stored(run(everything, "why")))
    assert replayed.identical
    assert replayed.effects == 3


async def racing(ctx: Ctx, args: Json) -> Json:
    async def branch(ctx: Ctx) -> Json:
        first = await ctx.ask("brain", ctx.lane)
        return [first, await ctx.ask("brain", f"{ctx.lane} again")]

    return await ctx.gather(branch, branch, branch)


def test_branches_are_joined_by_position_whoever_answers_first():
    async def slower_first(role: str, payload: Json) -> Json:
        for _ in range({"0.1": 6, "0.2": 3}.get(payload, 0)):
            await asyncio.sleep(0)  # noqa: TID251 - lets the others go first; waits for nothing
        return payload

    ports = Ports(slower_first)
    ran = run(racing, ports=ports)
    assert ports.log != sorted(ports.log)
    assert ran.result == [["0.1", "0.1 again"], ["0.2", "0.2 again"], ["0.3", "0.3 again"]]
    lanes = [row.lane for row in ran.rows]
    assert lanes == ["0", *["0.1"] * 4, *["0.2"] * 4, *["0.3"] * 4, "0"]
    assert replay_task(racing, stored(ran)).identical


def test_branches_within_branches_and_gathering_twice_get_lanes_of_their_own():
    async def nested(ctx: Ctx, args: Json) -> Json:
        async def leaf(ctx: Ctx) -> Json:
            return await ctx.ask("brain", ctx.lane)

        async def inner(ctx: Ctx) -> Json:
            return await ctx.gather(leaf, leaf)

        return [await ctx.gather(inner, leaf), await ctx.gather(leaf)]

    ran = run(nested)
    assert ran.result == [[["brain: 0.1.1", "brain: 0.1.2"], "brain: 0.2"], ["brain: 0.3"]]
    assert replay_task(nested, stored(ran)).identical


@pytest.mark.parametrize(
    ("tool", "error"),
    [
        ("down", "ProviderError it is down provider.down True"),
        ("broken", "ProviderError ZeroDivisionError: oops task.port_failed False"),
        ("odd", "ProviderError TypeError: Encoding objects of type object is unsupported task.port_failed False"),
    ],
)
def test_a_port_that_fails_raises_the_same_error_on_replay(tool: str, error: str):
    async def careful(ctx: Ctx, args: Json) -> Json:
        try:
            return await ctx.call(tool)
        except ProviderError as caught:
            return f"{type(caught).__name__} {caught} {caught.code} {caught.retryable}"

    ran = run(careful)
    assert ran.result == error
    assert replay_task(careful, stored(ran)).identical


def test_a_task_that_raises_has_ended_and_says_why():
    async def wrong(ctx: Ctx, args: Json) -> Json:
        raise ValueError("no such claim")

    ran = run(wrong)
    assert ran.error == "ValueError: no such claim"
    assert ran.rows[-1].body == TaskEnded(error="ValueError: no such claim")
    assert replay_task(wrong, stored(ran)).identical


def test_a_result_that_is_no_json_is_an_error():
    async def odd(ctx: Ctx, args: Json) -> Json:
        return object()

    assert run(odd).error.startswith("TypeError: ")


def test_all_branches_run_to_their_ends_and_the_first_error_by_position_is_raised():
    async def half(ctx: Ctx, args: Json) -> Json:
        async def fails(ctx: Ctx) -> Json:
            await ctx.ask("brain", "x")
            raise ValueError(ctx.lane)

        async def works(ctx: Ctx) -> Json:
            return await ctx.ask("brain", "y")

        return await ctx.gather(works, fails, fails, works)

    ran = run(half)
    assert ran.error == "ValueError: 0.2"
    assert sum(isinstance(row.body, TaskAnswered) for row in ran.rows) == 4
    assert replay_task(half, stored(ran)).identical


def test_draws_depend_on_seed_lane_and_purpose_alone():
    async def drawing(ctx: Ctx, args: Json) -> Json:
        async def one(ctx: Ctx) -> Json:
            return ctx.draw("a")

        return [ctx.draw("a"), ctx.draw("a"), ctx.draw("b"), *await ctx.gather(one, one)]

    a, again, b, one, two = run(drawing, seed=1).result
    assert a == again
    assert len({a, b, one, two}) == 4
    assert run(drawing, seed=2).result[0] != a


def test_what_a_program_does_to_an_answer_does_not_change_the_record():
    async def vandal(ctx: Ctx, args: Json) -> Json:
        found = await ctx.retrieve("q", limit=1)
        found.clear()
        return len(found)

    ran = run(vandal)
    assert next(row.body.answer for row in ran.rows if isinstance(row.body, TaskAnswered)) == ["q 0"]


# -- what replay finds -------------------------------------------------------------------------------------------------


async def one_question(ctx: Ctx, args: Json) -> Json:
    return await ctx.ask("brain", "why")


def difference(program: Program, rows: tuple[Row, ...]) -> tuple[int, str, str]:
    divergence = replay_task(program, rows).divergence
    assert divergence is not None
    return divergence.index, divergence.recorded, divergence.got


def test_another_question_is_the_first_difference():
    async def other(ctx: Ctx, args: Json) -> Json:
        return await ctx.ask("brain", "how")

    index, recorded, got = difference(other, run(one_question).rows)
    assert index == 1
    assert "'payload': 'why'" in recorded
    assert "'payload': 'how'" in got


def test_a_question_more_or_fewer_is_a_difference():
    async def twice(ctx: Ctx, args: Json) -> Json:
        await ctx.ask("brain", "why")
        return await ctx.ask("brain", "and then")

    async def never(ctx: Ctx, args: Json) -> Json:
        return "brain: why"

    index, recorded, got = difference(twice, run(one_question).rows)
    assert (index, recorded) == (3, "")
    assert "and then" in got
    index, recorded, got = difference(never, run(one_question).rows)
    assert index == 1
    assert recorded.startswith("TaskAsked(")
    assert got.startswith("TaskEnded(")


def test_another_result_is_a_difference():
    async def shouting(ctx: Ctx, args: Json) -> Json:
        return (await ctx.ask("brain", "why")).upper()

    index, _, got = difference(shouting, run(one_question).rows)
    assert index == 3
    assert "BRAIN: WHY" in got


def test_a_program_cannot_swallow_the_difference():
    async def swallowing(ctx: Ctx, args: Json) -> Json:
        async def branch(ctx: Ctx) -> Json:
            try:
                return await ctx.ask("brain", "how")
            except Exception:  # noqa: BLE001 - the point
                return "brain: why"

        return (await ctx.gather(branch, branch))[0]

    assert difference(swallowing, run(one_question).rows)[0] == 3


def test_a_question_that_was_never_answered_is_a_difference():
    rows = tuple(row for row in run(one_question).rows if not isinstance(row.body, TaskAnswered))
    assert "never answered" in difference(one_question, rows)[1]


def test_only_tasks_are_replayed_as_tasks():
    with pytest.raises(TraceError, match="No TaskStarted"):
        replay_task(one_question, [Row(0, "in", UserSaid(text="hello"))])


def test_a_program_that_awaits_something_else_cannot_be_replayed():
    async def impure(ctx: Ctx, args: Json) -> Json:
        await asyncio.sleep(0)  # noqa: TID251 - the point
        return await ctx.ask("brain", "why")

    with pytest.raises(TraceError, match="awaited something other"):
        replay_task(impure, run(impure).rows)


def test_an_endless_task_hits_a_bound(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("seatrial.runtime.task.REQUESTS_MAX", 5)
    monkeypatch.setattr("seatrial.runtime.task.LANES_MAX", 5)

    async def endless(ctx: Ctx, args: Json) -> Json:
        while True:
            await ctx.ask("brain", "again")

    async def wide(ctx: Ctx, args: Json) -> Json:
        return await ctx.gather(*[one] * 6)

    async def one(ctx: Ctx) -> Json:
        return 1

    assert "more than 5 requests" in run(endless).error
    assert "more than 5 branches" in run(wide).error


@given(st.recursive(st.none(), lambda inner: st.lists(inner, max_size=3), max_leaves=12), st.integers(0, 99))
def test_any_tree_of_branches_replays(tree: list[Json] | None, seed: int):
    async def walk(ctx: Ctx, node: Json) -> Json:
        mine = await ctx.ask("brain", [ctx.lane, ctx.draw("x") < 0.5])
        below = await ctx.gather(*[lambda ctx, part=part: walk(ctx, part) for part in node or []])
        return [mine, below]

    ran = run(walk, tree, seed=seed)
    assert replay_task(walk, stored(ran)).identical
    assert sum(isinstance(row.body, TaskAsked) for row in ran.rows) == str(tree).count("[") + str(tree).count("None")


async def rationed(ctx: Ctx, args: Json) -> Json:
    async def talk(ctx: Ctx) -> Json:
        said: list[Json] = []
        for _ in range(3):
            try:
                said.append(await ctx.ask("brain", "x" * 50))
            except ProviderError as error:
                said.append(error.code)
        return len(said[0]), said[1:]  # type: ignore[arg-type]

    return await ctx.gather(talk, talk, characters_max=args)


@pytest.mark.parametrize(("most", "asked"), [(300, 2), (150, 1), (10_000, 3)])
def test_a_branch_asks_no_more_than_its_characters_allow_whatever_the_others_do_and_replays(most: int, asked: int):
    """A request is 82 characters long here, and an answer 59."""
    ran = run(rationed, most)
    assert not ran.error
    assert [one[1].count("task.budget") for one in ran.result] == [3 - asked] * 2
    assert sum(isinstance(row.body, TaskAsked) for row in ran.rows) == 2 * asked
    assert replay_task(rationed, stored(ran)).identical
