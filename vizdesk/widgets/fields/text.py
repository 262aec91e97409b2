"""Text: one line, and what it does with it: contains, starts with, is."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from vizdesk.domain.criteria import MAX_TEXT
from vizdesk.domain.layout import Filter, Operator
from vizdesk.models.drafts import TEXT_OPERATORS, Draft
from vizdesk.widgets.fields.base import FilterField


class TextField(FilterField):
    """One line of text with an operator."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent)
        self._operator = next(iter(self.operators()), Operator.EQUALS)
        self._line = QLineEdit(self)
        self._line.setMaxLength(MAX_TEXT)
        self._line.setAccessibleName(self.label)
        self._line.textEdited.connect(self._on_edited)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self.setFocusProxy(self._line)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        text = self._line.text()
        return {"text": text, "operator": self._operator.value} if text.strip() else {}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        text = str(draft.get("text", ""))
        if text != self._line.text():
            self._line.setText(text)
        asked = draft.get("operator")
        self._operator = next((one for one in self.operators() if one.value == asked), self._operator)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._line]

    def operators(self) -> tuple[Operator, ...]:
        """Of the operators for text those that the filter offers."""
        return tuple(one for one in TEXT_OPERATORS if one in self.filter.operators)

    def operator(self) -> Operator:
        """What is chosen."""
        return self._operator

    def choose_operator(self, operator: Operator) -> None:
        """Take another operator."""
        self._operator = operator
        self.edited.emit()

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()
