from pathlib import Path

import pytest

from seatrial.app.files import write_page
from seatrial.core.errors import RunError


def test_a_page_is_written_whole_in_a_folder_that_was_missing(tmp_path: Path):
    write_page(tmp_path / "out" / "junit.xml", "one\n")
    write_page(tmp_path / "out" / "junit.xml", "two\n")
    assert (tmp_path / "out" / "junit.xml").read_text() == "two\n"
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_the_summary_of_a_job_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    write_page(Path("summary.md"), "one\n")
    write_page(tmp_path / "summary.md", "two\n")
    write_page(Path("other.md"), "three\n")
    assert Path("summary.md").read_text() == "one\ntwo\n"
    assert Path("other.md").read_text() == "three\n"


def test_something_other_than_a_file_is_written_to_and_not_replaced(tmp_path: Path):
    (tmp_path / "out").symlink_to("/dev/null")
    write_page(tmp_path / "out", "one\n")
    assert (tmp_path / "out").is_char_device()


def test_a_link_keeps_leading_to_its_file(tmp_path: Path):
    (tmp_path / "real.xml").write_text("old")
    (tmp_path / "link.xml").symlink_to("real.xml")
    write_page(tmp_path / "link.xml", "new")
    assert (tmp_path / "link.xml").is_symlink()
    assert (tmp_path / "real.xml").read_text() == "new"


def test_a_folder_or_a_place_below_a_file_is_refused_with_its_name(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file" / "junit.xml", tmp_path / ("x" * 300)):
        with pytest.raises(RunError, match="cannot be written"):
            write_page(place, "one")


def test_what_is_no_text_is_replaced(tmp_path: Path):
    write_page(tmp_path / "a", "x\ud800y")
    assert (tmp_path / "a").read_bytes() == b"x?y"
