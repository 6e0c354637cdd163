"""The rows that a guarded session leaves in its trace: each request with what became of it, and what the guard did.

Lanes number the client's requests; lane ``guard`` holds the guard's own doings. Arguments are bounded, and what is a
secret by its name or its looks is masked; results are there by digest and size, their text only on request. Pure.
"""

from __future__ import annotations

import hashlib
import re
from typing import cast

import msgspec

from seatrial.core.effects import Note
from seatrial.core.events import Json
from seatrial.core.trace import Row, TaskAnswered, TaskAsked
from seatrial.mcp_audit.targets import MASK, masked_words
from seatrial.mcp_audit.wire import members_of, text_of

GUARD_LANE = "guard"
TEXT_CHARS_MAX = 2_000
RESULT_CHARS_MAX = 4_000
ARGUMENTS_BYTES_MAX = 256 * 1024
"""Larger arguments are there by digest and size."""
MEMBERS_MAX = 50
DEPTH_MAX = 6
_WORD = re.compile(r"\S+")


def asked(at_ms: int, lane: int, server: str, method: str, params: bytes) -> Row:
    """Return the row of a client's request: what it asks, and of a call its arguments."""
    request: dict[str, Json] = {"method": method[:TEXT_CHARS_MAX]}
    members = members_of(params)
    for key in ("name", "uri"):
        if key in members:
            request[key] = masked_text(text_of(members[key]))
    if "arguments" in members:
        request["arguments"] = _arguments(bytes(members["arguments"]))
    return Row(at_ms, str(lane), TaskAsked(port=f"mcp:{server}", request=request))


def answered(at_ms: int, lane: int, data: bytes, *, found: Json = None, text: str | None = None) -> Row:
    """Return the row of a server's answer.

    Args:
        at_ms: When it came.
        lane: Of the request.
        data: The result as it was sent.
        found: What reads like an instruction, and what was done about it.
        text: What it said, where that is to be recorded.
    """
    answer: dict[str, Json] = {"digest": digest_of(data), "bytes": len(data)}
    if found:
        answer["injected"] = found
    if text is not None:
        answer["text"] = masked_text(text[:RESULT_CHARS_MAX])
    return Row(at_ms, str(lane), TaskAnswered(answer=answer))


def failed(at_ms: int, lane: int, why: str, code: str) -> Row:
    """Return the row of a request that came to nothing: refused by the guard, or by the server."""
    return Row(at_ms, str(lane), TaskAnswered(error=masked_text(why[:TEXT_CHARS_MAX]), code=code))


def noted(at_ms: int, kind: str, about: str = "", **data: Json) -> Row:
    """Return a row about something that the guard saw or did."""
    return Row(at_ms, GUARD_LANE, Note(kind=kind, about=about[:TEXT_CHARS_MAX], data=data))


def digest_of(data: bytes) -> str:
    """Digest of bytes as they went over the wire."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def masked_text(text: str) -> str:
    """Bound a text and mask the words that look like secrets."""
    cut = text if len(text) <= TEXT_CHARS_MAX else text[:TEXT_CHARS_MAX] + "..."
    return _WORD.sub(lambda word: masked_words((word[0],))[0], cut)


def _arguments(data: bytes) -> Json:
    if len(data) > ARGUMENTS_BYTES_MAX:
        return {"digest": digest_of(data), "bytes": len(data)}
    try:
        return _masked("", msgspec.json.decode(data), 0)
    except (msgspec.MsgspecError, RecursionError):
        return {"digest": digest_of(data), "bytes": len(data)}


def _masked(name: str, value: Json, depth: int) -> Json:
    if value is not None and not isinstance(value, bool) and _names_a_secret(name):
        return MASK
    if isinstance(value, str):
        return masked_text(value)
    if depth >= DEPTH_MAX and isinstance(value, dict | list):
        return "..."
    if isinstance(value, dict):
        members = list(cast("dict[str, Json]", value).items())
        kept = {masked_text(key): _masked(key, member, depth + 1) for key, member in members[:MEMBERS_MAX]}
        return {**kept, "...": len(members) - MEMBERS_MAX} if len(members) > MEMBERS_MAX else kept
    if isinstance(value, list):
        items = cast("list[Json]", value)
        kept_items = [_masked(name, item, depth + 1) for item in items[:MEMBERS_MAX]]
        return [*kept_items, f"... {len(items) - MEMBERS_MAX} more"] if len(items) > MEMBERS_MAX else kept_items
    return value


def _names_a_secret(name: str) -> bool:
    """Whether an argument's name says that its value is one; asked the way that a command's options are."""
    return bool(name) and masked_words((f"{name[:100]}=0",))[0].endswith(MASK)
