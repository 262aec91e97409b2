"""The embedded search engine: columns of codes, compared in memory, over one keyed SQLite file per record set."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, tzinfo

import numpy as np
from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.criteria import Criteria
from vizdesk.domain.errors import BadRequest, CursorExpired, VizDeskError
from vizdesk.domain.facets import Facet, FacetQuestion
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Filter, Kind, Page, SortKey
from vizdesk.domain.records_state import HeldRecords, RecordsChanges
from vizdesk.domain.search import Hit, Relation, SearchRequest, Total
from vizdesk.domain.text import fold
from vizdesk.gateway.engine.columns import PartCache, Parts, Places
from vizdesk.gateway.engine.counting import beginning_so, facet
from vizdesk.gateway.engine.matching import STORED_KINDS, also_meant, field_of
from vizdesk.gateway.engine.ordering import Key, next_places, sort_keys
from vizdesk.gateway.engine.pieces import named, pieces
from vizdesk.gateway.engine.protocol import Budget, Counted, Found, InOrder, Position
from vizdesk.gateway.engine.reach import Reach
from vizdesk.gateway.engine.readers import Readers
from vizdesk.gateway.engine.reading import Reading, Shape, filter_of, is_interrupt
from vizdesk.gateway.engine.texts import Mask
from vizdesk.gateway.engine.words import terms
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


class ColumnarEngine:
    """Searches the records files of one data folder.

    Args:
        files: opens and deletes them.
    """

    def __init__(self, files: RecordFiles) -> None:
        self._files = files
        self._lock = threading.Lock()
        self._readers: dict[str, Readers] = {}
        self._shapes: dict[str, Shape] = {}
        self._retired: set[str] = set()
        self._closed = False
        self._cache = PartCache(MEMORY_BYTES)
        self._warming = ThreadPoolExecutor(1, "warming")
        self._warming_time = Budget(math.inf)

    def search(
        self, records: RecordSet, page: Page, request: SearchRequest, after: Position | None, budget: Budget
    ) -> Found:
        """See `SearchEngine.search`."""
        is_same = after is not None and after.generation == records.generation
        before = after.examined if after is not None and is_same else None
        with self._reading(records, budget, _scans(page, request), before) as reading:
            order = _order(page, request.sort, reading)
            keys = sort_keys([(reading.parts.column(field), key.direction) for field, key in order], reading.parts.ids)
            sorted_by = _described(order)
            if after is not None and after.order != sorted_by:
                raise CursorExpired("The records are sorted otherwise now.", "Search again.")
            matching = reading.matching(page, request)
            budget.check()
            bounds = None if after is None else _bounds(keys, after, records, reading)
            places = next_places(np.flatnonzero(matching), keys, bounds, request.size + 1)
            more, shown = len(places) > request.size, places[: request.size]
            hits = _hits(reading, shown)
            values = tuple(key.at(int(shown[-1])) for key in keys) if more else ()
            total = after.total if after and is_same else Total(int(np.count_nonzero(matching)))
            told = after is None and not reading.reach.is_limited  # words are told of the whole column only
            expanded = _expanded(page, request.filters, reading) if told else {}
        examined = reading.reach.examined
        if examined is not None:
            total = Total(total.value, Relation.AT_LEAST)
        looked_at = examined and examined.records
        following = Position(records.generation, sorted_by, values, total, looked_at) if more else None
        return Found(hits, following, total, examined, expanded)

    def facets(
        self,
        records: RecordSet,
        page: Page,
        request: SearchRequest,
        questions: Sequence[FacetQuestion],
        budget: Budget,
        zone: tzinfo = UTC,
        group: int | None = None,
    ) -> Counted:
        """See `SearchEngine.facets`."""
        found = {}
        prefixes = sum(bool(one.prefix) for one in questions)
        with self._reading(records, budget, _scans(page, request) + prefixes) as reading:
            shared, own, others = self._around(page, request, group, reading)
            places = np.flatnonzero(shared & reading.meeting_all(page, own))
            for question in questions:
                one, counted = filter_of(page, question.filter), places
                if one.id in own:
                    rest = {key: value for key, value in own.items() if key != one.id}
                    counted = np.flatnonzero(shared & reading.meeting_all(page, rest))
                found[one.id] = self._facet(one, counted, question, reading, zone).beside(others)
                budget.check()
        examined = reading.reach.examined
        if examined is not None:
            found = {name: one.as_at_least() for name, one in found.items()}
        return Counted(found, examined)

    def _around(
        self, page: Page, request: SearchRequest, group: int | None, reading: Reading
    ) -> tuple[Mask, Criteria, int]:
        """What facets are counted among: what all but some criteria find, those criteria, and what others find beside.

        They are those of an OR group, or those that stand in no group; a group's new records are those that the other
        groups do not find.
        """
        if group is None:
            return reading.matching(page, request._replace(filters={})), request.filters, 0
        shared = reading.matching(page, request._replace(any_of=()))
        others = np.zeros_like(shared)
        for one in (*request.any_of[:group], *request.any_of[group + 1 :]):
            others |= reading.meeting_all(page, one)
        others[reading.reach.records :] = False
        own = request.any_of[group] if group < len(request.any_of) else {}
        return shared & ~others, own, int(np.count_nonzero(shared & others))

    def _facet(self, one: Filter, places: Places, question: FacetQuestion, reading: Reading, zone: tzinfo) -> Facet:
        column = reading.parts.column(field_of(one, reading.shape.fields))
        wanted = None
        if question.prefix:
            wanted, _ = reading.of_entries(column, lambda some: beginning_so(some, fold(question.prefix), zone))
        return facet(column, places[places < reading.reach.records], question.limit, wanted, zone)

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

    @contextmanager
    def in_order(
        self,
        records: RecordSet,
        page: Page,
        request: SearchRequest,
        fields: Sequence[str],
        ids: Collection[str] | None,
        budget: Budget,
    ) -> Iterator[InOrder]:
        """See `SearchEngine.in_order`."""
        with self._reading(records, budget) as reading:
            order = _order(page, request.sort, reading)
            keys = sort_keys([(reading.parts.column(field), key.direction) for field, key in order], reading.parts.ids)
            matching = reading.matching(page, request)
            if ids is not None:
                matching &= named(reading.parts.ids, ids)
            budget.check()
            places = np.flatnonzero(matching)
            places = next_places(places, keys, None, len(places))
            positions = [reading.shape.fields[name].position for name in fields]
            yield InOrder(Total(len(places)), _pieces(reading, places, positions))

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

    @contextmanager
    def _reading(
        self, records: RecordSet, budget: Budget, scans: int = 1, before: int | None = None
    ) -> Iterator[Reading]:
        with _told(budget), self._readers_of(records).borrow() as connection:
            shape = self._shape(records, connection)  # a few rows; their reader would take an interrupt for a fault
            try:
                budget.attach(connection.interrupt)
                parts = Parts(records.file, connection, self._cache, budget.check)
                reach = Reach(shape.rows, budget, before, scans)
                connection.set_progress_handler(lambda: budget.is_over or reach.stops_queries, STEPS_BETWEEN_CHECKS)
                yield Reading(records.file, connection, shape, parts, budget, reach, self._cache, {})
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

    def _shape(self, records: RecordSet, connection: Connection) -> Shape:
        shape = self._shapes.get(records.file)
        if shape is None:
            shape = _read_shape(connection)
            with self._lock:
                if records.file not in self._retired:
                    self._shapes[records.file] = shape
        return shape


def _expanded(page: Page, criteria: Criteria, reading: Reading) -> dict[str, Sequence[str]]:
    """By filter id, the other words of the records that a criterion stands for."""
    found: dict[str, Sequence[str]] = {}
    for identifier, criterion in criteria.items():
        column = reading.parts.column(field_of(filter_of(page, identifier), reading.shape.fields))
        if words := also_meant(criterion, column):
            found[identifier] = words
    return found


def _scans(page: Page, request: SearchRequest) -> int:
    """How many words and criteria may take long: those that look through texts."""
    kinds = [one.kind for identifier, _ in request.all_filters() if (one := page.filter(identifier)) is not None]
    return max(1, len(terms(request.query)) + sum(Kind.TEXT in STORED_KINDS[kind] for kind in kinds))


def _read_shape(connection: Connection) -> Shape:
    check_format(connection)
    rows = connection.execute("SELECT value FROM meta WHERE key = 'rows'").fetchone()[0]
    return Shape({one.name: one for one in read_fields(connection)}, int(rows))


def _order(page: Page, asked: Sequence[SortKey], reading: Reading) -> list[tuple[RecordField, SortKey]]:
    """The fields to sort by; one that comes again orders nothing and is left out."""
    fields = reading.shape.fields
    known = [one for one in page.sort if one.field in fields]  # an older layout may name a field of before
    wanted: dict[str, SortKey] = {}
    for one in asked or known:
        if one.field not in fields:
            raise BadRequest(
                Filled("The records have no field {field} to sort by.", field=one.field), "Sort by another column."
            )
        wanted.setdefault(one.field, one)
    return [(fields[one.field], one) for one in wanted.values()]


def _described(order: Sequence[tuple[RecordField, SortKey]]) -> str:
    """Tells one order from another: values of a field of another kind cannot be compared with those of before."""
    return ", ".join(f"{field.name} {field.kind} {field.precision} {key.direction}" for field, key in order)


def _bounds(keys: Sequence[Key], after: Position, records: RecordSet, reading: Reading) -> list[float]:
    """Where a position stands among these records: at its record, or where that would be."""
    if after.generation != records.generation:
        return [key.bound(value) for key, value in zip(keys, after.values, strict=True)]
    at = np.flatnonzero(reading.parts.ids == after.values[-1])
    return [float(key.of(at)[0]) for key in keys]


@contextmanager
def _told(budget: Budget) -> Iterator[None]:
    """Turns the database's errors into VizDesk's, and its interrupts into the budget's."""
    with translated():
        try:
            yield
        except dbapi2.OperationalError as error:
            if is_interrupt(error):
                budget.check()
            raise


def _pieces(reading: Reading, places: Places, positions: Sequence[int]) -> Iterator[list[bytes]]:
    with _told(reading.budget):
        yield from pieces(reading.connection, reading.parts.row_numbers[places], positions, reading.budget.check)


def _hits(reading: Reading, places: Places) -> tuple[Hit, ...]:
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
