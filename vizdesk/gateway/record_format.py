"""The form of a records file, as its writer and the engine share it: fields, codes, dates, numbers of entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection, translated
from vizdesk.domain.errors import StorageError
from vizdesk.domain.layout import Kind, Precision

FORMAT = 4
"""The form that this program writes."""

READ_FORMATS = ("3", "4")
"""The forms that it reads; a file of another one is refused. In form 3 no record had an id but its number."""

LAST_ROW = 2**63 - 1
"""The highest row of an SQLite table."""

FIELD_SHIFT = 40
"""A shared entry's row in the full-text index is its field's position, shifted so far, and its number."""

DATE_DIGITS = {Precision.MONTH: 6, Precision.DAY: 8, Precision.MINUTE: 12, Precision.SECOND: 14}
"""A date is stored as a number: so many digits of its ISO 8601 form."""

Codes = npt.NDArray[np.unsignedinteger[Any]]
"""For each record the number of its entry."""

_CODE_TYPES = {1: np.uint8, 2: np.uint16, 4: np.uint32}
_UNDATED = str.maketrans("", "", "-T:Z")


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
        instants: a field of dates holds moments in UTC; else its records' own clock.
        coding: how its column is kept.
    """

    position: int
    name: str
    header: str
    kind: Kind
    precision: Precision | None = None
    coding: Coding = Coding.SHARED
    instants: bool = False

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


def check_format(connection: Connection) -> None:
    """Whether a records file is of the form that this program knows.

    Raises:
        StorageError: it is not, or cannot be read.
    """
    with translated():
        row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    if row is None or row[0] not in READ_FORMATS:
        raise StorageError(
            "The records were imported by another version of VizDesk.",
            "Import their file once more, in place of the records that are there.",
        )


def read_fields(connection: Connection) -> list[RecordField]:
    """The fields of a records file, in their order.

    Raises:
        StorageError: the file cannot be read.
    """
    with translated():
        rows = connection.execute(
            "SELECT position, name, header, kind, precision, coding, instants FROM fields ORDER BY 1"
        )
        return [
            RecordField(
                position,
                name,
                header,
                Kind(kind),
                Precision(precision) if precision else None,
                Coding(coding),
                bool(instants),
            )
            for position, name, header, kind, precision, coding, instants in rows
        ]


def rows_with(
    connection: Connection, index: str, expression: str, *, first: int = 0, last: int = LAST_ROW
) -> npt.NDArray[np.int64]:
    """The rows of a full-text index that an FTS5 expression finds, from a first one up to a last one.

    SQLite gives them as one text: row by row, a common word takes four times as long.
    """
    statement = f"SELECT group_concat(rowid) FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?"  # noqa: S608  # own names only
    listed = connection.execute(statement, (expression, first, last)).fetchone()[0]
    return np.fromstring(listed or "", np.int64, sep=",")


def write_codes(codes: Codes) -> bytes:
    """Codes in as few bytes as they need; the first byte says how many each takes."""
    most = int(codes.max(initial=0))
    width = next(width for width in _CODE_TYPES if most < 2 ** (8 * width))
    return bytes([width]) + codes.astype(_CODE_TYPES[width]).tobytes()


def read_codes(blocks: Iterable[bytes]) -> Codes:
    """The codes of some blocks."""
    parts = [np.frombuffer(one, _CODE_TYPES[one[0]], offset=1) for one in blocks]
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)


def date_numbers(dates: Sequence[Any], precision: Precision) -> npt.NDArray[np.float64]:
    """Dates as the digits of their ISO 8601 forms, NaN for empty texts; a day among moments counts as its midnight."""
    digits = ",".join(dates).translate(_UNDATED)
    if not digits.strip(","):
        return np.full(len(dates), np.nan)
    parts, length = digits.split(","), DATE_DIGITS[precision]
    if not set(map(len, parts)) <= {0, length}:
        parts = [part and part[:length].ljust(length, "0") for part in parts]
    return np.array([part or "nan" for part in parts], np.float64)
