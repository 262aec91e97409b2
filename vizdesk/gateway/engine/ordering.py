"""Keyset paging: which records come next behind a record, in the order of a sort.

Order: by each key, missing values last in either direction; the record's id decides ties, in the direction of the last
key. No index is walked: of all records that match, those behind the last one shown are kept, and of these the first few
are selected, key by key. This takes the same time at any depth.

Where the records changed since the last one was shown, it is looked for by what it held: its values stand, in the order
of those that are there now, where they stood among those of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from vizdesk.domain.layout import Direction
from vizdesk.gateway.engine.columns import Column, Numbers, Places
from vizdesk.gateway.identities import Integers

Value = str | float | None
"""What a record has in a field: a text, a number, or nothing."""


class Key(Protocol):
    """One key of a sort."""

    def of(self, places: Places) -> Numbers:
        """For some records, numbers that sort them; infinity where the value is missing."""

    def at(self, place: int) -> Value:
        """The value of a record."""

    def bound(self, value: Value) -> float:
        """The number of a value, which no record may have any more."""


class FieldKey:
    """Sorts by a field."""

    def __init__(self, column: Column, direction: Direction) -> None:
        self._column = column
        self._sign = _sign(direction)
        self._order = column.order() * self._sign
        self._order[np.isnan(self._order)] = np.inf

    def of(self, places: Places) -> Numbers:
        """See `Key.of`."""
        return self._column.at(self._order, places)

    def at(self, place: int) -> Value:
        """See `Key.at`."""
        return self._column.value(place)

    def bound(self, value: Value) -> float:
        """See `Key.bound`."""
        return np.inf if value is None else self._column.standing(value) * self._sign


class IdKey:
    """Sorts by the records' ids."""

    def __init__(self, ids: Integers, direction: Direction) -> None:
        self._ids = ids
        self._sign = _sign(direction)

    def of(self, places: Places) -> Numbers:
        """See `Key.of`."""
        return (self._ids[places] * self._sign).astype(np.float64)

    def at(self, place: int) -> Value:
        """See `Key.at`."""
        return int(self._ids[place])

    def bound(self, value: Value) -> float:
        """See `Key.bound`."""
        return float(value or 0) * self._sign


def sort_keys(columns: Sequence[tuple[Column, Direction]], ids: Integers) -> list[Key]:
    """The keys of a sort, the ids of the records as the last of them."""
    keys: list[Key] = [FieldKey(column, direction) for column, direction in columns]
    last = columns[-1][1] if columns else Direction.ASC
    return [*keys, IdKey(ids, last)]


def next_places(matching: Places, keys: Sequence[Key], after: Sequence[float] | None, limit: int) -> Places:
    """The first records of an order, or the first behind a point in it.

    Args:
        matching: the records to put in order.
        keys: the order.
        after: for each key the number to start behind; None for the first records.
        limit: the most to give.
    """
    if after is not None:
        matching = _behind(matching, keys, after)
    return _first(matching, keys, limit)


def _sign(direction: Direction) -> int:
    return -1 if direction is Direction.DESC else 1


def _behind(matching: Places, keys: Sequence[Key], after: Sequence[float]) -> Places:
    found = []
    tied = matching
    for key, bound in zip(keys, after, strict=True):
        values = key.of(tied)
        found.append(tied[values > bound])
        tied = tied[values == bound]
    return np.concatenate(found)


def _first(matching: Places, keys: Sequence[Key], limit: int) -> Places:
    """Select the first by the first key, then among those that tie at its end by the next, and so on."""
    chosen, tied, wanted = [], matching, limit
    for key in keys:
        if len(tied) <= wanted or wanted == 0:
            break
        values = key.of(tied)
        bound = np.partition(values, wanted - 1)[wanted - 1]
        before = tied[values < bound]
        chosen.append(before)
        wanted -= len(before)
        tied = tied[values == bound]
    found = np.concatenate([*chosen, tied[:wanted]])
    return found[np.lexsort([key.of(found) for key in reversed(keys)])]
