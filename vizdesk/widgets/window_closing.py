"""What closing the window means while files are being sent: they go on in the tray, or at the next start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QSystemTrayIcon, QVBoxLayout, QWidget

from vizdesk.models.session import Session
from vizdesk.models.transfer_words import said_counts, said_share
from vizdesk.models.transfers import TransfersModel
from vizdesk.widgets.icons import Tint, icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.overlay import Overlay
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_2, SPACE_4

CARD_WIDTH = 440


class ClosingCard(Overlay):
    """Says what becomes of the transfers, where there is no tray to go on in.

    Args:
        window: what it covers.
        counts: how many are under way.

    Signals:
        meant: close it.
    """

    meant = Signal()

    def __init__(self, window: QWidget, counts: str) -> None:
        super().__init__(window, CARD_WIDTH)
        self.setAccessibleName(self.tr("Close VizDesk?"))
        self.stay = QPushButton(self.tr("Keep it open"), self.card)
        self.stay.setProperty("look", "primary")
        self.leave_now = QPushButton(self.tr("Close VizDesk"), self.card)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label(f"{counts[:1].upper()}{counts[1:]}.", Type.HEADING, wrap=True, parent=self.card))
        told = self.tr("They stop when VizDesk is closed, and go on by themselves when it is opened again.")
        layout.addWidget(label(told, wrap=True, parent=self.card))
        layout.addSpacing(SPACE_2)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addStretch(1)
        buttons.addWidget(self.leave_now)
        buttons.addWidget(self.stay)
        layout.addLayout(buttons)
        self.stay.clicked.connect(self.close_back)
        self.leave_now.clicked.connect(self.meant)

    def open(self) -> None:
        """Show it; what loses nothing has the focus."""
        self.open_on(self.stay)


class WindowClosing(QObject):
    """Decides whether the window closes, and keeps the tray's icon while the program goes on without it.

    Nothing in the tray names a file.

    Args:
        window: the program's.
        session: whose transfers they are.
        model: the transfers.
    """

    def __init__(self, window: QWidget, session: Session, model: TransfersModel) -> None:
        super().__init__(window)
        self._window, self._session, self._model = window, session, model
        self._meant = False
        self._tray: QSystemTrayIcon | None = None
        model.changed.connect(self._show)
        model.ended.connect(self._on_ended)

    def mean_it(self) -> None:
        """The program is to end, whatever is under way."""
        self._meant = True

    def lets_close(self) -> bool:
        """Whether the window may close; else it is hidden or asks."""
        if self._meant or not self._model.goes_on or self._is_session_ending():
            return True
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._go_on_hidden()
            return False
        if not self._model.totals.active:
            return True
        card = ClosingCard(self._window, said_counts(self._model.totals, self._session.locale))
        card.meant.connect(self._on_meant)
        card.open()
        return False

    def _is_session_ending(self) -> bool:
        """Whether the user is signing out: nobody is there to answer."""
        application = QApplication.instance()
        return isinstance(application, QApplication) and application.isSavingSession()

    # In the tray

    def _go_on_hidden(self) -> None:
        QApplication.setQuitOnLastWindowClosed(False)
        if self._tray is None:
            self._tray = self._make_tray()
        self._show()
        self._tray.show()
        self._window.hide()
        self._tray.showMessage(
            "VizDesk", self.tr("Files go on being sent. VizDesk ends by itself when all of them have arrived.")
        )

    def _make_tray(self) -> QSystemTrayIcon:
        tray = QSystemTrayIcon(icon("upload", Tint.ACCENT), self)
        menu = QMenu(self._window)
        menu.addAction(self.tr("Open VizDesk")).triggered.connect(self.come_back)
        self._pause = menu.addAction(self.tr("Pause all"))
        self._pause.triggered.connect(self._on_pause)
        self._resume = menu.addAction(self.tr("Resume all"))
        self._resume.triggered.connect(self._on_resume)
        menu.addSeparator()
        menu.addAction(self.tr("Quit")).triggered.connect(self._on_quit)
        tray.setContextMenu(menu)
        tray.activated.connect(self._on_activated)
        return tray

    def _show(self) -> None:
        if self._tray is None:
            return
        totals, locale = self._model.totals, self._session.locale
        share = said_share(totals.confirmed, totals.size, locale) if totals.active else ""
        told = said_counts(totals, locale) or self.tr("nothing is being sent")
        self._tray.setToolTip(f"VizDesk: {', '.join(filter(None, (told, share)))}")
        self._pause.setEnabled(totals.active > 0)
        self._resume.setEnabled(totals.paused > 0)

    def come_back(self) -> None:
        """Show the window again."""
        QApplication.setQuitOnLastWindowClosed(True)
        if self._tray is not None:
            self._tray.hide()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.come_back()

    def _on_pause(self) -> None:
        self._model.pause()

    def _on_resume(self) -> None:
        self._model.resume()

    def _on_meant(self) -> None:
        self._meant = True
        self._window.close()

    def _on_quit(self) -> None:
        self._meant = True
        QApplication.quit()

    def _on_ended(self) -> None:
        """Nothing is under way any more: end too, unless somebody must look at something."""
        if self._tray is None or self._window.isVisible():
            return
        totals = self._model.totals
        if totals.failed or totals.held or totals.paused:
            told = said_counts(totals, self._session.locale)
            self._tray.showMessage("VizDesk", f"{told[:1].upper()}{told[1:]}.")
        elif not self._model.goes_on:
            self._on_quit()
