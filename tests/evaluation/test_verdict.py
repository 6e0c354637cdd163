import pytest
from hypothesis import given
from hypothesis import strategies as st
from traces import Tracing

from seatrial.core.checks import Called, CheckResult, HandedOver, Judged, Judgement, Outcome
from seatrial.core.scenario import Scenario
from seatrial.core.trace import Header
from seatrial.evaluation.results import VERDICTS
from seatrial.evaluation.verdict import judge, with_judgements, without_judgements

HEADER = Header(conversation="s/plain/speech/1", persona="plain", channel="speech", seed=1, digest="d")
CALLED = Called(id="called:book", tool="book")


def result(trace: Tracing, *expect, **fields):
    scenario = Scenario(name="s", at="2026-08-19T09:12:00+01:00", expect=expect, knows={"postcode": "x"}, **fields)
    return judge(scenario, HEADER, trace.rows, None)


def test_a_card_without_an_outcome_expects_the_agent_to_reach_one_of_its_own():
    assert result(Tracing().end("visit_booked", success=True)).verdict == "passed"
    failed = result(Tracing().end("abandoned"))
    assert (failed.verdict, failed.failed_check) == ("failed", "goal")
    assert failed.reason == "expected the agent to reach one of its own goals; it ended as abandoned"


def test_a_card_with_an_outcome_decides_itself_what_is_good():
    assert result(Tracing().end("out_of_area"), Outcome(id="o", any_of=("out_of_area",))).verdict == "passed"


def test_the_reason_tells_what_was_expected_what_happened_and_why():
    trace = Tracing()
    for _ in range(3):
        trace.agent("Your postcode?", "ask:postcode").person("inform", "postcode", read="ask:postcode")
    found = result(trace.left("patience").end("abandoned", success=True), CALLED)
    assert found.reason == (
        "expected the tool book to be called; it never was: "
        "the caller hung up after being asked for the postcode 3 times"
    )
    assert (found.reasks, found.user_end, found.turns) == (2, "patience", 3)


def test_a_failure_after_a_misreading_is_the_simulators():
    trace = Tracing().agent("Your postcode?", "ask:postcode").person("dont_know", read="goodbye").end("abandoned")
    found = result(trace, CALLED)
    assert found.verdict == "simulator_fault"
    assert found.misread == ("Your postcode?", "ask:postcode", "goodbye")


def test_a_misreading_that_did_no_harm_does_not_count():
    trace = Tracing().agent("Your postcode?", "ask:postcode").person("dont_know", read="goodbye").end("x", success=True)
    found = result(trace)
    assert (found.verdict, found.misread) == ("passed", None)


@pytest.mark.parametrize(("success", "verdict"), [(True, "not_judged"), (False, "failed")])
def test_a_conversation_counts_once_failed_before_not_judged_before_passed(success, verdict):
    trace = Tracing().end("visit_booked", success=success)
    assert result(trace, Judged(id="j", sentence="kind")).verdict == verdict


def test_a_known_failure_is_still_a_failure_but_an_expected_one():
    found = result(Tracing().end("abandoned"), known_failure="too hard")
    assert found.verdict == "failed"
    assert not found.unexpected


def test_a_trace_without_end_fails():
    assert result(Tracing().agent("Hello.")).failed_check == "goal"


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_verdict_is_the_first_of_the_order_that_applies(misread, fails, sentence):
    trace = Tracing().agent("Your postcode?", "ask:postcode")
    trace.person("dont_know", read="goodbye" if misread else "ask:postcode").end("x", success=True)
    expect = (*((CALLED,) if fails else ()), *((Judged(id="j", sentence="kind"),) if sentence else ()))
    due = ("simulator_fault" if misread else "failed") if fails else "not_judged" if sentence else "passed"
    assert due in VERDICTS
    assert result(trace, *expect).verdict == due


def test_a_handoff_that_is_expected_replaces_the_goal():
    trace = Tracing().hand_over("emergency").end("handed_to_person")
    found = result(trace, HandedOver(id="h", reason="emergency"))
    assert (found.verdict, [check.id for check in found.checks]) == ("passed", ["h"])


def test_a_pass_has_no_reason_and_no_cause():
    found = result(Tracing().end("x", success=True))
    assert (found.reason, found.cause, found.failed_check) == ("", None, "")


def test_the_first_check_that_failed_gives_the_reason():
    found = result(Tracing().end("x", success=True), CALLED, Called(id="second", tool="pay"))
    assert found.failed_check == "called:book"
    assert [check.status for check in found.checks] == ["passed", "failed", "failed"]


KIND = Judged(id="j", sentence="kind")


def judged(trace: Tracing, status: str, *expect):
    scenario = Scenario(name="s", at="2026-08-19T09:12:00+01:00", expect=(*expect, KIND), knows={"postcode": "x"})
    code = judge(scenario, HEADER, trace.rows, None)
    said = CheckResult(id="j", status=status, reason="why", judgement=Judgement(by="small"))
    return code, with_judgements(code, scenario, trace.evidence(), {"j": said}), scenario


@pytest.mark.parametrize("status", ["passed", "failed", "not_judged"])
def test_what_a_judge_says_counts_like_any_check(status):
    code, found, _ = judged(Tracing().end("x", success=True), status)
    assert (code.verdict, found.verdict) == ("not_judged", status)
    assert (found.failed_check, found.reason) == (("j", "why") if status == "failed" else ("", ""))
    assert found.judged == (status != "not_judged")


def test_a_failure_that_code_found_comes_first_where_the_card_has_it_first():
    code, found, _ = judged(Tracing().end("x", success=True), "failed", CALLED)
    assert (found.verdict, found.failed_check, found.reason) == ("failed", code.failed_check, code.reason)


def test_a_judge_does_not_hold_against_the_agent_what_the_person_misread():
    trace = Tracing().agent("Your postcode?", "ask:postcode").person("dont_know", read="goodbye").end("x", success=True)
    _, found, _ = judged(trace, "failed")
    assert found.verdict == "simulator_fault"
    assert found.misread == ("Your postcode?", "ask:postcode", "goodbye")


def test_without_its_judgements_a_result_is_what_code_alone_repeats():
    code, found, scenario = judged(Tracing().end("x", success=True), "failed")
    assert found != code
    assert without_judgements(found, scenario) == without_judgements(code, scenario)
    other, _, _ = judged(Tracing().end("x"), "failed")
    assert without_judgements(other, scenario) != without_judgements(code, scenario)
