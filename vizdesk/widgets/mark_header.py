"""The narrow column at the start of the results table: which records are marked or noted on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QTableView

from vizdesk.models.marks import MarksModel
from vizdesk.models.results import ResultsModel
from vizdesk.store.marks import NO_MARK, Mark
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.theme import mixed, scaled
from vizdesk.widgets.tokens import HAIRLINE_SHARE, ICON_SIZE

WIDTH = 28
_TOP = QModelIndex()


class MarkHeader(QHeaderView):
    """Paints a star for each marked record, and a sheet for one that has only a note; a click marks.

    Args:
        table: whose rows these are.

    Signals:
        mark_wanted: the mark of this row is to be set, or taken away.
    """

    mark_wanted = Signal(int)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self._marks: MarksModel | None = None
        self._results: ResultsModel | None = None
        self._hovered = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Marks"))

    def show_marks(self, marks: MarksModel, results: ResultsModel) -> None:
        """Show the marks of these results from now on."""
        self._marks, self._results = marks, results
        marks.changed.connect(self.show_again)
        results.dataChanged.connect(self.show_again)
        self._table.selectionModel().selectionChanged.connect(self.show_again)
        results.say_of_rows(self.said_of)

    def show_again(self) -> None:
        """Something that is painted here has changed."""
        self.viewport().update()

    def said_of(self, row: int) -> str:
        """What a screen reader says of a row's mark; empty for none."""
        mark = self._mark_of(row)
        told = (self.tr("marked") if mark.starred else "", self.tr("has a note") if mark.note else "")
        return ", ".join(filter(None, told))

    def sizeHint(self) -> QSize:
        """As wide as an icon with some room; nothing is measured."""
        return QSize(scaled(WIDTH), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The marks in the area, each on the ground of its row; all in one go, as the table paints its cells."""
        viewport, area = self.viewport(), event.rect()
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # as for the table
        palette, role = QGuiApplication.palette(), QPalette.ColorRole
        base, highlight = palette.color(role.Base), palette.color(role.Highlight)
        hairline = mixed(palette.color(role.Mid), base, HAIRLINE_SHARE)
        painter = QPainter(viewport)
        painter.fillRect(area, base)
        width, height, side = self.width(), self.defaultSectionSize(), scaled(ICON_SIZE)
        rows, selection = self._rows_in(area), self._table.selectionModel()
        any_selected, start = selection.hasSelection(), self.sectionViewportPosition(rows.start)
        for row in rows:
            top = start + (row - rows.start) * height
            if any_selected and selection.isRowSelected(row, _TOP):
                painter.fillRect(0, top, width, height, highlight)
            painter.fillRect(0, top + height - 1, width, 1, hairline)
            name, tint = self._sign_of(row)
            if name:
                drawn = pixmap(name, tint, scale=self.devicePixelRatioF())
                painter.drawPixmap((width - side) // 2, top + (height - side) // 2, drawn)
        painter.end()

    def _rows_in(self, area: QRect) -> range:
        first, last = self.logicalIndexAt(area.top()), self.logicalIndexAt(area.bottom())
        return range(first, (last if last >= 0 else self.count() - 1) + 1) if first >= 0 else range(0)

    def _sign_of(self, row: int) -> tuple[str, Tint]:
        mark = self._mark_of(row)
        if mark.starred:
            return "star-marked", Tint.ACCENT
        if mark.note:
            return "note", Tint.ACCENT
        return ("star", Tint.MUTED) if row == self._hovered else ("", Tint.MUTED)

    def _mark_of(self, row: int) -> Mark:
        if self._marks is None or self._results is None or not self._marks.count():
            return NO_MARK
        return self._marks.mark(self._results.id_at(row))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the row, and leave what is selected as it is."""
        row = self.logicalIndexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and row >= 0:
            self.mark_wanted.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click would set a mark."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nowhere any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
