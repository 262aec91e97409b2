"""Draws the items of a list or a tree with their counts; apart from `counts`, as the window's start needs no lists."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from vizdesk.models.option_counts import Counted
from vizdesk.widgets.fields.counts import draw_count, muted
from vizdesk.widgets.theme import Type, font
from vizdesk.widgets.tokens import SPACE_2

COUNTED = Qt.ItemDataRole.UserRole + 20
"""An item's `Counted`, or None."""

_MARK_WIDTH = 32


class CountDelegate(QStyledItemDelegate):
    """Draws items of a list or a tree with the count that they hold as `COUNTED`."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave room for the count; what has none is muted."""
        super().initStyleOption(option, index)
        counted = index.data(COUNTED)
        if not isinstance(counted, Counted):
            return
        room = option.rect.width() - _width(counted.text) - _MARK_WIDTH
        if room > 0:  # sizes are asked for without a rectangle
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        if counted.none:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The item, then its count."""
        counted = index.data(COUNTED)
        super().paint(painter, option, index)
        if isinstance(counted, Counted):
            draw_count(painter, option.rect.adjusted(0, 0, -SPACE_2, 0), counted.text)


def _width(text: str) -> int:
    return QFontMetrics(font(Type.CAPTION, tabular=True)).horizontalAdvance(text) + 2 * SPACE_2
