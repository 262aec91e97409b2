"""A choice of a few, all in sight: buttons side by side, of which one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """One of several values.

    Args:
        name: what is chosen, for assistive technology.
        choices: value and label of each.

    Signals:
        chosen: a value, by the user.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._values: dict[QPushButton, object] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        edges = {0: "first", len(choices) - 1: "last"}
        for place, (value, text) in enumerate(choices):
            button = QPushButton(text, self)
            button.setProperty("look", "segment")
            button.setProperty("edge", edges.get(place, ""))
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button)
            self._values[button] = value
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)

    def show_value(self, value: object) -> None:
        """Show which one is on."""
        for button, one in self._values.items():
            if one == value:
                button.setChecked(True)
                self.setFocusProxy(button)

    def value(self) -> object:
        """The one that is on, None for none."""
        checked = self._group.checkedButton()
        return self._values[checked] if isinstance(checked, QPushButton) else None

    def take_focus(self) -> None:
        """Take the focus at the one that is on."""
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, button: QPushButton) -> None:
        self.setFocusProxy(button)
        self.chosen.emit(self._values[button])
