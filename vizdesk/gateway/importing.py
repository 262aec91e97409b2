"""From a data file to a finished records file: what an import does, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.layout import Json, Kind, Page
from vizdesk.domain.naming import field_names
from vizdesk.gateway.collation import COLLATION, Collator
from vizdesk.gateway.encoding import Encoder, RecordField
from vizdesk.gateway.records import RecordsWriter, read_fields
from vizdesk.tabular.dates import DateOrder
from vizdesk.tabular.infer import infer_page
from vizdesk.tabular.profile import Column, Profile, profile
from vizdesk.tabular.source import SetAside, Source
from vizdesk.tabular.values import CellReader

LINES_TOLD = 1000
"""Rows that were set aside are told one by one up to this many; all of them are counted."""

MANY_ROWS = 100_000
FEW_VALUES = 32
"""In files of many rows a field of so few values gets no index: it would find thousands of records for every value, a
scan finds as fast, and of the 20 indexes on 336,776 flights 6 would be such (a sixth of all their time)."""

Progress = Callable[[str, int, int], None]
"""Is told the phase (`reading`, `writing`, `indexing`), the bytes of the file done in it, and the rows."""


@dataclass(slots=True)
class Outcome:
    """What an import came to.

    Args:
        page: the page that these columns alone would get.
        rows: how many records the file now holds.
        imported: how many of them are new.
        set_aside: how many rows were not imported.
        lines: the first of these.
        notes: what was decided that a user should know, in plain sentences.
    """

    page: Json
    rows: int = 0
    imported: int = 0
    set_aside: int = 0
    lines: list[SetAside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """An import to be done.

    Args:
        source: the data file.
        agency: whose records they become.
        page: the page that is to show them.
        date_order: decides dates whose column leaves open whether day or month stands first.
        reference_year: the current year, for years of two digits.
        progress: see `Progress`.
    """

    source: Source
    agency: str
    page: str
    date_order: DateOrder | None
    reference_year: int
    progress: Progress

    def profile(self) -> Profile:
        """The kinds of the file's columns."""
        rows = 0

        def watch(batch_bytes: int, batch_rows: int) -> None:
            nonlocal rows
            rows += batch_rows
            self.progress("reading", batch_bytes, rows)

        return profile(
            self.source,
            self.reference_year,
            self.date_order,
            lambda batch: watch(batch.bytes_read, len(batch.rows)),
        )


def import_new(task: Task, connection: Connection) -> Outcome:
    """Fill an empty records file; the kinds are inferred.

    Raises:
        ImportRefused: the data file cannot be imported.
        StorageError: the records file cannot be written.
    """
    found = task.profile()
    fields = [RecordField(one.name, one.header, one.kind, one.precision) for one in found.columns]
    outcome = Outcome(infer_page(task.agency, task.page, found.columns), notes=list(found.notes))
    readers = [one.reader for one in found.columns]
    unindexed = _unindexed(found)
    _write(task, connection, fields, readers, list(range(len(fields))), outcome, unindexed)
    return outcome


def import_as(task: Task, connection: Connection, page: Page) -> Outcome:
    """Fill an empty records file; the kinds are those of a page that stands already.

    Raises:
        ImportRefused: the data file cannot be imported.
        StorageError: the records file cannot be written.
    """
    found = task.profile()
    columns = [_as_the_page_has_it(one, page) for one in found.columns]
    fields = [RecordField(one.name, one.header, one.kind, one.precision) for one in columns]
    outcome = Outcome(infer_page(task.agency, task.page, columns), notes=list(found.notes))
    readers = [one.reader for one in columns]
    _write(task, connection, fields, readers, list(range(len(fields))), outcome, _unindexed(found))
    return outcome


def append(task: Task, connection: Connection) -> Outcome:
    """Add rows to a records file, which nobody else reads; fields that the data file lacks are missing in them.

    Raises:
        ImportRefused: the data file has columns that the records have not, or cannot be read.
        StorageError: the records file cannot be written.
    """
    fields = read_fields(connection)
    _check_collation(connection)
    names = field_names(task.source.headers)
    known = {one.name for one in fields}
    if foreign := [name for name in names if name not in known]:
        listed = ", ".join(foreign[:5]) + (" and more" if len(foreign) > 5 else "")
        raise ImportRefused(
            f"The file has columns that the page {task.page} has not: {listed}.",
            "Rename or remove them, or import with --replace.",
        )
    found = {one.name: one for one in task.profile().columns}
    columns = [_as_stored(one, found.get(one.name), task) for one in fields]
    outcome = Outcome(infer_page(task.agency, task.page, columns))
    places = [names.index(one.name) if one.name in found else None for one in fields]
    _write(task, connection, fields, [one.reader for one in columns], places, outcome, None)
    return outcome


def _unindexed(found: Profile) -> frozenset[str]:
    if found.rows < MANY_ROWS:
        return frozenset()
    return frozenset(one.name for one in found.columns if 0 < len(one.options) < FEW_VALUES)


def _as_the_page_has_it(column: Column, page: Page) -> Column:
    asked = page.filter_on(column.name)
    if asked is None or asked.kind is column.kind:
        return column
    kind = Kind.CHOICES if asked.kind is Kind.CHOICE else asked.kind
    precision = asked.precision if kind is Kind.DATE else None
    return replace(column, reader=replace(column.reader, kind=kind), precision=precision)


def _as_stored(stored: RecordField, found: Column | None, task: Task) -> Column:
    """The column of a data file, taken for what the records hold under its name."""
    if found is None:
        return Column(stored.name, stored.header, CellReader(stored.kind), stored.precision)
    reader = replace(found.reader, kind=stored.kind, date_order=found.reader.date_order or task.date_order)
    if found.kind is stored.kind:
        return replace(found, reader=reader, header=stored.header, precision=stored.precision)
    return Column(stored.name, stored.header, reader, stored.precision, found.options)


def _check_collation(connection: Connection) -> None:
    with translated():
        row = connection.execute("SELECT value FROM meta WHERE key = 'collation'").fetchone()
    if row is None or row[0] != COLLATION:
        raise ImportRefused(
            "The records were sorted by another version of the collation rules.", "Import them anew with --replace."
        )


def _write(
    task: Task,
    connection: Connection,
    fields: Sequence[RecordField],
    readers: Sequence[CellReader],
    places: Sequence[int | None],
    outcome: Outcome,
    unindexed: frozenset[str] | None,
) -> None:
    """Write all rows that fit; `unindexed` is None where the file and its indexes stand already."""
    with closing(Collator()) as collator, RecordsWriter(connection, fields) as writer:
        if unindexed is None:
            writer.extend()
        else:
            writer.create()
        encoder = Encoder(fields, readers, places, collator)
        for batch in task.source.batches():
            encoded, misfits = encoder.encode(batch)
            if encoded is not None:
                writer.add(encoded)
                outcome.imported += encoded.rows
            aside = batch.set_aside + misfits
            outcome.set_aside += len(aside)
            outcome.lines += sorted(aside, key=lambda one: one.line)[: LINES_TOLD - len(outcome.lines)]
            task.progress("writing", batch.bytes_read, outcome.imported)
        if not outcome.imported:
            raise ImportRefused(
                "None of the file's rows could be imported.", "Check that it is the file that you mean."
            )
        size = task.source.size
        outcome.rows = writer.finish(
            {one.name for one in fields} if unindexed is None else unindexed,
            lambda share: task.progress("indexing", int(size * share), outcome.imported),
        )
