"""The transfer journal: which files are on their way, and which of their parts the storage has confirmed.

A database file of its own, so that transfers go on whatever becomes of the workspace. No URL is ever written here. A
part has a row once its MD5 is known, and an ETag once the storage has confirmed it; a part without a row is planned.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vizdesk.db.connection import Connection, Schema, use_sqlite_utils
from vizdesk.db.database import Database
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.layout import NOTHING
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.reasons import SENTENCE, Reason, Why, because, why_from_journal, why_of
from vizdesk.domain.transfers import TransferState
from vizdesk.domain.uploads import ConfirmedPart, PartSum, Upload
from vizdesk.store.transfer_queue import TransferQueue

if TYPE_CHECKING:
    from sqlite_utils import Migrations

JOURNAL_NAME = "journal.db"


class Fingerprint(NamedTuple):
    """What tells one state of a file from another: size, time of change, place on its disk, and a sampled digest."""

    size: int
    mtime_ns: int
    device: int
    inode: int
    sample: bytes

    def is_like(self, other: Fingerprint) -> bool:
        """Whether it is of the same file, also where its disk was taken out and put in again.

        Many file systems (FAT, Btrfs, those of a network) number devices or inodes anew each time they are mounted.
        """
        return (self.size, self.mtime_ns, self.sample) == (other.size, other.mtime_ns, other.sample)


class NewTransfer(NamedTuple):
    """A file that is to be sent.

    Args:
        token: the idempotency key of its upload; written before the gateway is first asked.
        gateway: which one, as an address or a data folder.
        agency: whose file it is.
        path: absolute.
        name: what it is called at the gateway.
        source: the file as it was found.
        answers: what the agency asks about it, by the field's id.
    """

    token: str
    gateway: str
    agency: str
    path: Path
    name: str
    source: Fingerprint
    answers: Mapping[str, Any] = NOTHING


@dataclass(frozen=True, slots=True)
class Transfer:
    """A file on its way; upload and part size are None until the gateway has begun its upload.

    The key is None until the gateway is asked for one, and empty until it has answered: there may be an upload then.
    """

    id: int
    token: str
    gateway: str
    agency: str
    path: Path
    name: str
    source: Fingerprint
    state: TransferState
    upload: str | None
    key: str | None
    part_size: int | None
    etag: str | None
    why: Why | None
    rate: int | None = None
    """Bytes a second that it alone may take, None for no limit."""

    @property
    def is_unheard(self) -> bool:
        """Whether the gateway may have begun an upload without its answer having come."""
        return self.upload is None and self.key is not None

    @property
    def plan(self) -> PartPlan:
        """How the file is cut.

        Raises:
            ValueError: that is not known yet.
        """
        if self.part_size is None:
            raise ValueError("not begun")
        return PartPlan(self.source.size, self.part_size)


class JournalPart(NamedTuple):
    """A part whose MD5 is known; `etag` once the storage confirmed it, `reported` once the gateway was told."""

    number: int
    size: int
    md5: bytes
    etag: str | None
    reported: bool


class TransferJournal:
    """The journal; every method may be called on any thread, those that read not on the GUI thread.

    Args:
        path: the file, or None to keep everything in memory only.
        key: the folder's key; None only for memory.

    Raises:
        StorageError: the file cannot be opened.
    """

    def __init__(self, path: Path | None, key: DataKey | None) -> None:
        self._db = Database(path, key, JOURNAL_SCHEMA)
        self.queue = TransferQueue(self._db)

    def close(self) -> None:
        """Finish all writes, then close.

        Raises:
            StorageError: the writer did not end in time.
        """
        self._db.close()

    def add(self, files: Sequence[NewTransfer]) -> list[int]:
        """Queue files; on disk when this returns.

        Returns:
            Their ids, in order.
        """

        def write(connection: Connection) -> list[int]:
            return [_insert(connection, one) for one in files]

        return self._db.write(write).result()

    def get(self, identifier: int) -> Transfer:
        """A transfer.

        Raises:
            KeyError: there is none of this id.
        """
        found = self._db.read(lambda connection: _transfers(connection, "id = ?", identifier))
        if not found:
            raise KeyError(identifier)
        return found[0]

    def in_states(self, *states: TransferState) -> list[Transfer]:
        """The transfers in one of these states, in their order of turn."""
        marks = ", ".join("?" * len(states))
        return self._db.read(lambda connection: _transfers(connection, f"state IN ({marks})", *states))

    def latest(self, gateway: str, agency: str) -> dict[Path, Transfer]:
        """For each path that was ever sent to a gateway for an agency, its latest transfer."""
        where = "id IN (SELECT max(id) FROM transfers WHERE gateway = ? AND agency = ? GROUP BY path)"
        found = self._db.read(lambda connection: _transfers(connection, where, gateway, agency))
        return {one.path: one for one in found}

    def set_state(self, identifier: int, state: TransferState, problem: VizDeskError | None = None) -> Future[None]:
        """Move a transfer on; a problem is what it failed of."""
        ended = time.time() if state.is_ended else None
        why = why_of(problem) if problem is not None else None
        told = (why.reason, why.to_json()) if why is not None else (None, None)

        def write(connection: Connection) -> None:
            connection.execute(
                "UPDATE transfers SET state = ?, reason = ?, details = ?, ended = ? WHERE id = ?",
                (state, *told, ended, identifier),
            )

        return self._db.write(write)

    def asked(self, identifier: int) -> None:
        """The gateway is going to be asked for its upload. On disk when this returns."""
        statement = "UPDATE transfers SET key = '' WHERE id = ? AND key IS NULL"
        self._db.write(lambda connection: connection.execute(statement, (identifier,))).result()

    def begun(self, identifier: int, upload: Upload) -> Future[None]:
        """The gateway has begun its upload."""

        def write(connection: Connection) -> None:
            connection.execute(  # of an upload that is gone, and was cut otherwise
                "DELETE FROM parts WHERE transfer = ? AND (SELECT part_size FROM transfers WHERE id = transfer) != ?",
                (identifier, upload.part_size),
            )
            connection.execute(
                "UPDATE transfers SET upload = ?, key = ?, part_size = ?, state = ? WHERE id = ?",
                (upload.id, upload.key, upload.part_size, TransferState.RUNNING, identifier),
            )

        return self._db.write(write)

    def found_elsewhere(self, identifier: int, source: Fingerprint) -> None:
        """Its file is the same, with another device or inode. On disk when this returns."""

        def write(connection: Connection) -> None:
            connection.execute(
                "UPDATE transfers SET device = ?, inode = ? WHERE id = ?",
                (str(source.device), str(source.inode), identifier),
            )

        self._db.write(write).result()

    def begin_anew(self, identifier: int, token: str) -> None:
        """Its upload is gone: forget what was confirmed; MD5s stay, as the file does. On disk when this returns."""

        def write(connection: Connection) -> None:
            connection.execute(
                "UPDATE transfers SET token = ?, upload = NULL, key = NULL, state = ?, told = (answers = '{}')"
                " WHERE id = ?",
                (token, TransferState.QUEUED, identifier),
            )
            connection.execute("UPDATE parts SET etag = NULL, reported = 0 WHERE transfer = ?", (identifier,))

        self._db.write(write).result()

    def hashed(self, identifier: int, parts: Sequence[PartSum], reported: Sequence[int] = ()) -> Future[None]:
        """MD5s of parts are known, and the gateway was told of others."""

        def write(connection: Connection) -> None:
            connection.executemany(
                "INSERT INTO parts (transfer, number, size, md5) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET size = excluded.size, md5 = excluded.md5, etag = NULL, reported = 0",
                [(identifier, *one) for one in parts],
            )
            connection.executemany(
                "UPDATE parts SET reported = 1 WHERE transfer = ? AND number = ? AND etag IS NOT NULL",
                [(identifier, one) for one in reported],
            )

        return self._db.write(write)

    def confirmed(self, identifier: int, parts: Sequence[ConfirmedPart]) -> Future[None]:
        """The storage has confirmed parts."""

        def write(connection: Connection) -> None:
            connection.executemany(
                "INSERT INTO parts (transfer, number, size, md5, etag) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET md5 = excluded.md5, etag = excluded.etag, reported = 0",
                [(identifier, *one) for one in parts],
            )

        return self._db.write(write)

    def renew(self, identifier: int, token: str, source: Fingerprint) -> None:
        """Its file is another one now, or can be read at last: send it from its start. On disk when this returns."""

        def write(connection: Connection) -> None:
            connection.execute(
                "UPDATE transfers SET token = ?, size = ?, mtime_ns = ?, device = ?, inode = ?, sample = ?, state = ?,"
                " upload = NULL, key = NULL, part_size = NULL, reason = NULL, details = NULL, ended = NULL,"
                " told = (answers = '{}') WHERE id = ?",
                (token, *_written(source), TransferState.QUEUED, identifier),
            )
            connection.execute("DELETE FROM parts WHERE transfer = ?", (identifier,))

        self._db.write(write).result()

    def unconfirmed(self, identifier: int, numbers: Iterable[int]) -> Future[None]:
        """The storage does not hold what it had confirmed."""
        values = [(identifier, one) for one in numbers]

        def write(connection: Connection) -> None:
            connection.executemany(
                "UPDATE parts SET etag = NULL, reported = 0 WHERE transfer = ? AND number = ?", values
            )

        return self._db.write(write)

    def unreported(self, identifier: int) -> None:
        """The gateway lacks what it was told: tell it all again. On disk when this returns."""

        def write(connection: Connection) -> None:
            connection.execute("UPDATE parts SET reported = 0 WHERE transfer = ?", (identifier,))

        self._db.write(write).result()

    def done(self, identifier: int, etag: str) -> VizDeskError | None:
        """It has arrived whole. On disk when this returns; what was known of its parts goes.

        Returns:
            What did not arrive of it: answers that were given too late.
        """

        def write(connection: Connection) -> bool:
            connection.execute(
                "UPDATE transfers SET state = ?, etag = ?, reason = CASE told WHEN 0 THEN ? END, details = NULL,"
                " ended = ? WHERE id = ?",
                (TransferState.DONE, etag, Reason.ANSWERS_LATE, time.time(), identifier),
            )
            connection.execute("DELETE FROM parts WHERE transfer = ?", (identifier,))
            late = connection.execute("SELECT 1 FROM transfers WHERE id = ? AND told = 0", (identifier,)).fetchone()
            return late is not None

        return because(Reason.ANSWERS_LATE) if self._db.write(write).result() else None

    def parts(self, identifier: int) -> list[JournalPart]:
        """The parts whose MD5 is known, by number."""
        statement = "SELECT number, size, md5, etag, reported FROM parts WHERE transfer = ? ORDER BY number"
        rows = self._db.read(lambda connection: connection.execute(statement, (identifier,)).fetchall())
        return [JournalPart(row[0], row[1], bytes(row[2]), row[3], bool(row[4])) for row in rows]


def _written(source: Fingerprint) -> tuple[object, ...]:
    return source.size, source.mtime_ns, str(source.device), str(source.inode), source.sample


def _insert(connection: Connection, new: NewTransfer) -> int:
    connection.execute(
        "INSERT INTO transfers"
        " (token, gateway, agency, path, name, size, mtime_ns, device, inode, sample, state, added, turn, answers,"
        " told) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1 + coalesce(max(turn), 0), ?, ? FROM transfers",
        (
            *(new.token, new.gateway, new.agency, os.fsencode(new.path), new.name),
            *_written(new.source),
            *(TransferState.QUEUED, time.time(), json.dumps(dict(new.answers), ensure_ascii=False), not new.answers),
        ),
    )
    return int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])


_COLUMNS = (
    "id, token, gateway, agency, path, name, size, mtime_ns, device, inode, sample, state, upload, key, part_size,"
    " etag, reason, details, rate"
)


def _transfers(connection: Connection, where: str, *values: object) -> list[Transfer]:
    statement = f"SELECT {_COLUMNS} FROM transfers WHERE {where} ORDER BY priority DESC, turn, id"  # noqa: S608  # own words only; values are bound
    return [
        Transfer(
            row["id"],
            row["token"],
            row["gateway"],
            row["agency"],
            Path(os.fsdecode(bytes(row["path"]))),
            row["name"],
            Fingerprint(row["size"], row["mtime_ns"], int(row["device"]), int(row["inode"]), bytes(row["sample"])),
            TransferState(row["state"]),
            row["upload"],
            row["key"],
            row["part_size"],
            row["etag"],
            why_from_journal(row["reason"], row["details"]),
            row["rate"],
        )
        for row in connection.execute(statement, values)
    ]


# A path is bytes: on POSIX a file's name need not be text. Device and inode are texts: Windows has 128 bits of them.
_FIRST = (
    """CREATE TABLE transfers (
        id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, gateway TEXT NOT NULL, agency TEXT NOT NULL,
        path BLOB NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, device TEXT NOT NULL,
        inode TEXT NOT NULL, sample BLOB NOT NULL, state TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 0,
        upload TEXT, key TEXT, part_size INTEGER, etag TEXT, problem TEXT, problem_told TEXT, added REAL NOT NULL,
        ended REAL) STRICT""",
    "CREATE INDEX transfers_by_path ON transfers (gateway, agency, path)",
    "CREATE INDEX transfers_by_state ON transfers (state)",
    """CREATE TABLE parts (
        transfer INTEGER NOT NULL REFERENCES transfers (id) ON DELETE CASCADE, number INTEGER NOT NULL,
        size INTEGER NOT NULL, md5 BLOB NOT NULL CHECK (length(md5) = 16), etag TEXT,
        reported INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (transfer, number)) STRICT, WITHOUT ROWID""",
)

# `turn` is a place in the order that lies between any two; `told` says whether the gateway has the answers as they are.
_WINDOW = (
    "ALTER TABLE transfers ADD COLUMN turn REAL NOT NULL DEFAULT 0",
    "UPDATE transfers SET turn = id",
    "ALTER TABLE transfers ADD COLUMN rate INTEGER",
    "ALTER TABLE transfers ADD COLUMN answers TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE transfers ADD COLUMN told INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX transfers_by_turn ON transfers (turn)",
    """CREATE TABLE offered (
        path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
)

# A reason was one text in English; what was kept so stays as it was said.
_REASONS = (
    "ALTER TABLE transfers ADD COLUMN reason TEXT",
    "ALTER TABLE transfers ADD COLUMN details TEXT",
    f"UPDATE transfers SET reason = '{Reason.TOLD}', details = json_object('{SENTENCE}', problem_told)"  # noqa: S608  # own words
    " WHERE problem_told IS NOT NULL",
    "ALTER TABLE transfers DROP COLUMN problem",
    "ALTER TABLE transfers DROP COLUMN problem_told",
)

# Where nothing was answered, there is nothing to tell.
_NOTHING_TO_TELL = "UPDATE transfers SET told = 1 WHERE answers = '{}'"


def _migrations() -> Migrations:
    steps: Migrations = use_sqlite_utils().Migrations("journal")

    @steps()
    def m001_journal(db: Any) -> None:
        for statement in _FIRST:
            db.execute(statement)

    @steps()
    def m002_order_rates_and_answers(db: Any) -> None:
        for statement in _WINDOW:
            db.execute(statement)

    @steps()
    def m003_reasons_with_details(db: Any) -> None:
        for statement in _REASONS:
            db.execute(statement)

    @steps()
    def m004_nothing_to_tell(db: Any) -> None:
        db.execute(_NOTHING_TO_TELL)

    return steps


JOURNAL_SCHEMA = Schema("journal", version=4, migrations=_migrations)
