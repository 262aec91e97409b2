"""The part of the settings that limits transfers, by the time of day too, and names a folder that is watched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QTimeEdit, QVBoxLayout, QWidget

from vizdesk.models.session import Session
from vizdesk.models.transfer_words import said_folder
from vizdesk.transfers.schedule import Limits
from vizdesk.transfers.watching import Watched
from vizdesk.widgets.labels import ElidedLabel, label
from vizdesk.widgets.rate_menu import RateButton
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_2


class TransferSettings(QWidget):
    """Each setting holds at once.

    Args:
        session: whose transfers.
        locale: how times and numbers are written.
    """

    def __init__(self, session: Session, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = session.transfers.model
        self.rate = RateButton(self.tr("Limit of all transfers together"), locale, self)
        self.hours = QCheckBox(self.tr("Another limit between"), self)
        self.start = self._time(self.tr("From"), locale)
        self.end = self._time(self.tr("Until"), locale)
        self.rate_in_hours = RateButton(self.tr("Limit between these times"), locale, self)
        self._folder = ElidedLabel("", parent=self)
        self.choose = QPushButton(self.tr("Watch a folder…"), self)
        self.stop = QPushButton(self.tr("Stop watching"), self)
        self.what = Segments(
            self.tr("What arrives in the watched folder"),
            [(False, self.tr("Offer it")), (True, self.tr("Send it at once"))],
            self,
        )
        self._lay_out()
        for button in (self.rate, self.rate_in_hours):
            button.chosen.connect(self._on_limits)
        self.hours.toggled.connect(self._on_limits)
        for one in (self.start, self.end):
            one.timeChanged.connect(self._on_limits)
        self.choose.clicked.connect(self._on_choose)
        self.stop.clicked.connect(self._on_stop)
        self.what.chosen.connect(self._on_what)
        session.settings_ready.connect(self._show)
        self._model.limits_changed.connect(self._show)
        self._show()

    def _time(self, name: str, locale: QLocale) -> QTimeEdit:
        made = QTimeEdit(self)
        made.setAccessibleName(name)
        made.setLocale(locale)
        made.lineEdit().setTextMargins(SPACE_2, 0, SPACE_2, 0)
        made.setDisplayFormat(locale.timeFormat(QLocale.FormatType.ShortFormat))
        return made

    def _lay_out(self) -> None:
        hours = QHBoxLayout()
        hours.setSpacing(SPACE_2)
        for one in (self.hours, self.start, label(self.tr("and"), parent=self), self.end, self.rate_in_hours):
            hours.addWidget(one)
        hours.addStretch(1)
        rate = QHBoxLayout()
        rate.setSpacing(SPACE_2)
        rate.addWidget(label(self.tr("Limit of all transfers together"), parent=self))
        rate.addWidget(self.rate)
        rate.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for control in (self.choose, self.stop, self.what):
            buttons.addWidget(control)
        buttons.addStretch(1)
        told = self.tr(
            "A card reader or a folder that something else fills: a file counts as arrived once it has stopped growing."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addLayout(rate)
        layout.addLayout(hours)
        layout.addSpacing(SPACE_2)
        layout.addWidget(label(self.tr("Watched folder"), Type.STRONG, parent=self))
        layout.addWidget(label(told, tone="muted", wrap=True, parent=self))
        layout.addWidget(self._folder)
        layout.addLayout(buttons)

    def _show(self) -> None:
        limits, watched = self._model.limits, self._model.watched
        self.rate.show_rate(limits.rate)
        self.rate_in_hours.show_rate(limits.rate_in_hours)
        for one in (self.hours, self.start, self.end):
            one.blockSignals(True)
        self.hours.setChecked(limits.hours)
        self.start.setTime(QTime(limits.start.hour, limits.start.minute))
        self.end.setTime(QTime(limits.end.hour, limits.end.minute))
        for one in (self.hours, self.start, self.end):
            one.blockSignals(False)
        for widget in (self.start, self.end, self.rate_in_hours):
            widget.setEnabled(limits.hours)
        self._folder.show_text(said_folder(watched.folder) if watched else self.tr("No folder is watched."))
        self.stop.setVisible(watched is not None)
        self.what.setVisible(watched is not None)
        self.what.show_value(watched is not None and watched.sends)

    def _on_limits(self, _value: object = None) -> None:
        start, end = self.start.time(), self.end.time()
        limits = Limits(
            self.rate.rate,
            self.hours.isChecked(),
            start.toPython(),  # type: ignore[arg-type]  # a `datetime.time`; typed as object
            end.toPython(),  # type: ignore[arg-type]  # as above
            self.rate_in_hours.rate,
        )
        self._session.transfers.set_limits(limits)

    def _on_choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder to watch"))
        if path:
            self.watch(path)

    def watch(self, path: str) -> None:
        """Watch this folder for the agency that is shown."""
        agency = self._session.agency
        if agency is not None:
            self._session.transfers.set_watched(Watched(Path(path), agency, sends=self.what.value() is True))
            self._show()

    def _on_stop(self) -> None:
        self._session.transfers.set_watched(None)
        self._show()

    def _on_what(self, sends: object) -> None:
        watched = self._model.watched
        if watched is not None:
            self._session.transfers.set_watched(watched._replace(sends=sends is True))
