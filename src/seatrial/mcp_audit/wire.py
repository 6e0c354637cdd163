"""Lines of JSON-RPC as they go by: cut from a stream within bounds, read once, and changed without touching the rest.

A message keeps the bytes of its members, so that what is not changed is passed on byte for byte. What two readers could
take for two different things (a bare carriage return, other line separators, half a surrogate pair) is written anew in
ASCII, or is no message; that an object names a member twice is told of a message. Pure. Called by `guarding` and the
proxy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, cast

import msgspec
from msgspec import Raw

from seatrial.core.events import Json

MESSAGE_BYTES_MAX = 16 * 1024 * 1024
BATCH_MAX = 200
ID_BYTES_MAX = 1_024
_ENDS_KEPT = 4_096

Kind = Literal["request", "notification", "result", "error"]
IdKey = tuple[str, str | float]
"""An id as peers compare it: ``1`` and ``1.0`` are one number, ``"1"`` is another id."""

PARSE_ERROR = -32700
INVALID_REQUEST = -32600

_MEMBERS = frozenset({"jsonrpc", "id", "method", "params", "result", "error"})
_SEPARATORS = (b"\r", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xc2\x85")
"""What some readers of lines take for the end of one; within JSON it may stand between or in texts."""
_VALUE = rb'(-?\d{1,18}|"(?:[^"\\]|\\.){0,200}")'
_ID_FIRST = re.compile(rb'\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*' + _VALUE + rb"\s*,")
_ID_LAST = re.compile(rb'"id"\s*:\s*' + _VALUE + rb'\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*\Z')
_members = msgspec.json.Decoder(dict[str, Raw])
_elements = msgspec.json.Decoder(list[Raw])
_encoder = msgspec.json.Encoder()


class NotAMessage(ValueError):  # noqa: N818 - what it is, not what went wrong in us
    """A line that is no JSON-RPC message; its text says why, in words of ours.

    Attributes:
        id: As written, of a request or an answer that could be told for one; empty otherwise.
        asks: Whether it has a method, so that it would be the sender's own id.
    """

    def __init__(self, why: str, *, id_: bytes = b"", asks: bool = False) -> None:
        super().__init__(why)
        self.id = id_
        self.asks = asks


class Repeated(NotAMessage):
    """An object in it names a member twice."""


@dataclass(frozen=True, slots=True)
class Oversized:
    """A line that was too long to be kept: its size and the id that stood at one of its ends, if it did."""

    size: int
    id: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        line: Its bytes, without the newline.
        id: As written; empty without one.
        key: The id as peers compare it; None without one.
        repeats: Whether an object in it names a member twice, which one reader reads so and another otherwise.
    """

    kind: Kind
    line: bytes
    members: Mapping[str, Raw]
    method: str = ""
    id: bytes = b""
    key: IdKey | None = None
    repeats: bool = False

    def member(self, name: str) -> bytes:
        """Return the bytes of a member; empty when it is not there."""
        return bytes(self.members[name]) if name in self.members else b""

    def with_member(self, name: str, value: bytes) -> bytes:
        """Return the message with one member replaced, all others byte for byte as they are."""
        return _encoder.encode({**self.members, name: Raw(value)})


@dataclass(frozen=True, slots=True)
class Batch:
    """Several messages in one line."""

    messages: tuple[Message, ...]


class Lines:
    """Cuts a stream into lines; a line beyond the bound is counted and thrown away as it comes."""

    def __init__(self, bytes_max: int = MESSAGE_BYTES_MAX) -> None:
        self._bytes_max = bytes_max
        self._pieces: list[bytes] = []
        self._size = 0
        self._head = b""
        self._tail = b""

    def feed(self, data: bytes) -> Iterable[bytes | Oversized]:
        """Yield the lines that end in `data`, without their newline."""
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            self._take(data[start:end])
            yield self._finished()
            start = end + 1
        if start < len(data):
            self._take(data[start:])

    def rest(self) -> bytes | Oversized | None:
        """Return what came after the last newline, at the end of the stream; None for nothing."""
        return self._finished() if self._size else None

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= self._bytes_max:
            self._pieces.append(piece)
            return
        if self._pieces or not self._head:
            whole = b"".join([*self._pieces, piece])
            self._head, self._tail = whole[:_ENDS_KEPT], whole[-_ENDS_KEPT:]
            self._pieces = []
        else:
            self._tail = (self._tail + piece)[-_ENDS_KEPT:]

    def _finished(self) -> bytes | Oversized:
        if self._head:
            line: bytes | Oversized = Oversized(self._size, _id_at_an_end(self._head, self._tail))
        else:
            line = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._pieces, self._size, self._head, self._tail = [], 0, b"", b""
        return line


def read_line(line: bytes) -> Message | Batch:
    """Read a line.

    Raises:
        NotAMessage: It is none.
    """
    line = line.removesuffix(b"\r")
    if any(sign in line for sign in _SEPARATORS):
        line = _anew(line)
    try:
        if not line.isascii():
            line.decode()
        if line.lstrip()[:1] == b"[":
            return _batch(line)
        members = _members.decode(line)
        try:
            return _message(line, members, repeats=repeats(line))
        except NotAMessage as error:
            id_ = bytes(members.get("id", b""))
            raise NotAMessage(str(error), id_=id_[: ID_BYTES_MAX + 1], asks="method" in members) from error
    except UnicodeDecodeError as error:
        raise NotAMessage("not UTF-8") from error
    except RecursionError as error:
        raise NotAMessage("nested too deep") from error
    except msgspec.ValidationError as error:
        raise NotAMessage("not an object") from error
    except msgspec.DecodeError as error:
        try:
            anew = _anew(line)
        except NotAMessage as why:
            raise NotAMessage(str(why), id_=_id_at_an_end(line, line), asks=b'"method"' in line) from error
        if anew == line:
            raise NotAMessage(f"not JSON: {error}") from error
        return read_line(anew)


def without_repeats(data: bytes) -> Json:
    """Decode JSON in which no object names a member twice.

    Readers differ on which of the two counts, so that one could be shown to us and the other to a model.

    Raises:
        NotAMessage: One does, or it is no JSON.
    """
    try:
        return json.loads(data, object_pairs_hook=_distinct, parse_constant=_no_constant)
    except RecursionError as error:
        raise NotAMessage("nested too deep") from error
    except NotAMessage:
        raise
    except ValueError as error:
        raise NotAMessage("not JSON") from error


def members_of(data: bytes) -> dict[str, Raw]:
    """Return the members of an object, in bytes; empty when it is no object."""
    try:
        return _members.decode(data)
    except msgspec.DecodeError:
        return {}


def elements_of(data: bytes) -> list[Raw] | None:
    """Return the elements of an array, in bytes; None when it is no array."""
    try:
        return _elements.decode(data)
    except msgspec.DecodeError:
        return None


def text_of(data: bytes | Raw) -> str:
    """Return a JSON text; "" for anything else."""
    try:
        value: object = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def encoded(value: Json | Mapping[str, Any] | list[Any]) -> bytes:
    """Return JSON; members that are `Raw` as they are."""
    return _encoder.encode(value)


def error_line(id_: bytes, code: int, message: str, data: Json = None) -> bytes:
    """Return an error answer, without the newline; an unknown id is null."""
    error = {"code": code, "message": message, **({} if data is None else {"data": data})}
    return _encoder.encode({"jsonrpc": "2.0", "id": Raw(id_ or b"null"), "error": error})


def request_line(id_: str, method: str, params: Mapping[str, Any]) -> bytes:
    """Return a request, without the newline."""
    return _encoder.encode({"jsonrpc": "2.0", "id": id_, "method": method, "params": params})


def id_key(data: bytes | Raw) -> IdKey:
    """Return an id as peers compare it.

    Raises:
        NotAMessage: It is neither a text nor a number.
    """
    if len(data) > ID_BYTES_MAX:
        raise NotAMessage("an id that is too long")
    try:
        value: object = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAMessage("an id that is no id") from error
    if isinstance(value, str):
        return ("text", value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ("number", value)
    raise NotAMessage("an id that is neither a text nor a number")


def _message(line: bytes, members: dict[str, Raw], *, repeats: bool) -> Message:
    if not members.keys() <= _MEMBERS and any(name.lower() in _MEMBERS for name in members.keys() - _MEMBERS):
        raise NotAMessage("a member in two spellings")
    id_ = bytes(members["id"]) if "id" in members else b""
    if "method" in members:
        method = text_of(members["method"])
        if not method:
            raise NotAMessage("a method that is no text")
        if "result" in members or "error" in members:
            raise NotAMessage("a request and an answer at once")
        if not id_:
            return Message("notification", line, members, method, repeats=repeats)
        return Message("request", line, members, method, id_, id_key(id_), repeats)
    if ("result" in members) == ("error" in members):
        raise NotAMessage("neither a request nor an answer")
    kind: Kind = "result" if "result" in members else "error"
    key = None if kind == "error" and id_ in {b"", b"null"} else id_key(id_ or b"null")
    return Message(kind, line, members, "", id_, key, repeats)


def _batch(line: bytes) -> Batch:
    elements = _elements.decode(line)
    if not elements:
        raise NotAMessage("an empty batch")
    if len(elements) > BATCH_MAX:
        raise NotAMessage(f"a batch of more than {BATCH_MAX} messages")
    twice = repeats(line)
    return Batch(tuple(_message(bytes(one), _members.decode(one), repeats=twice) for one in elements))


def repeats(line: bytes) -> bool:
    """Whether an object names a member twice. What comes out as it went in has none: the usual case, and quick.

    Raises:
        NotAMessage: It is no JSON, or a number in it is too large to be held.
    """
    try:
        if _encoder.encode(msgspec.json.decode(line)) == line:
            return False
    except msgspec.ValidationError as error:
        raise NotAMessage("a number that is too large") from error
    try:
        without_repeats(line)
    except Repeated:
        return True
    return False


def _id_at_an_end(head: bytes, tail: bytes) -> bytes:
    """Return the id of what cannot be read, if it stands where writers put it; else nothing."""
    found = _ID_FIRST.match(head[:_ENDS_KEPT]) or _ID_LAST.search(tail[-_ENDS_KEPT:])
    return found[1] if found else b""


def _anew(line: bytes) -> bytes:
    """Write a line anew in ASCII, halves of surrogate pairs replaced; the line itself when it cannot be read at all."""
    try:
        text = json.dumps(json.loads(line, parse_constant=_no_constant), ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) and not any(s in line for s in _SEPARATORS):
            return line
        raise NotAMessage("not JSON") from error
    return json.dumps(json.loads(text.encode("utf-8", "replace"))).encode("ascii")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Repeated("an object names a member twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise NotAMessage(f"{name} is no JSON")


def as_object(value: Json) -> dict[str, Json]:
    """Return a decoded object; empty when it is none."""
    return cast("dict[str, Json]", value) if isinstance(value, dict) else {}
