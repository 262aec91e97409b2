"""A database with one writer thread and short-lived readers."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection, Schema, open_db, translated
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import StorageError

T = TypeVar("T")
CLOSE_SECONDS = 10.0
MOST_TOGETHER = 64
"""So many writes that wait become one transaction: each commit flushes the disk, however little there is of it."""

PATIENCE_SECONDS = 0.05
"""For so long a write that nobody waits for leaves the processor to what is being painted."""


class _Job(NamedTuple):
    act: Callable[[Connection], Any]
    future: Future[Any]
    is_patient: bool


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

    def write(self, act: Callable[[Connection], T], *, is_patient: bool = False) -> Future[T]:
        """Run `act` on the writer thread; the future holds its result once what it did is committed.

        Errors of the database arrive as `StorageError`, others as they are; either way nothing of `act` remains.

        Args:
            act: writes, and gives the result.
            is_patient: nobody waits for it, so that it is begun a moment later, or with the next write that is not.
        """
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise StorageError("The database is closed.")
            self._work.put(_Job(act, future, is_patient))
        return future

    def read(self, act: Callable[[Connection], T], *, behind_writes: bool = False) -> T:
        """Run `act` on a read-only connection, here and now.

        Args:
            act: reads, and gives the result.
            behind_writes: whether all that was to be written before is waited for, so that it is seen.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._path is None:
            return self.write(act).result()
        if behind_writes:
            self.settle()
        with translated():
            connection = open_db(self._path, self._key, read_only=True)
            try:
                return act(connection)
            finally:
                connection.close()

    def settle(self) -> None:
        """Wait until all that was to be written so far is on disk, or has failed, which its own future tells."""
        wait((self.write(lambda _: None),))

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
        while jobs := self._next_jobs():
            self._transaction(jobs)
        self._connection.close()

    def _next_jobs(self) -> list[_Job]:
        """What the next transaction does, none at the end: a job, and those that wait behind it."""
        jobs: list[_Job] = []
        job = self._work.get()
        ends = time.monotonic() + PATIENCE_SECONDS
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_TOGETHER:
                return jobs
            is_patient = all(one.is_patient for one in jobs)
            try:
                job = self._work.get(timeout=max(0.0, ends - time.monotonic()) if is_patient else 0.0)
            except queue.Empty:
                return jobs
        self._work.put(None)  # the end, once these are done
        return jobs

    def _transaction(self, jobs: Iterable[_Job]) -> None:
        """Do jobs together; what one of them fails with is taken back without the others."""
        connection = self._connection
        wanted = [job for job in jobs if job.future.set_running_or_notify_cancel()]
        done: list[tuple[_Job, Any]] = []
        try:
            with translated():
                connection.execute("BEGIN IMMEDIATE")
                is_alone = len(wanted) == 1
                for job in wanted:
                    try:
                        done.append((job, job.act(connection) if is_alone else self._saved(job)))
                    except BaseException as error:  # it belongs to the one who waits on the future
                        if is_alone or not connection.in_transaction:  # SQLite takes back all where the disk is full
                            raise
                        job.future.set_exception(error)
                connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  # as above
            self._take_back(wanted, error)
        else:
            for job, result in done:
                job.future.set_result(result)

    def _take_back(self, jobs: Iterable[_Job], error: BaseException) -> None:
        with suppress(dbapi2.Error):  # it would be told with the next BEGIN
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        for job in jobs:
            if not job.future.done():  # it has failed by itself before
                job.future.set_exception(error)

    def _saved(self, job: _Job) -> Any:
        """What one of several jobs comes to; nothing remains of one that fails."""
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
