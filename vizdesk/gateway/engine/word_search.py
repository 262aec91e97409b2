"""Which records hold a word: from the full-text indexes of a records file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from vizdesk.db.connection import Connection
from vizdesk.gateway.engine.columns import Parts
from vizdesk.gateway.engine.texts import Mask
from vizdesk.gateway.engine.words import Term
from vizdesk.gateway.record_format import FIELD_SHIFT, LAST_ROW, RecordField, rows_with

_NUMBER_BITS = (1 << FIELD_SHIFT) - 1


def holding(
    term: Term,
    connection: Connection,
    parts: Parts,
    fields: Mapping[str, RecordField],
    rows: int,
    unseen: Collection[str] = (),
    last: int | None = None,
) -> Mask:
    """Which records hold a word in any field that may be seen.

    Args:
        term: the word.
        connection: reads the records file.
        parts: its columns.
        fields: its fields.
        rows: how many records it has.
        unseen: the names of fields that do not count.
        last: so many records from the first on are wanted, None for all.
    """
    held = _in_own_entries(term, connection, parts, fields, rows, unseen, last)
    by_position = {one.position: one for one in fields.values() if one.name not in unseen}
    rows_found = rows_with(connection, "entry_words", term.expression)
    positions = rows_found >> FIELD_SHIFT
    for position in by_position.keys() & set(np.unique(positions).tolist()):
        column = parts.column(by_position[position])
        of_entries = np.zeros(len(column), np.bool_)
        of_entries[rows_found[positions == position] & _NUMBER_BITS] = True
        held |= column.spread(of_entries)
    return held


def _in_own_entries(
    term: Term,
    connection: Connection,
    parts: Parts,
    fields: Mapping[str, RecordField],
    rows: int,
    unseen: Collection[str],
    last: int | None,
) -> Mask:
    worded = [one for one in fields.values() if one.has_own_words]
    seen = [one for one in worded if one.name not in unseen]
    held = np.zeros(rows, np.bool_)
    if not seen:
        return held
    if term.token is not None and seen == worded:  # common words are told of all fields together
        common = connection.execute("SELECT data FROM common_words WHERE word = ?", (term.token,)).fetchone()
        if common is not None:
            return np.unpackbits(np.frombuffer(common[0], np.uint8), count=rows).view(np.bool_)
    expression = term.expression
    if seen != worded:
        expression = f"{{{' '.join(f'f{one.position}' for one in seen)}}} : ({expression})"
    numbers = parts.row_numbers
    up_to = LAST_ROW if last is None or not rows else int(numbers[last - 1])
    held[np.searchsorted(numbers, rows_with(connection, "record_words", expression, last=up_to))] = True
    return held
