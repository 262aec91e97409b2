"""The embedded search engine: columns of codes, compared in memory, over one keyed SQLite file per record set."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np
from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.criteria import Criteria, Criterion
from vizdesk.domain.errors import BadRequest, CursorExpired, VizDeskError
from vizdesk.domain.facets import Facet, FacetQuestion
from vizdesk.domain.layout import Filter, Page, SortKey
from vizdesk.domain.records_state import HeldRecords, RecordsChanges
from vizdesk.domain.search import Hit, SearchRequest, Total
from vizdesk.gateway.engine.columns import PartCache, Parts, Places
from vizdesk.gateway.engine.counting import facet
from vizdesk.gateway.engine.matching import field_of, meeting
from vizdesk.gateway.engine.ordering import Key, next_places, sort_keys
from vizdesk.gateway.engine.protocol import Budget, Found, Position
from vizdesk.gateway.engine.readers import Readers
from vizdesk.gateway.engine.texts import Mask
from vizdesk.gateway.engine.word_search import holding
from vizdesk.gateway.engine.words import Term, terms
from vizdesk.gateway.identities import revision_of
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.record_format import Coding, RecordField, check_format, read_fields

STEPS_BETWEEN_CHECKS = 20_000
"""Virtual machine steps between two looks at the clock: well under a millisecond."""

WARM_FILES = 4
"""Of so many records files, those searched last, connections and their page caches are kept."""

MEMORY_BYTES = 512 * 1024 * 1024
"""Columns and answers that are kept at hand; those least lately used go first."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a records file looks like."""

    fields: Mapping[str, RecordField]
    rows: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """One look at a records file."""

    file: str
    connection: Connection
    shape: _Shape
    parts: Parts
    budget: Budget


class ColumnarEngine:
    """Searches the records files of one data folder.

    Args:
        files: opens and deletes them.
    """

    def __init__(self, files: RecordFiles) -> None:
        self._files = files
        self._lock = threading.Lock()
        self._readers: dict[str, Readers] = {}
        self._shapes: dict[str, _Shape] = {}
        self._retired: set[str] = set()
        self._closed = False
        self._cache = PartCache(MEMORY_BYTES)
        self._warming = ThreadPoolExecutor(1, "warming")
        self._warming_time = Budget(math.inf)

    def search(
        self, records: RecordSet, page: Page, request: SearchRequest, after: Position | None, budget: Budget
    ) -> Found:
        """See `SearchEngine.search`."""
        with self._reading(records, budget) as reading:
            order = _order(page, request.sort, reading)
            keys = sort_keys([(reading.parts.column(field), key.direction) for field, key in order], reading.parts.ids)
            told = ", ".join(f"{field.name} {field.kind} {field.precision} {key.direction}" for field, key in order)
            if after is not None and after.order != told:
                raise CursorExpired("The records are sorted otherwise now.", "Search again.")
            matching = self._matching(page, request, reading)
            budget.check()
            bounds = None if after is None else _bounds(keys, after, records, reading)
            places = next_places(np.flatnonzero(matching), keys, bounds, request.size + 1)
            more, shown = len(places) > request.size, places[: request.size]
            hits = _hits(reading, shown)
            is_same = after is not None and after.generation == records.generation
            total = after.total if after and is_same else Total(int(np.count_nonzero(matching)))
            position = None
            if more:
                values = tuple(key.at(int(shown[-1])) for key in keys)
                position = Position(records.generation, told, values, total)
        return Found(hits, position, total)

    def facets(
        self,
        records: RecordSet,
        page: Page,
        request: SearchRequest,
        questions: Sequence[FacetQuestion],
        budget: Budget,
    ) -> dict[str, Facet]:
        """See `SearchEngine.facets`."""
        found = {}
        with self._reading(records, budget) as reading:
            places = np.flatnonzero(self._matching(page, request, reading))
            for question in questions:
                one, counted = _filter(page, question.filter), places
                if one.id in request.filters:
                    others = {key: value for key, value in request.filters.items() if key != one.id}
                    counted = np.flatnonzero(self._matching(page, request._replace(filters=others), reading))
                column = reading.parts.column(field_of(one, reading.shape.fields))
                found[one.id] = facet(column, counted, question)
                budget.check()
        return found

    def changes(self, records: RecordSet, held: HeldRecords, budget: Budget) -> RecordsChanges:
        """See `SearchEngine.changes`."""
        wanted = np.unique(np.array(held.ids, np.int64))
        since = revision_of(held.generation)
        with self._reading(records, budget) as reading:
            places = np.flatnonzero(np.isin(reading.parts.ids, wanted))
            ids, revisions = reading.parts.ids[places], reading.parts.revisions[places]
        gone = np.setdiff1d(wanted, ids).tolist()
        changed = [] if since is None else ids[revisions > since].tolist()
        return RecordsChanges(tuple(map(str, gone)), tuple(map(str, changed)))

    def fields(self, records: RecordSet) -> Mapping[str, RecordField]:
        """See `SearchEngine.fields`."""
        with self._reading(records, Budget()) as reading:
            return reading.shape.fields

    def warm(self, records: RecordSet) -> None:
        """See `SearchEngine.warm`: reads the columns of shared entries, which most criteria and sorts need."""
        with self._lock:
            if not self._closed:
                self._warming.submit(self._read_columns, records)

    def _read_columns(self, records: RecordSet) -> None:
        with suppress(VizDeskError), self._reading(records, self._warming_time) as reading:
            _ = reading.parts.row_numbers, reading.parts.ids
            for field in reading.shape.fields.values():
                if field.coding is Coding.SHARED:
                    reading.parts.column(field).present()
                    self._warming_time.check()

    def retire(self, records: RecordSet) -> None:
        """See `SearchEngine.retire`: the file is deleted once nobody reads it."""
        with self._lock:
            self._retired.add(records.file)
            readers = self._readers.pop(records.file, None)
            self._shapes.pop(records.file, None)
        self._cache.forget(records.file)
        if readers is None:
            self._files.delete(records.file)
        else:
            readers.close()

    def close(self) -> None:
        """See `SearchEngine.close`."""
        with self._lock:
            self._closed = True
        self._warming_time.interrupt()
        self._warming.shutdown(cancel_futures=True)
        with self._lock:
            readers = list(self._readers.values())
            self._readers.clear()
        for one in readers:
            one.close()

    def _matching(self, page: Page, request: SearchRequest, reading: _Reading) -> Mask:
        """Which records meet all criteria and hold all words."""
        matching = self._meeting_all(page, request.filters, reading)
        if request.any_of:
            matching &= np.logical_or.reduce([self._meeting_all(page, one, reading) for one in request.any_of])
        for term in terms(request.query):
            matching &= self._holding(term, reading)
            reading.budget.check()
        return matching

    def _meeting_all(self, page: Page, criteria: Criteria, reading: _Reading) -> Mask:
        met = np.ones(reading.shape.rows, np.bool_)
        for identifier, criterion in criteria.items():
            met &= self._meeting(_filter(page, identifier), criterion, reading)
            reading.budget.check()
        return met

    def _meeting(self, one: Filter, criterion: Criterion, reading: _Reading) -> Mask:
        column = reading.parts.column(field_of(one, reading.shape.fields))
        key = (one.field, one.kind, one.missing, criterion)
        return self._kept(key, lambda: column.spread(meeting(one, criterion, column)), reading)

    def _holding(self, term: Term, reading: _Reading) -> Mask:
        fields, rows = reading.shape.fields, reading.shape.rows
        return self._kept((term,), lambda: holding(term, reading.connection, reading.parts, fields, rows), reading)

    def _kept(self, key: tuple[object, ...], find: Callable[[], Mask], reading: _Reading) -> Mask:
        """A mask, kept packed: the next page, the facets and the next search ask for the same."""
        packed = self._cache.get((reading.file, *key), lambda: np.packbits(find()), lambda one: int(one.nbytes))
        unpacked: Mask = np.unpackbits(packed, count=reading.shape.rows).view(np.bool_)
        return unpacked

    @contextmanager
    def _reading(self, records: RecordSet, budget: Budget) -> Iterator[_Reading]:
        with translated(), self._readers_of(records).borrow() as connection:
            connection.set_progress_handler(lambda: budget.is_over, STEPS_BETWEEN_CHECKS)
            try:
                budget.attach(connection.interrupt)
                parts = Parts(records.file, connection, self._cache, budget.check)
                yield _Reading(records.file, connection, self._shape(records, connection), parts, budget)
            except dbapi2.OperationalError as error:
                if _is_interrupt(error):
                    budget.check()
                raise
            finally:
                budget.attach(None)

    def _readers_of(self, records: RecordSet) -> Readers:
        with self._lock:
            if records.file in self._retired:
                raise CursorExpired("The records were replaced in between.", "Search again.")
            readers = self._readers.pop(records.file, None) or Readers(
                lambda: self._files.reader(records.file), lambda: self._drained(records.file)
            )
            self._readers[records.file] = readers  # last in the order of use
            resting = list(self._readers.values())[:-WARM_FILES]
        for one in resting:
            one.rest()
        return readers

    def _drained(self, file: str) -> None:
        if file in self._retired:
            self._files.delete(file)

    def _shape(self, records: RecordSet, connection: Connection) -> _Shape:
        shape = self._shapes.get(records.file)
        if shape is None:
            shape = _read_shape(connection)
            with self._lock:
                if records.file not in self._retired:
                    self._shapes[records.file] = shape
        return shape


def _filter(page: Page, identifier: str) -> Filter:
    one = page.filter(identifier)
    if one is None:
        raise BadRequest(f"The page {page.id} has no filter {identifier}.", "Load the current layout.")
    return one


def _is_interrupt(error: dbapi2.OperationalError) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


def _read_shape(connection: Connection) -> _Shape:
    check_format(connection)
    rows = connection.execute("SELECT value FROM meta WHERE key = 'rows'").fetchone()[0]
    return _Shape({one.name: one for one in read_fields(connection)}, int(rows))


def _order(page: Page, asked: Sequence[SortKey], reading: _Reading) -> list[tuple[RecordField, SortKey]]:
    """The fields to sort by; one that comes again orders nothing and is left out."""
    fields = reading.shape.fields
    known = [one for one in page.sort if one.field in fields]  # an older layout may name a field of before
    wanted: dict[str, SortKey] = {}
    for one in asked or known:
        if one.field not in fields:
            raise BadRequest(f"The records have no field {one.field} to sort by.", "Sort by another column.")
        wanted.setdefault(one.field, one)
    return [(fields[one.field], one) for one in wanted.values()]


def _bounds(keys: Sequence[Key], after: Position, records: RecordSet, reading: _Reading) -> list[float]:
    """Where a position stands among these records: at its record, or where that would be."""
    if after.generation != records.generation:
        return [key.bound(value) for key, value in zip(keys, after.values, strict=True)]
    at = np.flatnonzero(reading.parts.ids == after.values[-1])
    return [float(key.of(at)[0]) for key in keys]


def _hits(reading: _Reading, places: Places) -> tuple[Hit, ...]:
    """The whole records of one page, and of that page only."""
    numbers, ids = reading.parts.row_numbers[places].tolist(), reading.parts.ids[places].tolist()
    marks = ", ".join("?" * len(numbers))
    rows = reading.connection.execute(f"SELECT number, record FROM records WHERE number IN ({marks})", numbers)  # noqa: S608  # marks only
    by_number = dict(rows.fetchall())
    hits = []
    for number, identity in zip(numbers, ids, strict=True):
        *values, raw = json.loads(by_number[number])
        hits.append(Hit(str(identity), dict(zip(reading.shape.fields, values, strict=True)), raw or {}))
    return tuple(hits)
