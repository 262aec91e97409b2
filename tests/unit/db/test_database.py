"""The databases of desktop and gateway: keys, versions, one writer, plain refusals."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from vizdesk.db.connection import Schema, open_db, use_sqlite_utils
from vizdesk.db.database import Database
from vizdesk.db.keys import DataKey, load_key
from vizdesk.domain.errors import DamagedFile, NewerFile, NoKey, StorageError, WrongKey

KEY = DataKey(bytes(range(32)))
NAME = "Quimby, Jane 1981-03-04"


def notes_schema(version: int = 1) -> Schema:
    def migrations() -> Any:
        made = use_sqlite_utils().Migrations("notes")

        @made()
        def m001_notes(db: Any) -> None:
            db["notes"].create({"id": int, "text": str}, pk="id")

        return made

    return Schema("notes", version, migrations)


def add_note(text: str) -> Any:
    return lambda connection: connection.execute("INSERT INTO notes(text) VALUES (?)", (text,))


def count(connection: Any) -> int:
    return int(connection.execute("SELECT count(*) FROM notes").fetchone()[0])


@pytest.fixture(params=["file", "memory"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    path = tmp_path / "notes.db" if request.param == "file" else None
    made = Database(path, KEY if path else None, notes_schema())
    yield made
    made.close()


def test_what_was_written_is_read(database: Database) -> None:
    database.write(add_note(NAME)).result()
    assert database.read(count) == 1


def test_a_failed_write_leaves_nothing_and_the_next_one_works(database: Database) -> None:
    def half(connection: Any) -> None:
        add_note("half")(connection)
        raise LookupError

    with pytest.raises(LookupError):
        database.write(half).result()
    with pytest.raises(StorageError):
        database.write(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)")).result()
    database.write(add_note("whole")).result()
    assert database.read(count) == 1


def test_writes_of_many_threads_all_arrive(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(lambda: database.write(add_note("x")).result()) for _ in range(100)]:
            future.result()
    assert database.read(count) == 100


@pytest.fixture
def held(database: Database) -> Iterator[Callable[[], Future[None]]]:
    """Holds the writer; what it then gives is the write that holds it, let go."""
    reached, let_go = threading.Event(), threading.Event()

    def hold(_: Any) -> None:
        reached.set()
        assert let_go.wait(60)

    holding = database.write(hold)
    assert reached.wait(60)

    def release() -> Future[None]:
        let_go.set()
        return holding

    yield release
    release()


def test_writes_that_wait_are_committed_together(database: Database, held: Callable[[], Future[None]]) -> None:
    entered, let_go = threading.Event(), threading.Event()

    def second(connection: Any) -> None:
        add_note("second")(connection)
        entered.set()
        assert let_go.wait(60)

    first, last = database.write(add_note("first")), database.write(second)
    held()
    assert entered.wait(60)
    assert not first.done()
    let_go.set()
    last.result()
    assert first.done()
    assert database.read(count) == 2


def test_of_writes_that_are_committed_together_one_can_fail(
    database: Database, held: Callable[[], Future[None]]
) -> None:
    def half(connection: Any) -> None:
        add_note("half")(connection)
        raise LookupError

    before, failing, cancelled = database.write(add_note("before")), database.write(half), database.write(half)
    after = database.write(add_note("after"))
    cancelled.cancel()
    held()
    after.result()
    before.result()
    with pytest.raises(LookupError):
        failing.result()
    assert database.read(count) == 2


def test_a_write_that_nobody_waits_for_is_done_with_the_next_one(database: Database) -> None:
    patient = database.write(add_note("patient"), is_patient=True)
    database.write(add_note("at once")).result()
    assert patient.done()
    assert database.write(add_note("last"), is_patient=True).result() is not None
    assert database.read(count) == 3


def test_who_reads_behind_writes_sees_them_though_they_can_wait(database: Database) -> None:
    database.write(add_note("at once"))
    database.write(add_note("patient"), is_patient=True)
    assert database.read(count, behind_writes=True) == 2


def test_where_the_database_takes_back_all_of_them_none_is_said_to_be_kept(
    database: Database, held: Callable[[], Future[None]]
) -> None:
    def roll_back(connection: Any) -> None:  # as SQLite does where the disk is full
        connection.execute("ROLLBACK")
        raise StorageError("The disk is full.")

    before, failing = database.write(add_note("before")), database.write(roll_back)
    held()
    for one in (before, failing):
        with pytest.raises(StorageError, match="full"):
            one.result()
    database.write(add_note("after")).result()
    assert database.read(count) == 1


def test_a_commit_that_fails_is_told_to_all(database: Database, held: Callable[[], Future[None]]) -> None:
    def break_a_rule(connection: Any) -> None:
        connection.execute("CREATE TABLE parent(id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE child(parent INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)")
        connection.execute("INSERT INTO child VALUES (7)")  # nothing is wrong before the commit

    def half(_: Any) -> None:
        raise LookupError

    writes = [database.write(act) for act in (break_a_rule, add_note("x"), half)]
    held()
    for one, expected in zip(writes, (StorageError, StorageError, LookupError), strict=True):
        with pytest.raises(expected):
            one.result()
    database.write(add_note("after")).result()
    assert database.read(count) == 1


def test_close_finishes_the_queue_and_ends_the_thread(tmp_path: Path) -> None:
    database = Database(tmp_path / "notes.db", KEY, notes_schema())
    last = [database.write(add_note("x")) for _ in range(50)][-1]
    database.close()
    database.close()
    assert last.done()
    assert "db-writer-notes" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(StorageError):
        database.write(add_note("late"))


def test_nothing_readable_on_disk(tmp_path: Path) -> None:
    database = Database(tmp_path / "notes.db", KEY, notes_schema())
    database.write(add_note(NAME)).result()
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    database.close()
    assert "notes.db-wal" in files
    assert not [name for name, content in files.items() if b"Quimby" in content or b"SQLite format" in content]


def test_another_key_or_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    Database(path, KEY, notes_schema()).close()
    before = path.read_bytes()
    with pytest.raises(DamagedFile):
        open_db(path, DataKey(b"\x01" * 32), notes_schema())
    assert path.read_bytes() == before
    path.write_bytes(before[:2000] + b"\x00" + before[2001:])
    with pytest.raises(DamagedFile):
        open_db(path, KEY, notes_schema())


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    Database(path, KEY, notes_schema()).close()
    connection = open_db(path, KEY)
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(NewerFile):
        open_db(path, KEY, notes_schema())


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    database = Database(tmp_path / "notes.db", KEY, notes_schema())
    with pytest.raises(StorageError):
        database.read(add_note("x"))
    database.close()


def test_a_key_file_is_used_and_another_one_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key_file = tmp_path / "key"
    key_file.write_text("ab" * 32)
    monkeypatch.setenv("VIZDESK_KEY_FILE", str(key_file))
    assert load_key(tmp_path / "data") == load_key(tmp_path / "data") == DataKey(b"\xab" * 32)
    assert "ab" * 32 not in (tmp_path / "data" / "key.json").read_text()
    key_file.write_text("cd" * 32)
    with pytest.raises(WrongKey):
        load_key(tmp_path / "data")
    key_file.write_text("short")
    with pytest.raises(StorageError, match="64 hexadecimal digits"):
        load_key(tmp_path / "data")


def test_without_key_file_and_keyring_there_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIZDESK_KEY_FILE", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'no-bus'}")
    with pytest.raises(NoKey):
        load_key(tmp_path / "data")
    assert not (tmp_path / "data").exists() or not list((tmp_path / "data").iterdir())
