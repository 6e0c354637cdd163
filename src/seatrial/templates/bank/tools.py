"""The bank's tools: plain typed functions over the conversation's own copy of the data.

Every tool that shows or changes an account takes the customer from a passed security check, never from what was typed.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from seatrial.core.errors import ToolRefused
from seatrial.core.ports import ToolContext

TRIES = 3
COURIER_DAYS_HOME = 2
COURIER_DAYS_ABROAD = 3
SHOWN = 3
"""Payments read out at a time."""

_LEAD_INS = frozenset(
    "a answer be called er erm i i'm is it it's its mean memorable my name of okay please right school so sorry sure "
    "thanks that that's the think uh um uhm was well what word would yeah yes".split()
)
"""Words around an answer that are no part of it: "yeah, I think it's bluebell"."""


# The security check -------------------------------------------------------------------------------------------------


def ways_to_check(ctx: ToolContext, *, customer: str) -> dict[str, Any]:
    """Return how somebody can be checked. A number nobody has gets an answer as well: it gives nothing away."""
    row = ctx.world.get("customers", customer)
    if row is None:
        return {"app": True, "texts": False, "question": "memorable_word"}
    return {"app": row["app"], "texts": row["texts"] and row["mobile"] is not None, "question": row["question"]}


def send_code(ctx: ToolContext, *, customer: str) -> bool:
    """Send a code by text. Raises ToolRefused("no texts") where none would arrive."""
    row = ctx.world.get("customers", customer)
    codes = ctx.world.get("codes", customer)
    if row is None or codes is None or not row["texts"] or row["mobile"] is None:
        raise ToolRefused("no texts")
    if not any(ctx.world.find("messages", customer=customer)):  # the code of a moment ago still holds
        message = {"customer": customer, "to": row["mobile"], "code": codes["text"], "made_by": ctx.idempotency_key}
        ctx.world.put("messages", _new_key(ctx, "M", "messages"), message)
    return True


def verify_identity(
    ctx: ToolContext,
    *,
    customer: str,
    method: str,
    app_code: str | None,
    text_code: str | None,
    date_of_birth: str | None,
    memorable_word: str | None,
    first_school: str | None,
) -> dict[str, Any]:
    """Check who somebody is: status verified, failed or locked. Never says which part was wrong; locks after three."""
    last = ctx.world.get("checks", customer) or {"failed": 0, "locked": False}
    if last.get("made_by") == ctx.idempotency_key:
        return _identity(ctx, last["status"], customer)
    row = ctx.world.get("customers", customer)
    codes = ctx.world.get("codes", customer) or {}
    if row is None:
        right = False
    elif method == "security_questions":
        answer = memorable_word if row["question"] == "memorable_word" else first_school
        right = row["date_of_birth"] == date_of_birth and _bare(row["answer"]) == _bare(answer)
    elif method == "app":
        right = row["app"] and app_code is not None and codes.get("app") == app_code
    else:
        sent = any(ctx.world.find("messages", customer=customer))
        right = sent and text_code is not None and codes.get("text") == text_code
    failed = last["failed"] if last["locked"] else 0 if right else last["failed"] + 1
    status = "locked" if failed >= TRIES else "verified" if right else "failed"
    check = {"customer": customer, "failed": failed, "locked": status == "locked", "status": status}
    ctx.world.put("checks", customer, {**check, "made_by": ctx.idempotency_key})
    return _identity(ctx, status, customer)


def _identity(ctx: ToolContext, status: str, customer: str) -> dict[str, Any]:
    """Return the outcome of a check; who it is only when it was passed."""
    row = ctx.world.get("customers", customer)
    if status != "verified" or row is None:
        return {"status": status, "customer": None, "first_name": None}
    return {"status": status, "customer": customer, "first_name": str(row["name"]).split()[0]}


def _bare(answer: str | None) -> str:
    """Return an answer without the words around it, in lower case: a list of guesses is no answer."""
    words = [word.strip(".,!?;:\"'").lower() for word in (answer or "").replace("\u2019", "'").split()]
    while words and words[0] in _LEAD_INS:
        words.pop(0)
    while words and words[-1] in _LEAD_INS:
        words.pop()
    return " ".join(words)


# Cards ----------------------------------------------------------------------------------------------------------------


def find_card(ctx: ToolContext, *, customer: str, last_four: str) -> dict[str, Any] | None:
    """Return the customer's own card with these last four digits, or nothing."""
    cards = [card for _, card in ctx.world.find("cards", customer=customer, last_four=last_four)]
    return {"kind": cards[0]["kind"], "state": cards[0]["state"]} if cards else None


def block_card(ctx: ToolContext, *, customer: str, last_four: str) -> bool:
    """Block a card for good."""
    for key, card in ctx.world.find("cards", customer=customer, last_four=last_four):
        if card["state"] != "blocked":
            ctx.world.put("cards", key, {**card, "state": "blocked"})
        return True
    raise ToolRefused("no such card")


def issue_virtual_card(ctx: ToolContext, *, customer: str, last_four: str) -> bool:
    """Put a virtual card into the customer's app and online banking, in place of the one with these digits."""
    for _ in ctx.world.find("virtual_cards", customer=customer, replaces=last_four):
        return True
    row = {"customer": customer, "replaces": last_four, "made_by": ctx.idempotency_key}
    ctx.world.put("virtual_cards", _new_key(ctx, "V", "virtual_cards"), row)
    return True


def arrival_of(ctx: ToolContext, *, to: str) -> str:
    """Return the day by which a card that is ordered now arrives."""
    return _arrives(ctx, to).isoformat()


def ship_card(
    ctx: ToolContext, *, customer: str, last_four: str, to: str, address: str | None, until: date | None
) -> dict[str, Any]:
    """Send a new card by courier. Raises ToolRefused("too late") when it would come after somebody has left."""
    arrives = _arrives(ctx, to)
    if to == "hotel" and until is not None and arrives > until:
        raise ToolRefused("too late")
    if not any(ctx.world.find("deliveries", customer=customer, replaces=last_four)):
        row = ctx.world.get("customers", customer) or {}
        place = address if to == "hotel" else f"{row.get('address')}, {row.get('postcode')}"
        delivery = {"customer": customer, "replaces": last_four, "to": to, "address": place}
        delivery |= {"arrives": arrives.isoformat(), "made_by": ctx.idempotency_key}
        ctx.world.put("deliveries", _new_key(ctx, "S", "deliveries"), delivery)
    return {"arrives": arrives.isoformat()}


def _arrives(ctx: ToolContext, to: str) -> date:
    return ctx.now.date() + timedelta(days=COURIER_DAYS_ABROAD if to == "hotel" else COURIER_DAYS_HOME)


# Accounts -------------------------------------------------------------------------------------------------------------


def balance_of(ctx: ToolContext, *, customer: str, account: str) -> dict[str, Any] | None:
    """Return what is in an account, or nothing when the customer has no such account."""
    for _, row in ctx.world.find("accounts", customer=customer, account=account):
        return {"money": _pounds(row["balance"])}
    return None


def recent_payments(ctx: ToolContext, *, customer: str, account: str) -> list[str]:
    """Return the last few payments from an account, newest first, each in a few words."""
    rows = [row for _, row in ctx.world.find("transactions", customer=customer, account=account)]
    return [f"£{row['amount']} to {row['shop']}" for row in rows[:SHOWN]]


def find_payment(ctx: ToolContext, *, customer: str, shop: str, amount: dict[str, str]) -> dict[str, Any] | None:
    """Return a payment of the customer's by shop and amount, or nothing."""
    for key, row in ctx.world.find("transactions", customer=customer):
        if _named(row["shop"], shop) and Decimal(row["amount"]) == Decimal(amount["amount"]):
            return {"payment": key, "shop": row["shop"], "money": _pounds(row["amount"]), "date": row["date"]}
    return None


def open_dispute(ctx: ToolContext, *, customer: str, payment: str, reason: str) -> str:
    """Open a dispute about a payment and return its number."""
    for key, _ in ctx.world.find("disputes", customer=customer, payment=payment):
        return key
    number = _new_key(ctx, "DP", "disputes")
    row = {"customer": customer, "payment": payment, "reason": reason, "made_by": ctx.idempotency_key}
    ctx.world.put("disputes", number, row)
    return number


def find_payee(ctx: ToolContext, *, customer: str, payee: str) -> dict[str, Any] | None:
    """Return somebody this customer has paid before, or nothing."""
    for key, row in ctx.world.find("payees", customer=customer):
        if _named(row["name"], payee):
            return {"key": key, "name": row["name"], "ending": row["ending"]}
    return None


def make_payment(ctx: ToolContext, *, customer: str, payee: str, amount: dict[str, str]) -> bool:
    """Pay somebody from the current account. Raises ToolRefused("not enough money")."""
    if any(ctx.world.find("payments", made_by=ctx.idempotency_key)):
        return True
    sum_paid = Decimal(amount["amount"])
    for key, row in ctx.world.find("accounts", customer=customer, account="current"):
        left = Decimal(row["balance"]) - sum_paid
        if left < 0:
            raise ToolRefused("not enough money")
        payment = {"customer": customer, "payee": payee, "amount": f"{sum_paid:.2f}", "made_by": ctx.idempotency_key}
        ctx.world.put("payments", _new_key(ctx, "P", "payments"), payment)
        ctx.world.put("accounts", key, {**row, "balance": f"{left:.2f}"})
        return True
    raise ToolRefused("no such account")


def set_standing_order(
    ctx: ToolContext, *, customer: str, payee: str, amount: dict[str, str], start_date: date
) -> bool:
    """Pay somebody the same every month from a day on."""
    if not any(ctx.world.find("standing_orders", made_by=ctx.idempotency_key)):
        order = {"customer": customer, "payee": payee, "amount": amount["amount"], "from": start_date.isoformat()}
        order["made_by"] = ctx.idempotency_key
        ctx.world.put("standing_orders", _new_key(ctx, "SO", "standing_orders"), order)
    return True


def change_address(ctx: ToolContext, *, customer: str, address: dict[str, Any], postcode: str) -> bool:
    """Change where a customer lives."""
    row = ctx.world.get("customers", customer)
    if row is None:
        raise ToolRefused("no such customer")
    changed = {**row, "address": address["line1"], "postcode": postcode}
    if changed != row:
        ctx.world.put("customers", customer, changed)
    return True


def log_complaint(ctx: ToolContext, *, complaint: str, name: str, phone: str) -> str:
    """Write a complaint down and return its number."""
    for key, _ in ctx.world.find("complaints", made_by=ctx.idempotency_key):
        return key
    number = _new_key(ctx, "CP", "complaints")
    row = {"complaint": complaint, "name": name, "phone": phone, "made_by": ctx.idempotency_key}
    ctx.world.put("complaints", number, row)
    return number


# Small things ---------------------------------------------------------------------------------------------------------


def _new_key(ctx: ToolContext, letters: str, table: str) -> str:
    """Return a key that its table does not have yet."""
    attempt = 0
    while True:
        key = f"{letters}{1_000 + int(ctx.rng.draw(table, attempt) * 9_000)}"
        if ctx.world.get(table, key) is None:
            return key
        attempt += 1


def _pounds(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "GBP"}


def _named(name: str, said: str) -> bool:
    """Tell whether what was said names it: by every word of the name, or by nothing but its first or its last."""
    words = _bare(said).split()
    own = name.lower().split()
    return all(word in words for word in own) or words in ([own[0]], [own[-1]])
