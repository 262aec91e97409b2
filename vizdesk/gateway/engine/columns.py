"""The columns of one records file in memory: each part is read when it is first wanted, and may be let go again.

A criterion is answered on the entries of its field, which gives one yes or no an entry, and then spread over the
records by their codes. So a field of ten colors is compared ten times, however many records there are.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection
from vizdesk.domain.text import fold
from vizdesk.gateway.fields import Coding, RecordField

Mask = npt.NDArray[np.bool_]
"""A yes or no for each record, or for each entry of a field."""

Places = npt.NDArray[np.int64]
"""Records by place, from 0; the record's number is one more."""

Numbers = npt.NDArray[np.float64]

SEPARATOR = b"\0"
"""Between the stored texts of a block."""

LINE = b"\n"
"""Between folded texts, which hold no line end themselves."""

_WORD_BYTES = 100
"""About what a short text takes in a set."""

_WORD = re.compile(rb"[0-9a-z\x80-\xff]+")
_CODES = {1: np.uint8, 2: np.uint16, 4: np.uint32}
_SPACES = bytes.maketrans(b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f", b" " * 9)


class PartCache:
    """What was read lately, up to so many bytes in all. Safe to use from several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._parts: OrderedDict[tuple[object, ...], tuple[Any, int]] = OrderedDict()
        self._held = 0

    def get(self, key: tuple[object, ...], load: Callable[[], Any], size: Callable[[Any], int]) -> Any:
        """The part of a key, loaded where it is not held."""
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key][0]
        part = load()
        taken = size(part)
        with self._lock:
            if key not in self._parts:
                self._parts[key] = part, taken
                self._held += taken
            while self._held > self._most and len(self._parts) > 1:
                self._held -= self._parts.popitem(last=False)[1][1]
        return part

    def forget(self, file: str) -> None:
        """Let go of everything whose key starts with a file."""
        with self._lock:
            for key in [key for key in self._parts if key[0] == file]:
                self._held -= self._parts.pop(key)[1]


class Texts:
    """Many texts as blocks of bytes, each between two separators, so that a scan runs at the speed of memory.

    Args:
        blocks: each starts and ends with the separator.
        separator: the byte between texts.
    """

    def __init__(self, blocks: Sequence[bytes], separator: bytes) -> None:
        self.blocks = blocks
        self.separator = separator

    @cached_property
    def size(self) -> int:
        """Bytes held."""
        return sum(map(len, self.blocks))

    @cached_property
    def _starts(self) -> list[int]:
        """The number of each block's first text, and at the end how many texts there are."""
        counts = [block.count(self.separator) - 1 for block in self.blocks]
        return [0, *np.cumsum(counts).tolist()]

    def __len__(self) -> int:
        return int(self._starts[-1])

    def at(self, numbers: Iterable[int]) -> list[str]:
        """The texts of some numbers."""
        parted: dict[int, list[bytes]] = {}
        found = []
        for number in numbers:
            block = int(np.searchsorted(self._starts, number, side="right")) - 1
            if block not in parted:
                parted[block] = self.blocks[block].split(self.separator)
            found.append(parted[block][number - self._starts[block] + 1].decode())
        return found

    def meeting(self, finds: Callable[[bytes], Iterator[int]]) -> Mask:
        """Which texts something stands in.

        Args:
            finds: gives for a block the offsets where it stands; an offset on a separator means the text behind it.
        """
        met = np.zeros(len(self), np.bool_)
        for first, block in zip(self._starts, self.blocks, strict=False):
            offsets = np.fromiter(finds(block), np.int64)
            if len(offsets):
                breaks = np.flatnonzero(np.frombuffer(block, np.uint8) == self.separator[0])
                met[first + np.searchsorted(breaks, offsets, side="right") - 1] = True
        return met

    def equal_to(self, values: Iterable[str]) -> Mask:
        """Which texts are one of some values."""
        wanted = {value.encode() for value in values}
        if len(wanted) <= _FEW_VALUES:
            met = np.zeros(len(self), np.bool_)
            for value in wanted:
                met |= self.meeting(_finding(self.separator + value + self.separator))
            return met
        found: list[npt.NDArray[np.bool_]] = []
        for block in self.blocks:
            texts = block.split(self.separator)[1:-1]
            found.append(np.fromiter((text in wanted for text in texts), np.bool_, len(texts)))
        return np.concatenate(found) if found else np.zeros(0, np.bool_)

    def starting_with(self, value: str) -> Mask:
        """Which texts begin so."""
        return self.meeting(_finding(self.separator + value.encode()))

    def containing(self, value: str) -> Mask:
        """Which texts have a part that reads so; all, for an empty one."""
        return self.meeting(_finding(value.encode())) if value else np.ones(len(self), np.bool_)

    def like(self, pattern: str) -> Mask:
        """Which texts as a whole are like a pattern: `*` stands for any characters or none, `?` for one."""
        whole = _wildcard(pattern)
        return self.meeting(lambda block: (match.start() for match in whole.finditer(block)))


_ANY_CHARACTER = rb"[^\n\x80-\xbf][\x80-\xbf]*"
"""In UTF-8 a character is one byte that does not go on, and those that go on."""


def _wildcard(pattern: str) -> re.Pattern[bytes]:
    """Finds lines like a pattern in one pass, whatever the pattern.

    Between two `*` the first place that fits is always good enough, so each such part is atomic: without that, a pattern
    of many `*` would be tried in more ways than anybody can wait for.
    """
    parts = [_ANY_CHARACTER.join(re.escape(text.encode()) for text in part.split("?")) for part in pattern.split("*")]
    if len(parts) == 1:
        return re.compile(rb"\n" + parts[0] + rb"(?=\n)")
    first, *inner, last = parts
    found = b"".join(rb"(?>[^\n]*?" + part + rb")" for part in inner if part)
    return re.compile(rb"\n" + first + found + rb"[^\n]*" + last + rb"(?=\n)")


_FEW_VALUES = 8
"""So many values are looked for one by one; of more, each text is looked up among them."""


def _finding(wanted: bytes) -> Callable[[bytes], Iterator[int]]:
    """Offsets of the first byte of each occurrence; of those within one text, the first is enough."""

    def find(block: bytes) -> Iterator[int]:
        at = block.find(wanted)
        while at >= 0:
            yield at
            at = block.find(wanted, at + 1)

    return find


def folded(block: bytes) -> bytes:
    """A block of stored texts in their comparable form, ready to be scanned."""
    if block.isascii():
        lowered = block.translate(_SPACES).lower()
        if b"  " not in lowered:
            return LINE + lowered.replace(SEPARATOR, LINE) + LINE
    return LINE + "\n".join(map(fold, block.decode().split("\0"))).encode() + LINE


def compact(text: str, kept: str = "") -> str:
    """An identifier as it is compared: folded, without what is neither a letter nor a digit nor one of those kept."""
    return "".join(character for character in fold(text) if character.isalnum() or character in kept)


def lookalike(text: str) -> str:
    """A compact identifier in which letters and digits that look alike are the same: O and 0; I, L and 1."""
    return compact(text).translate(_LOOKALIKES)


_LOOKALIKES = str.maketrans("oil", "011")
_LOOKALIKE_BYTES = bytes.maketrans(b"oil", b"011")
_MARKS = bytes(byte for byte in range(128) if byte != LINE[0] and not chr(byte).isalnum())


def compacted(block: bytes) -> bytes:
    """A block of folded texts as identifiers are compared."""
    if block.isascii():
        return block.translate(None, delete=_MARKS)
    return "\n".join("".join(filter(str.isalnum, text)) for text in block.decode().split("\n")).encode()


def words_of(blocks: Iterable[bytes]) -> frozenset[str]:
    """All words of folded texts."""
    found: set[bytes] = set()
    for block in blocks:
        found.update(_WORD.findall(block))
    return frozenset(word.decode() for word in found)


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a records file.

    Args:
        field: its name, kind and precision.
        codes: for each record the number of its entry; None where each record has its own.
    """

    field: RecordField
    codes: npt.NDArray[np.unsignedinteger[Any]] | None
    parts: Parts

    @property
    def is_text(self) -> bool:
        """Whether its entries are texts."""
        return self.field.is_text

    def spread(self, of_entries: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """For each record what its entry has."""
        return of_entries if self.codes is None else of_entries[self.codes]

    def at(self, of_entries: npt.NDArray[Any], places: Places) -> npt.NDArray[Any]:
        """For some records what their entries have."""
        return of_entries[places if self.codes is None else self.codes[places]]

    @property
    def numbers(self) -> Numbers:
        """The entries of a field that is not text; NaN where the value is missing."""
        return self.parts.numbers(self.field)

    @property
    def ranks(self) -> npt.NDArray[np.uint32]:
        """The ranks of a text field's entries in the sort order, from 1; 0 where the value is missing."""
        return self.parts.ranks(self.field)

    @property
    def texts(self) -> Texts:
        """The entries of a text field, letter by letter."""
        return self.parts.texts(self.field)

    @property
    def folded(self) -> Texts:
        """The entries of a text field in their comparable form."""
        return self.parts.folded(self.field)

    @property
    def compact(self) -> Texts:
        """The entries of a text field as identifiers are compared."""
        return self.parts.compact(self.field)

    @property
    def lookalikes(self) -> Texts:
        """The same, with what looks alike made the same."""
        return Texts([block.translate(_LOOKALIKE_BYTES) for block in self.compact.blocks], LINE)

    @property
    def vocabulary(self) -> frozenset[str]:
        """All words of a text field's folded entries."""
        return self.parts.vocabulary(self.field)

    def present(self) -> Mask:
        """Which entries have a value."""
        return self.ranks != 0 if self.is_text else ~np.isnan(self.numbers)

    def order(self) -> Numbers:
        """For each entry a number that sorts as its value does; NaN where that is missing."""
        if not self.is_text:
            return self.numbers
        ranks = self.ranks
        order = ranks.astype(np.float64)
        order[ranks == 0] = np.nan
        return order


class Parts:
    """Reads the parts of one records file's columns through a cache.

    Args:
        file: the file's name, for the cache.
        connection: reads it; good for as long as this object is used.
        cache: keeps what was read.
    """

    def __init__(self, file: str, connection: Connection, cache: PartCache) -> None:
        self._file = file
        self._connection = connection
        self._cache = cache

    def column(self, field: RecordField) -> Column:
        """The column of a field."""
        return Column(field, self._codes(field) if field.coding is Coding.SHARED else None, self)

    def numbers(self, field: RecordField) -> Numbers:
        """See `Column.numbers`."""
        return self._array(field, "entries", lambda blocks: np.frombuffer(b"".join(blocks), np.float64))

    def ranks(self, field: RecordField) -> npt.NDArray[np.uint32]:
        """See `Column.ranks`."""
        return self._array(field, "ranks", lambda blocks: np.frombuffer(b"".join(blocks), np.uint32))

    def texts(self, field: RecordField) -> Texts:
        """See `Column.texts`."""

        def load() -> Texts:
            return Texts([SEPARATOR + one + SEPARATOR for one in self._blocks(field, "entries")], SEPARATOR)

        found: Texts = self._cache.get((self._file, field.position, "texts"), load, lambda one: int(one.size))
        return found

    def folded(self, field: RecordField) -> Texts:
        """See `Column.folded`."""

        def load() -> Texts:
            return Texts([folded(one) for one in self._blocks(field, "entries")], LINE)

        found: Texts = self._cache.get((self._file, field.position, "folded"), load, lambda one: int(one.size))
        return found

    def compact(self, field: RecordField) -> Texts:
        """See `Column.compact`."""

        def load() -> Texts:
            return Texts([compacted(one) for one in self.folded(field).blocks], LINE)

        found: Texts = self._cache.get((self._file, field.position, "compact"), load, lambda one: int(one.size))
        return found

    def vocabulary(self, field: RecordField) -> frozenset[str]:
        """See `Column.vocabulary`."""

        def load() -> frozenset[str]:
            return words_of(self.folded(field).blocks)

        key = (self._file, field.position, "vocabulary")
        found: frozenset[str] = self._cache.get(key, load, lambda one: _WORD_BYTES * len(one))
        return found

    def _codes(self, field: RecordField) -> npt.NDArray[np.unsignedinteger[Any]]:
        def load(blocks: Iterator[bytes]) -> npt.NDArray[Any]:
            parts = [np.frombuffer(one, _CODES[one[0]], offset=1) for one in blocks]
            return np.concatenate(parts) if parts else np.zeros(0, np.uint8)

        return self._array(field, "codes", load)

    def _array(
        self, field: RecordField, part: str, load: Callable[[Iterator[bytes]], npt.NDArray[Any]]
    ) -> npt.NDArray[Any]:
        key = (self._file, field.position, part)
        found: npt.NDArray[Any] = self._cache.get(
            key, lambda: load(self._blocks(field, part)), lambda one: int(one.nbytes)
        )
        return found

    def _blocks(self, field: RecordField, part: str) -> Iterator[bytes]:
        statement = "SELECT data FROM blocks WHERE field = ? AND part = ? ORDER BY place"
        for (data,) in self._connection.execute(statement, (field.position, part)):
            yield data
