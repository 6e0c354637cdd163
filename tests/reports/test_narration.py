from seatrial.core.effects import CallTool, End, HandOff, Note, Say
from seatrial.core.events import (
    HandoffAccepted,
    PlayoutEnded,
    PlayoutStarted,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.trace import Body, FaultStruck, Row, UserActed
from seatrial.reports.narration import Line, explain, narrate, value_text


def _story(*bodies: Body) -> list[Line]:
    return narrate(Row(1_000 * number, "", body) for number, body in enumerate(bodies))


def test_an_utterance_is_told_when_it_begins_to_be_heard():
    story = _story(Say(turn=1, text="Hello there."), PlayoutStarted(turn=1), PlayoutEnded(turn=1, heard_chars=12))
    assert [(line.at_ms, line.who, line.heard, line.cut) for line in story] == [(1_000, "agent", "Hello there.", False)]


def test_an_utterance_nobody_began_to_hear_is_not_told():
    assert _story(Say(turn=1, text="Hello.")) == []


def test_an_utterance_that_was_stopped_shows_only_what_was_heard():
    story = _story(Say(turn=1, text="Hello there."), PlayoutStarted(turn=1), PlayoutEnded(turn=1, heard_chars=5))
    assert (story[0].heard, story[0].cut) == ("Hello", True)


def test_what_the_channel_garbled_is_shown_beside_what_was_meant():
    story = _story(UserActed(act="inform", text="BS1 4DJ"), UserSaid(text="bs one four d jay"))
    assert (story[0].heard, story[0].meant) == ("bs one four d jay", "BS1 4DJ")


def test_what_a_recogniser_only_writes_differently_is_not_called_garbled():
    story = _story(UserActed(act="open", text="My sink's leaking!"), UserSaid(text="my sinks leaking"))
    assert story[0].meant == ""


def test_words_that_never_arrived_are_told_all_the_same():
    story = _story(UserActed(act="inform", text="BS1 4DJ"), UserLeft())
    assert [(line.who, line.heard, line.meant) for line in story] == [
        ("person", "", "BS1 4DJ"),
        ("end", "the person hung up", ""),
    ]


def test_several_results_of_one_act_are_one_line():
    story = _story(
        UserActed(act="open", text="My sink is leaking"), UserSaid(text="my sink"), UserSaid(text="is leaking")
    )
    assert [(line.heard, line.meant) for line in story] == [("my sink is leaking", "")]


def test_what_was_understood_stands_under_what_was_said():
    story = _story(
        UserSaid(text="my sink is leaking"),
        Note(kind="flow", about="book"),
        Note(kind="slot", about="problem", data={"value": "leak", "confidence": 640}),
        Note(kind="step", about="book.steps[1]"),
    )
    assert story[0].understood == ["wants: book", "problem = leak (64 % sure)"]


def test_a_tool_call_is_told_with_its_answer():
    call = CallTool(request="r1", tool="in_area", args={"postcode": "BS1 4DJ", "note": None})
    story = _story(call, ToolReturned(request="r1", result=True))
    assert [(line.who, line.heard) for line in story] == [("tool", "in_area(postcode BS1 4DJ): yes")]


def test_failures_of_tools_and_faults_on_purpose_are_told():
    call = CallTool(request="r1", tool="book", args={}, attempt=2)
    story = _story(
        call,
        FaultStruck(port="tool", kind="applied_answer_lost", target="book"),
        ToolOutcomeUnknown(request="r1", attempt=2),
        ToolFailed(request="r1", attempt=2, kind="refused", message="slot taken"),
    )
    assert [line.heard for line in story] == [
        "fault on purpose: tool, applied answer lost (book)",
        "book(), try 2: nobody knows whether it was done",
        "book(), try 2: refused (slot taken)",
    ]


def test_the_way_to_a_person_and_the_end_are_told():
    story = _story(
        UserPressed(keys="12#"),
        HandOff(handoff="h1", to="dispatcher", reason="asked_for_person"),
        HandoffAccepted(handoff="h1", by="dispatcher"),
        End(outcome="handed_to_person", success=True),
    )
    assert [line.heard for line in story] == [
        "(presses 1 2 #)",
        "puts through to dispatcher: asked for person",
        "dispatcher takes over",
        "ended: handed to person; counts as having helped",
    ]


def test_values_read_as_people_read_them():
    assert value_text({"line1": "14 Queen Square", "city": None}) == "14 Queen Square"
    assert value_text({"reference": "HP1", "when": None, "free": True}) == "reference: HP1, free: yes"
    assert value_text(["a", 2]) == "a, 2"
    assert value_text(None) == "nothing"
    assert len(value_text("x" * 1_000)) <= 160


def test_a_single_row_can_be_explained_without_the_others():
    assert explain(Row(0, "out", CallTool(request="r", tool="find", args={"phone": "1"}))) == "calls find(phone 1)"
    assert explain(Row(0, "in", ToolReturned(request="r", result=None))) == "gets nothing"
    assert explain(Row(0, "in", UserSaid(text="x"))) == ""
