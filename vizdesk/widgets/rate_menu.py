"""Choosing a limit on bytes a second: a button that says which one holds, with those that are usual below it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from vizdesk.models.transfer_words import said_speed
from vizdesk.widgets.icons import icon

MB = 1000 * 1000
USUAL = (MB // 2, MB, 2 * MB, 5 * MB, 10 * MB, 25 * MB, 50 * MB, 100 * MB)
NO_LIMIT = 0
"""Stands for None in an action's data, which cannot tell None from nothing."""


class RateButton(QPushButton):
    """Says a limit and lets another one be chosen.

    Args:
        name: what is limited, for assistive technology.
        locale: how numbers are written.

    Signals:
        chosen: bytes a second, None for no limit.
    """

    chosen = Signal(object)

    def __init__(self, name: str, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._locale = name, locale
        self.rate: int | None = None
        """What it says."""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIcon(icon("gauge"))
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._on_chosen)
        self.setMenu(menu)
        self.show_rate(None)

    def show_rate(self, rate: int | None) -> None:
        """Say this limit."""
        self.rate = rate
        told = self._told(rate)
        self.setText(told)
        self.setAccessibleName(f"{self._name}: {told}")
        self.setToolTip(self._name)

    def _told(self, rate: int | None) -> str:
        if rate is None:
            return self.tr("No limit")
        return self.tr("At most {rate}").format(rate=said_speed(rate, self._locale))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        others = () if self.rate is None or self.rate in USUAL else (self.rate,)
        for rate in (None, *sorted((*USUAL, *others))):
            action = QAction(self._told(rate), group)
            action.setCheckable(True)
            action.setChecked(rate == self.rate)
            action.setData(NO_LIMIT if rate is None else rate)
            menu.addAction(action)

    def _on_chosen(self, action: QAction) -> None:
        rate = int(action.data()) or None
        self.show_rate(rate)
        self.chosen.emit(rate)
