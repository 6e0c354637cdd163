"""The clinic's tools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from seatrial.core.errors import ToolRefused
from seatrial.core.ports import ToolContext


@dataclass
class Offer:
    """What is free on a day."""

    free: int
    first: str


def find_slot(ctx: ToolContext, *, day: date, reason: Literal["checkup", "pain", "other"]) -> Offer:
    """Return what is free."""
    return Offer(free=0 if day.weekday() > 4 else 4, first="09:00")


def book_slot(ctx: ToolContext, *, day: date, reason: str, name: str, remark: str | None) -> str:
    """Book and return the booking's code."""
    if ctx.world.get("full", day.isoformat()) is not None:
        raise ToolRefused("that day is full")
    ctx.world.put("bookings", f"{day.isoformat()} {name}", {"reason": reason, "remark": remark})
    return "AB1234"


def cancel_slot(ctx: ToolContext, *, code: str) -> bool:
    """Cancel."""
    ctx.world.delete("codes", code)
    return True


def find_code(ctx: ToolContext, *, code: str) -> bool:
    """Tell whether there is such a booking."""
    return ctx.world.get("codes", code) is not None
