import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.app.files import trace_name, write_whole
from seatrial.app.run_folder import (
    SCHEMA,
    Manifest,
    Progress,
    RunFolder,
    RunRequest,
    find_run,
    is_latest,
    latest_run,
    new_run,
)
from seatrial.core.errors import RunError
from seatrial.evaluation.results import ConversationResult


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _manifest() -> Manifest:
    request = RunRequest(agent="plumber")
    return Manifest(request=request, agent_name="plumber", agent_digest="a", world_digest="w", planned=3)


def _result(seed: int) -> ConversationResult:
    return ConversationResult(
        id=f"card/plain/chat/{seed}", scenario="card", persona="plain", channel="chat", seed=seed, verdict="passed"
    )


def test_a_manifest_survives_its_file():
    folder = new_run(None, "plumber")
    folder.write_manifest(_manifest())
    assert folder.read_manifest() == _manifest()


@pytest.mark.parametrize("content", [b"", b"{", b'{"schema": 1}', b"\xff\xfe", b"[]"])
def test_a_manifest_that_is_none_of_ours_is_named(content: bytes, desk: Path):
    (desk / "manifest.json").write_bytes(content)
    with pytest.raises(RunError, match=r"manifest\.json"):
        RunFolder(desk).read_manifest()


def test_a_manifest_of_a_newer_seatrial_is_refused():
    folder = new_run(None, "plumber")
    folder.write_manifest(msgspec.structs.replace(_manifest(), schema=SCHEMA + 1))
    with pytest.raises(RunError, match="written by a newer seatrial") as caught:
        folder.read_manifest()
    assert caught.value.hint


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_named_and_never_waited_for(make: Callable[[Path], None]):
    folder = new_run(None, "plumber")
    for name in ("manifest.json", "results.jsonl", "progress.json"):
        make(folder.path / name)
    with pytest.raises(RunError, match=r"manifest\.json: cannot be read: it is a .*, not a file"):
        folder.read_manifest()
    with pytest.raises(RunError, match=r"results\.jsonl: cannot be read: it is a .*, not a file"):
        folder.find("card")
    assert folder.read_progress() == Progress()


def test_a_line_without_an_end_is_not_read_for_ever():
    folder = new_run(None, "plumber")
    folder.append([_result(1)])
    with (folder.path / "results.jsonl").open("ab") as file:
        file.write(b"x" * (3 * 1024 * 1024))
    with pytest.raises(RunError, match=r"results\.jsonl:2: not a result of ours: the line has no end"):
        list(folder.results())


def test_results_come_back_in_order_and_by_id():
    folder = new_run(None, "plumber")
    folder.append([_result(1), _result(2)])
    folder.append([_result(13)])
    assert [result.seed for result in folder.results()] == [1, 2, 13]
    assert folder.find("card/plain/chat/1") == _result(1)
    assert folder.find("chat/2") == _result(2)
    assert folder.find("nothing") is None
    with pytest.raises(RunError, match="several"):
        folder.find("chat/1/"[:-1])


def test_progress_that_cannot_be_read_is_no_progress(desk: Path):
    folder = RunFolder(desk)
    assert folder.read_progress() == Progress()
    folder.write_progress(Progress(baseline_conversations=5))
    assert folder.read_progress().baseline_conversations == 5
    (desk / "progress.json").write_bytes(b"\xff")
    assert folder.read_progress() == Progress()


def test_the_newest_run_is_the_one_that_is_meant():
    for name in ("first", "second"):
        folder = new_run(None, name)
        folder.write_manifest(_manifest())
        os.utime(folder.path / "manifest.json", ns=(0, 1_000 if name == "second" else 2_000))
    assert latest_run().path == Path("runs/first-0001")
    assert is_latest(RunFolder(Path("runs/first-0001")))
    assert not is_latest(RunFolder(Path("runs/second-0001")))
    assert find_run(Path("runs/second-0001")).path == Path("runs/second-0001")


def test_an_agents_name_cannot_lead_out_of_the_folder():
    assert new_run(None, "../../etc").path.parent == Path("runs")


@given(st.text(max_size=300))
def test_no_conversation_id_leads_out_of_the_folder(conversation: str):
    name = trace_name(conversation) + ".jsonl"
    assert "/" not in name
    assert "\x00" not in name
    assert name not in {".", ".."}


def test_a_file_is_written_whole_or_not_at_all(desk: Path):
    write_whole(desk / "a", b"first")
    (desk / "sub").mkdir()
    with pytest.raises(RunError, match="cannot be written"):
        write_whole(desk / "sub", b"a folder is in the way")
    assert (desk / "a").read_bytes() == b"first"


def test_a_folder_that_holds_anything_is_not_taken_for_a_run(desk: Path):
    (desk / "mine").mkdir()
    (desk / "mine" / "agent.yaml").write_text("agent: x")
    with pytest.raises(RunError, match="not empty; nothing was written"):
        new_run(Path("mine"), "plumber")
    assert [path.name for path in (desk / "mine").iterdir()] == ["agent.yaml"]


def test_an_empty_folder_may_be_named():
    Path("empty").mkdir()
    assert new_run(Path("empty"), "plumber").path == Path("empty")


def test_a_file_in_the_way_is_named_as_such():
    Path("taken").write_text("x")
    with pytest.raises(RunError, match="taken: cannot be made"):
        new_run(Path("taken"), "plumber")


def test_runs_that_begin_together_never_share_a_folder():
    folders = {new_run(None, "plumber").path for _ in range(5)}  # none has written its manifest yet
    assert len(folders) == 5
    with pytest.raises(RunError, match="not empty"):
        new_run(next(iter(folders)), "plumber")


def test_a_file_that_cannot_be_written_leaves_no_scraps(desk: Path):
    (desk / "there").mkdir()
    (desk / "there" / "x").write_text("in the way")
    with pytest.raises(RunError, match="cannot be written"):
        write_whole(desk / "there", b"data")
    assert [path.name for path in desk.iterdir()] == ["there"]
