"""The transfer journal as a list for the window: what is on its way and has been, in order, and what is asked of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from vizdesk.db.connection import Connection, open_db, translated
from vizdesk.db.database import Database
from vizdesk.db.keys import DataKey
from vizdesk.domain.layout import NOTHING
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.reasons import Why, why_from_journal
from vizdesk.domain.transfers import TransferState


class QueuedTransfer(NamedTuple):
    """One line of the list.

    Args:
        id: its number.
        agency: whose file it is.
        path: absolute.
        name: what it is called at the gateway.
        size: bytes.
        state: as the journal has it.
        confirmed: bytes of parts that the storage has confirmed.
        priority: higher ones go first.
        turn: its place among those of its priority.
        rate: bytes a second that it alone may take, None for no limit.
        parts: how many, None while that is not known.
        key: where it is in the storage.
        etag: of the finished object.
        why: what it failed of.
        added: when, in seconds since 1970.
        ended: likewise.
        answers: what the agency asks about it, by the field's id.
    """

    id: int
    agency: str
    path: Path
    name: str
    size: int
    state: TransferState
    confirmed: int = 0
    priority: int = 0
    turn: float = 0.0
    rate: int | None = None
    parts: int | None = None
    key: str | None = None
    etag: str | None = None
    why: Why | None = None
    added: float = 0.0
    ended: float | None = None
    answers: Mapping[str, Any] = NOTHING


class TransferQueue:
    """The list of one journal; every method may be called on any thread, those that read not on the GUI thread.

    Args:
        database: the journal's.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, gateway: str, identifiers: Iterable[int] = ()) -> list[QueuedTransfer]:
        """All transfers to a gateway in their order of turn, or these.

        Raises:
            StorageError: they cannot be read.
        """
        return self._db.read(lambda connection: _rows(connection, gateway, list(identifiers)))

    def newer(self, gateway: str, identifier: int) -> list[int]:
        """The ids of transfers to a gateway that were queued after another one.

        Raises:
            StorageError: they cannot be read.
        """
        statement = "SELECT id FROM transfers WHERE gateway = ? AND id > ? ORDER BY id"
        rows = self._db.read(lambda connection: connection.execute(statement, (gateway, identifier)).fetchall())
        return [int(row[0]) for row in rows]

    def set_states(self, identifiers: Sequence[int], state: TransferState) -> Future[None]:
        """Move several on; what they failed of is forgotten."""
        return self._update("state = ?, reason = NULL, details = NULL, ended = NULL", (state,), identifiers)

    def set_places(self, places: Iterable[tuple[int, int, float]]) -> Future[None]:
        """Give transfers another priority and turn, each with its id."""
        values = [(priority, turn, identifier) for identifier, priority, turn in places]

        def write(connection: Connection) -> None:
            connection.executemany("UPDATE transfers SET priority = ?, turn = ? WHERE id = ?", values)

        return self._db.write(write)

    def set_rate(self, identifiers: Sequence[int], rate: int | None) -> Future[None]:
        """Limit each of them."""
        return self._update("rate = ?", (rate,), identifiers)

    def set_answers(self, identifiers: Sequence[int], answers: Mapping[str, Any]) -> Future[list[int]]:
        """Take other answers; the gateway is yet to be told.

        Returns:
            Those that came too late for it: they have arrived.
        """
        text = json.dumps(dict(answers), ensure_ascii=False)
        statement = "UPDATE transfers SET answers = ?, told = 0 WHERE id = ? AND state != ?"

        def write(connection: Connection) -> list[int]:
            values = [(text, one, TransferState.DONE) for one in identifiers]
            return [one[1] for one in values if not connection.execute(statement, one).rowcount]

        return self._db.write(write)

    def untold_answers(self, identifier: int) -> dict[str, Any] | None:
        """The answers that the gateway does not have as they are; None where it does."""
        statement = "SELECT answers FROM transfers WHERE id = ? AND told = 0"
        row = self._db.read(lambda connection: connection.execute(statement, (identifier,)).fetchone())
        return dict(json.loads(row[0])) if row else None

    def told_answers(self, identifier: int, answers: Mapping[str, Any]) -> Future[None]:
        """The gateway has these now; others that were given meanwhile are yet to be told."""
        text = json.dumps(dict(answers), ensure_ascii=False)

        def write(connection: Connection) -> None:
            connection.execute("UPDATE transfers SET told = 1 WHERE id = ? AND answers = ?", (identifier, text))

        return self._db.write(write)

    def remove(self, identifiers: Sequence[int]) -> Future[None]:
        """Take transfers that have ended off the list."""

        def write(connection: Connection) -> None:
            connection.executemany("DELETE FROM transfers WHERE id = ?", [(one,) for one in identifiers])

        return self._db.write(write)

    def offered(self) -> dict[Path, tuple[int, int]]:
        """Size and time of change (ns) of the files that a watched folder has brought, by path."""
        statement = "SELECT path, size, mtime_ns FROM offered"
        rows = self._db.read(lambda connection: connection.execute(statement).fetchall())
        return {Path(os.fsdecode(bytes(row[0]))): (row[1], row[2]) for row in rows}

    def offer(self, files: Mapping[Path, tuple[int, int]]) -> Future[None]:
        """Remember files that a watched folder has brought."""
        values = [(os.fsencode(path), *told) for path, told in files.items()]

        def write(connection: Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO offered VALUES (?, ?, ?)", values)

        return self._db.write(write)

    def _update(self, change: str, values: tuple[object, ...], identifiers: Sequence[int]) -> Future[None]:
        def write(connection: Connection) -> None:
            statement = f"UPDATE transfers SET {change} WHERE id = ?"  # noqa: S608  # own words only; values are bound
            connection.executemany(statement, [(*values, one) for one in identifiers])

        return self._db.write(write)


def read_queue(path: Path, key: DataKey, gateway: str) -> list[QueuedTransfer]:
    """The list of a journal that another program owns.

    Raises:
        StorageError: it cannot be read.
    """
    with translated():
        connection = open_db(path, key, read_only=True)
        try:
            return _rows(connection, gateway, [])
        finally:
            connection.close()


def count_unfinished(path: Path, key: DataKey, gateway: str) -> int:
    """How many transfers to a gateway have not ended.

    Raises:
        StorageError: the journal cannot be read.
    """
    ended = [one.value for one in TransferState if one.is_ended]
    with translated():
        connection = open_db(path, key, read_only=True)
        try:
            marks = ", ".join("?" * len(ended))
            statement = f"SELECT count(*) FROM transfers WHERE gateway = ? AND state NOT IN ({marks})"  # noqa: S608  # marks only
            return int(connection.execute(statement, (gateway, *ended)).fetchone()[0])
        finally:
            connection.close()


_LIST = """
SELECT t.id, t.agency, t.path, t.name, t.size, t.state, t.priority, t.turn, t.rate, t.part_size, t.key, t.etag,
    t.reason, t.details, t.added, t.ended, t.answers, coalesce(p.confirmed, 0) AS confirmed
FROM transfers t LEFT JOIN (
    SELECT transfer, sum(size) AS confirmed FROM parts WHERE etag IS NOT NULL GROUP BY transfer
) p ON p.transfer = t.id
WHERE t.gateway = ?{more} ORDER BY t.priority DESC, t.turn, t.id"""


def _rows(connection: Connection, gateway: str, identifiers: list[int]) -> list[QueuedTransfer]:
    more = f" AND t.id IN ({', '.join('?' * len(identifiers))})" if identifiers else ""
    return [_row(row) for row in connection.execute(_LIST.format(more=more), (gateway, *identifiers))]


def _row(row: Any) -> QueuedTransfer:
    state, size, part_size = TransferState(row["state"]), row["size"], row["part_size"]
    return QueuedTransfer(
        row["id"],
        row["agency"],
        Path(os.fsdecode(bytes(row["path"]))),
        row["name"],
        size,
        state,
        size if state is TransferState.DONE else row["confirmed"],
        row["priority"],
        row["turn"],
        row["rate"],
        PartPlan(size, part_size).count if part_size else None,
        row["key"],
        row["etag"],
        why_from_journal(row["reason"], row["details"]),
        row["added"],
        row["ended"],
        json.loads(row["answers"]),
    )
