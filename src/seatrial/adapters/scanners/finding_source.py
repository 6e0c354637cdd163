"""Where a server's own files are: of a folder, a script, an installed Python package, a Node package. Starts nothing.

A command names an interpreter and a script, or a program whose first lines do. What a runner (`npx`, `uvx`, `docker`)
fetches when it starts is not here, and a compiled program has no source: then the answer is a sentence that says so.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from seatrial.adapters.scanners.python_imports import imported_names, own_files, started_module, starts_others
from seatrial.adapters.scanners.python_packages import PACKAGES_MAX, installed_in, named_packages, packages_behind
from seatrial.adapters.scanners.source import PYTHON, Source, SourceFile, read_files
from seatrial.agents.regular_file import read_regular
from seatrial.mcp_audit.client_config import WITHHELD
from seatrial.mcp_audit.targets import Target

_PYTHON = re.compile(r"(?:python|pypy)[\d.]*w?(?:\.exe)?")
_NODE = re.compile(r"(?:node|nodejs|bun|deno|tsx|ts-node)(?:\.exe)?")
_FETCHERS = frozenset({"npx", "uvx", "bunx", "pnpx", "pipx", "docker", "podman", "npm", "pnpm", "yarn", "uv"})
_PYTHON_TAKES = frozenset({"-W", "-X", "--check-hash-based-pycs"})
_NODE_TAKES = frozenset({"-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions"})
_NODE_LOADS = frozenset({"-r", "--require", "--import", "--loader", "--experimental-loader"})
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_LOADERS = frozenset({
    "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH", "NODE_OPTIONS",
    "NODE_PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "BASH_ENV", "ENV", "PERL5OPT",
    "PERL5LIB", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS",
})  # fmt: skip
"""Variables by which a program loads other code than its command says."""
_LOADED = re.compile(
    r"""\b(?:from|import)\s*["']([^"'\n]{1,300})["']|\b(?:import|require)\s*\(\s*(?:["'`]([^"'`$\n]{1,300})["'`]\s*\))?"""
)
_BY_NAME = re.compile(
    rb"\bimport_module\b|\b__import__\b|\brunpy\b|\bload_entry_point\b|\bentry_points\b|\bexec_module\b"
)
_NODES_OWN = frozenset(
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain"
    " events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl"
    " stream string_decoder timers tls trace_events tty url util v8 vm wasi worker_threads zlib".split()
)
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
        return _with_loaders(_of_command(target.command, target.args, Path(target.path or ".")), target)
    except (OSError, ValueError, RecursionError) as error:
        return NotFound(f"Its source could not be read ({type(error).__name__}).")


def _folder(root: Path) -> Source | NotFound:
    files, left_out = read_files(root)
    if not files:
        return NotFound("There are no files in the folder that hold source.")
    packages, unpinned = named_packages(files)
    if not packages and not unpinned:  # whatever it imports, nothing says in which version
        unpinned = _imported(files)
    uses_npm = any(file.name.rsplit("/", 1)[-1] == "package.json" for file in files)
    found = Source(root=root, files=files, packages=packages, unpinned=unpinned, left_out=left_out)
    return replace(found, uses_npm=uses_npm)


def _imported(files: Sequence[SourceFile]) -> tuple[str, ...]:
    """Return what Python files import that is neither Python's own nor among them."""
    code = [file for file in files if file.suffix in PYTHON]
    own = {part.removesuffix(".py") for file in code for part in file.name.split("/")}
    used = {name for file in code for name in imported_names(file.data)}
    return tuple(sorted(used - own - sys.stdlib_module_names)[:PACKAGES_MAX])


def _with_loaders(found: Source | NotFound, target: Target) -> Source | NotFound:
    """Add what has a server load code that is not its own: that was not read."""
    loaders = [name for name in target.env_names if name.upper() in _LOADERS]
    paths = [name for name in target.env_names if name.upper() == "PATH"]
    loaders += [name for name in paths if _leads_elsewhere(target, target.env[name])]
    words = [word.partition("=")[0] for word in target.args] if _NODE.fullmatch(_last(target.command)) else []
    loaders += [word for word in dict.fromkeys(words) if word in _NODE_LOADS]
    if isinstance(found, NotFound) or not loaders:
        return found
    told = f"It is started with {', '.join(loaders)}, which may load other code: that was not read."
    return replace(found, left_out=(*found.left_out, told))


def _leads_elsewhere(target: Target, path: str) -> bool:
    """Whether a configured PATH finds another command, or interpreter of it, than those that were looked at."""
    own = os.environ.get("PATH", os.defpath)
    configured = path.replace(WITHHELD, own)
    folder = Path(target.path or ".")
    program = _program(target.command, folder)
    looked_up = [] if "/" in target.command else [target.command]
    if program is not None:
        first = read_regular(program.resolve(), SCRIPT_BYTES_MAX)[:200].split(b"\n", 1)[0].decode("utf-8", "replace")
        shebang = first[2:].split() if first.startswith("#!") else []
        if shebang and _last(shebang[0]) == "env":
            looked_up += _programs_named(shebang[1:])
    if _last(target.command) == "env":
        looked_up += _programs_named(target.args)
    return any(shutil.which(name, path=configured) != shutil.which(name, path=own) for name in looked_up)


def _programs_named(words: Sequence[str]) -> list[str]:
    """Return the program among the words after ``env``."""
    return [word for word in words if "=" not in word and not word.startswith("-")][:1]


def _last(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _of_command(command: str, args: Sequence[str], folder: Path) -> Source | NotFound:
    name = _last(command)
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
            return _told(_with_packages(Source(root=folder, files=(SourceFile("-c.py", code.encode()),)), program))
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
    return _beside(script, program)


def _beside(script: Path, program: Path, *, of: str = "") -> Source | NotFound:
    """Read a script with the files beside it that it imports, and tell what it loads by a name that may be any."""
    return _told(_with_packages(_read(script.parent, own_files(script)), program, of=of))


def _told(found: Source | NotFound) -> Source | NotFound:
    """Tell what a script that is read without its folder loads or starts besides."""
    if isinstance(found, NotFound):
        return found
    code = [file.data for file in found.of(PYTHON)]
    told: list[str] = []
    if any(_BY_NAME.search(data) for data in code):
        told.append("It loads modules by names that do not stand in its code: those were not read.")
    if any(starts_others(data) for data in code):
        told.append("It runs code that does not stand in its files, or starts an interpreter: that was not read.")
    return replace(found, left_out=(*found.left_out, *told))


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
            return _beside(place / f"{first}.py", program, of=of)
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
    module = started_module(start)
    found = _of_module(module, interpreter, real.parent) if module else None
    return found if isinstance(found, Source) else _beside(real, interpreter)


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
            return _with_script(_node_package(place), script)
        if place.name == "node_modules" or place == place.parent:
            break
        place = place.parent
    return _lone_script(_read(script.parent, [script.name]))


def _with_script(found: Source | NotFound, script: Path) -> Source | NotFound:
    """Tell where the very file that a command starts was not read with its package."""
    if isinstance(found, NotFound) or any(found.root / file.name == script for file in found.files):
        return found
    told = f"The file that it starts with, '{script.name[:80]}', was not read: it is no ordinary part of its package."
    return replace(found, left_out=(*found.left_out, told))


def _lone_script(found: Source | NotFound) -> Source | NotFound:
    """Tell what a script without a package loads: files beside it, and packages, neither of which is looked at."""
    if isinstance(found, NotFound):
        return found
    text = found.files[0].data.decode("utf-8", "replace")
    loaded = [
        match[1] or match[2] or "./" for match in _LOADED.finditer(text)
    ]  # without a name in it, it may be any file
    beside = any(name.startswith((".", "/", "file:")) for name in loaded)
    told = "It may load other files, which were not read: no package.json says what belongs to it."
    bare = {name.split("/", 1)[0] for name in loaded if not name.startswith((".", "/", "file:", "node:"))}
    return replace(found, uses_npm=bool(bare - _NODES_OWN), left_out=(*found.left_out, *([told] if beside else [])))


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
