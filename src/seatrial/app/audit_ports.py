"""What an audit's task reaches the world through: starts servers in the sandbox, finds their source, runs scanners.

Bounded in how many processes run at a time. What a scanner said of exactly the same files is not asked again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec

from seatrial.adapters.given_up import Work
from seatrial.adapters.scanners.finding_source import NotFound, find_source
from seatrial.adapters.scanners.scan import ListingScanner, Scanner, failed
from seatrial.adapters.scanners.source import PYTHON, SCRIPT, Source
from seatrial.app.audit_cache import AuditCache
from seatrial.core.errors import ProviderError
from seatrial.core.events import Json
from seatrial.mcp_audit.canonical import listing_digest
from seatrial.mcp_audit.inspected import Scan, SourceSeen
from seatrial.mcp_audit.listed import Listed, ListingFailed
from seatrial.mcp_audit.records import Listing
from seatrial.mcp_audit.targets import Target

T = TypeVar("T")
SOURCES_AT_ONCE = 2
"""How many are read at a time: that is mostly parsing, which threads do one at a time anyway."""


class Lister(Protocol):
    """Lists one server; in a thread of its own."""

    def __call__(self, target: Target) -> Listed | ListingFailed:
        """Start it or call its URL. Never raises for what the server does."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """How far an audit is.

    Attributes:
        server: Whom this step was about.
        what: What was done: ``listed``, ``not listed``, ``source``, or a scanner's name.
        server_done: Whether it was the server's last.
    """

    done: int
    planned: int
    server: str
    what: str
    server_done: bool
    servers_done: int
    servers: int


class NoPorts:
    """Answers a task that is to ask for nothing."""

    async def ask(self, role: str, payload: Json) -> Json:
        """Refuse: an audit asks no model."""
        del payload
        raise ProviderError(f"No model is asked by an audit ({role}).", code="audit.no_model")

    async def call(self, tool: str, args: Mapping[str, Json]) -> Json:
        """Refuse."""
        del args
        raise ProviderError(f"An audit has no tool '{tool}' here.", code="audit.no_tool")

    async def retrieve(self, query: str, limit: int) -> Json:
        """Refuse: an audit looks nothing up."""
        del query, limit
        raise ProviderError("Nothing is looked up by an audit.", code="audit.no_index")


class AuditPorts(NoPorts):
    """Answers an `inspect` task.

    Attributes:
        from_cache: For each server, whether all its scans were kept from an earlier audit.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        lister: Lister,
        scanners: Sequence[Scanner],
        listing_scanners: Sequence[ListingScanner],
        cache: AuditCache,
        *,
        jobs: int,
        listing_jobs: int,
        tell: Callable[[Step], None],
    ) -> None:
        self._targets = {target.name: target for target in targets}
        self._lister = lister
        self._scanners = {scanner.name: scanner for scanner in scanners}
        self._listing_scanners = {scanner.name: scanner for scanner in listing_scanners}
        self._versions = {scanner.name: scanner.version() for scanner in (*scanners, *listing_scanners)}
        self._cache = cache
        self._slots = asyncio.Semaphore(jobs)
        self._listing_slots = asyncio.Semaphore(listing_jobs)
        self._source_slots = asyncio.Semaphore(SOURCES_AT_ONCE)
        self._alone = {scanner.name: asyncio.Lock() for scanner in scanners if scanner.alone}
        # As many as can be asked for at once: nobody waits for a thread whom a semaphore has let in.
        threads = listing_jobs + jobs + SOURCES_AT_ONCE + len(self._alone) + 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="audit")
        self._work = Work()
        self._sources: dict[str, _Read] = {}
        self._listings: dict[str, Listing] = {}
        self._progress = _Progress(targets, [scanner.name for scanner in scanners], tell)
        self.from_cache = {target.name: True for target in targets}

    def close(self) -> None:
        """End whatever is still under way, and wait until it has ended."""
        self._work.give_up()
        self._threads.shutdown(cancel_futures=True)

    async def call(self, tool: str, args: Mapping[str, Json]) -> Json:
        """List a server, find its source, or have something scanned."""
        given: Any = args
        if tool == "list":
            return await self._list(self._targets[given["server"]])
        if tool == "source":
            return await self._source(self._targets[given["server"]])
        if tool == "scan":
            return await self._scan(given["server"], self._scanners[given["scanner"]])
        if tool == "scan_listings":
            return await self._scan_listings(self._listing_scanners[given["scanner"]], given["servers"])
        return await super().call(tool, args)

    async def _list(self, target: Target) -> Json:
        async with self._listing_slots:
            began_s = time.monotonic()  # noqa: TID251 - how long a real server takes is measured on the real clock
            found = await self._in_thread(self._lister, target)
            ms = round((time.monotonic() - began_s) * 1_000)  # noqa: TID251 - as above
        if isinstance(found, Listed):
            self._listings[target.name] = msgspec.structs.replace(found.second or found.listing, server=target.name)
        self._progress.step(target.name, "listed" if isinstance(found, Listed) else "not listed")
        key = "listed" if isinstance(found, Listed) else "failed"
        return {key: msgspec.to_builtins(found), "ms": ms}

    async def _source(self, target: Target) -> Json:
        async with self._source_slots:
            found = await self._in_thread(_read, target)
        if isinstance(found, NotFound):
            self._progress.step(target.name, "source", last=True)
            return msgspec.to_builtins(SourceSeen(why=found.why))
        if self._scanners:
            self._sources[target.name] = found
        seen = SourceSeen(
            root=str(found.source.root),
            digest=found.digest,
            files=len(found.source.files),
            python=len(found.source.of(PYTHON)),
            script=len(found.source.of(SCRIPT)),
            left_out=found.source.left_out,
        )
        self._progress.step(target.name, "source", last=not self._scanners)
        return msgspec.to_builtins(seen)

    async def _scan(self, server: str, scanner: Scanner) -> Json:
        read = self._sources[server]
        key = ("scan", scanner.name, self._versions[scanner.name], server, read.digest)
        scan = self._cache.scan(*key)
        if scan is None:
            self.from_cache[server] = False
            if scanner.name in self._alone:
                async with self._alone[scanner.name]:
                    scan = await self._in_thread(_scanned, scanner, server, read.source)
            else:
                async with self._slots:
                    scan = await self._in_thread(_scanned, scanner, server, read.source)
            self._cache.keep_scan(scan, *key)
        if self._progress.step(server, scanner.name):
            del self._sources[server]  # a hundred servers with megabytes of source need not all be held
        return msgspec.to_builtins(scan)

    async def _scan_listings(self, scanner: ListingScanner, servers: Sequence[str]) -> Json:
        keys = {
            server: (
                "listing",
                scanner.name,
                self._versions[scanner.name],
                server,
                listing_digest(self._listings[server]),
            )
            for server in servers
        }
        scans = {server: scan for server in servers if (scan := self._cache.scan(*keys[server])) is not None}
        missing = [self._listings[server] for server in servers if server not in scans]
        if missing:
            self.from_cache.update((listing.server, False) for listing in missing)
            scans |= await self._in_thread(scanner.scan, missing)
            for listing in missing:
                self._cache.keep_scan(scans[listing.server], *keys[listing.server])
        return msgspec.to_builtins(scans)

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._work.run, function, *args)


@dataclass(frozen=True, slots=True)
class _Read:
    """A server's source, and its digest, which takes a while."""

    source: Source
    digest: str


def _read(target: Target) -> _Read | NotFound:
    found = find_source(target)
    return found if isinstance(found, NotFound) else _Read(found, found.digest)


def _scanned(scanner: Scanner, server: str, source: Source) -> Scan:
    """Run a scanner; one that fails to keep its word is one that broke."""
    if not scanner.version():
        return failed(scanner.name, server, "it is not installed: it comes with the extra 'audit'")
    try:
        return scanner.scan(server, source)
    except Exception as error:  # noqa: BLE001 - the rest is still audited
        return failed(scanner.name, server, f"it could not be run ({type(error).__name__})")


class _Progress:
    """Counts steps: of each server its listing, its source, and one for each scanner."""

    def __init__(self, targets: Sequence[Target], scanners: Sequence[str], tell: Callable[[Step], None]) -> None:
        self._left = {target.name: 1 + (target.kind != "folder") + len(scanners) for target in targets}
        self._planned = sum(self._left.values())
        self._servers = len(targets)
        self._done = self._servers_done = 0
        self._tell = tell

    def step(self, server: str, what: str, *, last: bool = False) -> bool:
        """Count a step; with `last`, all that is left of its server. Return whether it was the last."""
        counted = self._left[server] if last else 1
        self._left[server] -= counted
        self._done += counted
        over = not self._left[server]
        self._servers_done += over
        self._tell(
            Step(
                done=self._done,
                planned=self._planned,
                server=server,
                what=what,
                server_done=over,
                servers_done=self._servers_done,
                servers=self._servers,
            )
        )
        return over
