"""The half of an import that reads: from a data file to records that only need to be stored.

It knows no key and no database, so that it can run in a process of its own, beside the one that writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import STORED_AS, Json, Kind, Page, Precision
from vizdesk.domain.naming import field_names
from vizdesk.gateway.encoding import Encoded, Encoder
from vizdesk.gateway.record_format import Coding, RecordField
from vizdesk.tabular.dates import DateOrder
from vizdesk.tabular.infer import infer_page
from vizdesk.tabular.profile import Column, Profile, profile
from vizdesk.tabular.source import Batch, SetAside, Source
from vizdesk.tabular.values import CellReader


@dataclass(frozen=True, slots=True)
class Task:
    """A data file to be read.

    Args:
        source: the data file.
        agency: whose records its rows become.
        page: the page that is to show them.
        date_order: decides dates whose column leaves open whether day or month stands first.
        reference_year: the current year, for years of two digits.
        watch: is told, while the kinds are inferred, how many bytes and rows were looked at.
        key: the fields that tell one record from another; none on a page without a key.
    """

    source: Source
    agency: str
    page: str
    date_order: DateOrder | None
    reference_year: int
    watch: Callable[[int, int], None] | None = None
    key: tuple[str, ...] = ()

    def profile(self) -> Profile:
        """The kinds of the file's columns."""
        rows = 0

        def look(batch: Batch) -> None:
            nonlocal rows
            rows += len(batch.rows)
            if self.watch is not None:
                self.watch(batch.bytes_read, rows)

        return profile(self.source, self.reference_year, self.date_order, look)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the records will look like.

    Args:
        fields: their fields.
        page: the page that these columns alone would get; None for the keys of records that are to go.
        notes: what was decided that a user should know, in plain sentences.
        size: bytes of the data file.
        key: the fields that tell one record from another; none on a page without a key.
    """

    fields: tuple[RecordField, ...]
    page: Json | None
    notes: tuple[str, ...]
    size: int
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records, None where no row fitted; the rows that were set aside; how far into the data file it reaches."""

    encoded: Encoded | None
    set_aside: list[SetAside]
    bytes_read: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """Records on their way: the plan, then the pieces, to be taken once."""

    plan: Plan
    pieces: Iterator[Piece]


def read_new(task: Task) -> Incoming:
    """Records whose kinds are inferred.

    Raises:
        ImportRefused: the data file cannot be imported; also while the pieces are taken.
    """
    found = task.profile()
    return _incoming(task, found, found.columns)


def read_as(task: Task, page: Page) -> Incoming:
    """Records whose kinds are those of a page that stands already.

    Raises:
        ImportRefused: the data file cannot be imported; also while the pieces are taken.
    """
    found = task.profile()
    return _incoming(task, found, [_as_the_page_has_it(one, page) for one in found.columns])


def read_more(task: Task, fields: Sequence[RecordField], *, whole: bool = False) -> Incoming:
    """Records that are added to others; fields that the data file lacks are missing in them.

    Args:
        task: what to read.
        fields: the fields of the records that are there.
        whole: whether the data file must have all of them, as its records take the place of others.

    Raises:
        ImportRefused: the data file has columns that the records have not, lacks some that it must have, or cannot be
            read.
    """
    names = field_names(task.source.headers)
    known = {one.name for one in fields}
    if foreign := [name for name in names if name not in known]:
        raise ImportRefused(
            Filled(
                "The file has columns that the page {page} has not: {columns}.",
                page=task.page,
                columns=_listed(foreign),
            ),
            "Rename or remove them, or import with --replace.",
        )
    if whole and (lacking := [one.name for one in fields if one.name not in names]):
        raise ImportRefused(
            Filled(
                "The file lacks columns that the page {page} has: {columns}.", page=task.page, columns=_listed(lacking)
            ),
            "Records are put in place whole: add the columns, or import with --replace.",
        )
    return _as_they_are(task, fields, names, with_page=True)


def read_keys(task: Task, fields: Sequence[RecordField]) -> Incoming:
    """The keys of records that are to go; other columns of the data file do not matter.

    Args:
        task: what to read.
        fields: the fields of the records that are there.

    Raises:
        ImportRefused: the data file lacks a field of the key, or cannot be read.
    """
    of_key = [replace(one, position=place) for place, one in enumerate(one for one in fields if one.name in task.key)]
    return _as_they_are(task, of_key, field_names(task.source.headers), with_page=False)


def _as_they_are(task: Task, fields: Sequence[RecordField], names: Sequence[str], *, with_page: bool) -> Incoming:
    """Records of fields that stand already."""
    _check_key(task, names)
    found = {one.name: one for one in task.profile().columns}
    columns = [_as_stored(one, found.get(one.name), task) for one in fields]
    places = [names.index(one.name) if one.name in found else None for one in fields]
    page = infer_page(task.agency, task.page, columns, task.key) if with_page else None
    plan = Plan(tuple(fields), page, (), task.source.size, task.key)
    return Incoming(plan, _pieces(task, plan, [one.reader for one in columns], places))


def _check_key(task: Task, names: Sequence[str]) -> None:
    if lacking := [one for one in task.key if one not in names]:
        raise ImportRefused(
            Filled("The file lacks the key of its records: {columns}.", columns=_listed(lacking)),
            "Add the column, or name the one that has it.",
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _incoming(task: Task, found: Profile, columns: Sequence[Column]) -> Incoming:
    _check_key(task, [one.name for one in columns])
    fields = tuple(
        RecordField(place, one.name, one.header, one.kind, one.precision, _coding(one), one.instants)
        for place, one in enumerate(columns)
    )
    page = infer_page(task.agency, task.page, columns, task.key)
    plan = Plan(fields, page, found.notes, task.source.size, task.key)
    return Incoming(plan, _pieces(task, plan, [one.reader for one in columns], range(len(fields))))


def _pieces(task: Task, plan: Plan, readers: Sequence[CellReader], places: Sequence[int | None]) -> Iterator[Piece]:
    encoder = Encoder(plan.fields, readers, places, plan.key)
    for batch in task.source.batches():
        encoded, misfits = encoder.encode(batch)
        yield Piece(encoded, sorted(batch.set_aside + misfits, key=lambda one: one.line), batch.bytes_read)


def _coding(column: Column) -> Coding:
    own = column.unlike and column.kind not in (Kind.CHOICES, Kind.YES_NO)
    return Coding.OWN if own else Coding.SHARED


def _as_the_page_has_it(column: Column, page: Page) -> Column:
    asked = page.filter_on(column.name)
    if asked is None or asked.kind is column.kind:
        return column
    kind = STORED_AS.get(asked.kind, asked.kind)
    if kind is column.kind:
        return column
    precision = asked.precision if kind is Kind.DATE else None
    return replace(column, reader=replace(column.reader, kind=kind), precision=precision)


def _as_stored(stored: RecordField, found: Column | None, task: Task) -> Column:
    """The column of a data file, taken for what the records hold under its name."""
    if found is None:
        return Column(stored.name, stored.header, CellReader(stored.kind), stored.precision)
    instants = stored.instants if stored.precision in (Precision.MINUTE, Precision.SECOND) else None
    reader = replace(
        found.reader, kind=stored.kind, date_order=found.reader.date_order or task.date_order, instants=instants
    )
    if found.kind is stored.kind:
        return replace(found, reader=reader, header=stored.header, precision=stored.precision)
    return Column(stored.name, stored.header, reader, stored.precision, found.options)
