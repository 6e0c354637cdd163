from pathlib import Path

import pytest
from written_runs import card, result, write_run

from seatrial.app.reporting import card_places, report_run
from seatrial.core.errors import RunError

CARDS = """
- scenario: sink
  want: {say: ["My sink leaks."]}
  at: 2026-08-19T10:00:00+01:00

- scenario: tap
  want: {say: ["My tap drips."]}
  at: 2026-08-19T10:00:00+01:00
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _agent(folder: Path, cards: str = CARDS) -> Path:
    (folder / "scenarios").mkdir(parents=True)
    (folder / "agent.yaml").write_text("agent: plumber\n", encoding="utf-8")
    (folder / "scenarios" / "calls.yaml").write_text(cards, encoding="utf-8")
    return folder


def test_each_card_is_counted_by_what_came_of_its_people(desk: Path):
    results = [
        result("sink/plain/chat/1", "failed"),
        result("sink/terse/speech/1"),
        result("sink/plain/chat/2", "simulator_fault"),
        result("sink/plain/chat/3", "not_judged"),
    ]
    found = report_run(write_run(desk / "a", results))
    sink, tap = found.cards
    counts = (sink.conversations, sink.passed, sink.failed, sink.simulator_faults, sink.not_judged, sink.rows)
    assert counts == (4, 1, 1, 1, 1, 400)
    assert (sink.seeds, sink.personas, sink.channels) == ((1, 3), ("plain", "terse"), ("chat", "speech"))
    assert (sink.causes[0].example, sink.failed_ids) == ("sink/plain/chat/1", ("sink/plain/chat/1",))
    assert (sink.status, tap.status) == ("failed", "not_played")
    assert found.summary.conversations == 4


def test_only_the_first_failures_are_listed_and_all_are_counted(desk: Path):
    found = report_run(write_run(desk / "a", (result(f"sink/plain/chat/{seed}", "failed") for seed in range(50))))
    assert (len(found.cards[0].failed_ids), found.cards[0].failed) == (20, 50)


def test_a_card_that_is_known_to_fail_says_why(desk: Path):
    cards = [card("sink", known_failure="not built yet")]
    folder = write_run(desk / "a", [result("sink/plain/chat/1", "failed", known_failure="not built yet")], cards=cards)
    (sink,) = report_run(folder).cards
    assert (sink.status, sink.known_failure) == ("known", "not built yet")


def test_a_card_is_found_where_it_stands_in_its_repository(desk: Path):
    _agent(desk / "repo" / "agents" / "ag")
    (desk / "repo" / ".git").mkdir()
    folder = write_run(desk / "a", [result("tap/plain/chat/1")], agent_path=str(desk / "repo" / "agents" / "ag"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk / "repo" / "agents")
        places = card_places(folder.read_manifest())
        tap = report_run(folder).cards[1]
    assert places == {"sink": ("agents/ag/scenarios/calls.yaml", 2), "tap": ("agents/ag/scenarios/calls.yaml", 6)}
    assert (tap.file, tap.line) == ("agents/ag/scenarios/calls.yaml", 6)


def test_without_a_repository_a_card_is_found_from_here(desk: Path):
    agent = _agent(desk / "ag")
    folder = write_run(desk / "a", [result("tap/plain/chat/1")], agent_path=str(agent))
    assert card_places(folder.read_manifest())["tap"] == ("ag/scenarios/calls.yaml", 6)


def test_a_card_outside_of_the_repository_has_no_place(desk: Path):
    agent = _agent(desk / "ag")
    (desk / "repo" / ".git").mkdir(parents=True)
    folder = write_run(desk / "a", [result("tap/plain/chat/1")], agent_path=str(agent))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk / "repo")
        assert card_places(folder.read_manifest()) == {}


@pytest.mark.parametrize("cards", ["- scenario: [", "\x00", "- who: nobody\n"])
def test_a_file_with_mistakes_has_no_places_and_stops_nothing(cards: str, desk: Path):
    agent = _agent(desk / "ag", cards)
    folder = write_run(desk / "a", [result("sink/plain/chat/1")], agent_path=str(agent))
    assert report_run(folder).cards[0].file == ""


def test_an_agent_that_is_gone_has_no_places_and_stops_nothing(desk: Path):
    folder = write_run(desk / "a", [result("sink/plain/chat/1")], agent_path=str(desk / "gone"))
    assert report_run(folder).cards[0].line == 0


def test_an_example_that_came_along_is_no_file_of_the_reader(desk: Path):
    folder = write_run(desk / "a", [result("leaking_sink/plain/chat/1")], request=None)
    manifest = folder.read_manifest()
    example = type(manifest.request)(agent="plumber")
    assert card_places(type(manifest)(**{**_fields(manifest), "request": example})) == {}


def _fields(manifest: object) -> dict[str, object]:
    return {name: getattr(manifest, name) for name in manifest.__struct_fields__}  # type: ignore[attr-defined]


def test_a_run_that_was_killed_is_reported_as_far_as_it_went(desk: Path):
    found = report_run(write_run(desk / "a", [result("sink/plain/chat/1")], planned=100))
    assert found.summary.interrupted
    assert found.cards[0].passed == 1


def test_damaged_results_are_named(desk: Path):
    folder = write_run(desk / "a", [result("sink/plain/chat/1")])
    (folder.path / "results.jsonl").write_bytes(b"{broken}\n")
    with pytest.raises(RunError, match=r"results\.jsonl:1"):
        report_run(folder)
