"""What the desktop keeps of its pages: typed and applied criteria, views, layouts, settings."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from vizdesk.db.connection import Connection
from vizdesk.db.database import Database
from vizdesk.db.keys import DataKey
from vizdesk.domain.layout import Json
from vizdesk.store.concerns import CRITERIA, REASON, TAB, UNDO, VIEW, Concern
from vizdesk.store.marks import MarkStore, drop_lists
from vizdesk.store.measures import MeasureStore
from vizdesk.store.results import ResultStore
from vizdesk.store.saved import SavedKind, SavedStore
from vizdesk.store.schema import WORKSPACE_SCHEMA


class StoredLayout(NamedTuple):
    """The last good layout of an agency, and the ETag that it came with."""

    document: Json
    etag: str


class KeptCounts(NamedTuple):
    """How much of the user's searches is kept: pages with criteria or results, records found, and records marked."""

    pages: int
    records: int
    marks: int


class Workspace:
    """The desktop's own database; every method may be called on any thread, the `load_` ones not on the GUI thread.

    Args:
        path: the file, or None to keep everything in memory only.
        key: the folder's key; None only for memory.

    Raises:
        StorageError: the file cannot be opened.
    """

    def __init__(self, path: Path | None, key: DataKey | None) -> None:
        self._database = Database(path, key, WORKSPACE_SCHEMA)
        self._lock = threading.Lock()
        self._waiting: dict[tuple[str, ...], _Waiting] = {}
        self.results = ResultStore(self._database)
        self.saved = SavedStore(self._database)
        self.marks = MarkStore(self._database)
        self.measures = MeasureStore(self._database)

    def close(self) -> None:
        """Finish all writes, then close.

        Raises:
            StorageError: the writer did not end in time.
        """
        self._database.close()

    def settle(self) -> None:
        """Wait until all that was to be written so far is on disk, or has failed; not on the GUI thread.

        Raises:
            StorageError: the workspace is closed.
        """
        self._database.settle()

    def save_page(self, agency: str, page: str, concern: Concern, state: Any) -> Future[None]:
        """Keep one concern of a page's state; the future is done once it is on disk.

        A state that waits for the writer is replaced by a newer one, so that a slow disk is never behind by more than
        one write.
        """
        return self._save(
            "INSERT INTO page_state VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            (agency, page, concern),
            state,
        )

    def replace_page(
        self, agency: str, page: str, states: Mapping[str, Any], is_wanted: Callable[[], bool]
    ) -> Future[None]:
        """Put states in place of all that is kept of a page, in one transaction.

        Args:
            agency: the page's.
            page: its id, or a tab's key.
            states: by concern.
            is_wanted: asked on the writer thread; where it says no, nothing is written.
        """
        rows = [(agency, page, concern, _json(state)) for concern, state in states.items()]

        def write(connection: Connection) -> None:
            if not is_wanted():
                return
            connection.execute("DELETE FROM page_state WHERE agency = ? AND page = ?", (agency, page))
            connection.executemany("INSERT INTO page_state VALUES (?, ?, ?, ?)", rows)

        return self._write_between(write)

    def set_aside(self, agency: str, page: str, states: Mapping[str, Any]) -> Future[None]:
        """Keep what stands in the store for some concerns where nobody reads it, and put states in its place.

        Args:
            agency: the page's.
            page: its id, or a tab's key.
            states: by concern.
        """
        rows = [(_json(state), agency, page, concern) for concern, state in states.items()]

        def write(connection: Connection) -> None:
            connection.executemany(
                "INSERT INTO set_aside(agency, page, concern, state) SELECT agency, page, concern, state "
                "FROM page_state WHERE agency = ? AND page = ? AND concern = ?",
                [row[1:] for row in rows],
            )
            connection.executemany(
                "UPDATE page_state SET state = ? WHERE agency = ? AND page = ? AND concern = ?", rows
            )

        return self._write_between(write)

    def load_pages(self, agency: str) -> dict[str, dict[str, Any]]:
        """Per page, the state of each concern; its text as it stands where that is not JSON.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: Connection) -> dict[str, dict[str, Any]]:
            pages: dict[str, dict[str, Any]] = {}
            for page, concern, state in connection.execute(
                "SELECT page, concern, state FROM page_state WHERE agency = ?", (agency,)
            ):
                pages.setdefault(page, {})[concern] = _decoded(state, state)
            return pages

        return self._database.read(read)

    def count_kept(self) -> KeptCounts:
        """How much of the user's searches is kept.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: Connection) -> KeptCounts:
            pages = connection.execute(
                "SELECT count(*) FROM (SELECT agency, page FROM page_state WHERE concern = ? "
                "UNION SELECT agency, page FROM result_sets)",
                (CRITERIA,),
            ).fetchone()
            records = connection.execute("SELECT count(*) FROM result_rows WHERE set_id > 0").fetchone()
            marks = connection.execute("SELECT count(*) FROM marks").fetchone()
            return KeptCounts(int(pages[0]), int(records[0]), int(marks[0]))

        return self._database.read(read, behind_writes=True)

    def forget_pages(self) -> Future[None]:
        """Delete what was typed, found, searched and marked on all pages of all agencies.

        Columns, order and settings stay, and what the user saved by name.
        """

        def write(connection: Connection) -> None:
            connection.execute("DELETE FROM page_state WHERE concern IN (?, ?, ?, ?)", (CRITERIA, REASON, TAB, UNDO))
            connection.execute(
                "UPDATE page_state SET state = iif(json_valid(state), "
                "json_remove(state, '$.selected_id', '$.first_row'), '{}') WHERE concern = ?",
                (VIEW,),
            )
            connection.execute("DELETE FROM set_aside")
            connection.execute("DELETE FROM saved_items WHERE kind = ?", (SavedKind.HISTORY,))
            connection.execute("DELETE FROM marks")
            drop_lists(connection)
            connection.execute("DELETE FROM result_sets")
            connection.execute("DELETE FROM replaced_sets")
            connection.execute("DELETE FROM result_rows WHERE set_id > 0")  # below are the rows of saved lists

        return self._write_between(write)

    def save_layout(self, agency: str, layout: StoredLayout) -> Future[None]:
        """Keep an agency's last good layout."""
        document = json.dumps(layout.document, ensure_ascii=False)

        def write(connection: Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO layouts VALUES (?, ?, ?)", (agency, layout.etag, document))

        return self._database.write(write)

    def load_layout(self, agency: str) -> StoredLayout | None:
        """An agency's last good layout, or None where there is none that can be read.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: Connection) -> StoredLayout | None:
            row = connection.execute("SELECT document, etag FROM layouts WHERE agency = ?", (agency,)).fetchone()
            document = _decoded(row[0], None) if row else None
            return StoredLayout(document, row[1]) if row and isinstance(document, dict) else None

        return self._database.read(read)

    def stored_agencies(self) -> list[str]:
        """The agencies of which a layout is kept, by name.

        Raises:
            StorageError: they cannot be read.
        """
        return self._database.read(
            lambda connection: [row[0] for row in connection.execute("SELECT agency FROM layouts ORDER BY agency")]
        )

    def save_setting(self, name: str, value: Any) -> Future[None]:
        """Keep one setting, any JSON value."""
        return self._save(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name,), value
        )

    def load_settings(self) -> dict[str, Any]:
        """All settings that can be read.

        Raises:
            StorageError: they cannot be read.
        """

        def read(connection: Connection) -> dict[str, Any]:
            rows = [(name, _decoded(value, None)) for name, value in connection.execute("SELECT * FROM settings")]
            return {name: value for name, value in rows if value is not None}

        return self._database.read(read)

    def _write_between(self, act: Callable[[Connection], None]) -> Future[None]:
        """Write what comes between the states that were saved before it and those that are saved from now on."""
        with self._lock:
            self._waiting.clear()
            return self._database.write(act)

    def _save(self, statement: str, key: tuple[str, ...], value: Any) -> Future[None]:
        text = _json(value)
        place = (statement, *key)
        with self._lock:
            if waiting := self._waiting.get(place):
                waiting.text = text
                return waiting.future
            made = _Waiting(text)

            def write(connection: Connection) -> None:
                self._forget(place, made)
                connection.execute(statement, (*key, made.text))

            made.future = self._database.write(write)
            self._waiting[place] = made
        made.future.add_done_callback(lambda _: self._forget(place, made))
        return made.future

    def _forget(self, place: tuple[str, ...], made: _Waiting) -> None:
        """A write that has begun, or failed before it began, takes no newer state any more."""
        with self._lock:
            if self._waiting.get(place) is made:
                del self._waiting[place]


class _Waiting:
    """A state that waits for the writer; a newer one may take its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.future: Future[None] = Future()


def _decoded(text: str, otherwise: Any) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return otherwise


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
