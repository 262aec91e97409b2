"""A few keyed, read-only connections kept open per records file: opening one costs more than most searches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection
from vizdesk.domain.errors import CursorExpired

KEPT_OPEN = 3
CACHE_KIBIBYTES = 32 * 1024


class Readers:
    """The readers of one records file.

    Args:
        connect: opens a read-only connection.
        drained: called once after `close`, when the last borrowed connection is back.
    """

    def __init__(self, connect: Callable[[], Connection], drained: Callable[[], None]) -> None:
        self._connect = connect
        self._drained = drained
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._borrowed = 0
        self._closed = False

    @contextmanager
    def borrow(self) -> Iterator[Connection]:
        """A connection for the caller alone, in one read transaction, so that all it reads is of one moment.

        Raises:
            CursorExpired: the records were replaced.
            StorageError: the file cannot be opened.
        """
        with self._lock:
            if self._closed:
                raise CursorExpired("The records were replaced in between.", "Search again.")
            connection = self._idle.pop() if self._idle else None
            self._borrowed += 1
        try:
            if connection is None:
                connection = self._connect()
                connection.row_factory = None
                connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
            connection.execute("BEGIN")
            yield connection
        finally:
            self._give_back(connection)

    def rest(self) -> None:
        """Close what is idle: other files are searched more."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def close(self) -> None:
        """Close what is idle now and what is borrowed when it comes back."""
        with self._lock:
            already, self._closed = self._closed, True
            idle, self._idle = self._idle, []
            drained = not already and self._borrowed == 0
        for connection in idle:
            connection.close()
        if drained:
            self._drained()

    def _give_back(self, connection: Connection | None) -> None:
        usable = connection is not None and _reset(connection)
        with self._lock:
            self._borrowed -= 1
            keep = usable and not self._closed and len(self._idle) < KEPT_OPEN
            if keep:
                self._idle.append(connection)
            drained = self._closed and self._borrowed == 0
        if connection is not None and not keep:
            connection.close()
        if drained:
            self._drained()


def _reset(connection: Connection) -> bool:
    """End what a borrower left open; False if the connection is good for nothing more."""
    try:
        connection.set_progress_handler(None, 0)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    except dbapi2.Error:
        return False
    return True
