from seatrial.core.effects import CallTool
from seatrial.core.events import (
    PlayoutEnded,
    PlayoutStarted,
    SpeechEnded,
    SpeechStarted,
    ToolFailed,
    UserPressed,
    UserSaid,
)
from seatrial.core.trace import Body, FaultStruck, Row
from seatrial.reports.timeline import Timeline, lasted, read_timeline


def _read(*moments: tuple[int, Body]) -> Timeline:
    return read_timeline(Row(at_ms, "", body) for at_ms, body in moments)


def test_each_side_speaks_on_its_own_lane_and_what_overlaps_is_told():
    line = _read(
        (0, PlayoutStarted(turn=1)),
        (4_000, SpeechStarted()),
        (5_000, PlayoutEnded(turn=1, heard_chars=3)),
        (6_000, SpeechEnded()),
        (6_200, UserSaid(text="hello")),
        (7_500, PlayoutStarted(turn=2)),
        (9_000, PlayoutEnded(turn=2, heard_chars=3)),
    )
    assert (line.agent, line.person) == (((0, 5_000), (7_500, 9_000)), ((4_000, 6_000),))
    assert (line.both, line.waits, line.slowest_ms) == (((4_000, 5_000),), ((6_000, 7_500),), 1_500)
    assert lasted(line.agent) == 6_500


def test_who_agrees_while_the_agent_talks_waits_for_nothing():
    line = _read(
        (0, PlayoutStarted(turn=1)),
        (1_000, SpeechStarted()),
        (1_300, SpeechEnded()),
        (5_000, PlayoutEnded(turn=1, heard_chars=3)),
        (9_000, PlayoutStarted(turn=2)),
    )
    assert line.waits == ()


def test_a_message_and_a_key_are_moments_and_are_waited_on():
    line = _read(
        (1_000, UserSaid(text="hi")),
        (1_800, PlayoutStarted(turn=1)),
        (1_800, PlayoutEnded(turn=1, heard_chars=2)),
        (5_000, UserPressed(keys="1")),
        (5_400, PlayoutStarted(turn=2)),
    )
    assert line.person == ((1_000, 1_000), (5_000, 5_000))
    assert line.waits == ((1_000, 1_800), (5_000, 5_400))


def test_tools_last_from_call_to_answer_and_what_never_ended_lasts_to_the_end():
    line = _read(
        (0, CallTool(request="a", tool="find", args={})),
        (10, FaultStruck(port="tool", kind="slow")),
        (300, ToolFailed(request="a", kind="error")),
        (400, CallTool(request="b", tool="find", args={})),
        (500, SpeechStarted()),
        (600, PlayoutStarted(turn=1)),
        (900, FaultStruck(port="tool", kind="slow")),
    )
    assert line.tools == ((0, 300), (400, 900))
    assert (line.person, line.agent) == (((500, 900),), ((600, 900),))
    assert (line.both, line.faults) == (((600, 900),), (10, 900))


def test_no_rows_are_no_time():
    assert read_timeline([]) == Timeline()
