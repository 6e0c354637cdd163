"""Stand-ins for the plumber's tools."""

from __future__ import annotations

from datetime import datetime

from seatrial.core.ports import ToolContext


def in_area(ctx: ToolContext, *, postcode: str) -> bool:
    """Tell whether we go there."""
    return postcode.startswith("SW")


def book_visit(ctx: ToolContext, *, problem: str, postcode: str, phone: str, when: datetime, **rest: object) -> str:
    """Book a visit and return its reference."""
    ctx.world.put("visits", phone, {"problem": problem, "when": when.isoformat(timespec="minutes")})
    return "HP-1"
