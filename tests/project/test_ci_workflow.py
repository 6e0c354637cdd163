"""The workflows that the documents show do what they say: their steps, as a CI job runs them."""

import json
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

from seatrial.adapters.bubblewrap import check_sandbox

DOCUMENT = ROOT / "docs" / "how-to" / "run-in-ci.md"
INSTALLS = ("python -m pip install", "sudo ")
HERE = {"-n 200": "-n 24", "seatrial audit": "seatrial audit --without pip-audit"}
"""As the document has it, and as it is run here: with fewer people, and without a network."""


@dataclass(frozen=True)
class Ended:
    """What came of a job: exit codes by step, all that was printed, and where."""

    codes: dict[str, int]
    printed: str
    folder: Path


def _job(name: str = "rehearse") -> dict[str, Any]:
    blocks = read_blocks(DOCUMENT.read_text(encoding="utf-8"))
    text = next(block.text for block in blocks if block.directives.get("file") == f".github/workflows/{name}.yml")
    return yaml.safe_load(text)["jobs"][name]


def _run(job: dict[str, Any], folder: Path) -> Ended:
    """Run the steps of a job in turn; what has no condition is left out once one has failed."""
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    (folder / "home").mkdir(exist_ok=True)
    (folder / "summary.md").touch()
    codes: dict[str, int] = {}
    printed = ""
    for step in job["steps"]:
        script = step.get("run", INSTALLS[0])
        for written, run in HERE.items():
            script = script.replace(written, run)
        if script.startswith(INSTALLS) or (any(codes.values()) and "if" not in step):
            continue
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=folder / job.get("defaults", {}).get("run", {}).get("working-directory", "."),
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


SERVER = """
from mcp.server import MCPServer

server = MCPServer("notes")


@server.tool()
def find_notes(word: str) -> str:
    \"""List the notes that contain a word.\"""
    return ""


server.run("stdio")
"""


@pytest.fixture
def servers(tmp_path: Path) -> Path:
    """A repository with a server in an editor's configuration, as it was locked."""
    if why := check_sandbox(unsafe=True):
        pytest.skip(f"no sandbox here: {why}")
    (tmp_path / "notes.py").write_text(SERVER, encoding="utf-8")
    (tmp_path / ".vscode").mkdir()
    configuration = {"servers": {"notes": {"command": "python", "args": ["notes.py"]}}}
    (tmp_path / ".vscode" / "mcp.json").write_text(json.dumps(configuration), encoding="utf-8")
    lock = {"name": "Lock", "run": "seatrial audit --lock mcp.lock"}
    locked = _run({"steps": [lock]}, tmp_path)
    assert locked.codes == {"Lock": 0}, locked.printed
    return tmp_path


def test_the_workflow_lets_servers_pass_that_are_as_they_were_locked(servers: Path):
    ended = _run(_job("servers"), servers)
    assert ended.codes == {"Audit": 0}, ended.printed
    assert json.loads((servers / "audit.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []
    assert "<failure" not in (servers / "audit.xml").read_text(encoding="utf-8")


def test_the_workflow_refuses_a_server_that_offers_something_else_and_uploads_why(servers: Path):
    (servers / "notes.py").write_text(SERVER.replace("contain a word.", "contain a word or two."), encoding="utf-8")
    ended = _run(_job("servers"), servers)
    assert ended.codes == {"Audit": 1}, ended.printed
    assert "+List the notes that contain a word or two." in ended.printed
    (found,) = json.loads((servers / "audit.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert found["ruleId"].startswith("lock")
    assert "<failure" in (servers / "audit.xml").read_text(encoding="utf-8")
