"""A strip with a sentence, and a button or two: what the user must know while it is so."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from vizdesk.widgets.fitting import fit
from vizdesk.widgets.icons import Tint, icon, pixmap
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import BUTTON_HEIGHT, ICON_SIZE, SPACE_1, SPACE_2, SPACE_4

WORDS_WIDTH = 200
"""What the text needs beside a button, so that it can be read."""


class Banner(QFrame):
    """Hidden until it has something to say.

    Signals:
        acted: its button was pressed.
        closed: the user has closed it.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, icon_name: str, *, closable: bool, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon_name = icon_name
        self._closable = closable
        self._action = action
        self._text: QLabel | None = None
        self._button: QPushButton | None = None
        self.hide()

    def _make(self) -> QLabel:
        """All that is in it; most are never shown."""
        self._icon = QLabel(self)
        text = label("", wrap=True, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_1, SPACE_2, SPACE_1)
        layout.setSpacing(SPACE_2)
        self.setMinimumHeight(scaled(BUTTON_HEIGHT) + 2 * SPACE_1)
        layout.addWidget(self._icon)
        row = self._row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(text, 1)
        layout.addLayout(row, 1)
        if self._action:
            self._button = QPushButton(self._action, self)
            self._button.setProperty("look", "plain")
            self._button.clicked.connect(self.acted)
            row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeading)
            self._fit()
        if self._closable:
            close = QToolButton(self)
            close.setIcon(icon("x"))
            close.setAccessibleName(self.tr("Close this message"))
            close.setToolTip(self.tr("Close"))
            close.clicked.connect(self.hide)
            close.clicked.connect(self.closed)
            layout.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._draw_icon()
        return text

    def tell(self, text: str) -> None:
        """Show a text; an empty one hides the strip."""
        if text and self._text is None:
            self._text = self._make()
        if self._text is not None:
            self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the button where there is room: beside the text or below it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._button is not None:
            taken = scaled(ICON_SIZE) + 2 * SPACE_4 + (scaled(BUTTON_HEIGHT) if self._closable else 0)
            fit(self._row, (scaled(WORDS_WIDTH), self._button), self.width() - taken)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of the new scheme, or for another text size."""
        super().changeEvent(event)
        if (
            event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
            and getattr(self, "_text", None) is not None
        ):
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, Tint.TEXT, scale=self.devicePixelRatioF()))
