"""What is typed, and what is done with it: the part that text and identifiers share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizdesk.domain.layout import Filter, Operator
from vizdesk.models.drafts import Draft
from vizdesk.widgets.fields.base import FilterField


class TypedField(FilterField):
    """An editor for text, and an operator; `text` and `set_text` are the subclass's.

    Args:
        one: the filter.
        locale: the user's.
        operators: those that a control of this kind can show.
        parent: owns it.
    """

    tells_usual_operator = True

    def __init__(
        self, one: Filter, locale: QLocale, operators: Sequence[Operator], parent: QWidget | None = None
    ) -> None:
        super().__init__(one, locale, parent, operators)
        self._editor: QWidget | None = None

    def text(self) -> str:
        """What is typed."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Hold this text, without `edited`."""
        raise NotImplementedError

    def take_editor(self, editor: QWidget) -> None:
        """Show the editor."""
        self._editor = editor
        editor.setAccessibleName(self.label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(editor)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        text = self.text()
        operator = self._operator or Operator.EQUALS
        return {"text": text, "operator": operator.value} if text.strip() else {}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        text = str(draft.get("text", ""))
        if text != self.text():
            self.set_text(text)
        self._take_operator(draft)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._editor] if self._editor else []
