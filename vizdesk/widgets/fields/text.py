"""Text: one line, and what it does with it: contains, starts with, is, sounds like."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.criteria import MAX_TEXT
from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import TEXT_OPERATORS
from vizdesk.widgets.fields.criterion_line import CriterionLine
from vizdesk.widgets.fields.typed import TypedField


class TextField(TypedField):
    """One line of text with an operator."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, TEXT_OPERATORS, parent)
        self._line = CriterionLine(self)
        self._line.setMaxLength(MAX_TEXT + 1)  # one more than is taken, so that too much is told and not cut off
        self._line.textEdited.connect(self._on_edited)
        self.take_editor(self._line)

    def text(self) -> str:
        """What is typed."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Hold this text, without `edited`."""
        self._line.setText(text)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()
