import pytest
from hypothesis import given
from hypothesis import strategies as st
from traces import Tracing

from seatrial.core.trace import FaultStruck
from seatrial.evaluation.causes import asked_counts, find_cause


def asked(times: int, slot: str = "postcode") -> Tracing:
    trace = Tracing()
    for _ in range(times):
        trace.agent(f"Your {slot}?", f"ask:{slot}")
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


@pytest.mark.parametrize(
    ("trace", "key", "text"),
    [
        (
            Tracing().call("book", fails="garbage").note("tool_failed", "book", failure="unknown"),
            "unknown:book:garbage",
            "nobody knows whether book went through: it returned the wrong type",
        ),
        (
            Tracing().call("find", fails="garbage").note("tool_failed", "find", failure="garbage"),
            "tool_failed:find:garbage",
            "the tool find failed (it returned the wrong type)",
        ),
        (
            Tracing().note("tool_failed", "find", failure="error", message="KeyError: 'Sam Carter'"),
            "tool_failed:find:error:KeyError",
            "the tool find raised KeyError",
        ),
        (
            Tracing().note("tool_failed", "find", failure="error", message="tried twice, and it did not happen"),
            "tool_failed:find:error",
            "the tool find failed (an error)",
        ),
        (
            Tracing().note("tool_failed", "find", failure="error", message="x" * 500 + ": too long for a name"),
            "tool_failed:find:error",
            "the tool find failed (an error)",
        ),
    ],
)
def test_a_tool_that_broke_is_told_as_it_broke(trace, key, text):
    cause = find_cause(trace.evidence())
    assert (cause.key, cause.text) == (key, text)


def test_an_answer_that_was_lost_is_not_an_answer_of_the_wrong_type():
    trace = Tracing().call("book", fails="unknown").note("tool_failed", "book", failure="unknown")
    assert find_cause(trace.evidence()).text == "nobody knows whether book went through: its answer was lost"


SECOND = (
    ("hung_up:when", lambda trace: trace.left("patience").end("abandoned")),
    ("handed_over:asked_for_person", lambda trace: trace.hand_over("asked_for_person").end("handed_to_person")),
    ("max_turns", lambda trace: trace.note("guardrail", "max_turns").end("max_turns")),
)


@pytest.mark.parametrize(("key", "finish"), SECOND, ids=[key for key, _ in SECOND])
@given(times=st.tuples(st.integers(2, 9), st.integers(2, 9)))
def test_what_all_conversations_of_a_cause_share_holds_no_count(key, finish, times):
    causes = [find_cause(finish(asked(count, "when")).evidence()) for count in times]
    assert {cause.key for cause in causes} == {key}
    assert len({cause.shared for cause in causes}) == 1
    assert not any(char.isdigit() for char in causes[0].shared)
    assert f"{times[0]} t" in causes[0].text  # "times" or "turns"


def test_repairs_are_counted_for_one_conversation_only():
    trace = Tracing().note("repair", "x").note("repair", "y").left("patience").end("abandoned")
    cause = find_cause(trace.evidence())
    assert cause.text == "the caller hung up, tired of turns that got nowhere (2 repairs)"
    assert cause.shared == "the caller hung up, tired of turns that got nowhere"


def test_a_long_last_word_is_cut():
    cause = find_cause(Tracing().agent("word " * 100).left("refused").end("abandoned").evidence())
    assert cause.text.endswith('..."')
    assert len(cause.text) < 120
