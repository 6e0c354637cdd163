"""Audits MCP servers: finds out which, looks at them, has panels decide, keeps what need not be found out twice.

The Python interface of `seatrial audit`. Runs two kinds of tasks, both in `Audited.traces`: one that looks at all, and
one or more that decide. What goes wrong with one server is told of it, and the rest is still audited.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from seatrial import __version__
from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.adapters.scanners.bandit import Bandit
from seatrial.adapters.scanners.cisco_yara import CiscoYara
from seatrial.adapters.scanners.detect_secrets import DetectSecrets
from seatrial.adapters.scanners.pip_audit import PipAudit
from seatrial.adapters.scanners.scan import ListingScanner, Scanner
from seatrial.adapters.scanners.semgrep import Semgrep
from seatrial.app.audit_cache import AuditCache
from seatrial.app.audit_locking import compared, read_lock, write_lock
from seatrial.app.audit_ports import AuditPorts, Lister, NoPorts, Step
from seatrial.app.audit_targets import given_env, missing_extra, planned, targets_of
from seatrial.app.detecting import detection
from seatrial.core.errors import RunError, SpecError
from seatrial.core.events import Json
from seatrial.core.trace import Row
from seatrial.dissent.records import Case
from seatrial.mcp_audit.audit import (
    AUDIT,
    CASES_MAX,
    INSPECT,
    SERVERS,
    TOOLS,
    Decided,
    Detection,
    Panel,
    ServerCases,
    cases_of,
    decided_of,
    inspect,
    inspected,
    judging,
)
from seatrial.mcp_audit.inspected import Plan, Planned
from seatrial.mcp_audit.judged import judged
from seatrial.mcp_audit.listed import Listed, ListingFailed
from seatrial.mcp_audit.lock import LOCK_NAME
from seatrial.mcp_audit.targets import Target
from seatrial.mcp_audit.verdicts import AuditResult, LockState, ServerAudit
from seatrial.runtime.task import Program, TaskPorts, run_task

SECONDS = 30.0
WITHOUT = ("bandit", "detect-secrets", "pip-audit", "semgrep", "yara", "source", "sandbox", "listing")
"""What one may choose to do without; the last three are no scanners, but what is missed where they are."""


@dataclass(frozen=True, kw_only=True)
class AuditRequest:
    """What is asked for.

    Attributes:
        targets: URLs, folders, configuration files, commands in quotes.
        command: A command, word by word.
        pass_env: Names of variables whose values servers are given, though they look like secrets.
        show: Files and folders that servers may read besides their own, settings with keys only if named themselves.
        without: Scanners to do without, by name; see `WITHOUT`.
        cached: Whether to use, and to keep, what earlier audits found out.
        seconds: For listing one server.
        jobs: Processes at a time; 0 for as many as there are processors, and four times as many that are only listed.
        lock: A lock file to write, or with `check` to compare with.
        traced: Whether the traces are to hold every decision: then all are made anew.
    """

    targets: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    allow_network: bool = False
    unsafe: bool = False
    pass_env: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    cached: bool = True
    seconds: float = SECONDS
    jobs: int = 0
    lock: Path | None = None
    check: bool = False
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """What came of it.

    Attributes:
        traces: Rows of each task, by its name: what was seen, and what was decided on it.
    """

    result: AuditResult
    traces: Mapping[str, tuple[Row, ...]] = field(default_factory=dict[str, tuple[Row, ...]])


@dataclass(frozen=True, slots=True)
class Scanners:
    """Who scans; tests bring their own."""

    source: tuple[Scanner, ...]
    listings: tuple[ListingScanner, ...]


def installed_scanners(without: Sequence[str] = ()) -> Scanners:
    """Return the scanners of the extra, and those programs on the PATH that are extras of our own."""
    always: list[Scanner] = [Bandit(), DetectSecrets(), PipAudit()]
    found: list[Scanner] = [Semgrep()]
    source = [*always, *(scanner for scanner in found if scanner.version())]
    listings: list[ListingScanner] = [CiscoYara()]
    return Scanners(
        source=tuple(scanner for scanner in source if scanner.name not in without),
        listings=tuple(scanner for scanner in listings if scanner.name not in without and scanner.version()),
    )


def audit(
    request: AuditRequest,
    *,
    tell: Callable[[Step], None] = lambda _: None,
    lister: Lister | None = None,
    scanners: Scanners | None = None,
    finder: Detection | None = None,
) -> Audited:
    """Audit servers.

    Args:
        request: Which, and how.
        tell: Called after each step.
        lister: Lists a server; the official SDK in the sandbox by default.
        scanners: Those installed by default.
        finder: Our own rules and panels by default.

    Raises:
        SpecError: Nothing that was named can be audited.
        RunError: There is no sandbox here, or the lock cannot be written.
    """
    _check(request)
    targets, unreadable = targets_of(request.targets, request.command)
    lock_path = request.lock or Path(LOCK_NAME)
    locked = read_lock(lock_path) if request.check else None
    if lister is None and any(target.kind != "folder" for target in targets):
        lister = _sdk_lister(request, targets)
    began_s = time.monotonic()  # noqa: TID251 - how long the audit takes is measured on the real clock
    way = _Way(lister or _nobody, scanners or installed_scanners(request.without), finder or detection(), tell)
    audited = asyncio.run(_Audit(request, targets, unreadable, way).run())
    servers = audited.result.servers
    by_name = {target.name: target for target in targets}
    if locked is not None:
        servers = tuple(compared(server, by_name.get(server.server), locked) for server in servers)
    elif request.lock is not None:
        written = write_lock(request.lock, servers, by_name, _today())
        new = LockState(status="new")
        servers = tuple(
            msgspec.structs.replace(server, lock=new) if server.server in written else server for server in servers
        )
    result = msgspec.structs.replace(
        audited.result,
        servers=servers,
        checked=request.check,
        lock=str(lock_path) if locked is not None or any(one.lock.status == "new" for one in servers) else "",
        ms=round((time.monotonic() - began_s) * 1_000),  # noqa: TID251 - as above
    )
    return replace(audited, result=result)


@dataclass(frozen=True, slots=True)
class _Way:
    lister: Lister
    scanners: Scanners
    finder: Detection
    tell: Callable[[Step], None]


class _Audit:
    """One audit under way."""

    def __init__(
        self, request: AuditRequest, targets: Sequence[Target], unreadable: Sequence[Planned], way: _Way
    ) -> None:
        self._request = request
        self._targets = targets
        self._unreadable = unreadable
        self._scanners = way.scanners
        self._finder = way.finder
        self._way = way
        self._traces: dict[str, tuple[Row, ...]] = {}
        self._began_s = time.monotonic()  # noqa: TID251 - the task's own clock begins here
        self._cache = AuditCache(used=request.cached, now_s=time.time())  # noqa: TID251 - how old what is kept is

    async def run(self) -> Audited:
        """Look, then decide."""
        cores = max(2, os.cpu_count() or 2)
        ports = AuditPorts(
            self._targets,
            self._way.lister,
            self._scanners.source,
            self._scanners.listings,
            self._cache,
            jobs=self._request.jobs or cores,
            # A server that starts also waits: ten listed two at a time took half as long again as all at once.
            listing_jobs=self._request.jobs or 4 * cores,
            tell=self._way.tell,
        )
        plan = Plan(
            servers=(*(planned(target) for target in self._targets), *self._unreadable),
            scanners=tuple(scanner.name for scanner in self._scanners.source),
            listing_scanners=tuple(scanner.name for scanner in self._scanners.listings),
            without=self._request.without,
        )
        try:
            seen = inspected(await self._task(INSPECT, inspect, msgspec.to_builtins(plan), ports))
        finally:
            ports.close()
        cases = cases_of(seen, self._finder, self._request.without)
        whole = await self._decided(SERVERS, self._finder.servers, [one.whole for one in cases])
        tools = await self._decided(TOOLS, self._finder.tools, [case for one in cases for _, _, case in one.tools])
        servers: list[ServerAudit] = []
        rest = iter(tools)
        for one, on_whole in zip(cases, whole, strict=True):
            on_tools = [next(rest) for _ in one.tools]
            server = judged(one, on_whole, on_tools)
            servers.append(msgspec.structs.replace(server, cached=self._is_kept(one, ports)))
        panel = self._finder.tools
        result = AuditResult(
            servers=tuple(servers),
            seatrial=__version__,
            rules=self._finder.version,
            calibration=panel.calibration.id if panel.calibration else AuditResult().calibration,
            block_from=panel.settings.yes_from,
            review_from=panel.settings.no_to,
        )
        return Audited(result, self._traces)

    def _is_kept(self, one: ServerCases, ports: AuditPorts) -> bool:
        return bool(one.seen.source.root) and ports.from_cache.get(one.seen.planned.server, False)

    async def _decided(self, name: str, panel: Panel, cases: Sequence[Case]) -> list[Decided]:
        """Have a panel decide, as many cases in one task as it takes."""
        decisions: list[Decided] = []
        for begin in range(0, len(cases), CASES_MAX):
            some = cases[begin : begin + CASES_MAX]
            version = f"{self._finder.version}:{name}"
            kept = None if self._request.traced else self._cache.decisions(version, some)
            if kept is None:
                args: Json = msgspec.to_builtins(some)
                kept = decided_of(await self._task(f"{name}-{begin}", judging(panel), args, NoPorts()))
                self._cache.keep_decisions(version, some, kept)
            decisions += kept
        return decisions

    async def _task(self, name: str, program: Program, args: Json, ports: TaskPorts) -> Json:
        ran = await run_task(program, f"{AUDIT}{name}", args, ports, now_ms=self._now_ms)
        self._traces[name] = ran.rows
        if ran.error:
            raise RunError(f"The audit stopped: {ran.error}", code="audit.stopped")
        return ran.result

    def _now_ms(self) -> int:
        return round((time.monotonic() - self._began_s) * 1_000)  # noqa: TID251 - the task's own clock


def _check(request: AuditRequest) -> None:
    wrong = [name for name in request.without if name not in WITHOUT]
    if wrong:
        raise SpecError(
            f"There is no scanner '{wrong[0][:40]}' to do without.",
            code="audit.unknown_scanner",
            hint=f"There are: {', '.join(WITHOUT)}.",
        )


def _sdk_lister(request: AuditRequest, targets: Sequence[Target]) -> Lister:
    """Return what lists servers with the official SDK, which comes with an extra.

    Raises:
        RunError: It is not installed, or there is no sandbox here.
    """
    if any(target.kind == "stdio" for target in targets):
        check_sandbox(unsafe=request.unsafe)
    try:
        from seatrial.adapters.mcp_listing import Visit, list_server  # noqa: PLC0415 - an extra, slow to import
    except ImportError as error:
        raise RunError(
            "Servers are listed with the official MCP SDK, which is not installed.",
            code="audit.no_sdk",
            hint=missing_extra(),
        ) from error
    visit = Visit(
        allow_network=request.allow_network,
        pass_env=bool(request.pass_env),
        unsafe=request.unsafe,
        show=request.show,
        seconds=request.seconds,
    )

    def lister(target: Target) -> Listed | ListingFailed:
        return list_server(given_env(target, request.pass_env), visit)

    return lister


def _nobody(target: Target) -> Listed | ListingFailed:
    return ListingFailed(server=target.name, target=target.shown, kind="unreachable", reason="Nobody lists it.")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()  # noqa: TID251 - a lock says when somebody decided
