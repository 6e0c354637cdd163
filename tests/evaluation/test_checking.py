import pytest
from traces import Tracing

from seatrial.core.checks import (
    Called,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
)
from seatrial.core.world import World
from seatrial.evaluation.checking import evaluate

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
        Called(id="x", tool="in_area", before="book"),
        Called(id="x", tool="book", after="in_area"),
        Called(id="x", tool="book", times=1),
        Called(id="x", tool="cancel", times=0),
        Called(id="x", tool="in_area", before="never_called"),
        NeverCalled(id="x", tool="cancel"),
        WorldHas(id="x", table="visits", row={"postcode": "BS1 4DJ"}),
        WorldHas(id="x", table="visits", row={"state": "booked"}, count=2),
        WorldHas(id="x", table="visits", row={"state": "lost"}, count=0),
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
