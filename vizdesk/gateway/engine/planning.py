"""How a search is run: where its candidates come from, chosen by counting instead of guessing.

Each condition is counted by its own index first, which takes milliseconds. Three plans follow:

- gather: a condition that few records meet names the candidates; the other conditions are tested on those records, and
  only they are sorted;
- walk: the index of the sort order is walked from the place of the last page until the page is full; a condition that a
  minor part of the records meet is tested against the set of their numbers (an index-only subquery), one that most
  records meet on the record itself, which soon finds enough;
- all: there is no condition, and the index alone gives the page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vizdesk.db.connection import Connection
from vizdesk.gateway.engine.compiling import Condition, TextCondition
from vizdesk.gateway.engine.paging import Segment

FEW = 5000
"""So many records are tested and sorted in milliseconds."""

MINOR_PART = 4
"""A set of numbers is worth building when it holds at most one in so many of the records."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The SQL of one search.

    Args:
        found_by: conditions joined by AND that give a page, empty for none.
        counted_by: the same conditions in the form that counts fastest.
        values: what to bind in either.
        walks: whether pages are read along the index of the sort order.
        total: how many records match, where counting the conditions has told it already.
    """

    found_by: str
    counted_by: str
    values: tuple[Any, ...]
    walks: bool
    total: int | None

    def page_statement(self, segment: Segment, indexes: Mapping[str, str]) -> str:
        """SQL for the numbers of the next records of a segment; binds the plan's, the segment's, then how many."""
        index = indexes.get(segment.column) if self.walks else None
        source = f"records INDEXED BY {index}" if index else "records"
        where = " AND ".join(filter(None, (self.found_by, segment.where))) or "true"
        return f"SELECT number FROM {source} WHERE {where} ORDER BY {segment.order} LIMIT ?"  # noqa: S608  # own names only; values are bound

    def count_statement(self) -> str:
        """SQL for how many records match; binds the plan's values."""
        return f"SELECT count(*) FROM records WHERE {self.counted_by or 'true'}"  # noqa: S608  # own names only; values are bound


def plan(
    connection: Connection,
    conditions: Sequence[Condition],
    indexed: Collection[str],
    rows: int,
    *,
    by_number: bool,
) -> Plan:
    """Choose how to find the records that meet all conditions.

    Args:
        connection: reads the records.
        conditions: what to meet.
        indexed: the quoted columns that an index stands on.
        rows: how many records there are.
        by_number: whether the sort order is the record number.
    """
    if not conditions:
        return Plan("", "", (), walks=True, total=rows)
    counted = [
        (_count(connection, one) if _is_countable(one, indexed) else rows, place)
        for place, one in enumerate(conditions)
    ]
    counted.sort()
    ordered = [conditions[place] for _, place in counted]
    values = tuple(value for one in ordered for value in one.values)
    least, driver, others = counted[0][0], ordered[0], ordered[1:]
    total = least if not others and _is_countable(driver, indexed) else None
    if least <= FEW:
        where = _joined([f"number IN ({driver.numbers()})", *(one.on_record() for one in others)])
        return Plan(where, where, values, walks=False, total=total)
    tests = [
        f"+number IN ({one.numbers()})" if _is_minor(one, count, rows) else one.on_record()
        for (count, _), one in zip(counted, ordered, strict=True)
    ]
    first = f"number IN ({driver.numbers()})" if by_number and _is_minor(driver, least, rows) else tests[0]
    leading = driver.by_index() if _is_minor(driver, least, rows) else tests[0]
    return Plan(_joined([first, *tests[1:]]), _joined([leading, *tests[1:]]), values, walks=True, total=total)


def _is_countable(one: Condition, indexed: Collection[str]) -> bool:
    return isinstance(one, TextCondition) or one.column in indexed


def _is_minor(one: Condition, count: int, rows: int) -> bool:
    return isinstance(one, TextCondition) or count * MINOR_PART <= rows


def _count(connection: Connection, one: Condition) -> int:
    statement = f"SELECT count(*) FROM ({one.numbers()})"  # noqa: S608  # own names only; values are bound
    return int(connection.execute(statement, one.values).fetchone()[0])


def _joined(tests: Sequence[str]) -> str:
    return " AND ".join(tests)
