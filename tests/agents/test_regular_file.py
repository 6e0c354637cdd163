"""Only ordinary files are read, and only as much of them as is asked for; nothing is ever waited for."""

import os
import socket
from pathlib import Path

import pytest

from seatrial.agents.regular_file import check_regular, read_regular


def test_a_file_is_read_up_to_one_byte_beyond_the_bound(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    assert read_regular(path, 3) == b"1234"


def test_a_link_to_a_file_is_as_good_as_the_file(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "link").symlink_to("file")
    assert read_regular(tmp_path / "link", 9) == b"1"


def test_a_pipe_a_folder_and_a_socket_are_refused_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    os.mkfifo("pipe")
    os.mkdir("folder")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for name, kind in (("pipe", "a named pipe"), ("folder", "a folder"), ("socket", "a socket")):
            with pytest.raises(OSError, match=f"it is {kind}, not a file") as caught:
                read_regular(Path(name), 9)
            assert caught.value.strerror == f"it is {kind}, not a file"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no /dev/zero")
def test_a_device_is_refused():
    with pytest.raises(OSError, match="it is a device"):
        check_regular(Path("/dev/zero"))


def test_what_leads_nowhere_is_missing_and_what_leads_to_itself_is_not(tmp_path: Path):
    (tmp_path / "nowhere").symlink_to("absent")
    (tmp_path / "itself").symlink_to("itself")
    with pytest.raises(FileNotFoundError):
        check_regular(tmp_path / "nowhere")
    with pytest.raises(OSError, match="symbolic links") as caught:
        check_regular(tmp_path / "itself")
    assert not isinstance(caught.value, FileNotFoundError)
