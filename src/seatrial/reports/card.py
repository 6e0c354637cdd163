"""The card of one conversation: who called and why, what was expected and came of it, and the words as they were heard.

Put together from a scenario, a persona, a verdict and a trace; set by the terminal and the HTML report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec

from seatrial.core.checks import (
    AnyCheck,
    Called,
    CalledInOrder,
    CheckResult,
    HandedOver,
    Judged,
    Judgement,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
    WorldUnchanged,
)
from seatrial.core.trace import Row
from seatrial.reports.narration import Line, narrate, value_text
from seatrial.reports.timeline import Timeline


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the checklist.

    Attributes:
        status: ``passed``, ``failed`` or ``not_judged``.
        reason: Why it failed, or why nobody judged.
        judgement: Whose judgement it is, and what it rests on; None for what code checks.
    """

    text: str
    status: str
    reason: str = ""
    judgement: Judgement | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation, to be shown.

    Attributes:
        verdict: ``passed``, ``failed``, ``not_judged``, ``simulator_fault``, or "" for a live one.
        device: What the person holds or sits at; "" when the card does not say.
        facts: What the person knows, as (name, value).
        memory: What the agent knew before the first word, likewise.
        manner: What is special about the persona, in a few words.
        blame: For a simulator fault: what was misread; "" otherwise.
        timeline: None where only words are shown.
    """

    id: str
    agent: str = ""
    who: str = ""
    why: str = ""
    persona: str = ""
    manner: str = ""
    channel: str = ""
    device: str = ""
    started_at: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    memory: tuple[tuple[str, str], ...] = ()
    cannot: tuple[str, ...] = ()
    known_failure: str = ""
    faults: tuple[str, ...] = ()
    verdict: str = ""
    blame: str = ""
    ticks: tuple[Tick, ...] = ()
    lines: tuple[Line, ...] = ()
    turns: int = 0
    seconds: float = 0.0
    digest: str = ""
    timeline: Timeline | None = None


def ticks(checks: Iterable[AnyCheck], results: Iterable[CheckResult]) -> tuple[Tick, ...]:
    """Return the checklist: every check in the card's order with what became of it, and after them any others."""
    became: dict[str, CheckResult] = {result.id: result for result in results}
    listed: list[Tick] = []
    for check in checks:
        result = became.pop(check.id, None)
        text = check_text(check)
        if result is None:
            listed.append(Tick(text=text, status="not_judged"))
            continue
        listed.append(Tick(text=text, status=result.status, reason=result.reason, judgement=result.judgement))
    listed += [
        Tick(text=result.id.replace("_", " "), status=result.status, reason=result.reason) for result in became.values()
    ]
    return tuple(listed)


def check_text(check: AnyCheck) -> str:
    """Return a check as a sentence a stranger can read."""
    match check:
        case Outcome(any_of=names):
            return "It ends as " + " or ".join(_words(name) for name in names)
        case Called():
            return _called_text(check)
        case NeverCalled(tool=tool):
            return f"The tool {tool} is never called"
        case WorldHas() | WorldUnchanged():
            return _world_text(check)
        case SlotIs(slot=slot, value=value):
            return f"{_words(slot).capitalize()} is {value_text(value)}"
        case Said() | NeverSaid():
            return _said_text(check)
        case CalledInOrder(tools=tools):
            return f"The tools {', '.join(tools)} are called in this order"
        case Within():
            return _within_text(check)
        case HandedOver(reason=reason):
            return "A person takes over" + (f" because of {_words(reason)}" if reason else "")
        case Judged(sentence=sentence):
            return sentence


def _said_text(check: Said | NeverSaid) -> str:
    phrases = [f'"{phrase}"' for phrase in check.phrases]
    return f"It says {' and '.join(phrases)}" if isinstance(check, Said) else f"It never says {' or '.join(phrases)}"


def _within_text(check: Within) -> str:
    bounds = [f"{check.turns} agent turns"] if check.turns is not None else []
    bounds += [f"{check.seconds} seconds"] if check.seconds is not None else []
    bounds += [f"{check.cost:g} dollars for models"] if check.cost is not None else []
    parts = ["takes at most " + " and ".join(bounds)] if bounds else []
    if check.latency_p95_ms is not None:
        parts.append(f"begins 95 in 100 answers within {check.latency_p95_ms:,} ms")
    return "It " + " and ".join(parts)


def _world_text(check: WorldHas | WorldUnchanged) -> str:
    if isinstance(check, WorldUnchanged):
        return f"Nothing changes in {' or '.join(check.tables)}" if check.tables else "Nothing changes in the world"
    count = check.count
    many = "There is a row" if count is None else f"There is exactly {count} row" + ("s" if count != 1 else "")
    return f"{many} in {check.table}" + (f" with {_pairs(check.row)}" if check.row else "")


def _called_text(check: Called) -> str:
    text = f"The tool {check.tool} is called"
    if check.times is not None:
        text += {0: " never", 1: " once", 2: " twice"}.get(check.times, f" {check.times} times")
    if check.args:
        text += f" with {_pairs(check.args)}"
    if check.before:
        text += f", before {check.before}"
    return text + (f", after {check.after}" if check.after else "")


def _pairs(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{_words(name)} {_wanted(value)}" for name, value in values.items())


def _wanted(value: Any) -> str:
    """Return what a check wants of a value: one of a list, or the value itself."""
    return " or ".join(map(value_text, cast("list[Any]", value))) if isinstance(value, list) else value_text(value)


def _words(name: str) -> str:
    return name.replace("_", " ")


def story(rows: Iterable[Row]) -> tuple[Line, ...]:
    """Return the words of a conversation."""
    return tuple(narrate(rows))
