"""The header of the results table: labels, the order of several keys, and columns that stay at the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from vizdesk.domain.layout import Direction
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.record_painter import TextLayouts
from vizdesk.widgets.theme import Type, font, scaled, set_type
from vizdesk.widgets.tokens import CELL_MARGIN, SPACE_1, SPACE_2

HEADER_HEIGHT = 32
LEAST_COLUMN = 48
ARROW = 14
MOST_FROZEN = 0.6
"""Of the width: pinned columns that take more than this scroll with the others, so that those can be seen."""


class SortHeader(QHeaderView):
    """A header that draws the order of several keys.

    Signals:
        sort_wanted: the logical section, and whether it is another key beside the ones there are.
        menu_wanted: where, in global coordinates, and the logical section there, -1 for none.
    """

    sort_wanted = Signal(int, bool)
    menu_wanted = Signal(QPoint, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._order: dict[int, tuple[int, Direction]] = {}
        self._pinned: tuple[int, ...] = ()
        self._shift = 0.0
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

    # Columns that stay

    def pin(self, sections: Sequence[int]) -> None:
        """Let these logical sections, the leftmost ones, stay where they are when the others scroll."""
        self._pinned = tuple(sections)
        self.viewport().update()

    def frozen(self) -> list[int]:
        """The sections that stay, from left to right; none while they would leave the others too little room."""
        shown = [one for one in self._pinned if not self.isSectionHidden(one)]
        shown.sort(key=self.visualIndex)
        taken = sum(self.sectionSize(one) for one in shown)
        return shown if taken <= MOST_FROZEN * self.viewport().width() else []

    def frozen_width(self) -> int:
        """How many pixels the sections that stay take."""
        return sum(self.sectionSize(one) for one in self.frozen())

    def shift_of_frozen(self) -> int:
        """How far to the right sections that stay are painted of where Qt has them."""
        return -self.offset() if self.isRightToLeft() else self.offset()

    def in_frozen(self, x: float) -> bool:
        """Whether a place of the viewport belongs to the sections that stay."""
        width = self.frozen_width() if self.offset() else 0
        return x >= self.viewport().width() - width if self.isRightToLeft() else x < width

    def frozen_area(self, height: int) -> QRect:
        """Where the sections that stay are, in a viewport of that height; empty while nothing is scrolled."""
        width = self.frozen_width() if self.offset() else 0
        return QRect(self.viewport().width() - width if self.isRightToLeft() else 0, 0, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sections, and those that stay above them."""
        super().paintEvent(event)
        area = self.frozen_area(self.height())
        if area.isEmpty():
            return
        painter = QPainter(self.viewport())
        for one in self.frozen():
            left = self.sectionViewportPosition(one) + self.shift_of_frozen()
            self.paintSection(painter, QRect(left, 0, self.sectionSize(one), self.height()), one)
        edge = area.left() if self.isRightToLeft() else area.right()
        painter.fillRect(edge, 0, 1, self.height(), self.palette().color(QPalette.ColorRole.Dark))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A section that stays is pressed where it is painted."""
        self._shift = -float(self.shift_of_frozen()) if self.in_frozen(event.position().x()) else 0.0
        super().mousePressEvent(self._shifted(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Likewise."""
        if not event.buttons():
            self._shift = -float(self.shift_of_frozen()) if self.in_frozen(event.position().x()) else 0.0
        super().mouseMoveEvent(self._shifted(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Likewise."""
        super().mouseReleaseEvent(self._shifted(event))
        self._shift = 0.0

    def _shifted(self, event: QMouseEvent) -> QMouseEvent:
        if not self._shift:
            return event
        place = event.position() + QPointF(self._shift, 0)
        buttons = (event.button(), event.buttons(), event.modifiers())
        return QMouseEvent(event.type(), place, event.globalPosition(), *buttons)

    # Painting

    def reset(self) -> None:
        """Other rows came; the columns are the layout's and stay, so nothing is measured and painted anew for them."""
        model = self.model()
        if model is None or self.count() != model.columnCount():
            super().reset()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
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
        side = scaled(ARROW)
        painter.drawPixmap(inside.right() - side, inside.center().y() - side // 2, arrow)
        inside = inside.adjusted(0, 0, -(side + SPACE_1), 0)
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
        x = event.pos().x()
        section = self.logicalIndexAt(x - self.shift_of_frozen() if self.in_frozen(x) else x)
        self.menu_wanted.emit(event.globalPos(), section)

    def _on_clicked(self, section: int) -> None:
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_wanted.emit(section, bool(shift))
