from pathlib import Path

import pytest

from seatrial.app import cache
from seatrial.app.cache import cache_folder, prune_cache, read_cached, write_cached


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_was_kept_comes_back():
    write_cached("a", b"data")
    assert read_cached("a") == b"data"


def test_what_was_never_kept_is_absent():
    assert read_cached("a") is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100])
def test_a_damaged_entry_counts_as_absent(damage: bytes, folder: Path):
    write_cached("a", b"data")
    (folder / "a").write_bytes(damage)
    assert read_cached("a") is None


def test_one_flipped_bit_is_noticed(folder: Path):
    write_cached("a", b"data")
    kept = bytearray((folder / "a").read_bytes())
    kept[-1] ^= 1
    (folder / "a").write_bytes(bytes(kept))
    assert read_cached("a") is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "file" / "below"))
    write_cached("a", b"data")
    assert read_cached("a") is None


def test_nothing_half_written_is_left_behind(folder: Path):
    write_cached("a", b"data")
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_the_oldest_entries_go(monkeypatch: pytest.MonkeyPatch, folder: Path):
    monkeypatch.setattr(cache, "ENTRIES_MAX", 3)
    for name in "abcde":
        write_cached(name, b"data")
    assert len(list(folder.iterdir())) == 3
    assert read_cached("e") == b"data"


def test_the_desktop_convention_is_followed_without_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("SEATRIAL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "seatrial"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "seatrial"


def test_whoever_writes_many_prunes_once(folder: Path):
    for number in range(5):
        write_cached(str(number), b"data", room="r", entries_max=2, prune=False)
    assert len(list((folder / "r").iterdir())) == 5
    prune_cache("r", 2)
    assert len(list((folder / "r").iterdir())) == 2


def test_pruning_what_is_not_there_is_no_error():
    prune_cache("nowhere", 2)
