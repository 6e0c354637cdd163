"""The workflow that the documents show does what they say: its steps, as a CI job runs them, on the example plumber."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import read_blocks
from tree import ROOT

DOCUMENT = ROOT / "docs" / "how-to" / "run-in-ci.md"
WORKFLOW = ".github/workflows/rehearse.yml"
INSTALLS = "python -m pip install"
PEOPLE = ("-n 200", "-n 24")
"""As the document has it, and as it is run here."""


@dataclass(frozen=True)
class Ended:
    """What came of a job: exit codes by step, all that was printed, and where."""

    codes: dict[str, int]
    printed: str
    folder: Path


def _job() -> dict[str, Any]:
    blocks = read_blocks(DOCUMENT.read_text(encoding="utf-8"))
    text = next(block.text for block in blocks if block.directives.get("file") == WORKFLOW)
    return yaml.safe_load(text)["jobs"]["rehearse"]


def _run(job: dict[str, Any], folder: Path) -> Ended:
    """Run the steps of a job in turn; what has no condition is left out once one has failed."""
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    (folder / "summary.md").touch()
    codes: dict[str, int] = {}
    printed = ""
    for step in job["steps"]:
        script = step.get("run", INSTALLS)
        if script.startswith(INSTALLS) or (any(codes.values()) and "if" not in step):
            continue
        done = subprocess.run(
            ["bash", "-e", "-c", script.replace(*PEOPLE)],
            cwd=folder / job["defaults"]["run"]["working-directory"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        codes[step["name"]] = done.returncode
        printed += done.stdout
    return Ended(codes, printed, folder)


@pytest.fixture
def checkouts(tmp_path: Path) -> Path:
    """The two versions side by side, still the same."""
    for name in ("before", "now"):
        shutil.copytree(ROOT / "src" / "seatrial" / "templates" / "plumber", tmp_path / name / "my-agent")
        (tmp_path / name / ".git").mkdir()
    return tmp_path


def test_the_workflow_lets_an_agent_pass_that_serves_people_as_before(checkouts: Path):
    ended = _run(_job(), checkouts)
    assert ended.codes == dict.fromkeys(("Check", "Rehearse", "Rehearse the version before", "Compare", "Report"), 0), (
        ended.printed
    )
    summary = (checkouts / "summary.md").read_text(encoding="utf-8")
    assert "The same 24 people" in summary
    assert "### Cards" in summary
    assert (checkouts / "now" / "rehearsal" / "junit.xml").is_file()


def test_the_workflow_refuses_an_agent_that_serves_people_worse_and_shows_where(checkouts: Path):
    file = checkouts / "now" / "my-agent" / "agent.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("now + 14d") == 1
    file.write_text(text.replace("now + 14d", "now + 1d"), encoding="utf-8")
    ended = _run(_job(), checkouts)
    assert ended.codes["Compare"] == 1, ended.printed
    assert ended.codes["Report"] == 0
    assert "::error file=my-agent/scenarios/bookings.yaml,line=" in ended.printed
    assert '<failure message="' in (checkouts / "now" / "rehearsal" / "junit.xml").read_text(encoding="utf-8")


def test_the_workflow_refuses_an_agent_with_mistakes_before_anybody_calls(checkouts: Path):
    (checkouts / "now" / "my-agent" / "tools.py").unlink()
    ended = _run(_job(), checkouts)
    assert ended.codes["Check"] == 2, ended.printed
    assert "Rehearse" not in ended.codes
