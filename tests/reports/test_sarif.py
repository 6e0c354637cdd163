"""SARIF against our reading of the standard, and against its own JSON schema where an installed package brings it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from audit_samples import (
    EVIL,
    FINDINGS,
    ON_SOURCE,
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
from jsonschema import Draft4Validator, Draft202012Validator

from seatrial.dissent.records import SEVERITIES
from seatrial.mcp_audit.records import Finding, Skipped
from seatrial.mcp_audit.verdicts import VERDICTS, AuditResult, Change, LockState
from seatrial.reports import sarif as module
from seatrial.reports.sarif import sarif

ROOT = "/srv/sam/project"
PACKAGES = Path(__file__).parents[2] / ".mcp-servers" / "node" / "node_modules"
SCHEMA = PACKAGES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"

# The parts of SARIF 2.1.0 that we use, as its text (section numbers) has them, with nothing else allowed.
TEXT: Any = {"type": "string", "minLength": 1}
INDEX: Any = {"type": "integer", "minimum": 0}
URI: Any = {"type": "string", "pattern": r"^[A-Za-z0-9:/%._~-]+$"}


def _closed(needed: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**needed, **others},
        "required": list(needed),
        "additionalProperties": False,
    }


def _unique(items: Any, **others: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": True, **others}


BAG: Any = {"type": "object"}  # 3.8
LEVEL: Any = {"enum": ["none", "note", "warning", "error"]}  # 3.27.10
MESSAGE = _closed({"text": TEXT})  # 3.11, 3.12
TAXON = _closed({"id": TEXT, "index": INDEX, "toolComponent": _closed({"name": TEXT, "index": INDEX})})  # 3.52
LOGICAL = _closed(
    {"name": TEXT, "fullyQualifiedName": TEXT, "kind": {"enum": ["module", "function", "member"]}}
)  # 3.33
ARTIFACT = _closed({"uri": URI}, uriBaseId=TEXT, description=MESSAGE)  # 3.4
PHYSICAL = _closed(  # 3.29; GitHub needs both
    {
        "artifactLocation": ARTIFACT,
        "region": _closed({"startLine": {"type": "integer", "minimum": 1}}, snippet=_closed({"text": TEXT})),
    }
)
RULE = _closed(  # 3.49
    {"id": TEXT, "name": TEXT, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "help": MESSAGE},
    defaultConfiguration=_closed({"level": LEVEL}),
    relationships=_unique(_closed({"target": TAXON, "kinds": _unique({"enum": ["relevant"]})})),
    properties=BAG,
)
RESULT = _closed(  # 3.27
    {
        "ruleId": TEXT,
        "ruleIndex": INDEX,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": _unique(
            _closed({"physicalLocation": PHYSICAL, "logicalLocations": _unique(LOGICAL, minItems=1)}), minItems=1
        ),
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT, "minProperties": 1},
    },
    taxa=_unique(TAXON, minItems=1),
    properties=BAG,
)
NOTIFICATION = _closed(  # 3.58
    {"level": LEVEL, "message": MESSAGE},
    descriptor=_closed({"id": TEXT, "index": INDEX}),
    locations=_unique(_closed({"logicalLocations": _unique(LOGICAL)})),
)
RUN = _closed(  # 3.14
    {
        "tool": _closed(
            {
                "driver": _closed(
                    {"name": TEXT, "version": TEXT, "rules": _unique(RULE)},
                    notifications=_unique(_closed({"id": TEXT, "shortDescription": MESSAGE})),
                    supportedTaxonomies=_unique(_closed({"name": TEXT, "index": INDEX})),
                )
            }
        ),
        "results": {"type": "array", "items": RESULT},
    },
    automationDetails=_closed({"id": TEXT}),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_unique(
        _closed(
            {"executionSuccessful": {"type": "boolean"}},
            exitCode={"type": "integer"},
            exitCodeDescription=TEXT,
            toolExecutionNotifications={"type": "array", "items": NOTIFICATION},
        )
    ),
    taxonomies=_unique(
        _closed(
            {"name": TEXT, "taxa": _unique(_closed({"id": TEXT}, helpUri=URI))},
            organization=TEXT,
            informationUri=URI,
            shortDescription=MESSAGE,
            isComprehensive={"type": "boolean"},
        )
    ),
    properties=BAG,
)
LOG = _closed({"$schema": URI, "version": {"const": "2.1.0"}, "runs": _unique(RUN, minItems=1, maxItems=1)})  # 3.13
AUDITS = {
    "all": audit_result(),
    "hostile": audit_result(evil_server()),
    "nothing": audit_result(servers=()),
    "fine": audit_result(fine_server()),
}


def _run(result: AuditResult, root: str = ROOT) -> dict[str, Any]:
    return json.loads(sarif(result, root=root))["runs"][0]


def _rules(run: dict[str, Any]) -> dict[str, Any]:
    return {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}


def _check(result: AuditResult) -> None:
    """What no schema can say: that everything referred to is there, and that the same thing is not told twice."""
    document = json.loads(sarif(result, root=ROOT))
    assert [error.message for error in Draft202012Validator(LOG).iter_errors(document)] == []
    run = document["runs"][0]
    rules, taxa = run["tool"]["driver"]["rules"], run.get("taxonomies", [{"taxa": []}])[0]["taxa"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert all(taxa[taxon["index"]]["id"] == taxon["id"] for taxon in one.get("taxa", []))
    for rule in rules:
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert len(rule["properties"]["tags"]) <= 20
        assert all(taxa[one["target"]["index"]]["id"] == one["target"]["id"] for one in rule.get("relationships", []))
    prints = [json.dumps(one["partialFingerprints"], sort_keys=True) for one in run["results"]]
    assert len(set(prints)) == len(prints)
    names = run["tool"]["driver"]["notifications"]
    for said in run["invocations"][0]["toolExecutionNotifications"]:
        assert "descriptor" not in said or names[said["descriptor"]["index"]]["id"] == said["descriptor"]["id"]


@pytest.mark.parametrize("which", AUDITS)
def test_it_is_what_the_standard_says_and_nothing_else(which: str):
    _check(AUDITS[which])


@pytest.mark.parametrize("which", AUDITS)
def test_the_standards_own_schema_accepts_it(which: str):
    schema = Path(os.environ.get("SEATRIAL_SARIF_SCHEMA", SCHEMA))
    if not schema.is_file():
        pytest.skip("no installed package brings SARIF's schema: scripts/mcp-servers installs one")
    validator = Draft4Validator(json.loads(schema.read_text()))
    document = json.loads(sarif(AUDITS[which], root=ROOT))
    assert [(error.json_path, error.message) for error in validator.iter_errors(document)] == []
    document["runs"][0]["results"] = [{"level": "awful"}]
    assert len(list(validator.iter_errors(document))) > 0


@given(
    st.text(st.characters(codec=None)),
    st.text(st.characters(codec=None)),
    st.sampled_from(SEVERITIES),
    st.sampled_from(VERDICTS),
    st.lists(st.sampled_from(("CWE-78", "CWE-79", "CWE-", "cwe-1", "", "CWE-１", "CWE-9999999")), max_size=4),
)
def test_whatever_servers_say_the_document_holds(one: str, other: str, severity: Any, verdict: Any, cwes: Any):
    findings = tuple(
        Finding(scanner=one, rule=other, server=one, tool=other, locator=one, span=other, says=one, severity=severity,
                owasp=other, cwe=cwe)
        for cwe in cwes
    )  # fmt: skip
    server = mail_server(
        server=one, config=other, source=one, verdict=verdict, tools=(tool_verdict(other, verdict, findings=findings),),
        skipped=(Skipped(scanner=one, server=one, why=other),),
        lock=LockState(status="changed", changes=(Change(kind=one, what=other, diff=one),)),
    )  # fmt: skip
    _check(audit_result(server))


def test_verdicts_findings_and_changes_are_results_and_what_is_allowed_is_none():
    run = _run(audit_result())
    told = [(one["ruleId"], one["level"]) for one in run["results"]]
    assert sorted(told) == [
        ("bandit/B602", "error"),
        ("lock/changed", "error"),
        ("lock/unlocked", "warning"),
        ("rules/conceals", "error"),
        ("rules/secret_parameter", "note"),
        ("verdict/block", "error"),
        ("verdict/review", "warning"),
        ("verdict/unknown", "warning"),
    ]
    assert _run(audit_result(fine_server()))["results"] == []
    assert [level for _, level in told] == sorted((level for _, level in told), key=("error", "warning", "note").index)


def test_a_finding_that_the_panel_allows_is_a_note():
    run = _run(audit_result(fine_server(tools=(tool_verdict("send_mail", "allow", 0.1, findings=FINDINGS[:1]),))))
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [("rules/conceals", "note")]
    assert run["results"][0]["message"]["text"].endswith("The panel allows it all the same.")
    assert _rules(run)["rules/conceals"]["properties"]["security-severity"] == "3.0"


def test_a_listing_is_located_by_name_and_by_the_configuration_that_names_it():
    found = next(one for one in _run(audit_result())["results"] if one["ruleId"] == "rules/conceals")
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": ".vscode/mcp.json", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1},
            },
            "logicalLocations": [
                {"name": "description", "fullyQualifiedName": "mail/send_mail/description", "kind": "member"}
            ],
        }
    ]


def test_source_is_located_by_file_and_line_relative_to_the_root():
    found = next(one for one in _run(audit_result())["results"] if one["ruleId"] == "bandit/B602")
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "vendor/folder/src/server.py", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 12, "snippet": {"text": "subprocess.run(c, shell=True)"}}
    elsewhere = _run(audit_result(source_server()), root="/elsewhere")["results"]
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in elsewhere}
    assert "file:///srv/sam/project/vendor/folder/src/server.py" in uris


def test_a_server_without_a_file_is_said_to_have_none():
    run = _run(audit_result(silent_server(config="", server="a b")))
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "mcp-servers/a%20b"
    assert "Not a file" in place["description"]["text"]


def test_a_weakness_is_named_only_where_it_is_sure():
    run = _run(audit_result())
    assert [taxon["id"] for taxon in run["taxonomies"][0]["taxa"]] == ["CWE-78"]
    assert [one["ruleId"] for one in run["results"] if "taxa" in one] == ["bandit/B602"]
    assert "external/cwe/cwe-78" in _rules(run)["bandit/B602"]["properties"]["tags"]
    assert "taxonomies" not in _run(audit_result(mail_server()))


def _prints(result: AuditResult) -> dict[str, str]:
    return {one["ruleId"]: one["partialFingerprints"]["primaryLocationLineHash"] for one in _run(result)["results"]}


def test_a_result_keeps_its_fingerprint_when_lines_move_and_others_come_and_go():
    before = _prints(audit_result())
    moved = _changed(ON_SOURCE, locator="src/server.py:99")
    whole = tool_verdict("", "review", 0.7, findings=(moved,), why="other words")
    after = _prints(audit_result(source_server(whole=whole), mail_server(why="x", p=0.5, lock=LockState())))
    for rule in ("bandit/B602", "rules/conceals", "verdict/block", "verdict/review"):
        assert before[rule] == after[rule], rule
    other = tool_verdict(findings=(_changed(FINDINGS[0], span="Hide it."),))
    assert _prints(audit_result(mail_server(tools=(other,))))["rules/conceals"] != before["rules/conceals"]


def _changed(finding: Finding, **changes: Any) -> Finding:
    return Finding(**{**{name: getattr(finding, name) for name in finding.__struct_fields__}, **changes})


def test_the_same_audit_gives_the_same_bytes():
    assert sarif(audit_result()) == sarif(audit_result())
    assert sarif(audit_result(ms=1)) == sarif(audit_result(ms=2))


def test_what_was_not_looked_at_and_what_was_tried_are_notifications():
    said = _run(audit_result())["invocations"][0]
    texts = [one["message"]["text"] for one in said["toolExecutionNotifications"]]
    assert "mail: pip-audit: its service cannot be reached" in texts
    assert "mail: it tried to read ~/.ssh/id_rsa, where keys are kept: stopped" in texts
    assert said["exitCode"] == 1


def test_what_a_server_wrote_is_no_placeholder_no_link_and_hides_nothing():
    text = sarif(audit_result(evil_server()))
    assert text.isascii()
    for one in json.loads(text)["runs"][0]["results"]:
        shown = one["message"]["text"]
        assert "](" not in shown
        assert "{0}" not in shown.replace("{{0}}", "")
        assert "\x1b" not in shown
        assert "<U+001B>" in shown
    assert EVIL not in text


def test_too_many_results_are_cut_the_gravest_kept_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "RESULTS_MAX", 3)
    run = _run(audit_result())
    assert [one["level"] for one in run["results"]] == ["error"] * 3
    assert "5 more results were left out" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    monkeypatch.setattr(module, "NOTIFICATIONS_MAX", 1)
    assert len(_run(audit_result())["invocations"][0]["toolExecutionNotifications"]) == 3


def test_a_server_that_is_blocked_is_not_called_unknown_besides():
    whole = tool_verdict("", "block", 0.99)
    run = _run(audit_result(silent_server(whole=whole, failure="hostile", verdict="block", lock=LockState())))
    assert [one["ruleId"] for one in run["results"] if one["ruleId"].startswith("verdict/")] == ["verdict/block"]
