"""The scripts are the first thing a stranger meets: they say what is wrong, and skips cannot pass as success."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tree import ROOT

SCRIPTS = ("demo", "test", "check")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout without an environment."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _start(checkout: Path, script: str, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", f"scripts/{script}"],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "PYTHON": python},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_without_a_fitting_python_says_so_and_makes_nothing(script: str, checkout: Path):
    old = checkout / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = _start(checkout, script, str(old))
    assert done.returncode == 2
    assert "older than Python 3.11" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_environment_that_fits_is_used_as_it_is_without_starting_python(checkout: Path):
    """The environment here is only the stamps and an empty shell of a Python: anything that asked it would fail."""
    programs = checkout / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, body in (("python", "exit 9"), ("seatrial", 'echo "called with $*"')):
        (programs / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    stamp = subprocess.run(
        ["bash", "-c", ". scripts/_environment; environment_wanted requirements.lock"],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    (checkout / ".venv" / "made-from-requirements.lock").write_text(stamp, encoding="utf-8")
    done = _start(checkout, "demo", "/nonexistent/python")
    assert done.stdout.startswith("called with simulate plumber -n 1000")
    assert done.returncode == 0
    (checkout / "requirements.lock").write_text("changed\n", encoding="utf-8")
    assert _start(checkout, "demo", "/nonexistent/python").returncode == 2


SUITE = """
import pytest

def test_passes(): pass

@pytest.mark.skip(reason="no sound card here")
def test_skipped(): pass

@pytest.mark.xfail(reason="known")
def test_known(): assert False
"""


@pytest.mark.parametrize(("arguments", "status", "summary"), [([], 0, "1 skipped"), (["--no-skips"], 1, "1 error")])
def test_a_skip_fails_the_run_when_skips_are_refused(arguments: list[str], status: int, summary: str, tmp_path: Path):
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "conftest.py")
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(tmp_path),
            *arguments,
            str(tmp_path),
        ],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stdout
    last = done.stdout.splitlines()[-1]
    assert summary in last
    assert "1 passed" in last
    assert "1 xfailed" in last
    if arguments:
        assert "no sound card here" in done.stdout
