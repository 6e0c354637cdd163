"""The state of one conversation: slots, facts, the stack of flows, and the question now on the table.

Plain mutable state with small accessors; it decides nothing. Rebuilt from events on replay, never serialised.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from seatrial.agents.agent import Agent, Collect, Flow
from seatrial.core.events import Json, SessionStarted

STACK_MAX = 4
"""Flows within flows; a deeper digression is declined until one of them has ended."""


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """A slot's value.

    Attributes:
        text: The words it was read from.
        confidence: Per mille.
        turn: The agent's turn count when it was given.
    """

    value: Json
    text: str = ""
    confidence: int = 1000
    confirmed: bool = False
    turn: int = 0


class Frame(msgspec.Struct, kw_only=True):
    """A flow under way.

    Attributes:
        at: Index of the step to run next.
        visited: Steps run, in order, without those undone by a correction.
        written: Position in `visited` after the last successful write: no correction rewinds beyond it.
        request: The tool request it waits for, or "".
        confirms: How often its current confirm step was asked.
        called: Whether another flow ran it as a step, so that nobody has to be led back.
    """

    flow: Flow
    at: int = 0
    visited: list[int] = []
    written: int = 0
    request: str = ""
    confirms: int = 0
    called: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What the person was last asked.

    Attributes:
        kind: ``open``, ``slot``, ``read_back``, ``confirm``, ``change``, ``clarify``, ``person``, ``anything_else``.
        about: The slot concerned.
        options: For ``clarify``: intent labels in the order they were offered.
    """

    kind: str
    about: str = ""
    options: tuple[str, ...] = ()


OPEN = Question(kind="open")


class Dialogue:
    """The state. Every field may be read by anybody; only the flow engine and `Conversation` write."""

    __slots__ = (
        "agent",
        "answered",
        "asks",
        "channel",
        "declined",
        "facts",
        "flows_left",
        "locale",
        "memory",
        "misunderstood",
        "outcomes",
        "parts",
        "question",
        "seed",
        "slots",
        "stack",
        "started",
        "turn",
    )

    def __init__(self, agent: Agent, started: SessionStarted) -> None:
        self.agent = agent
        self.started = datetime.fromisoformat(started.started_at).replace(tzinfo=None)
        self.locale = started.locale or agent.locale
        self.channel = started.channel
        self.seed = started.seed
        self.memory: dict[str, Json] = {**agent.remembers, **started.memory}
        self.slots: dict[str, Filled] = {}
        self.facts: dict[str, Json] = {}
        self.declined: dict[str, bool] = {}
        self.parts: dict[str, tuple[str, str]] = {}
        """Half-given date-times: slot -> (``day`` or ``clock``, value)."""
        self.stack: list[Frame] = []
        self.question: Question = OPEN
        self.asks: dict[str, int] = {}
        self.misunderstood = 0
        self.outcomes: list[str] = []
        self.answered: list[str] = []
        """Outcomes of questions answered on the way; see `success`."""
        self.flows_left: dict[str, bool] = {}
        """Flows that have run to their end: started again, they are about a new errand."""
        self.turn = 0

    def now(self, at_ms: int) -> datetime:
        """Return the local time at this moment of the session, to the minute that people speak in."""
        return self.started + timedelta(milliseconds=at_ms)

    @property
    def frame(self) -> Frame | None:
        """The flow under way, innermost."""
        return self.stack[-1] if self.stack else None

    def names(self) -> dict[str, Json]:
        """Return everything expressions may read: memory, then facts, then slots."""
        known = {**self.memory, **self.facts}
        for name, filled in self.slots.items():
            known[name] = filled.value
        return known

    def value(self, name: str) -> Json:
        """Return a slot's value, else a fact, else a memory variable, else None."""
        filled = self.slots.get(name)
        if filled is not None:
            return filled.value
        if name in self.facts:
            return self.facts[name]
        return self.memory.get(name)

    def collecting(self) -> tuple[str, ...]:
        """Return the slots of the flow under way, or all slots when none is."""
        frame = self.frame
        return frame.flow.slots if frame is not None else tuple(self.agent.slots)

    def next_slot(self) -> str | None:
        """Return the slot that the flow under way is collecting, if that is its current step."""
        frame = self.frame
        if frame is None or frame.at >= len(frame.flow.steps):
            return None
        step = frame.flow.steps[frame.at]
        return step.slot if isinstance(step, Collect) else None

    def _reached(self) -> list[str]:
        """Return what came of the conversation: of its flows, or where nothing else was wanted, of its questions.

        Whoever was told the prices and then could not book has not been helped.
        """
        return self.outcomes if self.outcomes or self.stack else self.answered

    @property
    def success(self) -> bool:
        """Whether an outcome was reached that counts as having helped."""
        return any(outcome in self.agent.success for outcome in self._reached())

    def best_outcome(self, otherwise: str) -> str:
        """Return the last successful outcome, else the last one, else the given word."""
        reached = self._reached()
        for outcome in reversed(reached):
            if outcome in self.agent.success:
                return outcome
        return reached[-1] if reached else otherwise
