"""Small records files for tests, made straight from the file's description."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from vizdesk.db.connection import Connection
from vizdesk.db.keys import load_key
from vizdesk.domain.layout import Json
from vizdesk.domain.text import fold
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.record_files import RecordFiles

Row = Mapping[str, Any]

WITH_SORT_KEY = ("text", "choices")


@dataclass(frozen=True)
class TestField:
    """One field: name, stored kind, and for dates the precision."""

    __test__ = False

    name: str
    kind: str
    precision: str | None = None


def sort_key(text: str) -> bytes:
    """The Unicode collation key that imports store."""
    row = duckdb.execute("SELECT icu_sort_key(?, 'und')", [text]).fetchone()
    assert row is not None
    return row[0] if isinstance(row[0], bytes) else str(row[0]).encode()


def create_records(connection: Connection, fields: Sequence[TestField]) -> None:
    """Make the empty tables and indexes."""
    columns = ["number INTEGER PRIMARY KEY"]
    indexed = []
    for one in fields:
        columns.append(f'"{one.name}" {"NUMERIC" if one.kind == "number" else ""}')
        if one.kind == "text":
            columns.append(f'"{one.name}__fold" TEXT')
            indexed.append(f"{one.name}__fold")
        if one.kind in WITH_SORT_KEY:
            columns.append(f'"{one.name}__sort" BLOB')
            indexed.append(f"{one.name}__sort")
        else:
            indexed.append(one.name)
    connection.execute(f"CREATE TABLE records ({', '.join(columns)}, raw TEXT)")
    connection.execute(
        "CREATE TABLE fields (position INTEGER PRIMARY KEY, name TEXT, header TEXT, kind TEXT, precision TEXT)"
    )
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
    connection.execute(
        "CREATE TABLE choices (field TEXT, value TEXT, sort BLOB, PRIMARY KEY (field, value)) WITHOUT ROWID"
    )
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5"
        "(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')"
    )
    for position, one in enumerate(fields):
        connection.execute(
            "INSERT INTO fields VALUES (?, ?, ?, ?, ?)", (position, one.name, one.name, one.kind, one.precision)
        )
    for column in indexed:
        connection.execute(f'CREATE INDEX "by_{column}" ON records ("{column}")')


def add_records(connection: Connection, fields: Sequence[TestField], rows: Sequence[Row]) -> None:
    """Add records behind those that are there; a missing key is a missing value, `raw` holds raw texts."""
    connection.execute("BEGIN IMMEDIATE")
    for row in rows:
        values: dict[str, Any] = {}
        for one in fields:
            value = row.get(one.name)
            values[one.name] = int(value) if isinstance(value, bool) else value
            if one.kind == "choices" and value is not None:
                choice = (one.name, value, sort_key(value))
                connection.execute("INSERT OR IGNORE INTO choices VALUES (?, ?, ?)", choice)
            if one.kind == "text":
                values[f"{one.name}__fold"] = None if value is None else fold(value)
            if one.kind in WITH_SORT_KEY:
                values[f"{one.name}__sort"] = None if value is None else sort_key(value)
        values["raw"] = json.dumps(row["raw"]) if "raw" in row else None
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        statement = f"INSERT INTO records ({columns}) VALUES ({marks})"  # noqa: S608  # the test's own names
        cursor = connection.execute(statement, tuple(values.values()))
        texts = [str(row[one.name]) for one in fields if row.get(one.name) is not None and one.kind != "yesNo"]
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, "\n".join(texts)))
    connection.execute("COMMIT")


def publish(
    data: Path, agency: str, page: str, fields: Sequence[TestField], rows: Sequence[Row], document: Json
) -> None:
    """Put records and a layout into a data folder that no gateway runs on."""
    data.mkdir(parents=True, exist_ok=True)
    key = load_key(data)
    files = RecordFiles(data, key)
    name, generation = files.new_name(agency, page)
    connection = files.writer(name)
    create_records(connection, fields)
    add_records(connection, fields, rows)
    connection.close()
    metadata = Metadata(data / "metadata.db", key)
    try:
        base = metadata.agencies().get(agency)
        metadata.publish_import(agency, page, name, generation, len(rows), document, "test", base=base)
    finally:
        metadata.close()


PEOPLE_FIELDS = (
    TestField("surname", "text"),
    TestField("dob", "date", "day"),
    TestField("hair", "choices"),
    TestField("eyes", "choices"),
    TestField("height", "number"),
    TestField("seen", "date", "month"),
    TestField("armed", "yesNo"),
)
"""Fits `tests.helpers.layouts.people_document`."""


def people(count: int) -> list[Row]:
    """Synthetic people; some values are missing."""
    names = ["Quimby", "Núñez", "O'Brien", "Åberg", "Zhou", "de la Cruz", "Ölander", "Smith"]
    return [
        {
            "surname": names[n % len(names)] if n % 11 else None,
            "dob": f"{1950 + n % 50}-{1 + n % 12:02}-{1 + n % 28:02}",
            "hair": ("BRO", "BLK", None)[n % 3],
            "eyes": ("blue", "green")[n % 2],
            "height": 150 + n % 45 if n % 7 else None,
            "seen": f"{1990 + n % 30}-{1 + n % 12:02}",
            "armed": (True, False, None)[n % 3],
            "raw": {"dob": f"{1 + n % 12}/{1 + n % 28}/{1950 + n % 50}"},
        }
        for n in range(count)
    ]
