"""A live conversation in text: the live driver, a line of text in and out, a store to survive in, a trace at the end.

Reads the wall clock once, when the conversation begins. Knows nothing of terminals: whoever calls it shows and reads.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from seatrial.adapters.confinement import Confinement
from seatrial.adapters.sqlite_store import SqliteStore
from seatrial.agents.folder import LoadedAgent
from seatrial.agents.session import Prepared, Session
from seatrial.app.files import trace_name, write_whole
from seatrial.app.versions import versions
from seatrial.core.effects import AnyEffect, End
from seatrial.core.errors import RunError
from seatrial.core.events import AnyEvent, SessionStarted, UserLeft, UserSaid
from seatrial.core.trace import Header, Row, Trace, encode_row, encode_trace
from seatrial.core.world import World
from seatrial.runtime.clock import LoopClock
from seatrial.runtime.line import TextLine
from seatrial.runtime.live import Live, LiveDriver
from seatrial.runtime.machine import Machine
from seatrial.runtime.outstanding import Outstanding
from seatrial.runtime.resume import restore

CHATS_DIR = Path("runs") / "chats"


class Terminal(Protocol):
    """What shows a conversation to a person and brings the person's words."""

    def say(self, text: str) -> None:
        """Show what the agent says."""
        ...

    def explain(self, rows: Sequence[Row]) -> None:
        """Show what became of one event, if that is wanted."""
        ...

    def listen(self) -> None:
        """The agent waits for the person now."""
        ...

    def start(self, heard: Callable[[str], None], closed: Callable[[str], None]) -> None:
        """Begin to bring words: call `heard` with each line and `closed` with a reason once, on the loop's thread."""
        ...

    def stop(self) -> None:
        """The conversation is over."""
        ...


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation that came to an end.

    Attributes:
        path: Of its trace file.
    """

    trace: Trace
    path: Path
    end: End


class _Watched:
    """A session that lets somebody look on, and knows whether it is the person's turn."""

    def __init__(self, machine: Machine, terminal: Terminal) -> None:
        self._machine = machine
        self._terminal = terminal
        self._outstanding = Outstanding()
        self._silent = True
        """While a stored conversation is fed back in, nothing is shown."""

    @property
    def ended(self) -> bool:
        return self._machine.ended

    def receive(self, at_ms: int, event: AnyEvent) -> list[AnyEffect]:
        effects = self._machine.receive(at_ms, event)
        left = self._outstanding
        left.happened(event)
        for effect in effects:
            left.wanted(at_ms, effect)
        if not self._silent:
            self._terminal.explain([Row(at_ms, "in", event), *(Row(at_ms, "out", effect) for effect in effects)])
            if not (self.ended or left.calls or left.asks or left.says or left.handoffs):
                self._terminal.listen()
        return effects

    def begin(self) -> None:
        """Show from now on."""
        self._silent = False


def chat(
    loaded: LoadedAgent,
    prepared: Prepared,
    terminal: Terminal,
    *,
    agent: str,
    store: Path | None = None,
    resume: str = "",
    out: Path | None = None,
) -> Chat:
    """Hold one conversation, and keep its trace.

    Args:
        loaded: The agent.
        prepared: The same, ready to run.
        terminal: The person.
        agent: As the user named it, for the trace.
        store: A SQLite file in which the conversation survives this process; None for none.
        resume: A conversation of that store to go on with; "" begins a new one.
        out: Where the trace goes.

    Raises:
        RunError: The store or the folder cannot be used; there is no such conversation.
        TraceError: The stored conversation was begun by another version of the agent.
        InvariantError: The session raised.
    """
    if resume and store is None:
        raise RunError(
            "Only a conversation in a store can be resumed.",
            code="chat.no_store",
            hint="Name its file: --store FILE.sqlite",
        )
    folder = _writable(out or CHATS_DIR)
    kept = None if store is None else SqliteStore(store)
    try:
        talk = _Talk(loaded, prepared, terminal, agent=agent, store=kept)
        with Confinement():
            end, trace = asyncio.run(talk.hold(resume))
    finally:
        if kept is not None:
            kept.close()
    return Chat(trace=trace, path=_keep(trace, folder), end=end)


def unfinished_chats(store: Path) -> list[str]:
    """Return the conversations of a store that can be resumed, oldest first.

    Raises:
        RunError: It is not a store.
    """
    kept = SqliteStore(store)
    try:
        return list(kept.unfinished())
    finally:
        kept.close()


class _Talk:
    """One conversation being held."""

    def __init__(
        self,
        loaded: LoadedAgent,
        prepared: Prepared,
        terminal: Terminal,
        *,
        agent: str,
        store: SqliteStore | None,
    ) -> None:
        self._loaded = loaded
        self._terminal = terminal
        self._agent = agent
        self._store = store
        self._machine = _Watched(Session(prepared), terminal)

    async def hold(self, resume: str) -> tuple[End, Trace]:
        restored = None
        now = datetime.now(UTC).astimezone()  # noqa: TID251 - a live conversation begins at the machine's time
        if resume and self._store is not None:
            digest = self._loaded.agent.digest
            restored = restore(self._store, resume, self._machine, agent_digest=digest)
            header, started = restored.header, restored.started
        else:
            header, started = self._new(now)
        live = Live(
            header=header,
            started=started,
            run_tool=self._loaded.tools,
            world=World(self._loaded.world),
            clock=LoopClock(),
            store=self._store,
        )
        driver = LiveDriver(self._machine, TextLine(self._terminal.say), live)
        self._machine.begin()
        self._terminal.start(
            lambda text: driver.post(UserSaid(text=text)), lambda reason: driver.post(UserLeft(reason=reason))
        )
        try:
            if restored is None:
                end = await driver.run()
            else:
                began = datetime.fromisoformat(started.started_at)
                end = await driver.resume(restored, elapsed_ms=int((now - began).total_seconds() * 1000))
        finally:
            self._terminal.stop()
        return end, driver.trace()

    def _new(self, now: datetime) -> tuple[Header, SessionStarted]:
        loaded = self._loaded
        stamp = now.strftime("%Y%m%d-%H%M%S-") + f"{now.microsecond // 1000:03d}-{os.getpid()}"
        conversation = f"{loaded.agent.name}/live/chat/{stamp}"
        seed = int(now.timestamp() * 1000) % 2**31
        header = Header(
            conversation=conversation,
            agent=self._agent,
            agent_digest=loaded.agent.digest,
            world_digest=loaded.world_digest,
            channel="chat",
            seed=seed,
            versions=versions(),
        )
        started = SessionStarted(
            started_at=now.isoformat(timespec="seconds"),
            locale=loaded.agent.locale,
            channel="chat",
            seed=seed,
            namespace=conversation,
            memory=dict(loaded.agent.remembers),
            agent_digest=loaded.agent.digest,
            world_digest=loaded.world_digest,
        )
        return header, started


def _keep(trace: Trace, folder: Path) -> Path:
    """Write the trace; where that fails, such as on a full disk, keep it elsewhere and let the error say so."""
    name = trace_name(trace.header.conversation) + ".jsonl"
    data = encode_trace(trace.header, [encode_row(row) for row in trace.rows])
    try:
        write_whole(folder / name, data)
    except RunError as error:
        with suppress(OSError, RunError):
            spare = Path(tempfile.mkdtemp(prefix="seatrial-")) / name
            write_whole(spare, data)
            error.hint = f"The conversation was kept in {spare}"
        raise
    return folder / name


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(
            f"{folder}: cannot be made: {error.strerror}.",
            code="chat.unwritable",
            hint="Name another folder: --out DIR",
        ) from error
    if not os.access(folder, os.W_OK):
        raise RunError(
            f"{folder}: cannot be written to.", code="chat.unwritable", hint="Name another folder: --out DIR"
        )
    return folder
