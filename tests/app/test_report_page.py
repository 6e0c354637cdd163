import re
import tracemalloc
from pathlib import Path

import pytest
from written_runs import card, result, write_run

from seatrial.app.report_page import write_report_page
from seatrial.app.run_folder import RunFolder, RunRequest
from seatrial.app.simulating import read_summary, simulate


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _page(folder: RunFolder, **changes: object) -> str:
    write_report_page(folder, folder.read_manifest(), read_summary(folder), **changes)  # type: ignore[arg-type]
    return folder.report.read_text(encoding="utf-8")


def _listed(page: str) -> dict[str, str]:
    """Return id -> verdict of each conversation of a page."""
    found = re.findall(r'<details class="t [^>]*data-v="(\w+)".*?<div class="body" id="([^"]+)">', page, re.DOTALL)
    return {identity: verdict for verdict, identity in found}


def test_every_failure_and_one_pass_of_each_card_is_in_the_page_with_its_words():
    folder = simulate(RunRequest(agent="blank", count=60, faults="all", jobs=1)).folder
    page = folder.report.read_text(encoding="utf-8")
    results = list(folder.results())
    listed = _listed(page)
    missed = {one.id for one in results if one.verdict != "passed"}
    assert missed
    assert missed <= set(listed)
    passed = [name for name, verdict in listed.items() if verdict == "passed"]
    assert len(passed) == len({one.scenario for one in results if one.verdict == "passed"})
    assert page.count('<ol class="talk">') == len(listed)


def test_what_nobody_expected_comes_first_and_what_was_nobodys_fault_last():
    results = [
        result("sink/a/chat/1", "failed", known_failure="today"),
        result("sink/a/chat/2", "simulator_fault", misread=("Which day?", "ask:when", "ask:name")),
        result("sink/a/chat/3", "failed"),
        result("tap/a/chat/4"),
    ]
    page = _page(write_run(Path("r"), results))
    assert list(_listed(page)) == ["sink/a/chat/3", "sink/a/chat/1", "sink/a/chat/2"]
    assert "was ask:when, and was taken for ask:name" in page


def test_a_conversation_belongs_to_its_cause():
    results = [result("sink/a/chat/1", "failed"), result("sink/a/chat/2", "failed", known_failure="today")]
    page = _page(write_run(Path("r"), results))
    assert re.findall(r'data-v="(\w+)" data-g="(\d)"', page) == [("failed", "0"), ("known", "1")]


@pytest.mark.parametrize("harm", [b"", b"no trace\n", b"\xff" * 2_000])
def test_a_conversation_whose_trace_is_gone_or_damaged_is_a_line(harm: bytes):
    folder = write_run(Path("r"), [result("sink/a/chat/1", "failed")])
    if harm:
        folder.trace_path("sink/a/chat/1").write_bytes(harm)
    page = _page(folder)
    assert "is not in this page" in page
    assert "0 conversations in full; 1 by a line." in page


def test_a_run_that_left_no_ways_has_no_tree_and_one_that_did_has():
    assert 'id="journeys"' not in _page(write_run(Path("r"), [result("sink/a/chat/1")]))
    way = ("flow:book", "end:booked")
    folder = write_run(Path("s"), [result("sink/a/chat/1", path=way)])
    page = _page(folder, golden={"sink": way, "tap": way})
    assert 'id="journeys"' in page
    assert "Who kept to the golden way" in page
    assert "of 1 to its end" in page


def test_a_run_without_results_has_a_page():
    assert "0 conversations in full" in _page(write_run(Path("r"), [], planned=10))


def test_what_is_held_while_it_is_written_does_not_grow_with_the_run():
    def peak(count: int) -> int:
        way = ("flow:book", "ask:when", "end:abandoned")
        rows = (result(f"sink/p{at % 5}/chat/{at}", "failed", path=way) for at in range(count))
        folder = write_run(Path(f"r{count}"), rows, cards=[card("sink")])
        manifest, summary = folder.read_manifest(), read_summary(folder)
        write_report_page(folder, manifest, summary)
        tracemalloc.start()
        write_report_page(folder, manifest, summary)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    assert peak(3_000) < 1.1 * peak(300)
