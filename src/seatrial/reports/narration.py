"""A trace told as a conversation: who said what and when, what was meant and understood, what tools and faults did.

Turns rows into lines that the terminal, the HTML report and `chat --explain` set in their own way. Works for
simulated and live traces alike. Tells only what happened; judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

import msgspec

from seatrial.core.effects import CallTool, End, HandOff, Note, Say
from seatrial.core.events import (
    HandoffAccepted,
    HandoffDeclined,
    ModelFailed,
    OperatorSaid,
    PlayoutEnded,
    PlayoutStarted,
    Resumed,
    ToolFailed,
    ToolOutcomeUnknown,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.trace import FaultStruck, Row, UserActed

VALUE_CHARS_MAX = 160

_PARTS = frozenset({"line1", "city", "state", "postcode", "amount", "currency"})
"""Of addresses and sums: they speak for themselves."""

_COMMANDS = {
    "NotUnderstood": "nothing",
    "OutOfScope": "something it does not do",
    "AskPerson": "wants a person",
    "Affirm": "yes",
    "Deny": "no",
    "Cancel": "stop this",
    "Repeat": "say that again",
    "Wait": "one moment",
    "Goodbye": "goodbye",
    "Thanks": "thanks",
    "CannotSay": "cannot give it",
    "Clarify": "one of two things",
}
"""Commands that no other note tells of, in words."""


class Line(msgspec.Struct, kw_only=True):
    """One line of the story.

    Attributes:
        who: ``agent``, ``person``, ``operator``, ``tool``, ``fault`` or ``end``.
        heard: As it reached the other side; for tools, faults and ends a sentence.
        cut: Whether the agent was cut short.
        meant: What the person had said or done, where the channel made something else of it; else "".
        understood: What the agent made of it.
    """

    at_ms: int
    who: str
    heard: str
    cut: bool = False
    meant: str = ""
    understood: list[str] = []


def narrate(rows: Iterable[Row]) -> list[Line]:
    """Return the story of a conversation, in order of time."""
    story = _Story()
    for row in rows:
        story.take(row)
    return story.finished()


def explain(row: Row) -> str:
    """Return what a row says of the agent's mind and hands, in a few words; "" for the rest. Needs no other row."""
    match row.body:
        case Note():
            return _told(row.body)
        case CallTool(tool=tool, args=args):
            return f"calls {_call_text(tool, args)}"
        case ToolReturned(result=result):
            return f"gets {value_text(result)}"
        case ToolFailed(kind=kind, message=message):
            return (
                f"the tool says no: {message or kind}" if kind == "refused" else f"the tool failed: {message or kind}"
            )
        case ToolOutcomeUnknown():
            return "nobody knows whether it was done"
        case HandOff(to=to, reason=reason):
            return f"puts through to {to or 'a person'}: {reason.replace('_', ' ')}"
        case Resumed(downtime_ms=downtime_ms):
            return f"the process came back after {downtime_ms / 1000:.1f} s"
        case _:
            return ""


def value_text(value: Any) -> str:
    """Return a value as people read it: text bare, parts joined, cut to length."""
    if value is None:
        text = "nothing"
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, str):
        text = value
    elif isinstance(value, dict):
        parts = cast("dict[str, Any]", value)
        bare = parts.keys() <= _PARTS
        known = [(name, value_text(part)) for name, part in parts.items() if part is not None]
        text = ", ".join(part if bare else f"{name}: {part}" for name, part in known)
    elif isinstance(value, list | tuple):
        text = ", ".join(value_text(item) for item in cast("list[Any]", value))
    else:
        text = str(value)
    return text if len(text) <= VALUE_CHARS_MAX else text[: VALUE_CHARS_MAX - 3] + "..."


class _Story:
    """A story being gathered."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._said: dict[tuple[int, int], str] = {}
        self._playing: dict[tuple[int, int], Line] = {}
        self._calls: dict[str, CallTool] = {}
        self._acted: UserActed | None = None
        """What the person did last, until some of it is heard."""
        self._acted_ms = 0
        self._person: Line | None = None
        self._garbled: Line | None = None
        """The first line of the act under way, as long as it differs from what was meant."""
        self._heard = ""
        self._takers: dict[type[Any], Callable[[int, Any], None]] = {
            Say: self._say,
            PlayoutStarted: self._playout_started,
            PlayoutEnded: self._playout_ended,
            UserActed: self._user_acted,
            UserSaid: self._user_said,
            UserPressed: self._user_pressed,
            UserLeft: self._user_left,
            OperatorSaid: self._operator_said,
            Note: self._note,
            CallTool: self._call,
            ToolReturned: self._tool_returned,
            ToolFailed: self._tool_failed,
            ToolOutcomeUnknown: self._tool_unknown,
            ModelFailed: self._model_failed,
            FaultStruck: self._fault,
            HandOff: self._hand_off,
            HandoffAccepted: self._accepted,
            HandoffDeclined: self._declined,
            Resumed: self._resumed,
            End: self._end,
        }

    def take(self, row: Row) -> None:
        """Take the next row in."""
        taker = self._takers.get(type(row.body))
        if taker is not None:
            taker(row.at_ms, row.body)

    def finished(self) -> list[Line]:
        """Return the lines; what was meant last and never heard is told too."""
        self._settle_act()
        return self._lines

    def _add(self, at_ms: int, who: str, heard: str) -> Line:
        line = Line(at_ms=at_ms, who=who, heard=heard, understood=[])
        self._lines.append(line)
        return line

    # The agent.

    def _say(self, _at_ms: int, say: Say) -> None:
        self._said[say.turn, say.part] = say.text

    def _playout_started(self, at_ms: int, event: PlayoutStarted) -> None:
        self._settle_act()
        text = self._said.get((event.turn, event.part))
        if text is not None:
            self._playing[event.turn, event.part] = self._add(at_ms, "agent", text)
            self._person = None

    def _playout_ended(self, _at_ms: int, event: PlayoutEnded) -> None:
        line = self._playing.pop((event.turn, event.part), None)
        if line is not None and event.heard_chars < len(line.heard):
            line.heard = line.heard[: max(0, event.heard_chars)].rstrip()
            line.cut = True

    # The person.

    def _user_acted(self, at_ms: int, acted: UserActed) -> None:
        self._settle_act()
        self._acted, self._acted_ms = acted, at_ms
        self._person = self._garbled = None

    def _settle_act(self) -> None:
        """Tell of an act that never reached the agent as words."""
        acted, self._acted = self._acted, None
        if acted is None:
            return
        if acted.text:
            self._add(self._acted_ms, "person", "").meant = acted.text
        elif acted.act in {"silence", "wait"}:
            self._add(self._acted_ms, "person", "").meant = "says nothing"

    def _user_said(self, at_ms: int, event: UserSaid) -> None:
        acted, self._acted = self._acted, None
        same_breath = acted is None and self._person is not None and not self._person.understood
        if same_breath and self._person is not None:
            self._person.heard = f"{self._person.heard} {event.text}".strip()
        else:
            self._person = self._add(at_ms, "person", event.text)
        if acted is not None and acted.text:
            self._person.meant, self._garbled, self._heard = acted.text, self._person, ""
        if self._garbled is not None:
            self._heard = f"{self._heard} {event.text}"
            if _plain(self._heard) == _plain(self._garbled.meant):
                self._garbled.meant, self._garbled = "", None

    def _user_pressed(self, at_ms: int, event: UserPressed) -> None:
        self._acted = None
        self._person = self._add(at_ms, "person", f"(presses {' '.join(event.keys)})")

    def _user_left(self, at_ms: int, event: UserLeft) -> None:
        self._settle_act()
        self._person = None
        self._add(at_ms, "end", "the line was lost" if event.reason == "line lost" else "the person hung up")

    def _operator_said(self, at_ms: int, event: OperatorSaid) -> None:
        self._add(at_ms, "operator", event.text)

    # What the agent made of it.

    def _note(self, at_ms: int, note: Note) -> None:
        told = _told(note)
        if not told:
            return
        if self._person is not None:
            self._person.understood.append(told)
        elif note.kind in {"guardrail", "gave_up", "silence", "no_person"}:
            self._add(at_ms, "end" if note.kind == "no_person" else "fault", told)

    # Tools, models, people behind the line.

    def _call(self, _at_ms: int, call: CallTool) -> None:
        self._calls[call.request] = call

    def _tool_line(self, at_ms: int, request: str, attempt: int, became: str) -> None:
        call = self._calls.get(request)
        if call is None:
            return
        again = f", try {attempt}" if attempt > 1 else ""
        self._add(at_ms, "tool", f"{_call_text(call.tool, call.args)}{again}: {became}")

    def _tool_returned(self, at_ms: int, event: ToolReturned) -> None:
        self._tool_line(at_ms, event.request, event.attempt, value_text(event.result))

    def _tool_failed(self, at_ms: int, event: ToolFailed) -> None:
        self._tool_line(at_ms, event.request, event.attempt, f"{event.kind} ({event.message or 'no reason given'})")

    def _tool_unknown(self, at_ms: int, event: ToolOutcomeUnknown) -> None:
        self._tool_line(at_ms, event.request, event.attempt, "nobody knows whether it was done")

    def _model_failed(self, at_ms: int, event: ModelFailed) -> None:
        self._add(at_ms, "fault", f"the model failed: {event.error}")

    def _fault(self, at_ms: int, fault: FaultStruck) -> None:
        target = fault.target.split("\x1f", 1)[0].split("{", 1)[0].strip()
        where = f" ({target})" if target else ""
        self._add(at_ms, "fault", f"fault on purpose: {fault.port}, {fault.kind.replace('_', ' ')}{where}")

    def _hand_off(self, at_ms: int, handoff: HandOff) -> None:
        self._add(at_ms, "tool", f"puts through to {handoff.to or 'a person'}: {handoff.reason.replace('_', ' ')}")

    def _accepted(self, at_ms: int, event: HandoffAccepted) -> None:
        self._add(at_ms, "tool", f"{event.by or 'a person'} takes over")

    def _declined(self, at_ms: int, event: HandoffDeclined) -> None:
        self._add(at_ms, "tool", f"nobody takes over: {event.reason or 'declined'}")

    def _resumed(self, at_ms: int, event: Resumed) -> None:
        self._add(at_ms, "fault", f"the process came back after {event.downtime_ms / 1000:.1f} s")

    def _end(self, at_ms: int, end: End) -> None:
        self._settle_act()
        reason = f" ({end.reason.replace('_', ' ')})" if end.reason and end.reason != end.outcome else ""
        helped = "counts as having helped" if end.success else "does not count as having helped"
        self._add(at_ms, "end", f"ended: {end.outcome.replace('_', ' ')}{reason}; {helped}")


def _call_text(tool: str, args: dict[str, Any]) -> str:
    given = ", ".join(f"{name} {value_text(value)}" for name, value in args.items() if value is not None)
    return f"{tool}({given})"


def _told(note: Note) -> str:
    """Return what a note says of the agent's understanding, or "" for what only engineers want to read."""
    about = note.about.replace("_", " ")
    match note.kind:
        case "command":
            return _COMMANDS.get(note.about, "")
        case "flow":
            return f"wants: {about}"
        case "answer":
            return f"asks about: {about}"
        case "slot" | "slot_part" | "correction":
            return _slot_told(note, about)
        case "declined":
            return f"does without: {about}"
        case "gave_up":
            return f"gives up on {about}"
        case "guardrail":
            action = note.data.get("action", "")
            return f"guardrail {about}" + (f": {value_text(action)}" if action else "")
        case "no_person":
            return f"no person to hand over to: {about}"
        case _:
            return ""


def _slot_told(note: Note, about: str) -> str:
    if "value" not in note.data:
        return f"{about} is wrong" if note.kind == "correction" else ""
    confidence = note.data.get("confidence", 1000)
    doubt = f" ({confidence / 10:.0f} % sure)" if isinstance(confidence, int) and confidence < 1000 else ""
    verb = {"slot": " =", "slot_part": ", in part:"}.get(note.kind, " changes to")
    return f"{about}{verb} {value_text(note.data['value'])}{doubt}"


def _plain(text: str) -> str:
    """Return text without what no recogniser writes: case, punctuation, spacing."""
    kept = "".join(char if char.isalnum() else " " for char in text.lower() if char != "'")
    return " ".join(kept.split())
