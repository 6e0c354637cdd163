"""What the agent is about to do, gathered while one event is worked on: words, notes, and at most one way to go on.

Template-first speech: every wording comes from the author or the locale's lines, varied by a keyed draw. What people
said enters only as a placeholder's value, once. Output guardrails check each piece before it can be spoken.
"""

from __future__ import annotations

import msgspec

from seatrial.agents.agent import Agent, Slot
from seatrial.agents.dialogue import Dialogue
from seatrial.agents.guardrails import OutputGuard
from seatrial.agents.rendering import fill, placeholders, render, render_fact
from seatrial.core.draws import pick
from seatrial.core.effects import Act, Note
from seatrial.core.events import Json

_QUESTIONS = frozenset({"ask", "read_back", "confirm", "clarify", "anything_else", "offer_person"})


class Invoke(msgspec.Struct, frozen=True, kw_only=True):
    """Call a tool."""

    tool: str
    args: dict[str, Json]


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """Put the person through."""

    reason: str


class Finish(msgspec.Struct, frozen=True, kw_only=True):
    """End the session once the last words were heard."""

    outcome: str
    reason: str = ""


class Voice:
    """The agent's wording within one session. Remembers how often each line was used, so that variation moves on."""

    __slots__ = ("_agent", "_dialogue", "_guard", "_used")

    def __init__(self, dialogue: Dialogue, guard: OutputGuard) -> None:
        self._agent: Agent = dialogue.agent
        self._dialogue = dialogue
        self._guard = guard
        self._used: dict[str, int] = {}

    def choose(self, key: str, wordings: tuple[str, ...]) -> str:
        """Return one of the wordings: the same one for the same seed, key and number of earlier uses."""
        used = self._used.get(key, 0)
        self._used[key] = used + 1
        if len(wordings) == 1:
            return wordings[0]
        return pick(wordings, self._dialogue.seed, "wording", key, "", used)

    def line(self, key: str, values: dict[str, str]) -> str:
        """Return a line of the engine's, filled; empty when the locale has none."""
        wordings = self._agent.speech.lines.get(key, ())
        return fill(self.choose(key, wordings), values) if wordings else ""

    def authored(self, key: str, wordings: tuple[str, ...], at_ms: int) -> tuple[str, dict[str, str]]:
        """Return one of the author's wordings filled from slots, facts and memory, and the values used."""
        template = self.choose(key, wordings)
        values = {name: self.shown(name, at_ms) for name in placeholders(template)}
        return fill(template, values), values

    def shown(self, name: str, at_ms: int) -> str:
        """Return the value of a slot, fact or memory variable as the agent says it; empty when unknown."""
        dialogue = self._dialogue
        value = dialogue.value(name)
        if value is None and "." in name:
            head, _, tail = name.partition(".")
            value = _member(dialogue.value(head), tail)
        if value is None:
            return ""
        slot = self._agent.slots.get(name)
        now = dialogue.now(at_ms)
        if slot is not None and name in dialogue.slots:
            return render(slot, value, locale=dialogue.locale, channel=dialogue.channel, now=now)
        return render_fact(value, locale=dialogue.locale, channel=dialogue.channel, now=now)

    def guarded(self, text: str, values: dict[str, str]) -> tuple[str, list[Note]]:
        """Return the text as the output guardrails let it pass, and a note for each one that tripped."""
        if not values:
            return self._guard.pass_wording(text)
        slots = self._dialogue.slots
        quoted = tuple([value for name, value in values.items() if value and (name == "value" or name in slots)])
        return self._guard.pass_through(text, values.values(), quoted)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]


class Reply:
    """What one event leads to. Pieces are spoken as one utterance; notes keep their order."""

    __slots__ = (
        "_at_ms",
        "_pieces",
        "_voice",
        "acts",
        "finish",
        "invoke",
        "notes",
        "patience_ms",
        "protected",
        "repeats",
        "transfer",
    )

    def __init__(self, voice: Voice, at_ms: int) -> None:
        self._voice = voice
        self._at_ms = at_ms
        self._pieces: list[str] = []
        self.acts: list[Act] = []
        self.notes: list[Note] = []
        self.protected = False
        self.repeats = False
        self.patience_ms: int | None = None
        self.invoke: Invoke | None = None
        self.transfer: Transfer | None = None
        self.finish: Finish | None = None

    @property
    def text(self) -> str:
        """Everything to be said, as one utterance."""
        return " ".join(self._pieces)

    @property
    def at_ms(self) -> int:
        """When the event came."""
        return self._at_ms

    @property
    def closing(self) -> bool:
        """Whether the agent is on its way out: to a person, or to the end."""
        return self.transfer is not None or self.finish is not None

    def line(self, key: str, act: str, about: str = "", **values: str) -> bool:
        """Say one of the engine's lines; return False when the locale has none."""
        text = self._voice.line(key, values)
        if text:
            self._add(text, values, act, about)
        return bool(text)

    def authored(self, key: str, wordings: tuple[str, ...], act: str, about: str = "") -> str:
        """Say one of the author's wordings; return it as said."""
        text, values = self._voice.authored(key, wordings, self._at_ms)
        return self._add(text, values, act, about)

    def plain(self, text: str, act: str, about: str = "") -> None:
        """Say a text as it is (an operator's words, a repetition)."""
        self._add(text, {"text": text}, act, about)

    def shown(self, slot: Slot) -> str:
        """Return a slot's value as the agent says it."""
        return self._voice.shown(slot.name, self._at_ms)

    def retract_question(self) -> None:
        """Take back the question at the end: it was answered before it could be asked."""
        if self.acts and self.acts[-1].kind in _QUESTIONS:
            self.acts.pop()
            self._pieces.pop()

    def note(self, kind: str, about: str = "", **data: Json) -> None:
        """Write something into the trace."""
        self.notes.append(Note(kind=kind, about=about, data=data))

    def _add(self, text: str, values: dict[str, str], act: str, about: str) -> str:
        passed, notes = self._voice.guarded(text, values)
        self.notes += notes
        if passed:
            self._pieces.append(passed)
            self.acts.append(Act(kind=act, about=about))
        return passed
