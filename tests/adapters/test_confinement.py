"""An author's code cannot end our process without a word, nor leave it in another folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seatrial.adapters.confinement import Confinement, exit_at_once


def test_ending_the_process_is_an_exception_of_the_code_that_tried():
    with pytest.raises(SystemExit, match=r"os\._exit\(3\) was called"), Confinement():
        os._exit(3)
    assert os._exit is exit_at_once


FORKING = """
import os
from seatrial.adapters.confinement import Confinement
with Confinement():
    child = os.fork()
    if child == 0:
        os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_process_that_the_code_forks_ends_as_it_likes():
    done = subprocess.run([sys.executable, "-c", FORKING], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout == "7\n"


def test_the_folder_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with Confinement():
        os.chdir("/")
    assert Path.cwd() == tmp_path


def test_a_folder_that_is_gone_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with Confinement():
        os.chdir("/")
    assert Path.cwd() == Path("/")
