"""The command line as its user has it: an empty folder, and commands typed there."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from seatrial.cli.main import main

LIMIT_S = 120


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def last(self) -> str:
        """The last line: what to do next."""
        return self.out.rstrip().splitlines()[-1]


class Shell:
    """Types commands in a folder of its own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._patch = patch
        self._capture = capture

    def __call__(self, *words: str) -> Said:
        """Run a command in this process."""
        self._patch.setattr(sys, "argv", ["seatrial", *words])
        self._capture.readouterr()
        code = main()
        said = self._capture.readouterr()
        return Said(code, said.out, said.err)

    def fed(self, typed: str | bytes, *words: str) -> Said:
        """Run a command in this process, with this on its standard input."""
        path = self.folder.parent / "typed"
        path.write_bytes(typed.encode() if isinstance(typed, str) else typed)
        kept = os.dup(0)
        with path.open("rb") as file:
            os.dup2(file.fileno(), 0)
            try:
                return self(*words)
            finally:
                os.dup2(kept, 0)
                os.close(kept)

    def start(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a command as a process of its own, in a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "seatrial", *words],
            cwd=self.folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *words: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None) -> Said:
        """Run a command as a process of its own."""
        process = self.start(*words, env=env)
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        try:
            out, err = process.communicate(typed, timeout=LIMIT_S)
        finally:
            process.kill()
        return Said(process.returncode, out.decode(), err.decode())

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path
