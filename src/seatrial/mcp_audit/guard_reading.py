"""Small readings of messages for the guard: the id that a broken line would have had, a method however it is spelled.

Pure. Called by `guarding`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Raw

from seatrial.mcp_audit.guard_effects import Effect, ToClient, ToServer
from seatrial.mcp_audit.wire import IdKey, Message, NotAMessage, id_key, members_of, text_of


def request_id(message: Message) -> IdKey | None:
    """Return the id of the request that a notification is about; None without one."""
    try:
        return id_key(bytes(members_of(message.member("params"))["requestId"]))
    except (KeyError, NotAMessage):
        return None


def instructions(data: bytes | Raw) -> str:
    """Return the text; whatever else stands there, as it is written, so that it is not taken for none."""
    if bytes(data) in {b"null", b'""'}:
        return ""
    return text_of(data) or bytes(data).decode("utf-8", "replace")


def own_id(error: NotAMessage, *, asks: bool) -> bytes:
    """Return the id of a line that is no message, if it would be read as the right side's and can be repeated."""
    try:
        return error.id if error.asks is asks and id_key(error.id) else b""
    except NotAMessage:
        return b""


def bare(method: str) -> str:
    """Return what a reader that is not strict would take a method for."""
    return "".join(c for c in unicodedata.normalize("NFKC", method).casefold() if c.isalpha() or c == "/")


def error_text(message: Message) -> str:
    """Return an error's message."""
    return text_of(members_of(message.member("error")).get("message", b"")) or "an error without a message"


def rejoined(parts: Sequence[list[Effect]], directions: Sequence[type[ToServer] | type[ToClient]]) -> list[Effect]:
    """Write what came as one line as one line again, for each of these directions."""
    effects = [effect for part in parts for effect in part]
    rest = [effect for effect in effects if not isinstance(effect, tuple(directions))]
    for direction in directions:
        lines = [effect.line for effect in effects if isinstance(effect, direction)]
        if lines:
            rest.append(direction(b"[" + b",".join(lines) + b"]"))
    return rest
