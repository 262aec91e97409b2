"""How counts are drawn beside options: at the right, and quieter; what has none is muted, and can be taken still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton

from vizdesk.models.option_counts import Counted
from vizdesk.widgets.theme import Type, font, set_look
from vizdesk.widgets.tokens import SPACE_1

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object  # which button it is, the classes below say

COUNT_WIDTH = 40
"""Room for “12,345” beside an option."""

_ACROSS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def counts_tip() -> str:
    """What the counts are counts of."""
    return QCoreApplication.translate(
        "Counts", "How many records each choice would find under the other filters that are applied."
    )


def spoken(label: str, counted: Counted | None) -> str:
    """“Brown, 214 records”."""
    return f"{label}, {counted.spoken}" if counted is not None else label


def muted() -> QColor:
    """What a count is written in: the application's, as a style sheet makes a widget's own one too faint for text."""
    return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)


def draw_count(painter: QPainter, rect: QRect, text: str) -> None:
    """Write a count at the right of a place."""
    painter.save()
    painter.setFont(font(Type.CAPTION, tabular=True))
    painter.setPen(muted())
    painter.drawText(rect, _ACROSS, text)
    painter.restore()


class _Counted(_Button):
    """Shows a count at its right."""

    _counted: Counted | None = None

    def show_count(self, name: str, counted: Counted | None) -> None:
        """Show a count, or none; `name` is what the button is called without."""
        self._counted = counted
        self.setAccessibleName(spoken(name, counted))
        self.setToolTip(counts_tip() if counted is not None else "")
        set_look(self, none=counted is not None and counted.none)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then its count."""
        super().paintEvent(event)
        if self._counted is not None:
            draw_count(QPainter(self), self.rect().adjusted(0, 0, -SPACE_1, 0), self._counted.text)


class CountedCheckBox(_Counted, QCheckBox):
    """A check box with a count at its right."""


class CountedRadioButton(_Counted, QRadioButton):
    """A radio button with a count at its right."""
