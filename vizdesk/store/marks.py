"""Records that the user marked and the notes on them, with the records as they were then; kept on the desktop only."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, NamedTuple

from vizdesk.domain.search import Hit
from vizdesk.store.results import check_rows, hit_to_text
from vizdesk.store.saved import Place, list_rows_id

if TYPE_CHECKING:  # the GUI thread imports this module, and the database only in a worker
    from vizdesk.db.connection import Connection
    from vizdesk.db.database import Database
    from vizdesk.store.results import ResultSet

LIST_KIND = "marks"
"""Of an item in `saved_items` under whose rows a tab shows marked records; `SavedStore` does not load it.

It is called by the tab: what one tab shows must not go while another one's is made.
"""

_TAKE_HIT = (
    "hit = CASE WHEN NOT json_valid(excluded.hit) THEN hit "
    "WHEN json_type(excluded.hit) = 'null' THEN hit ELSE excluded.hit END"
)
"""A record that cannot be read by now takes no place of what was kept of it earlier."""


class Mark(NamedTuple):
    """What the user has made of a record."""

    starred: bool = False
    note: str = ""


NO_MARK = Mark()


class MarkedList(NamedTuple):
    """Marked records as rows that `ResultStore` gives; nothing is there where `rows` is 0."""

    set_id: int
    rows: int


class MarkStore:
    """The marks of all pages, by the records' ids; an import that keeps an id keeps its mark."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def star(
        self,
        place: Place,
        set_id: int,
        rows: Sequence[tuple[int, int]],
        at: str,
        *,
        starred: bool,
        removed: int = 0,
    ) -> Future[list[str]]:
        """Mark rows of a result set or of a list, or take the marks away; the future gives the records' ids.

        Args:
            place: their page.
            set_id: the set, or a list's `list_rows_id`.
            rows: first and last position of each stretch.
            at: now, ISO 8601 in UTC.
            starred: whether they are to be marked.
            removed: how many records were taken out of the set when it was shown; with others, nothing is marked.
        """

        def write(connection: Connection) -> list[str]:
            check_rows(connection, set_id, removed)
            ids: list[str] = []
            for first, last in rows:
                found = connection.execute(
                    "INSERT INTO marks SELECT ?, ?, record, ?, '', hit, ? FROM result_rows "  # noqa: S608  # own text
                    "WHERE set_id = ? AND position BETWEEN ? AND ? ON CONFLICT DO UPDATE SET "
                    f"starred = excluded.starred, {_TAKE_HIT}, at = excluded.at RETURNING record",
                    (*place, starred, at, set_id, first, last),
                )
                ids += [record for (record,) in found.fetchall()]
            _drop_empty(connection, place)
            return ids

        return self._database.write(write)

    def note(self, place: Place, hit: Hit, note: str, at: str) -> Future[None]:
        """Keep what is noted on a record; an empty text takes the note away."""
        text = hit_to_text(hit)

        def write(connection: Connection) -> None:
            connection.execute(
                "INSERT INTO marks VALUES (?, ?, ?, 0, ?, ?, ?) ON CONFLICT DO UPDATE SET "  # noqa: S608  # own text
                f"note = excluded.note, {_TAKE_HIT}, at = excluded.at",
                (*place, hit.id, note, text, at),
            )
            _drop_empty(connection, place)

        return self._database.write(write)

    def load(self, place: Place) -> dict[str, Mark]:
        """All marks of a page by record, once what was handed in before is written.

        Raises:
            StorageError: they cannot be read.
        """

        def read(connection: Connection) -> dict[str, Mark]:
            rows = connection.execute("SELECT record, starred, note FROM marks WHERE agency = ? AND page = ?", place)
            return {record: Mark(bool(starred), note) for record, starred, note in rows}

        return self._database.read(read, behind_writes=True)

    def make_list(self, place: Place, tab: str, at: str) -> Future[MarkedList]:
        """Put the marked records in order, the newest mark first, where `ResultStore` finds them as rows.

        Args:
            place: their page.
            tab: that shows them, by its key, in place of what it showed of marked records before.
            at: now, ISO 8601 in UTC.
        """
        rows = "SELECT ?, row_number() OVER (ORDER BY at DESC, record) - 1, record, hit FROM marks "
        return self._list(place, tab, at, f"{rows} WHERE agency = ? AND page = ?", place)

    def make_part(self, place: Place, tab: str, at: str, found: ResultSet, *, noted: bool) -> Future[MarkedList]:
        """Put those records of a result set that are marked, or have a note, where `ResultStore` finds them as rows.

        Args:
            place: their page.
            tab: as for `make_list`.
            at: now, ISO 8601 in UTC.
            found: the set; they stay in its order, and as they were found.
            noted: whether only those with a note.
        """
        rows = (
            "SELECT ?, row_number() OVER (ORDER BY position) - 1, record, result_rows.hit "
            "FROM marks JOIN result_rows USING (record) WHERE agency = ? AND page = ? AND set_id = ? AND position < ?"
        )
        return self._list(place, tab, at, rows + (" AND note != ''" if noted else ""), (*place, found.id, found.rows))

    def _list(self, place: Place, tab: str, at: str, rows: str, values: Sequence[Any]) -> Future[MarkedList]:
        def write(connection: Connection) -> MarkedList:
            made = connection.execute(
                "INSERT INTO saved_items(agency, page, kind, name, asked, saved_at, body) "
                "VALUES (?, ?, ?, ?, '', ?, '')",
                (*place, LIST_KIND, tab, at),
            ).lastrowid
            set_id = list_rows_id(int(made))
            into = f"INSERT INTO result_rows(set_id, position, record, hit) {rows}"
            count = max(connection.execute(into, (set_id, *values)).rowcount, 0)
            if count:  # else the list before stays: it may be on the screen
                _drop_lists(connection, "AND agency = ? AND page = ? AND name = ? AND id != ?", (*place, tab, made))
            else:
                connection.execute("DELETE FROM saved_items WHERE id = ?", (made,))
            return MarkedList(set_id, count)

        return self._database.write(write)


def _drop_empty(connection: Connection, place: Place) -> None:
    connection.execute("DELETE FROM marks WHERE agency = ? AND page = ? AND NOT starred AND note = ''", place)


def drop_lists(connection: Connection) -> None:
    """Delete the rows under which marked records were shown, of all pages."""
    _drop_lists(connection, "", ())


def _drop_lists(connection: Connection, which: str, values: Sequence[Any]) -> None:
    statement = f"SELECT id FROM saved_items WHERE kind = ? {which}"  # noqa: S608  # `which` is this module's own text
    items = connection.execute(statement, (LIST_KIND, *values))
    for (item,) in items.fetchall():
        connection.execute("DELETE FROM result_rows WHERE set_id = ?", (list_rows_id(item),))
        connection.execute("DELETE FROM saved_items WHERE id = ?", (item,))
