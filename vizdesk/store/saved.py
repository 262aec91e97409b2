"""What the user saved of a page: searches by name, lists of records by name, and the history of applied searches.

Each item stands for itself: one that cannot be read is told with its name, and the others are there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from vizdesk.domain.layout import Json
from vizdesk.domain.search import Relation, Total
from vizdesk.domain.turns import leaving_room
from vizdesk.store.results import check_rows

if TYPE_CHECKING:  # the GUI thread imports this module, and the database only in a worker
    from vizdesk.db.connection import Connection
    from vizdesk.db.database import Database

MOST_IN_HISTORY = 200
"""Applied searches that are kept of each page."""

PURGED_ROWS = 1000
"""Rows of removed lists are deleted in pieces of this size, so that typing is saved in between."""


class SavedKind(StrEnum):
    """What an item is."""

    SEARCH = "search"
    LIST = "list"
    HISTORY = "history"


class SavedItem(NamedTuple):
    """One item.

    Args:
        id: names it in this store.
        kind: what it is.
        name: what the user called it; empty in the history.
        saved_at: when it was saved or searched for, ISO 8601 in UTC.
        total: how many records a list has, or a search of the history found; None where nobody knows.
        body: decoded JSON, None where it cannot be read.
    """

    id: int
    kind: SavedKind
    name: str
    saved_at: str
    total: Total | None
    body: Json | None


class Place(NamedTuple):
    """The page that items belong to."""

    agency: str
    page: str


def list_rows_id(item_id: int) -> int:
    """The id under which `ResultStore` gives the rows of a saved list; no result set ever has it."""
    return -item_id


class SavedStore:
    """The items of all pages. What is removed can be put back until it is purged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_search(
        self, place: Place, name: str, body: Json, saved_at: str, replaced: int | None = None
    ) -> Future[int]:
        """Keep a search under a name; the future gives its id once it is on disk.

        Args:
            place: its page.
            name: what the user calls it.
            body: any JSON object.
            saved_at: now, ISO 8601 in UTC.
            replaced: an item that is removed in the same moment.
        """

        def write(connection: Connection) -> int:
            if replaced is not None:
                _set_removed(connection, [replaced], removed=True)
            return _insert(connection, place, SavedKind.SEARCH, name, "", saved_at, body)

        return self._database.write(write)

    def save_list(
        self,
        place: Place,
        name: str,
        body: Json,
        saved_at: str,
        set_id: int,
        rows: Sequence[tuple[int, int]],
        removed: int = 0,
    ) -> Future[int]:
        """Keep rows of a result set, as they are now, under a name; the future gives the item's id.

        Args:
            place: its page.
            name: what the user calls it.
            body: any JSON object.
            saved_at: now, ISO 8601 in UTC.
            set_id: the set, or another list's `list_rows_id`.
            rows: first and last position of each stretch.
            removed: how many records were taken out of the set when it was shown; with others, nothing is kept.
        """

        def write(connection: Connection) -> int:
            check_rows(connection, set_id, removed)
            made = _insert(connection, place, SavedKind.LIST, name, "", saved_at, body)
            count = 0
            for first, last in rows:
                count += connection.execute(
                    "INSERT INTO result_rows(set_id, position, record, hit) "
                    "SELECT ?, position - ? + ?, record, hit FROM result_rows "
                    "WHERE set_id = ? AND position BETWEEN ? AND ?",
                    (list_rows_id(made), first, count, set_id, first, last),
                ).rowcount
            connection.execute(
                "UPDATE saved_items SET total = ?, relation = ? WHERE id = ?", (count, Relation.EXACT.value, made)
            )
            return made

        return self._database.write(write)

    def note_search(self, place: Place, asked: str, body: Json, at: str) -> Future[int]:
        """Put an applied search into the history; the one before is replaced if it asked for the same.

        Args:
            place: its page.
            asked: what it asks for; equal texts ask for the same.
            body: any JSON object.
            at: now, ISO 8601 in UTC.
        """

        def write(connection: Connection) -> int:
            of_page = (*place, SavedKind.HISTORY.value)
            newest = connection.execute(
                "SELECT id, asked FROM saved_items WHERE agency = ? AND page = ? AND kind = ? AND NOT removed "
                "ORDER BY id DESC LIMIT 1",
                of_page,
            ).fetchone()
            if newest is not None and newest["asked"] == asked:
                connection.execute("DELETE FROM saved_items WHERE id = ?", (newest["id"],))
            made = _insert(connection, place, SavedKind.HISTORY, "", asked, at, body)
            connection.execute(
                "DELETE FROM saved_items WHERE id IN (SELECT id FROM saved_items WHERE agency = ? AND page = ? "
                "AND kind = ? AND NOT removed ORDER BY id DESC LIMIT -1 OFFSET ?)",
                (*of_page, MOST_IN_HISTORY),
            )
            return made

        return self._database.write(write)

    def note_total(self, place: Place, asked: str, total: Total) -> Future[None]:
        """Note what the newest search of the history that asked for this has found."""

        def write(connection: Connection) -> None:
            connection.execute(
                "UPDATE saved_items SET total = ?, relation = ? WHERE id = (SELECT max(id) FROM saved_items "
                "WHERE agency = ? AND page = ? AND kind = ? AND asked = ?)",
                (total.value, total.relation.value, *place, SavedKind.HISTORY.value, asked),
            )

        return self._database.write(write, is_patient=True)

    def rename(self, item_id: int, name: str) -> Future[None]:
        """Give an item another name."""

        def write(connection: Connection) -> None:
            connection.execute("UPDATE saved_items SET name = ? WHERE id = ?", (name, item_id))

        return self._database.write(write)

    def remove(self, ids: Sequence[int]) -> Future[None]:
        """Take items out; `put_back` brings them again until `purge`."""
        return self._database.write(lambda connection: _set_removed(connection, ids, removed=True))

    def put_back(self, ids: Sequence[int], gone: Sequence[int] = ()) -> Future[None]:
        """Bring removed items again, and remove others in the same moment."""

        def write(connection: Connection) -> None:
            _set_removed(connection, gone, removed=True)
            _set_removed(connection, ids, removed=False)

        return self._database.write(write)

    def purge(self) -> Future[bool]:
        """Delete some of what is removed; to be called again while the future gives True."""

        def write(connection: Connection) -> bool:
            gone = connection.execute("SELECT min(id) FROM saved_items WHERE removed").fetchone()[0]
            if gone is None:
                return False
            deleted = connection.execute(
                "DELETE FROM result_rows WHERE set_id = ?1 AND position < ?2 + "
                "(SELECT min(position) FROM result_rows WHERE set_id = ?1)",
                (list_rows_id(gone), PURGED_ROWS),
            ).rowcount
            if deleted == 0:
                connection.execute("DELETE FROM saved_items WHERE id = ? AND removed", (gone,))
            return True

        return self._database.write(write)

    def load(self, place: Place, most: int | None = None) -> list[SavedItem]:
        """The items of a page, newest first, once what was handed in before is written; `most` of them, or all.

        Raises:
            StorageError: they cannot be read.
        """

        def read(connection: Connection) -> list[SavedItem]:
            rows = connection.execute(
                "SELECT id, kind, name, saved_at, total, relation, body FROM saved_items "
                "WHERE agency = ? AND page = ? AND kind IN (?, ?, ?) AND NOT removed ORDER BY id DESC LIMIT ?",
                (*place, *SavedKind, -1 if most is None else most),
            )
            return [_item(row) for row in leaving_room(rows)]

        return self._database.read(read, behind_writes=True)


def _insert(
    connection: Connection, place: Place, kind: SavedKind, name: str, asked: str, saved_at: str, body: Json
) -> int:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    cursor = connection.execute(
        "INSERT INTO saved_items(agency, page, kind, name, asked, saved_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*place, kind.value, name, asked, saved_at, text),
    )
    return int(cursor.lastrowid)


def _set_removed(connection: Connection, ids: Sequence[int], *, removed: bool) -> None:
    connection.executemany("UPDATE saved_items SET removed = ? WHERE id = ?", [(removed, one) for one in ids])


def _item(row: Any) -> SavedItem:
    body: Any = None
    with suppress(ValueError):
        body = json.loads(row["body"])
    known = row["relation"] in list(Relation) and row["total"] is not None
    total = Total(row["total"], Relation(row["relation"])) if known else None
    return SavedItem(
        row["id"],
        SavedKind(row["kind"]),
        row["name"],
        row["saved_at"],
        total,
        body if isinstance(body, dict) else None,
    )
