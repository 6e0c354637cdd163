"""Which files of this machine a sandboxed command may read: the system's programs, its own interpreter, its own code.

Looks at the file system, starts nothing. Never shows a home folder, anything that holds one, or a place where keys are
kept, whoever names it; a folder that is only an argument ("the files to serve") appears empty. Called by
`adapters.bubblewrap`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from seatrial.agents.regular_file import read_regular

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
_CODE = {".py", ".pyz", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jar", ".wasm", ".sh", ".rb", ".php", ".dll"}
_PROJECT = ("package.json", "pyproject.toml", "setup.py", "requirements.txt", "node_modules", "go.mod", "Cargo.toml")
_INTERPRETERS = re.compile(r"(?:python|pypy|node|deno|bun|ruby|php|java|dotnet|sh|bash|uv)[\d.]*$")
_KEYS = frozenset({".ssh", ".aws", ".gnupg", ".kube", ".azure", ".docker", ".password-store"})
_HOMES = {Path("/home"), Path("/Users"), Path("/var/home")}
_CODE_OPTIONS = {"-c", "-e", "--eval", "-p", "--print"}
_FOLDER_OPTIONS = {"--directory", "-C", "--project", "--prefix", "--cwd", "--package"}
_CHAIN_MAX = 20
_ROOTS_MAX = 40
_SETTINGS = re.compile(r"\.env(?:[.-].*)?|.*\.env|\.envrc|\.netrc|\.npmrc|\.pypirc|\.git-credentials")
_TEMPLATES = ("example", "sample", "template", "dist")
_WITHOUT_SETTINGS = {"node_modules", "site-packages", "dist-packages", ".git", "__pycache__"}
_SETTINGS_DEPTH_MAX, _LOOKED_AT_MAX, _HIDDEN_MAX = 4, 5_000, 100
_SHEBANG = re.compile(rb"^#!\s*(\S+)(?:[ \t]+([^\r\n]+))?")


@dataclass(frozen=True, kw_only=True)
class View:
    """What a command sees.

    Attributes:
        argv: The command, its program as an absolute path, and so what its arguments name through ``..``.
        shown: Read-only, where they stand.
        emptied: Folders that exist for it, and are empty.
        hidden: Files in what is shown that are empty for it: settings in which people keep keys.
        folder: Where it is started.
        path: Its ``PATH``.
    """

    argv: tuple[str, ...]
    shown: tuple[str, ...]
    emptied: tuple[str, ...]
    hidden: tuple[str, ...]
    folder: str
    path: str


def view_of(argv: Sequence[str], *, folder: str = "", show: Sequence[str] = ()) -> View | None:
    """Work out what a command needs to see.

    Args:
        argv: The command as configured.
        folder: Where it is to be started; "" for here. It is entered only if it is shown.
        show: Folders and files that the user wants shown besides; a file of settings only if it is named itself.

    Returns:
        None if its program is not on this machine.
    """
    start = Path(folder).expanduser() if folder else Path.cwd()
    program = _program(argv[0], start)
    if program is None:
        return None
    roots = _Roots()
    roots.add_program(program)
    emptied = _add_arguments(roots, argv, start)
    for extra in show:
        roots.shown.append(str(Path(extra).expanduser().resolve()))
    shown = _outermost(roots.shown)
    entered = str(start) if folder and any(_within(start, Path(root)) for root in shown) else _entered(start, shown)
    path = os.pathsep.join(dict.fromkeys([*roots.programs, "/usr/local/bin", "/usr/bin", "/bin"]))
    kept = tuple(empty for empty in emptied if not any(_within(Path(empty), Path(root)) for root in shown))
    words = tuple(_without_climbing(word, start) for word in argv[1:])
    asked = {Path(extra).expanduser().resolve() for extra in show}
    hidden = tuple(str(place) for place in _settings_in(shown) if place.resolve() not in asked)
    return View(argv=(str(program), *words), shown=shown, emptied=kept, hidden=hidden, folder=entered, path=path)


class _Roots:
    """What is shown, gathered."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.programs: list[str] = []
        self._seen: set[str] = set()

    def add_program(self, program: Path, depth: int = 0) -> None:
        """Show what a program belongs to: its links, its environment, and what its first line names."""
        for place in _links(program):
            if str(place) in self._seen or len(self._seen) > _ROOTS_MAX:
                continue
            self._seen.add(str(place))
            if not _is_system(place):
                self.programs.append(str(place.parent))
                self._add_install(place, depth)
        interpreter = _interpreter(program)
        if interpreter is not None and depth < 3:
            self.add_program(interpreter, depth + 1)

    def add_code(self, file: Path) -> None:
        """Show the project that a file of code belongs to, or the file alone where that would show too much."""
        if _is_system(file) or not _KEYS.isdisjoint(file.parts):
            return
        packages = [folder for folder in file.parents if folder.name == "node_modules" and not _too_wide(folder)]
        if packages:  # what a package needs stands beside it
            self.shown.append(str(packages[-1]))
            return
        for level, folder in enumerate(file.parents):
            if level > 6 or _too_wide(folder):
                break
            if any((folder / mark).exists() for mark in _PROJECT):
                self.shown.append(str(folder))
                return
        alone = _too_wide(file.parent) or file.parent.parent == Path.home()
        self.shown.append(str(file if alone else file.parent))

    def _add_install(self, place: Path, depth: int) -> None:
        if place.parent.name not in {"bin", "sbin", "shims", ".bin", "Scripts"}:
            self.add_code(place)
            return
        prefix = place.parent.parent
        if _too_wide(prefix) or prefix.name == ".local":
            self.shown.append(str(place))
            return
        self.shown.append(str(prefix))
        base = _base_of_environment(prefix)
        if base is not None and depth < 3:
            self.shown += _linked_folders(prefix)
            self.add_program(base, depth + 1)


def _add_arguments(roots: _Roots, argv: Sequence[str], start: Path) -> list[str]:
    """Show the code that the arguments name; return the folders that are data and appear empty."""
    emptied: list[str] = []
    runs_code = _INTERPRETERS.search(Path(argv[0]).name) is not None
    before = ""
    for word in argv[1:]:
        runs_code = runs_code and word not in _CODE_OPTIONS
        value = word.partition("=")[2] if word.startswith("-") else word
        place = _existing(value, start)
        if before == "-m" and runs_code and not _too_wide(start):
            package = word.split(".")[0]
            if (start / f"{package}.py").is_file() or (start / package).is_dir():
                roots.shown.append(str(start))
            runs_code = False
        elif place is not None and place.is_file():
            if place.suffix.lower() in _CODE or (runs_code and not word.startswith("-")):
                for link in _links(place):
                    roots.add_code(link)
            runs_code = runs_code and word.startswith("-")
        elif place is not None and place.is_dir() and not _is_system(place) and place != Path("/"):
            wanted = before in _FOLDER_OPTIONS or word.partition("=")[0] in _FOLDER_OPTIONS
            is_code = wanted or (runs_code and not word.startswith("-"))
            if is_code and not _too_wide(place):
                roots.shown.append(str(place))
            else:
                emptied.append(str(place))
        before = word
    return emptied


def _program(name: str, start: Path) -> Path | None:
    if "/" in name:
        place = Path(os.path.normpath(start / Path(name).expanduser()))
        return place if place.is_file() and os.access(place, os.X_OK) else None
    found = shutil.which(name)
    return Path(os.path.abspath(found)) if found else None


def _links(path: Path) -> list[Path]:
    """A path and everything that it links to, one after another."""
    chain = [path]
    with suppress(OSError):
        while chain[-1].is_symlink() and len(chain) < _CHAIN_MAX:
            chain.append(Path(os.path.normpath(chain[-1].parent / chain[-1].readlink())))
        chain.append(chain[-1].resolve())
    return list(dict.fromkeys(chain))


def _interpreter(program: Path) -> Path | None:
    """The program that a script's first line names."""
    with suppress(OSError):
        match = _SHEBANG.match(read_regular(program, 256))
        if match is not None:
            named = Path(os.fsdecode(match[1]))
            words = os.fsdecode(match[2] or b"").split()
            if named.name == "env":
                words = [word for word in words if not word.startswith("-") and "=" not in word]
                found = shutil.which(words[0]) if words else None
                return Path(found) if found else None
            return named if named.is_file() else None
    return None


def _base_of_environment(prefix: Path) -> Path | None:
    """The Python that a virtual environment was made from."""
    with suppress(OSError, UnicodeDecodeError):
        for line in read_regular(prefix / "pyvenv.cfg", 8_192).decode().splitlines():
            key, _, value = line.partition("=")
            if key.strip() == "home" and Path(value.strip()).is_dir():
                return next((p for p in Path(value.strip()).glob("python3*") if p.is_file()), None)
    return None


def _linked_folders(prefix: Path) -> list[str]:
    """Folders that an environment's path files point to: packages installed in place."""
    found: list[str] = []
    for file in sorted(prefix.glob("lib/python3*/site-packages/*.pth"))[:20]:
        with suppress(OSError, UnicodeDecodeError):
            lines = read_regular(file, 8_192).decode().splitlines()
            found += [line for line in lines[:20] if line.startswith("/") and Path(line).is_dir()]
    # Whatever is installed may write such a file: it names a project, or is not heeded.
    return [folder for folder in found if not _too_wide(Path(folder)) and _is_project(Path(folder))]


def _is_project(folder: Path) -> bool:
    return any((place / mark).exists() for place in (folder, folder.parent) for mark in _PROJECT)


def _existing(word: str, start: Path) -> Path | None:
    if not word or "\0" in word or "://" in word:
        return None
    with suppress(OSError, RuntimeError):
        place = Path(os.path.normpath(start / Path(word).expanduser()))
        return place if place.exists() else None
    return None


def _without_climbing(word: str, start: Path) -> str:
    """Name what an argument reaches through ``..`` by its whole path: the way there may not be shown."""
    option, equals, value = word.partition("=") if word.startswith("-") else ("", "", word)
    place = _existing(value, start) if ".." in Path(value).parts else None
    return word if place is None else f"{option}{equals}{place}"


def _is_system(place: Path) -> bool:
    return any(_within(place, Path(root)) for root in SYSTEM)


def _too_wide(folder: Path) -> bool:
    """Whether showing a folder would show a home, anybody's, or all there is, or keys."""
    if _within(Path.home(), folder) or folder.parent in _HOMES or not _KEYS.isdisjoint(folder.parts):
        return True
    if len(folder.parts) < 2 or str(folder) in {"/home", "/root", "/etc", "/var", "/tmp"}:
        return True
    return any((folder / name).exists() for name in _KEYS)  # where keys are kept somebody lives


def _within(place: Path, folder: Path) -> bool:
    return place == folder or folder in place.parents


def _outermost(places: Sequence[str]) -> tuple[str, ...]:
    """Drop what does not exist, stands in the system's folders, or within another that is shown."""
    kept: list[str] = []
    for place in sorted(set(places), key=len):
        path = Path(place)
        if path.exists() and not _is_system(path) and not any(_within(path, Path(root)) for root in kept):
            kept.append(place)
    return tuple(kept)


def _where_it_is(file: Path, shown: Sequence[str]) -> set[Path]:
    """Return by which paths a file can be read in there: a link cannot be covered, what it leads to can."""
    real = file.resolve()
    places = {real} if any(_within(real, Path(root)) for root in shown) else set[Path]()
    return (places | (set() if file.is_symlink() else {file})) if real.is_file() else set()


def _settings_in(shown: Sequence[str]) -> list[Path]:
    """Return the files of settings in what is shown, near the top, where projects have them; links are followed."""
    found: set[Path] = set()
    for root in shown:
        waiting = [(Path(root), 0)]
        seen = 0
        while waiting and seen < _LOOKED_AT_MAX:
            folder, depth = waiting.pop(0)
            with suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    seen += 1
                    if entry.is_dir(follow_symlinks=False):
                        if depth < _SETTINGS_DEPTH_MAX and entry.name not in _WITHOUT_SETTINGS:
                            waiting.append((folder / entry.name, depth + 1))
                    elif _SETTINGS.fullmatch(entry.name.lower()) and not entry.name.lower().endswith(_TEMPLATES):
                        found |= _where_it_is(Path(entry.path), shown)
    return sorted(found)[:_HIDDEN_MAX]


def _entered(start: Path, shown: Sequence[str]) -> str:
    roots = [Path(root) for root in shown]
    # A folder above what is shown is there too, and holds nothing else.
    there = any((root.is_dir() and _within(start, root)) or _within(root, start) for root in roots)
    return str(start) if there else "/tmp"
