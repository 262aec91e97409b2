"""The window's composition: builds the parts, starts them in order, stops them in reverse."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from vizdesk import __version__
from vizdesk.domain.faults import log_uncaught
from vizdesk.home import data_folder, desktop_folder
from vizdesk.lean_start import settle
from vizdesk.models.language import chosen_language, locale_in, speak
from vizdesk.models.session import Session

log = logging.getLogger(__name__)

STARTED_MILLISECONDS = 2000
"""So long after its window is made, the program has started."""


class Program(QObject):
    """The running desktop: its session and its window.

    Args:
        data: the embedded gateway's folder, or None for this user's.
        gateway: the address of a gateway to use in place of the embedded one, or None.
    """

    def __init__(self, data: Path | None = None, gateway: str | None = None) -> None:
        super().__init__()
        gc.disable()  # a tenth of the start; see `lean_start`
        QTimer.singleShot(STARTED_MILLISECONDS, self._on_started)
        folder = (data or data_folder()).absolute()
        locale = locale_in(chosen_language(desktop_folder()))
        if (application := QCoreApplication.instance()) is not None:
            speak(application, locale)
        self.session = Session(desktop_folder(), folder, gateway, demo=gateway is None, locale=locale, parent=self)
        self.session.start()  # its worker reads what was kept while the window's modules load and the window is made
        from vizdesk.widgets.main_window import MainWindow
        from vizdesk.widgets.theme import Theme

        self.theme = Theme(self)
        self.window = MainWindow(self.session, self.theme)

    def start(self) -> None:
        """Show the window; what was kept comes into it as soon as it is read, then the gateway is reached for."""
        self.window.show()

    def _on_started(self) -> None:
        settle()

    def stop(self) -> None:
        """Keep what is typed, end every thread and let go of the gateway; within 5 seconds."""
        self._on_started()
        self.session.close()


class StopSignals(QObject):
    """Ends the event loop on SIGINT and SIGTERM, as closing the window does; also where it would ask, or go on hidden.

    Signals:
        asked: the program is to end.

    Python runs its signal handlers between two of its own instructions only, and none runs while Qt waits; the wake-up
    pipe is what ends that wait. (On Windows, where Qt watches sockets only, Python's own handling stays.)
    """

    asked = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ours, self._pythons = os.pipe()
        for end in (self._ours, self._pythons):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._pythons)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _leave_to_the_loop)
        self._notifier = QSocketNotifier(self._ours, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        os.read(self._ours, 16)
        self.asked.emit()
        self._app.quit()

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        os.close(self._ours)
        os.close(self._pythons)


def _leave_to_the_loop(_number: int, _frame: object) -> None:
    """The wake-up pipe has told the event loop already."""


def make_application() -> QApplication:
    """Qt's application object, with the program's name and the style that its look is drawn on."""
    # The style is named here, before Qt makes one of its own to be thrown away.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("VizDesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("vizdesk")
    return app


def run(data: Path | None = None, gateway: str | None = None) -> int:
    """Open the window and stay until it is closed.

    Returns:
        The exit code.
    """
    log_uncaught(log)
    app = make_application()
    signals = StopSignals(app) if os.name == "posix" else None
    program = Program(data, gateway)
    if signals is not None:
        signals.asked.connect(program.window.end)
    program.start()
    try:
        return int(app.exec())
    finally:
        program.stop()
        if signals is not None:
            signals.close()
