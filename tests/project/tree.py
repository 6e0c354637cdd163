"""The repository's own files, as the tests of the project read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE_HERE = {"dist", "build", "runs", "node_modules"}
"""Folders that running things leaves behind; so do all whose name begins with a dot, save `.ci`."""


def own_files(*folders: str, suffix: str = "") -> Iterator[Path]:
    """Yield the files of these folders (or of all of them) whose name ends in `suffix`, sorted."""
    for start in folders or (".",):
        yield from (path for path in sorted(_below(ROOT / start)) if path.name.endswith(suffix))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_file():
            yield path
        elif path.name == ".ci" or not (path.name.startswith((".", "__pycache__")) or path.name in MADE_HERE):
            yield from _below(path)


def own_texts(*folders: str, suffix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path within the repository, text); files that are not text are left out."""
    for path in own_files(*folders, suffix=suffix):
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def own_modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path within the repository, syntax tree) of Python files."""
    for name, text in own_texts(*folders, suffix=".py"):
        yield name, ast.parse(text, filename=name)
