"""Ctrl+Z and Ctrl+Shift+Z of a page: one history for all its criteria, also while a filter's line has the focus.

Lines that hold a criterion let these keys go (`fields/criterion_line.py`), so that two histories are never mixed; all
other lines, such as the one that finds a filter, keep theirs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from vizdesk.models.undoing import UndoModel
from vizdesk.widgets.shortcuts import Key, bind


class UndoKeys(QObject):
    """The keys of one page.

    Args:
        page: the page; the shortcuts work in it and in what it holds.
        undo: what they do.

    Signals:
        told: a sentence for screen readers, which does not repeat what is typed.
    """

    told = Signal(str)

    def __init__(self, page: QWidget, undo: UndoModel) -> None:
        super().__init__(page)
        self._undo = undo
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

    def _on_focus_changed(self) -> None:
        """A control was left; which one does not matter, and it may be on its way out of memory."""
        self._undo.seal()
