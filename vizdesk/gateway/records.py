"""Writing a records file: the table of records, its full-text index, its indexes for sorting and filtering."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.layout import Kind, Precision
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.collation import COLLATION
from vizdesk.gateway.encoding import Encoded, RecordField

CACHE_KIBIBYTES = 128 * 1024
"""Holds the records of a large file while their indexes are built; with half of it they cost a third more."""


WORDS_BYTES = 32 * 1024 * 1024
"""New entries of the full-text index that are gathered before they are written and merged: SQLite's 1 MiB costs half
as much time again."""


class RecordsWriter:
    """Fills one records file, or one in memory, that nobody else has open.

    Args:
        connection: keyed and writable; the caller closes it. What was not finished is not fit to be served.
        fields: the fields of the records.

    Raises:
        StorageError: the database refused a step.
    """

    def __init__(self, connection: Connection, fields: Sequence[RecordField]) -> None:
        self._connection = connection
        self._fields = tuple(fields)
        self._next = 1
        with translated():
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
                connection.execute(f"PRAGMA {pragma}")  # a file that was not finished is thrown away
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
            connection.execute("BEGIN")

    def create(self) -> None:
        """Make the tables of a new file.

        Raises:
            StorageError: the database refused a step.
        """
        columns = ", ".join(f'"{name}" {affinity}' for one in self._fields for name, affinity in stored_columns(one))
        statements = (
            f"CREATE TABLE records (number INTEGER PRIMARY KEY, {columns}, raw TEXT)",
            "CREATE TABLE fields (position INTEGER PRIMARY KEY, name TEXT, header TEXT, kind TEXT, precision TEXT)",
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)",
            "CREATE TABLE choices (field TEXT, value TEXT, sort BLOB, PRIMARY KEY (field, value)) WITHOUT ROWID",
            "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1,"
            " tokenize = 'unicode61 remove_diacritics 2')",
        )
        with translated():
            for statement in statements:
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (WORDS_BYTES,))
        rows = [(place, one.name, one.header, one.kind, one.precision) for place, one in enumerate(self._fields)]
        self._insert("fields", 5, rows)

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
            StorageError: the database refused a step.
        """
        numbers = range(self._next, self._next + encoded.rows)
        self._next = numbers.stop
        self._insert("records", len(encoded.columns) + 1, zip(numbers, *encoded.columns, strict=True))
        self._insert("words (rowid, text)", 2, zip(numbers, encoded.words, strict=True))

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

    def _insert(self, target: str, width: int, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * width)
        with translated():
            self._connection.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)  # noqa: S608  # own names only


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
    found = f'SELECT DISTINCT ?, "{name}", "{name}__sort" FROM records WHERE "{name}" IS NOT NULL'  # noqa: S608  # own names only; values are bound
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
