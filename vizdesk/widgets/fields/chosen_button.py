"""The closed form of a control that opens a list: a button that says what is taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from vizdesk.widgets.icons import icon
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import PANEL_WIDTH, SPACE_2, SPACE_4

MOST_NAMED = 2
"""More than these are counted, not named."""

_TEXT_WIDTH = PANEL_WIDTH - 2 * SPACE_4 - SPACE_2 - 40


class ChosenButton(QPushButton):
    """Says what is taken, and opens the list when it is pressed.

    Args:
        name: what the agency calls the filter.
        field: the control that it fills.
    """

    def __init__(self, name: str, field: QWidget) -> None:
        super().__init__(field)
        self._name = name
        self.setProperty("look", "field")
        self.setIcon(icon("chevron-down"))
        left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight  # the arrow stands behind the text
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if left else Qt.LayoutDirection.LeftToRight)
        layout = QHBoxLayout(field)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
        self.say([])

    def say(self, labels: Sequence[str]) -> None:
        """Say what is taken; nothing means any."""
        text = self.tr("{count} selected").format(count=len(labels))
        if len(labels) <= MOST_NAMED:
            text = ", ".join(labels) or self.tr("Any")
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, scaled(_TEXT_WIDTH))
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {text}")
