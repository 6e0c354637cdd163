from traces import Tracing

from seatrial.core.effects import Say
from seatrial.core.events import PlayoutEnded, PlayoutStarted


def test_only_what_began_to_be_heard_counts_as_a_turn():
    evidence = Tracing().agent("Hello.").agent("Never played.", played=False).evidence()
    assert evidence.turns == 1
    assert [utterance.heard for utterance in evidence.utterances] == ["Hello.", ""]


def test_what_was_cut_off_was_not_heard():
    evidence = Tracing().agent("A call-out is 60 pounds.", heard=10).evidence()
    assert evidence.utterances[0].heard == "A call-out"
    assert not evidence.utterances[0].whole


def test_the_parts_of_an_utterance_are_one_turn():
    trace = Tracing()
    for part, text in enumerate(("One moment.", "Here it is.")):
        trace.add("out", Say(turn=1, part=part, text=text, last=part == 1))
        trace.add("in", PlayoutStarted(turn=1, part=part)).add(
            "in", PlayoutEnded(turn=1, part=part, heard_chars=len(text))
        )
    evidence = trace.evidence()
    assert evidence.turns == 1
    assert evidence.utterances[0].heard == "One moment. Here it is."


def test_the_attempts_of_a_request_are_one_call():
    evidence = Tracing().call("book", attempts=3, postcode="BS1").evidence()
    (call,) = evidence.calls
    assert (call.attempts, call.succeeded, call.args) == (3, True, {"postcode": "BS1"})


def test_a_failure_is_kept_until_a_later_attempt_succeeds():
    failed = Tracing().call("book", fails="refused", message="slot taken").evidence().calls[0]
    assert (failed.succeeded, failed.failure, failed.message) == (False, "refused", "slot taken")


def test_each_act_knows_what_was_heard_since_the_one_before():
    trace = Tracing().agent("Hello.").person("open", read="need").agent("Postcode?").agent("Please?").person("inform")
    assert [[heard.text for heard in acted.heard] for acted in trace.evidence().acted] == [
        ["Hello."],
        ["Postcode?", "Please?"],
    ]


def test_a_backchannel_is_no_act():
    trace = Tracing().agent("Hello.").person("backchannel").person("open", read="need")
    (acted,) = trace.evidence().acted
    assert acted.heard[0].text == "Hello."


def test_slots_keep_their_last_value():
    trace = Tracing().note("slot", "postcode", value="BS1 4TJ").note("correction", "postcode", value="BS1 4DJ")
    assert trace.evidence().slots == {"postcode": "BS1 4DJ"}


def test_handoffs_are_told_with_their_reason():
    assert Tracing().hand_over("emergency").evidence().handoffs[0][0] == "emergency"
    assert Tracing().hand_over("emergency", accepted=False).evidence().declined == ["emergency"]


def test_an_unfinished_trace_has_no_end():
    evidence = Tracing().agent("Hello.").evidence()
    assert evidence.end is None
    assert evidence.virtual_ms == 2_000
