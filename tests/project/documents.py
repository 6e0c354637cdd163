"""Runs the code blocks of a Markdown document, in order, in a folder of their own. `test_documents.py` calls it.

What a block does is decided by its language, and by comments directly above it that readers do not see:

- ``console``: each ``$ command`` runs in bash and must exit 0; the lines below it are compared loosely with what it
  prints. They must appear in that order; numbers and digests match any others; ``...`` stands for anything. Lines that
  begin with ``you> `` are typed in.
- ``python``: runs; all blocks of a document share their names.
- ``<!-- file: PATH -->`` writes the block to a file, ``<!-- append: PATH -->`` adds it to one, and
  ``<!-- patch: PATH -->`` above a ``diff`` block replaces its ``-`` and context lines, found once, by its ``+`` lines.
- ``<!-- exit: N -->``: the last command of the block exits N. ``<!-- not run: REASON -->``: left alone.
- ``<!-- needs: sandbox -->``: left alone on a machine that has none; the gate's machine has one.
- ``yaml``, ``json`` and ``toml`` must parse. ``text``, ``jsonl``, ``diff`` and ``mermaid`` are only shown. No other
  language, and no fence without one: what is not run rots.
"""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
import types
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from seatrial.adapters.bubblewrap import check_sandbox

COMMAND_SECONDS_MAX = 120
SHOWN_ONLY = {"text", "jsonl", "diff", "mermaid"}
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$")
DIRECTIVE = re.compile(r"^<!--\s*(file|append|patch|exit|not run|needs):\s*(.*?)\s*-->$")
TYPED = "you> "


class DocumentError(Exception):
    """A block does not do what the document says."""


@dataclass(frozen=True)
class Block:
    """A fenced block: `line` is where its fence opens, `directives` are the comments above it."""

    language: str
    text: str
    line: int
    directives: dict[str, str]


@dataclass
class Command:
    """One ``$ command`` of a console block, what is typed into it, and what it is said to print."""

    text: str
    typed: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


def read_blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a Markdown text."""
    blocks: list[Block] = []
    directives: dict[str, str] = {}
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        if opening := FENCE.match(line):
            closing = next((n for n in range(number + 1, len(lines)) if lines[n].strip() == opening[1]), None)
            if closing is None:
                raise DocumentError(f"line {number + 1}: this block is never closed")
            body = "".join(f"{each}\n" for each in lines[number + 1 : closing])
            blocks.append(Block(language=opening[2], text=body, line=number + 1, directives=directives))
            number, directives = closing, {}
        elif directive := DIRECTIVE.match(line.strip()):
            directives = {**directives, directive[1]: directive[2]}
        elif line.strip() and directives:
            raise DocumentError(f"line {number + 1}: a comment for a block stands directly above the block")
        number += 1
    if directives:
        raise DocumentError(f"a comment for a block has no block below it: {directives}")
    return blocks


def read_commands(text: str) -> list[Command]:
    """Return the commands of a console block."""
    commands: list[Command] = []
    continued = False
    for line in text.splitlines():
        if continued:
            commands[-1].text += "\n" + line.removeprefix("> ")
        elif line.startswith("$ "):
            commands.append(Command(line[2:]))
        elif not commands:
            raise DocumentError(f"a console block begins with '$ ', not with {line!r}")
        elif line.startswith(TYPED):
            commands[-1].typed.append(line.removeprefix(TYPED))
        else:
            commands[-1].printed.append(line)
        continued = (continued or line.startswith("$ ")) and line.endswith("\\")
    return commands


def loosened(line: str) -> str:
    """Return a line with digests, numbers and spacing evened out."""
    line = re.sub(r"\x1b\[[0-9;]*m", "", line)
    line = re.sub(r"\b(?=[a-f]*\d)[0-9a-f]{8,}\b", "@", line)
    line = re.sub(r"\d+(?:[.,:]\d+)*", "#", line)
    return " ".join(line.split())


def first_missing(said: list[str], printed: str) -> str | None:
    """Return the first line of `said` that `printed` does not hold, in order; None when all are there."""
    actual = iter([loosened(line) for line in printed.splitlines()])
    for line in said:
        if line.strip() in {"", "..."}:
            continue
        pattern = re.compile(".*".join(re.escape(piece) for piece in re.split(r"\.\.\.|…", loosened(line))))
        if not any(pattern.fullmatch(each) for each in actual):
            return line
    return None


class DocumentRun:
    """One document being followed, in its own folder: files, working folder and Python names carry over."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.at = folder
        self.module = types.ModuleType("document")
        programs = str(Path(sys.executable).parent)
        self.environment = {
            "PATH": os.pathsep.join([programs, os.environ.get("PATH", os.defpath)]),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "COLUMNS": "120",
        }

    def follow(self, block: Block) -> None:
        """Do what a block says.

        Raises:
            DocumentError: It does not do what the document says.
        """
        if "not run" in block.directives:
            if not block.directives["not run"]:
                raise DocumentError("'not run' needs a reason")
        elif not _met(block.directives.get("needs", "")):
            return
        elif {"file", "append", "patch"} & block.directives.keys():
            self._write(block)
        elif block.language == "console":
            self._type(block)
        elif block.language == "python":
            self._execute(block)
        elif block.language in {"yaml", "json", "toml"}:
            _parse(block)
        elif block.language not in SHOWN_ONLY:
            raise DocumentError(f"a block in {block.language or 'no language'} is not run; shell belongs in 'console'")

    def _write(self, block: Block) -> None:
        ((kind, name),) = [(k, v) for k, v in block.directives.items() if k in {"file", "append", "patch"}]
        path = (self.at / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise DocumentError(f"{name} lies outside of the reader's folder")
        if kind == "file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            return
        if not path.is_file():
            raise DocumentError(f"{name} does not exist yet")
        text = path.read_text(encoding="utf-8")
        path.write_text(text + block.text if kind == "append" else _patched(text, block.text), encoding="utf-8")

    def _type(self, block: Block) -> None:
        commands = read_commands(block.text)
        for command in commands:
            due = int(block.directives.get("exit", "0")) if command is commands[-1] else 0
            status, printed = self._run(command)
            if status != due:
                raise DocumentError(f"$ {command.text}\nexited {status}, not {due}:\n{printed}")
            if (line := first_missing(command.printed, printed)) is not None:
                raise DocumentError(f"$ {command.text}\nnever printed: {line}\nbut:\n{printed}")

    def _run(self, command: Command) -> tuple[int, str]:
        place = self.folder.parent / f"{self.folder.name}.at"
        script = f"set -o pipefail\n{command.text}\nstatus=$?\npwd -P > {shlex.quote(str(place))}\nexit $status"
        try:
            done = subprocess.run(
                ["bash", "-c", script],
                cwd=self.at,
                env=self.environment,
                input="".join(f"{line}\n" for line in command.typed),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=COMMAND_SECONDS_MAX,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DocumentError(f"$ {command.text}\nran for more than {COMMAND_SECONDS_MAX} s") from None
        if place.exists():
            self.at = Path(place.read_text(encoding="utf-8").strip())
        return done.returncode, done.stdout

    def _execute(self, block: Block) -> None:
        code = compile("\n" * block.line + block.text, "document", "exec")
        with contextlib.chdir(self.at), contextlib.redirect_stdout(io.StringIO()):
            sys.modules["document"] = self.module  # dataclasses and annotations look their module up
            try:
                exec(code, self.module.__dict__)
            finally:
                del sys.modules["document"]


def _met(need: str) -> bool:
    if need not in {"", "sandbox"}:
        raise DocumentError(f"nobody knows whether there is a {need} here")
    return not need or not check_sandbox(unsafe=True)


def _patched(text: str, difference: str) -> str:
    lines = difference.splitlines(keepends=True)
    if any(line[0] not in " +-\n" for line in lines):
        raise DocumentError("each line of a patch begins with ' ', '-' or '+'")
    before = "".join(line[1:] or "\n" for line in lines if line[0] != "+")
    after = "".join(line[1:] or "\n" for line in lines if line[0] != "-")
    if not before or text.count(before) != 1:
        raise DocumentError(f"these lines are in the file {text.count(before)} times, not once:\n{before}")
    return text.replace(before, after)


def _parse(block: Block) -> None:
    try:
        if block.language == "yaml":
            list(yaml.safe_load_all(block.text))
        elif block.language == "json":
            json.loads(block.text)
        else:
            tomllib.loads(block.text)
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError(f"not {block.language}: {error}") from error


def follow_document(text: str, *, name: str, folder: Path, home: Path) -> int:
    """Do what a document says, from its first block to its last, and return how many blocks it has.

    Raises:
        DocumentError: Some block does not do what the document says; names the line.
    """
    run = DocumentRun(folder, home)
    try:
        blocks = read_blocks(text)
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from None
    for block in blocks:
        try:
            run.follow(block)
        except Exception as error:
            raise DocumentError(f"{name}:{block.line}: {error}") from error
    return len(blocks)
