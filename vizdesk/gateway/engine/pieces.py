"""Records read piece by piece, for exports: a bounded part of them is in memory, however many there are.

SQLite itself takes the wanted values out of a record's JSON: nothing is decoded and encoded again, and other threads of
the gateway run meanwhile.

A page of the file holds some ten records and is deciphered anew whenever one of them is read. In the order of a name
each record is on another page; so those of a stretch of that order, a window, are read in the order of the file, most
pages once, and given in their own order. The next window is read a little with each piece of the one before it:
whoever takes the pieces never waits for a whole one.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection
from vizdesk.gateway.engine.texts import Mask

Ids = npt.NDArray[np.int64]

PIECE = 2000
"""Records that are given at once."""

WINDOW_BYTES = 16 * 1024 * 1024
"""Of the largest window; two of them are in memory. The first is one piece, and each at most twice the one before."""

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
) -> Iterator[list[bytes]]:
    """Some records in the order of their numbers in `numbers`, each a JSON list of its values in UTF-8.

    Args:
        connection: reads the records file; good until the last piece is taken.
        numbers: of the records.
        positions: of the fields whose values are given.
        check: called before each piece; raises where the time is over.
    """
    window = _Window(connection, numbers[:PIECE], positions)
    window.read(PIECE)
    start = 0
    while window.size:
        start += window.size
        following = _Window(connection, numbers[start : start + window.next_size()], positions)
        each = -(-following.size // -(-window.size // PIECE))  # so that it is there when this one is given
        for first in range(0, window.size, PIECE):
            check()
            following.read(each)
            yield window.lines(first, first + PIECE)
        window = following


class _Window:
    """Some records that follow each other in the order asked for, side by side in one buffer.

    As many bytes objects would take a third more memory.

    Args:
        connection: reads the records file.
        numbers: of the records, in the order asked for.
        positions: of the fields whose values are given.
    """

    def __init__(self, connection: Connection, numbers: Ids, positions: Sequence[int]) -> None:
        self.size = len(numbers)
        order = np.argsort(numbers)
        self._is_in_file_order = bool(np.all(numbers[:-1] < numbers[1:]))
        self._places = np.empty_like(order)
        self._places[order] = np.arange(self.size)
        self._ends = array("q", [0])
        self._buffer = bytearray()
        parts = [_values(positions[start : start + MOST_VALUES]) for start in range(0, len(positions), MOST_VALUES)]
        self._rows = connection.execute(
            f"SELECT {', '.join(parts)} FROM json_each(?) AS wanted LEFT JOIN records ON number = wanted.value",  # noqa: S608  # own positions only
            (json.dumps(numbers[order].tolist()),),
        )

    def read(self, count: int) -> None:
        """Read so many more, or those that are left, in the order of the file."""
        for lists in islice(self._rows, count):
            self._buffer += _joined(lists)
            self._ends.append(len(self._buffer))

    def lines(self, first: int, last: int) -> list[bytes]:
        """Some of the records, in the order asked for; all are read."""
        buffer, ends = memoryview(self._buffer), self._ends
        return [bytes(buffer[ends[place] : ends[place + 1]]) for place in self._places[first:last].tolist()]

    def next_size(self) -> int:
        """How many records the next window may have, once this one is read."""
        if self._is_in_file_order:
            return self.size  # more would save nothing
        return min(2 * self.size, max(PIECE, WINDOW_BYTES * self.size // len(self._buffer)))


def _values(positions: Sequence[int]) -> str:
    paths = ", ".join(f"'$[{place}]'" for place in positions)
    if len(positions) == 1:
        return f"CAST(json_array(record -> {paths}) AS BLOB)"
    return f"CAST(json_extract(record, {paths}) AS BLOB)"  # of several paths it makes a list, in two thirds of the time


def _joined(lists: Sequence[bytes]) -> bytes:
    return lists[0] if len(lists) == 1 else b"[%b]" % b",".join([one[1:-1] for one in lists])
