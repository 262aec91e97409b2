"""Keyset paging: which records come behind a record, in the order of a sort.

Order: by each key, missing values last in either direction; the record number decides ties, in the direction of the
last key, so that an index on a single key holds exactly this order and can be walked from any place. A page is read
from segments, one after the other: ties of the last record shown, values behind it, records without a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.gateway.engine.compiling import sort_column
from vizdesk.gateway.engine.protocol import Field


@dataclass(frozen=True, slots=True)
class Key:
    """One sort key: a quoted column and its direction."""

    column: str
    direction: Direction

    @property
    def order(self) -> str:
        """The terms of ORDER BY; the first puts missing values last."""
        return f"{self.column} IS NULL, {self.column} {self.direction.value}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of records that are next to each other in the sort order.

    Args:
        where: SQL of its condition; empty for all records.
        values: what to bind in it.
        order: SQL of ORDER BY within it.
        column: the column whose index holds this run in this order, empty where that is the record number.
    """

    where: str
    values: tuple[Any, ...]
    order: str
    column: str


def sort_keys(sort: Sequence[SortKey], fields: Mapping[str, Field]) -> tuple[Key, ...]:
    """The keys of a sort; a field that comes again orders nothing and is left out.

    Raises:
        BadRequest: the records have no such field.
    """
    keys: dict[str, Key] = {}
    for one in sort:
        if one.field not in fields:
            raise BadRequest(f"The records have no field {one.field} to sort by.", "Sort by another column.")
        keys.setdefault(one.field, Key(sort_column(fields[one.field]), one.direction))
    return tuple(keys.values())


def segments(keys: Sequence[Key], after: Mapping[str, Any] | None) -> list[Segment]:
    """The runs that make up everything behind a record, or everything.

    Args:
        keys: the sort keys.
        after: the values of the last record shown by column, `number` among them; None for the first page.
    """
    direction = keys[-1].direction if keys else Direction.ASC
    number_order = f"number {direction.value}"
    if not keys:
        where, values = ("", ()) if after is None else _behind((), direction, after)
        return [Segment(where, values, number_order, "")]
    first, rest = keys[0], keys[1:]
    within_ties = ", ".join([*(key.order for key in rest), number_order])
    without = Segment(f"{first.column} IS NULL", (), within_ties, first.column)
    ordered = f"{first.column} {first.direction.value}, {within_ties}"
    if after is None:
        return [Segment(f"{first.column} IS NOT NULL", (), ordered, first.column), without]
    value = after[first.column]
    behind, values = _behind(rest, direction, after)
    if value is None:
        return [Segment(f"{first.column} IS NULL AND {behind}", values, within_ties, first.column)]
    ties = Segment(f"{first.column} = ? AND {behind}", (value, *values), within_ties, first.column)
    further = Segment(f"{first.column} {_beyond(first.direction)} ?", (value,), ordered, first.column)
    return [ties, further, without]


def _behind(keys: Sequence[Key], direction: Direction, after: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """SQL for "comes behind the record" among the records that tie in all earlier keys."""
    if not keys:
        return f"number {_beyond(direction)} ?", (after["number"],)
    column, value = keys[0].column, after[keys[0].column]
    rest, values = _behind(keys[1:], direction, after)
    if value is None:
        return f"({column} IS NULL AND {rest})", values
    beyond = f"{column} {_beyond(keys[0].direction)} ? OR {column} IS NULL"
    return f"({beyond} OR ({column} = ? AND {rest}))", (value, value, *values)


def _beyond(direction: Direction) -> str:
    return ">" if direction is Direction.ASC else "<"
