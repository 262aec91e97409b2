"""What was measured on this computer: how often each event happened on each day; it never grows beyond a bound."""

from __future__ import annotations

import json
from concurrent.futures import Future
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vizdesk.domain.measures import Event, Measured

if TYPE_CHECKING:
    from vizdesk.db.connection import Connection
    from vizdesk.db.database import Database

KEPT_DAYS = 90
MOST_ROWS = 5000
"""Of the oldest days the rows beyond these are let go."""


class MeasureStore:
    """Counts of events by day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, event: Event, day: date) -> Future[None]:
        """Count an event.

        Raises:
            ValueError: it is not of the closed set.
        """
        if not event.is_known:
            raise ValueError("There is no such event.")
        row = (day.isoformat(), event.name, json.dumps(event.details))
        oldest = (day - timedelta(days=KEPT_DAYS - 1)).isoformat()

        def write(connection: Connection) -> None:
            connection.execute(
                "INSERT INTO measures VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1", row
            )
            connection.execute("DELETE FROM measures WHERE day < ?", (oldest,))
            connection.execute(
                "DELETE FROM measures WHERE (day, event, details) IN "
                "(SELECT day, event, details FROM measures ORDER BY day DESC LIMIT -1 OFFSET ?)",
                (MOST_ROWS,),
            )

        return self._database.write(write, is_patient=True)

    def load(self) -> list[Measured]:
        """All that was counted so far, the newest day first; waits, so not on the GUI thread.

        What another program counted otherwise is left out.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: Connection) -> list[Measured]:
            rows = connection.execute(
                "SELECT day, event, details, times FROM measures ORDER BY day DESC, event, times DESC, details"
            )
            return [Measured(day, Event(name, tuple(json.loads(details))), times) for day, name, details, times in rows]

        return [one for one in self._database.read(read, behind_writes=True) if one.event.is_known]

    def clear(self) -> Future[None]:
        """Forget all of it."""

        def write(connection: Connection) -> None:
            connection.execute("DELETE FROM measures")

        return self._database.write(write)
