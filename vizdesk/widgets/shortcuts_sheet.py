"""The shortcuts sheet: every key of the window, from the list that sets them."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.overlay import Overlay
from vizdesk.widgets.shortcuts import SHORTCUTS, Shortcut, shown_keys, told
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6

WIDTH = 600
MOST_SHOWN = 2
"""Keys of one line that are written out; of more, the first and the last."""


class ShortcutsSheet(Overlay):
    """Lists all keys, by where they work.

    Args:
        window: what it covers.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, WIDTH)
        self.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._close = QToolButton(self.card)
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close"))
        self._close.clicked.connect(self.close_back)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Keyboard shortcuts"), Type.HEADING, parent=self.card), 1)
        head.addWidget(self._close)
        self._scroll = QScrollArea(self.card)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        inside = self._make_list()
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(SPACE_4, SPACE_3, SPACE_3, SPACE_3)
        layout.setSpacing(SPACE_2)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self._scroll.setMinimumHeight(min(inside.sizeHint().height() + SPACE_2, window.height() - 10 * SPACE_6))

    def open(self) -> None:
        """Show it."""
        self.open_on(self._scroll)

    def _make_list(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(SPACE_1, 0, SPACE_3, SPACE_1)
        grid.setHorizontalSpacing(SPACE_6)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(0, 1)
        row = 0
        for section, lines in groupby(SHORTCUTS.values(), key=lambda one: one.section):
            heading = label(told(section), Type.STRONG, parent=inside)
            heading.setContentsMargins(0, SPACE_3 if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for line in lines:
                grid.addWidget(label(told(line.text), wrap=True, parent=inside), row, 0)
                grid.addWidget(self._keys_label(line, inside), row, 1)
                row += 1
        return inside

    def _keys_label(self, line: Shortcut, parent: QWidget) -> QLabel:
        keys = list(dict.fromkeys(shown_keys(one) for one in line.keys))
        if len(keys) > MOST_SHOWN:
            text = self.tr("{first} to {last}").format(first=keys[0], last=keys[-1])
        else:
            text = self.tr(" or ").join(keys)
        return label(text, tone="muted", parent=parent)
