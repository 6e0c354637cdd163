"""Claims about the store on SQLite, made against a real file."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from seatrial.adapters.sqlite_store import SqliteStore
from seatrial.core.errors import RunError
from seatrial.core.world import Write

WRITE = Write(table="visits", key="B0", row={"name": "Ann"}, tool="book", idempotency_key="k")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(path)
    yield store
    store.close()


def test_rows_and_writes_come_back_in_order(store: SqliteStore):
    store.begin("a", b"header")
    store.append("a", [b"1", b"2"], durable=False)
    store.append("a", [b"3"], durable=True, writes=[WRITE])
    store.append("a", [], durable=True, writes=[Write(table="visits", key="B1", row=None)])
    assert store.header("a") == b"header"
    assert store.read("a") == [b"1", b"2", b"3"]
    assert [write.key for write in store.writes("a")] == ["B0", "B1"]
    assert store.writes("a")[0] == WRITE


def test_conversations_do_not_mix(store: SqliteStore):
    for name in ("a", "b"):
        store.begin(name, name.encode())
        store.append(name, [name.encode()], durable=False)
    assert store.read("a") == [b"a"]
    assert store.read("b") == [b"b"]
    assert store.read("c") == []


def test_what_was_appended_is_there_after_opening_again(store: SqliteStore, path: Path):
    store.begin("a", b"h")
    store.append("a", [b"1"], durable=False)
    store.close()
    again = SqliteStore(path)
    again.append("a", [b"2"], durable=False)
    assert again.read("a") == [b"1", b"2"]
    again.close()


def test_only_unfinished_conversations_wait_to_be_resumed(store: SqliteStore):
    for name in ("z", "a", "m"):
        store.begin(name, b"h")
    store.append("a", [b"1"], durable=True, finished=True)
    assert store.unfinished() == ["z", "m"]


def test_a_conversation_begins_once(store: SqliteStore):
    store.begin("a", b"h")
    with pytest.raises(RunError, match="'a' exists already"):
        store.begin("a", b"h2")
    assert store.header("a") == b"h"


def test_an_unknown_conversation_is_an_error_not_an_empty_one(store: SqliteStore):
    with pytest.raises(RunError, match="no conversation 'nope'"):
        store.header("nope")
    with pytest.raises(RunError, match="no conversation 'nope'"):
        store.append("nope", [b"1"], durable=False)
    assert store.read("nope") == []


def test_two_processes_cannot_write_one_conversation(store: SqliteStore, path: Path):
    store.begin("a", b"h")
    store.append("a", [b"1"], durable=False)
    other = SqliteStore(path)
    other.append("a", [b"2"], durable=False)
    with pytest.raises(RunError, match="being written by another process"):
        store.append("a", [b"2"], durable=False)
    assert store.read("a") == [b"1", b"2"]
    other.close()


def test_a_name_is_data_whatever_it_holds(store: SqliteStore):
    name = "a'; DROP TABLE rows; -- \x00 ../%s é"
    store.begin(name, b"h")
    store.append(name, [b"1"], durable=False)
    assert store.read(name) == [b"1"]


def test_threads_that_append_at_once_share_commits_and_lose_nothing(store: SqliteStore):
    def work(name: str) -> None:
        store.begin(name, b"h")
        for number in range(20):
            store.append(name, [b"%d" % number], durable=True)

    threads = [threading.Thread(target=work, args=(f"c{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.read(f"c{i}") == [b"%d" % number for number in range(20)] for i in range(8))


def test_one_clash_in_a_shared_commit_harms_nobody_else(store: SqliteStore):
    store.begin("a", b"h")
    store.begin("b", b"h")
    errors: list[RunError] = []

    def clash() -> None:
        try:
            store.begin("a", b"h2")
        except RunError as error:
            errors.append(error)

    store._lock.acquire()
    threads = [
        threading.Thread(target=clash),
        threading.Thread(target=store.append, args=("b", [b"1"]), kwargs={"durable": True}),
    ]
    for thread in threads:
        thread.start()
    while len(store._queue) < 2:
        threading.Event().wait(0.001)
    store._lock.release()
    for thread in threads:
        thread.join()
    assert [error.code for error in errors] == ["store.taken"]
    assert store.read("b") == [b"1"]


def test_a_full_disk_fails_the_append_whole_and_leaves_the_rest_readable(store: SqliteStore):
    store.begin("a", b"h")
    store.append("a", [b"1"], durable=True)
    pages = store._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store._connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(RunError, match="full") as caught:
        store.append("a", [b"small", b"x" * 100_000], durable=True)
    assert caught.value.exit_code == 2
    assert "room" in caught.value.hint
    assert store.read("a") == [b"1"]
    store._connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    store.append("a", [b"2"], durable=True)
    assert store.read("a") == [b"1", b"2"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RunError, match=r"file/store\.db: cannot be used as a store"):
        SqliteStore(tmp_path / "file" / "store.db")


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path):
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(RunError, match="cannot be used as a store"):
        SqliteStore(path)
    assert path.read_bytes().startswith(b"not a database")


def test_somebody_elses_database_is_refused_and_left_alone(path: Path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(RunError, match=r"not one of seatrial's"):
        SqliteStore(path)


def test_a_newer_store_is_refused(store: SqliteStore, path: Path):
    store._connection.exec_driver_sql("PRAGMA user_version=99")
    store.close()
    with pytest.raises(RunError, match="newer seatrial"):
        SqliteStore(path)


KILLED = """
import os, signal, sys
from pathlib import Path
from seatrial.adapters.sqlite_store import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
store.begin("a", b"h")
for number in range(50):
    store.append("a", [b"%d" % number, b"again"], durable=number % 7 == 0)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_every_append_survives_a_killed_process(path: Path):
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, env=os.environ)
    assert done.returncode == -signal.SIGKILL
    store = SqliteStore(path)
    assert len(store.read("a")) == 100
    assert store.unfinished() == ["a"]
    store.close()


def test_what_is_no_file_is_refused_before_sqlite_sees_it(path: Path):
    os.mkfifo(path)
    with pytest.raises(RunError, match="cannot be used as a store: it is a named pipe, not a file") as caught:
        SqliteStore(path)
    assert caught.value.hint
