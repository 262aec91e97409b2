"""A page that is one form: in the middle, and scrolled where the window is small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vizdesk.widgets.tokens import SPACE_8

FORM_SHARE = 100
"""Of a page's width the form takes all that it may, the rest stays empty."""


def fill_with_form(page: QWidget, form: QWidget, name: str) -> None:
    """Make a form all that a page shows.

    Args:
        page: without a layout.
        form: as wide as there is room, up to its own maximum.
        name: what assistive technology calls the scrolled area.
    """
    inside = QWidget()
    inside.setObjectName("scrolled")
    row = QHBoxLayout(inside)
    row.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
    row.addWidget(form, FORM_SHARE)
    row.addStretch(1)
    scroll = QScrollArea(page)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setAccessibleName(name)
    scroll.setWidget(inside)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scroll)
