from seatrial.core.effects import Act, CallTool, End, HandOff, Note, Say
from seatrial.core.events import HandoffAccepted, PlayoutStarted
from seatrial.core.trace import Body, Row
from seatrial.evaluation.evidence import gather
from seatrial.evaluation.paths import STEPS_MAX, path_of


def _path(*bodies: Body) -> tuple[str, ...]:
    return path_of(gather(Row(number, "", body) for number, body in enumerate(bodies)))


def _ask(turn: int, *about: str, kind: str = "ask") -> tuple[Body, Body]:
    return Say(turn=turn, text="?", acts=tuple(Act(kind=kind, about=one) for one in about)), PlayoutStarted(turn=turn)


END = End(outcome="booked", success=True)


def test_the_way_is_what_was_begun_asked_called_and_how_it_ended():
    flow, call = Note(kind="flow", about="book"), CallTool(request="r", tool="in_area", args={})
    assert _path(flow, *_ask(1, "postcode"), call, *_ask(2, "book", kind="confirm"), END) == (
        "flow:book", "ask:postcode", "call:in_area", "confirm:book", "end:booked",
    )  # fmt: skip


def test_asking_again_at_once_is_no_other_way_and_neither_is_a_question_answered_in_between():
    flow = Note(kind="flow", about="book")
    again = _path(flow, *_ask(1, "when"), *_ask(2, "when"), *_ask(3, "prices", kind="answer"), *_ask(4, "when"), END)
    assert again == ("flow:book", "ask:when", "end:booked")


def test_a_question_before_any_flow_is_the_way():
    assert _path(*_ask(1, "hours", kind="answer"), END) == ("answer:hours", "end:booked")


def test_what_nobody_heard_is_no_step():
    assert _path(_ask(1, "when")[0], END) == ("end:booked",)


def test_a_person_who_took_over_is_a_step():
    handoff = HandOff(handoff="h", to="desk", reason="fraud")
    assert _path(handoff, HandoffAccepted(handoff="h"), END) == ("person:fraud", "end:booked")


def test_a_way_is_bounded_and_keeps_its_end():
    turns = [body for turn in range(200) for body in _ask(turn + 1, f"slot_{turn % 2}")]
    path = _path(*turns, END)
    assert (len(path), path[-1]) == (STEPS_MAX, "end:booked")


def test_a_trace_without_an_end_says_so():
    assert _path(*_ask(1, "when")) == ("ask:when", "end:cut_short")
