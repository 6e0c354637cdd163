"""What the agent can do: plain typed functions over the conversation's own copy of the data."""

from __future__ import annotations

from seatrial.core.ports import ToolContext


def take_message(ctx: ToolContext, *, name: str, phone: str, message: str) -> str:
    """Write a message down and return its number."""
    for ticket, _ in ctx.world.find("messages", made_by=ctx.idempotency_key):
        return ticket
    ticket = str(100 + int(ctx.rng.draw("ticket") * 900))
    row = {"name": name, "phone": phone, "message": message, "made_by": ctx.idempotency_key}
    ctx.world.put("messages", ticket, row)
    return ticket
