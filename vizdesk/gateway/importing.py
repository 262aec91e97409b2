"""The half of an import that writes: from records on their way to a finished records file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vizdesk.db.connection import Connection
from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json
from vizdesk.gateway.identities import NOBODY, Identities
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.incoming import Incoming
from vizdesk.gateway.record_format import read_fields
from vizdesk.gateway.records import RecordsWriter
from vizdesk.gateway.roster import Settled
from vizdesk.tabular.source import SetAside

LINES_TOLD = 1000
"""Rows that were set aside are told one by one up to this many; all of them are counted."""

Progress = Callable[[str, int, int], None]
"""Is told the phase (`reading`, `writing`, `indexing`), the bytes of the data file done in it, and the rows."""


@dataclass(slots=True)
class Outcome:
    """What an import came to.

    Args:
        page: the page that these columns alone would get; None where the records only became fewer.
        notes: what was decided that a user should know, in plain sentences.
        rows: how many records the file now holds.
        imported: how many rows of the data file were taken.
        set_aside: how many rows were not.
        lines: the first of these.
        added: records that are new.
        changed: records that came again with other contents.
        unchanged: records that came again as they were.
        deleted: records that are not there any more.
        revision: how many imports the page has seen.
    """

    page: Json | None
    notes: tuple[str, ...]
    rows: int = 0
    imported: int = 0
    set_aside: int = 0
    lines: list[SetAside] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    revision: int = 0

    def settle(self, settled: Settled) -> None:
        """Take over what became of the records."""
        self.rows, self.revision = settled.rows, settled.revision
        self.added, self.changed = settled.added, settled.changed
        self.unchanged, self.deleted = settled.unchanged, settled.deleted
        told = (
            (
                settled.doubled,
                Filled("1 row whose key stands again further down; the last one counts."),
                Filled("{count} rows whose key stands again further down; the last one counts.", count=settled.doubled),
            ),
            (
                settled.left_out,
                Filled("1 row whose key is there already was left out; --update would put it in place."),
                Filled(
                    "{count} rows whose key is there already were left out; --update would put them in place.",
                    count=settled.left_out,
                ),
            ),
            (
                settled.unknown,
                Filled("1 row whose key no record has."),
                Filled("{count} rows whose key no record has.", count=settled.unknown),
            ),
        )
        self.notes += tuple(one if count == 1 else many for count, one, many in told if count)


def write_new(
    incoming: Incoming,
    connection: Connection,
    progress: Progress | None = None,
    mode: Mode = Mode.CREATE,
    before: Identities = NOBODY,
) -> Outcome:
    """Fill an empty records file, which nobody else has open.

    Args:
        incoming: the records.
        connection: to the records file.
        progress: see `Progress`.
        mode: what becomes of the records that the page has.
        before: these.

    Raises:
        ImportRefused: the data file cannot be imported.
        StorageError: the records file cannot be written.
    """
    writer = RecordsWriter(connection, incoming.plan.fields, mode, incoming.plan.key)
    writer.create(before)
    return _write(incoming, writer, progress)


def write_more(
    incoming: Incoming, connection: Connection, progress: Progress | None = None, mode: Mode = Mode.APPEND
) -> Outcome:
    """Change a records file that was copied whole, and which nobody else has open.

    Args:
        incoming: the records, or the keys of some.
        connection: to the records file.
        progress: see `Progress`.
        mode: what becomes of the records in it.

    Raises:
        ImportRefused: the data file cannot be imported.
        StorageError: the records file cannot be written.
    """
    fields = read_fields(connection) if mode is Mode.DELETE else incoming.plan.fields
    writer = RecordsWriter(connection, fields, mode, incoming.plan.key)
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
        raise ImportRefused("None of the file’s rows could be imported.", "Check that it is the file that you mean.")

    def indexing(share: float) -> None:
        if progress is not None:
            progress("indexing", int(plan.size * share), outcome.imported)

    outcome.settle(writer.finish(indexing))
    return outcome
