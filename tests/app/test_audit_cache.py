from pathlib import Path

import pytest

from seatrial.app.audit_cache import ROOM, AuditCache
from seatrial.dissent.records import Case, Decision, Evidence, Pooled
from seatrial.mcp_audit.audit import Decided
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding

DAY_S = 24 * 3_600
SCAN = Scan(findings=(Finding(scanner="bandit", rule="B1", server="s"),))
CASE = Case(id="s/t", question="?", evidence=(Evidence(id="E1", source="rules"),))
HALF = Pooled(raw=0.5, p=0.5)
DECIDED = Decided(decision=Decision(case="s/t", outcome="allow", p=0.5, interval=(0, 1), sealed=HALF, final=HALF))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path))
    return tmp_path / ROOM


def test_a_scan_of_the_same_files_is_kept_and_of_others_is_not():
    AuditCache(used=True, now_s=0).keep_scan(SCAN, "scan", "bandit", "d1")
    again = AuditCache(used=True, now_s=1)
    assert again.scan("scan", "bandit", "d1") == SCAN
    assert again.scan("scan", "bandit", "d2") is None
    assert again.scan("scan", "bandi", "td1") is None


def test_what_depends_on_the_day_is_kept_no_longer():
    AuditCache(used=True, now_s=0).keep_scan(Scan(keep_hours=24), "x")
    assert AuditCache(used=True, now_s=DAY_S - 1).scan("x") is not None
    assert AuditCache(used=True, now_s=DAY_S).scan("x") is None


def test_an_accident_is_not_kept():
    AuditCache(used=True, now_s=0).keep_scan(Scan(keep_hours=0), "x")
    assert AuditCache(used=True, now_s=0).scan("x") is None


def test_decisions_are_kept_for_exactly_these_cases_and_this_version():
    cache = AuditCache(used=True, now_s=0)
    cache.keep_decisions("v1", [CASE], [DECIDED])
    assert cache.decisions("v1", [CASE]) == (DECIDED,)
    assert cache.decisions("v2", [CASE]) is None
    assert cache.decisions("v1", [CASE, CASE]) is None
    assert cache.decisions("v1", [Case(id="s/t", question="?")]) is None


def test_no_case_needs_no_decision():
    assert AuditCache(used=False, now_s=0).decisions("v", []) == ()


def test_unused_it_neither_reads_nor_writes(folder: Path):
    AuditCache(used=True, now_s=0).keep_scan(SCAN, "x")
    unused = AuditCache(used=False, now_s=0)
    unused.keep_scan(SCAN, "y")
    assert unused.scan("x") is None
    assert len(list(folder.iterdir())) == 1


def test_what_is_damaged_counts_as_absent(folder: Path):
    AuditCache(used=True, now_s=0).keep_scan(SCAN, "x")
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-3] + b"}}}")
    assert AuditCache(used=True, now_s=0).scan("x") is None
