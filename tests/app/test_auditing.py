"""Audits with made-up listings and scanners: what the wiring does, and what goes wrong in one place stays there."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from seatrial.adapters.scanners.source import Source
from seatrial.app.audit_ports import Step
from seatrial.app.audit_targets import WITHHELD, configurations, given_env, targets_of
from seatrial.app.auditing import AuditRequest, Scanners, audit, installed_scanners
from seatrial.core.errors import SpecError
from seatrial.mcp_audit.audit import inspect
from seatrial.mcp_audit.inspected import Scan
from seatrial.mcp_audit.listed import Listed, ListingFailed, Watched
from seatrial.mcp_audit.records import Finding, Listing, Tool
from seatrial.mcp_audit.targets import Target
from seatrial.mcp_audit.verdicts import AuditResult
from seatrial.runtime.task import replay_task

ADD = Tool(
    name="add", description="Adds two numbers.", schema={"type": "object", "properties": {"a": {"type": "number"}}}
)


NOTHING = Scan()


@dataclass
class Servers:
    """Lists as told, and counts."""

    tools: dict[str, tuple[Tool, ...]] = field(default_factory=dict)
    failing: dict[str, ListingFailed | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, target: Target) -> Listed | ListingFailed:
        self.asked.append(target.name)
        failing = self.failing.get(target.name)
        if isinstance(failing, Exception):
            raise failing
        if failing is not None:
            return failing
        return Listed(
            listing=Listing(server="says itself", target=target.shown, tools=self.tools.get(target.name, (ADD,))),
            watched=Watched(sandboxed=True),
        )


@dataclass
class Looker:
    """A scanner that finds what it is told to, and counts."""

    name: str = "bandit"
    alone: bool = False
    installed: str = "1.0"
    finds: Scan | Exception = NOTHING
    scanned: list[str] = field(default_factory=list)

    def version(self) -> str:
        return self.installed

    def scan(self, server: str, source: Source) -> Scan:
        self.scanned.append(server)
        if isinstance(self.finds, Exception):
            raise self.finds
        return self.finds


@dataclass
class ListingLooker(Looker):
    name: str = "yara"

    def scan(self, listings: Sequence[Listing]) -> dict[str, Scan]:  # type: ignore[override]
        self.scanned += [listing.server for listing in listings]
        return {listing.server: Scan() for listing in listings}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "work/server.py").write_text("x = 1\n")
    return tmp_path / "work"


def configure(*names: str, file: str = "mcp.json") -> str:
    servers = {name: {"command": "python3", "args": [str(Path("server.py").resolve())]} for name in names}
    Path(file).write_text(json.dumps({"mcpServers": servers}))
    return file


def run(*targets: str, servers: Servers | None = None, scanners: Sequence[Looker] = (), **more: object) -> AuditResult:
    request = AuditRequest(targets=targets, **more)  # type: ignore[arg-type]
    listings = tuple(scanner for scanner in scanners if isinstance(scanner, ListingLooker))
    sources = tuple(scanner for scanner in scanners if not isinstance(scanner, ListingLooker))
    found = Scanners(source=sources, listings=listings)
    return audit(request, lister=servers or Servers(), scanners=found).result


def verdicts(result: AuditResult) -> dict[str, str]:
    return {server.server: server.verdict for server in result.servers}


def test_every_server_of_a_configuration_is_audited_in_its_order():
    result = run(configure("one", "two", "three"))
    assert verdicts(result) == {"one": "allow", "two": "allow", "three": "allow"}
    assert [server.listing.server for server in result.servers if server.listing] == ["one", "two", "three"]
    assert result.exit_code == 0
    assert all(server.config for server in result.servers)
    assert result.rules


def test_a_lister_that_breaks_is_told_of_its_server_alone():
    silent = ListingFailed(server="two", target="", kind="timeout", reason="no answer")
    servers = Servers(failing={"one": RuntimeError("boom"), "two": silent})
    result = run(configure("one", "two", "three"), servers=servers)
    assert verdicts(result) == {"one": "unknown", "two": "unknown", "three": "allow"}
    assert "boom" in result.servers[0].reason
    assert result.exit_code == 3


def test_with_no_server_reached_the_exit_code_says_so():
    gone = ListingFailed(server="one", target="", kind="unreachable", reason="not there")
    assert run(configure("one"), servers=Servers(failing={"one": gone})).exit_code == 4


@pytest.mark.parametrize(
    "scanner", [Looker(finds=RuntimeError("boom")), Looker(installed="")], ids=["breaks", "missing"]
)
def test_a_scanner_that_breaks_or_is_missing_makes_unknown(scanner: Looker):
    result = run(configure("one"), scanners=[scanner])
    assert verdicts(result) == {"one": "unknown"}
    assert result.servers[0].skipped[0].scanner == "bandit"
    assert result.servers[0].scanners == ()
    assert scanner.scanned == ([] if not scanner.installed else ["one"])


def test_nothing_is_scanned_twice_when_nothing_has_changed(here: Path):
    scanners = [Looker(), ListingLooker()]
    configure("one", "two")
    first = run("mcp.json", scanners=scanners)
    again = run("mcp.json", scanners=scanners)
    assert sorted(scanners[0].scanned) == sorted(scanners[1].scanned) == ["one", "two"]
    assert [server.cached for server in first.servers] == [False, False]
    assert [server.cached for server in again.servers] == [True, True]
    assert verdicts(first) == verdicts(again)
    assert [server.tools for server in first.servers] == [server.tools for server in again.servers]
    (here / "server.py").write_text("x = 2\n")
    run("mcp.json", scanners=scanners)
    assert len(scanners[0].scanned) == 4
    assert len(scanners[1].scanned) == 2


def test_another_listing_is_scanned_again_and_judged_anew():
    scanner = ListingLooker()
    configure("one")
    run("mcp.json", scanners=[scanner])
    run("mcp.json", scanners=[scanner], servers=Servers(tools={"one": (ADD, Tool(name="b"))}))
    assert scanner.scanned == ["one", "one"]


def test_without_the_cache_all_is_scanned_again():
    scanner = Looker()
    configure("one")
    for _ in range(2):
        run("mcp.json", scanners=[scanner], cached=False)
    assert scanner.scanned == ["one", "one"]


def test_what_broke_is_tried_again():
    scanner = Looker(finds=RuntimeError("boom"))
    configure("one")
    run("mcp.json", scanners=[scanner])
    scanner.finds = Scan()
    assert verdicts(run("mcp.json", scanners=[scanner])) == {"one": "allow"}


def test_a_folder_is_scanned_and_not_started(here: Path):
    servers = Servers()
    finding = Finding(scanner="bandit", rule="B602", server="work", severity="high", says="A shell.")
    result = run(str(here), servers=servers, scanners=[Looker(finds=Scan(findings=(finding,)))])
    assert servers.asked == []
    assert verdicts(result) == {"work": "review"}
    assert result.servers[0].whole is not None
    assert result.servers[0].whole.findings == (finding,)


def test_an_unreadable_configuration_is_unknown_and_the_rest_audited():
    Path("bad.json").write_text("{")
    result = run("bad.json", configure("one"))
    assert verdicts(result) == {"one": "allow", "bad.json": "unknown"}
    assert result.servers[1].failure == "unreadable"
    assert result.exit_code == 3


def test_with_nothing_to_audit_it_says_what_is_wrong():
    Path("bad.json").write_text("{")
    with pytest.raises(SpecError, match=r"bad\.json"):
        run("bad.json")
    with pytest.raises(SpecError) as raised:
        run()
    assert raised.value.exit_code == 2


def test_a_scanner_that_is_not_known_cannot_be_done_without():
    with pytest.raises(SpecError, match="'bandits'"):
        run(configure("one"), without=("bandits",))


def test_scanners_one_does_without_do_not_run():
    assert "pip-audit" not in [scanner.name for scanner in installed_scanners(("pip-audit",)).source]
    assert {"bandit", "detect-secrets", "pip-audit"} <= {scanner.name for scanner in installed_scanners().source}


def test_progress_counts_every_step_and_ends_at_the_last():
    steps: list[Step] = []
    request = AuditRequest(targets=(configure("one", "two"), "https://example.invalid/mcp"))
    audit(request, lister=Servers(), scanners=Scanners(source=(Looker(),), listings=()), tell=steps.append)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].done, steps[-1].servers_done) == (steps[-1].planned, 3)
    assert sum(step.server_done for step in steps) == 3


def test_what_was_seen_replays():
    audited = audit(
        AuditRequest(targets=(configure("one"),)),
        lister=Servers(),
        scanners=Scanners(source=(Looker(),), listings=(ListingLooker(),)),
    )
    assert set(audited.traces) == {"inspect", "servers-0", "tools-0"}
    assert replay_task(inspect, audited.traces["inspect"]).divergence is None


def test_a_lock_is_written_and_an_unchanged_server_passes_the_check():
    configure("one", "two")
    first = run("mcp.json", lock=Path("mcp.lock"))
    assert [server.lock.status for server in first.servers] == ["new", "new"]
    again = run("mcp.json", check=True)
    assert [server.lock.status for server in again.servers] == ["unchanged", "unchanged"]
    assert (again.checked, again.lock, again.exit_code) == (True, "mcp.lock", 0)


def test_a_variable_more_in_the_configuration_fails_the_check():
    configure("one")
    run("mcp.json", lock=Path("mcp.lock"))
    written = json.loads(Path("mcp.json").read_text())
    written["mcpServers"]["one"]["env"] = {"TOKEN": "s3cret"}
    Path("mcp.json").write_text(json.dumps(written))
    result = run("mcp.json", check=True)
    (change,) = result.servers[0].lock.changes
    assert (change.what, "+TOKEN" in change.diff, "s3cret" in change.diff) == ("environment", True, False)
    assert result.exit_code == 1


def test_a_rug_pull_fails_the_check_and_is_shown():
    configure("one")
    run("mcp.json", lock=Path("mcp.lock"))
    other = Tool(name="add", description="Adds two numbers, and one more.", schema=ADD.schema)
    result = run("mcp.json", check=True, servers=Servers(tools={"one": (other,)}))
    (change,) = result.servers[0].lock.changes
    assert (change.kind, change.what) == ("changed", "tool add")
    assert "+" in change.diff
    assert "and one more" in change.diff
    assert result.exit_code == 1


def test_another_command_under_the_same_name_fails_the_check():
    configure("one")
    run("mcp.json", lock=Path("mcp.lock"))
    Path("other.py").write_text("x = 1\n")
    servers = {"one": {"command": "python3", "args": [str(Path("other.py").resolve())]}}
    Path("mcp.json").write_text(json.dumps({"mcpServers": servers}))
    assert run("mcp.json", check=True).exit_code == 1


def test_a_server_that_the_lock_does_not_know_is_no_pass():
    run(configure("one"), lock=Path("mcp.lock"))
    result = run(configure("one", "two"), check=True)
    assert [server.lock.status for server in result.servers] == ["unchanged", "unlocked"]
    assert result.exit_code == 3


def test_a_lock_keeps_the_servers_of_other_audits():
    run(configure("one"), lock=Path("mcp.lock"))
    run(configure("two"), lock=Path("mcp.lock"))
    assert set(json.loads(Path("mcp.lock").read_text())["servers"]) == {"one", "two"}


def test_a_server_that_was_not_listed_is_not_locked():
    gone = ListingFailed(server="one", target="", kind="unreachable", reason="not there")
    result = run(configure("one", "two"), servers=Servers(failing={"one": gone}), lock=Path("mcp.lock"))
    assert [server.lock.status for server in result.servers] == ["none", "new"]


def test_where_nothing_was_listed_no_lock_is_written(here: Path):
    result = run(str(here), lock=Path("mcp.lock"))
    assert result.lock == ""
    assert not Path("mcp.lock").exists()


def test_without_a_lock_there_is_nothing_to_check():
    with pytest.raises(SpecError, match=r"mcp\.lock"):
        run(configure("one"), check=True)


def test_a_damaged_lock_is_refused_before_anything_is_started():
    Path("mcp.lock").write_text("{}")
    servers = Servers()
    with pytest.raises(SpecError):
        run(configure("one"), check=True, servers=servers)
    assert servers.asked == []


def test_only_named_secrets_are_handed_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HERE_TOKEN", "mine")
    target = Target(kind="stdio", name="x", command="y", env={"A_KEY": "k1", "B_KEY": "k2", "LEVEL": "debug"})
    assert given_env(target, ["A_KEY", "HERE_TOKEN"]).env == {
        "A_KEY": "k1", "B_KEY": WITHHELD, "LEVEL": "debug", "HERE_TOKEN": "mine",
    }  # fmt: skip
    assert given_env(target, []) is target


def test_secrets_are_in_no_trace():
    servers = {
        "one": {"command": "python3", "args": ["server.py", "--token", "s3cr3t-value"], "env": {"K": "s3cr3t-value"}}
    }
    Path("mcp.json").write_text(json.dumps({"mcpServers": servers}))
    audited = audit(AuditRequest(targets=("mcp.json",)), lister=Servers(), scanners=Scanners(source=(), listings=()))
    assert "s3cr3t" not in repr(audited)


def test_configurations_of_this_folder_come_before_the_users(here: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(here / "home"))
    assert configurations() == []
    own = here / "home/.cursor/mcp.json"
    own.parent.mkdir(parents=True)
    own.write_text("{}")
    assert configurations() == [own]
    configure("one")
    assert configurations() == [Path("mcp.json")]


def test_names_stay_apart():
    Path("one").mkdir()
    Path("one/x.py").write_text("x")
    targets, unreadable = targets_of([configure("one"), "one", "nowhere.json"], [])
    assert len({target.name for target in targets} | {one.server for one in unreadable}) == 3


def test_one_server_without_a_command_is_told_of_and_the_others_are_audited():
    Path("mcp.json").write_text('{"servers": {"one": {"command": "x"}, "two": {"args": []}}}')
    audited = audit(AuditRequest(targets=("mcp.json",)), lister=Servers(), scanners=Scanners(source=(), listings=()))
    failures = {server.server: server.failure for server in audited.result.servers}
    assert failures["two"] == "unreadable"
    assert failures["one"] != "unreadable"


def test_a_value_that_a_configuration_takes_from_the_environment_is_given_only_when_asked(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("A_TOKEN", "mine")
    Path("mcp.json").write_text('{"servers": {"one": {"command": "x", "env": {"A_TOKEN": "${env:A_TOKEN}"}}}}')
    (target,), _ = targets_of(["mcp.json"], [])
    assert given_env(target, []).env == {"A_TOKEN": WITHHELD}
    assert given_env(target, ["A_TOKEN"]).env == {"A_TOKEN": "mine"}
