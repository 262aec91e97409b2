"""The results table: rows read from the store in blocks, on demand, so that memory stays flat."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.layout import Filter, Kind, Page, Precision
from vizdesk.domain.search import Hit
from vizdesk.models.drafts import show_field
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.results import LOST, ResultSet

if TYPE_CHECKING:
    from vizdesk.models.record_text import Rows, RowTexts

translate = QCoreApplication.translate

BLOCK = 100
KEPT_BLOCKS = 24
"""2,400 rows in memory: many screens in both directions."""

REMEMBERED_TEXTS = 20_000
"""Values whose text is kept at hand: most columns have few, and writing one in the locale's way takes 20 µs."""

WAITING_BLOCKS = 4
"""Of blocks asked for while one is read, the newest are read next; fast scrolling leaves the others behind."""

RETRY_MILLISECONDS = (1000, 3000, 10_000, 30_000)
"""So long after rows could not be read they are looked for again; in between, what is painted asks for nothing."""

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_Role = Qt.ItemDataRole

WIDEST = {
    Precision.MONTH: "2000-09",
    Precision.DAY: "2000-12-28",
    Precision.MINUTE: "2000-12-28T22:58",
    Precision.SECOND: "2000-12-28T22:58:58",
}
"""For each precision, a value that is long in every language: two digits wherever there can be."""


class Unread(NamedTuple):
    """Some rows cannot be read.

    Args:
        reason: why, None where they are gone from what is kept.
    """

    reason: VizDeskError | None


class ResultsModel(QAbstractTableModel):
    """The hits of one page's shown search; its columns are the layout's.

    Signals:
        row_loaded: a record that `hit` was asked for has arrived; its row.
        row_found: the record that `find` was asked for: its id and its row.
        more_wanted: the view has come to the end of what is loaded.
        unread_changed: `unread` is another.
    """

    row_loaded = Signal(int)
    row_found = Signal(str, int)
    more_wanted = Signal()
    unread_changed = Signal()

    def __init__(self, page: Page, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._locale = page, services.locale
        self._store = services.workspace.results
        self._columns = [(column, page.filter_on(column.field)) for column in page.columns]
        self._alignments = [_alignment(one) for _, one in self._columns]
        self._shown: dict[tuple[int, type, Any], str] = {}
        self._said_of_row: Callable[[int], str] | None = None
        self._set: ResultSet | None = None
        self._more = False
        self._blocks: OrderedDict[int, Sequence[Hit]] = OrderedDict()
        self._waiting: list[int] = []
        self._reading: int | None = None
        self._expected = 0  # of the block that is being read: so many rows stood there when it was asked for
        self._failed: set[int] = set()
        self._failure: VizDeskError | None = None
        self._is_told = False
        self._retries = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._on_again)
        self._asked_rows: set[int] = set()
        self._reads = Requests(services.pool, self, self._on_block, self._on_block_failed)
        self._finds = Requests(services.pool, self, self._on_found)
        self._roles: dict[int, Callable[[Hit, int], Any]] = {
            _Role.DisplayRole: self._text,
            _Role.ToolTipRole: self._raw,
            _Role.UserRole: self._value,
            _Role.AccessibleTextRole: self._spoken,
            _Role.AccessibleDescriptionRole: self._explained,
        }

    # What is shown

    @property
    def loaded_rows(self) -> int:
        """How many hits the store holds of the shown search."""
        return self._set.rows if self._set else 0

    @property
    def unread(self) -> Unread | None:
        """Why some of the rows cannot be read now, None where none is known to be."""
        return Unread(self._failure) if self._is_told else None

    def show_set(self, result_set: ResultSet | None, first: Sequence[Hit] = ()) -> None:
        """Show a result set in place of what is shown.

        Args:
            result_set: the set, or None to show nothing.
            first: its first hits, where they are at hand.
        """
        self.beginResetModel()
        self._set = result_set
        self._blocks.clear()
        self._waiting.clear()
        self._asked_rows.clear()
        self._reading = None
        self._reads.drop()
        self._finds.drop()
        was_told, self._is_told = self._is_told, False
        self._failed.clear()
        self._again.stop()
        self._retries = 0
        for start in range(0, len(first), BLOCK):
            block = first[start : start + BLOCK]
            if len(block) == self._block_length(start // BLOCK):
                self._keep(start // BLOCK, block)
        self.endResetModel()
        if was_told:
            self.unread_changed.emit()

    def extend_set(self, result_set: ResultSet) -> None:
        """The shown set has grown in the store."""
        before, after = self.loaded_rows, result_set.rows
        if after > before:
            self.beginInsertRows(_TOP, before, after - 1)
            self._set = result_set
            self.endInsertRows()
        else:
            self._set = result_set

    def set_more(self, available: bool) -> None:
        """Whether reaching the end emits `more_wanted`."""
        self._more = available

    def hit(self, row: int) -> Hit | None:
        """The record of a row; None while it is being read, then `row_loaded` follows, as it does after `LOST`."""
        found = self._at(row)
        if (found is None or found is LOST) and 0 <= row < self.loaded_rows:
            self._asked_rows.add(row)
        return found

    def id_at(self, row: int) -> str | None:
        """The id of a row's record, None while it is being read and where it could not be."""
        found = self._at(row)
        return found.id if found and found is not LOST else None

    def find(self, record_id: str) -> None:
        """Look for a record among the loaded ones; `row_found` follows if it is there."""
        shown, store = self._set, self._store
        if shown is not None:
            self._finds.submit(lambda: (record_id, store.find(shown.id, record_id)))

    def ids_of(self, rows: Sequence[tuple[int, int]]) -> Callable[[], list[str]]:
        """What gives the ids of some loaded rows on a worker's thread.

        Args:
            rows: first and last of each stretch.
        """
        from vizdesk.models.record_text import ids_of  # late: most runs never export

        shown, store = self._set, self._store
        return lambda: ids_of(store, shown, rows) if shown else []

    def texts_of(self, rows: Rows, columns: Sequence[int], *, for_tables: bool = False) -> Callable[[], RowTexts]:
        """What gives the texts of some loaded rows on a worker's thread, as the table shows them.

        Args:
            rows: first and last of each stretch.
            columns: the places in the layout of the columns.
            for_tables: whether they are written as `table_cell` does.
        """
        from vizdesk.models.record_text import RowTexts, table_cell, texts_of  # late: most runs never copy

        show = table_cell if for_tables else show_field
        shown, store, page, locale = self._set, self._store, self._page, self._locale
        return lambda: texts_of(store, shown, rows, page, columns, locale, show) if shown else RowTexts([])

    def readable(self, columns: Sequence[int]) -> list[int]:
        """Those of some columns that hold texts: a photo's data is for no clipboard and no paper."""
        return [place for place in columns if self._columns[place][0].field != self._page.photo_field]

    def say_of_rows(self, said: Callable[[int], str]) -> None:
        """Let rows be called by what is said of them, for screen readers."""
        self._said_of_row = said

    def prepare(self, row: int) -> None:
        """Have the rows around one at hand before they are shown."""
        self._at(row)

    def texts(self, row: int, columns: Sequence[int]) -> list[str]:
        """What some cells of a row show; nothing while the row is being read, then `dataChanged` follows."""
        found = self._at(row)
        return [self._text(found, column) for column in columns] if found else []

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """At which side the texts of a column stand."""
        return self._alignments[column]

    # Qt's interface

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows are loaded."""
        return 0 if parent.isValid() else self.loaded_rows

    def columnCount(self, parent: Index = _TOP) -> int:
        """How many columns the layout has."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The agency's name of a column; of a row what is said of it."""
        if orientation is Qt.Orientation.Vertical and role == _Role.AccessibleTextRole and self._said_of_row:
            return self._said_of_row(section)
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section][0]
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return column.label(self._locale.name())
        return self._alignments[section] if role == _Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell: text, typed value (UserRole), raw text (ToolTipRole), alignment, or what a screen reader says."""
        if not index.isValid():
            return None
        column = index.column()
        if role == _Role.TextAlignmentRole:
            return self._alignments[column]
        answer = self._roles.get(role)
        if answer is None:
            return None
        found = self._at(index.row())
        return answer(found, column) if found else None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the search has more results than are loaded, and may go on by itself."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Ask for the following results."""
        if self.canFetchMore(parent):
            self.more_wanted.emit()

    def widest_date(self, column: int) -> str:
        """A date or time as wide as any that a column of such values shows; empty for another column."""
        one = self._columns[column][1]
        return show_field(one, WIDEST[one.precision], self._locale) if one and one.kind is Kind.DATE else ""

    # Cells

    def _value(self, hit: Hit, column: int) -> Any:
        return hit.fields.get(self._columns[column][0].field)

    def _text(self, hit: Hit, column: int) -> str:
        value = self._value(hit, column)
        if value is None:
            return "" if hit.readable else unreadable_cell()
        if self._columns[column][0].field == self._page.photo_field:
            return self.tr("Photo")  # neither a picture's data nor its address helps anybody to read a row
        if isinstance(value, list):
            return show_field(self._columns[column][1], value, self._locale)
        key = (column, type(value), value)
        text = self._shown.get(key)
        if text is None:
            if len(self._shown) >= REMEMBERED_TEXTS:
                self._shown.clear()
            text = self._shown[key] = show_field(self._columns[column][1], value, self._locale)
        return text

    def _explained(self, hit: Hit, _column: int) -> str:
        return "" if hit.readable else said_of_unreadable()

    def _raw(self, hit: Hit, column: int) -> str | None:
        return hit.raw.get(self._columns[column][0].field)

    def _spoken(self, hit: Hit, column: int) -> str:
        label = self._columns[column][0].label(self._locale.name())
        missing = self.tr("no value")
        return f"{label}: {self._text(hit, column) or missing}"

    # Blocks

    def _at(self, row: int) -> Hit | None:
        if not 0 <= row < self.loaded_rows:
            return None
        number, offset = divmod(row, BLOCK)
        block = self._blocks.get(number, ())
        if offset >= len(block):  # not read yet, or read when it was the last one, and short
            self._want(number)
            return None
        self._blocks.move_to_end(number)
        return block[offset]

    def _block_length(self, number: int) -> int:
        return max(0, min(BLOCK, self.loaded_rows - number * BLOCK))

    def _keep(self, number: int, hits: Sequence[Hit]) -> None:
        self._blocks[number] = hits
        self._blocks.move_to_end(number)
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)

    def _want(self, number: int) -> None:
        if number == self._reading:
            return
        if number in self._waiting:
            self._waiting.remove(number)
        self._waiting.append(number)
        del self._waiting[:-WAITING_BLOCKS]
        if self._reading is None:
            self._read_next()

    def _read_next(self) -> None:
        if self._set is None or not self._waiting or self._reading is not None:
            return
        number, set_id, store = self._waiting.pop(), self._set.id, self._store
        self._reading, self._expected = number, self._block_length(number)
        self._reads.submit(lambda: (number, store.load_block(set_id, number * BLOCK, BLOCK)))

    def _on_block(self, outcome: tuple[int, list[Hit]]) -> None:
        number, hits = outcome
        hits += [LOST] * (self._expected - len(hits))
        if LOST in hits:  # had the set only grown meanwhile, all that stood there would have come
            self._note_failure(number, None)
        elif number in self._failed:
            self._forget_failures()
        self._take_block(number, hits)
        self._read_next()

    def _on_block_failed(self, error: VizDeskError) -> None:
        number = self._reading
        if number is not None:
            self._note_failure(number, error)
            before = self._blocks.get(number, ())
            missing = self._expected - len(before)  # none where it was looked for again
            self._take_block(number, [*before, *[LOST] * missing] if missing > 0 else [])
        self._read_next()

    def _take_block(self, number: int, hits: Sequence[Hit]) -> None:
        self._reading = None
        first, last = number * BLOCK, number * BLOCK + len(hits) - 1
        if hits:
            self._keep(number, hits)
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
        for row in sorted(row for row in self._asked_rows if first <= row <= last):
            self._asked_rows.discard(row)
            self.row_loaded.emit(row)
        if 0 < len(hits) < self._block_length(number):  # the set grew while it was read
            self._want(number)

    # What could not be read

    def _note_failure(self, number: int, error: VizDeskError | None) -> None:
        if not self._failed:
            self._look_later()
        is_sure = error is not None or number in self._failed  # a set that is being changed can lack rows for a moment
        self._failed.add(number)
        if is_sure and not self._is_told:
            self._failure, self._is_told = error, True
            self.unread_changed.emit()

    def _look_later(self) -> None:
        self._again.start(RETRY_MILLISECONDS[min(self._retries, len(RETRY_MILLISECONDS) - 1)])

    def _on_again(self) -> None:
        """Look whether a block that could not be read can be by now; those in memory are likelier to be in sight."""
        if self._reading is None:
            self._retries += 1
            numbers = [one for one in self._blocks if one in self._failed] or sorted(self._failed)
            self._want(numbers[self._retries % len(numbers)])
        self._look_later()

    def _forget_failures(self) -> None:
        """Let all that could not be read be asked for again by whoever wants it."""
        if not self._failed:
            return
        for number in self._failed:
            self._blocks.pop(number, None)
        self._failed.clear()
        self._retries = 0
        self._again.stop()
        was_told, self._is_told = self._is_told, False
        if was_told:
            self.unread_changed.emit()
        if self.loaded_rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.loaded_rows - 1, len(self._columns) - 1))
        for number in {row // BLOCK for row in self._asked_rows}:
            self._want(number)

    def _on_found(self, outcome: tuple[str, int | None]) -> None:
        record_id, row = outcome
        if row is not None:
            self.row_found.emit(record_id, row)


def unreadable_cell() -> str:
    """What each cell shows of a record that cannot be read; an empty one would tell that there is no value."""
    return translate("Records", "Cannot be read")


def said_of_unreadable() -> str:
    """Why there is nothing of a record, and what to do."""
    return translate(
        "Records",
        "What this computer has kept of this record cannot be read. It stays as it is. Search again to see the record.",
    )


def said_of_unreadable_rows(count: int, locale: QLocale) -> str:
    """How many of some rows cannot be read; nothing where all can."""
    if count == 0:
        return ""
    one = translate("Records", "1 record cannot be read; its row says so.")
    many = translate("Records", "{count} records cannot be read; their rows say so.")
    return one if count == 1 else many.format(count=locale.toString(count))


def _alignment(one: Filter | None) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if one and one.kind is Kind.NUMBER else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
