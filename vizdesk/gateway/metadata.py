"""What the gateway knows about its agencies: layouts with their versions, and which records file is served."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vizdesk.db.connection import Connection, Schema, use_sqlite_utils
from vizdesk.db.database import Database
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import Conflict, NotFound
from vizdesk.domain.layout import Json, Layout, decode_layout
from vizdesk.domain.overlay import whole_of
from vizdesk.domain.records_state import RecordsState
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.lists import Lists

if TYPE_CHECKING:
    from sqlite_utils import Migrations

SEALING_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class RecordSet:
    """The records that a page serves: `file` in the records folder; `generation` changes when they are replaced."""

    agency: str
    page: str
    file: str
    generation: str
    rows: int
    at: str

    @property
    def state(self) -> RecordsState:
        """What a client is told of them."""
        return RecordsState(self.generation, self.at)


@dataclass(frozen=True, slots=True)
class LayoutVersion:
    """One entry of a layout's history."""

    version: int
    at: str
    by: str


class ChangedSwitch(NamedTuple):
    """An operator's switch that was changed while the gateway ran, in its JSON form."""

    value: str | int
    at: str
    by: str


Published = Callable[[RecordSet, RecordSet | None], None]


class Metadata:
    """The metadata database of one data folder, or one in memory.

    The owner of the folder is the only one who writes it, so what is current is answered from memory.

    Args:
        path: the database file, or None for memory.
        key: the folder's key; None only for memory.
        on_published: called after a record set is served, with it and the one that is not served any more, if any.

    Raises:
        StorageError: the database cannot be opened.
    """

    def __init__(self, path: Path | None, key: DataKey | None, on_published: Published | None = None) -> None:
        self._db = Database(path, key, Schema("metadata", 3, _migrations))
        self._on_published = on_published
        self._lock = threading.Lock()
        self._versions: dict[str, int] = {}
        self._decoded: dict[tuple[str, int], Layout] = {}
        self._sets: dict[tuple[str, str], RecordSet] = {}
        self._switches: dict[str, ChangedSwitch] = {}
        self._db.read(self._load)
        self.lists = Lists(self._db)

    def _load(self, connection: Connection) -> None:
        self._versions = dict(_all(connection, "SELECT agency, max(version) FROM layouts GROUP BY agency"))
        columns = "agency, page, file, generation, rows, at"
        rows = [RecordSet(*row) for row in _all(connection, f"SELECT {columns} FROM record_sets")]  # noqa: S608  # own names only; values are bound
        self._sets = {(one.agency, one.page): one for one in rows}
        self._switches = _read_switches(connection)

    def agencies(self) -> dict[str, int]:
        """Every agency that has a layout, with its current version."""
        with self._lock:
            return dict(sorted(self._versions.items()))

    def layout(self, agency: str, version: int | None = None) -> Layout:
        """A version of an agency's layout, the current one unless said; of an overlay, the whole that it amounts to.

        Raises:
            NotFound: there is no such layout or version.
        """
        with self._lock:
            current = self._versions.get(agency)
            wanted = version if version is not None else current
            decoded = self._decoded.get((agency, wanted)) if wanted is not None else None
        if decoded is not None:
            return decoded
        layout = decode_layout(whole_of(self.source(agency, wanted), self.source))
        with self._lock:
            self._decoded[agency, layout.version] = layout
        return layout

    def source(self, agency: str, version: int | None = None) -> Json:
        """The document of a version as it was stored, an overlay or a whole one; the current one unless said.

        Raises:
            NotFound: there is no such layout or version.
        """
        with self._lock:
            current = self._versions.get(agency)
        if current is None:
            raise NotFound("There is no layout for this agency.", "Import a file for it first.")
        wanted = version if version is not None else current
        document = self._db.read(lambda connection: _document(connection, agency, wanted))
        if document is None:
            raise NotFound("There is no such version of this layout.", "Load the current layout.")
        return document

    def history(self, agency: str) -> list[LayoutVersion]:
        """All versions of an agency's layout, newest first.

        Raises:
            NotFound: the agency has no layout.
        """
        statement = "SELECT version, at, by FROM layouts WHERE agency = ? ORDER BY version DESC"
        versions = self._db.read(lambda connection: _all(connection, statement, agency))
        if not versions:
            raise NotFound("There is no layout for this agency.", "Import a file for it first.")
        return [LayoutVersion(*row) for row in versions]

    def put_layout(self, agency: str, document: Json, base: int | None, by: str) -> int:
        """Store a checked document as the agency's next version.

        Args:
            agency: whose layout it is.
            document: a document without faults; its `version` is set here.
            base: the version that it was made from, None where the agency has none.
            by: who stores it.

        Returns:
            The new version.

        Raises:
            Conflict: the current version is another than `base`.
        """

        def write(connection: Connection) -> Json:
            _check_base(connection, agency, base)
            return _insert_layout(connection, agency, document, by)

        stored = self._db.write(write).result()
        return self._remember(stored)

    def record_set(self, agency: str, page: str) -> RecordSet | None:
        """The records that a page serves, or None where nothing was imported."""
        with self._lock:
            return self._sets.get((agency, page))

    def record_sets(self) -> list[RecordSet]:
        """All record sets that are served."""
        with self._lock:
            return list(self._sets.values())

    def publish_import(
        self,
        agency: str,
        page: str,
        file: str,
        generation: str,
        rows: int,
        layout_document: Json | None,
        by: str,
        *,
        base: int | None = None,
    ) -> int:
        """Serve new records and the layout that shows them: both or neither.

        Args:
            agency: whose records they are.
            page: the page that shows them.
            file: the records file, complete and closed by its writer.
            generation: the file's generation.
            rows: how many records it holds.
            layout_document: a document without faults, or None to keep the current layout.
            by: who imported.
            base: the version that the document was made from; None where the agency had none.

        Returns:
            The version of the layout that shows the records.

        Raises:
            Conflict: the layout was changed since `base`.
            NotFound: `layout_document` is None and the agency has no layout.
        """
        records = RecordSet(agency, page, file, generation, rows, utc_now())

        def write(connection: Connection) -> Json | None:
            stored = None
            if layout_document is not None:
                _check_base(connection, agency, base)
                stored = _insert_layout(connection, agency, layout_document, by)
            elif _current_version(connection, agency) is None:
                raise NotFound("There is no layout for this agency.")
            connection.execute(
                "INSERT OR REPLACE INTO record_sets (agency, page, file, generation, rows, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (agency, page, file, generation, rows, records.at),
            )
            return stored

        stored = self._db.write(write).result()
        with self._lock:
            before = self._sets.get((agency, page))
            self._sets[agency, page] = records
        if stored is not None:
            self._remember(stored)
        if self._on_published is not None:
            self._on_published(records, before if before is not None and before.file != file else None)
        return self.agencies()[agency]

    def switches(self) -> dict[str, ChangedSwitch]:
        """The operator's switches that were changed while the gateway ran, by their keys."""
        with self._lock:
            return dict(self._switches)

    def change_switches(self, changes: Json, by: str) -> None:
        """Keep some switches until they are cleared.

        Args:
            changes: checked switches; null clears one.
            by: who changes them.

        Raises:
            StorageError: they cannot be kept.
        """

        def write(connection: Connection) -> dict[str, ChangedSwitch]:
            for key, value in changes.items():
                connection.execute("DELETE FROM switches WHERE key = ?", (key,))
                if value is not None:
                    row = (key, json.dumps(value), utc_now(), by)
                    connection.execute("INSERT INTO switches (key, value, at, by) VALUES (?, ?, ?, ?)", row)
            return _read_switches(connection)

        switches = self._db.write(write).result()
        with self._lock:
            self._switches = switches

    def sealing_key(self) -> bytes:
        """The key that seals cursors, made once per data folder."""

        def write(connection: Connection) -> bytes:
            connection.execute(
                "INSERT OR IGNORE INTO secrets (name, value) VALUES ('cursors', ?)",
                (secrets.token_bytes(SEALING_KEY_BYTES),),
            )
            return bytes(_all(connection, "SELECT value FROM secrets WHERE name = 'cursors'")[0][0])

        return self._db.write(write).result()

    def close(self) -> None:
        """Finish what was asked so far and close the database."""
        self.lists.close()
        self._db.close()

    def _remember(self, stored: Json) -> int:
        layout = decode_layout(whole_of(stored, self.source))
        with self._lock:
            if layout.version > self._versions.get(layout.agency, 0):
                self._versions[layout.agency] = layout.version
            self._decoded = {key: one for key, one in self._decoded.items() if key[0] != layout.agency}
            self._decoded[layout.agency, layout.version] = layout
        return layout.version


def _all(connection: Connection, statement: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(statement, values)]


def _read_switches(connection: Connection) -> dict[str, ChangedSwitch]:
    rows = _all(connection, "SELECT key, value, at, by FROM switches ORDER BY key")
    return {key: ChangedSwitch(json.loads(value), at, by) for key, value, at, by in rows}


def _current_version(connection: Connection, agency: str) -> int | None:
    row = connection.execute("SELECT max(version) FROM layouts WHERE agency = ?", (agency,)).fetchone()
    return None if row[0] is None else int(row[0])


def _check_base(connection: Connection, agency: str, base: int | None) -> None:
    if _current_version(connection, agency) != base:
        raise Conflict("Somebody changed this layout in between.", "Load the current layout and apply your changes.")


def _document(connection: Connection, agency: str, version: int | None) -> Json | None:
    statement = "SELECT document FROM layouts WHERE agency = ? AND version = ?"
    row = connection.execute(statement, (agency, version)).fetchone()
    if row is None:
        return None
    document: Json = json.loads(row[0])
    return document


def _insert_layout(connection: Connection, agency: str, document: Json, by: str) -> Json:
    version = (_current_version(connection, agency) or 0) + 1
    numbered = {**document, "agency": agency, "version": version}
    connection.execute(
        "INSERT INTO layouts (agency, version, document, at, by) VALUES (?, ?, ?, ?, ?)",
        (agency, version, json.dumps(numbered, ensure_ascii=False), utc_now(), by),
    )
    return numbered


def _migrations() -> Migrations:
    migrations: Migrations = use_sqlite_utils().Migrations("metadata")

    @migrations()
    def layouts_and_record_sets(db: Any) -> None:
        db["layouts"].create(
            {"agency": str, "version": int, "document": str, "at": str, "by": str},
            pk=("agency", "version"),
            not_null={"document", "at", "by"},
        )
        db["record_sets"].create(
            {"agency": str, "page": str, "file": str, "generation": str, "rows": int, "at": str},
            pk=("agency", "page"),
            not_null={"file", "generation", "rows", "at"},
        )
        db["secrets"].create({"name": str, "value": bytes}, pk="name", not_null={"value"})

    @migrations()
    def switches(db: Any) -> None:
        columns = {"key": str, "value": str, "at": str, "by": str}
        db["switches"].create(columns, pk="key", not_null={"value", "at", "by"})

    @migrations()
    def option_lists(db: Any) -> None:
        db["lists"].create(
            {"agency": str, "list": str, "version": int, "options": str, "at": str, "by": str},
            pk=("agency", "list", "version"),
            not_null={"options", "at", "by"},
        )

    return migrations
