"""What a page shows instead of content: an icon, one sentence, the next step, and a button that takes it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_8

ICON = 32
MOST_WIDTH = 520


class State(NamedTuple):
    """One designed state.

    Args:
        icon: name of its icon, or "" for none.
        sentence: what is the case.
        next_step: what the user can do.
        action: the label of the button that does it, or "" for none.
        tint: of the icon.
        other_action: the label of a second button, or "" for none.
    """

    icon: str
    sentence: str
    next_step: str = ""
    action: str = ""
    tint: Tint = Tint.MUTED
    other_action: str = ""


class StateView(QWidget):
    """Shows one state in the middle.

    Signals:
        acted: the button was pressed.
        other_acted: the second button was pressed.
    """

    acted = Signal()
    other_acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = State("", "")
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._icon = QLabel(inside)
        self._icon.setFixedHeight(scaled(ICON))
        self._sentence = label("", Type.HEADING, wrap=True, parent=inside)
        self._next_step = label("", tone="muted", wrap=True, parent=inside)
        self._button = QPushButton(inside)
        self._button.hide()  # until a state has an action: a search that is quick shows none
        self._button.clicked.connect(self.acted)
        self._other = QPushButton(inside)
        self._other.setProperty("look", "plain")
        self._other.clicked.connect(self.other_acted)
        self._other.hide()
        self.below = QVBoxLayout()
        self.below.setContentsMargins(0, SPACE_2, 0, 0)
        for one in (self._icon, self._sentence, self._next_step):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner = QVBoxLayout()
        inner.setSpacing(SPACE_1)
        inner.addWidget(self._icon)
        inner.addSpacing(SPACE_3)
        inner.addWidget(self._sentence)
        inner.addWidget(self._next_step)
        inner.addSpacing(SPACE_4)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addStretch(1)
        buttons.addWidget(self._button)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addLayout(self.below)
        frame = QWidget(inside)
        frame.setMaximumWidth(scaled(MOST_WIDTH))
        frame.setLayout(inner)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 10)
        middle.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        scroll = QScrollArea(self)  # large text in a small window needs more height than there is
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    @property
    def action(self) -> str:
        """The label of the button that it shows, or an empty text."""
        return self._state.action

    def show_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self._sentence.setText(state.sentence)
        self._next_step.setText(state.next_step)
        self._next_step.setVisible(bool(state.next_step))
        self._button.setText(state.action)
        self._button.setAccessibleName(state.action)
        self._button.setVisible(bool(state.action))
        self._other.setText(state.other_action)
        self._other.setVisible(bool(state.other_action))
        self._draw_icon()

    def focus_action(self) -> None:
        """Take the focus at the button, where there is one."""
        if self.action:
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icon now that it is seen."""
        super().showEvent(event)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of the new scheme, or for another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self.isVisible() and self._state.icon:
            self._icon.setFixedHeight(scaled(ICON))
            self._icon.setPixmap(pixmap(self._state.icon, self._state.tint, ICON, self.devicePixelRatioF()))
