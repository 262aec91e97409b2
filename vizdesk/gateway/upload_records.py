"""What the gateway knows of uploads, and the outbox: `transfers.db`, a file of its own beside the metadata.

A part becomes known as confirmed and becomes a message in one transaction, so that neither is ever without the other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizdesk.db.connection import Connection, Schema, use_sqlite_utils
from vizdesk.db.database import Database
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import Conflict, NotFound, UploadGone
from vizdesk.domain.uploads import ConfirmedPart, NewUpload, Upload, UploadState
from vizdesk.gateway.messages import part_confirmed, upload_ended

if TYPE_CHECKING:
    from sqlite_utils import Migrations

TRANSFERS_NAME = "transfers.db"

_COLUMNS = "id, agency, key, state, size, part_size, etag, store_id, token, name"


@dataclass(frozen=True, slots=True)
class UploadRecord:
    """An upload with what only the gateway needs to know; `store_id` is None until the storage has begun it."""

    upload: Upload
    store_id: str | None
    token: str
    name: str


class UploadRecords:
    """The uploads of one data folder.

    Args:
        path: the database file, or None for memory.
        key: the folder's key; None only for memory.

    Raises:
        StorageError: the database cannot be opened.
    """

    def __init__(self, path: Path | None, key: DataKey | None) -> None:
        self._db = Database(path, key, Schema("transfers", 2, _migrations))

    def add(self, asked: NewUpload, upload: Upload, user: str) -> UploadRecord:
        """Keep a new upload, or find the one that was asked for with the same token before.

        Raises:
            Conflict: the token was used for another file.
        """

        def write(connection: Connection) -> UploadRecord:
            connection.execute(
                "INSERT OR IGNORE INTO uploads"
                " (id, agency, token, user, name, size, part_size, key, state, begun, touched)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(upload.id, asked.agency, asked.token, user, asked.name, upload.size, upload.part_size),
                    *(upload.key, upload.state, time.time(), time.time()),
                ),
            )
            where = "agency = ? AND token = ?"
            found = _record(connection, where, asked.agency, asked.token)
            if found is None or (found.name, found.upload.size) != (asked.name, asked.size):
                raise Conflict("This token was used for another file.", "Begin with a new one.")
            return found

        return self._db.write(write).result()

    def get(self, identifier: str) -> UploadRecord:
        """An upload.

        Raises:
            NotFound: there is none of this id.
        """
        found = self._db.read(lambda connection: _record(connection, "id = ?", identifier))
        if found is None:
            raise NotFound("There is no such upload.", "Send the file again.")
        return found

    def begin(self, identifier: str, store_id: str) -> None:
        """Note what the storage calls an upload."""
        statement = "UPDATE uploads SET store_id = ? WHERE id = ?"
        self._db.write(lambda connection: connection.execute(statement, (store_id, identifier))).result()

    def confirm(self, upload: Upload, parts: Sequence[ConfirmedPart]) -> None:
        """Keep what the client reports as confirmed by the storage; each part that is news becomes a message.

        Also where it reports nothing it was heard of, so that no sweep takes the upload for forgotten.

        Raises:
            UploadGone: the upload is not open any more.
        """

        def write(connection: Connection) -> None:
            now = time.time()
            touched = connection.execute(
                "UPDATE uploads SET touched = ? WHERE id = ? AND state IN (?, ?)",
                (now, upload.id, UploadState.OPEN, UploadState.COMPLETING),
            )
            if touched.rowcount == 0:
                raise UploadGone("The upload is not open any more.", "Send the file again.")
            for one in parts:
                known = connection.execute(
                    "INSERT INTO upload_parts (upload, number, size, md5, etag) VALUES (?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET size = excluded.size, md5 = excluded.md5, etag = excluded.etag"
                    " WHERE md5 != excluded.md5 OR etag != excluded.etag",
                    (upload.id, one.number, one.size, one.md5, one.etag),
                )
                if known.rowcount:
                    _publish(connection, part_confirmed(upload, one))

        self._db.write(write).result()

    def confirmed(self, identifier: str) -> list[ConfirmedPart]:
        """The parts that were reported, by number."""
        statement = "SELECT number, size, md5, etag FROM upload_parts WHERE upload = ? ORDER BY number"
        rows = self._db.read(lambda connection: connection.execute(statement, (identifier,)).fetchall())
        return [ConfirmedPart(row[0], row[1], bytes(row[2]), row[3]) for row in rows]

    def forget_parts(self, identifier: str, numbers: Sequence[int]) -> None:
        """Take back what was reported and is not so."""

        def write(connection: Connection) -> None:
            connection.executemany(
                "DELETE FROM upload_parts WHERE upload = ? AND number = ?", [(identifier, one) for one in numbers]
            )

        self._db.write(write).result()

    def set_state(self, upload: Upload, state: UploadState, etag: str | None = None) -> Upload:
        """Move an upload on; an end becomes a message, once.

        Raises:
            UploadGone: it has ended otherwise.
        """

        def write(connection: Connection) -> UploadRecord:
            changed = connection.execute(
                "UPDATE uploads SET state = ?, etag = coalesce(?, etag), touched = ? WHERE id = ? AND state IN (?, ?)",
                (state, etag, time.time(), upload.id, UploadState.OPEN, UploadState.COMPLETING),
            )
            found = _record(connection, "id = ?", upload.id)
            if found is None or found.upload.state is not state:
                raise UploadGone("The upload has ended.", "Send the file again.")
            if changed.rowcount and state in (UploadState.DONE, UploadState.ABORTED):
                connection.execute("DELETE FROM upload_parts WHERE upload = ?", (upload.id,))
                _publish(connection, upload_ended(found.upload))
            return found

        return self._db.write(write).result().upload

    def describe(self, identifier: str, answers: Mapping[str, Any]) -> None:
        """Keep what was answered about the file, in place of what was answered before; the same may be told again.

        Raises:
            UploadGone: the upload is not open any more, and something else was answered.
        """
        text = json.dumps(dict(answers), ensure_ascii=False, separators=(",", ":"))

        def write(connection: Connection) -> None:
            changed = connection.execute(
                "UPDATE uploads SET answers = ?, touched = ?"
                " WHERE id = ? AND (state IN (?, ?) OR (state = ? AND answers = ?))",
                (
                    *(text, time.time(), identifier),
                    *(UploadState.OPEN, UploadState.COMPLETING, UploadState.DONE, text),
                ),
            )
            if changed.rowcount == 0:
                raise UploadGone("The upload has ended.", "What is asked about a file is answered before it is done.")

        self._db.write(write).result()

    def answers(self, identifier: str) -> dict[str, Any]:
        """What was answered about the file."""
        statement = "SELECT answers FROM uploads WHERE id = ?"
        row = self._db.read(lambda connection: connection.execute(statement, (identifier,)).fetchone())
        return dict(json.loads(row[0])) if row else {}

    def stale(self, older_than_seconds: float, identifier: str = "") -> list[UploadRecord]:
        """Open uploads that nothing was heard of for so long; of all, or this one if it is one of them."""
        statement = "state IN (?, ?) AND touched < ? AND ? IN (id, '')"
        values = (UploadState.OPEN, UploadState.COMPLETING, time.time() - older_than_seconds, identifier)
        return self._db.read(lambda connection: _records(connection, statement, *values))

    def is_live(self, key: str) -> bool:
        """Whether an open upload has this key."""
        statement = "SELECT 1 FROM uploads WHERE key = ? AND state IN (?, ?)"
        values = (key, UploadState.OPEN, UploadState.COMPLETING)
        return self._db.read(lambda connection: connection.execute(statement, values).fetchone()) is not None

    def messages(self, after: int = 0, limit: int = 1000) -> list[tuple[int, dict[str, Any]]]:
        """Messages of the outbox with their numbers, in the order in which they were published."""
        statement = "SELECT number, body FROM outbox WHERE number > ? ORDER BY number LIMIT ?"
        rows = self._db.read(lambda connection: connection.execute(statement, (after, limit)).fetchall())
        return [(row[0], json.loads(row[1])) for row in rows]

    def close(self) -> None:
        """Finish what was asked so far and close the database."""
        self._db.close()


def _record(connection: Connection, where: str, *values: object) -> UploadRecord | None:
    return next(iter(_records(connection, where, *values)), None)


def _records(connection: Connection, where: str, *values: object) -> list[UploadRecord]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM uploads WHERE {where}", values)  # noqa: S608  # own words only; values are bound
    return [_from_row(*row) for row in rows]


def _from_row(
    identifier: str,
    agency: str,
    key: str,
    state: str,
    size: int,
    part_size: int,
    etag: str | None,
    store_id: str | None,
    token: str,
    name: str,
) -> UploadRecord:
    upload = Upload(identifier, agency, key, UploadState(state), size, part_size, etag)
    return UploadRecord(upload, store_id, token, name)


def _publish(connection: Connection, message: dict[str, Any]) -> None:
    connection.execute("INSERT INTO outbox (body) VALUES (?)", (json.dumps(message, separators=(",", ":")),))


def _migrations() -> Migrations:
    migrations: Migrations = use_sqlite_utils().Migrations("transfers")

    @migrations()
    def m001_uploads_and_outbox(db: Any) -> None:
        for statement in _FIRST:
            db.execute(statement)

    @migrations()
    def m002_answers(db: Any) -> None:
        db.execute("ALTER TABLE uploads ADD COLUMN answers TEXT NOT NULL DEFAULT '{}'")

    return migrations


_FIRST = (
    """CREATE TABLE uploads (
        id TEXT PRIMARY KEY, agency TEXT NOT NULL, token TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL,
        size INTEGER NOT NULL, part_size INTEGER NOT NULL, key TEXT NOT NULL UNIQUE, store_id TEXT, state TEXT NOT NULL,
        etag TEXT, begun REAL NOT NULL, touched REAL NOT NULL, UNIQUE (agency, token)) STRICT""",
    "CREATE INDEX uploads_by_state ON uploads (state, touched)",
    """CREATE TABLE upload_parts (
        upload TEXT NOT NULL REFERENCES uploads (id), number INTEGER NOT NULL, size INTEGER NOT NULL,
        md5 BLOB NOT NULL, etag TEXT NOT NULL, PRIMARY KEY (upload, number)) STRICT, WITHOUT ROWID""",
    # AUTOINCREMENT: a number is never used again, so that whoever reads on behind one misses nothing
    "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT",
)
