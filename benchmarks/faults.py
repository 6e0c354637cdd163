"""Nothing stuck, nothing lost: thousands of calls by voice and chat while every kind of fault strikes.

    python benchmarks/faults.py [--calls 10000] [--rate 0.08] [--json]

Each call has its own seed. In every other one all kinds of fault are on at once; in the rest each kind is on with a
chance of a half (swarm testing), because faults also hide one another. A call must end by itself within the driver's
bounds and the agent's own limits; no exception; `runtime.writes` must find no write lost or doubled, and neither may a
second, simpler look from outside: what was confirmed to the person must be in the world, once.

Then the same audits look at two broken copies of the agent, a tool that is not idempotent though it says so and one
that sometimes confirms what it did not write: an audit that finds nothing there would prove nothing here.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from machine import Bar, finish, tell
from people_calling import Callers, EveryKind, callers, changed_copy
from seatrial.core.effects import CallTool, HandOff, Say
from seatrial.core.errors import SeatrialError
from seatrial.core.events import PlayoutStarted, ToolFailed, ToolOutcomeUnknown, ToolReturned, UserSaid
from seatrial.core.trace import FaultStruck
from seatrial.core.world import World
from seatrial.runtime.faults import KINDS, FaultPlan
from seatrial.runtime.rehearsal import Ran
from seatrial.runtime.writes import audit_writes

GRACE_S = 120
"""Beyond the agent's own time limit: one last handoff or goodbye, and writes that are still being resolved."""
GRACE_TURNS = 12
"""Beyond its limit of turns: how often somebody may speak while the last words are played or a person is fetched."""
BROKEN_CALLS = 1_000
SHOWN = 5
_REFERENCE = re.compile(r"\bHP\d{5}\b")

NOT_IDEMPOTENT = (
    (
        "tools.py",
        '    for reference, visit in ctx.world.find("visits", made_by=ctx.idempotency_key):\n'
        '        if visit["state"] == "booked":\n'
        "            return reference\n"
        "    if _visits_at(ctx, when) >= VISITS_AT_ONCE:\n"
        '        raise ToolRefused("slot taken")\n',
        "",
    ),
    ("tools.py", "ctx.rng.draw('reference')", "ctx.rng.draw('reference', sum(1 for _ in ctx.world.rows('visits')))"),
)
FORGETFUL = (
    (
        "tools.py",
        '    ctx.world.put(\n        "visits",\n        reference,\n        {\n',
        "    if ctx.rng.draw('forget') < 0.3:\n        return reference\n"
        '    ctx.world.put(\n        "visits",\n        reference,\n        {\n',
    ),
)


@dataclass(slots=True)
class Found:
    """What became of some calls.

    Attributes:
        raised: Conversations that ended in an exception, with its text.
        overran: Those that went beyond their bounds.
        open_writes: Those that ended while a write had no answer.
        audited: Problems that `runtime.writes` names, by kind.
        seen: Problems seen from outside, by kind.
        examples: A few of all these in words.
    """

    calls: int = 0
    channels: Counter[str] = field(default_factory=Counter[str])
    strikes: Counter[str] = field(default_factory=Counter[str])
    struck_calls: int = 0
    writes: int = 0
    raised: int = 0
    overran: int = 0
    open_writes: int = 0
    audited: Counter[str] = field(default_factory=Counter[str])
    seen: Counter[str] = field(default_factory=Counter[str])
    longest_ms: int = 0
    most_turns: int = 0
    examples: list[str] = field(default_factory=list[str])

    def note(self, conversation: str, problem: str) -> None:
        """Keep an example."""
        if len(self.examples) < SHOWN:
            self.examples.append(f"{conversation}: {problem}")

    @property
    def lost_or_doubled(self) -> int:
        """All problems with writes, however they were found."""
        return self.audited.total() + self.seen.total()


def call_everybody(people: Callers, plans: Sequence[FaultPlan], count: int, *, what: str) -> Found:
    """Have the calls and look at each of them."""
    found = Found()
    runners = [people.with_faults(plan).runner for plan in plans]
    for number in range(count):
        if number % 500 == 0:
            tell(f"{what}: {number:,} of {count:,}")
        item = people.item(number)
        found.calls += 1
        found.channels[item.channel] += 1
        try:
            ran = runners[number % len(runners)].run(item).ran
        except SeatrialError as error:
            found.raised += 1
            found.note(item.id, str(error))
            continue
        _look(people, ran, found)
    return found


def _look(people: Callers, ran: Ran, found: Found) -> None:
    conversation = ran.header.conversation
    agent = people.stage.loaded.agent
    struck = [row.body.kind for row in ran.rows if isinstance(row.body, FaultStruck)]
    found.strikes.update(struck)
    found.struck_calls += bool(struck)
    found.writes += len(ran.world.writes)
    turns = len({row.body.turn for row in ran.rows if isinstance(row.body, PlayoutStarted)})
    said = sum(isinstance(row.body, UserSaid) for row in ran.rows)
    found.longest_ms = max(found.longest_ms, ran.virtual_ms)
    found.most_turns = max(found.most_turns, turns)
    if ran.virtual_ms > (agent.limits.max_seconds + GRACE_S) * 1000 or said > 4 * (
        agent.limits.max_turns + GRACE_TURNS
    ):
        found.overran += 1
        found.note(conversation, f"{ran.virtual_ms} ms, {turns} turns, the person spoke {said} times")
    for problem in audit_writes(ran.rows, ran.world, agent.tools):
        found.audited[problem.kind] += 1
        found.note(conversation, problem.reason)
    for kind, reason in _from_outside(ran):
        found.seen[kind] += 1
        found.note(conversation, reason)
    unanswered = _unanswered(ran)
    if unanswered:
        found.open_writes += 1
        found.note(conversation, f"ended while {unanswered} had no answer")


def _from_outside(ran: Ran) -> list[tuple[str, str]]:
    """Look at what was said and at the world only: knows the plumber, and nothing of how requests work."""
    problems: list[tuple[str, str]] = []
    visits = dict(ran.world.rows("visits"))
    for row in ran.rows:
        if isinstance(row.body, Say):
            problems += [
                ("lost", f"the person was told of {reference}, and there is no such visit")
                for reference in _REFERENCE.findall(row.body.text)
                if reference not in visits
            ]
    for table, fields in (("visits", ("phone", "when", "state")), ("complaints", ("phone", "complaint"))):
        problems += _twice(ran.world, table, fields)
    return problems


def _twice(world: World, table: str, fields: Sequence[str]) -> list[tuple[str, str]]:
    made = {write.key for write in world.writes if write.table == table}
    groups: dict[tuple[object, ...], list[str]] = {}
    for key, row in world.rows(table):
        groups.setdefault(tuple(row.get(name) for name in fields), []).append(key)
    return [
        ("doubled", f"{', '.join(keys)} in '{table}' are equal in {', '.join(fields)}")
        for keys in groups.values()
        if len(keys) > 1 and made.intersection(keys)
    ]


def _unanswered(ran: Ran) -> str:
    """Return a write that neither had its answer nor was given to a person when the call ended; "" for none."""
    waiting: dict[str, str] = {}
    handed_over = False
    for row in ran.rows:
        body = row.body
        if isinstance(body, CallTool) and body.write:
            waiting[body.idempotency_key] = body.request
        elif isinstance(body, ToolReturned | ToolFailed | ToolOutcomeUnknown):
            waiting = {key: request for key, request in waiting.items() if request != body.request}
        elif isinstance(body, HandOff):
            handed_over = True
    return "" if handed_over else ", ".join(waiting)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--calls", type=int, default=10_000, metavar="N")
    parser.add_argument("--rate", type=float, default=0.08, metavar="SHARE", help="chance that a kind strikes a target")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    plans = (EveryKind(KINDS, options.rate), FaultPlan(KINDS, options.rate))
    found = call_everybody(callers(), plans, options.calls, what="calls")
    broken_calls = min(BROKEN_CALLS, options.calls)
    with tempfile.TemporaryDirectory() as folder:
        doubling = callers(changed_copy(Path(folder) / "doubling", NOT_IDEMPOTENT))
        doubled = call_everybody(doubling, plans, broken_calls, what="a tool that books twice")
        forgetful = callers(changed_copy(Path(folder) / "forgetful", FORGETFUL))
        lost = call_everybody(forgetful, plans, broken_calls, what="a tool that forgets")
    return _print(found, doubled, lost, as_json=options.json)


def _print(found: Found, doubled: Found, lost: Found, *, as_json: bool) -> int:
    of = f"of {found.calls:,}"
    unmet = [kind for kind in KINDS if not found.strikes[kind]]
    blind = not (doubled.audited["doubled"] and lost.audited["lost"] and doubled.seen["doubled"] and lost.seen["lost"])
    bars = [
        Bar("calls that raised", f"{found.raised} {of}", "0", found.raised == 0),
        Bar("calls beyond their bounds", f"{found.overran} {of}", "0", found.overran == 0),
        Bar("writes lost or doubled", f"{found.lost_or_doubled} of {found.writes:,}", "0", found.lost_or_doubled == 0),
        Bar("calls ended with a write unanswered", f"{found.open_writes} {of}", "0", found.open_writes == 0),
        Bar("kinds of fault that struck", f"{len(KINDS) - len(unmet)} of {len(KINDS)}", "all", not unmet),
        Bar(
            "baseline: doubled writes seen where there are some",
            f"{doubled.audited['doubled']} audited, {doubled.seen['doubled']} from outside, in {doubled.calls:,} calls",
            "more than 0",
            not blind,
        ),
        Bar(
            "baseline: lost writes seen where there are some",
            f"{lost.audited['lost']} audited, {lost.seen['lost']} from outside, in {lost.calls:,} calls",
            "more than 0",
            not blind,
        ),
    ]
    channels = ", ".join(f"{count:,} {name}" for name, count in sorted(found.channels.items()))
    strikes = ", ".join(f"{kind} {found.strikes[kind]:,}" for kind in KINDS)
    lines = [
        f"{channels}; faults struck in {found.struck_calls:,} calls. Longest call {found.longest_ms / 1000:.0f} s, "
        f"most agent turns {found.most_turns}.",
        "",
        f"Strikes: {strikes}.",
    ]
    lines += [f"- {example}" for example in found.examples]
    figures = {
        "calls": found.calls,
        "strikes": {kind: found.strikes[kind] for kind in KINDS},
        "writes": found.writes,
        "longest_s": found.longest_ms / 1000,
        "most_turns": found.most_turns,
        "examples": found.examples,
    }
    return finish("Nothing stuck, nothing lost", bars, lines, figures, as_json=as_json)


if __name__ == "__main__":
    raise SystemExit(main())
