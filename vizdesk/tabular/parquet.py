"""Parquet files, read by DuckDB as texts, so that one set of rules profiles every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import duckdb

from vizdesk.domain.errors import ImportRefused
from vizdesk.tabular.source import Batch, batch_rows

# no spilling: what DuckDB spills is plain text on disk
_CONFIG = {"threads": "1", "memory_limit": "160MB", "temp_directory": ""}
_REFUSED = ImportRefused("The Parquet file is damaged or uses what cannot be read here.", "Export it again, or as CSV.")


class ParquetSource:
    """A Parquet file (see `source.Source`); the line of a row is its number in the file.

    Raises:
        ImportRefused: the file is damaged or has no rows.
    """

    decimal_comma: ClassVar[bool | None] = False
    json_escapes: ClassVar[bool] = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self.size = path.stat().st_size
        try:
            with duckdb.connect(config=dict(_CONFIG)) as connection:
                described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
                counted = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
        except duckdb.Error:
            raise _REFUSED from None
        self.headers = tuple(str(row[0]) for row in described)
        self._types = tuple(str(row[1]) for row in described)
        self._rows = int(counted[0]) if counted else 0
        if not self._rows:
            raise ImportRefused("The file has no rows.", "Choose a file with at least one row.")

    def batches(self) -> Iterator[Batch]:
        """See `source.Source`."""
        cells = ", ".join(_as_text(name, kind) for name, kind in zip(self.headers, self._types, strict=True))
        done, step = 0, batch_rows(len(self.headers))
        try:
            with duckdb.connect(config=dict(_CONFIG)) as connection:
                connection.execute(f"SELECT {cells} FROM read_parquet(?)", [str(self._path)])  # noqa: S608  # quoted
                while rows := connection.fetchmany(step):
                    first = done + 1
                    done += len(rows)
                    lines = range(first, done + 1)
                    yield Batch(
                        [list(row) for row in rows],
                        lambda lines=lines: list(lines),  # type: ignore[misc]  # the default binds this turn's value
                        self.size * done // self._rows,
                    )
        except duckdb.Error:
            raise _REFUSED from None


def _as_text(name: str, kind: str) -> str:
    """The SQL for a column's cells as text: dates in ISO 8601, lists and structures as JSON, missing ones empty."""
    column = '"' + name.replace('"', '""') + '"'
    if kind.startswith("TIMESTAMP WITH TIME ZONE"):
        text = f"strftime({column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    elif kind.startswith("TIMESTAMP"):
        text = f"strftime({column}, '%Y-%m-%dT%H:%M:%S')"
    elif kind in ("DOUBLE", "FLOAT"):
        text = f"CASE WHEN isfinite({column}) THEN CAST({column} AS VARCHAR) END"
    elif kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION")):
        text = f"CAST(to_json({column}) AS VARCHAR)"
    else:
        text = f"CAST({column} AS VARCHAR)"
    return f"coalesce({text}, '')"
