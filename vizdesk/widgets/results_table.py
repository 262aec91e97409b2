"""The results table: dense rows, sorting by header, copying, and asking for more near the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from vizdesk.domain.layout import Direction, Page, SortKey
from vizdesk.models.results import ResultsModel
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import plain_tip
from vizdesk.widgets.record_painter import ColumnPlace, RecordPainter, RowPlace, TextLayouts
from vizdesk.widgets.shortcuts import Key, is_pressed
from vizdesk.widgets.theme import Type, font, scaled, set_type
from vizdesk.widgets.tokens import CELL_MARGIN, COMPACT_ROW_HEIGHT, ROW_HEIGHT, SPACE_1, SPACE_2

HEADER_HEIGHT = 32
LEAST_COLUMN = 48
MOST_COPIED = 1000
ARROW = 14
SCALE = 1000
"""A length to compare text sizes by."""


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
        text = "\n".join(filter(None, (shown if cut else "", in_file)))
        QToolTip.showText(event.globalPos(), plain_tip(text).replace("\n", "<br>"), view)
        return True


class SortHeader(QHeaderView):
    """A header that draws the order of several keys.

    Signals:
        sort_wanted: the logical section, and whether it is another key beside the ones there are.
        menu_wanted: where, in global coordinates.
    """

    sort_wanted = Signal(int, bool)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._order: dict[int, tuple[int, Direction]] = {}
        set_type(self, Type.STRONG)
        self._layouts = TextLayouts(self.font())
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST_COLUMN)
        self.setFixedHeight(scaled(HEADER_HEIGHT))
        self.setStretchLastSection(True)
        self.setMouseTracking(True)
        self.sectionClicked.connect(self._on_clicked)

    def show_order(self, order: dict[int, tuple[int, Direction]]) -> None:
        """Draw this order.

        Args:
            order: per logical section its place among the keys, from 1, and its direction.
        """
        if order != self._order:
            self._order = order
            self.headerDataChanged(self.orientation(), 0, self.count() - 1)

    def reset(self) -> None:
        """Other rows came; the columns are the layout's and stay, so nothing is measured and painted anew for them."""
        model = self.model()
        if model is None or self.count() != model.columnCount():
            super().reset()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802  # Qt's name
        """Label, arrow, and the key's place where there are several."""
        painter.save()
        palette = self.palette()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self.visualIndex(section) > 0:
            painter.drawLine(rect.left(), rect.top() + SPACE_2, rect.left(), rect.bottom() - SPACE_2)
        model = self.model()
        text = str(model.headerData(section, self.orientation(), Qt.ItemDataRole.DisplayRole) or "")
        side = Qt.AlignmentFlag(model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole))
        inside = rect.adjusted(CELL_MARGIN, 0, -CELL_MARGIN, 0)
        if section in self._order:
            inside = self._draw_arrow(painter, inside, section)
        painter.setFont(self.font())
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        drawn, room = self._layouts.fit(text, inside.width())
        at_right = bool(side & Qt.AlignmentFlag.AlignRight) is not self.isRightToLeft()
        top = rect.top() + (rect.height() - self._layouts.height) // 2
        painter.drawStaticText(inside.left() + (room if at_right else 0), top, drawn)
        painter.restore()

    def _draw_arrow(self, painter: QPainter, inside: QRect, section: int) -> QRect:
        place, direction = self._order[section]
        arrow = pixmap(
            "arrow-up" if direction is Direction.ASC else "arrow-down", Tint.ACCENT, ARROW, self.devicePixelRatioF()
        )
        painter.drawPixmap(inside.right() - ARROW, inside.center().y() - ARROW // 2, arrow)
        inside = inside.adjusted(0, 0, -(ARROW + SPACE_1), 0)
        if len(self._order) > 1:
            painter.setFont(font(Type.CAPTION))
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(place))
            inside = inside.adjusted(0, 0, -SPACE_2 - SPACE_1, 0)
        return inside

    def changeEvent(self, event: QEvent) -> None:
        """Lay labels out anew for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_layouts"):
            self._layouts.set_font(self.font())
            self.setFixedHeight(scaled(HEADER_HEIGHT))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # Qt's name
        """Offer sorting and columns."""
        self.menu_wanted.emit(event.globalPos())

    def _on_clicked(self, section: int) -> None:
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_wanted.emit(section, bool(shift))


class ResultsTable(QTableView):
    """The hits of a page.

    Signals:
        detail_wanted: Space, or a double click.
        detail_opened: Enter.
        columns_changed: a column was resized, moved, shown or hidden.
        sort_changed: another order is wanted: a tuple of `SortKey`.
        menu_wanted: the header's menu, in global coordinates.
        refused: a sentence why something could not be done.
    """

    detail_wanted = Signal()
    detail_opened = Signal()
    columns_changed = Signal()
    sort_changed = Signal(object)
    menu_wanted = Signal(QPoint)
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
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.hide()
        self._compact = self._rescaling = False
        self._set_row_height()
        self._default_columns()
        self._head.sectionResized.connect(self._on_columns_changed)
        self._head.sectionMoved.connect(self._on_columns_changed)
        self._head.sort_wanted.connect(self._on_sort_wanted)
        self._head.menu_wanted.connect(self.menu_wanted)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_compact(self, compact: bool) -> None:
        """Let rows stand closer together, or with more room."""
        self._compact = compact
        self._set_row_height()

    def _set_row_height(self) -> None:
        self._row_height = scaled(COMPACT_ROW_HEIGHT if self._compact else ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(self._row_height)

    # Columns

    def _default_columns(self) -> None:
        for place, column in enumerate(self._page.columns):
            self.setColumnWidth(place, scaled(column.width))
        self._scale = scaled(SCALE)

    def _rescale_columns(self) -> None:
        """Let columns hold as much text as before, at another text size."""
        widths = self.column_widths()
        self._scale = scaled(SCALE)
        self._rescaling = True
        self.restore_columns(widths, (), self.hidden_columns())
        self._rescaling = False

    def column_widths(self) -> dict[str, int]:
        """The widths by field, of the columns that are shown, as they are at the usual text size."""
        return {
            column.field: round(self.columnWidth(place) * SCALE / self._scale)
            for place, column in enumerate(self._page.columns)
            if not self.isColumnHidden(place)
        }

    def column_order(self) -> list[str]:
        """The fields from left to right; empty while the order is the layout's."""
        fields = [one.field for one in self._page.columns]
        shown = [fields[self._head.logicalIndex(place)] for place in range(len(fields))]
        return [] if shown == fields else shown

    def hidden_columns(self) -> list[str]:
        """The fields of the columns that the user took away."""
        return [column.field for place, column in enumerate(self._page.columns) if self.isColumnHidden(place)]

    def restore_columns(self, widths: Mapping[str, int], order: Sequence[str], hidden: Sequence[str]) -> None:
        """Take back widths, order and hidden columns; fields that the layout lost do not count."""
        places = {column.field: place for place, column in enumerate(self._page.columns)}
        for target, name in enumerate(name for name in order if name in places):
            self._head.moveSection(self._head.visualIndex(places[name]), target)
        for name, place in places.items():
            width = widths.get(name)
            if isinstance(width, int) and width >= LEAST_COLUMN:
                self.setColumnWidth(place, round(width * self._scale / SCALE))
            self.setColumnHidden(place, name in hidden)

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and len(self.hidden_columns()) >= len(self._page.columns) - 1:
            return
        self.setColumnHidden(place, not shown)
        self.columns_changed.emit()

    # Order

    def show_sort(self, sort: tuple[SortKey, ...]) -> None:
        """Draw the order in the header."""
        self._sort = sort
        places = {column.field: place for place, column in enumerate(self._page.columns)}
        keys = [(places[key.field], key.direction) for key in sort if key.field in places]
        self._head.show_order({place: (rank, direction) for rank, (place, direction) in enumerate(keys, start=1)})

    def _on_sort_wanted(self, section: int, more: bool) -> None:
        field = self._page.columns[section].field
        turning = self._sort if more else self._sort[:1]
        now = next((key.direction for key in turning if key.field == field), None)
        turned = SortKey(field, Direction.DESC if now is Direction.ASC else Direction.ASC)
        if not more:
            self.sort_changed.emit((turned,))
        elif now is None:
            self.sort_changed.emit((*self._sort, turned))
        else:
            self.sort_changed.emit(tuple(turned if key.field == field else key for key in self._sort))

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
        self._painter.paint(
            painter, area, QGuiApplication.palette(), self._rows_in(area), self._columns_in(area), dimmed=self._dimmed
        )
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

    def _columns_in(self, area: QRect) -> list[ColumnPlace]:
        places = []
        for column in range(len(self._page.columns)):
            left, width = self.columnViewportPosition(column), self.columnWidth(column)
            if not self.isColumnHidden(column) and left <= area.right() and left + width > area.left():
                places.append(ColumnPlace(column, left, width, self._results.alignment(column)))
        return places

    def changeEvent(self, event: QEvent) -> None:
        """Shorten texts anew for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._painter.set_font(self.font())
            self._set_row_height()
            if self._scale != scaled(SCALE):
                self._rescale_columns()

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

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, tab separated, as they are shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if len(rows) > MOST_COPIED:
            self.refused.emit(self.tr("At most {count} rows can be copied at once.").format(count=MOST_COPIED))
            return
        if any(self._results.id_at(row) is None for row in rows):
            self.refused.emit(self.tr("These rows are still being read. Copy them again in a moment."))
            return
        count = len(self._page.columns)
        shown = [place for place in map(self._head.logicalIndex, range(count)) if not self.isColumnHidden(place)]
        if rows:
            lines = ("\t".join(_one_line(self._results.index(row, place).data()) for place in shown) for row in rows)
            QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides the detail pane, Enter opens it, Ctrl+C copies."""
        if is_pressed(Key.COPY, event):
            self.copy_rows()
        elif is_pressed(Key.DETAIL, event):
            self.detail_wanted.emit()
        elif is_pressed(Key.OPEN_DETAIL, event):
            self.detail_opened.emit()
        else:
            super().keyPressEvent(event)

    def _on_columns_changed(self) -> None:
        if not self._rescaling:  # nobody has changed anything: what is kept is for the usual text size
            self.columns_changed.emit()

    def _on_double_clicked(self) -> None:
        self.detail_opened.emit()

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value + 2 * bar.pageStep() >= bar.maximum():
            self._results.fetchMore(QModelIndex())


def _one_line(text: object) -> str:
    return " ".join(str(text or "").split())
