"""The embedded search engine: SQLite with FTS5 over one keyed file per record set."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.errors import CursorExpired
from vizdesk.domain.layout import Kind, Page, Precision
from vizdesk.domain.search import Hit, Relation, SearchRequest, Total
from vizdesk.gateway.engine.compiling import conditions, quoted
from vizdesk.gateway.engine.paging import Key, segments, sort_keys
from vizdesk.gateway.engine.planning import Plan, plan
from vizdesk.gateway.engine.protocol import Budget, Field, Found, Position
from vizdesk.gateway.engine.readers import Readers
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles

STEPS_BETWEEN_CHECKS = 20_000
"""Virtual machine steps between two looks at the clock: well under a millisecond."""

WARM_FILES = 4
"""Of so many records files, those searched last, connections and their page caches are kept."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a records file looks like: its fields by name, and by quoted column the index that starts with it."""

    fields: Mapping[str, Field]
    indexes: Mapping[str, str]


class SqliteEngine:
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

    def search(
        self, records: RecordSet, page: Page, request: SearchRequest, after: Position | None, budget: Budget
    ) -> Found:
        """See `SearchEngine.search`."""
        with self._reading(records, budget) as connection:
            shape = self._shape(records, connection)
            known = [
                one for one in page.sort if one.field in shape.fields
            ]  # an older layout may name a field of before
            keys = sort_keys(request.sort or known, shape.fields)
            wanted = conditions(page, request, shape.fields, lambda name: _sort_keys(connection, name))
            rows = _rows(connection)
            chosen = plan(connection, wanted, shape.indexes.keys(), rows, by_number=not keys)
            start = None if after is None else _sort_values(connection, keys, after.number)
            numbers = _page_numbers(connection, chosen, keys, start, shape.indexes, request.size + 1)
            more, shown = len(numbers) > request.size, numbers[: request.size]
            hits = _hits(connection, shape.fields, shown)
            total = after.total if after else _total(connection, chosen, len(shown), more, budget)
        return Found(hits, Position(shown[-1], total) if more else None, total)

    def fields(self, records: RecordSet) -> Mapping[str, Field]:
        """See `SearchEngine.fields`."""
        with self._reading(records, Budget()) as connection:
            return self._shape(records, connection).fields

    def retire(self, records: RecordSet) -> None:
        """See `SearchEngine.retire`: the file is deleted once nobody reads it."""
        with self._lock:
            self._retired.add(records.file)
            readers = self._readers.pop(records.file, None)
            self._shapes.pop(records.file, None)
        if readers is None:
            self._files.delete(records.file)
        else:
            readers.close()

    def close(self) -> None:
        """See `SearchEngine.close`."""
        with self._lock:
            readers = list(self._readers.values())
            self._readers.clear()
        for one in readers:
            one.close()

    @contextmanager
    def _reading(self, records: RecordSet, budget: Budget) -> Iterator[Connection]:
        with translated(), self._readers_of(records).borrow() as connection:
            connection.set_progress_handler(lambda: budget.is_over, STEPS_BETWEEN_CHECKS)
            try:
                budget.attach(connection.interrupt)
                yield connection
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
            shape = _Shape(_fields(connection), _indexes(connection))
            with self._lock:
                if records.file not in self._retired:
                    self._shapes[records.file] = shape
        return shape


def _is_interrupt(error: dbapi2.OperationalError) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


def _fields(connection: Connection) -> dict[str, Field]:
    rows = connection.execute("SELECT name, kind, precision FROM fields ORDER BY position")
    return {
        name: Field(name, Kind(kind), Precision(precision) if precision else None) for name, kind, precision in rows
    }


def _indexes(connection: Connection) -> dict[str, str]:
    """By quoted column, an index that starts with it."""
    found: dict[str, str] = {}
    statement = "SELECT il.name, ii.name FROM pragma_index_list('records') il, pragma_index_info(il.name) ii"
    for index, column in connection.execute(f"{statement} WHERE ii.seqno = 0 AND ii.name IS NOT NULL"):
        found.setdefault(quoted(column), quoted(index))
    return found


def _rows(connection: Connection) -> int:
    """How many records this snapshot holds: SQLite counts the leaves of its smallest index, without reading records."""
    return int(connection.execute("SELECT count(*) FROM records").fetchone()[0])


def _sort_keys(connection: Connection, name: str) -> dict[str, bytes]:
    return dict(connection.execute("SELECT value, sort FROM choices WHERE field = ?", (name,)).fetchall())


def _sort_values(connection: Connection, keys: Sequence[Key], number: int) -> dict[str, Any]:
    """What the sort order knows of a record; the cursor carries its number only, so that it holds no value."""
    columns = ", ".join(["number", *(key.column for key in keys)])
    row = connection.execute(f"SELECT {columns} FROM records WHERE number = ?", (number,)).fetchone()  # noqa: S608  # own names only; values are bound
    if row is None:
        raise CursorExpired("The record that this page starts behind is gone.", "Search again.")
    return dict(zip(["number", *(key.column for key in keys)], row, strict=True))


def _page_numbers(
    connection: Connection,
    chosen: Plan,
    keys: Sequence[Key],
    start: Mapping[str, Any] | None,
    indexes: Mapping[str, str],
    limit: int,
) -> list[int]:
    numbers: list[int] = []
    for segment in segments(keys, start):
        statement = chosen.page_statement(segment, indexes)
        values = (*chosen.values, *segment.values, limit - len(numbers))
        numbers += (number for (number,) in connection.execute(statement, values))
        if len(numbers) >= limit:
            break
    return numbers


def _hits(connection: Connection, fields: Mapping[str, Field], numbers: Sequence[int]) -> tuple[Hit, ...]:
    """The whole records of one page, and of that page only."""
    columns = ", ".join(["number", "raw", *(quoted(name) for name in fields)])
    marks = ", ".join("?" * len(numbers))
    rows = connection.execute(f"SELECT {columns} FROM records WHERE number IN ({marks})", numbers)  # noqa: S608  # own names only; values are bound
    by_number = {row[0]: row for row in rows}
    convert = [_CONVERT.get(one.kind, _as_it_is) for one in fields.values()]
    return tuple(
        Hit(
            id=str(number),
            fields={
                name: None if value is None else read(value)
                for name, read, value in zip(fields, convert, by_number[number][2:], strict=True)
            },
            raw=json.loads(by_number[number][1] or "{}"),
        )
        for number in numbers
    )


def _as_it_is(value: Any) -> Any:
    return value


_CONVERT: Mapping[Kind, Callable[[Any], Any]] = {Kind.YES_NO: bool}


def _total(connection: Connection, chosen: Plan, shown: int, more: bool, budget: Budget) -> Total:
    """The exact total if it can be counted in time, else that there are more than were shown."""
    if not more:
        return Total(shown)
    if chosen.total is not None:
        return Total(chosen.total)
    until = time.monotonic() + budget.count_seconds
    connection.set_progress_handler(lambda: budget.is_over or time.monotonic() > until, STEPS_BETWEEN_CHECKS)
    try:
        return Total(int(connection.execute(chosen.count_statement(), chosen.values).fetchone()[0]))
    except dbapi2.OperationalError as error:
        if not _is_interrupt(error):
            raise
        budget.check()
        return Total(shown + 1, Relation.AT_LEAST)
