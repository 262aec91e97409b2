"""A path, a key or a checksum: lines may be broken anywhere in it, and what is copied of it is as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from vizdesk.widgets.clipboard import put

BREAK = "\u200b"
"""Takes no room; lines are broken at spaces only, and here."""

STEP = 8
LONGEST_WHOLE = 24


class BreakableLabel(QLabel):
    """Shows a text that is one long word; it can be selected by mouse and by keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_text(self, text: str) -> None:
        """Show another text; the same one stays as it is, with what is selected of it."""
        if text == self._whole:
            return
        self._whole = text
        pieces = [text[place : place + STEP] for place in range(0, len(text), STEP)]
        self.setText(BREAK.join(pieces) if len(text) > LONGEST_WHOLE else text)
        self.setAccessibleName(text)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if self.hasSelectedText():
            put(self._selected())

    def _selected(self) -> str:
        return self.selectedText().replace(BREAK, "")

    def _select_all(self) -> None:
        self.setSelection(0, len(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Where what is selected is there to be pasted at once, it is so without what was put in."""
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self.hasSelectedText():
            clipboard.setText(self._selected(), QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu would copy what was put in, too."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"))
        copy.setEnabled(self.hasSelectedText())
        copy.triggered.connect(self.copy)
        menu.addAction(self.tr("Select all")).triggered.connect(self._select_all)
        menu.popup(event.globalPos())
