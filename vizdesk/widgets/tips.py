"""Tips for the first search: what to type and which keys to press, a few short lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

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
            (self.tr("word*"), self.tr("finds every word that begins with it")),
            (shown_keys(keys_of(Key.APPLY)), self.tr("searches; until then, nothing is sent")),
            (shown_keys(keys_of(Key.COMMANDS)), self.tr("finds a filter, a page or an action by its name")),
        )
        self._words = [self._word(typed, told) for typed, told in lines]
        grid = self._grid = QGridLayout(self)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, labels in enumerate(self._words):
            for column, one in enumerate(labels):
                grid.addWidget(one, row, column, top)

    def _word(self, typed: str, told: str) -> tuple[QLabel, QLabel]:
        return label(typed, Type.STRONG, tone="muted", parent=self), label(told, tone="muted", wrap=True, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in the middle, as far as the lines are shorter than there is room."""
        super().resizeEvent(event)
        widths = (max(_width(one) for one in column) for column in zip(*self._words, strict=True))
        side = max(0, (self.width() - sum(widths) - SPACE_3) // 2)
        self._grid.setContentsMargins(side, SPACE_4, 0, SPACE_1)


def _width(one: QLabel) -> int:
    return QFontMetrics(one.font()).horizontalAdvance(one.text())
