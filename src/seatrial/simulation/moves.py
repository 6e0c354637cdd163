"""What a person does, and what it keeps in mind: records shared by `agenda`, `answers` and the channels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from seatrial.simulation.facts import Fact
from seatrial.simulation.readings import Reading

WAIT = "wait"
"""The act of doing nothing."""
ASIDE = 1_000
"""In place of a question's number: what was said needs no answer, and the person comes back to what it put off."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something a person does.

    Attributes:
        act: As in `core.trace.UserActed`.
        about: With `act` and `attempt` its identity.
        text: Words; with ``/`` where a speaker pauses.
        read: What the other side's words were taken for.
        keys: Pressed instead of said.
        leave: Why the person hangs up afterwards; "" for not.
        told: Facts that are given with it.
        unhelpful: Whether what was heard got the person nowhere.
        answers: The reading that is answered, to come back to.
        met: What need is met by what was heard.
        held: The facts that the person holds from now on, when they change.
        asked: Which question of its own it asks, or -1.
        answered: Whether what was heard may answer the question it asked before.
        once: What it will not do again in this conversation, such as letting this prompt pass in silence.
        owes: Facts that are left wrong with it, and are to be put right: name -> how (an act).
        mood: How angry the person is from now on; below 0 for as before.
        feeling: As in `core.trace.UserActed`.
    """

    act: str
    about: str = ""
    attempt: int = 0
    text: str = ""
    read: str = ""
    keys: str = ""
    leave: str = ""
    told: tuple[str, ...] = ()
    unhelpful: bool = False
    answers: Reading | None = None
    met: str = ""
    held: tuple[Fact, ...] | None = None
    asked: int = -1
    answered: bool = False
    once: str = ""
    owes: tuple[tuple[str, str], ...] = ()
    mood: float = -1.0
    feeling: str = ""


@dataclass(slots=True)
class Mind:
    """What a person knows of the conversation so far.

    Attributes:
        facts: As held now.
        counts: How often each (act, about) was done.
        told: Facts that have been given.
        once: See `Move.once`.
        last: What was answered last.
        unanswered: What was heard last, when nothing has been done about it.
        opened: Whether the person has said why it calls.
        met: What need is met; "" for none.
        nowhere: Turns of the other side that got the person nowhere.
        acts: How much the person has done.
        answered: Which of its own questions have been answered.
        awaiting: Which of them it waits to have answered, or -1.
        changed: Whether it has changed its mind already.
        owed: Facts left wrong: name -> how they are to be put right, and how many had been given by then.
        mood: How angry it is, from 0 to 1.
    """

    facts: tuple[Fact, ...]
    counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    told: set[str] = field(default_factory=set[str])
    once: set[str] = field(default_factory=set[str])
    last: Reading | None = None
    unanswered: str = ""
    opened: bool = False
    met: str = ""
    nowhere: int = 0
    acts: int = 0
    answered: set[int] = field(default_factory=set[int])
    awaiting: int = -1
    changed: bool = False
    owed: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    mood: float = 0.0

    def attempt(self, act: str, about: str = "") -> int:
        """Return how often this was done before."""
        return self.counts.get((act, about), 0)

    def fact(self, name: str) -> Fact | None:
        """Return a fact by its name."""
        for fact in self.facts:
            if fact.name == name:
                return fact
        return None

    def last_fact(self) -> Fact | None:
        """Return the fact that was spoken of last."""
        return self.fact(self.last.about) if self.last is not None else None

    def spelled_fact(self, name: str) -> Fact | None:
        """Return the fact that is to be spelled: nobody spells a day."""
        for fact in (self.fact(name), self.last_fact()):
            if fact is not None and fact.moment is None:
                return fact
        return None

    def holding(self, *changed: Fact) -> tuple[Fact, ...]:
        """Return the facts with some of them changed."""
        by_name = {fact.name: fact for fact in changed}
        return tuple(by_name.get(fact.name, fact) for fact in self.facts)

    def take(self, move: Move) -> None:
        """Take note that the person did this."""
        key = (move.act, move.about)
        self.counts[key] = self.counts.get(key, 0) + 1
        self.told.update(move.told)
        self.nowhere += move.unhelpful
        self.acts += 1
        self.met = self.met or move.met
        if move.answers is not None:
            self.last = move.answers
        self.unanswered = move.read if move.act == WAIT else ""
        self.opened = self.opened or move.act in {"open", "restate"}
        if move.once:
            self.once.add(move.once)
        if move.answered and self.awaiting >= 0:
            self.answered.add(self.awaiting)
        self.awaiting = move.asked
        if self.owed or move.owes:
            for name in move.told:
                self.owed.pop(name, None)
            self.owed.update((name, (how, len(self.told))) for name, how in move.owes)
        if move.mood >= 0.0:
            self.mood = move.mood
        if move.held is not None:
            self.changed = self.changed or move.act == "change"
            self.facts = move.held


def unhelpful(move: Move) -> Move:
    """Return a move as one that follows a turn which got the person nowhere."""
    return replace(move, unhelpful=True)
