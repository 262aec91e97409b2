"""Writing the column of one field of a records file: its entries, their ranks, and the codes of the records.

Columns of a file that was copied are changed with as little work as the change needs: codes and entries of records that
went are cut out, entries that no record has any more are emptied, and new texts are ranked among the others.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection
from vizdesk.domain.layout import Kind, Precision
from vizdesk.domain.text import visible
from vizdesk.gateway.collation import Ranks, ranks, ranks_with
from vizdesk.gateway.encoding import OwnCells, SharedCells
from vizdesk.gateway.engine.texts import TextBlocks, Texts
from vizdesk.gateway.record_format import FIELD_SHIFT, Coding, RecordField, date_numbers, read_codes, write_codes
from vizdesk.tabular.values import Value

Mask = npt.NDArray[np.bool_]

BLOCK = 65_536
"""Records or entries of a field that are stored together."""

SEPARATOR = "\0"
"""Between the texts of a block."""

KNOWN = 50_000
"""Texts of a column that are looked through for one that is there already: more take too much memory."""

LOOKS = 20
"""About how often a text is compared to find its rank among a million: where fewer than one in so many texts is new,
looking them up is quicker than sorting all."""

_UNUSED = -1


def open_column(connection: Connection, field: RecordField) -> RecordColumn:
    """The column of a field, as its records are coded."""
    return _SharedColumn(connection, field) if field.coding is Coding.SHARED else _OwnColumn(connection, field)


class RecordColumn(ABC):
    """The column of one field."""

    def __init__(self, connection: Connection, field: RecordField) -> None:
        self._connection = connection
        self._place = field.position
        self._field = field
        self._entries: list[Value | None] = []
        self._there = 0  # entries from before this import
        self._ranks: Ranks | None = None  # of these, where they are of use

    def extend(self, *, ranked: bool) -> None:
        """Go on behind the records that are there.

        Args:
            ranked: whether their texts were ranked by the rules that this program ranks by.
        """
        if self._field.is_text:
            found = np.frombuffer(b"".join(self._blocks("ranks")), np.uint32)
            self._there, self._ranks = len(found), found if ranked else None
        else:
            statement = "SELECT coalesce(sum(length(data)), 0) FROM blocks WHERE field = ? AND part = 'entries'"
            self._there = self._connection.execute(statement, (self._place,)).fetchone()[0] // 8

    @abstractmethod
    def add(self, cells: Any) -> None:
        """Take some cells, coded as the field is."""

    def finish(self, living: Mask | None) -> None:
        """Store the rest, cut out the records that went, and rank.

        Args:
            living: which records stay; None where all do.
        """
        self._store_entries()
        if living is not None:
            self._cut(living)
        if self._field.is_text:
            ranked = self._ranked()
            self._connection.execute("DELETE FROM blocks WHERE field = ? AND part = 'ranks'", (self._place,))
            self._store("ranks", ranked.tobytes())

    @abstractmethod
    def _cut(self, living: Mask) -> None:
        """Leave out the records that went, and what only they had."""

    def _ranked(self) -> Ranks:
        if self._ranks is None or not self._there:
            return ranks(self._texts())
        blocks = [SEPARATOR.encode() + one + SEPARATOR.encode() for one in self._blocks("entries")]
        texts = Texts(TextBlocks(blocks, SEPARATOR.encode()), lambda: None)
        if (len(texts) - self._there) * LOOKS > self._there:
            return ranks(self._texts())
        return ranks_with(self._ranks, texts.at, texts.at(range(self._there, len(texts))))

    def _cut_entries(self, stays: Mask, *, emptied: bool) -> None:
        """Rewrite the blocks of entries that hold some that do not stay.

        Args:
            stays: for each entry whether it stays.
            emptied: whether the others leave an empty entry behind, so that codes still fit.
        """
        first = 0
        for number in self._block_numbers("entries"):
            data = self._block(number)
            entries = data.decode().split(SEPARATOR) if self._field.is_text else np.frombuffer(data, np.float64)
            here = stays[first : first + len(entries)]
            first += len(entries)
            if here.all():
                continue
            cut = _emptied(entries, here) if emptied else _without(entries, here)
            if len(cut):
                block = cut.tobytes() if isinstance(cut, np.ndarray) else SEPARATOR.join(cut).encode()
                self._connection.execute("UPDATE blocks SET data = ? WHERE number = ?", (bytearray(block), number))
            else:
                self._connection.execute("DELETE FROM blocks WHERE number = ?", (number,))

    def _add_entries(self, values: Sequence[Value | None]) -> None:
        self._entries += values
        if len(self._entries) >= BLOCK:
            self._store_entries()

    def _store_entries(self) -> None:
        if self._entries:
            self._store("entries", _entries_block(self._entries, self._field))
            self._entries = []

    def _texts(self) -> Iterator[list[str]]:
        for data in self._blocks("entries"):
            yield data.decode().split(SEPARATOR)

    def _blocks(self, part: str) -> Iterator[bytes]:
        return map(self._block, self._block_numbers(part))

    def _block_numbers(self, part: str) -> list[int]:
        statement = "SELECT number FROM blocks WHERE field = ? AND part = ? ORDER BY number"
        return [number for (number,) in self._connection.execute(statement, (self._place, part)).fetchall()]

    def _block(self, number: int) -> bytes:
        data: bytes = self._connection.execute("SELECT data FROM blocks WHERE number = ?", (number,)).fetchone()[0]
        return data

    def _store(self, part: str, data: bytes) -> None:
        values = (self._place, part, bytearray(data))  # bound faster than bytes
        self._connection.execute("INSERT INTO blocks (field, part, data) VALUES (?, ?, ?)", values)


class _OwnColumn(RecordColumn):
    """The column of a field whose records have an entry each."""

    def add(self, cells: OwnCells) -> None:
        self._add_entries(cells.values)

    def _cut(self, living: Mask) -> None:
        self._cut_entries(living, emptied=False)
        stays = living[: self._there]
        self._there = int(np.count_nonzero(stays))
        if self._ranks is not None:
            self._ranks = self._ranks[stays]


class _SharedColumn(RecordColumn):
    """The column of a field whose records share entries."""

    def __init__(self, connection: Connection, field: RecordField) -> None:
        super().__init__(connection, field)
        self._added = 0  # entries of this import
        self._codes: list[np.ndarray] = []
        self._pending = 0
        self._offered: list[tuple[Value | None, str]] | None = (
            None  # what the file's codes mean, where others are there
        )
        self._numbers: list[int] = []  # for each of these its entry, `_UNUSED` before a record has it
        self._known: dict[str, int] = {}  # texts that are there already, and their entries

    def extend(self, *, ranked: bool) -> None:
        super().extend(ranked=ranked)
        self._offered = []
        if self._field.is_text and self._there <= KNOWN:
            self._known = {text: number for number, text in enumerate(chain.from_iterable(self._texts()))}

    def add(self, cells: SharedCells) -> None:
        codes = np.frombuffer(cells.codes, np.uint32)
        if self._offered is None:
            self._write(cells.values, cells.words)
        else:
            self._offered += zip(cells.values, cells.words, strict=True)
            codes = self._numbered(codes)
        self._codes.append(codes)
        self._pending += len(codes)
        if self._pending >= BLOCK:
            self._store_codes()

    def _numbered(self, codes: np.ndarray) -> np.ndarray:
        """The codes of a file's records as those of the column, to which entries are added only as they are used."""
        offered, numbers = self._offered or [], self._numbers
        numbers += [_UNUSED] * (len(offered) - len(numbers))
        listed = codes.tolist()
        for code in sorted(code for code in set(listed) if numbers[code] == _UNUSED):
            value, words = offered[code]
            number = self._known.get(str(value or "")) if self._known else None
            if number is None:
                number = self._there + self._added
                self._write([value], [words])
            numbers[code] = number
        return np.array([numbers[code] for code in listed], np.uint32)

    def _write(self, values: Sequence[Value | None], words: Sequence[str]) -> None:
        self._add_entries(values)
        if self._field.has_words:
            first = (self._place << FIELD_SHIFT) + self._there + self._added
            worded = ((first + place, visible(one)) for place, one in enumerate(words) if one)
            self._connection.executemany("INSERT INTO entry_words (rowid, text) VALUES (?, ?)", worded)
        self._added += len(values)

    def finish(self, living: Mask | None) -> None:
        self._store_codes()
        super().finish(living)

    def _cut(self, living: Mask) -> None:
        codes = read_codes(list(self._blocks("codes")))[living]
        self._connection.execute("DELETE FROM blocks WHERE field = ? AND part = 'codes'", (self._place,))
        for start in range(0, len(codes), BLOCK):
            self._store("codes", write_codes(codes[start : start + BLOCK]))
        held = np.bincount(codes, minlength=self._there + self._added) > 0
        self._cut_entries(held, emptied=True)
        if self._field.has_words:
            rows = ((self._place << FIELD_SHIFT) + np.flatnonzero(~held)).tolist()
            self._connection.executemany("DELETE FROM entry_words WHERE rowid = ?", ((row,) for row in rows))
        if self._ranks is not None:
            self._ranks = np.where(held[: self._there], self._ranks, np.uint32(0))

    def _store_codes(self) -> None:
        if self._codes:
            self._store("codes", write_codes(np.concatenate(self._codes)))
            self._codes, self._pending = [], 0


def _without(entries: Any, stays: Mask) -> Any:
    if isinstance(entries, np.ndarray):
        return entries[stays]
    return [entry for entry, stay in zip(entries, stays.tolist(), strict=True) if stay]


def _emptied(entries: Any, stays: Mask) -> Any:
    if isinstance(entries, np.ndarray):
        return np.where(stays, entries, np.nan)
    return [entry if stay else "" for entry, stay in zip(entries, stays.tolist(), strict=True)]


def _entries_block(entries: Sequence[Value | None], field: RecordField) -> bytes:
    if field.is_text:
        return _text_block([one or "" for one in entries])
    if field.kind is Kind.DATE:
        return date_numbers([one or "" for one in entries], field.precision or Precision.DAY).tobytes()
    return np.array([np.nan if one is None else one for one in entries], np.float64).tobytes()


def _text_block(texts: Sequence[Any]) -> bytes:
    block: str = SEPARATOR.join(texts)
    if block.count(SEPARATOR) >= len(texts):  # some text holds it
        block = SEPARATOR.join([text.replace(SEPARATOR, "\ufffd") for text in texts])
    return block.encode()
