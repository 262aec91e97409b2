"""Identifiers: one, or a pasted list of them, one a line or parted by commas."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import IDENTIFIER_OPERATORS
from vizdesk.widgets.fields.lines_edit import LinesEdit
from vizdesk.widgets.fields.typed import TypedField


class IdentifierField(TypedField):
    """A few lines of text with an operator."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, IDENTIFIER_OPERATORS, parent)
        self._lines = LinesEdit(self)
        self._lines.setPlaceholderText(self.tr("One, or a list: one a line, or with commas"))
        self._lines.textChanged.connect(self._on_changed)
        self._lines.refused.connect(self.refused)
        self.take_editor(self._lines)

    def text(self) -> str:
        """What is typed."""
        return self._lines.toPlainText()

    def set_text(self, text: str) -> None:
        """Hold this text, without `edited`."""
        with QSignalBlocker(self._lines):
            self._lines.setPlainText(text)

    def _on_changed(self) -> None:
        self.edited.emit()
