"""A frame that opens below a control and closes on Esc or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QWidget


class Popup(QFrame):
    """Opens once; it is gone when it closes.

    Signals:
        chosen: what the user took, as the popup's owner expects it.
        closed: it goes away.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it goes away."""
        self.closed.emit()
        super().closeEvent(event)

    def show_below(self, anchor: QWidget) -> None:
        """Open below `anchor`, or above it where the screen ends, and take the focus."""
        self.adjustSize()
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        area = anchor.screen().availableGeometry()
        if below.y() + self.height() > area.bottom():
            below.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        below.setX(max(area.left(), min(below.x(), area.right() - self.width())))
        self.move(below)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
