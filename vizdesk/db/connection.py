"""One way to open a database file: keyed, checked, migrated, durable."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlcipher3
from sqlcipher3 import dbapi2

from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import DamagedFile, NewerFile, StorageError

if TYPE_CHECKING:
    from sqlite_utils import Migrations

Connection = Any
"""A `sqlcipher3.dbapi2.Connection`; the package has no type information."""

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a database in WAL mode when a reset meets a second connection."""

BUSY_MILLISECONDS = 5000


@dataclass(frozen=True, slots=True)
class Schema:
    """What a kind of database file must look like.

    Args:
        name: the name of its set of migrations.
        version: the number of its migrations; stands in the file as `user_version`.
        migrations: gives the set; called only for a file that is behind, since sqlite-utils takes 80 ms to import.
    """

    name: str
    version: int
    migrations: Callable[[], Migrations]


def open_db(
    path: Path | None,
    key: DataKey | None,
    schema: Schema | None = None,
    *,
    read_only: bool = False,
    shared_memory: str | None = None,
) -> Connection:
    """Open a database file; a writer's connection is created, migrated and put in WAL mode with full durability.

    Args:
        path: the file, or None for a database in memory.
        key: the folder's key; None only for a database in memory.
        schema: brings the file up to date first; a reader's file must be so already.
        read_only: for short-lived readers.
        shared_memory: with `path` None, the name of a database in memory that all connections of this process share for
            as long as one of them is open.

    Returns:
        A connection in autocommit mode (`BEGIN` is the caller's), rows as `sqlcipher3.Row`, usable from any one thread
        at a time.

    Raises:
        NewerFile: written by a newer program.
        DamagedFile: not a database, or not one of this key.
        StorageError: the file cannot be opened.
    """
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError("The bundled SQLite is too old to keep data safely.", "Install VizDesk’s locked packages.")
    if path is not None and key is None:
        raise StorageError("A database file is never written without a key.")
    with translated():
        uri = _uri(path, read_only, shared_memory)
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key, read_only=read_only)
            if schema is not None:
                _bring_up_to_date(connection, schema, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _uri(path: Path | None, read_only: bool, shared_memory: str | None) -> str:
    if path is None:
        return f"file:/{quote(shared_memory)}?vfs=memdb" if shared_memory else "file::memory:"
    return f"file:{quote(path.absolute().as_posix())}?mode={'ro' if read_only else 'rwc'}"


def _prepare(connection: Connection, key: DataKey | None, *, read_only: bool) -> None:
    connection.row_factory = dbapi2.Row
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if read_only:
        connection.execute("SELECT count(*) FROM sqlite_schema")  # the first read is what proves the key
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone does not reach the disk


def _bring_up_to_date(connection: Connection, schema: Schema, *, read_only: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > schema.version:
        raise NewerFile(
            "This data was written by a newer VizDesk.", "Update VizDesk on this machine; nothing was changed."
        )
    if version == schema.version or read_only:
        return
    sqlite_utils = use_sqlite_utils()
    schema.migrations().apply(sqlite_utils.Database(connection, recursive_triggers=False))
    connection.execute(f"PRAGMA user_version = {schema.version}")


def use_sqlite_utils() -> Any:
    """The sqlite-utils package, bound to sqlcipher3: it prefers a `pysqlite3` to the standard library."""
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    import sqlite_utils

    return sqlite_utils


@contextmanager
def translated() -> Iterator[None]:
    """Turns the errors of sqlcipher3 into `StorageError`s, by their codes and never by their texts.

    Raises:
        DamagedFile: SQLITE_NOTADB or SQLITE_CORRUPT.
        StorageError: any other error of the database.
    """
    try:
        yield
    except dbapi2.Error as error:
        name = str(getattr(error, "sqlite_errorname", ""))
        raise _translation(name) from error


def _translation(name: str) -> StorageError:
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return DamagedFile(
            "A data file cannot be read: it is damaged.", "It was left untouched; restore it from a backup."
        )
    if name.startswith("SQLITE_FULL"):
        return StorageError("The disk is full.", "Free some space, then try again; nothing saved so far is lost.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageError("Another program is writing the same data.", "Try again in a moment.")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_IOERR")):
        return StorageError("The data folder cannot be read or written.", "Check its rights and the disk.")
    return StorageError("The database refused a step.", "Try again; if it happens again, run “vizdesk doctor”.")
