"""The words in what a server lists: which text stands where, and its sentences and tokens.

Everything a model would read is a segment with a locator: names, titles, descriptions, the names, descriptions,
defaults, constants, examples and allowed values inside schemas, and words wherever else a definition holds some: hosts
pass schemas on whole. Reading is bounded: a definition that is larger or deeper is read in part and says so. Never
decides what words mean. Used by `concepts`, the rules, and the wording model.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

import msgspec

from seatrial.core.events import Json
from seatrial.mcp_audit.records import Listing, Prompt, Resource, Tool

SEGMENT_CHARS_MAX = 12_000
"""Of one text, what is read: the first two thirds of this from its start and the rest from its end."""

TOOL_CHARS_MAX = 24_000
_READABLE_CHARS_MAX = 2 * SEGMENT_CHARS_MAX
"""One sign can stand for a whole sentence."""
SEGMENTS_MAX = 400
SERVER_CHARS_MAX, SERVER_SEGMENTS_MAX = 120_000, 2_500
"""Of what a server says outside its tools: it may have hundreds of prompts and resources."""
DEPTH_MAX = 24
LOCATOR_CHARS_MAX = 1_000
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
    segments, cut = _bounded(_server_segments(listing), SERVER_CHARS_MAX, SERVER_SEGMENTS_MAX)
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


def _bounded(
    segments: Iterator[Segment], chars_max: int = TOOL_CHARS_MAX, segments_max: int = SEGMENTS_MAX
) -> tuple[tuple[Segment, ...], bool]:
    kept: list[Segment] = []
    left, cut = chars_max, False
    for segment in segments:
        if segment.text is _TOO_DEEP:
            cut = True
            continue
        if len(kept) == segments_max or left <= 0:
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
    yield from _words_of_long_name(tool.name)
    if tool.title:
        yield Segment("title", "prose", tool.title)
    if tool.description:
        yield Segment("description", "prose", tool.description)
    yield from _schema_segments(tool.schema, "schema", 0)
    yield from _schema_segments(tool.output_schema, "output_schema", 0)
    hints = tool.annotations
    if isinstance(hints, dict):
        hints = dict(cast("dict[str, Json]", hints))
        title = hints.pop("title", None)
        if isinstance(title, str) and title:
            yield Segment("annotations/title", "prose", title)
        elif title:
            hints["title"] = title
    yield from _formless(hints, "annotations")
    yield from _formless(tool.others, "others")


def _words_of_long_name(name: str) -> Iterator[Segment]:
    """Read a tool's name like prose where it is a sentence, however its words are joined."""
    if len(name.split(None, _WORDS_OF_NAME_MIN)) >= _WORDS_OF_NAME_MIN:
        yield Segment("name/words", "parameter_prose", name)
        return
    words = words_of_name(name)
    if len(words) >= _JOINED_WORDS_MIN:
        yield Segment("name/words", "parameter_prose", " ".join(words))


def _server_segments(listing: Listing) -> Iterator[Segment]:
    yield from _sentence_in(listing.own_name, "server_info/name")
    for where, text in (("title", listing.title), ("description", listing.description)):
        if text:
            yield Segment(f"server_info/{where}", "prose", text)
    if listing.instructions:
        yield Segment("instructions", "prose", listing.instructions)
    for prompt in listing.prompts:
        yield from _prompt_segments(prompt, f"prompts/{prompt.name}"[:LOCATOR_CHARS_MAX])
    for resource in listing.resources:
        yield from _resource_segments(resource, f"resources/{resource.name or resource.uri}"[:LOCATOR_CHARS_MAX])


def _prompt_segments(prompt: Prompt, at: str) -> Iterator[Segment]:
    yield from _sentence_in(prompt.name, f"{at}/name")
    for where, text in (("title", prompt.title), ("description", prompt.description)):
        if text:
            yield Segment(f"{at}/{where}", "prose", text)
    arguments = prompt.arguments
    for argument in cast("list[Json]", arguments) if isinstance(arguments, list) else [arguments]:
        if isinstance(argument, dict):
            yield from _argument_segments(cast("dict[str, Json]", argument), at)
        else:
            yield from _formless(argument, f"{at}/arguments")
    yield from _formless(prompt.others, f"{at}/others")


def _argument_segments(argument: dict[str, Json], at: str) -> Iterator[Segment]:
    name = argument.get("name")
    if isinstance(name, str):
        yield Segment(f"{at}/arguments/{name}", "parameter", name)
        yield from _sentence_in(name, f"{at}/arguments/name")
    text = argument.get("description")
    if isinstance(text, str) and text:
        yield Segment(f"{at}/arguments/{name}/description", "parameter_prose", text)
    rest = {key: value for key, value in argument.items() if key not in {"name", "description"}}
    yield from _formless(rest, f"{at}/arguments/{name}")


def _resource_segments(resource: Resource, at: str) -> Iterator[Segment]:
    if resource.description:
        yield Segment(at, "prose", resource.description)
    if resource.title:
        yield Segment(f"{at}/title", "prose", resource.title)
    for where, text in (("name", resource.name), ("uri", resource.uri), ("mime_type", resource.mime_type)):
        yield from _sentence_in(text, f"{at}/{where}")
    yield from _formless(resource.others, f"{at}/others")


def _schema_segments(schema: Json, at: str, depth: int) -> Iterator[Segment]:
    """Walk a schema; whatever is not shaped like one is read for its words."""
    if isinstance(schema, list):
        if depth > DEPTH_MAX:
            yield Segment(at, "value", _TOO_DEEP)
            return
        for number, item in enumerate(cast("list[Json]", schema)):
            yield from _schema_segments(item, _below(at, number), depth + 1)
    elif isinstance(schema, dict):
        if depth > DEPTH_MAX:
            yield Segment(at, "value", _TOO_DEEP)
            return
        for key, value in cast("dict[str, Json]", schema).items():
            yield from _keyword_segments(key, value, _below(at, key), depth + 1)
    else:
        yield from _words_in(schema, at, depth)


def _keyword_segments(key: str, value: Json, at: str, depth: int) -> Iterator[Segment]:
    yield from _sentence_in(key, at)
    if key in _NAMED and isinstance(value, dict):
        for name, below in cast("dict[str, Json]", value).items():
            if key == "properties":
                yield Segment(_below(at, name), "parameter", name)
            yield from _sentence_in(name, _below(at, name))
            yield from _schema_segments(below, _below(at, name), depth)
    elif key in _TEXTS and isinstance(value, str):
        # Generated titles repeat the parameter's name: only a sentence is somebody's words.
        if value and (key != "title" or _is_sentence(value)):
            yield Segment(at, "parameter_prose", value)
    elif key in _VALUES:
        yield from _values(value, at, depth)
    elif key in _FORMAL:
        yield from _words_in(value, at, depth, spaces_min=_SPACES_MIN)
    else:
        if not _is_structure(key, value):
            yield from _fragments(value, at)
        yield from _schema_segments(value, at, depth)


def _is_structure(key: str, value: Json) -> bool:
    """Whether a keyword holds schemas, whose short words are no text."""
    return key in _STRUCTURE and not (
        isinstance(value, list) and any(isinstance(item, str) for item in cast("list[Json]", value))
    )


_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_TEXTS = frozenset({"description", "$comment", "title"})
_VALUES = frozenset({"default", "const", "enum", "examples", "example"})
_FORMAL = frozenset({"type", "required", "format", "$schema", "$ref", "$id", "pattern"})
_STRUCTURE = frozenset({
    "items", "prefixItems", "additionalItems", "anyOf", "oneOf", "allOf", "not", "if", "then", "else", "contains",
    "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "propertyNames", "contentSchema",
    "dependencies", "dependentRequired", "discriminator",
})  # fmt: skip
_SPACES_MIN = 4
_SPACES_OF_NAME_MIN = 5
_WORDS_OF_NAME_MIN = 4
_JOINED_WORDS_MIN = 10
"""Names of real tools have no spaces, and seven words at most in the tables at hand."""
_FRAGMENTS_MIN, _FRAGMENTS_MAX = 5, 2_000
_FRAGMENT = re.compile(r"[^\W\d_]++(?:['\u2019-][^\W\d_]++)*+[.,;:!?]?")
_TOO_DEEP = "".join(("<too", " deep>"))
"""Stands, by its identity, for what is too deep to be read; no server can send it."""


def _values(value: Json, at: str, depth: int) -> Iterator[Segment]:
    if isinstance(value, str):
        if len(value) >= VALUE_CHARS_MIN:
            # A value that is a sentence is read like one.
            yield Segment(at, "parameter_prose" if _is_sentence(value) else "value", value)
    elif isinstance(value, list | dict) and depth > DEPTH_MAX:
        yield Segment(at, "value", _TOO_DEEP)
    elif isinstance(value, list):
        for number, item in enumerate(cast("list[Json]", value)):
            yield from _values(item, _below(at, number), depth + 1)
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Json]", value).items():
            yield from _sentence_in(key, at)
            yield from _values(item, _below(at, key), depth + 1)


def _words_in(value: Json, at: str, depth: int, *, spaces_min: int = 1) -> Iterator[Segment]:
    """Read the texts of several words in what has no form that we know, names of members among them."""
    if isinstance(value, str):
        if _is_sentence(value, spaces_min):
            yield Segment(at, "parameter_prose", value)
    elif isinstance(value, list | dict) and depth > DEPTH_MAX:
        yield Segment(at, "value", _TOO_DEEP)
    elif isinstance(value, list):
        for number, item in enumerate(cast("list[Json]", value)):
            yield from _words_in(item, _below(at, number), depth + 1, spaces_min=spaces_min)
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Json]", value).items():
            yield from _sentence_in(key, at)
            yield from _words_in(item, _below(at, key), depth + 1, spaces_min=spaces_min)


def _formless(value: Json, at: str) -> Iterator[Segment]:
    """Read what has no form that we know: its texts of several words, and its words one by one."""
    yield from _words_in(value, at, 0)
    yield from _fragments(value, at)


def _fragments(value: Json, at: str) -> Iterator[Segment]:
    """Read words that stand one by one in what has no form that we know like the sentence that they may make."""
    words: list[str] = []
    stack = [(value, 0)]
    while stack and len(words) < _FRAGMENTS_MAX:
        top, depth = stack.pop()
        if isinstance(top, str):
            if _FRAGMENT.fullmatch(top.strip()):
                words.append(top.strip())
        elif isinstance(top, list | dict) and depth <= DEPTH_MAX:
            inner = list(cast("dict[str, Json]", top).values() if isinstance(top, dict) else cast("list[Json]", top))
            stack += [(item, depth + 1) for item in reversed(inner)]
    if len(words) >= _FRAGMENTS_MIN:
        yield Segment(at, "parameter_prose", " ".join(words))


def _sentence_in(name: str, at: str) -> Iterator[Segment]:
    """Read a name that is a sentence like one."""
    if _is_sentence(name.strip(), _SPACES_OF_NAME_MIN):
        yield Segment(at, "parameter_prose", name)


def _is_sentence(text: str, spaces_min: int = _SPACES_MIN) -> bool:
    return text.count(" ") >= spaces_min or len(text.split(None, spaces_min)) > spaces_min


def _below(at: str, step: str | int) -> str:
    return f"{at}/{step}"[:LOCATOR_CHARS_MAX]


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
