"""Sentences for screen readers; a module of its own, as the window's start does without (3 ms)."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """Let screen readers say a sentence, if it is not empty; a widget that is not in sight says nothing."""
    if sentence and widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
