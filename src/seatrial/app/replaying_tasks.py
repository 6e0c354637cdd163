"""Doing a task again from its trace: an audit's looking and judging, a panel's decision.

What the world answered is in the trace; everything else is computed again, and compared row by row.
"""

from __future__ import annotations

from pathlib import Path

from seatrial.app.detecting import detection
from seatrial.app.replaying import Replay, read_trace, replay_of, replay_trace
from seatrial.core.errors import TraceError
from seatrial.core.trace import TaskStarted, Trace
from seatrial.dissent.protocol import TASK as PANEL
from seatrial.dissent.protocol import panel, standard_analysts
from seatrial.mcp_audit.audit import AUDIT, INSPECT, SERVERS, TOOLS, inspect, judging
from seatrial.runtime.task import Program, replay_task


def replay_file(path: Path, *, agent: str = "") -> Replay:
    """Do again what a trace file is of, and compare.

    Args:
        path: The trace file.
        agent: Of a conversation: which agent, where it is not the one that the trace names.

    Raises:
        TraceError: The file is no whole and unchanged trace, or one of a task that is not known here.
        SpecError: The agent is not here, or has mistakes.
    """
    trace = read_trace(path)
    if trace.header.program != "task":
        return replay_trace(path, agent=agent)
    return replay_task_trace(trace, source=str(path))


def replay_task_trace(trace: Trace, *, source: str = "the trace") -> Replay:
    """Run a task against its recorded answers, and compare.

    Raises:
        TraceError: It is of a task that is not known here.
    """
    header = trace.header
    started = trace.rows[0].body if trace.rows else None
    name = started.task if isinstance(started, TaskStarted) else ""
    program = _program(name)
    if program is None:
        raise TraceError(f"{source}: of a task that is not known here, '{name[:60]}'.", code="replay.unknown_task")
    replayed = replay_task(program, trace.rows)
    now = detection().version if name.startswith(AUDIT) else header.agent_digest
    answers = f" against its {replayed.events} recorded answers" if replayed.events else ""
    changed = (header.agent_digest, now) if header.agent_digest != now else None
    return replay_of(trace, replayed, f"its program was run again{answers}", agent_changed=changed, task=True)


def _program(name: str) -> Program | None:
    kind = name.removeprefix(AUDIT).split("-", 1)[0] if name.startswith(AUDIT) else name
    programs = {
        INSPECT: lambda: inspect,
        SERVERS: lambda: judging(detection().servers),
        TOOLS: lambda: judging(detection().tools),
        PANEL: lambda: panel(standard_analysts()),
    }
    return programs[kind]() if kind in programs else None
