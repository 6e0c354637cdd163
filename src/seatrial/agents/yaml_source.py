"""YAML as people write it, read without surprises: plain data, and the line every part stands on.

Never turns ``no``, ``on``, ``12:30`` or ``2026-08-24`` into anything but text; refuses what an agent's files have no
use for (tags, anchors, several documents) and what only an attacker needs (huge, deep or aliased documents). Used for
`agent.yaml`, `policy.yaml`, `world.yaml`, locale data and scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from seatrial.agents.mistakes import Mistake, refuse
from seatrial.agents.regular_file import read_regular
from seatrial.core.events import Json

BYTES_MAX = 1024 * 1024
DEPTH_MAX = 30
NODES_MAX = 100_000
DUPLICATES_MAX = 100

Place = tuple[str | int, ...]
"""The way to a part of a document: keys and indices, such as ``("flows", "book", "steps", 0)``."""

# PyYAML ships no types. Its C parser is used where there is one: ten times as fast, the same events.
_parse = cast("Callable[..., Iterator[Any]]", yaml.parse)  # pyright: ignore[reportUnknownMemberType]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_NOTHING = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class PlainText(str):
    """An unquoted scalar. Still text here, so that a field of text gets exactly what was written; see `plain`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML document.

    Attributes:
        file: Named in mistakes.
        data: Dicts, lists, None, `str` (quoted) and `PlainText` (unquoted).
        lines: Place -> line, from 1, of every part.
        mistakes: What is wrong although it could be read: duplicate keys.
    """

    file: str
    data: Any
    lines: Mapping[Place, int] = field(default_factory=dict[Place, int])
    mistakes: tuple[Mistake, ...] = ()

    def line(self, place: Place) -> int:
        """Return the line of a part, or of the nearest part around it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path, *, file: str = "") -> Source:
    """Read a YAML file.

    Args:
        path: Where it is.
        file: What to call it in mistakes; the path when empty.

    Raises:
        MistakesError: It cannot be opened, or `parse_yaml` refuses it.
    """
    name = file or str(path)
    try:
        data = read_regular(path, BYTES_MAX)
    except FileNotFoundError as error:
        raise refuse(name, "yaml.missing", "there is no such file.", hint=_other_name(path), cause=error) from error
    except OSError as error:
        hint = "Put a text file in its place that you may read."
        raise refuse(name, "yaml.unreadable", f"cannot be read: {error.strerror}.", hint=hint, cause=error) from error
    return parse_yaml(data, file=name)


def parse_yaml(data: bytes, *, file: str) -> Source:
    """Parse one YAML document.

    Raises:
        MistakesError: Not UTF-8, not YAML, too large or too deep, or with tags, anchors or several documents.
    """
    if len(data) > BYTES_MAX:
        hint = "Nobody writes so much by hand: is it the right file?"
        raise refuse(file, "yaml.too_large", f"is larger than {BYTES_MAX // 1024} KiB.", hint=hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8 text."
        raise refuse(file, "yaml.not_text", "is not UTF-8 text.", line=line, hint=hint) from error
    reader = _Reader(file, text)
    try:
        value = reader.document()
    except yaml.YAMLError as error:
        raise _syntax(file, text, error) from error
    return Source(file=file, data=value, lines=reader.lines, mistakes=tuple(reader.mistakes))


def plain(value: Any) -> Json:
    """Return data as JSON: unquoted true, false and decimal numbers become what they look like, all else stays text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [plain(item) for item in cast("list[Any]", value)]
    if isinstance(value, PlainText):
        text = str(value)
        if text in _TRUTH:
            return _TRUTH[text]
        if _NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        return text
    return value


class _Reader:
    """Builds data from the parser's events, within bounds."""

    def __init__(self, file: str, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self.mistakes: list[Mistake] = []
        self._file = file
        self._nodes = 0
        self._events = _parse(text, Loader=_LOADER)

    def document(self) -> Any:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), ())
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refusal(event, "yaml.documents", "a second document begins here ('---').", "Keep one per file.")
        return value

    def _value(self, event: Any, place: Place) -> Any:
        self._nodes += 1
        if self._nodes > NODES_MAX or len(place) > DEPTH_MAX:
            hint = f"At most {NODES_MAX:,} parts, and {DEPTH_MAX} within each other."
            raise self._refusal(
                event, "yaml.too_large", "the document has too many parts, or is nested too deeply.", hint
            )
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._refusal(
                event,
                "yaml.anchor",
                "anchors (&) and aliases (*) are not used here.",
                "Put the text in quotes, or write it out.",
            )
        if event.tag is not None and event.tag != "!":
            raise self._refusal(
                event, "yaml.tag", f"the tag '{event.tag[:40]}' is not used here.", "Put the text in quotes."
            )
        self.lines.setdefault(place, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        return self._mapping(place)

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text = self._text(event)
        if not event.implicit[0]:
            return text
        return None if text in _NOTHING else PlainText(text)

    def _sequence(self, place: Place) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*place, len(items))))
        return items

    def _mapping(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            line = event.start_mark.line + 1
            if key in found:
                self._duplicate(place, key, line)
                self._value(next(self._events), (*place, key, "\0"))
                continue
            self.lines[(*place, key)] = line
            found[key] = self._value(next(self._events), (*place, key))
        return found

    def _duplicate(self, place: Place, key: str, line: int) -> None:
        if len(self.mistakes) < DUPLICATES_MAX:
            message = f"'{key[:60]}' is here twice; it was first given on line {self.lines[(*place, key)]}."
            hint = "Join the two, or rename one."
            mistake = Mistake(file=self._file, line=line, code="yaml.duplicate", message=message, hint=hint)
            self.mistakes.append(mistake)

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None:
            hint = "Texts with braces or brackets need quotes."
            raise self._refusal(event, "yaml.key", "a key must be a simple word.", hint)
        return self._text(event)

    def _text(self, event: yaml.ScalarEvent) -> str:
        text = str(event.value)
        # YAML's escapes can write half a character, which nothing that follows could encode.
        if _HALF.search(text):
            hint = r"Write the character itself, or one \\U escape with eight digits."
            raise self._refusal(event, "yaml.not_text", "an escape here stands for half a character.", hint)
        return text

    def _refusal(self, event: Any, code: str, message: str, hint: str) -> Exception:
        return refuse(self._file, code, message, line=event.start_mark.line + 1, hint=hint)


def _other_name(path: Path) -> str:
    """Return what to do about a file that is not there."""
    other = path.with_suffix(".yml")
    found = other != path and other.exists()
    return f"There is {other.name}: rename it {path.name}." if found else "Check its name, and the folder."


def _syntax(file: str, text: str, error: yaml.YAMLError) -> Exception:
    """Say what is probably wrong with text that is not YAML, in an author's words."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    line = mark.line + 1 if mark is not None else text.count("\n", 0, getattr(error, "position", 0)) + 1
    return refuse(
        file, "yaml.syntax", f"this is not YAML: {problem}.", line=line, hint=_syntax_hint(text, line, problem)
    )


def _syntax_hint(text: str, line: int, problem: str) -> str:
    lines = text.splitlines()
    shown = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
    if "\t" in problem or "'\\t'" in problem or (shown and "\t" in lines[line - 1]):
        return "Indent with spaces, not with tabs."
    if "mapping values are not allowed" in problem:
        return f"A text with ': ' in it needs quotes: {shown}"
    if "cannot start any token" in problem:
        return f"A text that begins with this character needs quotes: {shown}"
    if "unknown escape character" in problem:
        return f"In double quotes a backslash has a meaning of its own: write it twice, or use single quotes: {shown}"
    if any(part in problem for part in ("a quoted scalar", "unexpected end of stream", "',' or ']'", "',' or '}'")):
        return "A quote, bracket or brace that was opened before is never closed."
    if (
        "expected <block end>" in problem
        or "could not find expected ':'" in problem
        or "did not find expected" in problem
    ):
        return f"Look at the indentation here and on the line before, and for a text that needs quotes: {shown}"
    return f"Look at: {shown}" if shown else ""
