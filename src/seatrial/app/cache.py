"""A folder of things that can be computed again: never needed, never trusted, never in the way.

What is read back must carry its own digest, or it counts as absent. A folder that cannot be written is no error.
Used for trained understanding models, for audits and for judgements; wiping it at any time is safe.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

BYTES_MAX = 256 * 1024 * 1024
ENTRIES_MAX = 64
"""Every edit of an agent makes a new entry; beyond this the oldest go."""
_DIGEST_BYTES = 16


def cache_folder() -> Path | None:
    """Return where this user's cache lives: ``$SEATRIAL_CACHE``, else the desktop convention; None without a home."""
    named = os.environ.get("SEATRIAL_CACHE", "")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME", "")
    if base and Path(base).is_absolute():
        return Path(base) / "seatrial"
    try:
        return Path.home() / ".cache" / "seatrial"
    except RuntimeError:
        return None


def read_cached(name: str, *, room: str = "") -> bytes | None:
    """Return what was kept under a name; None when it is absent, unreadable or damaged."""
    folder = cache_folder()
    if folder is None:
        return None
    folder /= room
    try:
        with (folder / name).open("rb") as file:
            kept = file.read(BYTES_MAX + 1)
    except OSError:
        return None
    digest, data = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
    return data if _digest(data) == digest else None


def write_cached(name: str, data: bytes, *, room: str = "", entries_max: int = 0, prune: bool = True) -> None:
    """Keep something under a name, whole or not at all; when that cannot be done, nothing happens.

    Args:
        name: A file's name, of our own making.
        data: What is kept.
        room: A folder of its own within the cache, whose entries do not push out others.
        entries_max: Beyond this the oldest of the room go; 0 for `ENTRIES_MAX`.
        prune: Whether they go now. Whoever writes many calls `prune_cache` once, at the end.
    """
    folder = cache_folder()
    if folder is None:
        return
    folder /= room
    # Named after the process, so that two that write at once do not share a half-written file.
    part = folder / f".{name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_digest(data) + data)
        part.replace(folder / name)
        if prune:
            _prune(folder, entries_max or ENTRIES_MAX)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def prune_cache(room: str, entries_max: int) -> None:
    """Let the oldest entries of a room go."""
    folder = cache_folder()
    if folder is not None:
        with suppress(OSError):
            _prune(folder / room, entries_max)


def _prune(folder: Path, entries_max: int) -> None:
    files = [path for path in folder.iterdir() if not path.name.startswith(".") and path.is_file()]
    entries = [(path.stat().st_mtime_ns, path.name) for path in files]
    for _, name in sorted(entries)[:-entries_max]:
        (folder / name).unlink(missing_ok=True)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()
