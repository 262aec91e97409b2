"""The tabs of a page above it, while there are several; they are called by their page, never by what is sought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QToolButton, QWidget

from vizdesk.models.page import PageModel
from vizdesk.widgets.icons import icon
from vizdesk.widgets.shortcuts import Key, keys_of, shown_keys
from vizdesk.widgets.tokens import SPACE_2


class TabStrip(QFrame):
    """One line of tabs.

    Args:
        locale: in which pages are named.
        parent: its owner.

    Signals:
        chosen: a `PageModel`, by the user.
        close_wanted: likewise.
    """

    chosen = Signal(object)
    close_wanted = Signal(object)

    def __init__(self, locale: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabStrip")
        self._locale = locale
        self._models: list[PageModel] = []
        self.bar = QTabBar(self)
        self.bar.setAccessibleName(self.tr("Tabs of this page"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.currentChanged.connect(self._on_changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        layout.addWidget(self.bar)
        layout.addStretch(1)

    def show_tabs(self, models: Sequence[PageModel], current: PageModel) -> None:
        """Show these tabs, of which one is open; a single one needs no strip."""
        self.bar.blockSignals(True)
        if self._models != list(models):
            self._fill(models)
        self.bar.setCurrentIndex(self._models.index(current))
        self.bar.blockSignals(False)
        self.setVisible(len(models) > 1)

    def _fill(self, models: Sequence[PageModel]) -> None:
        while self.bar.count():
            self.bar.removeTab(0)
        self._models = list(models)
        for place, model in enumerate(models):
            name = model.label(self._locale)
            self.bar.addTab(name.replace("&", "&&"))
            self.bar.setAccessibleTabName(place, name)
            close = QToolButton(self.bar)
            close.setIcon(icon("x"))
            close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stays short: Delete and Ctrl+W close as well
            close.setAccessibleName(self.tr("Close {tab}").format(tab=name))
            close.setToolTip(self.tr("Close this tab ({keys})").format(keys=shown_keys(keys_of(Key.CLOSE_TAB))))
            close.clicked.connect(self._on_close)
            self.bar.setTabButton(place, QTabBar.ButtonPosition.RightSide, close)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete closes the tab that has the focus."""
        if event.key() == Qt.Key.Key_Delete and self.bar.hasFocus():
            self.close_wanted.emit(self._models[self.bar.currentIndex()])
            return
        super().keyPressEvent(event)

    def _on_changed(self, place: int) -> None:
        if 0 <= place < len(self._models):
            self.chosen.emit(self._models[place])

    def _on_close(self) -> None:
        pressed = self.sender()
        for place, model in enumerate(self._models):
            if self.bar.tabButton(place, QTabBar.ButtonPosition.RightSide) is pressed:
                self.close_wanted.emit(model)
                return
