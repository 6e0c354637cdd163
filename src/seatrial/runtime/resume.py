"""Coming back after a crash: a stored conversation becomes a session in the state it died in.

Replays the events through a fresh session of the same agent version, and checks that it wants what it wanted then.
Only reads; the live driver goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass

from seatrial.core.effects import End
from seatrial.core.errors import TraceError
from seatrial.core.events import SessionStarted
from seatrial.core.ports import Store
from seatrial.core.trace import Header, Row, decode_trace
from seatrial.core.world import Write
from seatrial.runtime.machine import Machine
from seatrial.runtime.outstanding import Outstanding
from seatrial.runtime.replay import replay


@dataclass(frozen=True, slots=True)
class Restored:
    """A conversation as the dead process left it.

    Attributes:
        at_ms: Of the last row.
        outstanding: What had been wanted and not answered.
        end: Not None when it had ended.
    """

    header: Header
    started: SessionStarted
    rows: tuple[Row, ...]
    at_ms: int
    outstanding: Outstanding
    writes: tuple[Write, ...]
    end: End | None


def restore(store: Store, conversation: str, machine: Machine, *, agent_digest: str) -> Restored:
    """Bring a fresh machine into the state in which the conversation was left.

    Args:
        store: Where it is kept.
        conversation: Its id.
        machine: Fresh, of the agent that is installed now; it is fed with every event.
        agent_digest: Of that agent.

    Raises:
        TraceError: The agent is another version than the one that began, or does not do again what it did.
        RunError: The store cannot be read, or does not know the conversation.
    """
    lines = store.read(conversation)
    data = b"\n".join([store.header(conversation), *lines, b""])
    trace = decode_trace(data, source=f"conversation {conversation}", verify=False)
    header = trace.header
    if header.agent_digest != agent_digest:
        raise TraceError(
            f"Conversation {conversation} began with agent version {header.agent_digest[:12] or '(none)'}; "
            f"installed is {agent_digest[:12] or '(none)'}. A conversation stays on the version it began with.",
            code="resume.agent_changed",
            hint="Start the earlier version of the agent to finish it, or let a person take it over.",
        )
    if not trace.rows or not isinstance(trace.rows[0].body, SessionStarted):
        raise TraceError(f"Conversation {conversation} never began: no SessionStarted.", code="resume.empty")
    replayed = replay(trace.rows, machine)
    if replayed.divergence is not None:
        raise TraceError(
            f"Conversation {conversation} cannot go on: {replayed.divergence}",
            code="resume.diverged",
            hint="Was it begun by another version of seatrial? Use that one, or let a person take it over.",
        )
    last = trace.rows[-1]
    return Restored(
        header=header,
        started=trace.rows[0].body,
        rows=trace.rows,
        at_ms=last.at_ms,
        outstanding=Outstanding.after(trace.rows),
        writes=tuple(store.writes(conversation)),
        end=next((row.body for row in reversed(trace.rows) if isinstance(row.body, End)), None),
    )
