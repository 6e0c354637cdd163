import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.mcp_audit.verdicts import (
    VERDICTS,
    AuditResult,
    Failure,
    LockState,
    LockStatus,
    ServerAudit,
    Verdict,
    worst,
)


def server(verdict: Verdict = "allow", failure: Failure = "", lock: LockStatus = "none") -> ServerAudit:
    return ServerAudit(server="s", verdict=verdict, failure=failure, lock=LockState(status=lock))


@pytest.mark.parametrize(
    ("servers", "code"),
    [
        ([], 2),
        ([server("allow")], 0),
        ([server("allow", "source")], 0),
        ([server("allow"), server("review")], 3),
        ([server("allow"), server("unknown")], 3),
        ([server("unknown", "unreachable")], 4),
        ([server("unknown", "unreachable"), server("unknown", "timeout")], 4),
        ([server("unknown", "unreachable"), server("allow")], 3),
        ([server("unknown", "hostile")], 3),
        ([server("unknown", "unreadable")], 3),
        ([server("block", "unreachable")], 1),
        ([server("block"), server("unknown", "unreachable")], 1),
        ([server("allow", lock="changed")], 1),
        ([server("allow", lock="unlocked")], 3),
        ([server("allow", lock="unchanged")], 0),
    ],
)
def test_the_exit_code_is_the_first_that_applies(servers: list[ServerAudit], code: int):
    assert AuditResult(servers=tuple(servers)).exit_code == code


@given(st.lists(st.sampled_from(VERDICTS), min_size=1))
def test_the_worst_decides_whatever_the_order(verdicts: list[Verdict]):
    assert worst(verdicts) == worst(sorted(verdicts)) == max(verdicts, key=VERDICTS.index)


def test_nothing_audited_is_unknown_and_not_allowed():
    assert AuditResult().verdict == "unknown"


def test_a_result_survives_json():
    result = AuditResult(servers=(server("review"),), rules="abc")
    assert msgspec.json.decode(msgspec.json.encode(result), type=AuditResult) == result
