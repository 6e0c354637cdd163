import pytest
from traces import Tracing

from seatrial.core.effects import Act, Say
from seatrial.core.events import PlayoutEnded, PlayoutStarted
from seatrial.evaluation.journeys import ANY, JourneyStep, first_departure, journey, journey_of, labels_of
from seatrial.evaluation.paths import path_of


def booking(*, postcode: str = "BS1 4DJ", said: str = "Which postcode?") -> Tracing:
    return (
        Tracing()
        .agent("Hello.", "open")
        .note("flow", "book")
        .agent(said, "ask:postcode")
        .call("in_area", postcode=postcode, floor=None)
        .agent("Shall I?", "confirm:book")
        .call("book", postcode=postcode)
        .note("said", "booked", text=said)
        .note("outcome", "visit_booked")
        .agent("Booked. Anything else?", "inform:booked", "anything_else")
        .end("visit_booked", success=True)
    )


def steps(trace: Tracing) -> list[tuple[str, str]]:
    return [(step.kind, step.about) for step in journey(trace.rows)]


def text(before: Tracing, after: Tracing) -> str:
    departure = first_departure(journey(before.rows), journey(after.rows))
    return "" if departure is None else departure.text


def test_a_way_is_what_was_asked_called_and_decided_in_order():
    assert steps(booking()) == [
        ("flow", "book"),
        ("ask", "postcode"),
        ("call", "in_area"),
        ("confirm", "book"),
        ("call", "book"),
        ("say", "booked"),
        ("outcome", "visit_booked"),
        ("end", "visit_booked"),
    ]


def test_wording_is_no_part_of_it():
    assert journey_of(booking().evidence()) == journey_of(booking(said="And your postcode?").evidence())


def test_arguments_without_a_value_are_left_out():
    assert journey(booking().rows)[2].args == {"postcode": "BS1 4DJ"}


def test_what_was_never_heard_is_no_step():
    assert steps(Tracing().agent("Which postcode?", "ask:postcode", played=False).end("ended")) == [("end", "ended")]


def test_the_acts_of_one_utterance_keep_their_order():
    trace = Tracing()
    trace.add("out", Say(turn=1, text="x", acts=(Act(kind="read_back", about="z"), Act(kind="ask", about="a"))))
    trace.add("in", PlayoutStarted(turn=1)).add("in", PlayoutEnded(turn=1, heard_chars=1))
    assert steps(trace) == [("read_back", "z"), ("ask", "a")]


def test_wording_that_stands_in_a_step_is_named_by_its_flow_not_by_its_place():
    assert steps(Tracing().note("said", "book.steps[13]", text="Booked.")) == [("say", "book")]


def test_a_call_that_failed_and_a_handoff_are_steps():
    trace = Tracing().call("book", fails="refused").hand_over("booking_failed").end("handed_to_person")
    assert [(step.kind, step.about, step.failed) for step in journey(trace.rows)] == [
        ("call", "book", "refused"),
        ("hand_over", "booking_failed", ""),
        ("end", "handed_to_person", ""),
    ]


def test_who_hangs_up_does_so_before_the_end():
    assert steps(Tracing().left("patience").end("abandoned")) == [("leave", "patience"), ("end", "abandoned")]


def test_the_same_way_is_no_departure():
    assert text(booking(), booking(said="Postcode?")) == ""


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            booking(postcode="BS3 1TF"),
            "step 3 of 8, after it asked for the postcode, it should call in_area with postcode BS1 4DJ; "
            "now it calls it with postcode BS3 1TF.",
        ),
        (
            Tracing().note("flow", "book").agent("When?", "ask:when"),
            "step 2 of 8, after it started the flow book, it should ask for the postcode; now it asks for the time.",
        ),
        (
            Tracing().note("flow", "book"),
            "step 2 of 8, after it started the flow book, it should ask for the postcode; now it is over there.",
        ),
        (
            Tracing().note("flow", "book").left("patience").end("abandoned"),
            "step 2 of 8, after it started the flow book, it should ask for the postcode; "
            "now the person hangs up (patience).",
        ),
        (
            Tracing().agent("?", "ask:postcode"),
            "step 1 of 8 it should start the flow book; now it asks for the postcode.",
        ),
    ],
)
def test_a_departure_is_told_in_plain_words(other: Tracing, expected: str):
    assert text(booking(), other) == expected


def test_a_longer_way_departs_where_it_should_be_over():
    more = journey(booking().rows)
    departure = first_departure(more[:-1], more)
    assert departure is not None
    assert departure.text == "after all 7 steps: it should be over there; now it ends as visit booked."


def test_only_arguments_that_are_named_count_and_any_value_will_do_for_any():
    found = (JourneyStep(kind="call", about="book", args={"postcode": "BS1", "name": "Sam"}),)

    def departs(**args: object) -> bool:
        return first_departure((JourneyStep(kind="call", about="book", args=args),), found) is not None

    assert not departs()
    assert not departs(name=ANY)
    assert not departs(postcode=["BS1", "BS2"])
    assert departs(phone=ANY)
    assert departs(postcode="BS2")


def test_a_call_that_fails_now_departs():
    worked, failed = Tracing().call("book"), Tracing().call("book", fails="timeout")
    assert (
        text(worked, failed)
        == "step 1 of 1 it should call the tool book; now it calls the tool book, which failed (timeout)."
    )


def test_it_can_be_laid_over_the_ways_that_results_keep():
    evidence = booking().hand_over("emergency").evidence()
    assert labels_of(journey_of(evidence)) == path_of(evidence)
