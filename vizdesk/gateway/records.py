"""Writing a records file: the records themselves, and from them the columns and words that the engine searches.

- `records` holds whole records, for showing: JSON lists of their values, the object of their raw cells or null last.
- `blocks` holds each field as a column: its entries (texts, or floats for all else), for text fields the rank of each
  entry in the sort order, and the code of each record, which is the number of its entry; a field whose records have an
  entry each has no codes. Blocks of no field tell who the records are (see `identities`).
- Two full-text indexes hold the words: of shared entries, and of the records' own; `common_words` holds, for words that
  stand in many records, which ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.text import visible
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.collation import COLLATION
from vizdesk.gateway.encoding import Encoded, OwnCells, SharedCells
from vizdesk.gateway.identities import NOBODY, Identities, Integers, read_identities, write_identities
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.record_columns import open_column
from vizdesk.gateway.record_format import FORMAT, RecordField, rows_with
from vizdesk.gateway.record_keys import read_digests, read_keys
from vizdesk.gateway.roster import Mask, Roster, Settled

CACHE_KIBIBYTES = 64 * 1024
FINISHING_KIBIBYTES = 8 * 1024

WORDS_BYTES = 32 * 1024 * 1024
"""New entries of the full-text index that are gathered before they are written and merged: SQLite's 1 MiB costs half
as much time again."""

COMMON = 100
"""A word that stands in more than one in so many of the records is common, and not in few."""

FEW_CHANGES = 20
"""Where fewer than one in so many records changed, common words are not looked for again."""

FEW = 2000
"""So many records are read from the full-text index in a millisecond."""


class RecordsWriter:
    """Fills one records file, or one in memory, that nobody else has open.

    Args:
        connection: keyed and writable; the caller closes it. What was not finished is not fit to be served.
        fields: the fields of the records.
        mode: what becomes of records that are there.
        key: the fields that tell one record from another; none on a page without a key.

    Raises:
        StorageError: the database refused a step.
    """

    def __init__(
        self, connection: Connection, fields: Sequence[RecordField], mode: Mode = Mode.CREATE, key: Sequence[str] = ()
    ) -> None:
        self._connection = connection
        self._fields = tuple(fields)
        self._mode = mode
        self._key = tuple(key)
        self._roster = Roster(NOBODY, mode, keyed=bool(key))
        self._old_numbers = NOBODY.numbers
        self._next = self._roster.first_number
        self._columns = [open_column(connection, one) for one in self._fields]
        self._worded = [one.position for one in self._fields if one.has_own_words]
        with translated():
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF", "secure_delete = ON"):
                connection.execute(f"PRAGMA {pragma}")  # a file that was not finished is thrown away
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
            connection.execute("BEGIN")

    def create(self, before: Identities = NOBODY) -> None:
        """Make the tables of a new file.

        Args:
            before: the records that the page has had up to now.

        Raises:
            StorageError: the database refused a step.
        """
        self._roster = Roster(before, self._mode, keyed=bool(self._key))
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
        """Go on with the records of a file that was copied whole.

        Raises:
            ImportRefused: the key is to tell records apart, and some of them share one.
            StorageError: the file cannot be read.
        """
        with translated():
            before = read_identities(self._connection, self._key)
            self._roster, self._old_numbers = Roster(before, self._mode, keyed=bool(self._key)), before.numbers
            self._next = self._roster.first_number
            found = self._connection.execute("SELECT value FROM meta WHERE key = 'collation'").fetchone()
            for column in self._columns:
                column.extend(ranked=found is not None and found[0] == COLLATION)
        if self._mode.needs_key and self._roster.has_doubles:
            raise ImportRefused(
                "Some of the page’s records have the same key.",
                "Import all records once with --replace, or name more fields as the key in the layout.",
            )

    def add(self, encoded: Encoded) -> None:
        """Take records of the file.

        Raises:
            StorageError: the database refused a step.
        """
        keys, digests = read_keys(encoded.keys), read_digests(encoded.digests)
        chosen = self._roster.take(len(encoded.records), keys, digests)
        if self._mode is Mode.DELETE:
            return
        if chosen is not None:
            encoded = encoded.only(chosen)
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

    def finish(self, progress: Callable[[float], None] | None = None) -> Settled:
        """Store what is gathered, leave out the records that went, rank the texts, and make the file fit to be served.

        Args:
            progress: is told the share of the fields that are done, from 0 to 1.

        Returns:
            What became of the records.

        Raises:
            StorageError: the database refused a step.
        """
        connection = self._connection
        with translated():
            connection.execute(f"PRAGMA cache_size = -{FINISHING_KIBIBYTES}")  # settling and ranking need the memory
            living, identities, settled = self._roster.settle()
            write_identities(connection, identities, self._key)
            numbers = identities.numbers
            del identities
            if not living.all():
                self._remove(self._numbers()[~living])
            for done, column in enumerate(self._columns):
                if progress is not None:
                    progress(done / len(self._columns))
                column.finish(None if living.all() else living)
            if self._worded:
                self._note_words(living, numbers)
            meta = {"format": str(FORMAT), "collation": COLLATION, "created": utc_now()}
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))
            connection.execute("COMMIT")
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        return settled

    def _note_words(self, living: Mask, numbers: Integers) -> None:
        before = len(self._old_numbers)
        stays, added = living[:before], living[before:]
        if (np.count_nonzero(~stays) + len(added)) * FEW_CHANGES < before:
            _carry_common_words(self._connection, before, stays, numbers, self._roster.first_number)
        else:
            _note_common_words(self._connection, numbers)

    def _numbers(self) -> Integers:
        """The rows of all records in the file."""
        return np.concatenate([self._old_numbers, np.arange(self._roster.first_number, self._next)])

    def _remove(self, numbers: Integers) -> None:
        """Take rows out of the tables."""
        for table, column in (("records", "number"), ("record_words", "rowid"))[: 1 + bool(self._worded)]:
            rows = ((number,) for number in numbers.tolist())
            self._connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)  # noqa: S608  # own names only

    def _insert(self, target: str, width: int, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * width)
        with translated():
            self._connection.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)  # noqa: S608  # own names only


def _words_table(name: str, columns: Sequence[str]) -> str:
    options = "content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'"
    return f"CREATE VIRTUAL TABLE {name} USING fts5 ({', '.join(columns)}, {options})"


def _own_words(cells: SharedCells | OwnCells) -> Iterable[object]:
    words = cells.values if cells.words is None else cells.words
    return (visible(one) if isinstance(one, str) else one for one in words)


def _note_common_words(connection: Connection, numbers: Integers) -> None:
    """For each word that many records hold, store which: reading it from the full-text index takes too long then."""
    connection.execute("DELETE FROM common_words")
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, record_words, row)")
    least = max(len(numbers) // COMMON, FEW)
    found = connection.execute("SELECT term FROM vocabulary WHERE doc > ?", (least,)).fetchall()
    for (word,) in found:
        held = np.zeros(len(numbers), np.bool_)
        held[np.searchsorted(numbers, rows_with(connection, "record_words", _quoted(word)))] = True
        connection.execute("INSERT INTO common_words VALUES (?, ?)", (word, _packed(held)))
    connection.execute("DROP TABLE temp.vocabulary")


def _carry_common_words(connection: Connection, before: int, stays: Mask, numbers: Integers, first: int) -> None:
    """Keep what is stored of common words true where few records changed; others that are common by now stay unnoted.

    Args:
        connection: to the records file.
        before: how many records it had.
        stays: which of these it still has.
        numbers: the rows of all that it has now.
        first: the first row that is new.
    """
    kept = int(np.count_nonzero(stays))
    for word, data in connection.execute("SELECT word, data FROM common_words").fetchall():
        held = np.zeros(len(numbers), np.bool_)
        held[:kept] = np.unpackbits(np.frombuffer(data, np.uint8), count=before).view(np.bool_)[stays]
        held[np.searchsorted(numbers, rows_with(connection, "record_words", _quoted(word), first=first))] = True
        connection.execute("UPDATE common_words SET data = ? WHERE word = ?", (_packed(held), word))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _packed(held: Mask) -> bytearray:
    return bytearray(np.packbits(held).tobytes())
