"""Tools are loaded, called and believed only as far as their annotations go; nothing they do escapes."""

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.mistakes import MistakesError
from seatrial.agents.tool_values import GarbageError, accepts, check_result, converter, to_json
from seatrial.agents.toolbox import MESSAGE_CHARS_MAX, Toolbox, load_toolbox
from seatrial.core.effects import CallTool
from seatrial.core.events import Json, ToolFailed, ToolReturned
from seatrial.core.ports import Rng, ToolContext
from seatrial.core.world import World

TOOLS = """\
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from seatrial.core.errors import ToolRefused
from seatrial.core.ports import ToolContext


@dataclass
class Visit:
    at: datetime
    price: Decimal


def when(ctx: ToolContext, *, at: datetime, day: date, people: int, price: Decimal, note: str | None) -> str:
    return f"{at!r} {day!r} {people!r} {price!r} {note!r}"


def visit(ctx: ToolContext, *, at: datetime) -> Visit:
    return Visit(at, Decimal("12.50"))


def write(ctx: ToolContext, *, key: str) -> str:
    ctx.world.put("rows", key, {"now": ctx.now.isoformat()})
    return ctx.idempotency_key


def refuse(ctx: ToolContext) -> str:
    raise ToolRefused("slot taken")


def broken(ctx: ToolContext) -> str:
    raise ValueError("x" * 1000)


def offline(ctx: ToolContext) -> str:
    raise ConnectionError("gone")


def quits(ctx: ToolContext) -> str:
    raise SystemExit(3)


def deep(ctx: ToolContext) -> str:
    return deep(ctx)


def wrong(ctx: ToolContext) -> str:
    return 5


def untyped(ctx, **rest):
    return rest


def _private(ctx: ToolContext) -> str:
    return "hidden"
"""


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Toolbox:
    path = tmp_path_factory.mktemp("agent") / "tools.py"
    path.write_text(TOOLS, encoding="utf-8")
    return load_toolbox(path)


def context() -> ToolContext:
    return ToolContext(
        now=datetime(2026, 8, 19, 9, tzinfo=UTC), world=World({}), idempotency_key="k1", rng=Rng(1, "call")
    )


def run(box: Toolbox, tool: str, **args: Json) -> ToolReturned | ToolFailed:
    return box(CallTool(request="r1", tool=tool, args=args, attempt=2), context())


def test_only_public_functions_of_the_file_itself_are_tools(box: Toolbox):
    assert set(box.functions) == {
        "when", "visit", "write", "refuse", "broken", "offline", "quits", "deep", "wrong", "untyped"
    }  # fmt: skip


def test_arguments_arrive_as_the_annotated_types(box: Toolbox):
    answer = run(
        box,
        "when",
        at="2026-08-21T16:30",
        day="2026-08-21",
        people="6",
        price={"amount": "12.50", "currency": "GBP"},
        note=None,
    )
    assert answer == ToolReturned(
        request="r1",
        attempt=2,
        result="datetime.datetime(2026, 8, 21, 16, 30) datetime.date(2026, 8, 21) 6 Decimal('12.50') None",
    )


def test_results_come_back_as_json(box: Toolbox):
    answer = run(box, "visit", at="2026-08-21T16:30")
    assert isinstance(answer, ToolReturned)
    assert answer.result == {"at": "2026-08-21T16:30", "price": "12.50"}


def test_a_tool_sees_its_context(box: Toolbox):
    here = context()
    answer = box(CallTool(request="r1", tool="write", args={"key": "a"}), here)
    assert isinstance(answer, ToolReturned)
    assert answer.result == "k1"
    assert here.world.get("rows", "a") == {"now": "2026-08-19T09:00:00+00:00"}


@pytest.mark.parametrize(
    ("tool", "args", "kind", "message", "retryable"),
    [
        ("refuse", {}, "refused", "slot taken", False),
        ("offline", {}, "error", "ConnectionError: gone", True),
        ("quits", {}, "error", "SystemExit: 3", False),
        ("deep", {}, "error", "RecursionError: ", False),
        ("wrong", {}, "garbage", "promised str, returned int: ", False),
        ("nothing", {}, "unavailable", "there is no tool 'nothing'", False),
        ("_private", {}, "unavailable", "there is no tool", False),
        ("visit", {"at": "later"}, "error", "ValueError: argument 'at': ", False),
        ("visit", {"at": 5}, "error", "ValueError: argument 'at': expected the text of a datetime", False),
        ("visit", {}, "error", "TypeError: ", False),
        ("refuse", {"more": 1}, "error", "TypeError: ", False),
    ],
)
def test_whatever_goes_wrong_is_a_failure_of_its_kind(
    box: Toolbox, tool: str, args: dict[str, Json], kind: str, message: str, retryable: bool
):
    answer = run(box, tool, **args)
    assert isinstance(answer, ToolFailed)
    assert (answer.kind, answer.retryable, answer.attempt) == (kind, retryable, 2)
    assert answer.message.startswith(message)


def test_a_message_is_bounded(box: Toolbox):
    answer = run(box, "broken")
    assert isinstance(answer, ToolFailed)
    assert len(answer.message) == MESSAGE_CHARS_MAX


def test_what_has_no_annotation_passes_as_it_is(box: Toolbox):
    answer = run(box, "untyped", a="2026-08-21", b=[1])
    assert isinstance(answer, ToolReturned)
    assert answer.result == {"a": "2026-08-21", "b": [1]}


def test_an_absent_file_is_an_empty_box(tmp_path: Path):
    box = load_toolbox(tmp_path / "tools.py")
    assert (box.file, dict(box.functions), box.content) == ("", {}, b"")


@pytest.mark.parametrize(
    ("content", "code", "line", "message"),
    [
        ("a = 1\ndef x(:\n", "tools.syntax", 2, "is not Python"),
        ("import nowhere_at_all\n", "tools.import", 1, "ModuleNotFoundError"),
        ("a = 1\n\nb = a / 0\n", "tools.import", 3, "ZeroDivisionError"),
        ("def f():\n    raise KeyError('x')\nf()\n", "tools.import", 2, "KeyError"),
        ("import sys\nsys.exit(1)\n", "tools.import", 2, "SystemExit"),
        ("a = '\x00'\n", "tools.syntax", 1, "is not Python"),
        ("#" * (1024 * 1024 + 1), "tools.too_large", 0, "larger than"),
    ],
)
def test_a_file_that_cannot_be_imported_is_a_mistake_with_its_line(
    tmp_path: Path, content: str, code: str, line: int, message: str
):
    path = tmp_path / "tools.py"
    path.write_text(content, encoding="utf-8")
    before = {name for name in sys.modules if name.startswith("_seatrial_tools_")}
    with pytest.raises(MistakesError) as caught:
        load_toolbox(path)
    (mistake,) = caught.value.mistakes
    assert mistake.code == code
    assert mistake.line == line
    assert message in mistake.message
    assert {name for name in sys.modules if name.startswith("_seatrial_tools_")} == before


def test_a_folder_in_the_files_place_is_a_mistake(tmp_path: Path):
    (tmp_path / "tools.py").mkdir()
    with pytest.raises(MistakesError, match="cannot be read"):
        load_toolbox(tmp_path / "tools.py")


def test_importing_leaves_nothing_on_disk_and_two_agents_do_not_meet(tmp_path: Path):
    boxes: list[Toolbox] = []
    for name in ("a", "b"):
        path = tmp_path / name / "tools.py"
        path.parent.mkdir()
        path.write_text(f"def who(ctx) -> str:\n    return '{name}'\n", encoding="utf-8")
        boxes.append(load_toolbox(path))
        assert [entry.name for entry in path.parent.iterdir()] == ["tools.py"]
    assert [run(box, "who") for box in boxes] == [
        ToolReturned(request="r1", attempt=2, result="a"),
        ToolReturned(request="r1", attempt=2, result="b"),
    ]


class Colour(Enum):
    RED = "red"


@dataclass
class Point:
    x: int
    on: date


class Record(msgspec.Struct):
    """A result."""

    at: time
    of: list[Point]


@pytest.mark.parametrize(
    ("annotation", "value", "result"),
    [
        (str, "a", "a"),
        (int, 5, 5),
        (float, 5, 5),
        (bool, False, False),
        (Decimal, Decimal("12.50"), "12.50"),
        (datetime, datetime.fromisoformat("2026-08-21T16:30"), "2026-08-21T16:30"),
        (datetime, datetime.fromisoformat("2026-08-21T16:30:05"), "2026-08-21T16:30:05"),
        (date, date(2026, 8, 21), "2026-08-21"),
        (list[Point], [Point(1, date(2026, 8, 21))], [{"x": 1, "on": "2026-08-21"}]),
        (
            Record,
            Record(time(9), [Point(1, date(2026, 8, 21))]),
            {"at": "09:00", "of": [{"x": 1, "on": "2026-08-21"}]},
        ),
        (str | None, None, None),
        (None, None, None),
        (dict[str, Any], {"a": (1, 2)}, {"a": [1, 2]}),
        (Literal["a", "b"], "b", "b"),
        (Any, Colour.RED, "red"),
        (object, {"x": [None]}, {"x": [None]}),
    ],
)
def test_a_result_that_is_as_promised_becomes_json(annotation: Any, value: Any, result: Json):
    assert check_result(annotation, value) == result


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (str, 5),
        (str, None),
        (int, True),
        (bool, 1),
        (list[int], ["a"]),
        (Literal["a"], "c"),
        (dict[str, int], {"a": "b"}),
        (Record, Point(1, date(2026, 8, 21))),
        (Any, object()),
        (Any, {1, 2}),
        (Any, {1: 2}),
        (Any, float("nan")),
        (Any, 2**70),
        (Any, Decimal("NaN")),
        (Any, b"bytes"),
        (Any, "x" * 30_000),
        (Any, [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]),
        (Any, [0] * 10_000),
    ],
)
def test_a_result_that_is_not_as_promised_or_no_json_is_garbage(annotation: Any, value: Any):
    with pytest.raises(GarbageError):
        check_result(annotation, value)


_results = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    max_leaves=8,
)


@given(_results)
def test_any_result_is_json_or_garbage(value: Any):
    try:
        json = to_json(value)
    except GarbageError:
        return
    assert msgspec.json.decode(msgspec.json.encode(json)) == json


@pytest.mark.parametrize(
    ("annotation", "value", "converted"),
    [
        (time, "16:30", time(16, 30)),
        (date | None, None, None),
        (date | None, "2026-08-21", date(2026, 8, 21)),
        (float, "6.5", 6.5),
        (int, 6, 6),
        (bool, True, True),
        (Decimal, "12.50", Decimal("12.50")),
        (Literal["a"], "a", "a"),
        (dict[str, str], {"a": "b"}, {"a": "b"}),
        (Any, {"a": 1}, {"a": 1}),
    ],
)
def test_a_value_is_converted_to_what_the_parameter_asks_for(annotation: Any, value: Json, converted: Any):
    assert converter(annotation)(value) == converted


@pytest.mark.parametrize(
    ("annotation", "slot_type", "fits"),
    [
        (str, "phone", True),
        (str, "date", True),
        (date, "date", True),
        (datetime, "date", False),
        (date, "datetime", False),
        (int, "number", True),
        (int, "phone", False),
        (bool, "yes_no", True),
        (str, "yes_no", False),
        (dict[str, str], "money", True),
        (Decimal, "money", True),
        (str, "money", False),
        (Point, "address", True),
        (Colour, "choice", True),
        (Literal["a"], "choice", True),
        (str | None, "email", True),
        (int | str, "email", True),
        (Any, "date", True),
        (list[str], "text", False),
    ],
)
def test_a_slot_fits_a_parameter_or_does_not(annotation: Any, slot_type: str, fits: bool):
    assert accepts(annotation, slot_type) is fits


@pytest.mark.parametrize(("ending", "why"), [("raise SystemExit", "SystemExit."), ("exit(3)", "SystemExit: 3.")])
def test_tools_that_end_the_process_when_imported_are_a_mistake_with_its_line(tmp_path: Path, ending: str, why: str):
    path = tmp_path / "tools.py"
    path.write_text(f"import sys\n{ending}\n", encoding="utf-8")
    with pytest.raises(MistakesError) as caught:
        load_toolbox(path)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.message) == (2, f"cannot be imported: {why}")
