"""Writing a records file: the table of records, its full-text index, its indexes for sorting and filtering."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Container, Sequence
from itertools import chain
from typing import Any, Self

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.errors import StorageError
from vizdesk.domain.layout import Kind, Precision
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.collation import COLLATION
from vizdesk.gateway.encoding import Encoded, RecordField

CACHE_KIBIBYTES = 128 * 1024
"""Holds the records of a large file while their indexes are built; with half of it they cost a third more."""

VARIABLES = 30_000
"""Most variables in one statement; SQLite's own limit is 32,766 unless built otherwise."""

ROWS_A_STATEMENT = 1000
"""Many rows a statement: the interpreter's lock is given up once for all of them, not once a row."""

WAITING = 4
"""Statements that wait for the writer; more would only take memory."""


class RecordsWriter:
    """Fills one records file, or one in memory, that nobody else has open.

    Statements run on a thread of their own, so that the rows that follow are read while SQLite encrypts and indexes
    these. Use it as a context manager: leaving it joins the thread; what was not finished is not fit to be served.

    Args:
        connection: keyed and writable; the caller closes it.
        fields: the fields of the records.
    """

    def __init__(self, connection: Connection, fields: Sequence[RecordField]) -> None:
        self._connection = connection
        self._fields = tuple(fields)
        self._next = 1
        self._statements: queue.Queue[tuple[str, Sequence[Any]] | None] = queue.Queue(WAITING)
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="records-writer", daemon=True)

    def __enter__(self) -> Self:
        """Start the writing thread."""
        with translated():
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
                self._connection.execute(f"PRAGMA {pragma}")  # a file that was not finished is thrown away
            self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
            self._connection.execute("BEGIN")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Join the thread."""
        if self._thread.is_alive():
            self._statements.put(None)
        self._thread.join()

    def create(self) -> None:
        """Make the tables of a new file."""
        columns = ", ".join(f'"{name}" {affinity}' for one in self._fields for name, affinity in stored_columns(one))
        self._put(f"CREATE TABLE records (number INTEGER PRIMARY KEY, {columns}, raw TEXT)")
        self._put(
            "CREATE TABLE fields (position INTEGER PRIMARY KEY, name TEXT, header TEXT, kind TEXT, precision TEXT)"
        )
        self._put("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        self._put("CREATE TABLE choices (field TEXT, value TEXT, sort BLOB, PRIMARY KEY (field, value)) WITHOUT ROWID")
        self._put(
            "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1,"
            " tokenize = 'unicode61 remove_diacritics 2')"
        )
        rows = [(place, one.name, one.header, one.kind, one.precision) for place, one in enumerate(self._fields)]
        self._insert("fields", rows)

    def extend(self) -> None:
        """Go on behind the last record of a file that was copied whole.

        Raises:
            StorageError: the file cannot be read.
        """
        with translated():
            self._next += self._connection.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()[0]

    def add(self, encoded: Encoded) -> None:
        """Append records.

        Raises:
            StorageError: the writer thread met a fault.
        """
        numbers = range(self._next, self._next + encoded.rows)
        self._next = numbers.stop
        self._insert("records", list(zip(numbers, *encoded.columns, strict=True)))
        self._insert("words (rowid, text)", list(zip(numbers, encoded.words, strict=True)))

    def finish(self, unindexed: Container[str] = (), progress: Callable[[float], None] | None = None) -> int:
        """Build the indexes, note what the file holds, and make it fit to be served.

        Args:
            unindexed: names of fields that are not worth an index.
            progress: is told the share of the indexes that stands, from 0 to 1.

        Returns:
            How many records the file holds.

        Raises:
            StorageError: the database refused a step.
        """
        self._statements.put(None)
        self._thread.join()
        self._check()
        connection, rows = self._connection, self._next - 1
        with translated():
            columns = indexed_columns([one for one in self._fields if one.name not in unindexed])
            for done, column in enumerate(columns):
                if progress is not None:
                    progress(done / len(columns))
                connection.execute(f'CREATE INDEX IF NOT EXISTS "by_{column}" ON records ("{column}")')
            for one in self._fields:
                if one.kind is Kind.CHOICES:
                    connection.execute(_note_choices(one.name), (one.name,))
            meta = {"collation": COLLATION, "rows": str(rows), "created": utc_now()}
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))
            connection.execute("COMMIT")
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        return rows

    def _insert(self, target: str, rows: Sequence[Sequence[object]]) -> None:
        width = len(rows[0])
        step = max(1, min(ROWS_A_STATEMENT, VARIABLES // width))
        row = f"({', '.join('?' * width)})"
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            statement = f"INSERT INTO {target} VALUES {', '.join([row] * len(some))}"  # noqa: S608  # own names only
            self._put(statement, list(chain.from_iterable(some)))

    def _put(self, statement: str, values: Sequence[object] = ()) -> None:
        self._check()
        self._statements.put((statement, values))

    def _check(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        while (waiting := self._statements.get()) is not None:
            if self._fault is None:  # after a fault the rest is taken from the queue and dropped
                try:
                    with translated():
                        self._connection.execute(*waiting)
                except StorageError as error:
                    self._fault = error


def stored_columns(one: RecordField) -> list[tuple[str, str]]:
    """The columns of `records` that hold a field, with their affinities."""
    columns = [(one.name, _AFFINITY[one.kind])]
    if one.folded:
        columns.append((f"{one.name}__fold", "TEXT"))
    if one.collated:
        columns.append((f"{one.name}__sort", "BLOB"))
    return columns


def _note_choices(name: str) -> str:
    """SQL that notes a field's values with their sort keys: filters find them by the index on the keys."""
    found = f'SELECT DISTINCT ?, "{name}", "{name}__sort" FROM records WHERE "{name}" IS NOT NULL'  # noqa: S608
    return f"INSERT OR IGNORE INTO choices {found}"


def indexed_columns(fields: Sequence[RecordField]) -> list[str]:
    """What has an index: each field's sort column for paging in its order, and what filters compare with."""
    return [name for one in fields for name, _ in stored_columns(one) if not (one.collated and name == one.name)]


def read_fields(connection: Connection) -> list[RecordField]:
    """The fields of a records file, in their order.

    Raises:
        StorageError: the file cannot be read.
    """
    with translated():
        rows = connection.execute("SELECT name, header, kind, precision FROM fields ORDER BY position").fetchall()
    return [
        RecordField(name, header, Kind(kind), Precision(precision) if precision else None)
        for name, header, kind, precision in rows
    ]


_AFFINITY = {
    Kind.TEXT: "TEXT",
    Kind.CHOICES: "TEXT",
    Kind.NUMBER: "NUMERIC",
    Kind.DATE: "TEXT",
    Kind.YES_NO: "INTEGER",
}
