"""Which records hold a word: from the full-text indexes of a records file."""

from __future__ import annotations

from collections.abc import Mapping

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
    last: int | None = None,
) -> Mask:
    """Which records hold a word in any field.

    Args:
        term: the word.
        connection: reads the records file.
        parts: its columns.
        fields: its fields.
        rows: how many records it has.
        last: so many records from the first on are wanted, None for all.
    """
    held = _in_own_entries(term, connection, parts, fields, rows, last)
    by_position = {one.position: one for one in fields.values()}
    rows_found = rows_with(connection, "entry_words", term.expression)
    positions = rows_found >> FIELD_SHIFT
    for position in np.unique(positions).tolist():
        column = parts.column(by_position[position])
        of_entries = np.zeros(len(column), np.bool_)
        of_entries[rows_found[positions == position] & _NUMBER_BITS] = True
        held |= column.spread(of_entries)
    return held


def _in_own_entries(
    term: Term, connection: Connection, parts: Parts, fields: Mapping[str, RecordField], rows: int, last: int | None
) -> Mask:
    if not any(one.has_own_words for one in fields.values()):
        return np.zeros(rows, np.bool_)
    if term.token is not None:
        common = connection.execute("SELECT data FROM common_words WHERE word = ?", (term.token,)).fetchone()
        if common is not None:
            return np.unpackbits(np.frombuffer(common[0], np.uint8), count=rows).view(np.bool_)
    held = np.zeros(rows, np.bool_)
    numbers = parts.row_numbers
    up_to = LAST_ROW if last is None or not rows else int(numbers[last - 1])
    held[np.searchsorted(numbers, rows_with(connection, "record_words", term.expression, last=up_to))] = True
    return held
