"""The trace: JSON Lines, a header and then one row per thing that happened. Everything else reads only traces.

Two kinds of program write it: sessions (lanes ``in`` for events, ``out`` for effects, ``user`` for what a simulated
person meant, ``port`` for faults struck) and tasks (lane ``0``, ``0.1`` ... by position, never by arrival).
Reading is forever: fields are only added, tags are never reused, and older schemas are lifted by upcasters.
Replaying is for the same agent digest and engine version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, cast

import msgspec

from seatrial.core.effects import AnyEffect
from seatrial.core.errors import TraceError
from seatrial.core.events import AnyEvent, Json

SCHEMA = 1
TRACE_BYTES_MAX = 64 * 1024 * 1024
"""A trace larger than this is refused: the longest bounded conversation is a thousandth of it."""


class UserActed(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """What a simulated person meant, before the channel garbled it.

    Attributes:
        act: ``open``, ``inform``, ``affirm``, ``deny``, ``correct``, ``ask``, ``repeat_please``, ``ask_person``,
            ``silence``, ``backchannel``, ``bye``, ``hang_up`` ...
        about: The fact or slot concerned.
        text: The words, as meant.
        read: What the person took the agent's last utterance to be, such as ``ask:postcode``.
        feeling: What the words say of the person's mood: ``annoyed``, ``angry`` or ``better``; "" for nothing.
    """

    act: str
    about: str = ""
    text: str = ""
    attempt: int = 0
    read: str = ""
    feeling: str = ""


class FaultStruck(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """A scheduled fault was applied at a port."""

    port: str
    kind: str
    target: str = ""
    attempt: int = 0


class TaskStarted(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """A task program began, with its arguments."""

    task: str
    args: Json = None
    seed: int = 0


class TaskAsked(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """A task asked a port (``ask``, ``call``, ``retrieve``) for something."""

    port: str
    request: Json


class TaskAnswered(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """A port answered a task. Exactly one of `answer` and `error` counts.

    Attributes:
        code: With an error, its stable slug.
        retryable: With an error, whether the same request may succeed later.
    """

    answer: Json = None
    error: str = ""
    code: str = ""
    retryable: bool = False


class TaskEnded(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """A task returned, or raised."""

    result: Json = None
    error: str = ""


Body = AnyEvent | AnyEffect | UserActed | FaultStruck | TaskStarted | TaskAsked | TaskAnswered | TaskEnded


class Row(msgspec.Struct, frozen=True):
    """One line of a trace: when, on which lane, what. The digest covers exactly these three fields.

    Attributes:
        at_ms: Since the session or task began.
    """

    at_ms: int
    lane: str
    body: Body


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A trace's first line: what made it, and what is needed to make it again.

    Attributes:
        conversation: Id such as ``leaking_sink/terse/speech/8814``.
        program: ``session`` or ``task``.
        agent: Path or example name, as the user gave it.
        versions: Of seatrial, Python, and the dependencies that can change a result.
        faults: Names of the fault kinds that were on.
    """

    schema: int = SCHEMA
    conversation: str
    program: str = "session"
    agent: str = ""
    agent_digest: str = ""
    world_digest: str = ""
    scenario: str = ""
    persona: str = ""
    channel: str = ""
    seed: int = 0
    faults: tuple[str, ...] = ()
    versions: dict[str, str] = {}
    digest: str = ""


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """A whole trace in memory."""

    header: Header
    rows: tuple[Row, ...]


_row_encoder = msgspec.json.Encoder()
_row_decoder = msgspec.json.Decoder(Row)
_header_decoder = msgspec.json.Decoder(Header)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: Mapping[int, Upcaster] = {}
"""From schema N to N + 1; applied to every decoded line (header and rows) of a trace of schema N."""


def encode_row(row: Row) -> bytes:
    """Return a row as one line of JSON, without the newline."""
    return _row_encoder.encode(row)


def digest_lines(lines: Iterable[bytes]) -> str:
    """Return the digest of encoded rows, in order."""
    state = blake2b(digest_size=16)
    for line in lines:
        state.update(line)
        state.update(b"\n")
    return state.hexdigest()


def encode_trace(header: Header, lines: Iterable[bytes]) -> bytes:
    """Return a trace as JSON Lines. The header must already hold the digest of the lines."""
    return b"\n".join([_row_encoder.encode(header), *lines, b""])


def decode_trace(data: bytes, *, source: str, verify: bool = True) -> Trace:
    """Read a trace.

    Args:
        data: The file's bytes; hostile.
        source: Named in errors, usually the path.
        verify: Compare the header's digest with the rows'.

    Raises:
        TraceError: Not a trace, too large, cut short, corrupt, or of a newer schema.
    """
    if len(data) > TRACE_BYTES_MAX:
        raise TraceError(f"{source}: larger than {TRACE_BYTES_MAX} bytes; not a trace of ours.", code="trace.too_large")
    lines = data.split(b"\n")
    # What is no trace of ours at all was not cut short either.
    header = _decode_header(lines[0], source) if len(lines) > 1 else None
    if header is None or lines[-1] != b"":
        raise TraceError(
            f"{source}: the last line is cut short; the trace was not written to its end.",
            code="trace.truncated",
            hint="Simulate it again from its seed: seatrial replay ID.",
        )
    rows = tuple(_decode_row(line, number, header.schema, source) for number, line in enumerate(lines[1:-1], start=2))
    if verify and header.digest:
        encoded = lines[1:-1] if header.schema == SCHEMA else [encode_row(row) for row in rows]
        if header.schema == SCHEMA and digest_lines(encoded) != header.digest:
            raise TraceError(
                f"{source}: the rows do not match the digest in the header; the file was changed or cut.",
                code="trace.digest",
                hint="Simulate it again from its seed: seatrial replay ID.",
            )
    return Trace(header=header, rows=rows)


def _decode_header(line: bytes, source: str) -> Header:
    raw = _json_object(line, 1, source)
    schema = raw.get("schema", 1)
    if not isinstance(schema, int) or "conversation" not in raw:
        raise TraceError(f"{source}:1: no trace header here; not a seatrial trace.", code="trace.foreign")
    if schema > SCHEMA:
        raise TraceError(
            f"{source}: written by a newer seatrial (schema {schema}; this one reads up to {SCHEMA}).",
            code="trace.newer",
            hint="Upgrade seatrial to read it.",
        )
    lifted = _lift(raw, schema)
    try:
        return msgspec.convert(lifted, Header)
    except msgspec.ValidationError as error:
        raise TraceError(f"{source}:1: bad trace header: {error}.", code="trace.foreign") from error


def _decode_row(line: bytes, number: int, schema: int, source: str) -> Row:
    try:
        if schema == SCHEMA:
            return _row_decoder.decode(line)
        return msgspec.convert(_lift(_json_object(line, number, source), schema), Row)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise TraceError(f"{source}:{number}: not a trace row: {error}.", code="trace.corrupt") from error


def _json_object(line: bytes, number: int, source: str) -> dict[str, Any]:
    try:
        raw: object = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise TraceError(f"{source}:{number}: not JSON: {error}.", code="trace.corrupt") from error
    if not isinstance(raw, dict):
        raise TraceError(f"{source}:{number}: expected a JSON object.", code="trace.corrupt")
    return cast("dict[str, Any]", raw)


def _lift(raw: dict[str, Any], schema: int) -> dict[str, Any]:
    for version in range(schema, SCHEMA):
        raw = UPCASTERS[version](raw)
    return raw
