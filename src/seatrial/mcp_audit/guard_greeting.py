"""A server's greeting on its way through the guard: its instructions and what it says of itself go to the model.

With a lock both must be the locked ones, or are taken out. Without one nobody has judged them: they are searched. Pure.
Called by `guarding`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Raw

from seatrial.mcp_audit.guard_effects import Effect, Record, Tell
from seatrial.mcp_audit.guard_policy import Policy
from seatrial.mcp_audit.guard_reading import instructions
from seatrial.mcp_audit.guard_record import noted
from seatrial.mcp_audit.injected import find_in_all
from seatrial.mcp_audit.results import says, texts_in
from seatrial.mcp_audit.wire import Message, encoded, members_of

_ABOUT = frozenset({"title", "description"})


def greeted(policy: Policy, message: Message, at_ms: int, *, block_injected: bool) -> tuple[bytes, list[Effect]]:
    """Return the greeting without what is not let through, and what is to be told of it."""
    result = members_of(message.member("result"))
    info = members_of(bytes(result.get("serverInfo", b"null")))
    spellings = {name for name in result if name.lower() == "instructions"}
    effects: list[Effect] = []
    drop_instructions = drop_about = False
    diff = policy.instructions_diff(instructions(result.get("instructions", b"null")))
    if diff or not spellings <= {"instructions"}:
        drop_instructions = True
        effects += _removed(at_ms, "instructions_removed", "instructions are", diff)
    diff = ""
    if "serverInfo" in result:
        diff = policy.info_diff(_text(info, "name"), _text(info, "title"), _text(info, "description"))
    if diff or any(name.lower() in _ABOUT - {name} for name in info):
        drop_about = True
        effects += _removed(at_ms, "info_removed", "title and description, or its name, are", diff)
    if policy.unlocked:
        found = find_in_all(texts_in(encoded({"info": info, "said": {name: result[name] for name in spellings}})))
        if found:
            drop_instructions = drop_about = block_injected
            where = f"the server's greeting, which was {'taken out' if block_injected else 'let through'},"
            effects.append(Record(noted(at_ms, "injected", where, rules=[one.rule for one in found])))
            effects.append(Tell(f"{where} {says(found)}: {' / '.join(one.span for one in found)}"))
    if not drop_instructions and not drop_about:
        return message.line, effects
    kept: dict[str, object] = {name: value for name, value in result.items() if name not in spellings}
    if not drop_instructions:
        kept |= {name: result[name] for name in spellings}
    if drop_about and info:
        kept["serverInfo"] = {name: value for name, value in info.items() if name.lower() not in _ABOUT}
    return message.with_member("result", encoded(kept)), effects


def _removed(at_ms: int, kind: str, what: str, diff: str) -> list[Effect]:
    why = f"the server's {what} not the locked ones and were taken out"
    return [Record(noted(at_ms, kind, why, diff=diff)), Tell(f"{why}\n{diff}")]


def _text(members: Mapping[str, Raw], name: str) -> str:
    """Return a member's text; whatever else stands there, as it is written, so that it is not taken for none."""
    return instructions(members.get(name, b"null"))
