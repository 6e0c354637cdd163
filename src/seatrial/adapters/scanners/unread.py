"""What lies in a server's folder and no scanner reads, as far as its code seems to use it: that is told.

Much lies there that is never loaded (builds for other systems, scripts for developers), so that only what the code
names counts; all of it, where the code loads things by names that do not stand in it. Pure. Called by `source`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

ASKED_MAX = 50
"""How many names are looked for; of more, all count."""
_BY_ANY_NAME = re.compile(
    rb"\bimport_module\b|\b__import__\b|\brunpy\b|\bexec_module\b|\bCDLL\b|\bLoadLibrary\b|\bcdll\b|\bdlopen\b"
    rb"|\bnode-gyp-build\b|\bnode-pre-gyp\b|['\"]bindings['\"]|\brequire\s*\(\s*(?!['\"])"
)


def used_files(names: Sequence[str], code: Sequence[bytes]) -> list[str]:
    """Return those of these files, which nobody reads, that code seems to load or to start."""
    if not names or not code:
        return []
    if len(names) > ASKED_MAX or any(_BY_ANY_NAME.search(data) for data in code):
        return list(names)
    return [name for name in names if _is_named(name, code)]


def used_folders(names: Sequence[str], code: Sequence[bytes]) -> list[str]:
    """Return those of these folders, which were passed over, that code imports from."""
    found: list[str] = []
    for name in sorted({PurePosixPath(name).name for name in names}):
        word = re.escape(name.encode("utf-8", "surrogateescape"))
        imports = re.compile(
            rb"\b(?:from|import)[ \t]+\.*(?:\w+\.)*" + word + rb"\b|[\"'`]\.{1,2}/(?:[^\"'`\n]{0,300}/)?" + word + rb"/"
        )
        if any(imports.search(data) for data in code):
            found.append(name)
    return found


def _is_named(name: str, code: Sequence[bytes]) -> bool:
    """Whether a file's name, less what builds add to it, stands in code as a word."""
    stem = PurePosixPath(name).name.split(".", 1)[0]
    if stem in {"", "__init__", "index"}:  # loaded by its folder's name
        return True
    word = re.compile(rb"(?<!\w)" + re.escape(stem.encode("utf-8", "surrogateescape")) + rb"(?!\w)")
    return any(word.search(data) for data in code)
