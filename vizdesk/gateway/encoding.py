"""From the cells of a data file to the columns of a records file.

A field's values are kept as entries, and its records as codes that point to them. Where values repeat, equal cells
share an entry; where nearly every record has a value of its own (numbers of cases, notes), each record has its own
entry, and codes would say nothing.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring as encode_text  # as `json.dumps` does it
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Kind
from vizdesk.gateway.record_format import Coding, RecordField
from vizdesk.gateway.record_keys import MISSING, hash_keys, hash_records
from vizdesk.tabular.source import Batch, Row, SetAside
from vizdesk.tabular.values import CellReader, Value

T = TypeVar("T")
K = TypeVar("K")

REMEMBERED = 200_000
"""Distinct cells of a field whose entry is kept at hand; a field of more starts over: some entries are equal."""

_REASONS = {
    Kind.NUMBER: "the cell of “{column}” is not a number",
    Kind.DATE: "the cell of “{column}” is not a date that can be read",
    Kind.YES_NO: "the cell of “{column}” is neither yes nor no",
}


class SharedCells(NamedTuple):
    """Some cells of a field with shared entries: their codes as 32-bit numbers, and the entries not met before.

    An entry is its value, None where that is missing, and its words. Codes count from the first entry of this import.
    """

    codes: bytes
    values: list[Value | None]
    words: list[str]


class OwnCells(NamedTuple):
    """Some cells of a field where each record has its own entry; `words` is None where they are the values."""

    values: list[Value | None]
    words: list[str] | None


class Encoded(NamedTuple):
    """Some rows: field by field for the columns, and each row whole as it is shown (see `records`).

    On a page with a key, also each row's key and digest (see `record_keys`).
    """

    fields: list[SharedCells | OwnCells]
    records: list[str]
    keys: bytes = b""
    digests: bytes = b""

    def only(self, chosen: npt.NDArray[np.int64]) -> Encoded:
        """Some of the rows; shared entries stay, as later rows may have them."""
        places = chosen.tolist()
        fields = [_only(cells, chosen, places) for cells in self.fields]
        return Encoded(fields, [self.records[place] for place in places])


def _only(cells: SharedCells | OwnCells, chosen: npt.NDArray[np.int64], places: list[int]) -> SharedCells | OwnCells:
    if isinstance(cells, SharedCells):
        return cells._replace(codes=np.frombuffer(cells.codes, np.uint32)[chosen].tobytes())
    words = None if cells.words is None else [cells.words[place] for place in places]
    return OwnCells([cells.values[place] for place in places], words)


class _Memo(dict[K, T], Generic[K, T]):
    """Remembers what a function gave; its lookups run in C."""

    def __init__(self, compute: Callable[[K], T]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: K) -> T:
        found = self[key] = self._compute(key)
        return found


class _Column(ABC):
    """What the columns of both codings share: raw cells."""

    def __init__(self, field: RecordField, reader: CellReader) -> None:
        self.field = field
        self.reader = reader
        self._label = json.dumps(field.name)
        self._raw: dict[str, str] = {}
        self._is_yes_no = field.kind is Kind.YES_NO

    @abstractmethod
    def encode(self, cells: Sequence[str]) -> SharedCells | OwnCells:
        """These cells as the records file has them.

        Raises:
            ValueError: a cell does not fit the field's kind.
        """

    @abstractmethod
    def hand_out(self) -> None:
        """What was encoded goes on its way; until then its new entries are kept, as another field may not fit."""

    @abstractmethod
    def shown(self, cells: Sequence[str], encoded: SharedCells | OwnCells) -> Sequence[str]:
        """The values of these cells, encoded just before, as JSON."""

    def raw(self, cells: Sequence[str]) -> list[str | None] | None:
        """For each cell its entry in `raw`, or None where its value repeats it; None where all values do.

        `cells` must have been encoded just before.
        """
        if not self._raw or self._raw.keys().isdisjoint(cells):
            return None
        return list(map(self._raw.get, cells))

    def _json(self, value: Value | None) -> str:
        shown = bool(value) if self._is_yes_no and value is not None else value
        return json.dumps(shown, ensure_ascii=False)

    def _note_raw(self, cell: str, raw: str) -> None:
        self._raw[cell] = f"{self._label}: {json.dumps(raw, ensure_ascii=False)}"


class _SharedColumn(_Column):
    """Each distinct cell is looked at once, as long as it is remembered."""

    def __init__(self, field: RecordField, reader: CellReader) -> None:
        super().__init__(field, reader)
        self._codes: _Memo[str, int] = _Memo(self._learn)
        self._shown: dict[str, str] = {}
        self._next = 0
        self._values: list[Value | None] = []
        self._words: list[str] = []

    def encode(self, cells: Sequence[str]) -> SharedCells:
        if len(self._codes) > REMEMBERED:
            self._codes.clear()
            self._shown.clear()
            self._raw.clear()
        codes = array("I", map(self._codes.__getitem__, cells)).tobytes()
        return SharedCells(codes, self._values, self._words)

    def hand_out(self) -> None:
        self._values, self._words = [], []

    def shown(self, cells: Sequence[str], encoded: SharedCells | OwnCells) -> Sequence[str]:  # noqa: ARG002  # each cell's is at hand
        return list(map(self._shown.__getitem__, cells))

    def _learn(self, cell: str) -> int:
        found = self.reader.read(cell)
        if found.raw is not None:
            self._note_raw(cell, found.raw)
        self._shown[cell] = self._json(found.value)
        self._values.append(found.value)
        self._words.append(found.words)
        self._next += 1
        return self._next - 1


class _OwnColumn(_Column):
    """Nothing is remembered: hardly a cell comes again."""

    def hand_out(self) -> None:
        """Its entries went with their records."""

    def shown(self, cells: Sequence[str], encoded: SharedCells | OwnCells) -> Sequence[str]:  # noqa: ARG002  # the values are not at hand by cell
        if self.field.kind in (Kind.NUMBER, Kind.YES_NO):
            return list(map(self._json, encoded.values))
        return [encode_text(str(value)) if value else "null" for value in encoded.values]

    def encode(self, cells: Sequence[str]) -> OwnCells:
        self._raw.clear()
        plain = self.reader.plain_values(cells)
        if plain is not None:
            return OwnCells(plain, None)
        read = self.reader.read
        found = list(map(read, cells))
        for cell, one in zip(cells, found, strict=True):
            if one.raw is not None:
                self._note_raw(cell, one.raw)
        values = [one.value for one in found]
        return OwnCells(values, None if self.field.is_text else [one.words for one in found])


_COLUMNS = {Coding.SHARED: _SharedColumn, Coding.OWN: _OwnColumn}


class Encoder:
    """Encodes the rows of a data file for a records file.

    Args:
        fields: the fields of the records.
        readers: how each field's cells are read.
        places: in which column of the data file each field stands; None where the file does not have it.
        key: the names of the fields that tell one record from another; none on a page without a key.
    """

    def __init__(
        self,
        fields: Sequence[RecordField],
        readers: Sequence[CellReader],
        places: Sequence[int | None],
        key: Sequence[str] = (),
    ) -> None:
        self._columns = [_COLUMNS[field.coding](field, reader) for field, reader in zip(fields, readers, strict=True)]
        self._places = places
        self._names = [one.name for one in fields]
        self._key = [self._names.index(name) for name in key]

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
        all_cells = [nothing if place is None else by_place[place] for place in self._places]
        fields = [column.encode(cells) for column, cells in zip(self._columns, all_cells, strict=True)]
        parts = zip(self._columns, all_cells, fields, strict=True)
        shown = [column.shown(cells, encoded) for column, cells, encoded in parts]
        key = [shown[place] for place in self._key]
        if any(MISSING in values for values in key):
            raise ValueError("key")
        for column in self._columns:
            column.hand_out()
        raw = [column.raw(cells) for column, cells in zip(self._columns, all_cells, strict=True)]
        shown.append(_objects([entries for entries in raw if entries is not None], len(rows)))
        records = [f"[{','.join(row)}]" for row in zip(*shown, strict=True)]
        if not key:
            return Encoded(fields, records)
        return Encoded(fields, records, hash_keys(key), hash_records(records, self._names))

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
                named = column.field.header or column.field.name
                try:
                    value = column.reader.value(row[place])
                except ValueError:
                    return Filled(_REASONS[column.field.kind], column=named)
                if value is None and column.field.position in self._key:
                    return Filled("the cell of “{column}” is empty, which is the record’s key", column=named)
        return ""


def _objects(entries: list[list[str | None]], rows: int) -> Sequence[str]:
    """For each row the JSON object of its raw cells, null where it has none."""
    if not entries:
        return ("null",) * rows
    return [f"{{{', '.join(filter(None, row))}}}" if any(row) else "null" for row in zip(*entries, strict=True)]
