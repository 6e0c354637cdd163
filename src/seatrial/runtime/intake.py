"""What comes in from outside is made fit to keep: bounded, and the same after a round trip through JSON.

A session must see in production exactly what its trace will hold, or the conversation would not replay.
"""

from __future__ import annotations

import msgspec

from seatrial.core.effects import CallTool
from seatrial.core.events import ToolFailed, ToolReturned, UserSaid
from seatrial.core.trace import UserActed
from seatrial.core.world import Write

TEXT_CHARS_MAX = 20_000
"""A longer utterance is cut here; the session's own limit is far lower."""
RESULT_BYTES_MAX = 256 * 1024
ALTERNATIVES_MAX = 10

# Deterministic order, or a tool that returns a set would give every process another result.
_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder()
_writes_decoder = msgspec.json.Decoder(list[Write])
_NO_JSON = (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError)


def clean_text(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """Return text cut to length, with everything that is no character replaced."""
    cut = text[:chars_max]
    return cut if cut.isascii() else cut.encode("utf-8", "replace").decode()


def clean_said(said: UserSaid) -> UserSaid:
    """Return the event with its texts cleaned and bounded."""
    texts = (said.text, *said.alternatives)
    if len(said.alternatives) <= ALTERNATIVES_MAX and all(len(t) <= TEXT_CHARS_MAX and t.isascii() for t in texts):
        return said
    return UserSaid(
        text=clean_text(said.text),
        confidence=said.confidence,
        alternatives=tuple(clean_text(text) for text in said.alternatives[:ALTERNATIVES_MAX]),
    )


def clean_acted(acted: UserActed) -> UserActed:
    """Return what a simulated person meant with its texts cleaned and bounded."""
    texts = (acted.act, acted.about, acted.text, acted.read)
    if all(len(text) <= TEXT_CHARS_MAX and text.isascii() for text in texts):
        return acted
    act, about, text, read = (clean_text(text) for text in texts)
    return UserActed(act=act, about=about, text=text, attempt=acted.attempt, read=read)


def settled(call: CallTool, answer: ToolReturned | ToolFailed) -> ToolReturned | ToolFailed:
    """Return a tool's answer as its trace will hold it.

    A result that is no JSON, or too large, fails as ``garbage``: the caller must treat a write as not applied then.
    """
    if isinstance(answer, ToolFailed):
        message = clean_text(answer.message, 2_000)
        return answer if message == answer.message else msgspec.structs.replace(answer, message=message)
    try:
        encoded = _encoder.encode(answer.result)
        if len(encoded) > RESULT_BYTES_MAX:
            return _garbage(call, f"the result is larger than {RESULT_BYTES_MAX} bytes")
        return ToolReturned(request=answer.request, attempt=answer.attempt, result=_decoder.decode(encoded))
    except _NO_JSON as error:
        return _garbage(call, f"the result is no JSON: {clean_text(str(error), 200)}")


def settled_writes(call: CallTool, writes: list[Write]) -> list[Write] | ToolFailed:
    """Return a tool's writes as a store will hold them, or the failure when they cannot be kept."""
    if not writes:
        return writes
    try:
        encoded = _encoder.encode(writes)
        if len(encoded) > RESULT_BYTES_MAX:
            return _garbage(call, f"the rows it wrote are larger than {RESULT_BYTES_MAX} bytes")
        return _writes_decoder.decode(encoded)
    except _NO_JSON as error:
        return _garbage(call, f"a row it wrote is no JSON: {clean_text(str(error), 200)}")


def _garbage(call: CallTool, message: str) -> ToolFailed:
    return ToolFailed(request=call.request, attempt=call.attempt, kind="garbage", message=message)
