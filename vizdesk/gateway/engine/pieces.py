"""Records read piece by piece, for exports: a few thousand are in memory, however many there are.

SQLite itself takes the wanted values out of a record's JSON: nothing is decoded and encoded again, and other threads of
the gateway run meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection
from vizdesk.gateway.engine.texts import Mask

Ids = npt.NDArray[np.int64]

PIECE = 2000
"""Records that are read at once."""

MOST_DIGITS = 18
"""Of an id: it fits into 64 bits."""

MOST_VALUES = 100
"""A function of SQLite takes 127 arguments."""


def named(known: Ids, ids: Collection[str]) -> Mask:
    """Which of the records that are known by number have one of some ids; what is no id names none."""
    numbers = [int(one) for one in ids if one.isascii() and one.isdecimal() and len(one) <= MOST_DIGITS]
    return np.isin(known, np.array(numbers, np.int64))


def pieces(
    connection: Connection, numbers: Ids, positions: Sequence[int], check: Callable[[], None]
) -> Iterator[list[str]]:
    """Some records in the order of their numbers in `numbers`, each a JSON list of its values.

    Args:
        connection: reads the records file; good until the last piece is taken.
        numbers: of the records.
        positions: of the fields whose values are given.
        check: called before each piece; raises where the time is over.
    """
    parts = [_values(positions[start : start + MOST_VALUES]) for start in range(0, len(positions), MOST_VALUES)]
    for start in range(0, len(numbers), PIECE):
        check()
        wanted = numbers[start : start + PIECE].tolist()
        marks = ", ".join("?" * len(wanted))
        statement = f"SELECT number, {', '.join(parts)} FROM records WHERE number IN ({marks})"  # noqa: S608  # own positions, and marks
        found = {number: _joined(lists) for number, *lists in connection.execute(statement, wanted)}
        yield [found[number] for number in wanted]


def _values(positions: Sequence[int]) -> str:
    paths = ", ".join(f"'$[{place}]'" for place in positions)
    if len(positions) == 1:
        return f"json_array(record -> {paths})"
    return f"json_extract(record, {paths})"  # of several paths it makes a list, in two thirds of the time


def _joined(lists: list[str]) -> str:
    return lists[0] if len(lists) == 1 else f"[{','.join(one[1:-1] for one in lists)}]"
