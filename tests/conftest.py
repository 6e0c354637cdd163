"""What every test shares: Hypothesis profiles, the folder of outside data, and the refusal to pass with skips."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The machine may be slow or shared: no verdict depends on time.
_untimed = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("ci", derandomize=True, database=None, **_untimed)
settings.register_profile("random", max_examples=500, **_untimed)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of public data sets that tests may use and the product never needs."""
    named = os.environ.get("SEATRIAL_DATA", "")
    if not named:
        pytest.skip("SEATRIAL_DATA is not set: it names the folder of public data sets")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"SEATRIAL_DATA names {named}, which is not a folder")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail each test that would be skipped, with its reason")


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{reason}\nUnder --no-skips a skipped test fails: provide what it lacks."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if item.config.getoption("--no-skips"):
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if collector.config.getoption("--no-skips"):
        _fail_if_skipped(report)
    return report
