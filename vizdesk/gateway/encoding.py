"""From the cells of a data file to the columns of a records file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from vizdesk.domain.layout import Kind, Precision
from vizdesk.domain.text import fold
from vizdesk.gateway.collation import Collator
from vizdesk.tabular.source import Batch, Row, SetAside
from vizdesk.tabular.values import CellReader, Value

T = TypeVar("T")
K = TypeVar("K")

REMEMBERED = 20_000
"""Distinct cells of a column whose value is kept at hand; a column of more starts over."""

_REASONS = {
    Kind.NUMBER: "is not a number",
    Kind.DATE: "is not a date that can be read",
    Kind.YES_NO: "is neither yes nor no",
}


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field of a page's records."""

    name: str
    header: str
    kind: Kind
    precision: Precision | None = None

    @property
    def folded(self) -> bool:
        """Whether a second column holds its comparable form."""
        return self.kind is Kind.TEXT

    @property
    def collated(self) -> bool:
        """Whether a further column holds its sort key."""
        return self.kind in (Kind.TEXT, Kind.CHOICES)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Some rows, as the columns of the table `records` (without `number`, `raw` last), and each row's words."""

    rows: int
    columns: list[Sequence[object]]
    words: list[str]


class _Memo(dict[K, T], Generic[K, T]):
    """Remembers what a function gave; its lookups run in C."""

    def __init__(self, compute: Callable[[K], T]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: K) -> T:
        found = self[key] = self._compute(key)
        return found


class _Column:
    """Encodes the cells of one field. Each distinct cell is looked at once, as long as it is remembered."""

    def __init__(self, field: RecordField, reader: CellReader) -> None:
        self.field = field
        self.reader = reader
        self._label = json.dumps(field.name)
        self._values: _Memo[str, Value | None] = _Memo(self._learn)
        self._folds: _Memo[Value | None, str | None] = _Memo(lambda value: None if value is None else fold(str(value)))
        self._keys: dict[Value | None, bytearray | None] = {None: None}
        self._keyless: list[Value] = []
        self._raw: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def encode(self, cells: Sequence[str], collator: Collator) -> tuple[list[Sequence[object]], Sequence[str]]:
        """The stored columns of these cells, and their words.

        Raises:
            ValueError: a cell does not fit the field's kind.
        """
        if len(self._values) > REMEMBERED:
            self._forget()
        values = list(map(self._values.__getitem__, cells))
        columns: list[Sequence[object]] = [values]
        if self.field.folded:
            columns.append(list(map(self._folds.__getitem__, values)))
        if self.field.collated:
            self._keys.update(zip(self._keyless, collator.keys([str(one) for one in self._keyless]), strict=True))
            self._keyless.clear()
            columns.append(list(map(self._keys.__getitem__, values)))
        return columns, list(map(self._words.get, cells, cells)) if self._words else cells

    def raw(self, cells: Sequence[str]) -> list[str | None] | None:
        """For each cell its entry in `raw`, or None where its value repeats it; None where all values do.

        `cells` must have been encoded just before.
        """
        if not self._raw or self._raw.keys().isdisjoint(cells):
            return None
        return list(map(self._raw.get, cells))

    def _learn(self, cell: str) -> Value | None:
        found = self.reader.read(cell)
        if found.raw is not None:
            self._raw[cell] = f"{self._label}: {json.dumps(found.raw, ensure_ascii=False)}"
        if found.words != cell:
            self._words[cell] = found.words
        if self.field.collated and found.value is not None:
            self._keyless.append(found.value)
        return found.value

    def _forget(self) -> None:
        self._values.clear()
        self._folds.clear()
        self._keys = {None: None}
        self._raw.clear()
        self._words.clear()


class Encoder:
    """Encodes the rows of a data file for a records file.

    Args:
        fields: the fields of the records.
        readers: how each field's cells are read.
        places: in which column of the data file each field stands; None where the file does not have it.
        collator: makes the sort keys.
    """

    def __init__(
        self,
        fields: Sequence[RecordField],
        readers: Sequence[CellReader],
        places: Sequence[int | None],
        collator: Collator,
    ) -> None:
        self._columns = [_Column(field, reader) for field, reader in zip(fields, readers, strict=True)]
        self._places = places
        self._collator = collator

    def encode(self, batch: Batch) -> tuple[Encoded | None, list[SetAside]]:
        """The rows of a batch that fit, None where none does, and those that do not, with the reason."""
        if not batch.rows:
            return None, []
        try:
            return self._encode(batch.rows), []
        except ValueError:
            rows, set_aside = self._sift(batch)
            return (self._encode(rows) if rows else None), set_aside

    def _encode(self, rows: list[Row]) -> Encoded:
        by_place = list(zip(*rows, strict=True))
        nothing = ("",) * len(rows)
        columns: list[Sequence[object]] = []
        words: list[Sequence[str]] = []
        raw: list[list[str | None]] = []
        for column, place in zip(self._columns, self._places, strict=True):
            cells = nothing if place is None else by_place[place]
            stored, found = column.encode(cells, self._collator)
            columns += stored
            words.append(found)
            if (entries := column.raw(cells)) is not None:
                raw.append(entries)
        columns.append(_objects(raw, len(rows)))
        return Encoded(len(rows), columns, list(map(" ".join, zip(*words, strict=True))))

    def _sift(self, batch: Batch) -> tuple[list[Row], list[SetAside]]:
        fitting: list[Row] = []
        set_aside: list[SetAside] = []
        for row, line in zip(batch.rows, batch.lines(), strict=True):
            reason = self._misfit(row)
            if reason:
                set_aside.append(SetAside(line, reason))
            else:
                fitting.append(row)
        return fitting, set_aside

    def _misfit(self, row: Row) -> str:
        for column, place in zip(self._columns, self._places, strict=True):
            if place is not None:
                try:
                    column.reader.value(row[place])
                except ValueError:
                    return f"the cell of “{column.field.header or column.field.name}” {_REASONS[column.field.kind]}"
        return ""


def _objects(entries: list[list[str | None]], rows: int) -> Sequence[str | None]:
    """For each row the JSON object of its raw cells, None where it has none."""
    if not entries:
        return (None,) * rows
    return [f"{{{', '.join(filter(None, row))}}}" if any(row) else None for row in zip(*entries, strict=True)]
