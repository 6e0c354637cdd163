import re
from xml.etree import ElementTree as ET

import pytest
from audit_samples import (
    EVIL,
    audit_result,
    evil_server,
    fine_server,
    mail_server,
    silent_server,
    source_server,
    tool_verdict,
)
from hypothesis import given
from hypothesis import strategies as st

from seatrial.mcp_audit.verdicts import VERDICTS, AuditResult, Verdict
from seatrial.reports import audit_junit as module
from seatrial.reports.audit_junit import audit_junit

COUNTS = {"name", "tests", "failures", "errors", "skipped", "time"}
# What Jenkins, GitLab, GitHub actions and others read alike: element -> (attributes it must have, others, children).
ALLOWED = {
    "testsuites": (COUNTS, set(), {"testsuite"}),
    "testsuite": (COUNTS, set(), {"properties", "testcase", "system-out"}),
    "testcase": (
        {"classname", "name", "time"},
        {"file"},
        {"properties", "failure", "error", "skipped", "system-out"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "failure": ({"message", "type"}, set(), set()),
    "error": ({"message", "type"}, set(), set()),
    "skipped": ({"message"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def _document(result: AuditResult) -> ET.Element:
    return ET.fromstring(audit_junit(result).encode())


def _outcomes(result: AuditResult) -> dict[str, str]:
    found: dict[str, str] = {}
    for case in _document(result).iter("testcase"):
        kinds = [child.tag for child in case if child.tag in {"failure", "error", "skipped"}]
        found[f"{case.attrib['classname']}: {case.attrib['name']}"] = kinds[0] if kinds else "passed"
    return found


def _check(element: ET.Element) -> None:
    needed, others, children = ALLOWED[element.tag]
    assert needed <= set(element.attrib) <= needed | others, element.tag
    assert {child.tag for child in element} <= children, element.tag
    if "time" in element.attrib:
        assert re.fullmatch(r"\d{1,9}\.\d{3}", element.attrib["time"])
    if element.tag == "testcase":
        tags = [child.tag for child in element]
        assert len({"failure", "error", "skipped"} & set(tags)) <= 1
        assert tags == sorted(tags, key=lambda tag: (tag != "properties", tag == "system-out"))
    if element.tag in {"testsuites", "testsuite"}:
        cases = list(element.iter("testcase"))
        assert int(element.attrib["tests"]) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.attrib[name]) == sum(case.find(tag) is not None for case in cases)
    for child in element:
        _check(child)


def test_each_tool_is_a_case_and_only_what_is_allowed_passed():
    assert _outcomes(audit_result()) == {
        "mail: the lock": "failure",
        "mail: the server as a whole": "passed",
        "mail: send_mail": "failure",
        "mail: now": "passed",
        "time: the lock": "passed",
        "time: now": "passed",
        "silent: it can be listed": "error",
        "silent: the lock": "skipped",
        "folder: the lock": "skipped",
        "folder: the server as a whole": "skipped",
    }


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_becomes_an_outcome(verdict: Verdict):
    result = audit_result(fine_server(tools=(tool_verdict("t", verdict),)), checked=False)
    expected = {"allow": "passed", "review": "skipped", "unknown": "skipped", "block": "failure"}
    assert _outcomes(result) == {"time: t": expected[verdict]}


@pytest.mark.parametrize("servers", [(), (mail_server(),), (silent_server(),), (source_server(),), (evil_server(),)])
def test_the_structure_and_the_counts_are_what_readers_expect(servers: tuple[object, ...]):
    _check(_document(audit_result(servers=servers)))
    _check(_document(audit_result()))


@given(st.text(st.characters(codec=None)), st.sampled_from(VERDICTS))
def test_whatever_a_server_says_it_is_xml(text: str, verdict: Verdict):
    server = mail_server(
        server=text, target=text, config=text, why=text, tools=(tool_verdict(text, verdict, why=text),)
    )
    _check(_document(audit_result(server)))


def test_a_failure_says_why_with_the_words_and_what_would_change_it():
    case = next(one for one in _document(audit_result()).iter("testcase") if one.attrib["name"] == "send_mail")
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "block: It asks the model to keep something from the user.", "type": "block"}
    assert 'critical description: It asks the model to keep something from the user. "Do not' in (failure.text or "")
    assert "would change it: The server's maker explains the words." in (failure.text or "")
    assert case.attrib["file"].endswith("mcp.json")


def test_a_changed_definition_shows_the_diff():
    text = audit_junit(audit_result())
    assert "Not what was locked: tool send_mail changed" in text
    assert "+Sends an e-mail. &lt;IMPORTANT&gt;Before" in text
    assert "the lock" not in audit_junit(audit_result(checked=False))


def test_what_a_server_wrote_is_text():
    text = audit_junit(audit_result(evil_server()))
    assert "<script>" not in text
    assert "\x1b" not in text
    assert EVIL not in text


def test_too_many_tools_are_counted_and_never_pass(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "CASES_MAX", 10)
    tools = tuple(tool_verdict(f"t{number}", "allow", 0.0) for number in range(50))
    outcomes = _outcomes(audit_result(fine_server(tools=tools), fine_server(server="b", tools=tools)))
    assert outcomes["time: 42 more"] == "skipped"
    assert outcomes["b: 50 more"] == "skipped"
