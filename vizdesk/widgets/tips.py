"""Tips for the first search: what to type and which keys to press, a few short lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from vizdesk.widgets.labels import label
from vizdesk.widgets.shortcuts import Key, keys_of, shown_keys
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_1, SPACE_3, SPACE_4


class Tips(QWidget):
    """What is typed or pressed at the left, what comes of it at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = (
            (shown_keys(keys_of(Key.QUERY)), self.tr("goes to the search line, for words of any field")),
            (self.tr("word*"), self.tr("finds every word that begins so")),
            (shown_keys(keys_of(Key.APPLY)), self.tr("searches; nothing is sent before")),
            (shown_keys(keys_of(Key.COMMANDS)), self.tr("finds a filter, a page or an action by its name")),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, SPACE_4, 0, SPACE_1)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (typed, told) in enumerate(lines):
            grid.addWidget(label(typed, Type.STRONG, tone="muted", parent=self), row, 0, top)
            grid.addWidget(label(told, tone="muted", wrap=True, parent=self), row, 1, top)
