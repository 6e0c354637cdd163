"""A server's own files, read once: what all scanners look at, and what a change of it is told by.

Bounded in files and bytes; links are not followed out of the folder. The scanners never see the folder itself: they get
a private copy under numbers for names (`Source.stage`), so that no name, no settings file and no ignore list of the
server's reaches them. Found by `adapters/scanners/finding_source.py`.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from seatrial.adapters.scanners.unread import used_files, used_folders

FILES_MAX = 2_000
FILE_BYTES_MAX = 1_000_000
BYTES_MAX = 20_000_000
ENTRIES_MAX = 50_000
"""Names looked at on the way; a folder with more is read so far."""
DEPTH_MAX = 12

PYTHON = frozenset({".py", ".pyw"})
SCRIPT = frozenset({".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx"})
OTHER_CODE = frozenset(
    {".sh", ".bash", ".ps1", ".rb", ".go", ".rs", ".java", ".kt", ".cs", ".php", ".pl", ".lua", ".c"}
)
COMPILED = frozenset({".so", ".pyd", ".pyc", ".dll", ".dylib", ".exe", ".node", ".wasm", ".jar", ".class"})
_LOCKS = frozenset({".lock"})
_SETTINGS = _LOCKS | frozenset(
    {".json", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".env", ".txt", ".md", ".pem", ".key"}
)
_NOT_OWN = frozenset({
    ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", "site-packages", ".tox", ".nox",
    ".mypy_cache", ".ruff_cache", ".pytest_cache",
})  # fmt: skip
"""Folders that hold what others wrote, or what can be made again."""
_MADE = frozenset({
    "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "record",
})  # fmt: skip
"""Files full of digests, which look like secrets and are none. They count for the digest all the same."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file.

    Attributes:
        name: Relative to the source's folder, with ``/``.
    """

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """Its extension, in lower case; of a program without one, by its first line."""
        found = _suffix(self.name)
        if found or not self.data.startswith(b"#!"):
            return found
        first = self.data.split(b"\n", 1)[0]
        if b"python" in first:
            return ".py"
        return ".js" if b"node" in first else ".sh"


@dataclass(frozen=True, slots=True)
class Source:
    """A server's own files.

    Attributes:
        root: Where they lie; shown to people, never given to a scanner.
        files: By name.
        packages: What it runs on: ``name==version``, by name.
        unpinned: Packages it needs whose version is not known here.
        left_out: What was not read, a plain sentence each.
        uses_npm: Whether it may use packages of npm, which nobody looks up here.
    """

    root: Path
    files: tuple[SourceFile, ...]
    packages: tuple[str, ...] = ()
    unpinned: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    uses_npm: bool = False

    @property
    def digest(self) -> str:
        """A digest of names and contents, hexadecimal."""
        made = sha256()
        for file in self.files:
            made.update(sha256(file.name.encode("utf-8", "surrogateescape")).digest())
            made.update(sha256(file.data).digest())
        for line in (*self.packages, "", *self.unpinned, "", *self.left_out, str(self.uses_npm)):
            made.update(line.encode("utf-8", "surrogateescape") + b"\n")
        return made.hexdigest()

    def of(self, suffixes: frozenset[str]) -> tuple[SourceFile, ...]:
        """Return the files with one of these extensions."""
        return tuple(file for file in self.files if file.suffix in suffixes)

    def written(self) -> tuple[SourceFile, ...]:
        """Return the files that a person may have written a secret into."""
        kinds = (PYTHON | SCRIPT | OTHER_CODE | _SETTINGS | {""}) - _LOCKS
        return tuple(file for file in self.of(kinds) if PurePosixPath(file.name).name.lower() not in _MADE)


_SILENCERS = re.compile(rb"nosem|nosec|allowlist[ _-]secret", re.IGNORECASE)
"""What scanners take in a comment for leave to look away, whatever their options say."""


def stage(files: Sequence[SourceFile], folder: Path) -> dict[str, str]:
    """Write files into an empty folder under numbers; return their names by what they are called there.

    Comments that would silence a scanner are spoilt in the copy; lines and columns stay.
    """
    names: dict[str, str] = {}
    for number, file in enumerate(files):
        suffix = file.suffix if file.suffix in PYTHON | SCRIPT | OTHER_CODE | _SETTINGS else ".txt"
        called = f"f{number:05d}{suffix}"
        (folder / called).write_bytes(_SILENCERS.sub(lambda found: b"_" * len(found[0]), file.data))
        names[called] = file.name
    return names


def read_files(root: Path, names: Sequence[str] | None = None) -> tuple[tuple[SourceFile, ...], tuple[str, ...]]:
    """Read a folder's files, or those of them that are named.

    Returns:
        The files by name, and what was left out, a plain sentence each.
    """
    walk = _Walk(root)
    every = set(walk.names() if names is None else names)
    found = sorted(name for name in every if _suffix(name) not in COMPILED)
    compiled = sorted(every - set(found))
    files: list[SourceFile] = []
    room = BYTES_MAX
    large = unread = over = 0
    for name in found:
        if len(files) == FILES_MAX or room <= 0:
            over += 1
            continue
        data = _read(root / name)
        if data is None:
            unread += 1
        elif len(data) > FILE_BYTES_MAX:
            large += 1
        else:
            room -= len(data)
            files.append(SourceFile(name, data))
    code = [file.data for file in files if file.suffix in PYTHON | SCRIPT]
    other = [file.name for file in files if file.suffix in OTHER_CODE]
    if names is None:
        compiled = used_files(compiled, code)
        other = used_files(other, code)
    left_out = [
        f"{count:,} {'file was' if count == 1 else 'files were'} not read: {why}."
        for count, why in (
            (large, f"larger than {FILE_BYTES_MAX // 1000:,} kB"),
            (unread, "no ordinary files, or unreadable"),
            (len(compiled), "compiled, so that nobody here reads them"),
            (over, f"the source has more than {FILES_MAX:,} files or {BYTES_MAX // 1_000_000} MB"),
        )
        if count
    ]
    if other and code:
        left_out.append(f"No scanner reads the language of what its code may start: {_shown(other)}.")
    folders = used_folders(walk.passed, code)
    left_out += [f"Its code loads files from '{folder}', a folder that was not read." for folder in folders]
    if walk.cut:
        left_out.append(
            f"The folder has more than {ENTRIES_MAX:,} entries or {DEPTH_MAX} levels; the rest was not read."
        )
    if walk.closed:
        left_out.append(f"{walk.closed:,} folder(s) could not be opened.")
    return tuple(files), tuple(left_out)


def _shown(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return ", ".join(f"'{name[-80:]}'" for name in names[:3]) + more


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


class _Walk:
    """A walk through a folder, without what is not the server's own.

    Attributes:
        cut: Whether it ended before its end.
        closed: How many folders could not be opened.
        passed: Folders that hold what others wrote.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen = 0
        self.cut = False
        self.closed = 0
        self.passed: list[str] = []

    def names(self, folder: str = "", depth: int = 0) -> Iterator[str]:
        """Yield the names of files of interest, relative to the root."""
        try:
            entries = sorted(os.scandir(self._root / folder), key=lambda entry: entry.name)
        except OSError:
            self.closed += 1
            return
        for entry in entries:
            self._seen += 1
            if self._seen > ENTRIES_MAX:
                self.cut = True
                return
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name.lower() in _NOT_OWN or entry.name.endswith((".dist-info", ".egg-info")):
                    self.passed.append(name)
                    continue
                if depth == DEPTH_MAX:
                    self.cut = True
                    continue
                yield from self.names(name, depth + 1)
            elif _suffix(name) in PYTHON | SCRIPT | OTHER_CODE | _SETTINGS | COMPILED | {""}:
                yield name


def _read(path: Path) -> bytes | None:
    """Return a file's bytes, one more than allowed where it is too large; None where it is no ordinary file."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        try:
            return file.read(FILE_BYTES_MAX + 1)
        except OSError:
            return None
