"""The fields of a page's records, as their import found them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.layout import Kind, Precision


class Coding(StrEnum):
    """Whether the records of a field share entries, or each has its own."""

    SHARED = "shared"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field.

    Args:
        position: its place among the fields.
        name: its name.
        header: its header in the data file.
        kind: what it holds.
        precision: of a field of dates.
        coding: how its column is kept.
    """

    position: int
    name: str
    header: str
    kind: Kind
    precision: Precision | None = None
    coding: Coding = Coding.SHARED

    @property
    def is_text(self) -> bool:
        """Whether its values are texts: they fold, and sort by the collation rules."""
        return self.kind in (Kind.TEXT, Kind.CHOICES)

    @property
    def has_words(self) -> bool:
        """Whether a query finds its values: not yes and no, and not moments, which nobody types as words."""
        moment = self.precision in (Precision.MINUTE, Precision.SECOND)
        return self.kind is not Kind.YES_NO and not moment

    @property
    def has_own_words(self) -> bool:
        """Whether its words stand in the index of the records' own."""
        return self.has_words and self.coding is Coding.OWN


def read_fields(connection: Connection) -> list[RecordField]:
    """The fields of a records file, in their order.

    Raises:
        StorageError: the file cannot be read.
    """
    with translated():
        rows = connection.execute("SELECT position, name, header, kind, precision, coding FROM fields ORDER BY 1")
        return [
            RecordField(position, name, header, Kind(kind), Precision(precision) if precision else None, Coding(coding))
            for position, name, header, kind, precision, coding in rows
        ]
