import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from card_samples import HOSTILE, RETRY, card, failed, hostile_report, report
from hypothesis import given
from hypothesis import strategies as st
from samples import judged_sentence

from seatrial.reports.card_results import CardResults, RunReport
from seatrial.reports.junit import junit_xml
from seatrial.reports.summary import Opinion

# What Jenkins, GitLab, GitHub actions and others read alike: element -> (attributes it must have, others, children).
ALLOWED = {
    "testsuites": ({"name", "tests", "failures", "errors", "skipped", "time"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time"},
        set(),
        {"properties", "testcase", "system-out"},
    ),
    "testcase": (
        {"classname", "name", "time"},
        {"file", "line"},
        {"properties", "failure", "error", "skipped", "system-out"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "failure": ({"message", "type"}, set(), set()),
    "error": ({"message", "type"}, set(), set()),
    "skipped": ({"message"}, set(), set()),
    "system-out": (set(), set(), set()),
}
SECONDS = re.compile(r"\d{1,9}\.\d{3}")


def _document(found: RunReport) -> ET.Element:
    return ET.fromstring(junit_xml(found, RETRY).encode())


def _check_structure(element: ET.Element) -> None:
    needed, other, children = ALLOWED[element.tag]
    assert needed <= set(element.attrib) <= needed | other, element.tag
    assert {child.tag for child in element} <= children, element.tag
    if "time" in element.attrib:
        assert SECONDS.fullmatch(element.attrib["time"])
    if element.tag == "testcase":
        tags = [child.tag for child in element]
        assert len({"failure", "error", "skipped"} & set(tags)) <= 1
        assert tags == sorted(tags, key=lambda tag: (tag != "properties", tag == "system-out"))
    for child in element:
        _check_structure(child)


def _check_counts(document: ET.Element) -> None:
    for element in (document, *document.iter("testsuite")):
        cases = list(element.iter("testcase"))
        assert int(element.attrib["tests"]) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.attrib[name]) == sum(case.find(tag) is not None for case in cases)


MIXED = report(
    card("cold_house"),
    failed(),
    failed("two_problems", known_failure="one visit, one problem"),
    card("rude_caller", passed=0, not_judged=40),
    card("never_played", conversations=0, passed=0, rows=0, seeds=(0, 0)),
    card("mended", known_failure="it says"),
)


@pytest.mark.parametrize("found", [MIXED, hostile_report(), report(), report(failed(), planned=2_000)])
def test_the_document_has_the_structure_that_ci_systems_read(found: RunReport):
    document = _document(found)
    _check_structure(document)
    _check_counts(document)


def test_each_card_is_a_test_case_with_what_came_of_it():
    cases = {case.attrib["name"]: case for case in _document(MIXED).iter("testcase")}
    came = {name: [child.tag for child in case if child.tag != "properties"] for name, case in cases.items()}
    assert came == {
        "cold_house": ["system-out"],
        "leaking_sink": ["failure"],
        "two_problems": ["skipped", "system-out"],
        "rude_caller": ["skipped"],
        "never_played": ["skipped"],
        "mended": ["system-out"],
    }
    assert cases["leaking_sink"].attrib["file"] == "ag/scenarios/calls.yaml"
    assert cases["leaking_sink"].attrib["line"] == "7"


def test_a_failure_has_its_reason_its_check_and_its_replay_line():
    (failure,) = _document(MIXED).iter("failure")
    assert failure.attrib["message"].startswith("3 of 40 people did not get through: expected the outcome visit booked")
    assert failure.attrib["type"] == "outcome:visit_booked"
    assert failure.text is not None
    assert "3 x the agent gave up on the postcode after 3 attempts" in failure.text
    assert "replay:    seatrial replay leaking_sink/terse/speech/7" in failure.text
    assert "elsewhere: seatrial simulate plumber --scenario leaking_sink" in failure.text


def test_a_skip_says_why():
    messages = [skipped.attrib["message"] for skipped in _document(MIXED).iter("skipped")]
    assert [message.split(":")[0] for message in messages] == ["known to fail", "not judged", "not played"]
    assert "one visit, one problem" in messages[0]


def test_seeds_and_ids_are_properties():
    case = next(case for case in _document(MIXED).iter("testcase") if case.attrib["name"] == "leaking_sink")
    found = {prop.attrib["name"]: prop.attrib["value"] for prop in case.iter("property")}
    assert found["seeds"] == "1-7"
    assert found["failed_id"] == "leaking_sink/terse/speech/7"
    assert found["personas"] == "plain,terse"
    suite = _document(MIXED).find("testsuite/properties")
    assert suite is not None
    assert {"seed", "digest", "agent_digest", "faults"} <= {prop.attrib["name"] for prop in suite}


def test_the_run_s_seconds_are_shared_out_by_the_work_of_each_card():
    document = _document(report(card("a", rows=300), card("b", rows=100), wall_s=8.0))
    assert [case.attrib["time"] for case in document.iter("testcase")] == ["6.000", "2.000"]
    assert document.attrib["time"] == "8.000"


def test_a_run_that_was_cut_short_is_never_all_green():
    document = _document(report(card(), planned=2_000))
    assert document.attrib["errors"] == "1"
    (error,) = document.iter("error")
    assert error.attrib["message"] == "interrupted: 1,000 of 2,000 conversations were had"


def test_the_same_run_gives_the_same_bytes():
    assert junit_xml(MIXED, RETRY) == junit_xml(MIXED, RETRY)


def test_hostile_words_stay_words():
    written = junit_xml(hostile_report(), RETRY)
    assert "<script>" not in written
    assert "\x1b" not in written
    document = ET.fromstring(written.encode())
    names = {case.attrib["name"] for case in document.iter("testcase")}
    assert any("<script>alert(1)</script>" in name for name in names)


@given(st.text(max_size=200))
def test_any_text_makes_a_document_that_reads_back(text: str):
    found = report(failed(text or "x", known_failure=""), card("b", known_failure=text), agent=text)
    document = ET.fromstring(junit_xml(found, RETRY).encode())
    _check_structure(document)


def test_words_are_bounded():
    assert len(junit_xml(report(card("a", known_failure="x" * 1_000_000)), RETRY)) < 100_000
    assert len(HOSTILE) > 200


@pytest.mark.parametrize("made", [card, failed, lambda **more: card(passed=0, not_judged=40, **more)])
def test_what_a_judge_said_stands_in_the_test_case_with_whose_word_it_is(made: Callable[..., CardResults]):
    document = _document(report(made(judged=(judged_sentence(),))))
    _check_structure(document)
    case = next(document.iter("testcase"))
    text = "\n".join(part.text or "" for part in case.iter() if part.tag in {"failure", "system-out"})
    assert "judged by small (badge: model): It is kind. holds in 3 of 4" in text
    assert "  does not hold in leaking_sink/terse/speech/8814: It hurries." in text
    values = [one.attrib["value"] for one in case.iter("property") if one.attrib["name"] == "judged"]
    assert len(values) == 1
    assert values[0].endswith("2 not judged; by small (badge: model)")


def test_what_a_judge_says_is_text_that_xml_can_hold():
    said = judged_sentence(by=HOSTILE, sentence=HOSTILE, examples=(Opinion(id="i", status="failed", why=HOSTILE),))
    _check_structure(_document(report(failed(judged=(said,)))))
