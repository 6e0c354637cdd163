"""Doing a conversation again: from its trace, by feeding the events to the agent; from its id, by simulating it anew.

Says whether everything came out the same, and if not, which row differs first and what has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from seatrial.agents.folder import LoadedAgent
from seatrial.agents.regular_file import read_regular
from seatrial.agents.session import Session
from seatrial.app.loading import load
from seatrial.app.preparation import prepare
from seatrial.app.versions import versions
from seatrial.core.errors import SpecError, TraceError
from seatrial.core.trace import TRACE_BYTES_MAX, Header, Trace, decode_trace
from seatrial.runtime.replay import Divergence, Replayed, replay


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of doing a conversation again.

    Attributes:
        how: In a few words, such as ``its events were fed to the agent``.
        recorded: The digest then.
        now: The digest now; equal to `recorded` when identical.
        rows: Of the recorded trace; 0 when only its digest was kept.
        divergence: The first difference; None when there is none, or when only digests could be compared.
        agent_changed: Digest of the agent (then, now) where it is another one.
        versions_changed: Name -> (then, now) of what else may change a result.
        trace_problem: Why the kept trace could not be used, if there is one and it could not.
        task: Whether it is no conversation, but a task (an audit, a panel).
    """

    conversation: str
    how: str
    identical: bool
    recorded: str
    now: str
    rows: int = 0
    divergence: Divergence | None = None
    agent_changed: tuple[str, str] | None = None
    versions_changed: Mapping[str, tuple[str, str]] | None = None
    trace_problem: str = ""
    task: bool = False


def read_trace(path: Path) -> Trace:
    """Read a trace file.

    Raises:
        TraceError: It cannot be read, or is no whole and unchanged trace.
    """
    try:
        data = read_regular(path, TRACE_BYTES_MAX)
    except OSError as error:
        raise TraceError(
            f"{path}: cannot be read: {error.strerror}.",
            code="trace.unreadable",
            hint="Name a trace file, or the id of a conversation of the latest run.",
        ) from error
    if not data:
        raise TraceError(
            f"{path}: empty; not a seatrial trace.", code="trace.foreign", hint="Was the disk full when it was written?"
        )
    try:
        return decode_trace(data, source=str(path))
    except TraceError as error:
        error.hint = error.hint or "Name a trace that seatrial wrote, such as one under runs/, as it was written."
        raise


def replay_trace(path: Path, *, agent: str = "") -> Replay:
    """Feed a trace's events to the agent that is here now, and compare.

    Args:
        path: The trace file.
        agent: Which agent, where it is not the one that the trace names.

    Raises:
        TraceError: The file is no whole and unchanged trace of a session.
        SpecError: The agent is not here, or has mistakes.
    """
    trace = read_trace(path)
    if trace.header.program != "session":
        raise TraceError(
            f"{path}: the trace of a {trace.header.program}, not of a conversation.", code="replay.not_a_session"
        )
    return replay_with(trace, trace_agent(trace.header, agent))


def replay_with(trace: Trace, loaded: LoadedAgent) -> Replay:
    """Feed a trace's events to an agent, and compare."""
    replayed = replay(trace.rows, Session(prepare(loaded)))
    how = f"its {replayed.events} events were fed to the agent again"
    return replay_of(trace, replayed, how, agent_changed=agent_change(trace.header.agent_digest, loaded))


def replay_of(
    trace: Trace, replayed: Replayed, how: str, *, agent_changed: tuple[str, str] | None, task: bool = False
) -> Replay:
    """Return what came of doing a trace again, to be shown."""
    header = trace.header
    return Replay(
        conversation=header.conversation,
        how=how,
        identical=replayed.identical,
        recorded=header.digest,
        now=header.digest if replayed.identical else "",
        rows=len(trace.rows),
        divergence=replayed.divergence,
        agent_changed=agent_changed,
        versions_changed=version_changes(header.versions),
        task=task,
    )


def trace_agent(header: Header, named: str = "") -> LoadedAgent:
    """Load the agent of a trace.

    Raises:
        SpecError: It is not where the trace says, or has mistakes.
    """
    try:
        return load(named or header.agent)
    except SpecError as error:
        if error.code != "agent.missing" or named:
            raise
        raise SpecError(
            f"The trace names the agent '{header.agent[:200]}', and there is none of that name here.",
            code="replay.agent_missing",
            hint="Go to the folder in which it was made, or say where the agent is: --agent PATH",
        ) from error


def agent_change(then: str, loaded: LoadedAgent) -> tuple[str, str] | None:
    """Return the agent's digest then and now, where they differ."""
    now = loaded.agent.digest
    return (then, now) if then and then != now else None


def version_changes(then: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return what has another version than then."""
    now = versions()
    return {name: (old, now.get(name, "absent")) for name, old in then.items() if now.get(name) != old}
