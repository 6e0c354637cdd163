"""What one simulated conversation needs, and what comes of it, as records.

Made by `simulation`; carried out by `runtime.virtual`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from seatrial.agents.agent import Tool
from seatrial.core.effects import End
from seatrial.core.events import SessionStarted
from seatrial.core.ports import Model
from seatrial.core.trace import Header, Row
from seatrial.core.world import World
from seatrial.runtime.faults import FaultSchedule
from seatrial.runtime.machine import RunTool
from seatrial.runtime.playout import SPEECH, Pace
from seatrial.runtime.watchdog import Unwatched, Watchdog

_header_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no conversation may exceed; beyond it the driver or the agent is going round in circles."""

    items: int = 20_000
    virtual_ms: int = 4 * 3_600_000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that one simulated conversation needs besides the session and the person.

    Attributes:
        header: Becomes the trace's first line; its seed fixes every draw of the driver.
        tools: The agent's declarations, for the latency charged.
        run_tool: Calls the tool's function.
        world: The conversation's own; look into it afterwards.
        faults: What this seed meets, or None.
        model: None when the agent needs none.
    """

    header: Header
    started: SessionStarted
    tools: Mapping[str, Tool]
    run_tool: RunTool
    world: World
    faults: FaultSchedule | None = None
    pace: Pace = SPEECH
    model: Model | None = None
    watchdog: Watchdog = field(default_factory=Unwatched)
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class Ran:
    """A conversation that came to its end.

    Attributes:
        header: With the digest of the rows.
        lines: The encoded rows, each with its newline.
        virtual_ms: How long it lasted.
    """

    header: Header
    rows: tuple[Row, ...]
    lines: bytes
    end: End
    virtual_ms: int
    world: World

    def encode(self) -> bytes:
        """Return the whole trace as JSON Lines."""
        return _header_encoder.encode(self.header) + b"\n" + self.lines
