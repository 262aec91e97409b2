"""Small records files for tests, written from typed rows."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from vizdesk.db.connection import Connection
from vizdesk.db.keys import load_key
from vizdesk.domain.layout import Json, Kind, Precision
from vizdesk.gateway.encoding import Encoded, OwnCells, SharedCells
from vizdesk.gateway.identities import Identities
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.record_format import Coding, RecordField
from vizdesk.gateway.record_keys import hash_keys, hash_records
from vizdesk.gateway.records import RecordsWriter
from vizdesk.gateway.roster import Settled

Row = Mapping[str, Any]


@dataclass(frozen=True)
class TestField:
    """One field: name, stored kind, and for dates the precision."""

    __test__ = False

    name: str
    kind: str
    precision: str | None = None
    coding: Coding = Coding.SHARED
    instants: bool = False


@cache
def sort_key(text: str) -> bytes:
    """The Unicode collation key that ranks stand for."""
    row = duckdb.execute("SELECT icu_sort_key(?, 'und')", [text]).fetchone()
    assert row is not None
    return row[0] if isinstance(row[0], bytes) else str(row[0]).encode()


@cache
def text_hash(text: str) -> int:
    """What tells texts apart that the collation rules hold for equal."""
    row = duckdb.execute("SELECT hash(?::VARCHAR)", [text]).fetchone()
    assert row is not None
    return int(row[0])


def record_fields(fields: Sequence[TestField]) -> list[RecordField]:
    """As the records file has them."""
    return [
        RecordField(
            place,
            one.name,
            one.name,
            Kind(one.kind),
            Precision(one.precision) if one.precision else None,
            one.coding,
            one.instants,
        )
        for place, one in enumerate(fields)
    ]


def write_records(
    connection: Connection,
    fields: Sequence[TestField],
    rows: Sequence[Row],
    batch: int | None = None,
    key: Sequence[str] = (),
) -> None:
    """Fill an empty records file; a missing key is a missing value, `raw` holds raw texts.

    Args:
        connection: the file.
        fields: the fields.
        rows: the records.
        batch: so many are added at once; all unless said.
        key: the fields that tell one record from another.
    """
    writer = RecordsWriter(connection, record_fields(fields), key=key)
    writer.create()
    _add(writer, fields, rows, key, batch)


def add_records(
    connection: Connection,
    fields: Sequence[TestField],
    rows: Sequence[Row],
    mode: Mode = Mode.APPEND,
    key: Sequence[str] = (),
) -> Settled:
    """Change the records that are there."""
    writer = RecordsWriter(connection, record_fields(fields), mode, key)
    writer.extend()
    return _add(writer, fields, rows, key)


def replace_records(
    connection: Connection, fields: Sequence[TestField], rows: Sequence[Row], before: Identities, key: Sequence[str]
) -> Settled:
    """Fill an empty records file with records in place of others."""
    writer = RecordsWriter(connection, record_fields(fields), Mode.REPLACE, key)
    writer.create(before)
    return _add(writer, fields, rows, key)


def _add(
    writer: RecordsWriter,
    fields: Sequence[TestField],
    rows: Sequence[Row],
    key: Sequence[str] = (),
    batch: int | None = None,
) -> Settled:
    known: list[list[Any]] = [[] for _ in fields]
    size = batch or max(1, len(rows))
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        cells = [
            _cells(one, [row.get(one.name) for row in some], entries)
            for one, entries in zip(fields, known, strict=True)
        ]
        records = [json.dumps([*(row.get(one.name) for one in fields), row.get("raw")]) for row in some]
        values = [[json.dumps(row[name]) for row in some] for name in key]
        digests = hash_records(records, [one.name for one in fields])
        writer.add(Encoded(cells, records, hash_keys(values) if key else b"", digests if key else b""))
    return writer.finish()


def _cells(field: TestField, values: Sequence[Any], known: list[Any]) -> SharedCells | OwnCells:
    """The cells of some records; new entries are added to those known."""
    plain = [int(value) if isinstance(value, bool) else value for value in values]
    if field.coding is Coding.OWN:
        return OwnCells(plain, ["" if value is None else str(value) for value in plain])
    new = list(dict.fromkeys(value for value in plain if value not in known))
    known += new
    codes = array("I", map(known.index, plain)).tobytes()
    return SharedCells(codes, new, ["" if value is None else str(value) for value in new])


def publish(
    data: Path, agency: str, page: str, fields: Sequence[TestField], rows: Sequence[Row], document: Json | None
) -> None:
    """Put records and a layout, None to keep the one there is, into a data folder that no gateway runs on."""
    data.mkdir(parents=True, exist_ok=True)
    key = load_key(data)
    files = RecordFiles(data, key)
    name, generation = files.new_name(agency, page)
    connection = files.writer(name)
    write_records(connection, fields, rows)
    connection.close()
    metadata = Metadata(data / "metadata.db", key)
    try:
        base = metadata.agencies().get(agency)
        metadata.publish_import(agency, page, name, f"1-{generation}", len(rows), document, "test", base=base)
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
