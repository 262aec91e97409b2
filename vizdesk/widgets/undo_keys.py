"""Ctrl+Z and Ctrl+Shift+Z of a page: one history for all its criteria, also while a filter's line has the focus.

A text line takes these keys for itself. Those that hold a criterion let them go, so that going back never mixes two
histories; all other lines, such as the one that finds a filter, keep theirs.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from vizdesk.models.undoing import UndoModel
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.shortcuts import Key, bind, is_pressed


class UndoKeys(QObject):
    """The keys of one page.

    Args:
        page: the page; the shortcuts work in it and in what it holds.
        query: its query line.
        undo: what they do.

    Signals:
        told: a sentence for screen readers, which does not repeat what is typed.
    """

    told = Signal(str)

    def __init__(self, page: QWidget, query: QLineEdit, undo: UndoModel) -> None:
        super().__init__(page)
        self._page, self._query, self._undo = page, query, undo
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(Key.UNDO, page, context).triggered.connect(self._on_undo)
        bind(Key.REDO, page, context).triggered.connect(self._on_redo)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_undo(self) -> None:
        self.told.emit(self.tr("Undone.") if self._undo.can_undo() else self.tr("There is nothing to undo."))
        self._undo.undo()

    def _on_redo(self) -> None:
        self.told.emit(self.tr("Done again.") if self._undo.can_redo() else self.tr("There is nothing to do again."))
        self._undo.redo()

    def _on_focus_changed(self, left: QWidget | None, entered: QWidget | None) -> None:
        if left is not None and self._page.isAncestorOf(left):
            self._undo.seal()
            left.removeEventFilter(self)
        if entered is not None and self._page.isAncestorOf(entered) and self._holds_criterion(entered):
            entered.installEventFilter(self)

    def _holds_criterion(self, widget: QWidget) -> bool:
        if not isinstance(widget, QLineEdit | QPlainTextEdit):
            return False
        above: QWidget | None = widget
        while above is not None and above is not self._page:
            if above is self._query or isinstance(above, FilterRow):
                return True
            above = above.parentWidget()
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a line from taking the keys: left unaccepted, they reach the page's shortcuts."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and any(is_pressed(key, event) for key in (Key.UNDO, Key.REDO)):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
