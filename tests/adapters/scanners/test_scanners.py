"""Each scanner for real, and each as it fails: a crash, an empty or broken answer is unknown, never clean."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from seatrial.adapters.scanners.bandit import Bandit
from seatrial.adapters.scanners.child import Ran, Workplace
from seatrial.adapters.scanners.cisco_yara import CiscoYara
from seatrial.adapters.scanners.detect_secrets import DetectSecrets
from seatrial.adapters.scanners.pip_audit import PipAudit
from seatrial.adapters.scanners.scan import kept
from seatrial.adapters.scanners.semgrep import Semgrep, own_rules
from seatrial.adapters.scanners.source import Source, SourceFile
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.records import Finding, Listing, Tool

RISKY = b"import subprocess\n\ndef run(x):\n    subprocess.run(x, shell=True)  # nosec\n"
KEY = "AKIA" + "IOSFODNN7EXAMPLQ"


def of(*files: tuple[str, bytes], **more: object) -> Source:
    return Source(root=Path("/server"), files=tuple(SourceFile(*file) for file in files), **more)  # type: ignore[arg-type]


def answer(monkeypatch: pytest.MonkeyPatch, ran: Ran | Callable[[list[str]], Ran]) -> list[list[str]]:
    """Have every scanner's process end like this; return the commands that were run."""
    commands: list[list[str]] = []

    def run(self: Workplace, command: list[str], **_: object) -> Ran:
        commands.append(command)
        return ran(command) if callable(ran) else ran

    monkeypatch.setattr(Workplace, "run", run)
    return commands


def told(value: object) -> Ran:
    return Ran(output=json.dumps(value).encode())


BROKEN = {
    "a crash": Ran(code=1, errors="Traceback\nZeroDivisionError: division by zero"),
    "nothing": Ran(code=0, output=b""),
    "no JSON": Ran(code=0, output=b"all fine!"),
    "too deep": Ran(code=0, output=b"[" * 200_000),
    "another shape": told([1, 2]),
    "a half shape": told({"results": {"x": 3}, "errors": None, "dependencies": [3]}),
    "too slow": Ran(why="had not finished after 60 s"),
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("scanner", [Bandit, DetectSecrets, PipAudit, Semgrep])
def test_a_scanner_that_breaks_has_looked_at_nothing(monkeypatch: pytest.MonkeyPatch, scanner: type, how: str):
    answer(monkeypatch, BROKEN[how])
    scan: Scan = scanner().scan("git", of(("a.py", RISKY), packages=("a==1",)))
    assert not scan.ran
    assert scan.findings == ()
    assert [(skipped.server, skipped.scanner) for skipped in scan.skipped] == [("git", scanner.name)]
    assert scan.skipped[0].why
    assert scan.keep_hours == 0


def test_why_a_scanner_broke_is_told(monkeypatch: pytest.MonkeyPatch):
    answer(monkeypatch, BROKEN["a crash"])
    assert "ZeroDivisionError" in Bandit().scan("git", of(("a.py", RISKY))).skipped[0].why


def test_bandit_finds_a_shell_though_a_comment_says_not_to():
    scan = Bandit().scan("git", of(("lib/run.py", RISKY)))
    (found,) = [finding for finding in scan.findings if finding.rule == "B602"]
    assert (found.locator, found.severity, found.cwe, found.server) == ("lib/run.py:4", "high", "CWE-78", "git")
    assert "shell=True" in found.span
    assert scan.ran
    assert scan.skipped == ()


def test_what_bandit_cannot_read_is_unknown():
    scan = Bandit().scan("git", of(("bad.py", b"def ("), ("good.py", b"x = 1\n")))
    assert scan.skipped[0].why == "1 Python file(s) could not be read as Python, such as bad.py"


def test_bandit_has_nothing_to_do_without_python():
    assert Bandit().scan("fs", of(("index.js", b"x"))) == Scan(ran=False)


def test_bandit_never_shows_a_password():
    scan = Bandit().scan("git", of(("a.py", b'password = "correct-horse-battery"\n')))
    assert [finding.rule for finding in scan.findings] == ["B105"]
    assert "horse" not in repr(scan)


def test_detect_secrets_finds_a_key_and_never_shows_it():
    code = f'key = "{KEY}"  # pragma: allowlist secret\n'.encode()
    scan = DetectSecrets().scan("git", of((".env", code), ("package-lock.json", code)))
    found = [finding for finding in scan.findings if finding.rule == "aws_access_key"]
    assert [(one.locator, one.severity, one.cwe) for one in found] == [(".env:1", "high", "CWE-798")]
    assert KEY not in repr(scan)


def test_files_that_would_take_detect_secrets_for_ever_are_unknown():
    scan = DetectSecrets().scan("git", of(("min.js", b"x" * 30_000), ("a.py", b"x = 1\n")))
    assert "lines longer than" in scan.skipped[0].why


def test_a_package_that_pip_audit_skips_is_unknown(monkeypatch: pytest.MonkeyPatch):
    known = {"name": "a", "version": "1", "vulns": []}
    holed = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"], "aliases": []}]}
    answer(monkeypatch, told({"dependencies": [known, holed, {"name": "c", "skip_reason": "not found"}], "fixes": []}))
    scan = PipAudit().scan("git", of(("a.py", b""), packages=("a==1", "b==2", "c==3", "d==4")))
    assert [(one.rule, one.locator, one.server) for one in scan.findings] == [("PYSEC-1", "b==2", "git")]
    assert "mended in 3" in scan.findings[0].says
    assert [skipped.why for skipped in scan.skipped] == ["it could not look up c==3, d==4"]
    assert scan.ran
    assert scan.keep_hours == 1  # what is missing may be known soon


def test_what_is_known_of_packages_is_kept_for_a_day(monkeypatch: pytest.MonkeyPatch):
    answer(monkeypatch, told({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}))
    assert PipAudit().scan("git", of(packages=("a==1",))).keep_hours == 24


def test_a_package_of_another_version_than_asked_is_unknown(monkeypatch: pytest.MonkeyPatch):
    answer(monkeypatch, told({"dependencies": [{"name": "a", "version": "9", "vulns": []}]}))
    assert PipAudit().scan("git", of(packages=("a==1",))).skipped != ()


def test_without_a_network_pip_audit_has_looked_at_nothing(monkeypatch: pytest.MonkeyPatch):
    answer(monkeypatch, Ran(code=1, errors="requests.exceptions.ConnectionError: no route"))
    scanner = PipAudit()
    scan = scanner.scan("git", of(packages=("a==1",)))
    assert not scan.ran
    assert scan.skipped[0].why == (
        "could not reach its vulnerability service; to do without it, say --without pip-audit"
    )


def test_packages_that_servers_share_are_asked_once(monkeypatch: pytest.MonkeyPatch):
    one = {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": []}]}
    commands = answer(monkeypatch, told({"dependencies": [one]}))
    scanner = PipAudit()
    first, second = (scanner.scan(name, of(packages=("a==1",))) for name in ("git", "time"))
    assert len(commands) == 1
    assert [scan.findings[0].server for scan in (first, second)] == ["git", "time"]


def test_what_nobody_looks_up_is_unknown():
    scan = PipAudit().scan("fs", of(("index.js", b""), uses_npm=True, unpinned=("b",)))
    assert [skipped.why for skipped in scan.skipped] == [
        "no version is known of b",
        "the packages of npm that it uses are not looked up here; npm audit, in its folder, does",
    ]
    assert not scan.ran


def test_pip_audit_is_really_asked():
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    scan = PipAudit().scan("git", of(packages=("no-such-package-anywhere-3141==1.0",)))
    assert scan.findings == ()
    assert scan.skipped != ()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a program on the PATH that prints something."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def make(name: str, prints: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\ncat <<'END'\n{prints}\nEND\n")
        (tmp_path / name).chmod(0o755 | stat.S_IXUSR)

    return make


def test_semgrep_reads_with_our_own_rules(monkeypatch: pytest.MonkeyPatch, program: Callable[[str, str], None]):
    program("semgrep", "")
    entry = {
        "check_id": "rules.tool-argument-reaches-a-shell",
        "path": "f00000.py",
        "start": {"line": 4},
        "extra": {"message": "Something.", "severity": "ERROR", "metadata": {"cwe": "CWE-78", "owasp": "MCP05"}},
    }
    commands = answer(monkeypatch, told({"results": [entry], "errors": []}))
    scan = Semgrep().scan("git", of(("run.py", RISKY)))
    (found,) = scan.findings
    assert (found.rule, found.locator, found.severity, found.cwe) == (
        "tool-argument-reaches-a-shell", "run.py:4", "high", "CWE-78",
    )  # fmt: skip
    assert "--metrics=off" in commands[0]
    assert Semgrep().version()


def test_what_semgrep_could_not_read_is_unknown_and_tried_again(monkeypatch: pytest.MonkeyPatch):
    answer(monkeypatch, told({"results": [], "errors": [{"type": "Timeout", "path": "f00000.py"}]}))
    scan = Semgrep().scan("git", of(("run.py", RISKY)))
    assert [skipped.why for skipped in scan.skipped] == ["1 part(s) could not be read"]
    assert scan.keep_hours == 0


def test_our_semgrep_rules_have_names_of_their_own():  # of two with one name semgrep runs one
    rules = [rule for data in own_rules().values() for rule in yaml.safe_load(data)["rules"]]
    names = [rule["id"] for rule in rules]
    assert len(names) == len(set(names)) == 10
    assert all(rule["severity"] in {"INFO", "WARNING", "ERROR"} and rule["message"] for rule in rules)


def test_programs_that_are_not_there_have_no_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Semgrep().version() == CiscoYara().version() == ""


LISTINGS = (
    Listing(server="a", tools=(Tool(name="../x\n", description="one"), Tool(name="y"))),
    Listing(server="b", tools=(Tool(name="y", schema="no schema"),)),
)


def yara(*results: tuple[str, str, list[str]]) -> Ran:
    findings = [
        {
            "tool_name": name,
            "status": status,
            "findings": {"yara_analyzer": {"severity": "HIGH", "threat_names": threats}},
        }
        for name, status, threats in results
    ]
    return told({"scan_results": findings})


def test_yara_findings_go_to_the_tools_they_are_about(monkeypatch: pytest.MonkeyPatch):
    answer(
        monkeypatch,
        yara(("t00000", "completed", ["PROMPT INJECTION"]), ("t00001", "completed", []), ("t00002", "completed", [])),
    )
    scans = CiscoYara().scan(LISTINGS)
    assert [(one.tool, one.rule, one.severity) for one in scans["a"].findings] == [
        ("../x\n", "prompt_injection", "high")
    ]
    assert scans["b"] == Scan()


def test_a_tool_that_yara_did_not_finish_is_unknown(monkeypatch: pytest.MonkeyPatch):
    answer(monkeypatch, yara(("t00000", "completed", []), ("t00001", "completed", []), ("t00002", "error", [])))
    scans = CiscoYara().scan(LISTINGS)
    assert scans["a"].skipped == ()
    assert scans["b"].skipped[0].why == "some tools were not scanned"


@pytest.mark.parametrize("how", BROKEN)
def test_yara_that_breaks_has_looked_at_no_server(monkeypatch: pytest.MonkeyPatch, how: str):
    answer(monkeypatch, BROKEN[how])
    scans = CiscoYara().scan(LISTINGS)
    assert [scan.ran for scan in scans.values()] == [False, False]
    assert all(scan.skipped for scan in scans.values())


def test_of_a_rule_that_finds_everything_a_few_are_kept_the_most_severe_first():
    noise = [Finding(scanner="x", rule="noise", server="s", locator=f"a.py:{n}") for n in range(500)]
    grave = Finding(scanner="x", rule="grave", server="s", severity="critical")
    found = kept([*noise, grave])
    assert found[0] == grave
    assert len(found) == 11
