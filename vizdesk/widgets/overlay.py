"""A card above the window's page; Esc or a click beside it closes it, and the focus goes back where it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from vizdesk.widgets.shortcuts import Key, bind
from vizdesk.widgets.tokens import SCRIM_ALPHA, SPACE_8


class Overlay(QWidget):
    """Covers the window that it belongs to; what it shows goes into `card`. It is gone when it closes.

    Args:
        window: what it covers.
        width: of the card, in pixels, where the window is wide enough.

    Signals:
        closed: it has gone, however that came.
    """

    closed = Signal()

    def __init__(self, window: QWidget, width: int) -> None:
        super().__init__(window)
        self._width = width
        self._before = window.focusWidget()
        self._open = False
        self.card = QFrame(self)
        self.card.setObjectName("overlay")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_8, 2 * SPACE_8, SPACE_8, SPACE_8)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        bind(Key.CLOSE, self, Qt.ShortcutContext.WidgetWithChildrenShortcut).triggered.connect(self.close_back)
        window.installEventFilter(self)

    def open_on(self, first: QWidget) -> None:
        """Show it and take the focus.

        Args:
            first: what gets the focus.
        """
        self._fit()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self._open = True
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def close_back(self) -> None:
        """Close it and give the focus back."""
        before = self._before
        self.leave()
        if before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close it and let the focus be where it goes."""
        if self._open:
            self._open = False
            self.hide()
            self.deleteLater()
            self.closed.emit()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._open and new is not None and new.window() is self.window() and not self.isAncestorOf(new):
            self.leave()  # a key opened another page: what was above the one before has no business there

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside."""
        stops = [one for one in self.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        stops = [one for one in stops if one.isVisible() and one.isEnabled()]
        focused = self.window().focusWidget()
        if focused in stops:
            after = stops[(stops.index(focused) + (1 if forward else -1)) % len(stops)]
            after.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.card.setFixedWidth(min(self._width, window.width() - 2 * SPACE_8))
            self.card.setMaximumHeight(window.height() - 3 * SPACE_8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_back()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, SCRIM_ALPHA))
        painter.end()
