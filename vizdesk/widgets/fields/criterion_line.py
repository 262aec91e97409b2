"""A line that holds a criterion: undo and redo are the page's, not its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from vizdesk.widgets.shortcuts import Key, is_pressed


class CriterionLine(QLineEdit):
    """Lets the page's keys go where any other line would take them for itself.

    It looks at its events while it has the focus only: a panel has hundreds of lines, and each gets a dozen events
    before it is painted.
    """

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Look at keys from now on."""
        super().focusInEvent(event)
        self.installEventFilter(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No key comes here from now on."""
        self.removeEventFilter(self)
        super().focusOutEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Leave undo and redo to the page's shortcuts."""
        return is_page_key(event)


def is_page_key(event: QEvent) -> bool:
    """Whether an event asks if undo or redo is to be a key of the control; left unaccepted, it is the page's."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    ours = is_pressed(Key.UNDO, event) or is_pressed(Key.REDO, event)
    if ours:
        event.ignore()
    return ours
