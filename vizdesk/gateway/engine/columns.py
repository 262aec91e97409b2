"""The columns of one records file in memory: each part is read when it is first wanted, and may be let go again.

A criterion is answered on the entries of its field, which gives one yes or no an entry, and then spread over the
records by their codes. So a field of ten colors is compared ten times, however many records there are.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection
from vizdesk.domain.errors import CursorExpired
from vizdesk.gateway.engine.texts import LINE, SEPARATOR, Mask, TextBlocks, Texts, compacted, folded, lookalikes, worded
from vizdesk.gateway.identities import Integers, read_part
from vizdesk.gateway.record_format import Codes, Coding, RecordField, read_codes

T = TypeVar("T")

Places = npt.NDArray[np.int64]
"""Records by place, from 0; see `identities`."""

Numbers = npt.NDArray[np.float64]

FEW_ENTRIES = 10
"""So many entries are compared with the codes one by one, each a twentieth of the work of looking all codes up."""

WORDS_BETWEEN_CHECKS = 5000
"""Words that are compared between two looks at the clock: some milliseconds."""

_WORD_BYTES = 100
"""About what a word takes in a set."""


class Form(Enum):
    """In which form a text field's entries are looked at."""

    STORED = auto()
    """Letter by letter."""
    FOLDED = auto()
    """As texts are compared."""
    WORDS = auto()
    """As texts are compared, with nothing but spaces between their words."""
    COMPACT = auto()
    """As identifiers are compared."""
    LOOKALIKE = auto()
    """As identifiers are compared whose letters and digits may have been mistaken for each other."""


_MADE_FROM: Mapping[Form, tuple[Form, Callable[[bytes], bytes]]] = {
    Form.WORDS: (Form.FOLDED, worded),
    Form.COMPACT: (Form.FOLDED, compacted),
    Form.LOOKALIKE: (Form.COMPACT, lookalikes),
}


class PartCache:
    """What was read lately, up to so many bytes in all. Safe to use from several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._parts: OrderedDict[tuple[object, ...], tuple[Any, int]] = OrderedDict()
        self._held = 0

    def get(self, key: tuple[object, ...], load: Callable[[], T], size: Callable[[T], int]) -> T:
        """The part of a key, loaded where it is not held.

        Args:
            key: the file's name, and what else tells the part.
            load: makes it.
            size: about how many bytes it takes.
        """
        found: T | None = self.held(key)
        if found is None:
            found = load()
            self.put(key, found, size(found))
        return found

    def held(self, key: tuple[object, ...]) -> Any:
        """The part of a key, None where it is not held."""
        with self._lock:
            if key not in self._parts:
                return None
            self._parts.move_to_end(key)
            return self._parts[key][0]

    def put(self, key: tuple[object, ...], part: object, taken: int) -> None:
        """Hold a part.

        Args:
            key: as for `get`.
            part: what is held.
            taken: about how many bytes it takes.
        """
        with self._lock:
            if key not in self._parts:
                self._parts[key] = part, taken
                self._held += taken
            while self._held > self._most and len(self._parts) > 1:
                self._held -= self._parts.popitem(last=False)[1][1]

    def forget(self, file: str) -> None:
        """Let go of everything of a file."""
        with self._lock:
            for key in [key for key in self._parts if key[0] == file]:
                self._held -= self._parts.pop(key)[1]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a records file.

    Args:
        field: its name, kind and precision.
        codes: for each record the number of its entry; None where each record has its own.
        parts: reads its entries.
    """

    field: RecordField
    codes: Codes | None
    parts: Parts

    @property
    def is_text(self) -> bool:
        """Whether its entries are texts."""
        return self.field.is_text

    def spread(self, of_entries: Mask) -> Mask:
        """For each record the yes or no of its entry."""
        if self.codes is None:
            return of_entries
        met = np.flatnonzero(of_entries)
        if len(met) > FEW_ENTRIES:
            return of_entries[self.codes]
        found = np.zeros(len(self.codes), np.bool_)
        for entry in met.astype(self.codes.dtype):
            found |= self.codes == entry
        return found

    def at(self, of_entries: npt.NDArray[Any], places: Places) -> npt.NDArray[Any]:
        """For some records what their entries have."""
        return of_entries[places if self.codes is None else self.codes[places]]

    def __len__(self) -> int:
        return len(self.ranks if self.is_text else self.numbers)

    @property
    def numbers(self) -> Numbers:
        """The entries of a field that is not text; NaN where the value is missing."""
        return self.parts.numbers(self.field)

    @property
    def ranks(self) -> npt.NDArray[np.uint32]:
        """The ranks of a text field's entries in the sort order, from 1; 0 where the value is missing."""
        return self.parts.ranks(self.field)

    def texts(self, form: Form) -> Texts:
        """The entries of a text field."""
        return self.parts.texts(self.field, form)

    @property
    def vocabulary(self) -> frozenset[str]:
        """All words of a text field's entries, as they are compared."""
        return self.parts.vocabulary(self.field)

    def value(self, place: int) -> str | float | None:
        """What a record has, as `standing` takes it; None where it is missing."""
        entry = place if self.codes is None else int(self.codes[place])
        if not self.is_text:
            number = float(self.numbers[entry])
            return None if np.isnan(number) else number
        return self.texts(Form.STORED).at([entry])[0] if self.ranks[entry] else None

    def standing(self, value: str | float) -> float:
        """Where a value would stand in the order of the entries; one that none of them has, between two of them.

        Raises:
            CursorExpired: the entries are ranked by other rules than this program's.
        """
        if not self.is_text:
            return float(value)
        from vizdesk.gateway.collation import COLLATION, standings  # late: only a cursor from before an import needs it

        if self.parts.collation != COLLATION:
            raise CursorExpired("Texts are sorted by other rules now.", "Search again.")
        (found,) = standings([str(value)], self.ranks, self.texts(Form.STORED).at)
        return found.rank + (0 if found.equal else 0.5)

    def pieces(self) -> Iterator[Column]:
        """A text field's column in pieces, each a column of its own that has no codes."""
        return self.parts.pieces(self.field)

    def records_before(self, entry: int) -> int:
        """How many records from the first on have only entries before this one."""
        if self.codes is None:
            return entry
        behind = self.codes >= entry
        return int(np.argmax(behind)) if behind.any() else len(self.codes)

    def present(self) -> Mask:
        """Which entries have a value."""
        return self.ranks != 0 if self.is_text else ~np.isnan(self.numbers)

    def order(self, entries: Places | slice = slice(None)) -> Numbers:
        """For each entry, or some, a number that sorts as its value does; NaN where that is missing."""
        if not self.is_text:
            return self.numbers[entries]
        ranks = self.ranks[entries]
        order = ranks.astype(np.float64)
        order[ranks == 0] = np.nan
        return order


class Parts:
    """Reads the parts of one records file's columns through a cache, for one request.

    Args:
        file: the file's name, for the cache.
        connection: reads it; good for as long as this object is used.
        cache: keeps what was read.
        check: called now and then in what takes long; raises where the request's time is over.
    """

    def __init__(self, file: str, connection: Connection, cache: PartCache, check: Callable[[], None]) -> None:
        self._file = file
        self._connection = connection
        self._cache = cache
        self.check = check

    @property
    def row_numbers(self) -> Integers:
        """For each record the row of the tables that it stands in, ascending."""
        return self._identities("numbers")

    @property
    def ids(self) -> Integers:
        """For each record its id."""
        return self._identities("ids")

    @property
    def revisions(self) -> Integers:
        """For each record the revision that it last changed in."""
        return self._identities("revisions")

    @property
    def collation(self) -> str:
        """The rules by which texts are ranked."""
        return str(self._connection.execute("SELECT value FROM meta WHERE key = 'collation'").fetchone()[0])

    def _identities(self, part: str) -> Integers:
        key = (self._file, part)
        return self._cache.get(key, lambda: read_part(self._connection, part), lambda one: int(one.nbytes))

    def column(self, field: RecordField) -> Column:
        """The column of a field."""
        return Column(field, self._codes(field) if field.coding is Coding.SHARED else None, self)

    def pieces(self, field: RecordField) -> Iterator[Column]:
        """See `Column.pieces`: one for each block of entries."""
        statement = "SELECT number FROM blocks WHERE field = ? AND part = 'entries' ORDER BY number"
        first = 0
        for (block,) in self._connection.execute(statement, (field.position,)).fetchall():
            ranks = partial(self._ranks_of_piece, field, first)
            piece = _PieceParts(self._file, self._connection, self._cache, self.check, block, ranks)
            yield Column(field, None, piece)
            first += piece.count(field)

    def numbers(self, field: RecordField) -> Numbers:
        """See `Column.numbers`."""
        return self._array(field, "entries", lambda blocks: np.frombuffer(b"".join(blocks), np.float64))

    def ranks(self, field: RecordField) -> npt.NDArray[np.uint32]:
        """See `Column.ranks`."""
        return self._array(field, "ranks", lambda blocks: np.frombuffer(b"".join(blocks), np.uint32))

    def texts(self, field: RecordField, form: Form) -> Texts:
        """See `Column.texts`."""
        return Texts(self._texts(field, form), self.check)

    def vocabulary(self, field: RecordField) -> frozenset[str]:
        """See `Column.vocabulary`."""
        key = self._key(field, "vocabulary")
        return self._cache.get(key, lambda: self.texts(field, Form.WORDS).words(), lambda one: _WORD_BYTES * len(one))

    def words_like(self, field: RecordField, word: str, alike: Callable[[str, str], bool]) -> tuple[str, ...]:
        """The words of a text field's entries that are like one, in their order; kept at hand, as telling takes long.

        Args:
            field: the field.
            word: as words are compared.
            alike: whether a word of the records is like it.
        """

        def find() -> tuple[str, ...]:
            vocabulary, found = sorted(self.vocabulary(field)), []
            for start in range(0, len(vocabulary), WORDS_BETWEEN_CHECKS):
                self.check()
                found += [one for one in vocabulary[start : start + WORDS_BETWEEN_CHECKS] if alike(one, word)]
            return tuple(found)

        key = self._key(field, (alike, word))
        return self._cache.get(key, find, lambda one: _WORD_BYTES * (1 + len(one)))

    def _ranks_of_piece(self, field: RecordField, first: int, count: int) -> npt.NDArray[np.uint32]:
        return self.ranks(field)[first : first + count]

    def _texts(self, field: RecordField, form: Form) -> TextBlocks:
        def load() -> TextBlocks:
            if form in _MADE_FROM:
                before, convert = _MADE_FROM[form]
                return TextBlocks(self._converted(convert, self._texts(field, before).blocks), LINE)
            if form is Form.FOLDED:
                return TextBlocks(self._converted(folded, self._blocks(field, "entries")), LINE)
            return TextBlocks([SEPARATOR + one + SEPARATOR for one in self._blocks(field, "entries")], SEPARATOR)

        return self._cache.get(self._key(field, form), load, lambda one: one.size)

    def _converted(self, convert: Callable[[bytes], bytes], blocks: Iterable[bytes]) -> list[bytes]:
        made = []
        for block in blocks:
            self.check()
            made.append(convert(block))
        return made

    def _codes(self, field: RecordField) -> Codes:
        return self._array(field, "codes", read_codes)

    def _array(
        self, field: RecordField, part: str, load: Callable[[Iterator[bytes]], npt.NDArray[Any]]
    ) -> npt.NDArray[Any]:
        key = self._key(field, part)
        return self._cache.get(key, lambda: load(self._blocks(field, part)), lambda one: int(one.nbytes))

    def _key(self, field: RecordField, part: object) -> tuple[object, ...]:
        return self._file, field.position, part

    def _blocks(self, field: RecordField, part: str) -> Iterator[bytes]:
        statement = "SELECT data FROM blocks WHERE field = ? AND part = ? ORDER BY number"
        for (data,) in self._connection.execute(statement, (field.position, part)):
            yield data


class _PieceParts(Parts):
    """One block of a text field's entries.

    Args:
        file: as for `Parts`.
        connection: as for `Parts`.
        cache: as for `Parts`.
        check: as for `Parts`.
        block: the block's number in the file.
        ranks: gives the ranks of so many of its entries.
    """

    def __init__(
        self,
        file: str,
        connection: Connection,
        cache: PartCache,
        check: Callable[[], None],
        block: int,
        ranks: Callable[[int], npt.NDArray[np.uint32]],
    ) -> None:
        super().__init__(file, connection, cache, check)
        self._block, self._ranks = block, ranks

    def count(self, field: RecordField) -> int:
        """How many entries the block has."""
        key = self._key(field, "count")
        return self._cache.get(key, lambda: next(self._blocks(field, "entries")).count(SEPARATOR) + 1, lambda _: 8)

    def ranks(self, field: RecordField) -> npt.NDArray[np.uint32]:
        """See `Column.ranks`."""
        return self._ranks(self.count(field))

    def _key(self, field: RecordField, part: object) -> tuple[object, ...]:
        return self._file, field.position, part, self._block

    def _blocks(self, _field: RecordField, _part: str) -> Iterator[bytes]:
        yield self._connection.execute("SELECT data FROM blocks WHERE number = ?", (self._block,)).fetchone()[0]
