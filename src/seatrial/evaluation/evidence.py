"""What a trace shows, gathered in one pass: what was heard, which tools were called, how it ended.

The only reader of trace rows in this layer; checks, attribution and causes look at `Evidence`. Works for simulated
and live traces alike. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from seatrial.core.effects import Act, CallTool, End, HandOff, Note, Say
from seatrial.core.events import (
    HandoffAccepted,
    HandoffDeclined,
    Json,
    ModelAnswered,
    PlayoutEnded,
    PlayoutStarted,
    SpeechEnded,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.trace import FaultStruck, Row, UserActed


@dataclass(slots=True)
class Utterance:
    """One turn of the agent.

    Attributes:
        row: Where its first part was said.
        text: All of it.
        heard: As much as was heard.
        started: Whether any of it was: only then it counts as a turn.
        protected: Whether it had to be heard whole.
    """

    turn: int
    row: int
    text: str = ""
    heard: str = ""
    acts: tuple[Act, ...] = ()
    started: bool = False
    protected: bool = False

    @property
    def whole(self) -> bool:
        """Whether all of it was heard."""
        return len(self.heard) >= len(self.text)


@dataclass(slots=True)
class Call:
    """One tool request, all its attempts together.

    Attributes:
        row: Of its first attempt.
        returned_row: Of the answer, or -1.
        result: Of the answer.
        failure: How it failed, or "".
        message: What it said when it failed.
        write: Whether it changes the world.
    """

    request: str
    tool: str
    args: Mapping[str, Json]
    row: int
    returned_row: int = -1
    result: Json = None
    failure: str = ""
    message: str = ""
    attempts: int = 1
    write: bool = False

    @property
    def succeeded(self) -> bool:
        """Whether it returned."""
        return self.returned_row >= 0


@dataclass(slots=True)
class Acted:
    """One thing the simulated person did.

    Attributes:
        heard: The agent's utterances that it had heard since the thing it did before.
    """

    row: int
    act: UserActed
    heard: tuple[Utterance, ...] = ()


@dataclass(slots=True)
class Evidence:
    """A conversation's trace, gathered.

    Attributes:
        slots: Last value of each slot that was noted.
        handoffs: Reasons of handoffs that were accepted, each with its row.
        declined: Reasons of handoffs that nobody took.
        end: None for a trace that was cut short.
        left: Why the person hung up; "" when it did not.
        said: What reached the agent of the person's words, each with its row.
        latencies_ms: From the end of the person's words to the first sound of each turn that answers them.
        cost_microusd: What models charged, in millionths of a US dollar, as far as their providers said.
        unpriced: Answers of models of which nobody said what they cost.
    """

    utterances: list[Utterance] = field(default_factory=list[Utterance])
    calls: list[Call] = field(default_factory=list[Call])
    acted: list[Acted] = field(default_factory=list[Acted])
    notes: list[tuple[int, Note]] = field(default_factory=list[tuple[int, Note]])
    faults: list[FaultStruck] = field(default_factory=list[FaultStruck])
    slots: dict[str, Json] = field(default_factory=dict[str, Json])
    handoffs: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    declined: list[str] = field(default_factory=list[str])
    end: End | None = None
    end_row: int = -1
    left: str = ""
    said: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    latencies_ms: list[int] = field(default_factory=list[int])
    cost_microusd: int = 0
    unpriced: int = 0
    virtual_ms: int = 0

    @property
    def turns(self) -> int:
        """How many of the agent's utterances began to be heard."""
        return sum(utterance.started for utterance in self.utterances)


def gather(rows: Iterable[Row]) -> Evidence:
    """Return the evidence in a trace."""
    gathering = _Gathering()
    takers = gathering.TAKERS
    for index, row in enumerate(rows):
        gathering.evidence.virtual_ms = row.at_ms
        taker = takers.get(type(row.body))
        if taker is not None:
            taker(gathering, index, row.body)
    return gathering.evidence


class _Gathering:
    """Evidence being gathered."""

    def __init__(self) -> None:
        self.evidence = Evidence()
        self._turns: dict[int, Utterance] = {}
        self._parts: dict[tuple[int, int], str] = {}
        self._calls: dict[str, Call] = {}
        self._handoffs: dict[str, str] = {}
        self._since: list[Utterance] = []
        self._sounds = False
        self._quiet_ms = -1
        self._due = False

    def _say(self, index: int, say: Say) -> None:
        utterance = self._turns.get(say.turn)
        if utterance is None:
            utterance = self._turns[say.turn] = Utterance(turn=say.turn, row=index)
            self.evidence.utterances.append(utterance)
        utterance.text = f"{utterance.text} {say.text}".strip() if utterance.text else say.text
        utterance.acts += say.acts
        utterance.protected = utterance.protected or say.protected
        self._parts[say.turn, say.part] = say.text

    def _playout_started(self, _: int, event: PlayoutStarted) -> None:
        utterance = self._turns.get(event.turn)
        if utterance is not None:
            if not utterance.started:
                self._answered(utterance)
            utterance.started = True
            if utterance not in self._since:
                self._since.append(utterance)

    def _answered(self, utterance: Utterance) -> None:
        """Take the latency of a turn that answers something; nobody waits for a reminder that it is their turn."""
        if not self._due or any(act.kind == "reprompt" for act in utterance.acts):
            return
        self._due = False
        self.evidence.latencies_ms.append(self.evidence.virtual_ms - self._quiet_ms)

    def _playout_ended(self, _: int, event: PlayoutEnded) -> None:
        utterance = self._turns.get(event.turn)
        heard = self._parts.get((event.turn, event.part), "")[: max(0, event.heard_chars)]
        if utterance is not None and heard:
            utterance.heard = f"{utterance.heard} {heard}".strip() if utterance.heard else heard

    def _call(self, index: int, call: CallTool) -> None:
        known = self._calls.get(call.request)
        if known is None:
            known = self._calls[call.request] = Call(call.request, call.tool, call.args, index, write=call.write)
            self.evidence.calls.append(known)
        else:
            known.attempts += 1
            known.failure = ""

    def _returned(self, index: int, event: ToolReturned) -> None:
        call = self._calls.get(event.request)
        if call is not None and call.returned_row < 0:
            call.returned_row = index
            call.result = event.result
            call.failure = ""

    def _failed(self, _: int, event: ToolFailed) -> None:
        call = self._calls.get(event.request)
        if call is not None and not call.succeeded:
            call.failure, call.message = event.kind, event.message

    def _unknown(self, _: int, event: ToolOutcomeUnknown) -> None:
        call = self._calls.get(event.request)
        if call is not None and not call.succeeded:
            call.failure, call.message = "unknown", event.message

    def _hand_off(self, _: int, effect: HandOff) -> None:
        self._handoffs[effect.handoff] = effect.reason

    def _accepted(self, index: int, event: HandoffAccepted) -> None:
        self.evidence.handoffs.append((self._handoffs.get(event.handoff, ""), index))

    def _declined(self, _: int, event: HandoffDeclined) -> None:
        self.evidence.declined.append(self._handoffs.get(event.handoff, ""))

    def _note(self, index: int, note: Note) -> None:
        self.evidence.notes.append((index, note))
        if note.kind in {"slot", "correction"} and "value" in note.data:
            self.evidence.slots[note.about] = note.data["value"]

    def _acted(self, index: int, act: UserActed) -> None:
        if act.act == "backchannel":
            return
        self.evidence.acted.append(Acted(index, act, tuple(self._since)))
        self._since = []

    def _user_said(self, index: int, event: UserSaid) -> None:
        self.evidence.said.append((index, event.text))
        self._due = True
        # What is spoken is recognised a while after it was said; what is typed is there when it is sent.
        if not self._sounds:
            self._quiet_ms = self.evidence.virtual_ms

    def _pressed(self, _: int, __: UserPressed) -> None:
        self._due, self._quiet_ms = True, self.evidence.virtual_ms

    def _quiet(self, _: int, __: SpeechEnded) -> None:
        self._sounds, self._quiet_ms = True, self.evidence.virtual_ms

    def _model_answered(self, _: int, event: ModelAnswered) -> None:
        if event.cost_microusd is None:
            self.evidence.unpriced += 1
        else:
            self.evidence.cost_microusd += event.cost_microusd

    def _user_left(self, _: int, event: UserLeft) -> None:
        self.evidence.left = event.reason or "hung_up"

    def _fault(self, _: int, fault: FaultStruck) -> None:
        self.evidence.faults.append(fault)

    def _end(self, index: int, end: End) -> None:
        self.evidence.end = end
        self.evidence.end_row = index

    # By class and not by instance: bound methods kept by their own object would make each one a reference cycle.
    TAKERS: ClassVar[Mapping[type[Any], Callable[[Any, int, Any], None]]] = {
        Say: _say,
        PlayoutStarted: _playout_started,
        PlayoutEnded: _playout_ended,
        CallTool: _call,
        ToolReturned: _returned,
        ToolFailed: _failed,
        ToolOutcomeUnknown: _unknown,
        HandOff: _hand_off,
        HandoffAccepted: _accepted,
        HandoffDeclined: _declined,
        Note: _note,
        UserActed: _acted,
        UserSaid: _user_said,
        UserPressed: _pressed,
        SpeechEnded: _quiet,
        ModelAnswered: _model_answered,
        UserLeft: _user_left,
        FaultStruck: _fault,
        End: _end,
    }
