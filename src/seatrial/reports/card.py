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
from seatrial.core.trace import Row
from seatrial.reports.narration import Line, narrate, value_text


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the checklist.

    Attributes:
        status: ``passed``, ``failed`` or ``not_judged``.
        reason: Why it failed.
    """

    text: str
    status: str
    reason: str = ""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation, to be shown.

    Attributes:
        verdict: ``passed``, ``failed``, ``not_judged``, ``simulator_fault``, or "" for a live one.
        facts: What the person knows, as (name, value).
        manner: What is special about the persona, in a few words.
        blame: For a simulator fault: what was misread; "" otherwise.
    """

    id: str
    agent: str = ""
    who: str = ""
    why: str = ""
    persona: str = ""
    manner: str = ""
    channel: str = ""
    started_at: str = ""
    facts: tuple[tuple[str, str], ...] = ()
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


def ticks(checks: Iterable[AnyCheck], results: Iterable[CheckResult]) -> tuple[Tick, ...]:
    """Return the checklist: every check in the card's order with what became of it, and after them any others."""
    became: dict[str, CheckResult] = {result.id: result for result in results}
    listed: list[Tick] = []
    for check in checks:
        result = became.pop(check.id, None)
        status = "not_judged" if result is None else result.status
        listed.append(Tick(text=check_text(check), status=status, reason="" if result is None else result.reason))
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
        case Said(phrases=phrases):
            return "It says " + " and ".join(f'"{phrase}"' for phrase in phrases)
        case NeverSaid(phrases=phrases):
            return "It never says " + " or ".join(f'"{phrase}"' for phrase in phrases)
        case Within(turns=turns, seconds=seconds):
            bounds = [f"{turns} agent turns"] if turns is not None else []
            bounds += [f"{seconds} seconds"] if seconds is not None else []
            return "It takes at most " + " and ".join(bounds)
        case HandedOver(reason=reason):
            return "A person takes over" + (f" because of {_words(reason)}" if reason else "")
        case Judged(sentence=sentence):
            return sentence


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
