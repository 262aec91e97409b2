"""The results table: dense rows, sorting by header, copying, and asking for more near the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from vizdesk.domain.layout import Direction, Page, SortKey
from vizdesk.domain.search import MAX_SORT_KEYS
from vizdesk.models.results import ResultsModel
from vizdesk.widgets.labels import plain_tip
from vizdesk.widgets.mark_header import MarkHeader
from vizdesk.widgets.record_painter import ColumnPlace, RecordPainter, RowPlace
from vizdesk.widgets.shortcuts import Key, is_pressed
from vizdesk.widgets.sort_header import SortHeader
from vizdesk.widgets.table_columns import SCALE, TableColumns
from vizdesk.widgets.theme import Type, scaled, set_type
from vizdesk.widgets.tokens import CELL_MARGIN, COMPACT_ROW_HEIGHT, ROW_HEIGHT, SPACE_2


class RecordDelegate(QStyledItemDelegate):
    """Tells a cell's whole text and the text of the file in its tip; the table itself paints the cells."""

    def helpEvent(  # Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole text where the cell is too narrow, and the file's own where it differs; never as markup."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        shown, raw = str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        cut = option.fontMetrics.horizontalAdvance(shown) + 2 * SPACE_2 > option.rect.width()
        in_file = self.tr("In the file: {text}").format(text=raw) if raw and raw != shown else ""
        explained = str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or "")
        text = "\n".join(filter(None, (explained or (shown if cut else ""), in_file)))
        QToolTip.showText(event.globalPos(), plain_tip(text).replace("\n", "<br>"), view)
        return True


class ResultsTable(QTableView):
    """The hits of a page.

    Signals:
        detail_wanted: Space, or a double click.
        detail_opened: Enter.
        sort_changed: another order is wanted: a tuple of `SortKey`.
        menu_wanted: the header's menu, in global coordinates, and the column there by its place in the layout.
        copy_wanted: the selected rows are to be copied.
        copy_table_wanted: likewise, with the columns' names.
        row_menu_wanted: the selected rows' menu, in global coordinates.
        mark_wanted: the selected rows are to be marked, or their marks taken away.
        refused: a sentence why something could not be done.
    """

    detail_wanted = Signal()
    detail_opened = Signal()
    sort_changed = Signal(object)
    menu_wanted = Signal(QPoint, int)
    copy_wanted = Signal()
    copy_table_wanted = Signal()
    row_menu_wanted = Signal(QPoint)
    mark_wanted = Signal()
    refused = Signal(str)

    def __init__(self, page: Page, results: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._results = results
        self._sort: tuple[SortKey, ...] = ()
        set_type(self, Type.BODY, tabular=True)
        self._painter = RecordPainter(results, self.font())
        self._dimmed = False
        self._head = SortHeader(self)
        self.setHorizontalHeader(self._head)
        self.setModel(results)
        self.setItemDelegate(RecordDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(self.tr("Results"))
        self.setVerticalHeader(MarkHeader(self))
        corner = self.findChild(QAbstractButton)
        if corner is not None:  # Qt's own, above the marks
            corner.setAccessibleName(self.tr("Marks"))
        self._compact = False
        self._set_row_height()
        self.columns = TableColumns(page, self._head, self._least_widths())
        self._column_in_sight = -1
        self._keys = (
            (Key.COPY, self.copy_wanted),
            (Key.COPY_TABLE, self.copy_table_wanted),
            (Key.MARK, self.mark_wanted),
            (Key.DETAIL, self.detail_wanted),
            (Key.OPEN_DETAIL, self.detail_opened),
        )
        self.columns.changed.connect(self.viewport().update)
        self._head.sort_wanted.connect(self._on_sort_wanted)
        self._head.menu_wanted.connect(self.menu_wanted)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _least_widths(self) -> list[int]:
        """What columns of dates and times need in the reader's locale, at the usual text size; 0 for the others."""
        texts = map(self._results.widest_date, range(len(self._page.columns)))
        metrics, length = self.fontMetrics(), scaled(SCALE)
        widths = [metrics.horizontalAdvance(text) * SCALE // length for text in texts]
        return [width + 2 * CELL_MARGIN + 1 if width else 0 for width in widths]

    def set_compact(self, compact: bool) -> None:
        """Let rows stand closer together, or with more room."""
        self._compact = compact
        self._set_row_height()

    def _set_row_height(self) -> None:
        self._row_height = scaled(COMPACT_ROW_HEIGHT if self._compact else ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(self._row_height)

    # Order

    def show_sort(self, sort: tuple[SortKey, ...]) -> None:
        """Draw the order in the header."""
        self._sort = sort
        places = {column.field: place for place, column in enumerate(self._page.columns)}
        keys = [(places[key.field], key.direction) for key in sort if key.field in places]
        self._head.show_order({place: (rank, direction) for rank, (place, direction) in enumerate(keys, start=1)})

    def _on_sort_wanted(self, section: int, more: bool) -> None:
        """A click sorts by one key and turns it; with Shift there is another key, then it is turned, then it goes."""
        field = self._page.columns[section].field
        now = next((key.direction for key in self._sort if key.field == field), None)
        if not more:
            alone = self._sort[0].direction if self._sort and self._sort[0].field == field else None
            self.sort_changed.emit((SortKey(field, Direction.DESC if alone is Direction.ASC else Direction.ASC),))
        elif now is None and len(self._sort) >= MAX_SORT_KEYS:
            self.refused.emit(self.tr("Results can be sorted by {count} columns at most.").format(count=MAX_SORT_KEYS))
        elif now is None:
            self.sort_changed.emit((*self._sort, SortKey(field)))
        elif now is Direction.ASC:
            turned = SortKey(field, Direction.DESC)
            self.sort_changed.emit(tuple(turned if key.field == field else key for key in self._sort))
        elif len(self._sort) > 1:
            self.sort_changed.emit(tuple(key for key in self._sort if key.field != field))
        else:
            self.sort_changed.emit((SortKey(field),))

    # Painting

    def dim(self, dimmed: bool) -> None:
        """Show rows that belong to another search than the one that is applied in a muted colour."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells of the area that is to be shown anew."""
        viewport = self.viewport()
        # So that scrolling moves what is painted, and only new lines are painted. Polishing takes the attribute away.
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        area = event.rect()
        painter = QPainter(viewport)
        frozen = self._head.frozen() if self._head.offset() else []
        palette, rows = QGuiApplication.palette(), self._rows_in(area)
        self._painter.paint(painter, area, palette, rows, self._columns_in(area, frozen), dimmed=self._dimmed)
        stays = area & self._head.frozen_area(viewport.height())
        if not stays.isEmpty():
            shift = self._head.shift_of_frozen()
            self._painter.paint(
                painter, stays, palette, rows, [self._place_of(one, shift) for one in frozen], dimmed=self._dimmed
            )
            whole = self._head.frozen_area(viewport.height())
            edge = whole.left() if self.isRightToLeft() else whole.right()
            painter.fillRect(edge, area.top(), 1, area.height(), palette.color(QPalette.ColorRole.Dark))
        painter.end()

    def _rows_in(self, area: QRect) -> list[RowPlace]:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return []
        last = last if last >= 0 else self._results.loaded_rows - 1
        selection, top = self.selectionModel(), QModelIndex()
        any_selected = selection.hasSelection()
        start, height = self.rowViewportPosition(first), self._row_height
        return [
            RowPlace(row, start + (row - first) * height, height, any_selected and selection.isRowSelected(row, top))
            for row in range(first, last + 1)
        ]

    def _columns_in(self, area: QRect, frozen: Sequence[int] = ()) -> list[ColumnPlace]:
        """The columns that scroll and are in the area."""
        places = (self._place_of(one) for one in range(len(self._page.columns)) if one not in frozen)
        return [one for one in places if one.width and one.left <= area.right() and one.left + one.width > area.left()]

    def _place_of(self, column: int, shift: int = 0) -> ColumnPlace:
        left, width = self.columnViewportPosition(column) + shift, self.columnWidth(column)
        return ColumnPlace(column, left, width, self._results.alignment(column))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Columns that stay are painted anew where the others move below them."""
        super().scrollContentsBy(dx, dy)
        if dx and self._head.frozen():
            self.viewport().update()
            self._head.viewport().update()

    def indexAt(self, place: QPoint) -> QModelIndex:
        """The cell that is painted there."""
        if self._head.offset() and self._head.in_frozen(place.x()):
            place = QPoint(place.x() - self._head.shift_of_frozen(), place.y())
        return super().indexAt(place)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight, and a column only if another one than before is gone to: rows are what is walked."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == self._column_in_sight or index.column() in self._head.frozen():
            bar.setValue(before)
        self._column_in_sight = index.column()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten texts anew for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._painter.set_font(self.font())
            self._set_row_height()
            self.columns.rescale()

    # Rows

    def current_row(self) -> int:
        """The row that the detail pane shows, -1 for none."""
        current = self.currentIndex()
        return current.row() if current.isValid() and self.selectionModel().hasSelection() else -1

    def select_row(self, row: int) -> None:
        """Make a row the current one."""
        column = self._head.logicalIndex(0)
        self.setCurrentIndex(self._results.index(row, column))

    def selected_stretches(self) -> list[tuple[int, int]]:
        """First and last row of each stretch of selected rows, from top to bottom; each row once."""
        stretches: list[tuple[int, int]] = []
        for first, last in sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList()):
            if stretches and first <= stretches[-1][1] + 1:
                stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]))
            else:
                stretches.append((first, last))
        return stretches

    def first_row(self) -> int:
        """The topmost row in sight."""
        return max(self.rowAt(0), 0)

    def selected_rows(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self.selected_stretches())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides the detail pane, Enter opens it; rows are copied and marked by keys, too."""
        for key, wanted in self._keys:
            if is_pressed(key, event):
                wanted.emit()
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected rows; by key at the current one."""
        if self.current_row() < 0:
            return
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.row_menu_wanted.emit(place)

    def _on_double_clicked(self) -> None:
        self.detail_opened.emit()

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value + 2 * bar.pageStep() >= bar.maximum():
            self._results.fetchMore(QModelIndex())
