from seatrial.mcp_audit.evidence import (
    EVIDENCE_MAX,
    NOT_STARTED,
    SPAN_CHARS_MAX,
    change_findings,
    evidence_of,
    sandbox_findings,
    unknowns,
)
from seatrial.mcp_audit.inspected import Inspected, Planned, Scan, SourceSeen
from seatrial.mcp_audit.listed import Attempt, AttemptKind, Listed, ListingFailed, Watched
from seatrial.mcp_audit.records import Finding, Listing, Skipped


def finding(number: int, **more: str) -> Finding:
    return Finding(scanner="rules", rule=f"r{number}", server="s", **more)  # type: ignore[arg-type]


def test_each_finding_is_one_piece_of_evidence_in_the_order_found():
    findings, evidence = evidence_of([finding(2, cwe="CWE-78"), finding(1), finding(2, cwe="CWE-78")])
    assert [one.rule for one in findings] == ["r2", "r1"]
    assert [(one.id, one.source, one.rule, one.cwe) for one in evidence] == [
        ("E1", "rules", "r2", "CWE-78"),
        ("E2", "rules", "r1", ""),
    ]


def test_of_too_many_findings_the_most_severe_are_read():
    many = [finding(number) for number in range(500)] + [finding(900, severity="critical")]
    findings, evidence = evidence_of(many)
    assert len(findings) == len(evidence) == EVIDENCE_MAX
    assert findings[-1].rule == "r900"


def test_texts_are_bounded():
    _, (evidence,) = evidence_of([finding(1, span="x" * 10_000, says="y" * 10_000, locator="z" * 10_000)])
    assert len(evidence.span) == SPAN_CHARS_MAX
    assert len(evidence.says) + len(evidence.locator) <= 600


def tried(kind: AttemptKind, what: str = "it", *, network: bool = False, stopped: bool = True) -> Finding | None:
    watched = Watched(
        sandboxed=True, network=network, attempts=(Attempt(kind=kind, what=what, times=2, stopped=stopped),)
    )
    return next(iter(sandbox_findings("s", watched)), None)


def test_what_no_listing_needs_is_critical():
    for kind in ("network", "secret", "socket", "processes"):
        found = tried(kind)
        assert found is not None
        assert found.severity == "critical"
        assert "2 times; the sandbox stopped it" in found.says


def test_what_was_not_stopped_is_told():
    found = tried("secret", stopped=False)
    assert found is not None
    assert "it was not stopped" in found.says


def test_a_network_that_was_allowed_is_no_offence():
    found = tried("network", network=True, stopped=False)
    assert found is not None
    assert (found.severity, "allowed" in found.says) == ("info", True)


def test_starting_a_program_is_no_offence():
    assert tried("program") is None


def test_braces_in_what_a_server_tried_are_only_text():
    found = tried("network", "{what}{0}{x.__class__}")
    assert found is not None
    assert "{what}{0}{x.__class__}" in found.says


def test_another_second_listing_is_critical():
    (found,) = change_findings("s", ["tool 'add': description changed"])
    assert (found.severity, found.span) == ("critical", "tool 'add': description changed")
    assert change_findings("s", []) == []


def test_all_that_was_not_looked_at_is_unknown_unless_the_user_does_without():
    skipped = Skipped(scanner="pip-audit", server="s", why="could not reach its vulnerability service")
    seen = Inspected(
        planned=Planned(server="s"),
        listed=Listed(
            listing=Listing(server="s", incomplete=("Prompts are missing.",)), watched=Watched(blind=("no seccomp",))
        ),
        source=SourceSeen(left_out=("1 file was not read.",)),
        scans={"pip-audit": Scan(skipped=(skipped,), ran=False)},
    )
    assert unknowns(seen) == (
        "Prompts are missing.",
        "It was not watched fully: no seccomp",
        "1 file was not read.",
        "pip-audit: could not reach its vulnerability service.",
    )
    assert unknowns(seen, ("pip-audit", "source", "sandbox")) == ("Prompts are missing.",)


def test_a_folder_is_unknown_for_it_was_not_started_unless_the_user_does_without_a_listing():
    seen = Inspected(planned=Planned(server="s", kind="folder"))
    assert unknowns(seen) == (NOT_STARTED,)
    assert unknowns(seen, ("listing",)) == ()


def test_a_server_that_was_not_listed_is_unknown_whatever_the_user_does_without():
    failed = ListingFailed(server="s", target="t", kind="timeout", reason="it never answered")
    seen = Inspected(planned=Planned(server="s"), failed=failed, source=SourceSeen(why="No source."))
    assert unknowns(seen, ("source", "sandbox", "listing")) == ("It was not listed: it never answered.",)
