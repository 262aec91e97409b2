"""The head of the transfers: adding files, and how all of them stand together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vizdesk.models.transfer_words import said_counts, said_pace
from vizdesk.models.transfers import TransfersModel
from vizdesk.widgets.fitting import fit
from vizdesk.widgets.icons import Tint, icon
from vizdesk.widgets.labels import ElidedLabel, PartsLabel, label
from vizdesk.widgets.rate_menu import RateButton
from vizdesk.widgets.theme import Type, scaled, set_type
from vizdesk.widgets.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from vizdesk.widgets.transfer_delegate import BAR_HEIGHT, paint_bar

WORDS_WIDTH = 280
"""What counts and speed need beside the buttons, so that they can be read."""


class TotalBar(QWidget):
    """What of all was sent, and of that what is confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = (1, 0, 0)
        self.setFixedHeight(BAR_HEIGHT)
        self.setAccessibleName(self.tr("Progress of all transfers"))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, BAR_HEIGHT)

    def show_bytes(self, size: int, sent: int, confirmed: int) -> None:
        """Show how many bytes there are, were sent and are confirmed."""
        if (size, sent, confirmed) != self._shown:
            self._shown = (size, sent, confirmed)
            self.setAccessibleDescription(self.tr("{number}%").format(number=100 * confirmed // max(1, size)))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRect(0, 0, self.width(), self.height())
        paint_bar(painter, place, *self._shown, mirrored=self.isRightToLeft())
        painter.end()


class TransfersHead(QFrame):
    """Title and buttons, and below them counts, bytes, speed and a bar while anything is under way.

    Args:
        model: the transfers.
        locale: how numbers are written.
    """

    def __init__(self, model: TransfersModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsHead")
        self._model, self._locale = model, locale
        self.files = QPushButton(self.tr("Add files…"), self)
        self.files.setProperty("look", "primary")
        self.files.setIcon(icon("upload", Tint.ON_ACCENT))
        self.folder = QPushButton(self.tr("Add a folder…"), self)
        self.rate = RateButton(self.tr("Limit of all transfers together"), locale, self)
        self.pause = QPushButton(self.tr("Pause all"), self)
        self.pause.setIcon(icon("pause"))
        self.resume = QPushButton(self.tr("Resume all"), self)
        self.resume.setIcon(icon("play"))
        self.retry = QPushButton(self.tr("Try all again"), self)
        self.retry.setIcon(icon("rotate-cw"))
        self._counts = ElidedLabel("", Type.STRONG, self)
        self._pace = PartsLabel(parent=self)
        set_type(self._pace, Type.BODY, tabular=True)
        self._bar = TotalBar(self)
        self._whole = QWidget(self)
        self._title = label(self.tr("Transfers"), Type.TITLE, parent=self)
        self._head, self._adding, self._line, self._steering = (QHBoxLayout() for _ in range(4))
        self._lay_out()
        self.pause.clicked.connect(self._on_pause)
        self.resume.clicked.connect(self._on_resume)
        self.retry.clicked.connect(self._on_retry)

    def _lay_out(self) -> None:
        for row in (self._head, self._adding, self._line, self._steering):
            row.setSpacing(SPACE_2)
        for row, buttons in ((self._adding, self._adders()), (self._steering, self._steerers())):
            for button in buttons:
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            row.addStretch(1)
        self._head.addWidget(self._title, 1)
        self._head.addLayout(self._adding)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._counts)
        words.addWidget(self._pace)
        self._line.addLayout(words, 1)
        self._line.addLayout(self._steering)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_2)
        whole.addLayout(self._line)
        whole.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_3)
        layout.addLayout(self._head)
        layout.addWidget(self._whole)

    def _adders(self) -> tuple[QPushButton, ...]:
        return self.rate, self.folder, self.files

    def _steerers(self) -> tuple[QPushButton, ...]:
        return self.retry, self.resume, self.pause

    def _arrange(self) -> None:
        """In large text and long languages, buttons stand below what is said, and below each other."""
        room = self.width() - 2 * SPACE_6
        fit(self._adding, self._adders(), room)
        fit(self._head, (self._title, *self._adders()), room)
        fit(self._steering, self._steerers(), room)
        fit(self._line, (scaled(WORDS_WIDTH), *self._steerers()), room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the buttons where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """As `resizeEvent`, for another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_steering"):
            self._arrange()

    def show_totals(self, *, allowed: bool) -> None:
        """Show how all of them stand.

        Args:
            allowed: whether anything may be asked of them.
        """
        totals = self._model.totals
        counts = said_counts(totals, self._locale)
        self._whole.setVisible(bool(counts))
        self._counts.show_text(counts[:1].upper() + counts[1:])
        pace = said_pace(totals, self._locale)
        self._pace.show_parts(pace)
        self._pace.setVisible(any(pace))  # else the counts stand in the middle of the buttons
        before = self._standing()
        self._bar.setVisible(bool(totals.unfinished))
        self._bar.show_bytes(totals.size, totals.sent, totals.confirmed)
        for button, wanted in ((self.pause, totals.active), (self.resume, totals.paused), (self.retry, totals.failed)):
            button.setVisible(allowed and wanted > 0)
        self.retry.setText(self.tr("Try again") if totals.failed == 1 else self.tr("Try all again"))
        for button in (self.files, self.folder):
            button.setEnabled(allowed)
        self.rate.setEnabled(allowed)
        self.rate.show_rate(self._model.rate)
        if self._standing() != before:
            self._arrange()

    def _standing(self) -> list[tuple[bool, str]]:
        """What the buttons' room depends on."""
        return [(one.isHidden(), one.text()) for one in (*self._adders(), *self._steerers())]

    def _on_pause(self) -> None:
        self._model.pause()

    def _on_resume(self) -> None:
        self._model.resume()

    def _on_retry(self) -> None:
        self._model.retry()
