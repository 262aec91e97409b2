"""A few lines of plain text in the filter panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from vizdesk.widgets.bounded_edit import BoundedEdit
from vizdesk.widgets.fields.criterion_line import is_page_key

LINES = 3
MOST = 100_000
"""Characters: more than 5,000 of the longest identifiers need."""


class LinesEdit(BoundedEdit):
    """Tab goes on to the next control, Enter applies; Shift and Enter begin a new line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(MOST, parent)
        self.setTabChangesFocus(True)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 4 * self.frameWidth() + 8)

    def changeEvent(self, event: QEvent) -> None:
        """Be as high as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the page's shortcuts."""
        return False if is_page_key(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt's name
        """Leave Enter to the panel."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
