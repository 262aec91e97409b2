"""The list of transfers as an item model; it takes what the desk tells and never looks through all rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from vizdesk.models.transfer_words import said_row, said_share
from vizdesk.transfers.rows import Row, Steps

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST_TOLD_APART = 32
"""If more rows have changed, all are painted anew: not more of them than are in sight."""

SAID = Qt.ItemDataRole.UserRole
"""How it stands, in words."""

ROW = Qt.ItemDataRole.UserRole + 1
"""The `Row` itself."""


class TransferRows(QAbstractListModel):
    """Rows in the order of turn, or of their end.

    Args:
        locale: how numbers and dates are written.
    """

    def __init__(self, locale: QLocale, parent: QObject) -> None:
        super().__init__(parent)
        self._locale = locale
        self._rows: list[Row] = []

    def row_at(self, place: int) -> Row | None:
        """A row, None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def ids(self, places: list[int]) -> list[int]:
        """The transfers in some places."""
        return [self._rows[place].transfer.id for place in places]

    def take(self, steps: Steps) -> None:
        """Become what the steps say."""
        if steps.whole is not None:
            self._take_whole(steps.whole, moved=steps.moved)
            return
        for first, count in steps.removed:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            del self._rows[first : first + count]
            self.endRemoveRows()
        for first, rows in steps.added:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows[first:first] = rows
            self.endInsertRows()
        for place, row in steps.changed:
            self._rows[place] = row
        if len(steps.changed) > MOST_TOLD_APART:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
            return
        for place, _ in steps.changed:
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def _take_whole(self, rows: tuple[Row, ...], *, moved: bool) -> None:
        if not moved:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        wanted = {self._rows[one.row()].transfer.id for one in before}
        places = {row.transfer.id: place for place, row in enumerate(rows) if row.transfer.id in wanted}
        after = [self.index(places[self._rows[one.row()].transfer.id]) for one in before]
        self._rows = list(rows)
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, words, what a screen reader says, and the row itself."""
        row = self.row_at(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.transfer.name
            case Qt.ItemDataRole.AccessibleTextRole:
                share = said_share(row.confirmed, row.transfer.size, self._locale) if row.live else ""
                return ". ".join(filter(None, (row.transfer.name, share, said_row(row, self._locale))))
            case _ if role == SAID:
                return said_row(row, self._locale)
            case _ if role == ROW:
                return row
            case _:
                return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
