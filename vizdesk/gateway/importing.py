"""The half of an import that writes: from records on their way to a finished records file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vizdesk.db.connection import Connection
from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.layout import Json
from vizdesk.gateway.incoming import Incoming
from vizdesk.gateway.records import RecordsWriter
from vizdesk.tabular.source import SetAside

LINES_TOLD = 1000
"""Rows that were set aside are told one by one up to this many; all of them are counted."""

Progress = Callable[[str, int, int], None]
"""Is told the phase (`reading`, `writing`, `indexing`), the bytes of the data file done in it, and the rows."""


@dataclass(slots=True)
class Outcome:
    """What an import came to.

    Args:
        page: the page that these columns alone would get.
        notes: what was decided that a user should know, in plain sentences.
        rows: how many records the file now holds.
        imported: how many of them are new.
        set_aside: how many rows were not imported.
        lines: the first of these.
    """

    page: Json
    notes: tuple[str, ...]
    rows: int = 0
    imported: int = 0
    set_aside: int = 0
    lines: list[SetAside] = field(default_factory=list)


def write_new(incoming: Incoming, connection: Connection, progress: Progress | None = None) -> Outcome:
    """Fill an empty records file, which nobody else has open.

    Raises:
        ImportRefused: the data file cannot be imported.
        StorageError: the records file cannot be written.
    """
    writer = RecordsWriter(connection, incoming.plan.fields)
    writer.create()
    return _write(incoming, writer, progress)


def write_more(incoming: Incoming, connection: Connection, progress: Progress | None = None) -> Outcome:
    """Add to a records file that was copied whole, and which nobody else has open.

    Raises:
        ImportRefused: the data file cannot be imported.
        StorageError: the records file cannot be written.
    """
    writer = RecordsWriter(connection, incoming.plan.fields)
    writer.extend()
    return _write(incoming, writer, progress)


def _write(incoming: Incoming, writer: RecordsWriter, progress: Progress | None) -> Outcome:
    plan = incoming.plan
    outcome = Outcome(plan.page, plan.notes)
    for piece in incoming.pieces:
        if piece.encoded is not None:
            writer.add(piece.encoded)
            outcome.imported += len(piece.encoded.records)
        outcome.set_aside += len(piece.set_aside)
        outcome.lines += piece.set_aside[: LINES_TOLD - len(outcome.lines)]
        if progress is not None:
            progress("writing", piece.bytes_read, outcome.imported)
    if not outcome.imported:
        raise ImportRefused("None of the file's rows could be imported.", "Check that it is the file that you mean.")

    def indexing(share: float) -> None:
        if progress is not None:
            progress("indexing", int(plan.size * share), outcome.imported)

    outcome.rows = writer.finish(indexing)
    return outcome
