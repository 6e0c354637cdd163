"""Traces for the tests of this folder, written row by row."""

from __future__ import annotations

from seatrial.core.effects import Act, CallTool, End, HandOff, Note, Say
from seatrial.core.events import (
    HandoffAccepted,
    HandoffDeclined,
    PlayoutEnded,
    PlayoutStarted,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
)
from seatrial.core.trace import Row, UserActed
from seatrial.evaluation.evidence import Evidence, gather


class Tracing:
    """A trace under way: one second passes with each row."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._turn = 0
        self._requests = 0

    def add(self, lane: str, body: object) -> Tracing:
        self.rows.append(Row(at_ms=1_000 * len(self.rows), lane=lane, body=body))
        return self

    def agent(self, text: str, *acts: str, heard: int | None = None, played: bool = True) -> Tracing:
        self._turn += 1
        made = tuple(Act(kind=kind, about=about) for kind, _, about in (act.partition(":") for act in acts))
        self.add("out", Say(turn=self._turn, text=text, acts=made))
        if played:
            self.add("in", PlayoutStarted(turn=self._turn))
            self.add("in", PlayoutEnded(turn=self._turn, heard_chars=len(text) if heard is None else heard))
        return self

    def person(self, act: str, about: str = "", *, read: str = "", text: str = "") -> Tracing:
        return self.add("user", UserActed(act=act, about=about, read=read, text=text))

    def call(self, tool: str, *, fails: str = "", message: str = "", attempts: int = 1, **args: object) -> Tracing:
        self._requests += 1
        request = f"{tool}.{self._requests}"
        for attempt in range(1, attempts + 1):
            self.add("out", CallTool(request=request, tool=tool, args=args, attempt=attempt))
        if fails == "unknown":
            return self.add("in", ToolOutcomeUnknown(request=request, message=message))
        if fails:
            return self.add("in", ToolFailed(request=request, kind=fails, message=message))
        return self.add("in", ToolReturned(request=request, result="ok"))

    def note(self, kind: str, about: str = "", **data: object) -> Tracing:
        return self.add("out", Note(kind=kind, about=about, data=data))

    def hand_over(self, reason: str, *, accepted: bool = True) -> Tracing:
        self.add("out", HandOff(handoff="h1", to="dispatcher", reason=reason))
        return self.add("in", HandoffAccepted(handoff="h1") if accepted else HandoffDeclined(handoff="h1"))

    def left(self, reason: str) -> Tracing:
        return self.add("in", UserLeft(reason=reason))

    def end(self, outcome: str, *, success: bool = False) -> Tracing:
        return self.add("out", End(outcome=outcome, success=success))

    def evidence(self) -> Evidence:
        return gather(self.rows)
