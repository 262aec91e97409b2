"""Result sets: the hits of the last search of each page, in order, with when and how complete."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vizdesk.domain.errors import BadRequest, Conflict
from vizdesk.domain.layout import NOTHING, Json
from vizdesk.domain.search import (
    ANY,
    Examined,
    Hit,
    Relation,
    SearchAnswer,
    SearchRequest,
    Total,
    examined_from_wire,
    examined_to_wire,
    request_from_wire,
)

if TYPE_CHECKING:  # the GUI thread imports this module, and the database only in a worker
    from vizdesk.db.connection import Connection
    from vizdesk.db.database import Database

T = TypeVar("T")

ID_BYTES = 6
"""Of the numbers that sets are named by; drawn, so that a set has its name before it is on disk."""

COPIED_ROWS = 2000
"""So many are copied at once: about 30 ms of the writer."""

MOST_ROWS = 10**12
"""A number of records above this is none."""

SWEEP_ROWS = 1000
"""Rows of replaced sets are deleted in pieces of this size, so that typing is saved in between."""


class ResultSet(NamedTuple):
    """What is kept of one search; its hits are read in blocks.

    Args:
        id: names the set in this store.
        asked: the criteria and the sort that it belongs to, as `asked_by` writes them.
        rows: how many hits are stored.
        next: the cursor of the following page, None when there is none.
        request: the body that was sent first, without its request id.
        examined: how far the search came, where its budget ended it.
        resolved: what its relative dates meant, as `SearchAnswer.resolved`.
        expanded: words that were looked for beside those typed, as `SearchAnswer.expanded`.
        generation: of the records that it was found in; empty where nobody told.
        removed: how many of its hits were taken out since, because their records are gone.
        changed: how many of the others read otherwise by now.
        silent: what the sources that did not answer are called, as `SearchAnswer.silent`.
    """

    id: int
    asked: str
    rows: int
    total: Total
    complete: bool
    answered: int
    sources: int
    as_of: str
    next: str | None
    request: Json
    examined: Examined | None = None
    resolved: Mapping[str, Any] = NOTHING
    expanded: Mapping[str, Sequence[str]] = NOTHING
    generation: str = ""
    removed: int = 0
    changed: int = 0
    silent: Sequence[str] = ()

    @property
    def found_nothing(self) -> bool:
        """Whether it is certain that no record matched: only then may anybody be told “No results”."""
        looked_everywhere = self.complete and self.answered >= self.sources and self.examined is None
        was_empty = self.rows == 0 and self.removed == 0
        return looked_everywhere and was_empty and self.next is None and self.total == Total(0)


def asked_by(request: SearchRequest) -> str:
    """What a result set belongs to: type, query, filters and sort, as canonical JSON.

    The layout's version is no part of it: a version that keeps these filters keeps their results.
    """
    body = request.to_wire()
    kept = {key: body[key] for key in ("type", "query", "filters", "sort")}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"))


LOST = Hit("", NOTHING, readable=False)
"""Stands for a hit that is gone from its set; not even whose it was is known."""


class Replacement(NamedTuple):
    """What takes the place of a page's results.

    Args:
        result_set: as it is once it is kept.
        hits: its first ones.
        kept: done when it is on disk; False if it was not wanted any more.
    """

    result_set: ResultSet
    hits: tuple[Hit, ...]
    kept: Future[bool]


class ResultStore:
    """Result sets of all pages; each page has at most one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._being_kept: dict[int, Future[bool]] = {}

    def replace(
        self, agency: str, page: str, request: SearchRequest, answer: SearchAnswer, still_wanted: Callable[[], bool]
    ) -> Replacement:
        """Put an answer in place of the page's results, in one transaction; who shows it need not wait for that.

        Args:
            agency: the page's agency.
            page: the page.
            request: what was asked.
            answer: its first hits.
            still_wanted: asked on the writer thread at the moment of writing, so that an older answer never replaces a
                newer one.
        """
        import orjson  # late: the GUI thread imports this module

        hits = tuple({hit.id: hit for hit in answer.hits}.values())  # a record that came twice is one row
        made = _new_set(request, answer, len(hits))

        def write(connection: Connection) -> bool:
            if not still_wanted():
                return False
            _forget_set(connection, agency, page)
            connection.execute(
                "INSERT INTO result_sets(id, agency, page, asked, head) VALUES (?, ?, ?, ?, ?)",
                (made.id, agency, page, made.asked, _head_of(made)),
            )
            rows = [(hit.id, {"fields": hit.fields, "raw": hit.raw}) for hit in hits]
            # One statement, and little Python: these rows are being painted meanwhile, and only one thread runs Python.
            connection.execute(
                "INSERT INTO result_rows(set_id, position, record, hit) "
                "SELECT ?, key, value ->> 0, value -> 1 FROM json_each(?)",
                (made.id, orjson.dumps(rows).decode()),
            )
            return True

        kept = self._database.write(write, is_patient=True)  # the rows are being painted
        self._being_kept[made.id] = kept
        kept.add_done_callback(lambda _: self._being_kept.pop(made.id, None))
        return Replacement(made, hits, kept)

    def copy(self, agency: str, page: str, to: str) -> ResultSet | None:
        """Give a page's results to another page as well, in place of its own; waits, so to be called in a worker.

        Rows are copied in pieces, so that typing is saved in between.

        Returns:
            The other's set; None where the page has none, or was searched anew meanwhile.

        Raises:
            StorageError: it cannot be copied.
        """

        def begin(connection: Connection) -> tuple[int, ResultSet] | None:
            _forget_set(connection, agency, to)
            row = connection.execute(
                "SELECT id, asked, head FROM result_sets WHERE agency = ? AND page = ?", (agency, page)
            ).fetchone()
            if row is None:
                return None
            source, asked, head = row
            made = connection.execute(
                "INSERT INTO result_sets(agency, page, asked, head) VALUES (?, ?, ?, ?)", (agency, to, asked, head)
            ).lastrowid
            return source, _set_of(int(made or 0), asked, json.loads(head))

        begun = self._database.write(begin).result()
        if begun is None:
            return None
        source, made = begun
        for first in range(0, made.rows, COPIED_ROWS):
            wanted = min(COPIED_ROWS, made.rows - first)
            if self._copy_rows(source, made.id, first, wanted) != wanted:
                self._database.write(lambda connection: _forget_set(connection, agency, to)).result()
                return None
        return made

    def _copy_rows(self, source: int, target: int, first: int, count: int) -> int:
        def write(connection: Connection) -> int:
            copied = connection.execute(
                "INSERT INTO result_rows SELECT ?, position, record, hit FROM result_rows "
                "WHERE set_id = ? AND position >= ? AND position < ?",
                (target, source, first, first + count),
            )
            return int(copied.rowcount)

        return self._database.write(write).result()

    def append(self, result_set: ResultSet, answer: SearchAnswer) -> Future[ResultSet | None]:
        """Add the following page; hits that the set has already are left out.

        Args:
            result_set: as it is shown; rows beyond it have come with a page that nobody waited for, and come again.
            answer: the page.

        Returns:
            The set as it is now, or None if it was replaced meanwhile.
        """

        def write(connection: Connection) -> ResultSet | None:
            there = connection.execute("SELECT 1 FROM result_sets WHERE id = ?", (result_set.id,)).fetchone()
            if there is None:
                return None
            unseen = "DELETE FROM result_rows WHERE set_id = ? AND position >= ?"
            connection.execute(unseen, (result_set.id, result_set.rows))
            grown = result_set._replace(
                next=answer.next,
                total=answer.total,
                complete=result_set.complete and answer.complete,
                examined=answer.examined or result_set.examined,
            )
            if answer.answered < answer.sources:
                grown = grown._replace(answered=answer.answered, sources=answer.sources, silent=answer.silent)
            return _extend(connection, grown, answer.hits)

        return self._database.write(write)

    def take_out(self, result_set: ResultSet, gone: Sequence[str], changed: int) -> Future[ResultSet | None]:
        """Delete the hits whose records are gone, and note how many others changed.

        Returns:
            The set as it is now, or None if it was replaced meanwhile.
        """

        def write(connection: Connection) -> ResultSet | None:
            there = connection.execute("SELECT 1 FROM result_sets WHERE id = ?", (result_set.id,)).fetchone()
            if there is None:
                return None
            rows = ((result_set.id, record) for record in gone)
            taken = connection.executemany("DELETE FROM result_rows WHERE set_id = ? AND record = ?", rows).rowcount
            if taken > 0:
                _close_gaps(connection, result_set.id)
            left = result_set._replace(
                rows=result_set.rows - max(taken, 0),
                total=result_set.total._replace(value=max(0, result_set.total.value - max(taken, 0))),
                removed=result_set.removed + max(taken, 0),
                changed=changed,
            )
            return _write_head(connection, left)

        return self._database.write(write)

    def forget_next(self, result_set: ResultSet) -> Future[ResultSet]:
        """Note that there is no way on from the stored hits: their cursor has expired."""

        def write(connection: Connection) -> ResultSet:
            return _write_head(connection, result_set._replace(next=None))

        return self._database.write(write)

    def load_sets(self, agency: str) -> dict[str, ResultSet]:
        """Per page of an agency, what is kept of its last search; what cannot be read stays where it is.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: Connection) -> dict[str, ResultSet]:
            rows = connection.execute("SELECT page, id, asked, head FROM result_sets WHERE agency = ?", (agency,))
            sets = {page: _sound_set(identifier, asked, head) for page, identifier, asked, head in rows}
            return {page: one for page, one in sets.items() if one is not None}

        return self._database.read(read, behind_writes=True)

    def load_block(self, set_id: int, first: int, count: int) -> list[Hit]:
        """Hits of a set from a position on; empty where the set is gone.

        One that is spoiled is not `readable`; for one that is gone `LOST` stands, but for none behind the last.

        Raises:
            StorageError: they cannot be read.
        """

        def read(connection: Connection) -> list[Hit]:
            rows = connection.execute(
                "SELECT position, record, CAST(hit AS BLOB) FROM result_rows "  # broken letters would fail all
                "WHERE set_id = ? AND position BETWEEN ? AND ? ORDER BY position",
                (set_id, first, first + count - 1),
            )
            found = {position: _hit_of(record, written) for position, record, written in rows}
            return [found.get(position, LOST) for position in range(first, max(found, default=first - 1) + 1)]

        return self._read_rows(set_id, read)

    def load_ids(self, set_id: int, first: int, count: int) -> tuple[str, ...]:
        """The records of some hits of a set.

        Raises:
            StorageError: they cannot be read.
        """

        def read(connection: Connection) -> tuple[str, ...]:
            rows = connection.execute(
                "SELECT record FROM result_rows WHERE set_id = ? AND position BETWEEN ? AND ? ORDER BY position",
                (set_id, first, first + count - 1),
            )
            return tuple(record for (record,) in rows)

        return self._read_rows(set_id, read)

    def check_read(self, found: ResultSet, rows: Sequence[tuple[int, int]], count: int) -> None:
        """After rows were read by their positions: whether they are those that stood there when somebody saw them.

        Args:
            found: the set, as it was shown.
            rows: first and last position of each stretch.
            count: how many were read.

        Raises:
            Conflict: they are not; a part of them, or others, would pass for them.
            StorageError: that cannot be read.
        """
        if count < sum(last - first + 1 for first, last in rows):
            raise replaced()
        self._database.read(lambda connection: check_rows(connection, found.id, found.removed))

    def find(self, set_id: int, record: str) -> int | None:
        """The position of a record in a set, or None.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: Connection) -> int | None:
            row = connection.execute(
                "SELECT position FROM result_rows WHERE set_id = ? AND record = ?", (set_id, record)
            ).fetchone()
            return int(row[0]) if row else None

        return self._read_rows(set_id, read)

    def _read_rows(self, set_id: int, read: Callable[[Connection], T]) -> T:
        """Read rows of a set, once they are there."""
        if (kept := self._being_kept.get(set_id)) is not None:
            wait([kept])
        return self._database.read(read)

    def sweep(self) -> Future[bool]:
        """Delete some rows of a replaced set; to be called again while the future gives True."""

        def write(connection: Connection) -> bool:
            replaced = connection.execute("SELECT min(id) FROM replaced_sets").fetchone()[0]
            if replaced is None:
                return False
            deleted = connection.execute(
                "DELETE FROM result_rows WHERE set_id = ?1 AND position < ?2 + "
                "(SELECT min(position) FROM result_rows WHERE set_id = ?1)",
                (replaced, SWEEP_ROWS),
            ).rowcount
            if deleted == 0:
                connection.execute("DELETE FROM replaced_sets WHERE id = ?", (replaced,))
            return True

        return self._database.write(write)


def replaced() -> Conflict:
    """Rows are to be taken by their positions, where others stand by now, or none."""
    return Conflict(
        "These results have been replaced since.",
        "Nothing was made of them. Do it again with those that are shown now.",
    )


def check_rows(connection: Connection, set_id: int, removed: int) -> None:
    """Whether the rows of a set stand where they were shown; those of lists always do.

    Args:
        connection: the store's.
        set_id: the set.
        removed: how many were taken out of it when it was shown.

    Raises:
        Conflict: some were taken out since.
    """
    row = connection.execute("SELECT head ->> '$.removed' FROM result_sets WHERE id = ?", (set_id,)).fetchone()
    if row is not None and int(row[0] or 0) != removed:
        raise replaced()


def _new_set(request: SearchRequest, answer: SearchAnswer, rows: int) -> ResultSet:
    body = request.to_wire()
    del body["requestId"]
    return ResultSet(
        id=1 + int.from_bytes(os.urandom(ID_BYTES)),
        asked=asked_by(request),
        rows=rows,
        total=answer.total,
        complete=answer.complete,
        answered=answer.answered,
        sources=answer.sources,
        as_of=answer.as_of,
        next=answer.next,
        request=body,
        examined=answer.examined,
        resolved=dict(answer.resolved),
        expanded=dict(answer.expanded),
        silent=answer.silent,
        generation=answer.records.generation if answer.records else "",
    )


def _forget_set(connection: Connection, agency: str, page: str) -> None:
    """Let a page have no results; their rows are swept later."""
    page_of = (agency, page)
    connection.execute("INSERT INTO replaced_sets SELECT id FROM result_sets WHERE agency = ? AND page = ?", page_of)
    connection.execute("DELETE FROM result_sets WHERE agency = ? AND page = ?", page_of)


def _extend(connection: Connection, result_set: ResultSet, hits: Iterable[Hit]) -> ResultSet:
    position = result_set.rows
    for hit in hits:
        added = connection.execute(
            "INSERT INTO result_rows(set_id, position, record, hit) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (result_set.id, position, hit.id, hit_to_text(hit)),
        )
        position += added.rowcount
    return _write_head(connection, result_set._replace(rows=position))


def _close_gaps(connection: Connection, set_id: int) -> None:
    """Number the hits that are left anew; over negative positions, so that none is ever there twice."""
    rows = connection.execute("SELECT position FROM result_rows WHERE set_id = ? ORDER BY position", (set_id,))
    moves = [(-1 - place, set_id, position) for place, (position,) in enumerate(rows.fetchall()) if place != position]
    connection.executemany("UPDATE result_rows SET position = ? WHERE set_id = ? AND position = ?", moves)
    connection.execute("UPDATE result_rows SET position = -1 - position WHERE set_id = ? AND position < 0", (set_id,))


def _write_head(connection: Connection, result_set: ResultSet) -> ResultSet:
    connection.execute("UPDATE result_sets SET head = ? WHERE id = ?", (_head_of(result_set), result_set.id))
    return result_set


def _head_of(result_set: ResultSet) -> str:
    head = {
        "count": result_set.rows,
        "total": result_set.total.value,
        "relation": result_set.total.relation.value,
        "complete": result_set.complete,
        "answered": result_set.answered,
        "sources": result_set.sources,
        "asOf": result_set.as_of,
        "next": result_set.next,
        "request": result_set.request,
        "examined": examined_to_wire(result_set.examined),
        "resolved": dict(result_set.resolved),
        "expanded": dict(result_set.expanded),
        "silent": list(result_set.silent),
        "generation": result_set.generation,
        "removed": result_set.removed,
        "changed": result_set.changed,
    }
    return json.dumps(head, ensure_ascii=False, separators=(",", ":"))


def _set_of(identifier: int, asked: str, head: Json) -> ResultSet:
    return ResultSet(
        id=identifier,
        asked=asked,
        rows=head["count"],
        total=Total(head["total"], Relation(head["relation"])),
        complete=head["complete"],
        answered=head["answered"],
        sources=head["sources"],
        as_of=head["asOf"],
        next=head["next"],
        request=head["request"],
        examined=examined_from_wire(head.get("examined")),
        resolved=head.get("resolved", {}),
        expanded=head.get("expanded", {}),
        silent=tuple(head.get("silent", ())),
        generation=head.get("generation", ""),  # sets of an earlier version of the program have none
        removed=head.get("removed", 0),
        changed=head.get("changed", 0),
    )


def _sound_set(identifier: int, asked: str, head: str) -> ResultSet | None:
    """The set of a head that this program has written; None for what another version, or a fault, has made of it."""
    try:
        made = _set_of(identifier, asked, json.loads(head))
        request_from_wire(made.request)
        texts = (
            made.as_of,
            made.generation,
            *made.silent,
            *(word for words in made.expanded.values() for word in words),
        )
        counts = (made.rows, made.total.value, made.answered, made.sources, made.removed, made.changed)
        groups = (made.resolved, *made.resolved.get(ANY, ()))
        ends = [
            one for group in groups for key, each in group.items() if key != ANY for one in (each["from"], each["to"])
        ]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, BadRequest):
        return None
    is_sound = (
        all(isinstance(one, str) for one in texts)
        and all(isinstance(one, str | None) for one in ends)
        and all(isinstance(one, int) and 0 <= one <= MOST_ROWS for one in counts)
        and isinstance(made.complete, bool)
        and isinstance(made.next, str | None)
        and isinstance(made.expanded, dict)
    )
    return made if is_sound else None


def hit_to_text(hit: Hit) -> str:
    """What is kept of a hit: JSON; of one that cannot be read null, which cannot be read either."""
    kept = {"fields": dict(hit.fields), "raw": dict(hit.raw)} if hit.readable else None
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _hit_of(record: str, written: bytes) -> Hit:
    """The hit that this program has written; one that is not `readable` for what a fault has made of it."""
    try:
        kept = json.loads(written)
        fields, raw = kept["fields"], kept["raw"]
        is_sound = all(map(_is_plain, fields.values())) and all(isinstance(text, str) for text in raw.values())
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        is_sound = False
    return Hit(record, fields, raw) if is_sound else Hit(record, NOTHING, readable=False)


def _is_plain(value: Any) -> bool:
    values = value if isinstance(value, list) else (value,)
    return all(isinstance(one, str | int | float | None) for one in values)
