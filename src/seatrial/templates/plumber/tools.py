"""The plumber's tools: plain typed functions over the conversation's own copy of the data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seatrial.core.errors import ToolRefused
from seatrial.core.ports import ToolContext

OPENS_HOUR = 8
CLOSES_HOUR = 18
SUNDAY = 6
VISITS_AT_ONCE = 2


def in_area(ctx: ToolContext, *, postcode: str) -> bool:
    """Tell whether we come to a postcode: by its first half."""
    return ctx.world.get("areas", postcode.partition(" ")[0]) is not None


def is_free(ctx: ToolContext, *, when: datetime) -> bool:
    """Tell whether somebody can come at that time."""
    working = OPENS_HOUR <= when.hour < CLOSES_HOUR and when.weekday() != SUNDAY
    return working and _visits_at(ctx, when) < VISITS_AT_ONCE


def book_visit(
    ctx: ToolContext,
    *,
    problem: str,
    postcode: str,
    address: dict[str, Any],
    name: str,
    phone: str,
    email: str | None,
    when: datetime,
    access: str | None,
) -> str:
    """Book a visit and return its reference. Raises ToolRefused("slot taken") when the time is gone."""
    for reference, visit in ctx.world.find("visits", made_by=ctx.idempotency_key):
        if visit["state"] == "booked":
            return reference
    if _visits_at(ctx, when) >= VISITS_AT_ONCE:
        raise ToolRefused("slot taken")
    reference = f"HP{10_000 + int(ctx.rng.draw('reference') * 90_000)}"
    ctx.world.put(
        "visits",
        reference,
        {
            "reference": reference,
            "problem": problem,
            "postcode": postcode,
            "address": address["line1"],
            "name": name,
            "phone": phone,
            "email": email,
            "when": when.isoformat(timespec="minutes"),
            "access": access,
            "state": "booked",
            "made_by": ctx.idempotency_key,
        },
    )
    return reference


def find_visit(ctx: ToolContext, *, phone: str, postcode: str) -> dict[str, Any] | None:
    """Return the visit that is booked under a phone number at a postcode, or nothing."""
    visits = [visit for _, visit in ctx.world.find("visits", phone=phone, postcode=postcode, state="booked")]
    return visits[0] if visits else None


def move_visit(ctx: ToolContext, *, reference: str, when: datetime) -> bool:
    """Move a visit."""
    visit = ctx.world.get("visits", reference)
    if visit is None:
        raise ToolRefused("no such visit")
    moved = when.isoformat(timespec="minutes")
    if visit["when"] != moved:
        ctx.world.put("visits", reference, {**visit, "when": moved})
    return True


def cancel_visit(ctx: ToolContext, *, reference: str) -> bool:
    """Cancel a visit."""
    visit = ctx.world.get("visits", reference)
    if visit is None:
        raise ToolRefused("no such visit")
    if visit["state"] != "cancelled":
        ctx.world.put("visits", reference, {**visit, "state": "cancelled"})
    return True


def log_complaint(ctx: ToolContext, *, complaint: str, visit_day: str | None, name: str, phone: str) -> str:
    """Write a complaint into the book and return its number."""
    for ticket, _ in ctx.world.find("complaints", made_by=ctx.idempotency_key):
        return ticket
    ticket = str(100 + int(ctx.rng.draw("ticket") * 900))
    row = {"complaint": complaint, "day": visit_day, "name": name, "phone": phone, "made_by": ctx.idempotency_key}
    ctx.world.put("complaints", ticket, row)
    return ticket


def _visits_at(ctx: ToolContext, when: datetime) -> int:
    moment = when.isoformat(timespec="minutes")
    return sum(1 for _ in ctx.world.find("visits", when=moment, state="booked"))
