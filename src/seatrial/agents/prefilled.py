"""What a session knows of its slots before the first word: memory that is named like a slot fills it.

Texts are read by the slot's own parser, as if the person had typed them; what it cannot read is asked for as ever.
Nothing (null) for a slot that is optional means that there is none to ask for. Called by `Conversation` when it begins.
"""

from __future__ import annotations

from collections.abc import Mapping

from seatrial.agents.agent import Slot
from seatrial.agents.dialogue import Dialogue, Filled
from seatrial.agents.reply import Reply
from seatrial.core.events import Json
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse


def prefill(dialogue: Dialogue, reply: Reply, memory: Mapping[str, Json]) -> None:
    """Fill slots from memory.

    Args:
        dialogue: The session's, at its beginning.
        reply: For the trace.
        memory: As the session was started with.
    """
    for name, given in memory.items():
        slot = dialogue.agent.slots.get(name)
        if slot is None or name in dialogue.agent.remembers:
            continue  # a variable that the author has declared is read by expressions, and asked for all the same
        if given is None:
            if slot.optional:
                dialogue.declined[name] = True
                reply.note("declined", name, source="memory")
            continue
        value = _value(dialogue, slot, given)
        if value is not None:
            dialogue.slots[name] = Filled(value=value, confirmed=True)
            reply.note("slot", name, value="(given)" if slot.sensitive else value, source="memory")


def _value(dialogue: Dialogue, slot: Slot, given: Json) -> Json:
    if isinstance(given, bool | int | float):
        given = {True: "yes", False: "no"}[given] if isinstance(given, bool) else str(given)
    if not isinstance(given, str):
        return None
    if given in slot.options:
        return given
    context = ParseContext(
        locale=dialogue.locale,
        now=dialogue.started,
        options=slot.options or None,
        pattern=slot.pattern or None,
        checksum=slot.checksum or None,
    )
    return parse(slot.type, given, context)
