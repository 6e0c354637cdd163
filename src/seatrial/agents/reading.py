"""One turn being read: its words, and the values in them. Parsers run only where a slot is asked for or looked like.

Knows slots, not flows: what the person wants done is `wishes`, what a question was answered with is `understanding`.
"""

from __future__ import annotations

from seatrial.agents.agent import Agent, Slot
from seatrial.agents.commands import Command, NameSlot, PartSlot, SetSlot, Turn
from seatrial.agents.dialogue import Dialogue
from seatrial.agents.intents import Intents
from seatrial.agents.lexicon import Lexicon, lexicon, unaccented
from seatrial.agents.plain_answers import plainly
from seatrial.core.events import Json
from seatrial.text.context import ParseContext
from seatrial.text.name_mending import mended_name
from seatrial.text.parsers import looks_like, parse
from seatrial.text.tokens import UserText

ALTERNATIVE_CONFIDENCE = 500
"""A value read only from a recogniser's second guess: below the read-back threshold on purpose."""

SHORT_ANSWER_WORDS = 3
"""An answer of no more words than this holds nothing besides."""

OVERLAPS: dict[str, frozenset[str]] = {
    "date": frozenset({"date", "time", "datetime", "number"}),
    "time": frozenset({"date", "time", "datetime", "number"}),
    "datetime": frozenset({"date", "time", "datetime", "number"}),
    "phone": frozenset({"phone", "number", "card_last4", "order_id", "us_zip", "money", "time", "date", "datetime"}),
    "address": frozenset({"address", "uk_postcode", "us_zip", "number", "person_name"}),
    "order_id": frozenset({"phone", "number", "card_last4", "order_id", "uk_postcode", "us_zip"}),
    "email": frozenset({"email", "person_name"}),
    "uk_postcode": frozenset({"uk_postcode", "order_id", "number"}),
    "us_zip": frozenset({"us_zip", "number", "phone", "order_id"}),
}
"""Types that the words of an answer to a slot of the given type may be mistaken for."""

NEVER_VOLUNTEERED = frozenset({"text", "yes_no", "number"})

_MENTIONS: dict[str, frozenset[str]] = {
    "phone": frozenset({"phone", "telephone", "mobile", "telefono", "movil"}),
    "email": frozenset({"email", "mail", "correo"}),
    "uk_postcode": frozenset({"postcode", "code"}),
    "us_zip": frozenset({"zip"}),
    "datetime": frozenset({"time", "date", "day", "when", "appointment", "slot", "hora", "fecha", "dia", "cita"}),
    "date": frozenset({"date", "day", "fecha", "dia"}),
    "time": frozenset({"time", "hora"}),
    "person_name": frozenset({"name", "nombre", "apellido", "apellidos"}),
    "address": frozenset({"address", "street", "direccion", "calle"}),
}
"""Words by which people name a slot they want to change."""


AMENDS = frozenset(
    "wrong change incorrect mistake mal cambiar cambia cambie cambio equivocado equivocada incorrecto".split()
)
"""Words that, with the name of a slot, say that its value is to change, whatever was asked."""

_MOMENTS = frozenset({"datetime", "date", "time"})
_NO_WITHIN = 4
"""A "no" among the first words of a turn denies what was read back."""

_RECALLED = frozenset({"choice", "number"})
"""Slots to which a bare "no, five" may go back although a yes or no was asked for."""


class Reading:
    """One turn being read."""

    __slots__ = (
        "_agent",
        "_choice_words",
        "_dialogue",
        "_hints",
        "_intents",
        "_lexicon",
        "_text",
        "_tokens",
        "_turn",
        "_words",
    )

    def __init__(self, agent: Agent, intents: Intents, choice_words: dict[str, frozenset[str]], turn: Turn) -> None:
        self._agent = agent
        self._intents = intents
        self._choice_words = choice_words
        self._turn = turn
        self._text = UserText(turn.text)
        self._dialogue: Dialogue = turn.dialogue
        language = self._dialogue.locale[:2]
        self._lexicon: Lexicon = lexicon(language)
        self._words = unaccented(turn.words, language)
        self._tokens = turn.tokens if self._words == turn.words else frozenset(self._words.split())
        self._hints = self._lexicon.hints(self._tokens)

    def _says(self, kind: str) -> bool:
        return kind in self._hints and self._lexicon.matches(kind, self._words)

    def _parse(self, slot: Slot, text: str, *, asked: bool) -> Json:
        return parse(slot.type, text, self._context(slot, asked=asked))

    def _context(self, slot: Slot, *, asked: bool) -> ParseContext:
        return ParseContext(
            locale=self._dialogue.locale,
            now=self._dialogue.now(self._turn.at_ms),
            options=slot.options or None,
            pattern=slot.pattern or None,
            checksum=slot.checksum or None,
            asked=asked,
        )

    def _read(self, slot: Slot) -> SetSlot | None:
        """Read an answer to a slot from the words, else from the recogniser's other guesses."""
        value: Json = plainly(self._words) if slot.type == "yes_no" else None
        if value is None:
            value = self._parse(slot, self._text, asked=True)
        if value is not None:
            return SetSlot(slot=slot.name, value=value, confidence=self._turn.confidence, text=self._turn.text)
        for other in self._turn.alternatives[:3]:
            value = self._parse(slot, other, asked=True)
            if value is not None:
                confidence = min(ALTERNATIVE_CONFIDENCE, self._turn.confidence)
                return SetSlot(slot=slot.name, value=value, confidence=confidence, text=other)
        return None

    def _halves(self, slot: Slot) -> tuple[Command, ...]:
        """Read a day without a time of day, or the reverse; join it with the other half if that was given before."""
        text, confidence = self._text, self._turn.confidence
        given = {
            part: value
            for part, kind in (("day", "date"), ("clock", "time"))
            if isinstance(value := parse(kind, text, self._context(slot, asked=True)), str)
        }
        if len(given) != 1:
            return ()
        part, value = next(iter(given.items()))
        before, other = self._dialogue.parts.get(slot.name, ("", ""))
        if before in {"", part}:
            return (PartSlot(slot=slot.name, part=part, value=value),)
        whole = f"{value}T{other}" if part == "day" else f"{other}T{value}"
        return (SetSlot(slot=slot.name, value=whole, confidence=confidence, text=self._turn.text),)

    def _volunteered(self, *, beside: Slot | None, instead_of: Slot | None = None) -> tuple[SetSlot, ...]:
        """Return values for slots that were not asked for.

        Args:
            beside: The slot just answered; types that its words may be mistaken for are left out.
            instead_of: The slot asked for but not answered; it is left out.
        """
        if beside is not None and self._words.count(" ") < SHORT_ANSWER_WORDS:
            return ()
        taken = OVERLAPS.get(beside.type, frozenset({beside.type})) if beside is not None else frozenset[str]()
        found: list[SetSlot] = []
        filled = self._dialogue.slots
        corrects = self._corrects()
        for name in self._dialogue.collecting():
            if name in filled and not corrects:
                continue
            slot = self._agent.slots[name]
            skip = slot is beside or slot is instead_of or slot.type in taken or slot.type in NEVER_VOLUNTEERED
            if skip or not self._looks_like(slot):
                continue
            value = self._parse(slot, self._text, asked=False)
            before = filled.get(name)
            if value is None and before is not None and slot.type == "datetime":
                value = self._half_changed(slot, before.value)
            if value is None or (before is not None and before.value == value):
                continue
            found.append(
                SetSlot(
                    slot=name,
                    value=value,
                    confidence=self._turn.confidence,
                    text=self._turn.text,
                    corrects=before is not None,
                )
            )
            taken = taken | OVERLAPS.get(slot.type, frozenset({slot.type}))
        return tuple(found)

    def _half_changed(self, slot: Slot, before: Json) -> Json:
        """Read "make that Friday" or "eleven instead": the other half of a date-time stays as it was."""
        if not isinstance(before, str):
            return None
        context = self._context(slot, asked=self._says("correction"))
        day, clock = parse("date", self._text, context), parse("time", self._text, context)
        if isinstance(day, str) is isinstance(clock, str):
            return None
        old_day, _, old_clock = before.partition("T")
        return f"{day or old_day}T{clock or old_clock}"

    def _second_thought(self, slot: Slot) -> tuple[SetSlot, ...]:
        """Read "no, the second one": a new value for the slot answered last, while this one is asked for."""
        filled = self._dialogue.slots
        answered = [name for name in self._dialogue.collecting() if name in filled and name != slot.name]
        if not answered:
            return ()
        last = self._agent.slots[max(answered, key=lambda name: filled[name].turn)]
        loose = slot.type == "yes_no" or slot.optional  # here a "no" is an answer
        if last.type in {"text", "yes_no", slot.type} or (loose and last.type not in _RECALLED):
            return ()
        rest = self._words[3:]
        value = self._parse(last, rest, asked=True)
        if value is None or value == filled[last.name].value:
            return ()
        confidence = self._turn.confidence
        return (SetSlot(slot=last.name, value=value, confidence=confidence, text=rest, corrects=True),)

    def _put_right(self) -> tuple[SetSlot, ...]:
        """Read what was read back wrongly, said again with no more than a "no" before it.

        A name that sounds like the one read back needs no "my name is". And a day after a "no" is denied, except right
        after another day was read back ("no, pasado mañana a las cuatro").
        """
        confidence = self._turn.confidence
        words = self._words.split()
        head = words[:_NO_WITHIN]
        rest = " ".join(words[head.index("no") + 1 :]) if "no" in head else ""
        for name in self._dialogue.collecting():
            slot, before = self._agent.slots[name], self._dialogue.slots.get(name)
            if before is None or not isinstance(before.value, str):
                continue
            value: Json = None
            text = self._turn.text
            if slot.type == "person_name":
                value = mended_name(before.value, self._text, self._context(slot, asked=True))
            elif slot.type in _MOMENTS and looks_like(slot.type, rest):
                text, value = rest, self._parse(slot, rest, asked=False)
            if value is not None and value != before.value:
                return (SetSlot(slot=name, value=value, confidence=confidence, text=text, corrects=True),)
        return ()

    def _corrects(self) -> bool:
        """Tell whether something said before may be meant to change: by the question, or by the words."""
        if self._dialogue.question.kind in {"confirm", "change", "read_back"} or "no" in self._tokens:
            return True
        return self._says("correction")

    def _looks_like(self, slot: Slot) -> bool:
        if slot.type == "choice":
            return not self._choice_words[slot.name].isdisjoint(self._tokens)
        if looks_like(slot.type, self._text):
            return True
        return slot.type == "datetime" and slot.name in self._dialogue.slots and self._says("correction")

    def _named(self) -> tuple[NameSlot, ...]:
        """Return the filled slots that the words name, without a value for them."""
        for name in self._dialogue.collecting():
            if name in self._dialogue.slots:
                slot = self._agent.slots[name]
                words = _MENTIONS.get(slot.type, frozenset[str]()) | set(name.split("_"))
                if self._tokens & words:
                    return (NameSlot(slot=name),)
        return ()

    def _yes_no(self) -> bool | None:
        plain = plainly(self._words)
        if plain is not None:
            return plain
        value = parse("yes_no", self._text, ParseContext(locale=self._dialogue.locale, now=self._dialogue.started))
        return value if isinstance(value, bool) else None
