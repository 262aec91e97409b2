"""How far into the records a search looks whose budget may end before it has looked at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from vizdesk.domain.search import Examined
from vizdesk.gateway.engine.columns import Column
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.engine.texts import Mask

LEAST_RECORDS = 65_536
"""So many are looked at for a word in any case; it takes some milliseconds."""


class Reach:
    """The first so many records, which is what one request looks at. It only ever shrinks.

    Comparing numbers and codes takes no time worth counting. Looking through texts does: a text column is looked
    through in pieces from its first entry on, and once the time for it is over, the records whose entries were not
    looked at are out of reach. So does a word that very many records hold: a query for it that is stopped is made again
    for the first few records only.

    Args:
        rows: how many records there are.
        budget: of the request.
        before: how many records the page before looked at, None for all.
        scans: how many words and text columns are to be looked for and through; each has its share of the time.
    """

    def __init__(self, rows: int, budget: Budget, before: int | None, scans: int) -> None:
        self.records = min(one for one in (rows, budget.records, before) if one is not None)
        self._rows = rows
        self._budget = budget
        self._scans = scans
        self._begun = 0
        self._stopping = False

    @property
    def is_limited(self) -> bool:
        """Whether not all records may be looked at."""
        return self._budget.is_limited or not self.is_whole

    @property
    def examined(self) -> Examined | None:
        """How far the search came; None where that is all records."""
        return None if self.is_whole else Examined(self.records, self._rows)

    @property
    def is_whole(self) -> bool:
        """Whether all records are looked at."""
        return self.records == self._rows

    @property
    def last(self) -> int | None:
        """The number of the last record that is looked at; None for the last of all."""
        return None if self.is_whole else self.records

    def begin_scan(self) -> None:
        """The next word or text column has its turn."""
        self._begun += 1

    @contextmanager
    def stopping_queries(self) -> Iterator[None]:
        """Queries in this block are stopped when their time is over, unless no fewer records could be looked at."""
        self._stopping = self.records > LEAST_RECORDS
        try:
            yield
        finally:
            self._stopping = False

    @property
    def stops_queries(self) -> bool:
        """Whether the running query is to be stopped."""
        return self._stopping and self._time_is_over

    def fall_back(self) -> None:
        """A query was stopped: look at the first few records only."""
        self.records = min(self.records, LEAST_RECORDS)

    def look_through(self, column: Column, ask: Callable[[Column], Mask]) -> tuple[Mask, bool]:
        """Which entries of a text column meet a question; the column's first piece is always looked at.

        Args:
            column: the column.
            ask: answers the question for a piece of it.

        Returns:
            The entries, no for those that were not looked at, and whether all were looked at.
        """
        met = np.zeros(len(column), np.bool_)
        looked_at = 0
        for piece in column.pieces():
            if looked_at and (self._time_is_over or column.records_before(looked_at) >= self.records):
                break
            found = ask(piece)
            met[looked_at : looked_at + len(found)] = found
            looked_at += len(found)
        whole = looked_at == len(column)
        if not whole:
            self.records = min(self.records, column.records_before(looked_at))
        return met, whole

    @property
    def _time_is_over(self) -> bool:
        return self._budget.is_spent(min(1.0, self._begun / self._scans))
