"""An export under way, on whatever page one is, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from vizdesk.models.exports import PERMILLE, ExportModel, ExportPhase
from vizdesk.widgets.announcing import announce
from vizdesk.widgets.icons import Tint, icon, pixmap
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import BUTTON_HEIGHT, SPACE_1, SPACE_2, SPACE_4

BAR_WIDTH = 160

_ICONS = {
    ExportPhase.RUNNING: ("download", Tint.ACCENT),
    ExportPhase.DONE: ("circle-check", Tint.ACCENT),
    ExportPhase.FAILED: ("circle-alert", Tint.DANGER),
    ExportPhase.CANCELLED: ("ban", Tint.MUTED),
}


class ExportStrip(QFrame):
    """Headline, bar and buttons; hidden while there is nothing to tell."""

    def __init__(self, exports: ExportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportStrip")
        self._exports = exports
        self._said: ExportPhase | None = None
        self._icon = QLabel(self)
        self._text = label("", wrap=True, parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._folder = QPushButton(self.tr("Show in folder"), self)
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close"))
        self._lay_out()
        self._cancel.clicked.connect(exports.cancel)
        self._folder.clicked.connect(self._on_folder)
        self._close.clicked.connect(exports.dismiss)
        exports.changed.connect(self.show_state)
        self.show_state()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_1, SPACE_2, SPACE_1)
        layout.setSpacing(SPACE_2)
        self.setMinimumHeight(scaled(BUTTON_HEIGHT) + 2 * SPACE_1)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        for one in (self._bar, self._cancel, self._folder, self._close):
            layout.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._cancel, self._folder):
            button.setProperty("look", "plain")

    def show_state(self) -> None:
        """Show how the export stands."""
        state = self._exports.state
        running = state.phase is ExportPhase.RUNNING
        self.setVisible(state.phase is not ExportPhase.IDLE)
        text = f"{state.headline} {state.detail}".strip()
        self._text.setText(text)
        self.setAccessibleName(text)
        self._bar.setVisible(running)
        self._bar.setRange(0, 0 if state.permille is None else PERMILLE)
        self._bar.setValue(state.permille or 0)
        self._cancel.setVisible(running)
        self._folder.setVisible(state.path is not None)
        self._close.setVisible(not running)
        if state.phase is not self._said:  # a screen reader is told of beginning and end, not of every step
            self._said = state.phase
            self._draw_icon()
            announce(self, text)

    def _draw_icon(self) -> None:
        name, tint = _ICONS.get(self._exports.state.phase, ("download", Tint.MUTED))
        self._icon.setPixmap(pixmap(name, tint, scale=self.devicePixelRatioF()))

    def _on_folder(self) -> None:
        path = self._exports.state.path
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of the new scheme, or for another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_close"):
            self._draw_icon()
