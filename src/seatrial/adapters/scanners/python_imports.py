"""Which modules a Python file imports and which files it names, read and never run; and which of them lie beside it."""

from __future__ import annotations

import ast
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from seatrial.adapters.scanners.source import COMPILED, FILES_MAX, OTHER_CODE, PYTHON, SCRIPT
from seatrial.agents.regular_file import read_regular

BYTES_MAX = 1_000_000
_OF_INSTALLERS = frozenset({
    "sys.exit", "re.sub", "sys.argv[0].endswith", "sys.argv[0].removesuffix",
})  # fmt: skip
_PLAIN = (
    ast.Module, ast.Import, ast.ImportFrom, ast.alias, ast.If, ast.Compare, ast.cmpop, ast.Assign, ast.Expr, ast.Name,
    ast.Attribute, ast.Subscript, ast.Slice, ast.Constant, ast.UnaryOp, ast.unaryop, ast.expr_context,
)  # fmt: skip
"""What the scripts of installers are made of: imports, the program's name tidied up, a call without arguments."""

_STARTERS = frozenset({
    "run", "Popen", "call", "check_call", "check_output", "getoutput", "getstatusoutput", "system", "popen",
    "create_subprocess_exec", "create_subprocess_shell", "run_process", "open_process", "execv", "execve", "execvp",
    "execl", "execlp", "spawnv", "spawnl", "spawnvp", "spawnlp", "posix_spawn",
})  # fmt: skip
_INTERPRETER = re.compile(r"(?:\S*/)?(?:python[\d.]*|pypy[\d.]*|node|bun|deno|ruby|perl|php|sh|bash|zsh)(?:\s|$)")
_READERS = frozenset({"open", "read", "read_text", "read_bytes", "compile", "decode"})
_FILE = re.compile(r"[\w./-]{1,300}")
_NAMED_MAX = 500


def imported_names(code: bytes) -> list[str]:
    """Return the first parts of what a file imports, in order; nothing where it is no Python that we can read."""
    found: dict[str, None] = {}
    for node in _imports(code):
        if isinstance(node, ast.Import):
            found.update((alias.name.split(".", 1)[0], None) for alias in node.names)
        elif node.module and not node.level:
            found[node.module.split(".", 1)[0]] = None
    return list(found)


def started_module(code: bytes) -> str:
    """Return the one module that a script as installers write them starts; "" where it does anything else."""
    modules = [name for name in imported_names(code) if name not in {"sys", "re"}]
    if len(modules) != 1:
        return ""
    started = {alias.asname or alias.name for node in _imports(code) for alias in node.names} - {"sys", "re"}
    for node in ast.walk(_parsed(code)):
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] != ["sys.argv[0]"]:
            return ""
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.partition(".")[0] in started and not node.args and not node.keywords:
                continue
            if called not in _OF_INSTALLERS:
                return ""
        elif not isinstance(node, _PLAIN):
            return ""
    return modules[0]


def own_files(script: Path) -> list[str]:
    """Return a script and the files beside it that it imports or names, directly or not, relative to its folder.

    More than `FILES_MAX` are followed no further; whoever reads them tells of it.
    """
    root = script.parent
    found: dict[str, None] = {}
    there: dict[Path, dict[str, list[str]]] = {}
    waiting = [script.name]
    while waiting and len(found) <= FILES_MAX:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = None
        path = root / name
        try:
            code = read_regular(path, BYTES_MAX)
        except OSError:
            continue
        inside = Path(name).parent
        tree = _parsed(code[: BYTES_MAX + 1]) if path.suffix.lower() not in SCRIPT | OTHER_CODE else _parsed(b"")
        waiting += _named_files(tree, root, inside)
        for node in _imports_in(tree):
            for module in _modules(node):
                base = inside if getattr(node, "level", 0) else Path()
                waiting += _files_of(root, base / module, there)
    return list(found)


def starts_others(code: bytes) -> bool:
    """Whether Python code starts an interpreter, or runs what it reads: code that need not stand in its own files."""
    for node in ast.walk(_parsed(code)):
        if isinstance(node, ast.Attribute) and node.attr == "executable" and ast.unparse(node.value) == "sys":
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "sys" and "executable" in {a.name for a in node.names}:
            return True
        if isinstance(node, ast.Call) and _runs_code(node):
            return True
    return False


def _runs_code(call: ast.Call) -> bool:
    name = _called(call)
    if name in {"exec", "eval"} and isinstance(call.func, ast.Name) and call.args:
        inner = {_called(node) for node in ast.walk(call.args[0]) if isinstance(node, ast.Call)}
        is_text = isinstance(call.args[0], ast.Constant)
        return not inner.isdisjoint(_READERS) or (name == "exec" and not is_text)
    if name not in _STARTERS:
        return False
    words = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "-c" not in words and any(_INTERPRETER.match(word) for word in words)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _named_files(tree: ast.Module, root: Path, inside: Path) -> list[str]:
    """Return the files of code beside a script that its texts name, whatever it does with them; docstrings aside."""
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            found.update((name, None) for name in _files_named(node.value))
        if len(found) > _NAMED_MAX:
            break
    places = [Path(os.path.normpath(base / name)) for name in found for base in dict.fromkeys((inside, Path()))]
    return [
        place.as_posix()
        for place in dict.fromkeys(places)
        if ".." not in place.parts and not place.is_absolute() and (root / place).is_file()
    ]


def _files_named(text: str) -> Iterator[str]:
    for match in _FILE.finditer(text[:10_000]):
        suffix = Path(match[0]).suffix.lower()
        if suffix in PYTHON | SCRIPT | OTHER_CODE or (not suffix and match[0].startswith("./")):
            yield match[0]


def _imports(code: bytes) -> list[ast.Import | ast.ImportFrom]:
    return _imports_in(_parsed(code))


def _imports_in(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def _parsed(code: bytes) -> ast.Module:
    """Return the code's tree; an empty one where it is no Python that we can read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code if len(code) <= BYTES_MAX else b"")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.replace(".", "/") for alias in node.names]
    above = "../" * max(0, node.level - 1)
    base = above + (node.module or "").replace(".", "/")
    return [base, *(f"{base}/{alias.name}".lstrip("/") for alias in node.names if alias.name != "*")]


def _files_of(root: Path, module: Path, there: dict[Path, dict[str, list[str]]]) -> list[str]:
    """Return the files that run when a module is imported, its packages' too: those that lie in the folder.

    Args:
        root: The folder.
        module: As a path in it.
        there: What is known of its folders.
    """
    module = Path(os.path.normpath(module))
    if ".." in module.parts or not module.parts:
        return []
    packages = [package / "__init__" for package in (module, *module.parents) if package.parts]
    found: list[str] = []
    for wanted in (module, *packages):
        if wanted.parent not in there:
            there[wanted.parent] = _modules_in(root / wanted.parent)
        names = there[wanted.parent]
        found += [wanted.with_name(name).as_posix() for name in names.get(wanted.name, ())]
    return found


def _modules_in(folder: Path) -> dict[str, list[str]]:
    """Return the files of modules in a folder, compiled ones too, by what they are imported as."""
    found: dict[str, list[str]] = {}
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return found
    for name in names:
        if Path(name).suffix.lower() in {".py", *COMPILED}:
            found.setdefault(name.split(".", 1)[0], []).append(name)
    return found
