"""Why a conversation went wrong, in plain words: the last thing in its trace that explains how it ended.

A cause is derived, not judged: a tool that failed, a slot given up on, a person who hung up, silence, a limit.
Called by `verdict`; its key groups failures in reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from seatrial.core.effects import Note
from seatrial.evaluation.evidence import Call, Evidence

_REASKED_MIN = 2
_ERROR_NAME = re.compile(r"([^\W\d]\w{0,79}):", re.ASCII)


class Cause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cause.

    Attributes:
        key: Equal for equal causes, such as ``gave_up:postcode``.
        text: A clause that ends a sentence: "the agent gave up on the postcode after 3 attempts".
        general: The same without what differs between conversations of one key, such as counts; "" when that is `text`.
    """

    key: str
    text: str
    general: str = ""

    @property
    def shared(self) -> str:
        """The clause as it holds for every conversation of this key."""
        return self.general or self.text


def find_cause(evidence: Evidence) -> Cause:
    """Return what explains best how a conversation ended."""
    for rule in _RULES:
        cause = rule(evidence)
        if cause is not None:
            return cause
    end = evidence.end
    if end is None:
        return Cause(key="cut_short", text="the conversation has no end")
    return Cause(key=f"ended:{end.outcome}", text=f"the conversation ended as {_words(end.outcome)}")


def asked_counts(evidence: Evidence) -> Counter[str]:
    """Return how often the agent was heard to ask for each slot."""
    asked: Counter[str] = Counter()
    for utterance in evidence.utterances:
        if utterance.started:
            asked.update({act.about for act in utterance.acts if act.kind == "ask" and act.about})
    return asked


def _unknown_outcome(evidence: Evidence) -> Cause | None:
    call = _last(evidence.calls, lambda call: call.failure == "unknown")
    if call is None:
        return None
    text = f"nobody knows whether {call.tool} went through: its answer was lost"
    return Cause(key=f"unknown:{call.tool}", text=text)


def _tool_failed(evidence: Evidence) -> Cause | None:
    note = _last_note(evidence, "tool_failed")
    if note is None or note.data.get("failure") == "refused":
        return None
    failure = str(note.data.get("failure", "error"))
    call = _last(evidence.calls, lambda call: call.tool == note.about)
    if failure == "unknown" and call is not None and call.failure == "garbage":
        # It answered, so nothing was lost; but what it did before nobody can tell from such an answer.
        text = f"nobody knows whether {note.about} went through: {_TOOL_FAILURES['garbage']}"
        return Cause(key=f"unknown:{note.about}:garbage", text=text)
    raised = _raised(str(note.data.get("message", ""))) if failure == "error" else ""
    if raised:
        return Cause(key=f"tool_failed:{note.about}:error:{raised}", text=f"the tool {note.about} raised {raised}")
    return Cause(
        key=f"tool_failed:{note.about}:{failure}",
        text=f"the tool {note.about} failed ({_TOOL_FAILURES.get(failure, failure)})",
    )


def _raised(message: str) -> str:
    """Return the name of the error that a tool raised; "" when the message does not begin with one."""
    found = _ERROR_NAME.match(message)
    return found[1] if found is not None else ""


def _gave_up(evidence: Evidence) -> Cause | None:
    note = _last_note(evidence, "gave_up")
    if note is None:
        return None
    attempts = note.data.get("attempts")
    what = "the confirmation" if "." in note.about else f"the {_words(note.about)}"
    # The count is the slot's own limit, so it holds for all conversations of this key.
    return Cause(key=f"gave_up:{note.about}", text=f"the agent gave up on {what} after {attempts} attempts")


def _no_taker(evidence: Evidence) -> Cause | None:
    if not evidence.declined or evidence.handoffs:
        return None
    return Cause(key="nobody_took_over", text=f"nobody took the caller over ({_words(evidence.declined[-1])})")


def _limit(evidence: Evidence) -> Cause | None:
    note = _last_note(evidence, "guardrail")
    if note is None or note.about not in {"max_turns", "max_seconds"}:
        return None
    what = f"{evidence.turns} turns" if note.about == "max_turns" else f"{evidence.virtual_ms // 1000} seconds"
    general = f"the conversation ran into its limit of {note.about.removeprefix('max_')}"
    text = f"the conversation ran into its limit after {what}{_repeated(evidence)}"
    return Cause(key=note.about, text=text, general=general)


def _hung_up(evidence: Evidence) -> Cause | None:
    left = evidence.left
    if not left or left in {"need_met"}:
        return None
    if left == "patience":
        slot, times = _most_asked(evidence)
        if times >= _REASKED_MIN:
            general = f"the caller hung up after being asked for the {_words(slot)}"
            return Cause(key=f"hung_up:{slot}", text=f"{general} {times} times", general=f"{general} repeatedly")
        general = "the caller hung up, tired of turns that got nowhere"
        return Cause(key="hung_up", text=f"{general}{_misunderstood(evidence)}", general=general)
    if left == "nobody_answered":
        return Cause(key="agent_silent", text=f'the agent fell silent; its last words were "{_last_heard(evidence)}"')
    if left == "refused":
        return Cause(key="refused", text=f'the caller was refused: "{_last_heard(evidence)}"')
    if left == "agent_said_goodbye":
        return Cause(key="agent_goodbye", text="the agent said goodbye before the caller was helped")
    return Cause(key=f"left:{left}", text=f"the caller left ({_words(left)})")


def _line_dropped(evidence: Evidence) -> Cause | None:
    if any(fault.port == "user" and fault.kind == "hang_up" for fault in evidence.faults):
        return Cause(key="line_dropped", text="the line went dead (a fault that was asked for)")
    return None


def _silent(evidence: Evidence) -> Cause | None:
    end = evidence.end
    rung = _last_note(evidence, "silence")
    if end is None or rung is None or end.outcome not in {"silent", "abandoned", "ended"}:
        return None
    return Cause(key="silence", text="the agent heard nothing for a long time and ended the call")


def _handed_over(evidence: Evidence) -> Cause | None:
    if not evidence.handoffs:
        return None
    reason = evidence.handoffs[-1][0]
    general = f"the caller was put through to a person ({_words(reason)})"
    return Cause(key=f"handed_over:{reason}", text=f"{general}{_repeated(evidence)}", general=general)


def _misheard_slot(evidence: Evidence) -> Cause | None:
    corrected = _last_note(evidence, "correction")
    if corrected is None:
        return None
    return Cause(key=f"corrected:{corrected.about}", text=f"the {_words(corrected.about)} was changed on the way")


_RULES: Sequence[Callable[[Evidence], Cause | None]] = (
    _line_dropped,
    _unknown_outcome,
    _tool_failed,
    _gave_up,
    _limit,
    _no_taker,
    _hung_up,
    _silent,
    _handed_over,
    _misheard_slot,
)

_TOOL_FAILURES = {
    "timeout": "no answer in time",
    "error": "an error",
    "garbage": "it returned the wrong type",
    "unavailable": "not reachable",
    "unknown": "its answer was lost",
}


def _repeated(evidence: Evidence) -> str:
    slot, times = _most_asked(evidence)
    return f", having asked for the {_words(slot)} {times} times" if times >= _REASKED_MIN else ""


def _misunderstood(evidence: Evidence) -> str:
    times = sum(1 for _, note in evidence.notes if note.kind == "repair")
    return f" ({times} repairs)" if times else ""


def _most_asked(evidence: Evidence) -> tuple[str, int]:
    asked = asked_counts(evidence)
    if not asked:
        return "", 0
    return max(asked.items(), key=lambda item: item[1])


def _last_heard(evidence: Evidence) -> str:
    for utterance in reversed(evidence.utterances):
        if utterance.heard:
            return utterance.heard if len(utterance.heard) <= 80 else utterance.heard[:77] + "..."
    return ""


def _last(calls: Sequence[Call], wanted: Callable[[Call], bool]) -> Call | None:
    return next((call for call in reversed(calls) if wanted(call)), None)


def _last_note(evidence: Evidence, kind: str) -> Note | None:
    return next((note for _, note in reversed(evidence.notes) if note.kind == kind), None)


def _words(name: str) -> str:
    return _SPOKEN.get(name, name.replace("_", " "))


_SPOKEN = {"when": "time"}
"""Names of slots that make no noun."""
