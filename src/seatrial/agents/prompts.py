"""Asking, and asking again: the repair ladder (ask -> ask again -> spell or key in -> a person), read-backs, choices.

Every function adds words to a `Reply` and puts a `Question` on the table; nothing here moves a flow.
"""

from __future__ import annotations

from seatrial.agents.agent import Slot
from seatrial.agents.dialogue import OPEN, Dialogue, Filled, Question
from seatrial.agents.expression_values import order
from seatrial.agents.rendering import read_back, render_fact
from seatrial.agents.reply import Reply
from seatrial.core.events import Json

SPELLABLE = frozenset({"person_name", "email", "uk_postcode", "order_id"})
KEYABLE = frozenset({"phone", "us_zip", "card_last4", "number"})

PATIENCE_MS = {
    "phone": 1_400,
    "email": 1_500,
    "address": 1_300,
    "order_id": 1_300,
    "uk_postcode": 1_100,
    "us_zip": 1_100,
    "card_last4": 1_100,
    "person_name": 900,
    "datetime": 900,
    "text": 1_100,
}
"""Silence that ends an answer, by slot type: people dictate these in groups, and read them off something."""

THINKING_MS = 2_500
"""Patience with somebody who is spelling, keying in, or has asked for a moment."""


def spoken_name(slot: Slot) -> str:
    """Return how the agent speaks of a slot: ``order_id`` is "order id"."""
    return slot.title or slot.name.replace("_", " ")


def ask(dialogue: Dialogue, reply: Reply, slot: Slot) -> None:
    """Ask for a slot, on the rung that its failed tries have reached."""
    tries = dialogue.asks.get(slot.name, 0)
    dialogue.question = Question(kind="slot", about=slot.name)
    reply.patience_ms = slot.patience_ms or PATIENCE_MS.get(slot.type)
    if tries == 0:
        reply.authored(f"ask:{slot.name}", slot.ask, "ask", slot.name)
        return
    reply.note("repair", slot.name, attempt=tries)
    if tries >= 2 and slot.type in KEYABLE and dialogue.channel == "speech":
        reply.patience_ms = THINKING_MS
        if reply.line("ask_key_in", "ask", slot.name, what=spoken_name(slot)):
            return
    if tries >= 2 and slot.type in SPELLABLE and reply.line("ask_spell", "ask", slot.name, what=spoken_name(slot)):
        reply.patience_ms = THINKING_MS
        return
    if slot.type == "choice" and reply.line("choose_from", "ask", slot.name, options=_options(slot, dialogue.locale)):
        return
    reply.authored(f"reask:{slot.name}", slot.reask or slot.ask[:1], "ask", slot.name)


def _options(slot: Slot, locale: str) -> str:
    labels = [slot.labels.get(key, key.replace("_", " ")) for key in slot.options]
    if len(labels) == 1:
        return labels[0]
    return ", ".join(labels[:-1]) + (" o " if locale[:2].lower() == "es" else " or ") + labels[-1]


def ask_read_back(dialogue: Dialogue, reply: Reply, slot: Slot, filled: Filled) -> None:
    """Read a value back and ask whether it is right."""
    dialogue.question = Question(kind="read_back", about=slot.name)
    value = (
        read_back(slot, filled.value, locale=dialogue.locale, channel=dialogue.channel)
        if slot.read_back != "plain"
        else reply.shown(slot)
    )
    reply.line("read_back", "read_back", slot.name, value=value, what=spoken_name(slot))


def needs_read_back(slot: Slot, filled: Filled) -> bool:
    """Tell whether a value has to be read back before it counts."""
    if filled.confirmed or slot.confirm == "never":
        return False
    return slot.confirm == "always" or filled.confidence < slot.confirm_below


def ask_anything_else(dialogue: Dialogue, reply: Reply) -> None:
    """Ask whether there is anything else."""
    dialogue.question = Question(kind="anything_else")
    reply.line("anything_else", "anything_else")


def ask_clarify(dialogue: Dialogue, reply: Reply, labels: tuple[str, ...]) -> None:
    """Ask which of two close wishes was meant."""
    dialogue.question = Question(kind="clarify", options=labels)
    titles = [intent_title(dialogue, label) for label in labels[:2]]
    reply.line("clarify", "clarify", " ".join(labels), first=titles[0], second=titles[1])


def intent_title(dialogue: Dialogue, label: str) -> str:
    """Return how the agent speaks of an intent label such as ``flow:book``."""
    kind, _, name = label.partition(":")
    return dialogue.agent.flows[name].title if kind == "flow" else dialogue.agent.answers[name].title


def ask_person(dialogue: Dialogue, reply: Reply, key: str) -> None:
    """Offer a human."""
    dialogue.question = Question(kind="person")
    reply.line(key, "offer_person")


def ask_open(dialogue: Dialogue) -> None:
    """Put the floor to the person."""
    dialogue.question = OPEN


def refuse_range(dialogue: Dialogue, reply: Reply, slot: Slot, value: Json) -> bool:
    """Say so when a value lies outside its bounds; return False when it is fine."""
    if slot.between is None:
        return False
    now = dialogue.now(reply.at_ms)
    low, high = (None if bound is None else bound.evaluate(dialogue.names(), now) for bound in slot.between)
    here = _amount(value)
    in_time = slot.type in {"date", "time", "datetime"}
    if low is not None and (order(here, low) or 0) < 0:
        key, name, bound = "too_early" if in_time else "too_low", "low", low
    elif high is not None and (order(here, high) or 0) > 0:
        key, name, bound = "too_late" if in_time else "too_high", "high", high
    else:
        return False
    if slot.type == "date" and isinstance(bound, str):
        bound = bound.partition("T")[0]  # "after today at 9:12" is no way to speak of a day
    shown = render_fact(bound, locale=dialogue.locale, channel=dialogue.channel, now=now)
    reply.note("repair", slot.name, reason=key)
    reply.line(key, "inform", slot.name, **{name: shown, "what": spoken_name(slot)})
    return True


def _amount(value: Json) -> Json:
    """Return what of a value lies between bounds: of money the amount."""
    return value.get("amount") if isinstance(value, dict) else value  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
