"""Writing a records file: the records themselves, and from them the columns and words that the engine searches.

- `records` holds whole records, for showing: JSON lists of their values, the object of their raw cells or null last.
- `blocks` holds each field as a column: its entries (texts, or floats for all else), for text fields the rank of each
  entry in the sort order, and the code of each record, which is the number of its entry; a field whose records have an
  entry each has no codes.
- Two full-text indexes hold the words: of shared entries, and of the records' own; `common_words` holds, for words that
  stand in many records, which ones.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.layout import Kind, Precision
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.collation import COLLATION, ranks
from vizdesk.gateway.encoding import Encoded, OwnCells, SharedCells
from vizdesk.gateway.record_format import FIELD_SHIFT, FORMAT, Coding, RecordField, date_numbers, rows_with, write_codes
from vizdesk.tabular.values import Value

CACHE_KIBIBYTES = 64 * 1024
FINISHING_KIBIBYTES = 8 * 1024

WORDS_BYTES = 32 * 1024 * 1024
"""New entries of the full-text index that are gathered before they are written and merged: SQLite's 1 MiB costs half
as much time again."""

BLOCK = 65_536
"""Records or entries of a field that are stored together."""

SEPARATOR = "\0"
"""Between the texts of a block."""

COMMON = 100
"""A word that stands in more than one in so many of the records is common, and not in few."""

FEW = 2000
"""So many records are read from the full-text index in a millisecond."""


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
        self._columns: list[_Column] = [
            _SharedColumn(connection, one) if one.coding is Coding.SHARED else _OwnColumn(connection, one)
            for one in self._fields
        ]
        self._worded = [one.position for one in self._fields if one.has_own_words]
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
        tables = [
            "CREATE TABLE records (number INTEGER PRIMARY KEY, record TEXT)",
            "CREATE TABLE fields (position INTEGER PRIMARY KEY, name TEXT, header TEXT, kind TEXT, precision TEXT,"
            " coding TEXT, instants INTEGER)",
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)",
            "CREATE TABLE blocks (number INTEGER PRIMARY KEY, field INTEGER, part TEXT, data BLOB)",
            "CREATE INDEX by_field ON blocks (field, part)",
            "CREATE TABLE common_words (word TEXT PRIMARY KEY, data BLOB)",
            _words_table("entry_words", ["text"]),
        ]
        if self._worded:
            tables.append(_words_table("record_words", [f"f{place}" for place in self._worded]))
        with translated():
            for statement in tables:
                self._connection.execute(statement)
            for name in ("entry_words", "record_words")[: 1 + bool(self._worded)]:
                self._connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', ?)", (WORDS_BYTES,))  # noqa: S608  # own names only
        rows = [
            (one.position, one.name, one.header, one.kind, one.precision, one.coding, one.instants)
            for one in self._fields
        ]
        self._insert("fields", 7, rows)

    def extend(self) -> None:
        """Go on behind the last record of a file that was copied whole.

        Raises:
            StorageError: the file cannot be read.
        """
        with translated():
            self._next += self._connection.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()[0]
            for column in self._columns:
                column.extend()

    def add(self, encoded: Encoded) -> None:
        """Append records.

        Raises:
            StorageError: the database refused a step.
        """
        numbers = range(self._next, self._next + len(encoded.records))
        self._next = numbers.stop
        with translated():
            for column, cells in zip(self._columns, encoded.fields, strict=True):
                column.add(cells)
        self._insert("records", 2, zip(numbers, encoded.records, strict=True))
        if self._worded:
            words = [_own_words(encoded.fields[place]) for place in self._worded]
            columns = ", ".join(f"f{place}" for place in self._worded)
            self._insert(f"record_words (rowid, {columns})", len(words) + 1, zip(numbers, *words, strict=True))

    def finish(self, progress: Callable[[float], None] | None = None) -> int:
        """Store what is gathered, rank the texts, and make the file fit to be served.

        Args:
            progress: is told the share of the fields that are done, from 0 to 1.

        Returns:
            How many records the file holds.

        Raises:
            StorageError: the database refused a step.
        """
        connection, rows = self._connection, self._next - 1
        with translated():
            connection.execute(f"PRAGMA cache_size = -{FINISHING_KIBIBYTES}")  # ranking needs the memory
            for done, column in enumerate(self._columns):
                if progress is not None:
                    progress(done / len(self._columns))
                column.finish()
            if self._worded:
                _note_common_words(connection, rows)
            meta = {"format": str(FORMAT), "collation": COLLATION, "rows": str(rows), "created": utc_now()}
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


class _Column(ABC):
    """The column of one field."""

    def __init__(self, connection: Connection, field: RecordField) -> None:
        self._connection = connection
        self._place = field.position
        self._field = field
        self._entries: list[Value | None] = []

    @abstractmethod
    def extend(self) -> None:
        """Go on behind the records that are there."""

    @abstractmethod
    def add(self, cells: Any) -> None:
        """Take some cells, coded as the field is."""

    def finish(self) -> None:
        """Store the rest, and rank."""
        self._store_entries()
        if self._field.is_text:
            self._connection.execute("DELETE FROM blocks WHERE field = ? AND part = 'ranks'", (self._place,))
            self._store("ranks", ranks(self._texts()).tobytes())

    def _add_entries(self, values: Sequence[Value | None]) -> None:
        self._entries += values
        if len(self._entries) >= BLOCK:
            self._store_entries()

    def _store_entries(self) -> None:
        if self._entries:
            self._store("entries", _entries_block(self._entries, self._field))
            self._entries = []

    def _texts(self) -> Iterator[list[str]]:
        for data in self._blocks("entries"):
            yield data.decode().split(SEPARATOR)

    def _blocks(self, part: str) -> Iterator[bytes]:
        statement = "SELECT number FROM blocks WHERE field = ? AND part = ? ORDER BY number"
        for found in self._connection.execute(statement, (self._place, part)).fetchall():
            yield self._connection.execute("SELECT data FROM blocks WHERE number = ?", tuple(found)).fetchone()[0]

    def _store(self, part: str, data: bytes) -> None:
        values = (self._place, part, bytearray(data))  # bound faster than bytes
        self._connection.execute("INSERT INTO blocks (field, part, data) VALUES (?, ?, ?)", values)


class _OwnColumn(_Column):
    """The column of a field whose records have an entry each."""

    def extend(self) -> None:
        """Nothing is to be known of the entries that are there."""

    def add(self, cells: OwnCells) -> None:
        self._add_entries(cells.values)


class _SharedColumn(_Column):
    """The column of a field whose records share entries."""

    def __init__(self, connection: Connection, field: RecordField) -> None:
        super().__init__(connection, field)
        self._first = self._next = 0  # of this import's entries, and of those to come
        self._codes: list[np.ndarray] = []
        self._pending = 0

    def extend(self) -> None:
        for data in self._blocks("entries"):
            self._first += len(data.decode().split(SEPARATOR)) if self._field.is_text else len(data) // 8
        self._next = self._first

    def add(self, cells: SharedCells) -> None:
        self._add_entries(cells.values)
        if self._field.has_words:
            first = (self._place << FIELD_SHIFT) + self._next
            worded = ((first + place, words) for place, words in enumerate(cells.words) if words)
            self._connection.executemany("INSERT INTO entry_words (rowid, text) VALUES (?, ?)", worded)
        self._next += len(cells.values)
        codes = np.frombuffer(cells.codes, np.uint32)
        self._codes.append(codes)
        self._pending += len(codes)
        if self._pending >= BLOCK:
            self._store_codes()

    def finish(self) -> None:
        self._store_codes()
        super().finish()

    def _store_codes(self) -> None:
        if self._codes:
            codes = np.concatenate(self._codes) + np.uint32(self._first)
            self._store("codes", write_codes(codes))
            self._codes, self._pending = [], 0


def _words_table(name: str, columns: Sequence[str]) -> str:
    options = "content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'"
    return f"CREATE VIRTUAL TABLE {name} USING fts5 ({', '.join(columns)}, {options})"


def _own_words(cells: SharedCells | OwnCells) -> Sequence[object]:
    return cells.values if cells.words is None else cells.words


def _entries_block(entries: Sequence[Value | None], field: RecordField) -> bytes:
    if field.is_text:
        return _text_block([one or "" for one in entries])
    if field.kind is Kind.DATE:
        return date_numbers([one or "" for one in entries], field.precision or Precision.DAY).tobytes()
    return np.array([np.nan if one is None else one for one in entries], np.float64).tobytes()


def _text_block(texts: Sequence[Any]) -> bytes:
    block: str = SEPARATOR.join(texts)
    if block.count(SEPARATOR) >= len(texts):  # some text holds it
        block = SEPARATOR.join([text.replace(SEPARATOR, "\ufffd") for text in texts])
    return block.encode()


def _note_common_words(connection: Connection, rows: int) -> None:
    """For each word that many records hold, store which: reading it from the full-text index takes too long then."""
    connection.execute("DELETE FROM common_words")
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, record_words, row)")
    found = connection.execute("SELECT term FROM vocabulary WHERE doc > ?", (max(rows // COMMON, FEW),)).fetchall()
    for (word,) in found:
        quoted = '"' + word.replace('"', '""') + '"'
        held = np.zeros(rows, np.bool_)
        held[rows_with(connection, "record_words", quoted) - 1] = True
        connection.execute("INSERT INTO common_words VALUES (?, ?)", (word, bytearray(np.packbits(held).tobytes())))
    connection.execute("DROP TABLE temp.vocabulary")
