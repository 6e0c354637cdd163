import re

from hypothesis import given
from hypothesis import strategies as st

from seatrial.reports.drawing import clock, cut, step, strokes, ticks, told, trunk, waits
from seatrial.reports.journeys import Branch
from seatrial.reports.timeline import Span, Timeline


def test_a_stroke_stands_where_its_span_does_and_the_next_one_is_told_from_its_end():
    assert strokes(((0, 100), (500, 600)), 1_000, 7) == "M0 7h100m400 0h100"


def test_moments_are_seen_and_stay_on_the_line():
    assert strokes(((1_000, 1_000),), 1_000, 7, 4) == "M996 7h4"
    assert ticks((0, 1_000), 1_000, 0, 42) == "M0 0v42M999 0v42"


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=40, unique=True))
def test_strokes_never_leave_the_line_to_the_left(moments: list[int]):
    times = sorted(moments)
    spans: list[Span] = list(zip(times[::2], times[1::2], strict=False))
    path = strokes(spans, times[-1], 7)
    place = 0
    for move, to, width in re.findall(r"([Mm])(-?\d+) [\d.]+h(\d+)", path):
        place = int(to) if move == "M" else place + int(to)
        assert 0 <= place <= 1_000
        place += int(width)


def test_a_step_is_a_verb_and_what_it_is_about():
    assert step("ask:post_code") == ("ask", "asks", "post code")
    assert step("oddity") == ("oddity", "oddity", "")


def test_the_main_road_follows_most_people_unless_a_golden_way_leads_on():
    small, large = Branch(steps=("b",), count=1, golden=True), Branch(steps=("a",), count=9)
    root = Branch(steps=("r",), count=10, forks=(large, small))
    assert [part.steps for part, _ in trunk(root)] == [("r",), ("b",)]
    assert [exits for _, exits in trunk(root)] == [(large,), ()]
    plain = Branch(steps=("r",), count=10, forks=(large, Branch(steps=("b",), count=1)))
    assert [part.steps for part, _ in trunk(plain)] == [("r",), ("a",)]


def test_a_timeline_in_words_tells_only_what_there_is():
    assert told(Timeline(total_ms=61_000)) == "61 s"
    line = Timeline(total_ms=9_000, waits=((0, 1_250),), tools=((0, 1), (2, 3)), faults=(1,))
    assert told(line) == "9 s, slowest answer 1.2 s, 2 tool calls, 1 fault"
    assert waits(line) == {1_250: 1_250}
    assert waits(None) == {}


def test_text_and_time_as_people_read_them():
    assert (clock(61_999), clock(3_600_000)) == ("1:01", "60:00")
    assert len(cut("x" * 9_999)) == 2_000
