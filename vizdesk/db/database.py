"""A database with one writer thread and short-lived readers."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from vizdesk.db.connection import Connection, Schema, open_db, translated
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import StorageError

T = TypeVar("T")
CLOSE_SECONDS = 10.0


class Database:
    """One database file (or one in memory), owned by this object.

    All writes run one after the other on a thread of its own, each in one `BEGIN IMMEDIATE` transaction that is on disk
    when its future is done. Reads run in the calling thread on read-only connections; a database in memory has one
    connection only, so its reads take their turn on the writer thread.

    Args:
        path: the file, or None for memory.
        key: the folder's key; None only for memory.
        schema: brings the file up to date.

    Raises:
        StorageError: the file cannot be opened (see `open_db`).
    """

    def __init__(self, path: Path | None, key: DataKey | None, schema: Schema) -> None:
        self._path, self._key = path, key
        self._connection = open_db(path, key, schema)
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"db-writer-{schema.name}", daemon=True)
        self._thread.start()

    def write(self, act: Callable[[Connection], T]) -> Future[T]:
        """Run `act` in a transaction on the writer thread; the future holds its result once that is committed.

        Errors of the database arrive as `StorageError`, others as they are; either way nothing of `act` remains.
        """
        return self._submit(lambda: self._transaction(act))

    def read(self, act: Callable[[Connection], T]) -> T:
        """Run `act` on a read-only connection, here and now.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._path is None:
            return self._submit(lambda: self._plain(act)).result()
        with translated():
            connection = open_db(self._path, self._key, read_only=True)
            try:
                return act(connection)
            finally:
                connection.close()

    def close(self) -> None:
        """Finish what was asked so far, then close; later writes fail. May be called twice.

        Raises:
            StorageError: the writer did not end in time.
        """
        with self._closing:
            if not self._closed:
                self._closed = True
                self._work.put(None)
        self._thread.join(CLOSE_SECONDS)
        if self._thread.is_alive():
            raise StorageError("The database is still busy.", "Wait a moment, then try again.")

    def _submit(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001  # it belongs to the one who waits on the future
                future.set_exception(error)

        with self._closing:
            if self._closed:
                raise StorageError("The database is closed.")
            self._work.put(run)
        return future

    def _run(self) -> None:
        while (job := self._work.get()) is not None:
            job()
        self._connection.close()

    def _transaction(self, act: Callable[[Connection], T]) -> T:
        connection = self._connection
        with translated():
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = act(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

    def _plain(self, act: Callable[[Connection], T]) -> T:
        with translated():
            return act(self._connection)
