"""Identifiers: one, or a pasted list of them, one a line or parted by commas."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from vizdesk.domain.layout import Filter, Operator
from vizdesk.models.drafts import IDENTIFIER_OPERATORS, Draft
from vizdesk.widgets.fields.base import FilterField

LINES = 3


class IdentifierField(FilterField):
    """A few lines of text with an operator."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent)
        self._operator = next(iter(self.operators()), Operator.EQUALS)
        self._lines = _Lines(self)
        self._lines.setAccessibleName(self.label)
        self._lines.setPlaceholderText(self.tr("One, or a list: one a line, or with commas"))
        self._lines.textChanged.connect(self._on_changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._lines)
        self.setFocusProxy(self._lines)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        text = self._lines.toPlainText()
        return {"text": text, "operator": self._operator.value} if text.strip() else {}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        text = str(draft.get("text", ""))
        if text != self._lines.toPlainText():
            self._lines.blockSignals(True)
            self._lines.setPlainText(text)
            self._lines.blockSignals(False)
        asked = draft.get("operator")
        self._operator = next((one for one in self.operators() if one.value == asked), self._operator)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._lines]

    def operators(self) -> tuple[Operator, ...]:
        """Of the operators for identifiers those that the filter offers."""
        return tuple(one for one in IDENTIFIER_OPERATORS if one in self.filter.operators)

    def operator(self) -> Operator:
        """What is chosen."""
        return self._operator

    def choose_operator(self, operator: Operator) -> None:
        """Take another operator."""
        self._operator = operator
        self.edited.emit()

    def _on_changed(self) -> None:
        self.edited.emit()


class _Lines(QPlainTextEdit):
    """Tab goes on to the next control, Enter applies; Shift and Enter begin a new line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 4 * self.frameWidth() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt's name
        """Leave Enter to the panel."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
