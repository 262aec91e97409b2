"""A line that holds a criterion: undo and redo are the page's, not its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from vizdesk.widgets.shortcuts import Key, is_pressed


class CriterionLine(QLineEdit):
    """Lets the page's keys go where any other line would take them for itself."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the page's shortcuts."""
        return False if is_page_key(event) else super().event(event)


def is_page_key(event: QEvent) -> bool:
    """Whether an event asks if undo or redo is to be a key of the control; left unaccepted, it is the page's."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    ours = is_pressed(Key.UNDO, event) or is_pressed(Key.REDO, event)
    if ours:
        event.ignore()
    return ours
