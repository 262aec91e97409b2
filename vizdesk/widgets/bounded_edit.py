"""Lines of plain text up to a length."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

MOST_UNBROKEN = 1000
"""Letters without a space; to find the places where more of them break, Qt takes seconds."""


class BoundedEdit(QPlainTextEdit):
    """Refuses what is pasted beyond its length as a whole: nothing of it is cut off, and the window never waits for it.

    Args:
        most: characters.
        parent: owns it.

    Signals:
        refused: something too long was pasted, and what was there stays; the most that it takes.
    """

    refused = Signal(int)

    def __init__(self, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._most = most
        self._usual = self.wordWrapMode()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped, if there is room for it."""
        text, selected = source.text(), len(self.textCursor().selectedText())
        if len(text) > self._most + selected - len(self.toPlainText()):
            self.refused.emit(self._most)
            return
        self._break_where_needed(f"{self.toPlainText()} {text}")
        super().insertFromMimeData(source)

    def setPlainText(self, text: str) -> None:
        """Hold this text."""
        self._break_where_needed(text)
        super().setPlainText(text)

    def _break_where_needed(self, text: str) -> None:
        unbroken = max(map(len, text.split()), default=0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere if unbroken > MOST_UNBROKEN else self._usual)
