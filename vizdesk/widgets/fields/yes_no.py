"""Yes, no, or not asked: three segments, one of which is always on."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import Draft
from vizdesk.widgets.fields.base import FilterField


class YesNoField(FilterField):
    """Three states; “Any” asks nothing."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[bool | None, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        choices = ((None, self.tr("Any"), "first"), (True, self.tr("Yes"), ""), (False, self.tr("No"), "last"))
        for value, text, edge in choices:
            button = QPushButton(text, self)
            button.setProperty("look", "segment")
            button.setProperty("edge", edge)
            button.setCheckable(True)
            button.setAccessibleName(f"{self.label}: {text}")
            self._group.addButton(button)
            self._buttons[value] = button
            layout.addWidget(button, 1)
        self._buttons[None].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        value = next(value for value, button in self._buttons.items() if button.isChecked())
        return {} if value is None else {"value": value}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        value = draft.get("value")
        self._buttons[value if isinstance(value, bool) else None].setChecked(True)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return list(self._buttons.values())

    def call_nothing(self, text: str) -> None:
        """Say it in these words where nothing is chosen."""
        self._buttons[None].setText(text)
        self._buttons[None].setAccessibleName(f"{self.label}: {text}")

    def _on_clicked(self) -> None:
        self.edited.emit()
