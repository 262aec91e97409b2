"""What the records of a data folder cost: bytes for each field's column, for words, for all else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vizdesk.db.connection import Connection, open_db, translated
from vizdesk.db.keys import DataKey
from vizdesk.domain.text import counted
from vizdesk.gateway.app import METADATA_NAME
from vizdesk.gateway.record_files import FOLDER_NAME
from vizdesk.gateway.record_format import check_format, read_fields


@dataclass(frozen=True, slots=True)
class RecordsCost:
    """What one page's records cost.

    Args:
        agency: whose they are.
        page: the page that serves them.
        rows: how many there are.
        size: bytes of the file.
        columns: bytes by field: values, the order of texts, and which record has which value.
        words: bytes of the full-text indexes, which all fields share.
    """

    agency: str
    page: str
    rows: int
    size: int
    columns: Mapping[str, int]
    words: int

    def told(self) -> str:
        """In plain words, the dearest fields first."""
        by_size = sorted(self.columns.items(), key=lambda one: -one[1])
        rest = max(0, self.size - sum(self.columns.values()) - self.words)
        lines = [f"{self.agency}/{self.page}: {counted(self.rows, 'record')} in {_megabytes(self.size)}."]
        lines += [f"{_megabytes(size):>12} column {name}" for name, size in by_size]
        lines += [
            f"{_megabytes(self.words):>12} words",
            f"{_megabytes(rest):>12} records as they are shown, and all else",
        ]
        return "\n".join(lines)


def record_costs(data: Path, key: DataKey) -> Iterator[RecordsCost]:
    """Look at each record set of a data folder; its gateway may run.

    Raises:
        StorageError: something cannot be read.
    """
    if not (data / METADATA_NAME).exists():
        return
    statement = "SELECT agency, page, file, rows FROM record_sets ORDER BY agency, page"
    with closing(open_db(data / METADATA_NAME, key, read_only=True)) as connection, translated():
        sets = [tuple(row) for row in connection.execute(statement)]
    for agency, page, file, rows in sets:
        path = data / FOLDER_NAME / file
        with closing(open_db(path, key, read_only=True)) as connection, translated():
            check_format(connection)
            yield RecordsCost(agency, page, rows, path.stat().st_size, _columns(connection), _words(connection))


def _columns(connection: Connection) -> dict[str, int]:
    sizes = dict(connection.execute("SELECT field, sum(length(data)) FROM blocks GROUP BY field").fetchall())
    return {one.name: int(sizes.get(one.position, 0)) for one in read_fields(connection)}


def _words(connection: Connection) -> int:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE name GLOB '*_words_data'")]
    statement = "SELECT coalesce(sum(length(block)), 0) FROM {}"
    common = connection.execute("SELECT coalesce(sum(length(data)), 0) FROM common_words").fetchone()[0]
    return int(common) + sum(int(connection.execute(statement.format(name)).fetchone()[0]) for name in tables)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
