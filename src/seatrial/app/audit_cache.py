"""What audits need not find out twice: scans by what was scanned, decisions by what was decided on.

Keys are digests of everything that a value depends on, the scanner's and our own versions included: nothing in here
is ever out of date but what depends on the day; that carries its hour. Wiping it at any time is safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from seatrial.app.cache import read_cached, write_cached
from seatrial.dissent.records import Case
from seatrial.mcp_audit.audit import Decided
from seatrial.mcp_audit.inspected import Scan

ROOM = "audits"
ENTRIES_MAX = 4_000
_HOUR_S = 3_600.0


class _Kept(msgspec.Struct, frozen=True):
    """A scan, and until when it holds (seconds since 1970)."""

    until_s: float
    scan: Scan


class AuditCache:
    """Keeps scans and decisions in the user's cache folder. One that is not `used` neither reads nor writes.

    Attributes:
        now_s: Seconds since 1970.
    """

    def __init__(self, *, used: bool, now_s: float) -> None:
        self._used = used
        self.now_s = now_s

    def scan(self, *key: str) -> Scan | None:
        """Return a scan that still holds; None where there is none."""
        kept = self._read(key)
        try:
            found = msgspec.json.decode(kept, type=_Kept) if kept is not None else None
        except msgspec.MsgspecError:
            return None
        return found.scan if found is not None and self.now_s < found.until_s else None

    def keep_scan(self, scan: Scan, *key: str) -> None:
        """Keep a scan, as long as it holds."""
        if scan.keep_hours > 0:
            self._write(key, msgspec.json.encode(_Kept(self.now_s + scan.keep_hours * _HOUR_S, scan)))

    def decisions(self, version: str, cases: Sequence[Case]) -> tuple[Decided, ...] | None:
        """Return what was decided of exactly these cases; None where that is not known."""
        kept = self._read(_cases_key(version, cases)) if cases else b"[]"
        try:
            found = msgspec.json.decode(kept, type=tuple[Decided, ...]) if kept is not None else None
        except msgspec.MsgspecError:
            return None
        return found if found is not None and len(found) == len(cases) else None

    def keep_decisions(self, version: str, cases: Sequence[Case], decisions: Sequence[Decided]) -> None:
        """Keep what was decided."""
        self._write(_cases_key(version, cases), msgspec.json.encode(decisions))

    def _read(self, key: Sequence[str]) -> bytes | None:
        return read_cached(_name(key), room=ROOM) if self._used else None

    def _write(self, key: Sequence[str], data: bytes) -> None:
        if self._used:
            write_cached(_name(key), data, room=ROOM, entries_max=ENTRIES_MAX)


def _cases_key(version: str, cases: Sequence[Case]) -> tuple[str, ...]:
    return ("decisions", version, sha256(msgspec.json.encode(cases)).hexdigest())


def _name(key: Sequence[str]) -> str:
    return sha256(msgspec.json.encode(tuple(key))).hexdigest()
