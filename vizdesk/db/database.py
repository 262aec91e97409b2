"""A database with one writer thread and short-lived readers."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection, Schema, open_db, translated
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import StorageError

T = TypeVar("T")
CLOSE_SECONDS = 10.0
TOGETHER_SECONDS = 0.02
"""For so long, writes that wait join a transaction: each commit flushes the disk, however little there is of it."""


class _Job(NamedTuple):
    act: Callable[[Connection], Any]
    future: Future[Any]


class Database:
    """One database file (or one in memory), owned by this object.

    All writes run one after the other on a thread of its own. Each is whole or not at all, and on disk when its future
    is done; those that wait are committed together. Reads run in the calling thread on read-only connections; a
    database in memory has one connection only, so its reads take their turn on the writer thread.

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
        self._work: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"db-writer-{schema.name}", daemon=True)
        self._thread.start()

    def write(self, act: Callable[[Connection], T]) -> Future[T]:
        """Run `act` on the writer thread; the future holds its result once what it did is committed.

        Errors of the database arrive as `StorageError`, others as they are; either way nothing of `act` remains.
        """
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise StorageError("The database is closed.")
            self._work.put(_Job(act, future))
        return future

    def read(self, act: Callable[[Connection], T]) -> T:
        """Run `act` on a read-only connection, here and now.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._path is None:
            return self.write(act).result()
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

    def _run(self) -> None:
        while (job := self._work.get()) is not None:
            self._transaction(job)
        self._connection.close()

    def _transaction(self, first: _Job) -> None:
        """Do a job and those that wait behind it; what one of them fails with is taken back without the others."""
        connection = self._connection
        done: list[tuple[_Job, Any]] = []
        job = first
        try:
            with translated():
                for place, job in enumerate(self._with_waiting(first)):
                    if not place:
                        connection.execute("BEGIN IMMEDIATE")
                    try:
                        done.append((job, self._saved(job)))
                    except BaseException as error:  # it belongs to the one who waits on the future
                        if not connection.in_transaction:  # SQLite took back all of it; the disk is full, say
                            raise
                        job.future.set_exception(error)
                if connection.in_transaction:
                    connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  # as above
            self._take_back([*(one for one, _ in done), job], error)
        else:
            for one, result in done:
                one.future.set_result(result)

    def _take_back(self, jobs: Iterable[_Job], error: BaseException) -> None:
        with suppress(dbapi2.Error):  # it would be told with the next BEGIN
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        for job in jobs:
            if not job.future.done():  # it has failed by itself before
                job.future.set_exception(error)

    def _with_waiting(self, first: _Job) -> Iterator[_Job]:
        ends = time.monotonic() + TOGETHER_SECONDS
        job: _Job | None = first
        while job is not None:
            if job.future.set_running_or_notify_cancel():
                yield job
            if self._work.empty() or time.monotonic() > ends:
                return
            job = self._work.get()
        self._work.put(None)  # the end, once this transaction is over

    def _saved(self, job: _Job) -> Any:
        """What a job comes to; nothing remains of one that fails."""
        connection = self._connection
        connection.execute("SAVEPOINT job")
        try:
            with translated():
                return job.act(connection)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO job")
            raise
        finally:
            if connection.in_transaction:
                connection.execute("RELEASE job")
