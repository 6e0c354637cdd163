"""Audits of several servers at once: names that clash, one that hangs, a hundred of them, scans that are half done."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seatrial.adapters.scanners.source import Source
from seatrial.app.auditing import AuditRequest, Scanners, audit
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.listed import Listed, ListingFailed, Watched
from seatrial.mcp_audit.records import Finding, Listing, Skipped, Tool
from seatrial.mcp_audit.targets import Target
from seatrial.mcp_audit.verdicts import AuditResult

LIMIT_S = 60
TOOL = Tool(name="add", description="Adds two numbers.", schema={"type": "object"})


class Crowd:
    """Counts how many are inside at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0
        self.left = 0

    @contextmanager
    def inside(self) -> Generator[None]:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        yield
        with self._lock:
            self._inside -= 1
            self.left += 1


class Servers(Crowd):
    """All list one tool; one of them does so only after all others have been."""

    def __init__(self, servers: int, hangs: str = "") -> None:
        super().__init__()
        self._servers = servers
        self._hangs = hangs
        self._others_done = threading.Event()
        self.waited = False

    def __call__(self, target: Target) -> Listed | ListingFailed:
        with self.inside():
            if target.name == self._hangs:
                self.waited = self._others_done.wait(LIMIT_S)
        if self.left >= self._servers - 1:
            self._others_done.set()
        return Listed(listing=Listing(server="", target=target.shown, tools=(TOOL,)), watched=Watched(sandboxed=True))


class Looker(Crowd):
    """A scanner that says what it is told to."""

    def __init__(self, says: Scan | None = None, name: str = "bandit") -> None:
        super().__init__()
        self.name, self.alone = name, name == "pip-audit"
        self.says = says or Scan()

    def version(self) -> str:
        return "1"

    def scan(self, server: str, source: Source) -> Scan:
        assert source.files
        with self.inside():
            return self.says


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("server.py").write_text("x = 1\n")
    return tmp_path


def configure(file: str, *names: str) -> str:
    servers = {name: {"command": "python3", "args": [str(Path("server.py").resolve())]} for name in names}
    Path(file).write_text(json.dumps({"mcpServers": servers}))
    return file


def run(*targets: str, lister: Servers | None = None, scanners: tuple[Looker, ...] = (), jobs: int = 0) -> AuditResult:
    request = AuditRequest(targets=targets, jobs=jobs)
    return audit(request, lister=lister or Servers(0), scanners=Scanners(source=scanners, listings=())).result


def test_a_server_that_hangs_holds_nobody_up():
    servers = Servers(6, hangs="s0")
    result = run(configure("mcp.json", *(f"s{n}" for n in range(6))), lister=servers, jobs=2)
    assert servers.waited, "the others waited for the one that hung"
    assert [server.verdict for server in result.servers] == ["allow"] * 6


@pytest.mark.parametrize("jobs", [1, 3])
def test_of_a_hundred_servers_only_a_few_are_under_way_at_a_time(jobs: int):
    servers, looker = Servers(100), Looker()
    result = run(configure("mcp.json", *(f"s{n}" for n in range(100))), lister=servers, scanners=(looker,), jobs=jobs)
    assert (len(result.servers), servers.left, looker.left) == (100, 100, 100)
    assert servers.most <= jobs
    assert looker.most <= jobs
    assert result.exit_code == 0


def test_a_server_in_two_configurations_is_audited_for_each_under_a_name_of_its_own():
    result = run(configure("one.json", "notes", "mail"), configure("two.json", "notes"))
    told = [(server.server, server.config, server.verdict) for server in result.servers]
    assert told == [
        ("notes", "one.json", "allow"), ("mail", "one.json", "allow"), ("notes-2", "two.json", "allow"),
    ]  # fmt: skip


def test_different_servers_of_one_name_are_all_audited_and_told_apart():
    configure("one.json", "notes")
    Path("other.py").write_text("y = 2\n")
    other = {"notes": {"command": "python3", "args": [str(Path("other.py").resolve())]}}
    Path("two.json").write_text(json.dumps({"mcpServers": other}))
    result = run("one.json", "two.json")
    assert [(server.server, server.config) for server in result.servers] == [
        ("notes", "one.json"), ("notes-2", "two.json"),
    ]  # fmt: skip
    assert [Path(server.target.split()[-1]).name for server in result.servers] == ["server.py", "other.py"]


def test_where_only_packages_could_not_be_looked_up_tools_are_allowed_and_the_server_is_unknown():
    offline = Scan(skipped=(Skipped(scanner="pip-audit", server="notes", why="offline"),), ran=False, keep_hours=0)
    result = run(configure("mcp.json", "notes"), scanners=(Looker(), Looker(offline, name="pip-audit")))
    (server,) = result.servers
    assert [tool.verdict for tool in server.tools] == ["allow"]
    assert (server.verdict, result.exit_code) == ("unknown", 3)
    assert "pip-audit" in server.why


def test_a_scan_that_was_only_half_done_is_half_done_from_the_cache_too():
    half = Scan(
        findings=(Finding(scanner="bandit", rule="B1", server="notes", severity="low", says="A thing."),),
        skipped=(Skipped(scanner="bandit", server="notes", why="1 file could not be read"),),
    )
    looker = Looker(half)
    configure("mcp.json", "notes")
    first, again = (run("mcp.json", scanners=(looker,)).servers[0] for _ in range(2))
    assert looker.left == 1
    assert again.cached
    assert [server.verdict for server in (first, again)] == ["unknown", "unknown"]
    assert first.skipped == again.skipped == half.skipped
