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
    NotUnderstood,
    Repeat,
    SetSlot,
    ShowAnswer,
    Thanks,
    Turn,
    Wait,
)
from seatrial.agents.dialogue import Question
from seatrial.agents.intents import Intents
from seatrial.agents.plain_answers import plainly
from seatrial.agents.reading import AMENDS, SHORT_ANSWER_WORDS
from seatrial.agents.wishes import ACCEPT, DIGRESS, OUT_OF_SCOPE, Wishes, wish
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

_OPEN_TYPES = frozenset({"text", "person_name", "address", "choice"})
"""Slots whose parsers accept almost any words: a question is looked for first."""

_RESERVES = frozenset({"but", "except", "only", "pero", "salvo", "excepto", "aunque"})
"""Words after which a yes is not a yes to everything."""


_STAYS = ("carry on", "keep going", "keep trying", "sigamos", "seguimos", "siga usted")
"""By these whoever is offered a person stays with the agent."""


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
        return _Questions(self._agent, self._intents, self._choice_words, turn).commands()


class _Questions(Wishes):
    """A turn read as a reply to the question on the table."""

    __slots__ = ()

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

    def _pressed(self, question: Question) -> Sequence[Command]:
        if question.kind == "slot":
            slot = self._agent.slots[question.about]
            value = self._parse(slot, self._text, asked=True)
            if value is not None:
                return (SetSlot(slot=slot.name, value=value, text=self._turn.text, pressed=True),)
        if self._turn.text.strip("#*") == "0":
            return (AskPerson(),)
        return (NotUnderstood(),)

    def _answer(self, slot: Slot) -> Sequence[Command]:
        """Read a turn that should answer a slot's question."""
        changed = self._changed(slot)
        if changed:
            return changed
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

    def _changed(self, slot: Slot) -> Sequence[Command]:
        """Read a change of what was answered before: "no, the second one", "wait, wrong postcode"."""
        if slot.type == "text":
            return ()
        if self._words.startswith("no "):
            return self._second_thought(slot)
        named = () if self._tokens.isdisjoint(AMENDS) else self._named()
        return self._volunteered(beside=None, instead_of=slot) or named if named else ()

    def _no_answer(self, slot: Slot) -> Sequence[Command]:
        if slot.optional and self._yes_no() is False:
            return (CannotSay(),)
        if self._says("bye"):
            return (Goodbye(),)
        return (Thanks(),) if self._says("thanks") else (NotUnderstood(),)

    def _about_read_back(self, slot: Slot) -> Sequence[Command]:
        if plainly(self._words):
            return (Affirm(),)
        verdict = self._yes_no()
        if verdict is True:
            return (Affirm(), *self._volunteered(beside=slot))
        before = self._dialogue.slots.get(slot.name)
        again = self._parse(slot, self._text, asked=slot.type not in _OPEN_TYPES or verdict is not None)
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
        if kind == "confirm" and plainly(self._words):
            return (Affirm(),)
        verdict = self._yes_no()
        changes = self._volunteered(beside=None)
        again = self._put_right() if verdict is not True else ()
        if again:
            return (*again, *[change for change in changes if change.slot != again[0].slot])
        if changes:
            return changes
        doubts = verdict is False or kind == "change" or "no" in self._tokens or self._says("correction")
        named = self._named() if doubts else ()
        if named:
            return named
        if kind == "confirm" and verdict is True and not self._tokens.isdisjoint(_RESERVES):
            return (Deny(),)  # "yes, but" and then nothing that was understood: better asked than done
        if verdict is True:
            return (*self._asked_besides(), Affirm())
        if verdict is False:
            return (Deny(),)
        if self._says("bye"):
            return (Goodbye(),)
        return self._wishes(DIGRESS) or (NotUnderstood(),)

    def _asked_besides(self) -> tuple[Command, ...]:
        """Return the question that came with a yes: "yes, and how much is it?"."""
        wishes = self._wishes(DIGRESS) if len(self._tokens) > SHORT_ANSWER_WORDS and self._says("question") else ()
        return tuple([wish for wish in wishes if isinstance(wish, ShowAnswer)])

    def _about_clarify(self, options: tuple[str, ...]) -> Sequence[Command]:
        titles = {label: (self._title(label),) for label in options}
        context = ParseContext(locale=self._dialogue.locale, now=self._dialogue.started, options=titles)
        chosen = parse("choice", self._text, context)
        if isinstance(chosen, str) and chosen in titles:
            return (wish(chosen, 1000), *self._volunteered_for(chosen))
        ranking = self._intents.rank(self._turn.text)
        offered = [(label, score) for label, score in ranking.labels if label in options]
        clear = len(offered) == 1 or (len(offered) > 1 and offered[0][1] >= 2 * offered[1][1])
        if clear and ranking.out_of_scope < OUT_OF_SCOPE and self._yes_no() is None:
            return (wish(offered[0][0], 1000), *self._volunteered_for(offered[0][0]))
        if self._yes_no() is False:
            return (Deny(),)
        volunteered = self._volunteered(beside=None)
        if volunteered:
            return (*volunteered, Clarify(options=options))
        return self._wishes(DIGRESS) or (NotUnderstood(),)

    def _title(self, label: str) -> str:
        kind, _, name = label.partition(":")
        return self._agent.flows[name].title if kind == "flow" else self._agent.answers[name].title

    def _about_person(self) -> Sequence[Command]:
        # "No, carry on" tells most who ask to go ahead; here it turns the person down.
        stays = "no" in self._tokens or any(phrase in self._words for phrase in _STAYS)
        verdict = False if stays else self._yes_no()
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
