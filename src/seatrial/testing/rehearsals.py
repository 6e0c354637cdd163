"""Short ways to simulate the clerk, for tests of everything that surrounds a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from seatrial.core.events import SessionStarted
from seatrial.core.trace import Header
from seatrial.core.world import Tables, World
from seatrial.runtime.faults import FaultPlan
from seatrial.runtime.machine import RunTool
from seatrial.runtime.playout import CHAT, SPEECH
from seatrial.runtime.rehearsal import Ran, Rehearsal
from seatrial.runtime.virtual import rehearse
from seatrial.testing.clerk import CLERK_TOOLS, Clerk, run_clerk_tool
from seatrial.testing.people import ScriptedPerson

STARTED_AT = "2026-03-02T09:00:00+00:00"


def clerk_rehearsal(
    seed: int = 1,
    *,
    faults: FaultPlan | None = None,
    channel: str = "speech",
    tables: Tables | None = None,
    run_tool: RunTool = run_clerk_tool,
) -> Rehearsal:
    """Return what one simulated conversation with the clerk needs."""
    plan = faults or FaultPlan()
    return Rehearsal(
        header=Header(conversation=f"booking/plain/{channel}/{seed}", channel=channel, seed=seed, faults=plan.kinds),
        started=SessionStarted(
            started_at=STARTED_AT, locale="en-GB", channel=channel, seed=seed, namespace=f"booking-{seed}"
        ),
        tools=CLERK_TOOLS,
        run_tool=run_tool,
        world=World(tables or {"people": {"p1": {"name": "Ann"}}}),
        faults=plan.for_seed(seed),
        pace=SPEECH if channel == "speech" else CHAT,
    )


def rehearse_clerk(rehearsal: Rehearsal, lines: Sequence[str] = ("Ann",), *, then_leave: bool = False) -> Ran:
    """Simulate a conversation in which the person says these lines."""
    speech = rehearsal.started.channel == "speech"
    return rehearse(Clerk(), ScriptedPerson(lines, speech=speech, then_leave=then_leave), rehearsal)
