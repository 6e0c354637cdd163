"""The clinic's tools: plain typed functions over the conversation's own copy of the data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seatrial.core.errors import ToolRefused
from seatrial.core.ports import ToolContext

OPENS_HOUR = 9
CLOSES_HOUR = 20
SATURDAY = 5
CHAIRS = 2


def hay_hueco(ctx: ToolContext, *, cuando: datetime) -> bool:
    """Tell whether a chair is free at that time."""
    working = OPENS_HOUR <= cuando.hour < CLOSES_HOUR and cuando.weekday() < SATURDAY
    return working and _taken(ctx, cuando) < CHAIRS


def reservar_cita(
    ctx: ToolContext,
    *,
    motivo: str,
    nombre: str,
    telefono: str,
    correo: str | None,
    cuando: datetime,
    nota: str | None,
) -> str:
    """Book an appointment and return its reference. Raises ToolRefused("hora ocupada") when the time is gone."""
    for referencia, cita in ctx.world.find("citas", hecha_por=ctx.idempotency_key):
        if cita["estado"] == "reservada":
            return referencia
    if _taken(ctx, cuando) >= CHAIRS:
        raise ToolRefused("hora ocupada")
    referencia = f"F{1_000 + int(ctx.rng.draw('referencia') * 9_000)}"
    ctx.world.put(
        "citas",
        referencia,
        {
            "referencia": referencia,
            "motivo": motivo,
            "nombre": nombre,
            "telefono": telefono,
            "correo": correo,
            "cuando": cuando.isoformat(timespec="minutes"),
            "nota": nota,
            "estado": "reservada",
            "hecha_por": ctx.idempotency_key,
        },
    )
    return referencia


def buscar_cita(ctx: ToolContext, *, telefono: str) -> dict[str, Any] | None:
    """Return the appointment that is booked under a phone number, or nothing."""
    citas = [cita for _, cita in ctx.world.find("citas", telefono=telefono, estado="reservada")]
    return citas[0] if citas else None


def cambiar_cita(ctx: ToolContext, *, referencia: str, cuando: datetime) -> bool:
    """Move an appointment."""
    cita = ctx.world.get("citas", referencia)
    if cita is None:
        raise ToolRefused("no existe")
    cambiada = cuando.isoformat(timespec="minutes")
    if cita["cuando"] != cambiada:
        ctx.world.put("citas", referencia, {**cita, "cuando": cambiada})
    return True


def anular_cita(ctx: ToolContext, *, referencia: str) -> bool:
    """Cancel an appointment."""
    cita = ctx.world.get("citas", referencia)
    if cita is None:
        raise ToolRefused("no existe")
    if cita["estado"] != "anulada":
        ctx.world.put("citas", referencia, {**cita, "estado": "anulada"})
    return True


def _taken(ctx: ToolContext, cuando: datetime) -> int:
    moment = cuando.isoformat(timespec="minutes")
    return sum(1 for _ in ctx.world.find("citas", cuando=moment, estado="reservada"))
