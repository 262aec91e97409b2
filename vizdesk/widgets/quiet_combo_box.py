"""A combo box that scrolling past it does not change, and that assistive technology knows by its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget


class QuietComboBox(QComboBox):
    """A named combo box that the mouse wheel does not change, so that scrolling past it is safe.

    Args:
        name: what assistive technology calls it.
        parent: what it stands in.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        # On Linux, Qt tells assistive technology what is chosen as a combo box's own name, and takes what it is called
        # from the label beside it; one that is hidden counts too.
        naming = QLabel(parent)
        naming.setTextFormat(Qt.TextFormat.PlainText)
        naming.setText(name.replace("&", "&&"))
        naming.setBuddy(self)
        naming.hide()
        self.caption = naming
        """What it is called; it may be shown above it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel, which scrolls."""
        event.ignore()
