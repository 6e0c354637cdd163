"""Understanding by rules: what a person said, as commands, without any model beyond the agent's own trained n-grams.

Order of evidence: what any agent must understand (a person, repeat, wait, cancel), then the question on the table
(typed parser, yes or no), then values volunteered for other slots, then the intents. Parsers run only where their slot
is asked for or the text looks like it: one of them on every utterance would cost more than all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from seatrial.agents.agent import Agent, Slot
from seatrial.agents.commands import (
    Affirm,
    AskPerson,
    Cancel,
    CannotSay,
    Clarify,
    Command,
    Deny,
    Goodbye,
    Hesitation,
    NameSlot,
    NotUnderstood,
    OutOfScope,
    PartSlot,
    Repeat,
    SetSlot,
    ShowAnswer,
    StartFlow,
    Thanks,
    Turn,
    Wait,
)
from seatrial.agents.dialogue import Dialogue, Question
from seatrial.agents.intents import Intents, Ranking
from seatrial.agents.lexicon import Lexicon, lexicon, plain
from seatrial.core.events import Json
from seatrial.text.context import ParseContext
from seatrial.text.parsers import looks_like, parse

ALTERNATIVE_CONFIDENCE = 500
"""A value read only from a recogniser's second guess: below the read-back threshold on purpose."""

ACCEPT = 350
"""Per mille: an intent is taken at this score when no question is open."""
DIGRESS = 500
"""The same while a slot is being asked for: an answer must not be mistaken for a new wish."""
MARGIN = 120
"""Two intents closer than this are clarified; so is a second one with half the score of a first that is not `SURE`."""
SURE = 500
CLARIFY_MIN = 180
OUT_OF_SCOPE = 690
CLEAR = 450
"""Per mille out of scope: a part of a long turn counts as a wish only below this."""
WINDOWS = (8, 5)
"""Words in a part."""
WORDS_MAX = 40
"""Per mille: above it the words have too little to do with anything the agent knows."""

_PLAINLY: dict[str, bool] = {
    **dict.fromkeys(("yes", "yeah", "yep", "yes please", "yeah please", "yes that s right", "that s right"), True),
    **dict.fromkeys(("no", "nope", "no thanks", "no thank you", "nah"), False),
}
"""The plainest answers in English, which need no parser."""

SHORT_ANSWER_WORDS = 3
"""An answer of no more words than this holds nothing besides."""

_OPEN_TYPES = frozenset({"text", "person_name", "address", "choice"})
"""Slots whose parsers accept almost any words: a question is looked for first."""

_OVERLAPS: dict[str, frozenset[str]] = {
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

_NEVER_VOLUNTEERED = frozenset({"text", "yes_no", "number"})

_MENTIONS: dict[str, frozenset[str]] = {
    "phone": frozenset({"phone", "telephone", "mobile", "telefono"}),
    "email": frozenset({"email", "mail"}),
    "uk_postcode": frozenset({"postcode", "code"}),
    "us_zip": frozenset({"zip"}),
    "datetime": frozenset({"time", "date", "day", "when", "appointment", "slot", "hora", "fecha"}),
    "date": frozenset({"date", "day", "fecha"}),
    "time": frozenset({"time", "hora"}),
    "person_name": frozenset({"name", "nombre"}),
    "address": frozenset({"address", "street"}),
}
"""Words by which people name a slot they want to change."""


class Rules:
    """The default generator of one agent. Stateless: everything it needs of the conversation comes with the turn."""

    __slots__ = ("_agent", "_choice_words", "_intents")

    def __init__(self, agent: Agent, intents: Intents) -> None:
        self._agent = agent
        self._intents = intents
        self._choice_words = {
            name: frozenset(
                word for key, ways in slot.options.items() for way in (key, *ways) for word in way.lower().split()
            )
            for name, slot in agent.slots.items()
            if slot.type == "choice"
        }

    def understand(self, turn: Turn) -> Sequence[Command]:
        """Return what was meant, most important first; never empty."""
        return _Reading(self._agent, self._intents, self._choice_words, turn).commands()


class _Reading:
    """One turn being read."""

    __slots__ = ("_agent", "_choice_words", "_dialogue", "_intents", "_lexicon", "_tokens", "_turn", "_words")

    def __init__(self, agent: Agent, intents: Intents, choice_words: dict[str, frozenset[str]], turn: Turn) -> None:
        self._agent = agent
        self._intents = intents
        self._choice_words = choice_words
        self._turn = turn
        self._dialogue: Dialogue = turn.dialogue
        language = self._dialogue.locale[:2]
        self._lexicon: Lexicon = lexicon(language)
        self._words = plain(turn.text, language)
        self._tokens = frozenset(self._words.split())

    def commands(self) -> Sequence[Command]:
        """Read the turn."""
        if self._turn.pressed:
            return self._pressed(self._dialogue.question)
        if not self._words:
            return (NotUnderstood(),)
        return self._control() or self._reply(self._dialogue.question)

    def _control(self) -> Sequence[Command]:
        """Read what may be said at any time, whatever was asked."""
        if self._says("person"):
            return (AskPerson(),)
        if self._says("hesitation"):
            return (Hesitation(),)
        if self._says("repeat"):
            return (Repeat(),)
        if self._says("wait"):
            return (Wait(),)
        return (Cancel(),) if self._dialogue.stack and self._says("cancel") else ()

    def _reply(self, question: Question) -> Sequence[Command]:
        """Read a reply to the question on the table."""
        match question.kind:
            case "slot":
                return self._answer(self._agent.slots[question.about])
            case "read_back":
                return self._about_read_back(self._agent.slots[question.about])
            case "confirm" | "change":
                return self._about_confirm(question.kind)
            case "clarify":
                return self._about_clarify(question.options)
            case "person":
                return self._about_person()
            case "anything_else":
                return self._about_anything_else()
            case _:
                return self._open()

    def _says(self, kind: str) -> bool:
        return self._lexicon.matches(kind, self._words, self._tokens)

    # Typed answers ------------------------------------------------------------------------------------------------

    def _pressed(self, question: Question) -> Sequence[Command]:
        if question.kind == "slot":
            slot = self._agent.slots[question.about]
            value = self._parse(slot, self._turn.text, asked=True)
            if value is not None:
                return (SetSlot(slot=slot.name, value=value, text=self._turn.text, pressed=True),)
        if self._turn.text.strip("#*") == "0":
            return (AskPerson(),)
        return (NotUnderstood(),)

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
        value = self._parse(slot, self._turn.text, asked=True)
        if value is not None:
            return SetSlot(slot=slot.name, value=value, confidence=self._turn.confidence, text=self._turn.text)
        for other in self._turn.alternatives[:3]:
            value = self._parse(slot, other, asked=True)
            if value is not None:
                confidence = min(ALTERNATIVE_CONFIDENCE, self._turn.confidence)
                return SetSlot(slot=slot.name, value=value, confidence=confidence, text=other)
        return None

    def _answer(self, slot: Slot) -> Sequence[Command]:
        """Read a turn that should answer a slot's question."""
        asks = self._says("question")
        if slot.type in _OPEN_TYPES and (asks or self._says("cannot")):
            wishes = self._wishes(DIGRESS)
            if wishes:
                return wishes
            if self._says("cannot"):
                return (CannotSay(),)
        if slot.type == "text" and slot.optional and self._yes_no() is False:
            return (CannotSay(),)
        answer = self._read(slot)
        if answer is not None:
            return (answer, *self._volunteered(beside=slot))
        halves = self._halves(slot) if slot.type == "datetime" else ()
        if halves:
            return halves
        volunteered = self._volunteered(beside=None, instead_of=slot)
        if volunteered:
            return volunteered
        if self._says("cannot"):
            return (CannotSay(),)
        wishes = self._wishes(DIGRESS)
        if wishes:
            return wishes
        return self._no_answer(slot)

    def _no_answer(self, slot: Slot) -> Sequence[Command]:
        if slot.optional and self._yes_no() is False:
            return (CannotSay(),)
        if self._says("bye"):
            return (Goodbye(),)
        return (Thanks(),) if self._says("thanks") else (NotUnderstood(),)

    def _halves(self, slot: Slot) -> tuple[Command, ...]:
        """Read a day without a time of day, or the reverse; join it with the other half if that was given before."""
        text, confidence = self._turn.text, self._turn.confidence
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
        return (SetSlot(slot=slot.name, value=whole, confidence=confidence, text=text),)

    def _volunteered(self, *, beside: Slot | None, instead_of: Slot | None = None) -> tuple[SetSlot, ...]:
        """Return values for slots that were not asked for.

        Args:
            beside: The slot just answered; types that its words may be mistaken for are left out.
            instead_of: The slot asked for but not answered; it is left out.
        """
        if beside is not None and self._words.count(" ") < SHORT_ANSWER_WORDS:
            return ()
        taken = _OVERLAPS.get(beside.type, frozenset({beside.type})) if beside is not None else frozenset[str]()
        found: list[SetSlot] = []
        filled = self._dialogue.slots
        corrects = self._corrects()
        for name in self._dialogue.collecting():
            if name in filled and not corrects:
                continue
            slot = self._agent.slots[name]
            skip = slot is beside or slot is instead_of or slot.type in taken or slot.type in _NEVER_VOLUNTEERED
            if skip or not self._looks_like(slot):
                continue
            value = self._parse(slot, self._turn.text, asked=False)
            before = filled.get(name)
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
            taken = taken | _OVERLAPS.get(slot.type, frozenset({slot.type}))
        return tuple(found)

    def _corrects(self) -> bool:
        """Tell whether something said before may be meant to change: by the question, or by the words."""
        if self._dialogue.question.kind in {"confirm", "change", "read_back"} or "no" in self._tokens:
            return True
        return self._says("correction")

    def _looks_like(self, slot: Slot) -> bool:
        if slot.type == "choice":
            return not self._choice_words[slot.name].isdisjoint(self._tokens)
        return looks_like(slot.type, self._turn.text)

    def _yes_no(self) -> bool | None:
        plainly = _PLAINLY.get(self._words)
        if plainly is not None:
            return plainly
        value = parse("yes_no", self._turn.text, ParseContext(locale=self._dialogue.locale, now=self._dialogue.started))
        return value if isinstance(value, bool) else None

    # Yes-or-no questions ------------------------------------------------------------------------------------------

    def _about_read_back(self, slot: Slot) -> Sequence[Command]:
        verdict = self._yes_no()
        if verdict is True:
            return (Affirm(), *self._volunteered(beside=slot))
        before = self._dialogue.slots.get(slot.name)
        again = self._parse(slot, self._turn.text, asked=slot.type not in _OPEN_TYPES or verdict is not None)
        if again is not None and before is not None and again != before.value:
            return (
                SetSlot(
                    slot=slot.name, value=again, confidence=self._turn.confidence, text=self._turn.text, corrects=True
                ),
            )
        if again is not None and before is not None:
            return (Affirm(),)  # the same value again, even after a "no", is a yes to it
        if verdict is False:
            return (Deny(), *self._volunteered(beside=slot))
        changes = self._volunteered(beside=slot)
        if changes:
            return changes
        if self._says("bye"):
            return (Goodbye(),)
        return self._wishes(DIGRESS) or (NotUnderstood(),)

    def _about_confirm(self, kind: str) -> Sequence[Command]:
        verdict = self._yes_no()
        changes = self._volunteered(beside=None)
        if changes:
            return changes
        if kind == "confirm" and verdict is True:
            return (Affirm(),)
        named = self._named() if verdict is False or kind == "change" or self._says("correction") else ()
        if named:
            return named
        if verdict is not None:
            return (Affirm(),) if verdict else (Deny(),)
        if self._says("bye"):
            return (Goodbye(),)
        return self._wishes(DIGRESS) or (NotUnderstood(),)

    def _named(self) -> tuple[NameSlot, ...]:
        """Return the filled slots that the words name, without a value for them."""
        for name in self._dialogue.collecting():
            if name in self._dialogue.slots:
                slot = self._agent.slots[name]
                words = _MENTIONS.get(slot.type, frozenset[str]()) | set(name.split("_"))
                if self._tokens & words:
                    return (NameSlot(slot=name),)
        return ()

    def _about_clarify(self, options: tuple[str, ...]) -> Sequence[Command]:
        titles = {label: (self._title(label),) for label in options}
        context = ParseContext(locale=self._dialogue.locale, now=self._dialogue.started, options=titles)
        chosen = parse("choice", self._turn.text, context)
        if isinstance(chosen, str) and chosen in titles:
            return (_wish(chosen, 1000), *self._volunteered_for(chosen))
        ranking = self._intents.rank(self._turn.text)
        offered = [(label, score) for label, score in ranking.labels if label in options]
        clear = len(offered) == 1 or (len(offered) > 1 and offered[0][1] >= 2 * offered[1][1])
        if clear and ranking.out_of_scope < OUT_OF_SCOPE and self._yes_no() is None:
            return (_wish(offered[0][0], 1000), *self._volunteered_for(offered[0][0]))
        return (Deny(),) if self._yes_no() is False else (NotUnderstood(),)

    def _title(self, label: str) -> str:
        kind, _, name = label.partition(":")
        return self._agent.flows[name].title if kind == "flow" else self._agent.answers[name].title

    def _about_person(self) -> Sequence[Command]:
        verdict = self._yes_no()
        if verdict is not None:
            return (Affirm(),) if verdict else (Deny(),)
        slot_name = self._dialogue.next_slot()
        if slot_name is not None:
            return self._answer(self._agent.slots[slot_name])
        return self._open()

    def _about_anything_else(self) -> Sequence[Command]:
        if self._says("bye"):
            return (Goodbye(),)
        wishes = self._wishes(ACCEPT) if len(self._words) > 12 else ()
        if wishes:
            return wishes
        verdict = self._yes_no()
        if verdict is not None:
            return (Affirm(),) if verdict else (Deny(),)
        return (Thanks(),) if self._says("thanks") else self._open()

    # Wishes -------------------------------------------------------------------------------------------------------

    def _open(self) -> Sequence[Command]:
        wishes = self._wishes(ACCEPT) or self._implied()
        if wishes:
            return wishes
        if self._says("bye"):
            return (Goodbye(),)
        if self._says("thanks"):
            return (Thanks(),)
        return (OutOfScope(),) if len(self._words.split()) > 2 else (NotUnderstood(),)

    def _wishes(self, accept: int) -> tuple[Command, ...]:
        """Return the flow or answer that is wanted, with values volunteered for it; empty when none is clear."""
        ranking: Ranking = self._intents.rank(self._turn.text)
        if ranking.out_of_scope >= OUT_OF_SCOPE or (ranking.labels and ranking.labels[0][1] < accept):
            # While something is being asked for, only a question is worth looking for among other words.
            ranking = self._within(ranking) if accept == ACCEPT or self._says("question") else ranking
        if not ranking.labels or ranking.out_of_scope >= OUT_OF_SCOPE:
            return ()
        label, score = ranking.labels[0]
        if len(ranking.labels) > 1 and accept == ACCEPT:
            rival, rival_score = ranking.labels[1]
            close = score - rival_score < MARGIN or (score < SURE and rival_score >= score // 2)
            if rival_score >= CLARIFY_MIN and close:
                return (Clarify(options=(label, rival)),)
        if score < accept or self._under_way(label):
            return ()
        return (_wish(label, score), *self._volunteered_for(label))

    def _within(self, whole: Ranking) -> Ranking:
        """Look for a wish wrapped in other words: rank windows of a long turn, and return the clearest."""
        words = self._words.split()[:WORDS_MAX]
        if len(words) <= WINDOWS[0]:
            return whole
        windows = [words[start : start + size] for size in WINDOWS for start in range(0, len(words) - size + 3, 3)]
        rankings = [self._intents.rank(" ".join(window)) for window in windows]
        best = min(rankings, key=lambda ranking: ranking.out_of_scope)
        clear = best.out_of_scope < CLEAR and best.labels[0][1] >= DIGRESS
        return best if clear else whole

    def _implied(self) -> tuple[Command, ...]:
        """Return the one flow that has a use for what was said ("no hot water"), though no wish was put into words."""
        implied: list[tuple[Command, ...]] = []
        for name in self._agent.flows:
            values = self._volunteered_for(f"flow:{name}")
            if any(self._agent.slots[value.slot].type == "choice" for value in values):
                implied.append((StartFlow(flow=name), *values))
        return implied[0] if len(implied) == 1 else ()

    def _under_way(self, label: str) -> bool:
        return any(label == f"flow:{frame.flow.name}" for frame in self._dialogue.stack)

    def _volunteered_for(self, label: str) -> tuple[SetSlot, ...]:
        kind, _, name = label.partition(":")
        if kind != "flow":
            return ()
        found: list[SetSlot] = []
        taken: frozenset[str] = frozenset()
        for slot_name in self._agent.flows[name].slots:
            slot = self._agent.slots[slot_name]
            if slot.type in taken or slot.type in _NEVER_VOLUNTEERED or not self._looks_like(slot):
                continue
            value = self._parse(slot, self._turn.text, asked=False)
            if value is not None:
                found.append(
                    SetSlot(slot=slot_name, value=value, confidence=self._turn.confidence, text=self._turn.text)
                )
                taken = taken | _OVERLAPS.get(slot.type, frozenset({slot.type}))
        return tuple(found)


def _wish(label: str, score: int) -> StartFlow | ShowAnswer:
    kind, _, name = label.partition(":")
    return StartFlow(flow=name, score=score) if kind == "flow" else ShowAnswer(answer=name, score=score)
