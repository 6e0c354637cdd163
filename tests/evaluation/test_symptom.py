from traces import Tracing

from seatrial.core.checks import Called, NeverSaid, Outcome
from seatrial.core.effects import End
from seatrial.core.scenario import Scenario, Want
from seatrial.core.trace import Header
from seatrial.evaluation.evidence import gather
from seatrial.evaluation.symptom import Symptom, symptom_of
from seatrial.evaluation.verdict import judge

BOOKED = Outcome(id="outcome:booked", any_of=("booked",))
CALL = Called(id="called:book", tool="book", args={"when": "ten", "who": "Jane"})


def symptom(trace: Tracing, *expect: object, outcome: str = "booked") -> Symptom | None:
    trace.add("out", End(outcome=outcome, success=True))
    card = Scenario(name="card", at="2026-08-19T09:12:00+01:00", want=Want(say=("hello",)), expect=expect)
    result = judge(card, Header(conversation="card/plain/chat/1"), trace.rows, None)
    return symptom_of(card, result, gather(trace.rows))


def test_who_passes_has_none():
    assert symptom(Tracing(), BOOKED) is None


def test_it_is_the_first_check_and_its_cause():
    found = symptom(Tracing().note("gave_up", "when", attempts=3), BOOKED, CALL, outcome="abandoned")
    assert found == Symptom(check="outcome:booked", cause="gave_up:when")


def test_that_something_was_changed_on_the_way_explains_no_more_than_how_it_ended():
    plainly = symptom(Tracing(), BOOKED, CALL)
    changed = symptom(Tracing().note("correction", "when", value="ten"), BOOKED, CALL)
    assert plainly == changed == Symptom(check="called:book", cause="ended:booked", how="never")


def test_how_it_ended_is_beside_the_point_where_something_must_not_happen():
    never = NeverSaid(id="never_said:sms", phrases=("sms",))
    trace = Tracing().agent("I'll send an SMS.").note("gave_up", "when", attempts=3)
    assert symptom(trace, never, BOOKED) == Symptom(check="never_said:sms", cause="")


def test_calls_are_missed_in_different_ways():
    assert symptom(Tracing(), CALL, BOOKED).how == "never"
    assert symptom(Tracing().call("book", fails="refused"), CALL, BOOKED).how == "in vain"
    assert symptom(Tracing().call("book", when="nine", who="Jane"), CALL, BOOKED).how == "when"
    assert symptom(Tracing().call("book", when="nine"), CALL, BOOKED).how == "when who"
