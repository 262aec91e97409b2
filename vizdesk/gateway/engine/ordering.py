"""Keyset paging: which records come next behind a record, in the order of a sort.

Order: by each key, missing values last in either direction; the record's place decides ties, in the direction of the
last key. No index is walked: of all records that match, those behind the last one shown are kept, and of these the
first few are selected, key by key. This takes the same time at any depth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from vizdesk.domain.layout import Direction
from vizdesk.gateway.engine.columns import Column, Numbers, Places

Key = Callable[[Places], Numbers]
"""For some records, numbers that sort them; infinity where the value is missing."""


def sort_keys(columns: Sequence[tuple[Column, Direction]]) -> list[Key]:
    """The keys of a sort, the place of the record as the last of them."""
    keys = [_column_key(column, direction) for column, direction in columns]
    last = columns[-1][1] if columns else Direction.ASC
    return [*keys, _place_key(last)]


def next_places(matching: Places, keys: Sequence[Key], after: int | None, limit: int) -> Places:
    """The first records of an order, or the first behind one of them.

    Args:
        matching: the records to put in order.
        keys: the order.
        after: the place of the record to start behind, which need not match itself; None for the first records.
        limit: the most to give.
    """
    if after is not None:
        matching = _behind(matching, keys, np.array([after], np.int64))
    return _first(matching, keys, limit)


def _column_key(column: Column, direction: Direction) -> Key:
    order = column.order()
    signed = -order if direction is Direction.DESC else order.copy()
    signed[np.isnan(signed)] = np.inf
    return lambda places: column.at(signed, places)


def _place_key(direction: Direction) -> Key:
    sign = -1 if direction is Direction.DESC else 1
    return lambda places: (places * sign).astype(np.float64)


def _behind(matching: Places, keys: Sequence[Key], after: Places) -> Places:
    found = []
    tied = matching
    for key in keys:
        values, bound = key(tied), key(after)[0]
        found.append(tied[values > bound])
        tied = tied[values == bound]
    return np.concatenate(found)


def _first(matching: Places, keys: Sequence[Key], limit: int) -> Places:
    """Select the first by the first key, then among those that tie at its end by the next, and so on."""
    chosen, tied, wanted = [], matching, limit
    for key in keys:
        if len(tied) <= wanted or wanted == 0:
            break
        values = key(tied)
        bound = np.partition(values, wanted - 1)[wanted - 1]
        before = tied[values < bound]
        chosen.append(before)
        wanted -= len(before)
        tied = tied[values == bound]
    found = np.concatenate([*chosen, tied[:wanted]])
    return found[np.lexsort([key(found) for key in reversed(keys)])]
