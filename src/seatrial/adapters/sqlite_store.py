"""The store on SQLite: an append-only log of conversations that survives the process, and a power cut where it must.

One file, write-ahead log. A plain append survives a killed process; a durable one is on disk when it returns, and takes
everything before it along. Threads that append at the same time share one commit. Called by the live driver.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from seatrial.agents.regular_file import check_regular
from seatrial.core.errors import RunError
from seatrial.core.world import Write

SCHEMA = 1
_metadata = sa.MetaData()
_conversations = sa.Table(
    "conversations",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("header", sa.LargeBinary, nullable=False),
    sa.Column("finished", sa.Boolean, nullable=False, default=False),
)
_rows = sa.Table(
    "rows",
    _metadata,
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("line", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
_writes = sa.Table(
    "writes",
    _metadata,
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
_write_encoder = msgspec.json.Encoder()
_write_decoder = msgspec.json.Decoder(Write)


@dataclass(slots=True)
class _Pending:
    conversation: str
    lines: Sequence[bytes]
    writes: Sequence[bytes]
    durable: bool
    finished: bool
    header: bytes | None = None
    done: bool = False
    error: RunError | None = None


def _refuse_other_than_file(path: Path) -> None:
    try:
        check_regular(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RunError(
            f"{path}: cannot be used as a store: {error.strerror}.",
            code="store.unusable",
            hint="Name a new file, or one that seatrial made.",
        ) from error


class SqliteStore:
    """A `Store` in one SQLite file. Safe to use from several threads; several processes may share the file."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            RunError: It cannot be opened or written, is no database of ours, or was made by a newer seatrial.
        """
        _refuse_other_than_file(path)
        self._path = path
        self._lock = threading.Lock()
        self._queue: deque[_Pending] = deque()
        self._next: dict[str, tuple[int, int]] = {}
        with self._naming_errors():
            self._engine = sa.create_engine(
                sa.URL.create("sqlite", database=str(path)),
                poolclass=sa.StaticPool,
                connect_args={"check_same_thread": False, "timeout": 10},
                isolation_level="AUTOCOMMIT",
            )
            self._connection = self._engine.connect()
            try:
                self._prepare()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._engine.dispose()

    def begin(self, conversation: str, header: bytes, lines: Sequence[bytes] = (), *, durable: bool = False) -> None:
        """Open a new conversation with its encoded trace header and first rows, all or nothing.

        Raises:
            RunError: There is one of this name already, or the file cannot be written.
        """
        self._commit(_Pending(conversation, lines, (), durable=durable, finished=False, header=header))

    def append(
        self,
        conversation: str,
        lines: Sequence[bytes],
        *,
        durable: bool,
        writes: Sequence[Write] = (),
        finished: bool = False,
    ) -> None:
        """Append encoded rows and writes, in order, all or nothing; when `durable`, return only once on disk.

        Raises:
            RunError: The file cannot be written, or another process writes to this conversation.
        """
        bodies = [_write_encoder.encode(write) for write in writes]
        self._commit(_Pending(conversation, lines, bodies, durable=durable, finished=finished))

    def header(self, conversation: str) -> bytes:
        """Return the encoded header of a conversation.

        Raises:
            RunError: There is no such conversation.
        """
        query = sa.select(_conversations.c.header).where(_conversations.c.id == conversation)
        with self._lock, self._naming_errors():
            found = self._connection.execute(query).scalar_one_or_none()
        if found is None:
            raise RunError(f"{self._path}: no conversation '{conversation}' here.", code="store.unknown")
        return found

    def read(self, conversation: str) -> Sequence[bytes]:
        """Return all rows of a conversation, in order."""
        query = sa.select(_rows.c.line).where(_rows.c.conversation == conversation).order_by(_rows.c.ordinal)
        with self._lock, self._naming_errors():
            return self._connection.execute(query).scalars().all()

    def writes(self, conversation: str) -> Sequence[Write]:
        """Return all writes of a conversation, in order."""
        query = sa.select(_writes.c.body).where(_writes.c.conversation == conversation).order_by(_writes.c.ordinal)
        with self._lock, self._naming_errors():
            return [_write_decoder.decode(body) for body in self._connection.execute(query).scalars()]

    def unfinished(self) -> Sequence[str]:
        """Return the conversations that were not finished, in the order they began."""
        query = sa.select(_conversations.c.id).where(~_conversations.c.finished).order_by(_conversations.c.number)
        with self._lock, self._naming_errors():
            return self._connection.execute(query).scalars().all()

    def _prepare(self) -> None:
        run = self._connection.exec_driver_sql
        found = run("PRAGMA user_version").scalar_one()
        if found > SCHEMA:
            raise RunError(
                f"{self._path}: written by a newer seatrial (store schema {found}; this one knows {SCHEMA}).",
                code="store.newer",
                hint="Upgrade seatrial to read it.",
            )
        if found == SCHEMA:
            return
        if run("SELECT count(*) FROM sqlite_master").scalar_one():
            raise RunError(f"{self._path}: a database, but not one of seatrial's.", code="store.foreign")
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run("BEGIN IMMEDIATE")
        _metadata.create_all(self._connection)
        run(f"PRAGMA user_version={SCHEMA}")
        run("COMMIT")

    def _commit(self, pending: _Pending) -> None:
        """Hand in one piece of work; whoever gets the lock first commits everything handed in by then."""
        self._queue.append(pending)
        with self._lock:
            if not pending.done:
                self._commit_queue()
        if pending.error is not None:
            raise pending.error

    def _commit_queue(self) -> None:
        batch = [self._queue.popleft() for _ in range(len(self._queue))]
        run = self._connection.exec_driver_sql
        try:
            with self._naming_errors():
                # In WAL mode a FULL commit syncs the log, and with it every NORMAL commit before.
                run(f"PRAGMA synchronous={'FULL' if any(item.durable for item in batch) else 'NORMAL'}")
                run("BEGIN IMMEDIATE")
                for item in batch:
                    self._insert_alone(item)
                run("COMMIT")
        except BaseException as error:
            self._roll_back()
            failed = error if isinstance(error, RunError) else RunError(f"{self._path}: {error!r}", code="store.broken")
            for item in batch:
                item.error = item.error or failed
            if not isinstance(error, RunError):
                raise
        finally:
            for item in batch:
                item.done = True
                if item.error is not None:
                    self._next.pop(item.conversation, None)

    def _roll_back(self) -> None:
        with suppress(DBAPIError):  # SQLite may have rolled back by itself, such as when the disk was full
            self._connection.exec_driver_sql("ROLLBACK")

    def _insert_alone(self, item: _Pending) -> None:
        """Insert one piece within the shared commit; when it clashes, only it fails."""
        run = self._connection.exec_driver_sql
        run("SAVEPOINT item")
        try:
            self._insert(item)
        except IntegrityError:
            run("ROLLBACK TO item")
            what = "exists already" if item.header is not None else "is being written by another process"
            item.error = RunError(f"{self._path}: conversation '{item.conversation}' {what}.", code="store.taken")
        except RunError as error:
            item.error = error
        run("RELEASE item")

    def _insert(self, item: _Pending) -> None:
        connection, name = self._connection, item.conversation
        if item.header is not None:
            connection.execute(sa.insert(_conversations), {"id": name, "header": item.header, "finished": False})
        row, write = self._next.get(name) or self._counts(name)
        if item.lines:
            values = [{"conversation": name, "ordinal": row + i, "line": line} for i, line in enumerate(item.lines)]
            connection.execute(sa.insert(_rows), values)
        if item.writes:
            values = [{"conversation": name, "ordinal": write + i, "body": body} for i, body in enumerate(item.writes)]
            connection.execute(sa.insert(_writes), values)
        if item.finished:
            connection.execute(sa.update(_conversations).where(_conversations.c.id == name).values(finished=True))
        self._next[name] = (row + len(item.lines), write + len(item.writes))
        if item.finished:
            del self._next[name]

    def _counts(self, conversation: str) -> tuple[int, int]:
        known = sa.select(_conversations.c.number).where(_conversations.c.id == conversation)
        if self._connection.execute(known).scalar_one_or_none() is None:
            raise RunError(f"{self._path}: no conversation '{conversation}' here.", code="store.unknown")
        rows = sa.select(sa.func.coalesce(sa.func.max(_rows.c.ordinal) + 1, 0))
        writes = sa.select(sa.func.coalesce(sa.func.max(_writes.c.ordinal) + 1, 0))
        return (
            self._connection.execute(rows.where(_rows.c.conversation == conversation)).scalar_one(),
            self._connection.execute(writes.where(_writes.c.conversation == conversation)).scalar_one(),
        )

    @contextmanager
    def _naming_errors(self) -> Generator[None]:
        try:
            yield
        except DBAPIError as error:
            raise RunError(
                f"{self._path}: cannot be used as a store: {error.orig}.",
                code="store.unusable",
                hint="Check that the folder exists, can be written and has room, and that the file is one of ours.",
            ) from error
