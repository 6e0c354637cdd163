import msgspec
import pytest
from samples import cause, summary

from seatrial.reports.summary import RunSummary, rate


@pytest.mark.parametrize(
    ("failed", "known", "not_judged", "code"),
    [(0, 0, 0, 0), (3, 3, 0, 0), (3, 2, 0, 1), (3, 2, 5, 1), (3, 3, 5, 3), (0, 0, 1, 3)],
)
def test_the_exit_code_follows_what_nobody_expected(failed: int, known: int, not_judged: int, code: int):
    assert summary(failed=failed, known_failures=known, not_judged=not_judged).exit_code == code


def test_none_seen_is_an_upper_bound_and_not_zero():
    none = rate(0, 1_000)
    assert none.low == 0
    assert 0.0029 < none.high < 0.0031
    assert none.text == "0 of 1,000 (at most 0.3 %)"


def test_the_commonest_cause_is_the_first_one():
    assert summary(groups=(cause(count=3), cause(count=2))).commonest == cause(count=3)
    assert summary(groups=()).commonest is None


def test_a_summary_survives_its_file():
    assert msgspec.json.decode(msgspec.json.encode(summary()), type=RunSummary) == summary()
