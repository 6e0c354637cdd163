"""Where a server's own files are: of a folder, a script, an installed Python package, a Node package. Starts nothing.

A command names an interpreter and a script, or a program whose first lines do. What a runner (`npx`, `uvx`, `docker`)
fetches when it starts is not here, and a compiled program has no source: then the answer is a sentence that says so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from seatrial.adapters.scanners.python_imports import imported_names, own_files
from seatrial.adapters.scanners.python_packages import installed_in, named_packages, packages_behind
from seatrial.adapters.scanners.source import PYTHON, Source, SourceFile, read_files
from seatrial.agents.regular_file import read_regular
from seatrial.mcp_audit.targets import Target

_PYTHON = re.compile(r"(?:python|pypy)[\d.]*w?(?:\.exe)?")
_NODE = re.compile(r"(?:node|nodejs|bun|deno|tsx|ts-node)(?:\.exe)?")
_FETCHERS = frozenset({"npx", "uvx", "bunx", "pnpx", "pipx", "docker", "podman", "npm", "pnpm", "yarn", "uv"})
_PYTHON_TAKES = frozenset({"-W", "-X", "--check-hash-based-pycs"})
_NODE_TAKES = frozenset({"-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions"})
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
SCRIPT_BYTES_MAX = 1_000_000
LEVELS_MAX = 4
"""How far above a Node script its package.json may lie."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """Why there is no source to look at, a plain sentence."""

    why: str


def find_source(target: Target) -> Source | NotFound:
    """Find and read a server's own files."""
    try:
        if target.kind == "http":
            return NotFound("It runs elsewhere: its source is not here.")
        if target.kind == "folder":
            return _folder(Path(target.path))
        return _of_command(target.command, target.args, Path(target.path or "."))
    except (OSError, ValueError, RecursionError) as error:
        return NotFound(f"Its source could not be read ({type(error).__name__}).")


def _folder(root: Path) -> Source | NotFound:
    files, left_out = read_files(root)
    if not files:
        return NotFound("There are no files in the folder that hold source.")
    packages, unpinned = named_packages(files)
    uses_npm = any(file.name.rsplit("/", 1)[-1] == "package.json" for file in files)
    found = Source(root=root, files=files, packages=packages, unpinned=unpinned, left_out=left_out)
    return replace(found, uses_npm=uses_npm)


def _of_command(command: str, args: Sequence[str], folder: Path) -> Source | NotFound:
    name = command.replace("\\", "/").rsplit("/", 1)[-1]
    if name == "env":
        rest = [arg for arg in args if "=" not in arg and not arg.startswith("-")]
        return _of_command(rest[0], args[list(args).index(rest[0]) + 1 :], folder) if rest else NotFound(_NO_PROGRAM)
    program = _program(command, folder)
    if name in _FETCHERS:
        return NotFound(f"'{name}' fetches it when it starts: its source is not here.")
    if program is None:
        return NotFound(_NO_PROGRAM)
    if _PYTHON.fullmatch(name):
        return _of_python(program, args, folder)
    if _NODE.fullmatch(name):
        script = _first_word(args, _NODE_TAKES)
        return _of_node(_within(folder, script)) if script else NotFound("Node is started without a script.")
    return _of_program(program)


_NO_PROGRAM = "There is no such program here, so its source is not either."


def _program(command: str, folder: Path) -> Path | None:
    if "/" in command or "\\" in command:
        path = _within(folder, command)
        return path if path.is_file() else None
    found = shutil.which(command)
    return Path(found) if found else None


def _of_python(program: Path, args: Sequence[str], folder: Path) -> Source | NotFound:
    index = 0
    while index < len(args):
        arg = args[index]
        if arg == "-m" or (arg.startswith("-m") and arg != "-m"):
            module = args[index + 1] if arg == "-m" and index + 1 < len(args) else arg[2:]
            return _of_module(module, program, folder)
        if arg == "-c":
            code = args[index + 1] if index + 1 < len(args) else ""
            return _with_packages(Source(root=folder, files=(SourceFile("-c.py", code.encode()),)), program)
        if arg in _PYTHON_TAKES:
            index += 2
        elif arg.startswith("-"):
            index += 1
        else:
            return _of_script(_within(folder, arg), program)
    return NotFound("Python is started without a script or a module.")


def _of_script(script: Path, program: Path) -> Source | NotFound:
    """Read a Python script, and the files beside it that it imports."""
    if script.is_dir():  # python FOLDER runs its __main__
        return _with_packages(_read(script), program)
    if not script.is_file():
        return NotFound("Its script is not here.")
    return _with_packages(_read(script.parent, own_files(script)), program)


def _of_module(module: str, program: Path, folder: Path) -> Source | NotFound:
    if not _MODULE.fullmatch(module):
        return NotFound("The module it is started from has no name that Python knows.")
    first = module.split(".", 1)[0]
    installed = _site_folders(program)
    for place in (folder, *installed):
        of = first if place in installed else ""
        if (place / first).is_dir():
            return _with_packages(_read(place / first), program, of=of, own=first)
        if (place / f"{first}.py").is_file():
            return _with_packages(_read(place, own_files(place / f"{first}.py")), program, of=of)
    return NotFound("The module it is started from is not installed for this Python, or belongs to Python itself.")


def _of_program(program: Path) -> Source | NotFound:
    """Read what a program with a first line (`#!`) starts: a script of Python's or of Node's."""
    real = program.resolve()
    start = read_regular(real, SCRIPT_BYTES_MAX)
    first = start[:200].split(b"\n", 1)[0]
    if not first.startswith(b"#!"):
        return NotFound("It is a compiled program: its source is not here.")
    if b"node" in first or b"bun" in first or b"deno" in first:
        return _of_node(real)
    if b"python" not in first:
        return _read(real.parent, [real.name])
    interpreter = Path(first[2:].decode("utf-8", "replace").split()[0])
    if interpreter.name == "env":
        interpreter = Path(shutil.which("python3") or "python3")
    # What an installer wrote imports the package and calls it; anything longer is the server itself.
    if len(start) < 2_000:
        for module in imported_names(start):
            found = _of_module(module, interpreter, real.parent)
            if isinstance(found, Source) and module not in {"sys", "re", "os"}:
                return found
    return _with_packages(_read(real.parent, own_files(real)), interpreter)


def _of_node(script: Path) -> Source | NotFound:
    """Read the package that a script belongs to: the nearest folder above it with a package.json."""
    script = script.resolve()
    if script.is_dir():
        return _node_package(script)
    if not script.is_file():
        return NotFound("Its script is not here.")
    place = script.parent
    for _ in range(LEVELS_MAX):
        if (place / "package.json").is_file():
            return _node_package(place)
        if place.name == "node_modules" or place == place.parent:
            break
        place = place.parent
    return _read(script.parent, [script.name])


def _node_package(folder: Path) -> Source | NotFound:
    found = _read(folder)
    if isinstance(found, NotFound):
        return found
    return replace(found, uses_npm=True)


def _read(root: Path, names: Sequence[str] | None = None) -> Source | NotFound:
    files, left_out = read_files(root, names)
    return Source(root=root, files=files, left_out=left_out) if files else NotFound("Its files could not be read.")


def _with_packages(found: Source | NotFound, program: Path, *, of: str = "", own: str = "") -> Source | NotFound:
    """Add what a Python server runs on: all behind its module, or behind what its files import."""
    if isinstance(found, NotFound):
        return found
    installed = installed_in(_site_folders(program))
    names = {of} if of else {name for file in found.of(PYTHON) for name in imported_names(file.data)}
    beside = {own} | {file.name.split("/", 1)[0].removesuffix(".py") for file in found.files}
    packages, unpinned = packages_behind(names if of else names - beside, installed)
    return replace(found, packages=packages, unpinned=unpinned)


def _site_folders(program: Path) -> list[Path]:
    """Return where an interpreter keeps installed packages, without asking it: it may be the server's own."""
    places: list[Path] = []
    for prefix in dict.fromkeys((program.parent.parent, program.resolve().parent.parent)):
        venv = (prefix / "pyvenv.cfg").is_file()
        for lib in ("lib", "lib64", "Lib", "local/lib"):
            places += sorted((prefix / lib).glob("python3*/site-packages")) + sorted(
                (prefix / lib).glob("python3*/dist-packages")
            )
        places += [
            place for place in (prefix / "Lib/site-packages", prefix / "lib/python3/dist-packages") if place.is_dir()
        ]
        if venv and places:
            break
    return list(dict.fromkeys(place.resolve() for place in places))


def _first_word(args: Sequence[str], takes: frozenset[str]) -> str:
    skip = False
    for arg in args:
        if skip:
            skip = False
        elif arg in takes:
            skip = True
        elif not arg.startswith("-") and arg != "run":
            return arg
    return ""


def _within(folder: Path, word: str) -> Path:
    path = Path(word).expanduser()
    return path if path.is_absolute() else folder / path
