"""The words in what a server lists: which text stands where, and its sentences and tokens.

Everything a model would read is a segment with a locator: names, titles, descriptions, and the names, descriptions,
defaults, constants, examples and allowed values inside schemas. Reading is bounded: a definition that is larger is read
in part and says so. Never decides what words mean. Used by `concepts`, the rules, and the wording model.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

import msgspec

from seatrial.core.events import Json
from seatrial.mcp_audit.records import Listing, Tool

SEGMENT_CHARS_MAX = 12_000
"""Of one text, what is read: the first two thirds of this from its start and the rest from its end."""

TOOL_CHARS_MAX = 24_000
_READABLE_CHARS_MAX = 2 * SEGMENT_CHARS_MAX
"""One sign can stand for a whole sentence."""
SEGMENTS_MAX = 400
DEPTH_MAX = 12
VALUE_CHARS_MIN = 3
SENTENCE_TOKENS_MAX = 60

Kind = Literal["name", "prose", "parameter", "parameter_prose", "value"]

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_ESCAPE = re.compile(
    "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|.)|\u009b[0-?]*[ -/]*[@-~]"
)
_TAG_FIRST, _TAG_LAST = 0xE0020, 0xE007E

# Possessive throughout: whatever stands there is read once.
_TOKEN = re.compile(
    r"(?P<url>(?:https?|wss?|ftp|sftp|file|data|mailto):/{0,2}[^\s<>\"'`)\]]++)"
    r"|(?P<email>[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)++)"
    r"|(?P<path>(?<![\w/])(?:~|\.{1,2})?/(?:[\w.*~@-]++/?)++|(?<!\w)[A-Za-z]:\\[\w\\.-]++"
    r"|(?<![\w/])\.[a-z][\w-]++(?:/[\w.*-]++)*+)"
    r"|(?P<word>[^\W\d]\w*+(?:['\u2019][^\W\d_]++)*+(?:\.\w++)*+)"
    r"|(?P<number>\d++(?:[.,:]\d++)*+)"
    r"|(?P<stop>[.!?;:](?=[\s\"')\]>]|$)|[\u3002\uff01\uff1f\uff1b]|\n|</?[A-Za-z][^<>\n]{0,40}>|<!--|-->)"
)
_CAMEL = re.compile("[a-z][A-Z]")
_WORD_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_DOMAIN = re.compile(
    r"(?:[\w-]++\.)+(?:com|org|net|io|test|dev|example|invalid|co|info|cloud|app|xyz|ru|cn|onion)", re.I
)


class Segment(NamedTuple):
    """One text, and where it stands."""

    locator: str
    kind: Kind
    text: str


class Token(NamedTuple):
    """One word or sign of a sentence.

    Attributes:
        text: In lower case, without accents on Latin letters left as they are.
        kind: ``word``, ``name`` (an identifier as programs write it), ``url``, ``email``, ``path``, ``number``.
    """

    text: str
    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of a segment.

    Attributes:
        text: Of the whole segment, readable: invisible characters are gone, and smuggled ones can be read.
    """

    segment: Segment
    text: str
    tokens: tuple[Token, ...]

    @property
    def span(self) -> str:
        """The words themselves."""
        return self.text[self.tokens[0].start : self.tokens[-1].end] if self.tokens else ""


class ToolText(msgspec.Struct, frozen=True, kw_only=True):
    """A definition, taken apart.

    Attributes:
        name: As listed.
        parameters: The names of its parameters, at any depth, in lower case.
        cut: Whether part of it was too much to read.
    """

    name: str
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    parameters: frozenset[str]
    cut: bool = False


def read_tool(tool: Tool) -> ToolText:
    """Take a definition apart; never raises, whatever it holds."""
    segments, cut = _bounded(_tool_segments(tool))
    return _taken_apart(tool.name, segments, cut)


def read_segments(name: str, segments: tuple[Segment, ...]) -> ToolText:
    """Read texts that were taken apart before, such as the evidence of a case."""
    bounded, cut = _bounded(iter(segments))
    return _taken_apart(name, bounded, cut)


def read_server(listing: Listing) -> ToolText:
    """Take apart what a server says outside its tools: instructions, prompts, resources."""
    segments, cut = _bounded(_server_segments(listing))
    return _taken_apart(listing.server, segments, cut)


def words_of_name(name: str) -> list[str]:
    """Return the words in an identifier, in lower case: ``readFile``, ``read-file`` and ``read_file`` are alike."""
    return [word.lower() for word in _WORD_OF_NAME.findall(name[:200])]


def readable(text: str) -> str:
    """Return `text` as a model takes it in: compatibility forms plain, smuggled letters read, other invisibles gone."""
    if text.isascii() and "\x1b" not in text:
        return text
    text = _ESCAPE.sub("", text)
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub(_seen, text)
    return unicodedata.normalize("NFKC", text)[:_READABLE_CHARS_MAX]


def _seen(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(code - 0xE0000) if _TAG_FIRST <= code <= _TAG_LAST else ""


def _taken_apart(name: str, segments: tuple[Segment, ...], cut: bool) -> ToolText:
    sentences = tuple([sentence for segment in segments for sentence in _sentences(segment)])
    parameters = frozenset(segment.text.lower() for segment in segments if segment.kind == "parameter")
    return ToolText(name=name, segments=segments, sentences=sentences, parameters=parameters, cut=cut)


def _bounded(segments: Iterator[Segment]) -> tuple[tuple[Segment, ...], bool]:
    kept: list[Segment] = []
    left, cut = TOOL_CHARS_MAX, False
    for segment in segments:
        if len(kept) == SEGMENTS_MAX or left <= 0:
            cut = True
            break
        allowed = min(left, SEGMENT_CHARS_MAX)
        text = segment.text
        if len(text) > allowed:
            cut = True
            head = allowed * 2 // 3
            text = text[:head] + "\n" + text[len(text) - (allowed - head) :]
        left -= len(text)
        kept.append(segment._replace(text=text))
    return tuple(kept), cut


def _tool_segments(tool: Tool) -> Iterator[Segment]:
    yield Segment("name", "name", tool.name)
    if tool.title:
        yield Segment("title", "prose", tool.title)
    if tool.description:
        yield Segment("description", "prose", tool.description)
    yield from _schema_segments(tool.schema, "schema", 0)
    yield from _schema_segments(tool.output_schema, "output_schema", 0)
    hints = tool.annotations
    if isinstance(hints, dict):
        title = cast("dict[str, Json]", hints).get("title")
        if isinstance(title, str) and title:
            yield Segment("annotations/title", "prose", title)


def _server_segments(listing: Listing) -> Iterator[Segment]:
    if listing.instructions:
        yield Segment("instructions", "prose", listing.instructions)
    for prompt in listing.prompts:
        at = f"prompts/{prompt.name}"
        for where, text in (("title", prompt.title), ("description", prompt.description)):
            if text:
                yield Segment(f"{at}/{where}", "prose", text)
        arguments = prompt.arguments
        if isinstance(arguments, list):
            for argument in cast("list[Json]", arguments):
                if isinstance(argument, dict):
                    yield from _argument_segments(cast("dict[str, Json]", argument), at)
    for resource in listing.resources:
        if resource.description:
            yield Segment(f"resources/{resource.name or resource.uri}", "prose", resource.description)


def _argument_segments(argument: dict[str, Json], at: str) -> Iterator[Segment]:
    name = argument.get("name")
    if isinstance(name, str):
        yield Segment(f"{at}/arguments/{name}", "parameter", name)
    text = argument.get("description")
    if isinstance(text, str) and text:
        yield Segment(f"{at}/arguments/{name}/description", "parameter_prose", text)


def _schema_segments(schema: Json, at: str, depth: int) -> Iterator[Segment]:
    """Walk a schema; whatever is not shaped like one is passed over."""
    if depth > DEPTH_MAX:
        return
    if isinstance(schema, list):
        for number, item in enumerate(cast("list[Json]", schema)):
            yield from _schema_segments(item, f"{at}/{number}", depth + 1)
    elif isinstance(schema, dict):
        for key, value in cast("dict[str, Json]", schema).items():
            yield from _keyword_segments(key, value, f"{at}/{key}", depth + 1)


def _keyword_segments(key: str, value: Json, at: str, depth: int) -> Iterator[Segment]:
    if key in _NAMED:
        if isinstance(value, dict):
            for name, below in cast("dict[str, Json]", value).items():
                if key == "properties":
                    yield Segment(f"{at}/{name}", "parameter", name)
                yield from _schema_segments(below, f"{at}/{name}", depth)
    elif key in _TEXTS:
        # Generated titles repeat the parameter's name: only a sentence is somebody's words.
        if isinstance(value, str) and value and (key != "title" or value.count(" ") >= _SPACES_MIN):
            yield Segment(at, "parameter_prose", value)
    elif key in _VALUES:
        yield from _values(value, at, depth)
    elif key not in _FORMAL:
        yield from _schema_segments(value, at, depth)


_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_TEXTS = frozenset({"description", "$comment", "title"})
_VALUES = frozenset({"default", "const", "enum", "examples", "example"})
_FORMAL = frozenset({"type", "required", "format", "$schema", "$ref", "$id", "pattern"})
_SPACES_MIN = 4


def _values(value: Json, at: str, depth: int) -> Iterator[Segment]:
    if isinstance(value, str):
        if len(value) >= VALUE_CHARS_MIN:
            # A value that is a sentence is read like one.
            yield Segment(at, "parameter_prose" if value.count(" ") >= _SPACES_MIN else "value", value)
    elif depth <= DEPTH_MAX and isinstance(value, list):
        for number, item in enumerate(cast("list[Json]", value)):
            yield from _values(item, f"{at}/{number}", depth + 1)
    elif depth <= DEPTH_MAX and isinstance(value, dict):
        for key, item in cast("dict[str, Json]", value).items():
            yield from _values(item, f"{at}/{key}", depth + 1)


def _kind_of_word(word: str) -> str:
    """Tell words from identifiers as programs write them, and from hosts."""
    if "." in word:
        return "url" if _DOMAIN.fullmatch(word) else "name"
    return "name" if "_" in word or (not word.islower() and _CAMEL.search(word)) else "word"


def _sentences(segment: Segment) -> Iterator[Sentence]:
    text = readable(segment.text)
    if segment.kind in ("name", "parameter"):
        tokens = [Token(word, "word", 0, len(text)) for word in words_of_name(text)]
        if tokens:
            yield Sentence(segment, text, tuple(tokens))
        return
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "word"
        if kind == "stop":
            if tokens:
                yield Sentence(segment, text, tuple(tokens))
                tokens = []
            continue
        if len(tokens) == SENTENCE_TOKENS_MAX:
            yield Sentence(segment, text, tuple(tokens))
            tokens = []
        word = found[0]
        if kind == "word":
            kind = _kind_of_word(word)
        lowered = word.lower()
        if "\u2019" in lowered:
            lowered = lowered.replace("\u2019", "'")
        tokens.append(Token(lowered, kind, found.start(), found.end()))
    if tokens:
        yield Sentence(segment, text, tuple(tokens))
