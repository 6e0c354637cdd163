"""The way a conversation went: what the agent asked, did and decided, in order, whatever words it used for it.

    journey(trace.rows)          # flow book, ask postcode, call in_area {postcode: BS1 4DJ}, ... end visit_booked

Derived from what a trace shows: simulated and live conversations have one alike, and an agent whose flows were written
anew and do the same has the same. Called by golden journeys, and by reports that draw one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from seatrial.core.effects import Note
from seatrial.core.events import Json
from seatrial.core.trace import Row
from seatrial.evaluation.evidence import Call, Evidence, gather
from seatrial.evaluation.matching import matches
from seatrial.evaluation.paths import without_asides

ANY = "any"
"""Written for an argument whose value does not matter, as long as it has one."""

END = "end"
CALL = "call"
LEAVE = "leave"
_SHOWN_CHARS_MAX = 80

_ACTS = ("ask", "read_back", "confirm", "clarify", "answer", "offer_person", "not_understood", "refuse")
"""Acts of an utterance that are steps. Greetings, fillers, goodbyes and whatever is said in passing are none."""
_NOTES: Mapping[str, str] = {
    "flow": "flow",
    "said": "say",
    "cancel": "cancel",
    "guardrail": "guardrail",
    "gave_up": "give_up",
    "handoff_failed": "nobody_took_over",
    "outcome": "outcome",
}
"""Notes that are steps, by the kind of step they are."""
_AFTER, _HANDED = 1, 2


class JourneyStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a way.

    Attributes:
        kind: ``flow``, ``ask``, ``read_back``, ``confirm``, ``clarify``, ``answer``, ``say``, ``call``, ``hand_over``,
            ``outcome``, ``leave`` (the person hung up), ``end`` ...
        about: The flow, slot, answer, tool, outcome or reason concerned.
        args: Of a call; those that have a value.
        failed: How a call failed; "" when it returned.
        row: Where it is in the trace, or -1.
    """

    kind: str
    about: str = ""
    args: dict[str, Json] = {}
    failed: str = ""
    row: int = -1


def journey(rows: Iterable[Row]) -> tuple[JourneyStep, ...]:
    """Return the way of a conversation."""
    return journey_of(gather(rows))


def journey_of(evidence: Evidence) -> tuple[JourneyStep, ...]:
    """Return the way of a conversation whose trace was gathered already."""
    return tuple(
        JourneyStep(
            kind=kind,
            about=about,
            args={} if call is None else {name: value for name, value in call.args.items() if value is not None},
            failed="" if call is None or call.succeeded else call.failure or "no answer",
            row=row,
        )
        for row, _, kind, about, call in _steps(evidence)
    )


def labels_of(steps: Iterable[JourneyStep]) -> tuple[str, ...]:
    """Return a way as results keep it (see `paths.path_of`), so that it can be laid over theirs."""
    labelled = ((_LABELS.get(step.kind, ""), step.about) for step in steps)
    return tuple(without_asides(f"{kind}:{about}" for kind, about in labelled if kind and (about or kind == END)))


_LABELS: Mapping[str, str] = {
    "flow": "flow", "ask": "ask", "confirm": "confirm", "answer": "answer", CALL: CALL, "hand_over": "person", END: END,
}  # fmt: skip

_Found = tuple[int, int, str, str, Call | None]
"""Row, place within the row, kind, about, and the call if it is one."""


def _steps(evidence: Evidence) -> list[_Found]:
    found: list[_Found] = []
    for row, note in evidence.notes:
        kind = _NOTES.get(note.kind)
        if kind is not None:
            found.append((row, 0, kind, _about(note), None))
    for utterance in evidence.utterances:
        if utterance.started:
            found += [(utterance.row, 0, act.kind, act.about, None) for act in utterance.acts if act.kind in _ACTS]
    found += [(call.row, 0, CALL, call.tool, call) for call in evidence.calls]
    found += [(row, _HANDED, "hand_over", reason, None) for reason, row in evidence.handoffs]
    found.sort(key=_in_order)
    last = found[-1][0] if found else 0
    if evidence.left:
        found.append((max(last, evidence.end_row), _AFTER, LEAVE, evidence.left, None))
    if evidence.end is not None:
        found.append((evidence.end_row, _AFTER, END, evidence.end.outcome, None))
    return found


def _in_order(found: _Found) -> tuple[int, int]:
    return found[0], found[1]


def _about(note: Note) -> str:
    # Wording that stands in a step has no name of its own but its place, which changes with the steps before it.
    return note.about.partition(".")[0] if note.kind in {"said", "gave_up"} else note.about


# Comparing ---------------------------------------------------------------------------------------------------------


class Departure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where one way first leaves another.

    Attributes:
        at: Number of the step, from 1.
        of: Steps of the way that was expected.
        expected: The step that should have come; None when it should have been over.
        found: The step that came; None when it was over.
        after: The step before, which both have; None at the beginning.
        text: All that in one plain sentence.
    """

    at: int
    of: int
    expected: JourneyStep | None
    found: JourneyStep | None
    after: JourneyStep | None = None
    text: str


def first_departure(expected: Sequence[JourneyStep], found: Sequence[JourneyStep]) -> Departure | None:
    """Return where a way first leaves the one that is expected; None when it never does.

    Args:
        expected: Of a call only the arguments that it names count.
        found: What happened.
    """
    for index in range(max(len(expected), len(found))):
        wanted = expected[index] if index < len(expected) else None
        came = found[index] if index < len(found) else None
        if wanted is None or came is None or not agrees(wanted, came):
            after = expected[index - 1] if index else None
            text = _sentence(index + 1, len(expected), wanted, came, after)
            return Departure(at=index + 1, of=len(expected), expected=wanted, found=came, after=after, text=text)
    return None


def agrees(expected: JourneyStep, found: JourneyStep) -> bool:
    """Tell whether a step is the one expected."""
    if (expected.kind, expected.about, expected.failed) != (found.kind, found.about, found.failed):
        return False
    return not _wrong_args(expected, found)


def _wrong_args(expected: JourneyStep, found: JourneyStep) -> list[str]:
    return [
        name
        for name, value in expected.args.items()
        if name not in found.args or (value != ANY and not matches(value, found.args[name]))
    ]


def _sentence(
    at: int, of: int, expected: JourneyStep | None, found: JourneyStep | None, after: JourneyStep | None
) -> str:
    place = f"step {at} of {of}" if at <= of else f"after all {of} steps"
    since = "" if after is None else f", after it {_past(after)},"
    if expected is None:
        return f"{place}: it should be over there; now it {_third(found)}."
    if found is None:
        return f"{place}{since} it should {_infinitive(expected)}; now it is over there."
    same = (expected.kind, expected.about) == (found.kind, found.about)
    if same and expected.failed == found.failed:
        wrong = _wrong_args(expected, found)
        wanted = ", ".join(f"{name} {_value(expected.args[name])}" for name in wrong)
        given = ", ".join(f"{name} {_value(found.args.get(name))}" for name in wrong)
        return f"{place}{since} it should call {expected.about} with {wanted}; now it calls it with {given}."
    return f"{place}{since} {_due(expected)}; now {_came(found)}."


def _due(step: JourneyStep) -> str:
    return "the person should hang up" if step.kind == LEAVE else f"it should {_infinitive(step)}"


def _came(step: JourneyStep) -> str:
    return f"the person hangs up ({_words(step.about)})" if step.kind == LEAVE else f"it {_third(step)}"


_VERBS: Mapping[str, tuple[str, str]] = {
    "flow": ("start", "the flow {}"),
    "ask": ("ask", "for the {}"),
    "read_back": ("read", "back the {}"),
    "confirm": ("ask", "for a yes to go on with {}"),
    "clarify": ("ask", "which of these was meant: {}"),
    "answer": ("answer", "about {}"),
    "say": ("say", "what it says under '{}'"),
    "offer_person": ("offer", "a person"),
    "not_understood": ("say", "that it did not understand"),
    "refuse": ("refuse", ""),
    "cancel": ("drop", "the flow {}"),
    "guardrail": ("obey", "the guardrail {}"),
    "give_up": ("give", "up on the {}"),
    "nobody_took_over": ("find", "nobody to take over ({})"),
    "hand_over": ("put", "the person through ({})"),
    "outcome": ("reach", "the outcome {}"),
    "call": ("call", "the tool {}"),
    "end": ("end", "as {}"),
}
_IRREGULAR_PAST = {
    "read": "read", "say": "said", "drop": "dropped", "find": "found", "give": "gave", "put": "put",
    "refuse": "refused",
}  # fmt: skip


def _infinitive(step: JourneyStep) -> str:
    return _phrase(step, str)


def _third(step: JourneyStep | None) -> str:
    return "goes on" if step is None else _phrase(step, _with_s)


def _past(step: JourneyStep) -> str:
    return "was left" if step.kind == LEAVE else _phrase(step, _with_ed)


def _phrase(step: JourneyStep, bend: Callable[[str], str]) -> str:
    verb, rest = _VERBS.get(step.kind, (step.kind.replace("_", " "), "{}"))
    names = step.kind in {"flow", CALL, "say"}
    about = step.about if names else _words(step.about)
    text = f"{bend(verb)} {rest.replace('{}', about)}".strip()
    return f"{text}, which failed ({_words(step.failed)})" if step.failed else text


def _with_s(verb: str) -> str:
    return verb + ("es" if verb.endswith(("ch", "s")) else "s")


def _with_ed(verb: str) -> str:
    return _IRREGULAR_PAST.get(verb, f"{verb}ed")


def _words(name: str) -> str:
    return _SPOKEN.get(name, name.replace("_", " "))


_SPOKEN = {"when": "time"}
"""Names of slots that make no noun."""


def _value(value: Json) -> str:
    if value is None:
        return "nothing"
    text = " or ".join(map(str, value)) if isinstance(value, list) else str(value)  # pyright: ignore[reportUnknownArgumentType]
    return text if len(text) <= _SHOWN_CHARS_MAX else text[: _SHOWN_CHARS_MAX - 3] + "..."
