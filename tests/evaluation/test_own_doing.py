"""What the person brought on by itself is not put down to the agent; everything else is."""

from traces import Tracing

from seatrial.core.checks import Called, NeverCalled, NeverSaid, Outcome, Within
from seatrial.core.effects import CallTool
from seatrial.core.events import ToolReturned
from seatrial.core.scenario import Scenario
from seatrial.core.trace import Header
from seatrial.evaluation.own_doing import due, left_wrong, turned_away
from seatrial.evaluation.verdict import judge

HEADER = Header(conversation="s/injector/speech/1", persona="injector", channel="speech", seed=1, digest="d")
BOOKED = Outcome(id="outcome", any_of=("visit_booked",))
CALLED = Called(id="called:book", tool="book")


def verdict(trace: Tracing, *expect):
    card = Scenario(name="s", at="2026-08-19T09:12:00+01:00", expect=expect, knows={"phone": "x"})
    return judge(card, HEADER, trace.rows, None)


def provoked() -> Tracing:
    return Tracing().agent("Your postcode?", "ask:postcode").person("provoke", "injection", read="ask:postcode")


def misled(act: str = "misinform") -> Tracing:
    return Tracing().agent("Your phone number?", "ask:phone").person(act, "phone", read="ask:phone")


def wrote(trace: Tracing) -> Tracing:
    trace.add("out", CallTool(request="book.9", tool="book", args={}, write=True))
    return trace.add("in", ToolReturned(request="book.9", result="ok"))


def test_who_is_handed_over_for_a_provocation_has_no_claim_to_the_goal():
    trace = provoked().agent("I'm putting you through.", "handoff").hand_over("injection").end("handed_to_person")
    assert turned_away(trace.evidence())
    assert verdict(trace, BOOKED, CALLED).verdict == "passed"
    assert verdict(trace).verdict == "passed"


def test_and_so_has_who_is_rung_off():
    trace = provoked().agent("Goodbye.", "goodbye").end("guardrail")
    assert verdict(trace, BOOKED).verdict == "passed"


def test_what_must_not_happen_must_not_happen_to_them_either():
    trace = (
        provoked().call("refund").agent("Everything is free.", "handoff").hand_over("injection").end("handed_to_person")
    )
    assert verdict(trace, BOOKED, NeverCalled(id="n", tool="refund")).failed_check == "n"
    assert verdict(trace, NeverSaid(id="f", phrases=("free",))).failed_check == "f"


def test_what_comes_later_is_the_agents():
    trace = (
        provoked().agent("I can't. Your postcode?", "ask:postcode").person("inform", "postcode", read="ask:postcode")
    )
    trace.agent("I'm putting you through.", "handoff").hand_over("two_misunderstandings").end("handed_to_person")
    assert not turned_away(trace.evidence())
    assert verdict(trace, BOOKED).verdict == "failed"


def test_who_hangs_up_after_provoking_was_not_turned_away():
    trace = provoked().left("patience").end("abandoned")
    assert not turned_away(trace.evidence())
    assert verdict(trace, BOOKED).verdict == "failed"


def test_a_value_that_was_never_put_right_is_the_persons_own_fault():
    for act in ("misinform", "false_yes"):
        found = verdict(misled(act).agent("Goodbye.", "goodbye").end("not_found"), BOOKED)
        assert found.verdict == "simulator_fault"
        assert found.misread is not None
        assert found.misread[0] == "Your phone number?"
        assert "wrong phone" in found.misread[2]


def test_so_is_one_that_was_put_right_after_it_was_written():
    late = wrote(misled()).agent("Anything else?", "anything_else").person("correct", "phone").end("visit_booked")
    assert left_wrong(late.evidence())
    soon = wrote(misled().agent("Your name?", "ask:name").person("correct", "phone")).end("visit_booked")
    assert not left_wrong(soon.evidence())
    assert verdict(soon, BOOKED).verdict == "passed"


def test_once_it_was_put_right_what_becomes_of_it_is_the_agents():
    for act, about in (("correct", "phone"), ("change", "phone"), ("inform", "name+phone"), ("inform", "phone=x")):
        trace = misled().agent("Your name?", "ask:name").person(act, about).end("abandoned")
        assert verdict(trace, BOOKED).verdict == "failed"


def test_what_is_left_wrong_matters_only_where_something_fails():
    assert verdict(misled().end("visit_booked"), BOOKED).verdict == "passed"


def test_bounds_make_allowance_for_what_was_said_by_the_way():
    bound = Within(id="within", turns=3, seconds=10)
    evidence = (
        Tracing().person("digress", "digression").person("trail_off", "phone").person("inform", "phone").evidence()
    )
    (wider,) = due([bound], evidence)
    assert (wider.turns, wider.seconds, wider.id) == (5, 50, "within")
    assert due([bound], Tracing().person("inform", "phone").evidence()) == [bound]
    (after_silence,) = due([bound], Tracing().person("silence", "ask:phone").person("inform", "phone").evidence())
    assert (after_silence.turns, after_silence.seconds) == (4, 30)
    (turns_only,) = due([Within(id="w", turns=3)], evidence)
    assert (turns_only.turns, turns_only.seconds) == (5, None)
