import pytest
from hypothesis import given
from hypothesis import strategies as st
from traces import Tracing

from seatrial.core.checks import (
    Called,
    CalledInOrder,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
    WorldUnchanged,
)
from seatrial.core.effects import Act, CallTool, Say
from seatrial.core.events import ModelAnswered, PlayoutEnded, PlayoutStarted, SpeechEnded, ToolReturned, UserSaid
from seatrial.core.trace import Row
from seatrial.core.world import World
from seatrial.evaluation.checking import evaluate, percentile

WORLD = World(
    {"visits": {"1": {"postcode": "BS1 4DJ", "state": "booked"}, "2": {"postcode": "BS2", "state": "booked"}}}
)


def outcome(check, trace: Tracing | None = None, world: World | None = WORLD) -> tuple[str, str]:
    result = evaluate(check, (trace or Tracing()).evidence(), world)
    return result.status, result.reason


BOOKED = (
    Tracing()
    .call("in_area", postcode="BS1 4DJ")
    .call("book", postcode="BS1 4DJ", people=2)
    .end("visit_booked", success=True)
)


@pytest.mark.parametrize(
    "check",
    [
        Outcome(id="x", any_of=("visit_booked", "handed_to_person")),
        Called(id="x", tool="book"),
        Called(id="x", tool="book", args={"postcode": "BS1 4DJ"}),
        Called(id="x", tool="book", args={"people": "2"}),
        Called(id="x", tool="book", args={"people": [1, 2]}),
        Called(id="x", tool="in_area", before="book"),
        Called(id="x", tool="book", after="in_area"),
        Called(id="x", tool="book", times=1),
        Called(id="x", tool="cancel", times=0),
        Called(id="x", tool="in_area", before="never_called"),
        NeverCalled(id="x", tool="cancel"),
        CalledInOrder(id="x", tools=("in_area", "book")),
        WorldHas(id="x", table="visits", row={"postcode": "BS1 4DJ"}),
        WorldHas(id="x", table="visits", row={"state": "booked"}, count=2),
        WorldHas(id="x", table="visits", row={"state": "lost"}, count=0),
        WorldHas(id="x", table="visits", row={"postcode": ["BS1 4DJ", "BS2"]}, count=2),
        WorldUnchanged(id="x"),
        Within(id="x", turns=0, seconds=10),
    ],
)
def test_a_check_that_holds_passes(check):
    assert outcome(check, BOOKED) == ("passed", "")


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (
            Outcome(id="x", any_of=("handed_to_person",)),
            "expected the outcome handed to person; it ended as visit booked",
        ),
        (Called(id="x", tool="cancel"), "expected the tool cancel to be called; it never was"),
        (
            Called(id="x", tool="book", args={"postcode": "BS9"}),
            "expected the tool book to be called with postcode BS9; it was called with postcode BS1 4DJ instead of BS9",
        ),
        (
            Called(id="x", tool="book", args={"people": [3, 4]}),
            "expected the tool book to be called with people 3 or 4; it was called with people 2 instead of 3 or 4",
        ),
        (Called(id="x", tool="book", times=2), "expected book twice; it was called once"),
        (Called(id="x", tool="book", times=0), "expected book never; it was called once"),
        (Called(id="x", tool="book", before="in_area"), "expected book before in_area; in_area came first"),
        (Called(id="x", tool="in_area", after="book"), "expected in_area after book; in_area came first"),
        (Called(id="x", tool="book", after="pay"), "expected book after pay; pay was never called"),
        (
            NeverCalled(id="x", tool="in_area"),
            "expected the tool in_area never to be called; it was, with postcode BS1 4DJ",
        ),
        (
            WorldHas(id="x", table="visits", row={"postcode": "BS9"}),
            "expected a row in visits with postcode BS9 at the end; there is none",
        ),
        (
            WorldHas(id="x", table="visits", row={"state": "booked"}, count=1),
            "expected 1 row in visits with state booked at the end; there are 2",
        ),
        (SlotIs(id="x", slot="postcode", value="BS1"), "expected postcode to be BS1; it was never filled"),
        (
            HandedOver(id="x", reason="emergency"),
            "expected the person to be handed over because of emergency; it never happened",
        ),
        (Within(id="x", seconds=3), "expected at most 3 seconds; it took 4"),
    ],
)
def test_a_check_that_fails_says_what_was_expected_and_what_happened(check, reason):
    assert outcome(check, BOOKED) == ("failed", reason)


def test_a_write_changes_the_world_where_it_was_made_and_nowhere_else():
    world = WORLD.fork()
    world.call = ("book", "key")
    world.put("visits", "3", {"postcode": "BS3"})
    assert outcome(WorldUnchanged(id="x", tables=("complaints",)), world=world)[0] == "passed"
    assert outcome(WorldUnchanged(id="x"), world=world) == (
        "failed",
        "expected nothing to change; book wrote 3 in visits",
    )
    assert outcome(WorldUnchanged(id="x", tables=("bills", "visits")), world=world) == (
        "failed",
        "expected nothing to change in bills or visits; book wrote 3 in visits",
    )
    assert outcome(WorldUnchanged(id="x"), world=None)[0] == "not_judged"


def test_a_list_means_any_one_of_its_values_and_still_equals_itself():
    trace = Tracing().call("pick", days=["mon", "tue"])
    assert outcome(Called(id="x", tool="pick", args={"days": ["mon", "tue"]}), trace)[0] == "passed"
    assert outcome(Called(id="x", tool="pick", args={"days": [["mon", "tue"], "wed"]}), trace)[0] == "passed"
    assert outcome(Called(id="x", tool="pick", args={"days": ["mon"]}), trace)[0] == "failed"


def test_a_call_that_failed_is_not_a_call_that_was_made():
    trace = Tracing().call("book", fails="refused", message="slot taken")
    status, reason = outcome(Called(id="x", tool="book"), trace)
    assert (status, reason) == (
        "failed",
        'expected the tool book to be called; it was, but failed: refused ("slot taken")',
    )
    assert outcome(NeverCalled(id="x", tool="book"), trace)[0] == "failed"


def test_a_lost_answer_is_no_success():
    trace = Tracing().call("book", fails="unknown")
    assert outcome(Called(id="x", tool="book", times=1), trace)[0] == "failed"


def test_a_number_on_a_card_equals_its_digits_but_true_is_not_one():
    trace = Tracing().call("ship", last_four="4417", express=True)
    assert outcome(Called(id="x", tool="ship", args={"last_four": 4417}), trace)[0] == "passed"
    assert outcome(Called(id="x", tool="ship", args={"express": 1}), trace)[0] == "failed"


def test_only_what_was_heard_was_said():
    trace = Tracing().agent("A call-out is 60 pounds.", heard=12)
    assert outcome(NeverSaid(id="x", phrases=("60 pounds",)), trace)[0] == "passed"
    status, reason = outcome(Said(id="x", phrases=("60 pounds",)), trace)
    assert status == "failed"
    assert "cut off" in reason


def test_phrases_are_whole_words_whatever_their_case_and_signs():
    trace = Tracing().agent("We never GUARANTEE   anything (free*).")
    assert outcome(Said(id="x", phrases=("never guarantee", "free*")), trace)[0] == "passed"
    assert outcome(NeverSaid(id="x", phrases=("guarant", "fre")), trace)[0] == "passed"
    assert outcome(NeverSaid(id="x", phrases=("guarantee",)), trace)[0] == "failed"


def test_a_slot_is_compared_by_its_last_value():
    trace = Tracing().note("slot", "postcode", value="BS1 4TJ")
    assert outcome(SlotIs(id="x", slot="postcode", value="BS1 4DJ"), trace) == (
        "failed",
        "expected postcode to be BS1 4DJ; it was BS1 4TJ",
    )


def test_a_handoff_counts_when_somebody_took_over():
    assert outcome(HandedOver(id="x"), Tracing().hand_over("emergency"))[0] == "passed"
    assert outcome(HandedOver(id="x", reason="emergency"), Tracing().hand_over("emergency"))[0] == "passed"
    assert "nobody took over" in outcome(HandedOver(id="x"), Tracing().hand_over("emergency", accepted=False))[1]
    assert (
        "the reason was asked for person"
        in outcome(HandedOver(id="x", reason="emergency"), Tracing().hand_over("asked_for_person"))[1]
    )


def test_turns_are_counted_as_heard():
    trace = Tracing().agent("One.").agent("Two.").agent("Unheard.", played=False)
    assert outcome(Within(id="x", turns=2), trace)[0] == "passed"
    assert outcome(Within(id="x", turns=1), trace)[1] == "expected at most 1 agent turns; there were 2"


def test_without_a_judge_a_sentence_is_not_judged():
    assert outcome(Judged(id="x", sentence="The agent is kind."))[0] == "not_judged"


def test_without_a_world_its_end_state_is_not_judged():
    assert outcome(WorldHas(id="x", table="visits"), world=None)[0] == "not_judged"


def test_a_failure_points_at_the_row_that_decided_it():
    trace = Tracing().agent("Hello.").call("cancel")
    result = evaluate(NeverCalled(id="x", tool="cancel"), trace.evidence(), None)
    assert result.row == 3


def test_an_outcome_reached_on_the_way_counts():
    trace = Tracing().note("outcome", "visit_booked", flow="book").end("abandoned")
    assert outcome(Outcome(id="x", any_of=("visit_booked",)), trace)[0] == "passed"
    assert outcome(Outcome(id="x", any_of=("visit_moved",)), trace)[0] == "failed"


def test_a_trace_without_end_has_no_outcome():
    assert "the trace has no end" in outcome(Outcome(id="x", any_of=("visit_booked",)), Tracing().agent("Hello."))[1]


def test_before_means_the_answer_came_before_the_other_was_asked():
    trace = Tracing().call("check").call("book").call("check")
    assert outcome(Called(id="x", tool="check", before="book"), trace)[0] == "passed"
    assert outcome(Called(id="x", tool="book", before="check"), trace)[0] == "failed"


def test_asking_first_is_not_enough_when_the_answer_came_too_late():
    trace = Tracing().add("out", CallTool(request="c", tool="check", args={}))
    trace.add("out", CallTool(request="b", tool="book", args={}))
    trace.add("in", ToolReturned(request="c")).add("in", ToolReturned(request="b"))
    assert outcome(Called(id="x", tool="check", before="book"), trace)[0] == "failed"


def test_after_asks_for_success_of_the_other():
    trace = Tracing().call("check", fails="error").call("book")
    assert outcome(Called(id="x", tool="book", after="check"), trace)[0] == "failed"
    trace.call("check").call("book")
    assert outcome(Called(id="x", tool="book", after="check"), trace)[0] == "passed"


@given(made=st.integers(0, 4), failed=st.integers(0, 2), wanted=st.integers(0, 4))
def test_times_counts_the_calls_that_succeeded_and_match(made, failed, wanted):
    trace = Tracing()
    for _ in range(made):
        trace.call("book", size=1).call("book", size=2)
    for _ in range(failed):
        trace.call("book", fails="error", size=1)
    status, _ = outcome(Called(id="x", tool="book", args={"size": 1}, times=wanted), trace)
    assert (status == "passed") == (made == wanted)


@given(heard=st.integers(0, 40))
def test_a_phrase_is_said_exactly_when_all_of_it_was_heard(heard):
    trace = Tracing().agent("A call-out costs sixty pounds in all.", heard=heard)
    cut = "A call-out costs sixty pounds in all."[:heard]
    whole = cut.endswith("sixty pounds") or "sixty pounds " in cut
    assert (outcome(Said(id="x", phrases=("sixty pounds",)), trace)[0] == "passed") == whole
    assert (outcome(NeverSaid(id="x", phrases=("sixty pounds",)), trace)[0] == "failed") == whole


@given(phrase=st.text(min_size=1, max_size=12).filter(str.strip))
def test_no_phrase_is_taken_for_a_pattern(phrase):
    """A sign that means something in a pattern finds nothing in words that do not hold it."""
    found = outcome(Said(id="x", phrases=(phrase,)), Tracing().agent(f"so {phrase} it is"))[0]
    assert found == "passed"
    assert outcome(Said(id="x", phrases=(".*",)), Tracing().agent("anything"))[0] == "failed"


def test_every_phrase_must_be_said_but_none_of_the_forbidden():
    trace = Tracing().agent("One and two.")
    assert outcome(Said(id="x", phrases=("one", "three")), trace)[0] == "failed"
    assert outcome(NeverSaid(id="x", phrases=("three", "two")), trace)[0] == "failed"


@given(turns=st.integers(0, 6), most=st.integers(1, 6))
def test_within_holds_up_to_and_including_its_bound(turns, most):
    trace = Tracing()
    for _ in range(turns):
        trace.agent("Hello.")
    assert (outcome(Within(id="x", turns=most), trace)[0] == "passed") == (turns <= most)
    seconds = trace.evidence().virtual_ms // 1000
    assert (outcome(Within(id="x", seconds=most), trace)[0] == "passed") == (seconds <= most)


def test_a_slot_of_the_right_value_passes_and_a_correction_is_the_last_word():
    trace = Tracing().note("slot", "postcode", value="BS1 4TJ").note("correction", "postcode", value="BS1 4DJ")
    assert outcome(SlotIs(id="x", slot="postcode", value="BS1 4DJ"), trace)[0] == "passed"


def test_a_row_must_have_all_the_values_and_a_table_may_be_missing():
    assert outcome(WorldHas(id="x", table="visits", row={"postcode": "BS2", "state": "lost"}))[0] == "failed"
    assert outcome(WorldHas(id="x", table="nothing"))[0] == "failed"
    assert outcome(WorldHas(id="x", table="nothing", count=0))[0] == "passed"


# The order of calls -------------------------------------------------------------------------------------------------


def order(*tools: str, calls: str) -> tuple[str, str]:
    trace = Tracing()
    for tool in calls.split():
        trace.call(tool.removesuffix("!"), fails="refused" if tool.endswith("!") else "")
    return outcome(CalledInOrder(id="x", tools=tools), trace)


@pytest.mark.parametrize("calls", ["a b c", "a x b x c", "a! a b c", "a b b c", "a b c c"])
def test_tools_in_order_may_have_others_between_and_be_tried_again(calls):
    assert order("a", "b", "c", calls=calls) == ("passed", "")


def test_a_tool_that_is_due_twice_has_to_be_called_twice():
    assert order("a", "b", "a", calls="a b a") == ("passed", "")
    assert order("a", "b", "a", calls="a b")[0] == "failed"


@pytest.mark.parametrize(
    ("calls", "reason"),
    [
        ("a c", "expected the tools a, b, c in this order; b was never called"),
        ("b a b c", "expected b after a; b came first"),
        ("a b! c", "expected the tools a, b, c in this order; b did not succeed"),
        ("", "expected the tools a, b, c in this order; a was never called"),
        ("a! b c", "expected the tools a, b, c in this order; a did not succeed"),
    ],
)
def test_tools_out_of_order_are_told(calls, reason):
    assert order("a", "b", "c", calls=calls) == ("failed", reason)


# Latency and cost ---------------------------------------------------------------------------------------------------


def answers(*latencies_ms: int, speech: bool = True, acts: tuple[str, ...] = ("ask:x",)) -> Tracing:
    trace = Tracing()
    at_ms = 0
    for turn, latency_ms in enumerate(latencies_ms, start=1):
        bodies = [(at_ms, SpeechEnded())] if speech else []
        bodies += [(at_ms + 300 * speech, UserSaid(text="yes"))]
        made = tuple(Act(kind=kind, about=about) for kind, _, about in (act.partition(":") for act in acts))
        bodies += [(at_ms + latency_ms, Say(turn=turn, text="x", acts=made))]
        bodies += [
            (at_ms + latency_ms, PlayoutStarted(turn=turn)),
            (at_ms + latency_ms, PlayoutEnded(turn=turn, heard_chars=1)),
        ]
        trace.rows += [Row(at_ms=at, lane="in", body=body) for at, body in bodies]
        at_ms += 10_000
    return trace


def test_latency_is_from_the_last_sound_of_the_person_to_the_first_of_the_answer():
    assert answers(700, 900).evidence().latencies_ms == [700, 900]
    assert answers(50, speech=False).evidence().latencies_ms == [50]


def test_nobody_waits_for_a_reminder():
    assert answers(8_000, acts=("reprompt:",)).evidence().latencies_ms == []


def test_the_greeting_answers_nothing_and_a_second_utterance_is_no_second_answer():
    assert Tracing().agent("Hello.").evidence().latencies_ms == []
    assert answers(700).agent("And one more thing.").evidence().latencies_ms == [700]


def test_the_slowest_answers_are_bounded():
    slow = answers(*[500] * 18, 4_000, 4_000)
    assert outcome(Within(id="x", latency_p95_ms=4_000), slow) == ("passed", "")
    assert outcome(Within(id="x", latency_p95_ms=1_500), slow) == (
        "failed",
        "expected 95 in 100 answers to begin within 1,500 ms; that took 4,000 ms",
    )
    assert outcome(Within(id="x", latency_p95_ms=600), answers(*[500] * 19, 4_000))[0] == "passed"
    assert outcome(Within(id="x", latency_p95_ms=1), Tracing().agent("Hello."))[0] == "passed"


def test_what_models_cost_is_bounded():
    trace = Tracing().add("in", ModelAnswered(request="a", cost_microusd=15_000))
    trace.add("in", ModelAnswered(request="b", cost_microusd=6_000))
    assert outcome(Within(id="x", cost=0.021), trace) == ("passed", "")
    assert outcome(Within(id="x", cost=0.02), trace) == (
        "failed",
        "expected models to cost at most 0.02 dollars; they cost 0.0210",
    )
    assert outcome(Within(id="x", cost=0), Tracing().agent("Hello."))[0] == "passed"


def test_a_cost_that_nobody_told_is_not_measured_and_never_passes():
    trace = Tracing().add("in", ModelAnswered(request="a", cost_microusd=15_000))
    trace.add("in", ModelAnswered(request="b"))
    reason = "the cost was not measured: nobody said what an answer of a model cost"
    assert outcome(Within(id="x", cost=0.02), trace) == ("not_judged", reason)
    assert outcome(Within(id="x", cost=0.01), trace)[0] == "failed"  # what is known is too much already
    assert outcome(Within(id="x", turns=5), trace)[0] == "passed"


def test_a_model_that_is_said_to_be_free_costs_nothing():
    trace = Tracing().add("in", ModelAnswered(request="a", cost_microusd=0))
    assert outcome(Within(id="x", cost=0), trace) == ("passed", "")


@given(st.lists(st.integers(0, 10_000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values, percent):
    found = percentile(values, percent)
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)
