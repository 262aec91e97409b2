"""The menu of the results table: by keyboard what the header offers by mouse."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from vizdesk.domain.layout import Direction, Page, SortKey

EXPORT = "export"


class TableMenu(QMenu):
    """Order and columns; filled anew each time it opens.

    Signals:
        sort_wanted: a tuple of `SortKey`.
        column_wanted: a column's place in the layout, and whether it is to be shown.
        export_wanted: the results are to be written into a file.
    """

    sort_wanted = Signal(object)
    column_wanted = Signal(int, bool)
    export_wanted = Signal()

    def __init__(self, page: Page, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._locale = locale
        self._sort: tuple[SortKey, ...] = ()
        self._hidden: list[str] = []
        self.triggered.connect(self._on_triggered)

    def show_state(self, sort: tuple[SortKey, ...], hidden: list[str], *, exportable: bool) -> None:
        """Fill the menu.

        Args:
            sort: the order there is.
            hidden: the fields of the columns that are not shown.
            exportable: whether the results can be exported now.
        """
        self._sort, self._hidden = sort, hidden
        self.clear()
        first = sort[0] if sort else None
        self._add_orders(self.addMenu(self.tr("Sort by")), "by", first)
        then = self.addMenu(self.tr("Then by"))
        self._add_orders(then, "then", sort[1] if len(sort) > 1 else None)
        then.setEnabled(bool(sort))
        columns = self.addMenu(self.tr("Columns"))
        for place, column in enumerate(self._page.columns):
            action = self._add(columns, column.label(self._locale.name()), ("column", place, ""))
            action.setChecked(column.field not in hidden)
        self.addSeparator()
        export = self.addAction(self.tr("Export…"))
        export.setData((EXPORT, 0, ""))
        export.setEnabled(exportable)

    def _add_orders(self, menu: QMenu, what: str, now: SortKey | None) -> None:
        direction = now.direction if now else Direction.ASC
        for place, column in enumerate(self._page.columns):
            action = self._add(menu, column.label(self._locale.name()), (what, place, direction.value))
            action.setChecked(now is not None and now.field == column.field)
        menu.addSeparator()
        place = next((n for n, column in enumerate(self._page.columns) if now and column.field == now.field), -1)
        for one, name in ((Direction.ASC, self.tr("Ascending")), (Direction.DESC, self.tr("Descending"))):
            action = self._add(menu, name, (what, place, one.value))
            action.setChecked(direction is one)
            action.setEnabled(place >= 0)

    def _add(self, menu: QMenu, text: str, data: tuple[str, int, str]) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setData(data)
        return action

    def _on_triggered(self, action: QAction) -> None:
        what, place, direction = action.data()
        if what == EXPORT:
            self.export_wanted.emit()
            return
        if what == "column":
            self.column_wanted.emit(place, action.isChecked())
            return
        key = SortKey(self._page.columns[place].field, Direction(direction))
        kept = tuple(one for one in self._sort[:1] if one.field != key.field) if what == "then" else ()
        self.sort_wanted.emit((*kept, key))
