import sys
from pathlib import Path

import msgspec
import pytest

from seatrial.app import simulating
from seatrial.app.conversations import replay_conversation, show
from seatrial.app.run_folder import RunFolder, RunRequest
from seatrial.app.simulating import Step, read_summary, simulate
from seatrial.app.tally import Tally
from seatrial.app.worker import Unit, Work
from seatrial.core.errors import InvariantError, RunError
from seatrial.evaluation.results import ConversationResult
from seatrial.simulation.run import Runner
from seatrial.simulation.suite import Item


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _request(**changes: object) -> RunRequest:
    return RunRequest(**{"agent": "blank", "count": 12, "channels": ("chat",), "jobs": 1, **changes})


def test_progress_is_told_chunk_by_chunk_up_to_the_end():
    steps: list[Step] = []
    simulate(_request(), progress=steps.append)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].done, steps[-1].planned) == (12, 12)


def test_what_was_kept_adds_up_to_what_was_told():
    run = simulate(_request())
    assert read_summary(run.folder) == run.summary
    assert run.summary.conversations == len(list(run.folder.results())) == 12


def test_a_run_that_was_killed_adds_up_the_same():
    run = simulate(_request())
    manifest = run.folder.read_manifest()
    run.folder.write_manifest(msgspec.structs.replace(manifest, totals=None))
    again = read_summary(run.folder)
    assert (again.digest, again.passed, again.groups) == (run.summary.digest, run.summary.passed, run.summary.groups)


@pytest.mark.parametrize("kind", [RunError, InvariantError])
def test_what_was_finished_before_an_error_is_kept(kind: type[RunError], monkeypatch: pytest.MonkeyPatch):
    had = Runner.run

    def run(self: Runner, item: Item) -> object:
        if item.seed >= 2:
            raise kind("It broke.", code="test.broke", hint="Mend it.")
        return had(self, item)

    monkeypatch.setattr(Runner, "run", run)
    with pytest.raises(kind, match="It broke") as caught:
        simulate(_request(), out=Path("kept"))
    kept = list(simulating.RunFolder(Path("kept")).results())
    assert kept
    assert all(result.seed < 2 for result in kept)
    assert caught.value.hint == f"Mend it.\nKept: {len(kept)} in kept. See them: seatrial show --run kept"
    assert read_summary(simulating.RunFolder(Path("kept"))).conversations == len(kept)


def test_an_error_before_anything_was_finished_leaves_its_own_hint(monkeypatch: pytest.MonkeyPatch):
    def run(_self: Runner, _item: Item) -> object:
        raise RunError("It broke.", code="test.broke", hint="Mend it.")

    monkeypatch.setattr(Runner, "run", run)
    with pytest.raises(RunError) as caught:
        simulate(_request())
    assert caught.value.hint == "Mend it."


def test_a_worker_notices_that_the_agent_was_changed_meanwhile():
    done = Work()(Unit(_request(), "blank", "another digest", 0, 3))
    assert done.results == ()
    assert done.error is not None
    assert "was changed while" in str(done.error.error())


def test_the_same_people_meet_the_baseline():
    summary = simulate(_request(count=24)).summary
    assert summary.baseline.conversations == 24
    assert summary.baseline.passed < summary.passed


def test_any_conversation_of_a_run_is_shown_and_replayed():
    run = simulate(_request())
    for result in list(run.folder.results())[::5]:
        assert show(run.folder, result.id).result.digest == result.digest
        assert replay_conversation(run.folder, result.id).identical


def test_faults_that_were_asked_for_come_again_in_a_replay():
    run = simulate(_request(faults="all", channels=("speech",), keep="all"))
    struck = [result for result in run.folder.results() if show(run.folder, result.id).card.faults]
    assert struck
    assert all(replay_conversation(run.folder, result.id).identical for result in struck)


@pytest.mark.parametrize("jobs", [-1, 1_000])
def test_an_absurd_number_of_processes_is_refused(jobs: int):
    with pytest.raises(RunError, match="jobs"):
        simulate(_request(jobs=jobs))


def test_the_digest_covers_every_conversation_and_their_order():
    def digest(*seeds: int) -> str:
        tally = Tally([])
        for seed in seeds:
            tally.add(
                ConversationResult(
                    id=f"a/b/c/{seed}", scenario="a", persona="b", channel="c", seed=seed, verdict="passed", digest="x"
                )
            )
        return tally.digest

    assert len({digest(1, 2), digest(2, 1), digest(1), digest()}) == 4


def test_memory_does_not_grow_with_the_run():
    """Counters only: what a tally holds after many results is what it held after one of each kind."""

    def held(count: int) -> int:
        tally = Tally([])
        for seed in range(count):
            tally.add(
                ConversationResult(
                    id=f"a/b/c/{seed}", scenario="a", persona="b", channel="c", seed=seed, verdict="failed", digest="x"
                )
            )
        return sum(sys.getsizeof(value) for value in vars(tally).values())

    assert held(2_000) == held(10)


def test_when_the_disk_is_full_what_went_wrong_first_is_told_and_what_is_kept_is_counted(
    monkeypatch: pytest.MonkeyPatch,
):
    def full(_folder: RunFolder, *_: object) -> None:
        raise RunError("No space left on device.", code="run.unwritable", hint="Give another folder.")

    def fuller(_folder: RunFolder, *_: object) -> None:
        raise RunError("The report cannot be written.", code="run.unwritable")

    monkeypatch.setattr(RunFolder, "write_trace", full)
    monkeypatch.setattr(RunFolder, "write_report", fuller)
    with pytest.raises(RunError, match="No space left on device") as caught:
        simulate(_request(), out=Path("r"))
    kept = len(list(RunFolder(Path("r")).results()))
    assert kept > 0
    assert f"Kept: {kept} in r" in caught.value.hint
    assert read_summary(RunFolder(Path("r"))).conversations == kept


def test_a_report_that_cannot_be_written_costs_no_totals(monkeypatch: pytest.MonkeyPatch):
    def full(_folder: RunFolder, *_: object) -> None:
        raise RunError("The report cannot be written.", code="run.unwritable")

    monkeypatch.setattr(RunFolder, "write_report", full)
    with pytest.raises(RunError, match="report"):
        simulate(_request(), out=Path("r"))
    totals = RunFolder(Path("r")).read_manifest().totals
    assert totals is not None
    assert totals.conversations == 12
