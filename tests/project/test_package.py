"""What is handed out: the version, the wheel, and what importing costs nobody."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from tree import ROOT, own_files

import seatrial


def test_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert seatrial.__version__ == project["version"] == released[0]


def test_the_wheel_holds_every_file_under_src(tmp_path: Path):
    if subprocess.run([sys.executable, "-c", "import hatchling"], check=False, capture_output=True).returncode:
        pytest.skip("hatchling is not installed: run scripts/test, which brings the environment in step")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    ours = {path.relative_to(ROOT / "src").as_posix() for path in own_files("src")}
    assert ours - held == set()
    assert {name for name in held if name.startswith("seatrial/")} == ours
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_importing_seatrial_imports_nothing_else():
    """The root stays empty, so that `seatrial --help` starts at once."""
    script = (
        "import sys, seatrial; print([m for m in sys.modules if m.split('.')[0] in ('numpy', 'scipy', 'pydantic')])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
