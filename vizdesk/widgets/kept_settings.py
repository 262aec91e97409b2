"""The part of the settings that says what is kept of the user's searches, and forgets it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vizdesk.models.kept import KeptModel
from vizdesk.store.workspace import KeptCounts
from vizdesk.widgets.announcing import announce
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_2


class KeptSettings(QWidget):
    """Tells how much there is; asks once, in place, before all of it is forgotten.

    Args:
        model: what is kept.
        locale: how numbers are written.
    """

    def __init__(self, model: KeptModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._locale = locale
        self._amount = label("", parent=self)
        self.forget = QPushButton(self.tr("Forget searches and results…"), self)
        self._question = label(
            self.tr("All that is typed, found, marked and noted on all pages is forgotten here. There is no way back."),
            Type.STRONG,
            wrap=True,
            parent=self,
        )
        self.confirm = QPushButton(self.tr("Forget them"), self)
        self.keep = QPushButton(self.tr("Keep them"), self)
        self._told = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self._lay_out()
        self.forget.clicked.connect(self._on_asked)
        self.keep.clicked.connect(self._on_answered)
        self.confirm.clicked.connect(self._on_confirmed)
        model.counted.connect(self._show_amount)
        model.forgotten.connect(self._on_forgotten)
        model.failed.connect(self._say)
        self._told.hide()
        self._ask(False)

    def _lay_out(self) -> None:
        told = self.tr(
            "So that a restart loses nothing, VizDesk keeps what you typed, found, marked and noted on each page, your "
            "columns and these settings. All of it is encrypted."
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.forget, self.confirm, self.keep):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label(told, tone="muted", wrap=True, parent=self))
        for one in (self._amount, self._question):
            layout.addWidget(one)
        layout.addLayout(buttons)
        layout.addWidget(self._told)

    def _ask(self, asked: bool) -> None:
        self.forget.setVisible(not asked)
        for one in (self._question, self.confirm, self.keep):
            one.setVisible(asked)

    def _on_asked(self) -> None:
        self._say("")
        self._ask(True)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answered(self) -> None:
        self._ask(False)
        self.forget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_confirmed(self) -> None:
        self._on_answered()
        self._model.forget()

    def _on_forgotten(self) -> None:
        self._say(self.tr("Searches and results are forgotten."))

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        announce(self, sentence)

    def _show_amount(self, counts: KeptCounts) -> None:
        text = self.tr("Pages with filters or results: {pages}. Records marked: {marks}. Records found: {records}.")
        number = self._locale.toString
        self._amount.setText(
            text.format(pages=number(counts.pages), records=number(counts.records), marks=number(counts.marks))
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew."""
        super().showEvent(event)
        self._model.count()
