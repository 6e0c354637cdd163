"""Which modules a Python file imports, read and never run; and which of them lie beside it."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

from seatrial.agents.regular_file import read_regular

BYTES_MAX = 1_000_000
FILES_MAX = 500


def imported_names(code: bytes) -> list[str]:
    """Return the first parts of what a file imports, in order; nothing where it is no Python that we can read."""
    found: dict[str, None] = {}
    for node in _imports(code):
        if isinstance(node, ast.Import):
            found.update((alias.name.split(".", 1)[0], None) for alias in node.names)
        elif node.module and not node.level:
            found[node.module.split(".", 1)[0]] = None
    return list(found)


def own_files(script: Path) -> list[str]:
    """Return a script and the files beside it that it imports, directly or not, relative to its folder."""
    root = script.parent
    found: dict[str, None] = {}
    waiting = [script.name]
    while waiting and len(found) < FILES_MAX:
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
        for node in _imports(code[:BYTES_MAX]):
            for module in _modules(node):
                base = inside if getattr(node, "level", 0) else Path()
                waiting += _files_of(root, base / module)
    return list(found)


def _imports(code: bytes) -> list[ast.Import | ast.ImportFrom]:
    if len(code) > BYTES_MAX:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.replace(".", "/") for alias in node.names]
    above = "../" * max(0, node.level - 1)
    base = above + (node.module or "").replace(".", "/")
    return [base, *(f"{base}/{alias.name}".lstrip("/") for alias in node.names if alias.name != "*")]


def _files_of(root: Path, module: Path) -> list[str]:
    """Return the files that a module may be, those that are there and do not lie outside the folder."""
    if ".." in module.parts or not module.parts:
        return []
    candidates = [module.with_name(f"{module.name}.py"), module / "__init__.py"]
    return [path.as_posix() for path in candidates if (root / path).is_file()]
