"""The desktop's database file: pages, result sets, layouts, settings, and what the user saved.

What cannot be read of a page stands in `set_aside`, for whoever can.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vizdesk.db.connection import Schema, use_sqlite_utils

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_FIRST = (
    """CREATE TABLE page_state (
        agency TEXT NOT NULL, page TEXT NOT NULL, concern TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (agency, page, concern)) STRICT, WITHOUT ROWID""",
    # AUTOINCREMENT: an id is never used again, so rows of a set that is gone never show up in another one
    """CREATE TABLE result_sets (
        id INTEGER PRIMARY KEY AUTOINCREMENT, agency TEXT NOT NULL, page TEXT NOT NULL, asked TEXT NOT NULL,
        head TEXT NOT NULL, UNIQUE (agency, page)) STRICT""",
    """CREATE TABLE result_rows (
        set_id INTEGER NOT NULL, position INTEGER NOT NULL, record TEXT NOT NULL, hit TEXT NOT NULL,
        PRIMARY KEY (set_id, position)) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX result_rows_by_record ON result_rows (set_id, record)",
    "CREATE TABLE replaced_sets (id INTEGER PRIMARY KEY) STRICT",
    "CREATE TABLE layouts (agency TEXT PRIMARY KEY, etag TEXT NOT NULL, document TEXT NOT NULL) STRICT",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)

_SAVED = (
    # AUTOINCREMENT: the rows of a saved list stand in result_rows under its negated id, never used again either
    """CREATE TABLE saved_items (
        id INTEGER PRIMARY KEY AUTOINCREMENT, agency TEXT NOT NULL, page TEXT NOT NULL, kind TEXT NOT NULL,
        name TEXT NOT NULL, asked TEXT NOT NULL, saved_at TEXT NOT NULL, total INTEGER, relation TEXT,
        body TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0) STRICT""",
    "CREATE INDEX saved_items_by_page ON saved_items (agency, page, kind)",
)

_MARKS = (
    """CREATE TABLE marks (
        agency TEXT NOT NULL, page TEXT NOT NULL, record TEXT NOT NULL, starred INTEGER NOT NULL, note TEXT NOT NULL,
        hit TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (agency, page, record)) STRICT, WITHOUT ROWID""",
)

_MEASURES = (
    """CREATE TABLE measures (
        day TEXT NOT NULL, event TEXT NOT NULL, details TEXT NOT NULL, times INTEGER NOT NULL,
        PRIMARY KEY (day, event, details)) STRICT, WITHOUT ROWID""",
)

_SET_ASIDE = (
    """CREATE TABLE set_aside (
        id INTEGER PRIMARY KEY AUTOINCREMENT, agency TEXT NOT NULL, page TEXT NOT NULL, concern TEXT NOT NULL,
        state TEXT NOT NULL) STRICT""",
)


def _run(db: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)


def _migrations() -> Migrations:
    steps: Migrations = use_sqlite_utils().Migrations("workspace")

    @steps()
    def m001_workspace(db: Database) -> None:
        _run(db, _FIRST)

    @steps()
    def m002_saved_items(db: Database) -> None:
        _run(db, _SAVED)

    @steps()
    def m003_marks(db: Database) -> None:
        _run(db, _MARKS)

    @steps()
    def m004_measures(db: Database) -> None:
        _run(db, _MEASURES)

    @steps()
    def m005_set_aside(db: Database) -> None:
        _run(db, _SET_ASIDE)

    return steps


WORKSPACE_SCHEMA = Schema("workspace", version=5, migrations=_migrations)
