"""How far into the records a search looks whose budget may end before it has looked at all."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vizdesk.domain.search import Examined
from vizdesk.gateway.engine.columns import Column
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.engine.texts import Mask


class Reach:
    """The first so many records, which is what one request looks at. It only ever shrinks.

    Comparing numbers, codes and whole words takes no time worth counting. Looking through texts does: a text column is
    looked through in pieces from its first entry on, and once the time for it is over, the records whose entries were
    not looked at are out of reach.

    Args:
        rows: how many records there are.
        budget: of the request.
        before: how many records the page before looked at, None for all.
        scans: how many text columns are to be looked through; each has its share of the time.
    """

    def __init__(self, rows: int, budget: Budget, before: int | None, scans: int) -> None:
        self.records = min(one for one in (rows, budget.records, before) if one is not None)
        self._rows = rows
        self._budget = budget
        self._scans = scans
        self._begun = 0

    @property
    def is_limited(self) -> bool:
        """Whether not all records may be looked at."""
        return self._budget.is_limited or self.records < self._rows

    @property
    def examined(self) -> Examined | None:
        """How far the search came; None where that is all records."""
        return Examined(self.records, self._rows) if self.records < self._rows else None

    def begin_scan(self) -> None:
        """The next text column has its turn."""
        self._begun += 1

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
