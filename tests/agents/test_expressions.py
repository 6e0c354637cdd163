"""The little language: what it says, what it refuses, and that evaluating never fails."""

import pickle
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.expression_syntax import LENGTH_MAX, ExpressionError
from seatrial.agents.expressions import compile_expression

NOW = datetime.fromisoformat("2026-08-19T09:12:30")
NAMES: dict[str, Any] = {
    "problem": "gas",
    "covered": False,
    "when": "2026-08-21T16:30",
    "day": "2026-08-19",
    "at": "16:30",
    "people": "6",
    "count": 3,
    "visit": {"when": "2026-08-20", "deep": {"er": 1}},
    "visit.ref": "R1",
    "price": {"amount": "12.50", "currency": "GBP"},
    "tags": ["a", "b"],
    "nothing": None,
    "odd": {"amount": {}},
}


def value(source: str) -> Any:
    return compile_expression(source).evaluate(NAMES, NOW)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('problem == "gas"', True),
        ("problem == 'leak'", False),
        ('problem != "leak"', True),
        ("not covered", True),
        ("covered or count > 2 and not covered", True),
        ("not (covered or true)", False),
        ('problem in ["gas", "leak"]', True),
        ('problem not in ["gas", "leak"]', False),
        ('"b" in tags', True),
        ("people in [5, 6]", True),
        ("count in []", False),
        ("people > 5 and people <= 6", True),
        ("people + count - 1", 8),
        ("-count < 0", True),
        ("0.1 + 0.2 == 0.3", True),
        ("price > 12.4 and price <= 12.5", True),
        ("price.currency", "GBP"),
        ("visit.when", "2026-08-20"),
        ("visit.deep.er == 1", True),
        ("visit.ref", "R1"),
        ("1.5 + 1", 2.5),
    ],
)
def test_conditions_read_as_they_are_written(source: str, expected: Any):
    assert value(source) == expected
    assert type(value(source)) is type(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("now", "2026-08-19T09:12"),
        ("now + 2h", "2026-08-19T11:12"),
        ("now + 1h + 30m", "2026-08-19T10:42"),
        ("now - 2w", "2026-08-05T09:12"),
        ("2h + now", "2026-08-19T11:12"),
        ("day + 14d", "2026-09-02"),
        ("day + 2h", "2026-08-19T02:00"),
        ("at + 30m", "17:00"),
        ("when - 90s", "2026-08-21T16:28"),
        ("when - now > 2d", True),
        ("when - now < 3d", True),
        ("2h > 90m", True),
        ('day - "2026-08-18" == 1d', True),
        ("when - day == 2d", True),
        ("day - when < 0s", True),
        ('at - "16:00" == 30m', True),
        ("at - now > 7h", True),
        ("2h - 30m == 90m", True),
        ("[now + 1d, 1h]", ["2026-08-20T09:12", 3600]),
    ],
)
def test_times_and_durations_add_up(source: str, expected: Any):
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("day == now", True),
        ("day >= now", True),
        ("day < now + 1d", True),
        ("when > now", True),
        ("when == day", False),
        ("at > now", True),
        ('at == "16:30"', True),
        ('when < "2026-08-22"', True),
        ('"2026-08-21T16:30:00+02:00" <= when + 0s', True),
    ],
)
def test_a_day_counts_as_a_whole_and_a_clock_time_as_its_clock(source: str, expected: bool):
    assert value(source) is expected


@pytest.mark.parametrize(
    "source",
    [
        "missing == 1",
        "missing > 1",
        "nothing < 3",
        "problem > 3",
        "at < day",
        "covered > 0",
        "true == 1",
        "tags == problem",
        "tags > 1",
        "price > problem",
        'problem in "gas leak"',
        "visit.when.deeper",
        "problem.x",
        "odd > 1",
    ],
)
def test_unlike_or_missing_values_never_compare_as_true(source: str):
    assert not value(source)


@pytest.mark.parametrize(
    "source",
    [
        "missing + 1",
        "at - day",
        "day - at",
        "1 - 2h",
        "problem + 1",
        "now + now",
        "at + 12h",
        "now + 999999w",
        "tags + 1",
    ],
)
def test_a_sum_that_makes_no_sense_is_nothing(source: str):
    assert value(source) is None


@pytest.mark.parametrize(
    ("source", "position", "hint"),
    [
        ('problem = "gas"', 8, "=="),
        ("a b", 2, "'and'"),
        ("(a", 2, ""),
        ("a <", 3, ""),
        ("", 0, ""),
        ("2x", 0, "90s"),
        ("1.5h", 0, "90s"),
        ("9999999d", 0, "90s"),
        ("f(1)", 0, "tool"),
        ("a < b < c", 6, "and b < c"),
        ("{a}", 0, "braces"),
        ('"abc', 0, "closing"),
        ("a * 2", 2, "+ and -"),
        ("“gas”", 0, "straight"),
        ("[1, 2", 5, ""),
        ("a and", 5, ""),
        ("a.b.", 3, ""),
        ("not " * 30 + "a", 80, ""),
        ("(" * 30 + "a" + ")" * 30, 20, ""),
        ("a" * (LENGTH_MAX + 1), LENGTH_MAX, ""),
        ("+".join("a" * 300), 200, ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(source: str, position: int, hint: str):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source)
    assert caught.value.position == position
    assert hint in caught.value.hint
    assert caught.value.code == "spec.expression"


def test_the_names_it_reads_are_known():
    assert compile_expression('a.b == c and now > d + 1h or "e" in f').names == {"a.b", "c", "d", "f"}


def test_holds_is_the_truth_of_the_value():
    assert compile_expression("count").holds(NAMES, NOW)
    assert not compile_expression("nothing").holds(NAMES, NOW)


def test_it_travels_between_processes_as_its_source():
    expression = compile_expression("now + 2h")
    again = pickle.loads(pickle.dumps(expression))
    assert again == expression
    assert again.evaluate({}, NOW) == "2026-08-19T11:12"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("2026-08-21T16:30"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "b"]), inner, max_size=2),
    max_leaves=6,
)
_terms = st.sampled_from(["a", "b.c", "now", "2h", "14d", "3", "0.5", '"x"', '"16:30"', "none", "true", "[a, 2]"])
_sources = st.recursive(
    _terms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "==", "!=", "<", ">=", "in", "not in", "and", "or"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        ),
        inner.map(lambda part: f"(not {part})"),
        inner.map(lambda part: f"(-{part})"),
    ),
    max_leaves=6,
)


@given(_sources, _json, _json, st.datetimes())
def test_evaluating_never_raises_and_gives_json(source: str, a: Any, b: Any, now: datetime):
    result = compile_expression(source).evaluate({"a": a, "b": b}, now)
    assert isinstance(result, (type(None), bool, int, float, str, list, dict))


@given(st.text(max_size=60))
def test_any_text_compiles_or_is_refused_with_a_place(source: str):
    position = 0
    try:
        compile_expression(source)
    except ExpressionError as error:
        position = error.position
    assert 0 <= position <= len(source)


@given(_json, _json)
def test_less_and_greater_are_each_others_mirror(a: Any, b: Any):
    less = compile_expression("a < b")
    greater = compile_expression("b > a")
    names = {"a": a, "b": b}
    assert less.evaluate(names, NOW) == greater.evaluate(names, NOW)
