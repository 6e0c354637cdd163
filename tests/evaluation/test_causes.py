import pytest
from traces import Tracing

from seatrial.core.trace import FaultStruck
from seatrial.evaluation.causes import asked_counts, find_cause


def asked(times: int) -> Tracing:
    trace = Tracing()
    for _ in range(times):
        trace.agent("Your postcode?", "ask:postcode")
    return trace


@pytest.mark.parametrize(
    ("trace", "key", "text"),
    [
        (
            asked(3).left("patience").end("abandoned"),
            "hung_up:postcode",
            "the caller hung up after being asked for the postcode 3 times",
        ),
        (asked(1).left("patience").end("abandoned"), "hung_up", "the caller hung up, tired of turns that got nowhere"),
        (
            Tracing().note("gave_up", "postcode", attempts=3, on_fail="handoff").hand_over("no_postcode"),
            "gave_up:postcode",
            "the agent gave up on the postcode after 3 attempts",
        ),
        (
            Tracing().call("book", fails="unknown").end("abandoned"),
            "unknown:book",
            "nobody knows whether book went through: its answer was lost",
        ),
        (
            Tracing().note("tool_failed", "book", failure="timeout"),
            "tool_failed:book:timeout",
            "the tool book failed (no answer in time)",
        ),
        (
            Tracing().agent("We don't cover Bath.").left("refused").end("abandoned"),
            "refused",
            'the caller was refused: "We don\'t cover Bath."',
        ),
        (
            Tracing().agent("Hello.").left("nobody_answered").end("abandoned"),
            "agent_silent",
            'the agent fell silent; its last words were "Hello."',
        ),
        (asked(2).hand_over("asked_for_person").end("x"), "handed_over:asked_for_person", None),
        (Tracing().note("silence", "3").end("silent"), "silence", None),
        (asked(41).note("guardrail", "max_turns").end("max_turns"), "max_turns", None),
        (Tracing().hand_over("emergency", accepted=False).end("x"), "nobody_took_over", None),
        (Tracing().note("correction", "when", value="x").end("x"), "corrected:when", "the time was changed on the way"),
        (Tracing().end("out_of_area"), "ended:out_of_area", "the conversation ended as out of area"),
        (Tracing(), "cut_short", "the conversation has no end"),
    ],
)
def test_a_cause_is_told_in_plain_words(trace, key, text):
    cause = find_cause(trace.evidence())
    assert cause.key == key
    assert text in {None, cause.text}


def test_a_refusal_by_a_tool_is_an_answer_not_a_breakdown():
    trace = Tracing().note("tool_failed", "book", failure="refused").end("x")
    assert find_cause(trace.evidence()).key == "ended:x"


def test_a_line_that_went_dead_explains_everything():
    trace = asked(3).add("port", FaultStruck(port="user", kind="hang_up")).left("fault").end("abandoned")
    assert find_cause(trace.evidence()).key == "line_dropped"


def test_unheard_prompts_are_not_counted():
    trace = asked(2).agent("Your postcode?", "ask:postcode", played=False)
    assert asked_counts(trace.evidence()) == {"postcode": 2}
