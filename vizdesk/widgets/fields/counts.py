"""How counts are drawn beside options: at the right, and quieter; what has none is muted, and can be taken still."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vizdesk.models.option_counts import Counted
from vizdesk.widgets.theme import Type, font, set_look
from vizdesk.widgets.tokens import SPACE_1, SPACE_2

COUNTED = Qt.ItemDataRole.UserRole + 20
"""An item's `Counted`, or None."""

COUNT_WIDTH = 40
"""Room for “12,345” beside an option."""

_MARK_WIDTH = 32

_ACROSS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def counts_tip() -> str:
    """What the counts are counts of."""
    return QCoreApplication.translate(
        "Counts", "How many records each choice would find under the other filters that are applied."
    )


def spoken(label: str, counted: Counted | None) -> str:
    """“Brown, 214 records”."""
    return f"{label}, {counted.spoken}" if counted is not None else label


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
                option.palette.setColor(role, _muted())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The item, then its count."""
        counted = index.data(COUNTED)
        super().paint(painter, option, index)
        if isinstance(counted, Counted):
            _draw(painter, option.rect.adjusted(0, 0, -SPACE_2, 0), counted.text)


def _width(text: str) -> int:
    return QFontMetrics(font(Type.CAPTION, tabular=True)).horizontalAdvance(text) + 2 * SPACE_2


def _muted() -> QColor:
    """The application's: a style sheet makes a widget's own one fainter than text may be."""
    return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    painter.save()
    painter.setFont(font(Type.CAPTION, tabular=True))
    painter.setPen(_muted())
    painter.drawText(rect, _ACROSS, text)
    painter.restore()


def _show(button: QCheckBox | QRadioButton, name: str, counted: Counted | None) -> None:
    button.setAccessibleName(spoken(name, counted))
    button.setToolTip(counts_tip() if counted is not None else "")
    set_look(button, none=counted is not None and counted.none)
    button.update()


class CountedCheckBox(QCheckBox):
    """A check box with a count at its right.

    Args:
        text: its label.
        parent: owns it.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._counted: Counted | None = None

    def show_count(self, name: str, counted: Counted | None) -> None:
        """Show a count, or none; `name` is what the box is called without."""
        self._counted = counted
        _show(self, name, counted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then its count."""
        super().paintEvent(event)
        if self._counted is not None:
            _draw(QPainter(self), self.rect().adjusted(0, 0, -SPACE_1, 0), self._counted.text)


class CountedRadioButton(QRadioButton):
    """A radio button with a count at its right.

    Args:
        text: its label.
        parent: owns it.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._counted: Counted | None = None

    def show_count(self, name: str, counted: Counted | None) -> None:
        """Show a count, or none; `name` is what the button is called without."""
        self._counted = counted
        _show(self, name, counted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then its count."""
        super().paintEvent(event)
        if self._counted is not None:
            _draw(QPainter(self), self.rect().adjusted(0, 0, -SPACE_1, 0), self._counted.text)
