"""Evaluates checks by code: each against the evidence of one conversation, each failure with one plain sentence.

A judged sentence is never passed here; without a judge it reads "not judged". Called by `verdict`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from seatrial.core.checks import (
    AnyCheck,
    Called,
    CalledInOrder,
    CheckResult,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
    WorldUnchanged,
)
from seatrial.core.events import Json
from seatrial.core.world import World
from seatrial.evaluation.evidence import Call, Evidence
from seatrial.evaluation.matching import fits, matches, same

Failure = tuple[str, int]
"""Why a check failed, and the row that decided it (or -1)."""

_SHOWN_CHARS_MAX = 120


def evaluate(check: AnyCheck, evidence: Evidence, world: World | None) -> CheckResult:
    """Return what became of one check.

    Args:
        check: The check.
        evidence: Of the whole conversation.
        world: Its end state; None when nobody kept it, as for a production trace.
    """
    if isinstance(check, Judged):
        return CheckResult(id=check.id, status="not_judged", reason="no judge was asked")
    if isinstance(check, WorldHas | WorldUnchanged):
        if world is None:
            return CheckResult(id=check.id, status="not_judged", reason="the world's end state was not kept")
        failure = _world_has(check, world) if isinstance(check, WorldHas) else _world_unchanged(check, world)
    else:
        evaluator: Callable[[Any, Evidence], Failure | None] = _EVALUATORS[type(check)]
        failure = evaluator(check, evidence)
    if failure is None and isinstance(check, Within) and check.cost is not None and evidence.unpriced:
        return CheckResult(id=check.id, status="not_judged", reason=_not_measured(evidence.unpriced))
    if failure is None:
        return CheckResult(id=check.id, status="passed")
    return CheckResult(id=check.id, status="failed", reason=failure[0], row=failure[1])


def _outcome(check: Outcome, evidence: Evidence) -> Failure | None:
    end = evidence.end
    if end is not None and end.outcome in check.any_of:
        return None
    reached = {note.about for _, note in evidence.notes if note.kind == "outcome"}
    if reached & set(check.any_of):
        return None
    found = f"it ended as {_words(end.outcome)}" if end is not None else "the trace has no end"
    return f"expected the outcome {_either(check.any_of)}; {found}", evidence.end_row


def _called(check: Called, evidence: Evidence) -> Failure | None:
    of_tool = [call for call in evidence.calls if call.tool == check.tool]
    matching = [call for call in of_tool if call.succeeded and fits(check.args, call.args)]
    if check.times is not None and len(matching) != check.times and (matching or check.times == 0):
        return f"expected {_call_text(check)} {_times(check.times)}; it was called {_times(len(matching))}", matching[
            -1
        ].row
    if check.times == 0:
        return None
    if not matching:
        return _not_called(check, of_tool)
    if check.before:
        other = next((call for call in evidence.calls if call.tool == check.before), None)
        if other is not None and other.row < matching[0].returned_row:
            return f"expected {check.tool} before {check.before}; {check.before} came first", other.row
    if check.after:
        other = next((call for call in evidence.calls if call.tool == check.after and call.succeeded), None)
        if other is None:
            return f"expected {check.tool} after {check.after}; {check.after} was never called", matching[0].row
        if not any(call.row > other.returned_row for call in matching):
            return f"expected {check.tool} after {check.after}; {check.tool} came first", matching[0].row
    return None


def _not_called(check: Called, of_tool: Sequence[Call]) -> Failure:
    """Say how close it came: never called, failed, or called with something else."""
    wanted = f"expected the tool {_call_text(check)} to be called"
    if check.times is not None and check.times > 1:
        wanted += f" {_times(check.times)}"
    if not of_tool:
        return f"{wanted}; it never was", -1
    succeeded = [call for call in of_tool if call.succeeded]
    if not succeeded:
        last = of_tool[-1]
        said = f' ("{_short(last.message)}")' if last.message else ""
        return f"{wanted}; it was, but failed: {_words(last.failure or 'no answer')}{said}", last.row
    last = succeeded[-1]
    wrong = [name for name, value in check.args.items() if not matches(value, last.args.get(name))]
    found = " and ".join(
        f"{name} {_value(last.args.get(name))} instead of {_wanted(check.args[name])}" for name in wrong
    )
    return f"expected the tool {check.tool} to be called with {_args(check.args)}; it was called with {found}", last.row


def _called_in_order(check: CalledInOrder, evidence: Evidence) -> Failure | None:
    done, before = -1, ""
    for position, tool in enumerate(check.tools):
        calls = [call for call in evidence.calls if call.tool == tool]
        early = next((call for call in calls if call.row < done), None)
        if early is not None and tool not in check.tools[:position]:
            return f"expected {tool} after {before}; {tool} came first", early.row
        returned = next((call for call in calls if call.row > done and call.succeeded), None)
        if returned is None:
            if not calls:
                return f"expected the tools {_sequence(check.tools)} in this order; {tool} was never called", -1
            how = "did not succeed" if not any(call.succeeded for call in calls) else f"was not called after {before}"
            return f"expected the tools {_sequence(check.tools)} in this order; {tool} {how}", calls[-1].row
        done, before = returned.returned_row, tool
    return None


def _sequence(names: Sequence[str]) -> str:
    return ", ".join(names)


def _never_called(check: NeverCalled, evidence: Evidence) -> Failure | None:
    for call in evidence.calls:
        if call.tool == check.tool:
            return f"expected the tool {check.tool} never to be called; it was, with {_args(call.args)}", call.row
    return None


def _world_has(check: WorldHas, world: World) -> Failure | None:
    rows = [row for _, row in world.rows(check.table) if fits(check.row, row)]
    what = f"in {check.table}" + (f" with {_args(check.row)}" if check.row else "")
    if check.count is None:
        return None if rows else (f"expected a row {what} at the end; there is none", -1)
    if len(rows) == check.count:
        return None
    return (
        f"expected {check.count} {'row' if check.count == 1 else 'rows'} {what} at the end; there {_are(len(rows))}",
        -1,
    )


def _world_unchanged(check: WorldUnchanged, world: World) -> Failure | None:
    for write in world.writes:
        if not check.tables or write.table in check.tables:
            who = f"{write.tool} wrote" if write.tool else "there is a new"
            where = f" in {' or '.join(check.tables)}" if check.tables else ""
            return f"expected nothing to change{where}; {who} {write.key} in {write.table}", -1
    return None


def _slot_is(check: SlotIs, evidence: Evidence) -> Failure | None:
    if check.slot not in evidence.slots:
        return f"expected {_words(check.slot)} to be {_value(check.value)}; it was never filled", -1
    found = evidence.slots[check.slot]
    if same(check.value, found):
        return None
    return f"expected {_words(check.slot)} to be {_value(check.value)}; it was {_value(found)}", -1


def _said(check: Said, evidence: Evidence) -> Failure | None:
    for phrase in check.phrases:
        if not any(_phrase(phrase).search(utterance.heard) for utterance in evidence.utterances):
            unheard = any(_phrase(phrase).search(utterance.text) for utterance in evidence.utterances)
            found = "it was cut off before that was heard" if unheard else "it never was"
            return f'expected "{phrase}" to be heard from the agent; {found}', -1
    return None


def _never_said(check: NeverSaid, evidence: Evidence) -> Failure | None:
    for utterance in evidence.utterances:
        for phrase in check.phrases:
            if _phrase(phrase).search(utterance.heard):
                return (
                    f'expected "{phrase}" never to be said; the agent said: "{_short(utterance.heard)}"',
                    utterance.row,
                )
    return None


def _within(check: Within, evidence: Evidence) -> Failure | None:
    if check.turns is not None and evidence.turns > check.turns:
        row = [utterance for utterance in evidence.utterances if utterance.started][check.turns].row
        return f"expected at most {check.turns} agent turns; there were {evidence.turns}", row
    seconds = -(-evidence.virtual_ms // 1000)
    if check.seconds is not None and seconds > check.seconds:
        return f"expected at most {check.seconds} seconds; it took {seconds}", evidence.end_row
    slow_ms = percentile(evidence.latencies_ms, 95)
    if check.latency_p95_ms is not None and slow_ms > check.latency_p95_ms:
        wanted = f"expected 95 in 100 answers to begin within {check.latency_p95_ms:,} ms"
        return f"{wanted}; that took {slow_ms:,} ms", evidence.end_row
    if check.cost is not None and evidence.cost_microusd > check.cost * 1_000_000:
        cost = f"{evidence.cost_microusd / 1_000_000:.4f}"
        return f"expected models to cost at most {check.cost:g} dollars; they cost {cost}", evidence.end_row
    return None


def _not_measured(answers: int) -> str:
    """Say why a bound on cost is open: a model may be free, and may be dear."""
    which = "an answer of a model" if answers == 1 else f"{answers} answers of models"
    return f"the cost was not measured: nobody said what {which} cost"


def percentile(values: Sequence[int], percent: int) -> int:
    """Return the value that so many in 100 do not exceed, by nearest rank; 0 for none."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else 0


def _handed_over(check: HandedOver, evidence: Evidence) -> Failure | None:
    reasons = [reason for reason, _ in evidence.handoffs]
    if check.reason in reasons or (reasons and not check.reason):
        return None
    wanted = "expected the person to be handed over" + (f" because of {_words(check.reason)}" if check.reason else "")
    if reasons:
        return f"{wanted}; the reason was {_words(reasons[-1])}", evidence.handoffs[-1][1]
    if evidence.declined:
        return f"{wanted}; nobody took over", -1
    return f"{wanted}; it never happened", -1


_EVALUATORS: Mapping[type[Any], Callable[[Any, Evidence], Failure | None]] = {
    Outcome: _outcome,
    Called: _called,
    CalledInOrder: _called_in_order,
    NeverCalled: _never_called,
    SlotIs: _slot_is,
    Said: _said,
    NeverSaid: _never_said,
    Within: _within,
    HandedOver: _handed_over,
}


@lru_cache(maxsize=512)
def _phrase(phrase: str) -> re.Pattern[str]:
    """Return a pattern for a phrase as whole words, whatever its case and spacing; its own signs mean nothing."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _call_text(check: Called) -> str:
    return check.tool + (f" with {_args(check.args)}" if check.args else "")


def _args(args: Mapping[str, Json]) -> str:
    return ", ".join(f"{name} {_wanted(value)}" for name, value in args.items()) or "nothing"


def _wanted(value: Json) -> str:
    if isinstance(value, list):
        return _short(" or ".join(map(_value, cast("list[Json]", value))))
    return _value(value)


def _value(value: Json) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS_MAX else text[: _SHOWN_CHARS_MAX - 3] + "..."


def _words(name: str) -> str:
    return name.replace("_", " ")


def _either(names: Sequence[str]) -> str:
    return " or ".join(_words(name) for name in names)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _are(count: int) -> str:
    return "is none" if count == 0 else "is 1" if count == 1 else f"are {count}"
